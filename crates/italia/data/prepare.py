"""Makes the three TSV files beside this script from the public lists named in README.md.

usage: python3 prepare.py ISTAT.csv ANPR_HISTORY.csv COUNTRIES.csv
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

CONNECTORS = set(
    "a ad al alla alle agli ai con da dal dalla dei del della delle dello degli di e ed fra in la le lo il "
    "nel nella nelle nei sopra sotto su sul sulla sullo tra".split()
)
# Provinces that no longer exist, with the region their Comuni lie in today; Fiume, Pola and Zara have none.
FORMER = {"PS": "Marche", "FO": "Emilia-Romagna", "CI": "Sardegna", "OG": "Sardegna", "OT": "Sardegna", "VS": "Sardegna"}
ELIDED = ("d'", "dell'", "all'", "nell'", "sull'", "dall'")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def lower_connectors(name):
    """The history writes `Acquaviva D'Isernia`; ISTAT, and everybody, `Acquaviva d'Isernia`."""
    words = name.split(" ")
    for i, word in enumerate(words):
        if i == 0:
            continue
        if word.lower() in CONNECTORS:
            words[i] = word.lower()
        for elided in ELIDED:
            if word.lower().startswith(elided):
                words[i] = elided + word[len(elided):]
    return " ".join(words)


def day_after(iso):
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def periods(history, current):
    """One row per code, name and province: renewals of the same Comune without a gap are one period."""
    by_code = {}
    for row in history:
        if row["codice_belfiore"] != "ND":  # abolished before the codes existed: nothing to look up
            by_code.setdefault(row["codice_belfiore"], []).append(row)
    for code, rows in sorted(by_code.items()):
        rows.sort(key=lambda row: (row["istituzione"], row["cessazione"] or "9999"))
        istat = current.get(code)
        merged = []
        for row in rows:
            last_row = row is rows[-1]
            name, other = lower_connectors(row["nome"]), row["nome_alternativo"]
            if istat and (last_row or name.casefold() == istat["denominazione"].casefold()):
                name, other = istat["denominazione"], istat["denominazione_altra_lingua"]
            if other.casefold() == name.casefold():
                other = ""
            period = [code, name, other, row["provincia"], row["istituzione"], row["cessazione"], ""]
            before = merged[-1] if merged else None
            if before and before[5] and before[5] >= period[4]:
                period[4] = day_after(before[5])  # the history has D588 twice at once; one code is one Comune a day
            if before and before[:4] == period[:4] and before[5] and day_after(before[5]) == period[4]:
                before[5] = period[5]
            else:
                merged.append(period)
        if istat:
            merged[-1][6] = istat["codice_istat"]
        yield from merged


def write(name, rows):
    with open(Path(__file__).parent / name, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            assert not any("\t" in cell or "\n" in cell for cell in row)
            file.write("\t".join(row) + "\n")


def main():
    istat, history, countries = (read(path) for path in sys.argv[1:4])
    current = {row["codice_catastale"]: row for row in istat}
    write("municipalities.tsv", periods(history, current))
    write("provinces.tsv", sorted({(row["sigla"], row["regione"]) for row in istat} | set(FORMER.items())))
    write(
        "countries.tsv",
        sorted((row["codice_belfiore"], row["nome"], row["istituzione"], row["cessazione"]) for row in countries),
    )


main()
