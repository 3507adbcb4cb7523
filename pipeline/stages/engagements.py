"""Sort what stands under each heading: actions, parties by role, fields, passages.

Reads the outline with its natures; decides by the kind of each block and by the label above it. Only headings of a
programme become engagements, and only the lowest ones; bullets anywhere else stay lists. Nothing is left aside: what is
neither action, party nor field is a passage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.lexicon import describing_words, leaf_types, tick_boxes
from pipeline.model import Action, Block, Champ, Line, Node, Party, Passage, Section, Span, Spans, Unit
from pipeline.stages.actors import is_body, party_in_parenthesis, split_parties
from pipeline.stages.bold_verbs import is_infinitive
from pipeline.stages.headings import RANG_RANGEE
from pipeline.stages.list_signs import marker_at
from pipeline.stages.lists_apart import starts_of_actions
from pipeline.stages.names import LIGNES, PLAIN, Manner, label_values, manner, names_by_line, names_parted
from pipeline.texts import cut, fold, label_key, raw_text, text_of

# A text without list sign longer than this, under 'Action', tells of the action: it is a field.
MOTS_ACTION = 45
# The most words of a moment: more are a sentence, which keeps its full stop.
MOTS_MOMENT = 6
_A_DIRE = re.compile(
    r"(?:reste )?a (?:preciser|definir|construire|identifier|consolider|approfondir|completer|determiner|venir|confirmer)\b"
    r"(?:\W+(?:a|au|aux|avec|apres|dans|d|en|lors|par|pour|selon|suite)\b(?:\W+(?!puis\b|et\b)\w+){0,8}|(?:\W+\w+){0,5})$"
)

_MOTS = re.compile(r"\w+")
_PHRASE = re.compile(r"\w{3}[.!?]\s+[A-ZÀ-Ý]")  # where a sentence ends and another starts

# So many engagements for each heading of their kind without action and without party make it one too.
KIN = 4
_Kind = tuple[str, str]
_RANGEE = "rangée"


def engagements(root: Node, lignes: Sequence[Line]) -> Section:
    """The tree with the content of each heading sorted, and the engagements marked."""
    how = replace(manner(root, lignes), debuts=starts_of_actions(root, lignes), listes=_listed_columns(root, lignes))
    tree = _section(root, lignes, how)
    if alike := _kinds_of_engagements(tree):
        tree = _with_kin(tree, alike, lignes, how)
    parties = [party for part in _parts(tree) for party in part.contenu.parties]
    if any(len(party.spans) > 1 for party in parties):
        names = [(fold(text_of(lignes, party.spans)), len(party.spans) == 1) for party in parties]
        tree = names_parted(tree, {name for name, _ in names}, {name for name, on_one_line in names if on_one_line}, lignes)
    return _handed_down(tree)


def _listed_columns(root: Node, lignes: Sequence[Line]) -> frozenset[str]:
    """The headers of columns 'Contenu', or the labels of fiches, most cells of which are lists or tell what to do: a cell that tells it is
    a single action.

    One that describes ('Description') counts its lists only.
    """
    count: dict[str, list[bool]] = defaultdict(list)

    def visit(node: Node) -> None:
        for i, block in enumerate(node.corps):
            if block.genre == "etiquette" and block.etiquette == "contenu" and block.cellule:
                values = label_values(block, node.corps[i + 1 :], lignes)
                key = label_key(text_of(lignes, block.spans))
                tells = not key.startswith(describing_words())
                told = any(b.genre == "item" or (tells and is_infinitive(text_of(lignes, b.spans))) for b in values)
                count[key] += [told] if values else []
        for child in node.enfants:
            visit(child)

    visit(root)
    return frozenset(key for key, told in count.items() if 2 * sum(told) >= len(told) > 0)


def _kind(node: Node) -> _Kind:
    """What the number of a heading says it is: its level word, and the signs between its parts; a row of a table is a kind of its own."""
    if node.titre is not None and node.titre.rang >= RANG_RANGEE:
        return "", _RANGEE
    return node.type, _MOTS.sub("", node.numero or "")


def _kinds_of_engagements(tree: Section) -> frozenset[_Kind]:
    """The kinds of numbered headings nearly all of which are engagements: the few others say what they promise in prose."""
    told: dict[_Kind, list[bool]] = defaultdict(list)
    for part in _parts(tree):
        if part.noeud.nature == "programme" and ((kind := _kind(part.noeud))[1] == _RANGEE or part.noeud.numero):
            told[kind].append(part.engagement)
    return frozenset(kind for kind, found in told.items() if len(found) - sum(found) and sum(found) >= KIN * (len(found) - sum(found)))


def _with_kin(section: Section, kinds: frozenset[_Kind], lignes: Sequence[Line], how: Manner) -> Section:
    """The tree with the leaves of these kinds made engagements too: those that their level word says are ('Mesure 4'), and those that stand
    beside one ('1.4')."""
    beside = {_kind(child.noeud) for child in section.sections if child.engagement}

    def made(child: Section) -> Section:
        node = child.noeud
        row = _kind(node)[1] == _RANGEE
        leaf = not child.engagement and not node.enfants and node.nature == "programme" and (row or (node.corps and node.numero))
        if leaf and _kind(node) in kinds and (_kind(node) in beside or (node.type in leaf_types() and not row)):
            return replace(child, contenu=sort_blocks(node.corps, lignes, how), engagement=True)
        return _with_kin(child, kinds, lignes, how)

    return replace(section, sections=tuple(map(made, section.sections)))


def _parts(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _parts(child)


def _handed_down(section: Section) -> Section:
    """The tree with the parties that a heading prints for all the engagements below it given to each of them.

    Only where it has no action of its own and none of them names a party: then the head of the page speaks for all.
    """
    below = tuple(_handed_down(child) for child in section.sections)
    own = section.contenu
    shares = section.engagement and below and own.parties and not own.actions and not own.champs
    if shares and all(c.noeud.nature == "programme" and not c.sections and c.contenu.actions and not c.contenu.parties for c in below):
        given = tuple(
            replace(
                child,
                engagement=True,
                contenu=replace(child.contenu, parties=tuple(replace(p, repris=p.repris or n > 0) for p in own.parties)),
            )
            for n, child in enumerate(below)
        )
        return replace(section, engagement=False, contenu=replace(own, parties=()), sections=given)
    return replace(section, sections=below)


def _section(node: Node, lignes: Sequence[Line], how: Manner) -> Section:
    programme = node.nature == "programme"
    leaf = not node.enfants
    if programme and (leaf or any(b.genre == "etiquette" and b.etiquette.startswith("acteur:") for b in node.corps)):
        unit = sort_blocks(node.corps, lignes, how)
        is_engagement = unit.est_engagement
    else:
        unit, is_engagement = keep_blocks(node.corps, lignes), False
    if not is_engagement:
        unit = keep_blocks(node.corps, lignes)
    return Section(node, unit, is_engagement, tuple(_section(child, lignes, how) for child in node.enfants))


class _Draft(Struct):
    actions: list[Action] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    champs: list[Champ] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    balises: list[Span] = field(default_factory=list)
    vides: list[Spans] = field(default_factory=list)

    def unit(self) -> Unit:
        return Unit(
            tuple(self.actions), tuple(self.parties), tuple(self.champs), tuple(self.passages), tuple(self.balises), tuple(self.vides)
        )


def keep_blocks(blocks: Sequence[Block], lignes: Sequence[Line]) -> Unit:
    """Blocks as passages, in order: runs of items become lists, a label stays with its text; behind a list sign both are an item. The value
    of a merged cell, given to each of its rows, is kept where it is printed."""
    draft = _Draft()
    run: list[Spans] = []
    lead: Spans = ()
    listed = False  # the lead stands behind a list sign

    def close() -> None:
        nonlocal lead
        if lead and listed:
            run.append(lead)
            lead = ()
        if run:
            draft.passages.append(Passage("liste", tuple((s,) for s in run)))
            run.clear()
        if lead:
            draft.passages.append(Passage("paragraphe", ((lead,),)))
            lead = ()

    for block in blocks:
        if block.repris and block.genre != "etiquette":
            continue
        if block.genre == "item":
            if lead and listed:
                run.append(lead)
                lead = ()
            elif lead:
                close()
            if block.spans:
                run.append(block.spans)
            draft.balises.extend(block.balises)
            continue
        if block.genre == "etiquette":
            if lead and listed:
                run.append(lead)
                lead = ()
            behind = _behind_sign(block, lignes)
            if lead or not behind:
                close()
            if not block.repris:
                listed = behind
                colon = tuple(
                    s for s in block.balises if s.line == block.spans[-1].line and s.debut >= block.spans[-1].fin and s.fin - s.debut < 4
                )
                colon = tuple(s for s in colon if lignes[s.line].texte[s.debut : s.fin].strip() in (":", "："))
                lead = (*block.spans, *colon)
                draft.balises.extend(s for s in block.balises if s not in colon)
            continue
        if lead and block.suite and block.genre == "texte":
            block = replace(block, spans=(*lead, *block.spans))
            lead = ()
            if listed:
                run.append(block.spans)
                draft.balises.extend(block.balises)
                continue
        close()
        draft.balises.extend(block.balises)
        if block.genre == "tableau":
            draft.passages.append(_table(block))
        elif block.genre == "legende" and block.spans:
            draft.passages.append(Passage("legende", ((block.spans,),)))
        elif block.spans:
            draft.passages.append(Passage("paragraphe", ((block.spans,),)))
    close()
    return draft.unit()


def _behind_sign(label: Block, lignes: Sequence[Line]) -> bool:
    """Whether a label stands behind a list sign, printed or drawn."""
    first = label.spans[0]
    printed = (s for s in label.balises if s.line == first.line and s.fin <= first.debut)
    return lignes[first.line].puce is not None or any(marker_at(lignes[s.line].texte, s.debut) is not None for s in printed)


def _table(block: Block) -> Passage:
    return Passage("tableau", tuple(tuple(cell.spans for cell in row) for row in block.lignes))


def sort_blocks(blocks: Sequence[Block], lignes: Sequence[Line], how: Manner = PLAIN) -> Unit:
    """The content of an engagement, label by label."""
    draft = _Draft()
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if block.encadre:
            n = next((k for k, b in enumerate(blocks[i:]) if not b.encadre or b.groupe != block.groupe), len(blocks) - i)
            kept = keep_blocks(blocks[i : i + n], lignes)
            draft.passages.extend(kept.passages)
            draft.balises.extend(kept.balises)
            i += n
            continue
        if block.genre == "etiquette":
            values = label_values(block, blocks[i + 1 :], lignes)
            values = values[: next((n for n, b in enumerate(values) if b.id in how.debuts), None)]
            _labelled(block, values, lignes, draft, how)
            i += 1 + len(values)
            continue
        draft.balises.extend(block.balises)
        if block.genre == "item" and block.spans:
            draft.actions.append(_action(block, lignes))
        elif block.genre != "item":
            kept = keep_blocks([block], lignes)
            draft.passages.extend(kept.passages)
        i += 1
    _once(draft, lignes)
    return draft.unit()


def _once(draft: _Draft, lignes: Sequence[Line]) -> None:
    """Leave the parties and fields that a slide printed again ('1/2', '2/2') once in the engagement; their words become markup."""
    parties: dict[tuple[str, str], Party] = {}
    for party in draft.parties:
        if parties.setdefault((party.role, text_of(lignes, party.spans)), party) is not party and not party.repris:
            draft.balises.extend(party.spans)
    draft.parties[:] = parties.values()
    champs: dict[tuple[str, str], Champ] = {}
    for champ in draft.champs:
        key = (label_key(text_of(lignes, champ.libelle)), text_of(lignes, champ.valeur))
        if champs.setdefault(key, champ) is not champ:
            draft.balises.extend((*(() if champ.repris else champ.libelle), *(() if champ.partage else champ.valeur)))
    draft.champs[:] = champs.values()


# How the lead of a list of infinitives ends.
_AMORCES = (" de", " à", " d'", " d’")


def _is_one_name(spans: Spans, parts: Sequence[Spans], lignes: Sequence[Line], seuls: Set[str]) -> bool:
    """Whether an 'et' stands inside of a name, 'Toit et Joie', where names end with their lines: nothing that it joins is a body, has a
    line of its own elsewhere, `seuls`, or an article as 'La Boussole' has."""
    if len(parts) != 2 or len(spans) != 1:
        return False
    left, right = (text_of(lignes, part) for part in parts)
    whole = text_of(lignes, spans)
    joined = whole.removeprefix(left).removesuffix(right).strip()
    if joined not in ("et", "&") or right.startswith(("La ", "Le ", "Les ", "L'", "L’")):
        return False
    return not any(is_body(name) or fold(name) in seuls for name in (left, right))


def _labelled(label: Block, values: Sequence[Block], lignes: Sequence[Line], draft: _Draft, how: Manner) -> None:
    genre, _, role = label.etiquette.partition(":")
    printed = () if label.repris else (*label.spans, *label.balises)
    if genre == "acteur":
        draft.balises.extend(printed)
        if not values:
            draft.vides.append(label.spans)
        for block in values:
            draft.balises.extend(() if block.repris else block.balises)
        names = list(names_by_line(values, lignes, how.of(label.etiquette), how.liens, how.ecart))
        for block, spans in names:
            parts = split_parties(lignes, spans, how.prose, len(names) > 1, how.liens, how.seuls)
            if how.of(label.etiquette) == LIGNES and _is_one_name(spans, parts, lignes, how.seuls):
                parts = [spans]
            draft.parties.extend(Party(role, part, block.repris) for part in parts)
            draft.balises.extend(() if block.repris else _between(lignes, spans, parts))
        return
    bulleted = any(block.genre == "item" for block in values)
    alone = genre == "contenu" and len(values) == 1 and label_key(text_of(lignes, label.spans)) in how.listes
    listed = genre == "contenu" and (bulleted or (alone and is_infinitive(text_of(lignes, values[0].spans))))
    told = (_tells(text_of(lignes, block.spans)) for block in values)
    led = bulleted and genre == "champ" and text_of(lignes, label.spans).endswith(_AMORCES)  # 'Les signataires conviennent de :'
    listed = listed or (led and all(is_infinitive(text_of(lignes, block.spans)) for block in values if block.genre == "item"))
    if (genre == "actions" or listed) and (bulleted or not values or not all(told)):
        draft.balises.extend(printed)
        for block in values:
            draft.balises.extend(block.balises)
            if block.spans and (block.genre == "item" or not (bulleted or _is_nothing(text_of(lignes, block.spans)))):
                draft.actions.append(_action(block, lignes))
            else:
                draft.passages.extend(keep_blocks([replace(block, balises=())], lignes).passages)
        return
    if label.repris and not values:
        return  # a column whose cell says everything by labels of its own
    if not values:
        draft.balises.extend(printed)
        draft.vides.append(label.spans)
        return
    draft.balises.extend(label.balises)
    values = [_with_tick(block) for block in values]
    draft.balises.extend(s for block in values if not block.repris for s in block.balises)
    shared = any(block.repris for block in values)
    spans = tuple(s for block in values for s in block.spans)
    text = raw_text(lignes, spans)
    if text.rstrip().endswith((" ·", " •")):  # the sign before the next field of a strip
        end = len(text.rstrip()) - 2
        draft.balises.extend(() if shared else cut(lignes, spans, end, len(text)))
        spans = cut(lignes, spans, 0, end)
        text = raw_text(lignes, spans)
    if text.endswith(".") and len(text.split()) <= MOTS_MOMENT and _says_when(text):
        draft.balises.extend(() if shared else cut(lignes, spans, len(text) - 1, len(text)))
        spans = cut(lignes, spans, 0, len(text) - 1)  # 'Quand ? 2025.': the full stop ends the line of labels, not the moment
    draft.champs.append(Champ(label.spans, spans, label.repris, shared))


def _says_when(texte: str) -> bool:
    """Whether a text holds a date or a period."""
    if not any(map(str.isdigit, texte)):
        return False
    from pipeline.stages.values import values  # most runs without linking need none of its patterns

    return any(value.type in ("date", "periode") for value in values(texte))


def _tells(texte: str) -> bool:
    """Whether a text speaks of an action in sentences rather than names it."""
    return len(texte.split()) > MOTS_ACTION or _PHRASE.search(texte) is not None


def _with_tick(block: Block) -> Block:
    """An item with the box before it as part of its words: ticked or not, it is the answer."""
    if block.genre != "item" or not block.marque or block.marque not in tick_boxes():
        return block
    return replace(block, spans=(*block.balises, *block.spans), balises=())


def _is_nothing(texte: str) -> bool:
    """A cell filled to say that there is nothing to say."""
    said = fold(texte).strip(" .-/")
    return said in ("", "sans objet", "neant", "so", "s.o", "aucun", "aucune", "n/a", "nc", "non renseigne") or bool(_A_DIRE.match(said))


def _between(lignes: Sequence[Line], spans: Spans, parts: Sequence[Spans]) -> list[Span]:
    """What stands in `spans` but in no part: separators."""
    if len(parts) == 1 and parts[0] == spans:
        return []
    taken = {(s.line, i) for part in parts for s in part for i in range(s.debut, s.fin)}
    out: list[Span] = []
    for span in spans:
        text = lignes[span.line].texte
        for i in range(span.debut, span.fin):
            if text[i].isspace() or (span.line, i) in taken:
                continue
            if out and out[-1].line == span.line and out[-1].fin == i:
                out[-1] = Span(span.line, out[-1].debut, i + 1)
            else:
                out.append(Span(span.line, i, i + 1))
    return out


def _action(block: Block, lignes: Sequence[Line]) -> Action:
    text = raw_text(lignes, block.spans)
    found = party_in_parenthesis(text)
    parties: tuple[Party, ...] = ()
    if found:
        inside = cut(lignes, block.spans, *found)
        parties = tuple(Party("", part) for part in split_parties(lignes, inside))
    return Action(block.spans, block.niveau, parties)
