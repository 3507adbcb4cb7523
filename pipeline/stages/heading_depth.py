"""Under which open heading a heading stands.

Reads the headings open above it and what the document did before; decides by the rules of `REGLES`, the first that speaks: numbering, then
what the file states, level words, repetition, and the look last. It opens and closes nothing, and assumes no order of level words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from pipeline.colours import light
from pipeline.lexicon import commanding_words, leaf_types, level_keys, programme_types
from pipeline.model import Line
from pipeline.stages.heading_keys import RACINE, SOMMAIRE, Kind, Look, Open, kind, look_key
from pipeline.stages.heading_signs import PREMIERS
from pipeline.stages.headings import RANG_GROUPE, ROMAINS, Heading
from pipeline.stages.returning import CHEMIN, RAPPELE
from pipeline.texts import fold, label_key, text_of

_SUR_ACTIONS = re.compile(r"\b(?:programme|plan d'actions?|fiches?|actions|mesures|projets)\b|^(?:les |nos |des |leurs )?engagements\b")
# What a part is called that holds the axes.
_NOMME_AXES = re.compile(
    r"\b(?:programmes?|plan) (?:d'actions?|operationnels?|d'engagements?)\b|\bengagements (?:pour|du contrat|\d)"
    r"|^(?:les |nos )?(?:engagements|axes|orientations)\b|^(?:le |notre )?programme(?: 20\d\d.*)?$"
)
_MOT = re.compile(r"\w+")
# The letters of the code that numbers a title.
_CODE = re.compile(r"^[A-Z]{1,3} ?(?=\d)")
# Natures of what tells of the past, or of what was said.
_RACONTE = frozenset({"bilan", "concertation"})
# Signs of lettered parts.
LETTRES = "ABCDEFGH"
# A title so many times larger than the first axis commands it, whatever it says.
BIEN_PLUS_GRAND = 1.25
# A heading so many times as large as another at most is smaller.
PLUS_PETIT = 0.9
# Slides shrink their titles to this share of their size.
REDUIT = 0.8
# The same, where the axis stands on a band or a picture.
PLUS_GRAND_QUE_BANDE = 1.6

# In points: no further apart stand the titles of two pages set alike.
MEME_PLACE = 2.0


class Plan(Struct):
    """The plan so far. `ouverts`: from the root down to the last heading; `appris`: looks met, each with the look it stood under;
    `etages`: the sommaire sets its levels apart; `sous_mots`: looks met, each with the level word it stood under."""

    ouverts: list[Open]
    contenues: frozenset[tuple[Kind, Kind]]
    lignes: Sequence[Line]
    appris: set[tuple[Look, Look]]
    etages: bool = False
    sous_mots: set[tuple[Look, str]] = field(default_factory=set)

    @property
    def dernier(self) -> Open:
        """The innermost open heading."""
        return self.ouverts[-1]

    def inward_out(self) -> range:
        """Indices of the open headings, from the innermost to the outermost."""
        return range(len(self.ouverts) - 1, 0, -1)

    def below(self, i: int) -> Iterator[int]:
        """Indices of the headings open below the one at `i`, from the innermost."""
        return iter(range(len(self.ouverts) - 1, i, -1))

    def stood(self, look: Look) -> set[Look]:
        """The looks that headings of this look stood under so far."""
        return {under for met, under in self.appris if met == look}

    def parent(self) -> int:
        """Index of the innermost open heading, to stand under it."""
        return len(self.ouverts) - 1


def depth(node: Open, plan: Plan) -> int:
    """Index in `plan.ouverts` of the parent of `node`; the reason is added to `node.pourquoi`."""
    for rule in REGLES:
        if (level := rule(node, plan)) is not None:
            return level
    return 0


def _fresh(node: Open, plan: Plan) -> bool:
    """Whether a heading follows another at once, nothing between them, neither being a banner, a row or a part apart."""
    top = plan.dernier
    alone = not (node.key.banner or node.key.rank >= RANG_GROUPE or node.apart)
    return alone and len(plan.ouverts) > 1 and not top.corps and not top.enfants


def _is_plain(node: Open) -> bool:
    return node.key.type == "section" and not node.key.depth


# --- the rules: each gives the index of the parent, or None when it has nothing to say


def _beside_its_number(node: Open, plan: Plan) -> int | None:
    """2.1.4 stands beside 2.1.3, wherever that stands."""
    parts, sign = _parts(node.head.chaine), _sign(node.head.chaine)  # '2-1' is another numbering than '2.1'
    for i in plan.inward_out() if len(parts) > 1 else ():
        beside = _parts(plan.ouverts[i].head.chaine)
        if _counted_apart(node, plan.ouverts[i]):
            return None
        if _sign(plan.ouverts[i].head.chaine) == sign and beside != parts and beside[:-1] == parts[:-1]:
            node.pourquoi.append(f"numéro voisin de {plan.ouverts[i].head.chaine}")
            return i - 1
    return None


def _after_its_number(node: Open, plan: Plan) -> int | None:
    """'1.2' printed beside its title stands where '1.1' beside another does, however slides shrink their type."""
    numero = node.head.numero or ""
    parts = _parts(numero)
    if node.head.chaine or len(parts) < 2 or not parts[-1].isdigit():
        return None
    for i in plan.inward_out():
        other = plan.ouverts[i].head
        beside = _parts(other.numero or "")
        if not other.chaine and beside[:-1] == parts[:-1] and beside[-1].isdigit() and int(parts[-1]) == int(beside[-1]) + 1:
            node.pourquoi.append(f"numéro qui suit {other.numero}")
            return i - 1
    return None


def _under_its_number(node: Open, plan: Plan) -> int | None:
    """2.1.3 stands under 2.1, or under the level word above all dotted headings that bears the number 2.1."""
    parts, sign, stack = _parts(node.head.chaine), _sign(node.head.chaine), plan.ouverts
    if len(parts) <= 1:
        return None
    dotted = next((i for i in range(1, len(stack)) if _sign(stack[i].head.chaine) == sign), len(stack))
    for i in plan.inward_out():
        if _counted_apart(node, stack[i]):
            return None
        other = stack[i].head.chaine or (_CODE.sub("", stack[i].head.numero or "") if i < dotted else None)  # 'OS 1' over '1.a'
        if other and _sign(other) in ("", sign) and _parts(other) == parts[:-1]:
            kin = (j for j in plan.below(i) if _had_before(stack[j], parts, stack[0]))
            if (at := next(kin, 0)) > 0:
                node.pourquoi.append(f"le numéro {node.head.chaine} continue sous un autre {stack[at].key.type!r}")
                return at
            node.pourquoi.append(f"le numéro {node.head.chaine} prolonge {other}")
            if i < plan.parent() and (_opens_leaf(node, plan.dernier) or _opens_word(node, plan.dernier)):
                return plan.parent()
            # 'PETITE ENFANCE', larger and without number, may stand between 'Axe 1' and '1.1'
            if node.under is not None and node.under is stack[i]:
                return i  # which its page has just named again
            return next(
                (j for j in plan.below(i) if _stands_over(stack[j], node) or _holds_numbers(stack[j], node, parts, plan.dernier)), i
            )
    return None


def _below_one_that_returns(node: Open, plan: Plan) -> int | None:
    above = node.under
    step = node.titre is not None and CHEMIN in node.titre.pourquoi  # set as the step before it
    if above is None or not (step or _other_kind(node, above)) or not any(o is above for o in plan.ouverts):
        return None
    node.pourquoi.append("suit aussitôt un titre qui revient")
    return next(i for i, o in enumerate(plan.ouverts) if o is above)


def _without_its_banner(node: Open, plan: Plan) -> int | None:
    """A slide of the look that slides have under the axis printed again on each of them, without it: another part, as one was before."""
    if not (node.unled and _is_plain(node) and RACINE in plan.stood(look_key(node.key))):
        return None
    node.pourquoi.append("sans le titre qui revient sur les autres pages de cet aspect")
    return 0


def _beside_its_theme(node: Open, plan: Plan) -> int | None:
    """A theme in small type stands beside the one open above it, of its type in whatever colour, not in the engagement that one opened;
    so does a larger title of another part of the document, set otherwise than the engagements."""
    at = next((i for i in plan.inward_out() if plan.ouverts[i].theme), None)
    if at is None:
        return None
    look, theme = node.key.look, plan.ouverts[at].key.look
    if node.theme and look[:3] == theme[:3]:
        node.pourquoi.append("thème en petit, comme celui d'avant")
        return at - 1
    if not (node.apart and _is_plain(node) and look[0] > theme[0] and all(o.key.look != look for o in plan.ouverts[at:])):
        return None
    if RACINE in plan.stood(look_key(node.key)) <= {RACINE, SOMMAIRE}:
        return None  # 'Et maintenant ?', set as the preface was
    node.pourquoi.append("plus grand que le thème ouvert, et d'une autre partie")
    above = plan.ouverts[at - 1].key.look  # 'Réalisations', on the band of 'ENJEU 3' and as large
    return at - 2 if at > 1 and above[4] and look[4] and look[0] >= above[0] else at - 1


def _plain_as_stated(node: Open, plan: Plan) -> int | None:
    """The depth that the file states, where its headings were found to stand as it says, comes before looks and single numbers ('A', '1/'),
    not before words."""
    return _as_stated(node, plan) if node.key.type == "section" and node.key.depth <= 1 else None


def _as_stated(node: Open, plan: Plan) -> int | None:
    higher = _above_as_stated(node, plan.ouverts) if node.key.stated else None
    if higher is not None:
        node.pourquoi.append(f"profondeur {node.key.stated} énoncée par le fichier")
    return higher


def _apart_at_first_rank(node: Open, plan: Plan) -> int | None:
    """A part that is none of the programme, set as the engagements are, where one stood at the first rank before: slides of one look."""
    if not (node.apart and _is_plain(node) and {RACINE, SOMMAIRE} & plan.stood(look_key(node.key))):
        return None
    if not any(o.key.look == node.key.look and not o.apart for o in plan.ouverts[2:]):
        return None
    node.pourquoi.append("au premier rang, comme un titre du même aspect plus haut")
    return 0


def _of_the_whole(node: Open, plan: Plan) -> int | None:
    """A sommaire is no part of the preface that stands above it; what is listed in a document that has one is."""
    if any(o.nature == "sommaire" for o in plan.ouverts[0].enfants):
        return None
    if node.nature != "sommaire" or not _is_plain(node) or node.key.rank or any(o.head != Heading() for o in plan.ouverts[1:]):
        return None
    node.pourquoi.append("sommaire de tout le document")
    return 0


def _beside_its_kind(node: Open, plan: Plan) -> int | None:
    """A sibling of an open section: the same level word or numbering, or the very same look."""
    for i in plan.inward_out():
        other = plan.ouverts[i]
        same = node.key.type == other.key.type and node.key.depth == other.key.depth
        if same and _follows(node, other):
            node.pourquoi.append(f"numéro qui suit {other.head.numero}")
            return i - 1
        if same and _siblings(node, other) and (node.key.type != "section" or node.key.depth or node.key.look == other.key.look):
            node.pourquoi.append("même rang qu'un titre ouvert")
            return i - 1
    return None


def _on_another_band(node: Open, plan: Plan) -> int | None:
    """A title on a fill where an open one stood on its page, set as that, on a fill of another colour: what it names is of its rank."""
    titre, look = node.titre, node.key.look
    if titre is None or not look[4] or not _is_plain(node) or node.key.rank:
        return None
    for i in plan.inward_out():
        other, theirs = plan.ouverts[i], plan.ouverts[i].key.look
        if other.titre is None or other.titre.page == titre.page or other.key.rank or theirs[4] in ("", look[4]):
            continue
        place = all(abs(a - b) < MEME_PLACE for a, b in zip(other.titre.bbox[:2], titre.bbox[:2], strict=True))
        if place and theirs[:3] == look[:3] and theirs[5:] == look[5:]:
            node.pourquoi.append("à la place d'un titre ouvert, sur un fond d'une autre couleur")
            return i - 1
    return None


def _as_the_slide_before(node: Open, plan: Plan) -> int | None:
    """Beside the open heading in whose place it stands, see `_in_its_place`."""
    for i in plan.inward_out():
        if _in_its_place(node, plan.ouverts[i]):
            node.pourquoi.append("à la place d'un titre ouvert, un peu plus petit, et mené comme lui")
            return i - 1
    return None


def _within_one_section(node: Open, plan: Plan) -> int | None:
    stack = plan.ouverts
    for i in plan.inward_out():
        if (kind(node.key), kind(stack[i].key)) in plan.contenues:
            node.pourquoi.append(f"tous les titres de cette sorte sont dans un seul {stack[i].key.type!r}")
            if plan.parent() > i and not stack[-1].corps and not stack[-1].enfants and kind(stack[-1].key) != kind(node.key):
                return plan.parent()  # right below another heading of that section, however they are set
            return next((j for j in plan.below(i) if stack[j].key.weight > node.key.weight), i)
    return None


def _first_below_a_word(node: Open, plan: Plan) -> int | None:
    """A heading right below a level word of another kind, nothing between them, is its first child, however they are set."""
    if not _fresh(node, plan):
        return None
    top = plan.dernier
    if top.key.type not in ("section", "annexe", "article", node.key.type) and node.key.type not in ("section", "annexe"):
        node.pourquoi.append(f"suit aussitôt un titre {top.key.type!r}")
        return plan.parent()
    if top.key.type == "section" and not top.apart and node.key.type in leaf_types():
        node.pourquoi.append(f"{node.key.type!r} qui suit aussitôt un titre")
        return plan.parent()
    if top.key.type == "section" and top.head.numero and not top.apart and _is_first_axis(node):
        node.pourquoi.append(f"premier titre {node.key.type!r}, qui suit aussitôt la partie {top.head.numero}")
        return plan.parent()
    if node.head == Heading() and top.surplombe and node.key.look != top.key.look:
        node.pourquoi.append(f"suit aussitôt un titre {top.key.type!r}, comme sous tous les autres")
        return plan.parent()
    counted = node.key.type == "section" and node.head.profondeur <= 1 and (node.head.numero or "").isdigit() and node.leads
    if counted and top.key.type in programme_types() and top.head.profondeur > 1:
        node.pourquoi.append(f"numéro {node.head.numero}, qui suit aussitôt un titre {top.key.type!r}")
        return plan.parent()
    return None


def _under_its_band(node: Open, plan: Plan) -> int | None:
    band = next((i for i in plan.inward_out() if RANG_GROUPE <= plan.ouverts[i].key.rank < node.key.rank), None)
    if band is not None:
        node.pourquoi.append("sous une bande ouverte de son tableau")
    return band


def _as_before(node: Open, plan: Plan) -> int | None:
    """What the document did before: this look stood under a heading of that look."""
    stack = plan.ouverts
    for i in plan.inward_out() if not node.apart else ():
        if (look_key(node.key), look_key(stack[i].key)) in plan.appris:
            node.pourquoi.append("comme un titre du même aspect plus haut")
            # '2.2.1 L'éducation', 'b) Jeunesse' or 'Axe 1' opened since stands between, where other parts have no such level
            deeper = (
                j
                for j in plan.below(i)
                if (stack[j].head.profondeur > 1 and stack[j].key.weight > node.key.weight)
                or (stack[j].head.numero is not None and _stands_over(stack[j], node))
                or (node.head.numero is not None and stack[j].key.type in programme_types() and stack[j].key.weight > node.key.weight)
            )
            return next(deeper, i)
    return None


def _under_its_word(node: Open, plan: Plan) -> int | None:
    """A heading without word and number stands under the innermost open level word under which its look stood before, however the file
    ranks either: '## EMPLOI' under '## Pilier 2', as '## ÉCOLE' under '# Pilier 1'."""
    if not _is_plain(node) or node.apart or not node.key.rank:
        return None
    for i in plan.inward_out():
        if (look_key(node.key), plan.ouverts[i].key.type) in plan.sous_mots:
            node.pourquoi.append(f"comme un titre du même aspect sous un autre {plan.ouverts[i].key.type!r}")
            return i
    return None


def _letter_below_its_number(node: Open, plan: Plan) -> int | None:
    """'a. De la naissance à l'école' is the first part of '1. La réussite éducative', of one type and weight, though it be in italics."""
    if node.key.type != "section" or node.head.numero != "a":
        return None
    for i in plan.inward_out():
        numero = plan.ouverts[i].head.numero
        if numero is not None:
            alike = plan.ouverts[i].key.type == "section" and plan.ouverts[i].key.look[:2] == node.key.look[:2]
            if not (numero.isdigit() and alike):
                return None
            node.pourquoi.append(f"première lettre sous le numéro {numero}")
            return i
    return None


