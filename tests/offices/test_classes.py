"""Classes of offices: who belongs on which day, and what a list that names a class sends on the day of its issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from distro import issuing
from distro.delivery import queries as matrix
from distro.delivery import sending
from distro.documents import actions as documents
from distro.documents import issuing as going_out
from distro.documents import queries as reads
from distro.kernel.errors import Refusal
from distro.lists import queries as lists
from distro.offices import actions, queries
from distro.offices.rules import Branch, Criteria, Level, Particulars, class_key
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor

SECTIONS = ["宣传科", "保管科", "利用科"]
CLASS = "各科室"
TO_SECTIONS = replace(DRAFT, imprint="报：云溪市委。\n送：云溪市财政局，各科室。")


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def offices(system: System, *names: str) -> list[UUID]:
    with system.work(TESTER) as w:
        actions.register(w, names)
        known = queries.owners(w, names)
        return [known[name].id for name in names]


def defined(world: World, criteria: Criteria = Criteria(), name: str = CLASS) -> UUID:  # noqa: B008
    with world.system.work(TESTER) as w:
        return actions.define_class(w, world.issuer_id, name, criteria).id


def picked(world: World, *names: str) -> UUID:
    class_id = defined(world)
    chosen = offices(world.system, *names)
    with world.system.work(TESTER) as w:
        actions.add_members(w, class_id, chosen)
    return class_id


def members(world: World, class_id: UUID, on: date | None = None) -> list[str]:
    with world.system.work(TESTER) as w:
        return [office.name for office in queries.members(w, class_id, on)]


def sent(world: World, document_id: UUID) -> list[str]:
    with world.system.work(TESTER) as w:
        return [each.office_name for each in matrix.of_document(w, document_id)]


def test_a_picked_member_belongs_on_its_days(world):
    class_id = defined(world)
    (office,) = offices(world.system, "保管科")
    with world.system.work(TESTER) as w:
        actions.add_members(w, class_id, [office], date(2020, 1, 1), date(2020, 12, 31))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [members(world, class_id, day) for day in days] == [[], ["保管科"], ["保管科"], []]


def test_a_membership_ended_is_still_known_for_the_days_before(world):
    class_id = picked(world, "保管科")
    (office,) = offices(world.system, "保管科")
    with world.system.work(TESTER) as w:
        actions.end_member(w, class_id, office, date(2020, 6, 30))
    assert members(world, class_id, date(2020, 6, 30)) == ["保管科"]
    assert members(world, class_id, date(2020, 7, 1)) == []


def test_an_office_that_is_gone_is_no_member(world):
    class_id = picked(world, "保管科", "利用科")
    keeping, using = offices(world.system, "保管科", "利用科")
    with world.system.work(TESTER) as w:
        actions.merge(w, keeping, using, date(2021, 1, 1))
    assert members(world, class_id, date(2020, 12, 31)) == ["保管科", "利用科"]
    assert members(world, class_id, date(2021, 1, 1)) == ["利用科"]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(level=Level.COUNTY), ["东河县委", "东河县政府", "西山县政府"]),
        (Criteria(level=Level.COUNTY, branch=Branch.GOVERNMENT), ["东河县政府", "西山县政府"]),
        (Criteria(branch=Branch.GOVERNMENT, region="云溪市东河县"), ["东河县政府"]),
        (Criteria(region="云溪市"), ["东河县委", "东河县政府"]),
        (Criteria(region="云%"), []),
        (Criteria(), []),
    ],
)
def test_a_query_finds_what_meets_all_of_it(world, criteria, expected):
    told = {
        "东河县委": Particulars(level=Level.COUNTY, branch=Branch.PARTY, region="云溪市东河县", rank=1),
        "东河县政府": Particulars(level=Level.COUNTY, branch=Branch.GOVERNMENT, region="云溪市东河县", rank=2),
        "西山县政府": Particulars(level=Level.COUNTY, branch=Branch.GOVERNMENT, region="远山市西山县", rank=3),
    }
    for particulars, office_id in zip(told.values(), offices(world.system, *told), strict=True):
        with world.system.work(TESTER) as w:
            actions.edit(w, office_id, particulars)
    assert members(world, defined(world, criteria)) == expected


def test_what_is_below_an_office_follows_the_register(world):
    class_id = defined(world, Criteria(parent_id=world.issuer_id))
    (office,) = offices(world.system, "保管科")
    with world.system.work(TESTER) as w:
        actions.edit(w, office, Particulars(parent_id=world.issuer_id, valid_from=date(2020, 1, 1)))
    assert members(world, class_id, date(2019, 12, 31)) == []
    assert members(world, class_id) == ["保管科"]


@pytest.mark.parametrize("written", ["各县（市、区）人民政府", "各县(市、区)人民政府", "各县〔市、区〕 人民政府"])
def test_widths_blanks_and_brackets_make_no_other_class(written):
    assert class_key(written) == class_key("各县（市、区）人民政府")
    assert class_key(written) != class_key("各县（市）人民政府")


def test_each_member_of_the_day_of_issue_gets_its_copy_for_good(world):
    class_id = picked(world, *SECTIONS)
    document_id = builders.issued(world, TO_SECTIONS)
    assert sent(world, document_id) == ["云溪市委", "云溪市财政局", *sorted(SECTIONS)]
    (office,) = offices(world.system, "保管科")
    with world.system.work(TESTER) as w:
        actions.rename(w, office, "保护科")
        actions.remove_class(w, class_id)
        document = reads.find(w, document_id)
        (line,) = [each for each in lists.lines(w, document.list_id) if each.entry.is_class]
        assert sorted(member.office_name for member in line.members) == sorted(SECTIONS)
        sending.address(w, document_id)
    assert sent(world, document_id) == ["云溪市委", "云溪市财政局", *sorted(SECTIONS)]
    report = issuing.report(world.system, document_id)
    assert report["deliveries"]["total"] == 5
    assert report["open_classes"] == []
    assert [tier["recipients"] for tier in report["tiers"]] == [1, 2]


def test_who_joins_after_the_draft_is_on_the_list_of_its_issue(world):
    class_id = picked(world, "宣传科")
    document_id = builders.approved(world, TO_SECTIONS)
    (office,) = offices(world.system, "利用科")
    with world.system.work(TESTER) as w:
        actions.add_members(w, class_id, [office], w.today)
        actions.end_member(w, class_id, queries.owners(w, ["宣传科"])["宣传科"].id, w.today - timedelta(days=1))
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
        going_out.issue(w, document_id)
    builders.drain(world.system)
    assert sent(world, document_id) == ["云溪市委", "云溪市财政局", "利用科"]


def test_an_office_named_on_the_list_gets_no_second_copy(world):
    picked(world, "宣传科", "云溪市财政局")
    document_id = builders.issued(world, TO_SECTIONS)
    assert sent(world, document_id) == ["云溪市委", "云溪市财政局", "宣传科"]


def test_a_class_without_members_is_printed_and_not_sent(world):
    document_id = builders.issued(world, TO_SECTIONS)
    assert sent(world, document_id) == ["云溪市委", "云溪市财政局"]
    assert issuing.report(world.system, document_id)["open_classes"] == ["各科室"]


def test_a_class_is_its_issuers_own(world):
    (other,) = offices(world.system, "远山市档案局")
    with world.system.work(TESTER) as w:
        class_id = actions.define_class(w, other, CLASS, Criteria()).id
        actions.add_members(w, class_id, [other])
    assert sent(world, builders.issued(world, TO_SECTIONS)) == ["云溪市委", "云溪市财政局"]


def test_a_list_of_one_class_can_be_sent_when_it_has_members(world):
    only = replace(DRAFT, imprint="送：各科室。")
    with pytest.raises(Refusal, match="没有可以送达的单位"):
        builders.approved(world, only)
    picked(world, "宣传科")
    assert sent(world, builders.issued(world, only)) == ["宣传科"]


def test_the_draft_shows_who_is_meant(world):
    picked(world, *SECTIONS)
    page = Visitor(world.system, "secretary").get(f"/documents/{builders.drafted(world, TO_SECTIONS)}").text
    assert "各科室 → 3 家" in page
    assert "、".join(sorted(SECTIONS)) in page
