"""The draft to show for what was recognised in a pasted text, of the kind that the text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from distro.documents.draft import Draft, marked, spelled
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import DEFAULT
from distro.documents.kinds.organs import LETTER, UPWARD
from distro.documents.recognition import PAGES, Kind, Part, Recognised
from distro.documents.recognition.recognised import Leftover
from distro.kernel import dates
from distro.kernel.errors import Refusal

_URGENCY = re.compile(r"特\s*急|加\s*急")
APART = 10
"""White space that may stand between an officer's post and name."""
LONGEST_POST = 20

_ASIDE = {
    "doc_no": "发文字号",
    "signer": "签发人",
    "copies": "印数",
    "print_org": "印发单位",
    "print_date": "印发日期",
    "note": "附注",
}
"""What recognition finds and a bulletin has no place for."""


def from_recognised(found: Recognised) -> Draft:
    """The draft of what was recognised; what was not stays empty, what has no place in its kind stands `aside`.

    Refusals: a date no calendar has (date); a bulletin without a tier block, or a block without names (imprint).
    """
    _require_readable(found)
    content = _bulletin(found) if found.kind is Kind.BULLETIN else _official(found)
    return choice.settled(content)


def _bulletin(found: Recognised) -> Draft:
    """An unlabelled 主送 line joins the imprint (GB/T 9704-2012, 7.3.2), so that nobody it names is lost."""
    return replace(
        _common(found),
        masthead=found.masthead or "",
        designation=found.designation.words if found.designation else spelled(found.issue_text or ""),
        titles="\n".join(found.titles),
        marks="\n".join(found.marks),
        editors_note=found.editors_note,
        articles="\n".join(_parts("标题：", found.articles)),
        aside="\n".join([*_parts("附件：", _annexes(found)), *_set_aside(found, *_ASIDE)]),
    )


def _official(found: Recognised) -> Draft:
    """Its kind is told by the form of its head, else by the end of its title; where neither tells, it is a 通知."""
    officer = _officer(found) if found.kind is Kind.ORDER else None
    marks = [mark for mark in found.marks if not _URGENCY.fullmatch(mark)]
    urgency = next(("".join(mark.split()) for mark in found.marks if _URGENCY.fullmatch(mark)), "")
    kind = (
        {Kind.ORDER: "命令", Kind.MINUTES: "纪要"}.get(found.kind) or choice.in_title("".join(found.titles)) or "通知"
    )
    format_ = {True: UPWARD.name}.get(bool(found.signer), LETTER.name if found.kind is Kind.LETTER else "")
    masthead = found.masthead or ""
    return replace(
        _common(found),
        kind=kind,
        format=format_,
        masthead=masthead if kind == "纪要" else "",
        designation=spelled(found.doc_no or found.issue_text or ""),
        issuer="\n".join((found.issuer or re.sub(r"(文件|命令|令)$", "", masthead)).split("、")),
        titles="\n".join(found.titles),
        urgency=urgency,
        signers="" if officer else (found.signer or "").replace("、", "\n"),
        signatories=f"{officer.text} {found.signer}" if officer else "",
        annexes="\n".join(_parts("附件：", _annexes(found))),
        note=found.note.strip("（）()"),
        attendance="\n".join(found.attendance),
        print_organ=found.print_org or "",
        print_date=found.print_date,
        aside="\n".join(
            [*([f"版头标记：{'　'.join(marks)}"] if marks else []), *_set_aside(found, "copies", but=officer)]
        ),
    )


def _officer(found: Recognised) -> Leftover | None:
    """The post that stands directly before the name of who signs an order."""
    name = next((place for place in found.places if place.field == "signer"), None)
    before = [each for each in found.leftovers if name and each.end <= name.start <= each.end + APART]
    return before[-1] if before and len(before[-1].text) <= LONGEST_POST else None


def _common(found: Recognised) -> Draft:
    address = [f"主送：{found.address}。"] if found.address else []
    return Draft(
        kind=DEFAULT.name,
        issuer=found.issuer or "",
        date=found.date,
        body="\n".join(marked(paragraph) for paragraph in found.paragraphs),
        imprint="\n".join([*address, *found.imprint]),
    )


def _annexes(found: Recognised) -> list[Part]:
    """The annexes told below the text, each with what stands behind it under the same title or at the same place."""
    texts = {"".join(part.title.split()): part for part in found.annex_texts}
    if len(found.annexes) == len(found.annex_texts):
        texts |= {"".join(title.split()): part for title, part in zip(found.annexes, found.annex_texts, strict=True)}
    told = [texts.pop("".join(title.split()), Part(title, ())) for title in found.annexes]
    return told + [part for part in found.annex_texts if part in texts.values() and part not in told]


def _parts(label: str, parts: Iterable[Part]) -> Iterator[str]:
    """The parts as `documents.sections` reads them: a line with label and title, below it the text."""
    for part in parts:
        yield f"{label}{part.title}"
        yield from map(marked, part.paragraphs)


def _require_readable(found: Recognised) -> None:
    if found.date is None and found.date_text and re.fullmatch(dates.WRITTEN, found.date_text):
        raise Refusal("日期“%(words)s”不存在，请核对。", field="date", words="".join(found.date_text.split()))
    if found.kind is Kind.BULLETIN and not found.imprint and not found.address:
        raise Refusal("没有找到分送名单：文末应有以“报：”“送：”“发：”或“主送：”“抄送：”开头的段落。", field="imprint")
    if found.list_read and not all(tier.groups for tier in found.list_read.tiers):
        raise Refusal("分送名单中有一类没有写收文单位，请补上单位或删去该类。", field="imprint")


def _set_aside(found: Recognised, *names: str, but: Leftover | None = None) -> Iterator[str]:
    """One line for each thing no other field of the draft holds. What only belongs to printed pages is none."""
    for name in names:
        value = getattr(found, name)
        if value:
            yield f"{_ASIDE[name]}：{'　'.join(value) if isinstance(value, tuple) else value}"
    for leftover in found.leftovers:
        if leftover.name != PAGES and leftover is not but:
            yield " ".join(leftover.text.split("\n"))
