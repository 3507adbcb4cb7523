"""Changes as people and programs read them: terminal text, Markdown, JSON, JUnit XML, HTML. `check` and `diff` share them.

Reads what compare.py found, writes strings; decides only the wording (French, as what is published) and what is folded away for people
(what stands inside an addition, changes of form). JSON leaves nothing out. Nothing here prints or opens a file.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from xml.etree import ElementTree

from pipeline.compare import Change, Diff, Ref

Etat = Literal["identique", "modifie", "ajoute", "retire", "erreur"]
MAX_LIGNES = 200  # of one document in Markdown and JUnit: a comment on a pull request holds 65,536 characters

# kind of node: (singular, plural, feminine)
NOMS: Mapping[str, tuple[str, str, bool]] = {
    "document": ("document", "documents", False),
    "sections": ("section", "sections", True),
    "engagements": ("engagement", "engagements", False),
    "actions": ("action", "actions", True),
    "acteurs": ("acteur", "acteurs", False),
    "champs": ("champ", "champs", False),
    "lieux": ("lieu", "lieux", False),
    "passages": ("texte", "textes", False),
    "valeurs": ("valeur", "valeurs", True),
    "anomalies": ("anomalie", "anomalies", True),
}
ROLES: Mapping[str, tuple[str, str]] = {
    "maitre_ouvrage": ("maître d'ouvrage", "maîtres d'ouvrage"),
    "chef_de_file": ("chef de file", "chefs de file"),
    "referent": ("référent", "référents"),
    "operateur": ("opérateur", "opérateurs"),
}
_VERBES = {"ajout": "ajouté", "retrait": "retiré", "deplacement": "déplacé", "modification": "modifié"}
_SIGNES = {"ajout": "+", "retrait": "−", "deplacement": "→", "modification": "~"}
_ETATS: Mapping[Etat, str] = {
    "identique": "identique",
    "modifie": "modifié",
    "ajoute": "nouveau, sans état accepté",
    "retire": "accepté, mais sans source",
    "erreur": "non extrait",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one document: its state, its changes, and what is to be said when it has none (`message`)."""

    ident: str
    etat: Etat
    diff: Diff = ()
    message: str = ""


Words = list[tuple[Literal["=", "-", "+"], str]]


def word_diff(old: str, new: str) -> Words:
    """The words of two texts as one run: kept, removed, added."""
    from rapidfuzz.distance import Indel

    x, y = (re.findall(r"\s+|\w+|[^\w\s]", t) for t in (old, new))
    out: Words = []
    for step in Indel.opcodes(x, y):
        if step.tag == "equal":
            out.append(("=", "".join(x[step.src_start : step.src_end])))
            continue
        gone, come = "".join(x[step.src_start : step.src_end]), "".join(y[step.dest_start : step.dest_end])
        out += [("-", gone)] if gone else []
        out += [("+", come)] if come else []
    return _calm(out)


def _calm(words: Words) -> Words:
    """A blank between two changed words changes with them: `[-a b-]` rather than `[-a-] [-b-]`."""
    out: Words = []
    gone: list[str] = []
    come: list[str] = []

    def flush() -> None:
        old, new = "".join(gone), "".join(come)
        blank = " " if old.endswith(" ") and new.endswith(" ") else ""  # both end with it: it has not changed
        sides: Words = [("-", old.removesuffix(blank)), ("+", new.removesuffix(blank)), ("=", blank)]
        out.extend(step for step in sides if step[1])
        gone.clear()
        come.clear()

    for k, (sign, part) in enumerate(words):
        if sign == "-":
            gone.append(part)
        elif sign == "+":
            come.append(part)
        elif part.isspace() and (gone or come) and k + 1 < len(words):
            gone.append(part)
            come.append(part)
        else:
            flush()
            out.append((sign, part))
    flush()
    return out


# --- wording


def name(change: Change) -> str:
    """What changed and how, agreed in gender: `action modifiée`, `pilote retiré`."""
    singular, _, feminine = noun(change)
    return f"{singular} {_VERBES[change.genre]}{'e' if feminine else ''}"


def noun(change: Change) -> tuple[str, str, bool]:
    """What changed, singular, plural, and whether it is feminine; a party goes by its role."""
    role = change.ref.champs.get("role") if change.objet == "acteurs" else None
    if isinstance(role, str):
        return (*ROLES.get(role, (role, f"{role}s")), False)
    return NOMS.get(change.objet, (change.objet, change.objet, False))


def place(ref: Ref) -> str:
    return f"p. {ref.page}" if ref.page else f"l. {ref.ligne}" if ref.ligne else ""


