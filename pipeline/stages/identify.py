"""Who a printed party is: the body of actors.csv, or of the contract's own territory, that a name stands for, and on what evidence.

Reads a name as printed, the lexicons and the territory; decides by whole spellings first (as they are, then without
accents, hyphens, articles, plurals), then by a known beginning and what follows it ('CAF 44', 'Ville de Rezé', 'Nantes
Métropole - Direction emploi'), then by a single letter's difference, last by the form of the name, which gives a type
only. A spelling that may stand for two bodies is never settled by a guess, a collective word ('Villes', 'Bailleurs') is
never tied to one body, and the printed name is never changed.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.lexicon import Body, Spelling, all_bodies, forms, region_short_names, spellings, unit_words
from pipeline.stages.actors import abbreviates
from pipeline.territory import Commune, Territory, collectivite, departements, epci_names, regions
from pipeline.texts import collapse, fold, name_key

# Shorter names are too near to each other for a letter's difference to mean a slip of the pen.
LONGUEUR_FAUTE = 8
_ARTICLES = frozenset({"l", "le", "la", "les"})
_LIAISONS = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "en", "et", "a", "au", "aux", "pour", "sur", "dans"})
_PARENTHESE = re.compile(r"\s*\(([^()]*)\)\s*$")
_COLLES = re.compile(r"\b([A-Z]{2,})(\d{1,3})\b")  # 'CD44'
_EX = re.compile(r"[\s,(/–-]+(?:ex|anciennement|anc\.)[\s-]+.*$", re.IGNORECASE)
_SUITE = re.compile(r"\s+[-–—|]\s+|\s*[:,]\s+|\s+/\s+")
_DE = re.compile(r"\b(?:de la|de l['’]|du|des|de|d['’])\s*", re.IGNORECASE)
_SINGULIERS = {"associations": "association", "bailleurs": "bailleur", "communes": "commune"}
_COLLECTIFS = frozenset({"collectif", "generique", "vague"})
_DEPARTEMENTS = frozenset({"departement", "departement-local"})


class Identity(Struct, frozen=True):
    """What a name stands for: the body's name, its kind, its SIREN, and the evidence (a member of document.Preuve)."""

    organisation: str | None
    type: str | None
    siren: str | None = None
    preuve: str = "non_resolu"


Identify = Callable[[str], Identity]
INCONNU = Identity(None, None)


class Correction(Struct, frozen=True):
    """What a person settled in the sidecar: every name that folds to one of `formes` is this body."""

    nom: str | None
    type: str | None
    siren: str | None
    formes: tuple[str, ...]


def identifier(territory: Territory | None = None, date: dt.date | None = None, corrections: Iterable[Correction] = ()) -> Identify:
    """The function that identifies the parties of one document; it remembers what it has settled."""
    context = _Context(territory, date, {fold(f): c for c in corrections for f in c.formes})
    return functools.lru_cache(maxsize=None)(context.identify)


@functools.cache
def _singular_spellings() -> Mapping[str, Spelling]:
    """Spellings without plurals; one that then stands for two bodies is not sure."""
    out: dict[str, Spelling] = {}
    for key, spelling in spellings(name_key).items():
        made = singular(key)
        held = out.get(made)
        if held is None:
            out[made] = spelling
        elif {b.id for b in held.bodies} != {b.id for b in spelling.bodies}:
            out[made] = Spelling(tuple({b.id: b for b in (*held.bodies, *spelling.bodies)}.values()), False, False)
    return out


@functools.cache
def _long_keys() -> tuple[str, ...]:
    return tuple(key for key, s in spellings(name_key).items() if len(key) >= LONGUEUR_FAUTE and s.sur)


def singular(key: str) -> str:
    return " ".join(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in key.split(" "))


