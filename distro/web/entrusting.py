"""The names an office may issue in beside its own, kept by the administrator on the office's page."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from distro.kernel.work import Work
from distro.offices import actions
from distro.web.door import Pages, see
from distro.web.offices import ADMINISTRATORS, show

pages = Pages("entrusting")


@pages.act("/offices/<uuid:office_id>/entrust", needs=ADMINISTRATORS, again=show)
def entrust(w: Work, office_id: UUID) -> ResponseReturnValue:
    actions.entrust(w, office_id, request.form.get("entrusted", ""))
    return see("offices.show", office_id=office_id, saved=1)


@pages.act("/offices/<uuid:office_id>/take-back", needs=ADMINISTRATORS, again=show)
def take_back(w: Work, office_id: UUID) -> ResponseReturnValue:
    actions.take_back(w, office_id, request.form.get("entrusted", ""))
    return see("offices.show", office_id=office_id, saved=1)
