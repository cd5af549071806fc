"""Recognition: the elements of a pasted bulletin or official document, each with its confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from distro.documents import heading
from distro.kernel.errors import Refusal
from distro.lists import blocks, grammar
from distro.press.document import Paragraph, Run

_PAGE_NUMBER = re.compile(r"[—\-–－─]\s?\d{1,4}\s?[—\-–－─]|第\s?\d{1,4}\s?页(?:\s?共\s?\d{1,4}\s?页)?")
_MARK = re.compile(r"内部资料.{0,12}|内部文件.{0,12}|注意保存|(?:编号|份号)[：:]?\s?\d{0,8}|特急|加急|特提|平急|\d{6}")
_BLANK_STAFF = re.compile(r"(?:制作|审核|编辑|核稿|校对|审签|签发)\s{0,4}[：:].{0,30}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|【|附件")
_SENTENCE_END = "。！？：；…”）】》!?:;.)"
_BODY_LENGTH = 45
_MASTHEAD = re.compile(
    r"简报|专报|快报|日报|周报|月报|要情|信息|动态|简讯|通讯|内参|情况反映|文件|专刊|预报|纪要|参考|通报|工作报"
)


@dataclass(frozen=True)
class Recognised:
    """What was recognised. A missing element is None or empty and has confidence 0.

    `imprint` holds the tier blocks word for word, label included; `address` the unlabelled 主送 line at the head of
    an official document; `marks` what stands in the corners of the head (内部资料 注意保存).
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
    date: date | None = None
    date_text: str | None = None
    marks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    address: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    imprint: tuple[str, ...] = ()
    copies: int | None = None
    print_org: str | None = None
    print_date: date | None = None
    confidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def recognise(text: str) -> Recognised:
    """Recognise the elements of cleaned text.

    Refusals: empty text (field: text); a date no calendar has (date); no tier block, or one without names (imprint).
    """
    if not text.strip():
        raise Refusal("还没有粘贴文字，请先粘贴公文全文。", field="text")
    lines = [line.strip() for line in _broken(text).split("\n")]
    lines = [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]
    found = _Finding()
    foot = _foot(lines)
    _read_foot("\n".join(lines[foot:]), found)
    body = _read_head(lines[:foot], found)
    body = _read_titles(lines[:foot], body, found)
    _read_body(lines[body:foot], found)
    if not found.values.get("imprint") and not found.values.get("address"):
        raise Refusal("没有找到分送名单：文末应有以“报：”“送：”“发：”或“主送：”“抄送：”开头的段落。", field="imprint")
    return found.result()


