"""The register of offices: one name means one office, on the days it exists; every change is in the journal."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import select

from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.kernel.errors import Conflict, Forbidden, Refusal
from distro.kernel.journal import Entry
from distro.lists import queries as lists
from distro.offices import actions, queries
from distro.offices.models import Office
from distro.offices.rules import AliasKind, Branch, Level, OfficeFact, Particulars
from distro.system import System
from tests import builders
from tests.builders import TESTER

FINANCE, TREASURY, AUDIT = "云溪市财政局", "云溪市国库局", "云溪市审计局"


@pytest.fixture
def ids(system: System) -> dict[str, object]:
    with system.work(TESTER) as w:
        return {office.name: office.id for office in actions.register(w, [FINANCE, TREASURY, AUDIT])}


def facts(system: System) -> list[tuple[str, dict[str, Any]]]:
    with system.work(TESTER) as w:
        return [(entry.fact, entry.data) for entry in w.session.scalars(select(Entry).order_by(Entry.id))]


def found(system: System, name: str, on: date | None = None) -> str | None:
    with system.work(TESTER) as w:
        office = queries.by_names(w, [name], on=on).get(name)
        return office.name if office else None


def test_what_an_edit_changes_is_in_the_journal_field_by_field(system, ids):
    told = Particulars(
        parent_id=ids[AUDIT],
        level=Level.PREFECTURE,
        branch=Branch.GOVERNMENT,
        region="云溪市",
        rank=7,
        mailboxes=("office@yunxi.example",),
        fonds="012",
        valid_from=date(2010, 1, 1),
    )
    with system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], told)
    with system.work(TESTER) as w:
        assert actions.particulars_of(queries.find(w, ids[FINANCE])) == told
        actions.edit(w, ids[FINANCE], replace(told, region="云溪市东区"))
    fact, data = facts(system)[-1]
    assert (fact, data) == (OfficeFact.EDITED, {"office": FINANCE, "changed": {"region": ["云溪市", "云溪市东区"]}})


def test_an_edit_that_changes_nothing_is_no_fact(system, ids):
    before = len(facts(system))
    with system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], Particulars())
    assert len(facts(system)) == before


@pytest.mark.parametrize(
    ("particulars", "field"),
    [
        (Particulars(mailboxes=("not an address",)), "mailbox"),
        (Particulars(valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 1)), "valid_to"),
        (Particulars(rank=-1), "rank"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(system, ids, particulars, field):
    with pytest.raises(Refusal) as refused, system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], particulars)
    assert refused.value.field == field


def test_no_office_stands_above_itself(system, ids):
    with system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], Particulars(parent_id=ids[AUDIT]))
    with pytest.raises(Refusal, match="自己的上级"), system.work(TESTER) as w:
        actions.edit(w, ids[AUDIT], Particulars(parent_id=ids[FINANCE]))


def test_a_fonds_number_is_one_offices(system, ids):
    with system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], Particulars(fonds="012"))
    with pytest.raises(Conflict, match=FINANCE), system.work(TESTER) as w:
        actions.edit(w, ids[AUDIT], Particulars(fonds="012"))


def test_the_old_name_of_a_renamed_office_still_leads_to_it(system, ids):
    with system.work(TESTER) as w:
        actions.rename(w, ids[FINANCE], "云溪市财政金融局")
    assert found(system, FINANCE) == found(system, "云溪市财政金融局") == "云溪市财政金融局"
    with system.work(TESTER) as w:
        (alias,) = queries.aliases(w)[ids[FINANCE]]
        assert (alias.name, alias.kind) == (FINANCE, AliasKind.FORMER)
        actions.rename(w, ids[FINANCE], FINANCE)
    assert found(system, "云溪市财政金融局") == FINANCE
    assert [data["name"] for fact, data in facts(system) if fact == OfficeFact.RENAMED] == [FINANCE, "云溪市财政金融局"]


def test_what_was_sent_keeps_the_name_of_its_day(system):
    world = builders.world(system)
    document_id = builders.issued(world)
    delivery = builders.delivery_to(world, document_id, FINANCE)
    with system.work(TESTER) as w:
        actions.rename(w, delivery.office_id, "云溪市财政金融局")
    assert builders.delivery_to(world, document_id, FINANCE).id == delivery.id


@pytest.mark.parametrize("taken", [FINANCE, "市财政"])
def test_one_name_means_one_office(system, ids, taken):
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[FINANCE], "市财政", AliasKind.SHORT)
    for act in (
        lambda w: actions.add_alias(w, ids[AUDIT], taken, AliasKind.OTHER),
        lambda w: actions.rename(w, ids[AUDIT], taken),
    ):
        with pytest.raises(Conflict, match=FINANCE), system.work(TESTER) as w:
            act(w)
    with system.work(TESTER) as w:
        assert actions.register(w, [taken]) == []


def test_an_alias_taken_away_is_free_again(system, ids):
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[FINANCE], "市财政", AliasKind.SHORT)
        actions.remove_alias(w, ids[FINANCE], "市财政")
    assert found(system, "市财政") is None
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[AUDIT], "市财政", AliasKind.OTHER)
    assert found(system, "市财政") == AUDIT


def test_an_office_is_found_only_on_the_days_it_exists(system, ids):
    with system.work(TESTER) as w:
        actions.edit(w, ids[FINANCE], Particulars(valid_from=date(2010, 1, 1), valid_to=date(2018, 3, 31)))
    assert [
        found(system, FINANCE, day)
        for day in (date(2009, 12, 31), date(2010, 1, 1), date(2018, 3, 31), date(2018, 4, 1), None)
    ] == [None, FINANCE, FINANCE, None, None]


def test_a_merged_office_leads_nowhere_but_names_its_successor(system, ids):
    with system.work(TESTER) as w:
        actions.add_alias(w, ids[TREASURY], "国库局", AliasKind.SHORT)
        actions.merge(w, ids[TREASURY], ids[FINANCE], date(2020, 1, 1))
        actions.merge(w, ids[FINANCE], ids[AUDIT], date(2021, 1, 1))
    assert found(system, "国库局", date(2019, 12, 31)) == TREASURY
    assert found(system, "国库局", date(2020, 1, 1)) is None
    with system.work(TESTER) as w:
        for day, successor in ((date(2020, 1, 1), FINANCE), (date(2021, 1, 1), AUDIT), (None, AUDIT)):
            lapsed = queries.lapsed(w, ["国库局"], on=day)["国库局"]
            assert (lapsed.office.name, lapsed.successor.name) == (TREASURY, successor)


def test_an_office_is_merged_once_and_not_into_itself_nor_into_one_that_is_gone(system, ids):
    with system.work(TESTER) as w:
        actions.merge(w, ids[TREASURY], ids[FINANCE], date(2020, 1, 1))
    for office, successor, on in (
        (TREASURY, AUDIT, date(2021, 1, 1)),
        (FINANCE, FINANCE, date(2021, 1, 1)),
        (AUDIT, TREASURY, date(2020, 1, 1)),
    ):
        with pytest.raises(Refusal), system.work(TESTER) as w:
            actions.merge(w, ids[office], ids[successor], on)


def merged_in_a_circle(system: System, ids: dict[str, Any]) -> None:
    """As it could be kept before circles were refused."""
    for office, successor in ((TREASURY, FINANCE), (FINANCE, AUDIT), (AUDIT, TREASURY)):
        builders.tamper(
            system,
            "UPDATE office SET valid_to = '2019-05-31', successor_id = :to WHERE id = :id",
            id=ids[office],
            to=ids[successor],
        )


@pytest.mark.parametrize("first", [(TREASURY, FINANCE), (TREASURY, AUDIT, FINANCE)], ids=["two", "three"])
def test_offices_are_not_merged_in_a_circle(system, ids, first):
    """Each merger by itself fits: it lies before the other."""
    with system.work(TESTER) as w:
        for year, (office, successor) in enumerate(pairwise(first), 2020):
            actions.merge(w, ids[office], ids[successor], date(year, 1, 1))
    with pytest.raises(Refusal, match="不能反过来接收它") as refused, system.work(TESTER) as w:
        actions.merge(w, ids[first[-1]], ids[first[0]], date(2019, 6, 1))
    assert refused.value.field == "successor"
    with system.work(TESTER) as w:
        assert queries.find(w, ids[first[-1]]).successor_id is None


def test_two_mergers_at_once_close_no_circle(system, ids, monkeypatch):
    """The second is told why, after the first is done; neither breaks off because each waits for the other."""
    both, seen = Barrier(2), queries.successors

    def looked_at_together(*asked, **how):
        with contextlib.suppress(BrokenBarrierError):
            both.wait(0.3)
        return seen(*asked, **how)

    def merge(office, successor, on):
        try:
            with system.work(TESTER) as w:
                actions.merge(w, ids[office], ids[successor], on)
        except Refusal as refusal:
            return refusal

    monkeypatch.setattr(queries, "successors", looked_at_together)
    with ThreadPoolExecutor(2) as people:
        mergers = ((TREASURY, FINANCE, date(2020, 1, 1)), (FINANCE, TREASURY, date(2019, 6, 1)))
        answers = [each.result() for each in [people.submit(merge, *merger) for merger in mergers]]
    assert sorted(type(each).__name__ for each in answers) == ["NoneType", "Refusal"]
    with system.work(TESTER) as w:
        leading = [queries.find(w, ids[name]).successor_id for name in (TREASURY, FINANCE)]
    assert leading.count(None) == 1


def test_a_circle_kept_from_before_is_walked_once(system, ids):
    merged_in_a_circle(system, ids)
    with system.work(TESTER) as w:
        assert queries.lapsed(w, [TREASURY])[TREASURY].successor is None
        assert [office.id for office in queries.successors(w, queries.find(w, ids[AUDIT]))] == [
            ids[AUDIT],
            ids[TREASURY],
            ids[FINANCE],
        ]


def test_a_region_is_meant_that_an_office_is_of_or_its_superiors_the_nearest_first(system, ids):
    with system.work(TESTER) as w:
        for office, region, parent in (
            (AUDIT, "石桥区", ids[FINANCE]),
            (FINANCE, "云河省临溪市", ids[TREASURY]),
            (TREASURY, "江河省", None),
        ):
            actions.edit(w, ids[office], Particulars(region=region, parent_id=parent))
        assert queries.home(w, ids[AUDIT]) == {"省": "云河省", "市": "云河省临溪市", "区": "石桥区"}


def test_superiors_in_a_circle_are_walked_once(system, ids):
    for office, parent in ((TREASURY, FINANCE), (FINANCE, TREASURY), (AUDIT, TREASURY)):
        builders.tamper(system, "UPDATE office SET parent_id = :to WHERE id = :id", id=ids[office], to=ids[parent])
    with system.work(TESTER) as w:
        assert queries.home(w, ids[AUDIT]) == {}
        assert queries.above(w, [ids[AUDIT], ids[TREASURY]]) == {
            ids[AUDIT]: (ids[TREASURY], ids[FINANCE]),
            ids[TREASURY]: (ids[FINANCE],),
        }
        # It can still be put right, and nothing joined to it.
        actions.edit(w, ids[AUDIT], replace(actions.particulars_of(queries.find(w, ids[AUDIT])), rank=3))
        actions.edit(w, ids[TREASURY], Particulars())
        assert queries.above(w, [ids[AUDIT]]) == {ids[AUDIT]: (ids[TREASURY],)}


def test_a_list_that_names_a_merged_office_is_not_sent_and_says_whom_to_name(system):
    world = builders.world(system)
    document_id = builders.drafted(world)
    with system.work(TESTER) as w:
        office = queries.by_names(w, [FINANCE])[FINANCE]
        (successor,) = actions.register(w, [AUDIT])
        actions.merge(w, office.id, successor.id, w.today)
    with pytest.raises(Refusal) as refused, system.work(world.secretary) as w:
        documents.submit(w, document_id)
    assert {"name": FINANCE, "successor": AUDIT}.items() <= refused.value.values.items()
    with system.work(world.secretary) as w:
        documents.reread_list(w, document_id)
        (line,) = [each for each in lists.lines(w, reads.find(w, document_id).list_id) if each.lapsed is not None]
        assert (line.office, line.lapsed.successor.name) == (None, AUDIT)


def test_only_administrators_maintain_the_register(system, ids):
    secretary = builders.person(system, "secretary", (Role.SECRETARY, FINANCE))
    administrator = builders.person(system, "administrator", (Role.ADMINISTRATOR, FINANCE))
    clerk = builders.person(system, "clerk", (Role.CLERK, FINANCE))
    acts = (
        lambda w: actions.edit(w, ids[FINANCE], Particulars(rank=1)),
        lambda w: actions.set_mailboxes(w, ids[FINANCE], ["office@yunxi.example"]),
        lambda w: actions.rename(w, ids[FINANCE], "云溪市财政金融局"),
        lambda w: actions.add_alias(w, ids[FINANCE], "市财政", AliasKind.SHORT),
        lambda w: actions.remove_alias(w, ids[FINANCE], "市财政"),
        lambda w: actions.merge(w, ids[TREASURY], ids[FINANCE], w.today),
    )
    for act in acts:
        for actor in (secretary, clerk):
            with pytest.raises(Forbidden), system.work(actor) as w:
                act(w)
        with system.work(administrator) as w:
            act(w)
    with pytest.raises(Forbidden), system.work(clerk) as w:
        actions.register(w, ["云溪市新设局"])
    with system.work(secretary) as w:
        assert [office.name for office in actions.register(w, ["云溪市新设局"])] == ["云溪市新设局"]
        assert w.session.scalar(select(Office.name).where(Office.rank == 1)) is not None
