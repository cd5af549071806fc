"""The administrator's pages of the register: offices registered, found, changed, renamed and merged; tables taken in and out."""

from __future__ import annotations

import io
import re
from uuid import UUID

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.documents import lives
from distro.documents import queries as documents
from distro.kernel.errors import Conflict, NotFound, Refusal
from distro.kernel.work import Work
from distro.offices import actions, asking, headings, importing, queries, table
from distro.offices.rules import AliasKind, Branch, Level, good_name
from distro.offices.table import Column, Table
from distro.outside import Outside
from distro.outside.store import Damaged
from distro.web import paging
from distro.web.door import Pages, day, see, typed
from distro.web.guard import Size
from distro.web.language import gettext

pages = Pages("offices")
ADMINISTRATORS = (Role.ADMINISTRATOR,)

# The fields of the form, and the column of the table each is written like.
FIELDS = {
    "parent": Column.PARENT,
    "level": Column.LEVEL,
    "branch": Column.BRANCH,
    "region": Column.REGION,
    "rank": Column.RANK,
    "mailbox": Column.MAILBOX,
    "fonds": Column.FONDS,
    "valid_from": Column.VALID_FROM,
    "valid_to": Column.VALID_TO,
}
FORMS = {"xlsx": table.to_xlsx, "csv": table.to_csv}
CHOICES = {"level": Level, "branch": Branch}


@pages.read("/offices", needs=ADMINISTRATORS)
def listing(w: Work) -> ResponseReturnValue:
    """In official order; ?words= part of any name, ?level=, ?branch=, ?lapsed=1 those that are no more."""
    asked = {name: request.args.get(name, "") for name in ("words", "level", "branch", "lapsed")}
    turn = paging.asked()
    wanted = queries.Wanted(
        words=asked["words"],
        level=Level(asked["level"]) if asked["level"] in list(Level) else None,
        branch=Branch(asked["branch"]) if asked["branch"] in list(Branch) else None,
        lapsed=bool(asked["lapsed"]),
        day=w.today,
    )
    found, total = queries.listing(w, wanted, turn.limit, turn.offset)
    leaf = turn.leaf(found)
    return render_template(
        "offices/listing.html",
        offices=leaf,
        total=total,
        aliases=queries.aliases(w, [office.id for office in leaf]),
        asked=asked,
        requests=asking.open_requests(w),
        choices=CHOICES,
    )


@pages.act("/offices/requests/<uuid:request_id>/settle", needs=ADMINISTRATORS)
def settle(w: Work, request_id: UUID) -> ResponseReturnValue:
    asking.settle(w, request_id)
    return see("offices.listing", settled=1)


