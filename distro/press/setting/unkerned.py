"""No kerning and no ligatures: a character is as wide as the press has counted it when it broke the lines.

黑体 and 宋体 kern Latin letters, and an office's own faces may join them. CSS can forbid both, but WeasyPrint 70 then
never frees the list of attributes it makes for every piece of text, a tenth of a megabyte a print; so it is not told,
and the list is made here.
"""

from __future__ import annotations

import functools
from typing import Any

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

_FEATURES = b"kern 0,liga 0,clig 0,dlig 0,hlig 0,calt 0"


def install() -> None:
    """Wrap `weasyprint.text.line_break.Layout.setup`, once per process."""
    original = Layout.setup
    if hasattr(original, "__wrapped__"):
        return

    @functools.wraps(original)
    def setup(layout: Layout, style: Any) -> None:
        original(layout, style)
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(_FEATURES))
        pango.pango_layout_set_attributes(layout.layout, attributes)

    Layout.setup = setup
