"""Which heading stands under which, from Markdown; the order of level words is never assumed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, Plan, all_nodes, extract_text, line, page, plan, plan_of, tree_of, whole, words
from pipeline.model import BBox, Block, Genre, Line, Span, Style
from pipeline.stages.document_title import document_titles
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE
from pipeline.stages.lines import lines_pdf
from pipeline.stages.outline import outline
from pipeline.stages.side_notes import anchor_side_notes
from pipeline.stages.sommaire import sommaire
from pipeline.texts import text_of


def test_pilier_over_orientation() -> None:
    assert plan_of(
        "# Pilier 1 : Cohésion\n\n## Orientation 1 : Vivre\n\n## Orientation 2 : Agir\n\n# Pilier 2 : Emploi\n\n## Orientation 1 : Former\n"
    ) == [
        ("pilier", "1", "Cohésion", [("orientation", "1", "Vivre", []), ("orientation", "2", "Agir", [])]),
        ("pilier", "2", "Emploi", [("orientation", "1", "Former", [])]),
    ]


def test_orientation_over_pilier() -> None:
    assert plan_of("# Orientation 1 : Vivre\n\n## Pilier 1 : Cohésion\n\n# Orientation 2 : Agir\n\n## Pilier 1 : Emploi\n") == [
        ("orientation", "1", "Vivre", [("pilier", "1", "Cohésion", [])]),
        ("orientation", "2", "Agir", [("pilier", "1", "Emploi", [])]),
    ]


AXES: Plan = [
    (
        "axe",
        "1",
        "Emploi",
        [
            ("objectif", "1", "Insérer", [("fiche-action", "1", "Le chantier", []), ("fiche-action", "2", "La formation", [])]),
            ("objectif", "2", "Créer", [("fiche-action", "3", "La couveuse", [])]),
        ],
    ),
    ("axe", "2", "Habitat", [("objectif", "3", "Rénover", [("fiche-action", "4", "Les halls", [])])]),
]


def test_axe_objectif_fiche() -> None:
    assert (
        plan_of(
            "# Axe 1 : Emploi\n\n## Objectif stratégique 1 : Insérer\n\n### Fiche action n°1 : Le chantier\n\n"
            "### Fiche action n°2 : La formation\n\n"
            "## Objectif stratégique 2 : Créer\n\n### Fiche action n°3 : La couveuse\n\n"
            "# Axe 2 : Habitat\n\n## Objectif stratégique 3 : Rénover\n\n### Fiche action n°4 : Les halls\n"
        )
        == AXES
    )


def test_level_words_in_bold_only() -> None:
    assert (
        plan_of(
            "**Axe 1 : Emploi**\n\n**Objectif stratégique 1 : Insérer**\n\n**Fiche action n°1 : Le chantier**\n\ntexte.\n\n"
            "**Fiche action n°2 : La formation**\n\n"
            "**Objectif stratégique 2 : Créer**\n\n**Fiche action n°3 : La couveuse**\n\n"
            "**Axe 2 : Habitat**\n\n**Objectif stratégique 3 : Rénover**\n\n**Fiche action n°4 : Les halls**\n"
        )
        == AXES
    )


DOTTED: Plan = [
    ("section", "1", "Emploi", [("section", "1.1", "Insérer", [("section", "1.1.1", "Le chantier", [])]), ("section", "1.2", "Créer", [])]),
    ("section", "2", "Habitat", [("section", "2.1", "Rénover", [])]),
]


def test_dotted_numbers_and_ranks() -> None:
    assert (
        plan_of("# 1. Emploi\n\n## 1.1. Insérer\n\n### 1.1.1. Le chantier\n\n## 1.2. Créer\n\n# 2. Habitat\n\n## 2.1. Rénover\n") == DOTTED
    )


def test_dotted_numbers_tell_the_level() -> None:
    assert plan_of("# 1. Emploi\n\n# 1.1. Insérer\n\n# 1.1.1. Le chantier\n\n# 1.2. Créer\n\n# 2. Habitat\n\n# 2.1. Rénover\n") == DOTTED


def test_an_annexe_stands_beside_the_axes() -> None:
    assert plan_of("# Axe 1 : Santé\n\n## Soigner\n\n- un\n\n# Annexe 1 : Moyens\n\nUn texte.\n") == [
        ("axe", "1", "Santé", [("section", None, "Soigner", [])]),
        ("annexe", "1", "Moyens", []),
    ]


def test_a_bare_level_word_stands_over_its_title() -> None:
    """Converters give ENJEU 2 a rank below its title, because its type is smaller."""
    assert plan_of("## ENJEU 2\n\n# Bien vivre\n\n### SANTÉ\n\n#### Soigner\n\n### SPORT\n\n#### Jouer\n") == [
        (
            "enjeu",
            "2",
            "Bien vivre",
            [("section", None, "SANTÉ", [("section", None, "Soigner", [])]), ("section", None, "SPORT", [("section", None, "Jouer", [])])],
        )
    ]


def test_a_bare_level_word_before_another_level_is_its_own_title() -> None:
    assert plan_of("# ENJEU 2\n\n## Axe 1 : Santé\n") == [("enjeu", "2", "ENJEU 2", [("axe", "1", "Santé", [])])]


def test_a_banner_printed_again_is_one_section() -> None:
    lignes, tree = tree_of(
        "## ENJEU 2\n\n# Bien vivre\n\n### SANTÉ\n\n#### Soigner\n\n"
        "## ENJEU 2\n\n# Bien vivre\n\n### SPORT\n\n#### Jouer\n\n### SPORT\n\n#### Courir\n"
    )
    assert [text_of(lignes, n.spans) for n in all_nodes(tree)] == ["Bien vivre", "SANTÉ", "Soigner", "SPORT", "Jouer", "Courir"]
    assert [len(n.repetitions) for n in all_nodes(tree)] == [1, 0, 0, 1, 0, 0]


@pytest.mark.parametrize("suite", ["(suite)", "(SUITE)", "[suite]", "(suite et fin)"])
def test_suite_goes_on_with_the_section(suite: str) -> None:
    lignes, tree = tree_of(f"# Axe 1 : Santé\n\n## Soigner\n\n- un\n\n## Soigner {suite}\n\n- deux\n")
    assert [text_of(lignes, n.spans) for n in all_nodes(tree)] == ["Santé", "Soigner"]
    (node,) = tree.enfants[0].enfants
    assert [text_of(lignes, b.spans) for b in node.corps] == ["un", "deux"]


def test_suite_without_a_first_part_is_left_out_of_the_title() -> None:
    assert plan_of("# Axe 1 : Santé\n\n## Soigner (suite)\n") == [("axe", "1", "Santé", [("section", None, "Soigner", [])])]


def test_the_same_title_under_another_section_is_another_section() -> None:
    assert plan_of("# Axe 1 : Santé\n\n## Communiquer\n\n# Axe 2 : Sport\n\n## Communiquer\n") == [
        ("axe", "1", "Santé", [("section", None, "Communiquer", [])]),
        ("axe", "2", "Sport", [("section", None, "Communiquer", [])]),
    ]


def test_another_title_under_the_same_enjeu_is_a_section_of_its_own() -> None:
    """A report on enjeu 2 names the enjeu again, and its title inside."""
    assert plan_of("## ENJEU 2\n\n# Bien vivre\n\n### SANTÉ\n\n## ENJEU 2\n\n# Réalisations\n\n## Bien vivre\n\n### Un récit\n") == [
        ("enjeu", "2", "Bien vivre", [("section", None, "SANTÉ", [])]),
        ("enjeu", "2", "Réalisations", [("section", None, "Un récit", [])]),
    ]


def test_a_lone_title_keeps_its_own_sections_below_a_lower_one() -> None:
    assert plan_of("# Préambule\n\n## Contexte\n\n# Axe 1 : Santé\n\n### Soigner\n\n## Prévenir\n") == [
        ("section", None, "Préambule", [("section", None, "Contexte", [])]),
        ("axe", "1", "Santé", [("section", None, "Soigner", []), ("section", None, "Prévenir", [])]),
    ]


def test_the_title_of_the_document_names_no_section(tmp_path: Path) -> None:
    document, _ = extract_text("# Contrat de ville de Lilas-Métropole\n\n## Axe 1 : Santé\n\n### Soigner\n\n- Ouvrir\n", tmp_path)
    assert document.source.titre == "Contrat de ville de Lilas-Métropole"
    assert [s.titre for s in document.sections] == ["", "Santé"]


def test_every_heading_says_why_it_stands_there() -> None:
    _, tree = tree_of("# Axe 1 : Emploi\n\n## 1.1 Insérer\n\n# Axe 2 : Santé\n")
    assert [n.pourquoi[0] for n in all_nodes(tree)] == ["titre Markdown de rang 1", "titre Markdown de rang 2", "titre Markdown de rang 1"]
    assert all(len(n.pourquoi) > 1 for n in all_nodes(tree))


# --- on a page ------------------------------------------------------------------------------------------------------


def _block(ident: int, genre: Genre, ligne: Line, groupe: int = 0, lateral: bool = False) -> Block:
    return Block(
        ident, genre, whole([ligne] * (ligne.id + 1), ligne.id), (), ligne.page, ligne.bbox, ligne.style, groupe=groupe, lateral=lateral
    )


def test_larger_type_stands_above() -> None:
    middle = Style(taille=13.0, gras=True, couleur="#000000")
    lignes = [line("Emploi", 0, top=100, style=GRAND), line("Insérer", 1, top=130, style=middle), line("Habitat", 2, top=160, style=GRAND)]
    tree, _ = outline([_block(i, "titre", li) for i, li in enumerate(lignes)], lignes)
    assert [(text_of(lignes, n.spans), len(n.enfants)) for n in all_nodes(tree)] == [("Emploi", 1), ("Insérer", 0), ("Habitat", 0)]


def test_one_look_is_one_level_with_or_without_a_number() -> None:
    """A title that has lost its number stays beside its siblings; another look of the same size does not join them."""
    other = Style(taille=16.0, gras=False, couleur="#aa0000")
    lignes = [
        line("Axe 1 : Emploi", 0, top=100, style=GRAND),
        line("Habitat", 1, top=140, style=GRAND),
        line("Rénover", 2, top=180, style=other),
        line("Santé", 3, top=220, style=GRAND),
    ]
    tree, _ = outline([_block(i, "titre", li) for i, li in enumerate(lignes)], lignes)
    assert [(text_of(lignes, n.spans), [text_of(lignes, c.spans) for c in n.enfants]) for n in tree.enfants] == [
        ("Emploi", []),
        ("Habitat", ["Rénover"]),
        ("Santé", []),
    ]


def test_side_notes_go_to_the_heading_they_stand_beside() -> None:
    """Exporters write all right-hand boxes after the text: only their height tells whose they are."""
    lignes = [
        line("Soigner", 0, top=100, style=GRAND),
        line("Ouvrir un centre", 1, top=130),
        line("Jouer", 2, top=200, style=GRAND),
        line("Ouvrir un stade", 3, top=230),
        line("PILOTES :", 4, x0=420, top=110),
        line("ARS", 5, x0=420, top=125),
        line("PILOTES :", 6, x0=420, top=205),
        line("Ville", 7, x0=420, top=220),
    ]
    genres: list[Genre] = ["titre", "item", "titre", "item", "etiquette", "item", "etiquette", "item"]
    groups = [0, 0, 0, 0, 1, 1, 2, 2]
    blocks = [_block(i, g, li, n, n > 0) for i, (g, li, n) in enumerate(zip(genres, lignes, groups, strict=True))]
    assert [b.id for b in anchor_side_notes(blocks, ())] == [0, 1, 4, 5, 2, 3, 6, 7]


def test_of_two_headings_abreast_a_note_goes_to_the_one_over_it() -> None:
    """The note stands below the right end of the left heading, nearer to where the right one begins."""
    rows: list[tuple[str, Genre, BBox, bool]] = [
        ("Soigner de près", "titre", (48, 100, 245, 112), False),
        ("Ouvrir", "item", (51, 120, 176, 130), False),
        ("Parler de santé", "titre", (312, 100, 492, 112), False),
        ("Former", "item", (315, 120, 454, 130), False),
        ("Pilote : ARS", "texte", (208, 120, 283, 130), True),
    ]
    blocks = [
        Block(
            i, genre, (Span(i, 0, 5),), page=1, bbox=box, style=GRAND if genre == "titre" else CORPS, lateral=side, groupe=4 if side else 0
        )
        for i, (_, genre, box, side) in enumerate(rows)
    ]
    assert [b.id for b in anchor_side_notes(blocks, ())] == [0, 1, 4, 2, 3]


@pytest.mark.parametrize(
    ("droite", "item", "gauche"),
    [
        (0.0, 160, False),  # nothing at the left comes near the note
        (300.0, 160, True),  # it stands below the box of the left title
        (0.0, 255, True),  # the text of the left title ends next to it
    ],
)
def test_a_note_between_two_titles_abreast(droite: float, item: float, gauche: bool) -> None:
    rows: list[tuple[Genre, BBox, float]] = [
        ("titre", (48, 100, 150, 112), droite),
        ("item", (51, 120, item, 130), 0.0),
        ("titre", (312, 100, 492, 112), droite and 560.0),
        ("item", (315, 120, 454, 130), 0.0),
        ("texte", (262, 126, 300, 136), 0.0),
    ]
    blocks = [
        Block(
            i,
            genre,
            (Span(i, 0, 5),),
            page=1,
            bbox=box,
            style=GRAND if genre == "titre" else CORPS,
            lateral=genre == "texte",
            groupe=4 if genre == "texte" else 0,
            droite=right,
        )
        for i, (genre, box, right) in enumerate(rows)
    ]
    assert [b.id for b in anchor_side_notes(blocks, ())] == ([0, 1, 4, 2, 3] if gauche else [0, 1, 2, 3, 4])


def test_a_box_in_the_text_is_no_side_note() -> None:
    lignes = [line("Soigner", 0, top=100, style=GRAND), line("Jouer", 1, top=200, style=GRAND), line("encadré", 2, x0=420, top=105)]
    blocks = [_block(0, "titre", lignes[0]), _block(1, "titre", lignes[1]), _block(2, "texte", lignes[2], 1)]
    assert [b.id for b in anchor_side_notes(blocks, ())] == [0, 1, 2]


def test_a_rupture_closes_the_open_sections() -> None:
    lignes = [line("Axe 1 : Santé", 0, style=GRAND), line("12 mars 2024", 1, top=140, style=GRAND), line("un texte", 2, top=180)]
    genres: list[Genre] = ["titre", "rupture", "texte"]
    tree, _ = outline([_block(i, g, li) for i, (g, li) in enumerate(zip(genres, lignes, strict=True))], lignes)
    assert [b.id for b in tree.corps] == [2]
    assert [b.id for b in tree.repetitions] == [1]
    assert tree.enfants[0].corps == ()


def test_a_part_about_the_contract_is_not_its_title() -> None:
    """'Bilan du contrat de ville ...' as first heading commands its own text; the document has no printed title."""
    plan = plan_of("# Bilan du contrat de ville de Lens\n\n- un\n\n## Le sport\n\n# Axe 1 : Vivre\n\n## Soigner\n\n- deux\n")
    assert [titre for _, _, titre, _ in plan] == ["Bilan du contrat de ville de Lens", "Vivre"]


# --- codes, parts in one article, titles that return ----------------------------------------------------------------

Short = list[tuple[str | None, str, "Short"]]
A, B, C = "# Axe 1 : Vivre\n\n", "## Soigner\n\n- un\n\n", "## Loger\n\n- deux\n\n"


def _short(found: Plan) -> Short:
    return [(numero, titre, _short(below)) for _, numero, titre, below in found]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        # codes number titles when two of them follow each other
        (A + "## A1 Soigner\n\n## A2 Loger\n", [("1", "Vivre", [("A1", "Soigner", []), ("A2", "Loger", [])])]),
        (A + "## A1 Soigner\n\n## B7 Loger\n", [("1", "Vivre", [(None, "A1 Soigner", []), (None, "B7 Loger", [])])]),
        (
            "# A1 Soigner\n\n# A1.1 Prévenir\n\n# A1.2 Guérir\n\n# A2 Loger\n",
            [("A1", "Soigner", [("A1.1", "Prévenir", []), ("A1.2", "Guérir", [])]), ("A2", "Loger", [])],
        ),
        # a level word and the next number, whatever the ranks
        (A + B + "### Axe 2 : Loger\n", [("1", "Vivre", [(None, "Soigner", [])]), ("2", "Loger", [])]),
        (A + B + "### Axe 3 : Loger\n", [("1", "Vivre", [(None, "Soigner", [("3", "Loger", [])])])]),
        # a date below the title of the document
        ("# Contrat de ville de Lilas\n\n## Édition de mai 2024\n\n" + A + B, [("1", "Vivre", [(None, "Soigner", [])])]),
        (
            "# Contrat de ville de Lilas\n\n## Bilan 2024\n\nUn texte.\n\n" + A + B,
            [(None, "Bilan 2024", []), ("1", "Vivre", [(None, "Soigner", [])])],
        ),
        # '##' stood under nothing at first: under '#' it stands under it
        (
            "## Préambule\n\nUn texte.\n\n" + A + B + C,
            [(None, "Préambule", []), ("1", "Vivre", [(None, "Soigner", []), (None, "Loger", [])])],
        ),
        # 'AXE I' alone, over no title, goes on with the section of its number
        (
            "# AXE I : Vivre\n\n" + B + "# AXE II : Bâtir\n\n- trois\n\n# AXE I\n\n- quatre\n\n" + C,
            [("I", "Vivre", [(None, "Soigner", []), (None, "Loger", [])]), ("II", "Bâtir", [])],
        ),
        # so does 'ORIENTATION 1 (suite)'
        (
            "# ORIENTATION 1 : Vivre\n\n" + B + "# ORIENTATION 1 (suite)\n\n" + C + "# ORIENTATION 2 (suite)\n\n- cinq\n",
            [("1", "Vivre", [(None, "Soigner", []), (None, "Loger", [])]), ("2", "ORIENTATION 2 (suite)", [])],
        ),
        # a table in an annexe sums the programme up; one in another axe goes on with it
        (
            A + "## Action 1 : Soigner\n\n- un\n\n# Annexe 1 : Moyens\n\n| Action | Budget |\n|---|---|\n| Action 1 : Soigner | 10 € |\n",
            [("1", "Vivre", [("1", "Soigner", [])]), ("1", "Moyens", [("1", "Soigner", [])])],
        ),
    ],
)
def test_which_heading_stands_under_which(texte: str, attendu: Short) -> None:
    assert _short(plan_of(texte)) == attendu


MOYEN = Style(taille=13.0, gras=True, couleur="#000000")
BANDE = Style(taille=12.0, gras=True, couleur="#ffffff", fond="#000080")
PETIT = Style(taille=10.0, gras=True, couleur="#000000")


def _printed(*said: tuple[int, str, Style]) -> tuple[list[Line], list[Block]]:
    """Blocks of pages, (page, words, style), one below the other from the head of their page; body type makes texts, '• ' items."""
    lignes, blocks, last, n = list[Line](), list[Block](), 0, 0
    for numero, texte, style in said:
        n, last = (n + 1 if numero == last else 0), numero
        lignes.append(line(texte, len(lignes), top=60 + 30.0 * n, style=style, numero=numero))
        genre: Genre = "titre" if style != CORPS else "item" if texte.startswith("• ") else "texte"
        blocks.append(_block(len(blocks), genre, lignes[-1]))
    return lignes, blocks


def _order(*said: tuple[int, str, Style]) -> Short:
    lignes, blocks = _printed(*said)
    return _short(plan(lignes, outline(blocks, lignes)[0]))


@pytest.mark.parametrize("axes", [2, 1])
def test_axes_that_all_stand_in_one_article_are_its_parts(axes: int) -> None:
    """Articles 1 to 6 in small type, the axes between the third and the fourth in large type; a lone axe tells nothing."""
    parts = [(1, f"Axe {n} : Vivre {n}", GRAND) for n in range(1, axes + 1)]
    found = _order(
        *((1, f"Article {n} : Objet {n}", PETIT) for n in (1, 2, 3)), *parts, *((1, f"Article {n} : Objet {n}", PETIT) for n in (4, 5))
    )
    below = [below for _, titre, below in found if titre == "Objet 3"]
    assert below == [[(str(n), f"Vivre {n}", []) for n in (1, 2)] if axes == 2 else []]


@pytest.mark.parametrize(("retour", "attendu"), [("Axe 1 : Vivre", ["Soigner", "Loger"]), ("Un texte", [])])
def test_a_small_title_that_returns_above_others_commands_them(retour: str, attendu: list[str]) -> None:
    style = PETIT if retour.startswith("Axe") else CORPS
    found = _order(
        (1, "Axe 1 : Vivre", PETIT),
        (1, "Soigner", GRAND),
        (1, "• un", CORPS),
        (1, retour, style),
        (1, "Loger", GRAND),
        (1, "• deux", CORPS),
    )
    assert [t for _, titre, below in found if titre == "Vivre" for _, t, _ in below] == attendu


def test_banners_of_two_ranks_head_the_slides() -> None:
    """'Vivre mieux' on each slide, a band below it that changes, titles in larger type than the band."""
    slides = [(2, "Santé", "Soigner"), (3, "Sport", "Jouer"), (4, "Toit", "Loger")]
    found = _order(
        *(h for n, band, titre in slides for h in ((n, "Vivre mieux", GRAND), (n, band, BANDE), (n, titre, MOYEN), (n, "• un", CORPS)))
    )
    assert found == [(None, "Vivre mieux", [(None, band, [(None, titre, [])]) for _, band, titre in slides])]


SUITE = [(2, "Vivre", GRAND), (2, "• un", CORPS), (3, "Loger", GRAND), (3, "• deux", CORPS)]


@pytest.mark.parametrize(
    ("debut", "suite", "titres"),
    [
        ([(1, "Lilas", GRAND), (1, "Ensemble", MOYEN)], SUITE, {0, 1}),  # a cover
        ([(1, "Lilas", GRAND), (1, "Ensemble", MOYEN), (1, "• un", CORPS)], SUITE, set()),
        ([(1, "Lilas", GRAND), (1, "Axe 1 : Ensemble", MOYEN)], SUITE, set()),
        ([(1, "Lilas", GRAND), (1, "mot " * 61, CORPS)], SUITE, set()),
        ([(1, "Lilas", GRAND), (1, "• un", CORPS)], [(2, "Vivre", MOYEN), (3, "Loger", MOYEN)], {0}),  # the one largest
        ([(1, "Introduction", GRAND), (1, "• un", CORPS)], [(2, "Vivre", MOYEN), (3, "Loger", MOYEN)], set()),
        (
            [(1, "Lilas", MOYEN), (1, "Ensemble", BANDE), (1, "• un", CORPS)],
            [(2, "Vivre", Style(13.0, couleur="#aa0000"))],
            {0},
        ),  # a look of its own
        (
            [(1, "Lilas", MOYEN), (1, "• un", CORPS)],
            [(2, "Vivre", Style(13.0, couleur="#aa0000")), (3, "Loger", BANDE)],
            set(),
        ),  # over no heading
    ],
)
def test_titles_of_the_document_itself(debut: list[tuple[int, str, Style]], suite: list[tuple[int, str, Style]], titres: set[int]) -> None:
    lignes, blocks = _printed(*[(n, t.strip(), s) for n, t, s in debut], *suite)
    assert document_titles(blocks, lignes) == titres


@pytest.mark.parametrize(
    ("numeros", "dedans"),
    [((1, 2), True), ((1, 3), False)],  # numbered on, or not
)
def test_numbered_divider_pages_head_what_follows(numeros: tuple[int, int], dedans: bool) -> None:
    """A title that states a nature of its own, set as large as any, stays in the part that a divider page opens."""
    a, b = numeros
    said = [(1, f"{a} Portrait", MOYEN), (2, "Gouvernance", GRAND), (2, "• un", CORPS)]
    said += [(3, f"{b} Suite", MOYEN), (4, "Calendrier", GRAND), (4, "• deux", CORPS)]
    assert ([part[1] for part in _order(*said)] == ["Portrait", "Suite"]) is dedans


def test_a_city_s_own_level_word_stays_in_its_title() -> None:
    assert plan_of("# Cap 1 – Grandir\n\n## Lire\n\n- un\n\n# Cap 2\n\n# Habiter\n\n## Loger\n\n- deux") == [
        ("cap", "1", "Cap 1 – Grandir", [("section", None, "Lire", [])]),
        ("cap", "2", "Habiter", [("section", None, "Loger", [])]),
    ]


@pytest.mark.parametrize("fin", ["(suite)", "(1/2)", "(2 / 3)", "[suite et fin]", "– suite"])
def test_the_parts_of_a_title_on_several_slides_are_one(fin: str) -> None:
    texte = f"# Axe 1 : Vivre\n\n## Loger {fin}\n\n- un\n\n## Loger\n\n- deux"
    assert plan_of(texte) == [("axe", "1", "Vivre", [("section", None, "Loger", [])])]


@pytest.mark.parametrize(("dessous", "attendu"), [("Action n°1 : Loger", ["Soigner"]), ("Gouvernance", ["Soigner"])])
def test_a_level_word_right_below_another_is_its_first_child_however_it_is_set(dessous: str, attendu: list[str]) -> None:
    """'Priorité 1 : Soigner' in small type over 'Action n°1' in large type; a part without level word is none of its children."""
    said = [(1, "Priorité 1 : Soigner", MOYEN), (1, dessous, GRAND), (1, "• un", CORPS)]
    found = _order(*said)
    assert [t for _, t, below in found if below] == (attendu if dessous.startswith("Action") else [])


def test_a_number_beside_an_open_one_is_no_child_of_its_first_part() -> None:
    found = plan_of(
        "# Objectif 1 : Travailler\n\n## 1.1 Se déplacer\n\n### 1. Un garage\n\n- louer\n\n"
        "## 1.2 Se former\n\n### 2. Des stages\n\n- ouvrir\n"
    )
    assert [titre for _, _, titre, _ in found[0][3]] == ["Se déplacer", "Se former"]


def test_a_sommaire_commands_no_heading() -> None:
    found = plan_of("# Sommaire\n\nAxe 1 : Vivre\n\n## Axe 1 : Vivre\n\n## Axe 2 : Agir\n")
    assert [titre for _, _, titre, _ in found] == ["Sommaire", "Vivre", "Agir"]


def test_a_roman_number_extends_the_level_with_the_same_number_in_digits() -> None:
    assert plan_of("# Partie 1 : Portrait\n\n# I.1 Les quartiers\n\n# Partie 2 : Orientations\n\n# II.1 L'emploi\n") == [
        ("partie", "1", "Portrait", [("section", "I.1", "Les quartiers", [])]),
        ("partie", "2", "Orientations", [("section", "II.1", "L'emploi", [])]),
    ]


def test_numbers_with_another_sign_are_another_numbering() -> None:
    texte = (
        "# Partie 2 : Axes\n\n## 2.1 Les axes\n\n### Axe 1 : École\n\n#### 1-1 : Lire\n\n- un\n\n"
        "### Axe 2 : Emploi\n\n#### 2-1 : Repérer\n\n- deux\n\n## 2.2 Les liens\n"
    )
    (partie,) = plan_of(texte)
    (axes, liens) = partie[3]
    assert [(axe[0], axe[1], [e[1] for e in axe[3]]) for axe in axes[3]] == [("axe", "1", ["1-1"]), ("axe", "2", ["2-1"])]
    assert liens[1] == "2.2"


def test_a_heading_without_number_may_stand_between_a_number_and_what_extends_it() -> None:
    texte = "# Axe 1 : École\n\n## Petite enfance\n\n### 1.1 Accueillir\n\n- un\n\n## Jeunesse\n\n### 1.2 Former\n\n- deux\n"
    (axe,) = plan_of(texte)
    assert [(theme[2], [e[1] for e in theme[3]]) for theme in axe[3]] == [("Petite enfance", ["1.1"]), ("Jeunesse", ["1.2"])]


@pytest.mark.parametrize(("titre", "dehors"), [("Actualisation des fiches", True), ("Pilotage du contrat", True), ("Suivi", False)])
def test_gouvernance_of_the_whole_contract_is_part_of_no_axis(titre: str, dehors: bool) -> None:
    found = plan_of(f"# Axe 1 : École\n\n## Lire\n\n- un\n\n**Pilote :** Ville\n\n### {titre}\n\nChaque année, une revue a lieu.\n")
    assert (found[-1][2] == titre) is dehors


def test_a_letterhead_above_the_title_is_no_heading(tmp_path: Path) -> None:
    texte = (
        "# PRÉFET DE L'ORNE\n\nDirection de l'emploi\n\n# Avenant n° 1 au contrat de ville de Lys\n\n## Axe 1 : École\n\n### Lire\n\n- un\n"
    )
    document, _ = extract_text(texte, tmp_path)
    assert document.source.titre == "Avenant n° 1 au contrat de ville de Lys"
    assert [s.titre for s in document.sections if s.titre] == ["École"]


def test_a_letter_may_number_what_stands_between_a_level_and_its_numbers() -> None:
    texte = (
        "# Orientation 2 : Prévenir\n\n## a) Petite enfance\n\n### 2.1 Scolariser\n\n- un\n\n## b) Jeunesse\n\n### 2.2 Garantir\n\n- deux\n"
    )
    (orientation,) = plan_of(texte)
    assert [(theme[2], [e[1] for e in theme[3]]) for theme in orientation[3]] == [("Petite enfance", ["2.1"]), ("Jeunesse", ["2.2"])]


@pytest.mark.parametrize(("page", "titres"), [(3, ["Paroles d'habitants", "La ville qui soigne"]), (2, ["Paroles d'habitants"])])
def test_what_habitants_said_does_not_command_the_next_slide(page: int, titres: list[str]) -> None:
    """A smaller title on a later page below which parties are named; on the same page it is part of what they said."""
    rows: list[tuple[str, Genre, int, Style]] = [
        ("Contrat de ville de Lys", "titre", 1, Style(taille=40.0, gras=True)),
        ("Paroles d'habitants", "titre", 2, GRAND),
        ("On veut un médecin.", "texte", 2, CORPS),
        ("La ville qui soigne", "titre", page, Style(taille=14.0, gras=True, couleur="#009900")),
        ("Pilote", "etiquette", page, CORPS),
        ("ARS", "texte", page, CORPS),
    ]
    lignes = [line(t, i, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s) in enumerate(rows)]
    blocks = [
        Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s, etiquette="acteur:pilote" if g == "etiquette" else "")
        for i, (_, g, p, s) in enumerate(rows)
    ]
    tree, _ = outline(blocks, lignes)
    assert [p[2] for p in plan(lignes, tree)] == titres


def test_a_table_that_closes_a_section_says_who_leads_what_it_told(tmp_path: Path) -> None:
    texte = (
        "# Orientation 1 : Agir\n\n## 1.1 Mesurer\n\n- un\n\n## 1.2 Ouvrir\n\n- deux\n\n"
        "| | Engagement | Chef de file | Échéance |\n|---|---|---|---|\n| 1.1 | Mesurer | Ville | 2025 |\n| 1.2 | Ouvrir | CAF | 2026 |\n"
    )
    document, _ = extract_text(texte, tmp_path)
    found = [e for s in document.sections for e in (*s.engagements, *(f for t in s.sections for f in t.engagements))]
    assert [(e.titre, len(e.actions), [a.libelle for a in e.autres_acteurs], [c.valeur for c in e.champs]) for e in found] == [
        ("Mesurer", 1, ["Ville"], ["2025"]),
        ("Ouvrir", 1, ["CAF"], ["2026"]),
    ]


def test_a_cover_may_say_what_the_document_is_an_annexe_of() -> None:
    rows: list[tuple[str, Genre, int]] = [
        ("Convention de Lys", "titre", 1),
        ("Annexe 2 : programme", "titre", 1),
        ("Axe 1 : Vivre", "titre", 2),
        ("Un texte.", "texte", 3),
        ("Suites", "titre", 3),
    ]
    lignes = [line(t, i, top=50.0 + 30 * i, style=GRAND, numero=p) for i, (t, _, p) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=GRAND) for i, (_, g, p) in enumerate(rows)]
    assert document_titles(blocks, lignes) == {0, 1}


def _tree(*rows: tuple[str, Genre, int, Style]) -> Plan:
    lignes = [line(t, i, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s) for i, (_, g, p, s) in enumerate(rows)]
    return plan(lignes, outline(blocks, lignes)[0])


def test_small_themes_over_the_engagements_that_each_opens() -> None:
    """'EMPLOI' in small type over '1 Loger', larger: the second engagement below it is its own too."""
    petit, moyen, axe = Style(9.0, gras=True, couleur="#aa0000"), Style(13.0, gras=True), Style(22.0, gras=True)
    found = _tree(
        ("Priorité 1 : Vivre", "titre", 1, axe),
        ("EMPLOI", "titre", 1, petit),
        ("1 Former", "titre", 1, moyen),
        ("un", "item", 1, CORPS),
        ("2 Insérer", "titre", 1, moyen),
        ("deux", "item", 1, CORPS),
        ("SANTÉ", "titre", 1, petit),
        ("3 Soigner", "titre", 1, moyen),
        ("trois", "item", 1, CORPS),
    )
    assert [(theme[2], [e[2] for e in theme[3]]) for theme in found[0][3]] == [("EMPLOI", ["Former", "Insérer"]), ("SANTÉ", ["Soigner"])]


@pytest.mark.parametrize(("taille", "dehors"), [(20.0, True), (11.0, False)])
def test_gouvernance_set_larger_than_the_engagements_is_part_of_no_axis(taille: float, dehors: bool) -> None:
    found = _tree(
        ("Chapitre 3 : Vivre", "titre", 1, Style(28.0, gras=True)),
        ("1 Loger", "titre", 1, Style(14.0, gras=True)),
        ("un", "item", 1, CORPS),
        ("Qui veille à tout cela ?", "titre", 2, Style(taille, gras=True)),
        ("Un comité.", "texte", 2, CORPS),
    )
    assert (len(found) == 2) is dehors


def test_a_level_without_number_keeps_what_tells_it_apart() -> None:
    assert plan_of("# Axe 1 : Vivre\n\n# Axe transversal : Égalité\n") == [
        ("axe", "1", "Vivre", []),
        ("axe", None, "Axe transversal : Égalité", []),
    ]


def test_a_lettered_part_stands_between_a_level_and_numbers_set_apart() -> None:
    """'2.1' in a disc before its title, under 'Orientation 2' as under 'Orientation 1', with 'a) Petite enfance' opened since."""
    rows: list[tuple[str, Genre, Style, str]] = [
        ("Orientation 1 – Vivre", "titre", GRAND, ""),
        ("Soigner", "titre", PETIT, "1.1"),
        ("un", "item", CORPS, ""),
        ("Orientation 2 – Prévenir", "titre", GRAND, ""),
        ("a) Petite enfance", "titre", MOYEN, ""),
        ("Scolariser", "titre", PETIT, "2.1"),
        ("deux", "item", CORPS, ""),
    ]
    lignes = [line(t, i, top=50.0 + 30 * i, style=s) for i, (t, _, s, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, numero=n) for i, (_, g, s, n) in enumerate(rows)]
    found = _short(plan(lignes, outline(blocks, lignes)[0]))
    assert found[1] == ("2", "Prévenir", [("a", "Petite enfance", [("2.1", "Scolariser", [])])])


def test_an_action_right_below_a_part_of_the_only_article_with_actions_is_its_child() -> None:
    """'3.1 Garantir' in italics, 'Action n° 1' in bold: the first number of the next part is none that extends 'Action n° 3'."""
    italique = Style(10.0, gras=True, italique=True, couleur="#000000")
    said = [(1, f"Article {n} : Objet {n}", MOYEN) for n in (1, 2, 3)]
    for part in (1, 2):
        said += [(1, f"3.{part} Garantir {part}", italique)]
        for n in (2 * part - 1, 2 * part):
            said += [(1, f"Action n° {n} : Faire {n}", PETIT), (1, "• un", CORPS)]
    found = _order(*said, (1, "Article 4 : Suivi", MOYEN))
    assert [(t, [e for _, e, _ in below]) for _, t, below in found[2][2]] == [
        ("Garantir 1", ["Faire 1", "Faire 2"]),
        ("Garantir 2", ["Faire 3", "Faire 4"]),
    ]


def test_the_same_axes_stand_in_the_chapter_of_each_town() -> None:
    found = plan_of(
        "# Chapitre 1 : Lys\n\n## Axe 1 : Emploi\n\n### a) Ouvrir\n\n- un\n\n"
        "# Chapitre 2 : Orme\n\n## Axe 1 : Emploi\n\n### a) Former\n\n- deux\n"
    )
    assert [(t, [axe for _, _, axe, _ in below]) for _, _, t, below in found] == [("Lys", ["Emploi"]), ("Orme", ["Emploi"])]


def test_bands_of_themes_do_not_stand_under_an_introduction() -> None:
    found = _order(
        (1, "Un contrat à plusieurs mains", GRAND),
        (1, "Il a été écrit par les habitants et les services.", CORPS),
        (1, "APPRENDRE", BANDE),
        (1, "Lire partout", PETIT),
        (1, "• un", CORPS),
        (1, "SE SOIGNER", BANDE),
        (1, "Bien manger", PETIT),
        (1, "• deux", CORPS),
        (2, "Qui décide ?", GRAND),
        (2, "Le comité de pilotage.", CORPS),
    )
    assert [t for _, t, _ in found] == ["Un contrat à plusieurs mains", "APPRENDRE", "SE SOIGNER", "Qui décide ?"]


def test_a_title_on_a_fill_right_over_its_text_stands_under_a_heading_with_a_text() -> None:
    """'Chantier école', a sentence, then panels with a title and what they say: no bands of themes."""
    found = _order(
        (1, "Chantier école", GRAND),
        (1, "L'école est le premier service public fréquenté.", CORPS),
        (1, "Lire partout", BANDE),
        (1, "• un", CORPS),
        (1, "Scolariser", BANDE),
        (1, "• deux", CORPS),
        (2, "Chantier emploi", GRAND),
        (2, "Il avance avec les entreprises.", CORPS),
        (2, "Former", BANDE),
        (2, "• trois", CORPS),
    )
    assert [[e for _, e, _ in below] for _, _, below in found] == [["Lire partout", "Scolariser"], ["Former"]]


def test_an_engagement_right_below_a_heading_is_part_of_it_though_larger() -> None:
    found = _order(
        (1, "1/ Transition", MOYEN),
        (1, "Engagement n°1 : Réduire la facture", GRAND),
        (1, "• un", CORPS),
        (2, "Engagement n°2 : Consommer moins", GRAND),
        (2, "• deux", CORPS),
    )
    assert [(t, [e for _, e, _ in below]) for _, t, below in found] == [("Transition", ["Réduire la facture", "Consommer moins"])]


def test_a_fiche_right_below_an_orientation_is_part_of_it_though_its_number_goes_on_with_the_pilier() -> None:
    found = _order(
        (1, "Pilier 1 : Vivre", GRAND),
        (1, "Orientation 1 : Soutenir", PETIT),
        (1, "Fiche action 1.1 : Lire", MOYEN),
        (1, "• un", CORPS),
        (2, "Orientation 2 : Ouvrir", PETIT),
        (2, "Fiche action 1.2 : Jouer", MOYEN),
        (2, "• deux", CORPS),
    )
    assert [(t, [e for _, e, _ in below]) for _, t, below in found[0][2]] == [("Soutenir", ["Lire"]), ("Ouvrir", ["Jouer"])]


def test_a_title_alone_on_a_panel_of_the_first_page_is_that_of_the_document() -> None:
    """The cover of a leaflet stands at the right of its other panels, which stay parts of it."""
    rows: list[tuple[str, Genre, float, int, int]] = [
        ("Pourquoi ce dépliant ?", "titre", 17.0, 0, 1),
        ("Il résume le contrat, " * 10, "texte", 10.0, 0, 1),
        ("Nos quartiers 2030", "titre", 30.0, 3, 1),
        ("en dix engagements", "titre", 18.0, 3, 1),
        ("Grandir", "titre", 21.0, 0, 2),
    ]
    lignes = [line(t, i, top=100.0 + 30 * i, style=replace(GRAND, taille=size), numero=n) for i, (t, _, size, _, n) in enumerate(rows)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=lignes[i].style, groupe=groupe)
        for i, (_, genre, _, groupe, n) in enumerate(rows)
    ]
    root, title = outline(blocks, lignes)
    assert title == "Nos quartiers 2030"
    assert [text_of(lignes, n.spans) for n in root.enfants] == ["Pourquoi ce dépliant ?", "Grandir"]


@pytest.mark.parametrize(("titre", "parent"), [("Lire la frise", None), ("Nos engagements", "Nos engagements")])
def test_the_first_axis_at_the_head_of_a_page_is_no_part_of_an_introduction(titre: str, parent: str | None) -> None:
    """Hardly smaller than the title of the page before, which may command it or not: its words tell."""
    axe = replace(GRAND, taille=15.0, couleur="#0f6b6b")
    found = _order(
        (1, "Contrat de ville de Lys", replace(GRAND, taille=24.0)),
        (2, titre, GRAND),
        (2, "Chaque ruban montre les années où il est conduit.", CORPS),
        (3, "Défi 1 | L’école", axe),
        (3, "Lire partout", PETIT),
        (3, "• un", CORPS),
        (4, "Défi 2 | L’emploi", axe),
        (4, "Former", PETIT),
        (4, "• deux", CORPS),
    )
    above = {e: t for _, t, below in found for _, e, _ in below}
    assert above.get("L’école") == parent
    assert above.get("L’emploi") == parent


@pytest.mark.parametrize(("page", "parent"), [(3, None), (2, "Lire l’album")])
def test_headings_that_open_a_page_each_are_no_part_of_an_introduction(page: int, parent: str | None) -> None:
    """No level word: 'BIEN VIVRE', hardly smaller than the title of the page before."""
    axe = replace(GRAND, taille=14.0, couleur="#0f6b6b")
    said: list[tuple[int, str, Style]] = [(1, "Contrat de ville de Lys", replace(GRAND, taille=24.0))]
    said += [(2, "Lire l’album", GRAND), (2, "Chaque carte dit qui agit.", CORPS)]
    for n, titre in enumerate(("BIEN VIVRE", "TRAVAILLER")):
        said += [(page + n, titre, axe), (page + n, f"Ouvrir {n}", PETIT), (page + n, "• un", CORPS), (page + n, "Porteur : CCAS", CORPS)]
    lignes, blocks = _printed(*said)
    lead = [replace(b, genre="etiquette", etiquette="acteur:porteur") if lignes[b.spans[0].line].texte[:3] == "Por" else b for b in blocks]
    above = {e: t for _, t, below in _short(plan(lignes, outline(lead, lignes)[0])) for _, e, _ in below}
    assert above.get("BIEN VIVRE") == parent


@pytest.mark.parametrize(("couleur", "parent"), [("#ffffff", None), ("#0f6b6b", "Lire la frise")])
def test_an_axis_in_white_on_a_band_is_no_part_of_an_introduction_though_much_smaller(couleur: str, parent: str | None) -> None:
    axe = replace(GRAND, taille=11.0, couleur=couleur)
    said: list[tuple[int, str, Style]] = [(1, "Contrat de ville de Lys", replace(GRAND, taille=24.0))]
    said += [(2, "Lire la frise", GRAND), (2, "Chaque ruban montre les années.", CORPS)]
    for n, titre in enumerate(("L’école", "L’emploi"), 1):
        said += [(n + 2, f"Défi {n} | {titre}", axe), (n + 2, f"Ouvrir {n}", PETIT), (n + 2, "• un", CORPS)]
    above = {e: t for _, t, below in _order(*said) for _, e, _ in below}
    assert above.get("L’école") == parent


def test_numbered_engagements_right_below_an_objective_are_its_own_though_larger() -> None:
    fiche = replace(GRAND, taille=15.0)
    said: list[tuple[int, str, Style]] = [(1, "VOLET 1 : La cohésion", replace(GRAND, taille=20.0))]
    for n, objectif in enumerate(("Accéder à ses droits", "Vieillir chez soi"), 1):
        said.append((1, f"Objectif opérationnel 1.{n} : {objectif}", replace(PETIT, taille=12.0)))
        for k in (2 * n - 1, 2 * n):
            said += [(1, f"{k}. Ouvrir {k}", fiche), (1, "• un", CORPS), (1, "Porteur : CCAS", CORPS)]
    lignes, blocks = _printed(*said)
    lead = [replace(b, genre="etiquette", etiquette="acteur:porteur") if lignes[b.spans[0].line].texte[:3] == "Por" else b for b in blocks]
    (volet,) = _short(plan(lignes, outline(lead, lignes)[0]))
    assert [(t, [e for _, e, _ in below]) for _, t, below in volet[2]] == [
        ("Accéder à ses droits", ["Ouvrir 1", "Ouvrir 2"]),
        ("Vieillir chez soi", ["Ouvrir 3", "Ouvrir 4"]),
    ]


@pytest.mark.parametrize(("panneau", "titres"), [(True, {0}), (False, set())])
def test_the_largest_title_in_a_panel_of_its_own_is_that_of_the_leaflet(panneau: bool, titres: set[int]) -> None:
    """Hardly larger than the axes, with the year far below it, beside panels that are parts of the document."""
    rows: list[tuple[str, Genre, int, Style, int]] = [
        ("Nos douze engagements", "titre", 1, Style(22.0, gras=True), 4),
        ("2024-2030", "texte", 1, CORPS, 4),
        ("Pourquoi ce dépliant ?", "titre", 1, GRAND, 5),
        ("un point", "item", 1, CORPS, 5),
        ("Défi 1 Vivre", "titre", 2, Style(21.0, gras=True), 6),
        ("Défi 2 Habiter", "titre", 3, Style(21.0, gras=True), 7),
    ]
    lignes = [line(t, i, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s, _) in enumerate(rows)]
    blocks = [
        Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s, groupe=n, panneau=panneau)
        for i, (_, g, p, s, n) in enumerate(rows)
    ]
    assert document_titles(blocks, lignes) == titres


@pytest.mark.parametrize(("taille", "ordre"), [(9.0, [0, 1, 2, 4, 3]), (16.0, [0, 4, 1, 2, 3])])
def test_a_note_beside_a_line_over_a_title_goes_below_the_title(taille: float, ordre: list[int]) -> None:
    """'Engagement 1' in small type over what it is called; a badge beside both."""
    rows: list[tuple[Genre, BBox, Style]] = [
        ("titre", (46, 124, 130, 139), Style(taille, gras=True)),
        ("titre", (35, 144, 360, 160), GRAND),
        ("item", (35, 204, 297, 214), CORPS),
        ("titre", (46, 441, 130, 456), GRAND),
        ("etiquette", (441, 118, 486, 150), CORPS),
    ]
    blocks = [
        Block(i, g, (Span(i, 0, 5),), page=1, bbox=box, style=s, lateral=g == "etiquette", groupe=4 if g == "etiquette" else 0)
        for i, (g, box, s) in enumerate(rows)
    ]
    assert [b.id for b in anchor_side_notes(blocks, ())] == ordre


# Genre, box, style.
_Placed = tuple[Genre, BBox, Style]


def _noted(main: Sequence[_Placed], note: BBox) -> list[int]:
    """The order of blocks of one page, `note` the last of them, in a side column."""
    rows: list[_Placed] = [*main, ("etiquette", note, CORPS)]
    last = len(main)
    blocks = [
        Block(i, g, (Span(i, 0, 5),), page=1, bbox=box, style=s, lateral=i == last, groupe=4 * (i == last))
        for i, (g, box, s) in enumerate(rows)
    ]
    return [b.id for b in anchor_side_notes(blocks, ())]


AXE_PAS, NOM_PAS, PAS = Style(12.0, gras=True, couleur="#0f6b6b"), replace(GRAND, taille=14.0), Style(11.0, gras=True, couleur="#0000aa")
SUITE_PAS: list[_Placed] = [("item", (150, 190, 400, 200), CORPS), ("titre", (150, 500, 400, 512), AXE_PAS)]
NOTE_PAS: BBox = (35, 100, 120, 125)


@pytest.mark.parametrize(
    ("pas", "note", "ordre"),
    [
        pytest.param(
            [("titre", (150, 100, 250, 112), AXE_PAS), ("titre", (150, 130, 400, 144), NOM_PAS), ("titre", (150, 160, 300, 171), PAS)],
            NOTE_PAS,
            [0, 1, 2, 3, 5, 4],
            id="three, each in its look",
        ),
        pytest.param(
            [("titre", (150, 100, 250, 112), AXE_PAS), ("titre", (150, 130, 400, 144), NOM_PAS)], NOTE_PAS, [0, 4, 1, 2, 3], id="two only"
        ),
        pytest.param(
            [("titre", (150, 100, 250, 112), AXE_PAS), ("titre", (150, 130, 400, 144), NOM_PAS), ("titre", (150, 160, 300, 171), AXE_PAS)],
            NOTE_PAS,
            [0, 5, 1, 2, 3, 4],
            id="a look that returns",
        ),
        pytest.param(
            [
                ("titre", (150, 100, 250, 112), AXE_PAS),
                ("titre", (150, 130, 400, 144), NOM_PAS),
                ("texte", (150, 147, 400, 157), CORPS),
                ("titre", (150, 160, 300, 171), PAS),
            ],
            NOTE_PAS,
            [0, 6, 1, 2, 3, 4, 5],
            id="a text between",
        ),
        pytest.param(
            [("titre", (150, 100, 250, 112), AXE_PAS), ("titre", (300, 130, 400, 144), NOM_PAS), ("titre", (150, 160, 280, 171), PAS)],
            NOTE_PAS,
            [0, 5, 1, 2, 3, 4],
            id="the second in another column",
        ),
        pytest.param(
            [("titre", (150, 100, 250, 112), AXE_PAS), ("titre", (150, 130, 400, 144), NOM_PAS), ("titre", (150, 140, 300, 151), PAS)],
            NOTE_PAS,
            [0, 5, 1, 2, 3, 4],
            id="the third starts above the end of the second",
        ),
        pytest.param(
            [("titre", (150, 60, 250, 72), AXE_PAS), ("titre", (150, 80, 400, 94), NOM_PAS), ("titre", (150, 160, 300, 171), PAS)],
            NOTE_PAS,
            [0, 1, 5, 2, 3, 4],
            id="no heading beside the note",
        ),
        pytest.param(
            [("titre", (60, 100, 250, 112), AXE_PAS), ("titre", (60, 130, 400, 144), NOM_PAS), ("titre", (60, 160, 300, 171), PAS)],
            NOTE_PAS,
            [0, 5, 1, 2, 3, 4],
            id="over the note",
        ),
    ],
)
def test_a_note_beside_the_steps_down_to_what_a_page_is_about_belongs_to_the_last_of_them(
    pas: list[_Placed], note: BBox, ordre: list[int]
) -> None:
    """'AXE 1', its title, 'Engagement 1.1', each in a look of its own; the note beside the first of them ends above the third."""
    assert _noted([*pas, *SUITE_PAS], note) == ordre


@pytest.mark.parametrize(
    ("coin", "entre", "titre", "ordre"),
    [
        pytest.param((450, 60, 540, 72), False, (50, 80, 300, 96), [0, 1, 2, 4, 3], id="the title right below, over the note"),
        pytest.param((450, 60, 540, 72), True, (50, 80, 300, 96), [0, 1, 5, 2, 3, 4], id="a text read between"),
        pytest.param((450, 60, 540, 72), False, (50, 80, 300, 120), [0, 4, 1, 2, 3], id="a title that ends beside the note"),
        pytest.param((450, 60, 540, 92), False, (50, 80, 300, 96), [0, 4, 1, 2, 3], id="a title that begins beside the corner"),
    ],
)
def test_the_band_of_a_number_in_a_corner_ends_where_the_title_read_after_it_begins(
    coin: BBox, entre: bool, titre: BBox, ordre: list[int]
) -> None:
    """'Fiche n° 2' at the right of the banner, over the note; its title starts at the left edge."""
    between: list[_Placed] = [("texte", (50, 74, 300, 79), CORPS)] if entre else []
    rows: list[_Placed] = [("titre", coin, PAS), *between, ("titre", titre, GRAND), ("item", (50, 204, 297, 214), CORPS)]
    rows.append(("titre", (450, 500, 540, 512), PAS))
    assert _noted(rows, (400, 100, 540, 200)) == ordre


@pytest.mark.parametrize(("retrait", "rang"), [(0.0, 0), (20.0, 1)])
def test_a_title_that_the_sommaire_lists_as_the_open_one_is_its_sibling(retrait: float, rang: int) -> None:
    """As large as the axis, without its fill, so less marked; indented in the sommaire it is a part of it."""
    bande = Style(20.0, gras=True, couleur="#ffffff", fond="#00796b")
    rows: list[tuple[str, Genre, int, Style, float]] = [
        ("Sommaire", "titre", 1, GRAND, 50.0),
        ("AXE I — Réparer la ville ........ 2", "texte", 1, CORPS, 50.0),
        ("Tenir le cap ........ 3", "texte", 1, CORPS, 50.0 + retrait),
        ("AXE I — Réparer la ville", "titre", 2, bande, 50.0),
        ("Ouvrir la maison", "titre", 2, GRAND, 50.0),
        ("Un texte.", "texte", 2, CORPS, 50.0),
        ("Tenir le cap", "titre", 3, replace(bande, couleur="#12343b", fond=""), 50.0),
    ]
    lignes = [line(t, i, x0=x, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s, x) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s) for i, (_, g, p, s, _) in enumerate(rows)]
    found = plan(lignes, outline(blocks, lignes)[0])
    assert ("Tenir le cap" in [titre for _, _, titre, _ in found]) == (rang == 0)


def test_numbers_of_the_axis_go_on_below_each_objective() -> None:
    """'Objectif 1' has I.1, so 'Objectif 2' has I.2 and 'Objectif 3' II.1, which the axes would take."""
    found = _order(
        (1, "Axe I. Vivre", GRAND),
        *((1, t, MOYEN) for t in ("Objectif 1 : Soigner", "I.1 Ouvrir", "Objectif 2 : Manger", "I.2 Cuisiner")),
        (2, "Axe II. Travailler", GRAND),
        *((2, t, MOYEN) for t in ("Objectif 3 : Former", "II.1 Apprendre")),
    )
    assert [[len(objectif[2]) for objectif in axe[2]] for axe in found] == [[1, 1], [1]]


@pytest.mark.parametrize(("titre", "dedans"), [("Les engagements des partenaires", True), ("Pourquoi sept engagements ?", False)])
def test_bands_of_a_table_stand_in_the_part_that_its_title_announces(titre: str, dedans: bool) -> None:
    """Below a text of its own; an introduction commands no table."""
    rows: list[tuple[str, Genre, int]] = [("1. Pourquoi", "titre", 0), (f"2. {titre}", "titre", 0), ("Un texte.", "texte", 0)]
    rows += [("Enjeu 1 – Favoriser", "titre", RANG_GROUPE), ("Jouer", "titre", RANG_RANGEE), ("3. Suivi", "titre", 0)]
    lignes = [line(t, i, top=50.0 + 30 * i, style=GRAND) for i, (t, _, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=GRAND, rang=r) for i, (_, g, r) in enumerate(rows)]
    found = plan(lignes, outline(blocks, lignes)[0])
    assert ("Favoriser" not in [titre for _, _, titre, _ in found]) == dedans


@pytest.mark.parametrize(("taille", "rang"), [(23.0, 0), (19.0, 1)])
def test_a_level_larger_than_the_preface_that_a_file_states_above_it_is_none_of_its_parts(taille: float, rang: int) -> None:
    """'Défi 1' at the head of its page, H2 for the file, where 'Édito' is H1."""
    rows: list[tuple[str, Genre, int, Style, int]] = [("Édito", "titre", 1, Style(21.0), 1), ("un point", "item", 1, CORPS, 0)]
    for n in (1, 2):
        rows += [(f"Défi {n} : Vivre", "titre", n + 1, Style(taille, couleur=f"#aa000{n}"), 2), ("Ouvrir", "titre", n + 1, Style(14.0), 3)]
        rows += [("Pilote", "etiquette", n + 1, CORPS, 0), ("CAF", "texte", n + 1, CORPS, 0)]
    lignes = [line(t, i, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s, _) in enumerate(rows)]
    blocks = [
        Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s, enonce=e, etiquette="acteur:pilote" if g == "etiquette" else "")
        for i, (_, g, p, s, e) in enumerate(rows)
    ]
    assert len(plan(lignes, outline(blocks, lignes)[0])) == (3 if rang == 0 else 1)


def _set_as(*titres: tuple[str, float, int]) -> Plan:
    """The plan of headings (words, size, page), a paragraph below the first of each page but the first."""
    lignes = [line(t, i, top=100.0 + 40 * i, style=Style(size, gras=True), numero=n) for i, (t, size, n) in enumerate(titres)]
    blocks = [Block(i, "titre", whole(lignes, i), page=li.page, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    tree, _ = outline(blocks, lignes)
    return plan(lignes, tree)


def test_a_plain_title_right_below_a_numbered_level_as_below_all_others_is_its_child_however_small_that_is_set() -> None:
    first = [("Priorité 1 - École", 26.0, 1), ("Objectif 1.1 : Soutenir", 13.0, 1), ("Scolariser", 14.5, 1), ("Réduire", 14.5, 1)]
    (axe,) = _set_as(*first, ("Objectif 1.2 : Ouvrir", 13.0, 1), ("Tutorer", 14.5, 1))
    found = [(titre, [t for _, _, t, _ in below]) for _, _, titre, below in axe[3]]
    assert found == [("Soutenir", ["Scolariser", "Réduire"]), ("Ouvrir", ["Tutorer"])]


@pytest.mark.parametrize(("taille", "rang"), [(17.0, 2), (12.0, 1)])
def test_a_title_as_large_as_an_axis_at_the_head_of_a_page_is_none_of_its_parts(taille: float, rang: int) -> None:
    heads = [("Axe I – Grandir", 17.0, 1), ("Objectif I.1 – École", 12.5, 1), ("Objectif I.2 – Santé", 12.5, 1)]
    blocks_of_axis = Style(17.0, gras=True, fond="#9a4a1f")
    lignes = [
        line(t, i, top=100.0 + 40 * i, style=Style(s, gras=True), numero=n)
        for i, (t, s, n) in enumerate([*heads, ("Ajuster le tir", taille, 2)])
    ]
    lignes[0] = replace(lignes[0], style=blocks_of_axis)
    blocks = [Block(i, "titre", whole(lignes, i), page=li.page, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    tree, _ = outline(blocks, lignes)
    assert len(plan(lignes, tree)) == rang


DIAPO = Style(18.0, gras=True, couleur="#ffffff", fond="#1b2a49")


def test_a_part_set_as_the_engagements_are_stands_where_one_did_before() -> None:
    """Slides of one look: a diagnostic, engagements under the objective of their subtitle, then what is none."""
    found = _order(
        (1, "Ce que dit le diagnostic", DIAPO),
        (1, "• un constat", CORPS),
        (2, "Objectif 1 – Rapprocher", replace(GRAND, taille=24.0)),
        (2, "Ouvrir une maison", DIAPO),
        (2, "• un acte", CORPS),
        (3, "Objectif 2 – Redonner", replace(GRAND, taille=24.0)),
        (3, "Former les jeunes", DIAPO),
        (3, "• un geste", CORPS),
        (4, "Gouvernance", DIAPO),
        (4, "• un comité", CORPS),
    )
    assert [titre for _, titre, _ in found] == ["Ce que dit le diagnostic", "Rapprocher", "Redonner", "Gouvernance"]


def test_a_sommaire_is_no_part_of_the_preface_above_it() -> None:
    found = _order(
        (1, "Avant-propos", GRAND), (1, "Un texte.", CORPS), (1, "Sommaire", PETIT), (1, "Un texte.", CORPS), (2, "Axe 1 : Vivre", GRAND)
    )
    assert [titre for _, titre, _ in found] == ["Avant-propos", "Sommaire", "Vivre"]


@pytest.mark.parametrize(("encore", "dehors"), [("", True), ("Axe 1 : Former", False)])
def test_a_report_on_another_page_does_not_hold_the_only_programme(encore: str, dehors: bool) -> None:
    """The report is set larger than the title over the axes; where 'Axe 1' is printed twice over other titles it may go through them."""
    rows: list[tuple[str, Genre, int, Style]] = [
        ("Préambule", "titre", 1, Style(30.0, gras=True)),
        ("Un texte.", "texte", 1, CORPS),
        ("Bilan à mi-parcours", "titre", 1, Style(30.0, gras=True)),
        ("• un acquis", "item", 1, CORPS),
        ("Seize engagements", "titre", 2, Style(20.0, gras=True)),
        ("Axe 1 : Emploi", "titre", 2, Style(18.0, gras=True)),
        ("Accueillir", "titre", 2, Style(13.0, gras=True)),
        ("Pilote :", "etiquette", 2, CORPS),
        ("CAF", "texte", 2, CORPS),
    ]
    rows += [(encore, "titre", 3, Style(18.0, gras=True))] if encore else []
    lignes = [line(t, i, top=60.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s) in enumerate(rows)]
    label = {"etiquette": "acteur:pilote"}
    blocks = [
        Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s, etiquette=label.get(g, ""))
        for i, (_, g, p, s) in enumerate(rows)
    ]
    found = [titre for _, _, titre, _ in plan(lignes, outline(blocks, lignes)[0])]
    assert ("Seize engagements" in found) == dehors


@pytest.mark.parametrize(("gras", "numero"), [(False, "A"), (True, None)])
def test_a_level_word_and_its_letter_in_another_weight_than_the_title_number_it(gras: bool, numero: str | None) -> None:
    """'Ambition A' in light type, then the title in bold; all of one weight it could be the title's own words."""
    printed = [*words("Ambition A", 50, 100, Style(20.0, gras=gras)), *words("Grandir en confiance", 160, 100, Style(20.0, gras=True))]
    (li,) = lines_pdf([page(printed)])
    blocks = [_block(0, "titre", li)]
    (found,) = plan([li], outline(blocks, [li])[0])
    assert found[1] == numero