@pages.read("/offices/new", needs=ADMINISTRATORS)
def new(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return render_template(
        "offices/new.html",
        values={name: typed(name) for name in ("name", *FIELDS)},
        fields=FIELDS,
        choices=CHOICES,
        refusal=refusal,
    )


@pages.act("/offices/new", needs=ADMINISTRATORS, again=new)
def add(w: Work) -> ResponseReturnValue:
    """One office. What is left empty is filled with what its name says for certain."""
    name = request.form.get("name", "")
    taken = queries.owners(w, [good_name(name)])
    for office in taken.values():
        raise Conflict("“%(name)s”已是“%(office)s”的名称。没有登记。", field="name", name=name, office=office.name)
    (made,) = desk.enter(w, [name])
    typed_cells = {column: text for field, column in FIELDS.items() if (text := request.form.get(field, "").strip())}
    actions.edit(w, made.id, importing.particulars(w, made, table.canonical(typed_cells)))
    return see("offices.show", office_id=made.id, saved=1)


@pages.read("/offices/<uuid:office_id>", needs=ADMINISTRATORS)
def show(w: Work, office_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    office = queries.find(w, office_id)
    cells = next(cells for cells in queries.table(w) if cells[Column.NAME] == office.name)
    is_typed = refusal is not None and "parent" in request.form
    return render_template(
        "offices/office.html",
        office=office,
        aliases=queries.aliases(w).get(office_id, []),
        entrusted=queries.entrusted(w, office_id),
        stages=[(life, documents.stages(w, office_id, life)) for life in lives.LIVES.values()],
        optional=lives.OPTIONAL,
        successor=queries.find(w, office.successor_id) if office.successor_id else None,
        values={name: typed(name) if is_typed else cells[column] for name, column in FIELDS.items()},
        fields=FIELDS,
        choices=CHOICES,
        kinds=AliasKind,
        refusal=refusal,
        typed=typed,
        is_valid=office.is_valid(w.today),
    )


@pages.act("/offices/<uuid:office_id>/edit", needs=ADMINISTRATORS, again=show)
def edit(w: Work, office_id: UUID) -> ResponseReturnValue:
    cells = table.canonical({column: request.form.get(name, "").strip() for name, column in FIELDS.items()})
    actions.edit(w, office_id, importing.particulars(w, queries.find(w, office_id), cells))
    return see("offices.show", office_id=office_id, saved=1)


@pages.act("/offices/<uuid:office_id>/rename", needs=ADMINISTRATORS, again=show)
def rename(w: Work, office_id: UUID) -> ResponseReturnValue:
    actions.rename(w, office_id, request.form.get("name", ""))
    return see("offices.show", office_id=office_id, saved=1)


@pages.act("/offices/<uuid:office_id>/merge", needs=ADMINISTRATORS, again=show)
def merge(w: Work, office_id: UUID) -> ResponseReturnValue:
    name, on = request.form.get("successor", "").strip(), day("on")
    successor = queries.owners(w, [name]).get(name)
    if successor is None or on is None:
        raise Refusal("请写明并入的单位（须已登记）和日期。没有改变任何内容。", field="successor")
    actions.merge(w, office_id, successor.id, on)
    return see("offices.show", office_id=office_id, saved=1)


@pages.act("/offices/<uuid:office_id>/aliases", needs=ADMINISTRATORS, again=show)
def add_alias(w: Work, office_id: UUID) -> ResponseReturnValue:
    kind = request.form.get("kind", "")
    actions.add_alias(
        w, office_id, request.form.get("alias", ""), AliasKind(kind) if kind in list(AliasKind) else AliasKind.OTHER
    )
    return see("offices.show", office_id=office_id, saved=1)


@pages.act("/offices/<uuid:office_id>/aliases/remove", needs=ADMINISTRATORS, again=show)
def remove_alias(w: Work, office_id: UUID) -> ResponseReturnValue:
    actions.remove_alias(w, office_id, request.form.get("alias", ""))
    return see("offices.show", office_id=office_id, saved=1)


@pages.read("/offices/table.<form>", needs=ADMINISTRATORS)
def export(w: Work, form: str) -> ResponseReturnValue:
    if form not in FORMS:
        raise NotFound()
    data = io.BytesIO(FORMS[form](queries.table(w)))
    return send_file(data, as_attachment=True, download_name=f"{gettext('单位名册')}.{form}", etag=False)


@pages.read("/offices/import", needs=ADMINISTRATORS)
def upload(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return render_template("offices/import.html", refusal=refusal, preview=None, notes=[], digest="")


def _uploaded(_outside: Outside) -> tuple[bytes, Table]:
    file = request.files.get("file")
    data = file.read() if file is not None else b""
    return data, headings.read(data)


@pages.act("/offices/import", needs=ADMINISTRATORS, again=upload, first=_uploaded, size=Size.FILE)
def preview(w: Work, uploaded: tuple[bytes, Table]) -> ResponseReturnValue:
    """What the uploaded table would change. The file is kept, so that what was looked at is what is applied."""
    data, brought = uploaded
    found = importing.preview(w, brought.rows)
    digest = w.outside.store.put(data)
    return render_template("offices/import.html", refusal=None, preview=found, notes=brought.notes, digest=digest)


def _looked_at(outside: Outside) -> Table:
    digest = request.form.get("digest", "")
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise NotFound()
    try:
        data = outside.store.get(digest)
    except Damaged:
        raise NotFound() from None
    return headings.read(data)


@pages.act("/offices/import/apply", needs=ADMINISTRATORS, again=upload, first=_looked_at)
def apply(w: Work, brought: Table) -> ResponseReturnValue:
    done = importing.apply(w, brought.rows)
    return see("offices.listing", new=len(done.new), changed=len(done.changed))


@pages.app_template_global()
def office_url(office_id: UUID) -> str:
    return url_for("offices.show", office_id=office_id)
