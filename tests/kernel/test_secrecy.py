"""Classified documents are refused at the door, ordinary talk of secrecy is not."""

import pytest

from distro.kernel.errors import Refusal
from distro.kernel.secrecy import refuse_if_secret


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
    ],
)
def test_running_text_is_not_secret(text: str) -> None:
    refuse_if_secret(text)
