"""Titles are divided by sense, in the shape of a trapezoid or a diamond, and always in the same way."""

from itertools import pairwise

import pytest

from distro.press.elements.titles import set_title
from distro.press.setting import words
from distro.press.setting.fonts import HEADLINE
from distro.press.setting.grid import TITLE_SIZE, WIDTH, measure

# The marks are where the lines end; they are no part of the title.
TITLES = (
    "冬修水利全面铺开",
    "中共云溪县委办公室|关于进一步加强作风建设的通知",
    "云溪县水利局关于全县冬修水利工程|建设进展情况的报告",
    "关于进一步做好冬修水利工程|建设管理工作的情况通报",
    "进一步加强冬修水利工程建设质量|安全监督检查工作的情况通报",
    "关于召开全县农村人居环境整治|提升现场推进会的预备通知",
    "云溪县应急管理局关于开展危险化学品企业|安全风险隐患排查整治专项行动的通知",
    "云溪县人民政府关于促进民营|经济高质量发展的若干意见",
    "县委理论学习中心组专题学习党的|二十届三中全会精神",
    "东河灌区用信息化闸门把“两人守半天”|变成“一人十分钟”",
    "关于命名云溪县第三批县级非物质文化遗产|代表性项目名录及代表性传承人的通知",
    "云溪县教育局关于做好2026年秋季学期|中小学校招生入学工作的实施意见",
    "云溪县卫生健康委员会关于建立健全基层|医疗卫生机构绩效考核机制的指导意见",
    "援伊前方指挥部组织医疗专家|深入牧区开展巡回义诊活动",
    "云溪县自然资源局关于对东河水库移民|安置点建设用地预审意见的复函",
    "云溪县市场监督管理局关于开展校园|食品安全守护行动的工作方案",
    "云溪县生态环境局关于公开征求|《云溪县饮用水水源保护区划定|方案（征求意见稿）》意见的公告",
    "云溪县民政局云溪县残疾人联合会|关于调整困难残疾人生活补贴和重度|残疾人护理补贴标准的通知",
    "云溪县交通运输局关于县道206线石桥|至柳沟段改建工程施工图设计的批复",
    "云溪县人力资源和社会保障局关于做好高校|毕业生就业创业工作的通知",
    "云溪县水利局关于报送东河灌区续建配套|与节水改造项目初步设计报告的请示",
    "云溪县人民政府办公室关于印发云溪县政府|投资项目审计监督管理暂行办法和云溪县政府|采购信用评价实施细则的通知",
)
GRID = measure(HEADLINE, TITLE_SIZE, TITLE_SIZE, WIDTH)


def lines_of(title: str) -> list[str]:
    return ["".join(piece.text for piece in line) for line in set_title(title)]


@pytest.mark.parametrize("marked", TITLES)
def test_a_title_is_divided_by_sense(marked):
    assert lines_of(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("marked", TITLES)
def test_no_title_is_an_hourglass_nor_wider_than_20_characters(marked):
    widths = [GRID.measure(line) for line in set_title(marked.replace("|", ""))]
    steps = [below - above for above, below in pairwise(widths)]
    assert not any(steps[at] < -11 and later > 11 for at in range(len(steps)) for later in steps[at + 1 :])
    assert max(widths) <= WIDTH + 11


def test_lines_given_by_hand_are_kept():
    assert lines_of("冬修水利\n全面铺开") == ["冬修水利", "全面铺开"]


def test_a_word_is_found_whole():
    assert words.starts("工程质量安全") == {0, 4, 6}


@pytest.mark.parametrize("length", range(1, 130, 3))
def test_no_character_of_any_title_is_lost(length):
    title = ("关于进一步加强冬修水利工程建设质量安全监督检查工作的" * 6)[:length]
    assert "".join(lines_of(title)) == title
