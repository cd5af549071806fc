"""Hostile files that are what they say they are, and hold what no file that goes along may hold."""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.files import office
from tests.files.hostile import BEHIND, DAMAGED, Hostile
from tests.files.office import OFFICE, good, parts, zipped
from tests.files.portable import IN_STREAMS, annotated, bomb, cyclic, linked, opening, pdf, rooted, script

DTD, MACROS, OBJECTS = "文档类型声明", "文件里有宏", "嵌入的对象或控件"
FETCHED, FIELDS, LINKS = "会到别处去取", "域或公式", "不是网址"
UNJUDGED = "不能查清的部件"

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
FILE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
WIDE = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE l SYSTEM "http://example.cn/x.dtd"><l/>'.encode("utf-16")


def _docx(body: str) -> bytes:
    return good("docx", more={"word/document.xml": office.document(body)})


def _field(*runs: str) -> bytes:
    """A field whose instruction is broken into these runs."""
    said = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    begin, end = ('<w:r><w:fldChar w:fldCharType="' + at + '"/></w:r>' for at in ("begin", "end"))
    return _docx(f"<w:p>{begin}{said}{end}</w:p>")


def _related(kind: str, *relation: str, of: str = "docx") -> bytes:
    return good(of, related=[(kind, *relation)])


def _formula(formula: str) -> bytes:
    return good("xlsx", more={"xl/worksheets/sheet1.xml": office.sheet(f"<c r='A1'><f>{formula}</f></c>")})


def _button(action: str) -> bytes:
    slide = f'<p:sld xmlns:p="{office.SLIDE}"><p:hlinkClick action="{action}"/></p:sld>'.encode()
    return good("pptx", more={"ppt/slides/slide1.xml": slide})