def _at_first_rank_as_before(node: Open, plan: Plan) -> int | None:
    stood = plan.stood(look_key(node.key))
    numero = node.head.numero or ""
    lettered = node.key.type == "section" and len(numero) == 1 and numero in LETTRES and stood == {RACINE}
    lettered = lettered or (stood == {RACINE} and _counts_on(node, plan.ouverts[0]))
    if not (_is_plain(node) or lettered) or not stood & ({RACINE, SOMMAIRE} if node.apart else {RACINE}):
        return None  # 'C. Suivi du plan' stands where 'A.' and 'B.' do, 'III.' where 'I.' and 'II.' do, the programme between them
    if _ranked_below(node, plan.ouverts) and (not node.apart or plan.dernier.apart):
        return None  # '## Qu'avons-nous oublié ?' under '# Ce que les habitants ont dit'
    if not node.apart and len(stood - {SOMMAIRE}) > 1:
        return None
    node.pourquoi.append("au premier rang, comme un titre du même aspect plus haut")
    return 0


def _counts_on(node: Open, racine: Open) -> bool:
    """Whether a heading without level word has the number after that of the last one of its look at the first rank."""
    last = next((o for o in reversed(racine.enfants) if o.key.look == node.key.look and o.head.numero), None)
    if last is None or any(o.key.type != "section" or o.head.profondeur > 1 for o in (node, last)):
        return False
    a, b = (ROMAINS.get(n, int(n) if n.isdigit() else 0) for n in (last.head.numero or "", node.head.numero or ""))
    return b == a + 1 > 1


