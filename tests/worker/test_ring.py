"""The workers are rung by the work that calls for more, at once and only then."""

from __future__ import annotations

from distro.system import System
from tests import builders


def test_work_that_calls_for_more_rings_when_it_is_committed(system: System) -> None:
    builders.released(builders.world(system))
    bells: list[list[str]] = []
    ringing = System(system.settings, lambda: bells.append(ringing.due()))
    ringing.outside = system.outside
    ringing.work_off("press")
    assert bells == [["default"]]
    bells.clear()
    assert ringing.do_next("default")  # addressed: the copies are called for
    assert bells == [["default"]]
    while ringing.do_next("default"):  # filed and sent: nobody here has an address
        pass
    assert bells == [["default"]]
    ringing.close()
