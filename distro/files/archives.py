"""The archive an Office Open XML file is: its directory judged before any part is unfolded. Pure."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

from distro.kernel.errors import Refusal

PARTS, RATIO, UNFOLDED = 2000, 100, 200 << 20
"""So many parts, so many times as large unfolded, and no more bytes in all."""
_SMALL = 1 << 20
"""A part of fewer bytes may be folded as tightly as it likes."""
_DIRECTORY_BYTES = 1 << 20
_END, _ENTRY = b"PK\x05\x06", b"PK\x03\x04"
_IS_ENCRYPTED, _HAS_DESCRIPTOR = 0x2041, 0x08
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def damaged() -> Refusal:
    return Refusal("文件已损坏或没有传完整，不能打开。没有收下。请用生成它的软件打开，另存后再加。")


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, when its directory holds nothing against it; else a Refusal."""
    end = _require_end(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, UnicodeDecodeError):
        raise damaged() from None
    parts = archive.infolist()
    _require_measure(parts)
    names = [part.orig_filename for part in parts]
    for part, name in zip(parts, names, strict=True):
        _require_plain(part)
        _require_inside(name)
    if len({name.casefold() for name in names}) != len(names):
        raise Refusal(
            "文件里有两个同名的部件，不同的软件会读出不同的内容。没有收下。请用生成它的软件打开，另存后再加。"
        )
    _require_gapless(data, parts, end)
    return archive


def _require_end(data: bytes) -> int:
    """Where the directory begins: it ends where the file does, and holds as much as it says."""
    if data[-22:-18] != _END or data[-2:] != b"\0\0":
        if data.rfind(_END) >= 0:
            raise Refusal("文件的末尾还接着别的内容，它同时是另一种文件。没有收下。请用生成它的软件打开，另存后再加。")
        raise damaged()
    count, size, begin = struct.unpack("<HII", data[-12:-2])
    if count > PARTS or size > _DIRECTORY_BYTES:
        raise Refusal("文件里的部件过多，最多 %(limit)s 个。没有收下。请另存为 PDF 后再加。", limit=PARTS)
    if begin + size != len(data) - 22:
        raise damaged()
    return int(begin)


def _require_measure(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > PARTS:
        raise Refusal("文件里的部件过多，最多 %(limit)s 个。没有收下。请另存为 PDF 后再加。", limit=PARTS)
    folded, unfolded = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if unfolded > UNFOLDED:
        raise Refusal("文件展开后超过 %(limit)s MB。没有收下。请压缩图片或拆分后再加。", limit=UNFOLDED >> 20)
    large = [part for part in parts if part.file_size > _SMALL]
    if any(part.file_size > RATIO * part.compress_size for part in large) or unfolded > RATIO * folded + _SMALL:
        raise Refusal(
            "文件展开后是原来的 %(limit)s 倍以上，像是用来占满内存的。没有收下。请用生成它的软件打开，另存后再加。",
            limit=RATIO,
        )


def _require_plain(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & _IS_ENCRYPTED:
        raise Refusal("文件里有加了密码的部件，不能查清。没有收下。请去掉密码后再加。")
    if part.compress_type not in _WAYS:
        raise Refusal("文件用了办公软件不用的压缩方法，不能查清。没有收下。请用生成它的软件打开，另存后再加。")
    if stat.S_IFMT(part.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refusal("文件里有指向别处的链接或设备。没有收下。请用生成它的软件打开，另存后再加。")


def _require_inside(name: str) -> None:
    steps = name.split("/")
    if "\\" in name or ":" in name or steps[0] == "" or ".." in steps or any(ord(each) < 0x20 for each in name):
        raise Refusal("文件里有部件的名称指向文件之外。没有收下。请核对文件的来源。")


def _require_gapless(data: bytes, parts: list[zipfile.ZipInfo], end: int) -> None:
    """Every byte belongs to one part of the directory, named there as in its own place."""
    at = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < at:
            raise Refusal("文件里的部件互相重叠，像是用来占满内存的。没有收下。请核对文件的来源。")
        if part.header_offset > at:
            raise _hidden()
        head = data[at : at + 30]
        if len(head) < 30 or head[:4] != _ENTRY:
            raise damaged()
        flags, name_length, extra_length = struct.unpack("<6xH18xHH", head)
        name = data[at + 30 : at + 30 + name_length]
        if name != part.orig_filename.encode("utf-8" if flags & 0x800 else "cp437", "replace"):
            raise _hidden()
        at += 30 + name_length + extra_length + part.compress_size
        if flags & _HAS_DESCRIPTOR:
            at = _behind_descriptor(data, at, end)
    if at != end:
        raise _hidden()


def _behind_descriptor(data: bytes, at: int, end: int) -> int:
    """Where the next part or the directory begins: a descriptor of 12 to 24 bytes may stand between."""
    for length in (16, 12, 24, 20):
        if at + length == end or data[at + length : at + length + 4] == _ENTRY:
            return at + length
    return at


def _hidden() -> Refusal:
    return Refusal("文件里夹着目录没有列出的内容。没有收下。请用生成它的软件打开，另存后再加。")
