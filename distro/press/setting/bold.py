"""A bold that can be seen: WeasyPrint draws the outline of faces that have no bold of their own.

仿宋 exists in one weight only, and a PDF has no synthetic bold, so `font-weight: 600` would look like 400. The one
patch of WeasyPrint in this product: text of weight 600 is filled and stroked (PDF text rendering mode 2).
"""

from __future__ import annotations

import functools

from weasyprint.draw import text
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf.stream import Stream

WEIGHT = 600  # 700 is left to the faces that have a real bold
STROKE = 0.028  # em


def install() -> None:
    """Replace `weasyprint.draw.text.draw_first_line`, once per process."""
    original = text.draw_first_line
    if hasattr(original, "__wrapped__"):
        return

    @functools.wraps(original)
    def draw_first_line(stream: Stream, textbox: TextBox, *rest: object) -> object:
        if textbox.style["font_weight"] != WEIGHT:
            return original(stream, textbox, *rest)
        stream.set_text_rendering(2)
        stream.set_line_width(textbox.style["font_size"] * STROKE)
        stream.set_color(textbox.style["color"], stroke=True)
        try:
            return original(stream, textbox, *rest)
        finally:
            stream.set_text_rendering(0)

    text.draw_first_line = draw_first_line
