"""What a table is for: a table of actions, a fiche of labels and values, a layout of boxes, or mere figures.

Reads grids as tables.py found them, page after page; decides by the words of headers and labels (labels.toml), never by
the order of columns. A row broken by a page end is one row; a header printed again is furniture.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.lexicon import Label, due_labels, ticks
from pipeline.model import Line, Style
from pipeline.stages.grid_cells import Grid, GridCell, is_item, is_total
from pipeline.stages.headings import is_bare_number, is_level_word, parse_heading
from pipeline.stages.label_looks import label_by_look
from pipeline.stages.labels import label_at, named_label
from pipeline.texts import collapse, is_figure, label_key

Emploi = Literal["entete", "titre", "groupe", "etiquette", "valeur", "contenu", "coche", "tableau"]
# The fewest columns without a known word that are those of quartiers.
COLONNES_QUARTIERS = 3
# So many headers abreast may have icons beside them.
COLONNES_ICONES = 3
MOTS_ENTETE = 6
# The most words of a label that no list knows.
MOTS_LABEL = 8
# Type so much smaller than that of a title above it in a cell is no part of the title.
PLUS_PETIT = 0.9
# The column of a row whose title stands in a band above its cells.
AU_DESSUS = -1
MOTS_GROUPE = 40
# A table of figures has more columns than this, and twice as many figures.
CHIFFRES_MIN = 3
# The fewest rows of a table whose columns are engagements.
RANGEES_TOURNEES = 3


# The fewest known labels of a grid that is a fiche, and the fewest fiches that a label returns in.
PAIRES_MIN, FICHES_MIN = 3, 3


class Step(Struct, frozen=True):
    """One thing that the table says, in order.

    etiquette: `lignes` are the label's (`repris` when they are a column header's), the next valeur is its value (`repris`
    when its cell began in a row above);
    titre: `lignes` are the title's, `numero` those of its number; groupe: a heading over several rows (`dedans`: a merged
    cell beside them, under the merged rows);
    coche: a sign that ticks the header of its column, a valeur before it;
    tableau: `rangs` are cells row by row.
    """

    emploi: Emploi
    lignes: tuple[Line, ...] = ()
    label: Label | None = None
    repris: bool = False
    numero: tuple[Line, ...] = ()
    droite: float = 0.0
    rangs: tuple[tuple[tuple[Line, ...], ...], ...] = ()
    dedans: bool = False


class Column(Struct, frozen=True):
    """A column of a table of actions: its header and what its cells are. `sur`: the lines and the label of the header over several columns
    that are ticked, 'Partenaires' over 'Caf' and 'Région': the words of each are a value of it."""

    lignes: tuple[Line, ...]
    texte: str
    label: Label
    titre: bool = False
    sur: tuple[tuple[Line, ...], Label] | None = None


class Row(Struct, frozen=True):
    """Lines by column of one row, and the right edge of each column. `repris`: columns whose cell began in a row above; `suites`: other
    cells of a column, each with it, that stand below its own beside one title."""

    cellules: dict[int, tuple[Line, ...]]
    droites: dict[int, float]
    repris: frozenset[int] = frozenset()
    suites: tuple[tuple[int, tuple[Line, ...]], ...] = ()


class Table(Struct):
    """A table of actions under way, which may go on on the next page. `attente`: its last row, which may go on too; `tetes`: the merged
    cells that begin beside that row.

    `au_dessus`: whether the title of each row stands in a band across the table above its cells, None as long as no row tells;
    `titre`: the last band, whose cells are still to come; `bandeau`: the words of the last band, above its header or amid its rows.
    """

    colonnes: tuple[float, ...]
    entete: dict[int, Column]
    attente: Row | None = None
    tetes: tuple[GridCell, ...] = ()
    reglee: bool = True
    au_dessus: bool | None = None
    titre: tuple[Line, ...] = ()
    bandeau: str = ""
    groupes: set[int] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)


def cell_text(cell: GridCell | Sequence[Line]) -> str:
    lignes = cell.lignes if isinstance(cell, GridCell) else cell
    text = collapse(" ".join(li.texte for li in lignes))
    if 1 < len(lignes) < 5 and known_label(text) is None:
        texts = [li.texte for li in lignes]
        for k in range(1, len(texts)):  # a narrow column cuts words without a hyphen: 'Échéanc' 'e', 'Budget' 'prévisionne' 'l'
            glued = collapse(" ".join([*texts[: k - 1], texts[k - 1] + texts[k], *texts[k + 1 :]]))
            if known_label(glued) is not None:
                return glued
        glued = collapse("".join(texts))
        if known_label(glued) is not None:
            return glued
    return text


def known_label(texte: str) -> Label | None:
    """The label that `texte` is, with or without its colon; a cell asks without a sign too: 'Quand'."""
    return named_label(texte) or named_label(f"{texte} ?") if len(texte) <= 70 else None


def is_header(texte: str) -> bool:
    """Whether `texte` reads as the header of a column."""
    return known_label(texte) is not None and not texte.rstrip().endswith(":")


def heads_rows(texts: Sequence[str]) -> bool:
    """Whether a row of words heads the columns of a table of actions."""
    return name_columns(dict(enumerate(texts))) is not None


# --- tables of actions


def header_of(row: Sequence[GridCell]) -> dict[int, Column] | None:
    """The columns that a header row names, or None when it is no header of a table of actions.

    At least two known words, at least half of the cells; one column gives the title of each row: one that says so, else
    the first that names actions, else the first unknown one.
    """
    full = [c for c in row if c.lignes]
    named = name_columns({c.colonne: cell_text(c) for c in full})
    return None if named is None else {c.colonne: Column(c.lignes, cell_text(c), *named[c.colonne]) for c in full}


def name_columns(texts: Mapping[int, str]) -> dict[int, tuple[Label, bool]] | None:
    """Column -> (its label, whether it gives the title of each row), from the words of a header row; see `header_of`."""
    found = {c: known_label(text) for c, text in texts.items()}
    known = [c for c, label in found.items() if label is not None]
    if len(texts) < 2 or not known or any(len(t.split()) > MOTS_ENTETE for t in texts.values()):
        return None
    by_genre = {g: [c for c in known if _genre(found[c]) == g] for g in ("titre", "actions", "acteur", "contenu")}
    unknown = [c for c in found if found[c] is None]
    first = min((c for c in found if _genre(found[c]) != "numero"), default=-1)
    # engagements across quartiers: what is done in each stands in a column of its own
    across = bool(by_genre["acteur"]) and first >= 0 and (first in by_genre["titre"] or is_level_word(texts[first]))
    pair = across and len(texts) == 2  # 'Engagements' beside 'Pilotes'
    # 'Constats' | 'Engagements' | 'Qui ?', 'Orientations' | 'Pilotes' | 'Partenaires'
    level = first if across else next((c for c in unknown if is_level_word(texts[c])), -1)
    quartiers = (len(known) < 2 and not pair) or 2 * len(known) < len(texts)
    if quartiers and not (across and len(unknown) >= COLONNES_QUARTIERS):
        return None
    if by_genre["titre"]:
        title = by_genre["titre"][0]
    elif by_genre["actions"]:
        title = by_genre["actions"][0]
    elif by_genre["acteur"] and unknown and unknown[0] == first:
        title = first
    elif across and len(unknown) > 1:
        title, quartiers = first, True
    elif by_genre["acteur"] and by_genre["contenu"]:
        title = by_genre["contenu"][0]  # what the rows are called stands left of it or in bands above: see `_titled`
    elif level >= 0 and not quartiers:
        title = level
    else:
        return None
    other = Label("contenu" if quartiers else "champ", "")
    return {c: (label or (other if c != title else Label("champ", "")), c == title) for c, label in found.items()}


def _genre(label: Label | None) -> str:
    return label.genre if label else ""


def read_grid(
    grid: Grid,
    table: Table | None,
    told: Mapping[tuple[str, ...], Mapping[int, tuple[Label, bool]]] | None = None,
    fiches: Set[str] = frozenset(),
) -> tuple[list[Step], Table | None]:
    """What `grid` says, and the table of actions that stays open after it. `table`: the one open before it; `told`: see told_headers.py;
    `fiches`: see `fiche_labels`.

    The steps of the last row are held back in the table: `close_table` gives them.
    """
    grid = without_drawn_columns(grid)
    grid = _turned(grid) or grid
    rows = grid.rangs
    steps: list[Step] = []
    lead, start = _lead(rows)
    heads, depth = _header_cells(rows, start)
    full = [c for c in heads if c.lignes]
    alone = sum(any(c.lignes for c in row) for row in rows[start + depth :]) < 2  # a table of actions has several rows
    fiche = len(_head_rows(grid)) > 1 or (bool(full) and alone and {label_key(cell_text(c)) for c in full} <= fiches)
    ticked = _ticked(rows, start, depth, heads)
    header = header_of([c for c in heads if c.colonne not in ticked]) if heads and not fiche else None
    header = header and dict(sorted((header | ticked).items()))
    if header is not None and alone and table is None and _is_one_list(header, rows[start + depth :]):
        header = None  # labels abreast over what they say, a list of actions below the first
    named = told.get(header_key(heads)) if told else None
    if header is None and named is not None and all(c.colonne in named for c in full):
        header = {c.colonne: Column(c.lignes, cell_text(c), *named[c.colonne]) for c in full}
    elif header is not None:
        header = _as_told(header, named or {})
        below = rows[start + depth :]
        goes_on = table is not None and _goes_on(table, grid, header)
        header = None if _heads_lists(header, below, goes_on) else _led(_titled(_with_corner(header, below), below), below)
        if header is not None and not _can_title(header) and _bands_title(header, below, grid) is False:
            header = None
    if table is not None and _goes_on(table, grid, header):
        band = " ".join(map(cell_text, lead))
        other = bool(header) and bool(lead) and band != table.bandeau
        if other:  # no row goes on under another heading
            steps += close_table(table)
            table.bandeau = band
        steps += [Step("entete", c.lignes) for c in (_printed(rows, start, depth) if header else ()) if c.lignes]
        data = rows[start + depth :] if header else rows
        steps += [Step("groupe", c.lignes) for c in lead if header]
        _rows(table, data, grid, not other)
        steps += table.steps
        table.steps = []
        return steps, table
    closing = close_table(table)
    if header is not None and (len(rows) > start + depth or table is None):
        table = Table(grid.colonnes, header, reglee=grid.reglee, bandeau=" ".join(map(cell_text, lead)))
        steps += [Step("groupe", c.lignes) for c in lead]
        steps += [Step("entete", c.lignes) for c in _printed(rows, start, depth) if c.lignes]
        _rows(table, rows[start + depth :], grid, False)
        steps += table.steps
        table.steps = []
        return closing + steps, table
    return closing + _other(grid, fiches), None


def _is_one_list(header: Mapping[int, Column], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the only row below a header has a list of actions where its title would stand, and no title at the left of it."""
    title = next(c for c, column in header.items() if column.titre)
    full = [c for row in rows for c in row if c.lignes]
    listed = any(c.colonne == title and is_item(c.lignes[0]) for c in full)
    return header[title].label.genre == "actions" and listed and not any(c.colonne < title for c in full)