@pytest.mark.parametrize(
    ("titre", "taille", "page", "titres"),
    [
        ("Introduction", 40.0, 1, {0}),  # so much larger than all others that it is the title, whatever it says
        ("Introduction", 24.0, 1, set()),
        ("Introduction", 40.0, 2, set()),  # not on the first page
        ("Lilas", 24.0, 1, {0}),  # which states no nature
    ],
)
def test_the_largest_title_by_far_is_that_of_the_document(titre: str, taille: float, page: int, titres: set[int]) -> None:
    """The others are set in 16 points."""
    said = [(page, titre, Style(taille, gras=True)), (page, "• un", CORPS), (page + 1, "Vivre", GRAND), (page + 2, "Loger", GRAND)]
    lignes, blocks = _printed(*said)
    assert document_titles(blocks, lignes) == titres


@pytest.mark.parametrize(("second", "titres"), [("Sommaire", {0}), ("Ensemble", {0, 1}), ("Bilan", {0, 1})])
def test_a_sommaire_on_a_cover_is_no_title_of_the_document(second: str, titres: set[int]) -> None:
    """Whatever else stands on a cover is."""
    lignes, blocks = _printed((1, "Lilas", GRAND), (1, second, MOYEN), *SUITE)
    assert document_titles(blocks, lignes) == titres


