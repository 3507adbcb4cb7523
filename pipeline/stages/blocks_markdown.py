"""Lines of a Markdown file to blocks: headings, items, labels with their values, tables, paragraphs.

Reads source lines as converters write them; decides by Markdown's signs, by list signs that converters leave in
paragraphs (`• A • B`), and by label position. Heading depth is passed on as printed: it follows type size more often
than meaning, and outline.py weighs it. Signs are never published and never lost: they stay with their block.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import Label
from pipeline.model import Block, Cell, Line, Span, Spans
from pipeline.stages.block_looks import renumbered
from pipeline.stages.brackets import bracketed_parties
from pipeline.stages.company import company
from pipeline.stages.grids import known_label, name_columns
from pipeline.stages.headings import RANG_GRAS, RANG_GROUPE, RANG_RANGEE
from pipeline.stages.label_looks import MOTS_MENEUR
from pipeline.stages.labels import label_at
from pipeline.stages.list_signs import marker_at, strong_cuts
from pipeline.stages.read_markdown import LINE_BREAK
from pipeline.stages.returning import recalled_headings, returning_labels
from pipeline.stages.unknown_labels import starts_sentence
from pipeline.texts import minus, text_of

_ATX = re.compile(r"\s{0,3}(#{1,6})(?:\s+|$)")
_SETEXT = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)]|[a-z][.)])\s+(?=\S)")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_HTML_TABLE = re.compile(r"\s*(?:<html>\s*)?(?:<body>\s*)?<table\b", re.IGNORECASE)
_HTML_ROW = re.compile(r"<tr\b.*?(?:</tr>|$)", re.IGNORECASE)
_HTML_CELL = re.compile(r"<t[dh]\b[^>]*>(?P<t>.*?)</t[dh]>", re.IGNORECASE)
_QUOTE = re.compile(r"\s{0,3}>\s?")
# signs inside a line, longest first; a group `t` is text to keep
_INLINE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\([^)]*\)|\[(?P<t>[^\]^][^\]]*)\]\([^)]*\)|<!--.*?-->|</?[a-zA-Z][^<>]*>|\\(?P<echappe>[\\`*_{}\[\]()#+\-.!|>~])|\\$|\*\*\*|\*\*|__|~~|`"
    r"|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
)
_BOLD = ("**", "__", "***", "<b>", "</b>", "<strong>", "</strong>")


class Inline(Struct, frozen=True):
    """A stretch of a line without its signs: `texte[i]` stands at `ou[i]` in the line; `gras[i]`: it is bold."""

    texte: str
    ou: tuple[int, ...]
    gras: tuple[bool, ...]

    def spans(self, line: int, debut: int, fin: int) -> Spans:
        """`texte[debut:fin]` as spans, cut where a sign stood between two characters, blanks at the ends left out."""
        while debut < fin and self.texte[debut].isspace():
            debut += 1
        while fin > debut and self.texte[fin - 1].isspace():
            fin -= 1
        out: list[Span] = []
        for i in range(debut, fin):
            if out and out[-1].fin == self.ou[i]:
                out[-1] = replace(out[-1], fin=self.ou[i] + 1)
            else:
                out.append(Span(line, self.ou[i], self.ou[i] + 1))
        return tuple(out)


def inline(texte: str, debut: int, fin: int) -> Inline:
    """`texte[debut:fin]` without emphasis, tags, links' targets and escapes."""
    chars: list[str] = []
    where: list[int] = []
    bold: list[bool] = []
    on = False

    def keep(a: int, b: int) -> None:
        for i in range(a, b):
            chars.append(texte[i])
            where.append(i)
            bold.append(on)

    pos = debut
    for match in _INLINE.finditer(texte, debut, fin):
        keep(pos, match.start())
        pos = match.end()
        if match["t"] is not None:
            keep(match.start("t"), match.end("t"))
        elif match["alt"]:
            keep(match.start("alt"), match.end("alt"))
        elif match["echappe"]:
            keep(match.start("echappe"), match.end("echappe"))
        elif match.group().lower() in _BOLD:
            on = not on
    keep(pos, fin)
    return Inline("".join(chars), tuple(where), tuple(bold))


