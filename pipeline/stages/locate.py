"""Of which territory a document is that no sidecar places: what its cover names, or what its parties have in common.

Reads the lines, the title and the parties as printed; decides only when one answer is left: one intercommunal body in
full on the cover ('Nantes Métropole', 'Communauté d'agglomération du Niortais'); else the one body that the whole
document names; else one commune after 'contrat de ville de', or on a line of its own; else the one body whose communes
the parties are. Two bodies on a cover settle nothing. Never reads a file name.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.model import Line, Span
from pipeline.territory import (
    acronym_of,
    all_epci,
    communes_named,
    departement_of,
    departements,
    members,
    names_of_bodies,
    vintage,
)
from pipeline.texts import name_key

# Lines of a Markdown file that make its cover.
LIGNES_COUVERTURE = 30
# A body's name without one of these, or its kind before it, must be two words at least.
_MARQUES = frozenset(["metropole", "agglomeration", "agglo", "communaute", "eurometropole", "agglopole", "agglopolys", "intercommunalite"])
_GENRES = (
    "communaute ",
    "metropole ",
    "agglomeration ",
    "ca ",
    "cu ",
    "cc ",
    "ept ",
    "eurometropole ",
    "etablissement public territorial ",
    "territoire ",
)
# A hyphen parts two words here, so that a name can be read in one way only.
_NOM = r"[A-ZÀ-ÖØ-Þ][\w’']*(?:[\s-]+(?:(?:(?:de la|de|du|des|la|le|les|en|sur|sous|lès)[\s-]+)*(?:(?:de l|d|l)['’])?)[A-ZÀ-ÖØ-Þ][\w’']*)*"
_DE = r"(?:(?i:de la|de l['’]|de|du|des|d['’])\s*)"
_LE_NOM = rf"(?P<nom>(?:(?:La|Le|Les)\s+|L['’])?{_NOM})"
_CONTRAT = re.compile(rf"(?i:contrat de ville|agglomération)\s+{_DE}?(?:(?i:(?:la )?ville|(?:l['’])?agglomération)\s+{_DE})?{_LE_NOM}")
_VILLE = re.compile(rf"(?i:la )?(?i:ville|commune|mairie)\s+{_DE}{_LE_NOM}(?:\s*\([^)]*\))?")


class Located(Struct, frozen=True):
    """The SIREN of the territory, its name as the document prints it, and where."""

    siren: str
    libelle: str
    spans: tuple[Span, ...] = ()


def locate(lignes: Sequence[Line], titre: str | None, parties: Iterable[str], date: dt.date | None = None) -> Located | None:
    """The territory that the document itself names without ambiguity, or None."""
    cover = [li for li in lignes if li.page == 1 or (li.page == 0 and li.numero <= LIGNES_COUVERTURE)]
    texts = [*(li.texte for li in cover), titre or ""]
    year = vintage(date)
    bodies = _bodies(texts, year)
    if len(bodies) > 1:
        return None
    parties = list(parties)
    siren = next(iter(bodies), None) or _body_of_the_text(lignes, texts, parties, year) or _one_town(texts) or _common_body(parties)
    return Located(siren, _name(siren), _where(siren, cover)) if siren else None


def _name(siren: str) -> str:
    body = all_epci().get(siren)
    if body is not None:
        return body.nom
    from pipeline.territory import commune_of_siren

    found = commune_of_siren(siren)
    return found[0].nom if found else siren


def _where(siren: str, cover: Sequence[Line]) -> tuple[Span, ...]:
    """The line of the cover that names it, when one alone does."""
    keys = {k for k, sirens in names_of_bodies().items() if siren in sirens} | {name_key(_name(siren))}
    for line in cover:
        plain = f" {name_key(line.texte)} "
        if any(f" {k} " in plain for k in keys):
            return (Span(line.id, 0, len(line.texte)),)
    return ()


def _bodies(texts: Sequence[str], year: int) -> set[str]:
    """The SIREN of every body that the cover names in full."""
    joined = " ".join(texts)
    plain = f" {name_key(joined)} "
    hits = [k for k in names_of_bodies() if f" {k} " in plain and _distinctive(k, joined) and not _is_town(k)]
    longest = [k for k in hits if not any(k != other and f" {k} " in f" {other} " for other in hits)]
    sirens: set[str] = set()
    for key in longest:
        alive = {s for s in names_of_bodies()[key] if members(s, year)}
        sirens |= alive if len(alive) <= 1 else {s for s in alive if _lives(s, year)} or alive
    # the Métropole du Grand Paris signs with its établissements publics territoriaux
    return {s for s in sirens if all_epci()[s].type == "EPT"} or sirens


def _body_of_the_text(lignes: Sequence[Line], cover: Sequence[str], parties: Sequence[str], year: int) -> str | None:
    """The one body that the document names, when it is no mere comparison: a party, a body of the towns that sign, or named twice."""
    counts: Counter[str] = Counter()
    for line in lignes:
        if any(mark in line.texte for mark in ("étropole", "gglo", "ommunauté", "TROPOLE", "AGGLO", "COMMUNAUT")):
            counts.update(_named_in(name_key(line.texte).split(" "), year))
    if len(counts) != 1:
        return None
    siren, times = next(iter(counts.items()))
    towns = [nom for text in (*cover, *parties) for nom in _towns(text)]
    if towns:
        return siren if any(siren in parents for nom in towns for _, parents in communes_named(nom)) else None
    is_party = any(siren in names_of_bodies().get(name_key(label), ()) for label in parties)
    return siren if times > 1 or is_party else None


def _named_in(words: Sequence[str], year: int) -> set[str]:
    """The bodies named in full, with a word such as 'métropole' in their name, among the words of a line."""
    out: set[str] = set()
    names = names_of_bodies()
    for at, word in enumerate(words):
        if word not in _MARQUES:
            continue
        spans = [(a, b) for a in range(max(0, at - 6), at + 1) for b in range(max(at + 1, a + 2), min(len(words), at + 9) + 1)]
        for a, b in sorted(spans, key=lambda s: s[0] - s[1]):
            sirens = {s for s in names.get(" ".join(words[a:b]), ()) if _lives(s, year)}
            if len(sirens) == 1:
                out |= sirens
                break
    return out


def _is_town(key: str) -> bool:
    """Whether a body's name without its kind is a mere commune's: 'La Roche-sur-Yon'."""
    return not key.startswith(_GENRES) and any(communes_named(f"{article}{key}") for article in ("", "la ", "le ", "les ", "l "))


def _lives(siren: str, year: int) -> bool:
    body = all_epci()[siren]
    return body.de <= year <= body.a


def _distinctive(key: str, text: str) -> bool:
    """Whether a body's name can be nothing else: with its kind, with a word such as 'métropole', or two capitalised words."""
    words = key.split(" ")
    if key in _acronyms():
        return re.search(rf"\b{re.escape(key.upper())}\b", text) is not None
    if key.startswith(_GENRES) and len(words) > 1 and words[0] not in ("ca", "cc", "cu"):
        return len([w for w in words if len(w) > 3]) > 1
    if _MARQUES & set(words) and len(words) > 1:
        return True
    if len(words) < 2:
        return False
    pattern = r"[\s’'-]+".join(_as_printed(w) for w in words)
    return re.search(rf"(?<!\w){pattern}(?!\w)", name_accents(text)) is not None


