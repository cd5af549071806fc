"""What a document is about: no request in a report, one matter in a request, its kind in its title, not too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from distro.documents.checks.case import Case
from distro.documents.checks.finding import Finding, Rule
from distro.documents.draft import lines
from distro.documents.kinds import choice
from distro.lists.checks import joined

COMPREHENSIVE, SPECIAL = 5000, 4000
"""Characters of a document that covers a whole field, and of one that covers a single matter."""

_BOUND = frozenset({"决定", "意见", "通知", "通报", "报告"})
"""The kinds the norms of length are for: those that call for work or report on it."""

_CLAUSE_ENDS = re.compile(r"[，。；：！？、,;:!?]")
_MAY_ASK = re.compile("[请望盼否当]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」")
_REQUEST = re.compile(
    r"(?!.*(?:部门|单位|各))(?:现|特|谨|并|一并)?(?:恳请|敬请|请|望|盼)(?!示).{0,12}?"
    r"(?:批示|批复|审批|批准|审定|核准|指示)(?:为盼|为荷)?"
    r"|(?:以上|上述)?(?:报告|意见)?(?:妥否|当否|是否妥当)"
)
"""A clause that asks to be decided upon. What somebody else is asked to approve is told of, not asked for."""

_SEVERAL = re.compile(
    r"等(?:事项|问题|事宜)的请示|(?:若干|几个|几项|多项|两个|两项|三个|三项)(?:事项|问题|事宜)的请示|(?:一并|合并)请示"
)
_UNNAMED = frozenset({"命令", "纪要"})
"""The kinds whose formats have no title that ends with the kind."""


def check(case: Case) -> Iterator[Finding]:
    if case.is_official:
        yield from _request_in_report(case)
        yield from _several_matters(case)
        yield from _kind_in_title(case)
        yield from _length(case)


def _request_in_report(case: Case) -> Iterator[Finding]:
    if case.kind.name != "报告":
        return
    found = [
        (number, clause)
        for number, paragraph in enumerate(lines(case.content.body), start=1)
        if _MAY_ASK.search(paragraph)
        for clause in _CLAUSE_ENDS.split(_QUOTED.sub("", paragraph).replace("**", ""))
        if _REQUEST.fullmatch(clause.strip())
    ]
    if found:
        yield Finding(
            Rule.REQUEST_IN_REPORT,
            "“报告”第 %(paragraphs)s 段像是请示的话。%(basis)s。请另用请示，或删去；确实不是请示事项的，请说明理由，再送审。",
            {"paragraphs": joined(str(number) for number, _ in found)},
            "body",
            found[0][1].strip(),
            "\n".join(clause.strip() for _, clause in found),
        )


def _several_matters(case: Case) -> Iterator[Finding]:
    title = _title(case)
    if case.kind.name == "请示" and _SEVERAL.search(title):
        yield Finding(
            Rule.SEVERAL_MATTERS,
            "标题像是一件“请示”写了几件事。%(basis)s。请分别请示；确是一件事的，请说明理由，再送审。",
            {},
            "titles",
            title,
            title,
        )


def _kind_in_title(case: Case) -> Iterator[Finding]:
    title = _title(case)
    named = choice.in_title(title)
    # 请示报告 is two kinds, whichever of them the document is.
    is_double = title.endswith("请示报告")
    if case.kind.name in _UNNAMED or named in (None, "命令") or (named == case.kind.name and not is_double):
        return
    yield Finding(
        Rule.KIND_IN_TITLE,
        "标题写的是“%(named)s”，文种却是“%(kind)s”。%(basis)s。请改正标题或换用文种，或说明理由，再送审。",
        {"named": "请示报告" if is_double else named, "kind": case.kind.name},
        "titles",
        title,
        f"{case.kind.name}\n{title}",
    )


def _length(case: Case) -> Iterator[Finding]:
    """A reason given for a length holds until the text has grown by another thousand."""
    count = len("".join(case.content.body.split()).replace("**", ""))
    if case.kind.name not in _BOUND or count <= SPECIAL:
        return
    values = {"count": count}
    if count > COMPREHENSIVE:
        yield Finding(
            Rule.TOO_LONG,
            "正文有 %(count)s 字。%(basis)s。请压缩，或说明理由，再送审。",
            values,
            "body",
            f"{count}字",
            str(count // 1000),
        )
    else:
        yield Finding(Rule.LONG, "正文有 %(count)s 字。%(basis)s。请核对。", values, "body")


def _title(case: Case) -> str:
    return "".join("".join(lines(case.content.titles)).split())