def is_tick(texte: str) -> bool:
    """Whether the words of a cell are a cross or a sign that says yes (glyphs.toml)."""
    return len(texte) == 1 and texte in ticks()


def _ticked(rows: Sequence[Sequence[GridCell]], start: int, depth: int, heads: Sequence[GridCell]) -> dict[int, Column]:
    """The columns below one known header over several, none of which is known by itself, that hold but ticks."""
    out: dict[int, Column] = {}
    for over in (c for row in rows[start : start + depth] for c in row if c.lignes and c.colonne_fin - c.colonne > 1):
        label = known_label(cell_text(over))
        under = [c for c in heads if over.colonne <= c.colonne and c.colonne_fin <= over.colonne_fin and c.lignes and c is not over]
        below = [c for row in rows[start + depth :] for c in row if c.lignes and over.colonne <= c.colonne < over.colonne_fin]
        told = label is not None and len(under) > 1 and bool(below) and not any(map(_label_cell, under))
        if label is not None and told and all(c.colonne_fin - c.colonne == 1 and is_tick(cell_text(c)) for c in below):
            out |= {c.colonne: Column(c.lignes, cell_text(c), Label("champ", ""), sur=(over.lignes, label)) for c in under}
    return out


def fiche_labels(grids: Iterable[Grid]) -> frozenset[str]:
    """The keys of the labels, known or not, that return at the left of their values, or over them, in several grids that are fiches: what
    tells the end of a fiche at the head of a page, which has one row, or its start at the foot."""
    count: Counter[str] = Counter()
    once: list[set[str]] = []  # heads of one row
    several: set[str] = set()  # heads of tables of several rows
    for grid in grids:
        rows = [row for cells in grid.rangs if (row := [c for c in cells if c.lignes])]
        if len(rows) > 2:
            several |= {label_key(cell_text(c)) for c in rows[0]}
        pairs = _two_cells(grid)
        labels = [a for a, b in pairs if _looks_like_label(a, b)]
        if len(over := _head_rows(grid)) > 1:
            count.update({label_key(cell_text(c)) for row in over for c in row})
        elif (alone := _heads_of_one_row(grid)) and any(map(_label_cell, alone)):
            once.append({label_key(cell_text(c)) for c in alone})
        elif len(labels) == len(pairs) and sum(map(_label_cell, labels)) >= PAIRES_MIN:
            count.update({label_key(cell_text(a)) for a in labels})
    for heads in once:
        if not heads <= several:
            count.update(heads)
    return frozenset(key for key, n in count.items() if n >= FICHES_MIN)


def _head_rows(grid: Grid) -> list[list[GridCell]]:
    """The rows of several known labels set alike, other ones in each, right over values: 'Objectifs' and 'Actions', then 'Pilotes' and
    'Partenaires'."""
    out: list[list[GridCell]] = []
    said: set[str] = set()
    rows = [row for cells in grid.rangs if (row := [c for c in cells if c.lignes])]
    for row, below in pairwise(rows):
        labels = {label_key(cell_text(c)) for c in row}
        if len(row) < 2 or not all(map(_label_cell, row)) or any(map(_label_cell, below)) or labels & said:
            continue
        if not out or _alike(out[0][0], row[0]):
            out.append(row)
            said |= labels
    return out


