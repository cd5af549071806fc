"""Where each text of a document stands in its print: the rows measured, named by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from .. import page
from ..document import Document
from ..finished.measures import Measures, Row
from ..setting.characters import Field


@dataclass(frozen=True)
class Standing:
    """What one row says of one field: the `row` holds only its characters; `page` counts from 1."""

    field: Field
    page: int
    row: Row

    @property
    def middle(self) -> float:
        """Of the advances, in mm from the left edge of the paper."""
        return (self.row.left + self.row.right) / 2

    @property
    def line(self) -> float:
        """The base line, in mm from the top edge of the paper."""
        return self.row.chars[0].y


def standings(measures: Measures, document: Document) -> list[Standing]:
    """Every row of a print by what it says, in printed order; nothing when the print says something else."""
    fields = list(page.fields(document))
    wanted = [(at, char) for at, field in enumerate(fields) for char in field.text if not char.isspace()]
    printed = [
        (number, row, char)
        for number, each in enumerate(measures.pages, 1)
        for row in each.rows
        for char in row.chars
        if not char.text.isspace()
    ]
    if [char for _, char in wanted] != [char.text for _, _, char in printed]:
        return []
    both = zip(wanted, printed, strict=True)
    return [
        Standing(fields[at], number, Row(tuple(char for _, (_, _, char) in group)))
        for (at, number, _), group in groupby(both, key=lambda pair: (pair[0][0], pair[1][0], id(pair[1][1])))
    ]
