"""What becomes of a running service when its parts are killed, and what is left when it is stopped.

    python -m bench.kills [--folder NEW_FOLDER]

Starts `distro up`, kills each part five times (the keeper twice) four seconds apart with kill -9, lets the broker and the database hang
once, stops the service with SIGTERM, and kills a second one outright. For each part: seconds until another was there,
and until a document released right after the last kill was printed, sent and filed. Needs psutil (.lock/test.txt).
"""

from __future__ import annotations

import argparse
import dataclasses
import signal
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from distro.archive import queries as archive
from distro.documents.draft import Draft
from distro.embedded.cluster import Cluster
from distro.kernel.errors import Unavailable
from distro.system import System
from tests import builders
from tests.watching import MARKS, Observed, await_

KILLS, APART = 5, 4


class Office:
    """An office that issues one document after the other."""

    def __init__(self, observed: Observed) -> None:
        settings = observed.settings
        url = Cluster(settings.data_dir).url
        self._system = System(settings.with_(database_url=url, secret_key="k1" * 20 + "abcdefgh"))
        self._world = builders.world(self._system)
        self._issue = 0

    def issue(self) -> float:
        """Seconds from the first attempt to release a document until it is filed."""
        self._issue += 1
        content = dataclasses.replace(
            builders.DRAFT, designation=builders.as_issue(self._issue), titles=f"第{self._issue}次演练情况"
        )
        begun = time.monotonic()
        await_(lambda: self._released(content), "the database did not take a document")
        await_(self._is_filed, "a document was not filed")
        return time.monotonic() - begun

    def _released(self, content: Draft) -> bool:
        try:
            self._document = builders.released(self._world, content)
        except Unavailable:
            return False
        return True

    def _is_filed(self) -> bool:
        try:
            with self._system.work(builders.TESTER) as w:
                return archive.of_document(w, self._document) is not None
        except Unavailable:
            return False


def pages_answer(observed: Observed) -> bool:
    try:
        with urlopen(f"{observed.settings.base_url}/healthz", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def killed(observed: Observed, name: str, number: signal.Signals = signal.SIGKILL) -> float:
    """Seconds from a signal to a part until another has its place."""
    observed.look()
    before = observed.part(name)
    assert before is not None, f"{name} does not run"
    before.send_signal(number)
    seconds = await_(lambda: observed.has_another(name, before), f"{name} did not come back")
    observed.look()
    return seconds


def killed_often(observed: Observed, office: Office, name: str) -> None:
    # The keeper and its server count as one.
    kills = 2 if name == "keeper" else KILLS
    times = []
    for _ in range(kills):
        times.append(killed(observed, name))
        time.sleep(max(0, APART - times[-1]))
    filed = office.issue()
    back = await_(lambda: pages_answer(observed), "the pages do not answer")
    told(f"{name}, {kills} x kill -9", times, filed, back)


def told(what: str, times: list[float], filed: float | None = None, pages: float | None = None) -> None:
    print(
        f"{what:<28} {' '.join(f'{each:5.1f}' for each in times):<32}"
        + (f" filed {filed:5.1f}" if filed is not None else "")
        + (f"   pages {pages:4.1f}" if pages is not None else ""),
        flush=True,
    )


def left(observed: Observed, what: str) -> None:
    """Wait a while for what still runs, and say what does."""
    observed.process.wait()
    begun = time.monotonic()
    if ending := observed.left():
        print(f"  still ending: {[each[-60:] for each in ending]}", flush=True)
    while observed.left() and time.monotonic() < begun + 60:
        time.sleep(0.1)
    seconds = time.monotonic() - begun
    told(f"{what}: exit {observed.process.returncode}", [seconds])
    print(f"  left running after that: {observed.left() or 'nothing'}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="a new data directory that is kept")
    told_folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory(prefix="distro-kills-", ignore_cleanup_errors=True) as temporary:
        folder = told_folder or Path(temporary) / "data"
        print("seconds:                     until there is another each time", flush=True)
        observed = Observed(folder)
        observed.start()
        office = Office(observed)
        told("nothing was killed", [], office.issue())
        for name in MARKS:
            killed_often(observed, office, name)
        for name in ("broker", "database"):
            told(f"{name} hangs (SIGSTOP)", [killed(observed, name, signal.SIGSTOP)], office.issue())
        observed.look()
        size = sum(each.stat().st_size for each in (folder / "logs").iterdir())
        print(f"  logs: {size / 1e6:.1f} MB", flush=True)
        begun = time.monotonic()
        observed.process.send_signal(signal.SIGTERM)
        observed.process.wait()
        told("stopped with SIGTERM", [time.monotonic() - begun])
        left(observed, "after SIGTERM")
        observed.start()
        observed.process.kill()
        left(observed, "kill -9 of the supervisor")
        observed.start()
        told("started again after that", [], office.issue())
        observed.process.send_signal(signal.SIGTERM)
        left(observed, "after SIGTERM")


if __name__ == "__main__":
    main()
