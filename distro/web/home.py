"""The desk: what waits for this person, and what was touched last."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from distro.kernel.work import Work
from distro.web.door import EVERYONE, Pages

pages = Pages("home")


@pages.read("/", needs=EVERYONE)
def home(w: Work) -> ResponseReturnValue:
    return render_template("home/home.html")
