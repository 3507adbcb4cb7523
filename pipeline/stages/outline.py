"""The plan of the document: which heading stands under which.

Reads blocks in order; decides by level words and numbering first, by the look of headings relative to each other
second, and by what the document did before with the same look (heading_depth.py). No order of level words is assumed: one city puts an
orientation under a pilier, another a pilier under an orientation. Nothing is dropped: a repeated banner, or a title
printed again, stays with the section it names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.lexicon import kept_types, leaf_types
from pipeline.model import Block, Line, Node, Spans
from pipeline.stages.document_title import cover_length, dates_title, document_titles, is_document_title, is_subtitle, title_panel
from pipeline.stages.heading_depth import Plan, depth
from pipeline.stages.heading_keys import RACINE, SOMMAIRE, Key, Open, key_of, look_key, without_tints
from pipeline.stages.heading_signs import Signs, signs_of
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE, SUITE, Heading, bare_words, parse_code, parse_heading, suite_of
from pipeline.stages.natures import RESUME, title_nature
from pipeline.stages.side_notes import anchor_side_notes
from pipeline.stages.sommaire import entry_words
from pipeline.texts import cut, fold, raw_text, text_of

# What a heading of gouvernance says when it is about the whole contract, and part of no axis.
_DU_CONTRAT = re.compile(r"\b(?:du (?:contrat|programme|document|protocole|plan d'actions?)|de (?:l'avenant|la convention)|des fiches)\b")
# The most words of a letterhead below its first line.
MOTS_ENTETE = 30

# Sections by level word, number and folded title.
_Known = dict[tuple[str, str | None, str], Open]


def outline(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Node, str | None]:
    """The tree of headings below a root without heading, and the document's own title if it prints one first."""
    blocks = without_tints(anchor_side_notes(blocks, lignes))
    panel = title_panel(blocks, lignes)
    signs = signs_of(blocks, lignes)
    reading = _Reading(blocks, lignes, signs, panel or document_titles(blocks, lignes), bool(panel))
    while reading.i < len(blocks):
        reading.step()
    return _freeze(reading.racine), reading.titre


class _Printed(Struct, frozen=True):
    """A heading as printed, its number and its title made one where they stand apart."""

    block: Block
    texte: str  # of the first of the two
    head: Heading
    spans: Spans  # the title to publish
    code: str = ""  # the letters that number it, where letters number titles
    alias: tuple[float, bool, bool, str, str, bool, bool] | None = None
    alias_rank: int = 0


