"""The members of a block as they were written: cut at separators, wrapped names joined, remarks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from distro.kernel import dates
from distro.lists.grammar import labels, nouns
from distro.lists.grammar import lexicon as lx
from distro.lists.grammar.anatomy import LONGEST_NAME, Anatomy, anatomy
from distro.lists.grammar.blocks import Block, Outline
from distro.lists.grammar.likeness import is_short_name
from distro.lists.grammar.tables import REMEMBERED
from distro.lists.grammar.wraps import SPACE, Gap, clean, parts_names, places_kept, wrapped_at

_TOKEN = re.compile(
    r"(?P<major>[，,；;。]+)|(?P<minor>[、|/①-⑳]+)|(?P<gap>(?:\s|\*\*)+)"
    r"|(?P<words>(?:[^，,；;。、|/①-⑳\s*（(“《]+|[（(][^（()）]{0,60}[)）]|“[^“”]{0,40}”|《[^《》]{0,60}》|[（(“《]|\*(?!\*)){1,40})"
)
_CONJUNCTION = re.compile(r"以及|[和及与暨]")
_NUMBERING = re.compile(r"(?:[（(]?\d{1,2}(?:[.．)）](?!\d)|(?=\s*$))|[（(][一二三四五六七八九十]{1,3}[)）])\s*")
_COUNTED = re.compile(
    r"(?P<place>[一-鿿]{1,4}?)(?P<many>[两三四五六七八九十]{1,2})个?(?P<kind>街道|社区|[省镇乡县区市旗盟州村局厂所校站])"
)
_LEVELS = re.compile(r"(?P<level>[省市州盟县区旗乡镇村](?:（[^（）]{1,9}）)?)(?P<many>[两三四五])级(?=.)")
_NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}(?![师团届一二三四五六七八九十])")
_ORDINAL_AT_END = re.compile(r"第[一二三四五六七八九十]{1,3}$")


class Written(NamedTuple):
    """A piece as it was written: how much of it is numbering, and how much that and names, each name with its beginning
    and end in the piece."""

    numbering: int
    length: int
    names: tuple[tuple[int, int, str], ...]
    remark: str
    copies: int | None


class Item(NamedTuple):
    """One member as it was written: its words, their place in the text, remarks that are no part of the name."""

    words: str
    start: int
    end: int
    remark: str = ""
    copies: int | None = None


def groups(text: str, block: Block, found: Outline) -> Iterator[list[Item]]:
    """The members of a block, group by group. Numbering is added to the fields, what is no name to the leftovers."""
    for pieces in _pieces(text, block):
        items: list[Item] = []
        for start, end in pieces:
            behind = _persons_of(items[-1], text, start, end) if items else None
            if behind:
                items[-1] = behind
            else:
                items += _items(text, start, end, found)
        if items:
            yield _prepared(items)


def _persons_of(one: Item, text: str, start: int, end: int) -> Item | None:
    """省政府　领导同志: persons behind a space belong to the name before it."""
    if text[one.end : start].strip():
        return None
    words = clean(text[start:end])
    if not lx.CLASS_OF_PERSONS.fullmatch(words) or anatomy(one.words).persons:
        return None
    return one._replace(words=one.words + words, end=end)


def _prepared(items: list[Item]) -> list[Item]:
    """Without how many were named (江苏、浙江两省援疆办); 第一、二中学 and 正、副主任 completed."""
    for number, one in enumerate(items[1:], start=1):
        before = items[number - 1]
        uncounted = _uncounted(one.words) if anatomy(before.words).is_place else ""
        if uncounted:
            items[number] = one._replace(words=uncounted)
        elif counted := _counted(items[: number + 1]):
            items[number + 1 - len(counted) : number + 1] = counted
        elif _NUMERAL.match(one.words) and _ORDINAL_AT_END.search(before.words):
            items[number] = one._replace(words="第" + one.words)
        parts = anatomy(one.words)
        _share_noun(items, number)
        if before.words.endswith("企") and one.words.startswith("事业"):
            items[number - 1] = before._replace(words=before.words + "业")
        if before.words.endswith("正") and parts.is_post and parts.persons.startswith("副"):
            organ = before.words[:-1]
            items[number - 1] = before._replace(words=organ + parts.persons[1:])
            items[number] = one._replace(words=organ + one.words)
    return items


def _counted(items: list[Item]) -> list[Item]:
    """石桥、柳河、青山三镇人民政府; 财政、审计两局; 市、县两级法院: how many were named is no part of the last, and of
    what kind they are holds for all."""
    levels = _LEVELS.match(items[-1].words)
    if levels and dates.number(levels["many"]) <= len(items):
        return [items[-1]._replace(words=levels["level"] + items[-1].words[levels.end() :])]
    match = _COUNTED.match(items[-1].words)
    many = dates.number(match["many"]) if match else 0
    named = items[len(items) - many :] if match and 1 < many <= len(items) else []
    if not match or not named or any(not is_short_name(one.words.removesuffix(match["kind"])) for one in named[:-1]):
        return []
    kind = match["kind"]
    last = match["place"] + kind + items[-1].words[match.end() :]
    first = [one._replace(words=one.words.removesuffix(kind) + kind) for one in named[:-1]]
    return [*first, named[-1]._replace(words=last)]


def _share_noun(items: list[Item], last: int) -> None:
    """各市发展改革、财政、水利主管部门: what is named by its subject alone takes the noun of the next."""
    if not nouns.SUBJECT.fullmatch(anatomy(items[last - 1].words).core):
        return
    noun = nouns.NOUN_OF_SUBJECT.search(items[last].words)
    if not noun or not nouns.SUBJECT.fullmatch(anatomy(items[last].words[: noun.start()]).core):
        return
    for number in range(last - 1, -1, -1):
        if not nouns.SUBJECT.fullmatch(anatomy(items[number].words).core):
            return
        items[number] = items[number]._replace(words=items[number].words + noun.group())


def _uncounted(words: str) -> str:
    """江苏、浙江两省援疆办: how many were named is no part of the last; nothing where none is said."""
    parts = anatomy(words)
    count = lx.COUNT_OF_PLACES.match(parts.tail) if parts.place_kind == "named" else None
    if not count:
        return ""
    place = parts.place
    if count.group().startswith("（"):
        province = lx.PROVINCE.match(place)
        if not province:
            return ""
        place = province.group() + lx.LEVEL_OF_PROVINCE[province.group()]
    return place + parts.tail[count.end() :] + parts.persons


def _pieces(text: str, block: Block) -> Iterator[list[tuple[int, int]]]:
    """Places of the pieces between separators, one list per group."""
    group: list[tuple[int, int]] = []
    width = wrapped_at(text[text.rfind("\n", 0, block.start) + 1 : block.end + 1])
    start = end = -1
    is_break = is_blank = is_flowing = False
    for token in _TOKEN.finditer(text, block.content, block.end):
        kind = token.lastgroup
        if kind == "gap":
            is_break = is_break or "\n" in token.group()
            is_blank = is_blank or token.group().count("\n") > 1
            continue
        if kind == "words":
            first, last = token.span()
            if start >= 0 and end < first:
                gap = _gap(text, end, block, is_flowing, width) if is_break else SPACE
                if is_blank or parts_names(text, start, end, first, block.end, gap):
                    group.append((start, end))
                    start = -1
                    if is_break:
                        yield group
                        group = []
                    else:
                        is_flowing = True
            if start < 0:
                start = first
            end = last
            is_flowing = is_flowing and not is_break
        else:
            if start >= 0:
                group.append((start, end))
            if kind == "major" and group:
                yield group
                group = []
            start, is_flowing = -1, True
        is_break = is_blank = False
    if start >= 0:
        group.append((start, end))
    if group:
        yield group


def _gap(text: str, end: int, block: Block, is_flowing: bool, width: int) -> Gap:
    """The line break behind the piece that ends here."""
    line_start = text.rfind("\n", block.start, end) + 1 or block.start
    next_start = text.find("\n", end) + 1
    next_end = text.find("\n", next_start, block.end)
    next_line = text[next_start : next_end if next_end > 0 else block.end]
    is_running = is_flowing or any(mark in next_line for mark in "，、；")
    is_wrap = 0 < width <= len(text[text.rfind("\n", 0, end) + 1 : end].rstrip())
    return Gap(True, is_running, end - line_start + 1 >= len(next_line), is_wrap)


def _items(text: str, start: int, end: int, found: Outline) -> Iterator[Item]:
    written = _written(text[start:end])
    if written.numbering:
        found.fields.append((start, start + written.numbering))
    last = start + written.length
    if any(character.isalnum() for character in text[last:end]):
        found.leftovers.append((last, end))
    for first, stop, words in written.names:
        yield Item(words, start + first, start + stop, written.remark, written.copies)


@lru_cache(REMEMBERED)
def _written(raw: str) -> Written:
    """Read one piece between separators. Names recur in every imprint of an office, hence the cache."""
    number = _NUMBERING.match(raw)
    numbering = number.end() if number else 0
    conjunction = _CONJUNCTION.match(raw, numbering)
    begin = numbering
    if conjunction and anatomy(clean(raw[conjunction.end() :])).is_known:
        begin = conjunction.end()
    length, names, remark, copies = _names(raw[begin:])
    names = tuple((begin + first, begin + stop, words) for first, stop, words in names)
    return Written(numbering, begin + length, names, remark, copies)


def _names(raw: str) -> tuple[int, tuple[tuple[int, int, str], ...], str, int | None]:
    """The same of a piece without numbering: how much of it are names, the names, remarks, copies."""
    length = len(raw)
    words = clean(raw)
    if words.endswith("）") and "（" not in words:
        length, words = max(raw.rfind(")"), raw.rfind("）")), words[:-1]
    elif words.endswith(("：", ":", ".", "．")):
        length, words = raw.rfind(words[-1]), words[:-1]
    others = labels.AND_OTHERS.search(words)
    if others:
        length, words = raw.rfind("等", 0, length), words[: others.start()]
        if others["noun"] and nouns.SUBJECT.fullmatch(anatomy(words).core):
            length, words = len(raw.rstrip("。")), words + others["noun"]
    words, remark, copies = _remark(words)
    if not words:
        return 0, (), "", None
    if not clean(raw).startswith(words):
        return length, ((0, length, words),), remark, copies
    names, begin = [], 0
    places = places_kept(raw)
    while joint := _conjunction(words, begin):
        names.append((places[begin], places[joint.start()], words[begin : joint.start()]))
        begin = joint.end()
    names.append((places[begin] if begin else 0, length, words[begin:]))
    return length, tuple(names), remark, copies


def _remark(words: str) -> tuple[str, str, int | None]:
    """Take off how many copies, and remarks such as （不含附件）."""
    remarks, copies = [], None
    match = labels.COPIES.search(words)
    if match and match.start():
        copies = labels.SMALL_NUMBERS.get(match["few"] or match["each"]) or int(match["in_bracket"] or match["behind"])
        remarks.append(match.group().strip("（）"))
        words = words[: match.start()] + words[match.end() :]
    match = labels.REMARK.search(words)
    if match and match.start():
        remarks.append(match.group().strip("（）"))
        words = words[: match.start()] + words[match.end() :]
    return words, "；".join(remarks), copies


def _conjunction(words: str, begin: int) -> re.Match[str] | None:
    """省委和省政府 are two names, 市交通和港航管理局 is one: both sides must be whole, the right one at home.

    Alike ones need no home (市财政局和审计局). 直辖市和计划单列市教育局 are two places; 北平市和安区 is one, so 和 parts only places known as such.
    """
    if len(words) > LONGEST_NAME:
        return None
    for match in _CONJUNCTION.finditer(words, begin):
        if match.start() > begin + 1 and lx.OPEN_CLASS.match(words, match.end()):
            return match
        left, right = anatomy(words[begin : match.start()]), anatomy(words[match.end() :])
        if _are_offices(left, right):
            return match
        if not left.is_known or not (left.path or left.body or left.quantifier or left.is_class):
            continue
        if words.startswith(("中央和国家", "党委和政府"), begin) or not right.is_known or len(right.words) < 2:
            continue
        is_at_home = right.quantifier or lx.STATIONED.match(right.words) or (right.path and right.place_kind != "named")
        are_places = left.is_place and right.path and (match.group() != "和" or lx.KNOWN_PLACE.match(right.words))
        are_persons = left.persons and right.persons == right.words
        if is_at_home or are_places or are_persons or (right.body and left.body) or _are_alike(left, right):
            return match
    return None


def _are_alike(left: Anatomy, right: Anatomy) -> bool:
    """市财政局和审计局, 各高校和科研单位: the same noun behind both, or two classes."""
    if left.persons or right.persons:
        return False
    is_same_noun = left.words[-1] == right.words[-1] in "局厅委办院校" and len(right.words) > 2
    return is_same_noun or (_is_many(left) and _is_many(right))


def _are_offices(left: Anatomy, right: Anatomy) -> bool:
    """人事处和研究生院: either is whole, though nothing says of whom."""
    is_whole = lx.WHOLE_OFFICE.search(left.words) is not None and not left.persons
    return is_whole and right.is_known and len(right.words) > 2 and not (right.persons or right.is_place)


def _is_many(parts: Anatomy) -> bool:
    return parts.is_class or lx.PLURAL_END.search(parts.head) is not None
