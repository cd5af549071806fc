"""The words of mails: both languages in one text, everything filled in, nothing read as markup."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError

from distro.outside.mail_text import FOLDER, compose

LETTER = {"office": "Office One", "number": "Bulletin 7", "address": "https://distro.example/inbox/1"}
LINK = {
    "person": "Reader One",
    "login": "Bulletin 7",
    "address": "https://distro.example/link/1",
    "until": "2026-12-03 09:00",
}
VALUES = {"arrival": LETTER, "reminder": LETTER, "password-link": LINK}
# What a subject ends with: whoever wrote it may have written anything.
NAMED = {"arrival": "number", "reminder": "number", "password-link": "login"}
ODD = "“简报” <第1期> & '甲' {{ office }} {% endif %} 100%"
NAMES = sorted(folder.name for folder in FOLDER.iterdir())
HAN = re.compile(r"[\u4e00-\u9fff]")
RULE = "\n————————\n"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_is_a_mail_for_every_occasion() -> None:
    assert sorted(VALUES) == NAMES == ["arrival", "password-link", "reminder"]
    for folder in FOLDER.iterdir():
        assert {file.name for file in folder.iterdir()} == {"subject.txt", "body.txt"}


def test_both_languages_say_it_the_chinese_first(name: str) -> None:
    said = compose(name, **VALUES[name])
    chinese, english = said.body.split(RULE)
    assert HAN.search(chinese)
    assert not HAN.search(english)
    for value in VALUES[name].values():
        assert value in chinese
        assert value in english
    assert re.search(r"[\u4e00-\u9fff].*[a-z]{4}.*Bulletin 7$", said.subject)


def test_odd_characters_stand_as_they_are(name: str) -> None:
    said = compose(name, **VALUES[name] | {NAMED[name]: ODD})
    assert said.subject.endswith(ODD)
    assert said.body.count(ODD) == 2


def test_nothing_is_left_unfilled(name: str) -> None:
    said = compose(name, **VALUES[name])
    assert not re.search(r"\{[{%#]|[#%}]\}", said.subject + said.body)
    for missing in VALUES[name]:
        with pytest.raises(UndefinedError, match=missing):
            compose(name, **{each: value for each, value in VALUES[name].items() if each != missing})


def test_a_subject_is_one_line(name: str) -> None:
    subject = compose(name, **VALUES[name] | {NAMED[name]: "简报\r\nBcc: all@example.cn\u2028第1期"}).subject
    assert len(subject.splitlines()) == 1
