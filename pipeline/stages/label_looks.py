"""Labels that the look of a line tells, and what shares its line with them.

Reads one line, or two that follow, with the looks that labels have in the document; decides by weight, colour, blanks and signs
between a label and what stands before it. It makes no block.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import groupby, pairwise

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import Label
from pipeline.model import Line, Piece, Style
from pipeline.stages.actors import is_sentence
from pipeline.stages.labels import Found, label_at, named_label
from pipeline.stages.names import OUVERTS

_ENTRE_ETIQUETTES = re.compile(r"\s*[;|]\s*|\.\s+|\s+[–—-]\s+|\s*,\s+|\s{2,}")
_DEUX_POINTS = re.compile(r"\s*:\s*")
# A few words at the start of a line, a colon and something behind it.
LEAD = re.compile(r"([A-ZÀ-Ü][^:.;!?«»]{2,60}?)\s?:\s+(?=\S)")
# In ems: the blank before a second label on a line.
BLANC_ETIQUETTE = 0.8
# How what is said of a noun goes on: no name starts so.
_COMPLEMENT = re.compile(r"(?:à|aux?|du|des?|pour|en|sur|dans)\s|d['’]")
_MAJUSCULE = re.compile(r"(?<=\s)[A-ZÀ-Ü](?=\S+.{0,30}?:)")
# The most words of a label that only its look tells, and of one that returns.
MOTS_ETIQUETTE = 5
MOTS_MENEUR = 7
# In ems of a label alone on its line: how far below it its value starts at most, and the same where the label stands on a band of its own.
SOUS_ETIQUETTE = 2
SUR_BANDE = 3


def next_label(texte: str, debut: int) -> tuple[int, Found] | None:
    """A second label further on the line, with its colon: where the separator before it starts, and the label. Without a separator it
    starts with a capital, behind a word that leaves nothing open: 'Porteur : CAF Calendrier : 2025'."""
    for sign in _ENTRE_ETIQUETTES.finditer(texte, debut):
        found = label_at(texte, sign.end())
        if found is not None and found.label.genre in ("acteur", "champ") and found.fin - found.debut <= 40:
            return sign.start(), found
    for word in _MAJUSCULE.finditer(texte, debut):
        cut = len(texte[: word.start()].rstrip())
        found = label_at(texte, word.start()) if cut > debut and not texte[:cut].endswith(OUVERTS) else None
        if found is not None and found.label.genre in ("acteur", "champ") and texte[found.fin : found.suite].strip() == ":":
            return cut, found
    return None


# What parts the fields of a strip: 'Ville · AVEC CAF · CALENDRIER 2025'.
SIGNES_DE_SUITE = ("·", "•", "|", "–", "—")


def label_in_look(line: Line, debut: int) -> tuple[int, Found] | None:
    """A second label further on the line, told by weight, colour or a wide blank and by its colon: see `next_label`."""
    pieces = [p for p in line.pieces if p.debut >= debut]
    for before, piece in pairwise(pieces):
        a, b = before.style, piece.style
        wide = piece.bbox[0] - before.bbox[2] > BLANC_ETIQUETTE * b.taille
        if wide or (b.gras and not a.gras) or (coloured(b.couleur) and a.couleur != b.couleur):
            found = label_at(line.texte, piece.debut)
            if (
                found is not None
                and found.label.genre in ("acteur", "champ")
                and line.texte[found.debut : found.fin + 2].rstrip()[-1:] == ":"
            ):
                return len(line.texte[: piece.debut].rstrip()), found
    return None


def unknown_in_look(line: Line, debut: int, looks: Container[Style]) -> tuple[int, Found] | None:
    """A label that no list knows further on the line, set as the labels of the document are, with its colon, or behind a sign that parts
    it from the value before: see `next_label`."""
    runs = _runs(line, debut)
    for before, run in pairwise(runs):
        end = run[-1].fin
        colon = _DEUX_POINTS.match(line.texte, len(line.texte[run[0].debut : end].rstrip(" :")) + run[0].debut)
        if not _opens_in_look(line, before, run, looks):
            continue
        if colon is None:
            value = line.texte[: run[0].debut].rstrip()
            if value.endswith(SIGNES_DE_SUITE) and run is not runs[-1]:
                words = line.texte[run[0].debut : end]
                return len(value.rstrip(" ".join(SIGNES_DE_SUITE))), Found(named_label(words) or Label("champ", ""), run[0].debut, end, end)
            continue
        label = named_label(line.texte[run[0].debut : colon.start()]) or Label("champ", "")
        return len(line.texte[: run[0].debut].rstrip()), Found(label, run[0].debut, colon.start(), colon.end())
    return None


def cut_by_line_end(line: Line, after: Line, debut: int, looks: Container[Style]) -> int | None:
    """Where a label starts that the line breaks off, set as the labels of the document are: 'Partenaires' over 'associés : Ville'."""
    runs = _runs(line, debut)
    if len(runs) < 2 or ":" in line.texte[runs[-1][0].debut :] or not _opens_in_look(line, runs[-2], runs[-1], looks):
        return None
    lead = _runs(after, 0)[0]
    goes_on = (
        lead[0].style == runs[-1][0].style and ":" in after.texte[: lead[-1].fin + 2] and len(runs[-1]) + len(lead) <= MOTS_ETIQUETTE + 1
    )
    return runs[-1][0].debut if goes_on else None


def _runs(line: Line, debut: int) -> list[list[Piece]]:
    """The pieces of a line from `debut` on, those of one look together."""
    return [list(run) for _, run in groupby((p for p in line.pieces if p.debut >= debut), key=lambda p: p.style)]


def _opens_in_look(line: Line, before: list[Piece], run: list[Piece], looks: Container[Style]) -> bool:
    """Whether a run of pieces behind plain words is set as a label is, no longer than one, and starts with a capital."""
    a, b = before[-1].style, run[0].style
    apart = (b.gras and not a.gras) or (coloured(b.couleur) and a.couleur != b.couleur)
    look = replace(b, fond=line.style.fond) if line.style.fond else b
    return apart and look in looks and len(run) <= MOTS_ETIQUETTE + 1 and line.texte[run[0].debut].isupper()


def label_by_look(line: Line, debut: int) -> Found | None:
    """A label without colon that only its look parts from its value: 'PILOTE' in bold, in a colour or underlined, then plain names."""
    pieces = line.pieces
    if debut:
        start = 0  # a list sign is a piece or two
        while start < len(pieces) and pieces[start].debut < debut:
            start += 1
        pieces = pieces[start:]
    if line.souligne_fin > debut:
        lead = sum(p.fin <= line.souligne_fin for p in pieces)
    else:
        lead = 0
        first = pieces[0].style if pieces else line.style
        for i, piece in enumerate(pieces):
            look = piece.style
            if look is not first and (look.gras != first.gras or look.couleur != first.couleur):
                lead = i
                break
    if not 0 < lead < len(pieces):
        return None
    look, value = pieces[0].style, pieces[lead].style
    if value.gras and not look.gras and (look.taille >= value.taille or line.texte[pieces[lead].debut].isdigit()):
        return None  # a name that a text stresses, a key figure; a label before names in bold is smaller than they
    label = named_label(line.texte[pieces[0].debut : pieces[lead - 1].fin])
    rest = line.texte[pieces[lead].debut :]
    fin = len(line.texte[: pieces[lead - 1].fin].rstrip("."))
    signed = fin < pieces[lead - 1].fin  # 'Coût estimé.' in bold: its full stop is its colon
    if label is None or (label.deux_points and (not (signed or label.genre == "acteur") or is_sentence(rest) or rest.endswith("."))):
        return None  # 'Avec' leads to names
    if label.deux_points and _COMPLEMENT.match(rest):
        return None  # 'Soutien' before 'à la parentalité'
    return Found(label, pieces[0].debut, fin, pieces[lead].debut)


def first_look(line: Line) -> Style:
    """The look of a line's first word, with the fill that the line stands on."""
    first = line.pieces[0].style if line.pieces else line.style
    return replace(first, fond=line.style.fond) if line.style.fond else first


