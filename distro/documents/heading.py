"""The elements at the head of a document: issue line, document number, date, issuer, signer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from distro.kernel.errors import Refusal

_FULL_TO_HALF = str.maketrans("０１２３４５６７８９（）", "0123456789()")
_DIGITS = {**dict(zip("〇一二三四五六七八九", range(10), strict=True)), "零": 0, "○": 0, "O": 0, "Ｏ": 0, "0": 0}
_G = r"[^\S\n]{0,6}"

ISSUE = re.compile(
    rf"\(?{_G}(?:(?P<year>\d{{4}}){_G}年{_G}(?:度{_G})?)?(?:第{_G}(?:(?P<dashed>\d{{4}})[-—])?(?P<issue>[\dXx]{{1,4}}|[一二三四五六七八九十百]{{1,5}})?{_G}期)"
    rf"{_G}\)?(?:{_G}[,，、]?{_G}\(?{_G}总{_G}第?{_G}(?P<total>\d{{1,5}}){_G}期{_G}\)?)?(?:{_G}\(?{_G}(?:增刊|专刊){_G}\)?)?"
)
DOC_NO = re.compile(
    r"(?P<code>[一-鿿]{1,14})[〔\[(【［]\s?(?P<year>\d{4})\s?[〕\])】］]\s?第?\s?(?P<number>[\dXx]{1,5})\s?号"
)
DATE = re.compile(
    rf"(?P<year>\d{{4}}|[〇一二三四五六七八九零○O0]{{4}}){_G}年{_G}(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_G}月{_G}"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_G}日(?:{_G}\d{{1,2}}时)?"
)
UNFILLED_DATE = re.compile(r"\d{4}年[\dXx×]{0,2}\s{0,4}月\s{0,4}[\dXx×]{0,2}\s{0,4}日")
ISSUER_LABEL = re.compile(
    r"(?:编印单位|编发单位|编印|主办单位|主办|报送单位|发文单位|发文机关|编制单位|印发单位|承办单位|编写单位)\s{0,8}[：:]\s{0,8}"
)
SIGNER = re.compile(r"签\s{0,4}发\s{0,4}人?\s{0,4}[：:][^\S\n]{0,12}(?P<name>[一-鿿]{1,2}[^\S\n]{0,6}[一-鿿]{0,3})?")


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
    """The issue line in its usual forms: 第5期, 2017年第5期（总第5期）, （第5期 总第5期）."""
    found = ISSUE.search(half_width(line))
    if not found:
        return None
    year = found["year"] or found["dashed"]
    number = _number(found["issue"] or "")
    total = int(found["total"]) if found["total"] else None
    start, end = found.span()
    words = line[start:end]
    return Issue(words.strip(), int(year) if year else None, number, total, start, end)


def read_date(words: re.Match[str]) -> date:
    """A date found by DATE; a Refusal (field: date) when the calendar has no such day."""
    year = int("".join(str(_DIGITS.get(digit, digit)) for digit in words["year"]))
    try:
        return date(year, _number(words["month"]) or 0, _number(words["day"]) or 0)
    except ValueError:
        raise Refusal("日期“%(words)s”不存在，请核对。", field="date", words=unspaced(words.group())) from None


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    if not words or words in "Xx":
        return None
    hundreds, tens, value = 0, 0, 0
    for character in words:
        if character == "百":
            hundreds, value = (value or 1) * 100, 0
        elif character == "十":
            tens, value = (value or 1) * 10, 0
        elif character in _DIGITS:
            value = _DIGITS[character]
        else:
            return None
    return hundreds + tens + value
