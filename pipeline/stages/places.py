"""Where: the quarters and communes that a text names, inside the contract's own territory.

Reads plain text, the territory and lexicons/places.toml. Names are found by spaCy's PhraseMatcher over a light
tokenizer of French (words folded, elisions, apostrophes and hyphens as gaps, so that 'Bottière Pin-Sec' is 'Bottière Pin
Sec'); then each is kept or dropped by what stands around it: a name in small letters, a part of a longer name ('Nantes
Métropole', 'rue de Malakoff') and a common word without an announcement ('Plan', 'Vers', 'Château') is no place. Never
looks outside the territory, never imports spaCy for texts that hold no word of a name.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from pipeline.lexicon import place_words
from pipeline.territory import Quartier, Territory
from pipeline.texts import fold, name_key

_MOT = re.compile(r"\w+")
_LIAISONS = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "sur", "sous", "en", "a", "au", "aux", "et", "lez"})
_ARTICLES = frozenset({"la", "le", "les", "l"})
_CONTRACTES = frozenset({"au", "aux", "du", "des"})
_VILLES = frozenset({"ville", "villes", "commune", "communes"})
_DETERMINANTS = frozenset(
    {"le", "la", "les", "un", "une", "ce", "cette", "son", "sa", "leur", "du", "au", "aux", "des", "chaque", "notre", "votre"}
)


class Place(Struct, frozen=True):
    """What a name stands for. `code`: of the QPV or INSEE's of the commune; None for a name that is known to have none."""

    type: str
    code: str | None
    nom: str | None
    preuve: str
    note: str = ""


class Mention(Struct, frozen=True):
    """`texte[debut:fin]` names `places`: one, or several for a composite name."""

    debut: int
    fin: int
    places: tuple[Place, ...]


class Token(Struct, frozen=True):
    debut: int
    fin: int
    cle: str
    mot: str

    @property
    def capitale(self) -> bool:
        return self.mot[:1].isupper() or self.mot[:1].isdigit()


Matches = list[tuple[int, int]]
Matcher = Callable[[Sequence[Token]], Matches]


@functools.lru_cache(maxsize=65536)
def _fold(mot: str) -> str:
    key = fold(mot)
    return {"st": "saint", "ste": "sainte"}.get(key, key)


def tokens(texte: str) -> list[Token]:
    """The words of a text, folded: a blank, an apostrophe, a hyphen and any other sign part two of them."""
    return [Token(m.start(), m.end(), _fold(m.group()), m.group()) for m in _MOT.finditer(texte)]


class Gazetteer:
    """The names of one territory. `cle` is a hash of them: what a kept match depends on."""

    def __init__(self, territory: Territory | None) -> None:
        self.noms: dict[tuple[str, ...], tuple[Place, ...]] = {}
        self.articles: set[tuple[str, ...]] = set()
        if territory is not None:
            self._communes(territory)
            self._quarters(territory)
        self.premiers = frozenset(key[0] for key in self.noms)
        rows = sorted((" ".join(k), [(p.type, p.code, p.nom, p.preuve) for p in v]) for k, v in self.noms.items())
        self.cle = hashlib.sha256(repr((rows, sorted(self.articles))).encode()).hexdigest()[:32]

    def _add(self, nom: str, places: Iterable[Place], replace: bool = False) -> None:
        key = tuple(name_key(nom).split(" "))
        if key[0] in _ARTICLES and len(key) > 1:
            key = key[1:]
            self.articles.add(key)
        if not key[0]:
            return
        held = () if replace else self.noms.get(key, ())
        self.noms[key] = tuple(dict.fromkeys((*held, *places)))

    def _communes(self, territory: Territory) -> None:
        for c in territory.communes:
            self._add(c.nom, (Place("commune", c.code, c.nom, "exact"),))

    def _quarters(self, territory: Territory) -> None:
        communes = {c.code: c.nom for c in territory.communes}
        towns = {tuple(name_key(n).split(" ")) for n in communes.values()}
        for q in territory.quartiers:
            known = "exact" if q.code else "non_resolu"
            names = [(q.nom, known), *((f, "alias" if q.code else "non_resolu") for f in (*q.formes, *_parts(q)))]
            for nom, preuve in names:
                place = Place("qpv", q.code, q.nom if q.code else None, preuve, "" if q.code else q.source)
                if (
                    tuple(name_key(nom).split(" ")) not in towns
                ):  # a quarter called as a commune of the territory needs the commune's name after it
                    self._add(nom, (place,))
                for code in q.communes:
                    for link in ("à", "de", "d'"):
                        if code in communes:
                            self._add(f"{nom} {link} {communes[code]}", (place,))

    def risky(self, key: tuple[str, ...], vulgar: frozenset[str]) -> bool:
        """Whether the name is a common word: by the lexicon, or because the document writes it in small letters too."""
        return len(key) == 1 and (key[0] in place_words()["mots_courants"] or key[0] in vulgar)


