"""GB/T 9704-2012 as measured in the finished PDF, in millimetres."""

from itertools import pairwise

import pytest
from looking import characters, rows, rules

ASCENT = 0.88 * 16 / 72 * 25.4  # of a 16 pt character over its base line
CELL = 156 / 28


@pytest.fixture(scope="module")
def pages(printed):
    return [rows(page) for page in characters(printed.data)]


def test_a_full_page_has_22_rows(pages):
    assert len(pages) == 5
    assert [len(page) for page in pages[1:-1]] == [22, 22, 22]


def test_the_top_margin_is_37_mm(pages):
    for page in pages[1:]:
        assert page[0][0].y - ASCENT == pytest.approx(37, abs=0.5)


def test_the_last_row_ends_where_the_type_area_ends(pages):
    for page in pages[1:-1]:
        assert page[-1][0].y - ASCENT + 16 / 72 * 25.4 == pytest.approx(262, abs=0.5)


def test_rows_keep_one_pitch(pages):
    for page in pages[1:]:
        tops = [row[0].y for row in page]
        assert [after - before for before, after in pairwise(tops)] == pytest.approx(
            [29.609 / 72 * 25.4] * (len(tops) - 1), abs=0.05
        )


def test_the_left_margin_is_28_mm_and_a_paragraph_begins_two_characters_in(pages):
    edges = {round(row[0].x, 1) for page in pages[1:] for row in page}
    assert edges == {28.0, round(28 + 2 * CELL, 1)}


def test_a_line_of_hanzi_has_28_characters_and_full_lines_end_at_the_right_edge(pages):
    full = [row for page in pages[1:-1] for row, below in pairwise(page) if below[0].x < 29]
    assert any(len(row) == 28 for row in full)
    for row in full:
        last, reach = row[-1].text, 184 - row[-1].x
        if last in "，。、；：”》）":
            # The blank half of a mark may hang over the edge.
            assert CELL / 2 - 0.3 <= reach <= CELL + 0.3
        else:
            assert reach == pytest.approx(CELL / 2 if last.isdigit() else CELL, abs=0.3)


def test_the_rules_of_the_imprint_are_156_mm_wide_and_the_last_lies_on_the_edge(printed):
    imprint = rules(printed.data)[-1]
    assert len(imprint) == 4
    for left, _, right, _ in imprint:
        assert (left, right) == pytest.approx((28, 184), abs=0.3)
    assert max(bottom for *_, bottom in imprint) == pytest.approx(262, abs=0.5)
    heights = [bottom - top for _, top, _, bottom in sorted(imprint, key=lambda rule: rule[1])]
    assert heights == pytest.approx([0.35, 0.25, 0.25, 0.35], abs=0.03)


def test_the_red_rule_lies_4_mm_under_the_issuer(printed):
    issuer = rows(characters(printed.data)[0])[1]
    (_, top, _, _), *others = rules(printed.data)[0]
    assert not others
    assert top - (issuer[0].y - ASCENT + 16 / 72 * 25.4) == pytest.approx(4, abs=0.3)


def test_turned_over_lines_of_the_imprint_begin_after_the_colon(printed):
    lines = rows(characters(printed.data)[-1], size=14)[:-1]
    starts = [line[2 if line[1].text == "：" else 0].x for line in lines]
    assert len(lines) == 4
    assert starts == pytest.approx([starts[0]] * 4, abs=0.1)


def test_page_numbers_stand_outside(printed):
    for number, page in enumerate(characters(printed.data), 1):
        folio = [char for char in page if char.y > 264]
        assert "".join(char.text for char in folio) == f"—{number}—"
        if number % 2:
            assert folio[-1].x + folio[-1].size / 72 * 25.4 == pytest.approx(184 - 14 / 72 * 25.4, abs=0.7)
        else:
            assert folio[0].x == pytest.approx(28 + 14 / 72 * 25.4, abs=0.5)
