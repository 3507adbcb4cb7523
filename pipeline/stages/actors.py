"""Who is named: party lists split into parties, and the party named in an action's last parenthesis.

Works on lines and spans; decides by separators, capitals and actors.csv. A name is never rewritten, an acronym in
parentheses stays with its name, and a parenthesis counts only when it can be nothing but an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.lexicon import (
    asides,
    audiences,
    bodies,
    common_nouns,
    domains,
    functions,
    schemes,
    service_words,
    signatories,
    strong_glyphs,
    unit_words,
)
from pipeline.model import Line, Span, Spans
from pipeline.texts import cut, fold, label_key, raw_text

# Names built on a kind of organisation: 'Ville de Nantes', 'Conseil départemental du Rhône', 'CAF 44', 'Nantes Métropole'.
_GENRE = (
    r"(?:villes?|communes?|mairies?|m[ée]tropole|agglom[ée]ration|d[ée]partement|r[ée]gion|(?:sous-)?pr[ée]fecture|rectorat"
    r"|communaut[ée] (?:d['’]agglom[ée]ration|urbaine|de communes)"
    r"|conseils? (?:d[ée]partemental|r[ée]gional|citoyens?|g[ée]n[ée]ral)(?:aux)?"
    r"|ccas|cias|caf|cpam|cd|cr|dsden|ars|ddets|ddcs|ddtm|p[ôo]le emploi|france travail"
    r"|missions? locales?|maison de l['’]emploi|centres? soci(?:al|aux)|chambre de [\w ]+)"
)
_NOM = r"(?:(?:de la|de l['’]|du|des|de|d['’]|et de|et d['’])\s*)?[A-ZÀ-Ü0-9][\w'’.-]*"
_ORGANISATION = re.compile(
    rf"(?:[Ll]['’]|[Ll]a |[Ll]e |[Ll]es )?(?i:{_GENRE})(?:\s+{_NOM})*|(?:[A-ZÀ-Ü][\w'’-]*\s+)+(?:Métropole|Agglomération|Agglo)"
)
_SIGLE_POINTE = re.compile(r"(?:\b[A-Z]\.){2,}$")
_PARENTHESE = re.compile(r"\(([^()]{2,80})\)\s*[.;,:]?\s*$")
_SEPARATEURS = re.compile(
    rf"\s*[,;\n{re.escape(strong_glyphs())}\ue000-\uf8ff|]\s*|\s+[/·+]\s+|(?<=[\w)])/(?=[A-ZÀ-Ü])|\s+[-‐–—]\s+|\s+(?:et|&)\s+|\s{{3,}}"
)
_PART = re.compile(r"[a-zé]+ (?:de |du |des |d['’])")
TIRETS = frozenset("-‐–—")
_TIRETS_FINAUX = tuple(f" {sign}" for sign in (*TIRETS, "·", "•"))
# A sign that parts names amid a value; what parts none beside it but bodies.
_SIGNES = re.compile(r"\w\W*[/;|•·]\W*\w")
_FAIBLES = TIRETS | {"et", "&", ","}
_ENTRE_PARENTHESES = re.compile(r"\([^()]*\)")
ARTICLE = re.compile(r"^\s*(?:la |le |les |l['’])", re.IGNORECASE)
_COMPLETE = re.compile(r"\s(?:de|du|des)\s|\sd['’]")
_LIAISON = re.compile(r"(?:à|de|du|des|d'|la|le|les|l'|son|sa|ses|leur|leurs|aux?|en|pour|sur|dans)\b|(?:d|l)['’]")


# A body that has its name behind its kind: one capitalised word, which another may follow behind 'et'.
_NOMMEE = re.compile(r"(?i:association|fondation|collectif|compagnie|réseau|mouvement|théâtre|festival) ([A-ZÀ-Ü][a-zà-ÿ]+)$")
_DE_L_ETAT = re.compile(r"\b(?:inter)?(?:departemental|regional|academique|general)e?s?\b")
_ADJECTIF = re.compile(r"(?:els?|elles?|ifs?|ives?|aux|ales?|iques?|aires?|ants?|antes?|es)$")

MOTS_PHRASE = 6
# No name of a party has more words.
MOTS_NOM = 9
_PRONOMS = frozenset(
    (
        "on",
        "il",
        "ils",
        "elle",
        "elles",
        "nous",
        "vous",
        "je",
        "qui",
        "que",
        "ce",
        "c'est",
        "cela",
        "ceci",
        "y",
        "trop",
        "pas",
        "plus",
        "faut",
    )
)


def split_parties(
    lignes: Sequence[Line],
    spans: Spans,
    prose: str = "",
    listed: bool = False,
    liens: Set[str] = frozenset(),
    seuls: Set[str] = frozenset(),
) -> list[Spans]:
    """The parties of a value as printed, one Spans each; separators and final punctuation belong to none.

    `prose`: the document's other text, folded: 'Causses et Lavandes' that stands there in one piece is one name. `listed`: it is one of
    several lines of names, so a dash in it parts two bodies or none: 'État – P147' is one of them with what it pays from. `liens`: the
    signs that join a body and a part of it in the document, see `joints`; `seuls`: names that have a line to themselves in it, folded: such
    a name is that of a body.
    """
    text = raw_text(lignes, spans)
    ranges = party_ranges(text, prose, listed, liens, seuls)
    if len(spans) == 1:  # blanks at the ends of a range are gone
        only = spans[0]
        return [(Span(only.line, only.debut + debut, only.debut + fin),) for debut, fin in ranges]
    out: list[Spans] = []
    for debut, fin in ranges:
        part = cut(lignes, spans, debut, fin)
        if part:
            out.append(part)
    return out


def party_ranges(
    texte: str, prose: str = "", listed: bool = False, liens: Set[str] = frozenset(), seuls: Set[str] = frozenset()
) -> list[tuple[int, int]]:
    """Where the parties of a plain string stand: 'Métropole, Etat et CAF' -> three ranges. The rest: see `split_parties`."""
    cuts: list[tuple[int, int]] = []
    # where ';' parts names, a comma is inside one: 'Grand Lac, direction de l'eau ; CAF'
    larger = ";" in texte and ";" in _ENTRE_PARENTHESES.sub("", texte).rstrip(" ;.)")
    found = list(_SEPARATEURS.finditer(texte))
    signed = bool(found) and _SIGNES.search(_ENTRE_PARENTHESES.sub("", texte)) is not None
    for match in found:
        if (larger and match.group().strip() == ",") or match.group().strip() in liens:
            continue
        before, after = texte[: match.start()], texte[match.end() :]
        if before.count("(") > before.count(")") or before.count("«") > before.count("»") or not after.strip() or not before.strip():
            continue
        left = texte[cuts[-1][1] if cuts else 0 : match.start()]
        if prose and match.group().strip() in ("et", "&") and _one_name(left, match.group(), after, prose):
            continue
        if listed and match.group().strip() in TIRETS:
            name = re.split(_SEPARATEURS, after)[0]
            if not is_body(name) and fold(name).strip(" .;") not in seuls:
                continue
        if signed and match.group().strip() in _FAIBLES and _is_one(left, match.group().strip(), re.split(_SEPARATEURS, after)[0]):
            continue
        if _separates(match.group(), left, after):
            cuts.append((match.start(), match.end()))
    starts = [0, *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), len(texte)]
    ranges = [_strip(texte, a, b) for a, b in zip(starts, ends, strict=True)]
    return [(a, b) for a, b in ranges if a < b and any(map(str.isalnum, texte[a:b]))]


def _is_one(left: str, sign: str, right: str) -> bool:
    """Whether a dash, an 'et' between two names that are none of a body, or a comma before or behind one, stands inside of a name, in a
    value whose names a stroke parts: 'La Manufacture – scène nationale', 'Lac et Monts Habitat'."""
    if sign in TIRETS:
        return True  # 'Education nationale – DSDEN', before ' ; CAF'
    bodies_ = [is_body(name) or fold(name.strip().split(" ")[0]) in functions() | signatories() for name in (left, right)]
    return not (any(bodies_) if sign in ("et", "&") else all(bodies_))


def joints(texte: str, signes: Set[str]) -> tuple[int, int]:
    """How many of these signs of a line of names join a body and a part of it ('Ville – voirie'), and how many part two; several part
    names."""
    cuts = [m for m in _SEPARATEURS.finditer(texte) if m.group().strip() in signes]
    if len(cuts) != 1:
        return 0, len(cuts)
    before, after = texte[: cuts[0].start()], texte[cuts[0].end() :]
    parts = _separates("–", re.split(_SEPARATEURS, before)[-1], after)
    return int(not parts), int(parts)


def _one_name(left: str, sign: str, after: str, prose: str) -> bool:
    """Whether the document prints both sides of an 'et' as one name elsewhere, and neither side is a body of its own."""
    right = re.split(_SEPARATEURS, after)[0].strip(" .")
    left = left.strip()
    if _known(left) or _known(right) or not right[:1].isupper() or label_key(right.split(" ")[0]) in common_nouns():
        return False
    return fold(f"{left} {sign.strip()} {right}") in prose


def is_body(name: str) -> bool:
    """Whether a name is that of a body, of a kind of body, or an acronym."""
    named = ARTICLE.sub("", name.strip(" .;"))
    acronym = named.isalpha() and named.isupper()
    return acronym or is_organisation(named) or _known(named) or label_key(named.split(" ")[0]) in common_nouns()


def _separates(sign: str, before: str, after: str) -> bool:
    sign = sign.strip()
    if sign == "·" and _is_a_territory(before) and _is_run_by_it(after) and not _known(re.split(_SEPARATEURS, after)[0]):
        return False  # 'Ville · Éducation', on one chip
    if sign in ("", ";") or sign in strong_glyphs() or "\ue000" <= sign <= "\uf8ff":
        return True
    if sign == "," and ARTICLE.match(before) and ARTICLE.match(after) and not _COMPLETE.search(before):
        return True  # 'la PMI, la crèche associative', but not 'la direction de la culture, la jeunesse'
    behind = ARTICLE.sub("", after) if ARTICLE.match(after) else ""  # 'Ville, les Bancs Partagés'
    tied = after[:1].islower() and not behind[:1].isupper() and _LIAISON.match(after.casefold()) is not None
    if tied and not _known(ARTICLE.sub("", re.split(_SEPARATEURS, after)[0])):
        return False  # "Rouen et son agglomération", "Direction de la culture, des sports"
    if sign == "," and re.split(r"[^\w-]", fold(after), maxsplit=1)[0] in asides():
        return False
    part = sign == "," and before.strip()[:1].isupper() and after[:1].islower() and label_key(after.split(" ")[0]) in unit_words()
    part = part and fold(re.split(_SEPARATEURS, after)[0]) not in bodies()  # 'Fonds vert, agence de l'eau'
    if part and (_PART.match(after) or _is_a_territory(before)):
        return False  # 'CAF, direction de l'enfance', 'Ville, service jeunesse'
    if (
        sign in TIRETS
        and before.strip()[:1].isupper()
        and after[:1].islower()
        and heads_unit(re.split(r"[^\w-]", after)[0])
        and not _known(re.split(_SEPARATEURS, after)[0])
    ):
        return False  # 'Caf – pôle partenariats', but not 'Ville – mission locale'
    if sign in TIRETS and ((_is_the_state(before) and _is_its_service(after)) or (_is_a_territory(before) and _is_run_by_it(after))):
        return False  # 'État – DDETS', 'Ville – CCAS', but not 'État - DDETS - CAF'
    named = before.strip()[:1].isupper() and not is_body(before) and not _is_unit(before)
    unit = _last_behind_dash(after) if sign in TIRETS and named else ""
    if label_key(unit.split(" ")[0]) in service_words() and not is_organisation(re.split(_SEPARATEURS, after)[0]):
        return False  # 'Grand Lys – Direction de l'économie', of a body of no list
    if sign in ("et", "&", ",", "-", "–", "—"):
        right = re.split(_SEPARATEURS, after)[0]
        right = ARTICLE.sub("", right)
        capital = right[:1].isupper() or right[:1].isdigit()
        if re.fullmatch(r"(?:cie|compagnie|fils|associés|tous|toutes)\W*|(?:bop|p|prog\.|programme) ?\d{2,3}\W*", right, re.IGNORECASE):
            return False  # 'Etat – BOP 147': the programme that pays
        noun = label_key(right.split(" ")[0]) if right else ""
        if sign in ("et", "&") and (_joins_name(before, right) or _known(f"{before.strip()} {sign} {right}")):
            return False  # 'centres sociaux et socioculturels' ends the name of a body
        if sign == "et" and right[:1].islower() and label_key(right) in audiences() and _is_unit(before):
            return False  # 'Direction petite enfance et familles'
        if sign in ("et", "&") and label_key(right) in domains() and _is_unit(before):
            return False  # 'Service Jeunesse et Vie associative'
        if sign == "&":  # inside a name, as a rule: 'Maisons & Cités'
            return _known(right) and _known(ARTICLE.sub("", before))
        if (
            capital
            or noun in common_nouns()
            or _known(right)
            or (_known(ARTICLE.sub("", before)) and not (sign in TIRETS and _is_a_territory(before)))
        ):
            return True  # 'Ville – voirie' is one
        return sign == "," and right[:1].islower() and not _goes_on_small(before, right)
    return True


def _is_the_state(name: str) -> bool:
    body = bodies().get(fold(ARTICLE.sub("", name).strip()))
    return body is not None and body.id == "etat"


def _is_its_service(after: str) -> bool:
    """Whether what stands behind the dash of 'État – ' is one of the State's services, and no dash parts more names behind it."""
    name = _last_behind_dash(after)
    return name in bodies() and bodies()[name].type == "etat_deconcentre"


