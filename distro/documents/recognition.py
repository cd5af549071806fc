"""Recognition: the elements of a pasted bulletin or official document, each with its confidence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from distro.documents import heading
from distro.documents.flat import with_line_breaks
from distro.kernel.errors import Refusal
from distro.lists.grammar import blocks, parse
from distro.lists.grammar.reading import Reading, TierBlock
from distro.press.document import Paragraph, Run

_PAGE_NUMBER = re.compile(r"[—\-–－─]\s?\d{1,4}\s?[—\-–－─]|第\s?\d{1,4}\s?页(?:\s?共\s?\d{1,4}\s?页)?")
_SUB_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|【|附件")
_CONTENTS = re.compile(r"(?:本期)?(?:目录|要目|导读|内容提要)[：:]?")
_ENTRY_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|[●■◆▲★·•○◎※])\s*")
_GENRE = re.compile(r"(?:通知|通报|函|意见|决定|决议|报告|请示|批复|公告|通告|方案|纪要)(?:（[^）]*）)?$")
_SENTENCE_END = "。！？：；…”）】》!?:;.)"
_LONG_LINE = 45
_LAST_HEAD_LINE = 10
_MOST_TITLE_LINES = 6
_MOST_ENTRIES = 50


@dataclass(frozen=True)
class Recognised:
    """What was recognised. A missing element is None or empty and has confidence 0.

    `imprint` holds the tier blocks word for word, label included, one line each; `address` the unlabelled 主送 line at
    the head of an official document; `marks` what stands in the corners of the head (内部资料 注意保存).
    `confidence` maps field names to 0..1.
    """

    masthead: str | None = None
    issue_text: str | None = None
    year: int | None = None
    issue: int | None = None
    total: int | None = None
    doc_no: str | None = None
    signer: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    marks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    address: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    imprint: tuple[str, ...] = ()
    copies: int | None = None
    print_org: str | None = None
    print_date: datetime.date | None = None
    confidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def recognise(text: str) -> Recognised:
    """Recognise the elements of cleaned text.

    Refusals: empty text (field: text); a date no calendar has (date); no tier block, or one without names (imprint).
    """
    if not text.strip():
        raise Refusal("还没有粘贴文字，请先粘贴公文全文。", field="text")
    lines = [line.strip() for line in with_line_breaks(text).split("\n")]
    lines = [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]
    foot = _foot(lines)
    found = heading.Finding()
    _read_foot("\n".join(lines[foot:]), found)
    lines = lines[:foot]
    start = _read_head(lines, found)
    front = _front(lines, start)
    start = _read_titles(lines, start + len(front), found)
    start = _read_address(lines, start, found)
    _read_body([*front, *lines[start:]], found)
    if not found.has("imprint") and not found.has("address"):
        raise Refusal("没有找到分送名单：文末应有以“报：”“送：”“发：”或“主送：”“抄送：”开头的段落。", field="imprint")
    names = [name for name in Recognised.__dataclass_fields__ if name != "confidence"]
    confidence = MappingProxyType({name: found.confidence.get(name, 0.0) for name in names})
    return Recognised(**found.values, confidence=confidence)


def _foot(lines: Sequence[str]) -> int:
    """The index of the line with which the imprint begins: behind it stands no long paragraph without a label."""
    foot = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        label = blocks.leading_label(line)
        if label or re.search(r"\d日\s{0,4}印发$", line):
            foot = index
        elif len(line) > 2 * _LONG_LINE and line.endswith("。"):
            break
    is_address = foot < len(lines) // 2 and blocks.leading_label(lines[foot]).startswith("主")
    return foot if not is_address else foot + 1 + _foot(lines[foot + 1 :])


def _read_foot(words: str, found: heading.Finding) -> None:
    reading = parse.parse(words)
    tiers = [tier for tier in reading.tiers if tier.label]
    if any(not tier.groups for tier in tiers):
        raise Refusal("分送名单中有一类没有写收文单位，请补上单位或删去该类。", field="imprint")
    found.note(_certainty(reading), imprint=tuple(_one_line(words, tier) for tier in tiers))
    found.note(0.95, copies=reading.copies, print_org=reading.print_org, print_date=reading.print_date)
    heading.read_signer(words, found)


def _certainty(reading: Reading) -> float:
    return min((one.confidence for tier in reading.tiers for one in tier.recipients), default=0.0)


def _one_line(words: str, tier: TierBlock) -> str:
    """The block word for word on one line: a wrapped name is closed up, names on lines of their own are spaced."""
    ends = {recipient.end for recipient in tier.recipients}
    result = ""
    place = tier.start
    for line in words[tier.start : tier.end].splitlines(keepends=True):
        result += line.strip()
        if place + len(line.rstrip()) in ends and place + len(line) < tier.end:
            result += " "
        place += len(line)
    return result


def _read_head(lines: Sequence[str], found: heading.Finding) -> int:
    """Read masthead, number, issuer and date; returns the index of the first line that is none of them."""
    for index, line in enumerate(lines):
        if index > _LAST_HEAD_LINE or not heading.read_line(line, lines[index + 1 : index + 3], found):
            return index
    return len(lines)


def _front(lines: Sequence[str], start: int) -> Sequence[str]:
    """What stands between the head and the title: an editor's note, a table of contents."""
    stop = start
    if stop < len(lines) and lines[stop].startswith("编者按"):
        stop += 1
    if stop < len(lines) and _CONTENTS.fullmatch(heading.unspaced(lines[stop])):
        stop += 1
        last = min(len(lines), stop + _MOST_ENTRIES)
        while stop < last and not _is_body(lines[stop]) and _is_entry(lines[stop], lines[stop + 1 : stop + 200]):
            stop += 1
    return lines[start:stop]


