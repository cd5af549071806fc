"""Who may look after accounts, which roles exclude each other, what a login and a password must be."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from distro.kernel.actor import Actor
from distro.kernel.actor import Role as Role
from distro.kernel.errors import Conflict, Forbidden, Refusal
from distro.kernel.remarks import remark

PASSWORD_LENGTH = 10
LOGIN_LENGTH = 64
NAME_LENGTH = 50
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)
LINK_LIFE = timedelta(hours=72)
# How long sessions and links that are over stay in the database. So long an address is known to its people, too.
KEPT = timedelta(days=30)

_LOGIN = re.compile(r"[\w.@-]+")

# 三员: the system makes accounts, security gives roles, audit reads what both did.
ADMINISTRATORS = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)


class AccountFact(StrEnum):
    CREATED = "account.created"
    EDITED = "account.edited"
    MEMBERSHIP_GIVEN = "account.membership_given"
    MEMBERSHIP_TAKEN = "account.membership_taken"
    LINK_MADE = "account.link_made"
    LINK_MAILED = "account.link_mailed"
    LINK_KEPT = "account.link_kept"
    LINK_REFUSED = "account.link_refused"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    DEACTIVATED = "account.deactivated"
    REACTIVATED = "account.reactivated"
    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    SESSION_ENDED = "account.session_ended"
    SIGN_IN_FAILED = "account.sign_in_failed"


class AccountStep(StrEnum):
    """What happens to accounts by itself, see `distro.flow`."""

    MAIL_LINK = "mail-link"


class Means(StrEnum):
    """How somebody came to set a password."""

    LINK = "一次性链接"
    OLD_PASSWORD = "原口令"  # noqa: S105
    TERMINAL = "命令行"


class Permission(StrEnum):
    READ = "查看人员"
    MAINTAIN = "管理账号"
    GRANT = "授予和收回职责"


GRANTS: dict[Permission, tuple[Role, ...]] = {
    Permission.READ: ADMINISTRATORS,
    Permission.MAINTAIN: (Role.ADMINISTRATOR,),
    Permission.GRANT: (Role.SECURITY,),
}


def may(actor: Actor, permission: Permission) -> bool:
    return actor.is_system or bool(actor.offices(*GRANTS[permission]))


def require(actor: Actor, permission: Permission) -> None:
    if not may(actor, permission):
        raise Forbidden("没有办理此事的权限。没有改变任何内容。")


def is_mixed(roles: Collection[Role]) -> bool:
    """Whether the roles break the separation: one of the three beside anything else."""
    return len(set(roles)) > 1 and not set(ADMINISTRATORS).isdisjoint(roles)


def require_separate(held: Collection[Role], role: Role) -> None:
    """Refuse a role that may not stand beside those held."""
    for other in sorted(set(held) - {role}):
        if is_mixed((other, role)):
            raise Conflict(
                "“%(role)s”不能由担任“%(other)s”的人兼任（三员分立）。没有授予。请另派一人，或先收回“%(other)s”。",
                field="role",
                role=str(role),
                other=str(other),
            )


def good_login(login: str) -> str:
    """The login as it is kept, or Refusal."""
    login = login.strip()
    if len(login) > LOGIN_LENGTH or not _LOGIN.fullmatch(login):
        raise Refusal(
            "登录名应有 1 至 %(limit)s 个字，只用文字、数字和 . _ - @。没有建立账号。",
            field="login",
            limit=LOGIN_LENGTH,
        )
    return login


def good_name(name: str) -> str:
    """A person's name as it is kept, or Refusal."""
    name = " ".join(remark(name, "name", NAME_LENGTH).split())
    if not name:
        raise Refusal("请填写姓名。没有保存。", field="name")
    return name


def require_good_password(password: str) -> None:
    """Length is the only rule (ASVS 5.0 6.2.1, 6.2.5)."""
    if len(password) < PASSWORD_LENGTH:
        raise Refusal("口令至少 %(length)s 个字符。没有保存。", field="password", length=PASSWORD_LENGTH)
