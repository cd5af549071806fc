"""Findings stop a document or ask for a reason; the reason stays on record and holds while the office stays in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from distro import issuing
from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import issuing as going_out
from distro.documents import queries
from distro.documents.checks.finding import Rule as TextRule
from distro.documents.draft import Draft
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import Kind, recognise
from distro.documents.rules import DocumentFact, State
from distro.issuing import AS_WRITTEN, Hands
from distro.kernel.errors import Conflict, Forbidden, Refusal
from distro.kernel.journal import Entry
from distro.kernel.pasted import clean
from distro.lists.checks import Rule, Severity
from distro.lists.grammar.particulars import particulars
from distro.lists.tier import Tier
from distro.offices import actions as offices
from distro.offices import queries as register
from distro.offices.rules import Branch, Level, Particulars
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "public_docs"
FINANCE = "云溪市财政局"
UPSIDE_DOWN = replace(DRAFT, imprint=f"报：云溪市委、{FINANCE}。\n送：云溪市教育局。")


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


def put_below_the_issuer(world: World, name: str) -> UUID:
    with world.system.work(TESTER) as w:
        offices.register(w, [name])
        office = register.by_names(w, [name])[name]
        offices.edit(w, office.id, Particulars(parent_id=world.issuer_id))
        return office.id


def warned(world: World, content: Draft = UPSIDE_DOWN) -> tuple[UUID, UUID]:
    """A draft that reports to an office below its issuer, and that office."""
    office_id = put_below_the_issuer(world, FINANCE)
    return builders.drafted(world, content), office_id


def key(office_id: UUID, rule: Rule = Rule.WRONG_TIER, tier: Tier = Tier.REPORT) -> str:
    return f"{rule.name}.{office_id}.{tier.name}"


def waive(world: World, document_id: UUID, office_id: UUID, reason: str = "该局代行上级职责") -> None:
    with world.system.work(world.secretary) as w:
        documents.waive(w, document_id, key(office_id), reason)


def submit(world: World, document_id: UUID) -> None:
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)


def revise(world: World, document_id: UUID, content: Draft) -> None:
    with world.system.work(world.secretary) as w:
        documents.revise(w, document_id, content, queries.find(w, document_id).version)


def rules(world: World, document_id: UUID, severity: Severity) -> list[Rule | TextRule]:
    with world.system.work(world.secretary) as w:
        checked = queries.checked(w, queries.find(w, document_id))
        return [each.finding.rule for each in checked if each.finding.severity is severity]


def test_a_warning_stops_until_there_is_a_reason(world: World) -> None:
    document_id, office_id = warned(world)
    with pytest.raises(Refusal, match="下级单位"):
        submit(world, document_id)
    assert builders.document(world, document_id).state is State.DRAFT
    waive(world, document_id, office_id)
    submit(world, document_id)
    assert builders.document(world, document_id).state is State.SUBMITTED


def test_the_reason_its_giver_and_the_moment_are_on_record(world: World) -> None:
    document_id, office_id = warned(world)
    waive(world, document_id, office_id, " 该局代行上级职责 ")
    with world.system.work(world.secretary) as w:
        (kept,) = [each for each in queries.checked(w, queries.find(w, document_id)) if each.waiver]
        assert (kept.waiver.reason, kept.waiver.by_name) == ("该局代行上级职责", world.secretary.name)
        entry = w.session.scalars(select(Entry).where(Entry.fact == DocumentFact.WAIVED)).one()
        assert entry.subject == document_id
        assert entry.at == kept.waiver.at
        assert entry.data == {
            "waiver": str(kept.waiver.id),
            "rule": "WRONG_TIER",
            "of_office": str(office_id),
            "office": FINANCE,
            "tier": "报",
            "reason": "该局代行上级职责",
        }


def test_a_waiver_holds_over_revisions_while_the_office_stays_in_the_tier(world: World) -> None:
    document_id, office_id = warned(world)
    waive(world, document_id, office_id)
    revise(world, document_id, replace(UPSIDE_DOWN, titles="改过的标题", imprint=f"报：{FINANCE}。"))
    submit(world, document_id)


def test_another_office_or_tier_needs_its_own_reason(world: World) -> None:
    document_id, office_id = warned(world)
    waive(world, document_id, office_id)
    put_below_the_issuer(world, "云溪市教育局")
    revise(world, document_id, replace(UPSIDE_DOWN, imprint=f"报：{FINANCE}、云溪市教育局。"))
    with pytest.raises(Refusal, match="“云溪市教育局”是下级"):
        submit(world, document_id)


@pytest.mark.parametrize(("reason", "words"), [(" ", "写明原因"), ("长" * 501, "最多 500"), ("机密★10年", "涉密")])
def test_a_reason_is_a_reason(world: World, reason: str, words: str) -> None:
    document_id, office_id = warned(world)
    with pytest.raises(Refusal, match=words):
        waive(world, document_id, office_id, reason)
    assert rules(world, document_id, Severity.WARN) == [Rule.WRONG_TIER]
    with pytest.raises(Refusal):
        submit(world, document_id)


def test_only_a_warning_that_is_there_can_be_waived(world: World) -> None:
    document_id, office_id = warned(world)
    with pytest.raises(Conflict, match="已经改正"), world.system.work(world.secretary) as w:
        documents.waive(w, document_id, key(office_id, tier=Tier.CIRCULATE), "理由")
    with pytest.raises(Conflict, match="已经改正"), world.system.work(world.secretary) as w:
        documents.waive(w, document_id, key(office_id, Rule.UNKNOWN_NAME), "理由")
    waive(world, document_id, office_id)
    with pytest.raises(Conflict, match="已说明理由"):
        waive(world, document_id, office_id, "另一个理由")


def test_only_a_secretary_of_the_issuer_waives_and_only_in_a_draft(world: World) -> None:
    document_id, office_id = warned(world)
    with pytest.raises(Forbidden), world.system.work(world.approver) as w:
        documents.waive(w, document_id, key(office_id), "理由")
    waive(world, document_id, office_id)
    submit(world, document_id)
    with pytest.raises(Conflict, match="待签发"):
        waive(world, document_id, office_id)


def test_what_came_up_after_approval_stops_the_issue(world: World) -> None:
    document_id = builders.approved(world, UPSIDE_DOWN)
    put_below_the_issuer(world, FINANCE)
    with world.system.work(world.secretary) as w:
        documents.number(w, document_id)
    with pytest.raises(Refusal, match="下级单位"), world.system.work(world.secretary) as w:
        going_out.issue(w, document_id)


def test_saving_is_never_stopped(world: World) -> None:
    with world.system.work(world.secretary) as w:
        document_id = documents.draft(w, replace(DRAFT, imprint="报：甲局、甲局。"), world.issuer_id).id
    assert rules(world, document_id, Severity.BLOCK) == [Rule.UNKNOWN_NAME]
    revise(world, document_id, replace(DRAFT, imprint="报：乙局。"))


def test_a_command_says_the_warning_and_issues_what_is_written(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    document_id, _ = warned(world)
    issuing.issue(world.system, document_id, Hands(world.secretary, world.approver))
    assert builders.document(world, document_id).state is State.PRINTING
    assert f"须改正或说明理由：“{FINANCE}”是下级单位" in capsys.readouterr().err
    with world.system.work(world.secretary) as w:
        (kept,) = [each.waiver for each in queries.checked(w, queries.find(w, document_id)) if each.waiver]
        assert (kept.reason, kept.by_name) == (AS_WRITTEN, world.secretary.name)


# Written in the manner of a real one: an office away from home reports to its own province, to the region it works in,
# and sends to its own people.
ABROAD = """报：中央某某办，省委、省人大、省政府、省政协、省纪委监委领导同志，高原自治区党委、人大、政府、政协、纪委监委领导同志，省委组织部、省对口办，自治区党委组织部，雪岭自治州党委、人大、政府、政协领导同志。
送：雪岭自治州党委组织部，各县市党委政府领导同志，本部领导班子成员、各组室，前方各工作组。"""


def checked_anew(system: System, content: Draft) -> list[str]:
    """What is found after the register has been filled from the list alone, hints apart that are so for every old text
    and new register."""
    issuer = content.issuer or "某某办公室"
    with system.work(TESTER) as w:
        offices.register(w, [issuer], particulars)
        issuer_id = register.by_names(w, [issuer])[issuer].id
    secretary = builders.person(system, "secretary", (Role.SECRETARY, issuer))
    document_id = issuing.draft(system, content, secretary, issuer_id)
    with system.work(secretary) as w:
        checked = queries.checked(w, queries.find(w, document_id))
    quiet = (Rule.OPEN_CLASS, Rule.NO_CLERK, TextRule.FAR_BACK)
    return [str(each.finding.refusal) for each in checked if each.finding.rule not in quiet]


def test_a_sound_list_raises_no_alarm(system: System) -> None:
    content = replace(DRAFT, issuer="云海省对口支援雪岭州前方指挥部", imprint=ABROAD)
    assert checked_anew(system, content) == []


def test_the_register_filled_from_a_list_knows_what_the_names_say(system: System) -> None:
    checked_anew(system, replace(DRAFT, issuer="江苏省某某办公室", imprint="报：省委组织部。"))
    with system.work(TESTER) as w:
        office = register.by_names(w, ["江苏省委组织部"])["江苏省委组织部"]
    assert (office.level, office.branch, office.region) == (Level.PROVINCE, Branch.PARTY, "江苏省")


UNCLEAR = ("没有可以送达", "：等相关单位。", "：周明德厅长", "不是同一年", "半角标点")
"""Of published lists: one reaches nobody, one leaves open who else, one names a person of no organ; of published texts:
numbers of another year, half-width marks."""


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")
@pytest.mark.parametrize("number", range(1, 10))
def test_published_documents_raise_no_alarm(system: System, number: int) -> None:
    text = (CORPUS / f"{number:02}.txt").read_text(encoding="utf-8")
    found = replace(recognise(clean(text)), kind=Kind.BULLETIN)
    findings = checked_anew(system, from_recognised(found))
    assert [each for each in findings if not any(words in each for words in UNCLEAR)] == []
