"""The pages of a recipient office, as its clerks use them."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text

from distro.accounts.rules import Role
from distro.delivery.models import Delivery, Receipt, Return
from distro.delivery.rules import State
from distro.documents import issuing
from distro.kernel import remarks
from distro.kernel.journal import Entry
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor, anonymous

OFFICE = "云溪市委"


class Letter:
    """One issued document and its copy for the first recipient."""

    def __init__(self, world: World, document_id: UUID) -> None:
        self.world = world
        self.document_id = document_id
        self.id = builders.delivery_to(world, document_id, OFFICE).id
        self.digest = builders.document(world, document_id).pdf_digest
        self.path = f"/inbox/{self.id}"

    @property
    def now(self) -> Delivery:
        return builders.delivery_to(self.world, self.document_id, OFFICE)

    def receipts(self) -> int:
        with self.world.system.work(TESTER) as w:
            return w.session.scalar(select(func.count()).select_from(Receipt).where(Receipt.delivery_id == self.id))

    def facts(self, fact: str) -> int:
        with self.world.system.work(TESTER) as w:
            wanted = select(func.count()).select_from(Entry).where(Entry.subject == self.id, Entry.fact == fact)
            return w.session.scalar(wanted)


@pytest.fixture
def letter(world: World) -> Letter:
    return Letter(world, builders.issued(world))


def test_the_inbox_puts_the_nearest_limit_on_top_and_what_is_done_below(world: World) -> None:
    first, second, third = (
        Letter(world, builders.issued(world, replace(DRAFT, designation=builders.as_issue(number), titles=title)))
        for number, title in enumerate(("先发的一期", "时限最近的一期", "已签收的一期"), 1)
    )
    with world.system.work(TESTER) as w:
        w.session.get_one(Delivery, second.id).due_at = w.now - timedelta(minutes=1)
    clerk = Visitor(world.system, "clerk")
    clerk.get(third.path)
    clerk.post(f"{third.path}/acknowledge", digest=third.digest)

    page = clerk.get("/inbox").text
    places = [page.index(f"{each.path}") for each in (second, first, third)]
    assert places == sorted(places)
    assert page.count("逾期") == 1
    assert page.count("未阅") == 2
    assert "<b>先发的一期</b>" in page
    assert "<b>已签收的一期</b>" not in page


def test_signing_from_the_list_is_offered_only_after_reading(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    before = clerk.get("/inbox").text
    assert "阅读并签收" in before
    assert f"{letter.path}/acknowledge" not in before
    clerk.get(letter.path)
    after = clerk.get("/inbox").text
    assert "阅读并签收" not in after
    assert f"{letter.path}/acknowledge" in after


def test_an_empty_inbox_names_the_last_receipt(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    clerk.get(letter.path)
    clerk.post(f"{letter.path}/acknowledge", digest=letter.digest)
    page = clerk.get("/inbox").text
    assert "暂无待签收公文。" in page
    assert f"《{DRAFT.titles}》" in page
    assert "最近一次签收" not in Visitor(letter.world.system, "outsider").get("/inbox").text


def test_the_office_is_named_to_a_clerk_of_several(letter: Letter) -> None:
    builders.person(letter.world.system, "both", (Role.CLERK, OFFICE), (Role.CLERK, "云溪市政府"))
    assert OFFICE not in Visitor(letter.world.system, "clerk").get("/inbox").text
    page = Visitor(letter.world.system, "both").get("/inbox").text
    assert OFFICE in page
    assert "云溪市政府" in page


def test_the_first_reading_is_noted_once_and_looking_never_acknowledges(letter: Letter) -> None:
    clerk, colleague = Visitor(letter.world.system, "clerk"), Visitor(letter.world.system, "colleague")
    assert clerk.head(letter.path).status_code == 200
    assert letter.now.opened_at is None
    for visitor in (clerk, clerk, colleague):
        for path in (letter.path, f"{letter.path}/pdf", f"{letter.path}/pages/1.png", "/inbox"):
            assert visitor.get(path).status_code == 200
            assert visitor.head(path).status_code == 200
    assert visitor.get(f"{letter.path}/acknowledge").status_code == 405
    assert visitor.get(f"{letter.path}/receipt").status_code == 404
    assert letter.now.opened_by == "clerk某"
    assert letter.facts("delivery.opened") == 1
    assert letter.now.state is State.SENT
    assert letter.receipts() == 0


def test_signing_says_who_for_whom_and_gives_a_receipt(letter: Letter) -> None:
    letter.world.system.round("seal-journal")
    clerk = Visitor(letter.world.system, "clerk")
    page = clerk.get(letter.path).text
    for fact in (
        "请逐件清点，核对无误后签收",
        DRAFT.titles,
        "档案工作简报 2025年第1期（总第1期）",
        "共 1 页",
        letter.digest,
    ):
        assert fact in page
    answer = clerk.post(f"{letter.path}/acknowledge", digest=letter.digest)
    assert (answer.status_code, answer.location) == (303, f"{letter.path}#outcome")
    page = clerk.get(letter.path).text
    assert "clerk某代表云溪市委" in page
    assert 'id="outcome" role="status" tabindex="-1"' in page
    assert "核对无误后签收" not in page

    paper = clerk.get(f"{letter.path}/receipt").text
    with letter.world.system.work(TESTER) as w:
        receipt = w.session.scalars(select(Receipt).where(Receipt.delivery_id == letter.id)).one()
    assert receipt.head != "0" * 64
    for fact in (
        "clerk某",
        OFFICE,
        DRAFT.titles,
        receipt.number,
        "共 1 页",
        letter.digest,
        receipt.head,
        str(letter.id),
    ):
        assert fact in paper


def test_the_issuer_sees_the_receipt_and_nobody_else_does(letter: Letter) -> None:
    system = letter.world.system
    path = f"/documents/{letter.document_id}/receipts/{letter.id}"
    records = Visitor(system, "records")
    assert records.get(path).status_code == 404
    clerk = Visitor(system, "clerk")
    clerk.get(letter.path)
    clerk.post(f"{letter.path}/acknowledge", digest=letter.digest)
    for visitor in (records, Visitor(system, "secretary")):
        assert "clerk某" in visitor.get(path).text
    assert clerk.get(path).status_code == 403
    assert Visitor(system, "outsider").get(path).status_code == 404
    other = builders.issued(letter.world, replace(DRAFT, designation=builders.as_issue(2), titles="另一件"))
    assert records.get(f"/documents/{other}/receipts/{letter.id}").status_code == 404


def test_two_clerks_signing_at_once_leave_one_receipt(letter: Letter) -> None:
    visitors = [Visitor(letter.world.system, login) for login in ("clerk", "colleague")]
    for visitor in visitors:
        visitor.get(letter.path)
    answers: list[int] = []
    hands = [
        threading.Thread(
            target=lambda each=each: answers.append(
                each.post(f"{letter.path}/acknowledge", digest=letter.digest).status_code
            )
        )
        for each in visitors
    ]
    with letter.world.system.engine.connect() as holder:
        # Both must be at the row before either may have it.
        holder.execute(select(Delivery.id).where(Delivery.id == letter.id).with_for_update())
        for hand in hands:
            hand.start()
        _await_waiting(letter.world.system, 2)
        holder.rollback()
    for hand in hands:
        hand.join()

    assert answers == [303, 303]
    assert letter.receipts() == 1
    assert letter.facts("delivery.acknowledged") == 1
    with letter.world.system.work(TESTER) as w:
        first = w.session.scalars(select(Receipt.person_name).where(Receipt.delivery_id == letter.id)).one()
    second = next(each for each, name in zip(visitors, ("clerk某", "colleague某"), strict=True) if name != first)
    assert f"已由{first}于" in second.get(letter.path).text


def _await_waiting(system: System, sessions: int) -> None:
    """Until so many sessions stand before a lock; the test's own time limit ends a vain wait."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active'")
    with system.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.scalar(waiting) < sessions:
            time.sleep(0.01)


