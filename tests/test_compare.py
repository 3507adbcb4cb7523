"""Two documents compared: what is found on plain values, and three promises on any two documents."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from pipeline.compare import AVENANT, REGRESSION, Rules, apply, compare, compare_views, mirror, view
from pipeline.matching import assign, longest_increasing, similarities
from pipeline.reports import Comparison, as_data, html_page, junit, markdown, terminal, word_diff

Json = dict[str, Any]


def party(libelle: str, **more: Any) -> Json:
    return {
        "libelle": libelle,
        "organisation": None,
        "preuve": "non_resolu",
        "provenance": [{"page": 1, "bbox": [1.0, 2.0, 3.0, 4.0]}],
        **more,
    }


def action(texte: str, **more: Any) -> Json:
    return {
        "id": f"a/{texte}",
        "texte": texte,
        "niveau": 1,
        "acteurs": [],
        "lieux": [],
        "valeurs": [],
        "provenance": [{"ligne": 3}],
        **more,
    }


def engagement(titre: str, actions: list[str] = [], pilotes: list[str] = [], **more: Any) -> Json:  # noqa: B006 - never changed
    lists: Json = {"lieux": [], "autres_acteurs": [], "champs": [], "passages": []}
    whole = {"actions": [action(a) for a in actions], "pilotes": [party(p) for p in pilotes]}
    return {"id": f"e/{titre}", "numero": None, "titre": titre, **whole, **lists, "provenance": [{"ligne": 2}], **more}


def section(titre: str, *engagements: Json, sections: list[Json] = [], numero: str | None = None) -> Json:  # noqa: B006 - never changed
    own = {"id": f"s/{titre}", "type": "axe", "numero": numero, "titre": titre, "niveau": 1, "nature": "programme", "passages": []}
    return {**own, "provenance": [], "engagements": list(engagements), "sections": sections}


def document(*sections: Json) -> Json:
    return {"schema_version": "1.1.0", "id": "d", "statut": "complet", "sections": list(sections), "anomalies": []}


def brief(before: Json, after: Json, rules: Rules = AVENANT) -> list[tuple[str, str, str]]:
    """(genre, kind, text) of each change that does not come and go with its holder."""
    return [(c.genre, c.objet, c.ref.texte) for c in compare(before, after, rules) if not c.inclus]


BASE = document(
    section(
        "Emploi et insertion",
        engagement("Lever les freins à l'emploi", ["Aider à passer le permis", "Ouvrir une crèche"], ["Métropole", "CAF"]),
        engagement("Former les jeunes", ["Créer une école de la deuxième chance"], ["Région"]),
    ),
    section("Cadre de vie", engagement("Rénover les logements", ["Isoler les façades"], ["Bailleurs"])),
)


def changed(edit: Any) -> Json:
    other = copy.deepcopy(BASE)
    edit(other["sections"])
    return other


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda s: s[0]["engagements"][0]["pilotes"].pop(), [("retrait", "acteurs", "CAF")]),
        (lambda s: s[0]["engagements"][0]["pilotes"].reverse(), []),
        (lambda s: s[0]["engagements"][0]["actions"].reverse(), [("deplacement", "actions", "")]),
        (
            lambda s: s[0]["engagements"][0]["actions"][0].update(texte="Aider les jeunes à passer le permis"),
            [("modification", "actions", "Aider les jeunes à passer le permis")],
        ),
        (
            lambda s: s[0]["engagements"][0]["actions"][0].update(texte="Réduire les loyers", id="n"),
            [("ajout", "actions", "Réduire les loyers"), ("retrait", "actions", "Aider à passer le permis")],
        ),
        (lambda s: s[1]["engagements"].append(s[0]["engagements"].pop()), [("deplacement", "engagements", "Former les jeunes")]),
        (lambda s: s[0]["engagements"].reverse(), [("deplacement", "engagements", "")]),
        (lambda s: s[0]["engagements"].pop(), [("retrait", "engagements", "Former les jeunes")]),
        (
            lambda s: s[1]["engagements"].append(engagement("Planter des arbres", ["Verdir les cours d'école"])),
            [("ajout", "engagements", "Planter des arbres")],
        ),
        (lambda s: s[0].update(numero="1"), [("modification", "sections", "Emploi et insertion")]),
        (
            lambda s: s[1]["engagements"][0]["actions"].append(s[0]["engagements"][0]["actions"].pop()),
            [("deplacement", "actions", "Ouvrir une crèche")],
        ),
        (
            lambda s: s[0]["engagements"][1].update(pilotes=[], autres_acteurs=[party("Région", role="financeur")]),
            [("modification", "acteurs", "Région")],
        ),
    ],
)
@pytest.mark.parametrize("rules", [AVENANT, REGRESSION], ids=["avenant", "regression"])
def test_one_change_is_found_as_one(edit: Any, expected: list[tuple[str, str, str]], rules: Rules) -> None:
    """Of two that changed places either may be the one that moved: its text is then left open."""
    found = brief(BASE, changed(edit), rules)
    assert [(g, o, t if e[2] else "") for (g, o, t), e in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"organisation": "Pôle emploi"}, {"organisation": "France Travail"}),
        ({"siren": "130005481"}, {"siren": "130005481"}),
        ({"organisation": "CAF"}, {"organisation": "CAF"}),
    ],
)
def test_a_party_under_another_name_is_the_same_party(old: Json, new: Json) -> None:
    before = document(section("Emploi", engagement("Former", ["Agir"]) | {"pilotes": [party("Un nom", **old)]}))
    after = document(section("Emploi", engagement("Former", ["Agir"]) | {"pilotes": [party("Tout autre", **new)]}))
    assert brief(before, after) == [("modification", "acteurs", "Tout autre")]
    after = document(section("Emploi", engagement("Former", ["Agir"]) | {"pilotes": [party("Tout autre", organisation="Ville")]}))
    assert [c[0] for c in brief(before, after)] == ["ajout", "retrait"]


def test_what_an_added_engagement_holds_comes_with_it() -> None:
    other = changed(lambda s: s[1]["engagements"].append(engagement("Planter des arbres", ["Verdir les cours"], ["Ville"])))
    found = sorted((c.objet, c.inclus) for c in compare(BASE, other, AVENANT))
    assert found == [("acteurs", True), ("actions", True), ("engagements", False)]


def test_an_engagement_reworded_is_known_by_what_it_holds() -> None:
    other = changed(lambda s: s[0]["engagements"][0].update(titre="Supprimer les obstacles à l'emploi", id="x"))
    assert brief(BASE, other) == [("modification", "engagements", "Supprimer les obstacles à l'emploi")]


def test_like_titles_under_unlike_sections_keep_their_own() -> None:
    """The order of the sections changes: each `Gouvernance` stays with its section."""
    a = document(section("Emploi", engagement("Gouvernance", pilotes=["A"])), section("Santé", engagement("Gouvernance", pilotes=["B"])))
    b = document(section("Santé", engagement("Gouvernance", pilotes=["B"])), section("Emploi", engagement("Gouvernance", pilotes=["A"])))
    assert [(g, o) for g, o, _ in brief(a, b)] == [("deplacement", "sections")]


def test_no_pair_is_forced() -> None:
    a = document(section("Emploi", engagement("Former les jeunes", pilotes=["Région"])))
    b = document(section("Emploi", engagement("Rénover les façades", pilotes=["Région"])))
    assert [(g, o) for g, o, _ in brief(a, b)] == [("ajout", "engagements"), ("retrait", "engagements")]


@pytest.mark.parametrize(("offset", "found"), [(0.1, 0), (1.0, 0), (1.5, 1)])
def test_a_box_counts_beyond_the_tolerance_only(offset: float, found: int) -> None:
    other = changed(lambda s: s[0]["engagements"][0]["pilotes"][0]["provenance"][0].update(bbox=[1.0 + offset, 2.0, 3.0, 4.0]))
    assert len(compare(BASE, other, REGRESSION)) == found
    assert compare(BASE, other, AVENANT) == ()


def test_volatile_fields_and_key_order_do_not_count() -> None:
    other = dict(reversed(copy.deepcopy(BASE).items())) | {"schema_version": "1.9.0", "couverture": {"caracteres": 3}}
    assert compare(BASE, other, REGRESSION) == ()


def test_a_field_that_no_code_names_is_compared_too() -> None:
    other = changed(lambda s: s[0]["engagements"][0].update(budget=12, etapes=[{"libelle": "Étude", "rang": 1}]))
    found = compare(BASE, other, REGRESSION)
    assert [(c.genre, c.objet, c.champ) for c in found] == [("modification", "engagements", "budget"), ("ajout", "etapes", "")]


def test_an_empty_value_and_a_missing_one_are_one() -> None:
    """A document of an older schema lacks the fields that came later."""
    other = changed(lambda s: [e.pop("lieux") for e in s[0]["engagements"]])
    assert compare(BASE, other, REGRESSION) == ()


def test_values_read_in_a_text_follow_it() -> None:
    one = document(section("Emploi", engagement("Former", actions=["Financer 10 places"], pilotes=["Région"])))
    two = copy.deepcopy(one)
    one["sections"][0]["engagements"][0]["actions"][0]["valeurs"] = [{"libelle": "10 places", "nombre": 10.0, "provenance": []}]
    held = two["sections"][0]["engagements"][0]["actions"][0]
    held.update(texte="Financer 20 places", valeurs=[{"libelle": "20 places", "nombre": 20.0, "provenance": []}])
    assert brief(one, two) == [("modification", "actions", "Financer 20 places")]


# --- the promises, on any documents

_WORDS = st.sampled_from(
    ["Former les jeunes", "Former des jeunes", "Rénover", "Gouvernance", "Soutenir les associations du quartier", "Santé"]
)
_PARTIES = st.lists(st.sampled_from(["CAF", "Ville", "Etat", "État"]).map(party), max_size=3)
_ACTIONS = st.lists(st.builds(action, _WORDS, niveau=st.integers(1, 2), acteurs=_PARTIES), max_size=4)
_CHAMPS = st.lists(st.builds(lambda a, b: {"libelle": a, "valeur": b, "provenance": []}, _WORDS, _WORDS), max_size=2)
_ENGAGEMENTS = st.lists(
    st.builds(
        lambda titre, actions, pilotes, champs, numero: (
            engagement(titre) | dict(actions=actions, pilotes=pilotes, champs=champs, numero=numero)
        ),
        _WORDS,
        _ACTIONS,
        _PARTIES,
        _CHAMPS,
        st.none() | st.sampled_from(["1", "2"]),
    ),
    max_size=3,
)
_SECTIONS = st.recursive(
    st.builds(lambda t, e: section(t, *e), _WORDS, _ENGAGEMENTS),
    lambda inner: st.builds(lambda t, e, s: section(t, *e, sections=s), _WORDS, _ENGAGEMENTS, st.lists(inner, max_size=3)),
    max_leaves=4,
)
_DOCUMENTS = st.lists(_SECTIONS, max_size=3).map(lambda sections: document(*sections))
_RULES = st.sampled_from([AVENANT, REGRESSION])
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(_DOCUMENTS, _RULES)
def test_a_document_does_not_differ_from_itself(a: Json, rules: Rules) -> None:
    assert compare(a, copy.deepcopy(a), rules) == ()


@_QUICK
@given(_DOCUMENTS, _DOCUMENTS, _RULES)
def test_the_way_back_is_the_mirror(a: Json, b: Json, rules: Rules) -> None:
    there, back = compare(a, b, rules), compare(b, a, rules)
    assert mirror(there) == back
    assert mirror(mirror(there)) == there


@_QUICK
@given(_DOCUMENTS, _DOCUMENTS, _RULES)
def test_the_changes_applied_to_one_give_the_other(a: Json, b: Json, rules: Rules) -> None:
    old, new = view(a, rules), view(b, rules)
    changes = compare_views(old, new, rules)
    assert apply(old, changes) == new
    assert bool(changes) == (old != new) or rules.tolerance is not None


@_QUICK
@given(_DOCUMENTS, _DOCUMENTS)
def test_every_report_can_be_made(a: Json, b: Json) -> None:
    result = [Comparison("d", "modifie", compare(a, b, AVENANT))]
    assert terminal(result)
    assert markdown(result, "Essai", forme=False)
    assert json.dumps(as_data(result))
    assert junit(result, "essai").count("<testcase") == 1
    assert html_page(result[0], "Essai").endswith("</html>\n")


# --- matching


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20).map(float), max_size=14))
def test_no_other_choice_of_pairs_scores_more(scores: dict[tuple[int, int], float]) -> None:
    def best(left: tuple[tuple[int, int], ...]) -> float:
        if not left:
            return 0.0
        (row, column), rest = left[0], left[1:]
        without = tuple(p for p in rest if p[0] != row and p[1] != column)
        return max(best(rest), scores[row, column] + best(without))

    chosen = assign(scores)
    assert len(set(chosen.values())) == len(chosen)
    assert sum(scores[pair] for pair in chosen.items()) == best(tuple(scores))


def test_similarity_is_symmetrical_and_one_for_equals() -> None:
    texts = ["former les jeunes", "les jeunes former", "renover", ""]
    one, two = similarities(texts, texts), similarities(list(reversed(texts)), texts)
    assert [one[i, i] for i in range(4)] == [1, 1, 1, 1]
    assert (one == one.T).all()
    assert two[3, 2] == one[0, 2]
    assert one[0, 2] < 0.5 < one[0, 1]


@given(st.permutations(range(7)))
def test_longest_increasing_run(values: list[int]) -> None:
    kept = [values[i] for i in sorted(longest_increasing(values))]
    assert kept == sorted(kept)
    assert len(kept) == max(map(len, _increasing(values)))


def _increasing(values: list[int]) -> list[list[int]]:
    out: list[list[int]] = [[]]
    for v in values:
        out += [[*run, v] for run in out if not run or run[-1] < v]
    return out


# --- reports


def test_changed_words_are_marked() -> None:
    steps = word_diff("Accueil des enfants", "Accueil de tous les enfants")
    assert [(sign, part.strip()) for sign, part in steps if sign != "="] == [("-", "des"), ("+", "de tous les")]


@given(st.text("ab, ", max_size=20), st.text("ab, ", max_size=20))
def test_marked_words_give_both_texts_back(old: str, new: str) -> None:
    steps = word_diff(old, new)
    assert "".join(part for sign, part in steps if sign != "+") == old
    assert "".join(part for sign, part in steps if sign != "-") == new


def test_reports_show_markup_as_text() -> None:
    other = changed(lambda s: s[0]["engagements"][0]["actions"][0].update(texte="Aider à passer le <b>permis</b> | *vite*\x01"))
    result = [Comparison("d", "modifie", compare(BASE, other, AVENANT))]
    assert "<b>" not in html_page(result[0], "x")
    row = next(line for line in markdown(result, "x").splitlines() if "vite" in line)
    assert r"\|" in row
    assert r"\<b\>" in row
    assert "\x01" not in junit(result, "x")
