"""The head of a document, line by line: masthead, issue line, document number, issuer, date, signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from distro.kernel import dates
from distro.lists.grammar import parse

_FULL_TO_HALF = str.maketrans("０１２３４５６７８９（）", "0123456789()")
_G = r"[^\S\n]{0,6}"

_NUMERAL = r"(?:[\dXx]{1,5}|[一二三四五六七八九十百]{1,5})"
_TOTAL = rf"总{_G}第?{_G}(?P<total>\d{{1,5}}){_G}期"
ISSUE = re.compile(
    rf"\(?{_G}(?:(?:增刊|专刊|特刊){_G})?"
    rf"(?:(?:[(\[〔【]?{_G}(?P<year>\d{{4}}){_G}[)\]〕】]?{_G}(?:年{_G}度?{_G})?)?"
    rf"(?<!总)第{_G}(?:(?P<dashed>\d{{4}})[-—])?(?P<issue>{_NUMERAL})?{_G}期"
    rf"|(?P<year_of>\d{{4}}){_G}年{_G}(?P<issue_of>\d{{1,4}}){_G}期)"
    rf"{_G}\)?(?:{_G}[,，、]?{_G}\(?{_G}{_TOTAL}{_G}\)?)?(?:{_G}\(?{_G}(?:增刊|专刊){_G}\)?)?"
)
TOTAL = re.compile(rf"\(?{_G}{_TOTAL}{_G}\)?")
DOC_NO = re.compile(
    r"(?P<code>[一-鿿]{1,14})[〔\[(【［]\s?(?P<year>\d{4})\s?[〕\])】］]\s?第?\s?(?P<number>[\dXx]{1,5})\s?号"
)
DATE = re.compile(rf"{dates.WRITTEN}{dates.HOUR}?")
UNFILLED_DATE = re.compile(dates.UNFILLED)
ISSUER_LABEL = re.compile(
    r"(?:编印单位|编发单位|编印|主办单位|主办|报送单位|发文单位|发文机关|编制单位|印发单位|承办单位|编写单位)\s{0,8}[：:]\s{0,8}"
)
SIGNER = re.compile(r"签\s{0,4}发\s{0,4}人?\s{0,4}[：:][^\S\n]{0,12}(?P<name>[一-鿿]{1,2}[^\S\n]{0,6}[一-鿿]{0,3})?")


_NUMERIC_DATE = re.compile(dates.NUMERIC)
_MARK = re.compile(r"内部资料.{0,12}|内部文件.{0,12}|注意保存|(?:编号|份号)[：:]?\s?\d{0,8}|特急|加急|特提|平急|\d{6}")
_BLANK_STAFF = re.compile(r"(?:制作|审核|编辑|核稿|校对|审签|签发)\s{0,4}[：:].{0,30}")
_MASTHEAD = re.compile(
    r"简报|专报|快报|日报|周报|月报|要情|信息|动态|简讯|通讯|内参|情况反映|文件|专刊|增刊|预报|纪要|参考|通报|工作报|摘报|专递"
)
_ISSUER_TAIL = re.compile(r"(?:编印|编发|编写|主办|编)$")
_LONGEST_ISSUER = 50
_LONGEST_MASTHEAD = 60


@dataclass
class Finding:
    """The elements found so far, by field name; the first find stays."""

    values: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def note(self, confidence: float, **values: object) -> None:
        for name, value in values.items():
            if value not in (None, "", ()) and name not in self.values:
                self.values[name] = value
                self.confidence[name] = confidence

    def has(self, name: str) -> bool:
        return name in self.values


def read_line(line: str, following: Sequence[str], found: Finding) -> bool:
    """Read one line of the head, knowing the lines behind it; false if it is none."""
    if not found.has("masthead") and _MARK.fullmatch(line):
        found.values["marks"] = (*found.values.get("marks", ()), line)
        found.confidence["marks"] = 0.9
        return True
    if _read_number(line, found) or _read_issue(line, found) or _read_signed_line(line, found):
        return True
    return (
        _BLANK_STAFF.fullmatch(line) is not None
        or _read_issuer(line, following, found)
        or _read_masthead(line, following, found)
    )


def read_signer(words: str, found: Finding) -> bool:
    """Note the 签发人, if there is a field for one; an empty field notes nothing."""
    signer = SIGNER.search(words)
    if signer and signer["name"]:
        found.note(0.9, signer=unspaced(signer["name"]))
    return signer is not None


def read_date_line(line: str, found: Finding) -> bool:
    """Note the date, if the whole line is one."""
    dated = DATE.fullmatch(half_width(line)) or _NUMERIC_DATE.fullmatch(half_width(line))
    if dated:
        found.note(0.9, date=dates.read(dated.group()), date_text=line)
    return dated is not None


def _read_number(line: str, found: Finding) -> bool:
    half = half_width(line)
    number = DOC_NO.search(half)
    if not number or found.has("doc_no") or len(half) - len(number.group()) >= 40:
        return False
    found.note(0.95, doc_no=unspaced(line[number.start() : number.end()]), year=int(number["year"]))
    found.note(0.8, masthead=unspaced(line[: number.start()]))
    read_signer(line, found)
    return True


def _read_issue(line: str, found: Finding) -> bool:
    if found.has("doc_no") or len(line) > 80 or "关于" in line:
        return False
    issue = None if found.has("issue_text") else find_issue(line)
    if not issue:
        return _read_total(line, found)
    before, behind = line[: issue.start].strip(), line[issue.end :].strip()
    if before and not read_date_line(before, found):
        _note_masthead(before, 0.9, found)
    found.note(0.98, issue_text=issue.text, year=issue.year, issue=issue.number, total=issue.total)
    if behind:
        _read_issuer(behind, (), found)
    return True


def _read_total(line: str, found: Finding) -> bool:
    """（总第5期） on a line of its own, mostly below the issue."""
    total = TOTAL.fullmatch(half_width(line))
    if not total or found.has("total"):
        return False
    found.note(0.95, total=int(total["total"]))
    found.values["issue_text"] = found.values.get("issue_text", "") + line
    found.confidence.setdefault("issue_text", 0.95)
    return True


def _read_signed_line(line: str, found: Finding) -> bool:
    if not read_signer(line, found):
        return False
    found.note(0.9, issuer=_issuer(SIGNER.split(line)[0]))
    return True


def _read_issuer(line: str, following: Sequence[str], found: Finding) -> bool:
    """Issuer and date on one line, the date perhaps glued on, or one of them alone."""
    if found.has("doc_no"):
        return False
    half = half_width(line)
    for pattern in (DATE, _NUMERIC_DATE):
        dated = pattern.search(half)
        if dated and dated.end() == len(half) and not found.has("date"):
            before = line[: dated.start()]
            if len(before) > _LONGEST_ISSUER or "，" in before:
                return False
            found.note(0.95, date=dates.read(dated.group()), date_text=line[dated.start() :])
            found.note(0.95, issuer=_issuer(before))
            return True
    dated = DATE.match(half)
    if dated and not found.has("date") and parse.names_an_organ(_issuer(line[dated.end() :])):
        found.note(
            0.9, date=dates.read(dated.group()), date_text=line[: dated.end()], issuer=_issuer(line[dated.end() :])
        )
        return True
    unfilled = UNFILLED_DATE.search(half)
    if unfilled and unfilled.end() == len(half) and not found.has("date_text"):
        found.note(0.3, date_text=line[unfilled.start() :])
        found.note(0.8, issuer=_issuer(line[: unfilled.start()]))
        return True
    if found.has("issuer") or not found.has("issue_text") or len(line) > _LONGEST_ISSUER or line[-1] in "。！？；":
        return False
    is_certain = ISSUER_LABEL.match(line) or (following and DATE.fullmatch(half_width(following[0])))
    if is_certain or re.fullmatch(r"(?:[一-鿿]\s+)+[一-鿿]", line) or parse.names_an_organ(unspaced(line)):
        found.note(0.95 if is_certain else 0.8, issuer=_issuer(line))
        return True
    return False


def _read_masthead(line: str, following: Sequence[str], found: Finding) -> bool:
    """The name of the bulletin; an organ or half the name may stand on a line above it."""
    if found.has("issue_text") or found.has("doc_no") or len(line) > _LONGEST_MASTHEAD:
        return False
    words = unspaced(line)
    is_usual = _MASTHEAD.search(words) is not None and not words.endswith(("。", "；"))
    if is_usual or any(find_issue(one) for one in following):
        _note_masthead(words, 0.95 if is_usual else 0.7, found)
        return True
    return False


def _note_masthead(words: str, confidence: float, found: Finding) -> None:
    found.values["masthead"] = found.values.get("masthead", "") + unspaced(words)
    found.confidence["masthead"] = confidence


def _issuer(words: str) -> str:
    words = unspaced(ISSUER_LABEL.sub("", words, count=1))
    return _ISSUER_TAIL.sub("", words)


def half_width(words: str) -> str:
    """The same words, place by place, with half-width digits and parentheses."""
    return words.translate(_FULL_TO_HALF)


def unspaced(words: str) -> str:
    """Letter-spaced words closed up (援 疆 简 报)."""
    return re.sub(r"\s+", "", words)


@dataclass(frozen=True)
class Issue:
    text: str
    year: int | None
    number: int | None
    total: int | None
    start: int
    end: int


def find_issue(line: str) -> Issue | None:
    """The issue line in its usual forms: 第5期, 2017年第5期（总第5期）, 〔2017〕第5期, （第5期 总第5期）."""
    found = ISSUE.search(half_width(line))
    if not found:
        return None
    year = found["year"] or found["year_of"] or found["dashed"]
    number = _number(found["issue"] or found["issue_of"] or "")
    total = int(found["total"]) if found["total"] else None
    start, end = found.span()
    return Issue(line[start:end].strip(), int(year) if year else None, number, total, start, end)


def _number(words: str) -> int | None:
    return dates.number(words) if words and words not in "Xx" else None
