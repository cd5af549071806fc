"""Files that go along, on the pages: added to a draft, judged with it, fetched by who may, closed when it is recalled."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from distro.archive.models import Record
from distro.delivery import queries as deliveries
from distro.documents import issuing
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.files.attached import DIGESTS, FILES, PDF, TABLE, attach, attachments, issued
from tests.files.office import good
from tests.files.portable import opening, pdf, script
from tests.web.visiting import Visitor, typed


def version(world: World, document_id: UUID) -> str:
    return str(builders.document(world, document_id).version)


def send(visitor: Visitor, world: World, document_id: UUID, name: str, data: bytes, **more: str):
    more = {"version": version(world, document_id), **more}
    return visitor.post(f"/documents/{document_id}/files", file=(BytesIO(data), name), **more)


def test_a_secretary_adds_orders_and_removes_files(world: World, secretary: Visitor) -> None:
    document_id = builders.drafted(world)
    page = f"/documents/{document_id}/files"
    assert f'formaction="/documents/{document_id}/attach"' in secretary.get(f"/documents/{document_id}").text
    for name, data in FILES.items():
        assert send(secretary, world, document_id, name, data).location == page
    shown = secretary.get(page).text
    for words in (PDF, TABLE, "3 页", "页数未计", "2 个文件，其中 PDF 共 3 页", DIGESTS[PDF]):
        assert words in shown
    secretary.post(f"{page}/advance", digest=DIGESTS[TABLE], version=version(world, document_id))
    assert [each.name for each in attachments(world, document_id)] == [TABLE, PDF]
    secretary.post(f"{page}/remove", digest=DIGESTS[TABLE], version=version(world, document_id))
    assert [each.name for each in attachments(world, document_id)] == [PDF]
    assert PDF in secretary.get(f"/documents/{document_id}").text


def test_what_was_typed_is_saved_on_the_way_to_the_files(world: World, secretary: Visitor) -> None:
    document_id = builders.drafted(world)
    form = typed(DRAFT, builders.document(world, document_id).version, titles="改过的标题")
    assert secretary.post(f"/documents/{document_id}/attach", **form).location == f"/documents/{document_id}/files"
    assert builders.document(world, document_id).title == "改过的标题"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("附件.pdf", pdf(change=opening(script())), "PDF 里有脚本"),
        ("附件.docx", pdf(), "的内容与扩展名"),
        ("附件.exe", b"MZ", "不接收“.exe”文件"),
    ],
)
def test_a_refused_file_is_told_on_the_page_and_changes_nothing(
    world: World, secretary: Visitor, name: str, data: bytes, said: str
) -> None:
    document_id = builders.drafted(world)
    before = version(world, document_id)
    answer = send(secretary, world, document_id, name, data, title="我的名称")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="我的名称"' in answer.text
    assert version(world, document_id) == before
    assert not world.system.outside.store.root.exists()


def test_without_a_file_or_from_a_stale_page_nothing_is_taken(world: World, secretary: Visitor) -> None:
    document_id = builders.drafted(world)
    answer = secretary.post(f"/documents/{document_id}/files", version=version(world, document_id))
    assert (answer.status_code, "请选择要附上的文件" in answer.text) == (422, True)
    assert send(secretary, world, document_id, PDF, FILES[PDF], version="1").status_code == 409
    assert attachments(world, document_id) == []


def test_nothing_is_looked_at_for_a_document_that_takes_no_files(
    world: World, secretary: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks and whether there is room comes first: looking costs a process."""

    def receive(*_: object) -> None:
        raise AssertionError("a file was looked at")

    monkeypatch.setattr("distro.files.receiving.receive", receive)
    approved = builders.approved(world)
    assert send(secretary, world, approved, PDF, FILES[PDF]).status_code == 409
    outsider = Visitor(world.system, "outsider")
    assert outsider.post(f"/documents/{approved}/files", file=(BytesIO(FILES[PDF]), PDF)).status_code == 404
    assert Visitor(world.system, "clerk").post(f"/documents/{approved}/files").status_code == 403


def test_the_officer_sees_and_fetches_what_they_approve(world: World, secretary: Visitor) -> None:
    document_id = builders.drafted(world)
    attach(world, document_id)
    secretary.post(f"/documents/{document_id}/submit", **typed(DRAFT, builders.document(world, document_id).version))
    officer = Visitor(world.system, "approver")
    shown = officer.get(f"/documents/{document_id}").text
    assert f'href="/documents/{document_id}/files/1"' in shown
    assert officer.get(f"/documents/{document_id}/files/1").data == FILES[PDF]


def addresses(world: World, document_id: UUID) -> dict[str, str]:
    """Where each kind of people fetch the second file."""
    with world.system.work(TESTER) as w:
        record_id = w.session.scalars(select(Record.id).where(Record.document_id == document_id)).one()
    delivery_id = builders.delivery_to(world, document_id, "云溪市委").id
    return {
        "secretary": f"/documents/{document_id}/files/2",
        "clerk": f"/inbox/{delivery_id}/files/2",
        "records": f"/archive/{record_id}/files/2",
    }


