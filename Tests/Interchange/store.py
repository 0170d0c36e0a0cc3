"""What an export must hold, worked out from the tables of the store and from nothing else."""

import math
import sqlite3
from collections import Counter, defaultdict

KINDS = ["part_of", "located_in", "works_for", "works_in", "reports_on", "runs", "takes_part_in", "partners_with",
         "co_occurrence"]


class Store:
    """Nodes by id (`n0`, …) and edges by the pair of their ends, as dictionaries of columns; an unknown value has none."""

    def __init__(self, path):
        self.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.node_of = {}
        self.nodes = {}
        for number, (row, kind, name, anchor) in enumerate(
                self.all("SELECT id, type, name, anchor FROM entity ORDER BY type, name, anchor")):
            self.node_of[row] = f"n{number}"
            self.nodes[f"n{number}"] = self.node(row, kind, name, anchor)
        # Sources of each kind of tie are kept, for an edge runs as most documents say.
        self.sources = defaultdict(lambda: defaultdict(Counter))
        self.edges = self.read_edges()

    def all(self, sql, *values):
        return self.database.execute(sql, values).fetchall()

    def node(self, row, kind, name, anchor):
        def texts(table, more=""):
            return sorted({text for text, in self.all(f"SELECT name FROM {table} WHERE entity = ? {more}", row)})

        dates = sorted(date for date, in self.all(
            "SELECT date FROM appearance JOIN document ON document.id = document WHERE entity = ?", row) if date)
        node = {
            "label": name, "name": name, "type": kind, "anchor": anchor,
            "aliases": [alias for alias in texts("alias") if alias != name], "roles": texts("role"),
            "districts": texts("works_with", "AND kind = 'district'"),
            "townships": texts("works_with", "AND kind = 'township'"),
            "mentions": self.all("SELECT count(*) FROM mention WHERE entity = ?", row)[0][0],
            "documents": self.all("SELECT count(*) FROM appearance WHERE entity = ?", row)[0][0],
            "inferred": all(flag for flag, in self.all("SELECT is_inferred FROM appearance WHERE entity = ?", row)),
            "first_date": dates[0] if dates else "", "last_date": dates[-1] if dates else "",
        }
        for column in ["level", "code", "parent"]:
            counts = Counter(text for text, in self.all(f"SELECT {column} FROM appearance WHERE entity = ?", row) if text)
            best = sorted(counts, key=lambda text: (-counts[text], text.encode()))
            node[column] = best[0] if best else ""
        return {column: value for column, value in node.items() if value not in ("", [])}

    def read_edges(self):
        edges = defaultdict(Counter)
        for kind, source, target in self.all("SELECT type, source, target FROM relation"):
            pair = frozenset([self.node_of[source], self.node_of[target]])
            edges[pair][kind] += 1
            self.sources[pair][kind][self.node_of[source]] += 1
        members = defaultdict(list)
        for document, window, entity in self.all(
                "SELECT document, window, entity FROM window_member JOIN counted_window USING (document, window)"):
            members[document, window].append(self.node_of[entity])
        self.windows = Counter(node for nodes in members.values() for node in nodes)
        self.window_count = self.all("SELECT coalesce(sum(windows), 0) FROM first_print")[0][0]
        shares = Counter()
        for nodes in members.values():
            for i, a in enumerate(nodes):
                for b in nodes[:i]:
                    edges[frozenset([a, b])]["co_occurrence"] += 1
                    shares[frozenset([a, b])] += 1 / (len(nodes) - 1)
        return {pair: self.edge(pair, counts, shares[pair]) for pair, counts in edges.items()}

    def edge(self, pair, counts, share):
        typed = [kind for kind in KINDS[:-1] if counts[kind]]
        strongest = max(typed, key=lambda kind: (counts[kind], -KINDS.index(kind)), default="co_occurrence")
        edge = {kind: counts[kind] for kind in KINDS}
        edge |= {"label": strongest, "weight": sum(counts.values())}
        joint = counts["co_occurrence"]
        if joint:
            edge["share"] = share
        if joint >= 2:
            a, b = (self.windows[node] for node in pair)
            edge["npmi"] = math.log(joint * self.window_count / (a * b)) / math.log(self.window_count / joint)
        return edge

    def source(self, pair):
        """The end an edge runs from; None where nothing or as much speaks for either."""
        votes = self.sources[pair][self.edges[pair]["label"]].most_common()
        return votes[0][0] if votes and (len(votes) == 1 or votes[0][1] > votes[1][1]) else None
