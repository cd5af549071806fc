"""The grammar of distribution lists: the words of a 报/送/发 or 主送/抄送 block into tiers, groups and recipients."""

from __future__ import annotations

from distro.lists.grammar import labels
from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.blocks import LONGEST_IMPRINT, Block, Outline, may_name_an_office, outline
from distro.lists.grammar.judging import doubt_over_commas, judged, recipient
from distro.lists.grammar.likeness import kind_of
from distro.lists.grammar.reading import Group, Leftover, Reading, Recipient, TierBlock
from distro.lists.grammar.steps import NATIONAL_PLACES
from distro.lists.grammar.tables import LARGEST_GROUP
from distro.lists.grammar.written import Item, groups


def parse(text: str) -> Reading:
    """Read a distribution block. Never raises and never loses a character; the time is linear in the length.

    Every character of `text` lies in a recipient's place, in a tier's label, a field or a leftover, or is a
    separator. ， ； 。 and line breaks end a group; 、 and spaces part the recipients inside one.
    """
    flat = labels.folded(text)
    found = outline(flat)
    tiers = tuple(_tier(text, flat, block, found) for block in found.blocks)
    leftovers = tuple(_leftover(text, start, end) for start, end in sorted(found.leftovers))
    fields = tuple(sorted(found.fields))
    return Reading(text, tiers, found.copies, found.print_org, found.print_date, fields, leftovers)


def names_an_organ(words: str) -> bool:
    """Whether the words look like the name of an organ."""
    parts = anatomy(words)
    return not parts.persons and (lx.OFFICE_END.search(words) is not None or bool(parts.body and not parts.core))


def begins_with_a_place(words: str) -> bool:
    """Whether the words are the name of an organ that begins with the name of its place."""
    return names_an_organ(words) and anatomy(words).place_kind == "named"


def _leftover(text: str, start: int, end: int) -> Leftover:
    words = text[start:end]
    return Leftover(words, start, end, len(words) < LONGEST_IMPRINT and may_name_an_office(words))


def _tier(text: str, flat: str, block: Block, found: Outline) -> TierBlock:
    written = list(groups(flat, block, found))
    has_only_commas = all(len(items) == 1 for items in written)
    read: list[Group] = []
    before = ""
    for items in written:
        is_carried = bool(before) and _looks_back(items[0].words, has_only_commas)
        group, last = _group(items, before if is_carried else "", block.is_doubtful)
        read.append(group)
        its = anatomy(last)
        before = "" if its.place in NATIONAL_PLACES else last if its.path else before
    if len(read) > 1:
        read = doubt_over_commas(written, read)
    return TierBlock(block.tier, text[block.start : block.content], tuple(read), block.start, block.end)


def _looks_back(words: str, has_only_commas: bool) -> bool:
    """市委，人大，政府: where only commas are written, bodies and bureaus are read as if they stood in one group."""
    parts = anatomy(words)
    if (
        not parts.is_bare
        or parts.quantifier
        or lx.OWN_POST.search(words)
        or parts.begins_whole
        or lx.ARMY.match(parts.body)
    ):
        return False
    kind = kind_of(words)
    return bool(parts.body) or (has_only_commas and kind in ("party", "bureau", "post"))


def _group(items: list[Item], before: str, is_doubtful: bool) -> tuple[Group, str]:
    """The group read, and the name that later members look back at."""
    found: list[Recipient] = []
    last, is_carried = before, bool(before)
    for start in range(0, len(items), LARGEST_GROUP):
        piece = items[start : start + LARGEST_GROUP]
        words = tuple(one.words for one in piece)
        names, last = judged(words, last)
        is_first = is_carried and not start
        found += (recipient(one, piece, is_doubtful=is_doubtful, is_carried=is_first) for one in names)
    return Group(tuple(found), items[0].start, items[-1].end), last
