"""All that is weighed in reading a list: how much each sign counts for or against a reading, and why.

The scale is that of log odds: two points nearer are about seven times as likely.
"""

from __future__ import annotations

# --- how well a name of each kind stands behind each kind of parent -----------------------------------------------

COLUMNS = ("none", "place", "body", "unit", "quantifier")

_FIT = {
    # of a place: 人大, 政府, 法院
    "body": (-2.5, 3.0, -6.0, -0.5, 1.0),
    # of a Party committee: 组织部
    "party": (-1.0, 1.5, 4.0, 1.0, 0.0),
    # of a place, seldom of a body: 财政局
    "bureau": (-1.0, 3.0, 0.0, -1.0, 0.5),
    # of a bureau, sometimes of a place: 交警总队, 派出所
    "branch": (-0.5, 1.7, 0.0, 3.2, 0.3),
    # of any organ: 办公室, 人事处
    "inner": (0.0, 0.5, 1.5, 3.0, 0.5),
    # answers to no place, and is named in full: 税务局, 供电公司
    "vertical": (2.0, 0.0, -3.0, -3.0, 0.5),
    # has a name of its own: 公司, 大学
    "self": (2.0, 0.4, -3.0, -2.0, 0.5),
    # many of one kind: 部门, 企业
    "class": (0.0, -1.0, -0.5, 0.0, 2.4),
    # of the body its neighbour is of: 副主任
    "post": (0.0, -2.0, 2.0, 2.0, 1.5),
    # 各市、县
    "place": (0.5, 0.0, -4.0, -4.0, 2.5),
    # any other noun for an organ: 研究院, 前方工作组
    "organ": (0.5, 1.0, -1.0, 0.5, 0.5),
    # no noun for an organ at all
    "unknown": (0.0, -0.5, -2.0, -0.5, 0.0),
    # a person by name stands alone
    "person": (2.0, -9.0, -9.0, -9.0, -9.0),
}
FIT = {row: dict(zip(COLUMNS, worths, strict=True)) for row, worths in _FIT.items()}
"""Rows are what the name is, columns what its prefix is."""

