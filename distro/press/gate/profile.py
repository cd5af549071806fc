"""What each format wants of its pages: which measure and which rule stands where (GB/T 9704-2012, 7 and 10)."""

from __future__ import annotations

from dataclasses import dataclass

from ..finished.measures import TOP


@dataclass(frozen=True)
class Profile:
    """Lengths in mm from the upper edge of the paper.

    `mark` is where the ink of the name begins; `red_rule` whether one lies under the number; `double_rules` whether
    two double ones, 170 mm wide, frame the first page, which then bears no number;
    `even` whether the imprint stands on an even page between
    rules of its own.
    """

    mark: float
    red_rule: bool = False
    double_rules: bool = False
    even: bool = True


PROFILES = {
    "official": Profile(mark=TOP + 35, red_rule=True),
    "minutes": Profile(mark=TOP + 35, red_rule=True),
    "order": Profile(mark=TOP + 20),
    "letter": Profile(mark=30, double_rules=True, even=False),
}