class _Reading(Struct):
    """The blocks read up to `i`, and the plan they made."""

    blocks: tuple[Block, ...]
    lignes: Sequence[Line]
    signs: Signs
    couverture: frozenset[int]  # headings that name the document
    panneau: bool  # they stand on a panel of a leaflet
    racine: Open = field(default_factory=lambda: Open(None, Heading(), (), Key((0, False, False, "", "", False, False), "", 0, 0, 0)))
    plan: Plan = field(default_factory=lambda: Plan([], frozenset(), (), set()))
    connus: _Known = field(default_factory=dict)
    suivis: list[Open] = field(default_factory=list)  # all sections, as they are printed
    nomme: Open | None = None  # the section that a heading which returns has just named, with nothing after it yet
    titre: str | None = None
    i: int = 0

    def __post_init__(self) -> None:
        self.plan = Plan([self.racine], self.signs.contenues, self.lignes, set(), len(set(self.signs.entrees.values())) > 1)

    def step(self) -> None:
        """Take the next block, with those that belong to it."""
        block = self.blocks[self.i]
        self.i += 1
        if block.genre == "titre":
            self._heading(block)
        elif block.genre == "rupture":
            self.nomme = None
            del self.plan.ouverts[1:]
            self.racine.repetitions.append(block)
        else:
            self._content(block)

    def _content(self, block: Block) -> None:
        if block.genre != "texte":
            self.nomme = None
            self.plan.dernier.corps.append(block)
            return
        after = self.blocks[self.i] if self.i < len(self.blocks) else None
        titled = after is not None and after.genre == "titre" and after.page == block.page
        self.nomme = _names_section(block, self.connus, titled, self.lignes)
        if self.nomme is None:
            self.plan.dernier.corps.append(block)
            return
        self.nomme.repetitions.append(block)
        if not any(open_ is self.nomme for open_ in self.plan.ouverts):
            self.plan.ouverts[:] = _path(self.nomme)

    def _heading(self, block: Block) -> None:
        printed = self._printed(block)
        named = printed.block.id in self.couverture
        if named or (printed.block.page <= 1 and printed.head.type == "section" and is_document_title(printed.texte)):
            first = all(_is_letterhead(child, self.lignes) for child in self.racine.enfants)
            if named or first:
                self._document_title(printed.block, first)
                return
        node = self._node(printed)
        returns = printed.block.id in self.signs.revenant
        again = _same_title(node, self.plan.ouverts, self.connus, self.suivis, self.lignes)
        if again is not None:
            target, path = again
            target.repetitions.append(printed.block)
            if path is not None:
                self.plan.ouverts[:] = path
            if node.key.banner:  # printed again in another look (title slide, then banner): later siblings follow the banner
                target.key = replace(node.key, type=target.key.type)
            self.nomme = target if returns else None
            return
        node.under = self.nomme
        _place(node, self.plan)
        self.nomme = node if returns else None
        if node.key.rank < RANG_GROUPE or not any(open_.resume for open_ in self.plan.ouverts):
            self.connus.setdefault((node.head.type, node.head.numero, node.folded), node)
        self.suivis.append(node)

    def _printed(self, block: Block) -> _Printed:
        """The heading that starts with `block`; a bare level word and number ('ENJEU 2') takes the title that follows it."""
        text = raw_text(self.lignes, block.spans)
        head = parse_heading(text)
        if head == Heading() and (apart := _set_apart(block, self.lignes)) is not None:
            head = apart
        coded = parse_code(text) if self.signs.codes and head == Heading() else None
        code = coded[0] if coded is not None and coded[0] in self.signs.codes else ""
        if coded is not None and code:
            head = Heading(numero=coded[0] + coded[1], debut=coded[2])
        if block.numero:
            head = replace(head, numero=parse_heading(block.numero + " :").numero or block.numero, profondeur=0, chaine="")
        end = suite_of(text)
        spans = cut(self.lignes, block.spans, _start(head, text), end.start() if end else len(text))
        after = self.blocks[self.i] if self.i < len(self.blocks) else None
        if (
            spans
            or after is None
            or not _completes(block, after, self.lignes, self.blocks[max(0, self.i - 2)])
            or (self._goes_on(head, after) and (end or self._recalls(head, after)))
        ):
            return _Printed(block, text, head, spans, code)
        self.i += 1
        printed = raw_text(self.lignes, after.spans)
        end = suite_of(printed)
        larger = after.style if after.style.taille > block.style.taille else block.style
        whole = replace(
            block,
            balises=(*block.balises, *block.spans, *after.balises),
            spans=after.spans,
            # what a plan comes down to opens no programme, whatever its number stands on
            style=replace(larger, fond=after.style.fond) if head.type in leaf_types() else larger,
            enonce=after.enonce or block.enonce,
        )
        alias = key_of(after, head, self.lignes, self.signs.bannieres).look
        spans = cut(self.lignes, after.spans, 0, end.start() if end else len(printed))
        return _Printed(whole, text, head, spans, code, alias, after.rang)

    def _goes_on(self, head: Heading, after: Block) -> bool:
        """Whether the section of a level word and number is open under another title than what follows: 'AXE 1 (suite)' over 'Loger'."""
        titles = {title for kind, numero, title in self.connus if (kind, numero) == (head.type, head.numero)}
        return bool(titles) and fold(text_of(self.lignes, after.spans)) not in titles

    def _recalls(self, head: Heading, after: Block) -> bool:
        """Whether a level word and number in a corner, over a smaller title than that of their open section, only say where one is."""
        same = (o for o in self.plan.ouverts[1:] if (o.head.type, o.head.numero) == (head.type, head.numero))
        return any(o.titre is not None and after.style.taille < o.titre.style.taille for o in same)

    def _document_title(self, block: Block, first: bool) -> None:
        """The document's own title. `first`: nothing but a letterhead stands above it."""
        self.titre = self.titre or text_of(self.lignes, block.spans)
        if first or not self.panneau:  # what a cover or a letterhead prints above the title
            self.racine.corps += [b for child in self.racine.enfants for b in (child.titre, *child.corps) if b is not None]
            self.racine.enfants.clear()
            self.connus.clear()
            self.suivis.clear()
        self.racine.corps.append(block)
        del self.plan.ouverts[1:]
        # '2024-2030' or 'Édition de mai 2024' under the title belongs to it
        end = self.i + cover_length(self.blocks[self.i :], block, self.lignes)
        while self.i < len(self.blocks):
            after = self.blocks[self.i]
            if after.page != block.page or not (
                self.i < end or dates_title(after, self.lignes) or is_subtitle(self.blocks, self.i, self.lignes)
            ):
                return
            self.racine.corps.append(after)
            self.i += 1

    def _node(self, printed: _Printed) -> Open:
        """The heading as a node, with all that the document tells of it."""
        block, head, signs = printed.block, printed.head, self.signs
        key = key_of(block, head, self.lignes, signs.bannieres)
        if signs.reprises and not key.banner and (returns := signs.reprises.get(bare_words(printed.texte))) is not None:
            key = replace(key, look=returns.look, banner=returns.banner)  # on a page of its own, before it returns as a banner
        if printed.code:
            number = (head.numero or "").removeprefix(printed.code)
            key = replace(key, type=f"code {printed.code}", depth=len(re.split(r"[.\-]", number)))
        if signs.enoncees:
            key = replace(key, stated=block.enonce)
        spans = printed.spans or block.spans
        title = raw_text(self.lignes, spans)
        stated = title_nature(title) if head.type == "section" else None
        return Open(
            block,
            head,
            spans,
            key,
            pourquoi=list(block.pourquoi),
            alias=printed.alias,
            alias_rank=printed.alias_rank,
            nature=stated[0] if stated else "",
            resume=stated == RESUME,
            folded=fold(title),
            divides=block.id in signs.intercalaires,
            isole=block.id in signs.isoles,
            entree=signs.entrees.get(entry_words(printed.texte)) if signs.entrees else None,
            tables=block.style in signs.sur_tableaux,
            leads=block.id in signs.menant,
            card=block.groupe in signs.cartes,
            opens=block.id in signs.ouvrant,
            surplombe=block.id in signs.surplombant,
            theme=block.id in signs.themes,
            programme=block.id in signs.programme,
            first=block.id in signs.premiers,
            unled=block.id in signs.sans_banniere,
            rubrique=block.id in signs.rubriques,
            over=self.i < len(self.blocks) and self.blocks[self.i].genre == "titre",
        )


