"""What hostile files cost: how long each is looked at, and how much more memory the serving processes take meanwhile.

    python -m bench.files [--at-once 3]

Sends every hostile file of the tests to two real serving processes, from several browsers at once, and looks at their
own memory every ten milliseconds. What judges a file is a process of its own and is not counted: it is bound by itself.
"""

from __future__ import annotations

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from bench.scratch import scratch
from distro.system import System
from tests import builders
from tests.files.hostile import Hostile
from tests.files.portable import pdf
from tests.files.sending import Answer, Sender, watched
from tests.files.test_hostile import HOSTILE
from tests.watching import await_
from tests.web.test_server import Served


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--at-once", type=int, default=3)
    at_once = parser.parse_args().at_once
    with scratch() as made:
        system = System(made.settings)
        world = builders.world(system)
        document_id = builders.drafted(world)
        version = builders.document(world, document_id).version
        served = Served(made.settings)
        try:
            await_(served.answers, "the pages answer")
            sender = Sender(system, served.settings.port)

            def send(each: Hostile) -> tuple[Answer, float]:
                begun = time.monotonic()
                return sender.send(document_id, version, each), time.monotonic() - begun

            with ThreadPoolExecutor(8) as many:
                list(many.map(lambda _: sender.send(document_id, 1, Hostile(pdf, "")), range(8)))
            with watched(served.process.pid) as growth, ThreadPoolExecutor(at_once) as several:
                answers = dict(zip(HOSTILE, several.map(send, HOSTILE.values()), strict=True))
        finally:
            served.process.terminate()
            served.process.wait()
            system.close()
    seconds = sorted(taken for _, taken in answers.values())
    right = sum(
        answer.status in (400, 413) or HOSTILE[what].said in answer.text for what, (answer, _) in answers.items()
    )
    print(f"refused for the right reason: {right} of {len(HOSTILE)}")
    print(f"seconds each, its making included: median {statistics.median(seconds):.2f}, most {seconds[-1]:.2f}")
    print(f"memory of the serving processes: {growth.before / 2**20:.0f} MB, at most {growth.megabytes:+.1f} MB")


if __name__ == "__main__":
    main()
