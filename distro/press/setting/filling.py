"""Which row of which page comes next: the grid filled from above, counted before anything is printed."""

from __future__ import annotations

from dataclasses import dataclass

from .grid import ROWS


@dataclass
class Flow:
    """The rows of the grid filled so far, all pages together."""

    row: int = 0

    @property
    def page(self) -> int:
        """The page the next row stands on, the first being 1."""
        return self.row // ROWS + 1

    @property
    def left(self) -> int:
        """The rows left on that page."""
        return ROWS - self.row % ROWS

    @property
    def at_top(self) -> bool:
        return self.left == ROWS

    def take(self, rows: int) -> None:
        """Fill so many rows; what does not fit goes on overleaf."""
        self.row += rows

    def skip(self, rows: int) -> None:
        """Leave rows blank; none at the top of a page, where blank rows are lost."""
        if not self.at_top:
            self.take(min(rows, self.left))

    def turn_unless(self, rows: int) -> bool:
        """Go to the next page if fewer rows than these are left on this one; whether that was done."""
        if rows <= self.left or self.at_top:
            return False
        self.take(self.left)
        return True