@functools.cache
def _acronyms() -> frozenset[str]:
    return frozenset(filter(None, (acronym_of(nom) for body in all_epci().values() for nom in body.noms)))


def _as_printed(word: str) -> str:
    return (
        f"(?i:{word})"
        if word in ("de", "du", "des", "la", "le", "les", "et", "en", "sur", "d", "l")
        else f"(?:{word[0].upper()}{re.escape(word[1:])}|{re.escape(word.upper())})"
    )


def name_accents(text: str) -> str:
    """`text` without accents, its case kept."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _towns(text: str) -> list[str]:
    """The towns that a title or a line of its own names: 'Contrat de ville de Maubeuge', 'Ville de Bron'."""
    whole = _VILLE.fullmatch(text.strip(" #*-•_"))
    return [m["nom"] for m in _CONTRAT.finditer(text)] + ([whole["nom"]] if whole else [])


def _one_town(texts: Sequence[str]) -> str | None:
    here = f" {name_key(' '.join(texts))} "
    named = {code for code, (nom, _, _) in departements().items() if f" {name_key(nom)} " in here}
    found = {town for text in texts for nom in _towns(text) if (town := _town(nom, named)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def _town(nom: str, departements_named: set[str]) -> str | None:
    """The SIREN of the one commune that bears `nom`, in the départements that the cover names when there are several."""
    rows = [c for c, _ in communes_named(nom)]
    if len(rows) > 1 and departements_named:
        rows = [c for c in rows if departement_of(c.code) in departements_named]
    return rows[0].siren or None if len(rows) == 1 else None


def _common_body(parties: Sequence[str]) -> str | None:
    """The one body whose communes the parties are, when they name two at least."""
    common: set[str] | None = None
    held = 0
    for nom in sorted({nom for label in parties for nom in _towns(label)}):
        parents = {p for _, ps in communes_named(nom) for p in ps if p in all_epci()}
        if parents:
            held += 1
            common = parents if common is None else common & parents
    if held < 2 or not common:
        return None
    found = {s for s in common if all_epci()[s].type == "EPT"} or common
    return next(iter(found)) if len(found) == 1 else None
