"""Documents printed with their styles spoiled, for the judge to find.

Setting the type takes the time, so what is spoiled in different places is spoiled in one print: the words of each spoil
are such as the judge says of no other in its group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from distro.press import page, pdf
from distro.press.document import Document
from distro.press.gate.check import check


def overlooked(document: Document, spoils: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Those of the spoils, each a style and the words for it, that the judge does not find when all are in one print."""
    sheet = page.stylesheet(document.format) + "\n".join(spoils)
    with monkeypatch.context() as wrong:
        wrong.setattr(page, "stylesheet", lambda _: sheet)
        printed = pdf.print_document(document)
    return unsaid([str(fault) for fault in check(printed.data, document)], spoils)


def unsaid(faults: Iterable[str], spoils: Mapping[str, str]) -> dict[str, str]:
    """Those of the spoils whose words are in none of the faults."""
    said = "\n".join(faults)
    return {spoil: words for spoil, words in spoils.items() if words not in said}
