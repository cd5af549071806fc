"""Invented official documents whose number, issuer, date or annexes stand in a rarer way, some of them on one line."""

from __future__ import annotations

from tests.documents.specimen import Specimen

_REPORTED = "汛期将至，为保障度汛安全，请于3月底前完成海塘检查，结果报市水利局。"

ASIDE = (
    Specimen(
        "a letter of two organs, brackets inside its code, both sign on one line",
        f"""中共东湾市委水务委员会办公室
东 湾 市 水 利 局
东水办(局)函〔2021〕5号
关于开展海塘检查的函
市应急管理局：
{_REPORTED}
中共东湾市委水务委员会办公室     东湾市水利局
2021年3月4日
""",
        {
            "kind": "letter", "masthead": "中共东湾市委水务委员会办公室东湾市水利局", "doc_no": "东水办(局)函〔2021〕5号", "year": 2021,
            "issuer": "中共东湾市委水务委员会办公室、东湾市水利局", "date": "2021-03-04", "titles": ["关于开展海塘检查的函"],
            "main_recipients": "市应急管理局", "body": 1, "tiers": {"": 1},
        },
    ),
    Specimen(
        "a mark beside the name, and the office that signs on the paper of the whole",
        f"""云河航运集团有限公司　　　　加急
云航办通〔2021〕38号
关于会议变更时间的通知
各分公司：
{_REPORTED}
集团办公室
2021年3月4日
""",
        {
            "kind": "letter", "masthead": "云河航运集团有限公司", "doc_no": "云航办通〔2021〕38号", "year": 2021, "issuer": "集团办公室",
            "date": "2021-03-04", "titles": ["关于会议变更时间的通知"], "marks": ["加急"], "main_recipients": "各分公司", "body": 1,
            "tiers": {"": 1},
        },
    ),
    Specimen(
        "number and title on one line, and nobody signs",
        f"东政发〔2021〕22号 东湾市人民政府关于表彰海塘建设先进单位的决定\n各镇人民政府：\n{_REPORTED}\n二○二一年三月四日\n",
        {
            "kind": "official", "doc_no": "东政发〔2021〕22号", "year": 2021, "issuer": "东湾市人民政府", "date": "2021-03-04",
            "titles": ["东湾市人民政府关于表彰海塘建设先进单位的决定"], "main_recipients": "各镇人民政府", "body": 1, "tiers": {"": 1},
        },
    ),
    Specimen(
        "two organs that open the title, each on its line, and the date in brackets below",
        f"东委发〔2021〕6号\n中共东湾市委\n东湾市人民政府\n关于表彰海塘建设先进单位的通报\n（2021年3月4日）\n{_REPORTED}\n（此件公开发布）\n",
        {
            "kind": "official", "doc_no": "东委发〔2021〕6号", "year": 2021, "issuer": "中共东湾市委、东湾市人民政府", "date": "2021-03-04",
            "titles": ["中共东湾市委东湾市人民政府关于表彰海塘建设先进单位的通报"], "body": 1, "note": "（此件公开发布）",
        },
    ),
    Specimen(
        "an announcement with a title of its own",
        f"东湾市水利局\n公　告\n2021年第5号\n关于海塘管理范围的公告\n{_REPORTED}\n东湾市水利局\n2021年3月4日\n",
        {
            "kind": "official", "masthead": "东湾市水利局公告", "doc_no": "2021年第5号", "year": 2021, "issuer": "东湾市水利局",
            "date": "2021-03-04", "titles": ["关于海塘管理范围的公告"], "body": 1,
        },
    ),
    Specimen(
        "a label before every annex, several signers",
        f"""东湾市水利局文件
东水〔2021〕12号　　　　签发人：孟某、沈某
关于追加海塘维修经费的请示
市人民政府：
{_REPORTED}
附件1：海塘检查表
附件2：联系人名单
东湾市水利局
2021年3月4日
附件1
海塘检查表
逐段填写。
附件2
联系人名单
沈某。
""",
        {
            "kind": "official", "masthead": "东湾市水利局文件", "doc_no": "东水〔2021〕12号", "year": 2021, "issuer": "东湾市水利局",
            "date": "2021-03-04", "titles": ["关于追加海塘维修经费的请示"], "signer": "孟某、沈某", "main_recipients": "市人民政府", "body": 1,
            "annexes": ["海塘检查表", "联系人名单"], "annex_texts": {"海塘检查表": 1, "联系人名单": 1}, "tiers": {"": 1},
        },
    ),
    Specimen(
        "the title of an annex on two lines at the margin",
        f"东水〔2021〕12号\n关于开展海塘检查的通知\n各镇人民政府：\n{_REPORTED}\n附件：1.东湾市在建海塘工程汛前安全检查情况统计表及汇总\n表\n2.联系人名单\n东湾市水利局\n2021年3月4日\n",
        {
            "kind": "official", "doc_no": "东水〔2021〕12号", "year": 2021, "issuer": "东湾市水利局", "date": "2021-03-04",
            "titles": ["关于开展海塘检查的通知"], "main_recipients": "各镇人民政府", "body": 1,
            "annexes": ["东湾市在建海塘工程汛前安全检查情况统计表及汇总表", "联系人名单"], "tiers": {"": 1},
        },
    ),
    Specimen(
        "on one line, date and number in one bracket behind the title",
        f"东湾市人民政府关于任免机关工作人员的通知 (1985年5月4日东政〔1985〕38号) {_REPORTED}一、任免权限按照规定办理。",
        {
            "kind": "official", "doc_no": "东政〔1985〕38号", "year": 1985, "issuer": "东湾市人民政府", "date": "1985-05-04",
            "titles": ["东湾市人民政府关于任免机关工作人员的通知"], "body": 1,
        },
    ),
    Specimen(
        "on one line, the organ before the code, annexes that count on, the organ that signs right behind them",
        f"东湾市水利局综合处东水综通安全〔2021〕15号关于开展海塘检查的通知各镇人民政府：{_REPORTED}附件：1.检查表2.名单东湾市水利局综合处2021年3月4日",
        {
            "kind": "letter", "masthead": "东湾市水利局综合处", "doc_no": "东水综通安全〔2021〕15号", "year": 2021,
            "issuer": "东湾市水利局综合处", "date": "2021-03-04", "titles": ["关于开展海塘检查的通知"], "main_recipients": "各镇人民政府",
            "body": 1, "annexes": ["检查表", "名单"], "tiers": {"": 1},
        },
    ),
    Specimen(
        "a bulletin on one line, its tiers without full stops",
        "防汛简报第18期东湾市防汛指挥部办公室2021年7月8日全市做好强降雨防范工作截至7月7日，全市普降大雨，各镇启动应急响应。"
        "报：省防指送：市防指成员单位发：各镇人民政府共印50份",
        {
            "kind": "bulletin", "masthead": "防汛简报", "issue_text": "第18期", "issue_no": 18, "issuer": "东湾市防汛指挥部办公室",
            "date": "2021-07-08", "titles": ["全市做好强降雨防范工作"], "body": 1, "tiers": {"报：": 1, "送：": 1, "发：": 1},
            "copies": 50,
        },
    ),
)  # fmt: skip
