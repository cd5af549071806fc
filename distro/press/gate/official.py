"""The gate for documents of organs: everything on their pages judged by what it is, as the clauses name it."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Official
from ..finished.measures import Measures
from . import imprint, masthead, sheet, signed, text
from .faults import Fault
from .profile import PROFILES
from .standing import standings


def faults(measures: Measures, document: Official) -> Iterator[Fault]:
    """What is wrong with the pages; a print of other words is judged by its sheets alone."""
    profile = PROFILES[document.format]
    standing = standings(measures, document)
    yield from sheet.faults(measures, standing, profile)
    if standing:
        yield from masthead.faults(measures, document, standing, profile)
        yield from text.faults(measures, document, standing)
        yield from signed.faults(document, standing)
        yield from imprint.faults(measures, document, standing, profile)
