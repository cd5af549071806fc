"""Bulletins that show all a body can hold, in words of our own; organs, people and figures are invented."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image, ImageDraw

from distro.press.document import Article, Bulletin, Cell, Paragraph, Picture, Run, Table
from tests.press import samples


def text(words: str) -> Paragraph:
    return Paragraph((Run(words),))


def photograph(kind: str = "PNG", size: tuple[int, int] = (640, 400)) -> bytes:
    """A drawn landscape: sky, dam, water."""
    image = Image.new("RGB", size, "#cfe3f2")
    pen = ImageDraw.Draw(image)
    across, down = size
    pen.polygon([(0, down // 2), (across // 3, down // 5), (across // 2, down // 2)], fill="#7c9a6d")
    pen.rectangle([across // 3, down // 3, across, down // 2], fill="#b8b2a7")
    pen.rectangle([0, down // 2, across, down], fill="#5a86a8")
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def headings() -> Bulletin:
    """All four levels, alone on their lines and running into their text, one level left out."""
    sentences = samples.SENTENCES
    return replace(
        samples.bulletin(),
        titles=("冬修水利工程质量管理的做法和体会",),
        paragraphs=(
            text(sentences[0]),
            text("一、基本情况"),
            text("（一）工程安排"),
            text(sentences[1] + sentences[2]),
            text("（二）队伍组织。" + sentences[3] + sentences[7]),
            text("二、主要做法"),
            text("1.抓住关键环节"),
            text(sentences[8] + sentences[9]),
            text("（1）混凝土试块逐组送检。" + sentences[4]),
            text("（2）“隐蔽工程”留存影像。" + sentences[10]),
            text("2.管好用好资金。" + sentences[8]),
            text("三、下一步打算。" + sentences[6] + sentences[11]),
            text("有下列情形之一的，暂停拨付："),
            text("（一）连续两旬没有进度的；"),
            text("（二）试块不合格且没有返工的。"),
            *samples.bulletin(paragraphs=9).paragraphs,
            text("四、需要协调的事项"),
            text(sentences[5] + sentences[6] * 3),
        ),
    )


def table(rows: int, caption: str = "各乡镇冬修水利工程进度表") -> Table:
    head = ("序号", "乡镇", "工程名称", "计划投资（万元）", "完成比例", "备注")
    names = ("东河灌区主干渠衬砌", "石桥水库溢洪道加固", "柳沟河道清淤及护岸整治（一期）", "青山泵站机电设备更新改造")
    notes = ("", "", "汛前完工", "因土地协调推迟进场，已列入督办事项")
    body = (
        (str(at), f"第{at % 12 + 1}镇", names[at % 4], f"{at * 37 % 900 + 120}.50", f"{at * 13 % 100}%", notes[at % 4])
        for at in range(1, rows + 1)
    )
    return Table(
        (tuple(Cell(each) for each in head), *(tuple(Cell(each) for each in row) for row in body)), caption=caption
    )


def tables() -> Bulletin:
    """A table over three pages, and a small one with heads of rows and without a caption."""
    small = Table(
        (
            (Cell(""), Cell("水库"), Cell("灌区"), Cell("河道")),
            (Cell("开工", bold=True), Cell("5"), Cell("9"), Cell("17")),
            (Cell("完工", bold=True), Cell("2"), Cell("4"), Cell("11")),
        )
    )
    start, end = samples.bulletin(paragraphs=2).paragraphs
    return replace(
        samples.bulletin(),
        paragraphs=(start, text("一、进度一览"), table(44), end, small, *samples.bulletin(4).paragraphs),
    )


def pictures() -> Bulletin:
    first, second, third, fourth = samples.bulletin(paragraphs=4).paragraphs
    wide = Picture(photograph(), "石桥水库大坝远景：坝体横在两山之间，坝前水面平静", 120.0, "石桥水库除险加固后全景")
    tall = Picture(photograph("JPEG", (300, 500)), "施工人员在竖井旁检查钢筋", 60.0)
    full = Picture(photograph(size=(800, 500)), "东河灌区渠首", 156.0, "东河灌区渠首枢纽")
    return replace(
        samples.bulletin(), paragraphs=(first, wide, second, text("二、现场情况"), tall, third, full, fourth)
    )


def issue() -> Bulletin:
    """Three pieces with contents, remarks, marks, a copy number, a supplement's mark and the number of copies."""
    texts = samples.bulletin(paragraphs=14).paragraphs
    return replace(
        samples.bulletin(),
        marks=("内部资料　注意保存",),
        copy_number="000017",
        edition="（增刊）",
        note="编者按：入冬以来，各地抢抓晴好天气推进冬修水利。本期选登三篇材料，供各单位结合实际借鉴，好的做法请及时报送办公室。",
        paragraphs=texts[:4],
        articles=(
            Article(
                "东河灌区用信息化闸门\n把“两人守半天”变成“一人十分钟”",
                (*texts[4:6], table(4, ""), text("一、建管并重"), *texts[6:9]),
                author="东河灌区管理处",
                note="按：小改造也能有大效益，关键在于从群众的难处想起。",
            ),
            Article("石桥镇把渠道管护写进村规民约", texts[9:12], author="石桥镇水利站　沈岚"),
        ),
        copies=120,
    )


def report() -> Bulletin:
    """46 pages."""
    return replace(samples.bulletin(), paragraphs=samples.bulletin(paragraphs=158).paragraphs)


def rare() -> Bulletin:
    names = "参会的有陶喆、朱镕、李堃、赵䶮、陈𬱖、㛃、石〇等同志。"
    return replace(
        samples.bulletin(),
        titles=("陈𬱖同志在冬修水利现场会上的讲话",),
        note="编者按：陈𬱖、李堃同志的讲话很有针对性，现予刊发。",
        paragraphs=(
            text("一、关于陶喆、李堃同志分工"),
            text("（一）镕、䶮两个渠系。" + names * 3),
            *(text(names * 4) for _ in range(4)),
            Table(((Cell("姓名"), Cell("镕堃")), (Cell("陈𬱖"), Cell("䶮喆"))), caption="㛃河𬱖村工程人员"),
        ),
    )


ALL = {
    "headings": headings,
    "tables": tables,
    "pictures": pictures,
    "issue": issue,
    "report": report,
    "rare": rare,
}
