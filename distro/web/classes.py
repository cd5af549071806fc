"""The pages on which open names on lists (各组室) are given the offices they stand for, today and on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.lists.classes import class_names
from distro.lists.models import ListEntry
from distro.offices import actions, queries
from distro.offices.models import Office, OfficeClass
from distro.offices.rules import Branch, Criteria, Level, Permission, may, require_definer
from distro.offices.table import date_in
from distro.web import paging
from distro.web.door import Pages, day, see, typed
from distro.web.guard import person
from distro.web.things import find_class

pages = Pages("classes")
DEFINERS = (Role.SECRETARY, Role.ADMINISTRATOR)
CHOICES = {"level": Level, "branch": Branch}
CRITERIA = ("name", "level", "branch", "region", "parent")
MEMBERS = ("office", "names", "valid_from", "valid_to")
# A longer register is searched: a browser cannot be given every name of it to choose from.
LISTED = 500
FOUND = 20


@pages.read("/classes", needs=DEFINERS)
def listing(w: Work) -> ResponseReturnValue:
    turn = paging.asked()
    leaf = turn.leaf(queries.classes(w, limit=turn.limit, offset=turn.offset))
    counts = {chosen.id: len(queries.members(w, chosen.id)) for chosen, _ in leaf}
    return render_template("classes/listing.html", classes=leaf, counts=counts)


@dataclass(frozen=True)
class Preview:
    """Who would be a member today, who of them is not now, and who is now and would not be; by name."""

    members: list[str]
    joined: list[str]
    left: list[str]


@pages.read("/classes/new", needs=DEFINERS)
def new(w: Work, refusal: Refusal | None = None, foreseen: Preview | None = None) -> ResponseReturnValue:
    """?issuer= and ?name= say which name is to be defined; one already defined is shown instead."""
    issuer_id, name = request.args.get("issuer", type=UUID), request.args.get("name", "")
    values = {each: typed(each) for each in ("issuer", *CRITERIA, *MEMBERS)}
    own = list(desk.served(w).values())
    if request.method == "GET":
        values["name"] = name
        if issuer_id is not None:
            require_definer(w.actor, issuer_id)
            known = queries.classes_by_names(w, issuer_id, [name]).get(name)
            if known is not None:
                return see("classes.show", class_id=known.id, document=_origin())
            values["issuer"] = queries.find(w, issuer_id).name
        elif len(own) == 1:
            values["issuer"] = own[0].name
    return render_template(
        "classes/new.html",
        refusal=refusal,
        foreseen=foreseen,
        values=values,
        issuers=[] if may(w.actor, Permission.MAINTAIN) else own,
        origin=_origin(),
        **_register(w, refusal),
    )


@pages.act("/classes/new/preview", needs=DEFINERS, again=new)
def preview_new(w: Work) -> ResponseReturnValue:
    issuer = _issuer(w)
    found = queries.meeting(w, issuer.id, _criteria(w)) + queries.picked(w, _typed_names(), "names")
    return new(w, foreseen=_preview(found, []))


@pages.act("/classes/new", needs=DEFINERS, again=new)
def define(w: Work) -> ResponseReturnValue:
    issuer, name = _issuer(w), request.form.get("name", "").strip()
    if queries.classes_by_names(w, issuer.id, [name]):
        raise Conflict("“%(name)s”已有定义。没有改变任何内容。请在它的页面修改。", field="name", name=name)
    chosen = actions.define_class(w, issuer.id, name, _criteria(w))
    if _typed_names():
        _add(w, chosen.id)
    return _done(chosen.id)


@pages.read("/classes/<uuid:class_id>", needs=DEFINERS)
def show(
    w: Work, class_id: UUID, refusal: Refusal | None = None, foreseen: Preview | None = None
) -> ResponseReturnValue:
    """Its members of today or ?on= another day; ?find= part of a name, to pick from a long register."""
    chosen = find_class(w, class_id)
    on = date_in(request.args.get("on", "").strip()) or w.today
    members = queries.membership(w, class_id, on)
    shown = {member.pick.id for member in members if member.pick is not None}
    values = {each: typed(each) for each in MEMBERS}
    values |= {each: typed(each) for each in CRITERIA} if "level" in request.form else _said(w, chosen)
    return render_template(
        "classes/class.html",
        chosen=chosen,
        issuer=queries.find(w, chosen.issuer_id),
        day=on,
        is_today=on == w.today,
        yesterday=w.today - timedelta(days=1),
        count=len(members),
        members=paging.asked("members").cut(members),
        others=[(pick, office) for pick, office in queries.picks(w, class_id) if pick.id not in shown],
        values=values,
        refusal=refusal,
        foreseen=foreseen,
        origin=_origin(),
        **_register(w, refusal),
    )


@pages.act("/classes/<uuid:class_id>/preview", needs=DEFINERS, again=show)
def preview(w: Work, class_id: UUID) -> ResponseReturnValue:
    chosen = find_class(w, class_id)
    members = queries.membership(w, class_id)
    by_hand = [member.office for member in members if member.pick is not None]
    found = queries.meeting(w, chosen.issuer_id, _criteria(w)) + by_hand
    return show(w, class_id, foreseen=_preview(found, [member.office for member in members]))


@pages.act("/classes/<uuid:class_id>/edit", needs=DEFINERS, again=show)
def edit(w: Work, class_id: UUID) -> ResponseReturnValue:
    actions.edit_class(w, class_id, request.form.get("name", ""), _criteria(w))
    return _done(class_id)


@pages.act("/classes/<uuid:class_id>/add", needs=DEFINERS, again=show)
def add(w: Work, class_id: UUID) -> ResponseReturnValue:
    _add(w, class_id)
    return _done(class_id)


@pages.act("/classes/<uuid:class_id>/end", needs=DEFINERS, again=show)
def end(w: Work, class_id: UUID) -> ResponseReturnValue:
    office_id, last_day = request.form.get("member", type=UUID), day("last_day")
    if office_id is None or last_day is None:
        raise Refusal("请写明成员的最后一天。没有改变任何内容。", field="last_day")
    actions.end_member(w, class_id, office_id, last_day)
    return see("classes.show", class_id=class_id, document=_origin(), saved=1)


@pages.act("/classes/<uuid:class_id>/remove", needs=DEFINERS, again=show)
def remove(w: Work, class_id: UUID) -> ResponseReturnValue:
    actions.remove_class(w, class_id)
    return see("classes.listing")


@pages.app_template_global()
def define_url(entry: ListEntry, issuer_id: UUID, document_id: UUID | None = None) -> str:
    """Where the viewer may say whom an open name on the issuer's list stands for; empty if they may not."""
    actor = person()
    if not entry.is_class or actor is None or not may(actor, Permission.DEFINE, issuer_id):
        return ""
    return url_for("classes.new", issuer=issuer_id, name=class_names(entry.name)[-1], document=document_id)