@pytest.mark.parametrize("place", ["", "/pdf", "/pages/1.png", "/receipt"])
def test_another_office_cannot_tell_a_letter_from_nothing(letter: Letter, place: str) -> None:
    Visitor(letter.world.system, "clerk").get(letter.path)
    outsider = Visitor(letter.world.system, "outsider")
    answers = [outsider.get(f"/inbox/{each}{place}") for each in (letter.id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert anonymous(answers[0]) == anonymous(answers[1])


@pytest.mark.parametrize("deed", ["acknowledge", "return"])
def test_another_office_cannot_act_on_a_letter(letter: Letter, deed: str) -> None:
    outsider = Visitor(letter.world.system, "outsider")
    assert outsider.post(f"{letter.path}/{deed}", digest=letter.digest, reason="误送").status_code == 404
    assert letter.now.state is State.SENT


@pytest.mark.parametrize("login", ["secretary", "approver", "records"])
def test_the_inbox_is_for_clerks(letter: Letter, login: str) -> None:
    visitor = Visitor(letter.world.system, login)
    assert visitor.get("/inbox").status_code == 403
    assert visitor.get(letter.path).status_code in (403, 404)
    assert visitor.post(f"{letter.path}/acknowledge", digest=letter.digest).status_code == 403


def test_a_stranger_is_asked_to_sign_in(letter: Letter) -> None:
    stranger = Visitor(letter.world.system)
    assert stranger.get(letter.path).location == f"/sign-in?next={letter.path}"
    assert stranger.post(f"{letter.path}/acknowledge", digest=letter.digest).status_code == 401
    assert letter.now.state is State.SENT


def test_a_form_from_elsewhere_does_nothing(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    clerk.get(letter.path)
    assert clerk.client.post(f"{letter.path}/acknowledge", data={"digest": letter.digest}).status_code == 400
    assert letter.receipts() == 0


def test_only_the_file_that_was_seen_is_signed_for(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    assert clerk.post(f"{letter.path}/acknowledge", digest=letter.digest).status_code == 422
    for digest in ("0" * 64, ""):
        answer = clerk.post(f"{letter.path}/acknowledge", digest=digest)
        assert answer.status_code == 409
        assert "所看的文件与现在的文件不一致。没有签收。" in answer.text
    assert letter.receipts() == 0


def test_a_return_needs_a_reason_and_keeps_what_was_typed(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    clerk.get(letter.path)
    assert clerk.post(f"{letter.path}/return", reason="  ").status_code == 422
    answer = clerk.post(f"{letter.path}/return", reason="缺页" * remarks.LENGTH)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "<details open>" in answer.text
    assert "缺页" * remarks.LENGTH in answer.text
    assert letter.now.state is State.SENT

    assert clerk.post(f"{letter.path}/return", reason="缺第 2 页").status_code == 303
    after = letter.now
    assert after.state is State.RETURNED
    page = clerk.get(letter.path).text
    assert "退回原因：缺第 2 页" in page
    assert "核对无误后签收" not in page
    with letter.world.system.work(TESTER) as w:
        assert w.session.scalars(select(Return.reason)).all() == ["缺第 2 页"]


def test_a_reason_holds_no_classified_text(letter: Letter) -> None:
    answer = Visitor(letter.world.system, "clerk").post(f"{letter.path}/return", reason="绝密★ 不可外传之事")
    assert answer.status_code == 422
    assert "国家秘密标志" in answer.text
    assert "不可外传之事" not in answer.text
    assert letter.now.state is State.SENT


def test_a_recalled_letter_shows_no_file_but_its_receipt(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    clerk.get(letter.path)
    clerk.post(f"{letter.path}/acknowledge", digest=letter.digest)
    with letter.world.system.work(letter.world.secretary) as w:
        issuing.recall(w, letter.document_id, "数据有误")
    page = clerk.get(letter.path).text
    assert "发文单位已撤回此件" in page
    assert "<iframe" not in page
    assert "<img" not in page.partition("<main")[2]
    assert clerk.get(f"{letter.path}/pdf").status_code == 404
    assert clerk.get(f"{letter.path}/pages/1.png").status_code == 404
    assert letter.digest in clerk.get(f"{letter.path}/receipt").text


def test_a_recalled_letter_cannot_be_signed_any_more(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    clerk.get(letter.path)
    with letter.world.system.work(letter.world.secretary) as w:
        issuing.recall(w, letter.document_id, "数据有误")
    answer = clerk.post(f"{letter.path}/acknowledge", digest=letter.digest)
    assert answer.status_code == 409
    assert "此件已被发文单位撤回。没有办理。" in answer.text
    assert letter.receipts() == 0


def test_the_file_arrives_byte_for_byte_and_only_our_pages_may_frame_it(letter: Letter) -> None:
    answer = Visitor(letter.world.system, "clerk").get(f"{letter.path}/pdf")
    assert answer.data == letter.world.system.outside.store.get(letter.digest)
    assert answer.mimetype == "application/pdf"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_page_has_a_picture_and_there_are_no_others(letter: Letter) -> None:
    clerk = Visitor(letter.world.system, "clerk")
    picture = clerk.get(f"{letter.path}/pages/1.png")
    assert picture.data.startswith(b"\x89PNG")
    assert picture.mimetype == "image/png"
    for page in (0, 2, 10**30):
        assert clerk.get(f"{letter.path}/pages/{page}.png").status_code == 404
    assert 'alt="第 1 页，共 1 页"' in clerk.get(letter.path).text


def test_a_damaged_file_is_never_shown(letter: Letter) -> None:
    path = letter.world.system.outside.store.path(letter.digest)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer = Visitor(letter.world.system, "clerk").get(f"{letter.path}/pdf")
    assert answer.status_code == 500
    assert "文件缺失或已被改动，不能显示。" in answer.text