def _parts(q: Quartier) -> list[str]:
    """The names that an official name strings together: 'Bout des landes - Chêne des Anglais'."""
    parts = re.split(r"\s+[-–/]\s+|\s*,\s*", q.nom)
    return [p for p in parts if len(parts) > 1 and len(p.split()) > 1]


# --- finding


def small_words(textes: Iterable[str]) -> frozenset[str]:
    """The words that a document writes in small letters, folded: what its readers take for common words."""
    found = {mot for texte in textes for mot in re.findall(r"\b[a-zà-öø-ÿœæ]{2,}", texte)}
    return frozenset(map(_fold, found))


_CAPITALE = re.compile(r"\b[A-ZÀ-ÖØ-Þ0-9]\w*")


def candidates(gazetteer: Gazetteer, texte: str) -> bool:
    """Whether a name of the gazetteer may begin in a text: most texts need not be cut into words."""
    return any(_fold(mot) in gazetteer.premiers for mot in _CAPITALE.findall(texte))


def spacy_matcher(gazetteer: Gazetteer) -> Matcher:
    """A function from the words of a text to the names in it, as (first word, word after the last). Imports spaCy: 2.4 s of CPU, once."""
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab()
    matcher: Any = PhraseMatcher(vocab, attr="ORTH")
    matcher.add("LIEU", [Doc(vocab, words=list(key)) for key in gazetteer.noms])

    def match(mots: Sequence[Token]) -> Matches:
        return [(a, b) for _, a, b in matcher(Doc(vocab, words=[t.cle for t in mots]))] if mots else []

    return match


def places(
    texte: str, mots: Sequence[Token], matches: Matches, gazetteer: Gazetteer, vulgar: frozenset[str] = frozenset(), announced: bool = False
) -> list[Mention]:
    """The mentions among `matches` that what stands around them lets pass. `announced`: the text is a list of quarters."""
    out: list[Mention] = []
    taken = [False] * len(mots)
    upper = all(t.mot.isupper() for t in mots if t.mot.isalpha())
    view = _View(texte, mots, gazetteer, vulgar, announced, frozenset(a for a, _ in matches), upper)
    for a, b in sorted(matches, key=lambda m: (m[0] - m[1], m[0])):
        if any(taken[a:b]) or not view.stands(a, b):
            continue
        found = gazetteer.noms[tuple(t.cle for t in mots[a:b])]
        if {p.type for p in found} == {"commune", "qpv"}:  # the commune, unless a quarter is announced
            found = tuple(p for p in found if (p.type == "qpv") == view.announced_at(a))
        start = a - 1 if a and mots[a - 1].cle in _ARTICLES and mots[a - 1].capitale and view.joined(a - 1) else a
        taken[start:b] = [True] * (b - start)
        out.append(Mention(mots[start].debut, mots[b - 1].fin, found))
    return sorted(out, key=lambda m: m.debut)


