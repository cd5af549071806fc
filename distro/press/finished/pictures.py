"""Pictures of the pages of a PDF, for screens that cannot show the PDF itself."""

from __future__ import annotations

import io

from .pdfium import opened


def page_image(data: bytes, page: int, scale: float = 2.0) -> bytes:
    """One page of a PDF as PNG; pages count from 1, `scale` is in pixels per point (2 gives 1190 × 1684 for A4).

    Raises IndexError for a page the document does not have.
    """
    with opened(data) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        image = document[page - 1].render(scale=scale).to_pil()
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()