def _first_below_a_look(node: Open, plan: Plan) -> int | None:
    """A heading right below another, no larger, with nothing between them, is its first child; capitals stand over small letters hardly
    larger."""
    look, above = node.key.look, plan.dernier.key.look
    capitals = above[5] and not look[5] and above[0] >= PLUS_PETIT * look[0]
    if not _fresh(node, plan) or (look[0] > above[0] and not capitals) or look == above:
        return None
    node.pourquoi.append("suit aussitôt un titre d'un autre aspect")
    return plan.parent()


def _among_bands(node: Open, plan: Plan) -> int | None:
    """A band of a table stands where an open band of its look does, or under the band right above it in another look."""
    if node.key.rank < RANG_GROUPE:
        return None
    stack = plan.ouverts
    same = next((i for i in plan.inward_out() if (stack[i].key.rank, stack[i].key.look) == (node.key.rank, node.key.look)), 0)
    if same and "section" in (node.key.type, stack[same].key.type):
        node.pourquoi.append("même aspect qu'une bande ouverte")
        return same - 1
    top = plan.dernier
    fresh = len(stack) > 1 and not top.corps and not top.enfants and top.key.rank == node.key.rank
    if fresh and (node.key.look != top.key.look or "section" != node.key.type != top.key.type != "section"):
        node.pourquoi.append("bande sous une bande d'un autre aspect")
        return plan.parent()
    return None


