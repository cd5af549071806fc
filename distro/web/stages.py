"""The stages that an office's documents pass, chosen by the administrator on the office's page."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from distro.documents import lives, stages
from distro.documents.rules import Stage
from distro.kernel.work import Work
from distro.web.door import Pages, see
from distro.web.offices import ADMINISTRATORS, show

pages = Pages("stages")


@pages.act("/offices/<uuid:office_id>/stages", needs=ADMINISTRATORS, again=show)
def choose(w: Work, office_id: UUID) -> ResponseReturnValue:
    chosen: list[Stage] = [stage for stage in lives.OPTIONAL if request.form.get(stage.name)]
    stages.choose(w, office_id, request.form.get("life", ""), chosen)
    return see("offices.show", office_id=office_id, saved=1)