def _is_a_territory(name: str) -> bool:
    """Whether a name is that of a commune or of an intercommunality: 'Ville', 'Ville de Lys', 'Lys Agglomération'."""
    named = fold(ARTICLE.sub("", name).strip())
    body = bodies().get(named)
    town = named.startswith(("ville de ", "ville d'", "commune de ", "commune d'"))
    return town or (body is not None and body.portee in ("commune", "epci")) or named.endswith((" metropole", " agglomeration", " agglo"))


def _is_run_by_it(after: str) -> bool:
    """Whether what stands behind the dash of 'Ville – ' is a service of a commune, what one is called after, or a scheme, and no dash parts
    more names behind it."""
    name = _last_behind_dash(after)
    if name in bodies() and name not in schemes():
        return bodies()[name].portee in ("commune-service", "epci-service")
    return name in schemes() or all(label_key(part) in domains() for part in name.split(" et ")) or _is_its_unit(name)


def _is_its_unit(name: str) -> bool:
    """Whether a folded name is that of a part of a body, 'direction du cadre de vie', or the first word of one that a line end cuts, and of
    none of the State's."""
    first, _, rest = name.partition(" ")
    return (bool(rest) or name not in bodies()) and label_key(first) in unit_words() and _DE_L_ETAT.search(rest) is None


