"""An office issues in its own name or in one entrusted to it, and in no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents.rules import State
from distro.kernel.errors import Refusal
from distro.offices import actions as offices
from distro.offices.rules import AliasKind
from distro.system import System
from tests import builders
from tests.builders import DRAFT, ISSUER, TESTER, World
from tests.web.visiting import Visitor

PARTY = "中共云溪市委"


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def approved_as(world: World, issuer: str) -> State:
    document_id = builders.approved(world, replace(DRAFT, issuer=issuer))
    return builders.document(world, document_id).state


@pytest.mark.parametrize("issuer", [PARTY, "云溪市人民政府", "云溪市档案工作办公室综合科", "云溪市委"])
def test_the_name_of_another_organ_is_refused_and_the_draft_stays(world: World, issuer: str) -> None:
    document_id = builders.drafted(world, replace(DRAFT, issuer=issuer))
    with pytest.raises(Refusal, match=f"“{issuer}”.*没有送审") as refused, world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    assert refused.value.field == "issuer"
    assert builders.document(world, document_id).state is State.DRAFT
    page = Visitor(world.system, "secretary").get(f"/documents/{document_id}").text
    assert f"发文单位写的是“{issuer}”" in page


@pytest.mark.parametrize("issuer", [ISSUER, "云溪市档案工作 办公室"])
def test_its_own_name_however_it_is_spaced(world: World, issuer: str) -> None:
    assert approved_as(world, issuer) is State.APPROVED


def test_another_name_it_bears_today_and_none_it_has_laid_down(world: World) -> None:
    with world.system.work(TESTER) as w:
        offices.add_alias(w, world.issuer_id, "云溪市档案办", AliasKind.SHORT)
        offices.add_alias(w, world.issuer_id, "云溪市档案处", AliasKind.FORMER)
    assert approved_as(world, "云溪市档案办") is State.APPROVED
    with pytest.raises(Refusal, match="云溪市档案处"):
        approved_as(world, "云溪市档案处")


def test_a_name_that_was_entrusted_until_it_is_taken_back(world: World) -> None:
    with world.system.work(TESTER) as w:
        offices.entrust(w, world.issuer_id, PARTY)
        offices.entrust(w, world.issuer_id, PARTY)
    document_id = builders.approved(world, replace(DRAFT, issuer=PARTY))
    with world.system.work(TESTER) as w:
        offices.take_back(w, world.issuer_id, PARTY)
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
    with pytest.raises(Refusal, match=PARTY), world.system.work(world.secretary) as w:
        issuing.issue(w, document_id)
    assert builders.document(world, document_id).state is State.NUMBERED
    with pytest.raises(Refusal, match="已经收回"), world.system.work(TESTER) as w:
        offices.take_back(w, world.issuer_id, PARTY)
