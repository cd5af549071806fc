"""Where the imprint begins: that of a printed 公文 stands on an even page, the back of a leaf (cl. 7.4, 7.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """`side` is the side of a leaf (left is even) the imprint begins on, empty: wherever the text ends.

    Behind a blank page neither that nor the pages of the imprint are numbered.
    """

    side: str = ""
    numbered: bool = True


FLOWING = Ending()
TEXT_END = "text-end"
"""What the templates call the place where the text ends."""


def turned(pages: int, imprint: int, text_end: int) -> Ending:
    """How a document of so many pages must end, `imprint` of them the imprint's, its text ending on page `text_end`.

    All that is left to do is to begin the imprint one page later.
    """
    if pages % 2 == 0 or imprint == 0:
        return FLOWING
    begins = pages - imprint + 2
    return Ending("left" if begins % 2 == 0 else "right", numbered=text_end == begins - 1)
