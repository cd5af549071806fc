"""The door of operators: distro up | once | serve | db | import | issue | errands | verify | office | user."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from distro import embedded, issuing, once, settings
from distro.accounts import actions as accounts
from distro.accounts import queries as people
from distro.accounts.rules import Role
from distro.audit import queries as audit
from distro.kernel.pasted import clean, decode
from distro.kernel import errands
from distro.kernel.actor import Actor
from distro.kernel.errors import Refusal
from distro.kernel.work import Work
from distro.lists.grammar import parse
from distro.lists.plain import to_plain
from distro.lists.wording import from_plain, write
from distro.offices import actions as register
from distro.offices import importing, table
from distro.offices import queries as offices
from distro.offices.models import Office
from distro.outside.clock import moment_text
from distro.press.errors import PressError
from distro.press_cli import FILE, press, read_bytes, read_draft
from distro.sample import people as sample_people
from distro.sample import world
from distro.system import System
from distro.upgrade import downgrade, upgrade

OPERATOR = Actor.system("operator")


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


@contextmanager
def _system() -> Iterator[System]:
    with embedded.database(settings.read()) as ready:
        system = System(ready)
        try:
            yield system
        finally:
            system.close()


@cli.command()
@click.option("--sample", is_flag=True, help="Load the sample world and issue its bulletins on the first start.")
def up(sample: bool) -> None:
    """Start the database, the broker, the pages and the workers; Ctrl-C stops them all."""
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
            click.echo("\n正在停止……", err=True)


def _introduce(system: System, shown: object) -> None:
    report = issuing.report(system, shown)
    signs = sample_people.sign_ins(system.settings.data_dir)
    click.echo(f"\n  示例简报 {report['document']['masthead']} {report['document']['issue']}", err=True)
    click.echo(f"  PDF      {report['pdf']['path']}（{report['pdf']['pages']} 页）", err=True)
    click.echo("\n  示例账号（仅限示例，口令为本机随机生成）", err=True)
    for each in signs:
        click.echo(f"    {each.login:<10} {each.password:<14} {each.role}　{each.office}", err=True)


cli.add_command(press)


@cli.command("once")
@FILE
def once_(file: str) -> None:
    """Issue FILE through the whole pipeline with sample people, and print one JSON object."""
    click.echo(json.dumps(once.run(settings.read(), read_draft(file)), ensure_ascii=False, indent=1))


@cli.command()
def serve() -> None:
    """Serve the pages with gunicorn until stopped."""
    chosen = settings.read()
    # Worker heartbeats go to memory, not to a disk that may be slow.
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()  # noqa: S108
    os.execv(
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "distro.web.wsgi:application()"),
            *("--bind", f"{chosen.host}:{chosen.port}", "--workers", "2", "--threads", "4", "--worker-tmp-dir", memory),
            *("--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket", "--preload"),
        ],
    )


@cli.group()
def db() -> None:
    """Look after the database's schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the schema to this version; safe to repeat."""
    with embedded.database(settings.read()) as ready:
        upgrade(ready.database_url)


@db.command("downgrade")
@click.argument("revision")
def db_downgrade(revision: str) -> None:
    """Take the schema back to REVISION; tables made later are dropped with what they hold."""
    with embedded.database(settings.read()) as ready:
        downgrade(ready.database_url, revision)


def _person(system: System, login: str) -> Actor:
    with system.work(OPERATOR) as w:
        person = people.by_login(w, login)
        if person is None or not person.active:
            raise Refusal("没有登录名为“%(login)s”的账号。没有继续。", login=login)
        return people.actor_of(w, person)


def _issuer_of(actor: Actor, system: System, named: str) -> object:
    """The office the person drafts for: the one the text names, or their only one."""
    held = actor.offices(Role.SECRETARY)
    with system.work(OPERATOR) as w:
        office = offices.by_names(w, [named]).get(named)
    if office is not None and office.id in held:
        return office.id
    if len(held) == 1:
        return next(iter(held))
    raise Refusal("“%(name)s”不能代编印单位“%(office)s”拟稿。没有保存。", name=actor.name, office=named)


