"""The words of distribution lists: places, bodies, offices, persons, quantifiers.

Only closed classes are listed; open ones (bureaus, departments) are recognised by how they end.
"""

from __future__ import annotations

import re

from distro.lists.grammar.nouns import MINISTRIES


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# --- places -------------------------------------------------------------------------------------------------------

_PROVINCES = "|".join(
    _words(
        "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
        "湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾"
    )
)
# Cities at the level of a prefecture: lists name them without 市 (济南、青岛).
_CITIES = "|".join(
    _words(
        "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 "
        "晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 "
        "大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 "
        "松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 "
        "徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 "
        "衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 "
        "池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 "
        "吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 "
        "滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 "
        "周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 "
        "邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 "
        "肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 "
        "钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 "
        "广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 "
        "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 "
        "渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 "
        "西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 伊宁 奎屯 霍尔果斯"
    )
)
CITY, PROVINCE = re.compile(_CITIES), re.compile(_PROVINCES)
_AUTONOMOUS = {"广西": "壮族自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区", "内蒙古": "自治区", "西藏": "自治区"}
_SPECIAL = {"香港": "特别行政区", "澳门": "特别行政区"}
KNOWN_PLACE = re.compile(rf"{_PROVINCES}|{_CITIES}|兵团|中央")
"""Beginnings that are certainly a place: provinces, their cities, the 兵团, 中央."""

REGION = "(?:华[东南北中]|西[北南]|东北|中南)(?:地区)?"
"""Parts of the country that centres have offices for."""

MUNICIPALITY = re.compile("北京|天津|上海|重庆")
LEVEL_OF_PROVINCE = {
    province: "市" if MUNICIPALITY.fullmatch(province) else (_AUTONOMOUS | _SPECIAL).get(province, "省")
    for province in _PROVINCES.split("|")
}
_GREAT_PLACES = (
    "新疆生产建设兵团|生产建设兵团|兵团|新疆维吾尔自治区|广西壮族自治区|宁夏回族自治区|内蒙古自治区|西藏自治区|"
    "香港特别行政区|澳门特别行政区"
)
_ZONES = (
    "经济技术开发区|高新技术产业开发区|经济开发区|开发区|高新区|经开区|新港区|新区|管理区|工业园区|产业园区|园区|功能区|示范区|度假区|保税区|"
    "综合实验区|试验区|风景名胜区|风景区|景区"
)
_CITY_END = r"市(?!场|容|政(?![府协法务数研办])|民(?:服|中心|热线))"
_COUNTY_END = r"县(?![域级])"
_DISTRICT_END = r"区(?![域块划])"
"""The last character of a place, where it is not the first one of an ordinary word (市场, 市政工程, 县域, 区划)."""

# The last character of a place's name, where it is not the middle of an ordinary word (城市, 联盟, 社区 …).
_PLACE_END = (
    "自治州|自治县|自治旗|地区|特别行政区|省(?!际)|(?<![城都上超门夜])"
    + _CITY_END
    + "(?!县)|"
    + _COUNTY_END
    + "(?!区|市(?!场))|"
    "州(?![县区镇]|市(?!场))|"
    "(?<![联同民])盟(?!友)|旗(?!舰)|(?<![社军小战灾地校病分大片灌库矿牧厂营疫湖监])" + _DISTRICT_END + "(?!县)|"
    "(?<![城乡村])镇(?![化江街])|(?<![城下返])乡(?![村镇])|街道|团场"
)
_LAST_OF_PLACES = "省市县区州盟旗镇乡道场"
_COUNT = r"(?:等?[两二三四五六七八九十\d]{1,2}个?|等)(?:省区市|省市|省区|市县|市州|市|县|区|州|师|省|旗|盟|镇|乡|街道)(?:（[省市区县州、自治直辖]{1,12}）)?"
COUNT_OF_PLACES = re.compile(_COUNT + "|（(?:[市区州盟、]|自治区|直辖市){1,5}）")
"""江苏、浙江、上海三省市援疆办, 江苏、上海省（市）援疆办: how many and what were named, no part of the last name."""

