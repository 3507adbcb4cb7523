"""What holds for every document: no character lost or owned twice, ids and bytes that do not move, no unforeseen failure.

Random small contrats are written as Markdown and as words on pages. Each word of theirs is unique, so that where it
ends is known without trusting the account that the pipeline keeps of itself. Examples are the same in each run;
CONTRAT_VILLE_EXAMPLES=2000 draws that many new ones.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from msgspec.structs import replace

from builders import all_sections, extract_pages, extract_text, non_blank
from pipeline.document import Document
from pipeline.errors import ContratVilleError
from pipeline.model import BBox, Block, Box, Line, Page, Section, Span, Stages, Style, Word
from pipeline.records import to_json
from pipeline.run import extract

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("CONTRAT_VILLE_EXAMPLES", "0"))
_FOLDER = tempfile.TemporaryDirectory(prefix="contrat-ville-")  # removed when the process ends
FOLDER = Path(_FOLDER.name)

common = settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# --- words ----------------------------------------------------------------------------------------------------------

# No word of a lexicon, and no numeral, can be made of these.
_SYLLABES = [c + v for c in "bdfgkz" for v in "aeou"]


def _mot(n: int) -> str:
    """The n-th word: no two are equal, and none starts or ends another."""
    out = ""
    for _ in range(3):
        n, part = divmod(n, len(_SYLLABES))
        out += _SYLLABES[part]
    return out


class _Lexique:
    """Hands out words, each once."""

    def __init__(self) -> None:
        self.donnes: list[str] = []

    def mots(self, count: int) -> str:
        new = [_mot(len(self.donnes) + i) for i in range(count)]
        self.donnes.extend(new)
        return " ".join(new)


# --- a contrat in Markdown ------------------------------------------------------------------------------------------


class Contrat(msgspec.Struct, frozen=True):
    """A Markdown text as chunks between which a paragraph may stand; `mots`: what must be published, once."""

    morceaux: tuple[str, ...]
    mots: tuple[str, ...]

    @property
    def texte(self) -> str:
        return "\n\n".join(self.morceaux) + "\n"


NIVEAUX = [
    "Axe {} : ",
    "AXE {}–",
    "Pilier {} | ",
    "Orientation {}. ",
    "Objectif spécifique n°{} : ",
    "Fiche action {} - ",
    "Enjeu {} : ",
    "{}. ",
    "{}/ ",
    "",
]
PUCES = ["-", "*", "+", "•", "▪", "➢", "\uf0b7", "1.", "a)"]
ETIQUETTES = ["PILOTES :", "Pilote(s)\u00a0:", "Élu·e référent·e :", "Partenaires :", "Financeurs :", "Chef de file :"]
CHAMPS = ["Calendrier :", "Public visé :", "Budget\u202f:", "Intitulé :", "Thématique :", "Actions :", "Description :", "Objectifs :"]
ENTETES = ["N°", "Action", "Pilote", "Partenaires", "Calendrier", "Thématique", "Description"]
SEPARATEURS = [" • ", ", ", " / ", " ; "]
ODD = [
    "",
    "«\u00a0{}\u00a0»",
    "{}’",
    "({})",
    "{} œ €",
    "{}\u2009!",
    "*{}*",
    "**{}**",
    "`{}`",
    "{}<sup>e</sup>",
    "[{}](http://x.fr/y_z)",
    "{}…",
    "\\*{}",
    "{} & \U0001f33f",
    "e\u0301{}",
    "_{}_",
]


@st.composite
def contrats(draw: st.DrawFn, programme: bool = False, entetes: bool = True) -> Contrat:
    """A contrat of up to 12 chunks. `programme`: it starts with a level word, so that it has engagements.

    `entetes`: with tables whose header is made of labels; these are published again with each row.
    """
    lexique = _Lexique()
    morceaux = [f"# Axe 1 : {lexique.mots(2)}", f"## {lexique.mots(2)}"] if programme else [lexique.mots(2)]
    for _ in range(draw(st.integers(2, 12))):
        morceaux.append(draw(st.sampled_from(_CHUNKS if entetes else _CHUNKS[1:]))(draw, lexique))
    return Contrat(tuple(morceaux), tuple(lexique.donnes))


def _titre(draw: st.DrawFn, lexique: _Lexique) -> str:
    niveau = draw(st.sampled_from(NIVEAUX)).format(draw(st.integers(1, 3)))
    texte = niveau + lexique.mots(draw(st.integers(1, 4))).capitalize()
    lexique.donnes[-len(texte.removeprefix(niveau).split())] = texte.removeprefix(niveau).split()[0]
    shape = draw(st.integers(0, 6))
    if shape == 0:
        return f"**{texte}**"
    if shape == 1:
        return f"{texte}\n==="
    if shape == 2 and "Axe" in niveau:  # the level word over its title
        return f"### {niveau.split(':')[0].strip().upper()}\n\n# {texte.removeprefix(niveau)}"
    return f"{'#' * draw(st.integers(1, 4))} {texte}"


def _odd(draw: st.DrawFn, lexique: _Lexique) -> str:
    shape = draw(st.sampled_from(ODD))
    return shape.format(lexique.mots(1)) if shape else lexique.mots(draw(st.integers(1, 5)))


def _paragraphe(draw: st.DrawFn, lexique: _Lexique) -> str:
    lines = [f"{_odd(draw, lexique)} {lexique.mots(draw(st.integers(1, 6)))}" for _ in range(draw(st.integers(1, 3)))]
    return (
        draw(st.sampled_from(["", "> ", "\t"]))
        + draw(st.sampled_from(["\n", "  \n"])).join(lines)
        + draw(st.sampled_from(["", ".", " :", " ?"]))
    )


def _liste(draw: st.DrawFn, lexique: _Lexique) -> str:
    puce = draw(st.sampled_from(PUCES))
    lines = []
    for _ in range(draw(st.integers(1, 5))):
        lines.append(f"{'  ' * draw(st.integers(0, 2))}{puce} {_odd(draw, lexique)} {lexique.mots(draw(st.integers(1, 4)))}")
        if draw(st.booleans()) and draw(st.booleans()):
            lines[-1] += f"\n    {lexique.mots(2)}"
    return "\n".join(lines)


def _parties(draw: st.DrawFn, lexique: _Lexique) -> str:
    label = draw(st.sampled_from(ETIQUETTES))
    label = draw(st.sampled_from(["**{}**", "{}", "**{}** ", "- {}"])).format(label)
    names = [lexique.mots(draw(st.integers(1, 2))) for _ in range(draw(st.integers(0, 4)))]
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return f"{label} " + draw(st.sampled_from(SEPARATEURS)).join(names)
    if shape == 1:
        return f"{label} " + " ".join(f"• {n}" for n in names)
    return f"{label}\n" + ("\n" if shape == 2 else "") + "\n".join(f"{draw(st.sampled_from(['•', '-', '-']))} {n}" for n in names)


def _champ(draw: st.DrawFn, lexique: _Lexique) -> str:
    return f"**{draw(st.sampled_from(CHAMPS))}** {lexique.mots(draw(st.integers(0, 4)))}"


def _tableau(draw: st.DrawFn, lexique: _Lexique) -> str:
    columns = draw(st.integers(2, 3))
    rows = [[lexique.mots(draw(st.integers(0, 2))) for _ in range(columns)] for _ in range(draw(st.integers(1, 3)))]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * columns, *lines[1:]])


def _tableau_d_actions(draw: st.DrawFn, lexique: _Lexique) -> str:
    """A table whose header is made of labels, or a fiche of labels and values."""
    columns = draw(st.lists(st.sampled_from(ENTETES), min_size=2, max_size=4, unique=True))
    if draw(st.booleans()):
        rows = [[draw(st.sampled_from(ENTETES)), _cellule(draw, lexique)] for _ in range(draw(st.integers(2, 4)))]
        return "\n".join(["| | |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
    fixed = {"N°": lambda: f"{draw(st.integers(1, 9))}.1"}
    rows = [[fixed.get(c, lambda: _cellule(draw, lexique))() for c in columns] for _ in range(draw(st.integers(1, 3)))]
    return "\n".join([f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *(f"| {' | '.join(row)} |" for row in rows)])


def _cellule(draw: st.DrawFn, lexique: _Lexique) -> str:
    shape = draw(st.sampled_from(["", "{}", "{}, {}", "• {} • {}", "{}<br>{}", "- {}<br>- {}", "**{}**", "1.2"]))
    return shape.format(*(lexique.mots(1) for _ in range(shape.count("{}"))))


def _sommaire(draw: st.DrawFn, lexique: _Lexique) -> str:
    return "\n".join(f"{lexique.mots(2)} {'.' * draw(st.integers(3, 30))} {n + 2}" for n in range(draw(st.integers(1, 6))))


def _signes(draw: st.DrawFn, lexique: _Lexique) -> str:
    return draw(st.sampled_from(["***", "---", "", "<!-- page 3 -->", "![](image.png)", "   ", "•", "**", "#", "```\n```", "> ", "- "]))


_CHUNKS = [
    _tableau_d_actions,
    _titre,
    _titre,
    _titre,
    _paragraphe,
    _liste,
    _liste,
    _parties,
    _parties,
    _champ,
    _champ,
    _tableau,
    _sommaire,
    _signes,
]

# --- a contrat on pages ---------------------------------------------------------------------------------------------

STYLES = [
    Style(10.0, couleur="#000000"),
    Style(10.0, gras=True, couleur="#000000"),
    Style(13.0, gras=True, couleur="#aa0000"),
    Style(18.0, couleur="#000000"),
    Style(8.0, italique=True, couleur="#000000"),
]
DEBUTS = ["", "", "", "• ", "- ", "1. ", "\uf0b7 ", "AXE 1 : ", "Fiche action n°2 : ", "2.1 ", "PILOTES : ", "Calendrier : "]


@st.composite
def pages_of_words(draw: st.DrawFn) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """One to three pages: lines of words at a few indents, a column or boxes at the right, feet; and their words."""
    lexique = _Lexique()
    out: list[Page] = []
    foot = lexique.mots(3)
    for numero in range(1, draw(st.integers(1, 3)) + 1):
        mots: list[Word] = []
        boites: list[Box] = []
        traits: list[BBox] = []
        top = 60.0
        for _ in range(draw(st.integers(1, 10))):
            if top > 600:
                break
            style = draw(st.sampled_from(STYLES))
            texte = draw(st.sampled_from(DEBUTS)) + lexique.mots(draw(st.integers(1, 6)))
            mots.extend(_set(texte, draw(st.sampled_from([50.0, 70.0, 90.0])), top, style))
            if draw(st.integers(0, 3)) == 0:
                inside = draw(st.sampled_from(["PILOTE :", "", "• "])) + " " + lexique.mots(2)
                mots.extend(_set(inside, 440.0, top, STYLES[0]))
                boites.append(Box(430.0, top - 4, 570.0, top + 18, fond=draw(st.sampled_from(["", "#ddddff"])), trait=True))
                top += 18  # boxes do not overlap
            if draw(st.integers(0, 5)) == 0:
                top += 20
                top = _grille(draw, lexique, top, mots, traits)
            top += style.taille * draw(st.sampled_from([1.2, 1.2, 2.0, 3.5]))
        if draw(st.booleans()):
            mots.extend(_set(f"{foot} {numero}", 50.0, 815.0, STYLES[4]))
        if draw(st.booleans()):
            mots.append(Word("BROUILLON", 300, 200, 310, 400, style=STYLES[0], hors_texte="texte tourné"))
        out.append(Page(numero, 595.0, 842.0, tuple(mots), tuple(boites), tuple(traits)))
    return tuple(out), tuple(m for m in lexique.donnes if m not in foot.split())


def _grille(draw: st.DrawFn, lexique: _Lexique, top: float, mots: list[Word], traits: list[BBox]) -> float:
    """A table of actions, ruled or not, set from `top`; gives where it ends."""
    xs, first = (50.0, 230.0, 340.0, 450.0), top
    rows = [["Action", "Pilote", "Calendrier"]]
    rows += [[lexique.mots(draw(st.integers(1, 2))) for _ in range(3)] for _ in range(draw(st.integers(1, 3)))]
    for row in rows:
        for x, texte in zip(xs[:3], row, strict=True):
            mots.extend(_set(texte, x + 4, top + 3, STYLES[1] if row is rows[0] else STYLES[0]))
        if row is not rows[0] and draw(st.booleans()):
            mots.extend(_set(lexique.mots(1), xs[0] + 4, top + 15, STYLES[0]))
        traits.append((50.0, top, 450.0, top + 0.5))
        top += 30
    traits.append((50.0, top, 450.0, top + 0.5))
    if draw(st.booleans()):
        traits.extend((x, first, x + 0.5, top) for x in xs)
    return top + 20


def _set(texte: str, x0: float, top: float, style: Style) -> list[Word]:
    out = []
    for mot in texte.split():
        x1 = x0 + len(mot) * style.taille / 2
        out.append(Word(mot, x0, top, x1, top + style.taille, style=style))
        x0 = x1 + style.taille / 4
    return out


# --- what is published, and what holds it ---------------------------------------------------------------------------


def _published(document: Document) -> Iterator[str]:
    """Every text of the document, each once: parties inside an action are part of its text."""
    for section in all_sections(document.sections):
        yield section.titre
        for e in section.engagements:
            if (e.titre, e.provenance) != (section.titre, section.provenance):  # a heading that is section and engagement
                yield e.titre
            yield from (a.texte for a in e.actions)
            yield from (p.libelle for p in (*e.pilotes, *e.autres_acteurs))
            yield from (t for c in e.champs for t in (c.libelle, c.valeur))
        for p in (*section.passages, *(p for e in section.engagements for p in e.passages)):
            yield p.texte.replace(" | ", " ").removesuffix(" |") if p.type == "tableau" else p.texte


def _check_account(document: Document, lignes: Sequence[Line]) -> None:
    c = document.couverture
    assert c.caracteres == sum(non_blank(li.texte) for li in lignes)
    assert (c.non_attribues, c.publies + c.mobilier + c.balisage) == (0, c.caracteres)
    assert {a.code for a in document.anomalies} & {"texte-non-attribue", "texte-attribue-deux-fois"} == set()


def _owned(stages: Stages, aside: Iterable[int]) -> Counter[tuple[int, int]]:
    """How often each non-blank character is held, read off the sorted tree and not off the ledger."""
    lignes = stages.lignes
    (root,) = stages.sorties["engagements"]
    assert isinstance(root, Section)
    held: Counter[tuple[int, int]] = Counter()

    def give(spans: Iterable[Span]) -> None:
        held.update((s.line, i) for s in spans for i in range(s.debut, s.fin) if not lignes[s.line].texte[i].isspace())

    def block(b: Block) -> None:
        give((*b.spans, *b.balises))

    def walk(section: Section) -> None:
        if section.noeud.titre is not None:
            block(section.noeud.titre)
        for repeated in section.noeud.repetitions:
            block(repeated)
        unit = section.contenu
        for spans in (
            *(a.spans for a in unit.actions),
            *(p.spans for p in unit.parties),
            *(s for c in unit.champs for s in (() if c.repris else c.libelle, c.valeur)),
            *(part for p in unit.passages for row in p.parts for part in row),
            unit.balises,
        ):
            give(spans)
        for child in section.sections:
            walk(child)

    walk(root)
    give(Span(i, 0, len(lignes[i].texte)) for i in aside)
    for b in stages.sorties["blocs"]:
        assert isinstance(b, Block)
        if b.genre == "mobilier":
            give((*b.spans, *b.balises))
    return held


def _check_owners(stages: Stages) -> None:
    aside = {b.spans[0].line for b in stages.sorties["mobilier"] if isinstance(b, Block)}
    held = _owned(stages, aside)
    for li in stages.lignes:
        rebuilt = "".join(li.texte[i] * held[li.id, i] for i in range(len(li.texte)))
        assert rebuilt == "".join(li.texte.split())


def _words_once(document: Document, mots: Iterable[str]) -> None:
    text = " ".join(_published(document))
    assert {m: text.count(m) for m in mots if text.count(m) != 1} == {}


# --- Markdown -------------------------------------------------------------------------------------------------------


@common
@given(contrats())
def test_markdown_every_character_has_one_owner(contrat: Contrat) -> None:
    document, stages = extract_text(contrat.texte, FOLDER)
    _check_account(document, stages.lignes)
    _check_owners(stages)


@common
@given(contrats())
def test_markdown_every_word_is_published_once(contrat: Contrat) -> None:
    document, _ = extract_text(contrat.texte, FOLDER)
    _words_once(document, contrat.mots)


@common
@given(contrats(entetes=False))
def test_markdown_the_count_of_published_characters_is_true(contrat: Contrat) -> None:
    document, _ = extract_text(contrat.texte, FOLDER)
    assert document.couverture.publies == sum(non_blank(t) for t in _published(document))


PARAGRAPHE = (
    "Ce paragraphe ne parle que de lui ; il est assez long pour que personne ne le prenne pour un nom, et il finit "
    "comme une phrase finit quand elle a dit tout ce qu'elle avait à dire."
)


@settings(common, max_examples=common.max_examples // 2)
@given(st.lists(contrats(programme=True), min_size=2, max_size=3), st.data())
def test_markdown_ids_do_not_move(parts: list[Contrat], data: st.DataObject) -> None:
    """A paragraph under the title of an axe changes no id, nor their order."""
    renamed = [
        replace(p, morceaux=(f"# Axe {n} : {p.morceaux[0].partition(': ')[2]}", *p.morceaux[1:])) for n, p in enumerate(parts, start=1)
    ]
    where = data.draw(st.integers(0, len(parts) - 1))
    before = "\n".join(p.texte for p in renamed)
    longer = replace(renamed[where], morceaux=(renamed[where].morceaux[0], PARAGRAPHE, *renamed[where].morceaux[1:]))
    after = "\n".join(p.texte for p in (*renamed[:where], longer, *renamed[where + 1 :]))
    ids, new = (re.findall(r'"id": "(.*)"', to_json(extract_text(texte, FOLDER)[0])) for texte in (before, after))
    assert new == ids


@common
@given(contrats())
def test_markdown_same_bytes_twice_and_with_other_line_ends(contrat: Contrat) -> None:
    first = extract_text(contrat.texte, FOLDER)[0]
    assert to_json(extract_text(contrat.texte, FOLDER)[0]) == to_json(first)
    windows = extract_text("\ufeff" + contrat.texte.replace("\n", "\r\n"), FOLDER)[0]
    assert windows.sections == first.sections
    assert windows.couverture == first.couverture


_SYNTAXE = st.text(alphabet="#-*|:•_`<>&;[]()!\\~=+. \n\t1aAé/PILOTES\u00a0\u00ad\u2028\uf0b7\ufffe\u0301", max_size=200)
_TOUT = st.one_of(
    st.text(max_size=200),
    _SYNTAXE,
    st.lists(
        st.sampled_from(
            ["PILOTES : ", "# ", "- ", "**", "Axe 1 : ", "|", "|--|\n", "\n", "\n\n", "CAF", " • ", "<!--", "-->", "é", "-", "```\n"]
        ),
        max_size=40,
    ).map("".join),
)


@settings(common, max_examples=5 * common.max_examples)
@given(_TOUT)
@example("\u2028")
@example("**:**")
@example("# \u0301")
@example("&#0;x")
@example("\ud800")
def test_any_text_is_read_or_refused(texte: str) -> None:
    try:
        document, stages = extract_text(texte, FOLDER)
    except ContratVilleError:
        return
    _check_account(document, stages.lignes)
    _check_owners(stages)
    assert to_json(document).encode("utf-8")


@settings(common, max_examples=common.max_examples)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    codes: set[int] = set()
    for name in ("octets.md", "octets.pdf"):
        path = FOLDER / name
        path.write_bytes((b"%PDF-1.7\n" if name.endswith("pdf") else b"") + data)
        try:
            extract(path)
        except ContratVilleError as error:
            codes.add(error.code)
    assert codes <= {3, 4, 5}


# --- pages ----------------------------------------------------------------------------------------------------------


@common
@given(pages_of_words())
def test_pages_every_character_has_one_owner(drawn: tuple[tuple[Page, ...], tuple[str, ...]]) -> None:
    pages, mots = drawn
    document, stages = extract_pages(pages, FOLDER)
    _check_account(document, stages.lignes)
    _check_owners(stages)
    _words_once(document, mots)
    assert document.couverture.caracteres == sum(non_blank(w.texte) for p in pages for w in p.mots)


@common
@given(pages_of_words(), st.integers(0, 2**32))
def test_pages_the_order_of_the_file_does_not_count(drawn: tuple[tuple[Page, ...], tuple[str, ...]], seed: int) -> None:
    pages, _ = drawn
    shuffle = random.Random(seed).sample
    mixed = [replace(p, mots=tuple(shuffle(p.mots, len(p.mots))), boites=tuple(shuffle(p.boites, len(p.boites)))) for p in pages]
    assert to_json(extract_pages(mixed, FOLDER)[0]) == to_json(extract_pages(pages, FOLDER)[0])


@common
@given(pages_of_words())
def test_pages_every_value_has_boxes_inside_its_page(drawn: tuple[tuple[Page, ...], tuple[str, ...]]) -> None:
    pages, _ = drawn
    document, _ = extract_pages(pages, FOLDER)
    for section in all_sections(document.sections):
        places = [section.provenance] if section.titre else []
        places += [p.provenance for p in section.passages]
        for e in section.engagements:
            places.append(e.provenance)
            places += [a.provenance for a in e.actions]
            places += [p.provenance for p in (*e.pilotes, *e.autres_acteurs)]
            places += [c.provenance for c in e.champs]
            places += [p.provenance for p in e.passages]
        for provenance in places:
            assert provenance
            for place in provenance:
                x0, top, x1, bottom = place.model_dump()["bbox"]
                assert 0 <= x0 < x1 <= 800
                assert 0 <= top < bottom <= 842


_CHAOS = st.builds(
    lambda t, x, y, w, h, s: Word(t, x, y, x + w, y + h, style=s),
    st.text(alphabet="aeA1.:•-–é\uf0b7()", min_size=1, max_size=6),
    st.floats(0, 560).map(lambda v: round(v, 1)),
    st.floats(0, 800).map(lambda v: round(v, 1)),
    st.sampled_from([3.0, 20.0, 120.0]),
    st.sampled_from([6.0, 10.0, 30.0]),
    st.sampled_from(STYLES),
)
_TRAITS = st.one_of(
    st.builds(lambda x, y, w: (x, y, x + w, y + 0.5), st.floats(0, 500), st.floats(0, 800), st.sampled_from([50.0, 300.0])),
    st.builds(lambda x, y, h: (x, y, x + 0.5, y + h), st.floats(0, 560), st.floats(0, 700), st.sampled_from([20.0, 200.0])),
)
_BOITES = st.builds(
    lambda x, y, w, h, f: Box(x, y, x + w, y + h, f, not f),
    st.floats(0, 500),
    st.floats(0, 700),
    st.floats(0, 500),
    st.floats(0, 400),
    st.sampled_from(["", "#ffeecc"]),
)


@common
@given(
    st.lists(
        st.tuples(st.lists(_CHAOS, min_size=1, max_size=25), st.lists(_BOITES, max_size=4), st.lists(_TRAITS, max_size=8)),
        min_size=1,
        max_size=3,
    )
)
def test_words_anywhere_on_pages_are_all_owned(drawn: list[tuple[list[Word], list[Box], list[BBox]]]) -> None:
    pages = [Page(n, 595.0, 842.0, tuple(mots), tuple(boites), tuple(traits)) for n, (mots, boites, traits) in enumerate(drawn, start=1)]
    try:
        document, stages = extract_pages(pages, FOLDER)
    except ContratVilleError:
        return
    _check_account(document, stages.lignes)
    _check_owners(stages)


# --- whole runs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", sorted((ROOT / "raw").glob("nantes-*.*d*")), ids=lambda p: p.suffix)
def test_another_process_writes_the_same_bytes(source: Path) -> None:
    """Sets and dictionaries are ordered by another seed there."""
    code = (
        "import sys; from pathlib import Path; from pipeline.run import extract; from pipeline.records import to_json; "
        "sys.stdout.write(to_json(extract(Path(sys.argv[1]))))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(source)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 10_000
