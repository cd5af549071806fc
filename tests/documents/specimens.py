"""Invented documents of every kind, written in the ways offices write them, with what is to be read in them.

A value may be left out where nothing is to be there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

BODY = "3月1日，北岸海塘加固工程开工，计划工期十八个月。指挥部介绍了总体安排和质量要求，沿线四个镇的群众代表参加。\n会议提出，要守住质量关，材料进场逐批检验。"
FOOT = "报：市委、市政府领导同志。\n送：市财政局、审计局，各镇人民政府。"


class Specimen(NamedTuple):
    """A document and what `to_plain` tells of it; tiers as label and number of names."""

    name: str
    text: str
    told: dict[str, Any]


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
        **_HEAD, issue_text="第7期", issue_no=7, leftovers=["━━━━━━━━━━━━"],
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
            "leftovers": [
                "主题词：水利　海塘　开工", "责任编辑：沈某　校对：俞某", "联系电话：0570-0000000",
                "附件1\n在建海塘一览表\n北岸海塘，长三公里。\n南岸海塘，长五公里。",
            ],
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
            "titles": ["北岸海塘加固工程开工", "——全年投资过半"], "body": 6, "tiers": {"报：": 2, "送：": 3},
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
            "issuer": "临溪市人民政府办公室信息科", "date": "2022-11-03", "titles": ["市水利局抓好冬修"], "signer": "石某",
            "marks": ["★内部资料★"], "body": 6, "tiers": {"报：": 2, "送：": 2}, "copies": 100, "leftovers": ["编辑：田某"],
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
)  # fmt: skip

OFFICIALS = (
    Specimen(
        "a notice with everything",
        """000012
特急
东湾市水利局文件
东水〔2021〕12号　　　　　签发人：孟某
关于做好海塘汛前检查工作的
通知
各县（区）水利局，局属各单位：
汛期将至，为做好汛前检查，现将有关事项通知如下：
一、检查范围
全部在建和已建海塘。
二、时间安排
请于3月底前完成检查，结果报市水利局。
附件：1.海塘汛前检查表
　　　2.联系人名单
东湾市水利局
2021年3月4日
（联系人：沈某，电话：0570-0000000）
抄送：市应急管理局，市气象局。
东湾市水利局办公室　　　2021年3月5日印发
""",
        {
            "kind": "official", "masthead": "东湾市水利局文件", "doc_no": "东水〔2021〕12号", "year": 2021, "issuer": "东湾市水利局",
            "date": "2021-03-04", "titles": ["关于做好海塘汛前检查工作的通知"], "signer": "孟某", "marks": ["000012", "特急"],
            "main_recipients": "各县（区）水利局，局属各单位", "body": 5, "annexes": ["海塘汛前检查表", "联系人名单"],
            "tiers": {"": 2, "抄送：": 2}, "print_org": "东湾市水利局办公室", "print_date": "2021-03-05",
            "leftovers": ["（联系人：沈某，电话：0570-0000000）"],
        },
    ),
    Specimen(
        "a request upward, from a web page without its red head",
        """东水〔2021〕15号
东湾市水利局关于追加海塘维修经费的请示
市人民政府：
去年台风后，北岸海塘护面多处松动。经测算，需维修经费八十万元，恳请市政府予以追加。
妥否，请批示。
东湾市水利局
2021年4月12日
""",
        {
            "kind": "official", "doc_no": "东水〔2021〕15号", "year": 2021, "issuer": "东湾市水利局", "date": "2021-04-12",
            "titles": ["东湾市水利局关于追加海塘维修经费的请示"], "main_recipients": "市人民政府", "body": 2, "tiers": {"": 1},
        },
    ),
    Specimen(
        "a joint document",
        """云州市教育局云州市财政局文件
云教联[2024]8号
云州市教育局　云州市财政局
关于下达校舍维修资金的通知
各县（市、区）教育局、财政局，市属各学校：
现将今年校舍维修资金下达给你们，请专款专用。
云州市教育局
云州市财政局
二〇二四年三月五日
抄送：市审计局。
云州市教育局办公室　二〇二四年三月五日印发
""",
        {
            "kind": "official", "masthead": "云州市教育局云州市财政局文件", "doc_no": "云教联[2024]8号", "year": 2024,
            "issuer": "云州市教育局、云州市财政局", "date": "2024-03-05",
            "titles": ["云州市教育局　云州市财政局关于下达校舍维修资金的通知"],
            "main_recipients": "各县（市、区）教育局、财政局，市属各学校", "body": 1, "tiers": {"": 3, "抄送：": 1},
            "print_org": "云州市教育局办公室", "print_date": "2024-03-05",
        },
    ),
    Specimen(
        "a reply",
        """临溪市人民政府文件