def _last_behind_dash(after: str) -> str:
    """The folded name behind a dash, up to the next separator; '' when that is a dash too."""
    behind = _SEPARATEURS.search(after)
    return "" if behind is not None and behind.group().strip() in TIRETS else fold(re.split(_SEPARATEURS, after)[0].strip(" .;"))


def _is_unit(name: str) -> bool:
    """Whether a name is that of a part of a body, or of who is in charge of something: 'Service jeunesse', 'Chargé de mission'."""
    first, _, rest = ARTICLE.sub("", name.strip()).partition(" ")
    return bool(rest) and not _known(name.strip()) and heads_unit(first)


def heads_unit(word: str) -> bool:
    """Whether a word heads the name of a part of a body, or of who is in charge of something: 'Service', 'Coordinatrice'."""
    return label_key(word) in unit_words() or fold(word) in functions()


def _goes_on_small(before: str, right: str) -> bool:
    """Whether small letters after a comma go on with the name before it: 'Service petite enfance, parentalité', 'Maire, délégué au sport',
    'réseaux associatifs, institutionnels'."""
    words = fold(right).split()
    head = fold(ARTICLE.sub("", before.strip())).split()
    if not head or not words or label_key(head[0]) in unit_words() or words[0] in functions():
        return True
    return len(words) == 1 and (len(head) > 1 or _ADJECTIF.search(words[0]) is not None)