@pytest.mark.parametrize(("encore", "titres"), [((), ["Habiter mieux"]), (("Habiter mieux",), [])])
def test_what_the_sommaire_announces_is_a_title_once(encore: tuple[str, ...], titres: list[str]) -> None:
    """A plain paragraph in the words of an entry is one, unless a heading has these words already."""
    lignes, blocks = _printed(
        (1, "Habiter mieux ........ 2", CORPS),
        *((2, t, GRAND) for t in encore),
        (2, "Un texte.", CORPS),
        (3, "Habiter mieux", CORPS),
        (3, "Un autre texte.", CORPS),
    )
    found = [b for b in sommaire(blocks, lignes) if b.genre == "titre" and b.pourquoi]
    assert [text_of(lignes, b.spans) for b in found] == titres


@pytest.mark.parametrize(("taille", "freres"), [(9.0, True), (10.5, False)])
def test_themes_in_small_type_stand_beside_each_other_whatever_their_colour(taille: float, freres: bool) -> None:
    """'SANTÉ' in another colour than 'EMPLOI', below the engagements that 'EMPLOI' opened; in another type it is none of its kind."""
    moyen = Style(13.0, gras=True)
    rows: list[tuple[str, Genre, int, Style]] = [("Priorité 1 : Vivre", "titre", 1, Style(22.0, gras=True))]
    for theme, size, ink, noms in (("EMPLOI", 9.0, "#aa0000", ("Former", "Insérer")), ("SANTÉ", taille, "#0000aa", ("Soigner",))):
        rows.append((theme, "titre", 1, Style(size, gras=True, couleur=ink)))
        rows += [row for nom in noms for row in ((nom, "titre", 1, moyen), ("un", "item", 1, CORPS))]
    found = _tree(*rows)
    assert ([theme[2] for theme in found[0][3]] == ["EMPLOI", "SANTÉ"]) is freres