def where(change: Change) -> str:
    """The titles above, and the page: `Enjeu › Engagement, p. 6`; of a move, both places."""

    def one(ref: Ref) -> str:
        return ", ".join(part for part in (" › ".join(filter(None, ref.chemin)), place(ref)) if part)

    if change.genre == "deplacement" and change.avant is not None and change.apres is not None:
        if change.avant.chemin == change.apres.chemin:
            return f"{one(change.apres)} : rang {change.avant.rang + 1} → {change.apres.rang + 1}"
        same = [x == y for x, y in zip(change.avant.chemin, change.apres.chemin, strict=False)]
        common = [*same, False].index(False)
        short = [replace(r, chemin=r.chemin[min(common, len(r.chemin) - 1) :] or ("premier niveau",)) for r in (change.avant, change.apres)]
        return " → ".join(map(one, short))
    if change.avant is not None and change.apres is not None and place(change.avant) != place(change.apres):
        return f"{one(change.apres)} (avant : {place(change.avant)})" if place(change.avant) else one(change.apres)
    return one(change.ref)


def value(value: Any) -> str:
    if value is None:
        return "(rien)"
    if isinstance(value, list):
        return " ; ".join(str(v) for v in value)
    return str(value)


def shown(diff: Diff, forme: bool) -> list[Change]:
    """The changes that a person reads: not what comes and goes with its holder and, unless `forme`, none of form only."""
    return [c for c in diff if not c.inclus and (forme or not c.forme)]


def counts(diff: Diff) -> Counter[tuple[str, str]]:
    """How many changes of each (kind of node, genre), the parts of additions and removals included."""
    return Counter((c.objet, c.genre) for c in diff)


def tally(diff: Sequence[Change]) -> str:
    """`2 engagements ajoutés, 1 action modifiée`: a thing changed in two ways counts once."""
    parts = []
    order = {kind: i for i, kind in enumerate(NOMS)}
    things = {(order.get(c.objet, len(order)), noun(c), c.genre, c.ref.numero) for c in diff}
    counted = Counter(thing[:3] for thing in things)
    for (_, (singular, plural, feminine), genre), n in sorted(counted.items()):
        parts.append(f"{n} {plural if n > 1 else singular} {_VERBES[genre]}{'e' if feminine else ''}{'s' if n > 1 else ''}")
    return ", ".join(parts) or "aucun changement"


def _inside(diff: Diff, change: Change) -> str:
    """What an added or removed thing holds, in numbers."""
    if change.genre not in ("ajout", "retrait"):
        return ""
    side = "apres" if change.genre == "ajout" else "avant"
    held = {change.ref.numero}
    parts = []
    for other in diff:
        ref = getattr(other, side)
        if other.genre == change.genre and other.inclus and ref.parent in held:
            held.add(ref.numero)
            parts.append(other)
    return tally(tuple(parts)) if parts else ""


# --- terminal


def terminal(results: Sequence[Comparison], paint: Callable[[str, str], str] = lambda text, _sign: text, forme: bool = True) -> str:
    """For a terminal: two lines a change. `paint(text, sign)` may colour what is kept (=), removed (-), added (+), changed (~)."""
    lines: list[str] = []
    for result in results:
        if result.etat == "identique":
            continue
        head = tally(shown(result.diff, forme)) if result.etat == "modifie" else _ETATS[result.etat]
        lines.append(f"{result.ident} : {head}" + (f" ({result.message})" if result.message else ""))
        for change in shown(result.diff, forme):
            lines.append(f"  {paint(_SIGNES[change.genre], _sign(change))} {name(change)} : {_detail(change, paint)}")
            rest = " ; ".join(part for part in (where(change), _inside(result.diff, change)) if part)
            lines += [f"      {rest}"] if rest else []
        lines += _folded(result, forme)
    same = sum(r.etat == "identique" for r in results)
    if len(results) > 1 or same == len(results):
        lines.append(f"sans changement : {same} sur {len(results)}")
    return "\n".join(lines) + "\n"


def _sign(change: Change) -> str:
    return {"ajout": "+", "retrait": "-"}.get(change.genre, "~")


def _folded(result: Comparison, forme: bool) -> list[str]:
    hidden = 0 if forme else sum(c.forme for c in result.diff)
    return [f"  ({hidden} changement{'s' if hidden > 1 else ''} de numérotation ou de typographie)"] if hidden else []