def blocks_markdown(lignes: Sequence[Line], aside: Container[int] = frozenset()) -> tuple[Block, ...]:
    """The blocks of a Markdown file, in order; each non-blank character of each line belongs to one of them.

    `aside`: ids of the lines that are furniture: they belong to none, and part nothing.
    """
    kept = _without(lignes, aside)
    builder = _Builder(kept, lignes)
    i = 0
    while i < len(kept):
        i += builder.take(i)
    builder.close()
    blocks = recalled_headings(returning_labels(_joined_titles(builder.out, lignes), lignes, plain=True), lignes)
    return _with_signs(kept, renumbered(company(bracketed_parties(blocks, lignes), lignes)))


def _without(lignes: Sequence[Line], aside: Container[int]) -> list[Line]:
    """The lines without the furniture, and without the blank ones around it where a sentence that it cut goes on in small letters."""
    out: list[Line] = []
    cut = False
    for line in lignes:
        if line.id in aside:
            cut = True
            continue
        text = line.texte.strip()
        if cut and text:
            before = next((k for k in range(len(out) - 1, -1, -1) if out[k].texte.strip()), None)
            if before is not None and text[0].islower() and _goes_on(out[before].texte.strip()):
                del out[before + 1 :]
            cut = False
        out.append(line)
    return out


def _goes_on(texte: str) -> bool:
    return not texte.startswith(("#", "|", "<")) and not texte.endswith((".", ";", ":", "!", "?", "…", "|"))


def _joined_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks, a heading that a converter wrote line by line made one: the second line is of its rank and starts small."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        text = text_of(lignes, block.spans) if block.genre == "titre" else ""
        if last is not None and last.genre == "titre" and text[:1].islower() and block.rang == last.rang < RANG_GRAS:
            out[-1] = replace(last, spans=(*last.spans, *block.spans), balises=(*last.balises, *block.balises))
        else:
            out.append(block)
    return out


