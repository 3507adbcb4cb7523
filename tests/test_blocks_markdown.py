"""Markdown to blocks, as converters write it; signs are never words and never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import blocks_of, brief, extract_text, source_lines
from pipeline import document as doc
from pipeline.model import Block, Span
from pipeline.stages.blocks_markdown import blocks_markdown
from pipeline.stages.engagements import keep_blocks
from pipeline.texts import text_of


def _levels(texte: str) -> list[tuple[int, str]]:
    lignes, blocks = blocks_of(texte)
    return [(b.niveau, text_of(lignes, b.spans)) for b in blocks if b.genre == "item"]


def _only(texte: str) -> Block:
    _, blocks = blocks_of(texte)
    (block,) = blocks
    return block


def test_headings_keep_their_rank() -> None:
    _, blocks = blocks_of("# Un\n\n## Deux ##\n\n###### Six\n\nSouligné\n========\n\nEncore\n------\n")
    assert [(b.genre, b.rang) for b in blocks] == [("titre", 1), ("titre", 2), ("titre", 6), ("titre", 1), ("titre", 2)]


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("## Titre **en gras** ##", "Titre en gras"),
        ("# stages de 3<sup>ème</sup> *de* qualité", "stages de 3ème de qualité"),
        ("# [Lien](http://x.fr/a_b) et `code`", "Lien et code"),
        ("# 5 \\# 2 \\[bis\\]", "5 # 2 [bis]"),
        pytest.param(
            "# 5 \\* 3",
            "5 * 3",
        ),
        ("# snake_case et 2*3*4", "snake_case et 2*3*4"),
        ("# C#", "C#"),
    ],
)
def test_signs_inside_a_line_are_no_words(texte: str, mots: str) -> None:
    assert brief(texte) == [("titre", mots)]


@pytest.mark.parametrize("texte", ["#hashtag", "#", "####### sept", "#1 du classement"])
def test_no_heading(texte: str) -> None:
    assert all(genre != "titre" for genre, _ in brief(texte))


def test_paragraphs_join_their_lines() -> None:
    assert brief("Une phrase\nsur deux lignes.\n\nUne autre.") == [("texte", "Une phrase sur deux lignes."), ("texte", "Une autre.")]


def test_a_bold_line_alone_is_a_heading_below_all_others() -> None:
    block = _only("**Ouvrir un local**")
    assert (block.genre, block.rang) == ("titre", 7)
    assert _only("**Ouvrir un local.**").genre == "texte"
    assert _only("**Ouvrir** un local").genre == "texte"


@pytest.mark.parametrize("signe", ["-", "*", "+", "1.", "2)", "•", "▪", "➢", "✓", "\uf0b7", "\uf0a7", "\uf0d8"])
def test_list_signs(signe: str) -> None:
    lignes, blocks = blocks_of(f"{signe} Ouvrir un local\n{signe} Former")
    assert [(b.genre, text_of(lignes, b.spans), b.marque) for b in blocks] == [
        ("item", "Ouvrir un local", signe),
        ("item", "Former", signe),
    ]


@pytest.mark.parametrize("texte", ["-Ouvrir", "1.5 million", "2019. Une année", "*en italique* puis non", "o", "– – –"])
def test_no_list(texte: str) -> None:
    assert all(genre != "item" for genre, _ in brief(texte))


def test_items_nest_by_indent() -> None:
    assert _levels("- a\n  - b\n    - c\n  - d\n- e") == [(1, "a"), (2, "b"), (3, "c"), (2, "d"), (1, "e")]
    assert _levels("* a\n    * b\n* c") == [(1, "a"), (2, "b"), (1, "c")]
    assert _levels("- a\n\t- b") == [(1, "a"), (2, "b")]


def test_a_new_list_starts_at_level_one() -> None:
    assert _levels("- a\n  - b\n\n# Titre\n\n  - c") == [(1, "a"), (2, "b"), (1, "c")]


def test_an_item_runs_over_lines() -> None:
    assert brief("- Ouvrir un local\n  pour tous\n- Former\n\nFin.") == [
        ("item", "Ouvrir un local pour tous"),
        ("item", "Former"),
        ("texte", "Fin."),
    ]


def test_several_items_on_a_line() -> None:
    assert brief("• Villes • DDTM\n• CAF") == [("item", "Villes"), ("item", "DDTM"), ("item", "CAF")]
    lignes, blocks = blocks_of("• Villes • DDTM\n• CAF")
    assert [b.suite for b in blocks] == [False, False, False]
    assert [lignes[s.line].texte[s.debut : s.fin] for b in blocks for s in b.balises] == ["•", "•", "•"]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("**PILOTES :**", [("etiquette", "PILOTES")]),
        ("**PILOTES** : Ville", [("etiquette", "PILOTES"), ("texte", "Ville")]),
        ("PILOTES : Ville, CAF", [("etiquette", "PILOTES"), ("texte", "Ville, CAF")]),
        ("PILOTES : • Ville • CAF", [("etiquette", "PILOTES"), ("item", "Ville"), ("item", "CAF")]),
        ("- **Pilote :** Ville", [("etiquette", "Pilote"), ("texte", "Ville")]),
        ("**Structure(s) pilote(s)**", [("etiquette", "Structure(s) pilote(s)")]),
        ("#### PILOTES", [("etiquette", "PILOTES")]),
        ("#### PILOTES :", [("etiquette", "PILOTES")]),
        ("*Calendrier :* 2024", [("etiquette", "Calendrier"), ("texte", "2024")]),
        ("Pilotes", [("texte", "Pilotes")]),
        ("Les pilotes : Ville", [("etiquette", "Les pilotes"), ("texte", "Ville")]),
        ("Les pilotes réunis : Ville", [("texte", "Les pilotes réunis : Ville")]),
        ("#### Objectifs", [("titre", "Objectifs")]),
    ],
)
def test_labels(texte: str, attendu: list[tuple[str, str]]) -> None:
    assert brief(texte) == attendu


def test_a_label_says_its_role() -> None:
    _, blocks = blocks_of("**Chef de file :** Ville\n\n**Calendrier :** 2024\n\n**Actions :**\n\n**Intitulé :** Former")
    assert [b.etiquette for b in blocks if b.genre == "etiquette"] == ["acteur:chef_de_file", "champ", "actions", "titre"]


def test_a_label_in_the_middle_of_a_paragraph_starts_anew() -> None:
    assert brief("Une phrase\nPILOTES : Ville\nCalendrier : 2024") == [
        ("texte", "Une phrase"),
        ("etiquette", "PILOTES"),
        ("texte", "Ville"),
        ("etiquette", "Calendrier"),
        ("texte", "2024"),
    ]


def test_a_few_words_on_broken_lines_are_a_caption() -> None:
    assert brief("Espace  \nHabitat social") == [("legende", "Espace Habitat social")]
    assert brief("Une phrase  \nqui finit par un point.")[0][0] == "texte"
    assert brief("Une ligne simple\nHabitat social")[0][0] == "texte"


def test_names_on_broken_lines_below_a_label_are_no_caption() -> None:
    assert brief("**PILOTES :**\n\nVille de Nantes  \nCAF") == [("etiquette", "PILOTES"), ("texte", "Ville de Nantes CAF")]


def test_tables() -> None:
    lignes, blocks = blocks_of("Avant\n\n| Quartier | Habitants |\n|:---|---|\n| Les **Lilas** | 1 200 |\n| Le Port |  |\n\nAprès")
    assert [b.genre for b in blocks] == ["texte", "tableau", "texte"]
    rows = [[text_of(lignes, c.spans) for c in row] for row in blocks[1].lignes]
    assert rows == [["Quartier", "Habitants"], ["Les Lilas", "1 200"], ["Le Port", ""]]


def test_a_table_of_actions_has_a_title_per_row() -> None:
    rows = "| 1.1 | Ouvrir un centre | Ville, CAF | 2024 |\n| 1.2 | Former | • ARS • Ville |  |\n"
    lignes, blocks = blocks_of(f"| N° | Action | Pilote | Calendrier |\n|---|---|---|---|\n{rows}")
    titles = [(b.numero, text_of(lignes, b.spans)) for b in blocks if b.genre == "titre"]
    assert titles == [("1.1", "Ouvrir un centre"), ("1.2", "Former")]
    labels = [(b.etiquette, text_of(lignes, b.spans), b.repris) for b in blocks if b.genre == "etiquette"]
    assert labels == [("acteur:pilote", "Pilote", True), ("champ", "Calendrier", True), ("acteur:pilote", "Pilote", True)]
    assert [text_of(lignes, b.spans) for b in blocks if b.genre in ("texte", "item")] == ["Ville, CAF", "2024", "ARS", "Ville"]


def test_a_row_without_a_title_is_read(tmp_path: Path) -> None:
    extract_text("| Action | Pilote | Calendrier |\n|---|---|---|\n| Ouvrir | Ville | 2024 |\n|  | CAF | 2025 |\n", tmp_path)


def test_a_table_of_labels_is_a_fiche() -> None:
    assert brief("| Pilote | Ville |\n|---|---|\n| Public visé | jeunes |\n| Budget : | 10 € |\n") == [
        ("etiquette", "Pilote"),
        ("texte", "Ville"),
        ("etiquette", "Public visé"),
        ("texte", "jeunes"),
        ("etiquette", "Budget"),
        ("texte", "10 €"),
    ]


def test_a_pipe_in_a_sentence_is_no_table() -> None:
    assert brief("Nantes | Rezé\n\nfin") == [("texte", "Nantes | Rezé"), ("texte", "fin")]


def test_quotes_fences_comments_and_rules() -> None:
    assert brief("> Une parole\n> d'habitant") == [("texte", "Une parole d'habitant")]
    assert brief("```\n# pas un titre\n```") == [("texte", "# pas un titre")]
    assert brief("<!-- page 2 -->\n\n***\n\n---\n\ntexte") == [("texte", "texte")]


ODD = [
    "# Titre **gras** #\n\n- *un*\n  1. deux\n\n> cité\n\n***\n\n**PILOTES :** • Villes • DDTM  \nfin\\\n\n|a|b|\n|-|-|\n|c|~~d~~|\n",
    "<!-- début\nsuite -->\n\n![image](x.png)\n\n![](y.png)\n\n[^1]: note\n\n~~~\ncode\n~~~\n\n# \n\n- \n\n| seul |\n",
    "Titre\n===\n\n•A • B•C\n\n\uf0b7\n\n***gras italique***\n\n<b>x</b> < y > z & t\n\n\\*\\_\\#\n\n**ouvert\n\n__\n",
]


@pytest.mark.parametrize("texte", ODD)
def test_each_character_has_one_block(texte: str) -> None:
    lignes = source_lines(texte)
    held = [
        (s.line, i)
        for b in blocks_markdown(lignes)
        for s in _all_spans(b)
        for i in range(s.debut, s.fin)
        if not lignes[s.line].texte[i].isspace()
    ]
    assert sorted(held) == [(li.id, i) for li in lignes for i, c in enumerate(li.texte) if not c.isspace()]


def _all_spans(block: Block) -> list[Span]:
    return [*block.spans, *block.balises, *(s for row in block.lignes for c in row for s in c.spans)]


def test_blocks_are_numbered_in_order() -> None:
    assert [b.id for b in blocks_markdown(source_lines(ODD[0]))] == list(range(len(blocks_markdown(source_lines(ODD[0])))))


def test_every_block_says_why() -> None:
    assert all(b.pourquoi for texte in ODD for b in blocks_markdown(source_lines(texte)) if not b.suite)


def _kept(texte: str) -> str:
    """The words of `texte` where nothing is sorted."""
    lignes, blocks = blocks_of(texte)
    return " ".join(text_of(lignes, part) for p in keep_blocks(blocks, lignes).passages for row in p.parts for part in row)


def test_kept_blocks_lose_no_word() -> None:
    assert _kept(ODD[0].replace("**PILOTES :** ", "")) == "Titre gras un deux cité Villes DDTM fin a b c d"


def test_a_kept_label_is_published_without_its_signs() -> None:
    assert _kept("**PILOTES :** Ville").split() in (["PILOTES", ":", "Ville"], ["PILOTES", "Ville"])


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("## Soutenir\n\n## les associations", [("titre", "Soutenir les associations")]),  # a title written line by line
        ("## Soutenir\n\n### les associations", [("titre", "Soutenir"), ("titre", "les associations")]),
        ("## Soutenir\n\n## Former", [("titre", "Soutenir"), ("titre", "Former")]),
        ("**Soutenir**\n\n**les associations**", [("titre", "Soutenir"), ("titre", "les associations")]),
        # labels over their values
        (
            "| Pilote | Public visé |\n|---|---|\n| Ville | jeunes |\n| CAF | |",
            [
                ("etiquette", "Pilote"),
                ("texte", "Ville"),
                ("etiquette", "Pilote"),
                ("texte", "CAF"),
                ("etiquette", "Public visé"),
                ("texte", "jeunes"),
            ],
        ),
        ("| Pilote | Public visé |\n|---|---|\n| Ville | |", [("etiquette", "Pilote"), ("texte", "Ville"), ("etiquette", "Public visé")]),
        ("| Budget | Public visé |\n|---|---|\n| 10 € | jeunes |", [("tableau", "")]),  # no label of parties
        # the column of actions holds lists: the one left of it names the rows
        (
            "| Projet | Actions | Pilote |\n|---|---|---|\n| Le stade | - ouvrir - former | Ville |",
            [
                ("titre", "Le stade"),
                ("etiquette", "Actions"),
                ("item", "ouvrir"),
                ("item", "former"),
                ("etiquette", "Pilote"),
                ("texte", "Ville"),
            ],
        ),
        (
            "| Projet | Actions | Pilote |\n|---|---|---|\n| Le stade | Ouvrir | Ville |",
            [("titre", "Ouvrir"), ("etiquette", "Projet"), ("texte", "Le stade"), ("etiquette", "Pilote"), ("texte", "Ville")],
        ),
    ],
)
def test_titles_line_by_line_and_tables_by_their_labels(texte: str, attendu: list[tuple[str, str]]) -> None:
    assert brief(texte) == attendu


def _programme(texte: str, folder: Path) -> list[tuple[str, str, list[str]]]:
    """The engagements of a Markdown text as (heading above, title, actions)."""
    document, _ = extract_text(texte, folder)

    def inside(section: doc.Section) -> list[tuple[str, str, list[str]]]:
        own = [(section.titre or "", e.titre, [a.texte for a in e.actions]) for e in section.engagements]
        return [*own, *(found for child in section.sections for found in inside(child))]

    return [found for section in document.sections for found in inside(section)]


def test_a_row_above_its_cells_names_them(tmp_path: Path) -> None:
    table = (
        "| Actions | Pilotes |\n|---|---|\n| **Rénover** | |\n| - isoler<br>- peindre | CAF |\n| **Fleurir** | |\n| - planter | Etat |\n"
    )
    assert _programme("# Axe 1 : Vivre\n\n" + table, tmp_path) == [
        ("Vivre", "Rénover", ["isoler", "peindre"]),
        ("Vivre", "Fleurir", ["planter"]),
    ]


def test_a_column_of_levels_filled_once_names_several_rows(tmp_path: Path) -> None:
    rows = (("Emploi", "Mentorat"), ("", "Permis"), ("Langue", "Cours"), ("", "Lire"))
    table = "| Thème | Action | Description | Porteurs |\n|---|---|---|---|\n" + "".join(
        f"| {a} | {b} | - agir | Ville |\n" for a, b in rows
    )
    found = [(above, title) for above, title, _ in _programme("# Axe 1 : Vivre\n\n" + table, tmp_path)]
    assert found == [("Emploi", "Mentorat"), ("Emploi", "Permis"), ("Langue", "Cours"), ("Langue", "Lire")]


def test_what_stands_left_of_the_contents_is_the_title(tmp_path: Path) -> None:
    table = "| Objectif | Contenu | Pilotes |\n|---|---|---|\n| Lire tôt | - ouvrir un lieu | CAF |\n"
    assert _programme("# Axe 1 : Vivre\n\n" + table, tmp_path) == [("Vivre", "Lire tôt", ["ouvrir un lieu"])]


def test_headings_that_are_labels_and_axes_named_below_the_title_of_each_fiche(tmp_path: Path) -> None:
    fiche = "## Fiche {} – {}\n\nAxe 1 – Habiter\n\n### Constat\n\nIl fait froid.\n\n"
    fiche += "### Actions prévues\n\n- agir\n\n### Pilotes\n\nCAF\n\n"
    found = _programme(fiche.format(1, "Rénover") + fiche.format(2, "Isoler"), tmp_path)
    assert found == [("Habiter", "Rénover", ["agir"]), ("Habiter", "Isoler", ["agir"])]


@pytest.mark.parametrize(
    ("suite", "items"),
    [("du contrat", ["Choisir la scène du contrat"]), ("Du contrat", ["Choisir la scène"])],
)
def test_a_sentence_that_furniture_cuts_is_one(suite: str, items: list[str]) -> None:
    lignes = source_lines(f"- Choisir la scène\n\n4\n\nContrat de ville\n\n{suite}\n")
    aside = {li.id for li in lignes if li.texte in ("4", "Contrat de ville")}
    assert [text_of(lignes, b.spans) for b in blocks_markdown(lignes, aside) if b.genre == "item"] == items