def _detail(change: Change, paint: Callable[[str, str], str]) -> str:
    if change.genre != "modification":
        return paint(change.ref.texte, _sign(change))
    if isinstance(change.ancien, str) and isinstance(change.nouveau, str):
        marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
        told = "".join(paint(marks[sign].format(part), sign) for sign, part in word_diff(change.ancien, change.nouveau))
        return told if change.champ in ("titre", "texte") else f"{change.ref.texte} — {change.champ} : {told}"
    return f"{change.ref.texte} — {change.champ} : {paint(value(change.ancien), '-')} → {paint(value(change.nouveau), '+')}"


# --- Markdown


def markdown(results: Sequence[Comparison], titre: str, forme: bool = True) -> str:
    """For a pull request or a job summary."""
    lines = [f"## {titre}", ""]
    for result in results:
        if result.etat == "identique":
            continue
        lines += [f"### {_md(result.ident)}", ""]
        if result.etat != "modifie":
            lines += [_ETATS[result.etat] + (f" : {_md(result.message)}" if result.message else ""), ""]
            continue
        changes = shown(result.diff, forme)
        lines += [tally(changes), ""]
        if changes:
            lines += ["| | changement | contenu | où |", "| --- | --- | --- | --- |"]
        for change in changes[:MAX_LIGNES]:
            inside = _inside(result.diff, change)
            cell = _md_detail(change) + (f" ({inside})" if inside else "")
            lines.append(f"| {_SIGNES[change.genre]} | {name(change)} | {cell} | {_md(where(change))} |")
        more = len(changes) - MAX_LIGNES
        lines += ["", f"… et {more} de plus : voir le rapport JSON."] if more > 0 else []
        lines += ["", *(line.strip() for line in _folded(result, forme)), ""]
    same = sum(r.etat == "identique" for r in results)
    if len(results) > 1 or same:
        lines.append(f"Sans changement : {same} sur {len(results)}.")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _md(text: str) -> str:
    """`text` so that Markdown shows it as it stands, in one cell."""
    return re.sub(r"([\\`*_{}\[\]<>|~#])", r"\\\1", " ".join(text.split()))


def _md_detail(change: Change) -> str:
    if change.genre != "modification":
        return _md(change.ref.texte)
    if isinstance(change.ancien, str) and isinstance(change.nouveau, str):
        marks = {"=": "{}", "-": "~~{}~~", "+": "**{}**"}
        told = "".join(_around(marks[sign], part) for sign, part in word_diff(change.ancien, change.nouveau))
        return told if change.champ in ("titre", "texte") else f"{_md(change.ref.texte)} — {change.champ} : {told}"
    return f"{_md(change.ref.texte)} — {change.champ} : ~~{_md(value(change.ancien))}~~ **{_md(value(change.nouveau))}**"


def _around(mark: str, part: str) -> str:
    """`part` in `mark`, its outer blanks outside: Markdown wants no blank inside."""
    core = part.strip()
    if not core:
        return " "
    before, after = (" " if part[0].isspace() else ""), (" " if part[-1].isspace() else "")
    return before + mark.format(_md(core)) + after


# --- JSON


def as_data(results: Sequence[Comparison]) -> dict[str, Any]:
    """Everything, for programs: what people are shown, and what `apply` needs."""
    return {
        "documents": [
            {
                "id": r.ident,
                "etat": r.etat,
                "message": r.message,
                "resume": {f"{objet}.{genre}": n for (objet, genre), n in sorted(counts(r.diff).items())},
                "changements": [_change_data(c) for c in r.diff],
            }
            for r in results
        ],
        "identiques": sum(r.etat == "identique" for r in results),
        "total": len(results),
    }


def _change_data(change: Change) -> dict[str, Any]:
    data = dataclasses.asdict(change)
    data["libelle"] = name(change)
    data["ou"] = where(change)
    for side in ("avant", "apres"):
        if data[side] is not None:
            data[side]["chemin"] = list(data[side]["chemin"])
    if change.genre == "modification" and isinstance(change.ancien, str) and isinstance(change.nouveau, str):
        data["mots"] = [list(step) for step in word_diff(change.ancien, change.nouveau)]
    return data


# --- JUnit