_KIND_IN_BRACKET = (
    r"（(?:(?:[省市县区州盟旗乡镇村地]|街道|办事处|园区|开发区|管委会|社区|自治[区县州旗]|直辖市|市辖区|特区|林区|新区|管理区|苏木|"
    r"团场|、|／|/)+)）"
)
NAMED_PLACE = re.compile(
    rf"(?:中共|中国共产党)?(?:{_GREAT_PLACES}|第?[一二三四五六七八九十\d]{{1,3}}师(?:[一-鿿]{{2,4}}市)?"
    rf"|(?:{_PROVINCES})(?:省|{_CITY_END}|自治区)?(?![区县州盟旗镇乡]|[一-鿿]{{0,2}}(?:公司|集团|大学))"
    rf"|(?:{_CITIES})(?:{_CITY_END}|地区)?(?![区县州盟旗镇乡]|[一-鿿]{{0,2}}(?:公司|集团|大学))"
    rf"|(?:中国人民)?解放军|武警部队|中央(?!企业)|国务院|全国(?!性)|国家(?!电网|税务|能源|开发|机关)"
    rf"|(?=[^{_LAST_OF_PLACES}]*[{_LAST_OF_PLACES}])(?:[一-鿿]{{2,7}}(?:{_ZONES})|(?!{_COUNT}|民主党派)(?:(?!各|有关|相关|局|厅|公司|集团|银行|驻|总队|法院)[一-鿿]){{1,9}}?(?:{_PLACE_END})(?:{_KIND_IN_BRACKET})?))"
)
DEICTIC_PLACE = re.compile(
    r"(?![省市]行(?![政业]))(?:[省市县区州]内(?=各)|(?:省|市|县|区|州|盟|旗|地|乡|镇)(?:直属|直(?!管)|级|属)(?!机关工委|机关党工委|机关工作委员会)(?:国家机关|机关)?"
    r"|(?:局|厅|部|委|署|院|校|社|公司|集团)属(?=[一-鿿]{2})|中省?直(?!机关)|自治区|自治州|自治县|直辖市|特别行政区|(?:全|我|本)(?:省|市|县|区|州|乡|镇)(?!级)"
    rf"|省(?![际心]|市(?!场|容|政)|会[（城])|{_CITY_END}(?![州县区辖])|{_COUNTY_END}(?!区|市(?!场))|{_DISTRICT_END}(?!县)|州(?![县区镇]|市(?!场))|盟|旗(?!舰)"
    r"|镇(?![街江化])|乡(?![村镇])|地(?=委)|街道(?=党|办|工|各|纪|人大))"
)
OWN_BODY = re.compile(
    r"(?:本|我)(?:部|机关|局|委|厅|院|校|公司|集团|单位|办|会|处|所|中心|站|级|指挥部|系统|行业|署|行|社|队|团)(?!门|分)"
)
_KIND = (
    r"(?:自治区|自治州|自治县|自治旗|直辖市|省会城市|地区|省(?!会)|"
    + _CITY_END
    + "|州|"
    + _COUNTY_END
    + "|"
    + _DISTRICT_END
    + "|旗|盟|乡(?!村振)|镇(?!化)|苏木|街道?|嘎查|(?:行政|自然)?村(?!民|委会)|社区(?!矫正|戒毒|治理|教育|建设)|师(?=市|$|（|党|机关|直)|地(?=市|州|$|（))+"
    r"|团场|场|援建地|受援地|支援地|" + _ZONES
)
_SIDES = "援建|受援|支援|帮扶|协作"
SIDE = re.compile(_SIDES)
"""Places named by their side in a partnership: 各援建地、受援地."""

_CLASSES_OF_PLACES = "地级以上|地级|计划单列|副省级|设区的?|县级|省辖|省?(?:财政)?(?:直管|直接管理)(?:试点)?|省管|扩权(?:试点)?|强权|重点"
CLASS_OF_PLACES = re.compile(_CLASSES_OF_PLACES)
"""Words that make a kind of place of what follows, with or without 各: 计划单列市."""

SEVERAL_KINDS = re.compile(
    r"(?:辖?[省市州县区旗乡镇]){2,}(?![域场容直属级府局长情际]|政[^府协])(?:（[^（）]{1,9}）)?|辖[市区县](?![域场])"
)
"""Several kinds of places written as one word: 各市州, 县市区."""

