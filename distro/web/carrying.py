"""The texts of a form that came too late, carried through the page for signing in and put back as if just sent."""

from __future__ import annotations

import json
from typing import Any

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

# What no other page has a use for, and passwords, which no page ever shows again.
_LEFT_OUT = ("csrf_token", "login", "next", "carried", "password", "old", "repeat")


def texts() -> str:
    """What the form of this request says, as one text; empty if it says nothing."""
    said = [(name, text) for name, text in request.form.items(multi=True) if name not in _LEFT_OUT]
    return json.dumps(said, ensure_ascii=False) if said else ""


def put_back(carried: str) -> None:
    """Let this request's form say what was carried; ValueError for what `texts` never wrote."""
    said = json.loads(carried)
    if not isinstance(said, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in said
    ):
        raise ValueError("no texts of a form")
    # A request parses its form once and keeps it under this name.
    sent: Any = request
    sent.form = ImmutableMultiDict([(name, text) for name, text in said])
