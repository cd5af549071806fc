"""GB/T 9704-2012 as measured in the finished PDF, in millimetres."""

from itertools import pairwise

import pytest

from distro.press.finished.measures import CELL, measure


@pytest.fixture(scope="module")
def measures(printed):
    return measure(printed.data)


@pytest.fixture(scope="module")
def pages(measures):
    return measures.pages


def test_a_full_page_has_22_rows(pages):
    assert [len(page.body) for page in pages[1:-1]] == [page.lines for page in pages[1:-1]] == [22, 22, 22]
    assert [page.continued for page in pages] == [True, True, True, True, False]


def test_the_top_margin_is_37_mm(pages):
    assert [page.body[0].top for page in pages[1:]] == pytest.approx([37] * 4, abs=0.05)


def test_the_last_row_ends_where_the_type_area_ends(pages):
    assert [page.body[-1].bottom for page in pages[:-1]] == pytest.approx([262] * 4, abs=0.05)


def test_rows_keep_one_pitch(pages):
    found = [pitch for page in pages for pitch in page.pitches]
    assert found == pytest.approx([29.609 / 72 * 25.4] * len(found), abs=0.05)


def test_the_left_margin_is_28_mm_and_a_paragraph_begins_two_characters_in(pages):
    assert {round(row.left, 1) for page in pages for row in page.body} == {28.0, round(28 + 2 * CELL, 1)}


def test_a_full_line_has_28_characters_and_ends_at_the_right_edge(pages):
    assert {count for page in pages for count in page.columns} == {28}
    rights = [row.right for page in pages for row in page.full]
    assert rights == pytest.approx([184] * len(rights), abs=0.5)
    assert len(rights) > 50


def test_the_rules_of_the_imprint_are_156_mm_wide_and_the_last_lies_on_the_edge(measures):
    rules = measures.pages[-1].rules
    assert len(rules) == 4
    assert not any(rule.red for rule in rules)
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((28, 184), abs=0.3)
    assert measures.last_rule == pytest.approx(262, abs=0.05)
    assert [rule.bottom - rule.top for rule in rules] == pytest.approx([0.35, 0.25, 0.25, 0.35], abs=0.03)


def test_the_red_rule_lies_4_mm_under_the_issuer(pages):
    (rule,) = pages[0].rules
    assert rule.red
    issuer = next(row for row in pages[0].rows if "办公室" in row.text)
    assert rule.top - issuer.bottom == pytest.approx(4, abs=0.3)
    assert pages[0].body[0].top > rule.bottom


def test_turned_over_lines_of_the_imprint_begin_after_the_colon(pages):
    lines = [row for row in pages[-1].rows if round(row.size) == 14]
    starts = [line.chars[2 if line.text[1] == "：" else 0].x for line in lines]
    assert len(lines) == 4
    assert starts == pytest.approx([starts[0]] * 4, abs=0.1)
    assert all(below.top > above.bottom for above, below in pairwise(lines))


def test_page_numbers_stand_outside(pages):
    assert [page.folio.text.replace(" ", "") for page in pages] == [f"—{number}—" for number in range(1, 6)]
    for page in pages[::2]:
        assert page.folio.right == pytest.approx(184 - 14 / 72 * 25.4, abs=0.1)
    for page in pages[1::2]:
        assert page.folio.left == pytest.approx(28 + 14 / 72 * 25.4, abs=0.1)


def test_what_was_measured_can_be_written_as_json(measures):
    plain = measures.to_plain()
    assert [page["rows"] for page in plain["pages"][1:-1]] == [22, 22, 22]
    assert plain["last_rule"] == 262.0
    assert plain["faces"] == {"FandolFang": True, "FandolSong-Bold": True, "Noto-Serif-CJK-SC": True}
    assert plain["marks"] == {"pdfaid": "3A", "pdfuaid": "1"}
