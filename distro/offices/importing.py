"""A table of offices taken into the register, all of it or nothing, and what that would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.offices import actions, queries
from distro.offices.models import Office
from distro.offices.rules import AliasKind, Branch, Level, Particulars, Permission, Twins, good_name, require
from distro.offices.table import Cells, Column, Row, canonical, date_in, names_in

_ALIASES = {Column.SHORT: AliasKind.SHORT, Column.OTHER: AliasKind.OTHER, Column.FORMER: AliasKind.FORMER}

_NAMES = (Column.NAME, *_ALIASES)


@dataclass(frozen=True)
class Difference:
    """A field that changes, as the table writes it."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What becomes of the office in a row of the file. Of a new office every filled field differs."""

    number: int
    name: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        return "；".join(f"{each.column} {each.before or '空'} → {each.after or '空'}" for each in self.differences)


@dataclass(frozen=True)
class Near:
    """A new office whose name comes near others, in the register or in the same file: the same office, perhaps."""

    number: int
    name: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What an import changes, and with what it cannot be done: errors by their row in the file."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    errors: list[tuple[int, Refusal]] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The same for a terminal."""
        return [
            f"新登记 {len(self.new)} 家，修改 {len(self.changed)} 家，"
            f"不变 {len(self.unchanged)} 家，错误 {len(self.errors)} 处",
            *(f"第 {each.number} 行 {each.name}：{each}" for each in [*self.new, *self.changed]),
            *(
                f"第 {each.number} 行 {each.name}：与“{'”“'.join(each.others)}”相近，请核对是不是同一家"
                for each in self.near
            ),
            *(f"第 {number} 行：{refusal}" for number, refusal in self.errors),
        ]


class _Undone(Exception):
    """Takes back what a preview tried."""


def preview(w: Work, rows: Sequence[Row]) -> Preview:
    """What applying the rows would do, found by doing it and taking it back: no error is left for later."""
    try:
        with w.session.begin_nested():
            tried = _import(w, rows)
            raise _Undone
    except _Undone:
        return tried


def apply(w: Work, rows: Sequence[Row]) -> Preview:
    """Take the rows into the register; Refusal, and nothing is changed, if any of them cannot be."""
    done = _import(w, rows)
    if done.errors:
        number, first = done.errors[0]
        raise Refusal(
            "表中有 %(count)s 处错误，第一处在第 %(row)s 行：%(reason)s。没有导入任何内容。",
            field="file",
            count=len(done.errors),
            row=number,
            reason=str(first).rstrip("。"),
        )
    return done


def _import(w: Work, rows: Sequence[Row]) -> Preview:
    require(w.actor, Permission.MAINTAIN)
    done = Preview()
    good = _understood(rows, done)
    known = {cells[Column.NAME]: cells for cells in queries.table(w)}
    # New offices first: any row may name one as its 上级.
    actions.register(w, [row.cells[Column.NAME] for row in good])
    for row in good:
        name = row.cells[Column.NAME]
        before = known.get(name, {})
        differences = tuple(
            Difference(column, before.get(column, ""), cell)
            for column, cell in row.cells.items()
            if cell != before.get(column, "0" if column is Column.RANK else "")
        )
        try:
            with w.session.begin_nested():
                _write(w, row.cells, differences)
        except Refusal as refusal:
            done.errors.append((row.number, refusal))
            continue
        if not before:
            done.new.append(Change(row.number, name, differences))
        elif differences:
            done.changed.append(Change(row.number, name, differences))
        else:
            done.unchanged.append(name)
    done.near.extend(_near(done.new, known.values()))
    done.errors.sort(key=lambda error: error[0])
    return done


def _near(new: Sequence[Change], known: Iterable[Cells]) -> Iterator[Near]:
    named = {name for cells in known for column in _NAMES for name in names_in(cells[column])}
    twins = Twins([*named, *(each.name for each in new)])
    for each in new:
        if others := twins.of(each.name):
            yield Near(each.number, each.name, tuple(others))


def _understood(rows: Sequence[Row], done: Preview) -> list[Row]:
    """The rows in the register's own writing; those that cannot be understood are noted as errors."""
    good: list[Row] = []
    lines: dict[str, int] = {}
    for row in rows:
        try:
            cells = canonical(row.cells) | {Column.NAME: good_name(row.cells[Column.NAME])}
            first = lines.setdefault(cells[Column.NAME], row.number)
            if first != row.number:
                raise Refusal("“%(name)s”在第 %(row)s 行已有。", name=cells[Column.NAME], row=first)
            good.append(Row(row.number, cells))
        except Refusal as refusal:
            done.errors.append((row.number, refusal))
    return good


def _write(w: Work, cells: Cells, differences: Sequence[Difference]) -> None:
    name = cells[Column.NAME]
    office = queries.owners(w, [name])[name]
    if office.name != name:
        raise Refusal("“%(name)s”是“%(office)s”的其他名称，“全称”应填现名。", name=name, office=office.name)
    changed = {each.column: each for each in differences}
    if Column.SUCCESSOR in changed:
        raise Refusal("并入不能由导入办理。请在单位页面办理。")
    for column in _ALIASES.keys() & changed.keys():
        before, after = names_in(changed[column].before), names_in(changed[column].after)
        for alias in before:
            if alias not in after:
                actions.remove_alias(w, office.id, alias)
        for alias in after:
            if alias not in before:
                actions.add_alias(w, office.id, alias, _ALIASES[column])
    actions.edit(w, office.id, particulars(w, office, cells))


def particulars(w: Work, office: Office, cells: Cells) -> Particulars:
    """What the register says of the office, with what the row says instead."""
    said = actions.particulars_of(office)
    if Column.PARENT in cells:
        said = replace(said, parent_id=_parent(w, cells[Column.PARENT]))
    if Column.LEVEL in cells:
        said = replace(said, level=Level(cells[Column.LEVEL]) if cells[Column.LEVEL] else None)
    if Column.BRANCH in cells:
        said = replace(said, branch=Branch(cells[Column.BRANCH]) if cells[Column.BRANCH] else None)
    if Column.REGION in cells:
        said = replace(said, region=cells[Column.REGION])
    if Column.RANK in cells:
        said = replace(said, rank=int(cells[Column.RANK]))
    if Column.MAILBOX in cells:
        said = replace(said, mailboxes=tuple(names_in(cells[Column.MAILBOX])))
    if Column.FONDS in cells:
        said = replace(said, fonds=cells[Column.FONDS] or None)
    if Column.VALID_FROM in cells:
        said = replace(said, valid_from=date_in(cells[Column.VALID_FROM]))
    if Column.VALID_TO in cells:
        said = replace(said, valid_to=date_in(cells[Column.VALID_TO]))
    return said


def _parent(w: Work, name: str) -> UUID | None:
    if not name:
        return None
    parent = queries.owners(w, [name]).get(name)
    if parent is None:
        raise Refusal("上级“%(name)s”没有登记，表中也没有。", name=name)
    return parent.id
