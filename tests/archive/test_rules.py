"""The form of a reference code, and in which form texts are compared."""

from __future__ import annotations

import pytest

from distro.archive.rules import Retention, reference, searchable


@pytest.mark.parametrize(
    ("fonds", "year", "retention", "item", "code"),
    [
        ("Z001", 2017, Retention.YEARS_10, 1, "Z001-WS·2017-D10-BGS-0001"),
        ("Z109", 2025, Retention.YEARS_30, 27, "Z109-WS·2025-D30-BGS-0027"),
        ("0123", 2026, Retention.PERMANENT, 12345, "0123-WS·2026-Y-BGS-12345"),
    ],
)
def test_a_reference_code_is_written_as_the_standard_has_it(
    fonds: str, year: int, retention: Retention, item: int, code: str
) -> None:
    """全宗号-门类·年度-期限-机构-件号 (DA/T 22-2015); the tenth thousand is not cut."""
    assert reference(fonds, year, retention, item) == code


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("２０２５年第１期", "2025年第1期"),
        ("GB/T 9704", "gb/t9704"),
        ("温湿度\n记录", "温 湿　度记录"),
        ("（试行）", "(试行)"),
    ],
)
def test_width_case_and_blanks_make_no_difference(kept: str, asked: str) -> None:
    assert searchable(kept) == searchable(asked)


@pytest.mark.parametrize(("kept", "asked"), [("甲乡", "乙乡"), ("1号", "一号"), ("档案", "檔案"), ("100%", "1000")])
def test_another_character_does(kept: str, asked: str) -> None:
    assert searchable(kept) != searchable(asked)