def _heads_of_one_row(grid: Grid) -> list[GridCell]:
    """The cells of the first row of three or more, in a look or on a fill of its own, over as many in the only other row, under a tag or
    none that says what the table is; else none."""
    rows = [row for cells in grid.rangs if (row := [c for c in cells if c.lignes])]
    rows = rows[1:] if len(rows) > 2 and len(rows[0]) == 1 else rows
    if len(rows) != 2 or len(rows[0]) < PAIRES_MIN or not all(map(_same_width, *rows)) or len(rows[0]) != len(rows[1]):
        return []
    heads, below = rows
    alike = all(_alike(heads[0], c) for c in heads) and all(len(cell_text(c).split()) <= MOTS_LABEL for c in heads)
    named = [known_label(cell_text(c)) for c in heads]
    fields = header_of(heads) is None and all(label is None or label.genre == "champ" for label in named)
    return heads if alike and fields and not any(_alike(heads[0], c) for c in below) else []


def _two_cells(grid: Grid) -> list[tuple[GridCell, GridCell]]:
    """The rows that have two filled cells."""
    rows = ([c for c in row if c.lignes] for row in grid.rangs)
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _as_told(header: Mapping[int, Column], named: Mapping[int, tuple[Label, bool]]) -> dict[int, Column]:
    """The columns, those whose words no list knows as what they hold tells: 'Ce qui est prévu' over lists."""
    unknown = {c for c, column in header.items() if c in named and not column.titre and known_label(column.texte) is None}
    return {c: replace(column, label=named[c][0]) if c in unknown else column for c, column in header.items()}


def _lead(rows: Sequence[Sequence[GridCell]]) -> tuple[list[GridCell], int]:
    """The bands above a header, three at most, and the row below them."""
    lead: list[GridCell] = []
    start = 0
    while start < len(rows) and len([c for c in rows[start] if c.lignes]) == 1 and start < 3:
        lead += [c for c in rows[start] if c.lignes]
        start += 1
    return lead, start


def header_cells(grid: Grid) -> tuple[list[GridCell], list[list[GridCell]]]:
    """The cells of the first row of several, or of two under one, where a header stands; the rows below it."""
    rows = grid.rangs
    _, start = _lead(rows)
    heads, depth = _header_cells(rows, start)
    return heads, rows[start + depth :]


def header_key(heads: Sequence[GridCell]) -> tuple[str, ...]:
    """The words of a header row, from left to right."""
    return tuple(cell_text(c) for c in heads if c.lignes)


def without_drawn_columns(grid: Grid) -> Grid:
    """The table without the column edges that only its header has: those of icons drawn beside its words."""
    rows = [row for row in grid.rangs if any(c.lignes for c in row)]
    heads = [c for c in rows[0] if c.lignes] if rows else []
    low = max((c.rang_fin for c in heads), default=0)
    body = [c for c in grid.cellules if c.lignes and c.rang >= low]
    if len(body) + len(heads) < sum(bool(c.lignes) for c in grid.cellules):
        return grid  # a header of two rows
    used = sorted({edge for c in body for edge in (c.colonne, c.colonne_fin)} | {0, len(grid.colonnes) - 1})
    if len(heads) < COLONNES_ICONES or len(used) == len(grid.colonnes) or not body:
        return grid
    middles = [bisect(used, (c.colonne + c.colonne_fin) / 2) - 1 for c in heads]
    if len(set(middles)) < len(heads):
        return grid
    at = {edge: n for n, edge in enumerate(used)}
    cells = [replace(c, rang_fin=c.rang + 1, colonne=n, colonne_fin=n + 1) for c, n in zip(heads, middles, strict=True)]
    cells += [replace(c, colonne=at[c.colonne], colonne_fin=at[c.colonne_fin]) for c in body]
    return Grid(grid.page, grid.bbox, tuple(grid.colonnes[edge] for edge in used), tuple(cells), grid.reglee)


def _turned(grid: Grid) -> Grid | None:
    """A table whose first column names what each row says and whose other columns are one engagement each, its columns as rows; None when
    it is none: a fiche has one column of values, or labels beside labels. The corner names the engagements, or is empty before numbered
    titles."""
    rows = grid.rangs
    if len(rows) < RANGEES_TOURNEES or any(c.colonne_fin - c.colonne > 1 or c.rang_fin - c.rang > 1 for c in grid.cellules if c.lignes):
        return None
    heads = [row[0] for row in rows[1:] if row and row[0].colonne == 0 and row[0].lignes]
    titles = [c for c in rows[0] if c.colonne > 0 and c.lignes]
    if len(heads) < len(rows) - 1 or len(titles) < 2 or len(titles) < len(grid.colonnes) - 2 or not all(map(_label_cell, heads)):
        return None
    first = " ".join(cell_text(c) for c in rows[0] if c.colonne == 0 and c.lignes)
    named = is_level_word(first) or _genre(known_label(first)) in ("actions", "titre")
    listed = any(_genre(known_label(cell_text(c))) == "actions" for c in heads)
    named = named or (not first and listed and all(parse_heading(cell_text(c)).numero for c in titles))
    values = [c for row in rows for c in row if c.colonne > 0 and c.lignes]
    parties = any(_genre(known_label(cell_text(c))) == "acteur" for c in heads)
    if not named or not parties or any(map(_label_cell, values)):
        return None
    cells = [replace(c, rang=c.colonne, rang_fin=c.colonne_fin, colonne=c.rang, colonne_fin=c.rang_fin) for c in grid.cellules]
    return Grid(grid.page, grid.bbox, tuple(map(float, range(len(rows) + 1))), tuple(cells), grid.reglee)


def _heads_lists(header: Mapping[int, Column], rows: Sequence[Sequence[GridCell]], goes_on: bool) -> bool:
    """Whether labels abreast are no header but stand each over a list: 'Objectifs' beside 'Opérations', one row, all of it lists; or one of
    them over what would be a title, 'Ce que nous faisons' beside 'Qui pilote', where no table goes on whose last row that list may be."""
    cells = [c for row in rows for c in row if c.lignes]
    title = next(c for c, column in header.items() if column.titre)
    listed = [c for c in cells if c.colonne == title and is_item(c.lignes[0])]
    if not goes_on and len(rows) == 1 and len(listed) == 1 and len(cells) == len(header) == 2:
        return True
    plain = all(column.label.genre in ("champ", "actions", "contenu") for column in header.values())
    return plain and len(cells) == len(header) and all(is_item(c.lignes[0]) for c in cells)


def _header_cells(rows: Sequence[Sequence[GridCell]], start: int) -> tuple[list[GridCell], int]:
    """The cells that name the columns, and over how many rows: under 'Acteurs' stand 'Pilotes' and 'Partenaires'."""
    if start >= len(rows):
        return [], 1
    first = rows[start]
    depth = max((c.rang_fin - c.rang for c in first if c.lignes), default=1)
    out = list(first)
    for row in rows[start + 1 : start + depth]:
        for cell in row:
            if cell.lignes:
                out = [c for c in out if not (c.colonne <= cell.colonne < c.colonne_fin)]
                out.append(cell)
    return sorted(out, key=lambda c: c.colonne), depth


def _printed(rows: Sequence[Sequence[GridCell]], start: int, depth: int) -> list[GridCell]:
    return [c for row in rows[start : start + depth] for c in row]


