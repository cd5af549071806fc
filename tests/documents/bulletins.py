"""Invented bulletins in the ways offices write them, with what is to be read in them."""

from __future__ import annotations

from typing import Any

from tests.documents.specimen import Specimen

BODY = "3月1日，北岸海塘加固工程开工，计划工期十八个月。指挥部介绍了总体安排和质量要求，沿线四个镇的群众代表参加。\n会议提出，要守住质量关，材料进场逐批检验。"
FOOT = "报：市委、市政府领导同志。\n送：市财政局、审计局，各镇人民政府。"


def _bulletin(name: str, head: str, **told: Any) -> Specimen:
    text = f"{head}\n海塘加固工程开工\n{BODY}\n{FOOT}\n"
    usual = {"kind": "bulletin", "titles": ["海塘加固工程开工"], "body": 2, "tiers": {"报：": 2, "送：": 3}}
    return Specimen(name, text, usual | told)


_HEAD = {"masthead": "海塘建设简报", "issuer": "东湾市海塘建设指挥部", "date": "2021-03-04"}

BULLETINS = (
    _bulletin(
        "a number in brackets and 号",
        "海塘建设简报\n〔2021〕7号\n东湾市海塘建设指挥部　2021年3月4日",
        **_HEAD, issue_text="〔2021〕7号", issue_no=7, year=2021,
    ),
    _bulletin("第 and 号", "海塘建设简报\n第7号\n东湾市海塘建设指挥部　2021年3月4日", **_HEAD, issue_text="第7号", issue_no=7),
    _bulletin("NO.", "海塘建设简报\nNO.7\n东湾市海塘建设指挥部　2021年3月4日", **_HEAD, issue_text="NO.7", issue_no=7),
    _bulletin("№", "海塘建设简报\n№ 7\n东湾市海塘建设指挥部　2021年3月4日", **_HEAD, issue_text="№ 7", issue_no=7),
    _bulletin(
        "an organ above the name",
        "东湾市海塘建设指挥部\n海塘建设简报\n第7期\n2021年3月4日",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "a mark and an organ above the name",
        "内部资料　注意保存\n东湾市海塘建设指挥部\n海 塘 建 设 简 报\n2021年第7期（总第31期）\n2021年3月4日",
        **_HEAD, issue_text="2021年第7期（总第31期）", issue_no=7, total_no=31, year=2021, marks=["内部资料　注意保存"],
    ),
    _bulletin(
        "an organ above the name, and the issuer below it",
        "中共东湾市委东湾市人民政府\n海塘建设简报\n第7期\n东湾市海塘建设指挥部　2021年3月4日",
        **_HEAD, issue_text="第7期", issue_no=7, leftovers=["中共东湾市委东湾市人民政府"],
    ),
    _bulletin(
        "a name on two lines",
        "海塘建设\n简　报\n第7期\n东湾市海塘建设指挥部　2021年3月4日",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "number, issuer and date on one line",
        "海塘建设简报\n第7期　　东湾市海塘建设指挥部　　2021年3月4日",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "name and number on one line",
        "海塘建设简报　第7期\n东湾市海塘建设指挥部编　　二〇二一年三月四日",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "labels before issuer and date",
        "海塘建设简报\n2021年第7期\n编印单位：东湾市海塘建设指挥部\n编印日期：2021-03-04",
        **_HEAD, issue_text="2021年第7期", issue_no=7, year=2021,
    ),
    _bulletin(
        "the date before the issuer, each on its line",
        "海塘建设简报\n（第7期）\n2021年3月4日\n东湾市海塘建设指挥部",
        **_HEAD, issue_text="（第7期）", issue_no=7,
    ),
    _bulletin(
        "印发 behind the date of the head",
        "海塘建设简报\n第7期\n东湾市海塘建设指挥部　2021年3月4日印发",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "a supplement",
        "海塘建设简报\n2021年第7期（增刊）\n东湾市海塘建设指挥部　2021年3月4日",
        **_HEAD, issue_text="2021年第7期（增刊）", issue_no=7, year=2021,
    ),
    _bulletin(
        "an issue for two, in Chinese",
        "海塘建设简报\n二〇二一年第七、八期合刊（总第三十一、三十二期）\n东湾市海塘建设指挥部　二○二一年三月四日",
        **_HEAD, issue_text="二〇二一年第七、八期合刊（总第三十一、三十二期）", issue_no=7, total_no=31, year=2021,
    ),
    _bulletin(
        "an hour behind the date, a signer, empty fields",
        "海塘汛情日报\n第7期\n签发：孟　某\n制作：\n东湾市海塘建设指挥部　2021年3月4日8时",
        **_HEAD | {"masthead": "海塘汛情日报"}, issue_text="第7期", issue_no=7, signer="孟某", leftovers=["制作：", "8时"],
    ),
    _bulletin(
        "an unusual name, known by what stands below it",
        "海塘之声\n第7期\n东湾市海塘建设指挥部　2021年3月4日",
        **_HEAD | {"masthead": "海塘之声"}, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "copy number and urgency",
        "000012\n特急\n海塘建设专报\n2021年第7期\n东湾市海塘建设指挥部　　2021年3月4日",
        **_HEAD | {"masthead": "海塘建设专报"}, issue_text="2021年第7期", issue_no=7, year=2021, marks=["000012", "特急"],
    ),
    _bulletin(
        "a letter-spaced issuer",
        "海塘建设简报\n第7期\n东 湾 市 海 塘 建 设 指 挥 部\n2021年3月4日",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    _bulletin(
        "rules between the lines",
        "海塘建设简报\n第7期\n东湾市海塘建设指挥部　2021年3月4日\n━━━━━━━━━━━━",
        **_HEAD, issue_text="第7期", issue_no=7,
    ),
    Specimen(
        "staff, keywords, print run and an annex behind the foot",
        f"""海塘建设简报
第7期
东湾市海塘建设指挥部　2021年3月4日
海塘加固工程开工
{BODY}
主题词：水利　海塘　开工
{FOOT}
东湾市海塘建设指挥部办公室　2021年3月5日印发
（共印50份）
责任编辑：沈某　校对：俞某
联系电话：0570-0000000
附件1
在建海塘一览表
北岸海塘，长三公里。
南岸海塘，长五公里。
""",
        {
            "kind": "bulletin", **_HEAD, "issue_text": "第7期", "issue_no": 7, "titles": ["海塘加固工程开工"], "body": 2,
            "tiers": {"报：": 2, "送：": 3}, "copies": 50, "print_org": "东湾市海塘建设指挥部办公室", "print_date": "2021-03-05",
            "annex_texts": {"在建海塘一览表": 2},
            "leftovers": ["主题词：水利　海塘　开工", "责任编辑：沈某　校对：俞某", "联系电话：0570-0000000"],
        },
    ),
    Specimen(
        "a subtitle, a table of contents, an editor's note",
        f"""海塘建设简报
第7期
东湾市海塘建设指挥部　2021年3月4日
目　录
一、北岸海塘加固工程开工
二、南岸海塘完成检查
编者按：近来各地相继开工。
北岸海塘加固工程开工
——全年投资过半
{BODY}
{FOOT}
""",
        {
            "kind": "bulletin", **_HEAD, "issue_text": "第7期", "issue_no": 7,
            "titles": ["北岸海塘加固工程开工", "——全年投资过半"], "editors_note": "编者按：近来各地相继开工。", "body": 5, "tiers": {"报：": 2, "送：": 3},
        },
    ),
    Specimen(
        "date and issuer at the end",
        f"海塘建设简报\n第7期\n海塘加固工程开工\n{BODY}\n东湾市海塘建设指挥部\n2021年3月4日\n{FOOT}\n",
        {
            "kind": "bulletin", **_HEAD, "issue_text": "第7期", "issue_no": 7, "titles": ["海塘加固工程开工"], "body": 2,
            "tiers": {"报：": 2, "送：": 3},
        },
    ),
    Specimen(
        "no number at all",
        f"海塘建设简报\n东湾市海塘建设指挥部　2021年3月4日\n海塘加固工程开工\n{BODY}\n{FOOT}\n",
        {"kind": "bulletin", **_HEAD, "titles": ["海塘加固工程开工"], "body": 2, "tiers": {"报：": 2, "送：": 3}},
    ),
    Specimen(
        "a printing line dated in Chinese on lines of its own",
        f"海塘建设简报\n第7期\n东湾市海塘建设指挥部　2021年3月4日\n海塘加固工程开工\n{BODY}\n{FOOT}\n云州市教育局办公室\n二〇二一年三月廿五日印发\n",
        {
            "kind": "bulletin", **_HEAD, "issue_text": "第7期", "issue_no": 7, "titles": ["海塘加固工程开工"], "body": 2,
            "tiers": {"报：": 2, "送：": 3}, "print_org": "云州市教育局办公室", "print_date": "2021-03-25",
        },
    ),
    Specimen(
        "a signer before the others, an hour, a period",
        """气象信息快报
（2023年第18期）
青石县气象局                           2023年7月20日16时
未来三天有强降雨
预计21日至23日，我县有一次强降雨过程。
一、防御建议
注意防范山洪。
报送：县委、县政府
发送：各乡镇、县防汛指挥部成员单位
签发：田某    审核：石某    制作：水某
""",
        {
            "kind": "bulletin", "masthead": "气象信息快报", "issue_text": "（2023年第18期）", "issue_no": 18, "year": 2023,
            "issuer": "青石县气象局", "date": "2023-07-20", "titles": ["未来三天有强降雨"], "signer": "田某", "body": 3,
            "tiers": {"报送：": 2, "发送：": 2}, "leftovers": ["16时", "审核：石某    制作：水某"],
        },
    ),
    Specimen(
        "several pieces, a table of contents with marks, rules",
        """★内部资料★
政 务 信 息
第 102 期
临溪市人民政府办公室信息科编                     2022年11月3日
本期要目
●市水利局抓好冬修
●青石县推进清淤
市水利局抓好冬修
市水利局自十月起组织冬修，已完成土方六十万方。（市水利局）
青石县推进清淤
青石县清淤河道三十公里。（青石县府办）
报：市政府领导，省政府办公厅。
送：市委办公室，市人大办公室。
编辑：田某　　　　　　签发：石某
共印：100份
""",
        {
            "kind": "bulletin", "masthead": "政务信息", "issue_text": "第 102 期", "issue_no": 102,
            "issuer": "临溪市人民政府办公室信息科", "date": "2022-11-03", "titles": ["市水利局抓好冬修", "青石县推进清淤"], "signer": "石某",
            "marks": ["★内部资料★"], "body": 4, "articles": {"青石县推进清淤": 1}, "tiers": {"报：": 2, "送：": 2}, "copies": 100, "leftovers": ["编辑：田某"],
        },
    ),
    Specimen(
        "two organs issue it",
        """值班信息
第123期
中共望川县委办公室总值班室 望川县人民政府办公室总值班室  二〇二四年七月十五日
云台镇发生一起山体滑坡
7月15日6时许，云台镇发生一起山体滑坡，未造成人员伤亡。
分送：县委办，县政府办，县应急局
""",
        {
            "kind": "bulletin", "masthead": "值班信息", "issue_text": "第123期", "issue_no": 123,
            "issuer": "中共望川县委办公室总值班室、望川县人民政府办公室总值班室", "date": "2024-07-15",
            "titles": ["云台镇发生一起山体滑坡"], "body": 1, "tiers": {"分送：": 3},
        },
    ),
    Specimen(
        "wrapped without indents, a tier among the lines that were cut",
        """文旅动态
2024年第11期（总第86期）
白鹭县文化广电和旅游局          2024年11月6日
我县举办秋季旅游推介会
11月5日，我县在东湾市举办秋季旅游推介会，推出三条精
品线路，签约项目六个。副县长赵某出席并致辞，东湾市二十家
旅行社代表参加。
会上，云台古镇、马渡湿地作了专题推介。
报：县委、县政府领导，市文化广电和旅游局。
送：县委宣传部，各乡镇人民政府，各
旅游景区。
""",
        {
            "kind": "bulletin", "masthead": "文旅动态", "issue_text": "2024年第11期（总第86期）", "issue_no": 11, "total_no": 86,
            "year": 2024, "issuer": "白鹭县文化广电和旅游局", "date": "2024-11-06", "titles": ["我县举办秋季旅游推介会"], "body": 2,
            "tiers": {"报：": 3, "送：": 3},
        },
    ),
)  # fmt: skip
