"""The head: the marks in the corner, the red name, the number, the rules, the title (cl. 7.2, 7.3.1, 10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Official
from ..finished.frames import Rule
from ..finished.measures import CELL, LEFT, MM, RIGHT, TOP, Measures
from ..setting import grid
from .faults import Fault, length
from .profile import Profile
from .standing import Standing

PITCH = grid.PITCH / MM
MIDDLE = (LEFT + RIGHT) / 2
CORNER = ("copy_number", "secrecy", "urgency")
DOUBLE = (21.0, 191.0)  # 170 mm, in the middle of the type area
LOW_RULE = 297 - 20.0
UNDER_RULE = grid.SIZE * 7 / 8 / MM


def faults(measures: Measures, document: Official, standing: Sequence[Standing], profile: Profile) -> Iterator[Fault]:
    by = {name: [each for each in standing if each.field.name == name] for name in _names(standing)}
    name = [*by.get("organs", ()), *by.get("mark", ())]
    red = [rule for rule in measures.pages[0].rules if rule.red]
    yield from _colour(standing, name)
    yield from _rules_elsewhere(measures, profile)
    if not name:
        return
    ink = [each.row.ink for each in name]
    bottom = max(box[3] for box in ink)
    yield from length("发文机关标志上缘", "第1页", min(box[1] for box in ink), profile.mark)
    yield from length("发文机关标志中线", "第1页", (min(x[0] for x in ink) + max(x[2] for x in ink)) / 2, MIDDLE, 2)
    number = by.get("number", [])
    if profile.double_rules:
        yield from _double(red, bottom, number)
        yield from _corner(by, first=red[1].bottom + UNDER_RULE if len(red) > 1 else TOP)
    else:
        yield from _corner(by, first=TOP)
        yield from _number(document, number, by.get("signers", []), bottom)
    if profile.red_rule:
        yield from _red(red, by)
    yield from _title(by.get("title", []), max((rule.bottom for rule in red[:2]), default=None), profile)
    if document.format == "order" and number and by.get("body"):
        yield from _lines("正文上空", by["body"][0].line - number[0].line, 3)


def _names(standing: Sequence[Standing]) -> set[str]:
    return {each.field.name for each in standing}


def _lines(what: str, distance: float, rows: float) -> Iterator[Fault]:
    yield from length(what, "第1页", distance, rows * PITCH)


def _colour(standing: Sequence[Standing], name: Sequence[Standing]) -> Iterator[Fault]:
    """The name is red, and nothing else is."""
    for each in standing:
        red = all(char.red for char in each.row.chars)
        if red != (each in name):
            colour = ("黑色", "红色")
            yield Fault(f"“{each.row.text[:6]}”颜色", f"第{each.page}页", colour[red], colour[each in name])


def _rules_elsewhere(measures: Measures, profile: Profile) -> Iterator[Fault]:
    """No red but on the first page; rules of the width of the type area, the double ones wider."""
    for at, each in enumerate(measures.pages, 1):
        for rule in each.rules:
            left, right = DOUBLE if rule.red and profile.double_rules else (LEFT, RIGHT)
            yield from length("横线左端", f"第{at}页", rule.left, left)
            yield from length("横线右端", f"第{at}页", rule.right, right)
            if rule.red and at > 1:
                yield Fault("红线", f"第{at}页", "有", "无")
    wanted = 4 if profile.double_rules else int(profile.red_rule)
    found = sum(rule.red for rule in measures.pages[0].rules)
    if found != wanted:
        yield Fault("红线条数", "第1页", str(found), str(wanted))


def _corner(by: dict[str, list[Standing]], first: float) -> Iterator[Fault]:
    """Flush left, row under row; the 份号 alone on the first (cl. 7.2.1 to 7.2.3)."""
    for at, each in enumerate((by.get("copy_number"), *filter(None, (by.get("secrecy"), by.get("urgency"))))):
        if each:
            yield from length(f"{each[0].field.place}左端", "第1页", each[0].row.left, LEFT)
            yield from length(f"{each[0].field.place}上缘", "第1页", each[0].row.top, first + at * PITCH)


def _number(
    document: Official, number: Sequence[Standing], signers: Sequence[Standing], name_bottom: float
) -> Iterator[Fault]:
    """Two lines under the name: in the middle, or beside the last signer one character in (cl. 7.2.5, 7.2.6)."""
    first = min((*number, *signers), key=lambda each: each.line, default=None)
    if first is None:
        return
    blank = (first.row.top - name_bottom) / PITCH
    if not 2 - 0.1 <= blank <= 3 + 0.1:
        yield Fault(f"{first.field.place}上空", "第1页", f" {blank:.2f} 行", "二行")
    if not signers:
        yield from length("发文字号中线", "第1页", number[0].middle, MIDDLE)
        return
    if number:
        yield from length("发文字号左端", "第1页", number[0].row.left, LEFT + CELL)
        yield from length("发文字号与最后一个签发人的高差", "第1页", number[0].line - signers[-1].line, 0)
    yield from length("签发人右端", "第1页", max(each.row.right for each in signers), RIGHT - CELL, CELL / 2)


def _red(red: Sequence[Rule], by: dict[str, list[Standing]]) -> Iterator[Fault]:
    """4 mm under what stands over it (cl. 7.2.7)."""
    over = [each for name, found in by.items() if name not in ("organs", "mark", *CORNER) for each in found]
    over = [each for each in over if each.page == 1 and red and each.row.bottom < red[0].top]
    if over:
        yield from length("红线与上方文字的距离", "第1页", red[0].top - max(each.row.bottom for each in over), 4)


def _double(red: Sequence[Rule], name_bottom: float, number: Sequence[Standing]) -> Iterator[Fault]:
    """4 mm under the name, thick over thin; 20 mm over the edge of the paper, thin over thick (cl. 10.1)."""
    if len(red) != 4:
        return
    yield from length("上双线与标志的距离", "第1页", red[0].top - name_bottom, 4)
    yield from length("下双线", "第1页", red[3].bottom, LOW_RULE)
    weights = [rule.bottom - rule.top for rule in red]
    if not (weights[0] > weights[1] and weights[2] < weights[3]):
        yield Fault("双线粗细", "第1页", "不合", "上线上粗下细，下线上细下粗")
    if number:
        yield from length("发文字号右端", "第1页", number[0].row.right, RIGHT)
        yield from length("发文字号与上双线的距离", "第1页", number[0].row.top - red[1].bottom, UNDER_RULE)


def _title(title: Sequence[Standing], rule: float | None, profile: Profile) -> Iterator[Fault]:
    """In the middle, two lines under the rule or under the last mark of a letter (cl. 7.3.1)."""
    for each in title:
        yield from length(f"标题“{each.row.text[:6]}”中线", f"第{each.page}页", each.middle, MIDDLE)
    if title and rule is not None and profile.red_rule:
        blank = (title[0].row.top - rule) / PITCH
        if not 1.75 <= blank <= 2.5:
            yield Fault("标题上空", "第1页", f" {blank:.2f} 行", "二行")
