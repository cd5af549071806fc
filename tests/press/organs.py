"""Documents of invented organs in words of our own, short and long, one of every format."""

from __future__ import annotations

from datetime import date

import samples

from distro.press.document import Annex, Attendance, Letter, Minutes, Official, Order, Paragraph, Run, Seal, Signatory

COUNTY = "云溪县人民政府"
DAY = date(2026, 11, 3)


def said(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(text),)) for text in texts)


def body(paragraphs: int = 4) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph((Run(each.text),)) for each in samples.bulletin(paragraphs).paragraphs
    )


def official(paragraphs: int = 4, **changes) -> Official:
    """A 公文 with all eighteen elements."""
    values = {
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
