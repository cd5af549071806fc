"""Passwords are tried at a pace: each try is counted before it is looked at, and those at once are counted one by one."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from distro.accounts import pace, queries
from distro.accounts.models import Tally
from distro.accounts.pace import Limit, too_soon
from distro.kernel.work import Work


def admit(w: Work, login: str, address: str) -> None:
    """Count a try, or raise `pace.TooManyTries` and count none.

    Commit before the password is looked at: else tries made at once would not see each other, or wait for each other.
    A login nobody has is counted like any other. From an address its owner signs in from, a login answers for itself
    alone: neither a guesser elsewhere nor a colleague behind the same address slows its owner down.
    """
    limits = _limits(w, login.strip(), address)
    w.session.execute(
        insert(Tally).values([{"key": key, "empty_at": w.now} for key in sorted(limits)]).on_conflict_do_nothing()
    )
    tallies = _locked(w, limits)
    waits = [tally.free_at - w.now for tally in tallies if tally.free_at is not None and tally.free_at > w.now]
    if waits:
        raise too_soon(max(waits))
    for tally in tallies:
        limit = limits[tally.key]
        tally.empty_at = limit.charged(tally.empty_at, w.now)
        wait = limit.wait(limit.held(tally.empty_at, w.now))
        tally.free_at = w.now + wait if wait else None


def forgive(w: Work, login: str, address: str) -> None:
    """The password was right: this login from this address begins anew, elsewhere only this try is taken back."""
    limits = _limits(w, login, address)
    pair = _pair(login, address)
    for tally in _locked(w, limits):
        tally.free_at = None
        tally.empty_at = w.now if tally.key == pair else limits[tally.key].forgiven(tally.empty_at)


def forget(w: Work) -> None:
    """Delete the tallies that hold nothing against anybody any more."""
    w.session.execute(delete(Tally).where(Tally.empty_at < w.now))


def _limits(w: Work, login: str, address: str) -> Mapping[str, Limit]:
    """The tallies this try is counted in, by their keys."""
    pair = {_pair(login, address): pace.PAIR}
    if queries.is_known(w, login, address):
        return pair
    whole = {_key("login", login): pace.LOGIN, _key("address", pace.place(address)): pace.ADDRESS}
    return pair | whole


def _pair(login: str, address: str) -> str:
    return _key("pair", login, pace.place(address))


def _key(*parts: str) -> str:
    return queries.digest("\0".join(parts))


def _locked(w: Work, limits: Mapping[str, Limit]) -> list[Tally]:
    """In the order of their keys, so that two who want several never wait for each other in a circle."""
    return list(
        w.session.scalars(
            select(Tally)
            .where(Tally.key.in_(limits))
            .order_by(Tally.key)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
