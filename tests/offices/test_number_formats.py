"""A number is shown as the spreadsheet shows it, or the format is said to be unknown."""

from __future__ import annotations

import pytest

from distro.offices.number_formats import CHINESE, UnknownFormat, shown, shown_text

DAY, EVENING = 42789, 42789.75


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (12, "0000", "0012"),
        (3.0, "General", "3"),
        (3, "", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "General", "-5"),
        (1234.5678901234, "General", "1234.56789"),
        (13800138000, "General", "13800138000"),
        (913201000123456789, "G/通用格式", "9.13201E+17"),
        (5, "@", "5"),
        (0.5, "0%", "50%"),
        (0.1234, "0.00%", "12.34%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12, "0,000", "0,012"),
        (1234567, "#,##0,", "1,235"),
        (2.5, "0", "3"),
        (0.05, "#.##", ".05"),
        (1.5, "0.??", "1.5 "),
        (13800138000, "000-0000-0000", "138-0013-8000"),
        (5, '"第"0"号"', "第5号"),
        (5, "第0号", "第5号"),
        (-1.5, "0.0", "-1.5"),
        (-5, "0;(0)", "(5)"),
        (-5, "0_);[红色]\\(0\\)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (5, ";;;", ""),
        (1, "¥#,##0.00", "¥1.00"),
        (1, "[$￥-804]#,##0", "￥1"),
        (DAY, "yyyy\\-mm\\-dd", "2017-02-23"),
        (DAY, "yyyy/m/d;@", "2017/2/23"),
        (DAY, "yy年m月", "17年2月"),
        (DAY, CHINESE[14], "2017/2/23"),
        (DAY, CHINESE[31], "2017年2月23日"),
        (DAY, CHINESE[57], "2017年2月"),
        (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2017年2月23日"),
        (DAY, "[$-804]aaaa", "星期四"),
        (EVENING, "yyyy-m-d h:mm:ss", "2017-2-23 18:00:00"),
        (EVENING, '上午/下午h"时"mm"分"', "下午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (1, "yyyy-m-d", "1900-1-1"),
    ],
)
def test_a_number_is_shown_under_its_format(number, form, words):
    assert shown(number, form) == words


def test_days_may_be_counted_from_1904():
    assert shown(DAY - 1462, "yyyy-m-d", since_1904=True) == "2017-2-23"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (5, "# ?/?"),
        (5, "0.00E+00"),
        (5, "[>3]0;0"),
        (DAY, "[DBNum1][$-804]yyyy年m月d日"),
        (DAY, "d-mmm-yy"),
        (60, "yyyy-m-d"),
        (-1, "yyyy-m-d"),
        (1e9, "yyyy-m-d"),
    ],
)
def test_what_cannot_be_shown_is_never_shown_otherwise(number, form):
    with pytest.raises(UnknownFormat):
        shown(number, form)


@pytest.mark.parametrize(
    ("form", "words"),
    [("General", "甲"), ("@", "甲"), ('@"镇"', "甲镇"), ("0;0;0;@", "甲"), (";;;", ""), ("0.0", "甲")],
)
def test_a_text_is_shown_under_its_format(form, words):
    assert shown_text("甲", form) == words