_OFFICE = (
    ("document type", "docx", lambda: good("docx", more={"word/document.xml": LAUGHS}), DTD),
    ("entity of a file", "docx", lambda: good("docx", more={"word/styles.xml": FILE}), DTD),
    ("document type in wide characters", "docx", lambda: good("docx", more={"word/styles.xml": WIDE}), DTD),
    ("document type in the types", "xlsx", lambda: good("xlsx", more={"[Content_Types].xml": LAUGHS}), DTD),
    ("document type in the relations", "pptx", lambda: good("pptx", more={"_rels/.rels": FILE}), DTD),
    ("no XML", "docx", lambda: good("docx", more={"word/document.xml": b"<w:document><w:body>"}), DAMAGED),
    (
        "template from elsewhere",
        "docx",
        lambda: _related("attachedTemplate", "http://example.cn/a.dotm", "External"),
        FETCHED,
    ),
    ("picture from elsewhere", "docx", lambda: _related("image", "\\\\example.cn\\a\\b.png", "External"), FETCHED),
    ("picture from elsewhere as if inside", "docx", lambda: _related("image", "http://example.cn/b.png"), FETCHED),
    ("frame from elsewhere", "docx", lambda: _related("frame", "http://example.cn/a.htm", "External"), FETCHED),
    ("part of a document elsewhere", "docx", lambda: _related("subDocument", "file:///C:/a.docx", "External"), FETCHED),
    ("object from elsewhere", "docx", lambda: _related("oleObject", "http://example.cn/a.xls", "External"), FETCHED),
    ("task pane", "xlsx", lambda: _related("webextensiontaskpanes", "webextensions/taskpanes.xml", of="xlsx"), FETCHED),
    (
        "link to a workbook",
        "xlsx",
        lambda: good("xlsx", ("/xl/e.xml", f"{OFFICE}.spreadsheetml.externalLink+xml")),
        FETCHED,
    ),
    (
        "connection to a database",
        "xlsx",
        lambda: good("xlsx", ("/xl/c.xml", f"{OFFICE}.spreadsheetml.connections+xml")),
        FETCHED,
    ),
    ("object", "docx", lambda: _related("oleObject", "embeddings/oleObject1.bin"), OBJECTS),
    ("embedded workbook", "docx", lambda: _related("package", "embeddings/a.xlsx"), OBJECTS),
    ("foreign text", "docx", lambda: _related("aFChunk", "a.html"), OBJECTS),
    (
        "control",
        "docx",
        lambda: good("docx", ("/word/activeX/a.xml", "application/vnd.ms-office.activeX+xml")),
        OBJECTS,
    ),
    (
        "object nobody relates to",
        "docx",
        lambda: good("docx", more={"word/x.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
        OBJECTS,
    ),
    ("macros by their relation", "docx", lambda: _related("vbaProject", "vbaProject.bin"), MACROS),
    (
        "macros by their type",
        "docx",
        lambda: good("docx", ("/word/a.bin", "application/vnd.ms-office.vbaProject")),
        MACROS,
    ),
    ("macros by their name", "xlsx", lambda: good("xlsx", more={"xl/vbaProject.bin": bytes(100)}), MACROS),
    ("file with macros renamed", "xlsx", lambda: _with_macros(), MACROS),
    ("macros of old tables", "xlsx", lambda: _related("xlMacrosheet", "macrosheets/sheet1.xml", of="xlsx"), MACROS),
    ("field that starts a program", "docx", lambda: _field(' DDEAUTO c:\\\\a.exe "b"'), FIELDS),
    ("the same broken into runs", "docx", lambda: _field(" DD", "EAU", 'TO c:\\\\a.exe "b"'), FIELDS),
    ("the same spelled in numbers", "docx", lambda: _field(" QUOTE 68 68 69 65 85 84 79"), FIELDS),
    ("the same in one element", "docx", lambda: _docx('<w:fldSimple w:instr="dde x y"/>'), FIELDS),
    ("field that fetches", "docx", lambda: _field(' INCLUDEPICTURE "http://example.cn/a.png"'), FIELDS),
    ("field that leads to a share", "docx", lambda: _field(' HYPERLINK "\\\\\\\\example.cn\\\\a"'), LINKS),
    ("formula that starts a program", "xlsx", lambda: _formula("cmd|'/c calc'!A0"), FIELDS),
    ("formula that fetches", "xlsx", lambda: _formula('_xlfn.WEBSERVICE("http://example.cn")'), FIELDS),
    ("link to a file", "docx", lambda: _related("hyperlink", "file:///C:/Windows/a.exe", "External"), LINKS),
    ("link to a share", "docx", lambda: _related("hyperlink", "\\\\example.cn\\a", "External"), LINKS),
    ("link with a script", "pptx", lambda: _related("hyperlink", "javascript:alert(1)", "External", of="pptx"), LINKS),
    ("link that starts an application", "docx", lambda: _related("hyperlink", "ms-msdt:/id x", "External"), LINKS),
    ("button that starts a program", "pptx", lambda: _button("ppaction://program"), "点一下就启动程序"),
    ("button that runs a macro", "pptx", lambda: _button("ppaction://macro?name=a"), "点一下就启动程序"),
    (
        "picture with a script",
        "docx",
        lambda: good("docx", more={"word/media/a.svg": b"<svg><script/></svg>"}),
        "有脚本",
    ),
    ("program as a picture", "docx", lambda: good("docx", more={"word/media/a.png": b"MZ" + bytes(99)}), UNJUDGED),
    ("film", "pptx", lambda: good("pptx", more={"ppt/media/a.mp4": b"\0\0\0\x18ftypmp42"}), UNJUDGED),
)


def _with_macros() -> bytes:
    made = parts("xlsx")
    main = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    made["[Content_Types].xml"] = re.sub(rb"application/[^\"]*main\+xml", main, made["[Content_Types].xml"])
    return zipped(made)


SCRIPTS, PROGRAM, CARRIED = "脚本（JavaScript）", "启动程序的动作", "还带着别的文件"
MEDIA, SENT, LOCKED = "音像或三维", "动态表单", "密码或加密"


def _launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String("a.exe"))


def _named_script(made: Pdf) -> Dictionary:
    return Dictionary(JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(script())])))


def _indirect_launch(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=made.make_indirect(Name.Launch), F=String("a.exe"))


def _carrying(made: Pdf) -> None:
    made.attachments["a.exe"] = b"MZ"


def _encrypted(user: str) -> bytes:
    import pikepdf

    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def _action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def _with_base(made: Pdf) -> None:
    linked("a")(made)
    made.Root.URI = Dictionary(Base=String("file:///C:/"))


def _spelled(data: bytes) -> bytes:
    """The same name in other characters of the same length of the file."""
    return data.replace(b"/JavaScript", b"/J#61vaScript")


def _unreadable_stream(made: Pdf) -> None:
    made.pages[0].Contents = made.make_stream(b"BT ET")
    made.pages[0].Contents.write(b"no zlib at all", filter=Name.FlateDecode)