def junit(results: Sequence[Comparison], suite: str) -> str:
    """One test case a document, as CI servers show them. No time and no host: the same state gives the same bytes."""
    bad = [r for r in results if r.etat not in ("identique", "erreur")]
    errors = [r for r in results if r.etat == "erreur"]
    root = ElementTree.Element(
        "testsuites", {"tests": str(len(results)), "failures": str(len(bad)), "errors": str(len(errors)), "name": suite}
    )
    group = ElementTree.SubElement(
        root, "testsuite", {"name": suite, "tests": str(len(results)), "failures": str(len(bad)), "errors": str(len(errors))}
    )
    for result in results:
        case = ElementTree.SubElement(group, "testcase", {"classname": suite, "name": result.ident})
        if result.etat == "identique":
            continue
        message = tally(shown(result.diff, True)) if result.etat == "modifie" else result.message or _ETATS[result.etat]
        node = ElementTree.SubElement(
            case, "error" if result.etat == "erreur" else "failure", {"type": result.etat, "message": _xml(message)}
        )
        changes = shown(result.diff, True)
        rows = [f"{_SIGNES[c.genre]} {name(c)} : {_detail(c, lambda t, _s: t)} — {where(c)}" for c in changes[:MAX_LIGNES]]
        more = len(changes) - MAX_LIGNES
        node.text = _xml("\n".join([*rows, *([f"… et {more} de plus"] if more > 0 else [])]))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _xml(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


# --- HTML

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#161616}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}ul{list-style:none;padding:0}
li{margin:.6rem 0;padding:.4rem .8rem;border-left:.3rem solid #929292}
li.ajout{border-color:#18753c}li.retrait{border-color:#ce0500}li.deplacement{border-color:#0063cb}.ou{color:#666;font-size:.875rem}
del{background:#ffe9e9;color:#a10400}ins{background:#dffee6;color:#18753c;text-decoration:none}details{margin-top:1rem}"""


def html_page(result: Comparison, titre: str) -> str:
    """One page that needs nothing else."""
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{html.escape(titre)}</title>'
    body = html_fragment(result, titre)
    return f'<!DOCTYPE html>\n<html lang="fr">\n<head>\n{head}\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n'


def html_fragment(result: Comparison, titre: str) -> str:
    """The changes grouped by kind, those of form folded, without a page around them."""
    main = [c for c in result.diff if not c.inclus and not c.forme]
    form = [c for c in result.diff if not c.inclus and c.forme]
    parts = [f"<h1>{html.escape(titre)}</h1>", f"<p>{html.escape(tally(main))}</p>"]
    for kind, (_, plural, _f) in NOMS.items():
        parts += _html_list(plural.capitalize(), [c for c in main if c.objet == kind], result.diff)
    parts += _html_list("Autres", [c for c in main if c.objet not in NOMS], result.diff)
    if form:
        inner = "\n".join(_html_list("", form, result.diff))
        parts.append(f"<details>\n<summary>Numérotation et typographie ({len(form)})</summary>\n{inner}\n</details>")
    return "\n".join(parts)


def _html_list(head: str, changes: Sequence[Change], diff: Diff) -> Iterator[str]:
    if not changes:
        return
    if head:
        yield f"<h2>{head} ({len(changes)})</h2>"
    yield "<ul>"
    for change in changes:
        inside = _inside(diff, change)
        rest = html.escape(" ; ".join(part for part in (where(change), inside) if part))
        yield f'<li class="{change.genre}"><strong>{name(change)}</strong> : {_html_detail(change)}<br><span class="ou">{rest}</span></li>'
    yield "</ul>"


def _html_detail(change: Change) -> str:
    if change.genre != "modification":
        tag = {"ajout": "ins", "retrait": "del"}.get(change.genre, "span")
        return f"<{tag}>{html.escape(change.ref.texte)}</{tag}>"
    if isinstance(change.ancien, str) and isinstance(change.nouveau, str):
        tags = {"=": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
        told = "".join(tags[sign].format(html.escape(part)) for sign, part in word_diff(change.ancien, change.nouveau))
        return told if change.champ in ("titre", "texte") else f"{html.escape(change.ref.texte)} — {change.champ} : {told}"
    return (
        f"{html.escape(change.ref.texte)} — {change.champ} : "
        f"<del>{html.escape(value(change.ancien))}</del> <ins>{html.escape(value(change.nouveau))}</ins>"
    )


def dumps(results: Sequence[Comparison]) -> str:
    return json.dumps(as_data(results), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def render(results: Sequence[Comparison], form: str, titre: str) -> str:
    """The report of several documents in `form`: texte, markdown, json or junit."""
    if form == "json":
        return dumps(results)
    if form == "junit":
        return junit(results, titre)
    return markdown(results, titre) if form == "markdown" else terminal(results)


# What a report file is, by its suffix.
FORMATS: Mapping[str, str] = {".txt": "texte", ".md": "markdown", ".json": "json", ".xml": "junit"}
