"""The grammar of distribution lists: the words of a 报/送/发 or 主送/抄送 block into tiers, groups and recipients."""

from __future__ import annotations

import re

from distro.lists import blocks
from distro.lists import lexicon as lx
from distro.lists.anatomy import anatomy
from distro.lists.carrying import Member, carry, member
from distro.lists.reading import Group, Reading, Recipient, TierBlock

_TOKEN = re.compile(
    r"(?P<major>[，,；;。])|(?P<minor>[、|/])|(?P<space>\s+)"
    r"|(?P<bracket>[（(][^（()）\n]{0,60}[)）]|“[^“”\n]{0,40}”|《[^《》\n]{0,60}》|[^，,；;。、|/\s（(“《]+|.)"
)
_HALF_TO_FULL = str.maketrans({"(": "（", ")": "）"})
_SPACES = re.compile(r"\s+")


def parse(text: str) -> Reading:
    """Read a distribution block. Never raises and never loses a character.

    Every character of `text` lies in a recipient's place, in a tier's label, in one of the remainders, or is a
    separator. ， ； 。 and line breaks end a group; 、 and spaces part the recipients inside one.
    """
    imprint = blocks.outline(text)
    remainders = list(imprint.remainders)
    tiers = tuple(_tier(text, block, remainders) for block in imprint.blocks)
    remainders.sort()
    return Reading(text, tiers, imprint.copies, imprint.print_org, imprint.print_date, tuple(remainders))


def _tier(text: str, block: blocks.Block, remainders: list[tuple[int, int]]) -> TierBlock:
    groups = []
    for pieces in _groups(text, block):
        members, notes = _members(text, pieces, remainders)
        if members:
            recipients = tuple(_recipient(one, notes.get(id(one.parts), "")) for one in carry(members))
            groups.append(Group(recipients, members[0].start, members[-1].end))
    return TierBlock(block.tier, block.label, tuple(groups), block.start, block.end)


def _groups(text: str, block: blocks.Block):
    """Lists of pieces (start, end), one list per group."""
    group: list[tuple[int, int]] = []
    start = end = -1
    last_line_end = -1
    for line_start, line_end in block.lines:
        fresh_line = last_line_end >= 0
        for token in _TOKEN.finditer(text, line_start, line_end):
            kind = token.lastgroup
            if kind == "bracket":
                if start >= 0 and fresh_line and not _wraps(text, start, end, token.start(), line_end):
                    group.append((start, end))
                    yield group
                    group, start = [], -1
                elif start >= 0 and not fresh_line and end < token.start() and _parts(text, start, end, token.start()):
                    group.append((start, end))
                    start = -1
                if start < 0:
                    start = token.start()
                end = token.end()
                fresh_line = False
            elif kind != "space":
                if start >= 0:
                    group.append((start, end))
                    start = -1
                if kind == "major" and group:
                    yield group
                    group = []
                fresh_line = False
        last_line_end = line_end
    if start >= 0:
        group.append((start, end))
    if group:
        yield group


def _parts(text: str, start: int, end: int, following: int) -> bool:
    """Whether the space between two pieces parts two names, not the letters of one."""
    left = _clean(text[max(start, end - 40) : end])
    right = text[following : following + 2].strip()
    if len(left) < 2 or len(right) < 2:
        return False
    parts = anatomy(left)
    return parts.is_known and not parts.is_place


def _wraps(text: str, start: int, end: int, following: int, line_end: int) -> bool:
    """Whether a line break stands inside a name."""
    left = _clean(text[max(start, end - 40) : end])
    match = re.compile(r"[^，,；;。、\s]{1,40}").match(text, following, line_end)
    right = _clean(match.group()) if match else ""
    parts, after = anatomy(left), anatomy(right)
    if len(right) < 2 or len(left) < 2 or not parts.is_known or parts.is_place:
        return True
    return not (after.place or after.quantifier or after.is_known)


def _clean(words: str) -> str:
    return _SPACES.sub("", words).translate(_HALF_TO_FULL)


def _members(text: str, pieces: list[tuple[int, int]], remainders: list[tuple[int, int]]):
    members: list[Member] = []
    notes: dict[int, str] = {}
    for start, end in pieces:
        words = _clean(text[start:end])
        others = lx.AND_OTHERS.search(words)
        if others and others.start() and others.group():
            cut = text.rfind("等", start, end)
            remainders.append((cut, end))
            end, words = cut, words[: others.start()]
        note = lx.NOTE.search(words)
        qualifier = ""
        if note and note.start():
            qualifier, words = note.group().strip("（）"), words[: note.start()] + words[note.end() :]
        if not words:
            remainders.append((start, end))
            continue
        one = member(words, start, end)
        members.append(one)
        if qualifier:
            notes[id(one.parts)] = qualifier
    return members, notes


def _recipient(one: Member, qualifier: str) -> Recipient:
    parts = one.parts
    name = one.name
    persons = parts.persons or one.persons
    organ = "" if parts.person else one.organ
    if lx.ARCHIVE.match(name):
        audience = "存档"
    elif persons:
        audience = "个人" if lx.ORDINARY_PERSONS.search(persons) else "领导同志"
    else:
        audience = "organ"
    head = one.prefix + parts.quantifier
    return Recipient(
        name,
        organ,
        one.start,
        one.end,
        audience,
        qualifier,
        "各" in head + parts.inner or "全体" in head or "所有" in head or (parts.is_class_noun and len(parts.core) > 1),
        "有关" in head + parts.inner + persons or "相关" in head + parts.inner + persons,
        one.confidence,
        tuple(alternative for alternative in one.alternatives if alternative != (name,)) + _juxtaposed(name),
    )


def _juxtaposed(name: str) -> tuple[tuple[str, ...], ...]:
    for pair, first, second in lx.JUXTAPOSED:
        head, found, tail = name.partition(pair)
        if found:
            return ((head + first + tail, head + second + tail),)
    return ()
