"""Extracts a corpus with guanxi on many machines and sums up the graph.

    spark-submit guanxi_spark.py --guanxi /usr/local/bin/guanxi --output graph pages/ corpus.jsonl

Inputs are folders of pages (.txt and .md, UTF-8), JSON Lines of documents (`doc`, `text` and, where known, `date`;
`guanxi decode` makes them of pages of other kinds) and Parquet files with these columns. The program must stand at the
same place on every machine, or go along with `spark-submit --files`. Written, as Parquet:

    documents   line: what each document contributes, for `guanxi import graph/documents`
    nodes       an entity a row, known in all documents by its `address`: type, name and anchor
    edges       a pair a row: how often, how much more than by chance, since when, and the sentence that says so
    errors      doc, error: documents that could not be read; the exit status is then 1

The same documents give the same rows for any number of partitions: those of `guanxi build` and `guanxi export`.
"""

import argparse
import json
import os
import subprocess
import sys
import threading

import pandas
from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

KINDS = ["part_of", "located_in", "works_for", "works_in", "reports_on", "runs", "takes_part_in", "partners_with"]
TOGETHER = "co_occurrence"
# A window of two names in the parts in which shares are summed: whole numbers, whose sum has no order.
SHARE_UNIT = 720_720
LISTS = ["aliases", "roles", "districts", "townships"]
SCALARS = ["level", "code", "parent"]
# Fewest windows that must name a pair for it to have an NPMI.
MINIMUM_JOINT_COUNT = 2
TABLES = ["documents", "nodes", "edges"]
# Documents that are held in memory at a time, for each partition.
BATCH = 256
NO_TEXT = "has no text in UTF-8; make JSON Lines of it with guanxi decode"

LINE = """
    doc string, id bigint, date string, text string, error string,
    articles array<struct<digest: bigint, windows: int>>,
    sentences array<struct<start: int, `end`: int>>,
    contribution struct<
      appearances: array<struct<
        address: string, isInferred: boolean, level: string, code: string, parent: string,
        aliases: array<string>, roles: array<string>, districts: array<string>, townships: array<string>>>,
      mentions: array<struct<entity: int>>,
      relations: array<struct<
        source: int, type: string, target: int, role: string, isInferred: boolean,
        start: int, `end`: int, sentence: int, quote: string>>,
      windows: array<struct<article: int, sentence: int, entities: array<int>>>>
"""


# Documents


def read_documents(spark: SparkSession, paths: list[str]) -> DataFrame:
    """Rows of doc, text and date; where a page is not UTF-8, its text is null."""
    parts = []
    for path in paths:
        if path.endswith((".jsonl", ".json", ".jsonl.gz")):
            parts.append(spark.read.schema("doc string, text string, date string").json(path))
        elif path.endswith(".parquet"):
            rows = spark.read.parquet(path)
            date = rows["date"] if "date" in rows.columns else f.lit(None)
            parts.append(rows.select("doc", "text", date.cast("string").alias("date")))
        else:
            parts.append(read_pages(spark, path))
    documents = parts[0]
    for part in parts[1:]:
        documents = documents.unionByName(part)
    return documents


def read_pages(spark: SparkSession, folder: str) -> DataFrame:
    """The pages of a folder, each named after the way down to it, as `guanxi build` does."""
    files = (
        spark.read.format("binaryFile").option("recursiveFileLookup", True).option("pathGlobFilter", "*.{txt,md}")
        .load(folder)
    )
    context = spark.sparkContext
    root = context._jvm.org.apache.hadoop.fs.Path(folder)
    root = root.getFileSystem(context._jsc.hadoopConfiguration()).makeQualified(root).toString()
    text = f.try_validate_utf8(f.col("content").cast("string"))
    name = f.substr("path", f.lit(len(root.rstrip("/")) + 2))
    return files.select(name.alias("doc"), text.alias("text"), f.lit(None).cast("string").alias("date"))