class _View(Struct, frozen=True):
    """A text as the rules look at it."""

    texte: str
    mots: Sequence[Token]
    gazetteer: Gazetteer
    vulgar: frozenset[str]
    announced: bool
    starts: frozenset[int]
    upper: bool  # the whole text is in capitals: they tell nothing

    def gap(self, i: int) -> str:
        """What is printed between word i and the next."""
        return self.texte[self.mots[i].fin : self.mots[i + 1].debut] if 0 <= i < len(self.mots) - 1 else "."

    def joined(self, i: int) -> bool:
        """Whether word i and the next belong to one name as far as signs tell: a blank, a hyphen or an apostrophe between them."""
        return bool(re.fullmatch(r"[\s’'‑-]+", self.gap(i))) and not re.search(r"\n\s*\n", self.gap(i))

    def opens(self, i: int) -> bool:
        """Whether word i begins a sentence, an item or a line of its own."""
        return i == 0 or bool(re.search(r"[.!?:;•\n(«|–—]|\s-\s", self.gap(i - 1)))

    def stands(self, a: int, b: int) -> bool:
        key = tuple(t.cle for t in self.mots[a:b])
        upper = self.upper
        if not all(t.capitale or t.cle in _LIAISONS for t in self.mots[a:b]) or not self.mots[a].capitale:
            return False
        if not all(re.fullmatch(r"[\s'’‑–—/-]+", self.gap(i)) for i in range(a, b - 1)):
            return False  # 'à la Tour Chabot, à Niort' is two places
        quarter = all(p.type == "qpv" for p in self.gazetteer.noms[key])
        if not upper and self._in_longer_name(a, b):
            return False
        if self._in_other_name(a) or self._in_quotes(a, b):
            return False
        before = self.mots[a - 1].cle if a and self.joined(a - 1) else ""
        has_article = key in self.gazetteer.articles
        if not quarter and not has_article and before in _DETERMINANTS and not (len(key) > 1 and before == "des"):
            return False
        if not quarter and has_article and before not in _ARTICLES | _CONTRACTES:
            return False
        if self.announced and quarter:
            return True
        risky = self.gazetteer.risky(key, self.vulgar)
        if quarter:
            if self.announced_at(a):
                return True
            return len(key) > 1 or (not risky and not upper)
        if not risky:
            return len(key) > 1 or not upper or before in _LIAISONS
        if has_article and self.mots[a - 1].capitale and not self.opens(a - 1):
            return True
        if self.opens(a) and not has_article:
            return self._first_of_list(b)
        if before == "a" or (has_article and before in ("au", "aux") and not self.opens(a)):
            return True
        head = self.mots[a - 2].cle if a > 1 and before in ("de", "d", "du", "des", "la", "l") else ""
        return head in place_words()["lieux"]

    def _in_quotes(self, a: int, b: int) -> bool:
        """'« Marseille en grand »': the place begins a title, and is not the whole of it."""
        at, end = self.mots[a].debut, self.mots[b - 1].fin
        before, after = self.texte[max(0, at - 4) : at].rstrip(), self.texte[end : end + 4].lstrip()
        return before.endswith(("«", "“")) and not after.startswith(("»", "”"))

    def _first_of_list(self, b: int) -> bool:
        """'Stains, Villetaneuse': a common word that opens a list of places."""
        if b not in self.starts or not re.fullmatch(r"\s*,\s*", self.gap(b - 1)):
            return False
        return not self.gazetteer.risky((self.mots[b].cle,), self.vulgar)

    def _in_longer_name(self, a: int, b: int) -> bool:
        """'Nantes Nord', 'Bellevue Athlétique', 'Grand Bellevue', 'Saint-Malakoff'."""
        if b < len(self.mots) and self.joined(b - 1) and self.mots[b].capitale and b not in self.starts and not self.mots[b].mot.isdigit():
            return True
        if a == 0 or not self.joined(a - 1) or not self.mots[a - 1].capitale:
            return False
        before = self.mots[a - 1]
        if before.mot.isdigit() or before.cle in _ARTICLES | _LIAISONS or before.cle in place_words()["annonces"] or before.cle in _VILLES:
            return False
        key = tuple(t.cle for t in self.mots[a:b])
        town = any(p.type == "commune" for p in self.gazetteer.noms[key])  # 'Keolis Rennes', but 'Opération Malakoff'
        return "-" in self.gap(a - 1) or not self.opens(a - 1) or town or before.cle in place_words()["grands"]

    def _in_other_name(self, a: int) -> bool:
        """'rue de Malakoff', 'CHU de Nantes', 'Ville de Rezé' (the body), 'collège de la Boissière'."""
        i = a - 1
        while i >= 0 and self.joined(i) and self.mots[i].cle in ("de", "du", "des", "d", "la", "le", "les", "l"):
            i -= 1
        if i < 0 or not self.joined(i) or (i == a - 1 and not self.mots[i].capitale and self.mots[i].cle not in place_words()["voies"]):
            return False
        head = self.mots[i]
        if i < a - 1 and not head.capitale and self._institution(i):
            return True
        named = i < a - 1 and head.capitale and not self.opens(i) and i + 1 not in self.starts and not self.upper
        if named and not self._announces(head) and head.cle not in _VILLES and not head.mot.isdigit():
            return True  # 'Les Amis du Breil'
        return head.cle in place_words()["dans_un_nom"] or (head.cle in _VILLES and head.capitale and i < a - 1)

    def _institution(self, i: int) -> bool:
        """'Port maritime de ...', 'Tribunal judiciaire de ...': word i is an adjective of a capitalised institution."""
        for k in (i - 1, i - 2):
            if k < 0 or not self.joined(k):
                return False
            if self.mots[k].capitale:
                return self.mots[k].cle in place_words()["dans_un_nom"]
            if self.mots[k].cle in _LIAISONS:
                return False
        return False

    def _announces(self, t: Token) -> bool:
        return t.cle in place_words()["annonces"] or t.cle in place_words()["lieux"]

    def announced_at(self, a: int) -> bool:
        """Whether an announcement governs word a: right before it, or before the list of names that it goes on."""
        words = place_words()
        if self.announced:
            return True
        i = a - 1
        while i >= 0:
            gap = self.gap(i)
            if re.search(r"[.!?;\n]", gap):
                return False
            if ":" in gap:  # 'Quartiers concernés par l'action : Bellevue'
                return any(t.cle in words["annonces"] for t in self.mots[max(0, i - 7) : i + 1])
            t = self.mots[i]
            if t.cle in words["annonces"]:
                return True
            if not (t.capitale or t.cle in words["entre"] or t.cle in _LIAISONS or t.mot.isdigit()):
                return False
            i -= 1
        return False


