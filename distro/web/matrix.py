"""The distribution matrix: every phrase of the printed list, the office behind it, and what became of its copy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from distro.archive import queries as archive
from distro.delivery.matrix import Row
from distro.documents import queries, rules
from distro.documents.models import Document
from distro.documents.rules import READERS, Permission, State
from distro.kernel.cells import harmless
from distro.kernel.errors import NotFound
from distro.kernel.work import Work
from distro.lists.models import PERSONS
from distro.outside import clock
from distro.web.door import Pages
from distro.web.language import gettext
from distro.web.layout import elapsed_text
from distro.web.progress import progress_of, told

pages = Pages("matrix")

HEADINGS = (
    "序号",
    "类别",
    "名单用语",
    "接收单位",
    "送达",
    "首次阅读",
    "签收时间",
    "签收人",
    "用时",
    "方式",
    "状态",
    "说明",
)


pages.app_template_global("told")(told)


@pages.read("/documents/<uuid:document_id>/matrix", needs=READERS)
def matrix(w: Work, document_id: UUID) -> ResponseReturnValue:
    document = _sent(w, document_id)
    return render_template(
        "documents/matrix.html",
        document=document,
        progress=progress_of(w, document, exceptions_first=request.args.get("order") == "exceptions"),
        record=archive.of_document(w, document_id),
        printed_at=w.now,
        may=lambda permission: rules.may(w.actor, Permission[permission], document),
    )


@pages.read("/documents/<uuid:document_id>/matrix.csv", needs=READERS)
def export(w: Work, document_id: UUID) -> ResponseReturnValue:
    """The same as a table for spreadsheets: UTF-8 with BOM, ISO moments, no cell that could run."""
    document = _sent(w, document_id)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([gettext(heading) for heading in HEADINGS])
    rows = progress_of(w, document, exceptions_first=False).rows
    table.writerows([harmless(cell) for cell in _cells(number, row)] for number, row in enumerate(rows, start=1))
    content = io.BytesIO(text.getvalue().encode("utf-8-sig"))
    name = f"{document.number} {gettext('签收清册')}.csv"
    return send_file(content, "text/csv", as_attachment=True, download_name=name, etag=False)


def _cells(number: int, row: Row) -> Iterator[str]:
    delivery, receipt = row.delivery, row.receipt
    yield str(number)
    yield str(row.entry.tier)
    yield row.entry.phrase
    yield row.office_name + (f" ({row.entry.name})" if row.state and row.entry.audience in PERSONS else "")
    yield _iso(delivery.sent_at if delivery else None)
    yield _iso(delivery.opened_at if delivery else None)
    yield _iso(receipt.at if receipt else None)[: len("2017-02-23") if receipt and receipt.entered_by else None]
    yield receipt.person_name if receipt else ""
    yield elapsed_text(row.elapsed) if row.elapsed is not None else ""
    yield gettext(str(delivery.channel)) if delivery else ""
    yield gettext("逾期" if row.is_late else str(row.state or "不单独送达"))
    if receipt and receipt.entered_by:
        yield gettext("纸质签收，%(name)s登记", name=receipt.entered_by)
    else:
        yield (row.returned.reason if row.returned else "") or " / ".join(told(row))


def _iso(moment: datetime | None) -> str:
    return clock.beijing(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _sent(w: Work, document_id: UUID) -> Document:
    document = queries.find(w, document_id)
    if document.state not in (State.ISSUED, State.RECALLED):
        raise NotFound()
    return document
