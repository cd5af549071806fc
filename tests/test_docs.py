"""The documents of the project tell what the code does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from distro.delivery import rules as delivery
from distro.documents import rules as documents
from distro.flow import ROUNDS, STEPS
from distro.lists.checks import Rule

ROOT = Path(__file__).resolve().parents[1]
LIFECYCLE = ROOT / "docs" / "lifecycle.md"
CHECKS = ROOT / "docs" / "checks.md"


def diagram(transitions: Mapping[tuple[str, str], str]) -> str:
    """A life as a Mermaid diagram."""
    lines = [f"    {before} --> {after}: {verb}" for (before, verb), after in transitions.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


@pytest.mark.parametrize("rules", [documents, delivery])
def test_the_lives_are_drawn_as_they_are(rules: ModuleType) -> None:
    assert diagram(rules.TRANSITIONS) in LIFECYCLE.read_text(encoding="utf-8")


def test_what_follows_what_is_listed() -> None:
    text = LIFECYCLE.read_text(encoding="utf-8")
    for step in STEPS:
        assert f"| `{step.after}` | `{step.name}` | {step.queue} |" in text
    for each in ROUNDS:
        assert f"| `{each.name}` |" in text


def test_the_checks_are_listed_as_they_are() -> None:
    rows = [line for line in CHECKS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f"| `{rule.name}` | {rule.severity} | {rule.basis} |" for rule in Rule]


def test_every_link_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
