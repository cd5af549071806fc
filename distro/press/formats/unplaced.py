"""What a format has no place for is refused, so that nothing a document says is lost in print."""

from __future__ import annotations

from dataclasses import MISSING, fields

from ..document import Official, Seal
from ..errors import PlaceError

NAMES = {
    "copy_number": "份号",
    "numbered": "每份编号",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "signers": "签发人",
    "title": "标题",
    "title_lines": "标题分行",
    "address": "主送机关",
    "signatories": "署名",
    "note": "附注",
    "annexes": "附件",
    "attendance": "出席名单",
    "copies_to": "抄送机关",
    "print_organ": "印发机关",
    "print_date": "印发日期",
}


def refuse(document: Official, format_: str, *names: str) -> None:
    """Raise PlaceError for the first of these fields that says something."""
    for each in fields(document):
        if each.name in names and getattr(document, each.name) not in (each.default, "", (), None, MISSING):
            raise PlaceError(
                "%(format)s没有“%(name)s”的位置。没有印制，请删去这一项或改用别的格式。",
                field=each.name,
                format=format_,
                name=NAMES[each.name],
            )


def refuse_strangers(document: Official) -> None:
    """Raise PlaceError for what contradicts itself: a title broken into other words, one number for
    copies that are numbered each, an officer without a stamp."""
    if document.title_lines and "".join(document.title_lines) != document.title:
        raise PlaceError("标题的分行连起来不是标题。没有印制，请改正分行。", field="title_lines")
    if document.numbered and document.copy_number:
        raise PlaceError("每份各编份号的文件，不能再印同一个份号。没有印制，请删去份号。", field="copy_number")
    if document.seal is not Seal.STAMPED and any(each.title or each.name for each in document.signatories):
        raise PlaceError(
            "只有加盖签名章的文件署职务和姓名。没有印制，请删去职务、姓名或改为加盖签名章。", field="signatories"
        )
