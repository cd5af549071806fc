"""Footer, list, deliveries and readers say the same; every way to part them is found and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from distro.audit import queries
from distro.delivery import queries as deliveries
from distro.delivery.models import Delivery
from distro.documents.draft import Draft
from distro.documents.kinds import choice
from distro.documents.models import Document
from distro.lists.agreement import Break, Side
from distro.press import pdf
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

Breaking = Callable[[World, UUID], None]


def behind_the_triggers(world: World, *statements: str, **values: object) -> None:
    for statement in statements:
        builders.tamper(world.system, statement, **values)


def breaks(world: World, document_id: UUID) -> list[Break]:
    with world.system.work(TESTER) as w:
        return queries.breaks(w, [w.session.get_one(Document, document_id)])[document_id]


def other_print(world: World, content: Draft) -> bytes:
    return pdf.print_document(choice.paper(content)).data


def said(found: list[Break]) -> set[tuple[Side, Side, str, str, str]]:
    return {(each.left, each.right, each.where, each.expected, each.found) for each in found}


def another_print(world: World, document_id: UUID) -> None:
    data = other_print(world, replace(DRAFT, imprint=DRAFT.imprint.replace("云溪市教育局", "云溪市体育局")))
    digest = world.system.outside.store.put(data)
    behind_the_triggers(world, "UPDATE document SET pdf_digest = :digest", digest=digest)


def a_print_with_one_more_block(world: World, document_id: UUID) -> None:
    data = other_print(world, replace(DRAFT, imprint=DRAFT.imprint + "\n发：云溪市林业局。"))
    digest = world.system.outside.store.put(data)
    behind_the_triggers(world, "UPDATE document SET pdf_digest = :digest", digest=digest)


def another_file_in_its_place(world: World, document_id: UUID) -> None:
    kept = world.system.outside.store.path(builders.document(world, document_id).pdf_digest)
    kept.chmod(0o640)
    kept.write_bytes(other_print(world, replace(DRAFT, masthead="另一种简报")))


def no_file(world: World, document_id: UUID) -> None:
    world.system.outside.store.path(builders.document(world, document_id).pdf_digest).unlink()


def another_wording(world: World, document_id: UUID) -> None:
    behind_the_triggers(
        world,
        """UPDATE distribution_list SET wording = '["报：云溪市委。", "送：云溪市财政局、云溪市教育局，各乡镇人民政府。"]'""",
    )


def another_choice(world: World, document_id: UUID) -> None:
    behind_the_triggers(world, "UPDATE distribution_list SET choices = '云溪市委 → 远山市委'")


def another_office_of_an_entry(world: World, document_id: UUID) -> None:
    """In the list and in the delivery, so that these two agree."""
    behind_the_triggers(
        world,
        "UPDATE delivery SET office_id = (SELECT id FROM office WHERE name = '远山市档案局'),"
        " office_name = '远山市档案局' WHERE office_name = '云溪市财政局'",
        "UPDATE list_entry SET office_id = (SELECT id FROM office WHERE name = '远山市档案局')"
        " WHERE office_name = '云溪市财政局'",
    )


def no_entry(world: World, document_id: UUID) -> None:
    behind_the_triggers(
        world,
        "DELETE FROM delivery WHERE office_name = '云溪市财政局'",
        "DELETE FROM list_entry WHERE office_name = '云溪市财政局'",
    )


def one_more_member(world: World, document_id: UUID) -> None:
    """Of a class that stood for nobody, with its copy."""
    behind_the_triggers(
        world,
        "INSERT INTO list_member (entry_id, office_id, office_name, place) SELECT list_entry.id, office.id, office.name, 1"
        " FROM list_entry, office WHERE is_class AND office.name = '远山市档案局'",
        "INSERT INTO delivery"
        " (id, dispatch_id, document_id, entry_id, office_id, office_name, state, channel, copy_number, addressed_at)"
        " SELECT gen_random_uuid(), dispatch.id, :document, entry_id, office_id, office_name, 'SENT', 'INBOX', 99, now()"
        " FROM dispatch, list_member",
        document=document_id,
    )


def no_delivery(world: World, document_id: UUID) -> None:
    behind_the_triggers(world, "DELETE FROM delivery WHERE office_name = '云溪市财政局'")


def one_more_delivery(world: World, document_id: UUID) -> None:
    behind_the_triggers(
        world,
        "INSERT INTO delivery"
        " (id, dispatch_id, document_id, entry_id, office_id, office_name, state, channel, copy_number, addressed_at)"
        " SELECT gen_random_uuid(), dispatch.id, :document, list_entry.id, office.id, office.name, 'SENT', 'INBOX', 99,"
        " now()"
        " FROM dispatch, list_entry, office WHERE list_entry.position = 0 AND office.name = '远山市档案局'",
        document=document_id,
    )


def a_delivery_elsewhere(world: World, document_id: UUID) -> None:
    behind_the_triggers(
        world,
        "UPDATE delivery SET office_id = (SELECT id FROM office WHERE name = '远山市档案局'),"
        " office_name = '远山市档案局' WHERE office_name = '云溪市财政局'",
    )


def a_copy_never_sent(world: World, document_id: UUID) -> None:
    behind_the_triggers(world, "UPDATE delivery SET state = 'ADDRESSED' WHERE office_name = '云溪市财政局'")


def a_copy_recalled_alone(world: World, document_id: UUID) -> None:
    behind_the_triggers(world, "UPDATE delivery SET state = 'RECALLED' WHERE office_name = '云溪市委'")


def a_record_of_another_office(world: World, document_id: UUID) -> None:
    behind_the_triggers(world, "UPDATE record SET office_id = (SELECT id FROM office WHERE name = '远山市档案局')")


FOOTER = (Side.FOOTER, Side.SNAPSHOT)
COPIES = (Side.SNAPSHOT, Side.DELIVERIES)
READING = (Side.DELIVERIES, Side.READERS)
BREAKINGS: dict[Breaking, set[tuple[Side, Side, str, str, str]]] = {
    another_print: {(*FOOTER, "“送：”", "“、云溪市体育局，各乡镇人民政府。”", "“、云溪市教育局，各乡镇人民政府。”")},
    a_print_with_one_more_block: {(*FOOTER, "“送：”", "“民政府。发：云溪市林业局。”", "“民政府。”")},
    another_file_in_its_place: {(*FOOTER, "版式文件", "缺失或已被改动", "有名单")},
    no_file: {(*FOOTER, "版式文件", "缺失或已被改动", "有名单")},
    another_wording: {(*FOOTER, "“报：”", "“云溪市委、云溪市政府。”", "“云溪市委。”")},
    another_choice: {(*FOOTER, "选定的读法", "无", "“云溪市委 → 远山市委”")},
    another_office_of_an_entry: {(*FOOTER, "“云溪市财政局、云溪市教育局”", "“云溪市财政局”", "“远山市档案局”")},
    no_entry: {(*FOOTER, "“云溪市财政局、云溪市教育局”", "“云溪市财政局”", "无")},
    no_delivery: {(*COPIES, "“云溪市财政局”", "一件", "无")},
    one_more_delivery: {(*COPIES, "“远山市档案局”", "无", "一件")},
    a_delivery_elsewhere: {(*COPIES, "“云溪市财政局”", "一件", "无"), (*COPIES, "“远山市档案局”", "无", "一件")},
    a_copy_never_sent: {(*READING, "“云溪市财政局”", "一件", "无")},
    a_copy_recalled_alone: {(*READING, "“云溪市委”", "无", "无件的人也可以阅读")},
    a_record_of_another_office: {(*READING, "“远山市档案局”", "无", "可在档案中阅读")},
}


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.mark.parametrize("breaking", BREAKINGS, ids=lambda each: each.__name__)
def test_every_side_broken_on_purpose_is_named(world: World, breaking: Breaking) -> None:
    document_id = builders.issued(world)
    assert breaks(world, document_id) == []
    breaking(world, document_id)
    assert said(breaks(world, document_id)) == BREAKINGS[breaking]


def test_a_list_with_members_nobody_froze_is_not_the_one_released(world: World) -> None:
    document_id = builders.issued(world)
    one_more_member(world, document_id)
    (found,) = breaks(world, document_id)
    assert (found.left, found.right, found.where) == (*FOOTER, "名单的摘要")


def test_a_predicate_that_lets_strangers_read_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pages ask is what is compared: a careless change of it shows."""
    document_id = builders.issued(world)
    monkeypatch.setattr(deliveries, "visible_to", lambda actor: Delivery.office_name == "云溪市委")
    assert said(breaks(world, document_id)) == {
        (*READING, "“云溪市委”", "限本单位阅读", "无件的人也可以阅读"),
        *((*READING, f"“{name}”", "一件", "无") for name in ("云溪市政府", "云溪市财政局", "云溪市教育局")),
    }


def test_a_new_name_of_an_office_parts_nothing(world: World) -> None:
    document_id = builders.issued(world)
    behind_the_triggers(world, "UPDATE office SET name = '云溪市财政和国资局' WHERE name = '云溪市财政局'")
    assert breaks(world, document_id) == []


def test_a_list_frozen_before_digests_were_noted_is_read_again(world: World) -> None:
    document_id = builders.issued(world)
    behind_the_triggers(world, "UPDATE journal SET data = data - 'digest' WHERE fact = 'document.released'")
    assert breaks(world, document_id) == []
    no_entry(world, document_id)
    assert said(breaks(world, document_id)) == BREAKINGS[no_entry]
