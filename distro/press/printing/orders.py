"""Orders that wait for the press, and which of them is next: short documents first, and everybody's turn comes.

Plain bookkeeping, without clock, thread or socket: distro/press/printing/counter.py has those.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from .messages import Message
from .wishes import Wish

SECONDS_PER_BYTE = 16e-6
"""What a byte of a document takes to print: 46 pages are 150 KB and take 2.4 s."""
OVERTAKEN = 5
"""For how many times its own printing a document may be overtaken by shorter ones."""
LONG = 60_000
"""Bytes from which a document is long, about 20 pages: one pressman is always left for the others."""


@dataclass(eq=False)
class Ticket:
    """What a wisher waits with; its future gets the answer, or SUPERSEDED."""

    wish: Wish
    answer: Future[Message | None] = field(default_factory=Future)


SUPERSEDED = None
"""The answer to a wish that a newer one from the same desk made superfluous."""


@dataclass(eq=False)
class Order:
    """One document to print, for all who want that very document; `due` puts the orders in their sequence."""

    digest: str
    body: bytes
    due: float
    tickets: list[Ticket] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return len(self.body) >= LONG


class Orders:
    """The orders that wait and those in print, for a press of so many pressmen."""

    def __init__(self, hands: int) -> None:
        self._hands = hands
        self._waiting: dict[str, Order] = {}
        self._printing: dict[str, Order] = {}

    def place(self, wish: Wish, now: float) -> Ticket:
        """Put a wish among the orders; what it makes superfluous is answered, itself too if it comes too late."""
        ticket = Ticket(wish)
        for other in list(self._of_desk(wish)):
            if other.wish.version > wish.version:
                ticket.answer.set_result(SUPERSEDED)
                return ticket
            if other.wish.version < wish.version:
                self.leave(other)
                other.answer.set_result(SUPERSEDED)
        digest = wish.digest
        due = now + wish.purpose.value + OVERTAKEN * SECONDS_PER_BYTE * len(wish.body)
        order = self._printing.get(digest) or self._waiting.setdefault(digest, Order(digest, wish.body, due))
        order.due = min(order.due, due)
        order.tickets.append(ticket)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Its holder wants it no more; an order that nobody wants is not printed."""
        for order in self._orders():
            if ticket in order.tickets:
                order.tickets.remove(ticket)
        self._waiting = {digest: order for digest, order in self._waiting.items() if order.tickets}

    def begin(self) -> Order | None:
        """The order to print now, by a pressman who is free; None if none is to be begun."""
        long = sum(order.is_long for order in self._printing.values())
        is_room_for_long = long < max(1, self._hands - 1)
        ready = [order for order in self._waiting.values() if is_room_for_long or not order.is_long]
        if not ready:
            return None
        order = min(ready, key=lambda each: each.due)
        self._printing[order.digest] = self._waiting.pop(order.digest)
        return order

    def finish(self, order: Order, answer: Message) -> None:
        """Give all who wait for it the answer."""
        self._waiting.pop(order.digest, None)
        self._printing.pop(order.digest, None)
        for ticket in order.tickets:
            ticket.answer.set_result(answer)

    def dismiss(self, answer: Message) -> None:
        """Give all whose printing has not begun the answer instead."""
        for order in list(self._waiting.values()):
            self.finish(order, answer)

    def _orders(self) -> Iterator[Order]:
        yield from self._waiting.values()
        yield from self._printing.values()

    def _of_desk(self, wish: Wish) -> Iterator[Ticket]:
        """The waiting tickets from the same desk for another document."""
        if wish.desk:
            for order in self._waiting.values():
                for ticket in order.tickets:
                    if ticket.wish.desk == wish.desk and ticket.wish.body != wish.body:
                        yield ticket
