"""Cells of exported tables: no text becomes a formula, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.kernel.cells import FORMULA, harmless, restored
from tests.rounds import rounds


@pytest.mark.parametrize("begin", list("=+-@\t\r＝＋－＠"))
def test_no_cell_begins_a_formula(begin: str) -> None:
    assert harmless(f"{begin}1+1") == f"'{begin}1+1"
    assert harmless(f"1{begin}1") == f"1{begin}1"


@rounds(200)
@given(st.text("'=+-@\t\r＝＋－＠1局", max_size=6))
def test_what_was_exported_comes_back(cell: str) -> None:
    assert not harmless(cell).startswith(FORMULA)
    if not cell.startswith("'"):
        assert restored(harmless(cell)) == cell