def _beside_its_look(node: Open, plan: Plan) -> int | None:
    """A title that states another nature (gouvernance, bilan ...) is the sibling of the outermost heading it looks like."""
    stack = plan.ouverts
    for i in reversed(plan.inward_out()) if node.apart else plan.inward_out():
        if _siblings(node, stack[i]):
            node.pourquoi.append("même aspect qu'un titre ouvert")
            level = i - 1
            while node.apart and level > 0 and not stack[level].apart and stack[level].key.look[0] < node.key.look[0]:
                level -= 1  # small lines that name the axis of each fiche command no title larger than they are
            return level
    return None


def _under_what_names_it(node: Open, plan: Plan) -> int | None:
    """'Axe 1' stands under 'III – Le programme d'actions', or the plain title right above that says so, set no less than it."""
    above = plan.dernier
    if not _is_first_axis(node) or node.key.rank or above.key.type != "section" or above.apart or above.enfants or above.key.banner:
        return None
    if above.key.weight[1:] < node.key.weight[1:] or not _NOMME_AXES.search(fold(text_of(plan.lignes, above.spans))):
        return None
    node.pourquoi.append("sous le titre qui annonce le programme")
    return plan.parent()


def _in_the_programme(node: Open, plan: Plan) -> int | None:
    """What a table or fiches say stands under a level of the programme, not under an introduction."""
    if node.key.rank < RANG_GROUPE:
        return None
    for i in plan.inward_out():
        above = plan.ouverts[i]
        if above.key.rank >= node.key.rank:
            continue
        speaks = above.key.type != "section" or above.key.rank >= RANG_GROUPE or above.tables or not above.corps
        title = text_of(plan.lignes, above.spans)
        if above is plan.dernier and above.resume:
            node.pourquoi.append("dans le tableau que le titre annonce")
            return i
        speaks = speaks or any(label_key(word) in level_keys() for word in _MOT.findall(title)[:1])  # 'Axes transversaux'
        says_how = above.nature == "autre" and above.key.type == "section"  # 'Lecture des fiches'
        if (speaks and above.nature not in _RACONTE) or (_SUR_ACTIONS.search(fold(title)) and not says_how):
            node.pourquoi.append("dans un tableau ou des fiches, sous le titre du programme")
            return i
    return 0