def _origin() -> UUID | None:
    """The document one came from and goes back to."""
    return request.values.get("document", type=UUID)


def _done(class_id: UUID) -> ResponseReturnValue:
    origin = _origin()
    if origin is None:
        return see("classes.show", class_id=class_id, saved=1)
    return redirect(url_for("documents.show", document_id=origin, _anchor="list"), 303)


def _register(w: Work, refusal: Refusal | None) -> dict[str, object]:
    """What helps to name an office: every name of a short register, the finds in a long one, and what comes near."""
    names = queries.names(w)
    is_short = len({office.id for office in names.values()}) <= LISTED
    words = request.args.get("find", "").strip()
    found = {office.id: office for name, office in sorted(names.items()) if words and words in name}
    unknown = [name for name in _typed_names() if name not in names] if refusal is not None else []
    return {
        "names": sorted((name, office.name) for name, office in names.items()) if is_short else [],
        "is_short": is_short,
        "words": words,
        "found": list(found.values())[:FOUND],
        "total": len(found),
        "near": {name: near for name, near in lists.suggestions(w, unknown).items() if near},
        "choices": CHOICES,
    }


def _said(w: Work, chosen: OfficeClass) -> dict[str, str]:
    """The class as the texts of its form."""
    return {
        "name": chosen.name,
        "level": chosen.level or "",
        "branch": chosen.branch or "",
        "region": chosen.region,
        "parent": queries.find(w, chosen.parent_id).name if chosen.parent_id else "",
    }


def _issuer(w: Work) -> Office:
    name = request.form.get("issuer", "").strip()
    if not name:
        raise Refusal("请写明是哪个单位的统称。没有改变任何内容。", field="issuer")
    (issuer,) = queries.picked(w, [name], "issuer")
    require_definer(w.actor, issuer.id)
    return issuer


def _criteria(w: Work) -> Criteria:
    given = {name: request.form.get(name, "").strip() for name in CRITERIA}
    for name, words in CHOICES.items():
        if given[name] not in ("", *words):
            raise Refusal("“%(value)s”不在可选的范围内。没有改变任何内容。", field=name, value=given[name])
    return Criteria(
        level=Level(given["level"]) if given["level"] else None,
        branch=Branch(given["branch"]) if given["branch"] else None,
        region=given["region"],
        parent_id=queries.picked(w, [given["parent"]], "parent")[0].id if given["parent"] else None,
    )


def _typed_names() -> list[str]:
    lines = [request.form.get("office", ""), *request.form.get("names", "").splitlines()]
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _add(w: Work, class_id: UUID) -> None:
    names = _typed_names()
    if not names:
        raise Refusal("请写明要加入的单位。没有改变任何内容。", field="names")
    offices = queries.picked(w, names, "names")
    actions.add_members(w, class_id, [office.id for office in offices], day("valid_from"), day("valid_to"))


def _preview(found: list[Office], now: list[Office]) -> Preview:
    after, before = {office.id: office.name for office in found}, {office.id: office.name for office in now}
    return Preview(
        members=list(after.values()),
        joined=[name for office_id, name in after.items() if office_id not in before],
        left=[name for office_id, name in before.items() if office_id not in after],
    )
