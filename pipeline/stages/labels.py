"""Labels in label position: `PILOTES :`, `Public visé :`, `Structure(s) pilote(s)` alone on its line.

Works on plain strings; decides by labels.toml, and by a colon or the look of the line. Never by the words alone:
in running prose `pilote` is a word like another.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import Label, common_nouns, composing_bodies, composing_words, label_words, labels, level_keys, telling_words
from pipeline.stages.actors import ARTICLE, is_name, is_sentence, party_ranges
from pipeline.texts import label_key

_QUEL = re.compile(r"(?:(?:avec|pour|dans|sur|à|par) quel(?:le)?s?|quel(?:le)?)\s+", re.IGNORECASE)
_COLON = re.compile(r"\s*[:：](?:\s*[:：])*\s*")  # some hands print it twice
_APRES_QUESTION = re.compile(r"\s*[:：]?\s*")
_MOT = re.compile(r"[^\s’']+[’']?")
# 'Budget 2023': what an amount is called, and the years that it is for; behind 'Calendrier' they are the value.
_ANNEE_FINALE = re.compile(r"((?:budget|cout|montant)\b.*?) 20\d\d(?:\s?[-–/]\s?20\d\d)?")
# What parts two labels printed as one.
_DEUX = re.compile(r"/|\bet\b|&")
_DEUX_CORPS = re.compile(r" (\w+) ?/ ?(\w+)$")
_PERIODE = re.compile(r"\s(?:20\d\d)(?:\s?[-/]\s?20\d\d)?$")
# Behind the words of a label, as `label_key` gives them: 'commun des engagement 3 et 4', 'de l'action 2 1'.
_DES_NUMEROS = re.compile(
    r"(?: commune?| partagee?| conjointe?)? (?:des|aux|du|pour les|sur les|de l'|pour l')"
    r" ?(\w+) (?:n )?\d[\d /-]*(?:(?:et|a) [\d /-]+)*$"
)
_NOMBRES = re.compile(r"\d+(?:\.\d+)*")
# No label counts more engagements from one number to another.
NUMEROS_MAX = 12
# What stands in a sentence and in no list of names.
_PHRASE = re.compile(
    r"\b(?:depuis|dans|pour|qui|que|dont|dès|afin|lors|par|est|sont|ont|sera|seront|doit|ainsi|pendant|ce|cette|ces|chaque|son|sa|ses|leurs?)\b"
    r"|\d{4}"
)
LONGUEUR = 70
# The most words that a label such as 'Avec le soutien de' has.
MOTS_LIES = 5
# The most words of a label of parties that no list has whole.
MOTS_COMPOSES = 8


class Found(Struct, frozen=True):
    """A label in a line: the words are `texte[debut:fin]`, what follows the colon starts at `suite`."""

    label: Label
    debut: int
    fin: int
    suite: int


@functools.lru_cache(maxsize=65536)
def named_label(texte: str) -> Label | None:
    """The label whose words `texte` is; of two of a kind printed as one ('Contexte/Constats', 'Pilote et porteur') the first."""
    if len(texte) > LONGUEUR:
        return None
    if texte.rstrip().endswith("?"):
        return labels().get(label_key(texte) + " ?") or _asked(texte)
    found = _worded(label_key(texte))
    if found is not None:
        return found
    kin = _DEUX.split(texte)
    if len(kin) < 2:
        return None
    parts = [_worded(label_key(part)) for part in kin]
    if parts[0] is None or any(part is None or _kind(part) != _kind(parts[0]) for part in parts):
        return None
    return parts[0]


def _asked(texte: str) -> Label | None:
    """The label that a question asks for: 'Quel résultat attendu ?', 'Avec quels partenaires ?'; 'Quelles priorités ?' asks the public."""
    lead = _QUEL.match(texte)
    found = _worded(label_key(texte[lead.end() :])) if lead is not None else None
    return found if found is not None and found.genre in ("acteur", "champ") else None


def _kind(label: Label) -> str:
    """What two labels have in common that may be printed as one: 'Descriptif / actions' says what the actions are."""
    return "contenu" if label.genre == "actions" else label.genre


def _worded(key: str) -> Label | None:
    """The label that `key` is, without the words that change nothing in it; behind an article, or a question without its
    sign ('Qui pilote', 'Quand'), it needs its colon."""
    known = labels()
    if (found := known.get(key)) is not None:
        return found
    if (found := known.get(f"{key} ?")) is not None and found.genre in ("acteur", "champ"):
        return replace(found, deux_points=True)
    if (dated := _ANNEE_FINALE.fullmatch(key)) is not None:
        return known.get(dated[1])
    before, after, articles = label_words()
    first, _, rest = key.partition(" ")
    if first in articles and (found := _worded(rest)) is not None and found.genre in ("acteur", "champ", "actions"):
        return replace(found, deux_points=True)
    if first in before and (found := known.get(rest)) is not None and found.genre == "acteur":
        return found
    first, _, rest = key.partition(" et ")
    if (found := known.get(rest)) is not None and found.genre == "acteur" and first in composing_words()[0]:
        return replace(found, deux_points=True)  # 'Services et opérateurs associés' are associés, as 'Opérateurs associés' are
    for words in after:
        if key.endswith(f" {words}") and (found := _worded(key[: -len(words) - 1])) is not None:
            if found.genre == "champ":  # 'Contexte local' heads a part of a préambule as often as a field
                return replace(found, deux_points=True)
            return found if found.genre == "acteur" else None
    if (whose := _DES_NUMEROS.search(key)) is not None and whose[1] in level_keys():
        found = _worded(key[: whose.start()])  # 'Pilotage des engagements 2 et 3'
        return found if found is not None and found.genre == "acteur" else None
    if (undated := _PERIODE.sub("", key)) != key:  # 'Actions 2019-2022'; 'Échéance 2028' is a label and its value
        found = known.get(undated)
        return found if found is not None and found.genre == "actions" else None
    return _composed(key)


def _composed(key: str) -> Label | None:
    """The label of parties that a few words make of which each may stand in one and one says a role: it needs its colon."""
    linking, roles = composing_words()
    if (ends := _DEUX_CORPS.search(key)) is not None and set(ends.groups()) <= composing_bodies():
        key = key[: ends.start()]
    words = re.findall(r"[^\s'/]+'?", key)
    if not 0 < len(words) <= MOTS_COMPOSES or not all(word in linking or word in roles for word in words):
        return None
    role = next((roles[word] for word in words if word in roles), "")
    return Label("acteur", role, deux_points=True) if role else None


def numbers_told(texte: str) -> tuple[str, ...]:
    """The numbers of the engagements that a label is about, several of them: 'Pilotes des engagements 2 à 4' -> 2, 3, 4. () for another."""
    if _DES_NUMEROS.search(label_key(texte)) is None:
        return ()
    found = _NOMBRES.findall(texte)
    through = re.search(r"(\d+) (?:à|-|–) (\d+)", texte)
    if through is not None and len(found) == 2 and int(through[1]) < int(through[2]) < int(through[1]) + NUMEROS_MAX:
        return tuple(str(n) for n in range(int(through[1]), int(through[2]) + 1))
    return tuple(found) if len(found) > 1 else ()


def told_role(texte: str) -> str:
    """The role that a word of a label says whose values tell the rest: 'Mise en œuvre' -> 'operateur'; '' when none does."""
    roles, _ = telling_words()
    return next((roles[word] for word in label_key(texte).split() if word in roles), "")


# Labels of parties that what is given starts with as often: 'Soutien : 12 000 € par an'.
AMBIGUS = frozenset({"appui", "soutien", "autre acteur"})


def label_at(texte: str, debut: int = 0, *, distinct: bool = False) -> Found | None:
    """The label that `texte` has at `debut`. `distinct`: the line is set apart by its look, so it needs no colon.

    A label of parties before a sentence is none: 'Pilotes : on ne sait pas à qui s'adresser'.
    """
    asked = texte.find("?", debut, debut + LONGUEUR)
    if asked > 0 and (label := named_label(texte[debut : asked + 1])) is not None:
        after = _APRES_QUESTION.match(texte, asked + 1)
        return Found(label, debut, asked + 1, after.end() if after else asked + 1)
    colon = _COLON.search(texte, debut) if ":" in texte or "：" in texte else None
    if colon and colon.start() - debut <= LONGUEUR and texte[colon.end() - 1 : colon.end() + 2] != "://":
        label = named_label(texte[debut : colon.start()])
        if label is not None:
            value = texte[colon.end() :]
            said = texte[debut : colon.start()]
            prose = label.genre == "acteur" and (is_sentence(value) or (label_key(said) in AMBIGUS and not _may_be_names(value)))
            return None if prose else Found(label, debut, colon.start(), colon.end())
    if distinct and len(texte) - debut <= LONGUEUR and (colon is None or colon.end() == len(texte)):
        fin = len(texte.rstrip(" .:"))
        label = named_label(texte[debut:fin])
        if label is not None and (colon is not None or not label.deux_points):
            return Found(label, debut, fin, len(texte))
    return _linked(texte, debut) if debut == 0 else None


def _may_be_names(texte: str) -> bool:
    """Whether what stands behind a word that titles start with too can be names: 'Appui : la mission locale', not 'Appui : 12 000 €'."""
    words = ARTICLE.sub("", texte.strip()).split(" ")
    return not words[0] or words[0][:1].isupper() or label_key(words[0]) in common_nouns()


@functools.cache
def _linking_words() -> frozenset[str]:
    """The first words of labels that lead to names."""
    return frozenset(key.split(" ")[0] for key, label in labels().items() if label.lie)


def _linked(texte: str, debut: int) -> Found | None:
    """A label such as 'Piloté par', which names follow without a colon; before anything else the words are prose."""
    lead = _MOT.match(texte, debut)
    if lead is None or label_key(lead.group()) not in _linking_words():
        return None
    words = list(_MOT.finditer(texte, debut))[: MOTS_LIES + 1]
    for n in range(len(words) - 1, 1, -1):
        label = labels().get(label_key(texte[debut : words[n - 1].end()]))
        if label is None or not label.lie:
            continue
        rest = texte[words[n].start() :]
        named = [rest[a:b] for a, b in party_ranges(rest)]
        if rest.rstrip().endswith(".") and _PHRASE.search(rest) is not None:
            continue  # 'Piloté par CAF, avec PMI.' names parties, 'Piloté par la Ville depuis 2015.' says something
        if named and not rest.rstrip().endswith((":", ";", "!", "?")) and all(is_name(part) for part in named):
            return Found(label, debut, words[n - 1].end(), words[n].start())
    return None
