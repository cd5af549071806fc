"""Invented documents whose head, titles or number stand in a rarer way, with what is to be read in them."""

from __future__ import annotations

from tests.documents.specimen import Specimen

_TEXT = "3月1日，北岸海塘加固工程开工，计划工期十八个月。"
_HEAD = {
    "kind": "bulletin",
    "masthead": "海塘建设简报",
    "issue_text": "第7期",
    "issue_no": 7,
    "issuer": "东湾市海塘建设指挥部",
}
_HEAD |= {"date": "2021-03-04"}
_ABOVE = "海塘建设简报\n第7期\n东湾市海塘建设指挥部　2021年3月4日\n"


def _numbered(name: str, number: str, text: str, **told: object) -> Specimen:
    rest = {"issue_text": text, "titles": ["海塘加固工程开工"], "body": 1, "tiers": {"报：": 1}}
    head = {key: value for key, value in _HEAD.items() if key != "issue_no"}
    return Specimen(
        name, f"{_ABOVE.replace('第7期', number)}海塘加固工程开工\n{_TEXT}\n报：市委。\n", head | rest | told
    )


COLUMNS = (
    Specimen(
        "two issuers in a column, number and date beside them",
        f"""平 安 海 塘 快 报
东湾市水利局                    第7期
东湾市应急管理局               2021年3月4日
海塘加固工程开工
{_TEXT}
报：市委。
""",
        _HEAD | {
            "masthead": "平安海塘快报", "issuer": "东湾市水利局、东湾市应急管理局", "titles": ["海塘加固工程开工"], "body": 1,
            "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "one who worked on it between issuer and date",
        f"海塘建设简报\n第7期\n东湾市海塘建设指挥部主办    责任编辑：沈某    2021年3月4日\n海塘加固工程开工\n{_TEXT}\n报：市委。\n",
        _HEAD | {"titles": ["海塘加固工程开工"], "body": 1, "tiers": {"报：": 1}, "leftovers": ["责任编辑：沈某"]},
    ),
    Specimen(
        "a name that needs the organ's line above it, and the office that issues it",
        f"东湾市海塘建设指挥部\n工 作 简 报\n第7期\n东湾市海塘建设指挥部办公室　2021年3月4日\n海塘加固工程开工\n{_TEXT}\n报：市委。\n",
        _HEAD | {
            "masthead": "东湾市海塘建设指挥部工作简报", "issuer": "东湾市海塘建设指挥部办公室", "titles": ["海塘加固工程开工"], "body": 1,
            "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "a name in quotation marks behind the office",
        f"市府办《督查通报》\n第7期\n东湾市海塘建设指挥部　2021年3月4日\n海塘加固工程开工\n{_TEXT}\n报：市委。\n",
        _HEAD | {"masthead": "督查通报", "titles": ["海塘加固工程开工"], "body": 1, "tiers": {"报：": 1}, "leftovers": ["市府办"]},
    ),
    Specimen(
        "a weekday behind a day without its year",
        f"海塘建设简报\n2021年第7期\n东湾市海塘建设指挥部    3月4日  星期四\n海塘加固工程开工\n{_TEXT}\n报：市委。\n",
        {name: value for name, value in _HEAD.items() if name != "date"} | {
            "issue_text": "2021年第7期", "year": 2021, "titles": ["海塘加固工程开工"], "body": 1, "tiers": {"报：": 1},
            "leftovers": ["星期四"],
        },
    ),
    _numbered("a year in brackets and a bare number", "〔2021〕28", "〔2021〕28", issue_no=28, year=2021),
    _numbered("a number in brackets behind its year", "2021年（3）", "2021年（3）", issue_no=3, year=2021),
    _numbered(
        "the year beside the total, far from the number", "第三期            （2021·总第四十一期）", "第三期            （2021·总第四十一期）",
        issue_no=3, total_no=41, year=2021,
    ),
    _numbered("the month for a number", "2021年3月号", "2021年3月号", year=2021),
    _numbered("weeks of a school year", "2020-2021学年第二学期第三周", "2020-2021学年第二学期第三周", year=2020),
    Specimen(
        "titles announced by marks alone",
        f"""{_ABOVE}★北岸海塘加固工程开工
★落实值守责任
北岸海塘加固工程开工
{_TEXT}
落实值守责任
各镇排定了值守人员。
报：市委。
""",
        _HEAD | {
            "titles": ["北岸海塘加固工程开工", "落实值守责任"], "body": 3, "articles": {"落实值守责任": 1}, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "sections in the contents and above the titles",
        f"""{_ABOVE}本期导读
◎要闻
海塘加固工程开工
◎经验
落实值守责任
要闻
海塘加固工程开工
{_TEXT}
经验
落实值守责任
各镇排定了值守人员。
报：市委。
""",
        _HEAD | {
            "titles": ["海塘加固工程开工", "落实值守责任"], "body": 8, "articles": {"落实值守责任": 1}, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "titles that say who does it, below marks of sections",
        f"""{_ABOVE}●工作动态
市水利局部署海塘巡查
{_TEXT}
●基层信息
云台镇落实值守责任
云台镇排定了值守人员。
报：市委。
""",
        _HEAD | {
            "titles": ["市水利局部署海塘巡查", "云台镇落实值守责任"], "body": 3, "articles": {"云台镇落实值守责任": 1}, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "centred titles",
        f"""{_ABOVE}
　　　　　　海塘加固工程开工

　　{_TEXT}

　　　　　　值守责任落实到人

　　各镇排定了值守人员。

报：市委。
""",
        _HEAD | {
            "titles": ["海塘加固工程开工", "值守责任落实到人"], "body": 1, "articles": {"值守责任落实到人": 1}, "tiers": {"报：": 1},
        },
    ),
    Specimen(
        "figures below each other, and no title",
        f"{_ABOVE}今日险情：无\n今日巡查海塘：3、7、12\n全市出动46人次巡查海塘。\n报：市委。\n",
        _HEAD | {"body": 3, "tiers": {"报：": 1}},
    ),
    Specimen(
        "a dash before the only title, who signed in brackets below the text",
        f"{_ABOVE}——北岸海塘加固工程开工\n{_TEXT}\n（签发：孟某　编辑：沈某）\n报：市委。\n",
        _HEAD | {
            "titles": ["北岸海塘加固工程开工"], "body": 1, "signer": "孟某", "tiers": {"报：": 1}, "leftovers": ["编辑：沈某）"],
        },
    ),
    Specimen(
        "an editor's note below the title, an annex of a bulletin",
        f"{_ABOVE}北岸海塘加固工程开工\n编者按  近来各地相继开工。\n{_TEXT}\n附：在建海塘名单\n报：市委。\n",
        _HEAD | {
            "titles": ["北岸海塘加固工程开工"], "editors_note": "编者按  近来各地相继开工。", "body": 1, "annexes": ["在建海塘名单"],
            "tiers": {"报：": 1},
        },
    ),
)  # fmt: skip
