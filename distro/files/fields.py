"""What a part of an Office file computes: fields and formulas that start a program or fetch from elsewhere. Pure."""

from __future__ import annotations

import re
from xml.parsers.expat import XMLParserType

from distro.files.links import require_harmless
from distro.kernel.errors import Refusal

# QUOTE with numbers spells any other field.
_FIELD = re.compile(
    r"^\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|RD|DATABASE|QUOTE(?=\s+\d))\b",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r'^\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r'"[^"]*"')
# Outside of quotes a bar is the sign of DDE and of nothing else.
_FORMULA = re.compile(r"\||\b(?:WEBSERVICE|IMAGE|CALL|EXEC|RTD|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
_FORMULAS = ("f", "definedName")
_BUTTONS = ("hlinkClick", "hlinkHover")
_DEEDS = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_LOOKED_AT = frozenset({"fldChar", "fldSimple", "instrText", "script", *_FORMULAS, *_BUTTONS})


class Reader:
    """Gathers the fields of a part in their order, across the runs they are broken into, and looks at its formulas.

    A sheet has a million elements: of those that say nothing here no more is asked than their name.
    """

    def __init__(self, parser: XMLParserType) -> None:
        self._parser = parser
        self._fields: list[str] = []
        self._texts: list[str] = []
        parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local not in _LOOKED_AT:
            return
        if local == "fldChar":
            self._fields.append("\n")
        elif local == "fldSimple":
            instruction = next((value for key, value in attributes.items() if key.endswith("instr")), "")
            self._fields.append(f"\n{instruction}\n")
        elif local == "script":
            raise Refusal("文件里有脚本。没有收下。请用生成它的软件另存为 PDF 后再加。")
        elif local in _BUTTONS:
            if attributes.get("action", "").lower().startswith(_DEEDS):
                raise Refusal("文件里有点一下就启动程序或宏的按钮。没有收下。请删去后再加，或另存为 PDF。")
        else:
            self._texts = []
            self._parser.CharacterDataHandler = self._texts.append
            self._parser.EndElementHandler = self._end

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local not in _LOOKED_AT:
            return
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        said = "".join(self._texts)
        if local == "instrText":
            self._fields.append(said)
        elif _FORMULA.search(_QUOTED.sub("", said)):
            raise _fetches()

    def require_harmless(self) -> None:
        said = "".join(self._fields)
        if _FIELD.search(said):
            raise _fetches()
        for link in _LINK.finditer(said):
            require_harmless(link[1])


def _fetches() -> Refusal:
    return Refusal("文件里有会启动程序或到别处取数据的域或公式。没有收下。请改为文字后再加，或另存为 PDF。")
