"""What a file states of its headings counts only where it agrees with the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Line, Signet
from pipeline.stages.blocks_pdf import blocks_pdf
from pipeline.stages.fiches import fiches
from pipeline.stages.heading_signs import signs_of
from pipeline.stages.outline import outline
from pipeline.stages.regions import Region
from pipeline.stages.stated import Stated, from_bookmarks, from_tags, levels_agree, stated_headings
from pipeline.texts import text_of


def _lines(*rows: tuple[str, str]) -> list[Line]:
    """One line per (text, role), in body type, two lines apart."""
    return [replace(line(texte, i, top=100.0 + 24 * i), role=role) for i, (texte, role) in enumerate(rows)]


PLAIN = [
    ("Développer la pratique sportive", "H2"),
    ("Le quartier compte trois gymnases et aucun n'est ouvert le soir, ce que les habitants regrettent depuis longtemps.", "P"),
    ("Ouvrir les équipements", "H2"),
    ("Une convention fixe les heures d'ouverture et le nom des agents chargés de l'accueil des clubs et des écoles.", "P"),
]


def test_tagged_lines_are_headings_at_body_type():
    lignes = _lines(*PLAIN)
    blocks = blocks_pdf([Region(1, tuple(lignes), (0, 0, 500, 500))], [], lignes, CORPS, stated_headings(lignes, []))
    assert [(b.genre, b.enonce) for b in blocks] == [("titre", 2), ("texte", 0), ("titre", 2), ("texte", 0)]
    assert "balise H2 du fichier" in blocks[0].pourquoi


def test_without_tags_the_same_lines_are_text():
    lignes = _lines(*[(t, "") for t, _ in PLAIN])
    blocks = blocks_pdf([Region(1, tuple(lignes), (0, 0, 500, 500))], [], lignes, CORPS, stated_headings(lignes, []))
    assert {b.genre for b in blocks} == {"texte"}


def test_a_heading_tag_on_running_text_is_not_believed():
    assert from_tags(_lines(*[(t, "H2") for t, _ in PLAIN])) == {}
    prose = [("Le comité se réunit deux fois par an et rend compte de ses travaux au conseil.", "H3") for _ in range(3)]
    assert from_tags(_lines(*prose, *[(PLAIN[1][0] * 3, "P")] * 4)) == {}


def test_bookmarks_are_found_on_their_page_over_two_lines():
    lignes = [line("Renforcer la présence", 0), line("humaine au pied des tours", 1, top=112), line("Renforcer la présence", 2, top=300)]
    found = from_bookmarks(lignes, [Signet("Renforcer la présence humaine au pied des tours", 3, 1)])
    assert found == {0: Stated(3, "signet", 1), 1: Stated(3, "signet", 1)}


def test_the_place_in_larger_type_is_the_heading():
    lignes = [line("Emploi", 0), line("Emploi", 1, top=200, style=GRAND)]
    assert set(from_bookmarks(lignes, [Signet("Emploi", 1, 1)])) == {1}


def test_bookmarks_that_the_pages_do_not_print_are_not_believed():
    lignes = [line("Emploi et insertion", 0)]
    signets = [Signet("Diapo 1", 1, 1), Signet("Diapo 2", 1, 1), Signet("Emploi et insertion", 1, 1)]
    assert from_bookmarks(lignes, signets) == {}


def test_levels_are_believed_when_kinds_stand_at_one_depth():
    kinds = [("axe", 0), ("objectif", 0), ("section", 0), ("axe", 0), ("objectif", 0)]
    assert levels_agree([1, 2, 3, 1, 2], kinds)
    assert not levels_agree([1, 2, 3, 2, 1], kinds)
    assert not levels_agree([1, 0, 0, 0, 0], kinds)
    assert not levels_agree([2, 2, 2, 2, 2], kinds)


def test_levels_that_contradict_the_numbering_are_not_believed():
    assert not levels_agree([3, 2, 3, 2], [("section", 2), ("section", 3), ("section", 2), ("section", 3)])


def test_stated_depth_places_headings_of_one_look():
    """Three levels in one look: only the tags tell which stands under which."""
    rows = [("Habitat", "H1"), ("Rénover", "H2"), ("Isoler les tours", "H3"), ("Emploi", "H1"), ("Former", "H2")]
    lignes = [replace(line(t, i, top=100.0 + 40 * i, style=GRAND), role=r) for i, (t, r) in enumerate(rows)]
    body = [line("Une convention fixe les heures d'ouverture et le nom des agents chargés de l'accueil. " * 3, 5, top=400)]
    blocks = blocks_pdf([Region(1, (*lignes, *body), (0, 0, 500, 500))], [], [*lignes, *body], CORPS, from_tags([*lignes, *body]))
    tree, _ = outline(blocks, [*lignes, *body])
    shape = [(text_of(lignes, n.spans), [text_of(lignes, c.spans) for c in n.enfants]) for n in tree.enfants]
    assert shape == [("Habitat", ["Rénover"]), ("Emploi", ["Former"])]


def _themed(*parties: int, themes: Sequence[str] = ("Santé", "Santé")) -> list[str]:
    """The titles of fiches with a 'Thème', each stated at depth 3, below parts of the document stated at `parties`."""
    said = [(t, "titre", "", depth) for t, depth in zip(("Vivre ici", "Bouger mieux"), parties, strict=False)]
    for titre, theme in zip(("Ouvrir une halte", "Former des relais", "Planter", "Réparer"), themes, strict=False):
        said += [(titre, "titre", "", 3), ("Thème", "etiquette", "niveau", 0), (theme, "texte", "", 0), ("un lieu", "item", "", 0)]
    lignes = [line(t, i, top=100.0 + 14 * i) for i, (t, *_) in enumerate(said)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, etiquette=code, enonce=depth)
        for i, (_, genre, code, depth) in enumerate(said)
    ]
    return [text_of(lignes, b.spans) for b in fiches(blocks, lignes) if b.genre == "titre"][len(parties) :]


@pytest.mark.parametrize(
    ("parties", "groupe"),
    [
        ((1, 2), False),
        ((1, 1), True),  # the file leaves the depth between them out
        ((1,), True),  # the title of the document
        ((), True),
        ((0, 0), True),  # the file says nothing of them
        ((1, 3), True),  # one as deep as the fiches
        ((2, 2), False),
        ((2,), True),  # one part alone
    ],
)
def test_a_shared_field_stays_one_where_the_file_states_parts_above_the_fiches(parties: tuple[int, ...], groupe: bool) -> None:
    titres = ["Ouvrir une halte", "Former des relais"]
    assert _themed(*parties) == (["Santé", titres[0], "Santé", titres[1]] if groupe else titres)


def test_fiches_of_several_themes_below_the_last_title_before_them_are_grouped() -> None:
    """'Ce que nous avons appris', which the style of its title states above all fiches: it holds none of them."""
    found = _themed(1, 2, themes=("Santé", "Santé", "Habitat", "Habitat"))
    assert found == ["Santé", "Ouvrir une halte", "Santé", "Former des relais", "Habitat", "Planter", "Habitat", "Réparer"]


@pytest.mark.parametrize(
    ("numero", "profondeur", "page", "crues"),
    [
        pytest.param("Fiche n° {}", 2, 1, True, id="over its title"),
        pytest.param("Fiche n° {}", 0, 1, False, id="over a title that the file does not state either"),
        pytest.param("Fiche n° {}", 2, 2, False, id="on another page than it"),
        pytest.param("Fiche n° {} : Agir", 2, 1, False, id="with a title of its own"),
        pytest.param("Axe {}", 2, 1, False, id="a part of the programme"),
    ],
)
def test_a_number_without_stated_depth_over_its_stated_title_does_not_make_the_plan_disbelieved(
    numero: str, profondeur: int, page: int, crues: bool
) -> None:
    said = [("Vivre", 1, 1), ("Bouger", 1, 1)]
    for n, titre in enumerate(("Ouvrir une halte", "Former des relais", "Planter des haies", "Rouvrir le quai"), start=1):
        said += [(numero.format(n), 0, 1), (titre, profondeur, page)]
    lignes = [line(t, i, top=100.0 + 24 * i, style=GRAND) for i, (t, *_) in enumerate(said)]
    blocks = [
        Block(i, "titre", whole(lignes, i), page=n, bbox=lignes[i].bbox, style=GRAND, enonce=depth) for i, (_, depth, n) in enumerate(said)
    ]
    assert signs_of(blocks, lignes).enoncees is crues
