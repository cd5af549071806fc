"""Whether every character of a document can be printed as it is written, asked before anything is set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..errors import CharacterError
from . import fonts
from .fonts import Stack, Standing

REFUSALS = {
    Standing.MISSING: "%(place)s的“%(char)s”（%(code)s）没有可用的字形，无法印制。请改用其他写法，或请管理员安装字体。",
    Standing.PRIVATE: "%(place)s有造字区字符（%(code)s），在别处会显示成别的字。请改用标准编码的字。",
    Standing.CONTROL: "%(place)s有看不见的控制字符（%(code)s），请删去后再印制。",
    Standing.LOOKALIKE: "%(place)s的字符（%(code)s）只是形似“%(meant)s”，检索不到。请重新输入“%(meant)s”。",
}


class Field(NamedTuple):
    """A text of a document: the field it is from, its place as a person would call it, the faces it is set in."""

    name: str
    place: str
    text: str
    stack: Stack


def report(fields: Iterable[Field]) -> dict[str, dict[str, str]]:
    """By role (仿宋) the characters each face prints but its first one: {role: {face: characters}}.

    The first face of every role is there, with no characters: it prints all the others.
    """
    found: dict[str, dict[str, str]] = {}
    for field in fields:
        own = found.setdefault(field.stack.role, {fonts.faces(field.stack)[0].family: ""})
        for char, coverage in fonts.coverage(field.text, field.stack).items():
            family = coverage.family
            if family is not None and coverage.standing is Standing.FALLBACK and char not in own.get(family, ""):
                own[family] = own.get(family, "") + char
    return found


def check(fields: Iterable[Field]) -> None:
    """Raise CharacterError for the first character that cannot be printed as it is written."""
    for field, place, text, stack in fields:
        for char, found in fonts.coverage(text, stack).items():
            if message := REFUSALS.get(found.standing):
                raise CharacterError(
                    message,
                    field=field,
                    place=f"{place}第{text.index(char) + 1}字",
                    char=char,
                    code=f"U+{ord(char):04X}",
                    meant=fonts.meant(char),
                )
