"""版记: at the foot of the last page, between rules on the edge of the type area, the last page even (cl. 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Official
from ..elements import imprint
from ..finished.measures import BOTTOM, LEFT, MM, RIGHT, Measures
from .faults import TOLERANCE, Fault, length
from .profile import Profile
from .standing import Standing

THICK, THIN = 0.35, 0.25
_WEIGHT = 0.06
_LOWEST = 5.0  # mm the last line of an imprint without rules may stand over the edge
NAMES = ("copies_to", "print_organ", "print_date")


def faults(measures: Measures, document: Official, standing: Sequence[Standing], profile: Profile) -> Iterator[Fault]:
    found = [each for each in standing if _is_imprint(each)]
    if not found:
        return
    last, where = len(measures.pages), "末页"
    if found[-1].page != last:
        yield Fault("版记", where, "无", "有")
    yield from _sides(found)
    black = [rule for rule in measures.pages[-1].rules if not rule.red]
    if not profile.even:
        if black:
            yield Fault("版记的线", where, "有", "无")
        if BOTTOM - found[-1].row.bottom > _LOWEST:
            yield Fault("版记下缘", where, f" {found[-1].row.bottom:.2f} 毫米", "版心最下方")
        return
    if last % 2:
        yield Fault("版记所在页", where, f"第{last}页", "偶数页")
    if not black:
        yield Fault("版记末线", where, "无", f" {BOTTOM:.2f} 毫米")
        return
    for at, rule in enumerate(black):
        outer = at == len(black) - 1 or (at == 0 and found[0].page == last)
        weight = THICK if outer else THIN
        yield from length("版记线粗", where, rule.bottom - rule.top, weight, _WEIGHT)
    parts = len({each.field.name for each in found if each.page == last} - {"print_date"})
    together = {"address", "copies_to"} <= {each.field.name for each in found if each.page == last}
    if len(black) != parts - together + 1:
        yield Fault("版记线条数", where, str(len(black)), str(parts - together + 1))


def _is_imprint(each: Standing) -> bool:
    return each.field.name in NAMES or each.field.text.startswith("主送：")


def _sides(found: Sequence[Standing]) -> Iterator[Fault]:
    """One character in from both edges; turned-over lines begin after the colon (cl. 7.4.2)."""
    inset = imprint.SIZE / MM
    for each in found:
        where, row = f"第{each.page}页", each.row
        if each.field.text.startswith(row.text) and each.field.name != "print_date":
            yield from length(f"“{row.text[:6]}”左端", where, row.left, LEFT + inset)
        elif each.field.name not in ("print_date", "print_organ"):
            yield from length(f"“{row.text[:6]}”左端", where, row.left, LEFT + 4 * inset, inset / 4)
        if row.ink[2] > RIGHT - inset + TOLERANCE:
            yield Fault(f"“{row.text[:6]}”右端", where, f" {row.ink[2]:.2f} 毫米", f" {RIGHT - inset:.2f} 毫米以内")
        if each.field.name == "print_date":
            yield from length("印发日期右端", where, row.right, RIGHT - inset)
