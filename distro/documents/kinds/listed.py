"""The distribution list of a draft as the formats print it: block by block, by tier."""

from __future__ import annotations

from collections.abc import Sequence

from distro.documents.draft import Draft
from distro.kernel.errors import Refusal
from distro.lists.grammar.labels import LABEL, TIER_OF_LABEL, folded
from distro.lists.tier import Tier


def tier_of(line: str) -> Tier | None:
    """The tier whose label begins the line."""
    label = LABEL.match(folded(line))
    return TIER_OF_LABEL["".join(label["word"].split())] if label and label["colon"] else None


def words(content: Draft, tier: Tier) -> str:
    """The block of this tier without its label and last mark; empty where there is none."""
    line = next((line for line in content.wording if tier_of(line) is tier), "")
    label = LABEL.match(folded(line))
    return line[label.end() :].strip().rstrip("。.．") if label else ""


def faults(content: Draft, tiers: Sequence[Tier]) -> list[Refusal]:
    """What a list may not have in a format that prints these tiers once each."""
    found, seen = list[Refusal](), set[Tier]()
    allowed = "、".join(f"“{tier}：”" for tier in tiers)
    for line in content.wording:
        tier = tier_of(line)
        if tier is None or tier not in tiers:
            found.append(
                Refusal(
                    "“%(line)s…”不是这种格式的名单。请写作%(allowed)s。",
                    field="imprint",
                    line=line[:8],
                    allowed=allowed,
                )
            )
        elif tier in seen:
            found.append(Refusal("“%(tier)s”写了不止一行。请并成一行。", field="imprint", tier=str(tier)))
        else:
            seen.add(tier)
    return found
