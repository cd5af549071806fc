"""发文机关标志: the name at the head, as large as it fits (cl. 7.2.4)."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from ..setting.fonts import HEADLINE
from ..setting.grid import PITCH, WIDTH, measure
from ..setting.lines import balance

SIZE, CELLS, ROWS = 62.0, 14, 3


def fitted(name: str) -> dict[str, Any]:
    """The name as large as it fits, spread a little when it is short; very long ones take two lines."""
    cell = measure(HEADLINE, 1, 1, CELLS)
    lines = balance(name, cell)
    if not lines:
        return {"size": SIZE, "spacing": 0, "height": ROWS * PITCH, "lines": []}
    widest = max(lines, key=cell.measure)
    cells, gaps = cell.measure(widest), sum(len(piece.text) for piece in widest) - 1
    room = 0.94 * WIDTH
    size = min(SIZE, room / cells)
    spacing = min(0.4, (room / size - cells) / max(1, gaps))
    return {
        "size": size,
        "spacing": spacing,
        "height": max(ROWS, math.ceil(len(lines) * 1.2 * size / PITCH)) * PITCH,
        "lines": [tuple(replace(piece, spacing=spacing) for piece in line) for line in lines],
    }
