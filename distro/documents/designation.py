"""What a document is called by number, as data: 期号 of an issue, 发文字号 of a 公文, 令号 of an order. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from distro.documents.numerals import Numbers, numeral

FIRST_YEAR, LAST_YEAR = 1949, 2999
LARGEST_NUMBER, LARGEST_TOTAL = 9999, 99999
LONGEST = 60
"""Characters that a designation has at most."""


class SeriesKind(StrEnum):
    """A run of numbers. Within a bulletin each kind of issue counts for itself."""

    MAIN = "正刊"
    SUPPLEMENT = "增刊"
    THEMATIC = "专刊"
    SPECIAL = "特刊"
    REFERENCE = "发文字号"
    ORDER = "令号"


OF_ISSUES = (SeriesKind.MAIN, SeriesKind.SUPPLEMENT, SeriesKind.THEMATIC, SeriesKind.SPECIAL)


class Place(NamedTuple):
    """Where a number stands in the words (start:end), how it is written there, and what it is.

    `name` is year, month, number or total.
    """

    name: str
    start: int
    end: int
    text: str
    numbers: Numbers

    @property
    def is_possible(self) -> bool:
        """Whether a number of this size can stand here; an open place can, but for a month."""
        first, last = self.numbers
        if first is None or last is None:
            return self.name != "month"
        least, most = {
            "year": (FIRST_YEAR, LAST_YEAR),
            "month": (1, 12),
            "number": (1, LARGEST_NUMBER),
            "total": (1, LARGEST_TOTAL),
        }[self.name]
        return least <= first <= last <= most


@dataclass(frozen=True)
class Designation:
    """What a document is called beside its masthead.

    `year` is None where the words have none, `month` where they do not count by month (2026年10月第2期), `number` and
    `total` where they have no place for one (2026年增刊, 总第123期). `theme` are the words before the kind of a series
    (国庆专刊), or the 机关代字 of a 发文字号. `words` are as printed: spacing closed up, digits and brackets uniform, an
    open place a wide blank; `places` are those of its numbers in them.
    """

    words: str
    kind: SeriesKind = SeriesKind.MAIN
    theme: str = ""
    year: int | None = None
    month: int | None = None
    number: Numbers | None = None
    total: Numbers | None = None
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether a number is still to be written into it."""
        return any(each is not None and each.is_open for each in (self.number, self.total))

    def rewritten(
        self,
        *,
        year: int | None = None,
        month: int | None = None,
        number: Numbers | None = None,
        total: Numbers | None = None,
    ) -> Designation:
        """The same form with other numbers in their places, in the numerals that stand there; None leaves what stands.

        A total for which it has no place is added at its end.
        """
        wanted = {"year": year and one(year), "month": month and one(month), "number": number, "total": total}
        words, places, end = "", list[Place](), 0
        for place in self.places:
            words += self.words[end : place.start]
            end = place.end
            value, text = wanted[place.name], place.text
            if value and value != place.numbers:
                text = numeral(value, like=place.text, is_year=place.name == "year")
                place = place._replace(text=text, numbers=value)
            places.append(place._replace(start=len(words), end=len(words) + len(text)))
            words += text
        words += self.words[end:]
        if total and all(place.name != "total" for place in places):
            text = numeral(total)
            places.append(Place("total", len(words) + 3, len(words) + 3 + len(text), text, total))
            words += f"（总第{text}期）"
        said = {place.name: place.numbers for place in places}
        return replace(
            self,
            words=words,
            year=said["year"].first if "year" in said else None,
            month=said["month"].first if self.month is not None else None,
            number=said.get("number"),
            total=said.get("total"),
            places=tuple(places),
        )


def one(number: int) -> Numbers:
    return Numbers(number, number)
