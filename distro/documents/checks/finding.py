"""What is checked in the text of a document, and what a check finds: its rule, its words, and the repair if there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from distro.kernel.errors import Refusal
from distro.lists.checks import Severity

SHOWN_AT_MOST = 5
"""So many changes of a repair are shown; one more tells that there are others."""
_LONGEST_RUN = 40
_AROUND = 4
"""Characters on either side of a change that are shown with it."""


class Rule(Enum):
    """How grave a finding is, and the article, standard or usage it comes from."""

    SUBORDINATE_COPIED = Severity.BLOCK, "《党政机关公文处理工作条例》第十五条，向上级机关行文，不抄送下级机关"
    SEVERAL_SUPERIORS = Severity.WARN, "《党政机关公文处理工作条例》第十五条，向上级机关行文，原则上主送一个上级机关"
    PERSON_ADDRESSED = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第十五条，除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文",
    )
    REQUEST_IN_REPORT = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第十五条，不得在报告等非请示性公文中夹带请示事项",
    )
    SEVERAL_MATTERS = Severity.WARN, "《党政机关公文处理工作条例》第十五条，请示应当一文一事"
    LEVEL_SKIPPED = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第十四条，一般不得越级行文；特殊情况需要越级行文的，应当同时抄送被越过的机关",
    )
    AGAINST_DIRECTION = Severity.WARN, "《党政机关公文处理工作条例》第八条，文种按行文关系选用"
    DEPARTMENT_INSTRUCTS = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第十六条，党委、政府的办公厅（室）以外的部门和单位不得向下级党委、政府发布指令性公文；"
        "经政府同意由部门行文的，文中须注明已经政府同意",
    )
    INTERNAL_BODY = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第十七条，部门内设机构除办公厅（室）外不得对外正式行文",
    )
    JOINT_UNEQUAL = Severity.WARN, "《党政机关公文处理工作条例》第十七条，同级机关必要时可以联合行文"
    SIGNER_MISSING = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第二十二条，联合发文由所有联署机关的负责人会签",
    )
    KIND_IN_TITLE = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第九条，标题由发文机关名称、事由和文种组成",
    )
    TOO_LONG = (
        Severity.WARN,
        "《整治形式主义为基层减负若干规定》（2024年），地方和部门的综合性文件一般不超过 5000 字",
    )
    ANOTHER_YEAR = Severity.WARN, "编号的年份与成文日期的年份一致"
    FAR_AHEAD = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第九条，成文日期署会议通过或者发文机关负责人签发的日期",
    )
    PRINTED_EARLY = Severity.WARN, "《党政机关公文处理工作条例》第九条，印发日期是送印的日期，不早于成文日期"
    WRONG_WEEKDAY = Severity.WARN, "日期与星期以日历为准"
    NO_SUCH_DAY = Severity.WARN, "日期以日历为准"
    OLD_NAME = (
        Severity.WARN,
        "《党政机关公文处理工作条例》第九条，机关名称写现行的全称或者规范化简称",
    )
    OLD_NAME_TOLD = Severity.HINT, "机关名称以单位名册为准"
    BOTH_SUPERIORS = (
        Severity.HINT,
        "《党政机关公文处理工作条例》第十五条，向上级主管部门请示、报告重大事项，应当经本级党委、政府同意或者授权；"
        "受双重领导的机关必要时抄送另一个上级机关",
    )
    LONG = (
        Severity.HINT,
        "《整治形式主义为基层减负若干规定》（2024年），地方和部门的专项文件一般不超过 4000 字",
    )
    FAR_BACK = Severity.HINT, "成文日期由人核对"
    STRAIGHT_QUOTES = Severity.HINT, "《标点符号用法》（GB/T 15834-2011），引号用“”和‘’"
    YEAR_BRACKETS = Severity.HINT, "《党政机关公文格式》（GB/T 9704-2012）7.2.5，发文字号的年份用六角括号“〔〕”括入"
    PADDED_NUMBER = (
        Severity.HINT,
        "《党政机关公文格式》（GB/T 9704-2012）7.2.5 和 7.3.5.4，发文顺序号和月、日不编虚位（1 不写作 01）",
    )
    ANNEX_MARK = Severity.HINT, "《党政机关公文格式》（GB/T 9704-2012）7.3.4，附件名称后不加标点符号"
    HALF_WIDTH = Severity.HINT, "《标点符号用法》（GB/T 15834-2011），汉字之间的标点占一个字的位置"

    def __init__(self, severity: Severity, basis: str) -> None:
        self.severity = severity
        self.basis = basis


class Edit(NamedTuple):
    """A change of a text: what stands from `start` to `end` is written as `text`."""

    start: int
    end: int
    text: str


class Change(NamedTuple):
    """What a place says, and what it would say, with a little of what stands around it."""

    before: str
    after: str


@dataclass(frozen=True)
class Finding:
    """`message` is the Chinese sentence with places for `values`, `field` the field of the draft it is about.

    `subject` is what is kept in spite of a warning, `passage` all that a reason given for that holds for: where it
    changes, the reason no longer counts. `edits` are what its repair changes in the field; `changes` shows them.
    """

    rule: Rule
    message: str
    values: Mapping[str, Any]
    field: str
    subject: str = ""
    passage: str = ""
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of what a reason given for it holds for."""
        return hashlib.sha256(f"{self.field}\n{self.passage}".encode()).hexdigest()

    @property
    def key(self) -> str:
        """Its name in forms, and what a reason is given for."""
        return f"{self.rule.name}.{self.digest}"

    @property
    def seat(self) -> Mapping[str, Any]:
        """What a waiver keeps of what it is about."""
        return {"passage": self.digest}

    @property
    def repair(self) -> str:
        """The name of its repair in forms; empty where there is none."""
        return f"{self.rule.name}.{self.field}" if self.edits else ""

    @property
    def told(self) -> Mapping[str, str]:
        """What the journal says when a reason is given for it: nothing of the text but its digest."""
        return {"field": self.field, "passage": self.digest}

    @property
    def refusal(self) -> Refusal:
        """The same, said to somebody who wanted to go on."""
        return Refusal(self.message, field=self.field, basis=self.rule.basis, **self.values)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with these changes, which do not overlap and come in order."""
    written, place = [], 0
    for edit in edits:
        written += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*written, text[place:]])


def shown(text: str, edits: Sequence[Edit]) -> tuple[Change, ...]:
    """The first of these changes with what stands around them on their line; neighbours are shown together."""
    together: list[list[Edit]] = []
    for edit in edits:
        if together and _are_neighbours(text, together[-1], edit):
            together[-1].append(edit)
        elif len(together) <= SHOWN_AT_MOST:
            together.append([edit])
        else:
            break
    return tuple(_change(text, run) for run in together)


def _are_neighbours(text: str, run: Sequence[Edit], edit: Edit) -> bool:
    is_near = edit.start - run[-1].end <= _AROUND and edit.end - run[0].start <= _LONGEST_RUN
    return is_near and "\n" not in text[run[-1].end : edit.start]


def _change(text: str, run: Sequence[Edit]) -> Change:
    start, end = run[0].start, run[-1].end
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    moved = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in run]
    return Change(before + text[start:end] + after, before + applied(text[start:end], moved) + after)
