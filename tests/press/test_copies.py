"""A numbered copy: the print itself, its number and its watermark to be seen and not to be read, always the same bytes."""

import io
import subprocess
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops

from distro.press import pdf
from distro.press.copies import LAST, Copy, copy, copy_of
from distro.press.errors import CopyError
from distro.press.finished import pictures
from distro.press.finished.measures import MM, measure
from distro.press.gate.check import check
from distro.press.setting import outlines
from tests.press import samples
from tests.press.looking import text_by_pdfium, text_by_poppler

OFFICE = "云溪县水务局"
LONG = "云溪𬱖族自治县人民代表大会常务委员会农业农村和环境资源保护工作委员会办公室镕堃联络处（西部高新技术产业开发区）综合科\U000323af"
SCALE = 2.0


@pytest.fixture(scope="module")
def numbered(bulletin):
    return replace(bulletin, numbered=True)


@pytest.fixture(scope="module")
def base(numbered):
    return pdf.print_document(numbered).data


def seen(data: bytes, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(pictures.page_image(data, page, SCALE))).convert("L")


def added(data: bytes, base: bytes, page: int = 1) -> Image.Image:
    """What a page of a copy shows and the print does not; black where they are alike."""
    return ImageChops.difference(seen(data, page), seen(base, page))


def box(image: Image.Image, threshold: int) -> tuple[float, ...] | None:
    """Left, top, right and bottom, in mm, of what differs by more than this."""
    found = image.point(lambda grey: 255 if grey > threshold else 0).getbbox()
    return tuple(edge / SCALE / MM for edge in found) if found else None


def test_a_copy_is_the_print_and_an_update(base):
    made = copy(base, 12, OFFICE)
    assert made.startswith(base)
    assert len(made) - len(base) < 8_000
    assert len(copy(base, LAST, LONG)) - len(base) < 40_000


def test_the_same_copy_is_always_the_same_bytes_and_no_other_is(base):
    made = copy(base, 12, OFFICE)
    outlines.outline.cache_clear()
    assert copy(base, 12, OFFICE) == made
    assert len({made, copy(base, 13, OFFICE), copy(base, 12, OFFICE + "办公室")}) == 3


@pytest.mark.parametrize("office", [OFFICE, LONG, "Yunxi (Water) 局", "（", "　"])
def test_nothing_of_it_is_read_and_the_judge_clears_it(base, numbered, office):
    made = copy(base, 12, office)
    assert text_by_pdfium(made) == text_by_pdfium(base)
    assert text_by_poppler(made) == text_by_poppler(base)
    assert check(made, numbered) == ()
    assert measure(made) == measure(base)


def test_every_page_shows_it_lightly_and_under_the_text(base):
    made = copy(base, 12, OFFICE)
    for page in range(1, 6):
        more = added(made, base, page).crop((0, int(60 * MM * SCALE), 1190, 1684))
        assert box(more, 10) is not None
        assert box(more, 50) is None  # neither dark nor over a black character


def test_its_number_stands_on_the_first_line_above_the_masthead(base):
    dark = box(added(copy(base, 888888, OFFICE), base), 150)
    assert dark is not None
    left, top, right, bottom = dark
    assert left == pytest.approx(28.3, abs=0.5)
    assert 37 <= top < bottom <= 37 + 16 / MM
    assert right - left == pytest.approx(3 * 16 / MM, abs=2)
    masthead = next(row for row in measure(base).pages[0].rows if "水利工作简报" in row.text)
    assert masthead.ink[1] > 37 + 16 / MM


def test_a_bulletin_that_keeps_no_line_for_it_has_the_watermark_alone(printed):
    made = copy(printed.data, 12, OFFICE)
    assert box(added(made, printed.data), 10) is not None
    assert box(added(made, printed.data), 150) is None


@pytest.mark.parametrize("office", [OFFICE, LONG])
def test_the_watermark_stays_on_the_paper(base, office):
    left, top, right, bottom = box(added(copy(base, LAST, office), base, 2), 4)
    assert (left > 3, top > 3, right < 207, bottom < 294) == (True,) * 4


def test_every_page_of_a_long_document_has_it_at_the_same_price():
    long = samples.bulletin(158)
    printed = pdf.print_document(long)
    made = copy(printed.data, 12, OFFICE)
    assert printed.pages == 46
    assert len(made) - len(printed.data) < 8_000
    assert all(box(added(made, printed.data, page), 10) for page in (1, 20, printed.pages))
    assert check(made, long) == ()


@pytest.mark.parametrize("office", [OFFICE, LONG, ")>> endobj \\", ""])
@pytest.mark.parametrize("number", [1, 12, LAST])
def test_it_tells_which_copy_it_is(base, office, number):
    assert copy_of(copy(base, number, office)) == Copy(number, office)


def test_nothing_else_is_a_copy(base):
    made = copy(base, 12, OFFICE)
    for other in (base, b"", b"%PDF-1.7", b"%%EOF\n", b"%%EOF\n%%EOF\n", made[:-20], made[len(base) + 1 :], blank()):
        assert copy_of(other) is None


def blank() -> bytes:
    target = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(595, 842)
        document.save(target)
    return target.getvalue()


def test_of_anything_but_a_print_there_are_no_copies(base):
    half = base[: len(base) // 2]
    for other in (b"", b"garbage", blank(), half, half + base[-40:], base + b"\n", copy(base, 1, OFFICE)):
        with pytest.raises(CopyError):
            copy(other, 1, OFFICE)


@pytest.mark.parametrize("number", [0, -1, LAST + 1])
def test_a_number_has_one_to_six_digits(base, number):
    with pytest.raises(ValueError, match="number"):
        copy(base, number, OFFICE)


def test_readers_find_nothing_to_complain_of(base):
    """Poppler tells broken tables and objects; the update must be found, not repaired."""
    command = ["pdftotext", "-", "-"]
    found = subprocess.run(command, input=copy(base, 1, LONG), capture_output=True, check=True)
    assert found.stderr == b""