def _as_listed(node: Open, plan: Plan) -> int | None:
    """Beside the open heading that the sommaire lists as it lists this one: one without indents lists parts as it does the whole."""
    stack = plan.ouverts
    listed = next((i for i in plan.inward_out() if node.entree is not None and stack[i].entree == node.entree), None)
    worded = plan.etages and node.key.type in programme_types()
    if listed is None or (node.key.look[0] < stack[listed].key.look[0] and not worded):
        return None
    node.pourquoi.append("même rang dans le sommaire qu'un titre ouvert")
    return listed - 1


def _in_its_place(node: Open, above: Open) -> bool:
    """Whether a heading stands where an open one stood on its page, alike but for a little size, and both lead an engagement: slides shrink
    their titles each in its own way."""
    if node.titre is None or above.titre is None or node.titre.page <= above.titre.page or not (node.leads and above.leads):
        return False
    alike = node.key.look[1:] == above.key.look[1:] and node.key.rank == above.key.rank and node.key.type == above.key.type
    place = all(abs(a - b) < MEME_PLACE for a, b in zip(above.titre.bbox[:2], node.titre.bbox[:2], strict=True))
    return alike and place and node.key.look[0] >= REDUIT * above.key.look[0] and _names_parties(above)


def _names_parties(node: Open) -> bool:
    return any(b.genre == "etiquette" and b.etiquette.startswith("acteur:") for b in node.corps)