@pytest.mark.parametrize(
    ("titre", "style", "dehors"),
    [
        ("Gouvernance", Style(11.0, gras=True, couleur="#0000aa"), True),
        ("Habiter", Style(11.0, gras=True, couleur="#0000aa"), False),  # part of the programme
        ("Gouvernance", Style(8.0, gras=True, couleur="#0000aa"), False),  # smaller than the themes
        ("Gouvernance", Style(13.0, gras=True), False),  # set as the engagements are
    ],
)
def test_a_larger_title_of_another_part_stands_beside_the_open_theme(titre: str, style: Style, dehors: bool) -> None:
    """Set otherwise than the engagements below the themes."""
    moyen = Style(13.0, gras=True)
    rows: list[tuple[str, Genre, int, Style]] = []
    for theme, noms in (("EMPLOI", ("Former", "Insérer")), ("SANTÉ", ("Soigner", "Prévenir"))):
        rows.append((theme, "titre", 1, Style(9.0, gras=True, couleur="#aa0000")))
        rows += [row for nom in noms for row in ((nom, "titre", 1, moyen), ("un", "item", 1, CORPS))]
    rows += [(titre, "titre", 2, style), ("Un texte.", "texte", 2, CORPS)]
    found = _tree(*rows)
    assert (titre in [t for _, _, t, _ in found]) is dehors