def test_a_file_is_given_to_be_saved_and_never_shown(world: World) -> None:
    for login, address in addresses(world, issued(world)).items():
        answer = Visitor(world.system, login).get(address)
        assert answer.data == FILES[TABLE]
        assert answer.content_length == len(FILES[TABLE])
        assert answer.mimetype.endswith("spreadsheetml.sheet")
        saved = answer.headers["Content-Disposition"]
        assert saved.startswith("attachment;")
        assert f"filename*=UTF-8''{quote(TABLE)}" in saved
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
        assert answer.headers["Cache-Control"] == "no-store"


def test_each_fetches_it_where_they_read_the_document_and_nowhere_else(world: World) -> None:
    document_id = issued(world)
    builders.administrators(world.system)
    builders.person(world.system, "stranger")
    allowed = {
        "secretary": {"secretary", "approver", "records"},
        "clerk": {"clerk", "colleague"},
        "records": {"records"},
    }
    people = ("secretary", "approver", "records", "clerk", "colleague", "outsider", "admin", "auditor", "stranger")
    for kind, address in addresses(world, document_id).items():
        for login in people:
            status = Visitor(world.system, login).get(address).status_code
            assert (status == 200) == (login in allowed[kind]), (kind, login, status)
            assert status in (200, 403, 404)
        assert Visitor(world.system).get(address).status_code == 303
        owner = Visitor(world.system, kind)
        assert owner.get(f"{address[:-1]}3").status_code == 404
        assert owner.get(re.sub(r"[0-9a-f-]{36}", str(uuid4()), address)).status_code == 404


def test_the_recipient_is_told_what_to_count_and_the_receipt_names_it(world: World) -> None:
    document_id = issued(world)
    letter = builders.delivery_to(world, document_id, "云溪市委").id
    clerk = Visitor(world.system, "clerk")
    shown = clerk.get(f"/inbox/{letter}").text
    for words in (PDF, TABLE, "2 个文件，其中 PDF 共 3 页", f'href="/inbox/{letter}/files/1"', DIGESTS[PDF]):
        assert words in shown
    digest = builders.document(world, document_id).pdf_digest
    clerk.post(f"/inbox/{letter}/acknowledge", digest=digest)
    receipt = clerk.get(f"/inbox/{letter}/receipt").text
    for words in ("附件：2 个文件，其中 PDF 共 3 页", PDF, TABLE, DIGESTS[PDF], DIGESTS[TABLE]):
        assert words in receipt


def test_fetching_a_file_opens_the_letter_and_asking_for_its_head_does_not(world: World) -> None:
    letter = builders.delivery_to(world, issued(world), "云溪市委").id
    clerk = Visitor(world.system, "clerk")
    clerk.head(f"/inbox/{letter}/files/1")
    with world.system.work(world.clerk) as w:
        assert deliveries.letter(w, letter).delivery.opened_at is None
    clerk.get(f"/inbox/{letter}/files/1")
    with world.system.work(world.clerk) as w:
        assert deliveries.letter(w, letter).delivery.opened_at is not None


def test_a_recalled_document_takes_its_files_with_it(world: World) -> None:
    document_id = issued(world)
    address = addresses(world, document_id)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, document_id, "附表有误")
    builders.drain(world.system)
    clerk = Visitor(world.system, "clerk")
    assert clerk.get(address["clerk"]).status_code == 404
    assert "files/2" not in clerk.get(address["clerk"].removesuffix("/files/2")).text
    assert Visitor(world.system, "records").get(address["records"]).data == FILES[TABLE]


def test_a_receipt_from_before_there_were_files_is_shown_as_it_was(world: World) -> None:
    document_id = builders.issued(world)
    letter = builders.delivery_to(world, document_id, "云溪市委").id
    clerk = Visitor(world.system, "clerk")
    clerk.get(f"/inbox/{letter}")
    clerk.post(f"/inbox/{letter}/acknowledge", digest=builders.document(world, document_id).pdf_digest)
    assert "附件" not in clerk.get(f"/inbox/{letter}/receipt").text


def test_the_paper_receipt_says_that_the_files_came_along(world: World, secretary: Visitor) -> None:
    document_id = issued(world)
    letter = builders.delivery_to(world, document_id, "云溪市政府").id
    assert (
        f"此件另有附件：{PDF}、{TABLE}。" in secretary.get(f"/documents/{document_id}/deliveries/{letter}/paper").text
    )


def test_a_file_that_is_no_more_as_it_came_is_not_given(world: World) -> None:
    document_id = issued(world)
    world.system.outside.store.path(DIGESTS[TABLE]).unlink()
    answer = Visitor(world.system, "clerk").get(addresses(world, document_id)["clerk"])
    assert answer.status_code == 500
    assert "文件缺失或已被改动" in answer.text
    assert answer.data.find(good("xlsx")[:50]) < 0
