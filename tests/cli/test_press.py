"""The press at the terminal: no database, no settings; a sound print passes, anything else is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from distro.cli.main import cli
from distro.documents.kinds import choice
from distro.kernel.errors import Refusal
from distro.press.document import Letter, Paragraph, Run
from distro.press.errors import PressError
from tests import builders

PLAIN = choice.paper(builders.DRAFT).to_plain()
WIDE = {"kind": "picture", "data": "", "alt": "图", "caption": ""}


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["press", *map(str, arguments)])


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    draft = builders.DRAFT
    path = tmp_path / "bulletin.txt"
    parts = (draft.masthead, "2025年第1期（总第1期）", f"{draft.issuer} 2025年3月4日", draft.titles)
    path.write_text("\n\n".join((*parts, *draft.body.split("\n"), *draft.imprint.split("\n"))), encoding="gb18030")
    return path


def test_a_text_becomes_a_pdf_that_measures_well(text_file: Path, tmp_path: Path) -> None:
    made = _run("print", text_file, "-o", tmp_path / "out.pdf")
    assert made.exit_code == 0, made.output
    told = json.loads(made.output)
    assert told["pages"] == 1
    assert told["tools"]["WeasyPrint"]

    checked = _run("check", tmp_path / "out.pdf")
    assert checked.exit_code == 0, checked.output
    measured = json.loads(checked.output)
    assert measured["faults"] == []
    assert measured["last_rule"] == 262.0


def test_data_prints_as_its_text_does(text_file: Path, tmp_path: Path) -> None:
    data = tmp_path / "bulletin.json"
    data.write_text(json.dumps(choice.paper(builders.DRAFT).to_plain()), encoding="utf-8")
    digests = {
        json.loads(_run("print", each, "-o", tmp_path / "out.pdf").output)["sha256"] for each in (text_file, data)
    }
    assert len(digests) == 1


def test_a_document_is_printed_in_the_format_it_says_or_is_told(text_file: Path, tmp_path: Path) -> None:
    letter = Letter(
        date=date(2026, 3, 4),
        organs=("云溪县水利局",),
        title="关于商请协助冬修工作的函",
        body=(Paragraph((Run("现商请贵局派员协助喆河段冬修。"),)),),
    )
    data = tmp_path / "letter.json"
    data.write_text(json.dumps(letter.to_plain()), encoding="utf-8")
    made = _run("print", data, "-o", tmp_path / "out.pdf")
    assert made.exit_code == 0, made.output
    assert json.loads(made.output)["faces"]["仿宋"] == {"FandolFang": "", "LXGW WenKai Light": "喆"}
    assert json.loads(_run("check", tmp_path / "out.pdf").output)["faults"] == []
    other = _run("print", data, "--format", "official", "-o", tmp_path / "other.pdf")
    assert json.loads(other.output)["sha256"] != json.loads(made.output)["sha256"]
    assert "文本只能印成简报" in str(_run("print", text_file, "--format", "letter", "-o", "never.pdf").exception)


def test_faults_are_told_and_make_the_command_fail(text_file: Path, tmp_path: Path, monkeypatch) -> None:
    from distro.press import page, pdf
    from distro.press.printing import pressroom

    sheet = page.stylesheet("bulletin")
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + ".foot { padding-bottom: 20pt }")
    # The pressroom cannot be spoiled from here.
    monkeypatch.setattr(pressroom, "print_document", pdf.print_document)
    _run("print", text_file, "-o", tmp_path / "out.pdf")
    checked = _run("check", tmp_path / "out.pdf")
    assert checked.exit_code == 1
    (fault,) = json.loads(checked.output)["faults"]
    assert (fault["where"], fault["what"]) == ("末页", "版记末线下缘")


@pytest.mark.parametrize(
    ("name", "content", "arguments", "words"),
    [
        ("a.json", "{}", ["print", "-o", "never.pdf"], "不是公文数据"),
        ("a.json", "[" * 100_000, ["print", "-o", "never.pdf"], "不是公文数据"),
        ("a.json", '{"a":' * 100_000, ["print", "-o", "never.pdf"], "不是公文数据"),
        ("a.json", json.dumps(PLAIN | {"date": "2026-02-30"}), ["print", "-o", "never.pdf"], "不是公文数据"),
        ("a.json", json.dumps(PLAIN | {"date": "10000-01-01"}), ["print", "-o", "never.pdf"], "不是公文数据"),
        ("a.json", json.dumps(PLAIN | {"date": "0001-01-01"}), ["print", "-o", "never.pdf"], "早于公元1000年"),
        ("a.json", json.dumps(PLAIN | {"date": "1000-01-01"}), ["print", "-o", "never.pdf"], "早于公元1000年"),
        (
            "a.json",
            json.dumps(PLAIN | {"paragraphs": [WIDE | {"width": float("nan")}]}),
            ["print", "-o", "never.pdf"],
            "没有印",
        ),
        (
            "a.json",
            json.dumps(PLAIN | {"paragraphs": [WIDE | {"width": 1e308}]}),
            ["print", "-o", "never.pdf"],
            "没有印",
        ),
        ("a.txt", "[" * 100_000, ["print", "-o", "never.pdf"], "没有找到分送名单"),
        ("a.txt", "没有版头的一行字。", ["print", "-o", "never.pdf"], "没有找到分送名单"),
        ("a.pdf", "no PDF", ["check"], "不是能打开的 PDF"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: str, arguments: list[str], words: str, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = _run(arguments[0], name, *arguments[1:])
    assert isinstance(done.exception, Refusal | PressError)
    assert words in str(done.exception)
    assert not (tmp_path / "never.pdf").exists()