PLACE_KIND = re.compile(rf"(?:{_CLASSES_OF_PLACES}|沿[一-鿿]|辖|{_SIDES})?(?:{_KIND})(?:{_KIND_IN_BRACKET}[区县场]?)?")
ZONE = re.compile(_ZONES)
KIND_IN_BRACKET = re.compile(r"(?P<head>[市县区州乡镇村]|省)（(?P<kinds>[^（）]*)）")

RANK = {
    "省辖": 2, "省直管": 3, "省": 1, "自治区": 1, "直辖市": 1, "计划": 2, "地": 2, "设区": 2, "市": 2, "自治州": 2, "州": 2, "盟": 2,
    "县": 3, "自治县": 3, "自治旗": 3, "区": 3, "旗": 3, "乡": 4, "镇": 4, "街": 4, "村": 5, "社区": 5,
}  # fmt: skip
"""Levels of administration by the first word of a kind of place; 1 is the highest."""

PLACES_OF_OFFICE = (
    (re.compile(r"管委会|管理委员会"), re.compile(r"[^辖县市]区$")),
    (re.compile(r"^办事处"), re.compile(r"街")),
    (re.compile(r"村委会|村民委员会"), re.compile(r"村")),
    (re.compile(r"居委会|居民委员会"), re.compile(r"社区")),
)
"""Offices that only certain kinds of places have: (office, place)."""

# --- bodies and offices -------------------------------------------------------------------------------------------

PARTIES = "民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟|共青团|团"
WHOLE = re.compile(
    rf"(?!团工委)(?:{PARTIES})(?:中央|[一-鿿]{{0,4}}?(?:省|市|县|区|州|盟|旗|镇|乡|校|工)委(?:员会)?)|最高人民(?:法院|检察院)|"
    rf"(?:{MINISTRIES})部(?!门|队|室)|中央和国家机关|国家(?:电网|税务总局|能源局|开发银行)|国网|南方电网|人民银行|人行"
)
"""Beginnings of names that stand by themselves and neither lend nor take a prefix."""

BODY = re.compile(
    r"党委(?:人民)?政府|党委和政府|党委（党组）|党组（党委）|党委|党工委|党组(?!织)|党总支|党支部|机关党委|工委|委员会(?=$)|"
    r"人民代表大会常务委员会|人大常委会|人大|人民政府|政府|府(?=办)|管委会|政协|纪委监委|纪检监察委|纪委|监察委员会|监委|纪检监察组|"
    r"(?:高级|中级)?人民法院|人民检察院|(?:军事|中级|高级)?(?:法院|检察院)|高院|中院|省军区|军分区|军区|警备区|武警支队|武装部|人武部|"
    r"总工会|妇女联合会|妇联|工商联|文联|科协|社科联|残联|侨联|侨办|作协|记协|台联|贸促会|红十字会|团工委|团委|行署|行政公署"
)
COMMITTEE = re.compile(r"委(?!员|托|、|内|会)")

PARTY_OFFICE = re.compile(
    r"(?:组织|宣传|统战|统一战线工作|社会工作|组织人事|学工|学生工作|研工|研究生工作|教师工作)部|政法委(?:员会)?|老干部?局|党校|机要局|保密局|编办|编委办|机构编制委员会办公室|"
    r"网信办|巡视办|巡察办|巡视组|巡察组|改革办|财经办|国安办|人才办|人才工作领导小组(?:办公室)?|政研室|政策研究室|党史研究室|党史办|"
    r"直属机关工委|直机关工委|机关工委|两新工委|讲师团|保密办|依法治[省市县区州]办|军民融合办"
)
CLASS_NOUNS = frozenset(
    _words(
        "直属机构 派出机构 办事机构 议事机构 机构 直属单位 所属单位 下属单位 成员单位 二级单位 基层单位 "
        "参会单位 单位 部门 职能部门 业务部门 部委 部办委 委办局 委局办 厅委 厅局 厅局委办 部室 处室 "
        "科室 股室 组室 班组 车间 部办 室 组 企业 事业单位 企事业单位 人民团体 群众团体 团体 民主党派 高校 "
        "高等学校 高等院校 大专院校 普通高校 院校 学校 中小学 幼儿园 委 办 厅 局 处 科 股 部 站 所 队 党支部 党总支 党组织 "
        "基层党组织 工作组 工作队 专班 分站 分局 分公司 子公司 公司 项目部 系 院系 学院 中心 支队 "
        "大队 中队 监狱 银行 医院 工作专班 专项工作组 教学部 营业管理部 项目经理部 教研室 实验室 教研组 年级 班级 科研院所 主管部门 监管部门"
    )
)
STATIONED = re.compile(r"驻[一-鿿]{1,3}?(?P<kind>(?:各|有关)*(?:企事业单位|单位|部门|机构|企业))$")
"""Offices of higher levels at a place: 驻县各单位."""

