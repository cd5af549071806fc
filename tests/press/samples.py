"""A bulletin of five pages in words of our own; the organs are invented."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from distro.press.document import Bulletin, Paragraph, Run

SENTENCES = (
    "入冬以来，全县共安排冬修水利工程36处，计划投资1.28亿元，目前已开工31处，占86.1%。",
    "其中水库除险加固5处、灌区改造9处、河道清淤17处，其余工程年底前全部进场。",
    "办公室每旬汇总一次进度，对连续两旬没有变化的工程，由分管负责同志带队到现场查明原因。",
    "施工单位要把“安全第一”落到每一个班组，深基坑、高边坡、临时用电三类作业必须有专人旁站。",
    "《云溪县冬修水利工程质量检查办法（试行）》印发后，质监站抽查混凝土试块120组，合格118组；不合格的两组已经返工。",
    "群众最关心的是灌溉能不能赶上春播。",
    "对此，会议明确：3月10日前主干渠通水，3月25日前支渠通水，田间工程随完工随移交。",
    "各乡镇要同步做好土地协调、青苗补偿和渠道管护，不得把矛盾留到通水以后。",
    "资金拨付按照“完成一段、验收一段、支付一段”的办法办理，农民工工资实行专户管理、按月发放。",
    "审计部门提前介入，对变更签证、材料价差、隐蔽工程三个环节逐项核对……发现问题当场提出，当月整改。",
    "东河灌区采用信息化闸门后，每次调水由过去的两个人守半天，变为一个人在值班室操作十分钟。",
    "会议要求继续总结这样的做法——不求多，但求实用、耐用、管用。",
)
HEADINGS = ("进度总体正常。", "质量安全不放松。", "资金使用要规范。", "移交管护要跟上。")


def bulletin(paragraphs: int = 14) -> Bulletin:
    def paragraph(number: int) -> Paragraph:
        chosen = [SENTENCES[(number * 5 + step * 7) % len(SENTENCES)] for step in range(4)]
        heading = Run(HEADINGS[number % len(HEADINGS)], bold=True)
        return Paragraph((heading, Run("".join(chosen))) if number % 3 == 1 else (Run("".join(chosen)),))

    return Bulletin(
        masthead="水利工作简报",
        issue_text="2026年第12期（总第340期）",
        issuer="云溪县水利局办公室",
        date=date(2026, 11, 3),
        titles=("全县冬修水利工程进展情况",),
        paragraphs=tuple(paragraph(number) for number in range(paragraphs)),
        imprint=(
            "报：县委、县人大、县政府、县政协领导同志，市水利局。",
            "送：县委办公室、县政府办公室，县发展改革、财政、审计、自然资源、农业农村部门，县直有关单位，局领导、局属各单位。",
            "发：各乡镇水利站。",
        ),
    )


def from_text(path: Path) -> Bulletin:
    """The bulletin in a plain text file: just enough reading for one known file."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    issuer, day = lines[2].rsplit(maxsplit=1)
    year, month, number = map(int, re.findall(r"\d+", day))
    paragraphs: list[str] = []
    imprint: list[str] = []
    for line in lines[4:]:
        if re.match(r"(本期)?[报送发]：", line):
            imprint.append(line)
        elif paragraphs and not re.search(r"[。！？”：…]\**$", paragraphs[-1]):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return Bulletin(
        masthead=lines[0],
        issue_text=lines[1],
        issuer=issuer,
        date=date(year, month, number),
        titles=(lines[3],),
        paragraphs=tuple(
            Paragraph(tuple(Run(text, bold=odd % 2 == 1) for odd, text in enumerate(each.split("**")) if text))
            for each in paragraphs
        ),
        imprint=tuple(imprint),
    )