def _place(node: Open, plan: Plan) -> None:
    """Put a heading under one of those open above it, and close what it leaves."""
    stack = plan.ouverts
    if (contents := next((i for i, o in enumerate(stack) if o.nature == "sommaire"), 0)) and node.nature != "sommaire":
        del stack[contents:]  # a sommaire is followed by what it lists, however small its titles are set
    level = depth(node, plan)
    axis = _leaves_axis(node, stack, level)
    if node.divides:
        level = 0
    elif axis <= level:
        node.pourquoi.append("gouvernance de tout le contrat")
        level = axis - 1
    elif (part := next((i for i, o in enumerate(stack) if o.divides), 0)) > level:
        node.pourquoi.append("dans la partie qu'ouvre une page intercalaire")
        level = part
    root = SOMMAIRE if node.nature == "sommaire" else RACINE
    plan.appris.add((look_key(node.key), look_key(stack[level].key) if level > 0 else root))
    if stack[level].key.type not in ("section", "annexe", "article"):
        plan.sous_mots.add((look_key(node.key), stack[level].key.type))
    del stack[level + 1 :]
    node.parent = stack[-1]
    stack[-1].enfants.append(node)
    stack.append(node)


def _is_letterhead(open_: Open, lignes: Sequence[Line]) -> bool:
    """Whether a heading with the few words below it can stand above the title of the document: who speaks, no part of what is said."""
    if open_.enfants or open_.head != Heading() or not all(b.genre == "texte" for b in open_.corps):
        return False
    return sum(len(text_of(lignes, b.spans).split()) for b in open_.corps) <= MOTS_ENTETE


