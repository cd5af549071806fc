"""Every list goes on to its end page by page, filtered and counted by the database; none ends without saying so."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from distro.accounts.rules import Role
from distro.web.paging import SIZE
from tests import builders
from tests.builders import ISSUER, World
from tests.counting import statements
from tests.web.visiting import Visitor

MANY = 2 * SIZE + 7

# As many issues as are wanted, each with a copy for the clerk's office and a record, made from the one there is.
ISSUES = f"""
WITH one AS (SELECT * FROM document LIMIT 1), made AS (
    INSERT INTO document (id, issuer_id, drafter_id, state, version, revision, list_id, created_at, changed_at,
        masthead, title, dated, designation, issued_at, pdf_digest, pages)
    SELECT gen_random_uuid(), issuer_id, drafter_id, state, 1, 1, list_id, created_at,
        changed_at - n * interval '1 minute', masthead, '第' || n || '件', dated, '第' || n || '期', issued_at,
        pdf_digest, pages
    FROM one, generate_series(2, {MANY}) AS n
    RETURNING id, title, substring(title, '[0-9]+')::int AS issue
), line AS (
    INSERT INTO list_entry (id, list_id, position, tier, label, group_number, phrase, words, name, office_name, audience,
        is_class, confidence, alternatives)
    SELECT gen_random_uuid(), list_id, made.issue, tier, label, group_number, phrase, words, name, office_name, audience,
        is_class, confidence, alternatives
    FROM made, list_entry WHERE office_name = '云溪市委'
    RETURNING id, position
), round AS (
    INSERT INTO dispatch (id, document_id, list_id, round, why, copies, addressed_at, sent_at)
    SELECT gen_random_uuid(), made.id, list_id, round, why, 1, addressed_at, sent_at FROM made, dispatch
    RETURNING id, document_id
), sent AS (
    INSERT INTO delivery (id, dispatch_id, document_id, entry_id, office_id, office_name, state, channel, copy_number,
        addressed_at, sent_at, due_at)
    SELECT gen_random_uuid(), round.id, made.id, line.id, office_id, office_name, 'SENT', channel, 1, addressed_at,
        sent_at, due_at + made.issue * interval '1 minute'
    FROM made JOIN line ON line.position = made.issue JOIN round ON round.document_id = made.id, delivery
    WHERE office_name = '云溪市委'
)
INSERT INTO record SELECT gen_random_uuid(), made.id, office_id, reference || made.issue, record.year, retention,
    made.title, number, issuer, dated - made.issue, pages, pdf_digest, filed_at, text FROM made, record
