"""Classified documents are refused at the door, ordinary talk of secrecy is not."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from distro.kernel import secrecy
from distro.kernel.errors import Refusal
from distro.kernel.secrecy import plainly, refuse_if_secret

STARS = "★☆✩✪✰⭐⭑⋆✦✱✳❋⁂⁎٭꙳⍟✡※▲△▼▽◤▴🔺Δ∆∇►"


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年\n海滨要情",
        "绝密 ★ 长期",
        "秘密★",
        "秘 密 ★ 一年",
        "机密☆5年",
        "机密 * 20年",
        "密级：机密\n海滨要情",
        "密  级： 秘密",
        "海滨要情\n    绝密    \n第3期",
        "機密★10年",
        "絕密✰",
        "机密（★10年）",
        "机密⭑海滨",
        "密级：【秘密】",
        "**机密**★10年",
        "机密**★10年**",
        "机**密**★",
        "秘密5年",
        "秘密５ 年",
        "机密二十年",
        "秘密　长期",
        "秘　密　　长　期",
        "海滨要情　　机密10年　　第3期",
        "海滨要情（秘密5年）",
        "绝密·启用前",
        "★机密",
        "海滨要情 ☆ 绝 密",
        "★秘密级 海滨要情",
        "*机密",
        "机·密★",
        "机-密 * 海滨要情",
        "商业秘密*5年",
        "（机密）\n海滨要情",
        "（ 绝密级 ）",
        "【秘密】",
        "【机密】海滨要情",
        "〖绝密〗海滨要情",
        "—— 秘密 ——",
        "000012 机密",
        "№000012\n机密　特急",
        "特急 秘密",
        "極機密",
        "㊙",
        "保密等级：机密",
        "特急　秘密5年",
        "☆机密☆",
        "秘 密 5 年",
        "秘密（长期）",
        "密级:★机密",
        "密级 ｜ 秘密",
        *(f"秘密{star}" for star in STARS),
        *(f"{star} 机密\n海滨要情" for star in STARS),
        *(
            f"机{unseen}密{unseen}★"
            for unseen in "\x07\u00ad\u034f\u180e\u200c\u200d\u200e\u2062\u3164\ufe0f\ufff9\U000e0041"
        ),
    ],
)
def test_marks_are_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_if_secret(text)
    assert "海滨" not in str(refused.value)
    assert "国家保密规定" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "内部资料 注意保存\n海滨要情",
        "要求全体人员保守秘密，不得外传。",
        "机密文件由专人管理。",
        "会议通报了保密检查情况。",
        "评分标准：★为必答项，秘密投票。",
        "计算 机密度 * 2 的方法",
        "要保守**秘密**，2年内不得外传。",
        "保守秘密",
        "商业秘密5年",
        "商业秘密5年内不得泄露。",
        "离职后应当保守商业\n秘密5年，违者赔偿。",
        "秘密5年内不得外传。",
        "商业秘密*以合同所列为准。",
        "★秘密投票，当场计票。",
        "▲机密文件柜两个",
        "秘密、机密、绝密三级",
        "密级：绝密、机密、秘密",
        "机密级、秘密级文件由专人管理。",
        "密级、秘密的确定程序",
        "秘密级国家秘密",
        "属于秘密的5年内解密",
        "★★★ 秘密花园",
        "密级由定密责任人确定。",
        "1. 绝密\n2. 机密\n3. 秘密",
        "随机密码五年一换",
        "司机、密切关注★",
        "秘密会议长期保存记录。",
        "（秘密投票）",
        "关于秘密的故事",
    ],
)
def test_running_text_is_not_secret(text: str) -> None:
    refuse_if_secret(text)


def test_no_text_however_made_takes_more_than_its_length() -> None:
    """Nothing in the pattern repeats without a small bound, and a bounded pattern looks at each character so often."""
    repeats = list(_repeats(importlib.import_module("re._parser").parse(secrecy._MARK.pattern, secrecy._MARK.flags)))
    assert len(repeats) > 10
    assert max(most for _, most in repeats) <= 8


@pytest.mark.parametrize("made", ["密级" + " " * 60, "机" + "·" * 60, "保密" + "\n \n" * 20, "*" * 61, "\u200b" * 61])
def test_blanks_are_one_blank_before_marks_are_looked_for(made: str) -> None:
    plain = plainly(made * 1000)
    assert not re.search(r" [ \n]|\n[ \n]|\u200b|[*]{2}", plain)
    refuse_if_secret(made * 1000)


def _repeats(parsed: Any) -> Iterator[tuple[int, int]]:
    """Every repetition in a parsed pattern: how often at least, how often at most."""
    for operation, argument in parsed:
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, repeated = argument
            yield int(least), int(most)
            yield from _repeats(repeated)
        elif str(operation) == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch)
        elif str(operation) in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
            yield from _repeats(argument[-1])
