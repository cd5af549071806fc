"""The ledger: a number is taken once, in the words that were approved; what was issued before is entered with its date."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import ProgrammingError

from distro.documents import actions as documents
from distro.documents import issuing, numbers, queries
from distro.documents.draft import Draft
from distro.documents.kinds.pasted import from_recognised
from distro.documents.models import Document, TakenNumber
from distro.documents.recognition import recognise
from distro.documents.rules import DocumentFact
from distro.kernel.database import engine
from distro.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from distro.kernel.journal import Entry
from distro.kernel.secrecy import Secret
from distro.press.finished.last_words import last_words
from distro.roles import Addresses
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor

BLANK = dataclasses.replace(DRAFT, designation="")


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def owner(migrated: Addresses) -> Iterator[Engine]:
    made = engine(migrated.owner)
    yield made
    made.dispose()


def called(words: str) -> Draft:
    return dataclasses.replace(DRAFT, designation=words)


def number(world: World, document_id: UUID) -> str | None:
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
    return builders.document(world, document_id).designation


def enter(world: World, words: str, dated: date | None = date(2025, 1, 2), **more: str) -> None:
    with world.system.work(world.secretary) as w:
        said = {"masthead": DRAFT.masthead, "title": "旧期的标题"} | more
        numbers.enter_earlier(w, world.issuer_id, words=words, dated=dated, **said)


def ledger(world: World) -> list[TakenNumber]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(select(TakenNumber).order_by(TakenNumber.at, TakenNumber.words)))


def test_ten_at_once_get_ten_numbers_without_gap(world: World) -> None:
    waiting = [builders.approved(world, BLANK) for _ in range(10)]
    with ThreadPoolExecutor(5) as pool:
        words = list(pool.map(lambda document_id: number(world, document_id), waiting))
    assert sorted(words, key=lambda each: (len(each), each)) == [f"2025年第{each}期" for each in range(1, 11)]
    assert sorted(each.first for each in ledger(world)) == list(range(1, 11))


def test_two_that_claim_one_number_at_once_do_not_both_get_it(world: World) -> None:
    waiting = [builders.approved(world) for _ in range(2)]

    def attempt(document_id: UUID) -> bool:
        try:
            return number(world, document_id) is not None
        except Conflict:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, waiting)) == [False, True]
    assert len(ledger(world)) == 1


def test_a_number_not_used_because_of_a_failure_is_not_lost(world: World) -> None:
    first = builders.approved(world, BLANK)
    with contextlib.suppress(ZeroDivisionError), world.system.work(world.secretary) as w:
        documents.number(w, first)
        raise ZeroDivisionError
    assert number(world, first) == "2025年第1期"


def test_a_recalled_issue_keeps_its_number(world: World) -> None:
    first = builders.issued(world)
    with world.system.work(world.secretary) as w:
        issuing.recall(w, first, "内容有误")
    again = builders.approved(world)
    with pytest.raises(Conflict, match="2025年第1期"):
        number(world, again)
    second = builders.approved(world, dataclasses.replace(DRAFT, designation="2026年第1期", date=date(2026, 1, 5)))
    assert number(world, second) == "2026年第1期（总第2期）"


def test_each_kind_of_issue_counts_for_itself(world: World) -> None:
    for words in (
        "2025年第4期",
        "2025年第4期（增刊）",
        "增刊第5期",
        "2025年第1期（国庆专刊）",
        "特刊",
        "2025年第5、6期",
    ):
        assert number(world, builders.approved(world, called(words))) == words
    assert number(world, builders.approved(world, BLANK)) == "2025年第7期"
    with pytest.raises(Refusal, match="2025年增刊第6期"):
        number(world, builders.approved(world, called("增刊第8期")))


def test_what_the_officer_saw_is_what_is_numbered(world: World) -> None:
    """The series gets a total between the word and the number: nobody approved it for this issue."""
    number(world, builders.approved(world, called("第3期")))
    waiting, open_ = builders.approved(world, called("第5期")), builders.approved(world, BLANK)
    with world.system.work(TESTER) as w:
        [word] = queries.approvals(w, waiting)
        assert word.designation == "第5期"
        [entry] = w.session.scalars(select(Entry).where(Entry.subject == waiting, Entry.fact == DocumentFact.APPROVED))
        assert entry.data["designation"] == "第5期"
    number(world, builders.approved(world, called("第4期（总第40期）")))
    assert number(world, waiting) == "第5期"
    assert number(world, open_) == "第6期"


def test_the_preview_bears_what_the_text_leaves_to_the_series(world: World) -> None:
    number(world, builders.approved(world))
    document_id = builders.drafted(world, called("第2期"))
    seen = Visitor(world.system, "approver").get(f"/documents/{document_id}/preview").data
    assert last_words(seen, 10_000).find("第2期（总第2期）") > 0


def test_what_cannot_be_known_yet_is_not_approved(world: World) -> None:
    """The number runs ahead, and the total that the series has is not in the words: what would be printed is unknown."""
    number(world, builders.approved(world))
    with pytest.raises(Refusal, match="不连续"):
        builders.approved(world, called("2025年第3期"))
    ahead = builders.approved(world, called("2025年第3期（总第3期）"))
    number(world, builders.approved(world, BLANK))
    assert number(world, ahead) == "2025年第3期（总第3期）"


def test_the_journal_says_which_number_was_taken(world: World) -> None:
    document_id = builders.approved(world, called("2025年3月第2、3期"))
    number(world, document_id)
    [line] = ledger(world)
    with world.system.work(TESTER) as w:
        [entry] = w.session.scalars(
            select(Entry).where(Entry.subject == document_id, Entry.fact == DocumentFact.NUMBERED)
        )
    assert entry.data == {
        "number": str(line.id),
        "series": str(line.series_id),
        "year": 2025,
        "month": 3,
        "first": 2,
        "last": 3,
        "total_first": None,
        "total_last": None,
        "words": "2025年3月第2、3期",
    }


def test_a_draft_kept_by_an_earlier_version_claims_the_same() -> None:
    plain = {name: value for name, value in BLANK.to_plain().items() if name != "designation"}
    for numbers_, words in (
        ({"year": 2025, "issue": 3, "total": 9}, "2025年第3期（总第9期）"),
        ({"year": None, "issue": 3, "total": None}, "2025年第3期"),
        ({"year": None, "issue": None, "total": 9}, "2025年第　期（总第9期）"),
        ({"year": None, "issue": None, "total": None}, ""),
    ):
        assert Draft.from_plain(plain | numbers_) == called(words)


class TestEnteringEarlierIssues:
    def test_it_is_in_the_ledger_and_nowhere_else(self, world: World) -> None:
        builders.issued(world, called("2025年第9期"))
        enter(world, "2025年第8期", title="八月的事")
        [late] = [each for each in ledger(world) if each.document_id is None]
        assert (late.words, late.dated, late.title, late.first) == ("2025年第8期", date(2025, 1, 2), "八月的事", 8)
        with world.system.work(TESTER) as w:
            assert w.session.scalar(select(func.count()).select_from(Document)) == 1
            [entry] = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.EARLIER_ENTERED))
        assert (entry.subject, entry.office_id, entry.actor) == (late.id, world.issuer_id, "secretary某")
        assert (entry.data["words"], entry.data["dated"]) == ("2025年第8期", "2025-01-02")
        with pytest.raises(Conflict, match="已经用过，即“2025年第8期”"):
            number(world, builders.approved(world, called("2025年第8期")))
        assert number(world, builders.approved(world, BLANK)) == "2025年第10期"

    def test_a_series_begun_elsewhere_goes_on_here(self, world: World) -> None:
        enter(world, "2025年第6期（总第48期）")
        assert number(world, builders.approved(world, BLANK)) == "2025年第7期（总第49期）"

    @pytest.mark.parametrize(
        ("words", "dated", "more", "field"),
        [
            ("第几期", date(2025, 1, 2), {}, "designation"),
            ("", date(2025, 1, 2), {}, "designation"),
            ("第　期", date(2025, 1, 2), {}, "designation"),
            ("第1期", None, {}, "dated"),
            ("第1期", date.today() + timedelta(days=3), {}, "dated"),
            ("第1期", date(2025, 1, 2), {"masthead": " "}, "designation"),
            ("第1期", date(2025, 1, 2), {"masthead": "报" * 31}, "masthead"),
            ("第1期", date(2025, 1, 2), {"title": "题" * 401}, "title"),
        ],
    )
    def test_what_is_missing_or_wrong_is_told_at_its_field(
        self, world: World, words: str, dated: date | None, more: dict[str, str], field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            enter(world, words, dated, **more)
        assert refused.value.field == field
        assert ledger(world) == []

    def test_one_entered_by_mistake_is_struck_out_with_a_reason_and_its_number_is_free(self, world: World) -> None:
        enter(world, "2025年第80期（总第80期）")
        [mistake] = ledger(world)
        with pytest.raises(Refusal, match="原因"), world.system.work(world.secretary) as w:
            numbers.strike(w, mistake.id, " ")
        with world.system.work(world.secretary) as w:
            numbers.strike(w, mistake.id, "应为第8期")
        with pytest.raises(Conflict, match="已经注销"), world.system.work(world.secretary) as w:
            numbers.strike(w, mistake.id, "再来一次")
        enter(world, "2025年第80期（总第80期）")
        [again] = [each for each in ledger(world) if each.struck_at is None]
        with world.system.work(world.secretary) as w:
            numbers.strike(w, again.id, "还是错的")
        enter(world, "2025年第8期（总第8期）")
        assert number(world, builders.approved(world, BLANK)) == "2025年第9期（总第9期）"
        with world.system.work(TESTER) as w:
            facts = w.session.scalars(
                select(Entry).where(Entry.fact == DocumentFact.EARLIER_STRUCK).order_by(Entry.id)
            ).all()
            assert [(entry.subject, entry.data["reason"]) for entry in facts] == [
                (mistake.id, "应为第8期"),
                (again.id, "还是错的"),
            ]

    def test_nobody_else_strikes_it_out_and_no_issue_is_struck_out(self, world: World) -> None:
        enter(world, "2024年第1期")
        number(world, builders.approved(world, called("2025年第1期")))
        late, issued = sorted(ledger(world), key=lambda each: each.year)
        for actor, line in ((world.approver, late), (world.outsider, late), (world.secretary, issued)):
            with pytest.raises(NotFound), world.system.work(actor) as w:
                numbers.strike(w, line.id, "不该如此")

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE taken_number SET words = 'x'",
            "UPDATE taken_number SET struck_at = now(), first = 2, last = 2 WHERE document_id IS NULL",
            "UPDATE taken_number SET struck_at = now() WHERE document_id IS NOT NULL",
            "DELETE FROM taken_number",
            "TRUNCATE taken_number CASCADE",
        ],
    )
    def test_the_database_keeps_every_line_as_it_is(self, world: World, owner: Engine, change: str) -> None:
        enter(world, "2024年第1期")
        number(world, builders.approved(world, called("2025年第1期")))
        with owner.connect() as connection, pytest.raises(ProgrammingError, match="append-only"):
            connection.execute(text(change))

    def test_what_is_taken_is_not_entered(self, world: World) -> None:
        number(world, builders.approved(world))
        with pytest.raises(Conflict, match=r"即“2025年第1期（总第1期）”.*没有登记"):
            enter(world, "2025年第1期")

    def test_a_classified_title_is_kept_nowhere(self, world: World) -> None:
        with pytest.raises(Secret):
            enter(world, "第1期", title="机密★10年")

    def test_only_for_ones_own_office(self, world: World) -> None:
        with pytest.raises(Forbidden), world.system.work(world.outsider) as w:
            numbers.enter_earlier(w, world.issuer_id, masthead="简报", words="第1期", dated=date(2025, 1, 2), title="")
        assert ledger(world) == []


@pytest.mark.parametrize(
    "words",
    [
        "2026年第4期（增刊）",
        "增刊第1期",
        "第4、5期（总第4、5期）",
        "第4-5期合刊",
        "2026年10月第2期",
        "二〇二六年第四期",
        "2026年增刊（总第6期）",
        "总第一百二十三期",
        "特刊",
        "专刊",
        "第4号",
        "2026年国庆特刊",
    ],
)
def test_a_pasted_bulletin_claims_what_it_is_called(words: str) -> None:
    """And is no main 第4期, no series of another name (B19)."""
    text = "\n".join((DRAFT.masthead, words, f"{DRAFT.issuer} 2025年3月4日", DRAFT.titles, DRAFT.body, DRAFT.imprint))
    content = from_recognised(recognise(text))
    assert (content.masthead, content.designation, content.titles) == (DRAFT.masthead, words, DRAFT.titles)


def test_what_the_officer_saw_is_printed_and_told_everywhere(world: World) -> None:
    """A series that never had a total gets none, in the preview, the print, the record and the receipts (B20)."""
    number(world, builders.approved(world, called("第3期")))
    document_id = builders.drafted(world, called("第4期"))
    officer = Visitor(world.system, "approver")
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    seen = officer.get(f"/documents/{document_id}/preview").data
    officer.post(f"/documents/{document_id}/approve", revision="1")
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
        issuing.issue(w, document_id)
    builders.drain(world.system)
    document = builders.document(world, document_id)
    assert hashlib.sha256(seen).hexdigest() == document.pdf_digest
    clerk = Visitor(world.system, "clerk")
    places = [
        Visitor(world.system, "secretary").get("/documents").text,
        clerk.get("/inbox").text,
        Visitor(world.system, "records").get("/archive").text,
        officer.get("/numbers").text,
    ]
    for page in places:
        assert "第4期" in page
        assert "总第" not in page
    assert document.number == f"{DRAFT.masthead} 第4期"