def is_sentence(texte: str) -> bool:
    """Whether what stands behind a label of parties is prose: 'Pilotes : animent leur engagement' names nobody.

    It starts with a verb in the plural, or with an article and a word that names no body, and goes on to a full stop.
    """
    text = texte.strip()
    words = text.split()
    if len(words) < 3 or _known(text):
        return False
    first = words[0]
    if fold(first) in _PRONOMS:
        return True
    if first.islower() and first.endswith("ent") and label_key(first) not in common_nouns() and fold(first) not in functions():
        return True
    named = ARTICLE.sub("", text).split()
    plain = named[0][:1].islower() and label_key(named[0]) not in common_nouns() and fold(named[0]) not in functions()
    return len(named) < len(words) and plain and len(words) >= MOTS_PHRASE and text.endswith(".")


def goes_on_with(mot: str) -> bool:
    """Whether a folded word ties what follows to the name before it: 'de', 'd'azur', 'et', 'notamment'."""
    return bool(_LIAISON.match(mot)) or mot in asides()


def is_name(texte: str) -> bool:
    """Whether a few words can be the name of a party: they start with a capital or with a kind of party, behind an article or not."""
    named = ARTICLE.sub("", texte.strip())
    first = named.split(" ")[0]
    return len(named.split()) <= MOTS_NOM and (
        named[:1].isupper() or named[:1].isdigit() or label_key(first) in common_nouns() or _known(named)
    )