def extract(documents: DataFrame, guanxi: str, options: list[str]) -> DataFrame:
    """A row `line` for each document: what it contributes to the graph, as `guanxi extract --contributions` says it.

    One program runs for each partition; a batch of documents goes in while the lines of the same come out.
    """

    def lines(batches):
        program = guanxi if os.path.exists(guanxi) else SparkFiles.get(os.path.basename(guanxi))
        process = None
        for batch in batches:
            process = process or subprocess.Popen(
                [program, "extract", "-", "--contributions", "--jobs", "1", *options],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            yield pandas.DataFrame({"line": answers(process, batch)})
        if process:
            process.stdin.close()
            process.wait()

    return documents.select("doc", "text", "date").mapInPandas(lines, "line string")


def answers(process: subprocess.Popen, batch: pandas.DataFrame) -> list[str]:
    """The line of each document of a batch. A thread writes them, for two pipes used in turn can block each other."""
    documents = list(zip(batch["doc"], batch["text"], batch["date"]))
    records = [
        json.dumps({"doc": doc, "text": text, "date": date}, ensure_ascii=False).encode() + b"\n"
        for doc, text, date in documents if text is not None]

    def send():
        try:
            process.stdin.writelines(records)
            process.stdin.flush()
        except BrokenPipeError:
            pass  # Told below, where lines are missing.

    sender = threading.Thread(target=send)
    sender.start()
    lines = [
        json.dumps({"doc": doc, "error": NO_TEXT}, ensure_ascii=False) if text is None
        else process.stdout.readline().decode().rstrip("\n") for doc, text, _ in documents]
    sender.join()
    if not all(lines):
        raise RuntimeError(f"guanxi ended with {process.wait()} in the middle of a batch; see its messages")
    return lines


# The graph


def parse(lines: DataFrame) -> DataFrame:
    return lines.select(f.from_json("line", LINE).alias("line")).select("line.*")


def nodes(documents: DataFrame) -> DataFrame:
    """Entities summed over documents; lists by number of documents, values of a place as most documents have them."""
    appearances = documents.select(
        "doc", "date", "contribution.mentions", f.posexplode("contribution.appearances").alias("ordinal", "entity")
    ).select(
        "doc", "date", "entity.*",
        f.size(f.filter("mentions", lambda mention: mention["entity"] == f.col("ordinal"))).alias("mentions"))
    sums = appearances.groupBy("address").agg(
        f.bool_and("isInferred").alias("inferred"), f.sum("mentions").alias("mentions"),
        f.count("*").alias("documents"), f.min("date").alias("first_date"), f.max("date").alias("last_date"))
    sums = sums.join(attributes(appearances), "address")
    # An address is type:name@anchor; what is no separator stands behind a backslash.
    parts = r"^([a-z]+):((?:[^@\\]|\\.)*)(?:@(.*))?$"
    for group, column in enumerate(["type", "name", "anchor"], start=1):
        sums = sums.withColumn(column, f.regexp_replace(f.regexp_extract("address", parts, group), r"\\(.)", "$1"))
    return sums.select(
        "address", "type", "name", "anchor", f.array_remove("aliases", f.col("name")).alias("aliases"), *SCALARS,
        *LISTS[1:], "inferred", "mentions", "documents", "first_date", "last_date")


def attributes(appearances: DataFrame) -> DataFrame:
    """For each address its lists and values: what most documents have comes first, then the first in them, then the
    least. Aliases go by name."""
    def entry(column, value, rank):
        return f.struct(f.lit(column).alias("column"), value.alias("value"), rank.alias("rank"))

    def entries_of(column):
        return f.transform(column, lambda value, rank: entry(column, value, rank))

    entries = f.concat(
        *map(entries_of, LISTS), f.array(*[entry(column, f.col(column), f.lit(0)) for column in SCALARS]))
    rank = f.when(f.col("column").isin("districts", "townships"), f.min("rank")).otherwise(0)
    order = f.when(f.col("column") == "aliases", 0).otherwise(-f.count("*"))
    ordered = (
        appearances.select("address", f.explode(entries).alias("entry")).select("address", "entry.*")
        .groupBy("address", "column", "value").agg(order.alias("order"), rank.alias("rank"))
        .groupBy("address").agg(f.collect_list(f.struct("order", "rank", "value", "column")).alias("all"))
        .withColumn("all", f.sort_array("all")))

    def values(column):
        return f.filter("all", lambda item: (item["column"] == column) & item["value"].isNotNull())["value"]

    return ordered.select(
        "address", *[values(column).alias(column) for column in LISTS],
        *[f.get(values(column), f.lit(0)).alias(column) for column in SCALARS])


def most_frequent(rows: DataFrame, keys: list[str], column: str) -> DataFrame:
    """For each key the value that most rows have, the least of equals."""
    counts = rows.where(f.col(column).isNotNull()).groupBy(*keys, column).count()
    return counts.groupBy(*keys).agg(f.min_by(column, f.struct(-f.col("count"), column)).alias(column))


def first_prints(documents: DataFrame) -> DataFrame:
    """Articles as id, article and windows: one that is printed again counts in the document of the lowest id."""
    articles = documents.select("id", f.posexplode("articles").alias("article", "values"))
    articles = articles.select("id", "article", "values.*")
    place = f.struct("id", "article")
    return (
        articles.groupBy("digest").agg(f.min(place).alias("place"), f.min_by("windows", place).alias("windows"))
        .select("place.id", "place.article", "windows"))


def counted_windows(documents: DataFrame, prints: DataFrame) -> DataFrame:
    """Windows of articles that count: doc, date, id, article, sentence and the addresses of who is named, in order."""
    addresses, window = f.col("contribution.appearances.address"), f.explode("contribution.windows")
    return (
        documents.select("doc", "date", "id", addresses.alias("addresses"), window.alias("window"))
        .select(
            "doc", "date", "id", "window.article", "window.sentence",
            f.transform("window.entities", lambda entity: f.get("addresses", entity)).alias("names"))
        .join(prints.select("id", "article"), ["id", "article"]))


def ties(documents: DataFrame, windows: DataFrame) -> DataFrame:
    """Every tie that a document states or a window shows. Of its ends `low` comes first in the order of nodes."""
    relations = documents.select(
        "doc", "date", "id", f.col("contribution.appearances.address").alias("addresses"),
        f.explode("contribution.relations").alias("tie"))
    low, high = f.least("tie.source", "tie.target"), f.greatest("tie.source", "tie.target")
    stated = relations.select(
        "doc", "date", "id", f.get("addresses", low).alias("low"), f.get("addresses", high).alias("high"),
        f.col("tie.type").alias("kind"), f.when(low == f.col("tie.source"), 1).otherwise(-1).alias("direction"),
        "tie.role", f.col("tie.isInferred").alias("inferred"), "tie.sentence", "tie.start", "tie.end", "tie.quote",
        f.lit(None).cast("int").alias("article"), f.lit(0).alias("share"))
    # Contributions list entities in the order of nodes.
    first = windows.where(f.size("names") > 1).select("*", f.posexplode("names").alias("position", "low"))
    pairs = first.select("*", f.explode(f.slice("names", f.col("position") + 2, f.size("names"))).alias("high"))
    together = pairs.select(
        "doc", "date", "id", "low", "high", f.lit(TOGETHER).alias("kind"), f.lit(0).alias("direction"),
        f.lit(None).cast("string").alias("role"), f.lit(False).alias("inferred"), "sentence", f.lit(0).alias("start"),
        f.lit(0).alias("end"), f.lit(None).cast("string").alias("quote"), "article",
        f.floor(f.lit(SHARE_UNIT) / (f.size("names") - 1)).cast("int").alias("share"))
    return stated.unionByName(together)


def edges(documents: DataFrame) -> DataFrame:
    """Ties summed over documents: one row a pair."""
    prints = first_prints(documents)
    windows = counted_windows(documents, prints)
    all_ties = ties(documents, windows)
    is_typed = f.col("kind") != TOGETHER
    rank = f.array_position(f.array(*map(f.lit, KINDS + [TOGETHER])), f.col("kind"))
    # A printed tie grounds an edge better than an inferred one, and that better than being named together.
    ground = f.when(f.col("sentence").isNotNull() | f.col("quote").isNotNull(), f.struct(
        f.when(~is_typed, 2).when(f.col("inferred"), 1).otherwise(0).alias("class"), rank.alias("rank"),
        f.col("doc"), f.coalesce("sentence", f.lit(-1)).alias("sentence"), "start"))
    window = f.when(~is_typed, f.struct("id", "article"))
    sums = all_ties.groupBy("low", "high").agg(
        *[f.count(f.when(f.col("kind") == kind, 1)).alias(kind) for kind in KINDS + [TOGETHER]],
        *[f.sum(f.when(f.col("kind") == kind, f.col("direction")).otherwise(0)).alias(f"{kind} direction")
          for kind in KINDS],
        f.count("*").alias("weight"), f.sum("share").alias("share"), f.count_distinct(window).alias("articles"),
        f.count_distinct(window["id"]).alias("documents"), f.bool_and(~is_typed | f.col("inferred")).alias("inferred"),
        f.min("date").alias("first_date"), f.max("date").alias("last_date"),
        f.min_by(f.struct("doc", "sentence", "start", "end", "quote"), ground).alias("ground"))
    sums = with_strongest(sums)
    sums = with_statistics(sums, windows, prints)
    roles = most_frequent(all_ties.where(is_typed), ["low", "high", "kind"], "role")
    sums = sums.join(roles.withColumnRenamed("kind", "label"), ["low", "high", "label"], "left")
    return with_evidence(sums, documents)


def with_strongest(sums: DataFrame) -> DataFrame:
    """Adds `label`, the typed kind that most documents state, and runs the edge from source to target as most do."""
    most = f.greatest(*KINDS)
    label, direction = f.lit(TOGETHER), f.lit(0)
    for kind in reversed(KINDS):
        is_most = (f.col(kind) == most) & (most > 0)
        label = f.when(is_most, f.lit(kind)).otherwise(label)
        direction = f.when(is_most, f.col(f"{kind} direction")).otherwise(direction)
    return sums.withColumns({
        "label": label, "inferred": f.col("inferred") & (most > 0),
        "source": f.when(direction < 0, f.col("high")).otherwise(f.col("low")),
        "target": f.when(direction < 0, f.col("low")).otherwise(f.col("high")),
    })


def with_statistics(sums: DataFrame, windows: DataFrame, prints: DataFrame) -> DataFrame:
    """Makes shares of windows numbers and adds NPMI (G. Bouma 2009) for pairs that enough windows name."""
    named = windows.select(f.explode("names").alias("name")).groupBy("name").agg(f.count("*").alias("windows"))
    total = prints.agg(f.sum("windows").alias("total"))
    sums = (
        sums.join(named.select(f.col("name").alias("low"), f.col("windows").alias("a")), "low", "left")
        .join(named.select(f.col("name").alias("high"), f.col("windows").alias("b")), "high", "left")
        .crossJoin(f.broadcast(total)))
    joint, total = f.col(TOGETHER), f.col("total")
    npmi = f.ln(joint * total / (f.col("a") * f.col("b"))) / f.ln(total / joint)
    is_together = joint > 0
    return sums.withColumns({
        "npmi": f.when((joint >= MINIMUM_JOINT_COUNT) & (joint < total), npmi),
        "share": f.when(is_together, f.col("share") / SHARE_UNIT),
        "articles": f.when(is_together, f.col("articles")), "documents": f.when(is_together, f.col("documents")),
    })


def with_evidence(sums: DataFrame, documents: DataFrame) -> DataFrame:
    """Adds the sentence that grounds an edge, or else the words, and where they stand."""
    texts = documents.select(f.col("doc").alias("document"), "text", "sentences")
    rows = sums.withColumn("document", f.col("ground.doc")).join(texts, "document", "left")
    sentence = f.get("sentences", f.col("ground.sentence"))
    start = f.coalesce(sentence["start"], f.col("ground.start"))
    end = f.coalesce(sentence["end"], f.col("ground.end"))
    blank = r"[\x{09}-\x{0D}\x{20}\x{A0}\x{3000}]"
    words = f.substring("text", start + 1, end - start)
    for pattern, replacement in [(rf"^{blank}+|{blank}+$|{blank}*[\n\r]{blank}*", ""), (rf"{blank}+", " ")]:
        words = f.regexp_replace(words, pattern, replacement)
    is_grounded = f.col("document").isNotNull()
    return rows.select(
        "source", "target", "label", "weight", *KINDS, TOGETHER, "articles", "documents", "share", "npmi", "role",
        "inferred", "first_date", "last_date",
        f.when(is_grounded, f.coalesce("ground.quote", words)).alias("evidence"), "document",
        f.when(is_grounded, start).alias("evidence_start"), f.when(is_grounded, end).alias("evidence_end"))


# The job


def require_distinct(documents: DataFrame) -> None:
    twice = documents.groupBy("doc").count().where("count > 1").limit(1).collect()
    if twice:
        raise SystemExit(f"{twice[0]['doc']}: two documents have this name; give each its own")


def run(spark: SparkSession, documents: DataFrame, out: str, guanxi: str, options: list[str] = ()) -> DataFrame:
    """Writes all tables below `out`.
    Returns: rows of doc and error.
    """
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH)
    require_distinct(documents)
    extract(documents, guanxi, list(options)).write.parquet(f"{out}/documents")
    # Read back, so that nothing is extracted twice.
    parsed = parse(spark.read.parquet(f"{out}/documents"))
    parsed.where("error IS NOT NULL").select("doc", "error").write.parquet(f"{out}/errors")
    good = parsed.where("error IS NULL")
    nodes(good).write.parquet(f"{out}/nodes")
    edges(good).write.parquet(f"{out}/edges")
    return spark.read.parquet(f"{out}/errors")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="+", help="folders of pages, JSON Lines, Parquet")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="where to write; must not be there yet")
    parser.add_argument("--guanxi", default="guanxi", metavar="FILE", help="the program")
    parser.add_argument("--partitions", type=int, metavar="N", help="parts to extract, at the same time or in turn")
    parser.add_argument("--model", metavar="FILE", help="weights that guanxi train wrote")
    parser.add_argument("--lexicon", metavar="FILE", help="names that you know")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("guanxi").getOrCreate()
    documents = read_documents(spark, arguments.input)
    if arguments.partitions:
        documents = documents.repartition(arguments.partitions, "doc")
    given = {"--model": arguments.model, "--lexicon": arguments.lexicon}
    options = [word for option, value in given.items() if value for word in (option, value)]
    errors = run(spark, documents, arguments.output, os.path.expanduser(arguments.guanxi), options)
    for row in errors.orderBy("doc").limit(20).collect():
        print(f"{row['doc']}: {row['error']}", file=sys.stderr)
    failed = errors.count()
    counts = [f"{name} {spark.read.parquet(f'{arguments.output}/{name}').count()}" for name in TABLES]
    print(f"{', '.join(counts)}, failed {failed}")
    spark.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