_PDFS = (
    ("script at opening", lambda: pdf(change=opening(script())), SCRIPTS),
    ("script in an object stream", lambda: pdf(change=opening(script()), **IN_STREAMS), SCRIPTS),
    ("script by another spelling", lambda: _respelled(), SCRIPTS),
    ("script by its name", lambda: pdf(change=rooted("/Names", _named_script)), SCRIPTS),
    (
        "script of an annotation",
        lambda: pdf(change=annotated(Dictionary(Subtype=Name.Stamp, AA=Dictionary(K=script())))),
        SCRIPTS,
    ),
    ("script of a rendition", lambda: pdf(change=opening(_action("Rendition", JS=String("x")))), SCRIPTS),
    ("program at opening", lambda: pdf(change=opening(_launch())), PROGRAM),
    ("program by an indirect name", lambda: pdf(change=_indirect_launch), PROGRAM),
    ("program behind a link", lambda: pdf(change=annotated(Dictionary(Subtype=Name.Link, A=_launch()))), PROGRAM),
    ("program after another action", lambda: pdf(change=opening(_action("GoTo", Next=Array([_launch()])))), PROGRAM),
    ("carried file", lambda: pdf(change=_carrying), CARRIED),
    ("file pinned to a page", lambda: pdf(change=annotated(Dictionary(Subtype=Name.FileAttachment))), CARRIED),
    ("portfolio", lambda: pdf(change=rooted("/Collection", lambda _: Dictionary())), CARRIED),
    ("rich media", lambda: pdf(change=annotated(Dictionary(Subtype=Name.RichMedia))), MEDIA),
    ("film in a PDF", lambda: pdf(change=annotated(Dictionary(Subtype=Name.Movie))), MEDIA),
    ("three dimensions", lambda: pdf(change=annotated(Dictionary(Subtype=Name("/3D")))), MEDIA),
    ("dynamic form", lambda: pdf(change=rooted("/AcroForm", lambda _: Dictionary(XFA=Array([])))), SENT),
    ("form that is sent", lambda: pdf(change=opening(_action("SubmitForm"))), SENT),
    ("form that is filled", lambda: pdf(change=opening(_action("ImportData"))), SENT),
    ("jump to another file", lambda: pdf(change=opening(_action("GoToR", F=String("//example.cn/a")))), SENT),
    ("jump to a carried file", lambda: pdf(change=opening(_action("GoToE"))), SENT),
    ("script as an address", lambda: pdf(change=linked("javascript:alert(1)")), LINKS),
    ("file as an address", lambda: pdf(change=linked("file:///C:/Windows/a.exe")), LINKS),
    ("share as an address", lambda: pdf(change=linked("\\\\example.cn\\a")), LINKS),
    ("program as an address", lambda: pdf(change=linked("a.exe")), LINKS),
    ("addresses below the machine", lambda: pdf(change=_with_base), LINKS),
    ("password", lambda: _encrypted("user"), LOCKED),
    ("encrypted without a password", lambda: _encrypted(""), LOCKED),
    ("too many pages", lambda: pdf(2001), "最多 2000 页"),
    ("pages in a circle", lambda: pdf(change=cyclic), DAMAGED),
    ("no pages", lambda: pdf(0), DAMAGED),
    ("PDF cut short", lambda: pdf(3)[:-200], DAMAGED),
    ("PDF without its middle", lambda: _without_middle(), DAMAGED),
    ("page that cannot be unfolded", lambda: pdf(change=_unreadable_stream), DAMAGED),
    ("PDF of a version there is none of", lambda: b"%PDF-9.9\n" + pdf()[9:], DAMAGED),
    ("PDF that is an archive", lambda: pdf() + good("docx"), BEHIND),
    ("PDF that is an archive to its last word", lambda: _archive_with_last_word(), BEHIND),
    ("PDF that is a web page", lambda: pdf() + b"<script>alert(1)</script>", BEHIND),
    ("PDF that unfolds without end", lambda: pdf(change=bomb), "展开后超过 64 MB"),
)


def _respelled() -> bytes:
    """Longer by a few bytes: its table of places is made anew behind it."""
    data = _spelled(pdf(change=opening(script())))
    at = {int(found[1]): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj", data)}
    begin = data.index(b"xref\n")
    rows = b"".join(b"%010d 00000 n \n" % at[number] for number in sorted(at))
    trailer = re.search(rb"trailer.*?>>\n", data[begin:], re.DOTALL)
    assert trailer is not None
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + rows
    return data[:begin] + table + trailer[0] + b"startxref\n%d\n%%%%EOF\n" % begin


def _without_middle() -> bytes:
    data = pdf(50)
    return data[: len(data) // 3] + data[len(data) // 2 :]


def _archive_with_last_word() -> bytes:
    """An archive behind it whose comment ends as a PDF does."""
    comment = b"startxref\n0\n%%EOF\n"
    return pdf() + good("docx")[:-2] + len(comment).to_bytes(2, "little") + comment


OFFICE_FILES = {key: Hostile(make, said, f"附件.{ending}") for key, ending, make, said in _OFFICE}
PDFS = {key: Hostile(make, said) for key, make, said in _PDFS}
