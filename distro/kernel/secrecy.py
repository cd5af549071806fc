"""Secrecy marks: classified documents do not enter this system (保守国家秘密法 art. 22; 公文处理工作条例 art. 26)."""

from __future__ import annotations

import re

from distro.kernel.errors import Refusal

_GAP = r"\s{0,20}"
# What may stand between the level and its star without ending a sentence: 机密·★.
_FILLER = r"[^\w。！？；，]{0,8}"
_OPEN = r"[（(【\[〔]?"
_LEVEL = rf"(?:[绝絕]{_GAP}密|[机機]{_GAP}密|秘{_GAP}密)"
_MARK = re.compile(
    rf"{_LEVEL}(?:{_GAP}|{_FILLER}){_OPEN}{_GAP}[★☆✩-✰⭐⭑⋆]"
    rf"|{_LEVEL}{_GAP}{_OPEN}{_GAP}[*＊﹡∗]{_GAP}(?:[\d０-９一二三四五六七八九十]{{1,3}}{_GAP}(?:年|个月|月)|长期|解密)"
    rf"|密{_GAP}[级級]{_GAP}[：:]?{_GAP}{_OPEN}{_GAP}{_LEVEL}"
    rf"|^[^\S\n]{{0,20}}{_LEVEL}[^\S\n]{{0,20}}$",
    re.MULTILINE,
)
# A reader sees none of these: controls, Unicode's Default_Ignorable_Code_Point, annotation marks, and ** for bold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]|[*]{2}"
)


class Secret(Refusal):
    """The text is classified: whoever shows this refusal shows none of the text again and keeps none of it."""


def refuse_if_secret(text: str) -> None:
    """Raise Secret when a reader would see a secrecy mark in the text. The words of the text are never repeated.

    内部资料, 注意保存 and the words 秘密, 保密 in running text are no secrecy marks.
    """
    if _MARK.search(_UNSEEN.sub("", text)):
        raise Secret(
            "文中有国家秘密标志，本系统不接收涉密公文。涉密公文应当通过机要交通、机要通信或者符合国家保密规定的信息系统传输和处理，"
            "请不要在此粘贴或上传。",
            field="text",
        )
