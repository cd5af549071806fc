"""Line breaking: the rules hold for any text, and the known figures come out right."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from distro.press.document import Run
from distro.press.setting.lines import NO_END, NO_START, Grid, balance, justify


def advance(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


GRID = Grid(size=16, pitch=15.8, width=28 * 15.8, advance=advance)
TEXTS = st.text(alphabet="国家水利工程一二三，。、“”《》（）！……——12.5%aBc ", max_size=300)


def lines_of(text: str, **options) -> list[str]:
    return ["".join(piece.text for piece in line) for line in justify((Run(text),), GRID, **options)]


def test_28_characters_make_a_line():
    assert [len(line) for line in lines_of("国" * 60)] == [28, 28, 4]


def test_the_indent_takes_two_of_them():
    assert [len(line) for line in lines_of("国" * 60, indent=2)] == [26, 28, 6]


def test_a_full_stop_is_pressed_into_its_line():
    assert lines_of("国" * 28 + "。" + "国")[0] == "国" * 28 + "。"


def test_an_opening_mark_does_not_end_a_line():
    assert lines_of("国" * 27 + "《国》")[0] == "国" * 27


def test_two_meeting_marks_share_one_blank():
    (line,) = justify((Run("国》，国"),), GRID)
    assert [(piece.text, round(piece.spacing, 4)) for piece in line] == [
        ("国", -0.0125),
        ("》", -0.5125),
        ("，国", -0.0125),
    ]


def test_a_figure_stays_whole():
    assert lines_of("国" * 26 + "1,234.56万")[0] == "国" * 26


def test_a_word_longer_than_half_a_line_is_broken():
    assert all(len(line) <= 57 for line in lines_of("a" * 200))


def test_a_line_that_ends_in_spaces_is_spread_to_the_edge():
    line, _ = justify((Run("国" * 26 + "   " + "abcdefgh" * 2),), GRID)
    ink = line[0].text.rstrip()
    width = GRID.measure((replace(line[0], text=ink),)) - (line[0].spacing - GRID.spacing) * GRID.size
    assert abs(width - GRID.width) < 0.1


def test_bold_is_kept_character_by_character():
    runs = (Run("国" * 20), Run("家" * 20, bold=True), Run("国" * 20))
    found = "".join(piece.text for line in justify(runs, GRID) for piece in line if piece.bold)
    assert found == "家" * 20


@given(TEXTS)
def test_no_character_is_lost_or_moved(text):
    assert "".join(lines_of(text, indent=2)) == text


@given(TEXTS)
def test_only_the_last_line_may_be_short_and_none_is_long(text):
    lines = justify((Run(text),), GRID)
    for line in lines:
        ink = "".join(piece.text for piece in line).rstrip()
        blank = 8 if ink and ink[-1] in "，。、”》）！" else 0
        # Trailing spaces and the blank half of the last mark may stand beyond the edge.
        width = GRID.measure(line) - 8 * (len("".join(piece.text for piece in line)) - len(ink))
        assert width <= GRID.width + blank + 3


@given(st.text(alphabet="国家，。、“”《》（）一二三", max_size=200))
def test_lines_begin_and_end_as_they_should(text):
    lines = lines_of(text)
    for above, below in pairwise(lines):
        forced = all(char in NO_START or char in NO_END for char in above[1:])
        assert forced or (below[0] not in NO_START and above[-1] not in NO_END)


def test_a_heading_takes_the_fewest_lines_each_shorter_than_the_one_above():
    title = Grid(size=22, pitch=22, width=442.2, advance=advance)
    lines = [
        "".join(piece.text for piece in line)
        for line in balance("进一步加强冬修水利工程建设质量安全监督检查工作的情况通报", title)
    ]
    assert "".join(lines) == "进一步加强冬修水利工程建设质量安全监督检查工作的情况通报"
    assert len(lines) == 2
    assert len(lines[0]) > len(lines[1])


def test_a_short_heading_takes_one_line():
    assert len(balance("冬修水利全面铺开", GRID)) == 1
    assert balance("", GRID) == []
