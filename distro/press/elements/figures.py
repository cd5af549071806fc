"""Pictures in a body: checked before they are decoded, encoded anew without anything but their pixels."""

from __future__ import annotations

import hashlib
import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from PIL import Image, ImageFile, ImageOps

from ..document import Picture
from ..errors import BlockError
from ..setting.grid import HEIGHT, LEADING, MM, PITCH, WIDTH

BYTES, PIXELS = 20_000_000, 40_000_000
NARROWEST = 10.0  # mm
DOTS = 300  # per inch; finer is not seen on paper
SCHEME = "picture"


@dataclass(frozen=True)
class Figure:
    """A picture as it is set: its address for the typesetter, what it shows, width, height and free space above in pt."""

    address: str
    alt: str
    width: float
    height: float
    above: float
    rows: int


def address(picture: Picture) -> str:
    """Where the typesetter finds the picture: under a scheme of the press's own, by its digest."""
    return f"{SCHEME}:{hashlib.sha256(picture.data).hexdigest()}"


def set_figure(picture: Picture) -> Figure:
    """The picture with its height rounded up to whole rows, nothing of it outside the type area."""
    if not picture.alt.strip():
        raise BlockError("图片没有文字说明（替代文字），看不见图的人无从知道内容。没有印制。请补上说明。")
    if not NARROWEST <= picture.width <= WIDTH / MM + 0.01:
        raise BlockError(
            "图片宽%(width)s毫米，应在%(least)s至%(most)s毫米之间。没有印制。请改图片宽度。",
            width=f"{picture.width:g}",
            least=f"{NARROWEST:g}",
            most=f"{WIDTH / MM:g}",
        )
    with _opened(picture) as image:
        across, down = image.size
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
            across, down = down, across
    width = picture.width * MM
    height = width * down / across
    room = HEIGHT - (PITCH if picture.caption else 0)
    if height > room:
        width, height = width * room / height, room
    rows = math.ceil((height + 2 * LEADING) / PITCH - 1e-6)
    return Figure(address(picture), picture.alt, width, height, (rows * PITCH - height) / 2, rows)


def encoded(picture: Picture) -> bytes:
    """The pixels alone, upright, in RGB or grey, no finer than paper shows: the same bytes for the same picture."""
    with _opened(picture) as image:
        kind = image.format
        # The typesetter lets torn pictures pass, for the whole process.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            image.load()
        except (OSError, SyntaxError, ValueError) as broken:
            raise _unreadable() from broken
        upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        ink = upright.convert("RGBA")
        upright = Image.new("RGB", ink.size, "white")
        upright.paste(ink, mask=ink.getchannel("A"))
    upright = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    most = math.ceil(picture.width / 25.4 * DOTS)
    if upright.width > most:
        upright = upright.resize((most, max(1, round(upright.height * most / upright.width))), Image.Resampling.LANCZOS)
    # Pixels alone: neither profile nor comment nor resolution goes along.
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    target = io.BytesIO()
    if kind == "JPEG":
        bare.save(target, "JPEG", quality=90, subsampling=0)
    else:
        bare.save(target, "PNG", compress_level=9)
    return target.getvalue()


def pictures(value: Any) -> Iterator[Picture]:
    """Every picture of a document, wherever in it it stands."""
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from pictures(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from pictures(getattr(value, each.name))


def _opened(picture: Picture) -> Image.Image:
    """The picture with nothing but its header read."""
    if len(picture.data) > BYTES:
        raise BlockError(
            "图片有%(size)s兆字节，上限为20兆。没有印制。请压缩后再放入。", size=len(picture.data) // 1_000_000
        )
    try:
        with warnings.catch_warnings():
            # Our own limit is the stricter one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(picture.data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise BlockError("图片超过4000万像素。没有印制。请缩小后再放入。") from None
    except (OSError, SyntaxError, ValueError) as broken:
        raise _unreadable() from broken
    if image.width * image.height > PIXELS:
        raise BlockError("图片超过4000万像素。没有印制。请缩小后再放入。")
    return image


def _unreadable() -> BlockError:
    return BlockError("图片读不出来：不是PNG或JPEG，或文件已损坏。没有印制。请换一张图片。")