W = {
    # --- a name as it is written
    "own quantifier": 2.3,  # 各, 有关 begin something new
    "own place": 4.0,  # it says where it belongs
    "own place at most": 0.5,  # of what its kind counts for alone, once it says where it belongs
    "kind of place": 1.0,  # 市、县 may still be meant as 各市、各县
    "own unit": 1.5,  # it says to whom it belongs: 财务处 of 财政局财务处
    "whole": 4.0,  # stands by itself: 国务院, 团市委, 水利部
    "pointed persons": 7.0,  # 局领导: of the issuer, of nobody before
    "own post": 7.0,  # 市长, 县长: the post holds its place
    "bare class": -3.0,  # 单位 alone means nobody
    "bare place": -3.0,  # a place alone, though a tail is at hand
    "stub": -3.5,  # no noun for an organ at the end
    # --- a prefix borrowed
    "borrowed place": -3.0,  # a name with its own place borrows none
    "borrowed unit": -2.0,  # a name with its own unit borrows none
    "far": -1.0,  # not the nearest parent the neighbour shows
    "parallel": 2.3,  # same noun behind the same parent: 交警总队、治安总队
    "pointing unit": -5.2,  # 集团办公室: 集团 only points, and lends no name
    "pointing parallel": 3.7,  # 集团财务部、法律部: the same noun again
    "national": -3.0,  # behind 国务院 stand ministries, not bodies of it
    "own body": 1.0,  # 本部各组室、综合处
    "same each": 8.0,  # 各市、县: the quantifier holds for every kind of place
    "likely same each": 5.5,  # 各科室、县…: for a place behind what is none, perhaps
    "possible same each": 2.0,
    "place steps down": 6.8,  # 兵团四师、七师: the higher place holds for both
    "brand of places": 10.9,  # 国网江苏、浙江电力: even before a place everybody knows
    "brand": 6.5,  # 国网宝鸡、铜川供电公司
    "owned class": 5.5,  # 国务院各部委、各直属机构: parts of the body just named
    "owned open class": 1.5,  # 市直各部门、各有关单位: perhaps of others
    "class of each": 2.0,  # 各镇、单位
    "same kinds": -2.0,  # 各乡镇党委、政府: rather of each 乡镇 than of each anything
    "each by kind": 2.0,  # 各村党支部、村委会: 各 alone, since the kind is in the name
    "one in a place": -4.0,  # 工商联, 政协: of a place, never of each anything
    "each of leaders": -2.5,  # 各副市长、秘书长: there is one
    "each by post": 3.0,  # 各县委书记、县长
    "each holds": 3.5,  # 省政府各 + body of the Party; 各二级单位党委、党总支
    "inside": 5.0,  # 省军区保障局; 中级人民法院执行局
    "direct": -2.0,  # 直属单位 is not said of 有关 or 机关
    "direct part": 2.0,  # 国务院有关部门、直属机构
    "committee of the organ": 11.5,  # 公司总经理、党委副书记
    "committees of a house": 6.0,  # 公司党委、纪委、工会
    "post of its own": -7.0,  # 市长 is not of 市委
    "each of the same": 4.0,  # 各监狱、未成年犯管教所: self-standing, but of one kind
    "of each place": 4.5,  # 各乡镇司法所、农技站: nobody else is named whose it could be
    "office of the place": 2.5,  # 各街道党工委、办事处
    "bureau of a ministry": 4.0,  # 公安部办公厅、刑侦局
    "post of the place": 4.0,  # 省总河长、副总河长
    "centre of the place": 2.0,  # 县公证处、法律援助中心
    "office of the body": 1.5,  # 市政协办公厅、研究室
    "part of a bureau": 6.5,  # 省税务局征管处、稽查局
    "each of many": 2.5,  # 各科室、派出所: of which there are several
    "each written again": -7.0,  # 各科室、各中队、信息中心: who writes 各 each time leaves it out on purpose
    "things done": 8.0,  # 各药品生产、经营企业
    "single noun": 4.0,  # 省公安厅、局: the same with another noun
    "here of the same": 1.7,  # 县医院、中医院: self-standing, but of one place
    "bureau among bureaus": 5.0,  # 市水利局、气象局: named like those of the government
    "of the place pointed at": 3.0,  # 市城投集团、交投集团; 市税务局、气象局
    "squad": 3.0,  # 消防救援支队、交警支队
    "committee inside": -5.0,  # 党委办公室、教务处: of the same house, not of its committee
    "not of the Party": -5.0,  # 组织部 stands behind a committee only
    "council": 3.6,  # 农委, 提案委 behind 人大, 政协
    "first council": 2.0,  # a working committee, though the neighbour is none
    "stands alone": -2.0,  # a company lends its place to nobody
    "given committee": 3.7,  # 县纪委、组织部: the 县委 nobody wrote
    "stationed with it": 7.0,  # the 驻 before an organ holds for the next, which has its own place
    "unit over places": 12.0,  # 审计署南京特派办、武汉特派办
    "numbered alike": 5.0,  # 省委第一巡视组、第二巡视组
    "same number": 5.0,  # 县一中、二中
    "part of classes": 4.5,  # 各学院党委、团委
    "persons of the same": 2.2,  # 公司领导、职工
    "of every person": 6.5,  # 各位老师、同学
    "person of the same organ": 4.5,  # 省水利厅周某某厅长、赵某副厅长
    # --- an ending shared with the members before it
    "persons of bodies": 2.5,  # 省委、省政府领导同志
    "persons of places": 2.5,  # 四师、七师领导同志
    "persons of organs": -2.3,  # 市农办、市防指领导成员: each its own name
    "persons of unlike": 0.5,  # 市委、市水务局领导
    "persons of classes": 0.4,  # 各部门、各单位负责人
    "persons pointed": -4.0,  # 公司领导, 局领导: of the issuer
    "tail of places": 3.0,  # 四师、七师组织部
    "tail of cores": 2.5,  # 国网宝鸡、铜川供电公司
    "tail of stubs": 1.0,  # a short word that may be a place
    "unlike places": -2.5,  # the tail is shared by unlike kinds of places
    "tail over each": 1.5,  # 西宁市、各自治州人民政府
    "office of other bodies": 0.5,  # 省委、省军区办公厅（室）
    "ending of companies": 3.0,  # 中国铁路北京局、太原局集团有限公司
    "ending of parties": 3.0,  # 民革、民盟省委会
    "group of stationed": 3.0,  # 驻省财政厅、省水利厅纪检监察组
    "own office of bodies": 2.3,  # 省委、省政府办公厅
    "office of bodies": 1.2,  # 省委、省政府信访局: perhaps one for both
    "annex of classes": 1.6,  # 有关部门、单位党组
    "annex of organs": 0.1,
    "ending of stubs": 1.5,  # 财政、审计局
    "ending of long stubs": -0.5,  # 各投标人、代理机构: more likely whole
    "tail of alike": 3.2,  # 胜利、长庆油田公司: behind a word as long as those before it
    "tail of a kind": 2.2,  # 华北、东北电网公司: rather than 华北公司
    "tail by length": 1.0,  # 发展、安全管理部: perhaps 发展管理部
    "ending of brands": 2.3,  # 电信、移动公司
    "branch of brands": 2.2,  # 中国移动、中国铁塔山东分公司
    "tail repeated": -1.2,  # 各省管企业纪委、各省属高校纪委: who repeats it does not share it
    "noun repeated": -3.0,  # 项目法人、设计单位、施工单位
    "product": 2.5,  # 四师、七师组织部、援疆办
    "office of the product": 2.3,  # a long product is one
    "level repeated": 7.0,  # 甲市、乙市市委、市政府
    "vertical of the product": 2.3,  # 各市财政局、税务局
    "person of the product": 2.5,  # 市委、市政府秘书长、副秘书长
    "persons of products": 3.0,  # for each place
}
"""Every sign that counts, and how much."""

