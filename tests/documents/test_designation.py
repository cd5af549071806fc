"""The designation of an issue: what the words mean, where they stand in a line, and how they are written again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.documents.designation import OF_ISSUES, Designation, SeriesKind, one
from distro.documents.issue_numbers import find, read
from distro.documents.numerals import Numbers

MAIN, SUPPLEMENT, THEMATIC, SPECIAL = OF_ISSUES
OPEN = Numbers()

# The words, and what they mean: kind, year, month, number, total. A plain number stands for one.
Meaning = tuple[SeriesKind, int | None, int | None, int | Numbers | None, int | Numbers | None]
READ: dict[str, Meaning] = {
    "第4期": (MAIN, None, None, 4, None),
    "2026年第4期": (MAIN, 2026, None, 4, None),
    "2026年第4期（总第24期）": (MAIN, 2026, None, 4, 24),
    "2026年第4期 总第24期": (MAIN, 2026, None, 4, 24),
    "（第5期 总第5期）": (MAIN, None, None, 5, 5),
    "总第24期（2026年第4期）": (MAIN, 2026, None, 4, 24),
    "2026年度第4期，总第24期": (MAIN, 2026, None, 4, 24),
    "〔2026〕第3期": (MAIN, 2026, None, 3, None),
    "（2026）年第3期": (MAIN, 2026, None, 3, None),
    "2026年4期": (MAIN, 2026, None, 4, None),
    "第2026-4期": (MAIN, 2026, None, 4, None),
    "第4期（2026年）": (MAIN, 2026, None, 4, None),
    "二〇二六年第四期": (MAIN, 2026, None, 4, None),
    "第廿三期": (MAIN, None, None, 23, None),
    "总第一百二十三期": (MAIN, None, None, None, 123),
    "2026年第4期·总第24期": (MAIN, 2026, None, 4, 24),
    "2026年第4期—总第24期": (MAIN, 2026, None, 4, 24),
    "NO:3": (MAIN, None, None, 3, None),
    "第4号": (MAIN, None, None, 4, None),
    "〔2026〕3号": (MAIN, 2026, None, 3, None),
    "NO.3": (MAIN, None, None, 3, None),
    "No.3": (MAIN, None, None, 3, None),
    "№3": (MAIN, None, None, 3, None),
    "2026年第1期（创刊号）": (MAIN, 2026, None, 1, None),
    "2026年10月第2期": (MAIN, 2026, 10, 2, None),
    "二〇二六年十月第二期（总第四十期）": (MAIN, 2026, 10, 2, 40),
    "第4、5期（总第4、5期）": (MAIN, None, None, Numbers(4, 5), Numbers(4, 5)),
    "第4-5期合刊": (MAIN, None, None, Numbers(4, 5), None),
    "2026年第四、五期合刊（总第二十四期）": (MAIN, 2026, None, Numbers(4, 5), 24),
    "2026年第4—6期": (MAIN, 2026, None, Numbers(4, 6), None),
    "第4期、第5期": (MAIN, None, None, Numbers(4, 5), None),
    "2026年第4期（增刊）": (SUPPLEMENT, 2026, None, 4, None),
    "2026年第4期增刊": (SUPPLEMENT, 2026, None, 4, None),
    "增刊第1期": (SUPPLEMENT, None, None, 1, None),
    "增刊2期": (SUPPLEMENT, None, None, 2, None),
    "2026年增刊（总第6期）": (SUPPLEMENT, 2026, None, None, 6),
    "增刊": (SUPPLEMENT, None, None, None, None),
    "增刊2": (SUPPLEMENT, None, None, 2, None),
    "2026年增刊之二": (SUPPLEMENT, 2026, None, 2, None),
    "增刊（二）": (SUPPLEMENT, None, None, 2, None),
    "专刊第2期": (THEMATIC, None, None, 2, None),
    "2026年专刊": (THEMATIC, 2026, None, None, None),
    "特刊": (SPECIAL, None, None, None, None),
    "第　期": (MAIN, None, None, OPEN, None),
    "第2019-　期": (MAIN, 2019, None, OPEN, None),
    "2026年第　期（总第　期）": (MAIN, 2026, None, OPEN, OPEN),
    "2026年增刊第　期": (SUPPLEMENT, 2026, None, OPEN, None),
}
# Other ways to type the same: read to the words behind.
UNIFORM = {
    "２０２６年第１２期（总第２４期）": "2026年第12期（总第24期）",
    "2026年第12期(总第24期)": "2026年第12期（总第24期）",
    "2 0 2 6 年 第 4 期 （ 总 第 24 期 ）": "2026年第4期（总第24期）",
    "[2026]第3期": "〔2026〕第3期",
    "ＮＯ．３": "NO.3",
    "第  期": "第　期",
    "第X期": "第　期",
    "第__期": "第　期",
    "第2019-X期": "第2019-　期",
    "20XX年第XX期": "　年第　期",
}


def _numbers(each: int | Numbers | None) -> Numbers | None:
    return one(each) if isinstance(each, int) else each


@pytest.mark.parametrize(("words", "meaning"), READ.items())
def test_what_offices_write_is_read(words: str, meaning: Meaning) -> None:
    kind, year, month, number, total = meaning
    said = Designation(words, kind, "", year, month, _numbers(number), _numbers(total))
    assert read(words) == said
    found = find(f"  {words}　　水利局办公室")
    assert found is not None
    assert (found.designation, found.start, found.end) == (said, 2, 2 + len(words))


@pytest.mark.parametrize(("typed", "words"), UNIFORM.items())
def test_the_same_is_written_in_one_way(typed: str, words: str) -> None:
    found = read(typed)
    assert found is not None
    assert found.words == words
    again = read(words)
    assert again is not None
    assert (again.year, again.number, again.total) == (found.year, found.number, found.total)


@pytest.mark.parametrize(
    ("words", "kind", "theme"),
    [
        ("（国庆专刊）第2期", THEMATIC, "国庆"),
        ("2026年第4期“两会”专刊", THEMATIC, "“两会”"),
        ("2026年国庆特刊", SPECIAL, "国庆"),
        ("防汛专刊第3期", THEMATIC, "防汛"),
    ],
)
def test_a_kind_may_have_a_theme(words: str, kind: SeriesKind, theme: str) -> None:
    said = read(words)
    assert said is not None
    assert (said.kind, said.theme, said.words) == (kind, theme, words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "期",
        "第0期",
        "第4、6期",
        "第5-4期",
        "第10000期",
        "2026年",
        "2026年10月",
        "2026年10月12日",
        "第5期（总第5期",
        "第5期，",
        "1848年第3期",
        "2026年13月第1期",
        "第5期水利局",
        "工作简报",
        "第" + "1" * 80 + "期",
    ],
)
def test_what_is_no_designation_is_none(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(
    ("line", "words", "start"),
    [
        ("援疆工作简报 2017年第5期（总第5期）", "2017年第5期（总第5期）", 7),
        ("援疆工作简报第5期", "第5期", 6),
        ("援疆工作简报增刊第1期", "增刊第1期", 6),
        ("援疆工作简报（增刊）", "（增刊）", 6),
        ("防汛专刊第3期", "第3期", 4),
        ("第4期 2026年3月5日", "第4期", 0),
        ("2026年3月5日 第4期", "第4期", 10),
        ("总第24期 2026年3月5日", "总第24期", 0),
        ("增刊 2026年3月5日", "增刊", 0),
        ("2026年增刊 二〇二六年三月五日", "2026年增刊", 0),
        ("水利局2026年3月5日第4期", "第4期", 12),
        ("（第5期 水利局", "第5期", 1),
    ],
)
def test_it_is_found_among_other_words(line: str, words: str, start: int) -> None:
    found = find(line)
    assert found is not None
    assert (found.designation.words, found.start) == (words, start)
    assert found.end - found.start == len(words)


@pytest.mark.parametrize(
    "line", ["水利局 2026年3月5日", "关于编印增刊的通知", "共印80份", "增刊一览", "第5页 共6页", "防汛专刊"]
)
def test_other_lines_have_none(line: str) -> None:
    assert find(line) is None


@pytest.mark.parametrize(
    ("words", "numbers", "result"),
    [
        ("第　期", {"number": one(7)}, "第7期"),
        ("　年第　期（总第　期）", {"year": 2026, "number": one(7), "total": one(31)}, "2026年第7期（总第31期）"),
        ("2026年第4期", {"number": one(5), "total": one(9)}, "2026年第5期（总第9期）"),
        ("第4、5期（总第4、5期）", {"number": Numbers(6, 8), "total": one(6)}, "第6-8期（总第6期）"),
        ("二〇二六年第九期", {"year": 2027, "number": one(112)}, "二〇二七年第一百一十二期"),
        ("第九期", {"number": one(10)}, "第十期"),
        ("第九期", {"number": one(21)}, "第二十一期"),
        ("第九期", {"number": one(105)}, "第一百〇五期"),
        ("2026年10月第4期", {"month": 11, "number": one(1)}, "2026年11月第1期"),
        ("№9", {"number": one(10)}, "№10"),
        ("第2025-9期", {"year": 2026, "number": one(1)}, "第2026-1期"),
    ],
)
def test_other_numbers_are_written_into_the_same_form(words: str, numbers: dict[str, Any], result: str) -> None:
    said = read(words)
    assert said is not None
    assert said.rewritten(**numbers).words == result


COUNTS = st.integers(1, 1800).flatmap(
    lambda first: st.integers(first, first + 11).map(lambda last: Numbers(first, last))
)


@given(
    form=st.sampled_from([words for words, (_, _, _, number, _) in READ.items() if number]),
    year=st.integers(1949, 2999),
    number=COUNTS,
    total=st.none() | COUNTS,
)
def test_what_is_written_is_read_again(form: str, year: int, number: Numbers, total: Numbers | None) -> None:
    said = read(form)
    assert said is not None
    made = said.rewritten(year=year, number=number, total=total)
    assert read(made.words) == made
    assert (made.number, made.total) == (number, total or said.total)


@given(st.text(alphabet="2026年月日第总期号增刊合专特0X一二十 　（）()、-，国庆报№No."))
def test_any_words_are_read_without_an_error(words: str) -> None:
    found = find(words)
    if found is not None:
        assert 0 <= found.start < found.end <= len(words)
        assert read(found.designation.words) == found.designation
    said = read(words)
    assert said is None or read(said.words) == said
