"""A reading as plain data: what a program gets that asks how a distribution block is read."""

from __future__ import annotations

from typing import Any

from distro.lists.grammar.reading import Reading, Recipient, TierBlock
from distro.lists.rules import Addressee, addressees


def to_plain(reading: Reading, issuer: str = "") -> dict[str, Any]:
    """{tiers: [{tier, label, groups: [{recipients: […]}], names}], trailer: {copies, print_org, print_date},
    fields: [text], leftovers: [{text, start, end, may_be_office}]}.

    Each recipient has name, collective, open, audience, qualifier, its place (start, end) in the text, confidence and
    alternatives; with an issuer also `office`, the name the register would know it by in that issuer's mouth.
    """
    offices = {id(each.recipient): each for each in addressees(reading, issuer)} if issuer else {}
    trailer = {
        "copies": reading.copies,
        "print_org": reading.print_org,
        "print_date": reading.print_date and reading.print_date.isoformat(),
    }
    return {
        "tiers": [_tier(tier, offices) for tier in reading.tiers],
        "trailer": {name: value for name, value in trailer.items() if value is not None},
        "fields": [reading.words(start, end) for start, end in reading.fields],
        "leftovers": [one._asdict() for one in reading.leftovers],
    }


def _tier(tier: TierBlock, offices: dict[int, Addressee]) -> dict[str, Any]:
    return {
        "tier": str(tier.tier),
        "label": tier.label,
        "groups": [{"recipients": [_recipient(one, offices) for one in group.recipients]} for group in tier.groups],
        "names": [one.name for one in tier.recipients],
    }


def _recipient(one: Recipient, offices: dict[int, Addressee]) -> dict[str, Any]:
    plain = {
        "name": one.name,
        "collective": one.collective,
        "open": one.open,
        "audience": one.audience,
        "qualifier": one.qualifier,
        "start": one.start,
        "end": one.end,
        "confidence": one.confidence,
        "alternatives": [list(names) for names in one.alternatives],
    }
    if id(one) in offices:
        plain["office"] = offices[id(one)].office_name or None
    return plain
