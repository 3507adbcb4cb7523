"""Headers of tables of actions told by what their columns hold, where labels.toml knows too few of their words.

Reads all grids of a document; decides over the rows of all that have one header: a column whose cells name bodies, and left of it one whose
cells are short, each of its own, no number and no date. A table of figures, of who meets whom or of who pays has no such pair. The role of
a column of parties is the one that a word of its header says, else that of who leads for the first of them. Where all words but one are
known, a column that lists what to do is that of the actions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.lexicon import Label, governing_words, strong_glyphs, tick_boxes
from pipeline.stages.actors import is_body, party_ranges
from pipeline.stages.bold_verbs import is_infinitive
from pipeline.stages.grid_cells import Grid, GridCell, is_item, is_total
from pipeline.stages.grids import MOTS_ENTETE, cell_text, header_cells, header_key, known_label, name_columns
from pipeline.stages.labels import told_role
from pipeline.stages.list_signs import marker_at
from pipeline.stages.title_looks import is_moment
from pipeline.texts import is_figure, label_key

# The fewest rows of all tables of one header, and columns.
RANGEES_MIN, COLONNES_MIN = 3, 3
# Share of the filled cells of a column that must be what it is taken for; share of the rows that have a title.
PART, PART_TITRES = 0.7, 0.8
# The same, of a column whose header has a word that says a role.
PART_DITE = 0.4
# The most words of a title of a row, and of a list of names.
MOTS_TITRE, MOTS_NOMS = 20, 16
_ANNEE = re.compile(r"\b20\d\d\b")

_MENEURS = frozenset({"pilote", "porteur", "chef_de_file", "maitre_ouvrage"})
Named = dict[int, tuple[Label, bool]]


def told_headers(grids: Iterable[Grid]) -> dict[tuple[str, ...], Named]:
    """The words of a header row, from left to right -> column -> (its label, whether it gives the title of each row)."""
    tables: dict[tuple[str, ...], list[Mapping[int, GridCell]]] = defaultdict(list)
    places: dict[tuple[str, ...], tuple[int, ...]] = {}
    for grid in grids:
        heads, rows = header_cells(grid)
        key = header_key(heads)
        if len(key) < COLONNES_MIN or not _is_header(heads, rows):
            continue
        columns = tuple(c.colonne for c in heads if c.lignes)
        if places.setdefault(key, columns) == columns:
            tables[key] += [{c.colonne: c for c in row if c.lignes} for row in rows]
    found = ((key, _told(dict(zip(places[key], key, strict=True)), rows)) for key, rows in tables.items())
    return {key: named for key, named in found if named is not None}


def _told(texts: Mapping[int, str], rows: Sequence[Mapping[int, GridCell]]) -> Named | None:
    """What each column is, where its words leave it open."""
    known = name_columns(texts)
    return _named(texts, rows) if known is None else _with_lists(texts, known, rows)


def _with_lists(texts: Mapping[int, str], known: Named, rows: Sequence[Mapping[int, GridCell]]) -> Named | None:
    """The columns of a header whose words are known, the one unknown column that lists what to do as that of the actions; None where others
    say what is done, or nobody leads or takes part."""
    genres = {label.genre for label, title in known.values() if not title}
    if genres & {"actions", "contenu"} or "acteur" not in genres:
        return None
    open_ = [
        c
        for c, text in texts.items()
        if known_label(text) is None and not known[c][1] and governing_words().isdisjoint(label_key(text).split())
    ]
    cells = {c: [row[c] for row in rows if c in row] for c in open_}
    lists = [c for c in open_ if len(cells[c]) > 1 and _share(cells[c], _lists) >= PART and _share(cells[c], _does) >= 0.5]
    return {**known, lists[0]: (Label("actions", ""), False)} if len(lists) == 1 else None


def _lists(cell: GridCell) -> bool:
    """Whether a cell is a list, no box to tick."""
    return is_item(cell.lignes[0]) and cell.lignes[0].texte[:1] not in tick_boxes()


def _does(cell: GridCell) -> bool:
    """Whether a list starts with a verb that tells what to do; 'Nombre de jeunes' measures it."""
    marker = marker_at(cell.lignes[0].texte)
    return marker is not None and is_infinitive(cell.lignes[0].texte[marker.suite :])


def _is_header(heads: Sequence[GridCell], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a row is set apart from those below it, by weight, colour or fill, and has few words in each cell."""
    filled = [c for c in heads if c.lignes]
    looks = {(li.style.gras, li.style.couleur, li.style.fond) for c in filled for li in c.lignes}
    below = [{(li.style.gras, li.style.couleur, li.style.fond) for li in c.lignes} for row in rows for c in row if c.lignes]
    few = all(len(cell_text(c).split()) <= MOTS_ENTETE + 1 and not is_item(c.lignes[0]) for c in filled)
    return few and len(looks) == 1 and sum(not looks & cell for cell in below) > PART * len(below) > 0


