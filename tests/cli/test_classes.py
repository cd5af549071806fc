"""Classes of offices at the terminal: defined, filled, looked at on any day, and what goes wrong is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from distro.accounts.rules import Role
from distro.cli.classes import class_
from distro.cli.main import cli
from distro.offices import actions, queries
from distro.offices.rules import Branch, Level, Particulars
from distro.settings import Settings, child_environment
from distro.system import System
from tests import builders
from tests.builders import ISSUER

CLASS = "各科室"


@pytest.fixture
def run(system: System, settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Run `distro class …` on the test's database, in this process."""
    builders.world(system)
    builders.person(system, "head", *((Role.CLERK, name) for name in ("宣传科", "保管科", "利用科")))
    for name, value in child_environment(settings.with_(broker_url="redis://127.0.0.1:1/0")).items():
        monkeypatch.setenv(name, value)

    def done(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["class", *arguments])

    return done


def test_a_class_is_defined_filled_and_looked_at_on_any_day(run):
    assert run("define", CLASS, "--issuer", ISSUER).output == "“各科室”今天的成员 0 家\n"
    assert run("add", CLASS, "宣传科", "保管科", "--issuer", ISSUER).output == "“各科室”今天的成员 2 家\n"
    assert run("add", CLASS, "利用科", "--issuer", ISSUER, "--to", "2020-12-31").exit_code == 0
    assert run("list").output == f"各科室\t{ISSUER}\t2\t保管科、宣传科\n"
    assert run("list", "--on", "2020年12月31日").output == f"各科室\t{ISSUER}\t3\t保管科、利用科、宣传科\n"
    assert run("list", "--issuer", "宣传科").output == ""
    assert run("end", CLASS, "宣传科", "--issuer", ISSUER, "--last-day", "2021-05-01").exit_code == 0
    assert run("list", "--on", "2021-05-01").output.endswith("\t2\t保管科、宣传科\n")
    assert run("list", "--on", "2021-05-02").output.endswith("\t1\t保管科\n")
    assert run("remove", CLASS, "--issuer", ISSUER).exit_code == 0
    assert run("list").output == ""


def test_criteria_are_given_and_replaced(run, system):
    with system.work(builders.TESTER) as w:
        office = queries.owners(w, ["保管科"])["保管科"]
        actions.edit(w, office.id, Particulars(level=Level.COUNTY, branch=Branch.GOVERNMENT, region="云溪市"))
    criteria = ["--level", "县", "--branch", "政府", "--region", "云溪市"]
    assert run("define", CLASS, "--issuer", ISSUER, *criteria).output.endswith(" 1 家\n")
    assert run("list").output.endswith("\t1\t保管科*\n")
    assert run("define", CLASS, "--issuer", ISSUER, "--parent", "宣传科").output.endswith(" 0 家\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "各中心", "宣传科", "--issuer", ISSUER], "没有名为“各中心”的统称"),
        (["add", CLASS, "没有这个科", "--issuer", ISSUER], "“没有这个科”没有登记"),
        (["add", CLASS, "宣传科", "--issuer", ISSUER, "--from", "昨天"], "“昨天”不是日期"),
        (["add", CLASS, "宣传科", "--issuer", ISSUER, "--from", "2021-01-02", "--to", "2021-01-01"], "早于"),
        (["end", CLASS, "宣传科", "--issuer", ISSUER, "--last-day", "2021-01-01"], "不是点名的成员"),
        (["list", "--issuer", "没有这个局"], "“没有这个局”没有登记"),
        (["remove", "各中心", "--issuer", ISSUER], "没有名为“各中心”的统称"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_changes_nothing(run, arguments, words):
    run("define", CLASS, "--issuer", ISSUER)
    done = run(*arguments)
    assert words in str(done.exception)
    assert run("list").output == f"各科室\t{ISSUER}\t0\t\n"


def test_a_merged_office_is_refused_and_its_successor_named(run, system):
    with system.work(builders.TESTER) as w:
        known = queries.owners(w, ["保管科", "利用科"])
        actions.merge(w, known["保管科"].id, known["利用科"].id, w.today)
    run("define", CLASS, "--issuer", ISSUER)
    assert "已并入“利用科”" in str(run("add", CLASS, "保管科", "--issuer", ISSUER).exception)


def test_the_commands_are_told_in_the_readme():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if "distro class" in line)
    assert all(name in row for name in class_.commands)
