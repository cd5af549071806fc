"""What the tests of a list's page share: a draft whose list leads somewhere, and its buttons."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

from werkzeug.test import TestResponse

from distro.documents import actions as documents
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.lists import queries as lists
from distro.lists.models import ListEntry
from distro.lists.sheet.editing import all_places
from distro.lists.sheet.sheet import Sheet
from distro.web import sheets
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor

IMPRINT = "报：云溪市委、云溪市政府领导同志。\n送：云溪市委宣传部、援湾办，云溪市财政局。"
CONTENT = replace(DRAFT, imprint=IMPRINT)


def drafted(world: World, content: Draft = CONTENT) -> UUID:
    with world.system.work(world.secretary) as w:
        return documents.draft(w, content, world.issuer_id).id


def draft_of(world: World, document_id: UUID) -> Draft:
    with world.system.work(TESTER) as w:
        return reads.draft_of(w, reads.find(w, document_id))


def press(visitor: Visitor, document_id: UUID, sheet: Sheet, do: str, **more: str) -> TestResponse:
    form = {"wording": sheet.wording, "choices": sheet.choices, "read": sheets.digest(sheet), "version": "1"}
    return visitor.post(f"/documents/{document_id}/list", **(form | {"do": do} | more))


def place(sheet: Sheet, name: str) -> int:
    return next(
        number
        for number, each in enumerate(all_places(sheet.reading()))
        if name in [one.name for one in each.recipients]
    )


def entries(world: World, document_id: UUID) -> list[ListEntry]:
    with world.system.work(TESTER) as w:
        return [line.entry for line in lists.lines(w, reads.find(w, document_id).list_id)]


def choices_shown(answer: TestResponse) -> str:
    return re.search(r'name="choices" value="([^"]*)"', answer.text).group(1)