class _Finding:
    """The elements found so far."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.confidence: dict[str, float] = {}

    def note(self, confidence: float, **values: object) -> None:
        for name, value in values.items():
            if value in (None, "", ()) or name in self.values:
                continue
            self.values[name] = value
            self.confidence[name] = confidence

    def has(self, name: str) -> bool:
        return name in self.values

    def result(self) -> Recognised:
        names = [name for name in Recognised.__dataclass_fields__ if name != "confidence"]
        confidence = {name: self.confidence.get(name, 0.0) for name in names}
        return Recognised(**self.values, confidence=MappingProxyType(confidence))  # type: ignore[arg-type]


def _broken(text: str) -> str:
    """Put back the line breaks of a document that came on one line."""
    if text.strip().count("\n") > 2:
        return text
    text = re.sub(r"(?<=文件)(?=[一-鿿]{1,14}[〔\[(（【]\d{4}[〕\])）】])", "\n", text.strip(), count=1)
    text = re.sub(r"([〔\[(（【]\d{4}[〕\])）】]第?\d{1,5}号)\s*(?=[一-鿿])", r"\1\n", text, count=1)
    text = re.sub(
        r"(的(?:通知|通报|函|意见|决定|报告|请示|批复|公告|通告|方案))\s*(?=[^，。：:\n]{1,40}[^。：:\n]{0,400}[：:])",
        r"\1\n",
        text,
        count=1,
    )
    text = re.sub(r"(?<=\n)((?:各|省|市|县|国|总)[^。：:\n]{1,400}[：:])\s*", r"\1\n", text, count=1)
    text = re.sub(
        r"\s*((?:\(|（)?(?:\d{4}年)?第\d{1,4}期(?:[（(]总第\d{1,5}期[）)])?(?:\)|）)?)\s*", r"\n\1\n", text, count=1
    )
    text = re.sub(r"(?<=期\n)([^。，\n]{2,40}?)\s*(\d{4}年\d{1,2}月\d{1,2}日)\s*", r"\1 \2\n", text, count=1)
    text = re.sub(r"(?<=[。\s日）)])((?:本期)?(?:报|送|发|主送|抄送|抄报|抄发)\s{0,4}[：:])", r"\n\1", text)
    return re.sub(r"(?<=。)([^。，\n]{2,40}\d{4}年\d{1,2}月\d{1,2}日印发)", r"\n\1", text)


def _foot(lines: list[str]) -> int:
    """The index of the line with which the imprint begins; the number of lines if there is none."""
    for index, line in enumerate(lines):
        label = blocks.leading_label(line)
        if label and not (index < len(lines) // 2 and line.endswith("。") and len(lines) - index > 12):
            return index
        if re.search(r"\d日\s{0,4}印发$", line):
            return index
    return len(lines)


def _read_foot(words: str, found: _Finding) -> None:
    reading = grammar.parse(words)
    tiers = [tier for tier in reading.tiers if tier.label]
    if any(not tier.groups for tier in tiers):
        raise Refusal("分送名单中有一类没有写收文单位，请补上单位或删去该类。", field="imprint")
    imprint = tuple(_one_line(words[tier.start : tier.end]) for tier in tiers)
    recipients = [recipient for tier in tiers for recipient in tier.recipients]
    certainty = min((recipient.confidence for recipient in recipients), default=0.0)
    found.note(certainty, imprint=imprint)
    found.note(0.95, copies=reading.copies, print_org=reading.print_org, print_date=reading.print_date)
    signer = heading.SIGNER.search(words)
    if signer and signer["name"]:
        found.note(0.9, signer=heading.unspaced(signer["name"]))


def _one_line(words: str) -> str:
    return "\n".join(line.strip() for line in words.strip().split("\n") if line.strip())


def _read_head(lines: list[str], found: _Finding) -> int:
    """Read masthead, number, issuer and date; returns the index of the first line that is none of them."""
    for index, line in enumerate(lines):
        if index > 10 or not _read_head_line(line, found, lines[index + 1 : index + 3]):
            return index
    return len(lines)


def _read_head_line(line: str, found: _Finding, following: list[str]) -> bool:
    half = heading.half_width(line)
    if not found.has("masthead") and _MARK.fullmatch(line):
        found.values["marks"] = (*found.values.get("marks", ()), line)
        found.confidence["marks"] = 0.9
        return True
    number = heading.DOC_NO.search(half)
    if number and not found.has("doc_no") and len(half) - len(number.group()) < 40:
        before = heading.unspaced(line[: number.start()])
        found.note(0.95, doc_no=heading.unspaced(line[number.start() : number.end()]), year=int(number["year"]))
        found.note(0.8, masthead=before)
        _signer(line, found)
        return True
    issue = heading.find_issue(line)
    if issue and not found.has("issue_text") and len(line) < 80:
        before, after = heading.unspaced(line[: issue.start]), line[issue.end :].strip()
        found.note(0.9, masthead=before)
        found.note(0.98, issue_text=issue.text, year=issue.year, issue=issue.number, total=issue.total)
        if after:
            _read_issuer_line(after, found, following)
        return True
    if _signer(line, found):
        rest = heading.SIGNER.split(line)[0].strip()
        if rest:
            found.note(0.9, issuer=_issuer(rest))
        return True
    if _BLANK_STAFF.fullmatch(line):
        return True
    if _read_issuer_line(line, found, following):
        return True
    if not found.has("masthead") and not found.has("issue_text") and not found.has("doc_no") and len(line) <= 60:
        if _MASTHEAD.search(heading.unspaced(line)) or any(heading.find_issue(next_) for next_ in following):
            found.note(0.95 if _MASTHEAD.search(heading.unspaced(line)) else 0.7, masthead=heading.unspaced(line))
            return True
    return False


def _signer(line: str, found: _Finding) -> bool:
    signer = heading.SIGNER.search(line)
    if signer and signer["name"]:
        found.note(0.9, signer=heading.unspaced(signer["name"]))
    return bool(signer)


def _issuer(words: str) -> str:
    words = heading.ISSUER_LABEL.sub("", words, count=1).strip()
    return heading.unspaced(words)


def _read_issuer_line(line: str, found: _Finding, following: list[str]) -> bool:
    """Issuer and date on one line, or one of them alone; true if the line is such a one."""
    if found.has("doc_no"):
        return False
    half = heading.half_width(line)
    dated = heading.DATE.search(half)
    if dated and dated.end() == len(half) and not found.has("date"):
        before = line[: dated.start()]
        if len(before) > 50 or "，" in before:
            return False
        found.note(0.95, date=heading.read_date(dated), date_text=line[dated.start() :].strip())
        found.note(0.95, issuer=_issuer(before))
        return True
    unfilled = heading.UNFILLED_DATE.search(half)
    if unfilled and unfilled.end() == len(half) and not found.has("date_text"):
        found.note(0.3, date_text=line[unfilled.start() :])
        found.note(0.8, issuer=_issuer(line[: unfilled.start()]))
        return True
    if found.has("issuer") or not found.has("issue_text") or len(line) > 50 or line[-1] in _SENTENCE_END:
        return False
    labelled = heading.ISSUER_LABEL.match(line)
    spaced = bool(re.fullmatch(r"(?:[一-鿿]\s+)+[一-鿿]", line))
    dates_next = bool(following) and bool(heading.DATE.fullmatch(heading.half_width(following[0])))
    organ = grammar.names_an_organ(heading.unspaced(line))
    if labelled or spaced or dates_next or organ:
        found.note(0.95 if labelled or dates_next else 0.8, issuer=_issuer(line))
        return True
    return False


def _read_titles(lines: list[str], start: int, found: _Finding) -> int:
    """Title lines, then the unlabelled 主送 line; returns where the body begins."""
    index = start
    titles: list[str] = []
    while index < len(lines) and not _is_body(lines[index]) and len(titles) < 6:
        line = lines[index].replace("**", "")
        if line[-1] in "：:" or (titles and _HEADING.match(line)) or (not titles and line.startswith("编者按")):
            break
        if titles and not line.startswith("—") and (found.has("issue_text") and not titles[-1].startswith("关于")):
            break
        titles.append(line)
        index += 1
    if (titles and not titles[0].startswith("—") and found.has("doc_no")) or (len(titles) > 1 and titles[0].startswith("关于")):
        titles = ["".join(titles)]
    found.note(0.9, titles=tuple(titles))
    if index < len(lines) and lines[index][-1] in "：:" and found.has("titles"):
        reading = grammar.parse(lines[index])
        recipients = [recipient for tier in reading.tiers for recipient in tier.recipients]
        if recipients and all(recipient.confidence > 0.5 for recipient in recipients):
            found.note(min(recipient.confidence for recipient in recipients), address=lines[index])
            index += 1
    return index


def _is_body(line: str) -> bool:
    return line[-1] in "。；！？…" or (len(line) > _BODY_LENGTH and "，" in line) or line.startswith("【") or "。" in line


def _read_body(lines: list[str], found: _Finding) -> None:
    if found.has("doc_no") or not found.has("issuer") or not found.has("date"):
        lines = _read_sign_off(lines, found)
    joined: list[str] = []
    for line in lines:
        if joined and _is_cut(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    found.note(0.9, paragraphs=tuple(_paragraph(words) for words in joined))


def _is_cut(before: str, after: str) -> bool:
    """Whether a page break cut a paragraph in two."""
    plain = before.rstrip("*")
    if plain[-1] in "，、" or after[0] in "，。、；：”）":
        return True
    return plain[-1] not in _SENTENCE_END and len(plain) > _BODY_LENGTH and not _HEADING.match(after)


def _paragraph(words: str) -> Paragraph:
    """`**` switches bold on and off; an unpaired one stays as it was typed."""
    parts = words.split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    runs = tuple(Run(part, bold=bool(number % 2)) for number, part in enumerate(parts) if part)
    return Paragraph(runs)


def _read_sign_off(lines: list[str], found: _Finding) -> list[str]:
    """Issuer and date below the body of an official document."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 6), -1):
        dated = heading.DATE.fullmatch(heading.half_width(lines[index]))
        if not dated:
            continue
        found.note(0.9, date=heading.read_date(dated), date_text=lines[index])
        first = index
        while first > 0 and index - first < 3 and len(lines[first - 1]) <= 30 and not _stops(lines[first - 1]):
            first -= 1
        if not found.has("issuer"):
            found.note(0.8, issuer="、".join(heading.unspaced(line) for line in lines[first:index]))
        return lines[:first] + lines[index + 1 :]
    return lines


def _stops(line: str) -> bool:
    return line[-1] in _SENTENCE_END or bool(_HEADING.match(line)) or "……" in line
