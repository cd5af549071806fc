"""The two lives over HTTP: every verb that does not apply is refused, and a 公文 goes the whole way by its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import update

from distro.accounts.rules import Role
from distro.documents import actions as documents
from distro.documents import queries
from distro.documents.draft import Draft
from distro.documents.lives import BULLETIN, OFFICIAL, OPTIONAL, of
from distro.documents.models import ChosenStages, Countersigner, Document
from distro.documents.rules import Stage, State, Verb
from distro.offices import queries as register
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.documents.papers import NOTICE
from tests.web.visiting import Visitor, typed

FINANCE, SCHOOLS = "云溪市财政局", "云溪市教育局"
DIGEST = "0" * 64
BY_ITSELF = {Verb.PRINTED, Verb.UNPRINTABLE}


class People:
    """The browsers of everybody who has a part in a life."""

    def __init__(self, world: World) -> None:
        builders.person(world.system, "reviewer", (Role.REVIEWER, builders.ISSUER))
        builders.person(world.system, "finance", (Role.APPROVER, FINANCE))
        builders.person(world.system, "schools", (Role.APPROVER, SCHOOLS))
        self._system = world.system
        self._open: dict[str, Visitor] = {}

    def __getitem__(self, login: str) -> Visitor:
        if login not in self._open:
            self._open[login] = Visitor(self._system, login)
        return self._open[login]


@pytest.fixture
def world(system: System) -> World:
    return builders.world(system)


@pytest.fixture
def people(world: World) -> People:
    return People(world)


def state(world: World, document_id: UUID) -> State:
    return builders.document(world, document_id).state


def office(world: World, name: str) -> UUID:
    with world.system.work(TESTER) as w:
        return register.by_names(w, [name])[name].id


def choose(world: World, life: str, *stages: Stage) -> None:
    with world.system.work(TESTER) as w:
        w.session.merge(ChosenStages(office_id=world.issuer_id, life=life, stages=[stage.name for stage in stages]))


def draft(world: World, content: Draft) -> UUID:
    return builders.drafted(world, content)


def deeds(world: World, document_id: UUID, content: Draft) -> list[tuple[Verb, str, str, dict[str, str]]]:
    """Every way in which a verb can be asked for, by whom, where, and with which form."""
    now = builders.document(world, document_id)
    word = {"revision": str(now.revision), "opinion": "试"}
    asked = word | {"office": str(office(world, FINANCE))}
    print_ = {"digest": DIGEST, "opinion": "试"}
    own, theirs = f"/documents/{document_id}", f"/countersigning/{document_id}"
    return [
        (Verb.SUBMIT, "secretary", f"{own}/submit", typed(content, now.version)),
        (Verb.WITHDRAW, "secretary", f"{own}/withdraw", {}),
        (Verb.VOID, "secretary", f"{own}/void", {"reason": "试"}),
        (Verb.REVIEW, "reviewer", f"{own}/review", word),
        (Verb.RETURN, "reviewer", f"{own}/return", word),
        (Verb.RETURN, "approver", f"{own}/return", word),
        (Verb.RETURN, "finance", f"{theirs}/return", asked),
        (Verb.COUNTERSIGN, "finance", f"{theirs}/sign", asked),
        (Verb.APPROVE, "approver", f"{own}/approve", word),
        (Verb.NUMBER, "secretary", f"{own}/number", {}),
        (Verb.CHECK, "reviewer", f"{own}/check", word),
        (Verb.ISSUE, "secretary", f"{own}/issue", {}),
        (Verb.STOP, "secretary", f"{own}/stop", {"reason": "试"}),
        (Verb.HAND_OUT, "secretary", f"{own}/hand-out", print_),
        (Verb.REPRINT, "secretary", f"{own}/reprint", print_),
        (Verb.RECALL, "secretary", f"{own}/recall", {"reason": "试"}),
    ]


def put(world: World, document_id: UUID, wanted: State) -> None:
    """The document as if it had come into this state."""
    is_printed = wanted in (State.PRINTED, State.ISSUED, State.RECALLED)
    with world.system.work(TESTER) as w:
        w.session.execute(
            update(Document)
            .where(Document.id == document_id)
            .values(
                state=wanted,
                pdf_digest=DIGEST if is_printed else None,
                pages=1 if is_printed else None,
                issued_at=w.now if wanted in (State.ISSUED, State.RECALLED) else None,
            )
        )


@pytest.mark.parametrize("content", [DRAFT, replace(NOTICE, countersigners=FINANCE)], ids=["简报", "公文"])
def test_every_verb_that_leads_nowhere_is_refused_and_changes_nothing(
    world: World, people: People, content: Draft
) -> None:
    life = of(content.kind)
    document_id = draft(world, content)
    with world.system.work(TESTER) as w:
        finance = Countersigner(
            document_id=document_id, revision=1, office_id=office(world, FINANCE), turn=1, name=FINANCE
        )
        w.session.add(finance)
    tried = 0
    for before in State:
        put(world, document_id, before)
        for verb, login, path, form in deeds(world, document_id, content):
            if (before, verb) in life.transitions:
                continue
            answer = people[login].post(path, **form)
            assert 400 <= answer.status_code < 500, (before, verb, answer.status_code)
            assert state(world, document_id) is before, (before, verb)
            tried += 1
    assert tried > 130
    assert {verb for verb, *_ in deeds(world, document_id, content)} | BY_ITSELF == set(Verb)


@pytest.mark.parametrize(
    ("before", "login", "act"),
    [
        (State.COUNTERSIGNING, "approver", "return"),
        (State.COUNTERSIGNING, "approver", "approve"),
        (State.REVIEWING, "approver", "return"),
        (State.SUBMITTED, "reviewer", "return"),
        (State.CHECKING, "approver", "return"),
    ],
)
def test_nobody_says_another_stage_s_word(world: World, people: People, before: State, login: str, act: str) -> None:
    document_id = draft(world, NOTICE)
    put(world, document_id, before)
    answer = people[login].post(f"/documents/{document_id}/{act}", revision="1", opinion="不行")
    assert answer.status_code in (403, 409)
    assert state(world, document_id) is before


def test_a_notice_goes_the_whole_way(world: World, people: People) -> None:
    choose(world, "公文", *OPTIONAL)
    document_id = draft(world, replace(NOTICE, countersigners=f"{FINANCE}\n{SCHOOLS}"))
    own, theirs = f"/documents/{document_id}", f"/countersigning/{document_id}"
    asked = {"revision": "1"}

    def after(act: Callable[[], object]) -> State:
        act()
        return state(world, document_id)

    version = builders.document(world, document_id).version
    content = replace(NOTICE, countersigners=f"{FINANCE}\n{SCHOOLS}")
    assert after(lambda: people["secretary"].post(f"{own}/submit", **typed(content, version))) is State.REVIEWING
    assert people["finance"].get(theirs).status_code == 404
    reviewed = after(lambda: people["reviewer"].post(f"{own}/review", revision="1", opinion="依据充分"))
    assert reviewed is State.COUNTERSIGNING
    assert "等待会签：云溪市财政局" in people["secretary"].get(own).text
    assert people["schools"].get(theirs).status_code == 404  # not yet its turn
    finance, schools = (str(office(world, name)) for name in (FINANCE, SCHOOLS))
    assert people["finance"].post(f"{theirs}/sign", office=schools, **asked).status_code == 404
    signed = after(lambda: people["finance"].post(f"{theirs}/sign", office=finance, opinion="同意拨款", **asked))
    assert signed is State.COUNTERSIGNING
    assert people["finance"].get(theirs).status_code == 404  # said
    assert after(lambda: people["schools"].post(f"{theirs}/sign", office=schools, **asked)) is State.SUBMITTED
    assert after(lambda: people["approver"].post(f"{own}/approve", revision="1")) is State.APPROVED
    assert after(lambda: people["secretary"].post(f"{own}/number")) is State.CHECKING
    assert after(lambda: people["reviewer"].post(f"{own}/check", revision="1")) is State.NUMBERED
    assert after(lambda: people["secretary"].post(f"{own}/issue")) is State.PRINTING
    builders.drain(world.system)
    printed = builders.document(world, document_id)
    assert (printed.state, printed.is_issued) == (State.PRINTED, False)
    assert people["secretary"].get(f"{own}/pdf").data.startswith(b"%PDF")
    refused = people["secretary"].post(f"{own}/reprint", digest=printed.pdf_digest)
    assert refused.status_code == 422
    reprinted = after(lambda: people["secretary"].post(f"{own}/reprint", digest=printed.pdf_digest, opinion="墨淡"))
    assert reprinted is State.NUMBERED
    people["secretary"].post(f"{own}/issue")
    builders.drain(world.system)
    stale = people["secretary"].post(f"{own}/hand-out", digest=DIGEST)
    assert stale.status_code == 409
    digest = builders.document(world, document_id).pdf_digest
    assert after(lambda: people["secretary"].post(f"{own}/hand-out", digest=digest)) is State.ISSUED
    builders.drain(world.system)
    assert builders.delivery_to(world, document_id, FINANCE) is not None
    slip = people["records"].get(f"{own}/slip")
    with pypdfium2.PdfDocument(BytesIO(slip.data)) as pdf:
        said = "".join(page.get_textpage().get_text_range() for page in pdf)
    said = "".join(said.split())
    for words in (
        "发文稿纸",
        "依据充分",
        "同意拨款",
        "finance某",
        "复核无误",
        "（退印）墨淡",
        "核对无误",
        "reviewer某",
    ):
        assert words in said, words


def test_a_countersigning_office_sees_the_draft_and_nothing_else(world: World, people: People) -> None:
    content = replace(NOTICE, countersigners=f"{FINANCE}、{SCHOOLS}")
    document_id = draft(world, content)
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with world.system.work(world.reviewer) as w:
        documents.review(w, document_id, 1, "只给本单位看的意见")
    theirs = f"/countersigning/{document_id}"
    page = people["finance"].get(theirs)
    assert "库房检查的通知" in page.text
    assert "只给本单位看的意见" not in page.text
    assert people["finance"].get(f"{theirs}/preview").data.startswith(b"%PDF")
    assert people["finance"].get(f"{theirs}/preview/1.png").mimetype == "image/png"
    assert "加急" in people["finance"].get("/countersigning").text
    for path in ("", "/preview", "/slip", "/pdf"):
        assert people["finance"].get(f"/documents/{document_id}{path}").status_code == 404
    assert str(document_id) not in people["finance"].get("/documents").text
    assert people["outsider"].get(theirs).status_code == 404
    assert people["schools"].get(theirs).status_code == 200  # side by side
    finance = str(office(world, FINANCE))
    assert people["finance"].post(f"{theirs}/return", office=finance, revision="1").status_code == 422
    people["finance"].post(f"{theirs}/return", office=finance, revision="1", opinion="经费没有落实")
    assert state(world, document_id) is State.DRAFT
    assert "经费没有落实" in people["secretary"].get(f"/documents/{document_id}").text
    assert people["schools"].get(theirs).status_code == 404


def test_every_organ_of_a_joint_document_countersigns(world: World, people: People) -> None:
    joint = replace(NOTICE, issuer=f"{builders.ISSUER}\n{FINANCE}", seal="不加盖印章")
    document_id = draft(world, joint)
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    with world.system.work(world.reviewer) as w:
        documents.review(w, document_id, 1)
    assert state(world, document_id) is State.COUNTERSIGNING
    refused = people["approver"].post(f"/documents/{document_id}/approve", revision="1")
    assert (refused.status_code, state(world, document_id)) == (409, State.COUNTERSIGNING)
    form = {"office": str(office(world, FINANCE)), "revision": "1"}
    people["finance"].post(f"/countersigning/{document_id}/sign", **form)
    assert state(world, document_id) is State.SUBMITTED


@pytest.mark.parametrize(
    ("named", "words"),
    [("云溪市无名局", "不在单位名册中"), (builders.ISSUER, "就是本单位"), ("云溪市委", "没有签发领导")],
)
def test_who_cannot_countersign_is_told_before_the_draft_goes(
    world: World, people: People, named: str, words: str
) -> None:
    content = replace(NOTICE, countersigners=named)
    document_id = draft(world, content)
    version = builders.document(world, document_id).version
    refused = people["secretary"].post(f"/documents/{document_id}/submit", **typed(content, version))
    assert refused.status_code == 422
    assert words in refused.text
    assert state(world, document_id) is State.DRAFT


def test_what_changed_since_the_approval_is_shown_in_words(world: World, people: People) -> None:
    document_id = builders.approved(world)
    with world.system.work(world.secretary) as w:
        documents.withdraw(w, document_id)
        version = queries.find(w, document_id).version
    changed = replace(DRAFT, body=DRAFT.body.replace("十二个", "十三个"))
    people["secretary"].post(f"/documents/{document_id}/submit", **typed(changed, version))
    page = people["approver"].get(f"/documents/{document_id}").text
    assert "第 1 稿已签发，现为第 2 稿。" in page
    assert "二</del>" in page
    assert "三</ins>" in page
    assert "一个已经补装仪器" not in page.partition('id="changed"')[2].partition("</section>")[0]


def test_the_urgent_lie_on_top_and_say_so(world: World, people: People) -> None:
    choose(world, "公文")
    ids = {}
    for urgency in ("特急", "加急", ""):
        ids[urgency] = draft(world, replace(NOTICE, urgency=urgency, titles=f"关于{urgency or '平件'}的通知"))
        with world.system.work(world.secretary) as w:
            documents.submit(w, ids[urgency])
    page = people["approver"].get("/documents?state=submitted").text
    assert page.index("关于特急的通知") < page.index("关于加急的通知") < page.index("关于平件的通知")
    assert page.count("特急</span>") == 1


def test_the_administrator_chooses_the_stages_of_an_office(world: World, people: People) -> None:
    builders.administrators(world.system)
    path = f"/offices/{world.issuer_id}/stages"
    assert people["secretary"].post(path, life="公文").status_code == 403
    assert people["admin"].post(path, life="公文", CHECK="1").status_code == 303
    assert people["admin"].post(path, life="别的").status_code == 404
    with world.system.work(TESTER) as w:
        assert queries.stages(w, world.issuer_id, OFFICIAL) == {Stage.CHECK}
        assert queries.stages(w, world.issuer_id, BULLETIN) == frozenset()
    document_id = draft(world, NOTICE)
    with world.system.work(world.secretary) as w:
        documents.submit(w, document_id)
    assert state(world, document_id) is State.SUBMITTED


def test_a_document_that_nobody_could_review_is_not_submitted(world: World) -> None:
    document_id = draft(world, NOTICE)
    version = builders.document(world, document_id).version
    refused = Visitor(world.system, "secretary").post(f"/documents/{document_id}/submit", **typed(NOTICE, version))
    assert "没有审核人员" in refused.text
    assert state(world, document_id) is State.DRAFT
