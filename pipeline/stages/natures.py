"""What each section is for: programme, bilan, concertation, gouvernance, annexe, sommaire, autre.

Reads the outline; decides by the words of titles (natures.toml), by who asks (a question put to the reader belongs to
a workshop), by level words and labels below, and by inheritance. Only a programme gives engagements.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence, Set

from msgspec.structs import replace

from pipeline.lexicon import dated_sessions, natures as rows, programme_types, what_follows
from pipeline.model import Block, Line, Node
from pipeline.stages.brackets import ENTRE_PARENTHESES
from pipeline.stages.headings import RANG_GROUPE
from pipeline.texts import fold, text_of

_ARTICLE = re.compile(r"^(?:les |le |la |l'|des |nos |vos |un |une )?")
_SUJET = re.compile(r"(?:les |le |la |l'|des |une? )")
_QUESTION = re.compile(r"\b(?:vous|votre|vos|avez-vous|pensez-vous)\b")
_INTERROGE = re.compile(r"(?:qu'|quel(?:le)?s? |est-ce |que )")
APART = frozenset({"bilan", "concertation"})
CLOSES = frozenset({"bilan", "concertation", "sommaire", "annexe"})
# What the title of a part states that repeats the programme.
RESUME = ("autre", True)
_RECAP = "nature : redit le programme, ou dit ce qui n'en est pas"
# The fewest rows of a table that sums the programme up.
RANGEES_MIN = 3
_TITRE_PROGRAMME = re.compile(r"\b(?:programme|plan d'actions?|feuilles? de route|fiches?|actions|mesures|engagements)\b")

# What each of those who sign promises is promised, whether pilots are named or not.
_TITRE_SIGNATAIRES = re.compile(
    r"^(?:article \S+ [-.:] )?(?:les |nos )?engagements? (?!.*\b(?:precedent|20\d\d))"
    r"(?:reciproques|mutuels|de chacun\b|(?:respectifs )?(?:de chaque|des) (?:signataire|partenaire|partie|institution))"
)


def natures(root: Node, lignes: Sequence[Line]) -> Node:
    """The same tree with `nature` set on every node, and closing reports and workshops lifted out of the programme."""
    evident = any(_shows_programme(node) for node in _all(root))
    tree = _set(root, "", evident, False, lignes)
    if not any(node.nature == "programme" for node in _all(tree)):
        tree = _after_reports(tree, lignes)
    if not any(node.nature == "programme" for node in _all(tree)):
        tree = _programme_by_title(tree, lignes, {"autre"}, _lists_below)
    # beside the programme that names pilots
    tree = _programme_by_title(tree, lignes, {"autre"}, lambda node: _lists_below(node) and _promises(node, lignes), _TITRE_SIGNATAIRES)
    if not any(node.nature == "programme" and _has_role(node) for node in _all(tree)):
        # a 'Tableau récapitulatif' too, where nothing else is
        tree = _without_themes(_programme_by_title(tree, lignes, {"annexe", "autre"}, _has_role), lignes)
    if not any(node.nature == "programme" for node in _all(tree)):  # the contract is appended to what approves it
        tree = replace(
            tree, enfants=tuple(_as_programme(n, lignes) if n.nature == "annexe" and _mostly_led(n) else n for n in tree.enfants)
        )
    return _lift(_folded(_without_recaps(_with_annexes(tree, lignes), lignes)), lignes)


def _without_recaps(root: Node, lignes: Sequence[Line]) -> Node:
    """The tree with the parts that are but a table of titles printed elsewhere, none with an action of its own, told to sum up: 'Tous les
    engagements en un coup d'œil', with who leads each."""

    def title(node: Node) -> str:
        return fold(text_of(lignes, node.spans))

    count = Counter(title(n) for n in _all(root) if n.titre is not None)

    def visit(node: Node) -> Node:
        rows = [n for n in _all(node) if n is not node and not n.enfants]
        told = node.titre is not None and node.nature == "programme" and node.type == "section" and len(rows) >= RANGEES_MIN
        if told and all(_from_table(n) and count[title(n)] > 1 and not any(b.genre == "item" for b in n.corps) for n in rows):
            return _as_recap(node)
        return replace(node, enfants=tuple(visit(child) for child in node.enfants))

    return visit(root)


def _as_recap(node: Node) -> Node:
    return replace(node, nature="autre", pourquoi=(*node.pourquoi, _RECAP), enfants=tuple(map(_as_recap, node.enfants)))


def _with_annexes(root: Node, lignes: Sequence[Line]) -> Node:
    """The tree with the annexes whose title says that they hold actions made programme, where who leads each is told there and no other
    heading has their titles: 'Annexe 1 – Tableau des actions prolongées'."""

    def own(annexe: Node) -> bool:
        inside = _all(annexe)
        told = [n for n in inside if n is not annexe and n.titre is not None and not n.enfants]
        if not told or not all(map(_names_roles, told)) or not _TITRE_PROGRAMME.search(fold(text_of(lignes, annexe.spans))):
            return False
        here = {id(n) for n in inside}
        others = {fold(text_of(lignes, n.spans)) for n in _all(root) if id(n) not in here}
        return others.isdisjoint(fold(text_of(lignes, n.spans)) for n in told)

    annexes = tuple(_as_programme(n, lignes) if n.nature == "annexe" and own(n) else n for n in root.enfants)
    return replace(root, enfants=annexes)


def _without_themes(root: Node, lignes: Sequence[Line]) -> Node:
    """The tree of a contract whose fiches stand in an annexe, the axes of its text told to be none of the programme where their lists say
    what it is about: 'Enjeux retenus' over 'la précocité des interventions', not 'Création d'un pôle de santé'."""
    if not any(n.nature == "programme" and _has_role(n) for n in root.enfants):
        return root

    def tells(node: Node) -> bool:
        items = [text_of(lignes, b.spans) for n in _all(node) for b in n.corps if b.genre == "item" and b.spans]
        return 2 * sum(_SUJET.match(fold(item)) is not None for item in items) > len(items)

    def visit(node: Node) -> Node:
        if node.titre is not None and _has_role(node):
            return node
        if node.nature == "programme" and tells(node):
            return _with_nature(node, "autre")
        return replace(node, enfants=tuple(map(visit, node.enfants)))

    return visit(root)


