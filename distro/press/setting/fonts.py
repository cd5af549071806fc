"""Which face prints which character: the stacks of faces, what is installed, and what no face can print."""

from __future__ import annotations

import enum
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from ..errors import NotReadyError

# Debian packages of the free faces; the licensed ones cannot be installed from an archive.
PACKAGES = {
    "FandolFang": "texlive-lang-chinese",
    "FandolKai": "texlive-lang-chinese",
    "FandolSong": "texlive-lang-chinese",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "LXGW WenKai Light": "fonts-lxgw-wenkai",
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "Noto Serif CJK SC": "fonts-noto-cjk",
}

# Letters and marks by their category, yet nothing to be seen on paper.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\ufffd")

# Characters that share the shape of a common one, by the beginning of their Unicode names.
LOOKALIKES = ("KANGXI RADICAL", "CJK COMPATIBILITY IDEOGRAPH")


@dataclass(frozen=True)
class Stack:
    """The faces of one role in order of preference.

    `licensed` are the families the standard means (GB/T 9704-2012 names only the class), `free` the one that stands
    in for them, `fallbacks` those that print the characters it lacks (喆, 镕, 堃 …). `weight` is the CSS weight.
    """

    role: str
    licensed: tuple[str, ...]
    free: str
    fallbacks: tuple[str, ...]
    weight: int = 400

    @property
    def families(self) -> tuple[str, ...]:
        return (*self.licensed, self.free, *self.fallbacks)

    @property
    def css(self) -> str:
        """The value of the CSS property `font-family`."""
        return ",".join(f"'{family}'" for family in self.families)


TEXT = Stack(
    "仿宋",
    ("FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FangSong", "仿宋"),
    "FandolFang",
    ("LXGW WenKai Light", "Noto Serif CJK SC"),
)
HEADLINE = Stack(
    "小标宋",
    ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"),
    "FandolSong",
    ("Noto Serif CJK SC",),
    weight=700,
)
HEI = Stack("黑体", ("SimHei", "黑体", "FZHei-B01"), "Noto Sans CJK SC", ())
KAI = Stack(
    "楷体",
    ("KaiTi_GB2312", "楷体_GB2312", "FZKai-Z03", "KaiTi", "楷体"),
    "FandolKai",
    ("LXGW WenKai", "Noto Serif CJK SC"),
)
FOLIO = Stack("宋体", ("SimSun", "宋体", "FZShuSong-Z01"), "Noto Serif CJK SC", ())
STACKS = (TEXT, HEADLINE, HEI, KAI, FOLIO)