def opens_in_look(line: Line, looks: Container[Style]) -> bool:
    """Whether a line starts with a capital, set as the labels of the document are: few do, and no other has a label that no list knows."""
    return line.texte[:1].isupper() and first_look(line) in looks


def lead_in_look(line: Line, looks: Container[Style]) -> Found | None:
    """The words that a line starts with, as a label that no list knows: set as the labels of the document are, its value plain behind."""
    if not opens_in_look(line, looks):
        return None
    first = line.pieces[0].style if line.pieces else line.style
    lead = next((i for i, p in enumerate(line.pieces) if p.style != first), 0)
    if not 0 < lead <= MOTS_MENEUR:
        return None
    rest = line.pieces[lead:]
    plain = all(not p.style.gras and p.style.couleur != first.couleur for p in rest) if coloured(first.couleur) else not rest[0].style.gras
    last = line.texte[line.pieces[lead - 1].fin - 1]
    if not (first.gras or coloured(first.couleur)) or not plain or not (last.isalpha() or last == "?"):
        return None
    return Found(Label("champ", ""), 0, line.pieces[lead - 1].fin, rest[0].debut)


def line_in_look(line: Line, below: Line | None, looks: Container[Style]) -> Found | None:
    """A whole line as a label that no list knows: set as the labels of the document are, over plain text that is no list."""
    if below is None or not 0 < len(line.pieces) <= MOTS_MENEUR or not opens_in_look(line, looks):
        return None
    uniform = all(p.style == line.pieces[0].style for p in line.pieces) and line.texte[-1:].isalpha()
    plain = below.page == line.page and below.puce is None and not below.style.gras and below.style.couleur != line.style.couleur
    pitch = SUR_BANDE if line.style.fond and below.style.fond != line.style.fond else SOUS_ETIQUETTE
    near = 0 < below.bbox[1] - line.bbox[1] < pitch * line.style.taille and below.texte[:1].isalnum()
    if not (uniform and plain and near):
        return None
    known = named_label(line.texte)  # 'Avec' over names, which needs its colon elsewhere
    leads = known is not None and known.genre == "acteur" and not is_sentence(below.texte) and not below.texte.endswith(".")
    return Found(known if known is not None and leads else Label("champ", ""), 0, len(line.texte), len(line.texte))


def over_two(above: str, line: Line) -> str:
    """The words that a line breaks off and the next one, a word cut at the line end made whole."""
    return above[:-1] + line.texte if above.endswith("-") else f"{above} {line.texte}"