def _programme_by_title(
    node: Node, lignes: Sequence[Line], natures: Set[str], holds: Callable[[Node], bool], says: re.Pattern[str] = _TITRE_PROGRAMME
) -> Node:
    """The tree with the parts of these natures whose title `says` that they hold the programme ('Annexe 2 : fiches-actions') made so,
    where they hold what one does."""
    words = fold(text_of(lignes, node.spans)) if node.titre is not None and node.nature in natures else ""
    if says.search(words) and holds(node):
        return _as_programme(node, lignes)
    return replace(node, enfants=tuple(_programme_by_title(child, lignes, natures, holds, says) for child in node.enfants))


def _lists_below(node: Node) -> bool:
    """Whether several of the headings below a part, the lowest, hold lists; one that sums up tells no programme."""
    leaves = (n for n in _all(node) if n is not node and not n.enfants and any(b.genre == "item" for b in n.corps))
    return _RECAP not in node.pourquoi and len(list(leaves)) > 1


def _promises(node: Node, lignes: Sequence[Line]) -> bool:
    """Whether most items below a part do not name who or what they are about: 'Tenir deux permanences', not 'Les délégués du préfet'."""
    items = [fold(text_of(lignes, b.spans)) for n in _all(node) for b in n.corps if b.genre == "item" and b.spans]
    return 2 * sum(_SUJET.match(item) is not None or item[:1].isdigit() for item in items) < len(items)


def _mostly_led(annexe: Node) -> bool:
    """Whether most of the lowest headings of an annexe, several, say who leads what they name."""
    leaves = [n for n in _all(annexe) if n is not annexe and n.titre is not None and not n.enfants]
    led = sum(map(_names_roles, leaves))
    return led > 1 and 2 * led > len(leaves)


