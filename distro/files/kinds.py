"""The kinds of files that are taken, and what is said of the others. Pure."""

from __future__ import annotations

from enum import Enum

from distro.kernel.errors import Refusal

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Kind(Enum):
    """A kind by its ending, with its media type and what such a file begins with."""

    PDF = (".pdf", "application/pdf", b"%PDF-")
    DOCX = (".docx", f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04")
    XLSX = (".xlsx", f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04")
    PPTX = (".pptx", f"{_OFFICE}.presentationml.presentation", b"PK\x03\x04")

    def __init__(self, ending: str, media_type: str, beginning: bytes) -> None:
        self.ending = ending
        self.media_type = media_type
        self.beginning = beginning


BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the old binary formats begin with, and the encrypted form of the new ones."""

_OLD = frozenset({".doc", ".xls", ".ppt", ".dot", ".xlt", ".pot", ".pps", ".xlsb", ".wps", ".et", ".dps", ".rtf"})
_WITH_MACROS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppam", ".ppsm"})
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab", ".iso"})
PROGRAMS = frozenset(
    {
        *(".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".msi", ".dll", ".cpl", ".lnk", ".url", ".reg", ".inf"),
        *(".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".ps1", ".hta", ".jar", ".sh", ".py", ".php", ".jsp", ".asp"),
        *(".htm", ".html", ".mht", ".svg", ".swf", ".chm"),
    }
)
# What browsers say of a file they have no name for, and what those with other office software say.
_VAGUE = ("", "application/octet-stream", "application/x-download", "application/kswps", "application/kset")
_OWN_NAMES = ("application/kswpp", "application/wps-office.")


def of_ending(ending: str) -> Kind:
    """The kind of this ending, in lower case; a Refusal, which says what to do, for any that is not taken."""
    found = next((kind for kind in Kind if kind.ending == ending), None)
    if found is not None:
        return found
    if ending in _OLD:
        raise Refusal(
            "“%(ending)s”是旧的或私有的格式，里面有没有宏和嵌入的程序无法查清。没有收下。请另存为 DOCX、XLSX、PPTX 或 PDF 后再加。",
            field="file",
            ending=ending,
        )
    if ending in _WITH_MACROS:
        raise Refusal(
            "“%(ending)s”是带宏的格式。没有收下。请另存为不带宏的 DOCX、XLSX、PPTX 或 PDF 后再加。",
            field="file",
            ending=ending,
        )
    if ending in _ARCHIVES:
        raise Refusal(
            "“%(ending)s”是压缩包或映像，里面的文件不能逐个清点。没有收下。请解开后逐个添加。",
            field="file",
            ending=ending,
        )
    raise Refusal(
        "不接收“%(ending)s”文件。没有收下。能附的有 PDF、DOCX、XLSX、PPTX，请转为其中一种后再加。",
        field="file",
        ending=ending,
    )


def require_declared(kind: Kind, declared: str) -> None:
    """Refuse a file that whoever sends it says is of another kind."""
    said = declared.partition(";")[0].strip().lower()
    if said != kind.media_type and said not in _VAGUE and not said.startswith(_OWN_NAMES):
        raise Refusal(
            "发来时注明的类型与扩展名“%(ending)s”不符。没有收下。请核对文件，重新选择后再加。",
            field="file",
            ending=kind.ending,
        )


def require_beginning(kind: Kind, head: bytes) -> None:
    """Refuse a file that does not begin as its kind does."""
    if head.startswith(kind.beginning):
        return
    if head.startswith(BINARY):
        raise Refusal(
            "文件设有打开密码，或者是改了扩展名的旧格式，里面的内容不能查清。没有收下。请去掉密码，或另存为 DOCX、XLSX、PPTX 或 PDF 后再加。",
            field="file",
        )
    raise Refusal(
        "文件的内容与扩展名“%(ending)s”不符。没有收下。请用生成它的软件打开，另存后再加。",
        field="file",
        ending=kind.ending,
    )
