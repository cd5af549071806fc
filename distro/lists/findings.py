"""What the checks find in a list as it stands, by the register and the accounts of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from distro.accounts import queries as accounts
from distro.accounts.rules import Role
from distro.kernel.work import Work
from distro.lists import queries
from distro.lists.checks import Ended, Finding, Listed, Receiver, check
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.particulars import is_leading
from distro.lists.queries import Line
from distro.lists.sheet.sheet import Sheet
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.offices.queries import Lapsed
from distro.offices.rules import Standing


@dataclass(frozen=True)
class Survey:
    """What the register and the accounts say of a list: who issues it, and of each entry what the checks ask."""

    issuer: Standing
    entries: Sequence[Listed]
    print_run: int | None
    leftovers: Sequence[str]

    def findings(self) -> list[Finding]:
        """Everything the checks find, the gravest first."""
        return check(self.issuer, self.entries, self.print_run, self.leftovers)


def survey(w: Work, list_id: UUID, lines: Sequence[Line] | None = None) -> Survey:
    """`lines` are those of the list, if the caller has them."""
    listed = queries.by_id(w, list_id)
    lines = queries.lines_of(w, listed) if lines is None else lines
    reading = Sheet("\n".join(listed.wording), listed.choices).reading()
    copies = [recipient.copies for tier in reading.tiers for recipient in tier.recipients]
    # The list may have been read while an office still existed, or before the issuer's classes changed.
    lapsed = offices.lapsed(w, {line.entry.office_name for line in lines if line.entry.office_name})
    issuer = offices.find(w, listed.issuer_id)
    above = offices.above(w, {issuer.id, *(line.office.id for line in lines if line.office)})
    clerks = accounts.offices_with(w, Role.CLERK, {office_id for line in lines for office_id, _ in _receiving(line)})
    return Survey(
        standing(issuer, above[issuer.id]),
        [
            Listed(
                position=line.entry.position,
                tier=line.entry.tier,
                name=line.entry.office_name or line.entry.name,
                audience=line.entry.audience,
                words=line.entry.name,
                is_class=line.entry.is_class,
                is_unknown=line.entry.is_unknown,
                is_leaning=line.entry.is_leaning,
                confidence=line.entry.confidence,
                copies=given,
                ended=_ended(lapsed.get(line.entry.office_name)),
                receivers=tuple(Receiver(office_id, name, office_id in clerks) for office_id, name in _receiving(line)),
                repeated=tuple(line.repeated),
                standing=standing(line.office, above[line.office.id]) if line.office else None,
                rank=line.office.rank if line.office else 0,
            )
            for line, given in zip(lines, _as_many(copies, len(lines)), strict=True)
        ],
        reading.copies,
        [one.text for one in reading.leftovers],
    )


def standing(office: Office, above: Sequence[UUID]) -> Standing:
    """Where an office stands; `above` are the offices above it, the nearest first."""
    return Standing(
        id=office.id,
        above=tuple(above),
        level=office.level,
        branch=office.branch,
        region=office.region,
        is_leading=is_leading(anatomy(office.name)),
    )


def _as_many(copies: list[int | None], count: int) -> list[int | None]:
    """What is printed of the copies; nothing, if the words read otherwise today."""
    return copies if len(copies) == count else [None] * count


def _receiving(line: Line) -> list[tuple[UUID, str]]:
    if line.office is not None:
        return [(line.office.id, line.office.name)]
    return [(member.office_id, member.office_name) for member in line.members]


def _ended(lapsed: Lapsed | None) -> Ended | None:
    if lapsed is None:
        return None
    return Ended(lapsed.successor.name if lapsed.successor else "")
