"""Numbers of a series: next in their year or month, one more in all, never twice, never with a gap, none invented."""

from __future__ import annotations

from datetime import date

import pytest

from distro.documents.designation import Designation, one
from distro.documents.issue_numbers import read
from distro.documents.numerals import Numbers
from distro.documents.series import Taken, enter, take
from distro.kernel.errors import Conflict, Refusal

DAY = date(2026, 10, 20)


def said(words: str) -> Designation:
    found = read(words)
    assert found is not None, words
    return found


def ledger(*words: str, day: date = DAY) -> list[Taken]:
    """As if each had been issued elsewhere, one after the other."""
    taken: list[Taken] = []
    for each in words:
        taken.append(enter(taken, said(each), day))
    return taken


def following(taken: list[Taken], words: str = "", day: date = DAY, approved: str = "") -> str:
    return take(taken, said(words) if words else None, day, said(approved) if approved else None).words


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("", "2026年第1期"),
        ("第9期", "第9期"),
        ("2026年第9期（总第44期）", "2026年第9期（总第44期）"),
        ("2026年第　期（总第　期）", "2026年第1期（总第1期）"),
        ("总第一百二十三期", "总第一百二十三期"),
        ("2026年10月第3期", "2026年10月第3期"),
        ("第4、5期（总第4、5期）", "第4、5期（总第4、5期）"),
        ("2026年增刊（总第6期）", "2026年增刊（总第6期）"),
        ("特刊", "特刊"),
        ("NO.3", "NO.3"),
    ],
)
def test_the_first_number_of_a_series_may_be_any_and_is_printed_as_written(words: str, printed: str) -> None:
    assert following([], words) == printed


@pytest.mark.parametrize(
    ("before", "words", "printed"),
    [
        # Without words of its own an issue follows the form of the one before it.
        ("2026年第9期（总第44期）", "", "2026年第10期（总第45期）"),
        ("2026年第9期", "", "2026年第10期"),
        ("第9期", "", "第10期"),
        ("第九号", "", "第十号"),
        ("2026年第1期（创刊号）", "", "2026年第2期"),
        ("2026年10月第1期", "", "2026年10月第2期"),
        ("2026年9月第4期", "", "2026年10月第1期"),
        # A total only where the series has one: absent stays absent (B20), and there it is never left out.
        ("第3期", "第4期", "第4期"),
        ("2026年第3期（总第3期）", "2026年第4期", "2026年第4期（总第4期）"),
        ("第3期", "第4期（总第40期）", "第4期（总第40期）"),
        ("总第122期", "总第123期", "总第123期"),
        ("2026年增刊（总第6期）", "2026年增刊（总第7期）", "2026年增刊（总第7期）"),
        # An issue for several takes them all.
        ("2026年第3期（总第33期）", "2026年第4、5期", "2026年第4、5期（总第34、35期）"),
        ("2026年第3期（总第33期）", "2026年第4-5期合刊（总第34期）", "2026年第4-5期合刊（总第34期）"),
        ("2026年第4、5期（总第4、5期）", "", "2026年第6期（总第6期）"),
        ("第4-5期合刊", "", "2026年第6期"),
        # A place left open gets the number that is due, in the words around it.
        ("2026年第9期（总第44期）", "第　期", "第10期（总第45期）"),
        ("2026年第9期", "　年第　期", "2026年第10期"),
        ("二〇二六年第九期", "", "二〇二六年第十期"),
    ],
)
def test_the_next_number_follows(before: str, words: str, printed: str) -> None:
    assert following(ledger(before), words) == printed


def test_a_new_year_begins_with_one_and_the_total_goes_on() -> None:
    last_year = ledger("2025年第9期（总第44期）")
    assert following(last_year) == "2026年第1期（总第45期）"
    assert following(last_year, "2026年第1期") == "2026年第1期（总第45期）"
    with pytest.raises(Refusal, match=r"不连续.*2026年第1期"):
        following(last_year, "2026年第10期")


def test_a_count_without_years_may_go_on_over_the_new_year() -> None:
    weekly = ledger("第52期", day=date(2025, 12, 28))
    assert following(weekly, "第53期", date(2026, 1, 4)) == "第53期"
    assert following(weekly, "第1期", date(2026, 1, 4)) == "第1期"
    with pytest.raises(Refusal):
        following(weekly, "第54期", date(2026, 1, 4))