def _named(texts: Mapping[int, str], rows: Sequence[Mapping[int, GridCell]]) -> Named | None:
    """What each column is; None when they are not those of a table of actions."""
    full = [row for row in rows if len(row) > 1 and not any(is_total(cell_text(c)) for c in row.values())]
    if len(full) < RANGEES_MIN or any(word in governing_words() for text in texts.values() for word in label_key(text).split()):
        return None
    cells = {c: [row[c] for row in full if c in row] for c in texts}
    enough = [c for c in texts if len(cells[c]) >= RANGEES_MIN]
    parties = [c for c in enough if _share(cells[c], _names_bodies) >= (PART_DITE if told_role(texts[c]) else PART)]
    if not parties:
        return None
    told = [c for c in texts if c not in parties and cells[c] and _share(cells[c], _tells) >= 0.5]
    free = [c for c in texts if c < parties[0] and c not in told and _genre(texts[c]) in ("", "titre", "actions", "niveau")]
    titles = [c for c in free if _gives_titles(cells[c], len(full))]
    if not titles:
        return None
    bold = [c for c in titles if _share(cells[c], _is_bold) >= PART]
    title = next((c for c in (*bold, *titles) if known_label(texts[c]) is not None and _genre(texts[c]) in ("titre", "actions")), None)
    title = title if title is not None else (bold or titles)[0]
    out: Named = {}
    lead = any((label := known_label(text)) is not None and label.role in _MENEURS for text in texts.values())
    for c, text in texts.items():
        label = known_label(text)
        if label is None and c in parties:
            label = Label("acteur", told_role(text) or ("partenaire" if lead else "pilote"))
            lead = lead or label.role in _MENEURS
        label = label or Label("actions" if c in told else "champ", "")
        out[c] = (Label("champ", "") if c == title and label.genre == "actions" else label, c == title)
    return out


def _genre(texte: str) -> str:
    label = known_label(texte)
    return label.genre if label is not None else ""


def _share(cells: Sequence[GridCell], holds: Callable[[GridCell], bool]) -> float:
    return sum(map(holds, cells)) / max(1, len(cells))


def _names_bodies(cell: GridCell) -> bool:
    """Whether a cell starts with the name of a body and holds no more than names."""
    first = cell.lignes[0].texte.strip().lstrip(strong_glyphs() + "-–— ")
    names = [first[a:b] for a, b in party_ranges(first)]
    text = cell_text(cell)
    return bool(names) and is_body(names[0]) and len(text.split()) <= MOTS_NOMS and not text.endswith(".")


def _tells(cell: GridCell) -> bool:
    """Whether a cell lists, or tells in a sentence, what is done."""
    return _lists(cell) or (is_infinitive(cell_text(cell)) and len(cell_text(cell).split()) > 3)


def _gives_titles(cells: Sequence[GridCell], rows: int) -> bool:
    """Whether the cells of a column can be titles: one for nearly each row, short, all different, no figure, no date, no box to tick."""
    texts = [cell_text(c) for c in cells]
    if len(cells) < PART_TITRES * rows or len(set(texts)) < len(texts) or any(c.rang_fin - c.rang > 1 for c in cells):
        return False
    plain = sum(
        any(map(str.isalpha, text)) and len(text) > 3 and not is_figure(text) and not is_moment(text) and text[0] not in tick_boxes()
        for text in texts
    )
    dated = sum(_ANNEE.search(text) is not None and len(text.split()) <= 3 for text in texts)
    return plain >= PART_TITRES * len(texts) and dated <= 0.3 * len(texts) and all(len(text.split()) <= MOTS_TITRE for text in texts)


def _is_bold(cell: GridCell) -> bool:
    return cell.lignes[0].style.gras