PLURAL_END = re.compile(r"(?:单位|部门|机构|团体|党派|企业|部委|处室|科室|股室|组室|部室)$")
BELONGING_END = re.compile(r"(?:直属|所属|下属|成员|驻[一-鿿]{1,2})(?:单位|机构|部门|企业|学校|院校|部队)$")
"""Many of one kind, though no 各 says so: 厅直属学校, 领导小组成员单位, 中央驻湾单位."""

OWNED_CLASSES = frozenset(
    _words(
        "直属机构 派出机构 办事机构 机构 直属单位 所属单位 下属单位 成员单位 单位 部门 职能部门 业务部门 部委 "
        "委办局 处室 科室 股室 组室 部室"
    )
)
"""Classes that are parts of the body named just before them: 国务院各部委、各直属机构."""

OFFICE_END = re.compile(
    r"(?:局|厅|委|委员会|(?<![公民])办|办公室|办公厅|部|处|科|股|室|院|会|所|站|队|中心|组|馆|社|台|厂|司|署|校|行|园|公司|集团|大学|分院|支部|总支|机关|部门|"
    r"单位|机构|企业|团体|学会|总部|基地|联盟|研究所|驻[一-鿿]{1,3}办|团|场|库|军|旅|营|(?<!大)连|点|年级|监狱|频道|频率|[文侨残社学]联|[科作记]协|舰队|战区|兵种|部队|法庭|庭|车间|单元|银行|网|段|矿|港|分行|支行|系|专班|党派|协会|小组|组织|政府|两委|区|班|班级|海关|中学|小学|[高初]中|[一二三四五六七八九十][中小]|[防前联]指|防总)$"
)
INNER_END = re.compile(r"(?:(?<!公)司|部门|处|科|股|室|庭|部|办公室|办公厅|中心|工会|团委|党委|支部)$")
BUREAU_END = re.compile(
    r"(?:局|厅|委|委员会|(?<![公民])办|办公室|馆|总队|支队|大队|管委会|办事处|居委会|村委会|主管部门|监管部门)$"
)
SELF_STANDING_END = re.compile(
    r"(?:公司|集团|学校|校|[高初]中|行|大学|学院|研究院|研究所|协会|学会|商会|企业|联盟|监狱|管教所|团|(?:车|电|象|文|油|费|务)站|厂|矿|港)$"
)
OFFICE_OF_BODY = re.compile(r"办公厅|办公室|办$|信访局|督查局|值班室|研究室|督查室|机关$|信息中心$")
UNIT_END = re.compile(
    r".*(?:公司(?!金融|业务|银行|部)|集团(?!军)|大学|学院|研究院|医院|银行|局|厅|总署|审计署|委(?!员)|委员会|协会|总部|总站|中心|支队|总队|检察院|法院|指挥部|学校(?!部)|办公室|办公厅|单位|部门|企业|机构|团体|科室)(?:（[^（）]*）)?(?=[^（）])"
)

OWN_OFFICE = re.compile(r"办公厅|办公室|办$|研究室|督查室|秘书长|主任$")
"""Offices and posts that each of the bodies has for itself."""

FOUR_BODIES = ("委", "党委", "党工委", "人大", "人大常委会", "人民政府", "政府", "管委会", "政协", "纪委", "纪委监委")
"""In the order of protocol, with those that stand for them in a zone; offices of the last are read as offices of all before it."""

JUXTAPOSED = (("党委人民政府", "党委", "人民政府"), ("党委政府", "党委", "政府"), ("纪委监委", "纪委", "监委"))
"""Two bodies written as one: both readings, one recipient or two, are in use."""

TWO_BODIES = re.compile(
    r"(?P<head>各?(?P<place>[省市县区州]|自治区))(?:委|党委|人大)(?P<second>(?P=place)(?:人民政府|政府|人大|政协))"
)
"""市委市政府: two bodies without a mark between them, or what they have in common."""