def _with_corner(header: dict[int, Column], rows: Sequence[Sequence[GridCell]]) -> dict[int, Column]:
    """The header with the column left of a list of actions as that of titles, though nothing stands over it: each row has a name there."""
    title = next(c for c, column in header.items() if column.titre)
    corner = min((c.colonne for row in rows for c in row if c.lignes and c.colonne_fin == c.colonne + 1), default=title)
    if corner >= min(header) or header[title].label.genre != "actions":
        return header
    cells = [c for row in rows for c in row if c.colonne == title and c.colonne_fin == title + 1 and c.lignes]
    if 2 * sum(is_item(c.lignes[0]) for c in cells) < len(cells) or not _names_rows(corner, cells, rows):
        return header
    others = {c: replace(column, titre=False) for c, column in header.items()}
    return {corner: Column((), "", Label("titre", ""), titre=True), **others}


def _titled(header: dict[int, Column], rows: Sequence[Sequence[GridCell]]) -> dict[int, Column]:
    """The header with another title column when the one chosen holds lists of actions, or the rows have a number or bold type in the column
    left of it: then that column names them."""
    title = next(c for c, column in header.items() if column.titre)
    content = header[title].label.genre == "contenu"
    if header[title].label.genre != "actions" and not content:
        return header
    cells = [c for row in rows for c in row if c.colonne == title and c.colonne_fin == title + 1 and c.lignes]
    listed = [c for c in cells if is_item(c.lignes[0])]
    spanned = {c.colonne for row in rows for c in row if c.rang_fin - c.rang > 1 and _holds_rows(c, title, rows)}
    left = [c for c in sorted(header, reverse=True) if c < title and header[c].label.genre not in ("numero", "acteur") and c not in spanned]
    if not left or not cells:
        return header
    if 2 * len(listed) < len(cells) and not content and not _names_rows(left[0], cells, rows):
        return header
    return {c: replace(column, titre=c == left[0]) for c, column in header.items()}


def _led(header: dict[int, Column], rows: Sequence[Sequence[GridCell]]) -> dict[int, Column]:
    """The header with the column left of the actions as that of titles, where each cell of parties and of fields is as high as one of it,
    several actions beside it: they are its parties, not those of each action."""
    title = next(c for c, column in header.items() if column.titre)
    lead = max((c for c in header if c < title and header[c].label.genre not in ("numero", "acteur")), default=-1)
    if lead < 0 or header[title].label.genre not in ("actions", "titre"):
        return header
    cells = [c for row in rows for c in row if c.lignes and c.colonne_fin == c.colonne + 1]
    led = {(c.rang, c.rang_fin) for c in cells if c.colonne == lead}
    shared = [c for c in cells if c.colonne > title and _is_shared(header.get(c.colonne))]
    parties = any(header[c.colonne].label.genre == "acteur" for c in shared)
    if not parties or sum(_holds_rows(c, title, rows) for c in cells if c.colonne == lead) < 2:
        return header
    if any((c.rang, c.rang_fin) not in led for c in shared):
        return header
    actions = replace(header[title], label=Label("actions", ""), titre=False)
    return {c: actions if c == title else replace(column, titre=c == lead) for c, column in header.items()}


