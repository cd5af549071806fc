"""编号登记: the ledger of numbers, and the entry of issues that were made elsewhere."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro import desk
from distro.accounts.rules import Role
from distro.documents import numbers
from distro.documents.designation import OF_ISSUES, SeriesKind
from distro.documents.models import Series
from distro.documents.rules import READERS
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import queries as offices
from distro.web import paging
from distro.web.door import Pages, day, see, typed

pages = Pages("numbers")
SECRETARIES = (Role.SECRETARY,)
FIELDS = {"masthead": "版头", "designation": "编号", "dated": "日期", "title": "标题"}


@pages.read("/numbers", needs=READERS)
def listing(w: Work) -> ResponseReturnValue:
    turn = paging.asked()
    leaf = turn.leaf(numbers.listing(w, turn.limit, turn.offset))
    return render_template(
        "numbers/listing.html",
        leaf=leaf,
        issuers=offices.by_ids(w, {line.series.issuer_id for line in leaf}),
        name_of=name_of,
    )


@pages.read("/numbers/earlier", needs=SECRETARIES)
def earlier(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return render_template(
        "numbers/earlier.html",
        values={name: typed(name) for name in ("issuer", *FIELDS)},
        fields=FIELDS,
        offices=desk.served(w).values(),
        refusal=refusal,
    )


@pages.act("/numbers/earlier", needs=SECRETARIES, again=earlier)
def enter(w: Work) -> ResponseReturnValue:
    """登记旧期."""
    numbers.enter_earlier(
        w,
        _issuer(w),
        masthead=request.form.get("masthead", ""),
        words=request.form.get("designation", ""),
        dated=day("dated"),
        title=request.form.get("title", ""),
    )
    return see(".listing", saved=1)


@pages.read("/numbers/<uuid:number_id>/strike", needs=SECRETARIES)
def strike_form(w: Work, number_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    number, run = numbers.find_earlier(w, number_id)
    if number.struck_at is not None:
        return see(".listing")
    return render_template(
        "numbers/strike.html", number=number, name=name_of(run), reason=typed("reason"), refusal=refusal
    )


@pages.act("/numbers/<uuid:number_id>/strike", needs=SECRETARIES, again=strike_form)
def strike(w: Work, number_id: UUID) -> ResponseReturnValue:
    """注销 an entry that was a mistake."""
    numbers.strike(w, number_id, request.form.get("reason", ""))
    return see(".listing")


def name_of(run: Series) -> str:
    """档案工作简报, 档案工作简报 国庆专刊, 发文字号 云政发: the series as its ledger is headed."""
    if run.kind not in OF_ISSUES:
        return f"{run.kind} {run.theme}".strip()
    return run.name if run.kind is SeriesKind.MAIN else f"{run.name} {run.theme}{run.kind}"


def _issuer(w: Work) -> UUID:
    issuer_id = desk.issuer(w, chosen=request.form.get("issuer", ""))
    if issuer_id is None:
        raise Refusal("请选择是哪个单位的编号。没有登记。", field="issuer")
    return issuer_id
