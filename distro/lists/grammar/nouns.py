"""Nouns that say what a bureau is for, what it has inside, and what there are several of."""

from __future__ import annotations

import re

# 商务部 is left out: companies have one, too.
MINISTRIES = (
    "外交|国防|教育|科技|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|生态环境|环境保护|"
    "住房和?城乡建设|交通运输|水利|农业农村|农业|文化和旅游|文化|应急管理|退役军人事务"
)
MINISTRY = re.compile(
    rf"(?:{MINISTRIES})部|国家[一-鿿]{{2,8}}(?:委|总局|局)|[一-鿿]{{2,3}}(?:总署|署|总局)|国务院[一-鿿]{{2,8}}"
)
"""Organs of the whole country, which have bureaus inside."""

SUBJECT = re.compile(
    rf"(?:{MINISTRIES}|发展和?改革|发改|经济和信息化|经信|工信|住建|交通|人社|审计|监察|水务|林业|林草|园林|农牧|畜牧|渔业|粮食|商务|文旅|文广|广电|体育|教体|卫生|卫健|"
    "卫生健康|计生|医保|中医药|食药|药监|市场监管|市场监督管理|质监|工商|税务|统计|应急|安监|消防|地震|气象|国资|国土|自规|规划|生态|环保|海洋|测绘|能源|电力|煤炭|信访|"
    "扶贫|乡村振兴|城管|房管|民族|宗教|民宗|外事|侨务|金融|物价|公路|铁路|民航|邮政|通信|网信|档案|保密|编制|机构编制|老龄|残联)(?:（[^（）]{1,8}）)?"
)
"""What a bureau is for."""

NOUN_OF_SUBJECT = re.compile(
    "(?:(?:行政|业务)?(?:主管|监管|管理)?部门|[厅局委](?:（[厅局委办、]{1,9}）)?|行政主管机关|系统)$"
)
"""What stands behind it, and may be written once for several: 发展改革、财政、水利厅（局）."""

ACTIVITY = (
    "生产|经营|销售|流通|批发|零售|使用|储存|运输|加工|进口|出口|维修|运营|管理|服务|"
    "研发|开发|收购|处置|利用|回收|租赁|养殖|种植|屠宰"
)
"""What is done with a thing, between it and who does it: 药品生产、经营企业."""

NOUNS_OF_BUREAUS = "局厅馆办委处"
"""Each of them may stand alone behind a name that ends in another: 省公安厅、局."""

MANY_END = re.compile(
    r"(?:频道|频率|单元|分局|超市|市场|场所|商|者|户|人|"
    r"(?<![总大支])[站所队班店点场]|(?<!总)办事处|法庭|网点|窗口|支部|分会|车间|部处|监事)$"
)
"""Ends of names of which an organ mostly has several."""

OF_BUREAU = re.compile("(?:执法)?稽查局|(?:第[一二三四五六七八九十])?.{0,4}分局|缉私局|督察局|(?:综合)?执法局")
"""Bureaus that lie in another one, and not beside it."""

OF_JUSTICE = re.compile("执行局|.{2,5}(?:办|部|室|队)")
"""What lies in a court or a procuratorate beside another office of it, though it is called like an office of a place."""

COMMITTEE_OF_OFFICES = re.compile("(?:党|团|妇|纪|纪检监察|工会)?工委|工会|团委|党委|纪委")
"""Committees of the offices at one level taken together: 市直机关工委、团工委."""

DIRECT = re.compile("[直所下附]属")
"""Parts of the organ named before them: 直属单位."""

COUNCIL = re.compile(
    r"(?:财经|财政经济|农|农业|农业和农村|农业农村|社会|社会建设|监察司法|监察和司法|监司|法制|法|内司|内务司法|教科文卫|教科卫体|"
    r"教科文|教科卫|民宗|民侨外|民侨|环资|城环|城建环资|城建|外事|侨外|预算工|法工|代工|选任联|人资环|人口资源环境|提案|经济|"
    r"经科|文史|文史学习|学习|文化文史|港澳台侨|民族宗教|科教卫体|社法|社会法制|人事代表|代表|联络)"
    r"(?:委|委员会|工委|工作委员会|专委会)|.{1,8}(?:工委|专委会|专门委员会|工作委员会)$"
)
"""Committees that a 人大 or a 政协 has: 财经委, 提案委员会."""

OWN_COUNCIL = re.compile(
    "提案|教科|科教卫体|文史|民侨|民宗|环资|人资环|法制|监司|监察|内司|社法|预算|选任|代工|港澳台侨"
)
"""Beginnings of those that nobody else has."""

POST_OF_COMMITTEE = re.compile("(?:书记|委员|成员|常委|主席|组长)$")
"""Posts inside such a committee; a 校长 is of the school."""
