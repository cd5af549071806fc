"""The command line: every command explains itself, and what goes wrong is one sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import click
import pytest

from distro.accounts import queries as people
from distro.cli.main import cli
from distro.kernel import errands
from distro.kernel.errors import NotFound
from distro.roles import Addresses
from distro.settings import Settings, child_environment
from distro.system import System
from tests import builders
from tests.audit.test_agreement import no_delivery
from tests.cli.commanding import COMMAND, run, run_apart


@pytest.fixture
def served(settings: Settings) -> Settings:
    """The test's database as an office's own."""
    return settings.with_(broker_url="redis://127.0.0.1:1/0")


@pytest.fixture
def text_file(tmp_path: Path) -> str:
    draft = builders.DRAFT
    path = tmp_path / "bulletin.txt"
    path.write_text(
        f"{draft.masthead}\n\n2025年第1期（总第1期）\n\n{draft.issuer} 2025年3月4日\n\n{draft.titles}\n\n"
        + draft.body.replace("\n", "\n\n")
        + "\n\n"
        + draft.imprint.replace("\n", "\n\n")
        + "\n",
        encoding="gb18030",
    )
    return str(path)


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += _commands(command, (*path, name))
    return found


def test_every_command_explains_itself() -> None:
    for path in _commands(cli):
        command: click.Command = cli
        for name in path:
            assert isinstance(command, click.Group)
            command = command.commands[name]
        assert command.help, path


def test_a_file_becomes_a_draft(system: System, served: Settings, text_file: str) -> None:
    world = builders.world(system)
    done = run_apart(served, "import", text_file, "--as", "secretary")
    assert done.returncode == 0, done.stderr
    document_id = UUID(done.stdout.strip().rpartition("/")[2])
    assert builders.document(world, document_id).title == builders.DRAFT.titles


def test_a_document_is_recognised_as_json(served: Settings, text_file: str) -> None:
    done = run(served, "recognise", text_file)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told) == [
        "kind",
        "masthead",
        "doc_no",
        "issue_no",
        "total_no",
        "issue_text",
        "year",
        "issuer",
        "date",
        "titles",
        "signer",
        "marks",
        "main_recipients",
        "editors_note",
        "body",
        "articles",
        "attendance",
        "annexes",
        "annex_texts",
        "note",
        "tiers",
        "copies",
        "print_org",
        "print_date",
        "leftovers",
        "confidence",
    ]
    assert (told["kind"], told["masthead"], told["issue_no"], told["date"]) == (
        "bulletin",
        builders.DRAFT.masthead,
        1,
        "2025-03-04",
    )
    assert (told["doc_no"], told["main_recipients"], told["marks"], told["leftovers"]) == (None, None, [], [])
    assert set(told["confidence"]) == set(told) - {"leftovers", "confidence"}
    assert told["tiers"][0]["names"][0] == "云溪市委"


def test_a_classified_text_is_not_recognised(served: Settings) -> None:
    done = run(served, "recognise", "-", given="机密★1年\n海塘简报\n报：市委")
    assert done.returncode == 1
    assert "国家秘密标志" in done.stderr
    assert "海塘" not in done.stdout + done.stderr


def test_verify_says_what_is_damaged(system: System, served: Settings) -> None:
    world = builders.world(system)
    document_id = builders.issued(world)
    system.round("seal-journal")
    assert run(served, "verify").returncode == 0
    kept = system.outside.store.path(builders.document(world, document_id).pdf_digest)
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1])
    done = run(served, "verify")
    assert done.returncode == 1
    assert "Z001-WS·2025-D10-BGS-0001" in done.stdout


def test_verify_says_when_the_database_role_may_too_much(system: System, served: Settings) -> None:
    assert "数据库账号：权限与规定一致" in run(served, "verify").stdout
    builders.tamper(system, "GRANT DELETE ON link TO distro")
    try:
        done = run(served, "verify")
    finally:
        builders.tamper(system, "REVOKE DELETE ON link FROM distro")
    assert done.returncode == 0
    assert "数据库账号：权限过大\n" in done.stdout
    assert "涉及的表：link\n" in done.stdout


def test_db_upgrade_needs_the_owner(migrated: Addresses, served: Settings) -> None:
    done = run(served, "db", "upgrade")
    assert done.returncode == 1
    assert "DISTRO_OWNER_URL" in done.stderr
    assert "Traceback" not in done.stderr
    with_owner = child_environment(served) | {"DISTRO_OWNER_URL": migrated.owner}
    assert subprocess.run([*COMMAND, "db", "upgrade"], env=with_owner, check=False).returncode == 0
    refused = subprocess.run(
        [*COMMAND, "serve"], env=with_owner, capture_output=True, text=True, check=False, timeout=60
    )
    assert refused.returncode == 1
    assert "DISTRO_OWNER_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("door", ["import worker.app", "from distro.web import wsgi; wsgi.application()"])
def test_no_door_opens_with_the_owners_address(migrated: Addresses, served: Settings, door: str) -> None:
    with_owner = child_environment(served) | {"DISTRO_OWNER_URL": migrated.owner}
    done = subprocess.run(
        [sys.executable, "-c", door], env=with_owner, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "SettingsError: DISTRO_OWNER_URL" in done.stderr


def test_verify_says_which_sides_of_an_issue_part(system: System, served: Settings) -> None:
    world = builders.world(system)
    no_delivery(world, builders.issued(world))
    done = run(served, "verify")
    assert done.returncode == 1
    assert "版记、名单、分送与阅读权限：1 份发文，有不一致" in done.stdout
    assert "2025年第1期（总第1期） 冻结的名单与实际分送不一致：“云溪市财政局”，前者为一件，后者为无。" in done.stdout


def test_accounts_are_made_and_closed(system: System, served: Settings) -> None:
    builders.world(system)
    made = run(
        served, "user", "add", "xin", "新某", "--office", builders.ISSUER, "--role", "档案员", given="a long password\n"
    )
    assert made.returncode == 0, made.stderr
    assert "xin\t新某\t档案员" in run(served, "user", "list").stdout
    assert run(served, "user", "deactivate", "xin").returncode == 0
    assert "停用" in run(served, "user", "list").stdout


def test_an_administrator_begins_by_a_link(system: System, served: Settings) -> None:
    builders.world(system)
    words = ("user", "add", "first", "某某", "--office", builders.ISSUER, "--role", "安全审计员", "--link")
    made = run(served, *words)
    assert made.returncode == 0, made.stderr
    newer = run(served, "user", "link", "first").stdout
    for address in (made.stdout, newer):
        assert re.fullmatch(rf"{re.escape(served.base_url)}/link/[\w-]{{40,}}\n", address)
    with system.work(builders.TESTER) as w:
        with pytest.raises(NotFound):
            people.link(w, made.stdout.strip().rpartition("/")[2])
        assert people.link(w, newer.strip().rpartition("/")[2])


def test_a_role_is_taken_back(system: System, served: Settings) -> None:
    builders.world(system)
    words = ("user", "take", "clerk", "--office", "云溪市委", "--role", "收文员")
    assert run(served, *words).returncode == 0
    assert "clerk\tclerk某\t\n" in run(served, "user", "list").stdout
    assert "没有这项职责" in run(served, *words).stderr


def test_an_operator_begins_on_an_empty_database(system: System, served: Settings) -> None:
    assert run(served, "office", "add", "南浦县档案馆", "南浦县财政局").stdout == "新登记 2 家\n"
    assert run(served, "office", "add", "南浦县档案馆", "南浦县教育局").stdout == "新登记 1 家\n"
    arguments = ["user", "add", "first", "某某", "--office", "南浦县档案馆", "--role", "系统管理员"]
    assert run(served, *arguments, given="a long password\n").returncode == 0
    assert "first\t某某\t系统管理员（南浦县档案馆）" in run(served, "user", "list").stdout


def test_an_office_gets_its_mailbox_and_loses_it(system: System, served: Settings) -> None:
    run(served, "office", "add", "南浦县财政局")
    assert run(served, "office", "mailbox", "南浦县财政局", "cz@example.cn").returncode == 0
    assert "南浦县财政局\tcz@example.cn\n" in run(served, "office", "list").stdout
    assert run(served, "office", "mailbox", "南浦县财政局").returncode == 0
    assert "南浦县财政局\t\n" in run(served, "office", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["user", "add", "x", "某", "--office", "没有这个局", "--role", "档案员"], "没有登记"),
        (["user", "deactivate", "nobody"], "没有登录名"),
        (["user", "give", "clerk", "--office", builders.ISSUER, "--role", "安全审计员"], "三员分立"),
        (["office", "mailbox", "没有这个局", "a@example.cn"], "distro office add"),
        (["office", "mailbox", builders.ISSUER, "a@b\nBcc: c@example.cn"], "不是邮箱地址"),
        (["errands", "--retry", "7"], "没有编号"),
    ],
)
def test_what_goes_wrong_is_one_sentence(system: System, served: Settings, arguments: list[str], words: str) -> None:
    builders.world(system)
    done = run(served, *arguments, given="a long password\n")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "还没有"),
        ("只有一段文字，没有名单。\n".encode(), "报"),
        (b"\xff\xfe\x00\xd8\x81", "GB 18030"),
        ("某某简报\n第1期\n某办 2025年2月30日\n标题\n正文。\n报：某局。".encode(), "2月30日"),
        ("某某简报\n机密★10年\n报：某局。".encode(), "涉密"),
        (("长" * 1_800_000).encode(), "1 MB"),
    ],
)
def test_bad_files_are_refused_with_the_reason(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    done = run(Settings(data_dir=tmp_path / "data"), "import", str(path), "--as", "secretary")
    assert done.returncode == 1
    assert words in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    away = Settings(
        database_url="postgresql://distro@127.0.0.1:1/distro",
        broker_url="redis://127.0.0.1:1/0",
        secret_key="0123456789abcdef" * 4,
        data_dir=tmp_path,
    )
    done = run_apart(away, "user", "list")
    assert done.returncode == 1
    assert "数据库暂时不能使用" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_account_gets_a_further_role(system: System, served: Settings) -> None:
    world = builders.world(system)
    assert run(served, "user", "give", "clerk", "--office", builders.ISSUER, "--role", "档案员").returncode == 0
    with system.work(builders.TESTER) as w:
        assert people.actor_of(w, people.by_login(w, "clerk")).has("档案员", world.issuer_id)


def test_work_that_failed_is_shown_with_its_error(system: System, served: Settings) -> None:
    builders.released(builders.world(system))
    (system.settings.data_dir / "files").write_text("in the way")
    system.work_off("press")
    with system.work(builders.TESTER) as w:
        [failed] = errands.troubled(w.session)
    shown = run(served, "errands").stdout
    assert f"再试 {failed.id} print-document" in shown
    assert "Error" in shown


def test_a_list_is_read_and_written_back(tmp_path: Path) -> None:
    words = "报：省委、省政府领导同志。\n送：云溪市财政局、教育局，各乡镇。\n"
    read = run_apart(Settings(), "list", "parse", "-", "--issuer", "江苏省某某办公室", given=words)
    plain = json.loads(read.stdout)
    assert plain["tiers"][0]["names"] == ["省委领导同志", "省政府领导同志"]
    assert plain["tiers"][0]["groups"][0]["recipients"][0]["office"] == "江苏省委"
    assert run_apart(Settings(), "list", "write", "-", given=read.stdout).stdout == words


def test_what_is_no_list_is_refused() -> None:
    done = run(Settings(), "list", "write", "-", given='{"tiers": 3}')
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
