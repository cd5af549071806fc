"""Texts of several parts, each begun by a line with a label: annexes of a document, articles of a bulletin. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from distro.kernel.errors import Refusal

_ANNEX = re.compile(r"附件\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]\s*(?P<title>.*)")
_ARTICLE = re.compile(r"标题\s*[：:]\s*(?P<title>.*)")
_BESIDE = re.compile(r"(?P<label>作者|编者按)\s*[：:]\s*(?P<text>.*)")


@dataclass(frozen=True)
class Section:
    """One part: its title, the lines under it, and for an article who wrote it and the 编者按 at its head."""

    title: str
    lines: Sequence[str] = ()
    author: str = ""
    note: str = ""


def annexes(text: str) -> list[Section]:
    """附件：title begins an annex; Refusal (field: annexes) for lines before the first, and for one without a title."""
    return [Section(title, lines) for title, lines in _parts(text, _ANNEX, "annexes", "附件：名称")]


def articles(text: str) -> list[Section]:
    """标题：title begins an article, 作者：… and 编者按：… may stand directly under it; Refusal (field: articles)."""
    found = []
    for title, lines in _parts(text, _ARTICLE, "articles", "标题：…"):
        beside = {}
        while lines and (said := _BESIDE.fullmatch(lines[0])) and said["label"] not in beside:
            beside[said["label"]] = said["text"]
            lines = lines[1:]
        found.append(Section(title, lines, beside.get("作者", ""), beside.get("编者按", "")))
    return found


def _parts(text: str, head: re.Pattern[str], field: str, form: str) -> list[tuple[str, list[str]]]:
    found = list[tuple[str, list[str]]]()
    for line in filter(None, map(str.strip, text.splitlines())):
        begun = head.fullmatch(line)
        if begun is not None:
            if not begun["title"]:
                raise Refusal("“%(line)s”没有写名称。请在冒号后面写明。", field=field, line=line)
            found.append((begun["title"], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise Refusal("“%(line)s”前面没有名称。请先写“%(form)s”一行。", field=field, line=line[:20], form=form)
    return found
