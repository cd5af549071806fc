"""The pages of the journal: every fact in words, one's own office only, page by page."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import replace
from enum import StrEnum

import pytest

import distro
from distro.web.journal import PAGE, WORDS
from tests import builders
from tests.builders import DRAFT, World
from tests.web.visiting import Visitor


def lines(page: str) -> list[str]:
    """The facts in the order of the page, in words."""
    return re.findall(r'<th scope="row">([^<]+)</th>', page)


def test_every_fact_of_the_product_has_its_words() -> None:
    facts = set()
    for slice_ in pkgutil.iter_modules(distro.__path__):
        rules = f"distro.{slice_.name}.rules"
        if slice_.ispkg and importlib.util.find_spec(rules):
            found = vars(importlib.import_module(rules))
            facts |= {
                str(fact)
                for name, kind in found.items()
                if name.endswith("Fact") and issubclass(kind, StrEnum)
                for fact in kind
            }
    assert len(facts) > 30
    assert facts == {str(fact) for fact in WORDS}


def test_the_journal_tells_who_did_what_newest_first(world: World) -> None:
    document_id = builders.issued(world)
    page = Visitor(world.system, "records").get("/journal").text
    told = lines(page)
    order = [told.index(each) for each in ("送达", "正式印发", "印发", "编号", "签发", "送审", "拟稿")]
    assert order == sorted(order)
    assert "secretary某" in page
    assert "approver某" in page
    assert f'<a href="/documents/{document_id}">{DRAFT.titles}</a>' in page


def test_an_entry_is_marked_sealed_once_it_is_in_the_chain(world: World) -> None:
    builders.issued(world)
    records = Visitor(world.system, "records")
    before = records.get("/journal").text
    assert before.count("尚未封存") == len(lines(before))
    world.system.round("seal-journal")
    assert "尚未封存" not in records.get("/journal").text


def test_the_pages_follow_each_other_without_gap_or_repetition(world: World) -> None:
    for number in range(1, 6):
        builders.issued(world, replace(DRAFT, designation=builders.as_issue(number), titles=f"第{number}件"))
    world.system.round("seal-journal")
    records = Visitor(world.system, "records")
    path, seen = "/journal", []
    while path:
        page = records.get(path).text
        numbers = [int(number) for number in re.findall(r"第 (\d+) 环", page)]
        assert 0 < len(numbers) <= PAGE
        seen += numbers
        older = re.search(r'href="(/journal\?before=\d+)"', page)
        path = older.group(1) if older else ""
    assert len(seen) > PAGE
    assert seen == sorted(set(seen), reverse=True)


def test_one_document_can_be_followed_alone(world: World) -> None:
    first = builders.issued(world)
    builders.issued(world, replace(DRAFT, designation=builders.as_issue(2), titles="另一件"))
    page = Visitor(world.system, "records").get(f"/journal?document={first}").text
    assert f"只看《{DRAFT.titles}》" in page
    assert lines(page).count("归档") == 1
    assert lines(page).count("送达") == 1
    assert "4 件" in page
    assert "另一件" not in page


def test_another_office_reads_nothing_of_it(world: World) -> None:
    document_id = builders.issued(world)
    outsider = Visitor(world.system, "outsider")
    page = outsider.get("/journal").text
    assert "归档" not in lines(page)
    assert DRAFT.titles not in page
    assert outsider.get(f"/journal?document={document_id}").status_code == 404


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 30, "1.5"])
def test_a_senseless_place_to_start_is_no_error(world: World, before: str) -> None:
    assert Visitor(world.system, "records").get(f"/journal?before={before}").status_code == 200