@pytest.mark.parametrize(("tete", "rang"), [("Sommaire", 1), ("Calendrier", 0)])
def test_the_look_of_a_sommaire_says_nothing_of_the_engagements(tete: str, rang: int) -> None:
    """Engagements set as the sommaire is stand below their axis; a part of the programme in that look stood at the first rank before."""
    petit = Style(12.0, gras=True, couleur="#0000aa")
    found = _tree(
        (tete, "titre", 1, petit),
        ("un", "texte", 1, CORPS),
        ("Vivre", "titre", 2, GRAND),
        ("deux", "texte", 2, CORPS),
        ("Habiter", "titre", 2, petit),
        ("trois", "item", 2, CORPS),
    )
    assert ("Habiter" not in [t for _, _, t, _ in found]) is (rang == 1)


def test_a_part_apart_set_as_the_sommaire_is_stands_at_the_first_rank() -> None:
    """'Gouvernance' in the look of the sommaire, below an axis and its engagements."""
    petit = Style(12.0, gras=True, couleur="#0000aa")
    found = _tree(
        ("Sommaire", "titre", 1, petit),
        ("un", "texte", 1, CORPS),
        ("Vivre", "titre", 2, GRAND),
        ("Habiter", "titre", 2, petit),
        ("trois", "item", 2, CORPS),
        ("Gouvernance", "titre", 3, petit),
        ("Un comité.", "texte", 3, CORPS),
    )
    assert [t for _, _, t, _ in found] == ["Sommaire", "Vivre", "Gouvernance"]


