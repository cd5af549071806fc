"""One definition of a date, and of the numerals in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from distro.documents.draft import Draft
from distro.documents.recognition import recognise
from distro.kernel import dates
from distro.kernel.errors import Refusal
from distro.lists.grammar.parse import parse
from distro.offices.table import date_in

DISTRO = Path(__file__).parents[2] / "distro"

WRITTEN = {
    "2017年2月23日": date(2017, 2, 23),
    "2017年02月03日": date(2017, 2, 3),
    "２０１７年２月２３日": date(2017, 2, 23),
    "二〇一七年二月二十三日": date(2017, 2, 23),
    "二○一七年二月廿三日": date(2017, 2, 23),
    "二零二四年十二月卅一日": date(2024, 12, 31),
    "二00八年一月十八日": date(2008, 1, 18),
    "二O二四年十月三十日": date(2024, 10, 30),
    "二〇二四年元月五日": date(2024, 1, 5),
    "2 0 1 7 年 2 月 2 3 日": date(2017, 2, 23),
    "二 〇 一 七 年 二 月 二 十 三 日": date(2017, 2, 23),
}
NUMERIC = {"2017-2-23": date(2017, 2, 23), "2017.02.03": date(2017, 2, 3), "2017/2/23": date(2017, 2, 23)}


@pytest.mark.parametrize(("words", "day"), [*WRITTEN.items(), *NUMERIC.items()])
def test_a_date_is_read_in_every_way_it_is_written(words: str, day: date) -> None:
    assert dates.read(words) == date_in(words) == Draft.typed({"date": words}).date == day


@pytest.mark.parametrize(("words", "day"), WRITTEN.items())
def test_a_printing_line_is_no_recipient_however_its_date_is_written(words: str, day: date) -> None:
    reading = parse(f"送：市财政局，市审计局。\n云州市教育局办公室　{words}印发")
    assert (reading.print_org, reading.print_date) == ("云州市教育局办公室", day)
    assert [tier.label for tier in reading.tiers] == ["送："]
    assert [each.name for each in reading.tiers[0].recipients] == ["市财政局", "市审计局"]


@pytest.mark.parametrize(("words", "day"), WRITTEN.items())
def test_the_head_of_a_document_knows_the_same_dates(words: str, day: date) -> None:
    found = recognise(f"海塘简报\n第7期\n东湾市海塘指挥部　{words}\n海塘开工\n3月1日，海塘开工。\n报：市委。")
    assert (found.issuer, found.date) == ("东湾市海塘指挥部", day)


@pytest.mark.parametrize("words", ["2017年13月1日", "二〇一七年二月三十日", "2017-2-30", "0000年1月1日"])
def test_a_day_no_calendar_has_is_refused(words: str) -> None:
    with pytest.raises(Refusal, match="不存在"):
        dates.read(words)


@pytest.mark.parametrize("words", ["", "2017年2月", "2017-2", "明天", "2017-2.23x", "12017年2月3日", "年月日"])
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        dates.read(words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7", 7),
        ("１２", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("一百二十三", 123),
        ("一百零五", 105),
        ("一千二百", 1200),
        ("二〇二六", 2026),
        ("二 ○ 二 六", 2026),
    ],
)
def test_numerals(words: str, value: int) -> None:
    assert re.fullmatch(dates.NUMERAL, words)
    assert dates.number(words) == value


@pytest.mark.parametrize("words", ["", "X", "第三", "三年"])
def test_what_is_no_numeral(words: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        dates.number(words)


def test_nobody_else_says_how_a_date_is_written() -> None:
    written = re.compile(r"(?:\\d|0-9|九).*年.*(?:\\d|0-9|九).*月.*(?:\\d|0-9|九).*日|\\d\{4\}\)?\[[-/.年]+\]")
    assert written.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
    assert written.search(r"(\d{4})[-/.](\d{1,2})")
    lines = ((path.name, line) for path in DISTRO.rglob("*.py") for line in path.read_text("utf-8").splitlines())
    assert [(name, line) for name, line in lines if written.search(line)] == []
