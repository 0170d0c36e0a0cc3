"""Lays the divisions out as one binary table; `DivisionTable.swift` reads it and describes the format."""

import struct
from collections import defaultdict

import names
from double_array import build

MAGIC = b"GUANXIDV"
VERSION = 1
SUFFIXES = ("", "村", "社区", "镇", "乡", "街道", "嘎查")
VILLAGE_BIT, FULL_BIT, SHORT_BIT = 0, 8, 16
NONE16, STRIDE, WORDS_PER_SAMPLE = 0xFFFF, 16, 8
DENSE = 0xA000
STRONG, ORDINARY = 1 << 31, 1 << 30
# Inverse document frequency below which a word is common: 红旗 8.0, 葡萄 8.1; 邹城 12.3.
COMMON = 9.0


def split(name):
    """A name as its stem and the index of its suffix; the longest suffix that leaves a stem."""
    for index in (2, 5, 6, 1, 3, 4):
        suffix = SUFFIXES[index]
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)], index
    return name, 0


class Layout:
    def __init__(self, tree, former_codes, words):
        self.upper = sort_upper(tree)
        self.number = {id(node): i for i, node in enumerate(self.upper)}
        self.former_codes = former_codes
        self.words = words
        # By stem and suffix: townships with such villages, divisions so named, divisions so shortened, the string.
        self.keys = defaultdict(lambda: [set(), [], [], None])
        for i, node in enumerate(self.upper):
            self.keys[split(node.name)][1].append(i)
            for form, strong in node.shorts:
                self.keys[split(form)][2].append((i, strong))
            for village in node.villages:
                self.keys[split(village)][0].add(i)
        for (stem, suffix), lists in self.keys.items():
            lists[3] = stem + SUFFIXES[suffix]
        self.alphabet = alphabet(self.keys)
        self.array, self.node_of = build({stem for stem, _ in self.keys}, self.alphabet)
        self.entries = sorted(((self.node_of[stem], suffix), lists) for (stem, suffix), lists in self.keys.items())
        self.name_of = {key: self.node_of[key[0]] << 3 | key[1] for key in self.keys}

    def nodes(self):
        """One 64-bit word a node: base in 20 bits, check in 20, three times eight bits for what ends there."""
        flags = [0] * len(self.array)
        for (node, suffix), (villages, full, short, _) in self.entries:
            for bit, given in ((VILLAGE_BIT, villages), (FULL_BIT, full), (SHORT_BIT, short)):
                if given:
                    flags[node] |= 1 << bit + suffix
        self.flags = flags
        words = (base | check << 20 | mark << 40 for (base, check), mark in zip(self.array, flags))
        return struct.pack(f"<{len(flags)}Q", *words)

    def ranks(self, mask):
        """How many of the flags in `mask` stand before every sixteenth node."""
        counts, total = [], 0
        for i, flag in enumerate(self.flags):
            if i % STRIDE == 0:
                counts.append(total)
            total += bin(flag & mask).count("1")
        return struct.pack(f"<{len(counts) + 1}I", *counts, total)

    def villages(self):
        """Parents of the villages in the order of their names, and a bit at the first village of each name."""
        parents, firsts = [], []
        for _, (above, *_) in self.entries:
            for i, parent in enumerate(sorted(above)):
                firsts.append(i == 0)
                parents.append(parent)
        words = []
        for start in range(0, len(firsts) + 1, 64):
            words.append(sum(1 << i for i, first in enumerate(firsts[start : start + 64]) if first))
        words += [0] * (-len(words) % WORDS_PER_SAMPLE)
        counts, total = [], 0
        for i, word in enumerate(words):
            if i % WORDS_PER_SAMPLE == 0:
                counts.append(total)
            total += bin(word).count("1")
        self.village_count = len(parents)
        return (
            struct.pack(f"<{len(parents)}H", *parents),
            struct.pack(f"<{len(words)}Q", *words),
            struct.pack(f"<{len(counts) + 1}I", *counts, total),
        )

    def postings(self):
        """For each full name, then short form, of each node: where its divisions start, and two marks."""
        starts, numbers = [], []
        self.ordinary = 0
        for wanted in by_node(self.entries):
            for role in (1, 2):
                for lists in wanted:
                    if not lists[role]:
                        continue
                    pairs = lists[role] if role == 2 else [(i, False) for i in lists[role]]
                    ordinary = self.is_ordinary(lists[3], [i for i, _ in pairs])
                    self.ordinary += ordinary
                    marks = STRONG * any(strong for _, strong in pairs) | ORDINARY * ordinary
                    starts.append(len(numbers) | marks)
                    numbers.extend(i for i, _ in pairs)
        starts.append(len(numbers))
        return struct.pack(f"<{len(starts)}I", *starts), struct.pack(f"<{len(numbers)}H", *numbers)

    def is_ordinary(self, name, divisions):
        """Whether the name of these divisions is an ordinary word as well: a headword of the dictionary that no province or
        prefecture bears; of townships and zones, a common word too."""
        standing = [self.upper[i] for i in divisions if not self.upper[i].former] or [self.upper[i] for i in divisions]
        if any(node.level < 2 for node in standing):
            return False
        if name in names.DISTRICT_WORDS:
            return True
        small = all(node.level == 3 or node.is_zone for node in standing)
        return self.words.get(name, COMMON) < (COMMON if small else 1.0)

    def columns(self):
        """Names, codes, parents and marks of the divisions above villages, and the former ones' successors and years."""
        named = [self.name_of[split(node.name)] for node in self.upper]
        codes = [int(node.code or 0) for node in self.upper]
        parents = [self.number[id(node.parent)] if node.parent else NONE16 for node in self.upper]
        marks = [node.former | node.is_zone << 1 for node in self.upper]
        former = []
        for i, node in enumerate(self.upper):
            if node.former:
                former += [i, self.number[id(node.successor)] if node.successor else NONE16, node.year]
        count = len(self.upper)
        return (
            struct.pack(f"<{count}I", *named),
            struct.pack(f"<{count}I", *codes),
            struct.pack(f"<{count}H", *parents),
            bytes(marks),
            struct.pack(f"<{len(former)}H", *former),
        )

    def codes(self):
        """Codes in force, then former ones, sorted, and the divisions they stand for."""
        found = {}
        for i, node in enumerate(self.upper):
            if node.code and not node.former:
                found[int(node.code)] = i
        for i, node in enumerate(self.upper):
            if node.code and node.former:
                found.setdefault(int(node.code), i)
        for code, node in sorted(self.former_codes.items()):
            found.setdefault(int(code), self.number[id(node)])
        pairs = sorted(found.items())
        return (
            struct.pack(f"<{len(pairs)}I", *(code for code, _ in pairs)),
            struct.pack(f"<{len(pairs)}H", *(i for _, i in pairs)),
        )

    def characters(self):
        """Numbers of characters: a dense part by code point, the rest as sorted pairs."""
        dense, rest = [0] * DENSE, []
        for character, number in sorted(self.alphabet.items()):
            starter = next((i for i in range(1, 7) if SUFFIXES[i][0] == character), 0)
            value = number | starter << 13
            if ord(character) < DENSE:
                dense[ord(character)] = value
            else:
                rest += [ord(character), value]
        labels = [0] * (max(self.alphabet.values()) + 1)
        for character, number in self.alphabet.items():
            labels[number] = ord(character)
        return struct.pack(f"<{DENSE}H", *dense), struct.pack(f"<{len(rest)}I", *rest), struct.pack(
            f"<{len(labels)}I", *labels
        )

    def table(self, source):
        """The bytes of the table."""
        nodes = self.nodes()
        parents, bits, samples = self.villages()
        starts, numbers = self.postings()
        dense, rest, labels = self.characters()
        levels, total = [], 0
        for level in range(4):
            total += sum(node.level == level for node in self.upper)
            levels.append(total)
        levels.append(total + self.village_count)
        village_ranks = self.ranks(0xFF << VILLAGE_BIT)
        upper_ranks = self.ranks(0xFFFF << FULL_BIT)
        parts = [
            dense, rest, labels, nodes, village_ranks, upper_ranks, starts, numbers, *self.columns(), *self.codes(),
            parents, bits, samples, struct.pack("<5I", *levels), source.encode(),
        ]
        return assemble(parts)


