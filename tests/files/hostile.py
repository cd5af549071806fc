"""Hostile files, each with the one reason it is refused for: names, archives, and the bytes themselves."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.files import office
from tests.files.office import PNG, directory_at, good, parts, patched, zipped
from tests.files.portable import pdf


class Hostile(NamedTuple):
    """What is sent, and words of the sentence it is refused with."""

    make: Callable[[], bytes]
    said: str
    name: str = "附件.pdf"
    declared: str = ""


CONTROLS, PROGRAM_INSIDE, UNKNOWN = "改变文字方向的字符", "夹着程序或网页的扩展名", "不接收“"
OLD, WITH_MACROS, ARCHIVE, NAMELESS = "旧的或私有的格式", "带宏的格式", "是压缩包或映像", "没有名称或没有扩展名"
TYPE, MISMATCH, DAMAGED = "注明的类型与扩展名", "的内容与扩展名", "已损坏或没有传完整"
BEHIND, PARTS = "末尾还接着别的内容", "部件过多"
OUTSIDE, DENSE, UNFOLDED = "名称指向文件之外", "倍以上", "展开后超过 200 MB"

NAMES: dict[str, Hostile] = {
    key: Hostile(pdf, said, name)
    for key, name, said in (
        ("name with a right-to-left override", "附件\u202efdp.exe", CONTROLS),
        ("name with an override that hides .docx", "附件\u202excod.pdf", CONTROLS),
        ("name with an isolate", "附\u2066件.pdf", CONTROLS),
        ("name with a direction mark", "附\u200f件.pdf", CONTROLS),
        ("name with NUL", "附件.pdf\0.exe", CONTROLS),
        ("name with a line end", "附件.pdf\r\nSet-Cookie: a=b.pdf", CONTROLS),
        ("name with escape", "附件\x1b[2J.pdf", CONTROLS),
        ("name with a private character", "附\ue000件.pdf", CONTROLS),
        ("name of another stream", "附件.pdf:x.exe", UNKNOWN),
        ("name too long", "长" * 80 + ".pdf", "文件名过长"),
        ("name of a path only", "../../etc/passwd", NAMELESS),
        ("name without a stem", ".pdf", NAMELESS),
        ("name with a secrecy mark", "机密★5年 附件.pdf", "国家秘密标志"),
        ("program", "附件.exe", UNKNOWN),
        ("program behind .pdf", "附件.pdf.exe", UNKNOWN),
        ("program before .pdf", "附件.exe.pdf", PROGRAM_INSIDE),
        ("web page before .pdf", "附件.HTML .pdf", PROGRAM_INSIDE),
        ("web page", "附件.html", UNKNOWN),
        ("picture with scripts", "附件.svg", UNKNOWN),
        ("old text", "附件.doc", OLD),
        ("old table", "附件.XLS", OLD),
        ("text with macros", "附件.docm", WITH_MACROS),
        ("archive", "附件.zip", ARCHIVE),
    )
}


def _many(count: int) -> bytes:
    return zipped(parts("docx", more={f"word/media/{number}.png": PNG for number in range(count)}))


def _entry(name: str, **changes: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    for each, value in changes.items():
        setattr(made, each, value)
    return made


def _with(entry: zipfile.ZipInfo | str, content: bytes = b"<x/>") -> bytes:
    return zipped([*parts("docx").items(), (entry, content)])


def _named(name: str) -> bytes:
    """An entry of a name that the library would not write."""
    stand_in = "x" * len(name.encode())
    return _with(stand_in).replace(stand_in.encode(), name.encode())


def _larger_than_told(told: int) -> bytes:
    data = _with("word/x.xml", b"<x>" + b" " * 3_000_000 + b"</x>")
    return patched(data, directory_at(data, 4) + 24, struct.pack("<I", told))


def _in_all() -> bytes:
    """Directories that tell of more than may be unfolded, though no part is folded tightly."""
    data = zipped(parts("docx", more={f"word/media/{number}.png": PNG * 20_000 for number in range(8)}), compression=0)
    for number in range(4, 12):
        data = patched(data, directory_at(data, number) + 24, struct.pack("<I", 40 << 20))
    return data


def _encrypted() -> bytes:
    data = _with("word/x.xml")
    at = directory_at(data, 4)
    return patched(data, at + 8, bytes([data[at + 8] | 1]))


def _overlapping() -> bytes:
    """Two entries of the directory that unfold the same bytes."""
    data = _with("word/media/1.png", PNG)
    at = directory_at(data, 4)
    end = data.index(b"PK\x05\x06")
    again = data[at:end].replace(b"1.png", b"2.png")
    count, size, begin = struct.unpack("<HII", data[end + 10 : end + 20])
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + len(again), begin, 0)
    return data[:end] + again + tail


def _hiding() -> bytes:
    """Bytes between the last part and the directory, which no entry names."""
    data, hidden = good("docx"), pdf()
    at, end = directory_at(data, 0), data.index(b"PK\x05\x06")
    count, size, begin = struct.unpack("<HII", data[end + 10 : end + 20])
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, begin + len(hidden), 0)
    return data[:at] + hidden + data[at:end] + tail


def _named_twice() -> bytes:
    return _with("word/Document.xml", office.document())


def _called_otherwise_inside() -> bytes:
    data = _with("word/x.xml")
    at = data.index(b"word/x.xml")
    return patched(data, at, b"word/y.xml")


def _commented() -> bytes:
    data = good("docx")
    return data[:-2] + struct.pack("<H", 4) + b"%PDF"


def _spoilt() -> bytes:
    """A byte of a part is another than when its sum was taken."""
    data = zipped(parts("docx"), compression=zipfile.ZIP_STORED)
    return data.replace("正文".encode(), "反文".encode())


ARCHIVES: dict[str, Hostile] = {
    key: Hostile(make, said, "附件.docx")
    for key, make, said in (
        ("too many parts", lambda: _many(2000), PARTS),
        ("bomb", lambda: _with("word/x.xml", b"<x>" + b" " * (30 << 20) + b"</x>"), DENSE),
        ("bomb of small parts", lambda: _small_bombs(), DENSE),
        ("bomb in all its parts", _in_all, UNFOLDED),
        ("part larger than told", lambda: _larger_than_told(1000), DAMAGED),
        ("part beyond all bounds", lambda: _larger_than_told(0xF0000000), UNFOLDED),
        ("path out of the file", lambda: _named("../../../etc/cron.d/x"), OUTSIDE),
        ("absolute path", lambda: _named("/etc/cron.d/x"), OUTSIDE),
        ("path of another system", lambda: _named("..\\..\\windows\\x"), OUTSIDE),
        ("path of a drive", lambda: _named("C:x.exe"), OUTSIDE),
        (
            "symbolic link",
            lambda: _with(_entry("word/x.xml", external_attr=0o120777 << 16), b"/etc/passwd"),
            "链接或设备",
        ),
        ("device", lambda: _with(_entry("word/x.xml", external_attr=0o020666 << 16), b""), "链接或设备"),
        ("encrypted part", _encrypted, "加了密码的部件"),
        ("unusual compression", lambda: _with(_entry("word/x.xml", compress_type=zipfile.ZIP_LZMA)), "不用的压缩方法"),
        ("archive inside", lambda: _with("word/media/1.png", good("docx")), "还套着压缩包"),
        ("archive of another kind inside", lambda: _with("word/x.xml", b"Rar!\x1a\x07\0" + bytes(50)), "还套着压缩包"),
        ("folder with content", lambda: _with(_entry("word/x/"), b"MZ" + bytes(99)), "不能查清的部件"),
        ("two parts of one name", _named_twice, "两个同名的部件"),
        ("overlapping parts", _overlapping, "互相重叠"),
        ("hidden bytes", _hiding, "目录没有列出的内容"),
        ("another name inside", _called_otherwise_inside, "目录没有列出的内容"),
        ("bytes behind the end", lambda: good("docx") + b"MZ" + bytes(100), BEHIND),
        ("comment at the end", _commented, BEHIND),
        ("cut short", lambda: good("docx")[:-300], DAMAGED),
        ("a byte changed", _spoilt, DAMAGED),
        ("an archive with no document", lambda: zipped({"a.txt": b"x"}), "改了扩展名的压缩包"),
        ("template", lambda: _template(), "模板、放映或别的格式"),
    )
}


def _small_bombs() -> bytes:
    return zipped(
        parts("docx", more={f"word/{number}.xml": b"<x>" + b" " * 900_000 + b"</x>" for number in range(100)})
    )


def _template() -> bytes:
    made = parts("docx")
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"document.main", b"template.main")
    return zipped(made)


BYTES: dict[str, Hostile] = {
    "sent as a web page": Hostile(pdf, TYPE, declared="text/html"),
    "sent as a PDF": Hostile(lambda: good("docx"), TYPE, "附件.docx", "application/pdf"),
    "sent as a program": Hostile(pdf, TYPE, declared="application/x-msdownload"),
    "nothing": Hostile(lambda: b"", "文件是空的"),
    "too large": Hostile(lambda: b"%PDF-1.7\n" + bytes(20 << 20), "文件超过 20 MB"),
    "program as PDF": Hostile(lambda: b"MZ" + bytes(1000), MISMATCH),
    "web page as PDF": Hostile(lambda: b"<html><script>alert(1)</script></html>", MISMATCH),
    "PDF behind a web page": Hostile(lambda: b"<!--" + pdf() + b"-->", MISMATCH),
    "office file as PDF": Hostile(lambda: good("docx"), MISMATCH),
    "PDF as office file": Hostile(pdf, MISMATCH, "附件.docx"),
    "table as text": Hostile(lambda: good("xlsx"), "文件的内容是 XLSX", "附件.docx"),
    "encrypted office file": Hostile(
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "设有打开密码", "附件.xlsx"
    ),
    "program before an archive": Hostile(lambda: b"MZ" + bytes(100) + good("docx"), MISMATCH, "附件.docx"),
}
