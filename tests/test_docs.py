"""The documents of the project tell what the code does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from distro.delivery import rules as delivery
from distro.documents.checks.finding import Rule as TextRule
from distro.documents.lives import LIVES
from distro.flow import ROUNDS, STEPS, Outward
from distro.lists.checks import Rule
from distro.lists.grammar.parse import parse
from distro.lists.grammar.prefixes import choices
from distro.lists.grammar.tables import FIT, W

ROOT = Path(__file__).resolve().parents[1]
LIFECYCLE = ROOT / "docs" / "lifecycle.md"
CHECKS = ROOT / "docs" / "checks.md"
DEVELOPING = ROOT / "docs" / "developing.md"
DECISIONS = ROOT / "docs" / "decisions.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CODE = [ROOT / folder for folder in ("distro", "worker")]
SOURCES = [ROOT / folder for folder in ("distro", "worker", "templates", "migrations")]


def diagram(transitions: Mapping[tuple[str, str], str]) -> str:
    """A life as a Mermaid diagram."""
    lines = [f"    {before} --> {after}: {verb}" for (before, verb), after in transitions.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


@pytest.mark.parametrize(
    "transitions", [*(life.transitions for life in LIVES.values()), delivery.TRANSITIONS], ids=[*LIVES, "分送"]
)
def test_the_lives_are_drawn_as_they_are(transitions: Mapping[tuple[str, str], str]) -> None:
    assert diagram(transitions) in LIFECYCLE.read_text(encoding="utf-8")


def test_what_follows_what_is_listed() -> None:
    text = LIFECYCLE.read_text(encoding="utf-8")
    for step in STEPS:
        fact, outside = f"`{step.after}`" if step.after else "—", "是 " if isinstance(step, Outward) else ""
        assert f"| {fact} | `{step.name}` | {step.queue} | {outside}|" in text
    for each in ROUNDS:
        assert f"| `{each.name}` |" in text


def test_the_checks_are_listed_as_they_are() -> None:
    rows = [line for line in CHECKS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{rule.name}` | {rule.severity} | {rule.basis} |" for rule in (*Rule, *TextRule)]


def test_the_example_of_how_a_list_is_read_is_read_so() -> None:
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    text, weighed, read = re.findall(r"((?:^    .+\n)+)", page, re.MULTILINE)
    recipients = [one for tier in parse(text.strip()).tiers for one in tier.recipients]
    told = [
        f"    {min(one.confidence, 0.999)} {one.name}"
        + "".join(f" (or {'、'.join(names)})" for names in one.alternatives)
        for one in recipients
    ]
    assert read.splitlines() == told
    behind, word = recipients[0].name, "治安总队"
    assert weighed.splitlines() == [f"    {worth:.1f} {prefix}{word}" for worth, prefix in choices(word, behind)]
    (unit, parallel) = (float(each) for each in re.search(r"`FIT`: ([\d.]+)\).*`parallel`: ([\d.]+)\)", page).groups())
    assert (FIT["branch"]["unit"], W["parallel"]) == (unit, parallel)


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def is_there(name: str) -> bool:
    """Paths are told from the root or from inside the package; a file every slice has, by its name alone."""
    return any(True for place in ("", "distro/", "distro/*/") for _ in ROOT.glob(place + name.rstrip("/")))


def paths(page: Path) -> list[str]:
    """The paths inside the project that a page tells as code, without addresses, patterns and folders elsewhere."""
    words = re.findall(r"`([\w./-]+)`", page.read_text(encoding="utf-8"))
    return [word for word in words if re.fullmatch(r"[\w-]+(/[\w.-]+)*(/|\.(py|md|html|css|po|toml|yaml))", word)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_told_is_there(page: Path) -> None:
    assert [path for path in paths(page) if not is_there(path)] == []


def test_every_path_told_in_a_source_is_there() -> None:
    told = re.compile(rf"(?<![\w/.\"-])(?:{'|'.join(folder.name for folder in SOURCES)}|docs|tests)/[\w/.-]*\w")
    for folder in SOURCES:
        for source in folder.rglob("*.*"):
            if source.suffix in {".py", ".html", ".css", ".js", ".po", ".mako"}:
                missing = [
                    path for path in told.findall(source.read_text(encoding="utf-8")) if not (ROOT / path).exists()
                ]
                assert missing == [], source


def test_the_map_shows_rooms_that_are_there() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("Map of the house")[2].partition("##")[0]
    drawn = "\n".join(line for line in section.splitlines() if line.startswith("    "))
    rooms = re.findall(r"[a-z_/]+(?:/|\.py)(?![\w/])", drawn)
    assert len(rooms) > 20
    assert [room for room in rooms if not is_there(room)] == []


def first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, path
    return docstring.splitlines()[0]


def house() -> Iterator[str]:
    """Every folder of code, and every module at the top, with the first line that says what it is for."""
    rooms = {
        path.parent.relative_to(ROOT).as_posix() + "/": first_line(path)
        for folder in CODE
        for path in folder.rglob("__init__.py")
    }
    rooms |= {
        path.relative_to(ROOT).as_posix(): first_line(path)
        for path in (ROOT / "distro").glob("*.py")
        if path.name != "__init__.py"
    }
    for name, purpose in sorted(rooms.items()):
        yield f"    {name:<24} {purpose}"


def test_the_house_is_drawn_as_it_stands() -> None:
    drawn = DEVELOPING.read_text(encoding="utf-8").partition("## The house")[2]
    assert [line for line in drawn.splitlines() if line.startswith("    ")] == list(house())


def skips() -> Iterator[str]:
    """The reason of every skip in the tests' sources."""
    for path in (ROOT / "tests").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Attribute(attr="skip" | "skipif" | "importorskip")):
                    told = [word.value for word in call.keywords if word.arg == "reason"] or call.args[:1]
                    assert told, f"{path}:{call.lineno} skips without a reason"
                    yield ast.literal_eval(told[0])


def test_what_may_be_skipped_is_listed_with_its_reason() -> None:
    section = DEVELOPING.read_text(encoding="utf-8").partition("| reason told")[2].partition("##")[0]
    assert re.findall(r"^\| (?!---)([^|]+) \|", section, re.MULTILINE) == sorted(set(skips()))


def test_what_is_looked_for_stands_where_it_is_told() -> None:
    section = DEVELOPING.read_text(encoding="utf-8").partition("## Where is it?")[2].partition("##")[0]
    told = re.findall(r"`(\w+)` in `([\w/.]+)`", section)
    assert told
    for name, path in told:
        assert re.search(rf"^(def )?{name}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (name, path)


def test_every_decision_has_its_day_and_its_reason() -> None:
    tables = DECISIONS.read_text(encoding="utf-8").split("\n## ")[1:]
    assert tables
    for table in tables:
        rows = [line for line in table.splitlines() if line.startswith("|")][2:]
        days = [date.fromisoformat(row.split(" | ")[0].removeprefix("| ")) for row in rows]
        assert days == sorted(days), table
        for row in rows:
            assert len(row.strip("| ").split(" | ")) == 3, row
