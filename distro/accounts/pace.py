"""How fast passwords may be tried: what is held against a login and an address, and how long the next try must wait.

Nobody is ever locked out: a wait grows with every wrong password and is forgotten with time. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from distro.kernel.errors import Refusal

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
_DOUBLINGS = 10  # more would only make numbers without meaning: LONGEST_WAIT is reached long before


class TooManyTries(Refusal):
    """The next try must wait `retry_after` seconds; it was not looked at whether the password is right."""

    status = 429


def too_soon(wait: timedelta) -> TooManyTries:
    """The refusal of a try that comes so much too early."""
    seconds = -(-wait // timedelta(seconds=1))
    if seconds < 100:
        refusal = TooManyTries(
            "口令尝试次数过多，这一次没有核对。请 %(seconds)s 秒后再试；忘记口令的，请联系系统管理员。",
            field="login",
            seconds=seconds,
        )
    else:
        refusal = TooManyTries(
            "口令尝试次数过多，这一次没有核对。请 %(minutes)s 分钟后再试；忘记口令的，请联系系统管理员。",
            field="login",
            minutes=-(-seconds // 60),
        )
    refusal.retry_after = seconds
    return refusal


@dataclass(frozen=True)
class Limit:
    """So many tries in vain are free; one is forgotten in every `forgotten`."""

    free: int
    forgotten: timedelta

    def held(self, empty_at: datetime, now: datetime) -> int:
        """How many tries are held against something of which all is forgotten at `empty_at`."""
        return max(0, -((now - empty_at) // self.forgotten))

    def charged(self, empty_at: datetime, now: datetime) -> datetime:
        """When all is forgotten after one more try."""
        return max(empty_at, now) + self.forgotten

    def forgiven(self, empty_at: datetime) -> datetime:
        """The same with a try taken back."""
        return empty_at - self.forgotten

    def wait(self, tries: int) -> timedelta:
        """How long the next try must wait when so many are held."""
        if tries < self.free:
            return timedelta(0)
        return min(FIRST_WAIT * (1 << min(tries - self.free, _DOUBLINGS)), LONGEST_WAIT)


# One login from one address: a person who mistypes, or a guesser at one desk.
PAIR = Limit(free=10, forgotten=timedelta(minutes=15))
# One login from everywhere: a guesser with many addresses. At most a hundred guesses in the first hour.
LOGIN = Limit(free=50, forgotten=timedelta(minutes=15))
# One address for every login: a guesser of many names. A whole office may share an address.
ADDRESS = Limit(free=100, forgotten=timedelta(minutes=1))


def place(address: str) -> str:
    """What counts as one address: of IPv6 the /64, which is the least that a single customer has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
    return str(found)
