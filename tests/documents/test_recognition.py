"""Recognition of pasted documents: every element found, nothing lost, clear refusals."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from distro.documents.kinds.pasted import from_recognised
from distro.documents.recognition import Recognised, recognise, to_plain
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean

SHARED = Path(__file__).parents[3] / "shared"

HEAD = "海塘建设简报\n\n2021年第7期（总第31期）\n\n东湾市海塘建设指挥部 2021年3月4日\n\n"
BODY = (
    "东湾市海塘加固工程开工\n\n"
    "3月1日，东湾市海塘加固工程在北岸开工，计划工期十八个月，沿线四个镇的群众代表参加了开工仪式，指挥部有关人员介绍了总体安"
    "\n\n排和质量要求。\n\n"
    "会议提出，**要守住质量关**。材料进场逐批检验，隐蔽工程留存影像。\n\n"
)
FOOT = "报：市委、市政府领导同志，省水利厅。\n\n送：市财政局、审计局，各镇人民政府。"
BULLETIN = HEAD + BODY + FOOT

LETTER = """东湾市水利局文件
东水〔2021〕12号　　　　　签发人：孟某
关于做好海塘汛前检查工作的
通知
各县（区）水利局，局属各单位：
汛期将至，请于3月底前完成检查。
一、检查范围
全部在建和已建海塘。
东湾市水利局
2021年3月4日
抄送：市应急管理局。
东湾市水利局办公室　　　2021年3月5日印发
"""


def squeezed(words: str) -> str:
    return re.sub(r"\s|\*\*", "", words)


def put_together(found: Recognised) -> str:
    head = (found.masthead or "", found.issue_text or "", found.issuer or "", found.date_text or "")
    return squeezed("".join((*head, *found.titles, *(one.text for one in found.paragraphs), *found.imprint)))


def test_a_bulletin() -> None:
    found = recognise(BULLETIN)
    assert found.masthead == "海塘建设简报"
    assert (found.year, found.issue, found.total) == (2021, 7, 31)
    assert (found.issuer, found.date) == ("东湾市海塘建设指挥部", date(2021, 3, 4))
    assert found.titles == ("东湾市海塘加固工程开工",)
    assert len(found.paragraphs) == 2
    assert found.paragraphs[0].text.endswith("介绍了总体安排和质量要求。")
    assert [(run.text, run.bold) for run in found.paragraphs[1].runs][1] == ("要守住质量关", True)
    assert found.imprint == tuple(FOOT.split("\n\n"))
    assert (
        min(found.confidence[name] for name in ("masthead", "designation", "issuer", "date", "titles", "imprint"))
        >= 0.8
    )


def test_nothing_of_a_bulletin_is_lost() -> None:
    assert put_together(recognise(BULLETIN)) == squeezed(BULLETIN)


def test_an_official_letter() -> None:
    found = recognise(LETTER)
    assert (found.masthead, found.doc_no, found.signer) == ("东湾市水利局文件", "东水〔2021〕12号", "孟某")
    assert found.titles == ("关于做好海塘汛前检查工作的通知",)
    assert found.address == "各县（区）水利局，局属各单位"
    assert (found.issuer, found.date) == ("东湾市水利局", date(2021, 3, 4))
    assert found.imprint == ("抄送：市应急管理局。",)
    assert (found.print_org, found.print_date) == ("东湾市水利局办公室", date(2021, 3, 5))
    assert [one.text for one in found.paragraphs] == [
        "汛期将至，请于3月底前完成检查。",
        "一、检查范围",
        "全部在建和已建海塘。",
    ]


@pytest.mark.parametrize(
    ("line", "year", "issue", "total"),
    [
        ("第7期", None, 7, None),
        ("2021年第7期", 2021, 7, None),
        ("2021年第7期（总第31期）", 2021, 7, 31),
        ("2021年第7期(总第31期)", 2021, 7, 31),
        ("（第7期 总第31期）", None, 7, 31),
        ("第7期　总第31期", None, 7, 31),
        ("２０２１年第７期（总第３１期）", 2021, 7, 31),
        ("（第 7 期）", None, 7, None),
        ("第十二期", None, 12, None),
        ("〔2021〕第7期", 2021, 7, None),
        ("2021年7期", 2021, 7, None),
        ("第7期\n（总第31期）", None, 7, 31),
        ("总第31期", None, None, 31),
    ],
)
def test_issue_lines(line: str, year: int | None, issue: int | None, total: int | None) -> None:
    found = recognise(BULLETIN.replace("2021年第7期（总第31期）", line))
    assert (found.told_year, found.issue, found.total) == (year, issue, total)
    assert found.masthead == "海塘建设简报"
    assert found.issuer == "东湾市海塘建设指挥部"


@pytest.mark.parametrize(
    "line",
    [
        "东湾市海塘建设指挥部2021年3月4日",
        "东湾市海塘建设指挥部　　　　2021年03月04日",
        "编印单位：东湾市海塘建设指挥部　２０２１年３月４日",
        "东湾市海塘建设指挥部\n2021年3月4日",
        "编印单位：东湾市海塘建设指挥部\n二〇二一年三月四日",
        "东 湾 市 海 塘 建 设 指 挥 部\n2021年3月4日",
        "2021年3月4日\n东湾市海塘建设指挥部",
        "东湾市海塘建设指挥部 2021-03-04",
        "2021年3月4日　　东湾市海塘建设指挥部",
        "东湾市海塘建设指挥部编印　　2021年3月4日",
    ],
)
def test_issuer_and_date(line: str) -> None:
    found = recognise(BULLETIN.replace("东湾市海塘建设指挥部 2021年3月4日", line))
    assert (found.issuer, found.date) == ("东湾市海塘建设指挥部", date(2021, 3, 4))
    assert found.titles == ("东湾市海塘加固工程开工",)


def test_a_letter_spaced_masthead_and_marks() -> None:
    found = recognise("内部资料　注意保存\n" + BULLETIN.replace("海塘建设简报", "海 塘 建 设 简 报（增刊）"))
    assert found.masthead == "海塘建设简报（增刊）"
    assert found.marks == ("内部资料　注意保存",)


def test_a_masthead_on_two_lines() -> None:
    assert recognise(BULLETIN.replace("海塘建设简报", "海塘建设\n简　报")).masthead == "海塘建设简报"


def test_a_table_of_contents_before_the_title_is_kept() -> None:
    front = "目　录\n一、东湾市海塘加固工程开工\n二、东湾市检查在建工程"
    found = recognise(HEAD + front + "\n" + BODY + FOOT)
    assert found.titles == ("东湾市海塘加固工程开工",)
    assert [one.text for one in found.paragraphs][:3] == front.split("\n")


def test_an_editors_note_and_further_articles_come_into_their_fields() -> None:
    more = "市水利局检查在建工程\n\n**三处**需要整改。\n\n"
    content = from_recognised(recognise(HEAD + "编者按：近来各地相继开工。\n\n" + BODY + more + FOOT))
    assert content.editors_note == "编者按：近来各地相继开工。"
    assert content.titles == "东湾市海塘加固工程开工"
    assert content.articles == "标题：市水利局检查在建工程\n**三处**需要整改。"
    assert content.aside == ""


def test_annexes_and_the_note_come_into_their_fields() -> None:
    listed = "附件：1.海塘检查表\n　　　2.联系人名单\n东湾市水利局\n2021年3月4日\n（此件公开发布）\n"
    text = LETTER.replace("东湾市水利局\n2021年3月4日\n", listed)
    content = from_recognised(recognise(f"{text}附件1\n海塘检查表\n逐段填写。\n"))
    assert content.annexes == "附件：海塘检查表\n逐段填写。\n附件：联系人名单"
    assert (content.note, content.aside) == ("此件公开发布", "签发人：孟某")


def test_who_attended_comes_into_its_field() -> None:
    head = "东湾市人民政府常务会议纪要\n〔2021〕3号\n东湾市人民政府办公室　2021年3月4日\n"
    content = from_recognised(recognise(head + "会议研究了海塘建设。\n出席：孟某、沈某\n列席：俞某\n分送：市委。"))
    assert content.attendance == "出席：孟某、沈某\n列席：俞某"
    assert content.body == "会议研究了海塘建设。"


def test_a_year_that_no_number_tells_is_that_of_the_date_and_in_doubt() -> None:
    told = to_plain(recognise(BULLETIN.replace("2021年第7期（总第31期）", "第7期")))
    assert (told["year"], told["issue_no"]) == (2021, 7)
    assert told["confidence"]["year"] < 0.9 < told["confidence"]["issue_no"]


def test_an_issuer_that_only_the_title_names_is_in_doubt() -> None:
    told = to_plain(recognise("东湾市水利局关于海塘检查的通知\n各镇人民政府：\n请于3月底前完成检查。\n2021年3月4日"))
    assert told["issuer"] == "东湾市水利局"
    assert told["confidence"]["issuer"] < 0.9 < told["confidence"]["titles"]


def test_a_line_that_may_be_one_more_title_puts_the_titles_in_doubt() -> None:
    more = "会议提出，要守住质量关。\n\n值守工作有序开展\n\n各镇排定了值守人员。\n\n"
    told = to_plain(recognise(HEAD + BODY + more + FOOT))
    assert told["titles"] == ["东湾市海塘加固工程开工"]
    assert told["confidence"]["titles"] < 0.9


@pytest.mark.parametrize(
    "number",
    [
        "东水<2021>12号",
        "东水〔2021〕-12号",
        "东水〔2021〕12、13号",
        "东水〔2021〕12",
        "东水〔85〕12号",
        "东水·汛〔2021〕12号",
        "东水A〔2021〕12号",
        "东水字第12号",
        "文号：东水〔2021〕12号",
        "签发人：孟某　　东水〔2021〕12号",
    ],
)
def test_document_numbers(number: str) -> None:
    found = recognise(LETTER.replace("东水〔2021〕12号　　　　　签发人：孟某", number))
    assert found.doc_no == re.sub(r".*[：　]", "", number)
    assert found.titles == ("关于做好海塘汛前检查工作的通知",)


def test_page_numbers_are_no_text() -> None:
    found = recognise(BULLETIN.replace("\n\n排和", "\n— 1 —\n\n排和"))
    assert found.paragraphs[0].text.endswith("总体安排和质量要求。")


def test_an_unpaired_mark_of_bold_stays() -> None:
    found = recognise(BULLETIN.replace("**要守住质量关**", "**要守住质量关"))
    assert [(run.text, run.bold) for run in found.paragraphs[1].runs] == [
        ("会议提出，**要守住质量关。材料进场逐批检验，隐蔽工程留存影像。", False)
    ]


def test_a_document_on_one_line() -> None:
    text = re.sub(r"\s*\n\s*", "", BULLETIN).replace("**", "")
    found = recognise(text)
    assert (found.masthead, found.year, found.issue, found.total) == ("海塘建设简报", 2021, 7, 31)
    assert (found.issuer, found.date) == ("东湾市海塘建设指挥部", date(2021, 3, 4))
    assert found.titles == ("东湾市海塘加固工程开工",)
    assert found.imprint == tuple(FOOT.split("\n\n"))


def test_a_wrapped_imprint_comes_on_one_line() -> None:
    found = recognise(HEAD + BODY + "报：市委、市政\n府领导同志，\n省水利厅。\n送：市财政局\n市审计局")
    assert found.imprint == ("报：市委、市政府领导同志，省水利厅。", "送：市财政局 市审计局")


def test_a_missing_element_is_no_error() -> None:
    found = recognise("东湾市海塘加固工程开工\n3月1日，工程开工。\n报：市委")
    assert (found.masthead, found.issue, found.issuer, found.date) == (None, None, None, None)
    assert found.confidence["masthead"] == found.confidence["date"] == 0.0
    assert found.titles == ("东湾市海塘加固工程开工",)


@pytest.mark.parametrize("text", ["", " \n\n", "　\n"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="粘贴") as refused:
        recognise(text)
    assert refused.value.field == "text"


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        (HEAD + BODY, "imprint", "没有找到分送名单"),
        (HEAD + BODY + "报：\n送：市法院", "imprint", "没有写收文单位"),
        (BULLETIN.replace("3月4日", "2月30日"), "date", "2021年2月30日"),
    ],
)
def test_what_becomes_no_draft(text: str, field: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_recognised(recognise(text))
    assert refused.value.field == field
    assert words in str(refused.value)


@pytest.mark.skipif(not SHARED.exists(), reason="no corpus beside the checkout")
def test_the_printed_bulletin_is_recognised_without_loss() -> None:
    text = clean((SHARED / "sample" / "seed-bulletin.txt").read_text(encoding="utf-8"))
    found = recognise(text)
    assert put_together(found) == squeezed(text)
    assert (found.masthead, found.year, found.issue, found.total) == ("援疆工作简报", 2017, 5, 5)
    assert (found.issuer, found.date) == ("江苏省对口支援新疆伊犁州前方指挥部", date(2017, 2, 23))
    assert (len(found.titles), len(found.paragraphs), len(found.imprint)) == (1, 9, 2)


def expected(document: dict[str, Any]) -> dict[str, Any]:
    """What the corpus says of a document, in the words of `to_plain`."""
    issuer = document["issuer"]
    named = ("masthead", "doc_no", "issue_no", "total_no", "issue_text", "year", "date", "titles", "signer", "copies")
    return {name: document[name] for name in (*named, "print_org", "print_date")} | {
        "issuer": "、".join(issuer) if isinstance(issuer, list) else issuer,
        "annexes": document["attachments"],
        "tiers": [
            (tier["label"], [names_of(one) for group in tier["groups"] for one in group["recipients"]])
            for tier in document["tiers"]
        ],
    }


def names_of(recipient: dict[str, Any]) -> set[str]:
    return {recipient["name"], *recipient.get("alt_names", ())}


@pytest.mark.skipif(not SHARED.exists(), reason="no corpus beside the checkout")
@pytest.mark.parametrize("number", range(1, 10))
def test_published_documents_are_read_as_they_are_written(number: int) -> None:
    folder = SHARED / "corpus" / "public_docs"
    wanted = expected(json.loads((folder / f"{number:02}.json").read_text(encoding="utf-8")))
    for path in folder.glob(f"{number:02}*.txt"):
        told = to_plain(recognise(clean(path.read_text(encoding="utf-8"))))
        tiers = wanted.pop("tiers")
        assert {name: told[name] for name in wanted} == wanted
        assert [tier["label"] for tier in told["tiers"]] == [label for label, _ in tiers]
        for tier, (_, names) in zip(told["tiers"], tiers, strict=True):
            assert all(name in alike for name, alike in zip(tier["names"], names, strict=True)), tier["names"]
        wanted["tiers"] = tiers


def test_a_paragraph_that_stops_in_the_midst_of_a_sentence_is_doubtful() -> None:
    first, second = "会议提出，要守住质量关，逐批检", "验材料，留存影像。"
    found = recognise(HEAD + f"海塘加固工程开工\n\n海塘加固工程开工。\n\n{first}\n\n{second}\n\n" + FOOT)
    assert [one.text for one in found.paragraphs[1:]] == [first, second]
    assert found.confidence["paragraphs"] < 0.9 < recognise(BULLETIN).confidence["paragraphs"]


def test_the_first_sentence_is_no_second_line_of_the_title() -> None:
    found = recognise(HEAD + "海塘加固工程开工\n会议提出，要守住质量关，逐批检\n验材料，留存影像。\n" + FOOT)
    assert found.titles == ("海塘加固工程开工",)
