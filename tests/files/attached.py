"""Documents with files that go along: a PDF of three pages and a table nobody counts the pages of."""

from __future__ import annotations

import hashlib
import tempfile
from uuid import UUID

from distro.documents import actions, attaching, issuing
from distro.documents import queries as documents
from distro.documents.models import Attachment
from distro.files.receiving import receive
from tests import builders
from tests.builders import TESTER, World
from tests.files.office import good
from tests.files.portable import pdf

PDF, TABLE = "检查情况.pdf", "登记表.xlsx"
FILES = {PDF: pdf(3), TABLE: good("xlsx")}
DIGESTS = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}


def attach(world: World, document_id: UUID, name: str = PDF, data: bytes | None = None, title: str = "") -> None:
    """Let a file go along with a draft."""
    with tempfile.TemporaryFile() as file:
        file.write(FILES[name] if data is None else data)
        received = receive(file, name)
        with world.system.work(world.secretary) as w:
            attaching.add(w, document_id, received, title, documents.find(w, document_id).version)


def attachments(world: World, document_id: UUID) -> list[Attachment]:
    with world.system.work(TESTER) as w:
        return documents.attachments(w, documents.find(w, document_id))


def issued(world: World) -> UUID:
    """An issue with both files."""
    document_id = builders.drafted(world)
    for name in FILES:
        attach(world, document_id, name)
    with world.system.work(world.secretary) as w:
        actions.submit(w, document_id)
    with world.system.work(world.approver) as w:
        actions.approve(w, document_id, documents.find(w, document_id).revision)
    with world.system.work(world.secretary) as w:
        actions.number(w, document_id)
        issuing.issue(w, document_id)
    builders.drain(world.system)
    return document_id
