"""Of which territory a document is that no sidecar places: what its cover names, or what its parties have in common.

Reads the lines of the cover, the title and the parties as printed; decides only when one answer is left: one
intercommunal body in full ('Nantes Métropole', 'Communauté d'agglomération du Niortais'), else one commune after 'Ville
de' or 'contrat de ville de', else the one body that the parties name or whose communes they all are. Two bodies on a
cover settle nothing. Never reads a file name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.model import Line, Span
from pipeline.territory import (
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
_NOM = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:[\s-]+(?:(?:de la|de l['’]|de|du|des|la|le|les|en|sur|sous|lès|d['’]|l['’])[\s-]*)*[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
_VILLE = re.compile(
    rf"(?i:contrat de ville|ville|commune|mairie|agglomération)\s+(?:(?i:de la|de l['’]|de|du|des|d['’])\s*)?"
    rf"(?P<nom>(?:(?:La|Le|Les)\s+|L['’])?{_NOM})"
)

_PARTIE_VILLE = re.compile(rf"(?:La )?(?:Ville|Commune|Mairie) (?:de la |de l['’]|de |du |des |d['’])(?P<nom>{_NOM})")


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
    parties = list(parties)
    siren = _one_body(texts, year) or _one_town(texts)
    if siren is None:
        return _from_parties(parties, year)
    return Located(siren, _name(siren), _where(siren, cover))


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


def _one_body(texts: Sequence[str], year: int) -> str | None:
    joined = " ".join(texts)
    plain = f" {name_key(joined)} "
    hits = [k for k in names_of_bodies() if f" {k} " in plain and _distinctive(k, joined)]
    longest = [k for k in hits if not any(k != other and f" {k} " in f" {other} " for other in hits)]
    sirens: set[str] = set()
    for key in longest:
        alive = {s for s in names_of_bodies()[key] if members(s, year)}
        sirens |= alive if len(alive) <= 1 else {s for s in alive if _lives(s, year)} or alive
    ept = {s for s in sirens if all_epci()[s].type == "EPT"}
    found = ept or sirens  # the Métropole du Grand Paris signs with them all
    return next(iter(found)) if len(found) == 1 else None


def _lives(siren: str, year: int) -> bool:
    body = all_epci()[siren]
    return body.de <= year <= body.a


def _distinctive(key: str, text: str) -> bool:
    """Whether a body's name can be nothing else: with its kind, with a word such as 'métropole', or two capitalised words."""
    words = key.split(" ")
    if key.startswith(_GENRES) and len(words) > 1 and words[0] not in ("ca", "cc", "cu"):
        return len([w for w in words if len(w) > 3]) > 1
    if _MARQUES & set(words) and len(words) > 1:
        return True
    if len(words) < 2:
        return False
    pattern = r"[\s’'-]+".join(_as_printed(w) for w in words)
    return re.search(rf"(?<!\w){pattern}(?!\w)", name_accents(text)) is not None


def _as_printed(word: str) -> str:
    return (
        re.escape(word)
        if word in ("de", "du", "des", "la", "le", "les", "et", "en", "sur", "d", "l")
        else f"(?:{word[0].upper()}{re.escape(word[1:])}|{re.escape(word.upper())})"
    )


def name_accents(text: str) -> str:
    """`text` without accents, its case kept."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _one_town(texts: Sequence[str]) -> str | None:
    here = f" {name_key(' '.join(texts))} "
    named = {code for code, (nom, _, _) in departements().items() if f" {name_key(nom)} " in here}
    found: dict[str, str] = {}
    for text in texts:
        for m in _VILLE.finditer(text):
            commune = _town(m["nom"], named)
            if commune is not None:
                found[commune[0]] = commune[1]
    return next(iter(found.values())) if len(found) == 1 else None


def _town(nom: str, departements_named: set[str]) -> tuple[str, str] | None:
    """(code, siren) of the one commune that bears `nom`, in the départements that the cover names when there are several."""
    rows = [c for c, _ in communes_named(nom)]
    if len(rows) > 1 and departements_named:
        rows = [c for c in rows if departement_of(c.code) in departements_named]
    return (rows[0].code, rows[0].siren) if len(rows) == 1 and rows[0].siren else None


def _from_parties(parties: Sequence[str], year: int) -> Located | None:
    """The one body that parties name in full; else the one whose communes they are, when they name two at least."""
    counts: Counter[str] = Counter()
    for label in parties:
        key = name_key(label)
        sirens = {s for s in names_of_bodies().get(key, ()) if _lives(s, year)}
        if len(sirens) == 1 and (_MARQUES & set(key.split(" ")) or key.startswith(_GENRES)):
            counts[next(iter(sirens))] += 1
    if len(counts) == 1:
        siren = next(iter(counts))
        return Located(siren, _name(siren))
    if counts:
        return None
    towns = sorted(
        {
            m["nom"]
            for label in parties
            if (m := re.fullmatch(rf"(?:La )?(?:Ville|Commune|Mairie) (?:de la |de l['’]|de |du |des |d['’])(?P<nom>{_NOM})", label))
        }
    )
    common: set[str] | None = None
    held = 0
    for nom in towns:
        parents = {p for _, ps in communes_named(nom) for p in ps if all_epci().get(p)}
        if not parents:
            continue
        held += 1
        common = parents if common is None else common & parents
    if held < 2 or not common:
        return None
    ept = {s for s in common if all_epci()[s].type == "EPT"} or common
    only = next(iter(ept)) if len(ept) == 1 else None
    return Located(only, _name(only)) if only else None
