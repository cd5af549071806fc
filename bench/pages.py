"""How long the pages of lists take with ten times as many deliveries.

    python -m bench.pages [--deliveries 20000] [--visits 40]

Fills a database set by set: an issuer's documents to 1,000 offices each, nearly all acknowledged, with receipts,
records, journal and links; measures; fills it up to ten times as many; measures again. Times are those of a request
inside the process, session and rendering included; p95 of so many visits.
"""

from __future__ import annotations

import argparse
import time
from uuid import UUID

import psycopg

from bench.scratch import Scratch, scratch
from distro.accounts.rules import Role
from distro.lists.tier import Tier
from distro.system import System
from tests import builders
from tests.web.visiting import Visitor

OFFICES = 1000
# Of the newest documents; of older ones nobody owes anything.
OPEN = 5
# Of those of the bench; the one issue of the world has another title.
NUMBER = "substring(document.title FROM '^第([0-9]+)期')::int"

FILL = """
SET session_replication_role = replica;
INSERT INTO office (id, name, rank) SELECT gen_random_uuid(), '第' || n || '号单位', n
    FROM generate_series(1, {offices}) AS n ON CONFLICT DO NOTHING;
INSERT INTO document (id, issuer_id, drafter_id, state, version, revision, list_id, created_at, changed_at, masthead,
        title, dated, designation, issued_at, pdf_digest, pages)
    SELECT gen_random_uuid(), '{issuer}', '{secretary}', 'ISSUED', 1, 1, gen_random_uuid(), at, at, '档案工作简报',
        '第' || n || '期的标题', at::date, '第' || n || '期', at, repeat('ab', 32), 2
    FROM (SELECT n, now() - interval '1 year' + n * interval '1 hour' AS at
        FROM generate_series({first}, {last}) AS n) AS each;
INSERT INTO dispatch (id, document_id, list_id, round, why, copies, addressed_at, sent_at)
    SELECT gen_random_uuid(), id, list_id, 1, 'FIRST', (SELECT count(*) FROM office WHERE rank > 0), issued_at, issued_at
    FROM document WHERE {number} BETWEEN {first} AND {last};
INSERT INTO list_entry (id, list_id, position, tier, label, group_number, phrase, words, name, office_name, audience,
        is_class, confidence, alternatives)
    SELECT gen_random_uuid(), list_id, 1, '{tier}', '发：', 1, '各单位', '各单位', '各单位', '各单位', 'organ', true, 1, '[]'
    FROM document WHERE {number} BETWEEN {first} AND {last};
INSERT INTO delivery (id, dispatch_id, document_id, entry_id, office_id, office_name, state, channel, copy_number, addressed_at,
        sent_at, due_at, opened_at)
    SELECT gen_random_uuid(), dispatch.id, document.id, list_entry.id, office.id, office.name,
        CASE WHEN {number} <= {last} - {open} THEN 'ACKNOWLEDGED' WHEN rank % 2 = 0 THEN 'SENT'
            WHEN rank % 200 = 1 THEN 'RETURNED' ELSE 'ACKNOWLEDGED' END,
        'INBOX', row_number() OVER (PARTITION BY document.id), issued_at, issued_at,
        issued_at + interval '24 hours', issued_at + interval '1 hour'
    FROM document JOIN dispatch ON dispatch.document_id = document.id JOIN list_entry ON list_entry.list_id = dispatch.list_id, office
    WHERE {number} BETWEEN {first} AND {last} AND rank > 0;
UPDATE delivery SET state = 'ACKNOWLEDGED' FROM document
    WHERE document.id = document_id AND {number} <= {last} - {open} AND delivery.state <> 'ACKNOWLEDGED';
INSERT INTO try (id, delivery_id, channel, at, ended_at, outcome)
    SELECT gen_random_uuid(), delivery.id, 'inbox', sent_at, sent_at, 'DONE'
    FROM delivery JOIN document ON document.id = document_id WHERE {number} BETWEEN {first} AND {last};
INSERT INTO receipt (id, delivery_id, person_id, person_name, office_name, at, title, number, pages, pdf_digest, head)
    SELECT gen_random_uuid(), id, '{secretary}', '收文某', office_name, opened_at, '标题', '第1期', 2, repeat('ab', 32), repeat('0', 64)
    FROM delivery WHERE state = 'ACKNOWLEDGED' ON CONFLICT DO NOTHING;
INSERT INTO journal (at, actor, fact, subject, office_id, data, digest)
    SELECT opened_at, 'bench', fact, delivery.id, '{issuer}',
        jsonb_build_object('document', document_id, 'office', office_name), repeat('0', 64)
    FROM delivery JOIN document ON document.id = document_id, unnest(ARRAY['delivery.sent', 'delivery.opened']) AS fact
    WHERE {number} BETWEEN {first} AND {last};
INSERT INTO link (number, entry_id, hash) SELECT id, id, md5(id::text) || md5(id::text) FROM journal
    WHERE id > (SELECT coalesce(max(entry_id), 0) FROM link);
INSERT INTO record (id, document_id, office_id, reference, year, retention, title, number, issuer, dated, pages,
        pdf_digest, filed_at, text)
    SELECT gen_random_uuid(), id, issuer_id, 'Z001-' || {number}, 2026, 'YEARS_10', title, masthead || {number}, masthead,
        dated, 2, pdf_digest, issued_at, repeat(title, 100)
    FROM document WHERE {number} BETWEEN {first} AND {last};
SET session_replication_role = DEFAULT;
"""
CLERK = "第1号单位"