# --- quarters that no list knows

# A hyphen parts two words here, so that a name can be read in one way only.
_NOM = (
    r"[A-ZÀ-ÖØ-Þ][\w’']*(?:(?:\s+|-)(?:(?:(?:de la|de|du|des|la|le|les|aux|au|sur)(?:\s+|-))?(?:(?:de l|d|l)['’])?)[A-ZÀ-ÖØ-Þ0-9][\w’']*)*"
)
_ARTICLE = r"(?:[Ll]['’]|[Ll]es? |[Ll]a )?"
_TETE = re.compile(
    r"\b(?:[Qq]uartiers?|QPV|[Cc]ités?)\s+(?:prioritaires?\s+)?(?:(?:du|des|de la|de l['’])\s*|:\s*)?"
    rf"(?P<noms>{_ARTICLE}{_NOM}(?:(?:\s*,\s*|\s+et\s+|\s*/\s*)(?:(?:du|des|de la|de l['’]|de)\s*)?{_ARTICLE}{_NOM})*)"
)
_SEPARE = re.compile(r"\s*,\s*|\s+et\s+|\s*/\s*")
_TETE_NOM = re.compile(r"^(?:du|des|de la|de l['’]|de|d['’])\s*")
_SUFFIXE = re.compile(r"\s+à\s+[A-ZÀ-Ü].*$")


def unknown_quarters(texte: str, found: Sequence[Mention], is_other: Callable[[str], bool]) -> Iterator[Mention]:
    """Names that an announcement presents as quarters and that no list knows: published as such, with no code.

    `is_other` tells a name that is a body or a commune. 'quartiers de X' is left out: X may be a commune.
    """
    held = [(m.debut, m.fin) for m in found]
    for m in _TETE.finditer(texte):
        pos = m.start("noms")
        for part in _SEPARE.split(m["noms"]):
            at = texte.index(part, pos)
            pos = at + len(part)
            lead = _TETE_NOM.match(part)
            debut = at + (lead.end() if lead else 0)
            nom = _SUFFIXE.sub("", part[lead.end() if lead else 0 :])
            fin = debut + len(nom)
            words = name_key(nom).split(" ")
            if any(a < fin and debut < b for a, b in held) or len(words) > 6 or is_other(nom):
                continue
            first = next((w for w in words if w not in _ARTICLES), "")
            if first in place_words()["pas_un_quartier"] or len(first) < 3 or (nom.isupper() and len(nom) < 5):
                continue
            if lead and lead.group().strip() in ("de", "d'", "d’"):
                continue
            yield Mention(debut, fin, (Place("qpv", None, None, "non_resolu"),))


def listed_quarters(texte: str, found: Sequence[Mention], is_other: Callable[[str], bool]) -> Iterator[Mention]:
    """The unknown names in the value of a field that asks for quarters: 'QPV concernés : Les Cèdres, Val Fleuri'."""
    held = [(m.debut, m.fin) for m in found]
    for m in re.finditer(r"[^,;/\n•|]+", texte):
        for part in re.finditer(r"(?:(?!\s+et\s+).)+", m.group()):
            nom = part.group().strip(" .-–:")
            nom = re.sub(
                r"^(?:et |le quartier |les quartiers |quartiers? |QPV |du |des |de la |de l['’]|d['’])+", "", nom, flags=re.IGNORECASE
            )
            nom = _SUFFIXE.sub("", nom)
            if not re.fullmatch(_ARTICLE + _NOM, nom):
                continue
            debut = m.start() + part.start() + part.group().index(nom)
            fin = debut + len(nom)
            words = name_key(nom).split(" ")
            first = next((w for w in words if w not in _ARTICLES), "")
            if len(words) > 6 or first in place_words()["pas_un_quartier"] or len(first) < 3:
                continue
            if not any(a < fin and debut < b for a, b in held) and not is_other(nom):
                yield Mention(debut, fin, (Place("qpv", None, None, "non_resolu"),))


_AVANT_NOM = re.compile(r"^(?:et |le quartier |les quartiers |quartiers? |QPV |du |des |de la |de l['’]|d['’])+", re.IGNORECASE)


def asks_for_quarters(label: str) -> bool:
    """Whether a field's label announces quarters: 'QPV concernés', 'Quartiers', 'Territoires prioritaires'."""
    return bool(re.search(r"\b(?:quartiers?|qpv|qp|territoires? prioritaires?)\b", fold(label)))
