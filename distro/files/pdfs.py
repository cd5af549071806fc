"""A PDF judged object by object: whole, open, nothing that runs, nothing carried along, nothing fetched. Pure."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import pikepdf
from pikepdf import settings

from distro.files.archives import damaged
from distro.files.links import require_harmless
from distro.kernel.errors import Refusal

PAGES = 2000
UNFOLDED = 64 << 20
"""Bytes any one of its streams may unfold to; what a page shows takes some megabytes, its pictures are not unfolded."""
# Its last words, behind which nothing may stand.
_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\0\s]*\Z")
_HEADER = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)\s")
_TAIL = 1 << 16
_ZIP_END = b"PK\x05\x06"


def _named(*names: str) -> re.Pattern[bytes]:
    """These names as they are written anywhere in an object, which qpdf spells in one way."""
    return re.compile(rb"/(?:" + "|".join(names).encode() + rb")(?![^\0\s()<>\[\]{}/%])")


def _valued(*names: str) -> re.Pattern[bytes]:
    """These names as the kind of an action or an annotation: other things are called so as well."""
    return re.compile(rb"(?:\A|/(?:S|Subtype) )/(?:" + "|".join(names).encode() + rb")(?![^\0\s()<>\[\]{}/%])")


_SCRIPTS = (_named("JavaScript", "JS"), _valued("Rendition"))
_PROGRAMS = (_valued("Launch"),)
_CARRIED = (_named("EmbeddedFiles?", "EF", "FileAttachment", "Collection"),)
_MEDIA = (_named("RichMedia\\w*"), _valued("Movie", "Sound", "Screen", "3D"))
_SENT = (_named("XFA"), _valued("GoToR", "GoToE", "SubmitForm", "ImportData"))
_URI = _named("URI")


def judge(data: bytes) -> int:
    """How many pages it has, when nothing speaks against it; else a Refusal."""
    _require_one_file(data)
    settings.set_qpdf_limits(flate_max_memory=UNFOLDED, run_length_max_memory=UNFOLDED)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise _encrypted()
            for each in document.objects:
                _require_still(each)
            _require_still(document.trailer)
            return _pages(document)
    except pikepdf.PasswordError:
        raise _encrypted() from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RuntimeError) as error:
        if "limit exceeded" in str(error):
            raise Refusal(
                "PDF 里有展开后超过 %(limit)s MB 的内容，像是用来占满内存的。没有收下。请用“打印到 PDF”另存一份后再加。",
                limit=UNFOLDED >> 20,
            ) from None
        raise damaged() from None


def _require_one_file(data: bytes) -> None:
    """It begins and ends as a PDF, and is nothing else to those who read files from their end."""
    if not _HEADER.match(data):
        raise damaged()
    at = data.rfind(_ZIP_END, max(0, len(data) - _TAIL - 22))
    if at >= 0 and len(data) >= at + 22 and at + 22 + struct.unpack_from("<H", data, at + 20)[0] == len(data):
        raise _polyglot()
    if not _END.search(data, max(0, len(data) - _TAIL)):
        raise damaged() if b"%%EOF" not in data[-_TAIL:] else _polyglot()


def _require_still(each: pikepdf.Object) -> None:
    """Refuse an object that runs, carries, shows or fetches something."""
    # Numbers come as Python's own.
    if not isinstance(each, pikepdf.Object):
        return
    said = each.stream_dict.unparse() if isinstance(each, pikepdf.Stream) else each.unparse(resolved=True)
    if b"/" not in said:
        return
    if any(pattern.search(said) for pattern in _SCRIPTS):
        raise Refusal("PDF 里有脚本（JavaScript）。没有收下。请用“打印到 PDF”另存一份后再加。")
    if any(pattern.search(said) for pattern in _PROGRAMS):
        raise Refusal("PDF 里有启动程序的动作。没有收下。请用“打印到 PDF”另存一份后再加。")
    if any(pattern.search(said) for pattern in _CARRIED):
        raise Refusal("PDF 里还带着别的文件。没有收下。请取出后逐个添加，或用“打印到 PDF”另存一份后再加。")
    if any(pattern.search(said) for pattern in _MEDIA):
        raise Refusal("PDF 里有音像或三维内容。没有收下。请用“打印到 PDF”另存一份后再加。")
    if any(pattern.search(said) for pattern in _SENT):
        raise Refusal("PDF 里有动态表单，或会到别处取送数据的动作。没有收下。请用“打印到 PDF”另存一份后再加。")
    if _URI.search(said):
        for target in _targets(each):
            require_harmless(target)


def _targets(each: pikepdf.Object) -> Iterator[str]:
    """Where the links in an object lead; what its own objects say is asked of them."""
    if isinstance(each, pikepdf.Array):
        parts = [("", part) for part in each]
    elif isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
        parts = list(each.items())
    else:
        return
    for name, part in parts:
        if name == "/URI" and isinstance(part, pikepdf.Dictionary):
            yield str(part.get("/Base", ""))
        elif name == "/URI" and isinstance(part, pikepdf.String):
            yield str(part)
        elif isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _targets(part)


def _pages(document: pikepdf.Pdf) -> int:
    count = len(document.pages)
    if count > PAGES:
        raise Refusal("PDF 有 %(count)s 页，最多 %(limit)s 页。没有收下。请拆分后再加。", count=count, limit=PAGES)
    if not count:
        raise damaged()
    for page in document.pages:
        contents: pikepdf.Object | list[pikepdf.Object] = page.obj.get("/Contents", [])
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream):
                stream.read_bytes()
    return count


def _encrypted() -> Refusal:
    return Refusal("PDF 设有密码或加密，不能查清。没有收下。请去掉密码后再加。")


def _polyglot() -> Refusal:
    return Refusal("PDF 的末尾还接着别的内容，它同时是另一种文件。没有收下。请用“打印到 PDF”另存一份后再加。")
