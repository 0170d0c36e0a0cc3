"""Runs the Spark job on two local cores and compares what it finds with a build of the same pages.

    python check.py .build/debug/guanxi seeds Tests/Corpus/pages
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

GUANXI, SEEDS, PAGES = [str(Path(argument).resolve()) for argument in sys.argv[1:4]]
FOLDER = Path(tempfile.mkdtemp(prefix="guanxi-spark-"))
SOURCE = Path(__file__).resolve().parents[2] / "Sources/GuanxiSpark"
os.environ["PYSPARK_PYTHON"] = sys.executable
# `guanxi import` reads Parquet with the python3 it finds.
os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
sys.path.insert(0, str(SOURCE))

import guanxi_spark
from pyspark.sql import SparkSession

FORMATS = ["graphml", "gexf", "json", "jsonl", "cypher", "dot"]


def run(*arguments, status=0):
    outcome = subprocess.run([GUANXI, *map(str, arguments)], capture_output=True, text=True)
    if outcome.returncode != status:
        raise AssertionError(f"{arguments}: {outcome.returncode}: {outcome.stderr}")
    return outcome


def exports(graphs):
    """Every export of a store, as bytes."""
    for kind in FORMATS:
        run("export", "--db", graphs / "guanxi.sqlite", "-f", kind, "-o", graphs / f"all.{kind}")
    return {kind: (graphs / f"all.{kind}").read_bytes() for kind in FORMATS}


def write_corpus(folder):
    """The seeds and some pages; one of them printed again, below another name; one that cannot be read."""
    (folder / "五月/第 1版+%41").mkdir(parents=True)
    for path in sorted(Path(SEEDS).glob("*.txt")):
        shutil.copy(path, folder)
    pages = sorted(Path(PAGES).glob("*.txt"))
    for path in pages[::12]:
        shutil.copy(path, folder / "五月/第 1版+%41")
    shutil.copy(pages[0], folder / "20240621.txt")
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    (folder / "marked.txt").write_text("\ufeff金乡县委组织部副部长周启山。\r\n", encoding="utf-8", newline="")


class SparkGraph(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.pages = FOLDER / "pages"
        write_corpus(cls.pages)
        # Pages of other encodings go through `guanxi decode`; the job reads none.
        cls.others = FOLDER / "others"
        cls.others.mkdir()
        (cls.others / "gb.md").write_bytes("金乡县供电公司".encode("gb18030"))
        # A page that cannot be read is told, and the rest is done.
        run("build", cls.pages, "--out", FOLDER / "build", status=1)
        cls.expected = exports(FOLDER / "build")
        cls.spark = (
            SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", 2)
            .config("spark.ui.enabled", False).config("spark.ui.showConsoleProgress", False)
            # Compiling a query takes longer than these few rows.
            .config("spark.sql.codegen.wholeStage", False).config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate())
        cls.spark.sparkContext.setLogLevel("OFF")
        cls.spark.sparkContext.addPyFile(guanxi_spark.__file__)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        shutil.rmtree(FOLDER)

    def job(self, name, documents):
        errors = guanxi_spark.run(self.spark, documents, str(FOLDER / name), GUANXI)
        return {row["doc"]: row["error"] for row in errors.collect()}

    def imported(self, name, *sources):
        run("import", *sources, "--out", FOLDER / f"{name}-graphs", status=1)
        return exports(FOLDER / f"{name}-graphs")

    def test_any_number_of_partitions_gives_the_graph_of_a_build(self):
        for partitions in [1, 3, 7]:
            with self.subTest(partitions=partitions):
                documents = guanxi_spark.read_documents(self.spark, [str(self.pages), str(self.others)])
                documents = documents.repartition(partitions, "doc")
                errors = self.job(f"p{partitions}", documents)
                self.assertEqual(set(errors), {"gb.md", "blank.txt"})
                graphs = self.imported(f"p{partitions}", FOLDER / f"p{partitions}/documents")
                for kind, expected in self.expected.items():
                    self.assertTrue(graphs[kind] == expected, f"{kind} differs")
                self.compare_tables(f"p{partitions}")

    def test_json_lines_give_the_graph_of_a_build(self):
        corpus = FOLDER / "corpus.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            for path in sorted(self.pages.rglob("*")):
                if path.is_file():
                    text = path.read_bytes().decode()
                    json.dump({"doc": str(path.relative_to(self.pages)), "text": text}, file, ensure_ascii=False)
                    file.write("\n")
        self.assertEqual(set(self.job("lines", guanxi_spark.read_documents(self.spark, [str(corpus)]))), {"blank.txt"})
        lines = FOLDER / "contributions.jsonl"
        rows = self.spark.read.parquet(str(FOLDER / "lines/documents")).collect()
        lines.write_text("".join(row["line"] + "\n" for row in reversed(rows)), encoding="utf-8")
        self.assertTrue(self.imported("lines", lines) == self.expected, "an export differs")

    def test_two_documents_of_one_name_are_refused(self):
        rows = self.spark.createDataFrame([("a", "金乡县。", None)] * 2, "doc string, text string, date string")
        with self.assertRaisesRegex(SystemExit, "^a: two documents have this name"):
            self.job("twice", rows)

    def test_a_program_that_dies_is_told(self):
        rows = self.spark.createDataFrame([("a", "金乡县。", None)], "doc string, text string, date string")
        with self.assertRaisesRegex(Exception, "guanxi ended with 0 in the middle of a batch"):
            guanxi_spark.run(self.spark, rows, str(FOLDER / "dead"), "/bin/true")

    def compare_tables(self, name):
        """The tables of the job hold what the exports hold."""
        records = [json.loads(line) for line in self.expected["jsonl"].decode().splitlines()]
        nodes = {record["id"]: record for record in records if record["record"] == "node"}
        keys = ["type", "name", "anchor"]
        expected = {tuple(node.get(key, "") for key in keys): node for node in nodes.values()}
        rows = {tuple(row[key] for key in keys): row.asDict() for row in self.table(name, "nodes")}
        self.assertEqual(set(rows), set(expected))
        addresses = {row["address"]: key for key, row in rows.items()}
        self.assertEqual(len(addresses), len(rows))
        for key, node in expected.items():
            self.compare(key, rows[key], node, {"id", "record", "label", "colour", "x", "y", "size"})
        edges = {
            tuple(tuple(nodes[edge[end]].get(key, "") for key in keys) for end in ("source", "target")): edge
            for edge in records if edge["record"] == "edge"}
        self.assertGreater(len(edges), 1000)
        pairs = {
            (addresses[row["source"]], addresses[row["target"]]): row.asDict() for row in self.table(name, "edges")}
        self.assertEqual(set(pairs), set(edges))
        for pair, edge in edges.items():
            self.compare(pair, pairs[pair], edge, {"id", "record", "source", "target", "interaction"})

    def table(self, name, table):
        return self.spark.read.parquet(str(FOLDER / name / table)).collect()

    def compare(self, place, row, record, others):
        for column, value in record.items():
            if column in others:
                continue
            if isinstance(value, float):
                self.assertAlmostEqual(row[column], value, delta=0.00006, msg=f"{place}.{column}")
            else:
                self.assertEqual(row[column], value, f"{place}.{column}")
        for column, value in row.items():
            if column not in record and column not in ("address", "source", "target"):
                self.assertIn(value, (None, "", []), f"{place}.{column}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
