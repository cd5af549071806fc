"""Every Chinese sentence of the interface has its English one; what a language choice changes and what it leaves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment

import distro
from distro.accounts.rules import Means, Role
from distro.delivery import rules as delivery
from distro.documents import rules as documents
from distro.documents.checks.finding import Rule as TextRule
from distro.documents.kinds import choice
from distro.documents.kinds.fifteen import KINDS as OF_DOCUMENTS
from distro.kernel.pasted import KINDS
from distro.lists.agreement import Break, Side, Word
from distro.lists.checks import Rule, Severity
from distro.offices.rules import AliasKind, Branch, Level
from distro.offices.table import Column
from distro.press.setting.characters import REFUSALS
from distro.resources import TEMPLATES
from distro.web import create_app
from distro.web.language import english

CHINESE = re.compile(r"[、。〈-】㐀-鿿，：；（）]")
# The one language says its own name in itself.
OWN_NAME = "中文"
PLACE = re.compile(r"%\((\w+)\)")
PACKAGE = Path(distro.__file__).parent
SAYING = {"Refusal", "NotFound", "Forbidden", "Conflict", "Unreadable", "Secret", "Unavailable", "ChainVerdict"} | {
    "AwayError",
    "CharacterError",
    "CopyError",
    "FallenError",
    "FlawedError",
    "LimitError",
    "PrintingError",
    "PlaceError",
    "BlockError",
    "NotReadyError",
    "SupersededError",
    "TooManyTries",
    "Finding",
    "_about_list",
    "Slip",
    "Note",
}
# Said to operators on a terminal, in Chinese only.
TERMINAL = {
    "issuing.py",
    "settings.py",
    "upgrade.py",
}


def test_every_sentence_of_the_interface_is_translated():
    assert sorted(said() - translated()) == []


def test_the_catalogue_says_nothing_that_the_interface_does_not():
    assert sorted(translated() - said()) == []


def test_a_translation_has_the_places_of_its_sentence():
    for sentence, translation in catalogue().items():
        assert set(PLACE.findall(sentence)) == set(PLACE.findall(translation)), sentence


def test_translations_are_in_english():
    for translation in catalogue().values():
        # Names of things without an English name stay as they are written.
        rest = re.sub(r"“[^”]*”|报：…|送：…|发：…|2017年2月23日", "", translation)
        assert not CHINESE.search(rest), translation


def test_templates_say_nothing_in_chinese_but_through_the_catalogue():
    for path in sorted((TEMPLATES / "web").rglob("*.html")):
        text = "".join(value for _, kind, value in _tokens(path) if kind == "data")
        assert not CHINESE.search(text), path


@pytest.fixture
def app(system) -> Flask:
    return create_app(system)


def test_the_choice_is_kept_in_a_cookie_and_the_browser_is_not_asked(app):
    visitor = app.test_client()
    page = visitor.get("/sign-in", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert 'lang="zh-CN"' in page
    assert "登录名" in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    answer = visitor.post("/language", data={"csrf_token": token, "lang": "en", "next": "/sign-in"})
    assert answer.status_code == 303
    assert answer.location == "/sign-in"
    page = visitor.get("/sign-in").get_data(as_text=True)
    assert '<html lang="en">' in page
    assert not CHINESE.search(page.replace(OWN_NAME, ""))


def catalogue() -> dict[str, str]:
    """The translations by their sentences."""
    return {str(entry.id): str(entry.string) for entry in english() if entry.id}


def translated() -> set[str]:
    return {sentence for sentence, translation in catalogue().items() if translation}


def said() -> set[str]:
    sentences = {
        *KINDS.values(),
        *documents.State,
        *documents.Verb,
        *delivery.State,
        *delivery.Channel,
        *delivery.Verb,
        *Role,
        *Means,
        *Level,
        *Branch,
        *AliasKind,
        *Column,
        *REFUSALS.values(),
        *Severity,
        *(rule.basis for rule in (*Rule, *TextRule)),
        *Side,
        *Word,
        Break.message,
        *of_the_kinds(),
    }
    return {str(each) for each in sentences} | set(_in_templates()) | set(_in_the_web()) | set(_in_the_core())


def of_the_kinds() -> Iterator[str]:
    """What the kinds of documents, their formats and fields say."""
    for kind in OF_DOCUMENTS.values():
        yield kind.name
        for form in kind.formats:
            yield form.name
            yield from (form.numbering.label, form.numbering.unreadable)
            for field in form.fields:
                yield from (text for text in (field.label, field.hint, field.missing, *field.choices) if text)
    yield from choice.LABELS_OF_ALL.values()


def _in_templates() -> Iterator[str]:
    """Every string in the code of the templates."""
    for path in (TEMPLATES / "web").rglob("*.html"):
        for _, kind, value in _tokens(path):
            if kind == "string" and CHINESE.search(value) and OWN_NAME not in value:
                yield ast.literal_eval(value)


def _tokens(path: Path) -> Iterator[tuple[int, str, str]]:
    return Environment(autoescape=True).lex(path.read_text(encoding="utf-8"))


def _in_the_web() -> Iterator[str]:
    """Every Chinese string of the pages' code, docstrings apart."""
    for path in (PACKAGE / "web").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if id(node) not in docstrings:
                yield from _sentences([node])


def _in_the_core() -> Iterator[str]:
    """Every sentence a refusal of the core is made with, and every default of one."""
    for path in PACKAGE.rglob("*.py"):
        if str(path.relative_to(PACKAGE)) in TERMINAL or {"cli", "sample", "web"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
                yield from _sentences(node.args)
            elif isinstance(node, ast.FunctionDef) and node.name == "__init__":
                yield from _sentences(node.args.defaults)


def _sentences(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.value