@cli.command("import")
@FILE
@click.option("--as", "login", required=True, metavar="LOGIN", help="The secretary who drafts.")
def import_(file: str, login: str) -> None:
    """Read FILE (UTF-8 or GB 18030) into a draft and print its address."""
    content = read_draft(file)
    with _system() as system:
        secretary = _person(system, login)
        document_id = issuing.draft(system, content, secretary, _issuer_of(secretary, system, content.issuer))
        click.echo(f"{system.settings.base_url}/documents/{document_id}")


@cli.command()
@FILE
@click.option("--as", "login", required=True, metavar="LOGIN", help="The secretary who drafts and issues.")
@click.option("--approver", required=True, metavar="LOGIN", help="The officer who approves; another person.")
def issue(file: str, login: str, approver: str) -> None:
    """Take FILE from text to issue; needs running workers. Prints one JSON object when the record is filed."""
    content = read_draft(file)
    with _system() as system:
        hands = issuing.Hands(_person(system, login), _person(system, approver))
        issuer_id = _issuer_of(hands.secretary, system, content.issuer)
        issuing.require_free_number(system, content, issuer_id)
        document_id = issuing.draft(system, content, hands.secretary, issuer_id)
        issuing.release(system, document_id, hands)
        issuing.await_record(system, document_id)
        click.echo(json.dumps(issuing.report(system, document_id), ensure_ascii=False, indent=1))


@cli.command("errands")
@click.option("--retry", type=int, metavar="ID", help="Give a parked errand its tries again.")
def errands_(retry: int | None) -> None:
    """Show the background work that waits or ran out of tries."""
    with _system() as system, system.work(OPERATOR) as w:
        if retry is not None and not errands.retry(w.session, retry, w.now):
            raise Refusal("没有编号为 %(id)s 的停放步骤。没有改变任何内容。", id=retry)
        click.echo(f"等待 {errands.waiting(w.session)}")
        for errand in errands.troubled(w.session):
            click.echo(f"再试 {errand.id} {errand.step} {moment_text(errand.due_at)} {errand.error}")
        for errand in errands.parked(w.session):
            click.echo(f"停放 {errand.id} {errand.step} {moment_text(errand.parked_at)} {errand.error}")


@cli.command()
def verify() -> None:
    """Re-read the journal's whole chain and every kept file; exit 1 if anything is not as it was."""
    with _system() as system, system.work(OPERATOR) as w:
        chain = audit.chain(w)
        damaged = [(record, error) for record in audit.all_records(w) if (error := audit.file_error(w, record))]
        click.echo(f"日志链 {chain.length} 环，链头 {chain.head}：{'完好' if chain.holds else '不完好'}")
        if not chain.holds:
            click.echo(f"  第一处问题在记录 {chain.bad_entry}：{chain.reason}")
        click.echo(f"档案文件：{'完好' if not damaged else '有损坏'}")
        for record, error in damaged:
            click.echo(f"  {record.reference} {error}")
    if damaged or not chain.holds:
        sys.exit(1)


@cli.group()
def office() -> None:
    """Look after the register of offices."""


@office.command("add")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def office_add(names: tuple[str, ...]) -> None:
    """Register offices; a name already there stays as it is."""
    with _system() as system, system.work(OPERATOR) as w:
        click.echo(f"新登记 {len(register.register(w, names))} 家")


@office.command("mailbox")
@click.argument("name")
@click.argument("address", required=False)
def office_mailbox(name: str, address: str | None) -> None:
    """Send the office's notices to ADDRESS; without ADDRESS, send it none."""
    with _system() as system, system.work(OPERATOR) as w:
        register.set_mailbox(w, _office(w, name).id, address)


@office.command("list")
def office_list() -> None:
    """Show every office with its mailbox."""
    with _system() as system, system.work(OPERATOR) as w:
        click.echo("\n".join(f"{each.name}\t{each.mailbox or ''}" for each in offices.all_offices(w)))