def _with_signs(lignes: Sequence[Line], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give each sign that no block holds yet to the block of its line, or to a block of its own."""
    taken: dict[int, list[tuple[int, int]]] = {}
    owner: dict[int, int] = {}
    for i, block in enumerate(blocks):
        cells = [c.spans for row in block.lignes for c in row]
        for span in [*block.spans, *block.balises, *(s for spans in cells for s in spans)]:
            taken.setdefault(span.line, []).append((span.debut, span.fin))
            owner.setdefault(span.line, i)
    extra: dict[int, list[Span]] = {}
    alone: list[Block] = []
    for line in lignes:
        for a, b in minus(line, 0, len(line.texte), taken.get(line.id, [])):
            if line.id in owner:
                extra.setdefault(owner[line.id], []).append(Span(line.id, a, b))
            else:
                alone.append(Block(len(blocks) + len(alone), "mobilier", (), (Span(line.id, a, b),), pourquoi=("signe de mise en forme",)))
    return (*(replace(b, balises=(*b.balises, *extra.get(i, ()))) for i, b in enumerate(blocks)), *alone)


_ACCENTUE = re.compile(r"\s*(\*{1,3}|_{1,3})(?=\S)[^*_]+\1\s*$")


def _emphasised_lead(text: Inline, line: Line) -> tuple[int, int, int] | None:
    """Where the words of a label stand, and where what follows it starts: a whole line in bold or italics, a few words and a colon that
    start as no sentence does: '*Repères de réussite :*'."""
    words = text.texte.strip()
    said = words.rstrip(" :")
    few = words.endswith(":") and 0 < len(said.split()) <= MOTS_MENEUR and said[:1].isupper()
    if not few or _ACCENTUE.match(line.texte) is None or starts_sentence(said):
        return None
    debut = text.texte.index(said)
    return debut, debut + len(said), len(text.texte)


class _Builder:
    """Grows one paragraph or item at a time over the source lines."""

    def __init__(self, kept: Sequence[Line], lignes: Sequence[Line]) -> None:
        self.kept = kept
        self.lignes = lignes
        self.out: list[Block] = []
        self.open: Block | None = None
        self.hard: list[bool] = []
        self.indents: list[int] = []
        self.cell = 0
        self.fields = 0  # known labels since the last heading
        self.fence = False
        self.comment = False

    def close(self) -> None:
        if self.open is None:
            return
        block, self.open = self.open, None
        if block.genre == "texte" and not block.suite:
            block = self._paragraph(block)
        self.out.append(block)
        self.hard = []

    def take(self, i: int) -> int:
        """Use line `i` of those kept (and those that go with it); returns how many lines were used."""
        line = self.kept[i]
        text = line.texte
        if text.lstrip().startswith(("```", "~~~")):
            self.close()
            self.fence = not self.fence
            return 1
        if self.comment or (text.lstrip().startswith("<!--") and "-->" not in text):
            self.close()
            self.comment = "-->" not in text
            return 1
        if not text.strip():
            self.close()
            return 1
        debut = 0
        while not self.fence and (quote := _QUOTE.match(text, debut)) and not marker_at(text, debut + 1):
            debut = quote.end()
            if not text[debut:].strip():
                self.close()
                return 1
        if self.fence:
            self._text(line, debut)
            return 1
        if (used := self._table(i) or self._html_table(i)) > 0:
            return used
        if atx := _ATX.match(text, debut):
            self._heading(line, atx.end(), len(atx.group(1)))
            return 1
        if self.open is not None and self.open.genre == "texte" and (under := _SETEXT.match(text, debut)):
            block = replace(self.open, genre="titre", rang=1 if "=" in under.group(1) else 2, pourquoi=("titre souligné",))
            self.open, self.hard, self.indents = None, [], []
            self.out.append(block)
            return 1
        if _RULE.match(text, debut):
            self.close()
            return 1
        if item := _ITEM.match(text, debut):
            self._item(line, item)
            return 1
        start = debut + len(text[debut:]) - len(text[debut:].lstrip())
        if (marker := marker_at(text, start)) and marker.fort:
            self._signs(line, start, False)
            return 1
        self._text(line, debut)
        return 1

    def _heading(self, line: Line, debut: int, rank: int) -> None:
        self.close()
        fin = len(re.sub(r"\s#+\s*$", "", line.texte))
        text = inline(line.texte, debut, max(debut, fin))
        spans = text.spans(line.id, 0, len(text.texte))
        self.indents = []
        self.fields = 0
        if not spans:
            return
        found = label_at(text.texte.strip(), distinct=True)
        if found and found.label.genre == "acteur":
            self._label(line, text, found.debut, found.fin, found.suite, found.label.code)
            return
        self.out.append(Block(0, "titre", spans, (), rang=rank, pourquoi=(f"titre Markdown de rang {rank}",)))

    def _item(self, line: Line, match: re.Match[str]) -> None:
        self.close()
        sign = Span(line.id, match.start(2), match.end(2))
        text = inline(line.texte, match.end(), len(line.texte))
        found = label_at(text.texte, distinct=all(text.gras[: len(text.texte.rstrip())]) and bool(text.texte.strip()))
        if found:
            genre = found.label.code
            self._label(line, text, found.debut, found.fin, found.suite, genre, (sign,))
            return
        self.open = Block(
            0,
            "item",
            text.spans(line.id, 0, len(text.texte)),
            (sign,),
            niveau=self._level(len(match.group(1).expandtabs(4))),
            marque=match.group(2),
            pourquoi=(f"puce {match.group(2)!r}",),
        )

    def _level(self, x: int) -> int:
        while self.indents and x < self.indents[-1]:
            self.indents.pop()
        if not self.indents or x > self.indents[-1] + 1:
            self.indents.append(x)
        return len(self.indents)

    def _signs(self, line: Line, debut: int, suite: bool) -> None:
        """Items told by a list sign that Markdown does not know, several to a line or one."""
        self.close()
        cuts = [debut, *strong_cuts(line.texte, debut)]
        for start, end in zip(cuts, [*cuts[1:], len(line.texte)], strict=True):
            sign = marker_at(line.texte, start)
            assert sign is not None
            self.close()
            text = inline(line.texte, sign.suite, end)
            spans = text.spans(line.id, 0, len(text.texte))
            self.open = Block(
                0,
                "item",
                spans,
                (Span(line.id, sign.debut, sign.fin),),
                niveau=1 if suite else self._level(debut),
                marque=line.texte[sign.debut : sign.fin],
                suite=suite,
                pourquoi=(f"puce {line.texte[sign.debut]!r}",),
            )

    def _label(self, line: Line, text: Inline, debut: int, fin: int, suite: int, genre: str, signs: Spans = ()) -> None:
        self.close()
        colon = text.spans(line.id, fin, suite)
        self.out.append(
            Block(
                0,
                "etiquette",
                text.spans(line.id, debut, fin),
                (*signs, *colon),
                etiquette=genre,
                pourquoi=(f"étiquette {text.texte[debut:fin]!r} en position d'étiquette",),
            )
        )
        if not text.texte[suite:].strip():
            return
        start = text.ou[suite + len(text.texte[suite:]) - len(text.texte[suite:].lstrip())]
        if (marker := marker_at(line.texte, start)) and marker.fort:
            self._signs(line, start, True)
        else:
            spans = text.spans(line.id, suite, len(text.texte))
            self.open = Block(0, "texte", spans, suite=True, pourquoi=("valeur sur la ligne de son étiquette",))
            self.hard.append(_hard_break(line.texte))

    def _text(self, line: Line, debut: int) -> None:
        text = inline(line.texte, debut, len(line.texte))
        plain = text.texte.strip()
        if not plain:
            self.close()
            return
        lead = len(text.texte) - len(text.texte.lstrip())
        found = label_at(text.texte.rstrip(), lead, distinct=all(g for c, g in zip(text.texte, text.gras, strict=True) if not c.isspace()))
        if found:
            genre = found.label.code
            self._label(line, text, found.debut, found.fin, found.suite, genre)
            self.fields += 1
            return
        colon = re.match(r"\s*([^:]{3,60}?)\s?:\s+(?=\S)", text.texte)
        bold_lead = colon is not None and all(text.gras[colon.start(1) : colon.end(1)]) and not text.gras[colon.end()]
        if self.fields and colon and bold_lead and len(colon[1].split()) <= 7 and colon[1][:1].isupper():
            self._label(line, text, colon.start(1), colon.end(1), colon.end(), "champ")
            return
        if self.fields and (emphasised := _emphasised_lead(text, line)):
            self._label(line, text, *emphasised, "champ")
            return
        spans = text.spans(line.id, 0, len(text.texte))
        if self.open is not None and self.open.genre in ("texte", "item"):
            self.open = replace(self.open, spans=(*self.open.spans, *spans))
        else:
            self.close()
            bold = all(g for c, g in zip(text.texte, text.gras, strict=True) if not c.isspace())
            self.open = Block(0, "texte", spans, rang=RANG_GRAS if bold else 0)
            if not line.texte[:1].isspace():
                self.indents = []
        self.hard.append(_hard_break(line.texte))

    def _paragraph(self, block: Block) -> Block:
        """A paragraph is a heading when it is one bold line, a caption when it is a few words on broken lines."""
        words = sum(len(self.lignes[s.line].texte[s.debut : s.fin].split()) for s in block.spans)
        last = block.spans[-1]
        end = self.lignes[last.line].texte[last.debut : last.fin].rstrip()
        rows = len({s.line for s in block.spans})
        whole = not end.endswith((".", ";", ",", ":"))
        if block.rang == RANG_GRAS and rows == 1 and whole and words <= 30:
            return replace(block, genre="titre", pourquoi=("ligne seule en gras",))
        after_label = bool(self.out) and self.out[-1].genre == "etiquette"
        if rows > 1 and all(self.hard[:-1]) and words <= 10 and whole and not after_label:
            return replace(block, genre="legende", rang=0, pourquoi=("quelques mots sur des lignes coupées, sans ponctuation",))
        return replace(block, rang=0, pourquoi=("paragraphe",))

    def _table(self, i: int) -> int:
        """A pipe table that starts at line `i`: how many lines it takes, 0 if none starts there."""
        if i + 1 >= len(self.kept) or "|" not in self.kept[i].texte:
            return 0
        rule = self.kept[i + 1].texte
        if "|" not in rule or not _TABLE_RULE.match(rule):
            return 0
        self.close()
        rows: list[list[Inline]] = []
        ids: list[int] = []
        end = i
        while end < len(self.kept) and "|" in self.kept[end].texte and self.kept[end].texte.strip():
            if end != i + 1:
                rows.append(_cells(self.kept[end]))
                ids.append(self.kept[end].id)
            end += 1
        self._table_rows(rows, ids)
        return end - i

    def _html_table(self, i: int) -> int:
        """An HTML table that starts at line `i`, each of its rows on one line: how many lines it takes, 0 if none starts there."""
        if not _HTML_TABLE.match(self.kept[i].texte):
            return 0
        self.close()
        rows: list[list[Inline]] = []
        ids: list[int] = []
        end = i
        while end < len(self.kept):
            line = self.kept[end]
            for row in _HTML_ROW.finditer(line.texte):
                rows.append([inline(line.texte, m.start("t"), m.end("t")) for m in _HTML_CELL.finditer(line.texte, row.start(), row.end())])
                ids.append(line.id)
            end += 1
            if "</table>" in line.texte.lower():
                break
        if not rows or not any(rows):
            return 0
        self._table_rows(rows, ids)
        return end - i

    def _table_rows(self, rows: Sequence[list[Inline]], ids: Sequence[int]) -> None:
        """A table of actions, a fiche, or cells kept as they are."""
        header: Mapping[int, tuple[Label, bool]] | None = name_columns(
            {c: t for c, cell in enumerate(rows[0]) if (t := cell.texte.strip())}
        )
        banded = False
        labels = [known_label(row[0].texte.strip()) for row in rows if len(row) == 2]
        if header is not None and len(rows) > 1:
            header = _titled(header, rows[1:])
            banded = _bands_title(header, rows[1:])
            if not banded and not any(gives and label.genre != "contenu" for label, gives in header.values()):
                header = None  # contents and parties, and nothing that the rows are called
        if header is not None and len(rows) > 1:
            self._action_rows(rows, ids, header, banded)
        elif len(rows) > 1 and _all_labels(rows[0]):
            self._labels_above(rows, ids)
        elif len(labels) == len(rows) and sum(label is not None for label in labels) >= 2:
            self._fiche_rows(rows, ids)
        elif any(cell.texte.strip() for row in rows for cell in row):
            cells = tuple(
                tuple(Cell(cell.spans(ident, 0, len(cell.texte)), c) for c, cell in enumerate(row))
                for ident, row in zip(ids, rows, strict=True)
            )
            self.out.append(Block(0, "tableau", (), lignes=cells, pourquoi=("tableau Markdown",)))

    def _action_rows(
        self, rows: Sequence[Sequence[Inline]], ids: Sequence[int], header: Mapping[int, tuple[Label, bool]], banded: bool
    ) -> None:
        """A table of actions: a heading per row, its other cells as labelled values. `banded`: the row above names each row."""
        heads = {c: rows[0][c].spans(ids[0], 0, len(rows[0][c].texte)) for c in header}
        title = next(c for c, (_, gives) in header.items() if gives)
        groups = [c for c in range(title) if _names_once(c, title, rows[1:], header)]
        if banded:
            title = -1
        number = next((c for c, (label, _) in header.items() if label.genre == "numero"), None)
        self.out.append(Block(0, "mobilier", (), tuple(s for spans in heads.values() for s in spans), pourquoi=("en-tête de colonne",)))
        for row, ident in zip(rows[1:], ids[1:], strict=True):
            full = [c for c, cell in enumerate(row) if cell.texte.strip()]
            if not full:
                continue
            if _is_band(row):
                spans = row[full[0]].spans(ident, 0, len(row[full[0]].texte))
                again = tuple(s for c in full[1:] for s in row[c].spans(ident, 0, len(row[c].texte)))
                told = "titre au-dessus de sa ligne du tableau" if banded else "ligne fusionnée du tableau"
                self.out.append(Block(0, "titre", spans, again, rang=RANG_RANGEE if banded else RANG_GROUPE, pourquoi=(told,)))
                continue
            for c in groups:
                if c in full:
                    spans = row[c].spans(ident, 0, len(row[c].texte))
                    self.out.append(Block(0, "titre", spans, rang=RANG_GROUPE + 1, pourquoi=("cellule fusionnée du tableau",)))
            numero = row[number].spans(ident, 0, len(row[number].texte)) if number is not None and number in full else ()
            spans = row[title].spans(ident, 0, len(row[title].texte)) if title in full else ()
            printed = row[number].texte.strip() if numero and number is not None else ""
            if spans or numero:  # a row without either goes on with the row above
                why = ("titre de sa ligne du tableau",)
                signs = numero if spans else ()
                self.out.append(Block(0, "titre", spans or numero, signs, rang=RANG_RANGEE, numero=printed, pourquoi=why))
            for c in full:
                if c in (title, number, *groups):
                    continue
                self._labelled_cell(heads.get(c, ()), header[c][0] if c in header else Label("champ", ""), row[c], ident, True)

    def _labels_above(self, rows: Sequence[Sequence[Inline]], ids: Sequence[int]) -> None:
        """A small table of labels over their values, column by column."""
        for c, head in enumerate(rows[0]):
            if not head.texte.strip():
                continue
            label = known_label(head.texte.strip())
            assert label is not None  # _all_labels
            spans = head.spans(ids[0], 0, len(head.texte.rstrip(" :")))
            filled = [(row[c], ident) for row, ident in zip(rows[1:], ids[1:], strict=True) if c < len(row) and row[c].texte.strip()]
            for n, (cell, ident) in enumerate(filled):
                self._labelled_cell(spans, label, cell, ident, n > 0)
            if not filled:
                self.out.append(Block(0, "etiquette", spans, etiquette=label.code, pourquoi=("étiquette sans valeur dans sa colonne",)))

    def _fiche_rows(self, rows: Sequence[Sequence[Inline]], ids: Sequence[int]) -> None:
        """A fiche: a label and its value in each row."""
        for n, (row, ident) in enumerate(zip(rows, ids, strict=True)):
            first = row[0].texte.strip()
            if n == 0 and first and known_label(first) is None and (first == row[1].texte.strip() or not row[1].texte.strip()):
                spans, again = (cell.spans(ident, 0, len(cell.texte)) for cell in row)
                self.out.append(Block(0, "titre", spans, again, rang=RANG_RANGEE, pourquoi=("première ligne de la fiche",)))
                continue
            label = known_label(first) or Label("champ", "")
            end = len(row[0].texte.rstrip(" :"))
            self._labelled_cell(row[0].spans(ident, 0, end), label, row[1], ident, False)

    def _labelled_cell(self, head: Spans, label: Label, cell: Inline, ident: int, repris: bool) -> None:
        self.cell += 1
        genre = label.code
        if head:
            why = "en-tête de sa colonne" if repris else "étiquette de la cellule voisine"
            self.out.append(Block(0, "etiquette", head, etiquette=genre, cellule=self.cell, repris=repris, pourquoi=(why,)))
        pos = 0
        for part in cell.texte.split(LINE_BREAK):
            end = pos + len(part)
            start = pos + len(part) - len(part.lstrip())
            pos = end + 1
            if not part.strip():
                continue
            cuts = [start]
            if marker := marker_at(cell.texte[:end], start):
                # converters write a list in a cell on one line: '- un - deux'
                dash = re.compile(rf"(?<=\s){re.escape(cell.texte[marker.debut])}(?=\s)")
                cuts += (
                    strong_cuts(cell.texte[:end], start) if marker.fort else [m.start() for m in dash.finditer(cell.texte, marker.fin, end)]
                )
            for a, b in zip(cuts, [*cuts[1:], end], strict=True):
                sign = marker_at(cell.texte[:b], a)
                spans = cell.spans(ident, sign.suite if sign else a, b)
                if spans:
                    self.out.append(
                        Block(
                            0,
                            "item" if sign else "texte",
                            spans,
                            cell.spans(ident, sign.debut, sign.fin) if sign else (),
                            cellule=self.cell if head else 0,
                            suite=not sign,
                            marque=cell.texte[sign.debut : sign.fin] if sign else "",
                            pourquoi=("contenu d'une cellule",),
                        )
                    )


def _titled(header: Mapping[int, tuple[Label, bool]], rows: Sequence[Sequence[Inline]]) -> Mapping[int, tuple[Label, bool]]:
    """The header with another title column when the one chosen holds lists or contents: then the column left of it names the rows."""
    title = next(c for c, (_, gives) in header.items() if gives)
    cells = [row[title].texte.strip() for row in rows if title < len(row) and row[title].texte.strip()]
    listed = [text for text in cells if marker_at(text) is not None]
    left = [c for c in sorted(header, reverse=True) if c < title and header[c][0].genre not in ("numero", "acteur")]
    content = header[title][0].genre == "contenu"
    lists = header[title][0].genre == "actions" and 2 * len(listed) >= len(cells)
    if not (content or lists) or not left or not cells:
        return header
    return {c: (label, c == left[0]) for c, (label, _) in header.items()}


def _is_band(row: Sequence[Inline]) -> bool:
    """Whether a row says one thing, in one cell or, as some converters write a merged cell, in each of several."""
    full = [cell.texte.strip() for cell in row if cell.texte.strip()]
    return len(full) == 1 or len(set(full)) == 1


def _bands_title(header: Mapping[int, tuple[Label, bool]], rows: Sequence[Sequence[Inline]]) -> bool:
    """Whether each row of cells stands below a band that names it: told by lists of actions where a title would be, or by many rows."""
    title = next(c for c, (_, gives) in header.items() if gives)
    if header[title][0].genre not in ("actions", "contenu"):
        return False
    kinds = [(row, _is_band(row)) for row in rows if any(cell.texte.strip() for cell in row)]
    below = [row for (_, above), (row, band) in pairwise(kinds) if above and not band]
    bare = [row for (_, above), (row, band) in pairwise(kinds) if not above and not band]
    cells = [text for row in below if title < len(row) and (text := row[title].texte.strip())]
    listed = sum(marker_at(text) is not None for text in cells)
    return bool(cells) and not bare and kinds[0][1] and (2 * listed >= len(cells) or len(cells) > 2)


def _names_once(colonne: int, title: int, rows: Sequence[Sequence[Inline]], header: Mapping[int, tuple[Label, bool]]) -> bool:
    """Whether a column of levels, or without header, left of the titles is filled once for several rows: it names them all."""
    if colonne in header and header[colonne][0].genre != "niveau":
        return False
    named = [row for row in rows if not _is_band(row) and title < len(row) and row[title].texte.strip()]
    filled = [bool(row[colonne].texte.strip()) for row in named]
    return len(filled) > 2 and filled[0] and sum(filled) <= len(filled) / 2


def _all_labels(row: Sequence[Inline]) -> bool:
    """Whether each filled cell of a row is a label, one of them of parties: what stands below is its value."""
    found = [known_label(cell.texte.strip()) for cell in row if cell.texte.strip()]
    return bool(found) and all(label is not None for label in found) and any(label and label.genre == "acteur" for label in found)


def _cells(line: Line) -> list[Inline]:
    bounds = [-1, *(m.start() for m in re.finditer(r"(?<!\\)\|", line.texte)), len(line.texte)]
    pairs = list(pairwise(bounds))
    if not line.texte[: bounds[1]].strip():
        pairs = pairs[1:]
    if pairs and not line.texte[pairs[-1][0] + 1 :].strip():
        pairs = pairs[:-1]
    return [inline(line.texte, a + 1, b) for a, b in pairs]


def _hard_break(texte: str) -> bool:
    return texte.endswith("  ") or texte.endswith("\\")