def _joins_name(before: str, right: str) -> bool:
    """Whether an 'et' before one plain capitalised word joins a name ('Habitat et Humanisme'): neither side is a body or a kind of body."""
    word = right.strip(" .;")
    left = ARTICLE.sub("", before).strip()
    if named := _NOMMEE.match(left):  # 'association Lire et Faire Lire'
        return (
            not any(_known(w) or w.isupper() or label_key(w) in common_nouns() for w in (word, named[1], *word.split()[:1]))
            and word[:1].isupper()
        )
    if " " in word or not word[:1].isupper() or word.isupper() or _known(word) or label_key(word) in common_nouns():
        return False
    return bool(left) and not _known(left) and label_key(left) not in common_nouns() and not left.isupper()


def _strip(texte: str, a: int, b: int) -> tuple[int, int]:
    signs = strong_glyphs()
    while a < b and (texte[a].isspace() or texte[a] in signs or texte[a] in "-‐–—*:,;/" or "\ue000" <= texte[a] <= "\uf8ff"):
        a += 1
    if texte[a:b].rstrip(" .;").endswith(")") and texte[a:b].count(")") > texte[a:b].count("("):
        b = a + texte[a:b].rindex(")")  # '(Porteur : CAF)': the bracket opened before the label
    while b > a and (
        texte[b - 1].isspace()
        or texte[b - 1] in ",;:|/"
        or texte[a:b].endswith(_TIRETS_FINAUX)
        or (texte[b - 1] == "." and not _SIGLE_POINTE.search(texte[a:b]))
    ):
        b -= 1
    return a, b


def _known(texte: str) -> bool:
    return fold(texte.strip(" .;,:")) in bodies()


def party_in_parenthesis(texte: str) -> tuple[int, int] | None:
    """Where the last parenthesis of an action names parties: the range between the parentheses, or None.

    'Garde d'enfants (Ville de Nantes)' has one; '(REAAP)' after the words it abbreviates, '(Debussy)' or a remark have none.
    """
    match = _PARENTHESE.search(texte)
    if match is None or abbreviates(texte[: match.start()], match[1]):
        return None
    parts = [match[1][a:b] for a, b in party_ranges(match[1])]
    if not parts or not all(is_organisation(p) for p in parts):
        return None
    return match.start(1), match.end(1)


def is_organisation(texte: str) -> bool:
    """Whether `texte` as a whole can be nothing but the name of an organisation."""
    named = ARTICLE.sub("", texte)
    if not named[:1].isupper():
        return False
    return fold(texte) in bodies() or fold(named) in bodies() or (bool(_ORGANISATION.fullmatch(texte)) and len(texte.split()) <= 8)


def abbreviates(before: str, acronym: str) -> bool:
    """Whether `acronym` is made of the initials of the words just before it."""
    if not acronym.replace("-", "").replace("'", "").isupper():
        return False
    letters = [c for c in fold(acronym) if c.isalpha()]
    if len(letters) < 2:
        return False
    initials = [w[0] for w in re.findall(r"[a-z0-9]+", fold(before))]
    i = len(letters) - 1
    for initial in reversed(initials[-3 * len(letters) :]):
        if i >= 0 and initial == letters[i]:
            i -= 1
    return i < 0
