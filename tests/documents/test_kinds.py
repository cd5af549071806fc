"""Documents of every kind: what a draft of each lacks, how it goes through the press, and that nothing is lost on the way."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distro.delivery import queries as deliveries
from distro.documents import actions as documents
from distro.documents import numbers
from distro.documents import queries as reads
from distro.documents.draft import Draft
from distro.documents.kinds import again, choice
from distro.documents.kinds.fifteen import KINDS
from distro.documents.kinds.kind import Direction, Format, Kind, Numbering
from distro.documents.kinds.organs import LETTER, OFFICIAL, UPWARD
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import recognise
from distro.documents.rules import State
from distro.kernel.errors import Refusal
from distro.lists.agreement import Side
from distro.press import page
from distro.press.document import Official
from tests import builders
from tests.builders import ISSUER, World
from tests.documents import papers
from tests.documents.papers import NOTICE, NUMBERS, PAPERS, REQUEST
from tests.documents.specimens import SPECIMENS


@pytest.fixture
def world(system) -> World:
    return builders.world(system)


def test_there_are_the_fifteen_of_the_regulations_and_the_bulletin():
    fifteen = [
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ]
    assert list(KINDS) == ["简报", *fifteen]


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_draft_lacks_what_its_kind_needs(kind: str):
    lacking = {problem.field for problem in choice.problems(Draft(kind=kind))}
    needed = {field.name for field in choice.format_of(Draft(kind=kind)).fields if field.missing}
    assert lacking == needed
    assert {"issuer", "date", "body", "imprint"} <= needed


@pytest.mark.parametrize("kind", PAPERS)
def test_it_is_approved_numbered_printed_sent_and_filed(world: World, kind: str):
    document = builders.document(world, builders.issued(world, PAPERS[kind]))
    assert (document.state, document.print_error, document.designation) == (State.ISSUED, None, NUMBERS[kind])
    with world.system.work(builders.TESTER) as w:
        assert reads.list_breaks(w, document) == []
        reached = {each.office_name for each in deliveries.of_document(w, document.id)}
    listed = {line.partition("：")[2].strip("。") for line in PAPERS[kind].imprint.split("\n")}
    assert reached == {
        name for line in listed for name in line.replace("，", "、").split("、") if not name.startswith("各")
    }


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if "主送" in PAPERS[kind].imprint])
def test_a_print_whose_head_names_somebody_else_does_not_agree_with_its_list(world: World, kind: str):
    document = builders.document(world, builders.issued(world, PAPERS[kind]))
    astray = replace(PAPERS[kind], imprint=PAPERS[kind].imprint.replace("教育局", "审计局").replace("市政府", "市政协"))
    other = world.system.outside.press.print_document(choice.paper(astray, document.taken))
    with world.system.work(builders.TESTER) as w:
        breaks = reads.list_breaks(w, document, other.data)
    assert {each.left for each in breaks} == {Side.FOOTER}


def test_many_addressees_who_leave_the_head_agree_with_the_list_too(world: World):
    names = "、".join(f"云溪市第{number}档案管理处" for number in "一二三四五六七八九十")
    more = "、".join(f"云溪市{name}工作局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    long = replace(
        NOTICE, imprint=f"主送：{names}、{more}、{more.replace('工作', '建设')}、{more.replace('工作', '服务')}。"
    )
    document = builders.document(world, builders.issued(world, long))
    assert document.state is State.ISSUED
    with world.system.work(builders.TESTER) as w:
        assert reads.list_breaks(w, document) == []


def test_two_documents_of_one_code_follow_each_other_and_another_code_counts_for_itself(world: World):
    assert [builders.document(world, builders.issued(world, each)).designation for each in (NOTICE, REQUEST)] == [
        "云档发〔2025〕1号",
        "云档发〔2025〕2号",
    ]
    assert builders.document(world, builders.issued(world, papers.LETTER)).designation == "云档函〔2025〕1号"


def test_an_order_counts_on_over_the_year(world: World):
    first = builders.issued(world, papers.ORDER)
    second = builders.issued(world, replace(papers.ORDER, date=papers.DAY.replace(year=2026)))
    assert [builders.document(world, each).designation for each in (first, second)] == ["第1号", "第2号"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"designation": "云档发2025年1号"}, "designation"),
        ({"imprint": "报：云溪市委。"}, "imprint"),
        ({"imprint": "主送：云溪市委。\n主送：云溪市政府。"}, "imprint"),
        ({"annexes": "逐项填写。"}, "annexes"),
        ({"annexes": "附件：\n逐项填写。"}, "annexes"),
        ({"seal": "加盖签名章", "signatories": "李某某"}, "signatories"),
        ({"issuer": "  "}, "issuer"),
    ],
)
def test_what_cannot_be_printed_is_told_at_its_field(change: dict[str, Any], field: str):
    assert [problem.field for problem in choice.problems(replace(NOTICE, **change))] == [field]


def test_a_person_upward_and_a_joint_issue_are_printed_as_such():
    joint = replace(NOTICE, issuer="云溪市档案工作办公室\n云溪市财政局")
    paper = choice.paper(joint, "云档发〔2025〕3号")
    assert isinstance(paper, Official)
    assert (paper.organs, paper.title_lines[0]) == (("云溪市档案工作办公室", "云溪市财政局"), "云溪市档案工作办公室")
    upward = choice.paper(REQUEST)
    assert isinstance(upward, Official)
    assert (upward.signers, upward.address, upward.copies_to) == (("张某某",), "云溪市政府", "")


def test_the_next_one_keeps_head_list_and_imprint_and_nothing_of_what_it_says():
    for content in PAPERS.values():
        begun = again.following(content, date(2026, 1, 5))
        assert {each.name for each in fields(Draft) if getattr(begun, each.name) != each.default} <= {
            *again.STAYS,
            "date",
            "designation",
        }
        assert (begun.kind, begun.imprint, begun.issuer) == (content.kind, content.imprint, content.issuer)
    assert again.following(NOTICE, date(2026, 1, 5)).designation == "云档发〔2026〕　号"
    assert again.following(papers.MINUTES, date(2026, 1, 5)).designation == ""


def test_a_blank_one_goes_on_with_the_code_of_the_office():
    begun = again.blank("函", ISSUER, NOTICE, date(2026, 1, 5))
    assert (begun.kind, begun.issuer, begun.designation) == ("函", ISSUER, "云档发〔2026〕　号")
    assert again.blank("简报", ISSUER, NOTICE, date(2026, 1, 5)) == Draft()
    order = again.blank("命令", ISSUER, NOTICE, date(2026, 1, 5))
    assert choice.format_of(order).numbering is Numbering.ORDER
    assert order.designation == ""


def test_a_document_without_a_reference_is_not_promised_the_number_of_an_issue(world: World):
    with world.system.work(world.secretary) as w:
        document = documents.draft(w, replace(NOTICE, designation=""), world.issuer_id)
        with pytest.raises(Refusal) as refused:
            numbers.due(w, world.issuer_id, reads.draft_of(w, document))
    assert refused.value.field == "designation"


TEXTS = st.text(alphabet="甲乙丙 　\n：1", max_size=12)


@given(
    texts=st.fixed_dictionaries({each.name: TEXTS for each in fields(Draft) if each.type == "str"}),
    kind=st.sampled_from(list(KINDS)),
)
def test_a_change_of_kind_loses_no_word(texts: dict[str, Any], kind: str):
    before = Draft(**texts | {"kind": "简报", "format": ""})
    after = choice.settled(replace(before, kind=kind))
    choosing = {field.name for field in choice.format_of(after).fields if field.choices}
    kept = _characters("".join(str(getattr(after, each.name) or "") for each in fields(Draft)))
    for name, text in texts.items():
        if name not in {"kind", "format", *choosing}:
            assert not _characters(text) - kept, name
    assert choice.settled(after) == after


def _characters(text: str) -> set[str]:
    return set(text) - set(" 　\n")


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_a_pasted_document_becomes_a_draft_of_its_kind(specimen):
    found = recognise(specimen.text)
    if found.kind == "bulletin" and not found.imprint and not found.address:
        return  # without a list it becomes no draft
    content = from_recognised(found)
    forms = {"bulletin": "简报格式", "letter": "信函格式", "order": "命令（令）格式", "minutes": "纪要格式"}
    if found.kind in forms:
        assert choice.format_of(content).name == forms[found.kind]
    else:
        assert choice.format_of(content) in (OFFICIAL, UPWARD, LETTER)
    said = "".join(str(getattr(content, each.name) or "") for each in fields(Draft))
    for title in found.titles:
        assert "".join(title.split()) in "".join(said.split())


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于开展检查的通知", "通知"),
        ("关于同意设立档案馆的批复", "批复"),
        ("关于印发《办法》的通知（试行）", "通知"),
        ("关于通知书样式的函", "函"),
        ("云溪市人民政府令", "命令"),
        ("全市完成检查", None),
    ],
)
def test_the_title_names_the_kind_at_its_end(title: str, kind: str | None):
    assert choice.in_title(title) == kind


def test_a_kind_is_added_by_one_entry(monkeypatch: pytest.MonkeyPatch, world: World):
    """As docs/developing.md says it: data, and a format only where it is printed in a way of its own."""
    form: Format = replace(OFFICIAL, name="规程格式")
    monkeypatch.setitem(KINDS, "规程", Kind("规程", Direction.DOWNWARD, (form,)))
    content = replace(NOTICE, kind="规程", titles="云溪市档案库房检查规程")
    document = builders.document(world, builders.issued(world, content))
    assert (document.state, document.kind, document.designation) == (State.ISSUED, "规程", "云档发〔2025〕1号")
    assert "云溪市档案库房检查规程" in {field.text for field in page.fields(choice.paper(content))}
