"""The door of operators: distro up | once | serve | db | import | issue | errands | verify | recognise | list, and the others."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from contextlib import suppress
from typing import NoReturn
from uuid import UUID

import click

from distro import desk, embedded, issuing, settings
from distro.audit import actions as audit_actions
from distro.audit import queries as audit
from distro.cli import once
from distro.cli.classes import class_
from distro.cli.files import FILE, read_draft
from distro.cli.lists import list_
from distro.cli.office import office
from distro.cli.press import press
from distro.cli.recognise import recognise_
from distro.cli.terminal import OPERATOR, person_named, ready_system
from distro.cli.user import user
from distro.kernel import errands, rights
from distro.kernel.actor import Actor
from distro.kernel.errors import Refusal
from distro.outside.clock import moment_text
from distro.press.errors import PressError
from distro.sample import people as sample_people
from distro.sample import world
from distro.system import System
from distro.upgrade import downgrade, upgrade


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Distro: issue official documents, follow them to every receipt, keep the proof.

    Without DISTRO_DATABASE_URL the commands use the embedded PostgreSQL under DISTRO_DATA_DIR.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")


def main() -> None:
    """Run a command; what went wrong is one clear message on standard error, never a traceback of ours."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        _fail("已停止。", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (Refusal, PressError, settings.SettingsError, embedded.EmbeddedError) as error:
        _fail(str(error), 1)
    except OSError as error:
        _fail(f"读写文件没有成功：{error.strerror or error} {error.filename or ''}。没有继续。", 1)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


@cli.command()
@click.option("--sample", is_flag=True, help="Load the sample world and issue its bulletins on the first start.")
def up(sample: bool) -> None:
    """Start the database, the broker, the pages and the workers and keep them running; Ctrl-C stops them all."""
    with embedded.stack(settings.read()) as running:
        if sample:
            system = System(running.settings)
            try:
                world.load(system)
                _introduce(system, world.play(system))
            finally:
                system.close()
        click.echo(f"\n  网页地址 {running.settings.base_url}    按 Ctrl-C 停止\n", err=True)
        try:
            running.watch()
        except KeyboardInterrupt:
            # The terminal may be gone: that is what SIGHUP tells.
            with suppress(OSError):
                click.echo("\n正在停止……", err=True)


def _introduce(system: System, shown: UUID) -> None:
    report = issuing.report(system, shown)
    signs = sample_people.sign_ins(system.settings.data_dir)
    click.echo(f"\n  示例简报 {report['document']['masthead']} {report['document']['issue']}", err=True)
    click.echo(f"  PDF      {report['pdf']['path']}（{report['pdf']['pages']} 页）", err=True)
    click.echo("\n  示例账号（仅限示例，口令为本机随机生成）", err=True)
    for each in signs:
        click.echo(f"    {each.login:<10} {each.password:<14} {each.role}　{each.office}", err=True)


for group in (recognise_, list_, press, office, class_, user):
    cli.add_command(group)


@cli.command("once")
@FILE
def once_(file: str) -> None:
    """Issue FILE through the whole pipeline with sample people, and print one JSON object."""
    click.echo(json.dumps(once.run(settings.read(), read_draft(file)), ensure_ascii=False, indent=1))


@cli.command()
def serve() -> None:
    """Serve the pages until stopped."""
    chosen = settings.read_to_serve()
    # Worker heartbeats go to memory, not to a disk that may be slow.
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()  # noqa: S108
    os.execv(
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "distro.web.wsgi:application()"),
            *("--worker-class", "distro.web.server.BufferingWorker", "--workers", "2", "--threads", "4"),
            *("--bind", chosen.address, "--worker-tmp-dir", memory, "--graceful-timeout", "8"),
            *("--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket", "--preload"),
        ],
    )


@cli.group()
def db() -> None:
    """Look after the database's schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the schema to this version, as the owner of the database (DISTRO_OWNER_URL); safe to repeat."""
    with embedded.database(settings.read()) as ready:
        upgrade(ready.owner_url or ready.database)


@db.command("downgrade")
@click.argument("revision")
def db_downgrade(revision: str) -> None:
    """Take the schema back to REVISION; refused where that would lose anything."""
    with embedded.database(settings.read()) as ready:
        downgrade(ready.owner_url or ready.database, revision)


