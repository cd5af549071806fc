"""Which face prints which character, and what is refused."""

from dataclasses import replace

import pytest

from distro.press import page, pdf
from distro.press.document import Paragraph, Run
from distro.press.errors import CharacterError, NotReadyError, PrintingError
from distro.press.finished import measures
from distro.press.setting import fonts, grid
from distro.press.setting.fonts import Standing


def test_common_characters_stand_in_the_first_face():
    assert {found.standing for found in fonts.coverage("国家机关公文2026年，。“”《》〔〕").values()} == {
        Standing.PRIMARY
    }


def test_characters_of_names_stand_in_a_fallback():
    found = fonts.coverage("喆镕堃䶮𬱖")
    assert {char: (each.standing, each.family) for char, each in found.items()} == dict.fromkeys(
        "喆镕堃䶮𬱖", (Standing.FALLBACK, "LXGW WenKai Light")
    )


def test_a_family_that_is_not_installed_is_not_taken_for_its_substitute():
    assert fonts.face("No Such Family", 400) is None


@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("\U000323af", "U+323AF"),
        ("\ue123", "U+E123"),
        ("\u202e", "U+202E"),
        ("\u200b", "U+200B"),
        ("\n", "U+000A"),
        ("\ufeff", "U+FEFF"),
        ("\u3164", "U+3164"),
        ("\ud800", "U+D800"),
        ("\u2f00", "U+2F00"),
        ("\uf900", "U+F900"),
    ],
)
@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("masthead", "报头名称第2字"),
        ("issue_text", "期号第2字"),
        ("issuer", "编印单位第2字"),
        ("titles", "第1个标题第2字"),
        ("paragraphs", "正文第1段第2字"),
        ("imprint", "版记第1项第2字"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name_and_place(bulletin, char, code, field, place):
    text = f"水{char}利"
    if (field, char) == ("titles", "\n"):
        pytest.skip("it breaks the line of a title")
    value = {"titles": (text,), "imprint": (text,), "paragraphs": (Paragraph((Run("水"), Run(char + "利"))),)}
    with pytest.raises(CharacterError) as refused:
        pdf.print_document(replace(bulletin, **{field: value.get(field, text)}))
    assert refused.value.field == field
    values = refused.value.values
    assert (values["place"], values["char"], values["code"]) == (place, char, code)
    assert place in str(refused.value)
    assert code in str(refused.value)


def test_the_refusal_of_a_lookalike_names_the_character_meant(bulletin):
    with pytest.raises(CharacterError, match="重新输入“一”"):
        pdf.print_document(replace(bulletin, titles=("\u2f00号文件",)))


def test_ideographs_that_only_bear_a_compatibility_name_are_printed():
    assert fonts.meant("\ufa0e") == "\ufa0e"


def test_a_face_of_no_stack_stops_the_printing(bulletin, monkeypatch):
    sheet = page.stylesheet("bulletin")
    monkeypatch.setattr(page, "stylesheet", lambda _: sheet + "h1 { font-family: 'LXGW WenKai Mono' }")
    with pytest.raises(PrintingError, match="LXGW WenKai Mono"):
        pdf.print_document(bulletin)


def test_a_fallback_face_does_not_move_the_line(bulletin):
    text = (Run("水利工程喆镕堃䶮𬱖" * 40), Run("喆镕" * 20, bold=True))
    printed = pdf.print_document(replace(bulletin, paragraphs=(Paragraph(text),) * 3))
    second = measures.measure(printed.data).pages[1]
    assert len(second.rows) == 22
    assert second.pitches == pytest.approx([grid.PITCH / 72 * 25.4] * 21, abs=0.05)
    assert "LXGW WenKai" in printed.faces


def test_a_machine_without_the_face_is_not_ready_and_the_package_is_named(monkeypatch):
    monkeypatch.setitem(fonts.PACKAGES, "No Such Family", "fonts-of-nowhere")
    lacking = fonts.Stack("仿宋", ("Nor This One",), "No Such Family", ("LXGW WenKai Light",))
    monkeypatch.setattr(fonts, "STACKS", (lacking,))
    with pytest.raises(NotReadyError, match="fonts-of-nowhere"):
        pdf.make_ready()


def test_a_machine_without_the_subsetter_is_not_ready(monkeypatch):
    monkeypatch.setattr(pdf, "harfbuzz_subset", None)
    with pytest.raises(NotReadyError, match="libharfbuzz-subset0"):
        pdf.make_ready()