@pytest.mark.parametrize(("titre", "rang"), [("Gouvernance", 0), ("Habiter", 1)])
def test_a_part_apart_may_be_set_as_the_sommaire_alone_is(titre: str, rang: int) -> None:
    """Engagements are set otherwise; a part of the programme in the look of the sommaire stands in the open axis."""
    petit = Style(12.0, gras=True, couleur="#0000aa")
    found = _tree(
        ("Sommaire", "titre", 1, petit),
        ("un", "texte", 1, CORPS),
        ("Vivre", "titre", 2, GRAND),
        ("deux", "texte", 2, CORPS),
        (titre, "titre", 3, petit),
        ("trois", "texte", 3, CORPS),
    )
    assert (titre in [t for _, _, t, _ in found]) is (rang == 0)


def test_a_look_that_stood_at_the_first_rank_beside_the_sommaire_stands_there_again() -> None:
    """'Calendrier' beside the sommaire, then 'Habiter' below an axis in larger type."""
    petit = Style(12.0, gras=True, couleur="#0000aa")
    found = _tree(
        ("Sommaire", "titre", 1, petit),
        ("un", "texte", 1, CORPS),
        ("Calendrier", "titre", 1, petit),
        ("deux", "item", 1, CORPS),
        ("Vivre", "titre", 2, GRAND),
        ("trois", "texte", 2, CORPS),
        ("Habiter", "titre", 3, petit),
        ("quatre", "texte", 3, CORPS),
    )
    assert [t for _, _, t, _ in found] == ["Sommaire", "Calendrier", "Vivre", "Habiter"]


