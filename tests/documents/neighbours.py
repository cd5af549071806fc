"""Invented documents in which one element stands close to another that it could be taken for, or came on one line with it."""

from __future__ import annotations

from tests.documents.specimen import Specimen

_NOTICE_FLAT = (
    "重要事项云河航运集团有限公司文件云航安〔2026〕6号签发人：×××云河航运集团有限公司关于汛期停航安排的请示"
    "云河省港航事业发展中心：为保障汛期安全，我公司拟自6月1日起调整航班，具体安排见附件，已商沿线各港口同意。妥否，请批示。"
    "附件：汛期航班表云河航运集团有限公司2026年5月8日（此件不公开，发至收文单位。未经许可，不得转载。）"
    "云河航运集团有限公司办公室2026年5月9日印发"
)

NEIGHBOURS = (
    Specimen(
        "on one line with a mark before the name and a note between signature and printing line",
        _NOTICE_FLAT,
        {
            "kind": "official", "masthead": "云河航运集团有限公司文件", "doc_no": "云航安〔2026〕6号", "year": 2026,
            "issuer": "云河航运集团有限公司", "date": "2026-05-08", "titles": ["云河航运集团有限公司关于汛期停航安排的请示"],
            "signer": "×××", "marks": ["重要事项"], "main_recipients": "云河省港航事业发展中心", "body": 1, "annexes": ["汛期航班表"],
            "tiers": {"": 1}, "print_org": "云河航运集团有限公司办公室", "print_date": "2026-05-09",
            "note": "（此件不公开，发至收文单位。未经许可，不得转载。）",
        },
    ),
    Specimen(
        "an organ that opens its own title, paragraphs told by their indents alone",
        """临溪市民政局
关于开展养老服务质量检查的通告

　　为提升养老服务质量，根据《养老机构管理办法》（临民〔2025〕
7号），经研究，决定开展“暖冬”
检查，现通告如下：
　　一、检查对象
　　全市养老机构。

　　　　　　　临溪市民政局
　　　　　　　2026年1月9日
""",
        {
            "kind": "official", "issuer": "临溪市民政局", "date": "2026-01-09",
            "titles": ["临溪市民政局关于开展养老服务质量检查的通告"], "body": 3,
        },
    ),
    Specimen(
        "an order whose text begins in an indented line",
        """临溪市人民政府令
第 19 号

　　《临溪市公园管理办法》已经2026年2月3日市人民政府第31次
常务会议通过，现予公布，自2026年4月1日起施行。
　　　　　　　　市　长　　俞某某
　　　　　　　　2026年2月10日
""",
        {
            "kind": "order", "masthead": "临溪市人民政府令", "doc_no": "第19号", "issuer": "临溪市人民政府", "date": "2026-02-10",
            "signer": "俞某某", "body": 1, "leftovers": ["市　长"],
        },
    ),
    Specimen(
        "a part of the bulletin named above the title, a sentence that announces a list, copies beside the staff",
        """加　急
水务改革动态
（增刊）
第1期
（临溪市水务局办公室编）
2026年5月8日
【典型做法】
青石县推行“一把尺子”收水费

　　青石县推行“一把尺子”收水费，用户满意度达到百分之九
十六。
　　主要经验有两条：
　　一是公开；二是统一。
――――――――――――――
报：省水利厅。
送：各县（区）水务局。
编辑：梅某　　校对：柳某　　（共印90份）
""",
        {
            "kind": "bulletin", "masthead": "水务改革动态", "issue_text": "（增刊）第1期", "issue_no": 1, "issuer": "临溪市水务局办公室",
            "date": "2026-05-08", "titles": ["青石县推行“一把尺子”收水费"], "marks": ["加急"], "body": 4,
            "tiers": {"报：": 1, "送：": 1}, "copies": 90, "leftovers": ["编辑：梅某　　校对：柳某"],
        },
    ),
    Specimen(
        "two organs on two lines, the title parted from the text by its indent",
        """民生快讯
2026年第3期（总第45期）
中共临溪市委办公室
临溪市人民政府办公室　　　2026年4月3日
两项工作一起推进

　　市民政局、市残联联合印发《困难家庭扶助办法》，扶助实
施范围扩大到全市。
报：省委办公厅。
""",
        {
            "kind": "bulletin", "masthead": "民生快讯", "issue_text": "2026年第3期（总第45期）", "issue_no": 3, "total_no": 45,
            "year": 2026, "issuer": "中共临溪市委办公室、临溪市人民政府办公室", "date": "2026-04-03", "titles": ["两项工作一起推进"],
            "body": 1, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "minutes with the fields of the meeting above the text and those who attended below it",
        """青石化纤有限公司总经理办公会
会议纪要
（第6次）
时　间：2026年3月9日上午
地　点：三楼会议室
会议听取了检修情况汇报，议定以下事项。
一、检修按期完成。
出席：沈某、孟某、俞某
列席：梅某、柳某、石某
记录：田某
青石化纤有限公司
2026年3月10日
""",
        {
            "kind": "minutes", "masthead": "青石化纤有限公司总经理办公会会议纪要", "issue_text": "（第6次）", "issue_no": 6,
            "issuer": "青石化纤有限公司", "date": "2026-03-10", "body": 4,
            "attendance": ["出席：沈某、孟某、俞某", "列席：梅某、柳某、石某", "记录：田某"],
        },
    ),
    Specimen(
        "words in brackets above the issuer, a title with the day of its passing below",
        """值班快报
第98期
（截至7月8日17时）
临溪市政府总值班室　2026年7月8日
全市防汛形势平稳
（2026年7月8日通报）
　　全市平均降雨12毫米，江河水位平稳。
报：市委、市政府领导
""",
        {
            "kind": "bulletin", "masthead": "值班快报", "issue_text": "第98期", "issue_no": 98, "issuer": "临溪市政府总值班室",
            "date": "2026-07-08", "titles": ["全市防汛形势平稳"], "body": 2, "tiers": {"报：": 2}, "leftovers": ["截至7月8日17时"],
        },
    ),
    Specimen(
        "a sentence that announces a list right below the title, a supplement counted on the next line",
        """东湾要情
（增刊）
第1期
东湾市人民政府办公室　2021年3月4日
海塘加固的几点措施
主要措施有两点：
一是早开工；二是严验收。
报：市委领导。
""",
        {
            "kind": "bulletin", "masthead": "东湾要情", "issue_text": "（增刊）第1期", "issue_no": 1, "issuer": "东湾市人民政府办公室",
            "date": "2021-03-04", "titles": ["海塘加固的几点措施"], "body": 2, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "parts of a bulletin without titles of their own",
        """政 务 快 讯
2026年第31期
东湾市人民政府办公室　　　二〇二六年七月三日

　　［工作动态］
　　市审计局：审计项目六十四个，移送线索三件。
　　［经验交流］
　　云台镇以积分激发治理活力。
报：省政府办公厅。
""",
        {
            "kind": "bulletin", "masthead": "政务快讯", "issue_text": "2026年第31期", "issue_no": 31, "year": 2026,
            "issuer": "东湾市人民政府办公室", "date": "2026-07-03", "body": 4, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "a company named with its brand before its province",
        """南方电网贵州省电力有限公司文件
南网黔电财〔2026〕4号
关于开设专用账户的批复
青石供电公司：
你公司的请示收悉，同意开设。
南方电网贵州省电力有限公司
2026年3月2日
""",
        {
            "kind": "official", "masthead": "南方电网贵州省电力有限公司文件", "doc_no": "南网黔电财〔2026〕4号", "year": 2026,
            "issuer": "南方电网贵州省电力有限公司", "date": "2026-03-02", "titles": ["关于开设专用账户的批复"],
            "main_recipients": "青石供电公司", "body": 1, "tiers": {"": 1},
        },
    ),
    Specimen(
        "long minutes with lists of names, and a note at the margin below them",
        """云河电投集团总经理办公会议纪要
〔2026〕11号
云河电投集团有限公司　　　　　　签发人：沈某

　　2026年2月27日，总经理孟某在三楼会议室主持召开第11次总经
理办公会议，审议了《应急能力提升三年计划》，现将议定的事项
纪要如下：
　　会议原则通过了该计划。安监部根据讨论意见完善以后，尽快下
发执行，各单位要抓好落实。
　　出席：俞某、梅某、柳某、石某、田某、邹某、葛某、陶某、
姜某
　　列席：卫某、蒋某、韩某、杨某、朱某、秦某、尤某、许某
　　记录：何某、吕某、施某、张某、孔某
（此件不公开，发至参会单位。未经许可，不得转载。）
云河电投集团有限公司办公室　　2026年3月1日印发
""",
        {
            "kind": "minutes", "masthead": "云河电投集团总经理办公会议纪要", "issue_text": "〔2026〕11号", "issue_no": 11, "year": 2026,
            "issuer": "云河电投集团有限公司", "signer": "沈某", "body": 2, "print_org": "云河电投集团有限公司办公室",
            "attendance": [
                "出席：俞某、梅某、柳某、石某、田某、邹某、葛某、陶某、姜某", "列席：卫某、蒋某、韩某、杨某、朱某、秦某、尤某、许某",
                "记录：何某、吕某、施某、张某、孔某",
            ],
            "print_date": "2026-03-01", "note": "（此件不公开，发至参会单位。未经许可，不得转载。）",
        },
    ),
    Specimen(
        "a second printing line behind a tier",
        """海塘建设简报
第7期
东湾市海塘建设指挥部　2021年3月4日
海塘加固工程开工
北岸海塘加固工程开工。
送：市财政局。东湾市水利局办公室2021年3月5日印发
东湾市海塘建设指挥部　2021年3月6日印发
""",
        {
            "kind": "bulletin", "masthead": "海塘建设简报", "issue_text": "第7期", "issue_no": 7, "issuer": "东湾市海塘建设指挥部",
            "date": "2021-03-04", "titles": ["海塘加固工程开工"], "body": 1, "tiers": {"送：": 1},
            "print_org": "东湾市海塘建设指挥部", "print_date": "2021-03-06", "leftovers": ["东湾市水利局办公室2021年3月5日印发"],
        },
    ),
    Specimen(
        "on one line from a web page, the number behind the title",
        "临溪市人民政府关于同意设立青石县职业技术学校的批复临政函〔2026〕11号青石县人民政府：你县《关于设立青石县职业技术学校的请示》"
        "（青政〔2026〕5号）收悉，同意设立。请按照有关规定办理相关手续，确保按期招生。此复。临溪市人民政府2026年4月2日（此件公开发布）",
        {
            "kind": "official", "doc_no": "临政函〔2026〕11号", "year": 2026, "issuer": "临溪市人民政府", "date": "2026-04-02",
            "titles": ["临溪市人民政府关于同意设立青石县职业技术学校的批复"], "main_recipients": "青石县人民政府", "body": 1,
            "tiers": {"": 1}, "note": "（此件公开发布）",
        },
    ),
)  # fmt: skip
