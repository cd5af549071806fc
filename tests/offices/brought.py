"""A table of offices as an office keeps it, as .xlsx made anew and as .xls kept in offices.xls.

No library that is looked after writes .xls: `python -m tests.offices.brought` wrote it with xlwt 1.3.0, which is in no
lock, and is to be run again only when what it holds shall change.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from openpyxl import Workbook

KEPT = Path(__file__).with_name("offices.xls")

HEADINGS = ("序号", "单位名称", "主管部门", "全宗号", "成立日期", "电子邮箱", "电 话")
TITLE, FORMS = "临溪市收文单位一览表", {3: "0000", 4: 'yyyy"年"m"月"d"日"', 6: "000-0000-0000"}
ROWS = (
    (1, "临溪市\n水 利 局", "临溪市政府", 12, date(2017, 2, 23), "sl@example.cn", 13800138000),
    (2, "临溪市财政局", "", 345, date(1999, 12, 31), "", 13900139000),
    (3, "临溪市旧单位", "", 6, date(1980, 1, 1), "", 13700137000),
    (4, "临溪市审计局", "临溪市人大", 7, date(2001, 5, 6), "sj@example.cn", 13600136000),
)
"""Under them in the file from row 3 on. The superior of the first stands in one cell with that of the next two; row 5
and column F are hidden; and there is a second sheet, 备用."""


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "单位"
    sheet.append([TITLE])
    sheet.append(list(HEADINGS))
    for line in ROWS:
        sheet.append(list(line))
    for row in sheet.iter_rows(min_row=3):
        for at, form in FORMS.items():
            row[at].number_format = form
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("C3:C5")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book.create_sheet("备用").append(["全称"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _keep() -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("单位")
    sheet.write_merge(0, 0, 0, 6, TITLE)
    for at, heading in enumerate(HEADINGS):
        sheet.write(1, at, heading)
    for number, line in enumerate(ROWS, start=2):
        for at, value in enumerate(line):
            if at == 2 and number in (2, 3, 4):
                continue
            sheet.write(number, at, value, xlwt.easyxf(num_format_str=FORMS.get(at, "General")))
    sheet.write_merge(2, 4, 2, 2, ROWS[0][2])
    sheet.row(4).hidden = True
    sheet.col(5).hidden = True
    book.add_sheet("备用").write(0, 0, "全称")
    book.save(str(KEPT))


if __name__ == "__main__":
    _keep()
