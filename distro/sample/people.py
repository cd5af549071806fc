"""The people of the sample world: one for every role, with random passwords kept in a file only the owner reads."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from distro.accounts import actions, queries
from distro.accounts.rules import Role
from distro.kernel.actor import Actor
from distro.kernel.work import Work
from distro.offices.models import Office

FILE = "sample-sign-ins.json"


@dataclass(frozen=True)
class SignIn:
    """How one sample person signs in, and what they do."""

    role: str
    office: str
    name: str
    login: str
    password: str


PEOPLE = (
    (Role.SECRETARY, "林示例", "wenmi"),
    (Role.REVIEWER, "孙示例", "shenhe"),
    (Role.APPROVER, "周示例", "qianfa"),
    (Role.RECORDS, "何示例", "dangan"),
    (Role.ADMINISTRATOR, "吴示例", "guanli"),
    (Role.SECURITY, "郑示例", "anquan"),
    (Role.AUDITOR, "王示例", "shenji"),
)
CLERKS = (("临溪市水利局", "陈示例", "shouwen"), ("青石县政府", "许示例", "shouwen2"))


def create(w: Work, data_dir: Path, offices: dict[str, Office], issuer: str) -> list[SignIn]:
    """Make the accounts and write their passwords down; returns them in the order they are shown."""
    wanted = [(role, issuer, name, login) for role, name, login in PEOPLE]
    wanted += [(Role.CLERK, office, name, login) for office, name, login in CLERKS]
    made = []
    for role, office, name, login in wanted:
        signs_in = SignIn(str(role), office, name, login, secrets.token_urlsafe(9))
        person = actions.create(w, login, name, signs_in.password)
        actions.give(w, person.id, role, offices[office].id)
        made.append(signs_in)
    descriptor = os.open(data_dir / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(each) for each in made], file, ensure_ascii=False, indent=1)
    return made


def sign_ins(data_dir: Path) -> list[SignIn]:
    """The sample sign-ins of this data directory; none if it holds no sample world."""
    path = data_dir / FILE
    if not path.exists():
        return []
    return [SignIn(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def actor(w: Work, login: str) -> Actor:
    """A sample person as an actor."""
    person = queries.by_login(w, login)
    if person is None:
        raise LookupError(f"no sample person {login}")
    return queries.actor_of(w, person)


def lend(w: Work, login: str, role: Role, office_id: UUID) -> None:
    """Let a sample person act in one more office."""
    person = queries.by_login(w, login)
    if person is None:
        raise LookupError(f"no sample person {login}")
    actions.give(w, person.id, role, office_id)
