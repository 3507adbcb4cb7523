"""Words cut at a line end: which hyphens go, which stay, and that none is lost."""

from __future__ import annotations

import pytest

from builders import line, source_lines, whole
from pipeline.model import Block, Line
from pipeline.stages.hyphens import hyphenates, join_hyphens, joins, told, vocabulary
from pipeline.texts import text_of


def _joined(texte: str, ailleurs: str = "") -> tuple[str, str, tuple[Line, ...]]:
    """The lines of `texte` as one block, once joined: its words, its markup. `ailleurs`: more text of the document."""
    lignes = source_lines(f"{texte}\n{ailleurs}")
    count = texte.count("\n") + 1
    blocks = [Block(0, "texte", whole(lignes, *range(count)))]
    (block,) = join_hyphens(
        blocks, lignes, vocabulary([*blocks, *(Block(i, "texte", whole(lignes, i)) for i in range(count, len(lignes)))], lignes)
    )
    signs = "".join(lignes[s.line].texte[s.debut : s.fin] for s in block.balises)
    return text_of(lignes, block.spans), signs, lignes


@pytest.mark.parametrize(
    ("gauche", "droite", "signe", "mots", "attendu"),
    [
        ("éduca", "tifs", "-", "", "mot"),
        ("éduca", "tifs", "\ufffe", "", "mot"),
        ("éduca", "tifs", "\u00ad", "", "mot"),
        ("Halvêque", "Ranzay", "-", "", "trait"),
        ("Halvêque", "Ranzay", "\ufffe", "", "trait"),
        ("socio", "professionnel", "-", "professionnel", "trait"),
        ("socio", "professionnel", "-", "professionnel socio-professionnel", "trait"),
        ("porte", "monnaie", "-", "porte-monnaie portemonnaie", "trait"),
        ("socio", "culturel", "-", "culturel socioculturel", "mot"),
        ("ÉDUCA", "TIFS", "-", "éducatifs", "mot"),
        ("police", "population", "-", "police", "trait"),  # a whole word, and more than an ending
        ("police", "population", "-", "", "mot"),
        ("loi", "population", "-", "loi", "mot"),  # a short word may be the beginning of another
        ("action", "nelles", "-", "action", "mot"),
        ("pôle", "soignant", "-", "pôle soignants", "trait"),  # both parts are words, one in the plural
        ("promo", "soignant", "-", "soignants", "mot"),
        ("aide", "soignant", "-", "", "trait"),
        ("demi", "journée", "-", "", "trait"),
        ("après", "midi", "-", "", "trait"),
        ("Rendez", "vous", "-", "", "trait"),
        ("adresse", "nous", "-", "", "trait"),
        ("re", "cours", "-", "cours", "mot"),  # no word is as short that the document has not
        ("re", "cours", "-", "re cours", "trait"),  # it has
        ("Val", "fleuri", "-", "fleuri", "trait"),  # a capital starts a name, however short
        ("abri", "cours", "-", "cours", "trait"),  # long enough to be a word
        ("rez", "de", "-", "de", "trait"),
        ("co", "pilote", "-", "pilote", "trait"),
        ("ci", "vique", "-", "", "mot"),
        ("ci", "jointe", "-", "", "trait"),
        ("là", "bas", "-", "", "trait"),
        ("la", "vage", "-", "", "mot"),
        ("halte", "garderie", "-", "", "trait"),
        ("entre", "prise", "-", "", "mot"),  # the beginning of a compound, and of a word that is none
        ("éco", "nomique", "-", "", "mot"),
        ("éco", "quartier", "-", "", "trait"),
        ("co", "mité", "-", "", "mot"),
        ("co", "construire", "-", "", "trait"),
        ("entre", "prise", "-", "entre", "mot"),  # a preposition of every document
        ("entre", "prise", "-", "entre-prise", "trait"),
        ("16", "25", "-", "", ""),
        ("", "tifs", "-", "", ""),
        ("éduca", "", "-", "", ""),
    ],
)
def test_joins(gauche: str, droite: str, signe: str, mots: str, attendu: str) -> None:
    assert joins(gauche, droite, signe, frozenset(mots.split())) == attendu


def test_a_soft_hyphen_goes_and_becomes_markup() -> None:
    assert _joined("des projets éduca-\ntifs et sportifs")[:2] == ("des projets éducatifs et sportifs", "-")


def test_a_hyphen_before_a_capital_stays() -> None:
    assert _joined("le quartier Halvêque-\nRanzay à Nantes")[:2] == ("le quartier Halvêque-Ranzay à Nantes", "")


