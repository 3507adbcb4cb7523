"""contrats-de-ville.xlsx: one sheet a table, for people: frozen header, filters, widths, links to what a row belongs to.

Written in one pass by XlsxWriter, a row in memory at a time. A text longer than a cell holds is cut there, and says so; the other formats
keep it whole. A corpus with more rows than a sheet holds gets no workbook: half of one would lie.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.errors import UsageError
from pipeline.exports import DESCRIPTION, DOSSIER, LICENCE, NOM, TITRE, Corpus
from pipeline.exports.csv_files import text
from pipeline.exports.tables import Column, tables
from pipeline.files import replacing

MAX_LIGNES = 1_048_575
MAX_LIENS = 65_000  # a sheet holds 65,530
MAX_TEXTE = 32_767
_COUPE = " […] (texte coupé : voir le CSV)"
_LARGEURS: Mapping[str, int] = {"entier": 9, "nombre": 10, "date": 12, "booleen": 9}
_LONGS = ("titre", "texte", "valeur", "message", "libelle", "organisation")


def write(corpus: Corpus) -> None:
    path = corpus.dossier / f"{NOM}.xlsx"
    full = [name for name, rows in corpus.lignes.items() if rows > MAX_LIGNES]
    if full:
        path.unlink(missing_ok=True)
        raise UsageError(f"{path}: a sheet holds {MAX_LIGNES} rows, {full[0]} has {corpus.lignes[full[0]]}", "use the other formats")
    import xlsxwriter

    with (
        replacing(path) as handle,
        xlsxwriter.Workbook(handle, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book,
    ):
        book.set_properties({"title": TITRE, "created": dt.datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#E3E3FD", "border": 1, "text_wrap": True, "valign": "top"})
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        link = book.get_default_url_format()
        _cover(book, corpus, head)
        at: dict[str, dict[str, int]] = {}  # table -> key -> row of its sheet
        for table in tables():
            at[table.nom] = {}
            sheet = book.add_worksheet(table.nom)
            for i, column in enumerate(table.colonnes):
                sheet.set_column(i, i, _width(column))
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(corpus.lignes[table.nom], 1), len(table.colonnes) - 1)
            for i, column in enumerate(table.colonnes):
                sheet.write_string(0, i, column.nom, head)
            links = 0
            for r, row in enumerate(corpus.rows(table.nom), start=1):
                for i, column in enumerate(table.colonnes):
                    value = row[column.nom]
                    goal = at[column.vers].get(value) if column.vers and value is not None else None
                    if goal is not None and links < MAX_LIENS:
                        links += 1
                        sheet.write_url(r, i, f"internal:'{column.vers}'!A{goal + 1}", link, _cut(value))
                    elif value is not None:
                        _cell(sheet, r, i, value, column, date)
                at[table.nom][row[table.cle]] = r


def _cell(sheet: Any, r: int, i: int, value: Any, column: Column, date: Any) -> None:
    if column.type in ("entier", "nombre"):
        sheet.write_number(r, i, value)
    elif column.type == "date" and value >= "1900-03-01":  # before, the calendar of spreadsheets is not ours
        sheet.write_datetime(r, i, dt.datetime.fromisoformat(value), date)
    else:
        sheet.write_string(r, i, _cut(text(value)))


def _cut(value: str) -> str:
    return value if len(value) <= MAX_TEXTE else value[: MAX_TEXTE - len(_COUPE)] + _COUPE


def _width(column: Column) -> int:
    if column.nom.endswith("_id"):
        return 30
    return _LARGEURS.get(column.type, 60 if column.nom in _LONGS else 16)


def _cover(book: Any, corpus: Corpus, head: Any) -> None:
    """The first sheet: what this is, the sheets, and what each column means."""
    sheet = book.add_worksheet("Lisez-moi")
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, 110)
    lines = [(TITRE, "", ""), ("", "", DESCRIPTION), ("", "Licence", f"{LICENCE['title']}, {LICENCE['path']}")]
    lines.append(("", "Données", f"Les mêmes tables, dans d'autres formats, sont dans le dossier {DOSSIER}."))
    r = 0
    for line in lines:
        for i, words in enumerate(line):
            sheet.write_string(r, i, words)
        r += 1
    for table in tables():
        r += 1
        sheet.write_url(r, 0, f"internal:'{table.nom}'!A1", head, table.nom)
        sheet.write_string(r, 1, f"{corpus.lignes[table.nom]} lignes", head)
        sheet.write_string(r, 2, f"{table.titre}. {table.description}", head)
        for column in table.colonnes:
            r += 1
            sheet.write_string(r, 1, column.nom)
            sheet.write_string(r, 2, column.description)
        r += 1