def without_article(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and rest else key


class _Context(Struct):
    territory: Territory | None
    date: dt.date | None
    corrections: Mapping[str, Correction]
    epci: frozenset[str] = frozenset()
    communes: Mapping[str, Commune] = field(default_factory=dict)

    def __post_init__(self) -> None:
        t = self.territory
        if t is None:
            return
        self.communes = {commune_key(c.nom): c for c in t.communes}
        if t.epci:
            # a body named as one of its communes ('Dunkerque') must be printed with its kind
            self.epci = frozenset(k for k in epci_names(t.epci) if commune_key(k) not in self.communes)
            if t.commune is None:
                self.epci |= {k for k in (name_key(t.nom),) if commune_key(k) not in self.communes}

    # --- from the most to the least certain

    def identify(self, texte: str) -> Identity:
        texte = collapse(texte)
        corrected = self.corrections.get(fold(texte))
        if corrected is not None:
            return Identity(corrected.nom, corrected.type, corrected.siren, "corrige")
        texte = _COLLES.sub(r"\1 \2", texte)
        return (
            self._whole(texte)
            or self._own(texte)
            or self._without_parenthesis(texte)
            or self._qualified(texte)
            or self._parts(texte)
            or self._misspelt(texte)
            or self._formed(texte)
        )

    def _named(self, texte: str) -> Identity | None:
        """The whole of `texte` as a known spelling, a body of the territory, or a known beginning with its place."""
        return self._whole(texte) or self._own(texte) or self._qualified(texte)

    def _whole(self, texte: str) -> Identity | None:
        exact = spellings(fold).get(fold(texte))
        if exact is not None:
            return self._of(exact, "exact" if exact.prefere else "alias")
        key = name_key(texte)
        for made in (key, without_article(key)):
            known = spellings(name_key).get(made)
            if known is not None:
                return self._of(known, "alias")
        known = _singular_spellings().get(singular(without_article(key)))
        return self._of(known, "alias") if known is not None else None

    def _of(self, spelling: Spelling, preuve: str) -> Identity | None:
        found = [
            b
            for b in spelling.bodies
            if not b.territoire or (self.territory and self.territory.epci and b.territoire == self.territory.epci.siren)
        ]
        if len(found) == 1 and spelling.sur:
            return self._body(found[0], preuve)
        t = self.territory
        placed = [
            i
            for i in (self._body(b, "contexte") for b in found if b.portee in ("epci", "departement", "region") and t)
            if i.preuve == "contexte"
        ]
        if placed:
            return placed[0] if len({i.organisation for i in placed}) == 1 and len(found) == len(placed) else None
        kinds = {b.type for b in found}
        return Identity(None, kinds.pop()) if len(kinds) == 1 else None

    def _body(self, body: Body, preuve: str) -> Identity:
        """`body` as it was on the date of the document, tied to the territory where there is one of it per territory."""
        while body.fin and self.date and self.date > body.fin and body.successeur:
            body, preuve = all_bodies()[body.successeur], "alias"
        if body.portee in _COLLECTIFS:
            return Identity(None, body.type, None, preuve)
        if body.portee == "epci":
            return self._own_epci(body, preuve)
        if body.portee == "commune":
            own = self.territory.commune if self.territory else None
            return Identity(own.nom, "commune", own.siren or None, "contexte") if own else Identity(None, "commune", None, preuve)
        t = self.territory
        if body.portee == "departement" and t and t.departement:
            return self._at_departement(body, t.departement, "contexte") or Identity(None, body.type)
        if body.portee == "region" and t and t.region:
            return self._at_region(body, t.region, "contexte") or Identity(None, body.type)
        return Identity(body.nom, body.type, body.siren, preuve)

    def _own_epci(self, body: Body, preuve: str) -> Identity:
        """The territory's own intercommunal body, when the printed kind can be its kind; without a territory the kind alone."""
        own = self.territory.epci if self.territory else None
        if own is None:
            return Identity(None, "epci", None, preuve)
        named = any("metropole" in fold(nom) for nom in own.noms)
        kinds = {
            "metropole": own.type in ("METRO", "MET69", "CU") or named,
            "communaute-agglomeration": own.type in ("CA", "CU", "METRO"),
            "communaute-urbaine": own.type in ("CU", "METRO"),
            "communaute-communes": own.type == "CC",
            "ept": own.type == "EPT",
        }
        return Identity(own.nom, "epci", own.siren, "contexte") if kinds.get(body.id, True) else Identity(None, "epci")

    def _at_departement(self, body: Body, code: str, preuve: str) -> Identity | None:
        if body.type == "departement":
            t = self.territory
            if preuve == "contexte" and t and t.epci and t.epci.type == "MET69":
                return None  # the Métropole de Lyon holds the département's powers on its own ground
            found = collectivite("departement", code, self.date) or (
                collectivite("region", code, self.date) if preuve != "contexte" else None
            )
            return Identity(found.nom, "departement", found.siren, preuve) if found else None
        return Identity(f"{body.nom} {departements()[code][2]}", body.type, None, preuve)

    def _at_region(self, body: Body, code: str, preuve: str) -> Identity | None:
        if body.type == "region":
            found = collectivite("region", code, self.date)
            return Identity(found.nom, "region", found.siren, preuve) if found else None
        return Identity(f"{body.nom} {regions()[code]}", body.type, None, preuve)

    # --- the territory's own names

    def _own(self, texte: str) -> Identity | None:
        key = without_article(name_key(texte))
        t = self.territory
        if t and t.epci and key in self.epci:
            return Identity(t.epci.nom, "epci", t.epci.siren, "exact")
        for coll in _collectivite_keys().get(key, ()):
            found = collectivite(coll[0], coll[1], self.date)
            if found:
                return Identity(found.nom, coll[0], found.siren, "exact")
        commune = self.communes.get(commune_key(key))
        if commune is not None and texte[:1].isupper():
            return Identity(commune.nom, "commune", commune.siren or None, "exact")
        return None

    # --- a known beginning, and what follows it

    def _qualified(self, texte: str) -> Identity | None:
        mots = _words(texte)
        key = name_key(texte).split(" ")
        if len(mots) != len(key):
            return None
        skip = 1 if key[0] in _ARTICLES and len(key) > 2 else 0
        mots, key = mots[skip:], key[skip:]
        for n in range(len(key) - 1, 0, -1):
            head = " ".join(key[:n])
            spelling = spellings(name_key).get(head) or _singular_spellings().get(singular(head))
            if spelling is None or (spellings(name_key).get(head) is None and spelling.bodies[0].portee in ("collectif", "vague")):
                continue
            for body in spelling.bodies:
                found = self._with(body, key[n:], mots[n:], key[:n], sure=spelling.sur)
                if found is not None:
                    return found
        return None

    def _with(self, body: Body, rest: list[str], mots: list[str], head: list[str], sure: bool) -> Identity | None:
        """`body` followed by `rest` (`mots` as printed); None when the two together are something else."""
        place = rest
        while len(place) > 1 and place[0] in _LIAISONS:
            place = place[1:]
        at = " ".join(place)
        unit = rest[0] in unit_words() or (rest[0] in _LIAISONS and place[0] in unit_words())
        if body.portee in _DEPARTEMENTS and (code := departement_named(at)):
            return self._at_departement(body, code, "alias")
        if body.portee == "region" and (code := region_named(at)):
            return self._at_region(body, code, "alias")
        if not sure:
            return None
        if body.portee == "commune":
            return self._commune(at, unit)
        if body.portee == "commune-service":
            commune = self.communes.get(commune_key(at))
            return Identity(f"{body.nom} de {commune.nom}", body.type, None, "alias") if commune else Identity(None, body.type)
        if body.portee in ("epci", "epci-service"):
            return None if body.portee == "epci-service" or not unit else self._own_epci(body, "alias")
        named = any(m[:1].isupper() or m[:1].isdigit() for m in mots)
        several = body.portee in ("collectif", "vague") and head[0].endswith(("s", "x"))
        if body.portee == "vague":
            if head[0] in unit_words():
                return None
            if rest[0] not in _LIAISONS:
                return None
            return Identity(None, body.type, None, "alias" if several else "non_resolu")
        if body.portee in _COLLECTIFS or body.portee in ("local", "departement-service", "departement-local"):
            if body.portee == "generique" and (own := self._whole(" ".join(mots))) and own.organisation and own.type == body.type:
                return self._as_alias(own)  # 'Association Oppelia'
            if (named or body.portee in _COLLECTIFS) and not several:
                return Identity(None, _SINGULIERS.get(body.type, body.type))
            return Identity(None if body.portee in _COLLECTIFS else body.nom, body.type, None, "alias")
        if body.portee in ("departement", "region"):
            return (
                replace(self._body(body, "alias"))
                if unit and body.type not in ("departement", "region")
                else self._elsewhere(body, rest, named)
            )
        placed = bool(departement_named(at) or region_named(at) or commune_key(at) in self.communes or at in self.epci)
        several_words = len(head) > 1
        linked = rest[0] in _LIAISONS and (several_words or not named)
        if placed or unit or linked or (several_words and named and not _habitat(rest)):
            return self._body(body, "alias")
        return None

    def _elsewhere(self, body: Body, rest: list[str], named: bool) -> Identity | None:
        """A département's or région's body followed by something that is none: its kind is told, unless it is a mere adjective."""
        if body.type in ("departement", "region") and rest[0] not in _LIAISONS:
            return None
        return Identity(None, body.type) if named else None

    def _commune(self, at: str, unit: bool) -> Identity | None:
        commune = self.communes.get(commune_key(at))
        if commune is not None:
            return Identity(commune.nom, "commune", commune.siren or None, "exact")
        for key, other in self.communes.items():  # 'Ville de Rezé service jeunesse'
            tail = at.removeprefix(f"{key} ").removeprefix(f"{name_key(other.nom)} ")
            if tail != at and tail.split(" ")[0] in unit_words():
                return Identity(other.nom, "commune", other.siren or None, "alias")
        own = self.territory.commune if self.territory else None
        if unit:
            return Identity(own.nom, "commune", own.siren or None, "contexte") if own else Identity(None, "commune")
        near = self._near(at)
        return Identity(near.nom, "commune", near.siren or None, "alias") if near else None

    def _near(self, at: str) -> Commune | None:
        """The one commune of the territory a letter away from `at`."""
        if len(at) < LONGUEUR_FAUTE - 2:
            return None
        found = [c for k, c in self.communes.items() if len(k) >= LONGUEUR_FAUTE - 2 and _one_slip(commune_key(at), k)]
        return found[0] if len(found) == 1 else None

    # --- parts

    def _without_parenthesis(self, texte: str) -> Identity | None:
        """'État (DDETS)', 'Caisse d'allocations familiales (CAF)', 'France Travail (ex Pôle emploi)', 'Nantes (Ville)'."""
        bare = _EX.sub("", texte)
        if bare != texte and bare:
            return self._as_alias(self._named(_PARENTHESE.sub("", bare)))
        match = _PARENTHESE.search(texte)
        if match is None or not texte[: match.start()].strip():
            return None
        outside, inside = texte[: match.start()], match[1]
        if departement_named(name_key(inside)):
            return self._named(f"{outside} {inside}")
        found = self._named(outside)
        if found is not None:
            return self._as_alias(found)
        if fold(inside) in ("ville", "commune", "mairie") and (commune := self.communes.get(commune_key(name_key(outside)))):
            return Identity(commune.nom, "commune", commune.siren or None, "alias")
        spelling = spellings(name_key).get(name_key(inside))
        if spelling and spelling.sur and inside.isupper() and spelling.bodies[0].portee in ("national", "departement", "region"):
            return self._as_alias(self._of(spelling, "alias"))
        return None

    def _parts(self, texte: str) -> Identity | None:
        """A body and one of its services: 'Ville de Nantes - Direction de la culture', 'Service jeunesse de la Ville de Rezé'."""
        match = _SUITE.search(texte)
        if match is not None:
            tail = texte[match.end() :]
            if name_key(tail).split(" ")[0] in unit_words() or re.fullmatch(r"[A-Z]{2,6}", tail):
                found = self._named(texte[: match.start()])
                if found is not None and found.preuve != "non_resolu":
                    return self._as_alias(found)
        first = without_article(name_key(texte)).split(" ")[0]
        if first in unit_words():
            for match in _DE.finditer(texte):
                found = self._definite(texte[match.end() :])
                if found is not None:
                    return self._as_alias(found)
            return None
        key, mots = name_key(texte).split(" "), _words(texte)
        for n in range(len(key) - 1, 1, -1):  # 'Nantes Métropole Direction emploi'
            if len(mots) == len(key) and key[n] in unit_words() and " ".join(key[:n]) in self.epci:
                return self._as_alias(self._own(" ".join(mots[:n])))
        return None

    def _definite(self, texte: str) -> Identity | None:
        """A body that stands for itself after 'service ... de la': never a commune's bare name, which may be a mere place."""
        if commune_key(name_key(texte)) in self.communes:
            return None
        found = self._named(texte)
        return found if found is not None and found.organisation and found.preuve != "non_resolu" else None

    def _as_alias(self, found: Identity | None) -> Identity | None:
        return replace(found, preuve="alias") if found is not None and found.preuve == "exact" else found

    # --- the last resorts

    def _misspelt(self, texte: str) -> Identity | None:
        """The one spelling that a single letter parts from `texte`."""
        key = without_article(name_key(texte))
        if len(key) < LONGUEUR_FAUTE:
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        near = {hit[0] for hit in extract_iter(key, _long_keys(), scorer=OSA.distance, score_cutoff=1)}
        found = {s.bodies[0].id: s for s in (spellings(name_key)[k] for k in near)}
        if len(found) == 1:
            return self._of(next(iter(found.values())), "alias")
        own = [k for k in self.epci if len(k) >= LONGUEUR_FAUTE and not found and _one_slip(key, k)]
        return self._as_alias(self._own(own[0])) if own else None

    def _formed(self, texte: str) -> Identity:
        key = without_article(name_key(texte))
        for form in forms():
            if form.motif.match(key):
                return Identity(None, form.type)
        return INCONNU


# --- acronyms that a document defines


_SIGLE = re.compile(r"\(([A-Z][A-Za-z0-9&-]{1,9})\)")
MOTS_DU_NOM = 12  # words before the parenthesis among which the name may begin


def with_acronyms(identify: Identify, textes: Iterable[str]) -> Identify:
    """`identify`, for a document whose own words settle acronyms: 'Communauté d'agglomération du Val de Fensch (CAVF)'.

    An acronym counts when it is made of the initials of a name right before it that is identified, and means nothing else.
    """
    found: dict[str, Identity] = {}
    for texte in textes:
        for match in _SIGLE.finditer(texte):
            key = fold(match[1])
            if key in found or identify(match[1]).organisation:
                continue
            who = _defined(texte[max(0, match.start() - 120) : match.start()].rstrip(), match[1], identify)
            if who is not None:
                found[key] = who
    if not found:
        return identify

    def known(texte: str) -> Identity:
        key = fold(collapse(texte))
        return found.get(key) or found.get(without_article(key.replace("'", " "))) or identify(texte)

    return known


def _defined(before: str, sigle: str, identify: Identify) -> Identity | None:
    """The body whose name ends `before` and begins with a capital and the acronym's first letter, the longest name first."""
    words = list(re.finditer(r"[\w'’.-]+", before))[-MOTS_DU_NOM:]
    for word in words:
        if not word.group()[:1].isupper() or fold(word.group())[:1] != fold(sigle)[:1]:
            continue
        name = before[word.start() :]
        if abbreviates(name, sigle):
            who = identify(name)
            if who.organisation and who.preuve != "non_resolu":
                return replace(who, preuve="alias")
    return None


def commune_key(key: str) -> str:
    """A commune's name without its article: 'Le Pellerin', 'du Pellerin' and 'Pellerin' are one."""
    return without_article(name_key(key))


def departement_named(at: str) -> str | None:
    """The code of the département that `at` names, or is: 'loire atlantique', '44'."""
    return _departement_keys().get(without_article(at))


def region_named(at: str) -> str | None:
    return _region_keys().get(without_article(at))


@functools.cache
def _departement_keys() -> Mapping[str, str]:
    named = {without_article(name_key(nom)): code for code, (nom, _, _) in departements().items()}
    return (
        named | {code.casefold(): code for code in departements()} | {code.lstrip("0"): code for code in departements() if code[0] == "0"}
    )


@functools.cache
def _region_keys() -> Mapping[str, str]:
    return {without_article(name_key(nom)): code for code, nom in regions().items()} | dict(region_short_names())


@functools.cache
def _collectivite_keys() -> Mapping[str, tuple[tuple[str, str], ...]]:
    from pipeline.territory import collectivites

    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for c in collectivites():
        out[name_key(c.nom)] = (*out.get(name_key(c.nom), ()), (c.echelon, c.code))
    return out


def _one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=1) <= 1


def _habitat(rest: list[str]) -> bool:
    return any(w in ("habitat", "immobilier", "logement") for w in rest)


def _words(texte: str) -> list[str]:
    """The words of `texte` as printed, one for each word of its name_key."""
    return list(_iter_words(texte))


def _iter_words(texte: str) -> Iterator[str]:
    joined = re.sub(r"\b(?:\w\.){2,}", lambda m: m.group().replace(".", ""), texte)
    for match in re.finditer(r"\w+", joined.replace("&", " et ").replace("_", " ")):
        yield match.group()
