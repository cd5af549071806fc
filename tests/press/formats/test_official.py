"""Documents of organs, short and long: all they say is printed, where the standard wants it, and always the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.press import page, pdf
from distro.press.document import Annex, Seal, Signatory, from_plain
from distro.press.errors import CharacterError, PlaceError
from distro.press.finished.measures import TOP, measure
from distro.press.gate.check import check
from distro.press.gate.standing import standings
from distro.press.setting.grid import MM, PITCH
from tests.press import organs
from tests.press.looking import bare, expected, text_by_pdfium, text_by_poppler


@pytest.mark.parametrize("document", organs.SPECIMENS.values(), ids=organs.SPECIMENS)
def test_a_specimen_is_flawless_whole_and_the_same_twice(document):
    printed = pdf.print_document(document)
    assert check(printed.data, document) == ()
    assert bare("".join(text_by_pdfium(printed.data))).replace("-", "") == expected(document).replace("-", "")
    # Poppler reads what stands side by side in another order.
    assert sorted(bare(text_by_poppler(printed.data)).replace("-", "")) == sorted(expected(document).replace("-", ""))
    if printed.pages < 20:  # the long one would only take its time again
        assert pdf.print_document(document).data == printed.data
    assert from_plain(document.to_plain()) == document
    first = next(each for each in standings(measure(printed.data), document) if each.field.name == "body")
    context = page.FORMATS[document.format].context(document)
    assert (first.row.top - TOP) / (PITCH / MM) == pytest.approx(context["row"] + len(context["address"]), abs=0.01)


def said(document) -> str:
    return "".join(text for _, _, text, _ in page.fields(document))


def test_all_eighteen_elements_are_printed():
    document = organs.official(signers=("赵喆",), annexes=organs.THREE)
    whole = said(document)
    for element in (
        *("000012", "秘密★1年", "特急", "云溪县人民政府文件", "云政发〔2026〕15号", "签发人：赵喆", document.title),
        *("县政府各部门、各直属机构：", organs.body()[0].text, "附件：1. 冬修水利工程项目表2. ", "2026年11月3日"),
        *("（此件公开发布）", "附件1冬修水利工程项目表", "抄送：县委各部门", "县人武部。", "2026年11月4日印发"),
    ):
        assert element in whole, element


def test_an_annex_bound_separately_is_only_named():
    whole = said(organs.official(annexes=organs.THREE))
    assert whole.count("联系人名单") == 1
    assert "附件3" not in whole


def test_the_number_stands_with_the_last_pair_of_signers():
    whole = said(organs.SPECIMENS["upward"])
    assert "签发人：赵喆钱大镕云政发〔2026〕15号孙小堃" in whole


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (organs.official(attendance=organs.minutes().attendance), "公文没有“出席名单”的位置"),
        (organs.letter(signers=("赵喆",)), "信函没有“签发人”的位置"),
        (organs.letter(print_organ="云溪县人民政府办公室"), "信函没有“印发机关”的位置"),
        (organs.letter(organs=organs.TEN), "只标主办机关"),
        (organs.order(title="云溪县人民政府令"), "命令（令）没有“标题”的位置"),
        (organs.order(address="各乡镇"), "命令（令）没有“主送机关”的位置"),
        (organs.minutes(address="各乡镇"), "纪要没有“主送机关”的位置"),
        (organs.minutes(seal=Seal.SEALED), "纪要不加盖印章"),
        (organs.minutes(signatories=(Signatory("甲"), Signatory("乙"))), "只署一个"),
        (organs.official(title_lines=("云溪县", "的通知")), "分行连起来不是标题"),
        (organs.official(signatories=(Signatory("云溪县人民政府", "县长"),)), "只有加盖签名章"),
        (organs.official(organs=organs.TEN * 3), "正文排不上首页"),
    ],
)
def test_what_has_no_place_is_refused(document, words):
    with pytest.raises(PlaceError, match=words) as refused:
        pdf.print_document(document)
    assert refused.value.field
    assert "没有印制" in str(refused.value)


@pytest.mark.parametrize("field", ["address", "title", "note", "copies_to", "print_organ", "number", "secrecy"])
def test_a_character_without_a_shape_is_refused_before_anything_is_set(field):
    with pytest.raises(CharacterError) as refused:
        pdf.print_document(organs.official(4, **{field: "云\U000323af溪"}))
    assert refused.value.field == field


@pytest.mark.parametrize("paragraphs", range(1, 9))
def test_no_signature_stands_alone_however_the_text_falls(paragraphs):
    document = organs.official(1, annexes=())
    fitted = replace(document, body=document.body + organs.said("再加一行。") * paragraphs)
    assert check(pdf.print_document(fitted).data, fitted) == ()


@pytest.mark.parametrize("rows", [5, 8, 9, 12])
def test_the_imprint_stands_on_an_even_page_behind_a_blank_one_if_need_be(rows):
    document = organs.official(organs=(organs.COUNTY,), body=organs.said(*["一行正文。"] * (rows + 22)), annexes=())
    printed = pdf.print_document(document)
    assert printed.pages % 2 == 0
    assert check(printed.data, document) == ()


def test_markup_in_a_document_of_organs_is_text():
    hostile = "<img src='file:///etc/hostname'>{{ 7 * 7 }}</p>"
    document = organs.official(
        title=hostile, body=organs.said(hostile), note=hostile, annexes=(Annex(hostile, organs.said(hostile)),)
    )
    printed = pdf.print_document(document)
    assert check(printed.data, document) == ()
