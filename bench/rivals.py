"""What bench.press compares with, run by the Python of an environment that has it: one line of JSON in, one out."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TEMPLATE = """
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context align(right, text(size: 14pt)[— #counter(page).display() —]))
#set text(font: ("FandolFang R", "FandolFang", "LXGW WenKai Light", "Noto Serif CJK SC"), size: 15.79pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt, first-line-indent: (amount: 2em, all: true))
#let said = json(bytes(sys.inputs.document))
#let plain(body) = par(first-line-indent: 0pt, body)
#align(center, text(size: 56pt, fill: rgb("#d7000f"), font: ("FandolSong", "Noto Serif CJK SC"), weight: 700, said.masthead))
#align(center, said.issue_text)
#plain[#said.issuer #h(1fr) #said.date]
#line(length: 100%, stroke: 2pt + rgb("#d7000f"))
#for title in said.titles { align(center, text(size: 22pt, font: ("FandolSong", "Noto Serif CJK SC"), weight: 700, title)) }
#for each in said.paragraphs { par(each.runs.map(run => if run.bold { text(stroke: 0.028em, run.text) } else { run.text }).join()) }
#for block in said.imprint { line(length: 100%, stroke: 0.7pt); plain(text(size: 14pt, block)) }
"""


def seconds(way: Callable[[], object], rounds: int) -> float:
    """The least a way takes, warm: others work on the machine too."""
    way()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        way()
        taken.append(time.perf_counter() - start)
    return min(taken)


def typst(said: dict[str, Any]) -> dict[str, Any]:
    """One compiler, and each time another first letter: an unchanged text would be answered from its memory."""
    import typst

    with tempfile.NamedTemporaryFile("w", suffix=".typ", encoding="utf-8") as file:
        file.write(TEMPLATE)
        file.flush()
        compiler = typst.Compiler(file.name, font_paths=said["fonts"])
        turn = iter("甲乙丙丁戊己庚辛壬癸")

        def compile_() -> bytes:
            sign = next(turn)
            paragraphs = [
                each | {"runs": [run | {"text": sign + run["text"]} for run in each["runs"]]}
                for each in said["document"]["paragraphs"]
            ]
            document = json.dumps(said["document"] | {"paragraphs": paragraphs}, ensure_ascii=False)
            made: bytes = compiler.compile(sys_inputs={"document": document})
            return made

        pages = len(re.findall(rb"/Type\s*/Page\b", compile_()))
        return {"seconds": seconds(compile_, said["rounds"]), "pages": pages}


def pikepdf(said: dict[str, Any]) -> dict[str, Any]:
    """A copy by opening, writing two streams and saving."""
    import pikepdf

    base = Path(said["file"]).read_bytes()

    def copy() -> None:
        with pikepdf.open(io.BytesIO(base)) as document:
            for slot in document.pages[0].Resources.XObject.values():
                slot.write(b"0.9 g 0 0 100 20 re f\n" * 300)
            document.save(io.BytesIO(), deterministic_id=True)

    def copies() -> None:
        for _ in range(said["copies"]):
            copy()

    return {"seconds": seconds(copies, 3) / said["copies"]}


WAYS = {"typst": typst, "pikepdf": pikepdf}


def main() -> None:
    for line in sys.stdin:
        said = json.loads(line)
        try:
            answer = WAYS[said["what"]](said)
        except ImportError:
            answer = None
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