def fill(at: Scratch, world: builders.World, first: int, last: int) -> None:
    statement = FILL.format(
        offices=OFFICES,
        issuer=world.issuer_id,
        secretary=world.secretary.id,
        first=first,
        last=last,
        open=OPEN,
        number=NUMBER,
        tier=Tier.DISTRIBUTE.name,
    )
    with psycopg.connect(at.superuser, autocommit=True) as connection:
        connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
        # Else the pages would wait for the disk, which the filling keeps busy.
        connection.execute("CHECKPOINT")


def p95(visitor: Visitor, path: str, visits: int) -> float:
    """Milliseconds."""
    times = []
    for _ in range(visits + 1):
        begun = time.perf_counter()
        assert visitor.get(path).status_code == 200, path
        times.append(1000 * (time.perf_counter() - begun))
    # The first visit opens connections.
    return sorted(times[1:])[int(0.95 * visits)]


def measured(at: Scratch, system: System, visits: int) -> dict[str, float]:
    with psycopg.connect(at.superuser) as connection:
        document: UUID = connection.execute("SELECT id FROM document ORDER BY issued_at LIMIT 1").fetchall()[0][0]
    secretary, clerk, records = (Visitor(system, login) for login in ("secretary", "first", "records"))
    pages = {
        "home of a secretary": (secretary, "/"),
        "home of a clerk": (clerk, "/"),
        "inbox": (clerk, "/inbox"),
        "inbox, the fourth page": (clerk, "/inbox?page=4"),
        "documents": (secretary, "/documents"),
        "documents with exceptions": (secretary, "/documents?state=exceptions"),
        "journal": (records, "/journal"),
        "journal of one document": (records, f"/journal?document={document}"),
        "archive": (records, "/archive"),
    }
    return {name: p95(visitor, path, visits) for name, (visitor, path) in pages.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deliveries", type=int, default=20_000, help="the smaller number")
    parser.add_argument("--visits", type=int, default=40)
    chosen = parser.parse_args()
    few = chosen.deliveries // OFFICES
    with scratch() as at:
        system = System(at.settings)
        world = builders.world(system)
        builders.person(system, "first", (Role.CLERK, CLERK))
        with psycopg.connect(at.superuser, autocommit=True) as connection:
            connection.execute("UPDATE office SET rank = 1 WHERE name = %s", [CLERK])
        fill(at, world, 1, few)
        small = measured(at, system, chosen.visits)
        fill(at, world, few + 1, 10 * few)
        large = measured(at, system, chosen.visits)
        system.close()
    print(f"{'p95, ms':<28} {chosen.deliveries:>10} {10 * chosen.deliveries:>10}   ratio")
    for name, milliseconds in small.items():
        print(f"{name:<28} {milliseconds:10.1f} {large[name]:10.1f} {large[name] / milliseconds:7.2f}")


if __name__ == "__main__":
    main()