def _set_apart(block: Block, lignes: Sequence[Line]) -> Heading | None:
    """The level word and number that a heading starts with in another weight or colour than its title ('Ambition A' in light type, then
    the title in bold); None when it starts so with none."""
    first = block.spans[0]
    pieces = [p for p in lignes[first.line].pieces if first.debut <= p.debut and p.fin <= first.fin]
    rest = next((p for p in pieces if (p.style.gras, p.style.couleur) != (pieces[0].style.gras, pieces[0].style.couleur)), None)
    if rest is None:
        return None
    head = parse_heading(f"{lignes[first.line].texte[first.debut : rest.debut].rstrip()} :")
    return replace(head, debut=rest.debut - first.debut) if head.type != "section" and head.numero else None


def _start(head: Heading, texte: str) -> int:
    """Where the published title begins: behind level word and number, unless nothing follows them; a city's own word stays, and so does
    what tells a level without number apart ('Axe transversal : Égalité')."""
    kept = head.garde or head.type in kept_types() or (head.type != "section" and head.numero is None)
    return 0 if kept and texte[head.debut :].strip() else head.debut


def _completes(bare: Block, block: Block, lignes: Sequence[Line], before: Block) -> bool:
    """Whether `block` is the title that a bare level word and number ('ENJEU 2') announces. `before`: what stands before them: a number
    at the foot of a page may have its title, in its colour and weight, at the head of the next one; alone on its page it is a banner."""
    if block.genre != "titre":
        return False
    if block.page and block.page != bare.page:
        alike = (bare.style.gras, bare.style.couleur, bare.style.fond) == (block.style.gras, block.style.couleur, block.style.fond)
        if not (alike and block.page == bare.page + 1 and before.page == bare.page and before is not bare):
            return False
    head = parse_heading(raw_text(lignes, block.spans))
    return head.type == "section" and head.numero is None


