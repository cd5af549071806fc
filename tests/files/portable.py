"""Small PDFs, good ones, and the means to put into them what no file that goes along may have."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String


def pdf(pages: int = 1, change: Callable[[Pdf], object] | None = None, **saving: object) -> bytes:
    """A PDF of so many pages, changed so, and saved so."""
    made = Pdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents = made.make_stream(b"BT ET")
    if change is not None:
        change(made)
    data = io.BytesIO()
    made.save(data, static_id=True, **saving)  # type: ignore[arg-type]  # whatever saving takes
    return data.getvalue()


def opening(action: Dictionary) -> Callable[[Pdf], object]:
    """Put an action where the file is opened."""

    def change(made: Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(action)

    return change


def annotated(annotation: Dictionary) -> Callable[[Pdf], object]:
    """Put an annotation on the first page."""

    def change(made: Pdf) -> None:
        annotation.Type, annotation.Rect = Name.Annot, Array([0, 0, 100, 100])
        made.pages[0].Annots = made.make_indirect(Array([made.make_indirect(annotation)]))

    return change


def linked(uri: str) -> Callable[[Pdf], object]:
    return annotated(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(uri))))


def rooted(name: str, make: Callable[[Pdf], pikepdf.Object]) -> Callable[[Pdf], object]:
    """Put something into the catalogue."""

    def change(made: Pdf) -> None:
        made.Root[name] = make(made)

    return change


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


IN_STREAMS = {"object_stream_mode": ObjectStreamMode.generate}


def cyclic(made: Pdf) -> None:
    made.Root.Pages.Kids.append(made.Root.Pages)


def bomb(made: Pdf) -> None:
    """Content of a few hundred kilobytes that unfolds to a hundred megabytes."""
    folding, zeros = zlib.compressobj(1), bytes(1 << 20)
    folded = b"".join(folding.compress(zeros) for _ in range(100)) + folding.flush()
    made.pages[0].Contents = pikepdf.Stream(made, b"")
    made.pages[0].Contents.write(folded, filter=Name.FlateDecode)
