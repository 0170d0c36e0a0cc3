"""Measures how time, memory and the graph grow with the text: `guanxi extract` and `guanxi build` over some sizes.

    python growth.py .build/release/guanxi .build/release/guanxi-benchmark --megabytes 1 10 100 --figures growth.json

The pages are one article each, made of those in seeds/ with other names. Time is that of the processor, of all cores
together, so that other work on the machine disturbs little; elapsed time stands beside it. Memory is the most that was
held.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peers import machine

# Of a page of one article, on average.
PAGE_BYTES = 1_900


def run(arguments, output=subprocess.DEVNULL):
    """Seconds of the processor, seconds and megabytes of a command."""
    start = time.monotonic()
    with subprocess.Popen(arguments, stdout=output, stderr=subprocess.PIPE) as process:
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments[:2]} ended with {process.returncode}: {said[-500:]}")
    return {"processor_seconds": round(usage.ru_utime + usage.ru_stime, 2),
            "seconds": round(time.monotonic() - start, 2), "megabytes": round(usage.ru_maxrss / 1024)}


def measure(guanxi, benchmark, megabytes, folder):
    pages = f"{folder}/pages"
    run([benchmark, "--write", pages, "--documents", str(megabytes * 1_000_000 // PAGE_BYTES)])
    files = [path for path in Path(pages).rglob("*.txt")]
    size = sum(path.stat().st_size for path in files)
    figures = {"text_megabytes": round(size / 1e6, 2), "documents": len(files),
               "extract": run([guanxi, "extract", pages]),
               "build": run([guanxi, "build", pages, "--no-export", "--out", f"{folder}/graphs"])}
    database = f"{folder}/graphs/guanxi.sqlite"
    figures["nodes"], figures["edges"] = counts(guanxi, database)
    figures["store_megabytes"] = round(Path(database).stat().st_size / 1e6, 1)
    return figures


def counts(guanxi, database):
    """Nodes and edges, one a pair, of the whole graph."""
    told = subprocess.run([guanxi, "export", "--db", database, "-f", "cypher", "-o", "/dev/null"],
                          capture_output=True, text=True, check=True).stdout
    words = told.replace(",", "").split()
    return int(words[words.index("nodes") - 1]), int(words[words.index("edges") - 1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("guanxi")
    parser.add_argument("benchmark")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--figures", help="file for the raw figures, as JSON")
    parser.add_argument("--folder", help="where pages and stores are made (default: a temporary one)")
    arguments = parser.parse_args()
    report = {"machine": machine(), "sizes": []}
    print(f"{'text MB':>8} {'documents':>10} {'nodes':>10} {'edges':>10} {'extract: s':>11} {'CPU s':>8} {'MB':>5}"
          f" {'build: s':>9} {'CPU s':>8} {'MB':>5} {'store MB':>9}", flush=True)
    for size in sorted(arguments.megabytes):
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            row = measure(arguments.guanxi, arguments.benchmark, size, folder)
        extract, build = row["extract"], row["build"]
        print(f"{row['text_megabytes']:8} {row['documents']:10,} {row['nodes']:10,} {row['edges']:10,}"
              f" {extract['seconds']:11} {extract['processor_seconds']:8} {extract['megabytes']:5} {build['seconds']:9}"
              f" {build['processor_seconds']:8} {build['megabytes']:5} {row['store_megabytes']:9}", flush=True)
        report["sizes"].append(row)
        if arguments.figures:
            Path(arguments.figures).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