def _after_reports(root: Node, lignes: Sequence[Line]) -> Node:
    """The tree with the programme taken out of a report or a workshop that comes before it, when nothing else is programme.

    Set larger than the headings of the programme, 'Ce qui a été fait' seems to hold all that follows it: from its first
    numbered level word with responsible parties below on, its parts stand beside it.
    """
    out: list[Node] = []
    for child in root.enfants:
        at = next((i for i, n in enumerate(child.enfants) if n.type != "section" and n.numero and _has_role(n)), None)
        if child.nature not in APART or at is None:
            out.append(child)
            continue
        out.append(replace(child, enfants=child.enfants[:at]))
        for node in child.enfants[at:]:
            out.append(_as_programme(node, lignes) if node.type != "section" and _has_role(node) else node)
    return replace(root, enfants=tuple(out))


def _as_programme(node: Node, lignes: Sequence[Line]) -> Node:
    """A part as one that carries the programme, but for what below it says by its title that it is something else."""

    def below(child: Node) -> Node:
        said = title_nature(text_of(lignes, child.spans)) if child.titre is not None else None
        if said is None or said[0] == "annexe" or (not said[1] and _has_role(child)):
            return _as_programme(child, lignes)
        return _with_nature(child, said[0])

    why = "nature : porte le programme, imprimé nulle part ailleurs"
    return replace(node, nature="programme", pourquoi=(*node.pourquoi, why), enfants=tuple(below(child) for child in node.enfants))


def _with_nature(node: Node, nature: str) -> Node:
    return replace(node, nature=nature, enfants=tuple(_with_nature(child, nature) for child in node.enfants))


def _folded(node: Node) -> Node:
    """The tree without the headings that a table makes in a report, a workshop or an annexe: its rows are text of that section, and so are
    the axes that a summary parts them by."""
    below = tuple(_folded(child) for child in node.enfants)
    sums_up = node.nature == "autre" and _RECAP in node.pourquoi
    rows = {id(child) for child in below if _from_table(child) or (sums_up and _is_merged_row(child))}
    if not rows or not (sums_up or node.nature in CLOSES):
        return replace(node, enfants=below)
    corps = list(node.corps)
    kept: list[Node] = []
    for child in below:
        if id(child) in rows:
            corps += _blocks(child)
        else:
            kept.append(child)
    return replace(node, corps=tuple(corps), enfants=tuple(kept))


def _from_table(node: Node) -> bool:
    return _is_merged_row(node) and node.type == "section"


def _is_merged_row(node: Node) -> bool:
    """Whether a row of a table names a part, whatever it is called."""
    return node.titre is not None and node.titre.page > 0 and node.titre.rang >= RANG_GROUPE


def _blocks(node: Node) -> list[Block]:
    """All blocks below a heading, in order, the heading itself as text."""
    heads = [replace(b, genre="texte") for b in (node.titre, *node.repetitions) if b is not None]
    return [*heads, *node.corps, *(b for child in node.enfants for b in _blocks(child))]


@functools.lru_cache(maxsize=4096)
def title_nature(texte: str) -> tuple[str, bool] | None:
    """The nature that a title states, and whether it holds against labels found below. Works on a plain string."""
    folded = fold(texte).rstrip(" .:")
    starts = {folded, bare := _ARTICLE.sub("", folded, count=1), re.sub(r"[\s\d/-]+$", "", bare)}
    for row in rows():
        if any(s in row.exact or s.startswith(row.debut) for s in starts) or any(c in folded for c in row.contient):
            return row.nature, row.ferme
        if any(s.startswith(row.debut_de) for s in starts) and any(c in folded for c in row.avec):
            return row.nature, row.ferme
    if dated_sessions().match(folded):
        return "concertation", True
    if folded.endswith("?") and (_QUESTION.search(folded) or _INTERROGE.match(folded)):
        return "concertation", True
    return None


def _all(node: Node) -> list[Node]:
    return [node, *(n for child in node.enfants for n in _all(child))]


def _names_roles(node: Node) -> bool:
    return any(b.genre == "etiquette" and b.etiquette.startswith("acteur:") for b in node.corps)


def _is_led(node: Node) -> bool:
    """Whether parties are named under a heading, other than in brackets behind what a workshop asked for or a report says was done."""
    loose = node.type == "section" and node.numero is None
    return any(b.etiquette.startswith("acteur:") and not (loose and ENTRE_PARENTHESES in b.pourquoi) for b in node.corps)


