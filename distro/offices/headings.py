"""A table of offices as people have it: its line of headings found, and what these mean in the register's columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from distro.kernel.errors import Refusal
from distro.offices import grid
from distro.offices.grid import Line, Note, spans
from distro.offices.table import Column, Row, Table
from distro.offices.workbooks import Shown

WITHIN = 20
"""The filled lines among which the headings are looked for."""


_ALSO = {
    Column.NAME: "名称 单位 机构 部门 机关 组织 规范名称 法定名称 正式名称 收文单位 接收单位 主送单位 现名 现名称",
    Column.SHORT: "规范简称 缩写 略称",
    Column.OTHER: "其他名称 又称 又名 别称 加挂牌子 挂牌名称",
    Column.FORMER: "原名 原名称 旧名 旧名称 旧称 原称 历史名称",
    Column.PARENT: (
        "上级单位 上级部门 上级机关 上级机构 上级主管部门 上级主管单位 主管 主管单位 主管部门 主管机关 隶属 隶属于 "
        "隶属单位 隶属部门 所属 所属单位 所属部门 所属机构 归口 归口单位 归口部门 父级"
    ),
    Column.LEVEL: "层级 行政层级 级次",
    Column.BRANCH: "所属系统 系统类别 所在系统",
    Column.REGION: "所在地区 所属地区 行政区划 行政区域 区划 区域 属地 所在地",
    Column.RANK: "排序号 排序码 排列顺序 排列次序 顺序 顺序号 次序 排名",
    Column.MAILBOX: "邮箱 邮箱地址 收文信箱 电子邮箱 电子邮箱地址 电子信箱 信箱 电子邮件 电子邮件地址 邮件 邮件地址 email email地址 mail",
    Column.FONDS: "全宗 全宗代码 全宗编号",
    Column.VALID_FROM: "生效 生效日 生效时间 启用日期 启用时间 成立日期 成立时间 设立日期 设立时间",
    Column.VALID_TO: "失效 失效日 失效时间 停用日期 停用时间 撤销日期 撤销时间",
    Column.SUCCESSOR: "并入 并入机构 并入部门 合并到",
}
_VAGUE = frozenset({"单位", "机构", "部门", "机关", "组织"})
"""Whose names stand under them is plain only where no other column is headed as that of names."""
_BY_WORDS = {words: column for column, others in _ALSO.items() for words in (column.value, *others.split())}
_REMARK = re.compile(r"\([^()]*\)|[\s*:_.·-]")
# 单位简称, 机构邮箱: whose it is goes without saying, as does that it is a name.
_OWNER = re.compile(r"^(?:单位|机构|部门|机关|组织)(?:的)?(?=.)")
_NAMED = re.compile(r"(?<=.)(?:名称|名)$")


def column_of(heading: Shown) -> Column | None:
    """Which column the heading means; None when it is none of the register's."""
    if isinstance(heading, Refusal):
        return None
    words = _plain(heading)
    for form in (words, _OWNER.sub("", words), _NAMED.sub("", words), _OWNER.sub("", _NAMED.sub("", words))):
        if form in _BY_WORDS:
            return _BY_WORDS[form]
    return None


def _plain(heading: str) -> str:
    """The heading without blanks, marks and remarks in brackets."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", heading)).lower()


def read(data: bytes) -> Table:
    """The offices of a file under its line of headings, or Refusal. Empty rows are passed over."""
    found = grid.read(data)
    if not found.lines:
        raise Refusal("文件是空的，或所有内容都隐藏了。没有导入。", field="file")
    head = _head(found.lines)
    columns = _columns(head)
    _require_each_once(head, columns)
    notes = list(found.notes)
    if above := [line.number for line in found.lines if line.number < head.number]:
        notes.append(
            Note(
                "列名在第 %(head)s 行。第 %(rows)s 行在它上面，没有读取。", {"head": head.number, "rows": spans(above)}
            )
        )
    below = [line for line in found.lines if line.number > head.number]
    if again := [line.number for line in below if line.cells == head.cells]:
        notes.append(Note("第 %(rows)s 行又是列名，没有读取。", {"rows": spans(again)}))
    lines = [line for line in below if line.number not in again]
    notes += _left_out(head, columns, lines)
    rows = [Row(line.number, {column: _cell(line, at) for at, column in columns.items()}) for line in lines]
    return Table([row for row in rows if any(row.cells.values())], notes)


def _cell(line: Line, at: int) -> str:
    """What a cell that is needed shows."""
    cell = line.cells[at] if at < len(line.cells) else ""
    if isinstance(cell, Refusal):
        raise cell
    return cell


def _head(lines: Sequence[Line]) -> Line:
    """Of the first lines the one that heads most columns, the name of the office among them."""
    meant = [(line, {column_of(cell) for cell in line.cells} - {None}) for line in lines[:WITHIN]]
    heads = [(len(columns), -line.number, line) for line, columns in meant if Column.NAME in columns]
    if not heads:
        raise Refusal(
            "前 %(limit)s 行中没有列名，其中应有“全称”或“单位名称”。没有导入。可用的列：%(columns)s。",
            field="file",
            limit=WITHIN,
            columns="、".join(Column),
        )
    return max(heads)[2]


def _columns(head: Line) -> dict[int, Column]:
    """What each heading means; one that may mean a name means none where another plainly does."""
    meant = {at: column for at, cell in enumerate(head.cells) if (column := column_of(cell))}
    vague = {at for at, column in meant.items() if column is Column.NAME and _plain(_cell(head, at)) in _VAGUE}
    if any(column is Column.NAME and at not in vague for at, column in meant.items()):
        return {at: column for at, column in meant.items() if at not in vague}
    return meant


def _require_each_once(head: Line, columns: Mapping[int, Column]) -> None:
    for column in columns.values():
        same = [_cell(head, at) for at, other in columns.items() if other is column]
        if len(same) > 1:
            raise Refusal(
                "第 %(row)s 行的列名“%(headings)s”都是“%(column)s”的意思。没有导入。请只留一列，或给其余的换一个列名。",
                field="file",
                row=head.number,
                headings="”“".join(same),
                column=str(column),
            )


def _left_out(head: Line, columns: Mapping[int, Column], lines: Sequence[Line]) -> Iterator[Note]:
    """What stands in columns the register does not have."""
    held = sorted({at for line in lines for at, cell in enumerate(line.cells) if cell and at not in columns})
    titles = {at: "".join(str(cell).split()) for at, cell in enumerate(head.cells) if isinstance(cell, str) and cell}
    if named := [titles[at] for at in held if at in titles]:
        yield Note("列“%(columns)s”没有读取：名册没有这样的列。", {"columns": "”“".join(named)})
    if nameless := [at + 1 for at in held if at not in titles]:
        yield Note("第 %(columns)s 列没有列名，没有读取。", {"columns": spans(nameless, get_column_letter)})