def by_node(entries):
    """The lists of the entries of each node, in the order of suffixes."""
    group, node = [], None
    for (here, _), lists in entries:
        if here != node and group:
            yield group
            group = []
        node = here
        group.append(lists)
    if group:
        yield group


def sort_upper(tree):
    """Levels down to township, higher first; in a level by parent, those in force first, by code, by name."""
    placed, number = [], {}
    for level in range(4):
        nodes = [node for node in tree.index.values() if node.level == level]
        nodes.sort(
            key=lambda n: (
                number[id(n.parent)] if n.parent else 0, n.former, n.code is None, int(n.code or 0), n.name
            )
        )
        for node in nodes:
            number[id(node)] = len(placed)
            placed.append(node)
    if len(placed) >= NONE16:
        raise ValueError(f"{len(placed)} divisions above villages do not fit into 16 bits: widen the parent column")
    return placed


def alphabet(keys):
    """Numbers from 1 for the characters of all stems and suffixes, the most frequent first."""
    counts = defaultdict(int)
    for stem, suffix in keys:
        for character in stem + SUFFIXES[suffix]:
            counts[character] += 1
    ordered = sorted(counts, key=lambda c: (-counts[c], c))
    if len(ordered) >= 1 << 13:
        raise ValueError(f"{len(ordered)} characters do not fit into 13 bits: widen the character table")
    return {character: i + 1 for i, character in enumerate(ordered)}


def checksum(data):
    """FNV-1a over 64-bit words in four lanes, folded; the words stand little-endian."""
    mask, prime = (1 << 64) - 1, 0x100000001B3
    lanes = [0xCBF29CE484222325 + i for i in range(4)]
    data = data + bytes(-len(data) % 32)
    for four in struct.iter_unpack("<4Q", data):
        for i in range(4):
            lanes[i] = ((lanes[i] ^ four[i]) * prime) & mask
    total = 0xCBF29CE484222325
    for lane in lanes:
        total = ((total ^ lane) * prime) & mask
    return total


def assemble(parts):
    """Header (magic, version, number of parts, length, checksum), offsets and lengths, parts aligned to 8 bytes."""
    head = 32 + 8 * len(parts)
    body, places = b"", []
    for part in parts:
        body += bytes(-(head + len(body)) % 8)
        places += [head + len(body), len(part)]
        body += part
    body += bytes(-(head + len(body)) % 32)
    directory = struct.pack(f"<{len(places)}I", *places)
    length = head + len(body)
    header = MAGIC + struct.pack("<IIQ", VERSION, len(parts), length)
    return header + struct.pack("<Q", checksum(directory + body)) + directory + body