def test_the_document_tells_which_hyphen_is_real() -> None:
    assert _joined("un parcours socio-\nprofessionnel", "le suivi professionnel")[:2] == ("un parcours socio-professionnel", "")
    assert _joined("un accueil pé-\nriscolaire", "les activités périscolaires, périscolaire")[:2] == ("un accueil périscolaire", "-")


def test_a_word_cut_twice() -> None:
    assert _joined("la pluridis-\nciplina-\nrité")[0] == "la pluridisciplinarité"


def test_a_dash_is_no_hyphen() -> None:
    assert _joined("Ville de Nantes -\nrive droite")[0] == "Ville de Nantes - rive droite"
    assert _joined("de 16-\n25 ans")[0] == "de 16-25 ans"


def test_a_block_of_one_line_is_left_alone() -> None:
    lignes = source_lines("éduca-\ntifs")
    block = Block(0, "texte", whole(lignes, 0))
    assert join_hyphens([block], lignes, frozenset()) == (block,)


def test_vocabulary_leaves_cut_words_out() -> None:
    lignes = source_lines("Le socio-\nculturel, l'Habitat Halvêque-Ranzay")
    words = vocabulary([Block(0, "texte", whole(lignes, 0, 1))], lignes)
    assert {"le", "l", "habitat", "halvêque-ranzay", "halvêque", "ranzay"} <= words
    assert not {"socio", "culturel"} & words


def test_a_real_hyphen_printed_as_a_soft_one() -> None:
    assert _joined("le quartier Halvêque\u00ad\nRanzay")[0] in ("le quartier Halvêque-Ranzay", "le quartier Halvêque\u00adRanzay")


def test_a_real_hyphen_printed_as_pdfium_gives_it() -> None:
    assert _joined("le quartier Halvêque\ufffe\nRanzay")[0] == "le quartier Halvêque-Ranzay"


def test_a_cut_word_goes_on_in_its_column_not_on_the_next_line_of_the_page() -> None:
    """Two columns: the lines of the page are gauche, droite, gauche, droite."""
    lignes = source_lines("un parcours éduca-\nle suivi socio-\ntif et sportif\nculturel")
    blocks = [Block(0, "texte", whole(lignes, 0, 2)), Block(1, "texte", whole(lignes, 1, 3))]
    assert not {"éduca", "tif", "socio", "culturel"} & vocabulary(blocks, lignes)
    assert {"parcours", "suivi", "sportif"} <= vocabulary(blocks, lignes)


@pytest.mark.parametrize(
    ("wrapped", "cut", "printed", "attendu"),
    [
        (100, 2, "", False),  # as many as compounds may be
        (100, 6, "", True),
        (100, 1, "bucchodentaire", True),  # a word that stands whole elsewhere
        (10, 1, "", True),  # too few lines to tell
    ],
)
def test_whether_a_document_cuts_words(wrapped: int, cut: int, printed: str, attendu: bool) -> None:
    textes = [f"un texte {'buccho-' if i < cut else 'entier'}\ndentaire et suite" for i in range(wrapped)]
    lignes = [line(t, 2 * i + k, top=100.0 + 14 * k) for i, texte in enumerate(textes) for k, t in enumerate(texte.split("\n"))]
    blocks = [Block(i, "texte", whole(lignes, 2 * i, 2 * i + 1)) for i in range(wrapped)]
    assert hyphenates(blocks, lignes, frozenset({printed})) is attendu


def test_joined_words_are_told() -> None:
    """Those whose hyphen went, not those that keep it."""
    lignes = source_lines("des projets éduca-\ntifs, et le quartier Halvêque-\nRanzay")
    blocks = [Block(0, "texte", whole(lignes, 0, 1, 2))]
    (issue,) = told(blocks, join_hyphens(blocks, lignes, frozenset()), lignes)
    assert (issue.code, issue.message.endswith(": 1, dont « éducatifs ».")) == ("mots-recolles", True)
    assert told(blocks, blocks, lignes) == ()


@pytest.mark.parametrize(("ailleurs", "attendu"), [("Jean-Moulin", "surface"), ("Jean\u2010Moulin", "sur-face"), ("", "sur-face")])
def test_a_hyphen_that_the_document_has_for_line_ends_alone_goes(ailleurs: str, attendu: str) -> None:
    """'sur' and 'face' are words: only that compounds have another hyphen tells."""
    words, _, _ = _joined("la sur\u2010\nface du collège", f"le collège {ailleurs}\nsur le fond, une face")
    assert attendu in words