def _below_cards(node: Open, above: Open) -> bool:
    """Whether two headings abreast, the second of them `above`, and one below them on their page each lead an engagement, and look
    alike but for a little size."""
    kin = above.parent.enfants if above.parent is not None else []
    beside = next((a for a, b in pairwise(kin) if b is above), None)
    if beside is None or beside.titre is None or above.titre is None or node.titre is None:
        return False
    three = (beside, above, node)
    abreast = abs(beside.titre.bbox[1] - above.titre.bbox[1]) < MEME_PLACE and beside.titre.bbox[2] < above.titre.bbox[0]
    below = node.titre.bbox[1] > above.titre.bbox[3] and beside.titre.page == above.titre.page == node.titre.page
    alike = len({o.key.look[1:4] for o in three}) == 1 and node.key.look[0] >= PLUS_PETIT * above.key.look[0]
    return abreast and below and alike and all(o.leads for o in three)


def _by_look(node: Open, plan: Plan) -> int | None:
    """Under the nearest open heading that is more prominent."""
    stack = plan.ouverts
    for i in plan.inward_out():
        if 0 < node.alias_rank <= stack[i].key.rank < RANG_GROUPE:
            continue  # its title is of the rank of that heading, or above
        if stack[i].nature == "concertation" and node.leads and node.titre is not None and _began_before(stack[i], node.titre.page):
            continue  # what habitants said fills its slide; the next one, set smaller, says who leads what
        if node.nature == "concertation" and stack[i].leads and not stack[i].enfants and any(b.genre == "item" for b in stack[i].corps):
            continue  # 'Points soulevés en séance' below an engagement is about its part
        if node.apart and not stack[i].apart and stack[i].key.look[0] < node.key.look[0]:
            continue  # 'Gouvernance' set larger than the lines that name the axis of each fiche
        opens = (node.key.look[4] and not node.card) or (node.titre is not None and RAPPELE in node.titre.pourquoi)
        if opens and (node.head.numero or node.over) and not stack[i].rubrique and _is_introduction(stack[i], plan.lignes):
            continue  # a coloured band opens the programme, as does the axis that each fiche names; the fill of a card is no band
        if node.programme and stack[i].nature in _RACONTE and node.titre is not None and _began_on_a_page_before(stack[i], node.titre.page):
            continue  # a report on another page does not hold the only programme of the document
        if _outgrows(node, stack[i]):
            continue  # 'Suivre la feuille de route', as large as 'Axe III' on its band, whose objectives are set smaller
        if _opens_programme(node, stack[i], plan.lignes):
            continue  # 'Défi 1' at the head of a page, a little smaller than 'Lire ce document' on the page before
        if stack[i].isole and node.key.banner and _is_plain(node) and not node.head.numero and node.key.look[0] < stack[i].key.look[0]:
            node.pourquoi.append("sous le titre seul sur sa page, plus grand")  # a theme at the head of the slides that follow
            return i
        if _below_cards(node, stack[i]):
            node.pourquoi.append("sous deux titres côte à côte, comme eux")  # over the width of both, which the slide shrank a little more
            return i - 1
        if stack[i].key.weight > node.key.weight:
            node.pourquoi.append("moins marqué que le titre au-dessus")
            return i
        if stack[i].key.look == node.key.look and stack[i].key.rank == node.key.rank and _nests(node, stack[i]):
            node.pourquoi.append("même aspect, autre mot de niveau : sous le titre qui précède")
            return i
    return None


Rule = Callable[[Open, Plan], int | None]
REGLES: tuple[Rule, ...] = (
    _beside_its_number,
    _after_its_number,
    _under_its_number,
    _letter_below_its_number,
    _below_one_that_returns,
    _without_its_banner,
    _beside_its_theme,
    _plain_as_stated,
    _apart_at_first_rank,
    _of_the_whole,
    _under_what_names_it,
    _beside_its_kind,
    _on_another_band,
    _as_the_slide_before,
    _within_one_section,
    _as_stated,
    _first_below_a_word,
    _under_its_band,
    _as_before,
    _under_its_word,
    _at_first_rank_as_before,
    _first_below_a_look,
    _among_bands,
    _beside_its_look,
    _in_the_programme,
    _as_listed,
    _by_look,
)


# --- what the rules ask of two headings


