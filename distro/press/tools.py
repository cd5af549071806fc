"""With what a document was printed: the versions its bytes depend on, to be kept beside their digest."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

import weasyprint
from weasyprint.text.ffi import pango

from .setting import fonts


@cache
def _libraries() -> dict[str, str]:
    major, rest = divmod(pango.pango_version(), 10_000)
    # The library Pango has already loaded.
    shaper = ctypes.CDLL("libharfbuzz.so.0")
    shaper.hb_version_string.restype = ctypes.c_char_p
    return {
        "WeasyPrint": weasyprint.__version__,
        "Pango": f"{major}.{rest // 100}.{rest % 100}",
        "HarfBuzz": shaper.hb_version_string().decode(),
        "jieba": version("rjieba"),
    }


def versions(families: Iterable[str]) -> dict[str, str]:
    """The versions of the libraries, and of each of these faces as the face itself tells it."""
    told = {name: face.version for stack in fonts.STACKS for face in fonts.faces(stack) for name in face.names}
    return _libraries() | {family: told[family] for family in sorted(families)}