TWO_OFFICES = re.compile(
    r"(?<!总)(?P<noun>[局厅])(?:(?![各省市县区驻]|直属)[一-鿿]){2,6}(?<!分)(?<!稽查)(?<!监管)(?P=noun)$|(?:组织|宣传|统战)部(?:组织|宣传|统战)部"
)
"""市财政局审计局: two offices without a mark between them."""

VERTICAL_END = re.compile(
    r"(?:税务局|海关|供电公司|供电局|气象局|烟草专卖局|邮政(?:局|管理局|公司|分公司)|电信|移动|联通|铁塔|银行|(?<!市场)(?<!药品)(?<!金融)监管局|"
    r"消防救援(?:支队|大队)|海事局|边检站|调查队|电力公司|石油|石化|人行|银保监分局|盐业|火车站|车站|(?:^|[省市县区])[工农中建交]行|农发行|农商行)$"
)
"""Offices that answer to a centre and to no government of their place."""

BRAND = re.compile(
    r"(?:中石[油化]|中海油|国家能源集团|中国(?:[一-鿿]{2}银行|[一-鿿]{2,4}?(?!银行))|[工农中建交]行|农发行|国开行|招行|[一-鿿]{2}银行|人保|人寿|平安|太保|移动|电信|联通|铁塔|"
    r"华能|大唐|华电|国电投|三峡|中核|中广核|邮政|邮储)(?:公司|集团)?"
)
"""Enterprises with branches everywhere."""

BRANCH = "(?:[一-鿿]{2,4}?|[省市县])(?:省|市|县|区)?(?:分公司|分行|支行)|[省市县]公司"
"""What the branch of a brand is called behind its name."""

OUTPOST = re.compile(
    "分署|(?:特派|专员|特派员|监察专员)办(?:事处)?|(?:监察)?专员公署|督[察查]局|监管(?:分)?[局办]|分?局|(?:中心)?支行|分行|分公司|营业管理部|办事处|管理局|调查总?队"
)
"""What the offices of a centre at several places are called: 海关总署广东分署、天津特派办."""

TAIL = re.compile(
    r"(?:油田|气田|石化|炼化|煤业|矿业|能源|电力|水务|航空|机场|铁路|港口|银行|证券|建设|投资|发展|物流)+(?:分公司|公司|集团)|交易所|大区|片区|"
    r"幼儿园|大使馆|使领馆|总?领事?馆|街道|派出所|税务所|司法所|分公司|子公司|办事处|区域|管理局|监管局|监管分局|分局|支队|大队|工作站|管理区|管理处|研究[所院]"
)
"""Beginnings of what several may share behind their names: 油田公司, 大使馆商务处."""

STATIONED_GROUP = re.compile(r"(?:派驻)?纪检(?:监察)?组$")
"""The discipline office of an organ, seated in it."""

LOCAL_VERTICAL = re.compile("(?:税务|气象|烟草|烟草专卖|邮政|邮政管理|供电|海事|通信管理)局")
"""Those of them that every place has, listed among the bureaus of its government."""

COMMITTEE_INSIDE = re.compile("(?:机关)?(?:党委|党组|纪委|工会|团委|妇联)$")
"""Committees inside an organ, with offices of their own kind only."""

NATIONAL = re.compile(
    r"党中央|国务院|中央军委|全国人大(?:常委会)?|全国政协|中央纪委(?:国家监委)?|国家监委|最高人民法院|最高人民检察院"
)
"""Bodies of the whole country, of which there is one each."""

ARMY = re.compile("(?:省)?军(?:分)?区|警备区|武警|武装部|人武部")
"""Bodies of the army, of no government of their place."""

MORE_ORGANS = re.compile(
    r"(?:中央|班子|电力|石化|石油|海油|煤业|能源|重工|电财|财险|人寿|人保|平安|太保|股份|党政办|水务|交投|城投|项目法人|业主|[标购建税费]人|供应商|股东方?|[药饭酒商书]店|宾馆|网吧|超市|市场|场所|影院|诊所|[应销理]商|义务人|经营者|[营体种养]户|董事会|监事会|经理层|管理层|"
    r"电信|移动|联通|铁塔|邮政|华能|华电|大唐|国电投|三峡|中核|中广核|中船|中车|中粮|中储粮|航天科[工技]|国铁|中铁|中建|中交|电建|能建)$"
)
"""Ends of names without a noun for an organ."""