def test_themes_of_two_types_are_none_of_one_rank() -> None:
    """Words in small letters over engagements of their own, each below a theme in capitals of smaller type."""
    petit, theme, moyen = Style(10.5, couleur="#0000aa"), Style(9.0, gras=True, couleur="#aa0000"), Style(13.0, gras=True)
    rows: list[tuple[str, Genre, int, Style]] = []
    for head, noms in (("EMPLOI", ("Former", "Insérer")), ("SANTÉ", ("Soigner", "Prévenir"))):
        rows += [(head, "titre", 1, theme), (noms[0], "titre", 1, moyen), ("un", "item", 1, CORPS)]
        rows += [(f"Avec {head.lower()}", "titre", 1, petit), (noms[1], "titre", 1, moyen), ("un", "item", 1, CORPS)]
    assert [t for _, _, t, _ in _tree(*rows)] == ["EMPLOI", "SANTÉ"]


@pytest.mark.parametrize(
    ("genre", "titre", "rang"), [("legende", "La carte des quartiers", 0), ("legende", "Le programme", 1), ("titre", "La carte", 1)]
)
def test_a_map_with_its_captions_does_not_command_the_axis_on_the_next_page(genre: Genre, titre: str, rang: int) -> None:
    """Set hardly larger than the band of the axis, on a page of its own that holds but captions."""
    grand, bande = Style(28.0, gras=True, couleur="#222244"), Style(26.0, gras=True, couleur="#ffffff", fond="#00695c")
    rows: list[tuple[str, Genre, int, Style]] = [
        (titre, "titre", 1, grand),
        ("Bellefontaine : 4 910 habitants", genre, 1, Style(9.0)),
        ("PRIORITÉ 1 : Le plein emploi", "titre", 2, bande),
        ("Un texte.", "texte", 2, CORPS),
    ]
    lignes = [line(t, i, x0=50.0, top=50.0 + 40 * i, style=s, numero=p) for i, (t, _, p, s) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s) for i, (_, g, p, s) in enumerate(rows)]
    root = outline(blocks, lignes)[0]
    assert ("priorite" in [node.type for node in root.enfants]) == (rang == 0)


# --- a number and its title that a page parts

NUMERO = Style(14.0, gras=True, couleur="#0f6b6b")


@pytest.mark.parametrize(
    ("avant", "style", "page", "titre"),
    [
        pytest.param((1, "• un", CORPS), replace(NUMERO, taille=18.0), 2, "Habiter", id="at the head of the next page"),
        pytest.param((1, "• un", CORPS), replace(NUMERO, couleur="#aa0000"), 2, "", id="in another colour"),
        pytest.param((1, "• un", CORPS), replace(NUMERO, gras=False), 2, "", id="in another weight"),
        pytest.param((1, "• un", CORPS), replace(NUMERO, fond="#eef0f2"), 2, "", id="on a fill"),
        pytest.param((1, "• un", CORPS), NUMERO, 3, "", id="two pages on"),
        pytest.param((0, "• un", CORPS), NUMERO, 2, "", id="alone on its page"),
        pytest.param(None, NUMERO, 2, "", id="first of all"),
        pytest.param((1, "• un", CORPS), replace(NUMERO, couleur="#aa0000"), 1, "Habiter", id="on its page, in any look"),
    ],
)
def test_a_number_at_the_foot_of_a_page_takes_the_title_at_the_head_of_the_next(
    avant: tuple[int, str, Style] | None, style: Style, page: int, titre: str
) -> None:
    """'ENJEU 2' over 'Habiter', set as it is but for its size; elsewhere it stays alone, a banner."""
    found = _order(*([avant] if avant else []), (1, "ENJEU 2", NUMERO), (page, "Habiter", style), (page, "• deux", CORPS))
    assert ("2", "Habiter") in [(n, t) for n, t, _ in found] if titre else ("2", "Habiter") not in [(n, t) for n, t, _ in found]


def test_a_text_at_the_head_of_the_next_page_is_no_title() -> None:
    found = _order((1, "• un", CORPS), (1, "ENJEU 2", NUMERO), (2, "Habiter", CORPS), (2, "• deux", CORPS))
    assert "Habiter" not in [t for _, t, _ in found]


@pytest.mark.parametrize(("suite", "pris"), [("Habiter", True), ("Axe 3 : Habiter", False), ("3. Habiter", False)])
def test_a_level_or_a_number_at_the_head_of_the_next_page_is_none_of_the_number(suite: str, pris: bool) -> None:
    found = _order((1, "• un", CORPS), (1, "ENJEU 2", NUMERO), (2, suite, NUMERO), (2, "• deux", CORPS))
    assert (("2", "Habiter") in [(n, t) for n, t, _ in found]) is pris


