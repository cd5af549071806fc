"""Which document is printed next, and which is not printed at all."""

import pytest

from distro.press.printing.messages import Message
from distro.press.printing.orders import LONG, OVERTAKEN, SECONDS_PER_BYTE, SUPERSEDED, Orders
from distro.press.printing.shelf import Shelf
from distro.press.printing.wishes import Purpose, Wish

ANSWER = Message({"printed": {}}, b"PDF")


def wish(size: int, **said) -> Wish:
    return Wish(bytes(size), **said)


def printed_in_turn(orders: Orders) -> list[int]:
    """The sizes of the documents one pressman prints, one after another."""
    sizes = []
    while (order := orders.begin()) is not None:
        sizes.append(len(order.body))
        orders.finish(order, ANSWER)
    return sizes


def test_short_documents_first():
    orders = Orders(1)
    for size in (50_000, 300, 20_000):
        orders.place(wish(size), 0)
    assert printed_in_turn(orders) == [300, 20_000, 50_000]


def test_a_long_document_is_not_overtaken_for_ever():
    orders = Orders(1)
    orders.place(wish(50_000), 0)
    patience = OVERTAKEN * SECONDS_PER_BYTE * 50_000
    orders.place(wish(300), patience - 1)
    orders.place(wish(301), patience + 1)
    assert printed_in_turn(orders) == [300, 50_000, 301]


def test_what_people_wait_for_at_the_screen_goes_before_what_is_issued_but_not_always():
    orders = Orders(1)
    orders.place(wish(300, purpose=Purpose.ISSUE), 0)
    orders.place(wish(2000), 1)
    orders.place(wish(301), Purpose.ISSUE.value + 1)
    assert printed_in_turn(orders) == [2000, 300, 301]


@pytest.mark.parametrize(("hands", "at_a_time"), [(1, 1), (2, 1), (4, 3)])
def test_one_pressman_is_left_for_short_documents(hands, at_a_time):
    orders = Orders(hands)
    for more in range(hands):
        orders.place(wish(LONG + more), 0)
    begun = [orders.begin() for _ in range(at_a_time)]
    assert all(begun)
    assert orders.begin() is None
    orders.place(wish(300), 1)
    if hands > 1:
        assert len(orders.begin().body) == 300
    orders.finish(begun[0], ANSWER)
    assert orders.begin() is not None


def test_the_same_document_is_printed_once_for_all_who_want_it():
    orders = Orders(1)
    tickets = [orders.place(wish(300, desk=desk), 0) for desk in ("a", "b")]
    order = orders.begin()
    tickets.append(orders.place(wish(300, desk="c"), 1))
    assert orders.begin() is None
    orders.finish(order, ANSWER)
    assert [ticket.answer.result(0) for ticket in tickets] == [ANSWER] * 3


def test_a_newer_version_makes_the_older_one_superfluous_at_that_desk_only():
    orders = Orders(1)
    older = orders.place(wish(300, desk="a", version=1), 0)
    others = orders.place(wish(400, desk="b", version=1), 0)
    newer = orders.place(wish(500, desk="a", version=2), 1)
    assert older.answer.result(0) is SUPERSEDED
    assert not others.answer.done()
    assert not newer.answer.done()
    assert printed_in_turn(orders) == [400, 500]


def test_two_documents_of_one_version_are_both_printed():
    orders = Orders(1)
    tickets = [orders.place(wish(size, desk="a", version=1), 0) for size in (300, 400)]
    assert printed_in_turn(orders) == [300, 400]
    assert [ticket.answer.result(0) for ticket in tickets] == [ANSWER] * 2


def test_an_older_version_that_comes_late_is_the_superfluous_one():
    orders = Orders(1)
    newer = orders.place(wish(500, desk="a", version=2), 0)
    older = orders.place(wish(300, desk="a", version=1), 1)
    assert older.answer.result(0) is SUPERSEDED
    assert not newer.answer.done()
    assert printed_in_turn(orders) == [500]


def test_what_another_desk_wants_too_is_printed_though_superseded_here():
    orders = Orders(1)
    orders.place(wish(300, desk="a", version=1), 0)
    theirs = orders.place(wish(300, desk="b", version=1), 0)
    orders.place(wish(500, desk="a", version=2), 1)
    assert printed_in_turn(orders) == [300, 500]
    assert theirs.answer.result(0) == ANSWER


def test_issues_and_what_is_being_printed_are_never_superseded():
    orders = Orders(1)
    first = orders.place(wish(300, desk="a", version=1), 0)
    order = orders.begin()
    issued = [orders.place(wish(size, purpose=Purpose.ISSUE), 1) for size in (600, 700)]
    orders.place(wish(500, desk="a", version=2), 1)
    assert not first.answer.done()
    orders.finish(order, ANSWER)
    assert printed_in_turn(orders) == [500, 600, 700]
    assert all(ticket.answer.result(0) == ANSWER for ticket in (first, *issued))


def test_what_nobody_waits_for_any_more_is_not_printed():
    orders = Orders(1)
    ticket = orders.place(wish(300), 0)
    orders.leave(ticket)
    assert orders.begin() is None


def test_the_shelf_keeps_prints_and_lets_the_longest_unasked_go():
    shelf = Shelf(room=100)
    for name in "abc":
        shelf.put(name, Message({"printed": {}}, name.encode() * 40))
        shelf.get("a")
    assert [shelf.get(name) is not None for name in "abc"] == [True, False, True]
    shelf.put("d", Message({"refused": {}}))
    assert shelf.get("d") is None
