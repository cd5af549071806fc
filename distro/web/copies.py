"""Whose copy is this: a records officer gives a file or a copy's number and gets office, person and time."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.delivery import numbered
from distro.delivery import queries as deliveries
from distro.documents import queries as documents
from distro.documents.rules import State
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.web import files
from distro.web.door import Pages, typed
from distro.web.guard import Size

pages = Pages("copies")
RECORDS = (Role.RECORDS,)
SECRETARIES = (Role.SECRETARY,)


@pages.read("/copies", needs=RECORDS)
def whose(w: Work, refusal: Refusal | None = None) -> ResponseReturnValue:
    return _page(w, refusal=refusal)


@pages.act("/copies", needs=RECORDS, again=whose, size=Size.FILE)
def find(w: Work) -> ResponseReturnValue:
    file = request.files.get("file")
    if file is not None and file.filename:
        return _page(w, numbered.by_file(w, file.read()))
    number, document_id = request.form.get("number", "").strip(), request.form.get("document", type=UUID)
    if not (number.isascii() and number.isdecimal()) or document_id is None:
        raise Refusal("请上传文件，或者选择公文并填写份号。没有查找。", field="number")
    return _page(w, numbered.by_number(w, documents.find(w, document_id), int(number)))


@pages.read("/documents/<uuid:document_id>/deliveries/<uuid:delivery_id>/copy", needs=SECRETARIES)
def copy(w: Work, document_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    """The numbered copy of one office, for its secretary to print and send on paper."""
    document = documents.find(w, document_id)
    letter = deliveries.letter_of(w, document, delivery_id)
    if document.state is not State.ISSUED or not document.is_numbered:
        raise NotFound()
    return files.pdf(files.own_copy(w, letter), f"{document.number} {letter.copy_number:06d}")


def _page(w: Work, found: numbered.Found | None = None, refusal: Refusal | None = None) -> str:
    return render_template(
        "copies/whose.html",
        documents=documents.numbered_issues(w),
        chosen=typed("document"),
        number=typed("number"),
        found=found,
        refusal=refusal,
    )
