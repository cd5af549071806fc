"""Roles people hold in offices, and what a password must be."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from distro.kernel.actor import Role as Role
from distro.kernel.errors import Refusal

PASSWORD_LENGTH = 10
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)
TRIES = 10
TRIES_WITHIN = timedelta(minutes=15)


class AccountFact(StrEnum):
    CREATED = "account.created"
    MEMBERSHIP_GIVEN = "account.membership_given"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    DEACTIVATED = "account.deactivated"
    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    SIGN_IN_FAILED = "account.sign_in_failed"


def require_good_password(password: str) -> None:
    """Length is the only rule (ASVS 5.0 6.2.1, 6.2.5)."""
    if len(password) < PASSWORD_LENGTH:
        raise Refusal("口令至少 %(length)s 个字符。没有保存。", field="password", length=PASSWORD_LENGTH)