CONTAINER = re.compile(
    r"(?:.{0,12}?(?:(?<!分)局|公安分局|厅|(?<!常)委(?!员|托|办)|公司(?!金融|业务|银行|部)|集团(?!军)|大学|学院|医院|总队|协会|委员会|研究院|总局|机关|(?<=.)电力|石化|集团军|舰队|战区)|公司(?!金融|业务|银行|部)|集团(?!军)|[总省市分支]行|总部|(?:组织|宣传|统战|统一战线工作|社会工作|组织人事)部)(?=[一-鿿]{2,})"
)
"""An organ at the beginning of a name that has others inside it."""

ANNEX = re.compile(
    r"(?:党组（党委）|党委（党组）|党组织|党组|党委|党总支|党支部|机关党委|直属总支（支部）|纪委|纪检组|纪检监察机构|团委|团组织|"
    r"工会|妇联|保密委员会（[^（）]*）办公室|保密办|办公厅（室）|办公室|人事部门|财务部门|组织人事部门|(?:内部)?审计(?:机构|部门)|教育司（局）|"
    r"主要负责同志|负责人)$"
)
"""What every organ of a class has inside it."""

HOLDER_OF_ANNEX = re.compile(
    r"(?:部门|单位|机构|企业|团体|院校|高校|学校|公司|分部|科室|部委|部门（单位）|支部|学院|乡镇|街道)$"
)

MODIFIER = re.compile(
    r"(?:直属|附属|所属|下属|控股|参股|全资|子|分|民办|公办|中等|职业|高等|普通|特殊|基层|二级|专业|区域|重点|骨干|金融|商业|保险|通信|新闻|科研|医疗|省属|市属|县属|区属|国有|民营|监理|施工|设计|在[一-鿿]|驻[一-鿿]|未成年犯|省会城市|中心支|支|成人|高|技工|本科|专科|高职|独立|政策性|大型|中小|股份制|外资|中外合资|直销|民间|城市|农村|村镇|互联网|证券|基金|期货|信托|租赁|财务|理财|资产|财产|人寿|人身|健康|养老金?|再|管理|投资|担保|小额贷款|消费|汽车|经纪|代理|评估|咨询|勘察|检测|建筑|房地产|开发|物业|运输|客运|货运|公交|出租|旅游|供水|供热|供气|燃气|上市|拟|重要|相关|一级|三级|营业|直管|托管|挂牌|生产|经营|流通|销售|公共|社会|综合|中医|妇幼|行业|学术|各类|优质|规模以上)*"
)
"""Words before a noun that make a class of it (分公司, 附属医院) and no name."""

GENERIC = frozenset(
    _words("协会 学会 研究会 商会 银行 分行 支行 公司 集团 院校 学校 医院 高校 法院 所 站 分院 分公司 子公司")
)
"""Kinds of organs that stand for all of them: 各院校、医院."""

ORDINAL = r"第?[一二三四五六七八九十]{1,3}"

# --- quantifiers --------------------------------------------------------------------------------------------------

QUANTIFIER = re.compile(r"部分|各有关|各相关|各位|各级|各(?!界)|全体|所有|有关|相关|其他有关|其他|其它|全部")
INNER_QUANTIFIER = re.compile(r"部分|各有关|各相关|各级|各(?!界)|有关|相关|全体|所有|其他")

EVERY, SOME = re.compile("各|全体|所有|全部"), re.compile("有关|相关|其他|其它|部分")

OPEN_CLASS = re.compile(r"(?:各?(?:有关|相关)|其他|其它|各(?!界))(?=.)")
"""What closes a list behind 及 or 和, whatever stands before: 人事科和其他科室."""

WHOLE_OFFICE = re.compile(r".(?:[处科室厅局]|中心|学院|(?<!党)办|部)$")
"""Ends of names behind which 和 begins another name: 教务处和研究生院."""

# --- persons ------------------------------------------------------------------------------------------------------