def _issuer_of(actor: Actor, system: System, named: str) -> UUID:
    """The office the person drafts for."""
    with system.work(actor) as w:
        issuer_id = desk.issuer(w, named=named)
    if issuer_id is None:
        raise Refusal("“%(name)s”不能代编印单位“%(office)s”拟稿。没有保存。", name=actor.name, office=named)
    return issuer_id


@cli.command("import")
@FILE
@click.option("--as", "login", required=True, metavar="LOGIN", help="The secretary who drafts.")
def import_(file: str, login: str) -> None:
    """Read FILE (UTF-8 or GB 18030) into a draft and print its address."""
    content = read_draft(file)
    with ready_system() as system:
        secretary = person_named(system, login)
        document_id = issuing.draft(system, content, secretary, _issuer_of(secretary, system, content.sponsor))
        click.echo(f"{system.settings.base_url}/documents/{document_id}")


@cli.command()
@FILE
@click.option("--as", "login", required=True, metavar="LOGIN", help="The secretary who drafts and issues.")
@click.option("--approver", required=True, metavar="LOGIN", help="The officer who approves; another person.")
@click.option("--reviewer", metavar="LOGIN", help="Who reviews and checks, where the office has that done.")
def issue(file: str, login: str, approver: str, reviewer: str | None) -> None:
    """Take FILE from text to issue; needs running workers. Prints one JSON object when the record is filed."""
    content = read_draft(file)
    with ready_system() as system:
        hands = issuing.Hands(
            person_named(system, login),
            person_named(system, approver),
            person_named(system, reviewer) if reviewer else None,
        )
        issuer_id = _issuer_of(hands.secretary, system, content.sponsor)
        issuing.require_free_number(system, content, issuer_id)
        document_id = issuing.draft(system, content, hands.secretary, issuer_id)
        issuing.issue(system, document_id, hands)
        issuing.await_record(system, document_id)
        click.echo(json.dumps(issuing.report(system, document_id), ensure_ascii=False, indent=1))


@cli.command("errands")
@click.option("--retry", type=int, metavar="ID", help="Give a parked errand its tries again.")
def errands_(retry: int | None) -> None:
    """Show the background work that waits or ran out of tries."""
    with ready_system() as system, system.work(OPERATOR) as w:
        if retry is not None and not errands.retry(w.session, retry, w.now):
            raise Refusal("没有编号为 %(id)s 的停放步骤。没有改变任何内容。", id=retry)
        click.echo(f"等待 {errands.waiting(w.session)}")
        for errand in errands.troubled(w.session):
            click.echo(f"再试 {errand.id} {errand.step} {moment_text(errand.due_at)} {errand.error}")
        for errand in errands.parked(w.session):
            at = moment_text(errand.parked_at) if errand.parked_at else ""
            click.echo(f"停放 {errand.id} {errand.step} {at} {errand.error}")


@cli.command()
def verify() -> None:
    """Re-read the journal's whole chain and every kept file, and compare the printed foot of every issue with its list,
    deliveries and readers; exit 1 if anything is not as it was. Also tells if the database role may do too much."""
    with ready_system() as system:
        # By itself: what is written in a long transaction would keep others' entries from being sealed until its end.
        with system.work(OPERATOR) as w:
            run = audit_actions.verify_all(w)
        click.echo(f"日志链 {run.links} 环，链头 {run.head}：{'完好' if run.holds else '不完好'}")
        if not run.holds:
            where = f"第一处问题在记录 {run.bad_entry}：" if run.bad_entry else ""
            click.echo(f"  {where}{run.reason}")
        with system.work(OPERATOR) as w:
            damaged = [(record, error) for record in audit.all_records(w) if (error := audit.file_error(w, record))]
            click.echo(f"档案文件：{'完好' if not damaged else '有损坏'}")
            for record, error in damaged:
                click.echo(f"  {record.reference} {error}")
            compared, breaks = 0, []
            for document, found in audit.all_breaks(w):
                compared += 1
                breaks += [(document.number, each) for each in found]
            click.echo(f"版记、名单、分送与阅读权限：{compared} 份发文，{'有不一致' if breaks else '一致'}")
            for number, each in breaks:
                click.echo(f"  {number} {each}")
            excess = rights.excess(w.session)
        click.echo(f"数据库账号：{'权限过大' if excess else '权限与规定一致'}")
        if excess:
            click.echo("  只增不改的记录仅靠触发器保护。请按运维手册分设两个账号。涉及的表：" + "、".join(excess))
    if damaged or breaks or not run.holds:
        sys.exit(1)
