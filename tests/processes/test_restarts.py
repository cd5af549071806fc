"""Restarts wait longer from end to end, and what lies long back is forgotten."""

from __future__ import annotations

from distro.processes.restarts import LONGEST, MOST, WINDOW, Restarts


def test_the_wait_doubles_up_to_the_longest() -> None:
    restarts = Restarts()
    assert [restarts.wait(now) for now in range(9)] == [0.25, 0.5, 1, 2, 4, 8, 16, LONGEST, LONGEST]


def test_one_end_too_many_within_the_window_is_told() -> None:
    restarts = Restarts()
    for now in range(MOST):
        restarts.wait(now)
    assert not restarts.are_too_many
    restarts.wait(MOST)
    assert restarts.are_too_many


def test_who_stayed_up_long_begins_anew() -> None:
    restarts = Restarts()
    for now in range(MOST):
        restarts.wait(now)
    assert restarts.wait(MOST + WINDOW) == 0.25
    for hour in range(1, 30):
        restarts.wait(3600 * hour)
        assert not restarts.are_too_many
