"""Slips in days, names, marks and numerals: each trips, and what only looks like it does not; what a repair changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.documents.checks import marks
from distro.documents.checks.case import PROSE, Case
from distro.documents.checks.check import ALL, check, repaired
from distro.documents.checks.finding import Change, Rule
from distro.documents.draft import Draft
from distro.lists.tier import Tier
from tests.documents.checks import test_conduct
from tests.documents.checks.town import TODAY, case, found, listed

FORMER = {"云海省云溪市粮食局": "云海省云溪市财政局", "教育科": "教育科学院"}
OLD = "云海省云溪市粮食局"


def with_list(of: Case, *names: str) -> Case:
    """Its list names the offices of the town under other names."""
    entries = [replace(listed(Tier.ADDRESS, FORMER[name])[0], name=name) for name in names]
    return replace(of, listed=entries)


TRIPS: list[tuple[Rule, Case]] = [
    (Rule.ANOTHER_YEAR, case("通知", designation="云财发〔2025〕3号")),
    (Rule.ANOTHER_YEAR, case("简报", designation="2027年第3期")),
    (Rule.ANOTHER_YEAR, case("通知", designation="云财发〔2026〕3号", number="云财发〔2025〕3号")),
    (Rule.FAR_AHEAD, case("通知", date=TODAY + timedelta(days=32))),
    (Rule.FAR_BACK, case("简报", date=TODAY - timedelta(days=367))),
    (Rule.PRINTED_EARLY, case("通知", print_date=TODAY - timedelta(days=1))),
    (Rule.WRONG_WEEKDAY, case("通知", body="定于2026年3月10日（星期三）开会。")),
    (Rule.WRONG_WEEKDAY, case("简报", titles="3月10日周日开会")),
    (Rule.WRONG_WEEKDAY, case("简报", body="二〇二六年三月十日星期天开会。")),
    (Rule.NO_SUCH_DAY, case("通知", body="自2026年2月29日起施行。")),
    (Rule.OLD_NAME, case("通知", OLD, former=FORMER)),
    (Rule.OLD_NAME, with_list(case("通知", former=FORMER, imprint=f"主送：{OLD}。"), OLD)),
    (Rule.OLD_NAME, case("通知", print_organ=OLD, former=FORMER)),
    (Rule.OLD_NAME, case("通知", titles=f"{OLD}关于检查的通知", former=FORMER)),
    (Rule.OLD_NAME, case("简报", masthead=f"{OLD}简报", former=FORMER)),
    (Rule.OLD_NAME_TOLD, case("通知", body=f"请与{OLD}联系。", former=FORMER)),
    (Rule.STRAIGHT_QUOTES, case("通知", body='落实"十四五"规划')),
    (Rule.YEAR_BRACKETS, case("通知", body="根据云财发[2025]3号文件")),
    (Rule.PADDED_NUMBER, case("简报", designation="2026年第05期")),
    (Rule.ANNEX_MARK, case("通知", annexes="附件：检查表。\n逐项填写。")),
    (Rule.HALF_WIDTH, case("通知", body="通知如下:")),
]
SPARES: list[tuple[Rule, Case]] = [
    (Rule.ANOTHER_YEAR, case("通知", designation="云财发〔2026〕3号")),
    (Rule.ANOTHER_YEAR, case("命令", designation="第3号")),
    (Rule.ANOTHER_YEAR, case("简报", designation="增刊第3期")),
    (Rule.ANOTHER_YEAR, case("简报", designation="2025年第3期", date=None)),
    (Rule.FAR_AHEAD, case("通知", date=TODAY + timedelta(days=31))),
    (Rule.FAR_BACK, case("通知", date=TODAY - timedelta(days=366))),
    (Rule.PRINTED_EARLY, case("通知", print_date=TODAY)),
    *(
        (Rule.WRONG_WEEKDAY, case("通知", body=body))
        for body in (
            "定于2026年3月10日（星期二）开会。",
            # Of last year, or of the next.
            "3月10日（星期一）的会议和3月10日周三的会议",
            "3月10日\n周日例会",
            "3月10日至12日（周五）",
            "3月10日周五至周日",
            "2月30日星期一",
        )
    ),
    (Rule.NO_SUCH_DAY, case("通知", body="自2028年2月29日起施行，2月31日")),
    (Rule.OLD_NAME, case("通知", former=FORMER)),
    (Rule.OLD_NAME, case("简报", titles=f"{OLD}开展检查", former=FORMER)),
    *(
        (Rule.OLD_NAME_TOLD, case("通知", body=body, former=FORMER))
        for body in (f"原{OLD}的档案", f"{OLD}（现云海省云溪市财政局）", f"{OLD}更名以后", "教育科负责")
    ),
    *(
        (Rule.STRAIGHT_QUOTES, case("通知", body=body))
        for body in ('长5"宽6"的管', '"only English" is said', "it's the people's", "“十四五”", '只有一个"引号')
    ),
    *(
        (Rule.YEAR_BRACKETS, case("通知", body=body))
        for body in ("云财发〔2025〕3号", "山前花园(2025)3号楼", "（2025）云01民初3号", "见[2025]", "2025年（3号）")
    ),
    *(
        (Rule.PADDED_NUMBER, case("通知", body=body))
        for body in ("第5期", "第10期", "2025-03-05", "10月20日", "编号第0005321号", "08:05", "0.05月息")
    ),
    (Rule.PADDED_NUMBER, case("简报", designation="2026年第05期", number="2026年第05期")),
    *(
        (Rule.ANNEX_MARK, case("通知", body=body))
        for body in ("附件：检查表", "附件中的表格请逐项填写。", "详见附件。", "附件：关于检查的通知（试行）")
    ),
    *(
        (Rule.HALF_WIDTH, case("通知", body=body))
        for body in (
            "比例为1:2",
            "1,000元",
            "见 http://example.cn/a?b=c",
            "（甲）",
            "3.14",
            "f(x)",
            "买买提·吐尔逊",
            "a,b",
        )
    ),
]


@pytest.mark.parametrize(("rule", "tripping"), TRIPS)
def test_it_trips(rule: Rule, tripping: Case) -> None:
    assert rule.basis in str(found(tripping)[rule].refusal)


@pytest.mark.parametrize(("rule", "spared"), SPARES)
def test_it_spares(rule: Rule, spared: Case) -> None:
    assert rule not in found(spared)


def test_every_rule_is_shown_to_trip_and_to_spare() -> None:
    assert {rule for rule, _ in [*TRIPS, *test_conduct.TRIPS]} == set(Rule)
    assert {rule for rule, _ in [*SPARES, *test_conduct.SPARES]} == set(Rule)


def test_a_wrong_weekday_is_told_with_the_right_one() -> None:
    finding = found(case("通知", body="定于2026年3月10日（星期三）开会。"))[Rule.WRONG_WEEKDAY]
    assert "2026年3月10日（星期三），2026年3月10日是星期二。" in str(finding.refusal)


WRONG_AND_RIGHT = {
    "STRAIGHT_QUOTES": ("落实\"十四五\"规划，说'好'", "落实“十四五”规划，说‘好’"),
    "YEAR_BRACKETS": ("云财发[2025]3号、云财函（2025）第4号", "云财发〔2025〕3号、云财函〔2025〕第4号"),
    "PADDED_NUMBER": ("第05期，2026年03月05日，06月", "第5期，2026年3月5日，6月"),
    "ANNEX_MARK": ("附件：检查表。\n附件2:名单；\n逐项填写。", "附件：检查表\n附件2:名单\n逐项填写。"),
    "HALF_WIDTH": ("各县(市,区(乡)),请注意:\n甲;乙?丙", "各县（市，区（乡）），请注意：\n甲；乙？丙"),
}


@pytest.mark.parametrize("name", WRONG_AND_RIGHT)
def test_a_repair_puts_right_what_it_names_and_nothing_else(name: str) -> None:
    wrong, right = WRONG_AND_RIGHT[name]
    everything = "\n".join(other for other, _ in WRONG_AND_RIGHT.values())
    before = case("通知", body=wrong, editors_note="", annexes=f"附件：表\n{everything}")
    after = repaired(before, f"{name}.body")
    assert after == replace(before.content, body=right)
    again = replace(before, content=after)
    assert repaired(again, f"{name}.body") == after
    assert found(again).get(Rule[name], None) is None or found(again)[Rule[name]].field != "body"


def test_an_old_name_is_put_right_where_it_stands_for_itself() -> None:
    imprint = f"主送：{OLD}、{OLD}机关党委。"
    old = with_list(case("通知", OLD, former=FORMER, imprint=imprint, print_organ=OLD), OLD)
    new = FORMER[OLD]
    right = repaired(old, ALL)
    assert (right.issuer, right.print_organ) == (new, new)
    assert right.imprint == f"主送：{new}、{OLD}机关党委。"


def test_what_a_repair_will_change_is_shown_with_its_neighbourhood() -> None:
    changes = found(case("通知", body="一二三四五各县(市,区)的通知\n请注意:\n甲"))[Rule.HALF_WIDTH].changes
    assert changes == (
        Change("四五各县(市,区)的通知", "四五各县（市，区）的通知"),
        Change("请注意:", "请注意："),
    )


TEXTS = st.text(st.sampled_from("甲乙年月日期号第附件：:()（）[]〔〕\"',，;。?!*025 \nab星周三"), max_size=60)
ALL_TEXTS = [*PROSE, "designation", "issuer", "imprint", "print_organ", "masthead", "signers"]
FIELDS = st.fixed_dictionaries({name: TEXTS for name in (*PROSE, "designation")})


def of(fields: dict[str, Any]) -> Case:
    return Case(replace(Draft(kind="通知", date=TODAY), **fields), TODAY)


@given(FIELDS)
def test_a_repair_changes_its_field_once_and_for_all(fields: dict[str, Any]) -> None:
    before = of(fields)
    for finding in check(before):
        if finding.edits:
            after = repaired(before, finding.repair)
            assert after.changed_since(before.content) == [finding.field]
            again = replace(before, content=after)
            assert repaired(again, finding.repair) == after
            assert finding.repair not in {each.repair for each in check(again)}


@given(FIELDS)
def test_all_repairs_together_leave_nothing_to_repair(fields: dict[str, Any]) -> None:
    after = of(fields | {name: getattr(repaired(of(fields), ALL), name) for name in fields})
    assert [each.repair for each in check(after) if each.repair] == []
    assert {name: getattr(repaired(after, ALL), name) for name in fields} == {
        name: getattr(after.content, name) for name in fields
    }


@given(TEXTS)
def test_a_slip_is_put_right_without_touching_a_word(text: str) -> None:
    """Letters, digits but for zeros, and hanzi stay as they are, in their order."""
    words = [character for character in text if character.isalnum() and character != "0"]
    for slip in marks.SLIPS:
        after = repaired(of({"body": text}), f"{slip.rule.name}.body").body
        assert [character for character in after if character.isalnum() and character != "0"] == words


@given(
    st.sampled_from(("通知", "请示", "报告", "简报", "纪要")), st.dictionaries(st.sampled_from(ALL_TEXTS), st.text())
)
def test_no_text_is_too_much_for_the_checks(kind: str, fields: dict[str, Any]) -> None:
    check(replace(of(fields | {"kind": kind}), former={"甲": "乙"}))
