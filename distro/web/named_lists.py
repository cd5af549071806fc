"""The pages of the lists an issuer keeps by name: all of them, one with its versions, a new one, the next version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.documents import queries as documents
from distro.documents.models import Document
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists import actions, queries
from distro.lists.comparison import Comparison
from distro.lists.models import NamedList, NamedListVersion
from distro.lists.queries import Line, Standing
from distro.lists.sheet.extra import without_extra
from distro.lists.sheet.sheet import Sheet
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.outside.clock import date_text
from distro.web import paging, sheets
from distro.web.door import Pages, day, see, seen, typed
from distro.web.guard import Size

pages = Pages("named_lists")
SECRETARIES = (Role.SECRETARY,)

FIELDS = ("name", "masthead", "wording", "choices", "valid_from", "reason")


@dataclass(frozen=True)
class Row:
    """A named list as the table of lists shows it, with what it says today, if it says anything yet."""

    named: NamedList
    issuer: Office
    version: NamedListVersion | None
    copies: int


@pages.read("/lists", needs=SECRETARIES)
def listing(w: Work) -> ResponseReturnValue:
    mine, turn = desk.served(w), paging.asked()
    leaf = turn.leaf(queries.named_lists(w, mine, turn.limit, turn.offset))
    rows = []
    for named in leaf:
        version = queries.in_force(w, named.id, w.today)
        copies = sum(line.copies for line in queries.version_lines(w, named, version)) if version else 0
        rows.append(Row(named, mine[named.issuer_id], version, copies))
    return render_template("lists/listing.html", rows=rows, leaf=leaf, has_several=len(mine) > 1)


@pages.read("/lists/new", needs=SECRETARIES)
def new(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    """An empty form, or what ?document= is addressed to."""
    document_id = request.args.get("document", type=UUID)
    values = dict.fromkeys(FIELDS, "") | {"issuer": "", "valid_from": date_text(w.today)}
    if refusal is not None:
        values = {name: typed(name) for name in values}
    elif document_id is not None:
        values |= _values_of(w, documents.find(w, document_id))
    return render_template("lists/new.html", values=values, offices=desk.served(w).values(), refusal=refusal)


@pages.act("/lists/new", needs=SECRETARIES, again=new, size=Size.TEXT)
def create(w: Work) -> ResponseReturnValue:
    made = actions.name_list(
        w,
        _issuer(w),
        request.form.get("name", ""),
        request.form.get("masthead", ""),
        sheets.given(),
        _valid_from(),
        request.form.get("reason", ""),
    )
    return see(".show", list_id=made.id, saved=1)


@pages.read("/lists/<uuid:list_id>", needs=SECRETARIES)
def show(w: Work, list_id: UUID) -> ResponseReturnValue:
    """What holds today, and every version; ?before= and ?after= are the numbers of two to be compared."""
    named = queries.find_named(w, list_id)
    versions = queries.versions(w, list_id)
    current = queries.in_force(w, list_id, w.today)
    before, after = _chosen(versions)
    return render_template(
        "lists/list.html",
        named=named,
        versions=versions,
        trail=paging.asked("versions").cut(versions),
        current=current,
        lines=queries.version_lines(w, named, current) if current else [],
        before=before,
        after=after,
        comparison=queries.compare_versions(w, named, before, after) if before and after else None,
    )


@pages.read("/lists/<uuid:list_id>/next", needs=SECRETARIES)
def following(w: Work, list_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The version to come, beginning as the newest one."""
    named = queries.find_named(w, list_id)
    newest = queries.versions(w, list_id)[0]
    if refusal is not None:
        return _version_page(w, named, sheets.typed(), refusal)
    values = {
        "seen": str(newest.number),
        "valid_from": date_text(max(w.today, newest.valid_from)),
        "reason": "",
    }
    return _version_page(w, named, Sheet("\n".join(newest.wording), newest.choices), values=values)


@pages.act("/lists/<uuid:list_id>/next", needs=SECRETARIES, again=following, size=Size.TEXT)
def edit(w: Work, list_id: UUID) -> ResponseReturnValue:
    """Do what the pressed button asks for and show the version anew; nothing is kept."""
    named = queries.find_named(w, list_id)
    issuer = offices.find(w, named.issuer_id)
    return _version_page(w, named, sheets.edited(w, sheets.given(), issuer.name, issuer.id))


@pages.act("/lists/<uuid:list_id>/revise", needs=SECRETARIES, again=following, size=Size.TEXT)
def revise(w: Work, list_id: UUID) -> ResponseReturnValue:
    actions.revise_list(w, list_id, sheets.given(), _valid_from(), request.form.get("reason", ""), seen("seen"))
    return see(".show", list_id=list_id, saved=1)


def _version_page(
    w: Work, named: NamedList, sheet: Sheet, refusal: Refusal | None = None, values: dict[str, str] | None = None
) -> str:
    issuer = offices.find(w, named.issuer_id)
    return render_template(
        "lists/next.html",
        named=named,
        editor=sheets.shown(w, sheet, issuer.name, issuer.id),
        values=values or {name: typed(name) for name in ("seen", "valid_from", "reason")},
        refusal=refusal,
    )


@dataclass(frozen=True)
class Beside:
    """What the list of a document is looked at beside: the issue before, the named list nearest to it, and the lists
    that could be taken instead."""

    last: Document | None
    since_last: Comparison | None
    nearest: Standing | None
    since_named: Comparison | None
    offered: list[Standing]


def beside(w: Work, document: Document, lines: list[Line]) -> Beside:
    """`lines` are those of the document's list."""
    last, since_last = documents.since_last(w, document, lines) or (None, None)
    offered = queries.applying(w, document.issuer_id, document.masthead, document.dated or w.today)
    nearest, since_named = queries.nearest(w, offered, lines) or (None, None)
    return Beside(last, since_last, nearest, since_named, offered)


def _values_of(w: Work, document: Document) -> dict[str, str]:
    """The form as the document would fill it."""
    content = documents.draft_of(w, document)
    sheet = without_extra(content.sheet)
    return {
        "issuer": str(document.issuer_id),
        "masthead": content.masthead,
        "wording": sheet.wording,
        "choices": sheet.choices,
        "valid_from": date_text(content.date or w.today),
    }


def _chosen(versions: list[NamedListVersion]) -> tuple[NamedListVersion | None, NamedListVersion | None]:
    """The versions asked for; of several, if none is asked for, the newest and the one before it."""
    if not ("before" in request.args or "after" in request.args):
        return (versions[1], versions[0]) if len(versions) > 1 else (None, None)
    by_number: dict[int | None, NamedListVersion] = {version.number: version for version in versions}
    before, after = (by_number.get(request.args.get(name, type=int)) for name in ("before", "after"))
    return before, after


def _issuer(w: Work) -> UUID:
    issuer_id = desk.issuer(w, chosen=request.form.get("issuer", ""))
    if issuer_id is None:
        raise Refusal("请选择这是哪个单位的名单。没有保存。", field="issuer")
    return issuer_id


def _valid_from() -> date:
    begin = day("valid_from")
    if begin is None:
        raise Refusal("请写明生效日期。没有保存。", field="valid_from")
    return begin
