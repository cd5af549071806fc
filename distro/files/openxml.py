"""An Office Open XML file judged part by part: no macros, nothing embedded, nothing fetched, no document type. Pure."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from distro.files import archives
from distro.files.fields import Reader
from distro.files.kinds import BINARY, Kind
from distro.files.links import require_harmless
from distro.kernel.errors import Refusal

_MAIN = {
    "wordprocessingml.document.main+xml": Kind.DOCX,
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
    "presentationml.presentation.main+xml": Kind.PPTX,
}
_TYPES = "[content_types].xml"
_MACROS = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
_EMBEDDED = ("activex", "oleobject", "ms-office.keymap", "dialogsheet")
_FETCHED = ("externallink+xml", "connections+xml", "querytable+xml", "webextension")
_MACRO_RELATIONS = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"})
_EMBEDDING_RELATIONS = frozenset({"oleobject", "package", "control", "activexcontrolbinary", "afchunk"})
_FETCHING_RELATIONS = frozenset(
    {
        *("externallink", "externallinkpath", "connections", "querytable", "attachedtemplate", "frame", "subdocument"),
        *("mailmergesource", "mailmergeheadersource", "webextension", "webextensiontaskpanes"),
    }
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp")
_PICTURE_BEGINNINGS = (
    *(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"II\xbc"),
    *(b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0"),
)
_PRINTER = "printersettings"
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_PORTION = 1 << 16


class _Relation(NamedTuple):
    kind: str
    target: str
    is_external: bool


def judge(data: bytes) -> Kind:
    """What kind of file it is, when nothing speaks against it; else a Refusal."""
    with archives.opened(data) as archive:
        try:
            return _judged(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise archives.damaged() from None


def _judged(archive: zipfile.ZipFile) -> Kind:
    # A folder has no content; what has some is looked at, whatever its name says.
    parts = {part.filename.casefold(): part for part in archive.infolist() if part.file_size or not part.is_dir()}
    if _TYPES not in parts:
        raise Refusal("这是一个改了扩展名的压缩包，不是办公文件。没有收下。请解开后逐个添加。")
    types = _types(archive, parts.pop(_TYPES))
    relations = [
        relation
        for name in [name for name in parts if name.endswith(".rels")]
        for relation in _relations(archive, parts.pop(name))
    ]
    for relation in relations:
        _require_own(relation)
    for name, part in parts.items():
        _require_known(archive, name, part)
    for ending, kind in _MAIN.items():
        if any(each.endswith(ending) for each in types):
            return kind
    raise Refusal("文件的内容是模板、放映或别的格式。没有收下。请另存为 DOCX、XLSX、PPTX 或 PDF 后再加。")


def _types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[str]:
    """The types of the parts, in lower case."""
    said = [attributes.get("ContentType", "").lower() for _, attributes in _elements(archive, part)]
    if any(word in each for each in said for word in _MACROS):
        raise _has_macros()
    if any(word in each for each in said for word in _EMBEDDED):
        raise _has_objects()
    if any(word in each for each in said for word in _FETCHED):
        raise _fetches()
    return said


def _relations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[_Relation]:
    for name, attributes in _elements(archive, part):
        if name == "Relationship":
            yield _Relation(
                attributes.get("Type", "").rpartition("/")[2].lower(),
                attributes.get("Target", ""),
                attributes.get("TargetMode", "").lower() == "external",
            )


def _require_own(relation: _Relation) -> None:
    """Refuse what leads out of the file, but for links that a person follows."""
    kind, target, is_external = relation
    if kind in _MACRO_RELATIONS:
        raise _has_macros()
    if is_external and kind == "hyperlink":
        require_harmless(target)
    elif is_external or kind in _FETCHING_RELATIONS or ":" in target or target.startswith(("//", "\\")):
        raise _fetches()
    elif kind in _EMBEDDING_RELATIONS:
        raise _has_objects()


def _require_known(archive: zipfile.ZipFile, name: str, part: zipfile.ZipInfo) -> None:
    """Pictures and what a printer is told are looked at; all else must be XML, and is read."""
    head = _read_through(archive, part)
    if "vbaproject" in name or "macrosheets/" in name:
        raise _has_macros()
    if head.startswith(BINARY) or "/embeddings/" in name or "/activex/" in name:
        raise _has_objects()
    if head.startswith(_ARCHIVES):
        raise Refusal("文件里还套着压缩包。没有收下。请取出后逐个添加。")
    if name.endswith(_PICTURES) and head.startswith(_PICTURE_BEGINNINGS):
        return
    if _PRINTER in name and name.endswith(".bin"):
        return
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        raise Refusal("文件里有不能查清的部件，如音像、嵌入的字体或程序。没有收下。请删去它们，或另存为 PDF 后再加。")
    parser = _parser()
    reader = Reader(parser)
    _parse(archive, part, parser)
    reader.require_harmless()


def _parser() -> expat.XMLParserType:
    """For XML without a document type, which could name files and fill the memory."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _parse(archive: zipfile.ZipFile, part: zipfile.ZipInfo, parser: expat.XMLParserType) -> None:
    try:
        with archive.open(part) as source:
            parser.ParseFile(source)
    except expat.ExpatError:
        raise archives.damaged() from None


def _elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part, each by its local name."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(" ")[2], attributes))
    _parse(archive, part, parser)
    return found


def _refuse_document_type(*_: object) -> None:
    raise Refusal(
        "文件里有办公软件从不写的文档类型声明（DTD），它能用来读取别的文件或占满内存。没有收下。请用生成它的软件打开，另存后再加。"
    )


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """What the part begins with, when all of it is as the directory says."""
    with archive.open(part) as source:
        head = source.read(_PORTION)
        while source.read(_PORTION):
            pass
    return head


def _has_macros() -> Refusal:
    return Refusal("文件里有宏。没有收下。请另存为不带宏的 DOCX、XLSX、PPTX 或 PDF 后再加。")


def _has_objects() -> Refusal:
    return Refusal(
        "文件里有嵌入的对象或控件（如嵌入的表格、公式编辑器、图表的数据）。没有收下。请改为图片，或另存为 PDF 后再加。"
    )


def _fetches() -> Refusal:
    return Refusal("文件打开时会到别处去取模板、图片或数据。没有收下。请断开链接、把内容放进文件后再加，或另存为 PDF。")
