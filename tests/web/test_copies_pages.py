"""Numbered copies: each office gets its own, and a records officer finds whose a file or a number is."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest

from distro.press.copies import Copy, copy_of
from distro.system import System
from tests import builders
from tests.builders import DRAFT, World
from tests.web.visiting import Visitor

NUMBERED = replace(DRAFT, copies_numbered=True)


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def letter_of(world: World, document_id: UUID, office: str = "云溪市委") -> UUID:
    return builders.delivery_to(world, document_id, office).id


def ask(visitor: Visitor, data: bytes) -> str:
    return visitor.post("/copies", file=(io.BytesIO(data), "found.pdf")).text


def test_every_office_gets_a_copy_of_its_own(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    numbers = {
        each: builders.delivery_to(world, document_id, each).copy_number
        for each in ("云溪市委", "云溪市政府", "云溪市财政局", "云溪市教育局")
    }
    assert list(numbers.values()) == [1, 2, 3, 4]
    clerk = Visitor(world.system, "clerk")
    got = clerk.get(f"/inbox/{letter_of(world, document_id)}/pdf")
    assert copy_of(got.data) == Copy(1, "云溪市委")
    assert clerk.get(f"/inbox/{letter_of(world, document_id)}/pdf").data == got.data


def test_without_being_asked_for_no_copy_is_numbered(world: World) -> None:
    document_id = builders.issued(world)
    got = Visitor(world.system, "clerk").get(f"/inbox/{letter_of(world, document_id)}/pdf")
    assert copy_of(got.data) is None
    assert (
        "没有第 000001 号"
        in Visitor(world.system, "records").post("/copies", document=str(document_id), number="1").text
    )


def test_a_file_tells_whose_it_is_and_who_took_it(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    path = f"/inbox/{letter_of(world, document_id)}/pdf"
    records = Visitor(world.system, "records")
    by_number = records.post("/copies", document=str(document_id), number="000001").text
    assert "没有人取走过" in by_number
    taken = [Visitor(world.system, login).get(path).data for login in ("clerk", "clerk", "colleague")]
    page = ask(records, taken[0])
    assert "逐字节相同" in page
    assert "云溪市委" in page
    assert page.count("clerk某") == 1
    assert page.count("colleague某") == 1
    assert "colleague某" in records.post("/copies", document=str(document_id), number="1").text


def test_a_changed_file_is_not_called_genuine(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    data = Visitor(world.system, "clerk").get(f"/inbox/{letter_of(world, document_id)}/pdf").data
    at = data.rfind(b"/Number 1/")
    forged = data[:at] + b"/Number 2/" + data[at + 10 :]
    assert "不相同" in ask(Visitor(world.system, "records"), forged)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"x" * 100_000])
def test_what_is_no_copy_is_refused(world: World, data: bytes) -> None:
    assert "不是本系统的编号件" in ask(Visitor(world.system, "records"), data)


def test_a_print_without_a_number_is_nobodys(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    print_ = Visitor(world.system, "secretary").get(f"/documents/{document_id}/pdf").data
    assert "不是本系统的编号件" in ask(Visitor(world.system, "records"), print_)


def test_the_secretary_prints_a_copy_for_paper(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    delivery_id = letter_of(world, document_id, "云溪市财政局")
    path = f"/documents/{document_id}/deliveries/{delivery_id}/copy"
    assert copy_of(Visitor(world.system, "secretary").get(path).data) == Copy(3, "云溪市财政局")
    assert "secretary某" in Visitor(world.system, "records").post("/copies", document=str(document_id), number="3").text
    assert Visitor(world.system, "outsider").get(path).status_code == 404


def test_only_records_officers_of_the_issuer_ask(world: World) -> None:
    document_id = builders.issued(world, NUMBERED)
    data = Visitor(world.system, "clerk").get(f"/inbox/{letter_of(world, document_id)}/pdf").data
    assert Visitor(world.system, "secretary").get("/copies").status_code == 403
    outsider = Visitor(world.system, "outsider")
    assert str(document_id) not in outsider.get("/copies").text
    assert "没有找到它出自哪一件公文" in ask(outsider, data)
    assert outsider.post("/copies", document=str(document_id), number="1").status_code == 404