@office.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
def office_export(file: str) -> None:
    """Write the register to FILE as a table: a workbook if it ends in .xlsx, else CSV."""
    with _system() as system, system.work(OPERATOR) as w:
        Path(file).write_bytes((table.to_xlsx if file.endswith(".xlsx") else table.to_csv)(offices.table(w)))


@office.command("import")
@FILE
@click.option("--apply", "is_final", is_flag=True, help="Change the register; without it only show what would change.")
def office_import(file: str, is_final: bool) -> None:
    """Read the table in FILE (XLSX or CSV) into the register, all of it or nothing."""
    with _system() as system, system.work(OPERATOR) as w:
        found = (importing.apply if is_final else importing.preview)(w, table.read(read_bytes(file)))
    click.echo("\n".join(found.lines()))
    if found.errors:
        sys.exit(1)


def _office(w: Work, name: str) -> Office:
    found = offices.by_names(w, [name]).get(name)
    if found is None:
        raise Refusal("单位“%(name)s”没有登记。请先用 distro office add 登记。没有改变任何内容。", name=name)
    return found


@cli.group("list")
def list_() -> None:
    """Read and write distribution lists; no database is needed."""


@list_.command("parse")
@FILE
@click.option("--issuer", default="", metavar="NAME", help="Also name the offices as this issuer means them.")
def list_parse(file: str, issuer: str) -> None:
    """Print how the 报/送/发 blocks in FILE (or - for standard input) are read, as JSON."""
    click.echo(json.dumps(to_plain(parse(clean(decode(read_bytes(file)))), issuer), ensure_ascii=False, indent=1))


@list_.command("write")
@FILE
def list_write(file: str) -> None:
    """Print the wording of the list in FILE, JSON as `distro list parse` prints it."""
    try:
        click.echo(write(from_plain(json.loads(read_bytes(file)))))
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(
            "名单数据不能写成文字（%(reason)s）。没有输出。", reason=str(error) or type(error).__name__
        ) from error


@cli.group()
def user() -> None:
    """Look after accounts."""


def _password() -> str:
    if sys.stdin.isatty():
        return click.prompt("口令", hide_input=True, confirmation_prompt=True, err=True)
    return sys.stdin.readline().rstrip("\n")


@user.command("add")
@click.argument("login")
@click.argument("name")
@click.option("--office", required=True, help="The office's name as registered.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice([str(role) for role in Role]))
def user_add(login: str, name: str, office: str, roles: tuple[str, ...]) -> None:
    """Create an account; the password comes from a prompt or standard input."""
    with _system() as system, system.work(OPERATOR) as w:
        found = _office(w, office)
        person = accounts.create(w, login, name, _password())
        for role in roles:
            accounts.give(w, person.id, Role(role), found.id)


@user.command("give")
@click.argument("login")
@click.option("--office", required=True, help="The office's name as registered.")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
def user_give(login: str, office: str, role: str) -> None:
    """Give an account a further role, in this or another office."""
    with _system() as system:
        actor = _person(system, login)
        with system.work(OPERATOR) as w:
            accounts.give(w, actor.id, Role(role), _office(w, office).id)


@user.command("password")
@click.argument("login")
def user_password(login: str) -> None:
    """Set a new password and end the person's sessions."""
    with _system() as system:
        actor = _person(system, login)
        with system.work(OPERATOR) as w:
            accounts.set_password(w, actor.id, _password())


@user.command("deactivate")
@click.argument("login")
def user_deactivate(login: str) -> None:
    """Close an account at once; what its owner did stays on record."""
    with _system() as system:
        actor = _person(system, login)
        with system.work(OPERATOR) as w:
            accounts.deactivate(w, actor.id)


@user.command("list")
def user_list() -> None:
    """Show every account with its roles."""
    with _system() as system, system.work(OPERATOR) as w:
        named = {office.id: office.name for office in offices.all_offices(w)}
        for person, held in people.people(w):
            roles = "、".join(f"{role}（{named[office_id]}）" for role, office_id in held)
            click.echo(f"{person.login}\t{person.name}\t{'' if person.active else '停用 '}{roles}")


if __name__ == "__main__":
    main()
