"""Former divisions and former codes, from the list of changes since 1980."""

from collections import defaultdict

import names
from sources import COUNTY, PREFECTURE, PROVINCE

CHANGES = {"更名", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤旗设区", "撤区设区", "区划调整", "撤销", "同名改码", "码位改派"}
# A change of 2025 that the list of changes lacks; it stands among the aliases of the same source.
LATE = {("重庆市", "江北区"): "两江新区", ("重庆市", "渝北区"): "两江新区"}


class History:
    def __init__(self, tree, changes):
        self.tree = tree
        self.former_codes = {}
        self.current = defaultdict(list)
        for node in tree.index.values():
            if node.level <= COUNTY:
                self.current[node.path()[0], node.name].append(node)
        events = [e for e in changes["events"] if e["type"] in CHANGES and e["old"]["name"] and e["old_path"]]
        self.events = sorted(events, key=lambda e: (e["year"], e["old"]["code"] or ""))
        self.later = defaultdict(list)
        for event in self.events:
            if event["new"]["name"]:
                self.later[event["old"]["name"], event["old"]["code"]].append(event)
        self.coined = {}
        for event in changes["events"]:
            key = event["new"]["name"], province(event["new"]["code"])
            self.coined[key] = max(self.coined.get(key, 0), event["year"])
        for event in self.events:
            self.take(event)
        for path, name in LATE.items():
            old, new = tree.index.get(path), tree.index.get((path[0], name))
            if old and new:
                old.former, old.successor, old.year = True, new, 2025
        self.complete_by_stem()

    def complete_by_stem(self):
        """Where the source names no successor, the one division in force of the same stem in the province (泰安县 → 泰安市)."""
        stems = defaultdict(list)
        for node in self.tree.index.values():
            if node.level in (PREFECTURE, COUNTY) and not node.former and not node.is_zone:
                stems[node.path()[0], names.stripped(node.name, "县", "市", "区")].append(node)
        for node in list(self.tree.index.values()):
            if node.former and node.successor is None and node.level in (PREFECTURE, COUNTY):
                same = stems[node.path()[0], names.stripped(node.name, "地区", "县", "市", "区")]
                if len(same) == 1:
                    node.successor = same[0]

    def take(self, event):
        """Records one event as a former code, a former division, or both."""
        old = event["old"]
        name, code = old["name"], old["code"]
        region = self.region(code)
        if region is None or name in names.DISTRICT_WORDS or not code:
            return
        if event["type"] == "码位改派" and self.coined.get((name, province(code)), 0) >= event["year"]:
            return
        successor = self.resolve(event, set())
        if successor is not None and successor.code and successor.code != code[:6]:
            self.former_codes.setdefault(code[:6], successor)
        standing = [n for n in self.current[region.name, name] if n is successor or not n.former]
        if successor is not None and successor.name == name:
            return
        if standing and successor is None:
            return
        level = PREFECTURE if event["level"] == 2 else COUNTY
        parent = region
        if level == COUNTY:
            parent = self.parent(event, region, successor)
        path = parent.path() + (name,)
        node = self.tree.index.get(path)
        if node is None:
            node = self.tree.add(name, level, parent, code[:6])
            self.current[region.name, name].append(node)
            self.tree.report["former prefectures and counties"] += 1
        elif not node.former and (node.code in self.tree.by_code or successor is None):
            return
        node.former = True
        if event["year"] >= node.year:
            node.year, node.successor = event["year"], successor if successor is not node else None

    def region(self, code):
        """The province of a code; of 重庆 for what once was in 四川 the former province is kept."""
        top = self.tree.by_code.get((code or "")[:2] + "0000")
        return top if top is not None and top.level == PROVINCE else None

    def parent(self, event, region, successor):
        """The prefecture of the path, standing or by its successor; else that of the division that followed."""
        path = event["old_path"]
        if len(path) >= 3:
            for node in self.current[region.name, path[-2]]:
                if node.level == PREFECTURE:
                    standing = node.successor if node.former and node.successor else node
                    return standing.ancestor(PREFECTURE) or standing.ancestor(PROVINCE)
        if successor is not None:
            return successor.ancestor(PREFECTURE) or successor.ancestor(PROVINCE)
        return region

    def resolve(self, event, seen):
        """The division in force that followed, through later events; None when the source does not say."""
        new = event["new"]
        if not new["name"] or (new["name"], new["code"]) in seen:
            return None
        seen.add((new["name"], new["code"]))
        node = self.tree.by_code.get((new["code"] or "")[:6])
        if node is not None and node.name == new["name"]:
            return node
        for later in self.later.get((new["name"], new["code"]), []):
            if later["year"] >= event["year"]:
                found = self.resolve(later, seen)
                if found is not None:
                    return found
        region = self.region(new["code"])
        same = self.current[region.name, new["name"]] if region else []
        same = [n for n in same if not n.former]
        return same[0] if len(same) == 1 else None


def province(code):
    return (code or "")[:2]


def set_short_forms(tree):
    for node in tree.index.values():
        prefecture = node.ancestor(PREFECTURE)
        area = prefecture.name if prefecture else node.path()[0]
        forms = names.short_forms(node.name, node.level, node.is_zone, area, node.listed)
        node.shorts = tuple((form, strong and not node.former) for form, strong in forms)
