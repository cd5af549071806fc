"""Nothing is printed that the bulletin does not say, nothing it says is lost, and all stands where it should."""

from dataclasses import replace
from pathlib import Path

import pytest

from distro.press import pdf
from distro.press.document import Paragraph, Run
from distro.press.gate.check import check
from tests.press import samples
from tests.press.looking import bare, expected, text_by_pdfium, text_by_poppler

SEED = Path(__file__).parents[4] / "shared" / "sample" / "seed-bulletin.txt"


def assert_says_exactly(printed, bulletin):
    assert bare("".join(text_by_pdfium(printed.data))) == expected(bulletin)
    assert bare(text_by_poppler(printed.data)) == expected(bulletin)
    assert check(printed.data, bulletin) == ()


def test_five_pages_say_what_the_bulletin_says(printed, bulletin):
    assert printed.pages == 5
    assert_says_exactly(printed, bulletin)


@pytest.mark.skipif(not SEED.exists(), reason="the given bulletin is not here")
def test_the_given_bulletin_takes_five_pages():
    given = samples.from_text(SEED)
    printed = pdf.print_document(given)
    assert printed.pages == 5
    assert_says_exactly(printed, given)


HARD = {
    "long title": {"titles": ("关于" + "进一步做好冬修水利工程建设管理的" * 3 + "情况通报",)},
    "several titles": {"titles": ("冬修水利全面铺开", "——全县水利工作会议综述", "东河灌区提前通水")},
    "long masthead": {"masthead": "云溪县防汛抗旱指挥信息简报"},
    "very long masthead": {"masthead": "云溪县人民政府防汛抗旱指挥部办公室水利工作情况简报"},
    "one character": {"masthead": "讯"},
    "long issuer": {"issuer": "云溪县人民政府防汛抗旱指挥部办公室、云溪县水利局、云溪县应急管理局"},
    "rare characters": {"paragraphs": (Paragraph((Run("喆、镕、堃、"), Run("䶮、𬱖", bold=True), Run("和〇。"))),)},
    "foreign words": {"paragraphs": (Paragraph((Run("地址https://www.example.gov.cn/" + "a1/" * 40 + "，完。"),)),)},
    "no place to break": {"paragraphs": (Paragraph((Run("（" * 40 + "完" + "）" * 40 + "！" * 90),)),)},
    "one block": {"imprint": ("送：县直各部门。",)},
    "no imprint": {"imprint": ()},
    "no label": {"imprint": ("本简报发至各乡镇水利站，由各站张贴。" * 3,)},
    "120 recipients": {
        "imprint": ("送：" + "、".join(f"第{number}乡镇水利管理站" for number in range(1, 121)) + "。",)
    },
    "three pages of recipients": {
        "imprint": (
            "报：" + "、".join(f"第{number}号上级单位" for number in range(1, 150)) + "。",
            "送：" + "、".join(f"第{number}乡镇水利管理站" for number in range(1, 150)) + "。",
        )
    },
    "empty": {"masthead": "", "issue_text": "", "issuer": "", "titles": (), "paragraphs": (), "imprint": ()},
}


@pytest.mark.parametrize("change", HARD.values(), ids=HARD)
def test_hard_cases_lose_nothing(change):
    bulletin = replace(samples.bulletin(paragraphs=3), **change)
    assert_says_exactly(pdf.print_document(bulletin), bulletin)


@pytest.mark.parametrize("lines", [1, 11, 24, 25, 26])
@pytest.mark.parametrize("paragraphs", [0, 4, 11, 12, 32, 33])
def test_no_page_stays_empty_however_the_imprint_falls(lines, paragraphs):
    bulletin = replace(
        samples.bulletin(),
        paragraphs=(Paragraph((Run("第一行正文。"),)),) * paragraphs,
        imprint=("报：" + "县水利" * (9 * lines - 4) + "。", "送：县直各部门。"),
    )
    printed = pdf.print_document(bulletin)
    assert all(bare(text) for text in text_by_pdfium(printed.data))
    assert_says_exactly(printed, bulletin)
