"""How fast the press prints and numbers copies, beside others that do the same on the same machine in the same run.

    python -m bench.press [--rivals PYTHON]

Prints five pages (a sample of our own, and one that was given, where it lies beside the checkout) and 46 pages: in
this process and warm. PYTHON is that of an environment with Typst and pikepdf; LibreOffice is taken from the PATH:

    python -m venv rivals && rivals/bin/pip install typst pikepdf
    apt-get install libreoffice-writer-nogui
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from distro.press import copies, pdf
from distro.press.document import Bulletin, Paragraph
from distro.press.printing import pressroom
from distro.press.setting import fonts
from tests.press import samples

ROOT = Path(__file__).resolve().parents[1]

SEED = ROOT.parent / "shared" / "sample" / "seed-bulletin.txt"
OFFICES = ("云溪县水利局", "云溪县财政局办公室", "各乡镇水利站", "云溪市发展和改革委员会", "云溪县委组织部")
COPIES = 500
ROUNDS = 5


def seconds(way: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least a way takes, warm: others work on the machine too."""
    way()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        way()
        taken.append(time.perf_counter() - start)
    return min(taken)


class Rival:
    """The environment of the rivals: answers to lines of JSON, see bench/rivals.py."""

    def __init__(self, python: str | None) -> None:
        self.process = None
        if python:
            self.process = subprocess.Popen(
                [python, str(ROOT / "bench" / "rivals.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )

    def ask(self, what: str, **said: object) -> dict[str, Any] | None:
        """Its answer; None where it is not installed."""
        if self.process is None or self.process.stdin is None or self.process.stdout is None:
            return None
        self.process.stdin.write(json.dumps({"what": what, "rounds": ROUNDS} | said) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] | None = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        if self.process:
            self.process.communicate()


def files_of_faces() -> list[str]:
    """The directories of the faces the press prints with, so that all print with the same."""
    return sorted({str(Path(face.file).parent) for stack in fonts.STACKS for face in fonts.faces(stack)})


def compare(label: str, ours: float, theirs: float | None, goal: str = "") -> None:
    told = "not installed" if theirs is None else f"{theirs:8.3f} s  ratio {ours / theirs:5.2f} {goal}"
    print(f"  {label:28} {told}", flush=True)


def by_libreoffice(bulletin: Bulletin) -> float | None:
    """One conversion of a generated file: LibreOffice has no warm state that a command could use."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory) / "bulletin.fodt"
        source.write_text(flat(bulletin), encoding="utf-8")
        command = [program, f"-env:UserInstallation=file://{directory}/profile", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", directory, str(source)]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True), rounds=3)


def flat(bulletin: Bulletin) -> str:
    """The bulletin as flat OpenDocument text."""
    texts = [bulletin.masthead, bulletin.issue_text, bulletin.issuer, *bulletin.titles]
    texts += ["　　" + each.text for each in bulletin.paragraphs if isinstance(each, Paragraph)]
    texts += bulletin.imprint
    body = "".join(f'<text:p text:style-name="P">{each}</text:p>' for each in texts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
 fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm" fo:margin-right="26mm"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:line-height="29.6pt"/>
<style:text-properties style:font-name-asian="FandolFang" style:font-size-asian="16pt" fo:font-size="16pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def printing(rival: Rival) -> float:
    """Print the sets of pages; seconds for the first of them."""
    sets = [("sample", samples.bulletin(), "(goal 1.5)"), ("46 pages", samples.bulletin(158), "(goal 4)")]
    if SEED.exists():
        sets.insert(1, ("seed", samples.from_text(SEED), "(goal 1.5)"))
    first = 0.0
    for name, bulletin, goal in sets:
        pages = pdf.print_document(bulletin).pages
        ours = seconds(partial(pdf.print_document, bulletin))
        apart = seconds(partial(pressroom.print_document, bulletin))
        first = first or ours
        print(f"{name}, {pages} pages: {ours:.3f} s; in the pressroom {apart:.3f} s")
        typst = rival.ask("typst", document=bulletin.to_plain(), fonts=files_of_faces())
        label, theirs = (f"Typst, warm, {typst['pages']} pages", typst["seconds"]) if typst else ("Typst, warm", None)
        compare(label, ours, theirs, goal)
        compare("LibreOffice, a process each", ours, by_libreoffice(bulletin))
    return first


def copying(rival: Rival, again: float) -> None:
    base = pdf.print_document(replace(samples.bulletin(), numbered=True)).data
    each = seconds(lambda: [copies.copy(base, 1 + n, OFFICES[n % 5]) for n in range(COPIES)], rounds=3) / COPIES
    size = len(copies.copy(base, 1, OFFICES[0])) - len(base)
    print(f"copies: {1 / each:.0f} a second, {size} bytes each; {again / each:.0f} times printing again (goal 300)")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(base)
        file.flush()
        found = rival.ask("pikepdf", file=file.name, copies=COPIES // 10)
    compare("pikepdf, two streams written", each, found["seconds"] if found else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rivals", help="the Python of an environment with typst and pikepdf")
    told = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: read the ratios, not the seconds")
    rival = Rival(told.rivals)
    copying(rival, printing(rival))
    rival.close()


if __name__ == "__main__":
    main()
