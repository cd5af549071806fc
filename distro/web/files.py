"""Answers with a kept file: the PDF itself, or one of its pages as a picture."""

from __future__ import annotations

import io
import logging

from flask import Response, send_file

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


def kept(w: Work, digest: str) -> bytes:
    """The file of this digest from the store."""
    try:
        return w.outside.store.get(digest)
    except Damaged as damaged:
        log.error("kept file: %s", damaged)
        raise Unreadable("文件缺失或已被改动，不能显示。请告知系统管理员。") from None