_CLASSES_OF_PERSONS = _words(
    "领导班子成员 领导班子 (?<![套大])班子成员 领导小组成员 领导成员 领导同志 领导干部 领导 负责同志 负责人 首长 一把手 同志"
)
CLASS_OF_PERSONS = re.compile(
    r"(?:各位|主要|分管|协管|主管|有关|相关|党政|现职|在职|(?<![套大])班子|全体|直属)*"
    rf"(?:{'|'.join(_CLASSES_OF_PERSONS)})$"
)
_POSTS = sorted(
    _words(
        "班主任 书记 市长 省长 县长 区长 州长 镇长 乡长 盟长 旗长 师长 局长 厅长 主任 主席 部长 处长 "
        "科长 院长 校长 所长 站长 会长 理事长 总经理 董事长 经理 总裁 总指挥 指挥长 秘书长 委员长 "
        "总理 司令员 政委 检察长 支队长 总队长 大队长 队长 组长 总监 总工程师 助理 总师 副总 总会计师 总工 总河长 河长 湖长 林长 路长 链长 台长 "
        "社长 行长 馆长 司长 署长 关长 巡视员 调研员 督学 专员 参事 董事 常委 委员 党组成员 成员 代表 理事 监事 董事会秘书 "
        "总规划师 总经济师 总审计师 总设计师 总农艺师 总法律顾问 裁判员 教练员 运动员 队员 学员 辅导员 安全员 信息员 网格员 领队 员工 教师 教职工 职工 干部 党员 老师 人员 对接人 联络员 联系人 管理员 同学 学生 家长 师生 会员 人士 村支书 村主任"
    ),
    key=len,
    reverse=True,
)
POST = re.compile(
    r"(?:常务|第一|分管|协管|主管|有关|全体|参会|兼|正|副)*(?:"
    + "|".join(_POSTS)
    + r"|[县市区乡镇]{2,4}长|[县市区乡镇]（[^）]{1,9}）长)$"
)
ENDS_OF_PERSONS = frozenset(word[-1] for word in (*_CLASSES_OF_PERSONS, *_POSTS))
OWN_POST = re.compile(
    r"(?:副)?(?:市长|省长|县长|区长|州长|镇长|乡长|盟长|旗长|[县市区乡镇]{2,4}长|[县市区乡镇]（[^）]{1,9}）长)$"
)
"""Posts that hold their place: 市长."""

POST_OF_ANY = re.compile("(?:局长|处长|科长|主任|主席|书记|秘书长|部长|组长|会长|总指挥)$")
"""Posts that several organs of one place have; a 总经理 or a 校长 has one house to be of."""

POST_OF_MANY = re.compile("(?:董事|监事|常委|委员|理事|代表)$")
"""Posts that many hold at a time."""

HOLDS_PLACE = re.compile(r"(?P<place>自治区(?=主席)|(?<![县市区乡镇）])[省市县区州镇乡盟旗](?=长))")
"""A post that holds its place: 市长, 市长李某, 李某副县长. It belongs to the government there."""

GOVERNMENT = "政府"

POSTS_OF_BODIES = ("秘书长", "副秘书长", "正副秘书长")
"""Posts that Party committee, congress, government and conference all have."""

ORDINARY_PERSONS = re.compile(
    r"(?:班主任|代表|裁判员|教练员|运动员|队员|学员|辅导员|安全员|信息员|网格员|领队|员工|教师|职工|干部|党员|老师|人员|对接人|联络员|联系人|管理员|同学|学生|家长|师生|会员|人士|支书|村主任)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
PERSON_NAME = re.compile(rf"[{_SURNAMES}×XＸ某][一-鿿×XＸ某]{{0,2}}")

POST_AND_NAME = re.compile(r"(?:" + "|".join(_POSTS) + rf")(?P<name>[{_SURNAMES}×XＸ某][一-鿿×XＸ某]{{1,2}})$")
LONGEST_POST_AND_NAME = len(_POSTS[0]) + 3

DEICTIC_ORGAN = re.compile(
    r"本.{1,3}|我.{1,2}|局|厅|委|办|院|校|所|站|中心|公司|集团|集团公司|总公司|分公司|学校|学院|医院|部|处|科|总队|支队|大队|机关|总部|会|行|"
    r"省|市|县|区|州|盟|旗|镇|乡|师|街道|自治区|自治州"
)


def is_deictic(organ: str) -> bool:
    """Whether the organ is only pointed at from where the issuer stands (局, 本部, 市), not named."""
    return DEICTIC_ORGAN.fullmatch(organ) is not None