CEILING = {
    "no noun for an organ": 0.6,
    "label only likely": 0.6,
    "carried over a comma": 0.7,
    "place without the tail": 0.7,  # a bare place beside an ending not shared
    "bare class": 0.7,  # 单位
    "bare beside an organ": 0.8,  # 妇联, 纪委书记 of nobody, beside one of somebody
    "single noun": 0.7,  # 各省公安厅、局
    "bare deputy": 0.7,  # 副主任 of nobody
    "person of no organ": 0.7,  # 周某某厅长
    "registered otherwise": 0.6,  # the register knows another reading, and not this one
    "doubled": 0.7,  # 省省, 市市
    "odd": 0.8,  # very long, or Latin letters inside
}
"""How sure a name may be at most: what no weight accounts for is shown."""

SURE = 1.0
"""What a person said."""

LIKELY = 0.9
"""Below it a person should look."""

STEEPNESS = 1.05
"""From the margin to the next reading to confidence; measured by bench/lists.py."""

NEAR = 3.0
"""A reading so near to the best is offered as an alternative."""

KEPT = 4
"""Readings of a group followed at a time, outside a run and in each run."""

WIDTH = 13.0
"""A reading so much behind the best is followed no farther."""

CHOICES = 3
"""Prefixes tried for a name."""

LARGEST_GROUP = 120
"""Members weighed together; a longer group is read piece by piece."""

REMEMBERED = 1024
"""Words, names and groups, each with what was found of it: more than the lists of an office repeat, and few enough for a
collection of garbage not to be felt."""

LONGEST_REACH = 40
"""Members an ending may be shared by."""

WORST = -4.0
"""An ending that would have to be worth less reaches no farther."""

LARGEST_PRODUCT = 400
"""Recipients; more no secretary writes as a product."""

MOST_OFFICES = 9
"""Offices behind the places of a product."""

CLEARLY = 1.0
"""An ending that is worth so much to a member may be meant for it even over a comma."""

SURE_MARGIN = 9.0
"""The margin of a name that nothing else is near."""

SHORT = 4
"""Characters; so short a word without a noun for an organ may be a place, or lack what the last of its run has."""

LONGEST_STUB = 9
"""Characters; a longer word without a noun for an organ is a name nobody knows, and lacks nothing."""

LONGEST_TAIL = 8
"""Characters; a longer one is not shared for its place alone."""

LONGEST_BRAND = 7
"""The same of a word before 供电公司 and the like."""

LONGEST_POINTER = 3
"""Characters; 局, 本部, 公司 point from where the issuer stands."""

MOSTLY_NAMES = 0.5
"""So much of a line must read as names for it to belong to a list."""

SURELY_NAMES = 0.6
"""More than this behind a label nobody knows."""
