"""What an officer is told of the changes since somebody last gave their word on the draft."""

from __future__ import annotations

from dataclasses import dataclass

from distro.documents import queries
from distro.documents.differences import Fate, Line, Piece, changes
from distro.documents.kinds import choice
from distro.documents.models import Approval, Document
from distro.documents.rules import Stage
from distro.kernel.work import Work
from distro.lists import queries as lists
from distro.web.language import gettext


@dataclass(frozen=True)
class Difference:
    """What changed since the last revision that was signed, or else judged: fields with the words that went and came, and
    names that joined or left the list."""

    since: int
    is_signed: bool
    fields: dict[str, list[Line]]
    joined: list[str]
    left: list[str]


def difference(w: Work, document: Document, approvals: list[Approval]) -> Difference | None:
    """The difference of the present revision from an earlier one that somebody gave their word on, if there is one."""
    earlier = [each for each in approvals if each.revision < document.revision]
    signed = [each for each in earlier if each.stage is Stage.APPROVE and each.approved]
    if not earlier:
        return None
    since = max(each.revision for each in signed or earlier)
    then, now = queries.revision_of(w, document, since), queries.draft_of(w, document)
    before, after = (
        [each.addressee.recipient.name for each in lists.read(w, content.sheet, content.sponsor, document.issuer_id)]
        for content in (then, now)
    )
    labels = choice.labels(now)
    fields = {gettext(labels[name]): told for name, told in changes(then, now).items()}
    if files := _files(w, document, since):
        fields[gettext("随文附件")] = [files]
    return Difference(
        since=since,
        is_signed=bool(signed),
        fields=fields,
        joined=[name for name in after if name not in before],
        left=[name for name in before if name not in after],
    )


def _files(w: Work, document: Document, since: int) -> Line:
    """The names of the files that went along then and do not now, and of those that came; nothing where they are the same."""
    then, now = (
        {each.digest: each.name for each in queries.attachments(w, document, revision)} for revision in (since, None)
    )
    gone = [Piece(Fate.GONE, name) for digest, name in then.items() if digest not in now]
    return gone + [Piece(Fate.NEW, name) for digest, name in now.items() if digest not in then]
