"""The checks of a distribution list before it may go out: each finding with its reason, its rule and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from distro.kernel.errors import Refusal
from distro.lists.grammar.anatomy import anatomy
from distro.lists.grammar.particulars import is_leading, particulars
from distro.lists.grammar.tables import LIKELY
from distro.lists.tier import Tier
from distro.offices.rules import Branch, Relation, Standing, relation

NAMED_AT_MOST = 8
"""So many names a sentence holds."""


class Severity(StrEnum):
    BLOCK = "必须改正"
    WARN = "须改正或说明理由"
    HINT = "提示"


class Rule(Enum):
    """What is checked: how grave a finding is, and the rule, article or usage it comes from."""

    UNKNOWN_NAME = (
        Severity.BLOCK,
        "参照《党政机关公文处理工作条例》第九条，收文单位写全称、规范化简称或者同类型机关统称",
    )
    ENDED_OFFICE = Severity.BLOCK, "收文单位以印发当日的单位名册为准"
    REPEATED_OFFICE = Severity.BLOCK, "一件公文在所有类别中每个单位只列一次"
    NOBODY = Severity.BLOCK, "印发须有收文单位（《党政机关公文处理工作条例》第二十五条要求登记分送范围）"
    WRONG_TIER = Severity.WARN, "简报分送惯例：报上级、送平级、发下级"
    OPEN_CLASS = Severity.HINT, "统称在印发当日落实到其成员单位"
    IN_A_CLASS_TOO = Severity.HINT, "一件公文每个单位只送一份"
    NO_CLERK = Severity.HINT, "网上签收须由收文单位的收文员办理"
    OUT_OF_ORDER = Severity.HINT, "排列惯例：先领导机关后部门，依次为党委、人大、政府、政协、纪委监委、军队、法检、群团"
    AGAINST_RANK = Severity.HINT, "单位名册的排序号"
    ISSUER_ITSELF = Severity.HINT, "发文单位自己留存的一份写作“存档”"
    PRINT_RUN = Severity.HINT, "共印份数等于各单位份数与存档份数之和"
    DOUBTFUL_READING = Severity.HINT, "把握不大的读法由人核对"
    LEFT_OVER = Severity.HINT, "名单文字中每一个词语都须有着落"

    def __init__(self, severity: Severity, basis: str) -> None:
        self.severity = severity
        self.basis = basis


@dataclass(frozen=True)
class Finding:
    """`message` is the Chinese sentence with places for `values`; `positions` are the entries it is about.

    `tier` and `office_id` are given where it is about one office in one tier: then, and if it is a warning, it can be
    waived.
    """

    rule: Rule
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    positions: tuple[int, ...] = ()
    tier: Tier | None = None
    office_id: UUID | None = None

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def key(self) -> str:
        """Its name in forms, and what a reason is given for: the rule, and the office in the tier."""
        return f"{self.rule.name}.{self.office_id}.{self.tier.name if self.tier else ''}"

    @property
    def seat(self) -> Mapping[str, Any]:
        """What a waiver keeps of what it is about."""
        return {"office_id": self.office_id, "tier": self.tier}

    @property
    def subject(self) -> str:
        """Whom it is about, where it is about one office."""
        return str(self.values.get("name", ""))

    @property
    def told(self) -> Mapping[str, str]:
        """What the journal says when a reason is given for it."""
        return {"of_office": str(self.office_id), "office": self.subject, "tier": str(self.tier)}

    @property
    def repair(self) -> str:
        """The name of its repair in forms: what to do about a list, only a person knows."""
        return ""

    @property
    def refusal(self) -> Refusal:
        """The same, said to somebody who wanted to go on."""
        return Refusal(self.message, field="imprint", basis=self.rule.basis, **self.values)


@dataclass(frozen=True)
class Receiver:
    """An office that gets a copy."""

    id: UUID
    name: str
    has_clerk: bool = True


@dataclass(frozen=True)
class Ended:
    """The name led to an office that is no more; `successor` is the one to name instead, if there is one."""

    successor: str = ""


@dataclass(frozen=True)
class Listed:
    """One entry of the list and what the register says of it.

    `receivers` is its own office or the members of its class; `repeated` are members that stand on the list by
    themselves. `words` is who is written there, with persons. `standing` is that of its own office, `rank` its place in the official order (0: none given).
    """

    position: int
    tier: Tier
    name: str
    audience: str = "organ"
    words: str = ""
    is_class: bool = False
    is_unknown: bool = False
    is_leaning: bool = False
    confidence: float = 1.0
    copies: int | None = None
    ended: Ended | None = None
    receivers: tuple[Receiver, ...] = ()
    repeated: tuple[str, ...] = ()
    standing: Standing | None = None
    rank: int = 0


def check(
    issuer: Standing, entries: Iterable[Listed], print_run: int | None = None, leftovers: Iterable[str] = ()
) -> list[Finding]:
    """Everything found, the gravest first; `print_run` is the number printed as 共印N份, `leftovers` are words of the
    list that were read as nothing."""
    listed = list(entries)
    found = [
        *_ended(listed),
        *_unknown(listed),
        *_repeated(listed),
        *_nobody(listed),
        *_wrong_tier(issuer, listed),
        *_doubtful(listed),
        *_open_classes(listed),
        *_in_a_class_too(listed),
        *_without_clerk(listed),
        *_issuer_itself(issuer, listed),
        *_out_of_order(listed),
        *_print_run(listed, print_run),
        *_left_over(leftovers),
    ]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def joined(names: Iterable[str]) -> str:
    """甲、乙、丙…: each once, and not too many."""
    distinct = list(dict.fromkeys(names))
    return "、".join(distinct[:NAMED_AT_MOST]) + ("…" if len(distinct) > NAMED_AT_MOST else "")


def _positions(entries: Iterable[Listed]) -> tuple[int, ...]:
    return tuple(entry.position for entry in entries)


def _ended(listed: list[Listed]) -> Iterator[Finding]:
    for entry in listed:
        if entry.ended is None:
            continue
        if entry.ended.successor:
            yield Finding(
                Rule.ENDED_OFFICE,
                "名单中的“%(name)s”已并入“%(successor)s”。%(basis)s。请改写名单后再送审。",
                {"name": entry.name, "successor": entry.ended.successor},
                (entry.position,),
            )
        else:
            yield Finding(
                Rule.ENDED_OFFICE,
                "名单中的“%(name)s”今天不是有效单位。%(basis)s。请改写名单后再送审。",
                {"name": entry.name},
                (entry.position,),
            )


def _unknown(listed: list[Listed]) -> Iterator[Finding]:
    unknown = [entry for entry in listed if entry.is_unknown and entry.ended is None]
    if leaning := [entry for entry in unknown if entry.is_leaning]:
        yield Finding(
            Rule.UNKNOWN_NAME,
            "名单中有看不出属于哪个地方的简称：%(names)s。%(basis)s。请写明地方，或在名单页请名册管理员填写发文单位的上级或地区，再送审。",
            {"names": joined(entry.name for entry in leaning)},
            _positions(leaning),
        )
    if plain := [entry for entry in unknown if not entry.is_leaning]:
        yield Finding(
            Rule.UNKNOWN_NAME,
            "名单中有未登记的单位：%(names)s。%(basis)s。请登记这些单位，或修改名单，再送审。",
            {"names": joined(entry.name for entry in plain)},
            _positions(plain),
        )


def _repeated(listed: list[Listed]) -> Iterator[Finding]:
    """An office may stand there for itself and for each of its persons once: every copy is marked for its reader."""
    of_office: dict[tuple[UUID, str], list[Listed]] = {}
    for entry in listed:
        if entry.standing is not None:
            persons = "" if entry.audience == "organ" else entry.words
            of_office.setdefault((entry.standing.id, persons), []).append(entry)
    for entries in of_office.values():
        if len(entries) > 1:
            yield Finding(
                Rule.REPEATED_OFFICE,
                "“%(name)s”在名单中出现了不止一次。%(basis)s。请只保留一处，再送审。",
                {"name": entries[0].name},
                _positions(entries),
            )


def _nobody(listed: list[Listed]) -> Iterator[Finding]:
    if not any(entry.receivers or entry.is_unknown for entry in listed):
        yield Finding(Rule.NOBODY, "名单中没有可以送达的单位。%(basis)s。请写明收文单位，或给统称定好成员，再送审。")


def _wrong_tier(issuer: Standing, listed: list[Listed]) -> Iterator[Finding]:
    """Offices named by themselves; whoever lists a class has chosen its tier for all of it."""
    for entry in listed:
        if entry.standing is None or entry.standing.id == issuer.id:
            continue
        values, place = {"name": entry.name}, ((entry.position,), entry.tier, entry.standing.id)
        match entry.tier, relation(issuer, entry.standing):
            case Tier.REPORT, Relation.BELOW:
                yield Finding(
                    Rule.WRONG_TIER,
                    "“%(name)s”是下级单位，却列在“报”。%(basis)s。请移到“发”，或说明保留的理由，再送审。",
                    values,
                    *place,
                )
            case Tier.DISTRIBUTE, Relation.ABOVE:
                yield Finding(
                    Rule.WRONG_TIER,
                    "“%(name)s”是上级单位，却列在“发”。%(basis)s。请移到“报”，或说明保留的理由，再送审。",
                    values,
                    *place,
                )


def _doubtful(listed: list[Listed]) -> Iterator[Finding]:
    doubtful = [entry for entry in listed if entry.confidence < LIKELY]
    if doubtful:
        yield Finding(
            Rule.DOUBTFUL_READING,
            "有 %(count)s 处读法把握不大：%(names)s。%(basis)s，请核对。",
            {"count": len(doubtful), "names": joined(entry.name for entry in doubtful)},
            _positions(doubtful),
        )


def _open_classes(listed: list[Listed]) -> Iterator[Finding]:
    classes = [entry for entry in listed if entry.is_class and not entry.receivers and not entry.repeated]
    if classes:
        yield Finding(
            Rule.OPEN_CLASS,
            "有 %(count)s 处没有落实到单位，只印不送：%(names)s。%(basis)s；要送达，请先定好成员。",
            {"count": len(classes), "names": joined(entry.name for entry in classes)},
            _positions(classes),
        )


def _in_a_class_too(listed: list[Listed]) -> Iterator[Finding]:
    for entry in listed:
        if entry.repeated:
            yield Finding(
                Rule.IN_A_CLASS_TOO,
                "“%(class)s”中的%(names)s在名单中另有一处。%(basis)s，不会重复送达。",
                {"class": entry.name, "names": joined(entry.repeated)},
                (entry.position,),
            )


def _without_clerk(listed: list[Listed]) -> Iterator[Finding]:
    without = [(entry, receiver.name) for entry in listed for receiver in entry.receivers if not receiver.has_clerk]
    if without:
        yield Finding(
            Rule.NO_CLERK,
            "有 %(count)s 家没有收文员，按纸质送达：%(names)s。%(basis)s；纸质回执由文秘人员登记。",
            {"count": len({name for _, name in without}), "names": joined(name for _, name in without)},
            tuple(dict.fromkeys(entry.position for entry, _ in without)),
        )


def _issuer_itself(issuer: Standing, listed: list[Listed]) -> Iterator[Finding]:
    for entry in listed:
        if any(receiver.id == issuer.id for receiver in entry.receivers):
            yield Finding(
                Rule.ISSUER_ITSELF,
                "发文单位“%(name)s”自己也在名单中。%(basis)s。如不需要送给自己，请删去。",
                {"name": entry.name},
                (entry.position,),
                entry.tier,
                issuer.id,
            )


def _out_of_order(listed: list[Listed]) -> Iterator[Finding]:
    """The first inversion of each tier, leaders and offices each by themselves as they are printed."""
    for (tier, _), entries in groupby(
        sorted(listed, key=lambda entry: (entry.tier, entry.audience, entry.position)), attrgetter("tier", "audience")
    ):
        offices = [entry for entry in entries if entry.standing is not None]
        ranked = [entry for entry in offices if entry.rank]
        if pair := _inversion(ranked, lambda entry: ("", entry.rank)):
            yield Finding(
                Rule.AGAINST_RANK,
                "“%(tier)s”中“%(late)s”排在“%(early)s”之前，与%(basis)s相反。请核对顺序。",
                {"tier": tier, "late": pair[0].name, "early": pair[1].name},
                _positions(pair),
            )
        elif pair := _inversion([entry for entry in offices if not entry.rank], _in_its_place):
            yield Finding(
                Rule.OUT_OF_ORDER,
                "“%(tier)s”中“%(late)s”排在“%(early)s”之前。%(basis)s。请核对顺序。",
                {"tier": tier, "late": pair[0].name, "early": pair[1].name},
                _positions(pair),
            )


Rank = tuple[str, Any]


def _inversion(entries: Iterable[Listed], rank: Callable[[Listed], Rank | None]) -> tuple[Listed, Listed] | None:
    """The first entry that stands behind one it should precede, and that one: of one place, by their ranks in it."""
    highest: dict[str, tuple[Any, Listed]] = {}
    for entry in entries:
        ranked = rank(entry)
        if ranked is None:
            continue
        place, own = ranked
        if place in highest and highest[place][0] > own:
            return highest[place][1], entry
        highest[place] = own, entry
    return None


def _in_its_place(entry: Listed) -> Rank | None:
    """The place of the office, and what usage says of its turn there: bodies that lead it before offices, by system."""
    branch = particulars(entry.name).branch
    if branch is None:
        return None
    parts = anatomy(entry.name)
    return parts.place, (not is_leading(parts), list(Branch).index(branch))


def _print_run(listed: list[Listed], print_run: int | None) -> Iterator[Finding]:
    if print_run is None:
        return
    total = sum(_copies(entry) for entry in listed)
    is_open = any(entry.is_class and not _copies(entry) for entry in listed)
    # Classes nobody counted may take what is left over.
    if total > print_run or (total < print_run and not is_open):
        yield Finding(
            Rule.PRINT_RUN,
            "共印 %(printed)s 份，名单合计 %(total)s 份。%(basis)s。请核对。",
            {"printed": print_run, "total": total},
        )


def _left_over(leftovers: Iterable[str]) -> Iterator[Finding]:
    if words := list(leftovers):
        yield Finding(
            Rule.LEFT_OVER,
            "名单文字中有 %(count)s 处没有读成收文单位，不会送达：%(words)s。%(basis)s，请核对。",
            {"count": len(words), "words": joined(words)},
        )


def _copies(entry: Listed) -> int:
    """How many copies the entry takes: for a class each member's, for a person without an office one."""
    if entry.is_class and entry.audience != "个人":
        return (entry.copies or 1) * len(entry.receivers) or entry.copies or 0
    return entry.copies or 1
