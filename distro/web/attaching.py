"""The files that go along with a document: added to its draft, taken out, put in order, and had by the issuer's people."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts.rules import Role
from distro.documents import attaching, queries
from distro.documents.rules import READERS, State
from distro.files import receiving
from distro.files.receiving import Received
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.outside import Outside
from distro.web import files
from distro.web.documents import show as show_document
from distro.web.door import Pages, see, seen, typed
from distro.web.drafting import keep
from distro.web.guard import Size

pages = Pages("attaching")
SECRETARIES = (Role.SECRETARY,)


@pages.act("/documents/<uuid:document_id>/attach", needs=SECRETARIES, again=show_document, size=Size.TEXT)
def begin(w: Work, document_id: UUID) -> ResponseReturnValue:
    """What stands in the form of the draft is saved, and its files shown."""
    keep(w, document_id)
    return see(".show", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/files", needs=SECRETARIES)
def show(w: Work, document_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    document = queries.find(w, document_id)
    if document.state is not State.DRAFT:
        return see("documents.show", document_id=document_id)
    return render_template(
        "documents/attaching.html",
        document=document,
        files=queries.attachments(w, document),
        refusal=refusal,
        title=typed("title"),
        title_length=attaching.TITLE_LENGTH,
        most=attaching.FILES,
        largest=receiving.LARGEST >> 20,
        together=attaching.BYTES >> 20,
    )


def _received(_outside: Outside) -> Received:
    """The file of the form, judged; it is the request's, and ends with it."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("请选择要附上的文件。没有收下。", field="file")
    return receiving.receive(file.stream, file.filename, file.content_type or "")  # type: ignore[arg-type]  # it lies on the disk


@pages.act(
    "/documents/<uuid:document_id>/files",
    needs=SECRETARIES,
    again=show,
    provided=attaching.require_room,
    first=_received,
    size=Size.KEPT_FILE,
)
def add(w: Work, received: Received, document_id: UUID) -> ResponseReturnValue:
    attaching.add(w, document_id, received, request.form.get("title", ""), seen("version"))
    return see(".show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/files/remove", needs=SECRETARIES, again=show)
def remove(w: Work, document_id: UUID) -> ResponseReturnValue:
    attaching.remove(w, document_id, request.form.get("digest", ""), seen("version"))
    return see(".show", document_id=document_id)


@pages.act("/documents/<uuid:document_id>/files/advance", needs=SECRETARIES, again=show)
def advance(w: Work, document_id: UUID) -> ResponseReturnValue:
    attaching.advance(w, document_id, request.form.get("digest", ""), seen("version"))
    return see(".show", document_id=document_id)


@pages.read("/documents/<uuid:document_id>/files/<int:position>", needs=READERS)
def file(w: Work, document_id: UUID, position: int) -> ResponseReturnValue:
    """A file as it came, for whoever judges, issues or keeps the document."""
    found = queries.attachments(w, queries.find(w, document_id))
    return files.along(w, [each.to_plain() for each in found], position)
