"""Files that go along with a draft: added, taken out and put in order; each change is a new revision.

What is added was judged before (`distro.files`). It is kept when everything else has been asked, so that a refusal
leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from distro.documents import queries, rules
from distro.documents.actions import write, written
from distro.documents.models import Attachment, Document
from distro.documents.rules import DocumentFact, Permission, State
from distro.files.names import stem
from distro.files.receiving import Received
from distro.kernel.errors import Conflict, Refusal
from distro.kernel.remarks import remark
from distro.kernel.work import Work

FILES, BYTES = 20, 100 << 20
TITLE_LENGTH = 100


def require_room(w: Work, document_id: UUID) -> None:
    """Refuse, before a file is looked at, what could not be added whatever it is."""
    _require_room(queries.attachments(w, _open(w, document_id)))


def add(w: Work, document_id: UUID, received: Received, title: str, version: int) -> None:
    """Let the file go along, behind the others; without a title it is called as its name says."""
    document = _open(w, document_id, version)
    files = queries.attachments(w, document)
    _require_room(files, received.size)
    if any(file.digest == received.digest for file in files):
        raise Conflict("这个文件已经附上。没有再加。")
    title = " ".join(remark(title, "title", TITLE_LENGTH).split()) or stem(received.name)[:TITLE_LENGTH]
    added = Attachment(
        position=len(files) + 1,
        title=title,
        name=received.name,
        digest=received.digest,
        size=received.size,
        pages=received.pages,
        media_type=received.kind.media_type,
        came_with=document.revision + 1,
    )
    _change(w, document, [*files, added], DocumentFact.FILE_ADDED, file=received.digest)
    w.outside.store.take(received.file, received.digest)


def remove(w: Work, document_id: UUID, digest: str, version: int) -> None:
    """Let the file no longer go along; earlier revisions keep it."""
    document = _open(w, document_id, version)
    files = queries.attachments(w, document)
    del files[_place(files, digest)]
    _change(w, document, files, DocumentFact.FILE_REMOVED, file=digest)


def advance(w: Work, document_id: UUID, digest: str, version: int) -> None:
    """Put the file before the one it stands behind; the first stays where it is."""
    document = _open(w, document_id, version)
    files = queries.attachments(w, document)
    at = _place(files, digest)
    if at:
        files[at - 1 : at + 1] = [files[at], files[at - 1]]
        _change(w, document, files, DocumentFact.FILES_ORDERED)


def _open(w: Work, document_id: UUID, version: int | None = None) -> Document:
    """The draft, locked if it is to be changed; `version` is the one its files were seen in."""
    document = queries.find(w, document_id, lock=version is not None)
    rules.require(w.actor, Permission.REVISE, document)
    if document.state is not State.DRAFT:
        raise Conflict("文稿现为“%(state)s”，附件不能改变。没有改变任何内容。请先撤回修改。", state=str(document.state))
    if version is not None and document.version != version:
        raise Conflict("文稿已被他人修改。没有改变附件。请看最新的附件后再办。")
    return document


def _require_room(files: Sequence[Attachment], size: int = 1) -> None:
    if len(files) >= FILES:
        raise Refusal(
            "附件已有 %(limit)s 个，不能再加。没有收下。请合并几个文件，或先移除不需要的。", field="file", limit=FILES
        )
    if sum(file.size for file in files) + size > BYTES:
        raise Refusal(
            "附件合计超过 %(limit)s MB。没有收下。请压缩其中的图片，或先移除不需要的。", field="file", limit=BYTES >> 20
        )


def _place(files: Sequence[Attachment], digest: str) -> int:
    at = next((at for at, file in enumerate(files) if file.digest == digest), None)
    if at is None:
        raise Conflict("这个附件已经不在文稿中。没有改变任何内容。请刷新后再看。")
    return at


def _change(w: Work, document: Document, files: Sequence[Attachment], fact: DocumentFact, **which: str) -> None:
    write(w, document, queries.draft_of(w, document), files)
    w.record(fact, document.id, document.issuer_id, **written(w, document), **which)