@dataclass(frozen=True, eq=False)
class Face:
    """An installed face: all its `names`, what it calls its version.

    `file` holds it, at the place `index` where that is a collection.
    """

    family: str
    names: frozenset[str]
    version: str
    file: str
    index: int

    @cached_property
    def advances(self) -> dict[str, float]:
        """The width in em of each character it has; read when first asked for, since most documents need few faces."""
        with TTFont(self.file, fontNumber=self.index, lazy=True) as font:
            # Glyphs go by their numbers here: making up the names of tens of thousands would take longer than the rest.
            font.setGlyphOrder(range(font["maxp"].numGlyphs))
            widths, unit = font["hmtx"].metrics, font["head"].unitsPerEm
            return {chr(code): widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


class Standing(enum.Enum):
    """How a character stands with a stack."""

    PRIMARY = "primary"
    FALLBACK = "fallback"
    MISSING = "missing"
    PRIVATE = "private use"
    CONTROL = "control"
    LOOKALIKE = "lookalike"


@dataclass(frozen=True)
class Coverage:
    """The standing of one character, and the family that prints it, if one does."""

    standing: Standing
    family: str | None = None


@cache
def face(family: str, weight: int) -> Face | None:
    """The installed face of exactly this family, or None.

    fc-match always answers with something, so the name it gives back is compared.
    """
    if family.casefold() not in _families():
        return None
    pattern = f"{family}:bold" if weight >= 600 else f"{family}:regular"
    name, file, index = _asked("fc-match", "%{family}|%{file}|%{index}", pattern).split("|")
    names = frozenset(name.split(","))
    if family.casefold() not in {each.casefold() for each in names}:
        return None
    # The upper half of the index names an instance of a variable face, the lower half the face in its collection.
    place = int(index) & 0xFFFF
    with TTFont(file, fontNumber=place, lazy=True) as font:
        version = font["name"].getDebugName(5) or f"{font['head'].fontRevision:.3f}"
    return Face(family, names, version, file, place)


@cache
def _families() -> frozenset[str]:
    """All names of all installed families: most licensed ones are not among them, and asking for each takes its time."""
    names = _asked("fc-list", "%{family},").split(",")
    return frozenset(name.casefold() for name in names)


def _asked(command: str, form: str, *pattern: str) -> str:
    try:
        answer = subprocess.run([command, "--format", form, *pattern], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise NotReadyError(
            "缺少 %(command)s，请安装 Debian 软件包 %(package)s。", command=command, package="fontconfig"
        ) from None
    return answer.stdout


@cache
def faces(stack: Stack) -> tuple[Face, ...]:
    """The installed faces of a stack, best first; NotReadyError when its role or one of its fall-backs is not there."""
    primary = [found for family in (*stack.licensed, stack.free) if (found := face(family, stack.weight))]
    fallbacks = [(family, face(family, stack.weight)) for family in stack.fallbacks]
    lacking = [family for family, found in fallbacks if found is None]
    if not primary:
        lacking.insert(0, stack.free)
    if lacking:
        raise NotReadyError(
            "缺少%(role)s字体 %(family)s，请安装 Debian 软件包 %(package)s。",
            role=stack.role,
            family=lacking[0],
            package=PACKAGES[lacking[0]],
        )
    return (*primary, *(found for _, found in fallbacks if found))


@cache
def standing(char: str, stack: Stack) -> Coverage:
    """How one character stands with a stack.

    Control, format, bidirectional and line-breaking characters are refused even where a face has them:
    they print nothing and can make the page say something else than its text. So are the radicals and compatibility
    ideographs that look like a common character (U+2F00 like 一): the text would no longer be found.
    """
    category = unicodedata.category(char)
    if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or char in INVISIBLE:
        return Coverage(Standing.CONTROL)
    if category == "Co":
        return Coverage(Standing.PRIVATE)
    if meant(char) != char:
        return Coverage(Standing.LOOKALIKE)
    for rank, candidate in enumerate(faces(stack)):
        if char in candidate.advances:
            return Coverage(Standing.FALLBACK if rank else Standing.PRIMARY, candidate.family)
    return Coverage(Standing.MISSING)


def meant(char: str) -> str:
    """The common character behind a radical or compatibility ideograph; any other character itself."""
    return unicodedata.normalize("NFKC", char) if unicodedata.name(char, "").startswith(LOOKALIKES) else char


def known_names() -> frozenset[str]:
    """All names of all faces the press prints with."""
    return frozenset(name for stack in STACKS for each in faces(stack) for name in each.names)


def coverage(text: str, stack: Stack = TEXT) -> dict[str, Coverage]:
    """The standing of every distinct character of a text, in order of appearance."""
    return {char: standing(char, stack) for char in dict.fromkeys(text)}


@cache
def advance(char: str, stack: Stack) -> float:
    """The width of a character in em; one no face can print is taken for a hanzi until it is refused."""
    return next((each.advances[char] for each in faces(stack) if char in each.advances), 1.0)


@cache
def ink(text: str, stack: Stack) -> tuple[float, float]:
    """How far the ink of printable characters rises over the base line, and sinks below it, in em.

    The box of a character is not where its strokes are, and a measure of the standard is one of strokes.
    """
    tops, bottoms = [], []
    for family, chars in groupby(
        sorted(set(text), key=lambda char: _carrier(char, stack).family), key=lambda char: _carrier(char, stack)
    ):
        with TTFont(family.file, fontNumber=family.index, lazy=True) as font:
            glyphs, names, unit = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
            for char in chars:
                pen = BoundsPen(glyphs)
                glyphs[names[ord(char)]].draw(pen)
                if pen.bounds:
                    bottoms.append(-pen.bounds[1] / unit)
                    tops.append(pen.bounds[3] / unit)
    return max(tops, default=0.0), max(bottoms, default=0.0)


def _carrier(char: str, stack: Stack) -> Face:
    return next(each for each in faces(stack) if char in each.advances)
