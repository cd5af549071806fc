"""Cells of exported tables: text that a spreadsheet never takes for a formula."""

from __future__ import annotations

# A spreadsheet takes a cell that begins so for a formula (ASVS 5.0 1.2.10).
FORMULA = tuple("=+-@\t\r＝＋－＠")


def harmless(cell: str) -> str:
    """The cell as text whatever it begins with."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def restored(cell: str) -> str:
    """The cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
