#!/usr/bin/env python3
"""Makes tables/words.tsv and tables/given_names.tsv from the word list of jieba 0.42.1 (MIT, Sun Junyi).

    python3 make_words.py [jieba-0.42.1.tar.gz]

Without an argument the package is downloaded with pip into a temporary folder. Only facts are taken: which words there
are, how often each was counted, and its part of speech. Names of persons, places and organisations are left out of the
words; of the persons' names only the counts of the characters of given names are kept.
"""
import collections, math, pathlib, subprocess, sys, tarfile, tempfile

FOLDER = pathlib.Path(__file__).resolve().parent / "tables"
LEAST_COUNT, LONGEST = 8, 5
CLASSES = {
    "n": "n", "ng": "n", "nz": "n", "j": "n", "an": "n", "l": "i", "i": "i",
    "v": "v", "vg": "v", "vi": "v", "vq": "v", "vd": "v", "vn": "w",
    "a": "a", "ag": "a", "ad": "a", "z": "a", "b": "b", "d": "d", "dg": "d", "df": "d",
    "p": "p", "c": "c", "u": "u", "uj": "u", "ul": "u", "uv": "u", "ud": "u", "uz": "u", "ug": "u", "y": "u",
    "e": "u", "o": "u", "k": "u", "h": "u", "r": "r", "rr": "r", "rz": "r", "rg": "r",
    "m": "m", "mg": "m", "mq": "m", "q": "q", "t": "t", "tg": "t", "f": "f", "s": "f",
}


def lines(archive):
    with tarfile.open(archive) as package:
        member = next(m for m in package.getmembers() if m.name.endswith("/jieba/dict.txt"))
        for line in package.extractfile(member).read().decode("utf8").splitlines():
            word, count, tag = line.split(" ")
            yield word, int(count), tag


def is_han(word):
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def main():
    with tempfile.TemporaryDirectory() as folder:
        archive = sys.argv[1] if len(sys.argv) > 1 else None
        if not archive:
            subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "-d", folder,
                            "jieba==0.42.1"], check=True)
            archive = next(pathlib.Path(folder).glob("jieba-*.tar.gz"))
        entries = list(lines(archive))
    surnames = set()
    for line in (FOLDER / "surnames.tsv").read_text("utf8").splitlines():
        if not line.startswith("#"):
            surnames.add(line.split("\t")[0])
    words, given = [], collections.defaultdict(lambda: [0, 0, 0])
    for word, count, tag in entries:
        if not is_han(word):
            continue
        if tag.startswith("nr") and 2 <= len(word) <= 3 and word[0] in surnames:
            weight = 1 + int(math.log2(1 + count))
            if len(word) == 2:
                given[word[1]][0] += weight
            else:
                given[word[1]][1] += weight
                given[word[2]][2] += weight
        if len(word) == 1:
            words.append((word, max(count, 1), CLASSES.get(tag, "x")))
        elif tag[:2] not in ("nr", "ns", "nt") and count >= LEAST_COUNT and len(word) <= LONGEST:
            words.append((word, count, CLASSES.get(tag, "x")))
    source = "from the word list of jieba 0.42.1 (MIT, Sun Junyi), made by make_words.py"
    with open(FOLDER / "words.tsv", "w", encoding="utf8") as out:
        out.write(f"# Words with count and part of speech, {source}\n")
        out.write("# word, count, class: n noun, v verb, w verbal noun, a adjective, b attributive, d adverb, p preposition, "
                  "c conjunction, u particle, r pronoun, m numeral, q measure, t time, f locality, i idiom, x other\n")
        for word, count, tag in sorted(set(words)):
            out.write(f"{word}\t{count}\t{tag}\n")
    with open(FOLDER / "given_names.tsv", "w", encoding="utf8") as out:
        out.write(f"# Characters of given names, {source}\n")
        out.write("# character; weight as the whole given name, as the first of two, as the second of two\n")
        for character, (single, first, second) in sorted(given.items()):
            if single + first + second > 1:
                out.write(f"{character}\t{single}\t{first}\t{second}\n")
    print(len(words), "words,", len(given), "characters")


if __name__ == "__main__":
    main()