"""  # noqa: S608
# Beside those of the world.
OFFICES = f"""
INSERT INTO office (id, name, rank) SELECT gen_random_uuid(), '第' || n || '号单位', n FROM generate_series(1, {MANY}) AS n
"""  # noqa: S608
LISTS = f"""
INSERT INTO named_list (id, issuer_id, name, masthead)
SELECT gen_random_uuid(), office.id, '第' || n || '名单', '' FROM office, generate_series(1, {MANY}) AS n
WHERE office.name = '{ISSUER}'
"""  # noqa: S608
CLASSES = f"""
INSERT INTO office_class (id, issuer_id, name, key, region)
SELECT gen_random_uuid(), office.id, '第' || n || '类', n, '' FROM office, generate_series(1, {MANY}) AS n
WHERE office.name = '{ISSUER}'
"""  # noqa: S608


@pytest.fixture
def world(system) -> World:
    made = builders.world(system)
    builders.person(system, "admin", (Role.ADMINISTRATOR, ISSUER))
    builders.issued(made)
    return made


def walked(visitor: Visitor, path: str, names: Callable[[str], list[str]]) -> list[str]:
    """What a list names from its first page to its last, following the ways on."""
    place, found = path, []
    while place:
        page = visitor.get(place).text
        here = names(page)
        assert 0 < len(here) <= 2 * SIZE, place
        found += here
        after = re.search(r'rel="next" href="(\?[^"]*)"', page)
        place = path.partition("?")[0] + html.unescape(after.group(1)) if after else ""
    return found


def rows(*places: str) -> Callable[[str], list[str]]:
    """The names that link to these places."""
    link = re.compile(rf'<a href="(?:{"|".join(places)})[0-9a-f-]{{36}}">(?:<b>)?\s*([^<]+)<')
    return lambda page: [each.strip() for each in link.findall(page)]


LISTED = {
    "documents": (ISSUES, "secretary", "/documents", rows("/documents/"), MANY),
    "documents of a state": (ISSUES, "secretary", "/documents?state=issued", rows("/documents/"), MANY),
    "archive": (ISSUES, "records", "/archive", rows("/archive/"), MANY),
    "archive searched": (ISSUES, "records", "/archive?words=湿度", rows("/archive/"), MANY),
    "named lists": (LISTS, "secretary", "/lists", rows("/lists/"), MANY),
    "classes": (CLASSES, "secretary", "/classes", rows("/classes/"), MANY),
    "offices found": (OFFICES, "admin", "/offices?words=号单位", rows("/offices/"), MANY),
}


@pytest.mark.parametrize("name", LISTED)
def test_the_pages_of_a_list_hold_all_of_it_each_once(world: World, name: str) -> None:
    making, login, path, names, count = LISTED[name]
    builders.tamper(world.system, making)
    found = walked(Visitor(world.system, login), path, names)
    assert len(found) == count
    assert len(set(found)) == count


def test_what_waits_and_what_is_done_have_pages_of_their_own(world: World) -> None:
    builders.tamper(world.system, ISSUES)
    builders.tamper(
        world.system,
        "UPDATE delivery SET state = 'ACKNOWLEDGED' FROM document WHERE document_id = document.id AND substring(title, '[0-9]+')::int % 2 = 0",
    )
    clerk = Visitor(world.system, "clerk")
    page = clerk.get("/inbox").text
    assert f"待签收 {MANY // 2 + 1} 件" in page
    assert len(rows("/inbox/")(page)) == 2 * SIZE
    second = clerk.get("/inbox?waiting=2").text
    assert len(rows("/inbox/")(second)) == MANY // 2 + 1  # what is left of the one list, and as before of the other
    assert f"待签收 {MANY // 2 + 1} 件" in second
    assert "?waiting=2&amp;page=2" in second
    both = rows("/inbox/")(clerk.get("/inbox?waiting=2&page=2").text)
    assert set(both) | set(rows("/inbox/")(page)) == {f"第{n}件" for n in range(2, MANY + 1)} | {builders.DRAFT.titles}


def test_an_exception_is_found_however_much_is_newer(world: World) -> None:
    """Counted and listed by the same question."""
    builders.tamper(world.system, ISSUES)
    builders.tamper(
        world.system,
        "UPDATE delivery SET state = 'RETURNED' FROM document WHERE document_id = document.id AND title = :title",
        title=f"第{MANY}件",
    )
    secretary = Visitor(world.system, "secretary")
    first = secretary.get("/documents").text
    assert f"第{MANY}件" not in first
    assert '有异常&nbsp;<span class="state late">1</span>' in first
    assert rows("/documents/")(secretary.get("/documents?state=exceptions").text) == [f"第{MANY}件"]
    assert "<b>1</b> 有异常的发文" in secretary.get("/").text


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "1.5", ""])
def test_a_senseless_page_is_the_first(world: World, page: str) -> None:
    builders.tamper(world.system, ISSUES)
    secretary = Visitor(world.system, "secretary")
    assert rows("/documents/")(secretary.get(f"/documents?page={page}").text) == rows("/documents/")(
        secretary.get("/documents").text
    )


def test_behind_the_last_page_there_is_the_way_back(world: World) -> None:
    answer = Visitor(world.system, "secretary").get("/documents?state=issued&page=9")
    assert answer.status_code == 200
    assert "这一页没有内容。" in answer.text
    assert 'rel="prev" href="?state=issued&amp;page=8"' in answer.text


def test_a_list_of_one_page_has_nothing_to_turn(world: World) -> None:
    assert "翻页" not in Visitor(world.system, "secretary").get("/documents").text


PAGES = {
    "secretary": ("/", "/documents", "/documents?state=exceptions"),
    "clerk": ("/", "/inbox"),
    "records": ("/", "/archive", "/journal"),
    "admin": ("/", "/offices", "/operations"),
}


def test_pages_ask_the_database_as_often_however_much_there_is(world: World) -> None:
    """And are answered with what they show, not with all there is."""
    visitors = {login: Visitor(world.system, login) for login in PAGES}

    def asked() -> dict[tuple[str, str], int]:
        counts = {}
        for login, paths in PAGES.items():
            for path in paths:
                with statements(world.system) as sent:
                    assert visitors[login].get(path).status_code == 200
                counts[login, path] = len(sent)
        return counts

    builders.tamper(world.system, "UPDATE delivery SET state = 'RETURNED' WHERE office_name = '云溪市财政局'")
    few = asked()
    assert max(few.values()) <= 15, few
    builders.tamper(world.system, ISSUES)
    builders.tamper(world.system, OFFICES)
    builders.tamper(
        world.system,
        "UPDATE delivery SET state = 'RETURNED' WHERE document_id IN (SELECT id FROM document WHERE substring(title, '[0-9]+')::int % 3 = 0)",
    )
    assert asked() == few
