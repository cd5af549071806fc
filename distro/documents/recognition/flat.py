"""Documents that came on one line: where their lines broke."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.documents import issue_numbers
from distro.documents.recognition import words as w
from distro.kernel import dates
from distro.lists.grammar import labels, parse

_FEWEST_LINES = 3
_SHORTEST = 40
_HEAD = 120
"""In so many characters from the beginning a designation is looked for."""

_DATE = rf"{dates.WRITTEN}(?:{w.G}印发|{dates.HOUR})?"
_GENRE = "通知|通报|函|意见|决定|决议|报告|请示|批复|公告|通告|方案|纪要"
_CODE = r"[一-鿿]{1,14}[〔\[(（【]\d{4}"
_NUMBER = r"[一-鿿(（）)]{1,16}[〔\[(（【]\d{4}[〕\])）】]第?\d{1,5}号"
_TIERS = "|".join(sorted(set(labels.TIER_OF_LABEL) - labels.LINE_LABELS, key=len, reverse=True))
_BEGINS = r"截至|截止|\d{1,2}月\d{1,2}日|近日|日前|近期|近年来|连日来|今年|去年|目前|当前|编者按|按[：:]|为|根据|按照|一、|摘要[：:]"
"""How the text of a bulletin begins behind its title."""
_NAME = "简报|专报|快报|要情|动态|通讯|快讯|简讯|内参"

# One rule a line: what stands before, (what is to have a line of its own), what stands behind.
_HEAD_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # copy number, urgency, 内部资料
        (r"^(\d{6})\s*(?=\D)", r"\1\n"),
        (r"^([A-Z]{2,8}[\w-]*\d)\s*(?=[一-鿿])", r"\1\n"),
        (rf"(?:^|(?<=\n))({w.CIRCULATION}[　 ，、]*(?:注意保存|请勿外传)?)\s*(?=\S)", r"\1\n"),
        # masthead and document number
        (rf"(?:^|(?<=\n))([^。，：:\n]{{2,40}}?文件)\s*(?={_CODE})", r"\1\n"),
        (rf"(?:^|(?<=\n))([^。，：:\n]{{2,40}}?(?:令|纪要))\s*(?={_CODE}|第|〔\d{{4}}〕)", r"\1\n"),
        (
            rf"(?:^|(?<=\n))([^。，：:\n]{{2,30}}(?:{w.ORGAN_END}))\s*(?=[一-鿿(（）)]{{2,12}}函[〔\[(（【]\d{{4}})",
            r"\1\n",
        ),
        (rf"(?:^|(?<=\n))({_NUMBER}|[〔\[(（【]\d{{4}}[〕\])）】]第?\d{{1,5}}号)\s*", r"\1\n"),
        # a bulletin without a number
        (rf"^([^。，：:\n]{{2,20}}?(?:{_NAME}))\s*(?=[一-鿿]{{2,30}}(?:{w.ORGAN_END})\s)", r"\1\n"),
        (rf"(?<=令\n)(第{w.G}{dates.NUMERAL}{w.G}号)\s*", r"\1\n"),
        (r"(?<=号\n)([^。，：:\n]{0,40}签发人?\s?[：:]\s?[XxＸ×＊*]{1,4})\s*", r"\1\n"),
        (r"(?<=号\n)(签发人?\s?[：:]\s?[一-鿿]\s?[一-鿿]{1,2}?)\s*(?=[一-鿿]{0,30}关于)", r"\1\n"),
    )
)
_TEXT_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # issuer and date of a bulletin
        (rf"(?<=期\n|）\n|\)\n|号\n|刊\n)((?:(?!关于)[^。，\n]){{2,60}}?){w.G}({_DATE})\s*", r"\1 \2\n"),
        # title, its number as web pages show it, and address
        (
            rf"(?:^|\n)([^。，：:\n]{{4,80}}?的(?:{_GENRE}))\s*([（(]{dates.WRITTEN}[^（）()\n]{{0,20}}[）)])\s*",
            r"\n\1\n\2\n",
        ),
        (rf"(?:^|\n)([^。，：:\n]{{4,80}}?的(?:{_GENRE}))\s*({_CODE}[〕\])）】]第?\d{{1,5}}号)\s*", r"\n\1\n\2\n"),
        (rf"(?:^|\n)([^。，：:\n]{{4,80}}?的(?:{_GENRE}))\s*(?=[^。\n]{{1,400}}?[：:])", r"\n\1\n"),
        (rf"(?<=号\n)([^。，：:\n]{{4,80}}?的(?:{_GENRE}))\s*(?=\S)", r"\1\n"),
        (
            rf"(\n[^。，：:\n]{{4,80}}?的(?:{_GENRE})\n(?:{_CODE}[^\n]{{2,8}}号\n)?)([^。：:\n]{{2,400}}?(?:{w.ORGAN_END}|单位|部门|机构)[：:])\s*(?=[^\n])",
            r"\1\2\n",
        ),
        (r"(?<=\n)((?:各|省|市|县|区|州|国|总|中|有关)[^。：:\n]{1,400}[：:])\s*(?=[^\n])", r"\1\n"),
        (rf"(?<=日\n)([^。，\n]{{4,40}}?)(?=编者按|(?:{_BEGINS})[^\n]{{0,60}}?[，。：:])", r"\1\n"),
        # annexes
        (r"(?<=[。…；])\s*(附\s?件?\s?[：:])", r"\n\1"),
        (r"(?<=\n)(附\s?件\s?[：:]\s?1[.．、。][^\n]{2,60}?)(2[.．、])", r"\1\n\2"),
        # note, keywords, tiers, printing line, signature
        (r"([（(](?:此件|联系人|联系电话)[^（）()\n]{2,200}[）)])\s*", r"\n\1\n"),
        (r"(?<=[。\s日）)…])(主题词[：:])", r"\n\1"),
        (rf"(?<=\n)(主题词[：:][^。：:\n]{{1,60}}?)(?=(?:{_TIERS})\s{{0,4}}[：:])", r"\1\n"),
        (rf"(?<=[。\s日）)…\n])((?:本期)?(?:{_TIERS})\s{{0,4}}[：:])", r"\n\1"),
        (r"(?<=[。）)])((?:责任编辑|责编|编辑|主编|校对|审核|签发人?)\s?[：:])", r"\n\1"),
        (rf"(?<=[。\n…日])([^。，、：:\n\d]{{2,40}}{dates.WRITTEN}印发)", r"\n\1"),
        (rf"(?<=[。…])([^。…，、：:\n\d]{{2,60}}?)\s*({dates.WRITTEN})\s*(?=\n|$)", r"\n\1\n\2"),
        (rf"(?<=[。…])\s*({dates.WRITTEN})\s*$", r"\n\1"),
        (rf"(?<=[^\n年月日\d])({dates.WRITTEN})\s*(?=\n(?:{_TIERS}|（|主题词|[^。\n]{{2,40}}印发))", r"\n\1"),
    )
)
_OPENING_ORGAN = re.compile(
    r"(?:^|(?<=\n))([^。，：:\n]{4,40}?)(?:文件(?=\n)|关于|(?=\n[一-鿿]{2,16}[〔\[(（【]\d{4}))"
)
_GAP = re.compile(r"(?<=[一-鿿]{2})[^\S\n]+(?=[一-鿿]{2})|(?<=[：:》”）)])[^\S\n]+(?=[一-鿿]{2})")
_HEAD_WORDS = 300
_FIRST_TIER = re.compile(rf"(?:^|\n)(?:本期)?(?:{_TIERS})\s{{0,4}}[：:]")
_FURTHER = re.compile(
    rf"\n?((?<!签)(?:本期)?(?:{_TIERS})\s{{0,4}}[：:]|[（(]?(?:共印|印数[：:]|印\d+份)|(?:责任编辑|编辑|主编|校对)[：:])"
)
_ANNEXES_AND_DATE = re.compile(rf"(?:^|\n)附\s?件?\s?[：:](?P<listed>[^\n。]{{4,200}}?)\s*(?={dates.WRITTEN})")
_EVERYWHERE = "本期)?"
"""A rule with these words is for each tier there is; the others are for one place."""


def line_breaks(text: str) -> list[int]:
    """Where the lines of the text end: at its line breaks, or where those of head and foot were if it has almost none."""
    flat = text.strip()
    if len(flat) < _SHORTEST or flat.count("\n") >= _FEWEST_LINES:
        return [at for at, character in enumerate(text) if character == "\n"]
    flat = _columns_apart(flat)
    for pattern, replacement in _HEAD_RULES:
        flat = pattern.sub(replacement, flat, count=1)
    flat = _designation_apart(_organ_apart(flat))
    for pattern, replacement in _TEXT_RULES:
        flat = pattern.sub(replacement, flat, count=0 if _EVERYWHERE in pattern.pattern else 1)
    return list(_places(text, _signature_behind_annexes(_signatures_apart(_tiers_apart(flat)))))


def _columns_apart(flat: str) -> str:
    """White space before the first sentence was the end of a line, unless it spaces letters or a number."""
    head = re.split("[。；]", flat[:_HEAD_WORDS], maxsplit=1)[0]
    return _GAP.sub(_unless_joint, head) + flat[len(head) :]


def _unless_joint(gap: re.Match[str]) -> str:
    """Two organs that open one title stand on one line."""
    before = re.split(r"\s", gap.string[: gap.start()])[-1]
    is_title = re.match("[^。，\\s]{4,30}?(?:关于|印发|转发)", gap.string[gap.end() :])
    return gap.group() if is_title and parse.names_an_organ(before) else "\n"


def _tiers_apart(flat: str) -> str:
    """Behind the first tier each further label and the print run begin a line, with a full stop before them or none."""
    first = _FIRST_TIER.search(flat)
    if first is None:
        return flat
    return flat[: first.end()] + _FURTHER.sub(r"\n\1", flat[first.end() :])


def _organ_apart(flat: str) -> str:
    """The organ in the name of a letter on a line of its own, before the number."""
    number = w.DOC_NO.match(flat)
    end = w.organ_before(number["code"]) if number else 0
    return f"{flat[:end]}\n{flat[end:]}" if end else flat


def _designation_apart(flat: str) -> str:
    """The number of a bulletin on a line of its own, if no document number stands at the head."""
    found = issue_numbers.find(flat[:_HEAD])
    is_numbered = w.DOC_NO.search(flat[:_HEAD].replace("\n", "。"))
    name = flat[: found.start] if found else ""
    if not found or not name.strip() or re.search("[。，：:]|关于", name) or (is_numbered and "纪要" not in name):
        return flat
    return f"{name}\n{flat[found.start : found.end]}\n{flat[found.end :].lstrip()}"


def _signatures_apart(flat: str) -> str:
    """Where an organ that opens the name or the title at the head stands before a date again, it signs or prints there."""
    for organ in dict.fromkeys(_OPENING_ORGAN.findall(flat)):
        name = re.escape(organ)
        signed = re.compile(rf"(?<=[^\n])({name})\s{{0,8}}({dates.WRITTEN})(?!{w.G}印发)")
        printed = re.compile(rf"(?<=[^\n])({name}[^。，、：:\n\d]{{0,12}}{dates.WRITTEN}{w.G}印发)")
        flat = printed.sub(r"\n\1", signed.sub(r"\n\1\n\2\n", flat))
    return flat


def _signature_behind_annexes(flat: str) -> str:
    """The organ that signs, where the titles of the annexes stand before it and end with no mark."""
    found = _ANNEXES_AND_DATE.search(flat)
    if found is None:
        return flat
    listed = found["listed"]
    for at in range(2, len(listed) - 3):
        if listed.startswith("中共", at) or parse.begins_with_a_place(listed[at:].strip()):
            start = found.start("listed") + at
            return f"{flat[:start]}\n{listed[at:]}\n{flat[found.end('listed') :].lstrip()}"
    return flat


def _places(text: str, broken: str) -> Iterator[int]:
    """Where the line breaks of a text stand in another one that has the same characters but for white space."""
    at = 0
    is_broken = False
    for character in broken:
        if character.isspace():
            is_broken = is_broken or character == "\n"
            continue
        if is_broken and at:
            yield at
        is_broken = False
        while text[at] != character:
            at += 1
        at += 1