def _names_rows(colonne: int, cells: Sequence[GridCell], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a column names each row, by a number or in bold, as no cell of `cells`, the column where titles would be, does."""
    names = [c for row in rows for c in row if c.colonne == colonne == c.colonne_fin - 1 and c.lignes]
    if len(names) != len(cells) or len({cell_text(c) for c in names}) < len(names) or len(names) < 2:
        return False

    def told(cell: GridCell) -> bool:
        head = parse_heading(cell_text(cell))
        return head.numero is not None and bool(cell_text(cell)[head.debut :].strip())

    def bold(cell: GridCell) -> bool:
        return all(li.style.gras for li in cell.lignes)

    return any(all(map(apart, names)) and not any(map(apart, cells)) for apart in (told, bold))


def _holds_rows(cell: GridCell, colonne: int, rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a merged cell stands beside several filled cells of another column, and not across a sliver that two rules leave."""
    return sum(c.colonne == colonne and bool(c.lignes) and cell.rang <= c.rang < cell.rang_fin for row in rows for c in row) > 1


def _goes_on(table: Table, grid: Grid, header: dict[int, Column] | None) -> bool:
    if header is not None:
        return {c: k.texte for c, k in header.items()} == {c: k.texte for c, k in table.entete.items()}
    if len(grid.colonnes) != len(table.colonnes):
        return False
    # where the last column ends is seen of what it holds, in a table without rules
    edges = len(grid.colonnes) - (not (grid.reglee and table.reglee))
    return all(abs(a - b) < 8 for a, b in zip(grid.colonnes[:edges], table.colonnes[:edges], strict=True))


def close_table(table: Table | None) -> list[Step]:
    """The steps of the row held back, and of a band without cells, when the table ends."""
    if table is None:
        return []
    row, table.attente = table.attente, None
    heads, table.tetes = table.tetes, ()
    band, table.titre = table.titre, ()
    return [
        *(Step("groupe", c.lignes, dedans=True) for c in heads),
        *(_row_steps(row, table.entete) if row else ()),
        *([Step("groupe", band)] if band else ()),
    ]


def _can_title(header: Mapping[int, Column]) -> bool:
    """Whether the title column says what a row is called: one of contents alone does not."""
    return any(column.titre and column.label.genre != "contenu" for column in header.values())


def _bands_title(header: Mapping[int, Column], rows: Sequence[Sequence[GridCell]], grid: Grid) -> bool | None:
    """Whether each row of cells stands under a band across the table that names it: then no cell of it does. None: no row tells.

    Told by lists of actions where a title would be, or by as many bands as rows.
    """
    title = next(c for c, column in header.items() if column.titre)
    if header[title].label.genre not in ("actions", "contenu"):
        return False
    told = [row for row in rows if any(c.lignes for c in row) and not is_total(cell_text(next(c for c in row if c.lignes)))]
    kinds = [(row, _is_band(row, rows, grid, False)) for row in told]
    named = [row for (_, above), (row, band) in pairwise(kinds) if above and not band]
    bare = [row for (_, above), (row, band) in pairwise(kinds) if not above and not band]
    if all(band for _, band in kinds):
        return None
    cells = [c for row in named for c in row if c.colonne == title and c.lignes]
    listed = sum(is_item(c.lignes[0]) or len(cell_text(c).split()) > MOTS_GROUPE for c in cells)
    return bool(cells) and not bare and (2 * listed >= len(cells) or len(cells) > 2)


def _is_band(row: Sequence[GridCell], rows: Sequence[Sequence[GridCell]], grid: Grid, broken: bool) -> bool:
    """Whether a row is one cell across the table, or stands apart like one; `broken`: it may be the end of a row cut by the page."""
    full = [c for c in row if c.lignes]
    if len(full) != 1 or len(cell_text(full[0]).split()) > MOTS_GROUPE:
        return False
    beside = any(c.rang < row[0].rang < c.rang_fin for r in rows for c in r if c.lignes and c.rang_fin - c.rang > 1)
    whole = full[0].colonne_fin - full[0].colonne == len(grid.colonnes) - 1 or (len(row) == 1 and not beside)
    return whole or (not broken and _stands_apart(full[0], rows))


def _inner_band(full: Sequence[GridCell], title: int, rows: Sequence[Sequence[GridCell]], grid: Grid) -> GridCell | None:
    """The cell of a row that runs over all columns from that of the titles on, beside a merged cell at its left: a theme of the axis."""
    band = full[-1]
    wide = band.colonne <= title and band.colonne_fin == len(grid.colonnes) - 1 and band.colonne_fin - band.colonne > 1
    merged = [c for r in rows for c in r if c.lignes and c.colonne_fin <= band.colonne and c.rang <= band.rang < c.rang_fin - 1]
    beside = all(c is band or any(c is m for m in merged) for c in full)
    low = band.rang_fin - band.rang == 1 and len(cell_text(band).split()) <= MOTS_GROUPE
    return band if band.colonne and wide and merged and beside and low else None


def _rows(table: Table, rows: Sequence[Sequence[GridCell]], grid: Grid, broken: bool) -> None:
    """Give the rows to the table; `broken`: the first may go on with the row held back."""
    title = next(c for c, column in table.entete.items() if column.titre)
    if table.au_dessus is None:
        table.au_dessus = _bands_title(table.entete, rows, grid)
    # a column left of the titles with merged cells groups the rows, those of its cells that take one row too
    merged = {c.colonne for row in rows for c in row if c.lignes and c.colonne < title and _holds_rows(c, title, rows)}
    before = set(table.groupes)
    table.groupes |= {c for c in merged if _groups(table.entete.get(c))}
    table.groupes |= {c for c in range(title) if _names_once(c, title, rows, table.entete)}
    if table.attente is not None and not table.tetes and broken:
        _head_row(table, table.groupes - before)
    # parties and fields merged over several rows are those of each of them
    high = [c for row in rows for c in row if c.lignes and c.rang_fin - c.rang > 1]
    tall = [c for c in high if _is_shared(table.entete.get(c.colonne)) and c.colonne not in table.groupes]
    carried = _carried(table, rows) if broken else []
    for row in rows:
        full = [c for c in row if c.lignes]
        if not full:
            continue
        if {c.colonne: cell_text(c) for c in full} == {c: column.texte for c, column in table.entete.items()}:
            table.steps += [*close_table(table), *(Step("entete", c.lignes) for c in full)]  # the header again, under another heading
            broken = False
            continue
        if any(is_total(cell_text(c)) for c in full):
            table.steps += close_table(table)
            table.steps.append(Step("tableau", rangs=(tuple(c.lignes for c in full),)))
            broken = False
            continue
        if (band := _inner_band(full, title, rows, grid)) is not None:
            table.steps += close_table(table)
            table.steps += [Step("groupe", c.lignes) for c in full if c is not band]
            table.steps.append(Step("groupe", band.lignes, dedans=True))
            broken = False
            continue
        if _is_band(row, rows, grid, broken and not table.au_dessus):
            table.steps += close_table(table)
            table.bandeau = cell_text(full[0])
            if table.au_dessus is False:
                table.steps.append(Step("groupe", full[0].lignes))
            else:
                table.titre = full[0].lignes
            broken = False
            continue
        within = any(c.colonne == title and c.rang < row[0].rang < c.rang_fin for r in rows for c in r)
        if table.attente is not None and within and all(_lists_actions(table.entete.get(c.colonne)) for c in full):
            table.attente = replace(table.attente, suites=(*table.attente.suites, *((c.colonne, c.lignes) for c in full)))
            continue
        groups = [c for c in full if c.colonne in table.groupes]
        cells = {c.colonne: c.lignes for c in full if c not in groups}
        shared = [c for c in tall if c.rang < row[0].rang < c.rang_fin and c.colonne not in cells]
        shared += [c for c in carried if c.rang < row[0].rang < c.rang_fin and c.colonne not in cells]
        cells |= {c.colonne: c.lignes for c in shared}
        new = Row(cells, {c.colonne: _edge(grid, c) for c in (*full, *shared)}, frozenset(c.colonne for c in shared))
        # a row without the number that each row has is the rest of the one above, and so are the merged cells beside it
        rest = broken and table.attente is not None and _lacks_number(table.attente, new, table.entete)
        own = any(column.label.genre == "numero" and new.cellules.get(c) for c, column in table.entete.items())
        goes_on = (
            not table.titre if table.au_dessus else broken and (rest or not groups or (not own and _end_of_heads(groups, table.tetes)))
        )
        if goes_on and table.attente is not None and (table.au_dessus or rest or _continues(table.attente, new, title)):
            table.attente = _join(table.attente, new)
            table.tetes = tuple(_longer(c, groups) for c in table.tetes)
        else:
            if table.titre:
                new = replace(new, cellules={AU_DESSUS: table.titre, **new.cellules})
                table.titre = ()
            table.steps += close_table(table)
            table.tetes = tuple(groups)
            table.attente = new
        broken = False


def _carried(table: Table, rows: Sequence[Sequence[GridCell]]) -> list[GridCell]:
    """The empty cells at the head of a page that take several rows, each with what the row held back has there: they go on."""
    held = table.attente.cellules if table.attente is not None else {}
    first = next((row for row in rows if row), ())
    empty = [c for c in first if not c.lignes and c.rang_fin - c.rang > 1 and _is_shared(table.entete.get(c.colonne))]
    return [replace(c, lignes=held[c.colonne]) for c in empty if c.colonne not in table.groupes and held.get(c.colonne)]


def _end_of_heads(groups: Sequence[GridCell], heads: Sequence[GridCell]) -> bool:
    """Whether the cells that group rows, at the head of a page, are the ends in small letters of those that the page before cut."""
    return all(cell_text(c)[:1].islower() and any(h.colonne == c.colonne for h in heads) for c in groups)


def _head_row(table: Table, columns: Set[int]) -> None:
    """Make the cells of the row held back that stand in columns which, as the next page tells, group the rows the heads of its group."""
    row = table.attente
    if row is None:
        return
    heads = [(c, row.cellules[c]) for c in sorted(columns) if row.cellules.get(c)]
    table.tetes = tuple(GridCell(0, 1, c, c + 1, lines[0].bbox, lines) for c, lines in heads)
    table.attente = replace(row, cellules={c: lines for c, lines in row.cellules.items() if c not in columns})


def _names_once(colonne: int, title: int, rows: Sequence[Sequence[GridCell]], entete: Mapping[int, Column]) -> bool:
    """Whether a column of levels, or without header, left of the titles is filled once for several rows: it names them all."""
    if colonne in entete and entete[colonne].label.genre != "niveau":
        return False
    filled = [any(c.colonne == colonne and c.lignes for c in row) for row in rows if any(c.colonne == title and c.lignes for c in row)]
    return len(filled) > 2 and filled[0] and sum(filled) <= len(filled) / 2


def _stands_apart(cell: GridCell, rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the one filled cell of a row, at the left, is a band over the rows below though no wider than its column.

    No other row has its look there, or its words have a level word and a number.
    """
    first = min(c.colonne for row in rows for c in row if c.lignes)
    if cell.colonne != first or sum(len([c for c in row if c.lignes]) >= 2 for row in rows) < 1:
        return False
    if parse_heading(cell_text(cell)).type != "section":
        return True
    style = cell.lignes[0].style
    others = [c.lignes[0].style for row in rows if len([d for d in row if d.lignes]) >= 2 for c in row if c.lignes and c.colonne == first]
    return bool(others) and all((s.gras, s.fond, s.couleur) != (style.gras, style.fond, style.couleur) for s in others)


def _edge(grid: Grid, cell: GridCell) -> float:
    """Right edge of the text of a cell; in the last column of a table without rules, as far as it is ever filled."""
    if grid.reglee or cell.colonne_fin < len(grid.colonnes) - 1:
        return cell.bbox[2]
    return max(li.bbox[2] for c in grid.cellules if c.colonne == cell.colonne and c.colonne_fin == cell.colonne_fin for li in c.lignes)


def _lacks_number(before: Row, row: Row, entete: Mapping[int, Column]) -> bool:
    """Whether a row has no number where the one before has one."""
    number = next((c for c, column in entete.items() if column.label.genre == "numero"), None)
    return number is not None and bool(before.cellules.get(number)) and not row.cellules.get(number)


def _longer(head: GridCell, below: Sequence[GridCell]) -> GridCell:
    """A merged cell with the lines of the one that goes on with it on the next page."""
    return replace(head, lignes=(*head.lignes, *(li for c in below if c.colonne == head.colonne for li in c.lignes)))


def _is_shared(column: Column | None) -> bool:
    return column is not None and not column.titre and column.label.genre in ("acteur", "champ")


def _lists_actions(column: Column | None) -> bool:
    return column is not None and not column.titre and column.label.genre == "actions"


def _groups(column: Column | None) -> bool:
    return column is None or column.label.genre in ("champ", "niveau", "actions", "titre")


def _continues(before: Row, row: Row, title: int) -> bool:
    """Whether `row`, first of a page, is the rest of the last row of the page before.

    One of the two has no title or half of one, or an item of the list below it, or the list of `row` starts amid an item.
    """
    a, b = cell_text(before.cellules.get(title, ())), cell_text(row.cellules.get(title, ()))
    if not a or not b or (b[:1].islower() and not a.endswith(".")):
        return True
    alone = not any(lines for c, lines in row.cellules.items() if c != title)
    if alone and is_item(row.cellules[title][0]) and not is_item(before.cellules[title][0]):
        return True
    head = parse_heading(a)
    bare = head.numero is not None and head.debut >= len(a) and parse_heading(b).numero is None  # 'Action n° 5 :', its title below
    lists = [c for c, lines in before.cellules.items() if c != title and lines and is_item(lines[0]) and row.cellules.get(c)]
    return bare or any(not is_item(row.cellules[c][0]) and row.cellules[c][0].texte[:1].islower() for c in lists)


def _join(a: Row, b: Row) -> Row:
    columns = sorted({*a.cellules, *b.cellules})
    cells = {c: a.cellules.get(c, ()) + b.cellules.get(c, ()) for c in columns}
    return Row(cells, {**b.droites, **a.droites}, a.repris, (*a.suites, *b.suites))


def _row_steps(row: Row, header: dict[int, Column]) -> list[Step]:
    title = AU_DESSUS if AU_DESSUS in row.cellules else next(c for c, column in header.items() if column.titre)
    number = next((c for c, column in header.items() if column.label.genre == "numero"), None)
    if number is None:  # a column of numbers without header
        number = next((c for c, lines in row.cellules.items() if c not in header and c < title and is_bare_number(cell_text(lines))), None)
    steps: list[Step] = []
    numero = row.cellules.get(number, ()) if number is not None else ()
    titre, rest = _split_title(row.cellules.get(title, ()))
    if titre or numero:
        steps.append(Step("titre", titre, numero=numero))
    if rest:
        steps.append(Step("contenu", rest))
    given: set[int] = set()
    ticks: list[int] = []
    signs: list[Step] = []
    for c in sorted(row.cellules):
        column = header.get(c)
        if c in (title, number) or not row.cellules[c]:
            continue
        if column is None:
            steps.append(Step("contenu", row.cellules[c]))
            continue
        if column.sur is not None and is_tick(cell_text(row.cellules[c])):
            ticks.append(c)
            if c not in row.repris:
                signs.append(Step("coche", row.cellules[c]))
            continue
        steps.append(Step("etiquette", column.lignes, column.label, True))
        steps.append(Step("valeur", row.cellules[c], column.label, c in row.repris, droite=row.droites.get(c, 0.0)))
        steps += [Step("valeur", lines, column.label, droite=row.droites.get(c, 0.0)) for at, lines in row.suites if at == c]
        given.add(c)
    over: tuple[Line, ...] = ()
    for c in ticks:
        lignes, label = header[c].sur or ((), Label("champ", ""))
        if lignes != over:
            steps.append(Step("etiquette", lignes, label, True))
            over = lignes
        steps.append(Step("valeur", header[c].lignes, label, True))
    steps += signs
    return [*steps, *(Step("contenu", lines) for c, lines in row.suites if c not in given)]


def _split_title(lignes: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A title cell that starts bold and goes on plain, or in smaller type of another colour, holds a title and a text: a line that ends so
    is part of the text, though 'Pilote :' be in bold before 'CAF'."""
    if not lignes or not lignes[0].style.gras:
        return lignes, ()
    ends = [_behind_label(li) for li in lignes]
    if not _is_lesser(ends[-1], lignes[0].style):
        return lignes, ()
    n = next(i for i, style in enumerate(ends) if i and _is_lesser(style, lignes[0].style))
    return lignes[:n], lignes[n:]


def _behind_label(line: Line) -> Style:
    """The look of what a label and its colon in bold lead to on a line; of the whole line where it has none."""
    tail = line.pieces[-1] if line.pieces else None
    plain = next((p.debut for p in line.pieces if not p.style.gras), 0) if tail is not None and not tail.style.gras else 0
    return tail.style if tail is not None and line.texte[:plain].rstrip().endswith(":") else line.style


def _is_lesser(a: Style, titre: Style) -> bool:
    """Whether a look is plain, or smaller and of another colour than that of the title."""
    return not a.gras or (a.taille < PLUS_PETIT * titre.taille and a.couleur != titre.couleur)


# --- fiches, layouts, figures


def _numbered_head(grid: Grid) -> list[Step] | None:
    """The head of a fiche in one row of cells: its number, its title, then labels each over its value. None when it is none."""
    rows = [[c for c in row if c.lignes] for row in grid.rangs]
    if [len(row) > 2 for row in rows if row] != [True]:
        return None
    number, title, *rest = next(row for row in rows if row)
    if not is_bare_number(cell_text(number)) or _label_cell(title) or not all(map(_headed, rest)):
        return None
    return [Step("titre", title.lignes, numero=number.lignes), *(Step("contenu", c.lignes, droite=c.bbox[2]) for c in rest)]


def plain_table(grid: Grid) -> list[Step]:
    """A table as it is printed, whatever its header says."""
    return [Step("tableau", rangs=tuple(tuple(c.lignes for c in row if c.lignes) for row in grid.rangs if any(c.lignes for c in row)))]


def has_header(grid: Grid, told: Mapping[tuple[str, ...], object]) -> bool:
    """Whether a table has the header of one of actions, known or told by its cells."""
    heads, _ = header_cells(grid)
    return header_of(heads) is not None or header_key(heads) in told


def plans(grid: Grid) -> bool:
    """Whether a column of a table says when its rows are due, or what they will cost: no report does."""
    heads, _ = header_cells(grid)
    return any(label_key(cell_text(c)) in due_labels() for c in heads if c.lignes)


def _other(grid: Grid, fiches: Set[str]) -> list[Step]:
    if (head := _numbered_head(grid)) is not None:
        return head
    full = [c for c in grid.cellules if c.lignes]
    labelled = [c for c in full if known_label(cell_text(c)) is not None]
    strong = [c for c in labelled if _genre(known_label(cell_text(c))) in ("acteur", "titre")]
    pairs = [(row[0], row[1]) for r in grid.rangs if len(row := [c for c in r if c.lignes]) >= 2]
    told = bool(labelled) or any(_labels_inside(b) for _, b in pairs)
    all_labels = told and all(_label_cell(a) or _looks_like_label(a, b) or is_bare_number(cell_text(a)) for a, b in pairs)
    parts = {label_key(cell_text(a)) for a, _ in _two_cells(grid)} if fiches else set()
    if parts and parts <= fiches and all(sum(bool(c.lignes) for c in row) < 3 for row in grid.rangs):
        return _fiche(grid)
    if (heads := _heads_of_one_row(grid)) and {label_key(cell_text(c)) for c in heads} <= fiches:
        tags = [Step("tableau", rangs=((c.lignes,),)) for c in full if c.rang_fin <= heads[0].rang]
        return [*tags, *_labels_above(heads, [c for c in full if c.rang >= heads[0].rang_fin])]
    headed = [c for c in full if _headed(c)]
    if len(headed) >= 2 and 2 * len(headed) >= len(full):  # each cell has its label over its value
        name = full[0] if len(grid.rangs) == 1 and len(full) == len(headed) + 1 and len(full[0].lignes) == 1 else None
        strip = (
            [Step("tableau", rangs=((name.lignes,),))] if name is not None else []
        )  # 'Qui fait quoi' at the left of a strip heads nothing
        return [*strip, *(Step("contenu", c.lignes, droite=c.bbox[2]) for row in grid.rangs for c in row if c.lignes and c is not name)]
    if not _counts(grid) and not _heads_alone(grid, labelled) and (len(labelled) >= 2 or all_labels or (strong and len(full) <= 4)):
        return _fiche(grid)
    if any(_is_layout(c) for c in full) or (len(full) <= 4 and any(len(c.lignes) > 6 for c in full)):
        cells = [c for row in grid.rangs for c in _title_first([c for c in row if c.lignes])]
        return [Step("contenu", c.lignes, droite=c.bbox[2]) for c in cells]
    return plain_table(grid)


def _title_first(row: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a row, the one that opens in bold on no label, and goes on in lighter type, before those of parties at its left."""
    named = [c for c in row if _opens_with_parties(c)]
    titled = [c for c in row if c.lignes[0].style.gras and not is_item(c.lignes[0]) and label_at(c.lignes[0].texte, distinct=True) is None]
    titled = [c for c in titled if any(not li.style.gras for li in c.lignes)]
    return [*titled, *named] if len(titled) == 1 and len(named) == len(row) - 1 else list(row)


def _opens_with_parties(cell: GridCell) -> bool:
    """Whether a cell starts with a label of parties."""
    found = label_at(cell.lignes[0].texte, distinct=True)
    return found is not None and found.label.genre == "acteur"


def _heads_alone(grid: Grid, labelled: Sequence[GridCell]) -> bool:
    """Whether all labels stand in the first row of three columns with several rows below it, all filled: who meets how often."""
    rows = [[c for c in row if c.lignes] for row in grid.rangs]
    full = len(grid.colonnes) > CHIFFRES_MIN and len(rows) > 2 and all(len(row) == len(grid.colonnes) - 1 for row in rows)
    parties = any(_genre(known_label(cell_text(c))) == "acteur" for c in labelled)
    return full and not parties and all(any(c is head for head in rows[0]) for c in labelled)


def _counts(grid: Grid) -> bool:
    """Whether most cells right of the first column and below the first row are figures: amounts by financeur, not their labels."""
    told = [cell_text(c) for row in grid.rangs[1:] for c in row if c.colonne and c.lignes]
    return len(told) >= 2 * CHIFFRES_MIN and len(grid.colonnes) > CHIFFRES_MIN and sum(map(is_figure, told)) > 0.7 * len(told)


def _headed(cell: GridCell) -> bool:
    """Whether a cell starts with a label on a line of its own, set apart from what stands below it."""
    if len(cell.lignes) < 2 or known_label(cell.lignes[0].texte) is None:
        return False
    return _look(cell.lignes[0]) != _look(cell.lignes[1]) or cell.lignes[0].texte.rstrip().endswith(":")


def _is_layout(cell: GridCell) -> bool:
    """Whether a cell holds labels with their values rather than a value: one of parties in label position, or several over their values."""
    if any((found := label_at(li.texte) or label_by_look(li, 0)) is not None and found.label.genre == "acteur" for li in cell.lignes):
        return True
    if _headed(cell) and _genre(known_label(cell.lignes[0].texte)) == "acteur":
        return True
    over = [a for a, b in pairwise(cell.lignes) if _look(a) != _look(b) and known_label(a.texte) is not None]
    return len(over) > 1


def _look(line: Line) -> tuple[bool, str, float]:
    return (line.style.gras, line.style.couleur, line.style.taille)


def _fiche(grid: Grid) -> list[Step]:
    rows = [[c for c in row if c.lignes] for row in grid.rangs]
    rows = [row for row in rows if row]
    labels = [a for a, b in (row for row in rows if len(row) == 2) if _label_cell(a) or _looks_like_label(a, b)]
    steps: list[Step] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        if (inner := _inner_table(row[0], rows[i:])) is not None:
            steps += inner
            i += sum(r[0].rang < row[0].rang_fin for r in rows[i:])
            continue
        below = rows[i + 1] if i + 1 < len(rows) else []
        look = row[0].lignes[0].style
        if _is_titled_head(row, below):
            steps += [Step("contenu", c.lignes, droite=c.bbox[2]) for c in (row[0], below[0])]
            steps += _labels_above(row[1:], below[1:])
            i += 2
            continue
        heads = len(row) >= 2 and (all(map(_label_cell, row)) or _set_as_labels(row, below))
        if heads and below and not any(_label_cell(c) and c.lignes[0].style == look for c in below):
            steps += _labels_above(row, below)
            i += 2
            continue
        if (
            len(row) == 1
            and _label_cell(row[0])
            and len(below) == 1
            and not known_label(cell_text(below[0]))
            and _same_width(row[0], below[0])
        ):
            steps += _pair(row[0], below[0])
            i += 2
            continue
        if len(row) == 1 and row[0].colonne_fin < len(grid.colonnes) - 1 and (_label_cell(row[0]) or _is_set_as(row[0], labels)):
            known = known_label(cell_text(row[0])) or Label("champ", "")
            steps.append(Step("etiquette", row[0].lignes, known))  # nothing was filled in beside it
        else:
            steps += _pairs(row)
        i += 1
    return steps


def _is_titled_head(row: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Whether a row is a title and labels of parties, each over its cell of the next: '1.1 Lire', 'Qui pilote ?', then actions, names."""
    labels = row[1:]
    apart = bool(labels) and row[0].lignes[0].style.gras and not is_item(row[0].lignes[0])
    led = apart and not _label_cell(row[0]) and all(_genre(known_label(cell_text(c))) == "acteur" for c in labels)
    columns = [(c.colonne, c.colonne_fin) for c in row] == [(c.colonne, c.colonne_fin) for c in below]
    return led and columns and not any(_label_cell(c) or _look(c.lignes[0]) == _look(row[0].lignes[0]) for c in below)


def _is_set_as(cell: GridCell, labels: Sequence[GridCell]) -> bool:
    """Whether a cell has the look and the columns of several labels, most of those of its table."""
    alike = sum(_same_width(cell, label) and _alike(cell, label) for label in labels)
    return len(labels) > 1 and 2 * alike > len(labels) and len(cell_text(cell).split()) <= MOTS_LABEL


def _inner_table(label: GridCell, rows: Sequence[Sequence[GridCell]]) -> list[Step] | None:
    """The label of a field beside a table of its own, amounts by payer for 'Financement', and what that table says, row by row; None when
    the label stands over several rows for another reason, or over one."""
    known = known_label(cell_text(label))
    held = [c for row in rows for c in row if c is not label and label.rang <= c.rang < label.rang_fin]
    wide = label.rang_fin - label.rang > 1 and len({c.colonne for c in held}) > 1
    if not wide or known is None or known.genre != "champ" or any(_label_cell(c) or _labels_inside(c) for c in held):
        return None
    lines = tuple(li for c in sorted(held, key=lambda c: (c.rang, c.colonne)) for li in c.lignes)
    return [Step("etiquette", label.lignes, known), Step("valeur", lines, known, droite=max(c.bbox[2] for c in held))]


def _set_as_labels(row: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Whether most cells of a row are known labels, and the others have their look, which no cell below has: 'Comment on mesure ?'."""
    looks = {(*_look(c.lignes[0])[:2], c.lignes[0].style.fond) for c in row}
    known = sum(map(_label_cell, row))
    under = all((*_look(c.lignes[0])[:2], c.lignes[0].style.fond) not in looks for c in below)
    short = all(len(cell_text(c).split()) <= MOTS_ENTETE for c in row)
    return known >= 2 and 2 * known > len(row) and len(looks) == 1 and under and short


def _same_width(a: GridCell, b: GridCell) -> bool:
    return (a.colonne, a.colonne_fin) == (b.colonne, b.colonne_fin)


def _label_cell(cell: GridCell) -> bool:
    return known_label(cell_text(cell)) is not None


def _labels_above(heads: Sequence[GridCell], values: Sequence[GridCell]) -> list[Step]:
    steps: list[Step] = []
    used: set[int] = set()
    for head in heads:
        under = [c for c in values if c.colonne < head.colonne_fin and head.colonne < c.colonne_fin and id(c) not in used]
        used |= {id(c) for c in under}
        label = known_label(cell_text(head)) or Label("champ", "")
        steps.append(Step("etiquette", head.lignes, label))
        for cell in under:
            steps += _values(head, label, cell)
    steps += [Step("contenu", c.lignes, droite=c.bbox[2]) for c in values if id(c) not in used]
    return steps


def _pairs(row: Sequence[GridCell]) -> list[Step]:
    """Label, value, label, value ... along a row; an unknown label counts when it looks like one beside its value.

    A cell beside labels that have values of their own names what they are about ('Pilotage' over 'Structure pilote' and
    'Partenaires'): it is no label.
    """
    steps: list[Step] = []
    k = first = 0
    while k < len(row):
        cell = row[k]
        after = row[k + 1] if k + 1 < len(row) else None
        third = row[k + 2] if k + 2 < len(row) else None
        if k == 0 and after is not None and len(row) == 2 and is_bare_number(cell_text(cell)) and not _label_cell(after):
            steps.append(Step("titre", after.lignes, numero=cell.lignes))
            k += 2
            continue
        if after is not None and cell.colonne_fin < after.colonne and _label_cell(cell) and _label_cell(after) and _alike(cell, after):
            steps.append(Step("etiquette", cell.lignes, known_label(cell_text(cell))))  # nothing was filled in between them
            k += 1
            continue
        if k == first == 0 and after is not None and third is not None and _heads_labels(cell, after, third):
            steps.append(Step("entete", cell.lignes))
            k = first = 1
            continue
        if after is not None and (_label_cell(cell) or ((k - first) % 2 == 0 and _looks_like_label(cell, after))):
            if k == 0 and _heads_labelled(cell, row[1:]):
                return [Step("entete", cell.lignes), *(Step("contenu", c.lignes, droite=c.bbox[2]) for c in row[1:])]
            steps += _pair(cell, after)
            k += 2
            continue
        steps.append(Step("contenu", cell.lignes, droite=cell.bbox[2]))
        k += 1
    return steps


def _alike(a: GridCell, b: GridCell) -> bool:
    """Whether two cells open in one look, on one fill."""
    return _look(a.lignes[0]) == _look(b.lignes[0]) and a.lignes[0].style.fond == b.lignes[0].style.fond


def _heads_labelled(cell: GridCell, values: Sequence[GridCell]) -> bool:
    """Whether a cell names a group of labels that stand with their values at its right: 'Acteurs' beside 'Chef de file : DDT'."""
    label = known_label(cell_text(cell))
    return all(map(_labels_inside, values)) and (label is None or label.genre == "acteur" or len(values) > 1)


def _labels_inside(cell: GridCell) -> bool:
    """Whether a cell opens with a label and its value, and each of its other labels does: 'Chef de file : DDT'."""
    found = label_at(cell.lignes[0].texte)
    return found is not None and found.label.genre in ("acteur", "champ") and bool(cell.lignes[0].texte[found.fin :].strip(" :"))


def _heads_labels(cell: GridCell, after: GridCell, third: GridCell) -> bool:
    """Whether `after` is a label to `third`, and `cell`, set apart as labels are, stands beside it over its rows or alone."""
    if len(cell_text(cell).split()) > 8 or not (cell.lignes[0].style.gras or cell.lignes[0].style.fond):
        return False
    apart = after.lignes[0].style.gras and not third.lignes[0].style.gras
    apart = apart or (_label_cell(after) and not _label_cell(third) and after.lignes[0].style.fond != third.lignes[0].style.fond)
    nested = apart and len(cell_text(after).split()) <= MOTS_LABEL
    return nested and (cell.rang_fin - cell.rang > after.rang_fin - after.rang or _label_cell(after))


def _pair(head: GridCell, value: GridCell) -> list[Step]:
    label = known_label(cell_text(head)) or Label("champ", "")
    return [Step("etiquette", head.lignes, label), *_values(head, label, value)]


def _values(head: GridCell, label: Label, cell: GridCell) -> list[Step]:
    """The value of a label, and after it the labels that stand below it in its cell, each over its own: lines in the very look of `head`,
    which the value has not."""
    look, first = _look(head.lignes[0]), cell.lignes[0].style
    apart = head.lignes[0].style.taille != first.taille or head.lignes[0].style.couleur != first.couleur
    # 'Pour les jeunes' in bold over a list is no label, nor is one name of several in bold
    at = [
        i
        for i, (line, below) in enumerate(pairwise(cell.lignes))
        if i and _look(line) == look != _look(below) and _look(cell.lignes[0]) != look and len(line.texte.split()) <= MOTS_LABEL
        if known_label(line.texte) is not None or (apart and label.genre != "acteur" and not is_item(below))
    ]
    steps = [Step("valeur", cell.lignes[: at[0] if at else None], label, droite=cell.bbox[2])]
    for i, end in pairwise((*at, len(cell.lignes))):
        known = known_label(cell.lignes[i].texte) or Label("champ", "")
        steps += [Step("etiquette", cell.lignes[i : i + 1], known), Step("valeur", cell.lignes[i + 1 : end], known, droite=cell.bbox[2])]
    return steps


def _looks_like_label(cell: GridCell, value: GridCell) -> bool:
    style, other = cell.lignes[0].style, value.lignes[0].style
    apart = (style.gras and not other.gras) or style.fond != other.fond or style.couleur != other.couleur or cell_text(cell).endswith(":")
    return apart and len(cell_text(cell).split()) <= MOTS_LABEL