临政复〔2023〕6号
临溪市人民政府关于清溪湖水位调度方案的批复
市水利局：
你局《关于清溪湖水位调度方案的请示》（临水〔2023〕20号）收悉。经研究，同意该方案，请认真组织实施。
此复。
临溪市人民政府
2023年6月1日
（此件公开发布）
""",
        {
            "kind": "official", "masthead": "临溪市人民政府文件", "doc_no": "临政复〔2023〕6号", "year": 2023, "issuer": "临溪市人民政府",
            "date": "2023-06-01", "titles": ["临溪市人民政府关于清溪湖水位调度方案的批复"], "main_recipients": "市水利局", "body": 2,
            "tiers": {"": 1}, "leftovers": ["（此件公开发布）"],
        },
    ),
    Specimen(
        "a decision without recipients, and its annex behind it",
        """中共青石县委文件
青委发〔2022〕3号
中共青石县委关于表彰护林先进集体的决定
去年以来，全县护林工作成绩明显。县委决定，对五个集体予以表彰。
希望受表彰的集体再接再厉。
附件：护林先进集体名单
中共青石县委
2022年3月12日
附件
护林先进集体名单
云台镇护林队
马渡乡护林队
""",
        {
            "kind": "official", "masthead": "中共青石县委文件", "doc_no": "青委发〔2022〕3号", "year": 2022, "issuer": "中共青石县委",
            "date": "2022-03-12", "titles": ["中共青石县委关于表彰护林先进集体的决定"], "body": 2, "annexes": ["护林先进集体名单"],
            "leftovers": ["附件\n护林先进集体名单\n云台镇护林队\n马渡乡护林队"],
        },
    ),
    Specimen(
        "a notice on one organ's paper without a number",
        """关于召开河长制工作例会的通知
各乡镇人民政府，县直有关部门：
定于5月8日上午在县政府三楼会议室召开河长制工作例会，请分管负责同志参加。
青石县河长制办公室
2024年5月6日
""",
        {
            "kind": "official", "issuer": "青石县河长制办公室", "date": "2024-05-06", "titles": ["关于召开河长制工作例会的通知"],
            "main_recipients": "各乡镇人民政府，县直有关部门", "body": 1, "tiers": {"": 2},
        },
    ),
    Specimen(
        "issuer and date on one line, keywords, copies",
        """临溪市财政局文件
临财〔2009〕31号
关于编报部门预算的通知
市直各部门：
请按要求编报部门预算，于十月底前报送我局。
临溪市财政局　二〇〇九年九月卅日
主题词：财政　预算　通知
抄送：市人大财经委。
临溪市财政局办公室　2009年9月30日印发
共印120份
""",
        {
            "kind": "official", "masthead": "临溪市财政局文件", "doc_no": "临财〔2009〕31号", "year": 2009, "issuer": "临溪市财政局",
            "date": "2009-09-30", "titles": ["关于编报部门预算的通知"], "main_recipients": "市直各部门", "body": 1,
            "tiers": {"": 1, "抄送：": 1}, "print_org": "临溪市财政局办公室", "print_date": "2009-09-30", "copies": 120,
            "leftovers": ["主题词：财政　预算　通知"],
        },
    ),
    Specimen(
        "the particulars of a web page above it, its number below the title",
        """索 引 号：000014349/2024-00001
发文机关：临溪市人民政府办公室
成文日期：2024年01月03日
发文字号：临政办发〔2024〕1号
临溪市人民政府办公室关于
印发工作要点的通知
临政办发〔2024〕1号
各县（市、区）人民政府，市政府各部门：
现将工作要点印发给你们，请认真贯彻执行。
临溪市人民政府办公室
2024年1月3日
""",
        {
            "kind": "official", "doc_no": "临政办发〔2024〕1号", "year": 2024, "issuer": "临溪市人民政府办公室", "date": "2024-01-03",
            "titles": ["临溪市人民政府办公室关于印发工作要点的通知"], "main_recipients": "各县（市、区）人民政府，市政府各部门", "body": 1,
            "tiers": {"": 2},
            "leftovers": [
                "索 引 号：000014349/2024-00001", "发文机关：临溪市人民政府办公室", "成文日期：2024年01月03日",
                "发文字号：临政办发〔2024〕1号",
            ],
        },
    ),
    Specimen(
        "文件 behind the second of two organs, the publication said below the date",
        """云河省财政厅
