"""The formats of GB/T 9704-2012 in which organs issue: 文件 down and up, 信函, 命令（令）, 纪要."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from distro.documents import sections
from distro.documents.draft import Draft, lines, unmarked
from distro.documents.kinds import fields, listed
from distro.documents.kinds.kind import Format, Numbering, Printed
from distro.kernel.errors import Refusal
from distro.lists.tier import Tier
from distro.press.document import Annex, Attendance, Letter, Minutes, Official, Order, Seal, Signatory

_HEAD = (fields.URGENCY, fields.ORGANS, fields.REFERENCE)
_MATTER = (fields.TITLE, fields.ADDRESSED, fields.BODY, fields.ANNEXES)
_SIGNED = (fields.SIGNED_ON, fields.SEAL, fields.SIGNATORIES, fields.NOTE)
_PRINTING = (fields.PRINT_ORGAN, fields.PRINT_DATE)
_CONSULTED = (fields.COUNTERSIGNERS,)


def _title(content: Draft) -> str:
    """Its lines are broken by hand; they are one title."""
    return "".join(lines(content.titles))


def _common(content: Draft, designation: str) -> dict[str, Any]:
    """What the press gets of every format."""
    return {
        "date": content.day,
        "numbered": content.copies_numbered,
        "organs": tuple(lines(content.issuer)),
        "number": designation,
        "urgency": content.urgency,
        "body": tuple(unmarked(line) for line in lines(content.body)),
        "annexes": tuple(
            Annex(each.title, tuple(unmarked(line) for line in each.lines))
            for each in sections.annexes(content.annexes)
        ),
        "copies_to": listed.words(content, Tier.COPY),
        "note": content.note.strip("（）()"),
    }


def _titled(content: Draft) -> dict[str, Any]:
    broken = lines(content.titles)
    return {
        "title": _title(content),
        "title_lines": tuple(broken) if len(broken) > 1 else (),
        "address": listed.words(content, Tier.ADDRESS),
    }


def _printing(content: Draft) -> dict[str, Any]:
    return {"print_organ": content.print_organ, "print_date": content.print_day}


def _signed(content: Draft) -> dict[str, Any]:
    seal = Seal(content.seal) if content.seal else Seal.SEALED
    return {"seal": seal, "signatories": _officers(content) if seal is Seal.STAMPED else ()}


def _officers(content: Draft) -> tuple[Signatory, ...]:
    """职务 姓名, one a line; in a joint document each under an organ."""
    organs = lines(content.issuer)
    found = []
    for at, line in enumerate(lines(content.signatories)):
        title, _, name = line.partition(" ")
        if not name:
            raise Refusal("“%(line)s”没有写明职务和姓名。请写作“县长 张某某”。", field="signatories", line=line)
        organ = organs[at] if len(organs) > 1 and at < len(organs) else ""
        found.append(Signatory(organ, title, "".join(name.split())))
    return tuple(found)


def official(content: Draft, designation: str) -> Official:
    """文件格式 (cl. 7)."""
    return Official(**_common(content, designation), **_titled(content), **_signed(content), **_printing(content))


def upward(content: Draft, designation: str) -> Official:
    """文件格式 with the names of who signed at its head (cl. 7.2.6)."""
    return replace(official(content, designation), signers=tuple(lines(content.signers)))


def letter(content: Draft, designation: str) -> Letter:
    """信函格式 (cl. 10.1): no printing line."""
    return Letter(**_common(content, designation), **_titled(content), **_signed(content))


def order(content: Draft, designation: str) -> Order:
    """命令（令）格式 (cl. 10.2): no title, no 主送; an officer signs."""
    return Order(**_common(content, designation), signatories=_officers(content), **_printing(content))


def minutes(content: Draft, designation: str) -> Minutes:
    """纪要格式 (cl. 10.3): named at the head, who was there behind the text."""
    attendance = []
    for line in lines(content.attendance):
        label, colon, people = line.replace(":", "：").partition("：")
        if not colon:
            raise Refusal("“%(line)s”应写作“出席：…”。请改正。", field="attendance", line=line[:20])
        attendance.append(Attendance(label.strip(), people.strip()))
    common = _common(content, designation) | {"organs": (content.masthead.removesuffix("纪要"),)}
    return Minutes(
        **common,
        title=_title(content),
        signatories=(Signatory(content.issuer),),
        attendance=tuple(attendance),
        **_printing(content),
    )


def _printed(*, has_head: bool = True, has_printing: bool = True) -> Callable[[Draft], Printed]:
    """How the list stands in print: 主送 under the title, 抄送 and who printed it at the end."""

    def printed(content: Draft) -> Printed:
        address, copies = listed.words(content, Tier.ADDRESS), listed.words(content, Tier.COPY)
        day = content.print_day
        foot = [f"抄送：{copies}。"] if copies else []
        if has_printing:
            foot.append(f"{content.print_organ}{day.year}年{day.month}月{day.day}日印发")
        if not (has_head and address):
            return Printed(tuple(foot))
        return Printed(tuple(foot), head=f"{_title(content)}{address}：", moved=f"主送：{address}。")

    return printed


OFFICIAL = Format(
    "文件格式",
    Numbering.REFERENCE,
    cards=(_HEAD, _MATTER, _SIGNED, _PRINTING, _CONSULTED),
    tiers=(Tier.ADDRESS, Tier.COPY),
    title=_title,
    paper=official,
    printed=_printed(),
)
UPWARD = replace(
    OFFICIAL,
    name="文件格式（上行文）",
    cards=((*_HEAD, fields.SIGNERS), _MATTER, _SIGNED, _PRINTING, _CONSULTED),
    paper=upward,
)
LETTER = replace(
    OFFICIAL,
    name="信函格式",
    cards=((fields.URGENCY, fields.ORGAN, fields.REFERENCE), _MATTER, _SIGNED, _CONSULTED),
    paper=letter,
    printed=_printed(has_printing=False),
)
ORDER = Format(
    "命令（令）格式",
    Numbering.ORDER,
    cards=(
        (fields.ORGAN, fields.ORDER_NUMBER),
        (fields.BODY, fields.ANNEXES),
        (fields.OFFICER, fields.SIGNED_ON, fields.NOTE),
        (fields.COPIED, *_PRINTING),
        _CONSULTED,
    ),
    tiers=(Tier.COPY,),
    title=lambda content: f"{content.issuer}令" if content.issuer else "",
    paper=order,
    printed=_printed(has_head=False),
)
MINUTES = Format(
    "纪要格式",
    Numbering.ISSUE,
    cards=(
        (fields.MINUTES_NAME, fields.MINUTES_NUMBER, fields.ORGAN, fields.DATE),
        (fields.TITLE, fields.BODY, fields.ATTENDANCE, fields.ANNEXES),
        (fields.COPIED, *_PRINTING),
        _CONSULTED,
    ),
    tiers=(Tier.COPY,),
    title=lambda content: _title(content) or content.masthead,
    paper=minutes,
    printed=_printed(has_head=False),
)
