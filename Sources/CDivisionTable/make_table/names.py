"""Names of divisions: as newspapers print them, and their short forms."""

import re
import unicodedata

# The 55 minorities as they stand in names of autonomous divisions; longer first where one contains another.
PEOPLES = sorted(
    """蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克
    傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 达斡尔 仫佬族 羌族 布朗族
    撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 乌孜别克 俄罗斯族 俄罗斯 鄂温克族 德昂族
    保安族 裕固族 京族 塔塔尔族 塔塔尔 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族""".split(),
    key=len,
    reverse=True,
)

ZONE = re.compile(
    "(开发区|园区|示范区|管理区|实验区|试验区|聚集区|保税区|食品区|名胜区|行政委员会|管委会|天府新区|镇江新区|兰州新区"
    "|渤海新区|滨湖新区|冀南新区|北戴河新区|白沟新城|产业园)$"
)
TOWNSHIP = re.compile("(街道|镇|乡|苏木|地区|区公所)$")

# Marks of places that exist for counting alone: a code that holds what has no residents' committee.
STATISTICAL = ("虚拟", "类似", "直辖行政区划", "拆分地区")
# What is left of a name when only words for kinds of place are in it: it would match ordinary sentences.
GENERIC = re.compile(
    "^(街道|街|镇|镇区|镇直|镇政府|乡|乡直|乡政府|县|市|区|城区|城镇|集镇|直属|场部|场直|局直|总场|管委会|机关|园区|工业园|工业园区"
    "|工业区|开发区|经济开发区|高新区|居民|生活|农场|林场|牧场|渔场|茶场|良种场|园艺场|原种场|水库|学校|医院|公司|家属|监狱|"
    "虚拟|管理|全|各|本|该|每|新型|行政|自然|农村|城市|乡村|农|乡|渔)?(村|社区|生活区|管理区|嘎查)$"
)
# Units that statistical tables list among townships under words alone.
GENERIC_UNIT = re.compile(
    "^(市|县|省|区|国营|第?[一二三四五六七八九十])?((经济技术|经济|高新技术|高新|工业|旅游度假|保税|现代农业|农业示范|农业)?(开发区|园区|区|工业园)"
    "(管委会)?|(原种|种畜|良种|良种繁[育殖]|园艺|畜牧|种猪|种羊|种马|种蜂|果树|果树示范|果林|蚕种|渔种|奶牛|葡萄|苗圃|农|林|牧|盐|马|牛"
    "|良凡)场|苗圃|农科所|棉科所|林业局|林业站|劳教所|社区|城区|城区社区|监狱|监狱城|.[^镇乡])$"
)
# Names of districts that are words for any town's outskirts or centre: kept while in force, never as former names.
DISTRICT_WORDS = set("郊区 市区 城区 矿区 市郊区 市中区 东区 西区 南区 北区 中区 市辖区 城关区 省直辖行政单位".split())
FARM_QUARTER = re.compile("^(.{2,}(?:[农林牧渔茶盐猪羊马牛鹿蜂]|良种|原种|种畜|园艺|养殖|畜牧|苗圃|药材|果树)场|.+经营所)生活区$")


def folded(name):
    """The name after the folding that texts undergo: compatibility forms, no blanks."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def printed_village(name, ancestors):
    """The name of a village or community as newspapers print it, and what was done; None when it is filler.

    `ancestors` are the full names above it, highest first.
    """
    if "?" in name or any(word in name for word in STATISTICAL):
        return None, "statistical filler"
    what = "as given"
    for ancestor in ancestors:
        rest = name[len(ancestor) :]
        if name.startswith(ancestor) and len(rest) >= 3 and rest not in ("管理区", "生活区"):
            if not GENERIC.match(rest):
                name, what = rest, "name of an ancestor removed"
    for old, new in (("嘎查委会", "嘎查"), ("嘎查村", "嘎查"), ("队委会", "队"), ("连连队", "连"), ("大队队", "大队")):
        if name.endswith(old) and len(name) > len(old):
            name, what = name[: -len(old)] + new, old + " → " + new
    quarter = FARM_QUARTER.match(name)
    if quarter:
        name, what = quarter.group(1), "生活区 of a farm removed"
    if GENERIC.match(name) or GENERIC_UNIT.match(name) and not name.endswith("村") or len(name) < 2:
        return None, "generic words only"
    return name, what


def stem(name):
    """A township's name without the word for its kind, for joining two sources."""
    return re.sub("(街道办事处|办事处|街道|地区|民族乡|镇|乡|苏木)$", "", name) or name


def is_other_spelling(a, b):
    """Whether two names of a county's townships differ in one character that does not count or point (次丘镇, 次邱镇)."""
    if len(a) != len(b) or len(stem(a)) < 2 or a[-1] != b[-1]:
        return False
    differing = [x + y for x, y in zip(a, b) if x != y]
    return len(differing) == 1 and not set(differing[0]) & set("东西南北中上下前后左右大小新老一二三四五六七八九十")


def without_peoples(name):
    """`name` without the peoples at its end; unchanged when fewer than two characters would be left."""
    rest = name
    while True:
        people = next((p for p in PEOPLES if rest.endswith(p)), None)
        if people is None or len(rest) - len(people) < 2:
            return rest
        rest = rest[: -len(people)]


def stripped(name, *kinds):
    for kind in kinds:
        if name.endswith(kind) and len(name) > len(kind):
            return name[: -len(kind)]
    return None


def zone_forms(name, prefecture):
    """济宁高新区 and 高新区 for 济宁高新技术产业开发区: (form, is strong) pairs."""
    for pattern, kind in (("高新技术产?业?(开发|园)区?|高技术产业开发区|高新技术产业园区", "高新区"), ("经济(技术)?开发区", "经开区")):
        found = re.search("(" + pattern + ")$", name)
        if found:
            city = re.sub("[市州盟]$", "", prefecture)
            yield city + kind, True
            yield kind, False


def short_forms(name, level, is_zone, prefecture, listed):
    """Yields (form, is strong) for a division; level 0 is a province, 3 a township.

    `listed` is the short form of the source, which may hold alternatives after a slash. A form of one character is
    never made. Weak forms are those of municipal districts, of townships, and words for kinds (高新区).
    """
    forms = {}
    if is_zone:
        forms.update(zone_forms(name, prefecture))
        if listed and level < 3:
            for form in listed.split("/"):
                forms.setdefault(form, False)
    elif level == 0:
        base = stripped(name, "特别行政区", "自治区", "省", "市")
        forms[without_peoples(base) if base else name] = True
    elif level == 1:
        base = stripped(name, "自治州", "地区", "盟", "市")
        if base:
            forms[without_peoples(base)] = True
    elif level == 2:
        base = stripped(name, "自治县", "自治旗", "林区", "特区", "新区", "县", "旗", "市", "区")
        if base:
            strong = not name.endswith("区") or name.endswith(("林区", "新区"))
            forms[without_peoples(base)] = strong
    else:
        base = stripped(name, "街道", "地区", "民族乡", "苏木", "镇", "乡")
        if base:
            forms[without_peoples(base)] = False
    if listed and not is_zone and level in (1, 2):
        for form in listed.split("/"):
            forms.setdefault(form, not name.endswith("区"))
    for form, strong in sorted(forms.items()):
        if len(form) >= 2 and form != name and not GENERIC.match(form + "村"):
            yield form, strong
