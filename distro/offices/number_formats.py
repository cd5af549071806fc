"""What a spreadsheet shows for a number: number formats (ECMA-376 part 1, 18.8.31) as far as tables of offices have them.

A format with more in it (fractions, conditions, powers of ten, numerals in hanzi) raises UnknownFormat: nothing is
shown otherwise than the spreadsheet does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
CHINESE = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
"""The built-in formats that a Chinese spreadsheet shows in its own way, by their number."""

_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|上午/下午|General|G/通用格式|y+|m+|d+|h+|s+|aaaa?|[eE][+-]|.', re.I | re.S
)
_EMPTY = {"0": "0", "#": "", "?": " "}
"""What a place for a digit shows without one."""
_WHOLE = frozenset({"general", "g/通用格式", "@"})
_LITERAL = re.compile(r"[^\x00-\x7f]|[-$+/():!^&'~{}<>= ]")
_DATED = re.compile(r"(?:y+|m+|d+|h+|s+|aaaa?|\[(?:h+|m+|s+)\]|\[\$-f800\])$", re.I)
_COLOUR = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝青绿洋红白黄]+色?)\]", re.I)
_LONG_DATE = "[$-f800]"
_ELAPSED = {"[h]": 3600, "[m]": 60, "[s]": 1, "[hh]": 3600, "[mm]": 60, "[ss]": 1}
_WEEKDAYS = "一二三四五六日"
# In the calendar that begins in 1900 day 60 is a 29 February that never was.
_FEIGNED_DAY = 60
_SCIENTIFIC_FROM = Decimal(10) ** 11


class UnknownFormat(ValueError):
    """The format, or this number under it, is not among what can be shown."""


def shown(number: float, form: str, *, since_1904: bool = False) -> str:
    """The number under the format; `since_1904` says from which of the two beginnings its days are counted."""
    sections = _sections(form)
    which = 2 if number == 0 and len(sections) > 2 else int(number < 0 and len(sections) > 1)
    parts = sections[which]
    if any(_DATED.match(part) for part in parts):
        return "".join(_moment(number, parts, since_1904))
    exact = Decimal(f"{number:.15g}")
    if any(part.lower() in _WHOLE for part in parts):
        words = "".join(_general(abs(exact)) if part.lower() in _WHOLE else _literal(part) for part in parts)
    else:
        words = _number(abs(exact), parts)
    return f"-{words}" if number < 0 and which == 0 else words


def shown_text(text: str, form: str) -> str:
    """The text under the format, whose part for texts may put words around it or hide it."""
    sections = _sections(form)
    if len(sections) < 4 and "@" not in sections[-1]:
        return text
    return "".join(text if part == "@" else _literal(part) for part in sections[-1])


@lru_cache(maxsize=1000)
def _sections(form: str) -> list[list[str]]:
    """The tokens of the parts for positive numbers, negative ones, zero and texts, as many as there are."""
    sections: list[list[str]] = [[]]
    for part in _TOKEN.findall(form or GENERAL):
        if part == ";":
            sections.append([])
        else:
            sections[-1].append(part)
    return sections


def _literal(part: str) -> str:
    """What a token shows by itself."""
    if part.startswith('"'):
        return part.strip('"')
    if part.startswith("\\"):
        return part[1:]
    if part.startswith("_"):
        return " "
    if part.startswith("*") or _COLOUR.fullmatch(part):
        return ""
    if part.startswith("[$"):
        return part[2:-1].partition("-")[0]
    if _LITERAL.fullmatch(part):
        return part
    raise UnknownFormat(part)


def _general(number: Decimal) -> str:
    """At most eleven digits in a cell that is wide enough."""
    if number >= _SCIENTIFIC_FROM:
        mantissa, _, power = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:]:0>2}"
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0]
    places = max(10 - len(str(int(number))), 0)
    return f"{_rounded(number, places):f}".rstrip("0").rstrip(".")


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _number(number: Decimal, parts: list[str]) -> str:
    """A number that is not negative, its digits put where the format has places for them."""
    point = parts.index(".") if "." in parts else len(parts)
    before = [at for at, part in enumerate(parts[:point]) if part in _EMPTY]
    after = [at for at, part in enumerate(parts) if part in _EMPTY and at > point]
    if not before and not after:
        return "".join(map(_literal, parts))
    if "/" in parts:
        raise UnknownFormat("/")
    commas = [at for at, part in enumerate(parts) if part == ","]
    between = [at for at in commas if before and before[0] < at < before[-1]]
    # A comma behind the digits leaves out three of them.
    number = number * 100 ** parts.count("%") / 1000 ** (len(commas) - len(between))
    whole, _, fraction = f"{_rounded(number, len(after)):f}".partition(".")
    filled = _spread([parts[at] for at in before], whole.lstrip("0"))
    if between:
        filled = [re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", "".join(filled)), *[""] * (len(filled) - 1)]
    kept = len(fraction.rstrip("0"))
    filled += [
        digit if place < kept else _EMPTY[parts[at]]
        for place, (at, digit) in enumerate(zip(after, fraction, strict=True))
    ]
    digits = dict(zip([*before, *after], filled, strict=True))
    return "".join(
        digits[at] if at in digits else "" if part == "," else part if part in ".%" else _literal(part)
        for at, part in enumerate(parts)
    )


def _spread(places: list[str], digits: str) -> list[str]:
    """The digits from the right on, one for each place; the first place takes all that are left."""
    if not places:
        return []
    more = len(digits) - len(places)
    if more >= 0:
        return [digits[: more + 1], *digits[more + 1 :]]
    return [*(_EMPTY[place] for place in places[:-more]), *digits]


def _moment(number: float, parts: list[str], since_1904: bool) -> Iterator[str]:
    """The day and time the number stands for: days since the beginning of the calendar."""
    if number < 0 or (not since_1904 and int(number) == _FEIGNED_DAY):
        raise UnknownFormat(str(number))
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number > _FEIGNED_DAY else 31)
    seconds = round(number * 86400)
    try:
        moment = begin + timedelta(seconds=seconds)
    except OverflowError:
        raise UnknownFormat(str(number)) from None
    if any(part.lower() == _LONG_DATE for part in parts):
        yield f"{moment.year}年{moment.month}月{moment.day}日"
        return
    codes = [part.lower() if _DATED.match(part) else "" for part in parts]
    is_halved = any(part.lower() in ("am/pm", "上午/下午") for part in parts)
    for at, (part, code) in enumerate(zip(parts, codes, strict=True)):
        if part.lower() in ("am/pm", "上午/下午"):
            yield part.split("/")[moment.hour >= 12]
        elif not code:
            yield _literal(part)
        elif code in _ELAPSED:
            yield str(seconds // _ELAPSED[code])
        elif code.startswith("y"):
            yield f"{moment.year:04}" if len(code) > 2 else f"{moment.year % 100:02}"
        elif code.startswith("a"):
            yield ("星期" if len(code) > 3 else "") + _WEEKDAYS[moment.weekday()]
        elif len(code) > 2:
            # The names of months and days depend on the language of the spreadsheet.
            raise UnknownFormat(part)
        else:
            hour = (moment.hour + 11) % 12 + 1 if is_halved else moment.hour
            value = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[code[0]]
            yield f"{moment.minute if _is_minute(codes, at) else value:0{len(code)}}"


def _is_minute(codes: list[str], at: int) -> bool:
    """An m next to hours or before seconds is a minute, else a month."""
    if codes[at][0] != "m":
        return False
    before = next((code for code in reversed(codes[:at]) if code), "")
    after = next((code for code in codes[at + 1 :] if code), "")
    return before.lstrip("[").startswith("h") or after.startswith("s")