def _has_role(node: Node) -> bool:
    return any(_names_roles(n) for n in _all(node))


def _shows_programme(node: Node) -> bool:
    return node.titre is not None and (node.type in programme_types() or any(b.etiquette.startswith("acteur:") for b in node.corps))


def _set(node: Node, inherited: str, evident: bool, kin: bool, lignes: Sequence[Line]) -> Node:
    nature, why = _nature(node, inherited, evident, kin, lignes)
    handed = (_RECAP if why == _RECAP else nature) if node.titre else inherited
    # headings without a level word beside headings without a level word that name pilots are of their kind
    below = any(child.type == "section" and _names_roles(child) for child in node.enfants)
    return replace(
        node,
        nature=nature,
        pourquoi=(*node.pourquoi, why) if why else node.pourquoi,
        enfants=tuple(_set(child, handed, evident, below, lignes) for child in node.enfants),
    )


def _nature(node: Node, inherited: str, evident: bool, kin: bool, lignes: Sequence[Line]) -> tuple[str, str]:
    if node.titre is None:
        return "autre", ""
    if node.type == "annexe":
        return "annexe", "nature : mot de niveau annexe"
    stated = title_nature(text_of(lignes, node.spans))
    # inside a report or a workshop, what looks like a programme is being told, not promised
    if inherited == _RECAP:
        return "autre", _RECAP
    if inherited in CLOSES:
        return (stated[0], "nature : mots du titre") if stated and stated[1] else (inherited, f"nature : dans une section {inherited}")
    # a leaf that has its own pilots is an engagement, whatever its title starts with
    own_engagement = stated not in (None, ("sommaire", True), RESUME) and not node.enfants and _is_led(node)
    if stated and not own_engagement and (stated[1] or not (node.type in programme_types() or _has_role(node))):
        return stated[0], _RECAP if stated == RESUME else "nature : mots du titre"
    if inherited == "programme":
        return "programme", "nature : dans le programme"
    if any(_shows_programme(n) for n in _all(node)):
        return "programme", "nature : mot de niveau ou parties responsables"
    if inherited:
        return inherited, f"nature : dans une section {inherited}"
    bullets = any(b.genre == "item" for n in _all(node) for b in n.corps)
    if bullets and node.type == "section" and (kin or not evident):
        return (
            "programme",
            "nature : puces, à côté de titres qui ont des pilotes" if kin else "nature : puces, dans un document sans mot de niveau",
        )
    return "autre", ""


def _is_what_follows(node: Node, lignes: Sequence[Line]) -> bool:
    """Whether a part without level word is titled 'Prochaines étapes' or its like."""
    return node.nature == "autre" and node.type == "section" and fold(text_of(lignes, node.spans)).strip(" .:?!") in what_follows()


def _lift(root: Node, lignes: Sequence[Line]) -> Node:
    """Take the reports and workshops that close the document out of the last programme section.

    Word processors number them on (2.4 after 2.3) though they are about the programme, not part of it. They are lifted only
    when they end the document and no other programme section ends so: a report in each axe belongs to its axe. What follows the contract
    ('Prochaines étapes') is never part of its last axe.
    """
    if not root.enfants:
        return root
    last = root.enfants[-1]
    if last.nature != "programme":
        return root
    tail = len(last.enfants)
    while tail and _is_what_follows(last.enfants[tail - 1], lignes):
        tail -= 1
    follows = tail
    while tail and last.enfants[tail - 1].nature in APART:
        tail -= 1
    others = [n for n in root.enfants[:-1] if n.nature == "programme" and n.enfants]
    if tail == 0 or any(n.enfants[-1].nature in APART for n in others):
        tail = follows
    moved = last.enfants[tail:]
    if not moved or tail == 0:
        return root
    why = "clôt le document : sorti du programme dont il rend compte"
    lifted = tuple(replace(n, pourquoi=(*n.pourquoi, why)) for n in moved)
    return replace(root, enfants=(*root.enfants[:-1], replace(last, enfants=last.enfants[:tail]), *lifted))