# --- what a number stands on


@pytest.mark.parametrize(
    ("mot", "dessous"),
    [
        ("Action", True),  # what a plan comes down to
        ("Axe", False),  # a band opens the programme
    ],
)
def test_the_fill_of_a_number_is_that_of_its_title_but_for_what_a_plan_comes_down_to(mot: str, dessous: bool) -> None:
    """'Action 1' on a fill, over its title on none, below a text that announces no actions."""
    found = _order(
        (1, "Contrat de ville de Lys", replace(GRAND, taille=24.0)),
        (2, "Lire la frise", replace(GRAND, taille=18.0)),
        (2, "Chaque ruban montre les années où il est conduit.", CORPS),
        (2, f"{mot} 1", Style(11.0, gras=True, couleur="#222222", fond="#0f6b6b")),
        (2, "Ouvrir une halte", Style(11.0, gras=True, couleur="#222222")),
        (2, "• un", CORPS),
    )
    assert ([t for _, t, below in found for _, t, _ in below] == ["Ouvrir une halte"]) is dessous


def _placed(*rows: tuple[Genre, BBox, bool]) -> list[Block]:
    styles = {"titre": GRAND, "texte": CORPS, "item": CORPS, "etiquette": CORPS}
    return [
        Block(
            i,
            genre,
            (Span(i, 0, 5),),
            page=1,
            bbox=box,
            style=replace(styles[genre], taille=10.0 + i),
            lateral=side,
            groupe=9 if side else 0,
        )
        for i, (genre, box, side) in enumerate(rows)
    ]


def test_fields_below_a_number_stand_behind_the_title_beside_it() -> None:
    """'Fiche 1.1' over its fields, in a column of their own, the title level with it at the right."""
    numbered = _placed(
        ("titre", (54, 133, 102, 146), False), ("titre", (207, 133, 386, 146), False), ("item", (208, 164, 400, 176), False),
        ("etiquette", (54, 166, 106, 175), True), ("item", (54, 178, 178, 189), True),
    )  # fmt: skip
    assert [b.id for b in anchor_side_notes(numbered, ())] == [0, 1, 2, 3, 4]
    lower = [numbered[0], replace(numbered[1], bbox=(207, 300, 386, 313)), *numbered[2:]]
    assert [b.id for b in anchor_side_notes(lower, ())][:2] == [0, 3]


def test_a_page_about_one_thing_takes_the_fields_of_its_other_half() -> None:
    """'Priorité 1', a tag, 'Engagement 1' and its title at left; what is done, and by whom, higher at right."""
    steps: list[tuple[Genre, BBox, bool]] = [
        ("titre", (51, 56, 195, 66), False), ("texte", (60, 99, 103, 109), False), ("titre", (51, 205, 140, 220), False),
        ("titre", (51, 241, 360, 302), False), ("etiquette", (472, 90, 666, 109), True), ("item", (472, 131, 786, 146), True),
    ]  # fmt: skip
    assert [b.id for b in anchor_side_notes(_placed(*steps), ())] == [0, 1, 2, 3, 4, 5]
    wide = [*steps[:1], ("texte", (60.0, 99.0, 300.0, 140.0), False), *steps[2:]]  # a text of its own below the first
    assert [b.id for b in anchor_side_notes(_placed(*wide), ())] != [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("gauche", "fond", "rang"), [(18.0, "#b5761b", 0), (300.0, "#b5761b", 1), (18.0, "", 1)])
def test_a_title_where_the_axis_stood_on_a_fill_of_another_colour_is_of_its_rank(gauche: float, fond: str, rang: int) -> None:
    """'Déjà réalisé' in the band at the left of its slide, as 'Axe 1' was in that of the slide before, over '1.1' in larger type."""
    bande = Style(21.0, gras=True, couleur="#ffffff", fond="#1d6b52")
    rows: list[tuple[str, Genre, Style, int, float]] = [
        ("Axe 1 – Habiter", "titre", bande, 1, 18.0), ("1.1 Cadre de vie", "titre", Style(23.0, gras=True), 1, 227.0),
        ("Rénover 312 logements", "item", CORPS, 1, 227.0),
        ("Déjà réalisé", "titre", replace(bande, fond=fond), 2, gauche), ("Un gymnase.", "texte", CORPS, 2, 227.0),
    ]  # fmt: skip
    lignes = [line(t, i, x, 58.0, style, numero) for i, (t, _, style, numero, x) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=s) for i, (_, g, s, n, _) in enumerate(rows)]
    racine, _ = outline(blocks, lignes)
    assert ("Déjà réalisé" in [t for _, _, t, _ in plan(lignes, racine)]) is (rang == 0)


def test_final_clauses_of_an_avenant_in_an_annexe_stay_in_it() -> None:
    """They are no gouvernance of the whole contract outside of 'Annexe 1', whose parts are set as they are."""
    axe = "## Volet 1 : École\n\n### Lire\n\n- un\n\n**Pilote :** Ville\n\n"
    (_, annexe) = plan_of(f"# Décision\n\nUn texte.\n\n# Annexe 1 : Avenant\n\n{axe}## Gouvernance du contrat\n\nIl court.\n")
    assert [t for _, _, t, _ in annexe[3]] == ["École", "Gouvernance du contrat"]


@pytest.mark.parametrize(("taille", "titres"), [(16.0, ["Bien vivre"]), (20.0, ["Bien vivre", "Loger"])])
def test_a_level_word_and_number_over_a_smaller_title_recall_the_open_section(taille: float, titres: list[str]) -> None:
    """'Enjeu 1' in the corner of a page that opens with a part of it; over a title as large it has that title."""
    marque = Style(10.0, gras=True)
    found = _tree(
        ("Enjeu 1", "titre", 1, marque),
        ("Bien vivre", "titre", 1, Style(20.0, gras=True)),
        ("Soigner", "titre", 1, Style(16.0, gras=True)),
        ("un", "item", 1, CORPS),
        ("Enjeu 1", "titre", 2, marque),
        ("Loger", "titre", 2, Style(taille, gras=True)),
        ("deux", "item", 2, CORPS),
    )
    assert [titre for _, numero, titre, _ in found if numero == "1"] == titres
    assert ("Loger" in [titre for _, _, titre, _ in found[0][3]]) is (len(titres) == 1)


@pytest.mark.parametrize(("valeur", "groupe"), [("n° 1", False), ("1", False), ("Se loger", True)])
def test_a_number_in_a_field_heads_no_fiches(valeur: str, groupe: bool) -> None:
    """'Orientation : n° 1' says where the fiche belongs; the orientation has its own heading."""
    fiches = [f"### Fiche {i} : Agir {i}\n\n**Orientation :** {valeur}\n\n- faire\n\n" for i in (1, 2)]
    lignes, tree = tree_of(f"## Les fiches\n\n{''.join(fiches)}")
    assert (valeur in [text_of(lignes, n.spans) for n in all_nodes(tree)]) is groupe


@pytest.mark.parametrize(
    ("titre", "sous"),
    [
        ("Axe 1 : Grandir et se soigner", "Les fiches"),  # the field names it by fewer words
        ("Axe 2 : Grandir et se soigner", "grandir"),
        ("Axe 1 – Grandir", "Grandir"),  # by the same words behind another sign
        ("Préambule", "grandir"),
    ],
)
def test_a_field_that_names_a_part_of_the_document_heads_no_fiches(titre: str, sous: str) -> None:
    fiches = [f"### Fiche {i} : Agir {i}\n\n**Axe de rattachement :** Axe 1 : grandir\n\n- faire\n\n" for i in (1, 2)]
    lignes, tree = tree_of(f"## {titre}\n\nUn texte.\n\n## Les fiches\n\n{''.join(fiches)}")
    heads = [text_of(lignes, n.spans) for n in all_nodes(tree) if any(child.type == "fiche-action" for child in n.enfants)]
    assert heads == [sous]


@pytest.mark.parametrize(
    ("numeral", "taille", "page", "ordre"),
    [
        pytest.param(168.0, 24.0, 1, [0, 1, 2, 3, 4], id="right above its title"),
        pytest.param(140.0, 10.0, 1, [0, 1, 4, 2, 3], id="far above it"),
        pytest.param(168.0, 24.0, 2, [0, 1, 4, 2, 3], id="on another page"),
        pytest.param(200.0, 24.0, 1, [0, 1, 4, 2, 3], id="level with it"),
    ],
)
def test_a_note_beside_the_number_above_a_title_is_one_of_that_title(numeral: float, taille: float, page: int, ordre: list[int]) -> None:
    """'02' in large type over the second title of a page, a note level with it: the first title ends there."""
    blocks = _placed(
        ("titre", (50, 100, 200, 112), False), ("item", (50, 130, 300, 140), False), ("titre", (50, 200, 200, 212), False),
        ("item", (50, 230, 300, 240), False), ("etiquette", (420, 175, 520, 192), True),
    )  # fmt: skip
    numbered = replace(blocks[2], numero="02", balises=(Span(5, 0, 2),))
    lignes = [line("Titre", i) for i in range(5)] + [line("02", 5, 50.0, numeral, Style(taille), page)]
    assert [b.id for b in anchor_side_notes([*blocks[:2], numbered, *blocks[3:]], lignes)] == ordre


@pytest.mark.parametrize(
    ("tete", "ordre"),
    [
        pytest.param((), [0, 1, 3, 2], id="nothing above it"),
        pytest.param((("texte", (50.0, 60.0, 300.0, 70.0), CORPS),), [0, 4, 1, 2, 3], id="a text above it"),
    ],
)
def test_a_note_that_starts_above_the_first_title_of_its_page_is_one_of_it(tete: tuple[_Placed, ...], ordre: list[int]) -> None:
    """Where no text stands above that title; below one, it goes on with the page before."""
    titles: list[_Placed] = [("titre", (50, 120, 200, 132), GRAND), ("item", (50, 140, 300, 150), CORPS)]
    assert _noted([*tete, *titles, ("titre", (50, 300, 200, 312), GRAND)], (420, 80, 520, 118)) == ordre


@pytest.mark.parametrize(("haut", "ordre"), [(60.0, [0, 1, 4, 2, 3]), (130.0, [0, 1, 2, 3, 4])])
def test_the_band_of_the_title_that_opens_a_page_starts_at_the_head_of_the_note(haut: float, ordre: list[int]) -> None:
    """A note from the numeral above that title down to the text of the next one; one that starts lower stands beside the next one."""
    titles: list[_Placed] = [("titre", (50, 120, 200, 130), GRAND), ("item", (50, 131, 300, 138), CORPS)]
    titles += [("titre", (50, 140, 200, 150), GRAND), ("item", (50, 160, 300, 170), CORPS)]
    assert _noted(titles, (420, haut, 520, 180)) == ordre