def _same_title(
    node: Open, stack: list[Open], known: _Known, printed: Sequence[Open], lignes: Sequence[Line]
) -> tuple[Open, list[Open] | None] | None:
    """The section that `node` merely names again, with the path to reopen if it is not the open one.

    A title is named again when it is that of an open section (a banner on each slide, '(suite)'), or when it repeats the
    title of an earlier section of the same level word and number as an open one ('ENJEU 2' over other titles).
    """
    text = node.folded
    if node.key.rank >= RANG_RANGEE and not any(o.apart or o.key.type == "annexe" for o in stack[1:]):
        # a row of a table that closes a section and says who leads what was told in it
        told = (o for (_, numero, title), o in known.items() if title == text and node.head.numero in (None, numero))
        other = next((o for o in told if len(path := _path(o)) > 2 and any(path[1] is open_ for open_ in stack)), None)
        if other is not None:
            return other, _path(other)
    summed = next((i for i, o in enumerate(stack) if o.resume), len(stack))
    if node.key.rank < RANG_GROUPE and stack[summed + 1 :]:
        stack = stack[:summed]  # 'Axe A', which the rows of the summary above name: the plan begins
    for open_ in stack[1:]:
        same = open_.folded == text
        if same and (node.head.numero in (None, open_.head.numero)) and (node.head.type == open_.head.type or node.head.type == "section"):
            return open_, None
    if node.titre is not None and node.head.numero is None and suite_of(raw_text(lignes, node.titre.spans)):
        # '(suite)', whatever stands between: the one that most open sections are above, or the last
        said = [o for o in printed if o.folded == text]
        if said:
            path = max(reversed([_path(o) for o in said]), key=lambda p: sum(any(o is open_ for open_ in stack) for o in p))
            return path[-1], path
    if node.head.type == "section" and node.head.numero is None:
        for open_ in stack[1:]:
            if open_.head.type == "section" or open_.head.numero is None:
                continue
            other = known.get((open_.head.type, open_.head.numero, text))
            if other is not None:
                return open_, None
    elif node.head.type != "section":
        other = known.get((node.head.type, node.head.numero, text))
        words = raw_text(lignes, node.spans)
        bare = parse_heading(words)
        if other is None and bare.type == node.head.type and not SUITE.sub("", words)[bare.debut :].strip():
            # 'AXE I' or 'AXE I (suite)' alone, over no title, names the section of this number
            other = next((o for (kind, numero, _), o in known.items() if (kind, numero) == (node.head.type, node.head.numero)), None)
        if other is not None and _in_other_chapter(other, stack):
            return None  # the same axes in the chapter of each town
        if other is not None and node.key.rank >= RANG_GROUPE and any(o.apart or o.key.type == "annexe" for o in stack[1:]):
            return None  # a table in a report or an annexe sums the programme up, it does not go on with it
        if other is not None:
            return other, _path(other)
    return None


def _in_other_chapter(known: Open, stack: Sequence[Open]) -> bool:
    """Whether a section stands under a level word of which another is open now: 'Chapitre 2', when 'Chapitre 3' is."""
    above = [o for o in _path(known)[1:] if o is not known]
    return any(
        o.key.type not in ("section", "annexe") and any(open_.key.type == o.key.type and open_ is not o for open_ in stack[1:])
        for o in above
    )


def _names_section(block: Block, known: _Known, titled: bool, lignes: Sequence[Line]) -> Open | None:
    """The section whose level word, number and title a line of plain text prints again: a running head inside the page.

    Right above a title (`titled`) the title alone is enough: the theme in small type over each slide's own.
    """
    if len(block.spans) > 2 or block.suite or block.cellule:
        return None
    text = raw_text(lignes, block.spans)
    head = parse_heading(text)
    if titled and head == Heading() and len(text.split()) > 1:
        words = fold(text)
        return next((open_ for (_, _, title), open_ in known.items() if title == words), None)
    if head.type == "section" or head.numero is None or not text[head.debut :].strip():
        return None
    return known.get((head.type, head.numero, fold(text[_start(head, text) :])))


def _path(node: Open) -> list[Open]:
    """From the root down to `node`."""
    out = [node]
    while out[0].parent is not None:
        out.insert(0, out[0].parent)
    return out


def _leaves_axis(node: Open, stack: list[Open], level: int) -> int:
    """Index in `stack` of the numbered level that `node` stands outside of, the gouvernance of the whole contract; past `level` if none.

    Its words say so, it is set larger than a heading open below that level, or that level opened with a page of its own.
    """
    if node.nature != "gouvernance" or node.head != Heading():
        return level + 1
    axis = next((i for i, o in enumerate(stack) if o.head.type not in ("section", "annexe") and o.head.numero), level + 1)
    if axis > level:
        return level + 1
    words = _DU_CONTRAT.search(node.folded)
    larger = any(node.key.look[0] > 1.1 * o.key.look[0] for o in stack[axis + 1 :])
    return axis if words or larger or stack[axis].divides else level + 1


def _freeze(node: Open) -> Node:
    return Node(
        node.titre,
        node.head.type,
        node.head.numero,
        node.spans,
        tuple(node.repetitions),
        tuple(node.corps),
        tuple(_freeze(child) for child in node.enfants),
        pourquoi=tuple(node.pourquoi),
    )
