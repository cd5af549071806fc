"""The pages of the archive: search, a record, its file, and its verification."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.archive import queries
from distro.archive.models import Record
from distro.archive.rules import Retention
from distro.audit import actions as audit_actions
from distro.audit import queries as audit
from distro.kernel.work import Work
from distro.web import files, paging
from distro.web.door import Pages, see
from distro.web.language import gettext

pages = Pages("archive")
KEEPERS = (Role.RECORDS,)
# How much of a record's journal its page shows; the journal's own page shows all.
LATEST = 10


@pages.read("/archive", needs=KEEPERS)
def search(w: Work) -> ResponseReturnValue:
    words, turn = request.args.get("words", "").strip(), paging.asked()
    found, total = queries.search(w, words, turn.limit, turn.offset)
    return render_template(
        "archive/search.html", words=words, records=turn.leaf(found), total=total, retention=retention
    )


@pages.read("/archive/<uuid:record_id>", needs=KEEPERS)
def record(w: Work, record_id: UUID) -> ResponseReturnValue:
    found, document = queries.find(w, record_id)
    return render_template(
        "archive/record.html",
        record=found,
        document=document,
        retention=retention,
        lines=audit.journal(w, found.document_id, limit=LATEST),
        **_verified(w, found),
    )


@pages.read("/archive/<uuid:record_id>/verification", needs=KEEPERS)
def verification(w: Work, record_id: UUID) -> ResponseReturnValue:
    """The part of the page about a verification on its way; 204 once it has come to its end."""
    found, _ = queries.find(w, record_id)
    told = _verified(w, found)
    if told["verification"] is None or told["verification"].found is not None:
        return make_response("", HTTPStatus.NO_CONTENT)
    return render_template("archive/verification.html", record=found, **told)


def _verified(w: Work, record: Record) -> dict[str, Any]:
    """What the last verification of the record found, and how far the chain is verified by now."""
    return {
        "verification": audit.latest_verification(w, record),
        "run": audit.latest_run(w),
        "sealed": audit.sealed(w),
    }


@pages.read("/archive/<uuid:record_id>/pdf", needs=KEEPERS)
def file(w: Work, record_id: UUID) -> ResponseReturnValue:
    found, _ = queries.find(w, record_id)
    return files.pdf(files.kept(w, found.pdf_digest), found.number)


@pages.read("/archive/<uuid:record_id>/files/<int:position>", needs=KEEPERS)
def attachment(w: Work, record_id: UUID, position: int) -> ResponseReturnValue:
    """A file that goes along with the record, as it came."""
    found, _ = queries.find(w, record_id)
    return files.along(w, found.files, position)


@pages.act("/archive/<uuid:record_id>/verify", needs=KEEPERS)
def verify(w: Work, record_id: UUID) -> ResponseReturnValue:
    """A worker does it and writes what it found into the journal, and the record's page shows it from there."""
    audit_actions.call_verification(w, record_id)
    return see("archive.record", record_id=record_id, _anchor="outcome")


def retention(record: Record) -> str:
    """The retention period in words."""
    if record.retention is Retention.PERMANENT:
        return gettext("永久")
    return gettext("%(years)s年", years=record.retention.removeprefix("D"))
