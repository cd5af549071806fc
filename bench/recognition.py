"""Whether every print copied back is the draft it was printed from, and how fast and how completely texts are recognised.

    python -m bench.recognition [TEXTS]

Every bulletin of the sample world is printed, its text taken out by two programs, and recognised again. Then TEXTS (2,000)
documents of 2,000 characters each, in which something went wrong, are recognised one by one: none may lose a character.
What Python's collector takes for the libraries loaded before is left out.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from pathlib import Path

from distro.documents.kinds import choice
from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import recognise
from distro.kernel.pasted import clean
from distro.press import pdf
from distro.sample.world import STORY, bulletin
from tests.documents.disguises import copied_back, draft
from tests.documents.mutating import TEXTS, assert_nothing_lost, mutated

LENGTH = 2000


def prints() -> None:
    for number in STORY:
        data = pdf.print_document(choice.paper(from_recognised(recognise(bulletin(number))))).data
        with tempfile.TemporaryDirectory() as folder:
            for way, text in copied_back(data, Path(folder)):
                print(f"{number}  {way:<20}{'same' if draft(text) == draft(bulletin(number)) else 'DIFFERENT'}")


def long(chance: random.Random) -> str:
    text = ""
    while len(text) < LENGTH:
        text += mutated(chance.choice(TEXTS), chance) + "\n"
    return clean(text)[:LENGTH]


def speed(count: int) -> None:
    chance = random.Random(1)  # noqa: S311
    gc.collect()
    gc.freeze()
    spent = []
    for _ in range(count):
        text = long(chance)
        begin = time.process_time()
        found = recognise(text)
        spent.append(time.process_time() - begin)
        assert_nothing_lost(text, found)
    spent.sort()
    mean, late = 1000 * sum(spent) / count, [1000 * spent[int(share * (count - 1))] for share in (0.5, 0.95, 1)]
    print(
        f"{count} texts, nothing lost; ms: mean {mean:.1f}, median {late[0]:.1f}, 95 of 100 {late[1]:.1f}, most {late[2]:.1f}"
    )


if __name__ == "__main__":
    prints()
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