def _counted_apart(node: Open, above: Open) -> bool:
    """Whether 'Action 1.3' stands below 'Objectif 1.2': each word has its own count, what a plan comes down to is part of the other."""
    worded = above.key.type not in ("section", "annexe", "article") and above.key.type not in leaf_types()
    same = len(_parts(node.head.chaine)) == len(_parts(above.head.chaine)) > 1
    return node.key.type in leaf_types() and worded and same


def _is_first_axis(node: Open) -> bool:
    """Whether a heading has a level word of the programme and the first number."""
    return node.key.type in programme_types() and (node.head.numero or "").lower() in PREMIERS


def _opens_leaf(node: Open, top: Open) -> bool:
    """Whether 'Fiche action 1.3' stands right below 'Orientation 2', which is part of 'Pilier 1': it is part of that orientation."""
    worded = top.key.type not in ("section", "annexe", "article", node.key.type)
    return worded and not top.corps and not top.enfants and node.key.type in leaf_types()


def _opens_word(node: Open, top: Open) -> bool:
    """Whether '1.3', or 'Objectif 1.3', stands right below 'Chantier B', which is set as more: the first thing in that part of 'Cap 1'."""
    worded = top.key.type not in ("section", "annexe", "article", node.key.type)
    apart = node.key.type == "section" or (top.head.numero is not None and top.head.numero.isalpha())
    return worded and apart and not top.corps and not top.enfants and top.key.weight > node.key.weight


def _stands_over(open_: Open, node: Open) -> bool:
    """Whether an open heading without level word, numbered by a letter at most, is more prominent than `node`, and no part apart."""
    lettered = open_.head.type == "section" and (open_.head.numero is None or (len(open_.head.numero) == 1 and open_.head.numero.isalpha()))
    return lettered and not open_.apart and open_.key.weight > node.key.weight


def _began_before(open_: Open, page: int) -> bool:
    """Whether an open heading has a text of its own, all of it on pages before this one."""
    return open_.titre is not None and 0 < open_.titre.page < page and bool(open_.corps) and open_.corps[-1].page < page


def _began_on_a_page_before(open_: Open, page: int) -> bool:
    return open_.titre is not None and 0 < open_.titre.page < page


def _holds_numbers(open_: Open, node: Open, parts: Sequence[str], last: Open) -> bool:
    """Whether a title without number has the numbers before this one below it, or stands right above it with nothing of its own: on slides
    that shrink their titles 'Petite enfance' may be set smaller than '1.1'."""
    if open_.head.numero is not None or open_.key.type != "section" or node.key.type != "section":
        return False
    return (open_ is last and not open_.corps and not open_.enfants) or any(
        _parts(child.head.chaine)[:-1] == parts[:-1] for child in open_.enfants
    )


def _had_before(open_: Open, parts: Sequence[str], root: Open) -> bool:
    """Whether another heading of the same level word commands numbers of as many parts: 'Objectif 1' has I.1 and I.2, so 'Objectif 2' has
    I.3 and 'Objectif 3' II.1, which 'Axe I' and 'Axe II' would take."""
    if open_.key.type == "section":
        return False
    rest = [root]
    while rest:
        kin = rest.pop()
        rest += kin.enfants
        same = kin is not open_ and kin.key.type == open_.key.type and not kin.head.chaine
        if same and any(len(_parts(child.head.chaine)) == len(parts) for child in kin.enfants):
            return True
    return False


@functools.lru_cache(maxsize=1024)
def _parts(numero: str) -> tuple[str, ...]:
    """The parts of a number, a roman first one in digits: 'II.1' stands in 'Partie 2' as '2.1' does."""
    first, *rest = re.split(r"[.\-]", numero)
    return (str(ROMAINS.get(first.upper(), first)), *rest)


@functools.lru_cache(maxsize=1024)
def _sign(numero: str) -> str:
    """The sign between the parts of a number, '' for a number of one part."""
    found = re.search(r"[.\-]", numero)
    return found.group() if found else ""


def _is_introduction(open_: Open, lignes: Sequence[Line]) -> bool:
    """Whether an open heading has a text of its own and announces no actions: what comes before a programme, not what commands it."""
    own = open_.key.type == "section" and open_.head.numero is None and any(b.genre in ("texte", "item", "legende") for b in open_.corps)
    tells = open_.nature == "autre" or not _SUR_ACTIONS.search(fold(text_of(lignes, open_.spans)))  # 'Mode d'emploi des fiches'
    return own and open_.key.rank < RANG_GROUPE and tells