云河省水利厅 文件
云财农〔2018〕77号
云河省财政厅　云河省水利厅关于下达水利发展资金的通知
各市、县财政局、水利局：
为支持水利建设，现下达资金如下。
云河省财政厅　　云河省水利厅
2018年8月15日
信息公开选项：主动公开
抄送：省审计厅。
云河省财政厅办公室　2018年8月17日印发
""",
        {
            "kind": "official", "masthead": "云河省财政厅云河省水利厅文件", "doc_no": "云财农〔2018〕77号", "year": 2018,
            "issuer": "云河省财政厅、云河省水利厅", "date": "2018-08-15",
            "titles": ["云河省财政厅　云河省水利厅关于下达水利发展资金的通知"], "main_recipients": "各市、县财政局、水利局", "body": 1,
            "tiers": {"": 4, "抄送：": 1}, "print_org": "云河省财政厅办公室", "print_date": "2018-08-17",
            "leftovers": ["信息公开选项：主动公开"],
        },
    ),
    Specimen(
        "a text made known behind the date",
        """临溪市人民政府办公室关于印发防汛应急预案的通知
临政办发〔2023〕40号
各县（市、区）人民政府：
《临溪市防汛应急预案》已经市政府同意，现印发给你们，请认真组织实施。
临溪市人民政府办公室
2023年5月6日
临溪市防汛应急预案
1 总则
为做好防汛工作，制定本预案。
""",
        {
            "kind": "official", "doc_no": "临政办发〔2023〕40号", "year": 2023, "issuer": "临溪市人民政府办公室", "date": "2023-05-06",
            "titles": ["临溪市人民政府办公室关于印发防汛应急预案的通知"], "main_recipients": "各县（市、区）人民政府", "body": 1,
            "tiers": {"": 1}, "leftovers": ["临溪市防汛应急预案\n1 总则\n为做好防汛工作，制定本预案。"],
        },
    ),
    Specimen(
        "a public notice",
        """东湾市水利局公告
2024年第3号
根据有关规定，现将北岸海塘管理范围公告如下：
一、北岸海塘背水坡脚外二十米以内。
特此公告。
东湾市水利局
2024年3月3日
""",
        {
            "kind": "official", "doc_no": "2024年第3号", "year": 2024, "issuer": "东湾市水利局", "date": "2024-03-03",
            "titles": ["东湾市水利局公告"], "body": 3,
        },
    ),
)  # fmt: skip

LETTERS = (
    Specimen(
        "a letter of an office",
        """临溪市人民政府办公室
临政办函〔2024〕17号
临溪市人民政府办公室关于同意调整清溪湖管理范围的函
市水利局：
你局来文收悉。经市政府同意，现函复如下：
一、同意调整清溪湖管理范围。
二、请做好界桩埋设工作。
临溪市人民政府办公室
2024年7月9日
抄送：市自然资源局、生态环境局。
""",
        {
            "kind": "letter", "masthead": "临溪市人民政府办公室", "doc_no": "临政办函〔2024〕17号", "year": 2024,
            "issuer": "临溪市人民政府办公室", "date": "2024-07-09", "titles": ["临溪市人民政府办公室关于同意调整清溪湖管理范围的函"],
            "main_recipients": "市水利局", "body": 3, "tiers": {"": 1, "抄送：": 2},
        },
    ),
    Specimen(
        "a letter-spaced head",
        """东 湾 市 水 利 局
东水函〔2023〕5号
关于商请提供潮位资料的函
市海洋预报台：
为开展海塘检查，商请贵台提供近三年潮位资料，请予支持。
东湾市水利局
2023年5月18日
""",
        {
            "kind": "letter", "masthead": "东湾市水利局", "doc_no": "东水函〔2023〕5号", "year": 2023, "issuer": "东湾市水利局",
            "date": "2023-05-18", "titles": ["关于商请提供潮位资料的函"], "main_recipients": "市海洋预报台", "body": 1, "tiers": {"": 1},
        },
    ),
)  # fmt: skip

ORDERS = (
    Specimen(
        "an order of a city",
        """临溪市人民政府令