@pytest.mark.parametrize(
    ("claimed", "error", "words"),
    [
        ("2026年第9期", Conflict, "“2026年第9期”已经用过，即“2026年第9期（总第44期）”.*下一个号是“2026年第12期”"),
        ("2026年第11、12期", Conflict, "“2026年第11–12期”已经用过，即“2026年第10、11期"),
        ("2026年第12期（总第45期）", Conflict, "“总第45期”已经用过"),
        # A number that was never taken is not called taken (B21).
        ("2026年第8期", Refusal, "已有“2026年第9–11期”，“2026年第8期”没有取过号.*下一个号是“2026年第12期”.*登记旧期"),
        ("2026年第12期（总第40期）", Refusal, "已有“总第44–46期”，“总第40期”没有取过号"),
        ("2026年第13期", Refusal, "不连续"),
        ("2026年第12期（总第48期）", Refusal, "不连续"),
    ],
)
def test_any_other_number_is_refused_for_what_is_wrong_with_it(claimed: str, error: type[Refusal], words: str) -> None:
    taken = ledger("2026年第9期（总第44期）", "2026年第10、11期（总第45、46期）")
    with pytest.raises(Refusal, match=words) as refused:
        following(taken, claimed)
    assert type(refused.value) is error
    assert refused.value.field == "designation"


def test_a_gap_in_what_is_taken_is_told() -> None:
    with pytest.raises(Refusal, match="已有“2026年增刊第2、4–5期”，“2026年增刊第3期”没有取过号"):
        following(ledger("增刊第2期", "增刊第4期", "增刊第5期"), "增刊第3期")


def test_kinds_without_a_number_come_once_a_year() -> None:
    taken = ledger("2026年国庆特刊")
    with pytest.raises(Conflict, match="国庆特刊第2期"):
        following(taken, "2026年国庆特刊")
    assert following(taken, "2027年国庆特刊") == "2027年国庆特刊"


def test_a_total_that_nobody_knows_is_not_invented() -> None:
    with pytest.raises(Refusal, match="总第几期"):
        following(ledger("第3期"), "第4期（总第　期）")


class TestApproved:
    """The form is the one the officer saw; only a number that no text claims is still to come."""

    def test_a_total_that_came_after_the_approval_is_not_printed(self) -> None:
        taken = ledger("第3期", "第4期（总第40期）")
        assert following(taken, "第5期") == "第5期（总第41期）"
        assert following(taken, "第5期", approved="第5期") == "第5期"

    def test_words_of_the_issue_before_are_kept_though_it_is_before_no_longer(self) -> None:
        taken = ledger("2026年第3期（总第3期）", "第4号（总第4期）")
        assert following(taken) == "第5号（总第5期）"
        assert following(taken, approved="2026年第4期（总第4期）") == "2026年第5期（总第5期）"

    def test_a_claimed_number_is_printed_in_the_words_that_were_seen(self) -> None:
        taken = ledger("2026年第3期（总第3期）")
        assert following(taken, "第4期", approved="第4期（总第4期）") == "第4期（总第4期）"


class TestEntering:
    """Issues made before, or elsewhere."""

    def test_it_may_fill_a_gap_and_keeps_its_words(self) -> None:
        taken = ledger("2026年第9期（总第44期）")
        entered = enter(taken, said("2026年第8期(总第43期)"), date(2026, 4, 1))
        assert (entered.words, entered.year, entered.number, entered.total) == (
            "2026年第8期（总第43期）",
            2026,
            one(8),
            one(43),
        )
        assert following([*taken, entered]) == "2026年第10期（总第45期）"

    def test_the_year_is_that_of_the_day_where_the_words_have_none(self) -> None:
        assert enter([], said("第4、5期"), date(1998, 4, 1)) == Taken("第4、5期", 1998, None, Numbers(4, 5))

    @pytest.mark.parametrize("words", ["2026年第10期", "第8-9期", "2026年第7期（总第45期）"])
    def test_what_is_taken_is_refused(self, words: str) -> None:
        with pytest.raises(Conflict, match=r"已经用过.*没有登记"):
            enter(ledger("2026年第9、10期（总第44、45期）"), said(words), DAY)