def _is_entry(line: str, behind: Sequence[str]) -> bool:
    words = _ENTRY_MARK.sub("", line).rstrip("0123456789.…· ")
    return words != line or any(words in one for one in behind)


def _read_titles(lines: Sequence[str], start: int, found: heading.Finding) -> int:
    """The title, on one line or several, and subtitles; returns the index of the line behind them."""
    titles: list[str] = []
    for line in lines[start : start + _MOST_TITLE_LINES]:
        line = line.replace("**", "").strip()
        if not line or _is_body(line) or line[-1] in "：:" or line.startswith("编者按") or blocks.leading_label(line):
            break
        if titles and not _continues_title(titles[-1], line, found):
            break
        titles.append(line)
    subtitles = [line for line in titles if line.startswith("—")]
    main = [line for line in titles if not line.startswith("—")]
    if found.has("doc_no") or (main and "关于" in main[0]):
        main = ["".join(main)] if main else []
    found.note(0.9, titles=(*main, *subtitles))
    return start + len(titles)


def _continues_title(before: str, line: str, found: heading.Finding) -> bool:
    """Whether the line belongs to the title above it: a subtitle, or a long title on two lines."""
    if line.startswith("—"):
        return True
    if _SUB_HEADING.match(line) or _GENRE.search(before):
        return False
    return found.has("doc_no") or not found.has("issue_text") or "关于" in before


def _is_body(line: str) -> bool:
    return "。" in line or line[-1] in "；！？…" or (len(line) > _LONG_LINE and "，" in line) or line.startswith("【")


def _read_address(lines: Sequence[str], start: int, found: heading.Finding) -> int:
    """The 主送 line between title and body, labelled or not; returns where the body begins."""
    if start >= len(lines) or not found.has("titles"):
        return start
    line = lines[start]
    label = blocks.leading_label(line)
    if line[-1] not in "：:" and not label:
        return start
    reading = parse.parse(line)
    if not reading.tiers or _certainty(reading) < 0.5 or (not label and _is_body(line)):
        return start
    if label:
        found.values["imprint"] = (line, *found.values.get("imprint", ()))
        found.confidence.setdefault("imprint", _certainty(reading))
    else:
        found.note(_certainty(reading), address=line)
    return start + 1


def _read_body(lines: Sequence[str], found: heading.Finding) -> None:
    red_head = str(found.values.get("masthead", ""))
    if found.has("doc_no") and red_head.endswith("文件"):
        found.note(0.8, issuer=_organs(red_head.removesuffix("文件")))
    if not found.has("issuer") or not found.has("date"):
        lines = _read_signature(lines, found)
    joined: list[list[str]] = []
    for line in lines:
        if joined and _is_cut(joined[-1], line):
            joined[-1].append(line)
        else:
            joined.append([line])
    found.note(0.9, paragraphs=tuple(_paragraph("".join(parts)) for parts in joined))


def _is_cut(parts: Sequence[str], after: str) -> bool:
    """Whether a page break cut a paragraph in two, of which there are these parts so far."""
    plain = parts[-1].rstrip("*")
    if not plain or plain[-1] in "，、" or after[0] in "，。、；：”）":
        return True
    is_long = len(parts) > 1 or len(plain) > _LONG_LINE
    return is_long and plain[-1] not in _SENTENCE_END and not _SUB_HEADING.match(after)


def _paragraph(words: str) -> Paragraph:
    """`**` switches bold on and off; an unpaired one stays as it was typed."""
    parts = words.split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    return Paragraph(tuple(Run(part, bold=bool(number % 2)) for number, part in enumerate(parts) if part))


def _read_signature(lines: Sequence[str], found: heading.Finding) -> Sequence[str]:
    """Issuer and date below the body of an official document; returns the lines without them."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 6), -1):
        if not heading.read_date_line(lines[index], found):
            continue
        first = index
        while first > 0 and index - first < 3 and _is_signature(lines[first - 1]):
            first -= 1
        found.note(0.8, issuer="、".join(_organs(heading.unspaced(line)) for line in lines[first:index]))
        return [*lines[:first], *lines[index + 1 :]]
    return lines


def _is_signature(line: str) -> bool:
    return len(line) <= 40 and line[-1] not in _SENTENCE_END and "…" not in line and not _SUB_HEADING.match(line)


def _organs(words: str) -> str:
    """The organs of a joint document, written one behind the other in its head, parted by 、."""
    for cut in range(4, len(words) - 3):
        if parse.names_an_organ(words[:cut]) and parse.begins_with_a_place(words[cut:]):
            return words[:cut] + "、" + _organs(words[cut:])
    return words
