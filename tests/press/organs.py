"""Documents of invented organs in words of our own, short and long, one of every format."""

from __future__ import annotations

from datetime import date
from typing import Any

from distro.press.document import Annex, Attendance, Letter, Minutes, Official, Order, Paragraph, Run, Seal, Signatory
from tests.press import samples

COUNTY = "云溪县人民政府"
DAY = date(2026, 11, 3)


def said(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(text),)) for text in texts)


def body(paragraphs: int = 4) -> tuple[Paragraph, ...]:
    written = samples.bulletin(paragraphs).paragraphs
    return tuple(Paragraph((Run(each.text),)) for each in written if isinstance(each, Paragraph))


def official(paragraphs: int = 4, **changes: Any) -> Official:
    """A 公文 with all eighteen elements."""
    values: dict[str, Any] = {
        "organs": (COUNTY,),
        "number": "云政发〔2026〕15号",
        "copy_number": "000012",
        "secrecy": "秘密★1年",
        "urgency": "特急",
        "title": "云溪县人民政府关于做好今冬明春水利工程建设管理工作的通知",
        "address": "各乡镇人民政府，县政府各部门、各直属机构",
        "body": body(paragraphs),
        "annexes": (Annex("冬修水利工程项目表"),),
        "note": "此件公开发布",
        "copies_to": "县委各部门，县人大常委会办公室，县政协办公室，县监委，县法院，县检察院，县人武部",
        "print_organ": "云溪县人民政府办公室",
        "print_date": date(2026, 11, 4),
        "date": DAY,
    }
    return Official(**values | changes)


TEN = (
    COUNTY,
    "云溪县发展和改革局",
    "云溪县财政局",
    "云溪县自然资源局",
    "云溪县生态环境局",
    "云溪县交通运输局",
    "云溪县水利局",
    "云溪县农业农村局",
    "云溪县应急管理局",
    "云溪县审计局",
)
RECIPIENTS = "、".join(f"第{number}乡镇人民政府" for number in range(1, 121))
LONG_TITLE = (
    "云溪县人民政府关于进一步加强冬修水利工程质量安全监督管理和工程建设资金拨付使用全过程审计监督工作若干事项的通知"
)
RARE = "赵喆、钱镕、孙堃、李䶮、周𬱖"


def letter(paragraphs: int = 2, **changes: Any) -> Letter:
    values: dict[str, Any] = {
        "organs": (COUNTY,),
        "number": "云政函〔2026〕8号",
        "copy_number": "000003",
        "urgency": "加急",
        "title": "云溪县人民政府关于商请支持东河灌区改造的函",
        "address": "临江市水利局",
        "body": body(paragraphs),
        "note": "联系人：赵喆，电话：0000-1234567",
        "copies_to": "县发展和改革局，县财政局",
        "date": DAY,
    }
    return Letter(**values | changes)


def order(paragraphs: int = 1, **changes: Any) -> Order:
    values: dict[str, Any] = {
        "organs": (COUNTY,),
        "number": "第5号",
        "body": body(paragraphs),
        "signatories": (Signatory(title="县长"),),
        "copies_to": "县委办公室，县人大常委会办公室",
        "print_organ": "云溪县人民政府办公室",
        "print_date": date(2026, 11, 4),
        "date": DAY,
    }
    return Order(**values | changes)


def minutes(paragraphs: int = 3, **changes: Any) -> Minutes:
    values: dict[str, Any] = {
        "organs": (COUNTY,),
        "mark": "常务会议纪要",
        "number": "第12期",
        "title": "研究冬修水利工程建设等工作",
        "body": body(paragraphs),
        "signatories": (Signatory("云溪县人民政府办公室"),),
        "attendance": (
            Attendance("出席", f"{RARE}，县政府办公室赵一，县发展和改革局钱二，县财政局孙三，县水利局李四。"),
            Attendance("请假", "周五。"),
            Attendance("列席", "县人武部吴六，县审计局郑七，县水利局王八、冯九，各乡镇水利站站长。"),
        ),
        "copies_to": "县委办公室，县人大常委会办公室，县政协办公室",
        "print_organ": "云溪县人民政府办公室",
        "print_date": date(2026, 11, 4),
        "date": DAY,
    }
    return Minutes(**values | changes)


SIGNERS = ("赵喆", "钱大镕", "孙小堃")
THREE = (
    Annex("冬修水利工程项目表", body(2)),
    Annex("冬修水利工程质量检查、资金拨付和农民工工资专户管理实施办法（试行）的说明", body(9)),
    Annex("联系人名单"),
)
SPECIMENS = {
    "official": official(),
    "official short": official(0, body=said("现将有关事项通知如下，请遵照执行。"), annexes=(), note=""),
    "official bare": official(
        1, copy_number="", secrecy="", urgency="", annexes=(), note="", print_organ="", print_date=None, copies_to=""
    ),
    "official of 46 pages": official(160),
    "120 recipients": official(address=RECIPIENTS),
    "ten organs": official(12, organs=TEN, annexes=()),
    "ten organs unsealed": official(12, organs=TEN, annexes=(), seal=Seal.UNSEALED),
    "two organs": official(12, organs=TEN[:2], annexes=()),
    "upward": official(
        organs=(COUNTY,), signers=SIGNERS, address="临江市人民政府", title="云溪县人民政府关于东河灌区改造的请示"
    ),
    "upward of one": official(signers=SIGNERS[:1]),
    "title of 58": official(title=LONG_TITLE),
    "title by hand": official(title_lines=("云溪县人民政府关于做好", "今冬明春水利工程建设管理工作的通知")),
    "three annexes": official(annexes=THREE),
    "unsealed": official(seal=Seal.UNSEALED),
    "unsealed short name": official(seal=Seal.UNSEALED, signatories=(Signatory("云溪县委"),)),
    "stamped": official(seal=Seal.STAMPED, signatories=(Signatory(COUNTY, "县长", "赵喆"),)),
    "long name": official(signatories=(Signatory("云溪县人民政府防汛抗旱指挥部办公室水利工程质量监督站"),)),
    "letter": letter(),
    "letter short": letter(0, body=said("来函收悉，同意。"), secrecy="秘密★1年", copies_to="", note=""),
    "letter long": letter(14, organs=("云溪县人民政府防汛抗旱指挥部办公室",), annexes=THREE),
    "letter to 120": letter(address=RECIPIENTS),
    "order": order(),
    "order long": order(
        14, signatories=(Signatory(title="县长", name="李䶮"),), annexes=(Annex("云溪县渠道管理办法", body(5)),)
    ),
    "order of two": order(
        organs=TEN[:2], mark="令", signatories=(Signatory(TEN[0], "县长"), Signatory(TEN[1], "局长"))
    ),
    "minutes": minutes(),
    "minutes long": minutes(30),
    "minutes short": minutes(0, body=said("会议同意。"), number="", signatories=(), title=""),
}
