"""Pasted or uploaded text: bytes to characters, and characters that have no business in a document."""

from __future__ import annotations

import re
import unicodedata

from distro.kernel.errors import Refusal

LARGEST_TEXT = 1024 * 1024
"""Bytes of UTF-8 one document may have: 1 MB."""

KINDS = {"Cc": "控制字符", "Cf": "双向控制符", "Co": "专用区字符", "Cs": "残缺的代理字符"}
"""What a refused character is called, by its Unicode category."""

_BOM = b"\xef\xbb\xbf"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
# Where Word puts the bullets of Wingdings and Symbol, and what they look like.
_BULLETS = {
    0xF06C: "●",
    0xF06E: "■",
    0xF06F: "□",
    0xF070: "□",
    0xF071: "□",
    0xF072: "□",
    0xF075: "◆",
    0xF076: "◆",
    0xF077: "◆",
    0xF09E: "·",
    0xF09F: "•",
    0xF0A1: "○",
    0xF0A4: "◎",
    0xF0A7: "■",
    0xF0A8: "□",
    0xF0AB: "★",
    0xF0B7: "•",
    0xF0D8: "→",
    0xF0DF: "←",
    0xF0E0: "→",
    0xF0E8: "→",
    0xF0F0: "→",
    0xF0FB: "×",
    0xF0FC: "√",
    0xF0FE: "√",
}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
# Joiners, direction marks, fillers, selectors of emoji, tags. The selectors of ideographs (U+E0100 and up) choose a glyph.
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufeff\uffa0"),
        *(*range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)),
    ]
)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM) or GB 18030; otherwise a Refusal (field: file)."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.removeprefix(_BOM).decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("文件的文字编码无法识别。能读取 UTF-8 和 GB 18030 编码的文本，请另存为其中一种后重试。", field="file")


def clean(text: str) -> str:
    """Uniform line ends (LF) and spaces; zero-width characters dropped, since they carry no words; Word's bullets as what
    they look like.

    Refused, naming code point and line: C0 and C1 controls except tab and line ends, bidirectional overrides
    (U+202A-202E, U+2066-2069: they can show other words than are stored), private-use characters (no two fonts
    agree on them), lone surrogates. Refused too: more than LARGEST_TEXT bytes.
    """
    if len(text) > LARGEST_TEXT or len(text.encode("utf-8", "surrogatepass")) > LARGEST_TEXT:
        raise Refusal("文字超过 1 MB 的上限，请拆分后再粘贴。", field="text")
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).translate(_BULLETS)
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise Refusal(
            "第%(line)d行有不能使用的字符 U+%(point)04X（%(kind)s），请删除或改用标准字符。",
            field="text",
            line=text.count("\n", 0, forbidden.start()) + 1,
            point=ord(forbidden.group()),
            kind=_kind(forbidden.group()),
        )
    return text.translate(_SPACES).translate(_INVISIBLE)


def _kind(character: str) -> str:
    return KINDS.get(unicodedata.category(character), KINDS["Cc"])
