"""批复 to a 请示 and 复函 to a 函: begun from what was received, linked both ways, shown when it happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.accounts.rules import Role
from distro.delivery import answers, queries
from distro.documents import actions as documents
from distro.documents import issuing
from distro.documents import queries as reads
from distro.kernel.actor import Actor
from distro.kernel.errors import Conflict, Forbidden, NotFound
from tests import builders
from tests.builders import World
from tests.documents.papers import LETTER, NOTICE, REQUEST
from tests.web.visiting import Visitor

GOVERNMENT = "云溪市政府"


@pytest.fixture
def world(system) -> World:
    return builders.world(system)


@pytest.fixture
def superior(world: World) -> Actor:
    return builders.person(world.system, "superior", (Role.SECRETARY, GOVERNMENT), (Role.CLERK, GOVERNMENT))


def test_a_reply_is_begun_from_the_request_and_found_from_both_sides(world: World, superior: Actor):
    request_id = builders.issued(world, REQUEST)
    delivery = builders.delivery_to(world, request_id, GOVERNMENT)
    with world.system.work(superior) as w:
        reply_id = answers.begin(w, delivery.id).id
    with world.system.work(superior) as w:
        content = reads.draft_of(w, reads.find(w, reply_id))
        assert content.kind == "批复"
        assert content.titles == "云溪市政府关于增加库房的批复"
        assert content.imprint == "主送：云溪市档案工作办公室。"
        assert content.body.startswith("《云溪市档案工作办公室关于增加库房的请示》（云档发〔2025〕1号）收悉。")
        letter = queries.letter(w, delivery.id)
        assert [each.id for each in answers.of_letter(w, letter)] == [reply_id]
    with world.system.work(world.secretary) as w:
        assert answers.received(w, reads.find(w, request_id)) == []
    builders.person(world.system, "head", (Role.APPROVER, GOVERNMENT))
    signing = builders.person(world.system, "head")
    reviewing = builders.person(world.system, "reviewing", (Role.REVIEWER, GOVERNMENT))
    with world.system.work(superior) as w:
        reply = reads.find(w, reply_id)
        filled = replace(
            content,
            designation=f"云政复〔{content.day.year}〕　号",
            body=content.body + "\n同意。",
            print_organ="云溪市政府办公室",
        )
        documents.revise(w, reply_id, filled, reply.version)
        documents.submit(w, reply_id)
    with world.system.work(reviewing) as w:
        documents.review(w, reply_id, reads.find(w, reply_id).revision)
    with world.system.work(signing) as w:
        documents.approve(w, reply_id, reads.find(w, reply_id).revision)
    with world.system.work(superior) as w:
        documents.number(w, reply_id)
        issuing.issue(w, reply_id)
    builders.drain(world.system)
    with world.system.work(world.secretary) as w:
        found = answers.received(w, reads.find(w, request_id))
        assert [(each.issuer, each.document.number) for each in found] == [
            (GOVERNMENT, f"云政复〔{content.day.year}〕1号")
        ]
    page = Visitor(world.system, "secretary").get(f"/documents/{request_id}").text
    assert f"云溪市政府已复：《云溪市政府关于增加库房的批复》（云政复〔{content.day.year}〕1号）。" in page
    page = Visitor(world.system, "superior").get(f"/documents/{reply_id}").text
    assert "本件答复云溪市档案工作办公室《云溪市档案工作办公室关于增加库房的请示》（云档发〔2025〕1号）。" in page


def test_a_letter_is_answered_by_a_letter(world: World):
    educators = builders.person(
        world.system, "educators", (Role.SECRETARY, "云溪市教育局"), (Role.CLERK, "云溪市教育局")
    )
    delivery = builders.delivery_to(world, builders.issued(world, LETTER), "云溪市教育局")
    page = Visitor(world.system, "educators")
    assert "拟复函" in page.get(f"/inbox/{delivery.id}").text
    answer = page.post(f"/inbox/{delivery.id}/answer")
    assert answer.status_code == 303
    with world.system.work(educators) as w:
        (document,) = reads.listing(w)
        assert (document.kind, document.title) == ("函", "云溪市教育局关于商请借用会议室的复函")
    assert document.title in page.get(f"/inbox/{delivery.id}").text


def test_only_a_secretary_of_the_office_answers_and_only_what_asks(world: World, superior: Actor):
    asked = builders.delivery_to(world, builders.issued(world, REQUEST), GOVERNMENT)
    with world.system.work(world.secretary) as w, pytest.raises(NotFound):
        answers.begin(w, asked.id)
    clerk = builders.person(world.system, "reader", (Role.CLERK, GOVERNMENT))
    with world.system.work(clerk) as w, pytest.raises(Forbidden):
        answers.begin(w, asked.id)
    told = builders.delivery_to(world, builders.issued(world, NOTICE), GOVERNMENT)
    with world.system.work(superior) as w, pytest.raises(Conflict):
        answers.begin(w, told.id)
    with world.system.work(superior) as w:
        assert reads.listing(w) == []
