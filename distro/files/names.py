"""The name of a file somebody brings: of a path its last part, nothing in it that is not seen, not too long. Pure."""

from __future__ import annotations

import re
import unicodedata

from distro.files.kinds import PROGRAMS, Kind, of_ending
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.kernel.secrecy import refuse_if_secret

BYTES = 240
"""Of UTF-8, ending included: file systems give a name 255."""
# Line ends too: what is a name here is a header where it is fetched.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff]"
)
_RESERVED = re.compile('[<>:"|?*]')


def tidy(given: str) -> tuple[str, Kind]:
    """The name as it is kept, and the kind its ending says; a Refusal (field: file) when it cannot be kept."""
    if unseen := _UNSEEN.search(given):
        raise Refusal(
            "文件名中有看不见的控制字符或改变文字方向的字符（U+%(point)04X），它可能不是看上去的样子。没有收下。请改名后再加。",
            field="file",
            point=ord(unseen.group()),
        )
    name = " ".join(unicodedata.normalize("NFC", clean(re.split(r"[/\\]", given)[-1])).split())
    name = _RESERVED.sub("_", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem.strip():
        raise Refusal("文件没有名称或没有扩展名。没有收下。请改名后再加。", field="file")
    kind = of_ending(f".{ending.lower()}")
    if len(name.encode()) > BYTES:
        raise Refusal("文件名过长，最多 80 个汉字。没有收下。请改短后再加。", field="file")
    for within in stem.lower().split(".")[1:]:
        if f".{within.strip()}" in PROGRAMS:
            raise Refusal(
                "文件名中夹着程序或网页的扩展名“%(ending)s”。没有收下。请核对文件的来源，改名后再加。",
                field="file",
                ending=f".{within.strip()}",
            )
    refuse_if_secret(stem)
    return name, kind


def stem(name: str) -> str:
    """The name without its ending: what a file is called when nobody says otherwise."""
    return name.rpartition(".")[0]
