"""What stands under a heading, sorted: actions, parties, fields, passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import all_engagements, extract_text, line, section_of, source_lines, whole
from pipeline.model import Block, Line, Node, Party, Section, Span, Spans, Unit
from pipeline.stages.engagements import engagements, keep_blocks, sort_blocks
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE
from pipeline.stages.names import LIGNES, PLAIN, SIGNES, Manner, names_parted
from pipeline.texts import fold, text_of

HEAD = "# Axe 1 : Vivre\n\n## Soigner\n\n"


def _walk(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _walk(child)


def _titles(texte: str) -> list[str]:
    lignes, root = section_of(texte)
    return [text_of(lignes, s.noeud.spans) for s in _walk(root) if s.engagement]


def _unit(texte: str) -> tuple[tuple[Line, ...], Unit]:
    """The one engagement of HEAD + `texte`."""
    lignes, root = section_of(HEAD + texte)
    (unit,) = [s.contenu for s in _walk(root) if s.engagement]
    return lignes, unit


def _sorted(texte: str) -> dict[str, list[object]]:
    """The engagement of HEAD + `texte`, empty kinds left out."""
    lignes, unit = _unit(texte)

    def said(spans: Spans) -> str:
        return text_of(lignes, spans)

    out: dict[str, list[object]] = {
        "actions": [said(a.spans) for a in unit.actions],
        "parties": [(p.role, said(p.spans)) for p in unit.parties],
        "champs": [(said(c.libelle), said(c.valeur)) for c in unit.champs],
        "passages": [(p.type, " | ".join(said(part) for row in p.parts for part in row)) for p in unit.passages],
    }
    return {kind: values for kind, values in out.items() if values}


def test_bullets_are_actions_and_keep_their_level() -> None:
    lignes, unit = _unit("- un\n  - deux\n- trois\n")
    assert [(text_of(lignes, a.spans), a.niveau) for a in unit.actions] == [("un", 1), ("deux", 2), ("trois", 1)]


PILOTS: list[object] = [("pilote", "Ville de Nantes"), ("pilote", "CAF")]


@pytest.mark.parametrize(
    "texte",
    [
        "**PILOTES :** Ville de Nantes, CAF",
        "PILOTES : Ville de Nantes / CAF",
        "**PILOTES**\n\n- Ville de Nantes\n- CAF",
        "**PILOTES :**\n- Ville de Nantes\n- CAF",
        "**PILOTES :**  \n• Ville de Nantes  \n• CAF",
        "**PILOTES :** • Ville de Nantes • CAF",
        "**PILOTES :** • Ville de Nantes\n• CAF",
        "**PILOTES :**\n\nVille de Nantes\nCAF",
        "**PILOTE :** Ville de Nantes\n\n**PILOTE :** CAF",
        "#### PILOTES :\n\n- Ville de Nantes\n- CAF",
        pytest.param(
            "PILOTES : Ville de Nantes • CAF",
        ),
    ],
)
def test_pilots_in_every_layout(texte: str) -> None:
    assert _sorted(f"- un\n\n{texte}\n\nUn paragraphe qui suit la liste et qui n'en fait pas partie, car c'est une longue phrase.\n") == {
        "actions": ["un"],
        "parties": PILOTS,
        "passages": [("paragraphe", "Un paragraphe qui suit la liste et qui n'en fait pas partie, car c'est une longue phrase.")],
    }


def test_each_role_has_its_parties() -> None:
    assert _sorted("**Chef de file :** Ville\n\n**Partenaires financeurs :** Etat, ANRU\n\n**Élu·e référent·e :** Mme Martin\n")[
        "parties"
    ] == [
        ("chef_de_file", "Ville"),
        ("financeur", "Etat"),
        ("financeur", "ANRU"),
        ("referent", "Mme Martin"),
    ]


def test_fields_keep_their_value_as_it_stands() -> None:
    assert _sorted("**Calendrier :** 2020 – 2022\n\n**Public visé :**\n\n- jeunes, femmes\n- aînés\n\n**PILOTE :** Ville\n") == {
        "parties": [("pilote", "Ville")],
        "champs": [("Calendrier", "2020 – 2022"), ("Public visé", "jeunes, femmes aînés")],
    }


def test_a_field_alone_makes_no_engagement() -> None:
    assert _titles(HEAD + "**Calendrier :** 2020 – 2022\n") == []


def test_bullets_after_a_value_on_the_line_of_its_label_are_actions() -> None:
    assert _sorted("**PILOTE :** Ville\n\n- Ouvrir un centre\n- Former\n") == {
        "actions": ["Ouvrir un centre", "Former"],
        "parties": [("pilote", "Ville")],
    }


def test_bullets_of_another_sign_after_the_list_of_pilots_are_actions() -> None:
    assert _sorted("**PILOTES :**\n• Ville\n• CAF\n\n- Ouvrir un centre\n") == {
        "actions": ["Ouvrir un centre"],
        "parties": [("pilote", "Ville"), ("pilote", "CAF")],
    }


def test_prose_below_a_label_of_parties_is_no_party() -> None:
    found = _sorted(
        "- un\n\n**Partenaires :**\n\n"
        "Les partenaires seront réunis chaque année par le comité de pilotage du contrat pour suivre les actions et leur bilan.\n"
    )
    assert "parties" not in found
    assert found["passages"] == [
        (
            "paragraphe",
            "Les partenaires seront réunis chaque année par le comité de pilotage du contrat pour suivre les actions et leur bilan.",
        )
    ]


def test_bullets_under_a_label_of_actions() -> None:
    assert _sorted("**Actions :**\n\n- Ouvrir\n- Former\n") == {"actions": ["Ouvrir", "Former"]}


def test_the_party_in_the_last_parenthesis_stays_in_the_text() -> None:
    lignes, unit = _unit("- Accueillir (Ville de Nantes, CAF)\n- Former (jeunes)\n")
    assert [text_of(lignes, a.spans) for a in unit.actions] == ["Accueillir (Ville de Nantes, CAF)", "Former (jeunes)"]
    assert [[text_of(lignes, p.spans) for p in a.parties] for a in unit.actions] == [["Ville de Nantes", "CAF"], []]


def test_captions_and_tables_are_passages() -> None:
    assert _sorted("- un\n\nEspace  \nHabitat social\n\n| a | b |\n|---|---|\n| c | d |\n")["passages"] == [
        ("legende", "Espace Habitat social"),
        ("tableau", "a | b | c | d"),
    ]


def test_the_lowest_titles_of_a_programme_are_the_engagements() -> None:
    texte = (
        HEAD
        + "- un\n\n## Jouer\n\n**PILOTE :** Ville\n\n## Lire\n\nUn texte.\n\n"
        + "# Gouvernance\n\n## Comité\n\n- deux\n\n# Bilan\n\n## Récit\n\n- trois\n\n**PILOTE :** Ville\n"
    )
    assert _titles(texte) == ["Soigner", "Jouer"]


def test_a_title_with_pilots_above_titles_with_theirs_is_an_engagement_too() -> None:
    texte = "# Axe 1 : Vivre\n\n**PILOTE :** Ville\n\n## Soigner\n\n- un\n\n**PILOTE :** ARS\n"
    assert _titles(texte) == ["Vivre", "Soigner"]


def test_pilots_printed_over_engagements_without_any_are_those_of_each() -> None:
    texte = "# Axe 1 : Vivre\n\n**PILOTE :** Ville\n\n## Soigner\n\n- un\n\n## Loger\n\n- deux\n"
    assert _titles(texte) == ["Soigner", "Loger"]
    lignes, root = section_of(texte)
    named = [[text_of(lignes, p.spans) for p in s.contenu.parties] for s in _walk(root) if s.engagement]
    assert named == [["Ville"], ["Ville"]]
    assert [p.repris for s in _walk(root) if s.engagement for p in s.contenu.parties] == [False, True]  # printed once, owned once


def test_bullets_above_other_titles_are_a_list() -> None:
    lignes, root = section_of("# Axe 1 : Vivre\n\n- constat un\n- constat deux\n\n## Soigner\n\n- un\n")
    axe = root.sections[0]
    assert not axe.engagement
    assert [(p.type, [text_of(lignes, row[0]) for row in p.parts]) for p in axe.contenu.passages] == [
        ("liste", ["constat un", "constat deux"])
    ]


def test_the_value_of_a_title_label_is_the_title() -> None:
    assert _titles("# Axe 1 : Vivre\n\n## Fiche action n°1\n\n**Intitulé de l'action :** Former les jeunes\n\n**PILOTE :** Ville\n") == [
        "Former les jeunes"
    ]


def test_rows_without_parties_or_actions_lose_and_double_nothing(tmp_path: Path) -> None:
    document, _ = extract_text(HEAD + "- un\n\n## Suivi\n\n| Action | Calendrier |\n|---|---|\n| Ouvrir un centre | 2025 |\n", tmp_path)
    assert (document.statut, document.couverture.non_attribues) == ("complet", 0)


def test_rows_that_share_a_theme_double_nothing(tmp_path: Path) -> None:
    rows = "| Ouvrir un centre | ARS | Santé |\n| Former des médiateurs | Ville | Santé |\n| Ouvrir un stade | Ville | Sport |\n"
    document, _ = extract_text(f"# Axe 1 : Vivre\n\n| Action | Pilote | Thématique |\n|---|---|---|\n{rows}", tmp_path)
    assert (document.statut, document.couverture.non_attribues) == ("complet", 0)


@pytest.mark.parametrize(
    "texte",
    [
        "**PILOTE :** Ville\n\n- zéro\n\n## Soigner\n\n- un\n",  # it has an action of its own
        "**PILOTE :** Ville\n\n**Calendrier :** 2026\n\n## Soigner\n\n- un\n",  # and a field
        "**PILOTE :** Ville\n\n## Soigner\n\n- un\n\n## Loger\n\n**PILOTE :** ARS\n",  # one of them names its own
        "**PILOTE :** Ville\n\n## Soigner\n\nUn texte.\n",  # and one does nothing
    ],
)
def test_pilots_of_a_heading_that_are_its_own(texte: str) -> None:
    assert "Vivre" in _titles("# Axe 1 : Vivre\n\n" + texte)


@pytest.mark.parametrize(
    "rien",
    [
        "néant",
        "Sans objet",
        "à définir",
        "reste à préciser avec les communes",
        "À définir à l'issue de la concertation",
        "-",
        "N/A",
        "Aucune.",
    ],
)
def test_a_cell_that_says_nothing_is_no_action(rien: str) -> None:
    assert "actions" not in _sorted(f"**PILOTE :** Ville\n\n**Actions :** {rien}\n")
    assert _sorted("**PILOTE :** Ville\n\n**Actions :** À définir puis ouvrir un guichet dans chacune des communes\n")["actions"]


def test_boxes_ticked_or_not_are_the_answer_with_its_signs() -> None:
    found = _sorted("**PILOTE :** Ville\n\n**Public visé :**\n\n☒ jeunes\n☐ aînés\n")
    assert found == {"parties": [("pilote", "Ville")], "champs": [("Public visé", "☒ jeunes ☐ aînés")]}


@pytest.mark.parametrize(("repris", "vides"), [(True, 0), (False, 1)])
def test_a_label_with_nothing_behind_it_is_no_field(repris: bool, vides: int) -> None:
    """Told as an anomaly, unless it is the header of a column whose other cells are filled."""
    lignes = source_lines("Calendrier")
    unit = sort_blocks([Block(0, "etiquette", whole(lignes, 0), etiquette="champ", repris=repris)], lignes)
    assert (len(unit.champs), len(unit.vides)) == (0, vides)


@pytest.mark.parametrize(("valeur", "titres"), [("Santé", ["Santé"]), ("Haute", []), ("court terme", []), ("2", [])])
def test_a_value_that_grades_fiches_heads_none(valeur: str, titres: list[str]) -> None:
    fiche = "## {}\n\n**Priorité :** {}\n\n**PILOTE :** Ville\n\n"
    lignes, root = section_of("# Axe 1 : Vivre\n\n" + "".join(fiche.format(t, valeur) for t in ("Ouvrir", "Former")))
    heads = [text_of(lignes, s.noeud.spans) for s in _walk(root)]
    assert [t for t in heads if t == valeur][:1] == titres


@pytest.mark.parametrize(("valeur", "titres"), [("Santé", ["Santé"]), ("☒ Santé", [])])
def test_a_value_that_is_ticked_heads_no_fiches(valeur: str, titres: list[str]) -> None:
    """A form names all that it could be, and ticks what it is."""
    fiche = "## {}\n\n**Thème :**\n\n{}\n\n**PILOTE :** Ville\n\n"
    lignes, root = section_of("# Axe 1 : Vivre\n\n" + "".join(fiche.format(t, valeur) for t in ("Ouvrir", "Former")))
    heads = [text_of(lignes, s.noeud.spans) for s in _walk(root)]
    assert [t for t in heads if "Santé" in t] == titres


def test_what_a_slide_prints_again_counts_once() -> None:
    again = "**Pilote :** CAF\n\n**Échéance :** 2025\n\n"
    lignes, root = section_of(f"# Axe 1 : Vivre\n\n## Loger\n\n- un\n\n{again}## Loger (suite)\n\n- deux\n\n{again}")
    unit = root.sections[0].sections[0].contenu
    assert [text_of(lignes, p.spans) for p in unit.parties] == ["CAF"]
    assert [(text_of(lignes, c.libelle), text_of(lignes, c.valeur)) for c in unit.champs] == [("Échéance", "2025")]
    assert len(unit.actions) == 2


@pytest.mark.parametrize(
    ("ailleurs", "noms"),
    [
        (("Communauté urbaine", "Lilas Habitat"), ["Communauté urbaine", "Lilas Habitat"]),
        (("Communauté urbaine", "Lilas"), ["Communauté urbaine Lilas Habitat"]),
        (("Lilas Habitat", "Lilas"), ["Communauté urbaine", "Lilas Habitat"]),  # the first is a known body
        (("Lilas Habitat", "Communauté urbaine Lilas Habitat"), ["Communauté urbaine Lilas Habitat"]),  # on one line elsewhere
    ],
)
def test_names_below_each_other_are_parted_where_each_is_printed_by_itself(ailleurs: tuple[str, str], noms: list[str]) -> None:
    lignes = [line(t, i, top=100.0 + 12 * i) for i, t in enumerate(("Communauté urbaine", "Lilas Habitat", *ailleurs))]
    one = Unit(parties=(Party("pilote", whole(lignes, 0, 1)),))
    others = Unit(parties=tuple(Party("pilote", whole(lignes, i)) for i in (2, 3)))
    node = Node(None, "", None, ())
    on_one_line = {fold(text_of(lignes, p.spans)) for p in others.parties}
    names = on_one_line | {fold(text_of(lignes, p.spans)) for p in one.parties}
    made = names_parted(Section(node, one, True), names, on_one_line, lignes).contenu
    assert [text_of(lignes, p.spans) for p in made.parties] == noms


@pytest.mark.parametrize(("valeur", "lue"), [("Dès la rentrée 2024.", "Dès la rentrée 2024"), ("Elle est faite.", "Elle est faite.")])
def test_the_full_stop_behind_a_moment_is_no_part_of_it(valeur: str, lue: str, tmp_path: Path) -> None:
    """A sentence keeps its own."""
    texte = f"# Axe 1 : Vivre\n\n## Ouvrir un lieu\n\n- un point\n\n**Pilote :** CAF\n\n**Calendrier :** {valeur}\n"
    document, _ = extract_text(texte, tmp_path)
    (engagement,) = all_engagements(document)
    assert [c.valeur for c in engagement.champs] == [lue]
    assert document.couverture.non_attribues == 0


@pytest.mark.parametrize(("mesures", "attendu"), [(4, 5), (3, 3)])
def test_a_numbered_heading_in_prose_among_engagements_of_its_kind_is_one(mesures: int, attendu: int) -> None:
    text = "".join(f"## Mesure {i}. Faire {i}\n\n- un acte {i}\n\nPilote : CAF\n\n" for i in range(1, mesures + 1))
    found = _titles(f"# Axe 1 : Vivre\n\n{text}## Mesure {mesures + 1}. Réunir\n\nUne réunion bimestrielle est instituée.\n")
    assert len(found) == attendu


def test_a_numbered_heading_beside_none_of_its_kind_is_no_engagement() -> None:
    """'2.2' closes a part whose '2.1' holds all axes: numbered as they are not."""
    text = "".join(f"#### 1-{i} Faire {i}\n\n- un acte {i}\n\nPilote : CAF\n\n" for i in range(1, 6))
    found = _titles(
        f"# Partie 2 : Axes\n\n## 2.1 Les axes\n\n### Axe 1 : Vivre\n\n{text}## 2.2 Le lien entre les axes\n\nLes pilotes se voient.\n"
    )
    assert len(found) == 5


def _row(ident: int, corps: tuple[Block, ...], rang: int = RANG_RANGEE, nature: str = "programme") -> Node:
    titre = Block(ident, "titre", (Span(ident, 0, 5),), page=1, rang=rang)
    return Node(titre, "section", None, titre.spans, corps=corps, nature=nature)


@pytest.mark.parametrize(
    ("pleines", "rang", "attendu"),
    [
        (4, RANG_RANGEE, 5),
        (3, RANG_RANGEE, 3),  # too few of them
        (4, RANG_GROUPE, 4),  # headings without number that are no rows
    ],
)
def test_a_row_without_action_and_party_among_engagements_is_one(pleines: int, rang: int, attendu: int) -> None:
    """The table has one title a row; the last row has nothing but its title."""
    lignes = [line("Faire", i) for i in range(pleines + 1)] + [line("un acte", pleines + 1)]
    item = Block(99, "item", whole(lignes, pleines + 1), page=1)
    rows = [_row(i, (item,), rang) for i in range(pleines)] + [_row(pleines, (), rang)]
    axe = Node(Block(98, "titre", whole(lignes, 0)), "axe", "1", whole(lignes, 0), enfants=tuple(rows), nature="programme")
    found = engagements(Node(None, "", None, (), enfants=(axe,)), lignes)
    assert sum(s.engagement for s in _walk(found)) == attendu


@pytest.mark.parametrize(("nature", "attendu"), [("programme", 10), ("bilan", 9)])
def test_a_row_without_action_of_a_report_is_no_engagement(nature: str, attendu: int) -> None:
    """Eight rows of the programme with an action and one without, then one without that may be of a report."""
    lignes = [line("Faire", i) for i in range(10)] + [line("un acte", 10)]
    item = Block(99, "item", whole(lignes, 10), page=1)
    rows = (*(_row(i, (item,)) for i in range(8)), _row(8, ()), _row(9, (), nature=nature))
    axe = Node(Block(98, "titre", whole(lignes, 0)), "axe", "1", whole(lignes, 0), enfants=rows, nature="programme")
    found = engagements(Node(None, "", None, (), enfants=(axe,)), lignes)
    assert sum(s.engagement for s in _walk(found)) == attendu


def test_a_row_without_action_beside_no_engagement_is_none() -> None:
    """Rows of another part are engagements: they say nothing of the only row here."""
    lignes = [line("Faire", i) for i in range(6)] + [line("un acte", 6)]
    item = Block(99, "item", whole(lignes, 6), page=1)
    parts = (tuple(_row(i, (item,)) for i in range(5)), (_row(5, ()),))
    axes = [
        Node(Block(97, "titre", whole(lignes, 0)), "axe", str(n), whole(lignes, 0), enfants=p, nature="programme")
        for n, p in enumerate(parts)
    ]
    found = engagements(Node(None, "", None, (), enfants=tuple(axes)), lignes)
    assert sum(s.engagement for s in _walk(found)) == 5


@pytest.mark.parametrize(
    ("label", "items", "actions"),
    [
        ("Les signataires conviennent de", ("ouvrir une halle", "former dix agents"), 2),
        ("Les signataires conviennent de", ("une halle", "dix agents"), 0),
        ("Critères de suivi", ("ouvrir une halle", "former dix agents"), 0),  # no lead
    ],
)
def test_a_lead_that_infinitives_complete_heads_actions(label: str, items: tuple[str, ...], actions: int) -> None:
    lignes = [line(f"{label} :", 0), *(line(texte, i, top=100.0 + 14 * i) for i, texte in enumerate(items, 1))]
    head = Block(0, "etiquette", (Span(0, 0, len(label)),), page=1, bbox=lignes[0].bbox, etiquette="champ")
    listed = [Block(i, "item", whole(lignes, i), page=1, bbox=lignes[i].bbox, marque="–") for i in range(1, len(lignes))]
    unit = sort_blocks([head, *listed], lignes)
    assert (len(unit.actions), len(unit.champs)) == (actions, 0 if actions else 1)


def _pilots(texte: str, how: Manner = PLAIN) -> list[str]:
    lignes = [line("Pilotes", 0), line(texte, 1, top=114.0)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, etiquette="acteur:pilote")
    unit = sort_blocks([label, Block(1, "texte", whole(lignes, 1), page=1, bbox=lignes[1].bbox)], lignes, how)
    return [text_of(lignes, p.spans) for p in unit.parties]


@pytest.mark.parametrize(
    ("texte", "fin", "noms"),
    [
        ("Toit et Joie Habitat", LIGNES, 1),
        ("Toit & Joie Habitat", LIGNES, 1),
        ("Toit et Joie Habitat", SIGNES, 2),  # where signs part names
        ("Toit et Joie Habitat", "", 2),  # where nothing tells
        ("État et Ville", LIGNES, 2),  # two bodies
        ("CAF et Bancs Partagés", LIGNES, 2),  # one side is a body
        ("Bancs Partagés et CAF", LIGNES, 2),
        ("Toit, Joie Habitat", LIGNES, 2),
    ],
)
def test_an_et_inside_of_a_name_parts_none_where_names_end_with_their_lines(texte: str, fin: str, noms: int) -> None:
    assert len(_pilots(texte, Manner(noms={"acteur:pilote": fin}))) == noms


def test_a_label_behind_a_drawn_sign_ends_the_label_above_it() -> None:
    """Outside of an engagement both are kept as passages."""
    lignes = [line("Action", 0), replace(line("Mise en œuvre", 1, top=114.0), puce=(40.0, 116.0, 44.0, 120.0))]
    blocks = [Block(i, "etiquette", whole(lignes, i), page=1, etiquette=code) for i, code in enumerate(("actions", "contenu"))]
    kept = [text_of(lignes, part) for p in keep_blocks(blocks, lignes).passages for row in p.parts for part in row]
    assert kept == ["Action", "Mise en œuvre"]


def test_outside_of_engagements_the_value_of_a_merged_cell_is_kept_once() -> None:
    lignes = [line("Chaque année", 0), line("Au printemps", 1, top=114.0)]
    blocks = [
        Block(i, "texte", whole(lignes, n), page=1, repris=repris) for i, (n, repris) in enumerate(((0, False), (1, False), (0, True)))
    ]
    kept = [text_of(lignes, part) for p in keep_blocks(blocks, lignes).passages for row in p.parts for part in row]
    assert kept == ["Chaque année", "Au printemps"]