第42号
《临溪市清溪湖保护办法》已经2022年5月6日市人民政府第8次常务会议通过，现予公布，自2022年7月1日起施行。
市长　俞某某
2022年5月20日
""",
        {
            "kind": "order", "masthead": "临溪市人民政府令", "doc_no": "第42号", "issuer": "临溪市人民政府", "date": "2022-05-20",
            "signer": "俞某某", "body": 1,
        },
    ),
    Specimen(
        "a commendation",
        """云河省人民政府嘉奖令
云政令〔2021〕3号
青石县抢险队在今年抗洪中奋勇当先，保住了下游三个镇。省人民政府决定，给予通令嘉奖。
省长 沈某
二〇二一年九月一日
""",
        {
            "kind": "order", "masthead": "云河省人民政府嘉奖令", "doc_no": "云政令〔2021〕3号", "year": 2021, "issuer": "云河省人民政府",
            "date": "2021-09-01", "signer": "沈某", "body": 1,
        },
    ),
    Specimen(
        "an order on two lines, the rules behind it",
        """云河省人民政府
令
第 305 号
《云河省湖泊保护办法》已经2023年11月1日省人民政府第20次常务会议通过，现予公布。
　　　　　　　　　　　　省　长　孟某某
　　　　　　　　　　　　2023年11月15日
云河省湖泊保护办法
第一条　为了保护湖泊，制定本办法。
""",
        {
            "kind": "order", "masthead": "云河省人民政府令", "doc_no": "第305号", "issuer": "云河省人民政府", "date": "2023-11-15",
            "signer": "孟某某", "body": 1, "leftovers": ["云河省湖泊保护办法\n第一条　为了保护湖泊，制定本办法。"],
        },
    ),
)  # fmt: skip

MINUTES = (
    Specimen(
        "minutes of a government's meeting",
        """临溪市人民政府常务会议纪要
〔2024〕3号
临溪市人民政府办公室　2024年3月11日
3月8日，市长俞某主持召开市人民政府第三次常务会议。现纪要如下：
一、会议听取了清溪湖保护工作的汇报。
二、会议审议通过了水位调度方案。
出席：俞某、沈某、孟某
列席：王某、李某
分送：市委，市人大，市政协。
""",
        {
            "kind": "minutes", "masthead": "临溪市人民政府常务会议纪要", "issue_text": "〔2024〕3号", "issue_no": 3, "year": 2024,
            "issuer": "临溪市人民政府办公室", "date": "2024-03-11", "body": 5, "tiers": {"分送：": 3},
        },
    ),
    Specimen(
        "minutes with a number by 期 and a title",
        """专题会议纪要
第12期
青石县人民政府办公室　　2023年11月2日
关于云台河综合整治有关问题的会议纪要
11月1日，县长主持召开专题会议，研究云台河综合整治有关问题。会议议定如下事项：
一、年底前完成河道清淤。
送：县委办公室，县政府各副县长。
发：县水利局、云台镇人民政府。
""",
        {
            "kind": "minutes", "masthead": "专题会议纪要", "issue_text": "第12期", "issue_no": 12, "issuer": "青石县人民政府办公室",
            "date": "2023-11-02", "titles": ["关于云台河综合整治有关问题的会议纪要"], "body": 2, "tiers": {"送：": 2, "发：": 2},
        },
    ),
    Specimen(
        "a number by 次 with its year, attendance, a record",
        """中共青石县委常委会会议纪要
（2024年第9次）
中共青石县委办公室　　　　2024年4月16日
4月15日，县委书记王某主持召开县委常委会会议。纪要如下：
一、会议传达学习了上级会议精神。
出席：王某、李某、赵某。
请假：孙某。
记录：吴某。
发：县委常委，各乡镇党委。
""",
        {
            "kind": "minutes", "masthead": "中共青石县委常委会会议纪要", "issue_text": "（2024年第9次）", "issue_no": 9, "year": 2024,
            "issuer": "中共青石县委办公室", "date": "2024-04-16", "body": 5, "tiers": {"发：": 2},
        },
    ),
)  # fmt: skip

SPECIMENS = (*BULLETINS, *OFFICIALS, *LETTERS, *ORDERS, *MINUTES)