def _outgrows(node: Open, above: Open) -> bool:
    """Whether a heading without level word and number, first on its page, is set as large as an open level of the programme whose own
    headings are all smaller."""
    plain = node.head == Heading() and node.titre is not None and node.first
    level = above.key.type in programme_types() and bool(above.head.numero) and bool(above.enfants)
    size = node.key.look[0]
    level = level and (node.entree is None or above.entree is None)  # a sommaire tells it better
    return plain and level and size >= above.key.look[0] and all(o.key.look[0] < PLUS_PETIT * size for o in above.enfants)


def _opens_programme(node: Open, above: Open, lignes: Sequence[Line]) -> bool:
    """Whether the first of the axes, or of the headings that open a page each, starts on a page after an introduction whose title, hardly
    larger or of its rank in the sommaire, could command none."""
    first = _is_first_axis(node)
    if node.titre is None or not (first or node.opens):
        return False
    if _stated_alike(node, above) and above.head == Heading() and _began_before(above, node.titre.page):
        return True  # 'Dix-sept fiches pour agir', a page of its own, of the rank of 'Thématique 1' in the tags of the file
    if not _is_introduction(above, lignes) or not _began_before(above, node.titre.page):
        return False
    banded = node.key.look[4] or light(node.key.look[3])
    hardly = above.key.look[0] < (PLUS_GRAND_QUE_BANDE if banded else BIEN_PLUS_GRAND) * node.key.look[0]
    listed = node.entree is not None and node.entree == above.entree
    told = above.nature == "autre"  # 'Comment lire ce recueil', however large
    return (hardly or listed or told) and commanding_words().isdisjoint(map(label_key, _MOT.findall(text_of(lignes, above.spans))))


def _stated_alike(a: Open, b: Open) -> bool:
    """Whether the file states one depth for two headings."""
    return a.titre is not None and b.titre is not None and a.titre.enonce == b.titre.enonce > 0


def _other_kind(a: Open, b: Open) -> bool:
    """Whether two headings differ in level word, or have none and differ in look."""
    return a.key.type != b.key.type or (a.key.type == "section" and a.key.look != b.key.look)


def _above_as_stated(node: Open, stack: Sequence[Open]) -> int | None:
    """Index of the nearest open heading that the file states to be higher; the root when it states none to be, or when a numbered level
    at the head of a page is set larger than the lone 'Édito' that a file states above it."""
    at = next((i for i in range(len(stack) - 1, 0, -1) if 0 < stack[i].key.stated < node.key.stated), None if _unstated(stack) else 0)
    if at == 1 and node.opens and node.key.look[0] > stack[1].key.look[0] and _is_preface(stack[1]):
        return 0
    return at


def _is_preface(open_: Open) -> bool:
    """Whether an open heading without level word and number commands nothing but a text of its own."""
    return open_.head == Heading() and bool(open_.corps) and not any(o.head.type != "section" for o in open_.enfants)


def _ranked_below(node: Open, stack: Sequence[Open]) -> bool:
    """Whether the source ranks an open heading above `node`: '## Soigner' under '# Axe 1', though '## Préambule' stood under nothing."""
    return any(0 < open_.key.rank < node.key.rank < RANG_GROUPE for open_ in stack[1:])


def _unstated(stack: Sequence[Open]) -> bool:
    return any(not open_.key.stated for open_ in stack[1:])


def _follows(a: Open, b: Open) -> bool:
    """Whether a heading bears the level word of an open one and the number after its: its sibling, whatever their looks."""
    if a.key.type == "section" or a.head.chaine or b.head.chaine or a.head.numero is None or b.head.numero is None:
        return False
    return a.head.numero.isdigit() and b.head.numero.isdigit() and int(a.head.numero) == int(b.head.numero) + 1


def _siblings(a: Open, b: Open) -> bool:
    ka, kb = a.key, b.key
    if ka.rank or kb.rank:
        same_depth = ka.depth == kb.depth or not ka.depth or not kb.depth
        return ka.rank == kb.rank and same_depth and (ka.type == kb.type or "section" in (ka.type, kb.type))
    if ka.type != "section" and ka.type == kb.type and (ka.depth == kb.depth or not ka.depth or not kb.depth):
        return True
    if not any(ka.look[:2] == look[:2] and ka.look[3:5] == look[3:5] for look in (kb.look, b.alias) if look is not None):
        return False
    if ka.depth and kb.depth and ka.depth != kb.depth:
        return False
    return ka.type == kb.type or "section" in (ka.type, kb.type)


def _nests(a: Open, b: Open) -> bool:
    """Two headings of one look but of different level words, or numbering one deeper: the later is the child.

    An annexe follows the parts of a document, it is part of none.
    """
    if a.key.type == "annexe":
        return False
    return (a.key.type != b.key.type and "section" not in (a.key.type, b.key.type)) or a.key.depth > b.key.depth > 0
