"""Answers with a kept file: the print, whole, as one office's copy or a page as a picture; a file that goes along."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from flask import Response, request, send_file

from distro.delivery import actions, numbered
from distro.delivery.queries import Letter
from distro.kernel.errors import NotFound, Refusal
from distro.kernel.work import Work
from distro.outside.store import Damaged
from distro.press.finished.pictures import page_image

log = logging.getLogger(__name__)


class Unreadable(Refusal):
    """The file is kept no more as it was issued: a matter for the operator."""

    status = 500


def pdf(data: bytes, name: str) -> Response:
    """The file as it is, shown in the browser; saved, it is called `name`."""
    return send_file(io.BytesIO(data), "application/pdf", download_name=f"{name}.pdf", etag=False)


def picture(data: bytes, page: int) -> Response:
    """One page of the file as PNG; pages count from 1."""
    try:
        image = page_image(data, page)
    except IndexError:
        raise NotFound() from None
    return send_file(io.BytesIO(image), "image/png", etag=False)


def along(w: Work, files: Sequence[Mapping[str, Any]], position: int) -> Response:
    """The file at this place among those that go along, as it came: to be saved, never shown here."""
    found = next((file for file in files if file["position"] == position), None)
    if found is None:
        raise NotFound()
    answer = send_file(
        _opened(w, found["digest"]), found["media_type"], as_attachment=True, download_name=found["name"], etag=False
    )
    answer.content_length = found["size"]
    return answer


def _opened(w: Work, digest: str) -> BinaryIO:
    try:
        return w.outside.store.open(digest)
    except Damaged as damaged:
        raise _unreadable(damaged) from None


def kept(w: Work, digest: str) -> bytes:
    """The file of this digest from the store."""
    try:
        return w.outside.store.get(digest)
    except Damaged as damaged:
        raise _unreadable(damaged) from None


def _unreadable(damaged: Damaged) -> Unreadable:
    log.error("kept file: %s", damaged)
    return Unreadable("文件缺失或已被改动，不能显示。请告知系统管理员。")


def own_copy(w: Work, letter: Letter) -> bytes:
    """An office's own copy; that it was taken is noted, unless only its head was asked for."""
    data = numbered.file_for(letter, kept(w, letter.document.issued.pdf_digest))
    if request.method != "HEAD":
        actions.note_taken(w, letter, data)
    return data
