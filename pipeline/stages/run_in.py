"""Headings in bold at the start of a paragraph, cut from what follows them.

Reads the blocks of a document in order; decides by bold words at the start of a paragraph, and by what ends them, by their number or by the
same words elsewhere. It never cuts inside of a word, and every character stays in one of the two parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line, Span, Spans, Style
from pipeline.stages.block_looks import MOTS_TITRE, NUMERO_DE_LISTE, is_next_line, look_of, printed_whole
from pipeline.stages.headings import Heading, is_bare_number, parse_heading
from pipeline.texts import collapse, fold, raw_text

# What sets a paragraph off from its title, in the weight of the paragraph.
SIGNES = ("– ", "— ", "- ", ": ", ". ")


def run_in_headings(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Paragraphs that start with a heading in bold on their own first line are cut after it.

    A bold lead is a heading when it has a level word or a dotted number, when the document prints the same words as a heading
    elsewhere, or when it ends as a sentence does ('Ouvrir un guichet.') and another paragraph of the document does alike.
    """
    leads = {i: lead for i, b in enumerate(blocks) if (lead := bold_lead(b, lignes))}
    printed = [collapse(raw_text(lignes, b.spans)) for b in blocks if b.genre == "titre"] if leads else []
    titles = {*map(fold, printed), *(fold(text[parse_heading(text).debut :]) for text in printed)}
    said = Counter(fold(raw_text(lignes, lead[0])) for lead in leads.values())
    closed = [
        i
        for i, lead in leads.items()
        if closes(lead, lignes) and _commands(blocks, i) and said[fold(raw_text(lignes, lead[0]))] == 1  # what returns is a label
    ]
    looks = {look for i in closed if (look := look_of(leads[i][0], lignes)).gras} if len(closed) > 1 else set()
    under = sum(not look_of(leads[i][0], lignes).gras for i in closed) > 1
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in leads:
            whole = block.genre == "texte" and (_is_whole_lead(blocks, i, looks, lignes) or (under and _is_underlined(blocks, i, lignes)))
            out.append(replace(block, genre="titre", pourquoi=("mise en forme d'autres débuts de paragraphe",)) if whole else block)
            continue
        spans, rest = leads[i]
        if out and looks and _ends_title(out[-1], block, spans, lignes):
            out[-1] = replace(out[-1], spans=(*out[-1].spans, *spans))
            out.append(replace(block, spans=rest, pourquoi=("suite du paragraphe après son titre",)))
            continue
        text = collapse(raw_text(lignes, spans))
        head = parse_heading(text)
        if is_bare_number(text):
            out.append(block)  # its title follows on the line
            continue
        if (head.type != "section" and head.numero) or head.profondeur > 1:
            why = "début de paragraphe en gras, avec mot de niveau ou numéro"
        elif fold(text) in titles:
            why = "début de paragraphe en gras, titre ailleurs dans le document"
        elif i in closed and len(closed) > 1 and len(text.split()) >= 2:
            why = "débuts de paragraphe en gras, clos et suivis d'actions ou de parties"
        else:
            out.append(block)
            continue
        style = look_of(spans, lignes)
        rest, signs = _without_dash(rest, lignes)
        style = replace(style, fond=block.style.fond)
        out.append(replace(block, genre="titre", spans=spans, balises=signs, style=style, marque="", niveau=1, pourquoi=(why,)))
        why = "suite du paragraphe après son titre"
        out.append(replace(block, genre="texte", spans=rest, balises=(), marque="", niveau=1, pourquoi=(why,)) if rest else block)
    return out


def runs_into_text(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph with a level word only starts as a heading: its bold words end, and a sentence goes on."""
    lead = bold_lead(block, lignes)
    if lead is None:
        return False
    text = collapse(raw_text(lignes, lead[0]))
    head = parse_heading(text)
    title = text[head.debut :].strip()
    rest = raw_text(lignes, lead[1]).lstrip()
    ends = title[-1:] in ".:?!–—-" or rest.startswith(SIGNES)
    cut_off = title.endswith(".") and rest[:1].isupper() and rest[-1:].isalnum()  # 'La rue', on the line of the title
    goes_on = len(rest.split()) >= 4 or cut_off
    return head.numero is not None and len(title.split()) >= 2 and goes_on and ends


def closes(lead: tuple[Spans, Spans], lignes: Sequence[Line]) -> bool:
    """Whether a bold lead is set off from what follows: it ends as a sentence does, or a dash comes next."""
    text, rest = raw_text(lignes, lead[0]).rstrip(), raw_text(lignes, lead[1]).lstrip()
    return (text.endswith((".", "?")) and not text.endswith("...")) or rest.startswith(SIGNES)


def _is_whole_lead(blocks: Sequence[Block], i: int, looks: Container[Style], lignes: Sequence[Line]) -> bool:
    """Whether a bold sentence that fills its lines is the lead of the paragraph below, in the look of the document's other leads; or a lead
    without a paragraph, right over a list."""
    block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    if below is None or not (
        _is_right_over_list(blocks, i) or (below.genre == "texte" and not below.style.gras and is_next_line(block, below, lignes))
    ):
        return False
    bold = all(p.style in looks for sp in block.spans for p in lignes[sp.line].pieces if sp.debut <= p.debut < sp.fin)
    return bold and raw_text(lignes, block.spans).rstrip().endswith((".", "?")) and _commands(blocks, i)


def _is_underlined(blocks: Sequence[Block], i: int, lignes: Sequence[Line]) -> bool:
    """Whether all words of a block right over a list are underlined, as the leads of other paragraphs are: 'Lever les freins :'."""
    spans = blocks[i].spans
    return _is_right_over_list(blocks, i) and bool(spans) and all(lignes[sp.line].souligne for sp in spans)


def _is_right_over_list(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block that is no value stands right over an item of its page."""
    block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    return below is not None and below.genre == "item" and not (block.suite or block.cellule) and below.page == block.page


def _ends_title(title: Block, block: Block, lead: Spans, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph starts with the end of the title on the line above: 'Barbusse.' in its bold, then the text."""
    if title.genre != "titre" or title.rang or not is_next_line(title, block, lignes):
        return False
    open_end = not raw_text(lignes, title.spans).rstrip().endswith((".", ":", "?", "!", ";"))
    return open_end and look_of(title.spans, lignes) == look_of(lead, lignes) and parse_heading(raw_text(lignes, lead)) == Heading()


def _commands(blocks: Sequence[Block], i: int) -> bool:
    """Whether items or a label of parties come within the next three blocks, before any heading."""
    for block in blocks[i + 1 : i + 4]:
        if block.genre == "titre":
            return False
        if block.genre == "item" or block.etiquette.startswith("acteur:"):
            return True
    return False


def _without_dash(spans: Spans, lignes: Sequence[Line]) -> tuple[Spans, Spans]:
    """A paragraph without the sign that sets it off from its title, and that sign: a dash, or a full stop that is not in bold."""
    first = spans[0]
    text = lignes[first.line].texte[first.debut : first.fin]
    if not text.startswith(SIGNES):
        return spans, ()
    start = first.debut + 1 + len(text[1:]) - len(text[1:].lstrip())
    return (replace(first, debut=start), *spans[1:]), (Span(first.line, first.debut, first.debut + 1),)


def bold_lead(block: Block, lignes: Sequence[Line]) -> tuple[Spans, Spans] | None:
    """The spans of a paragraph's beginning in bold, or underlined, and those of the rest, when it has both."""
    if block.genre != "texte" and not (block.genre == "item" and NUMERO_DE_LISTE in block.pourquoi[:1]):
        return None
    if block.suite or block.cellule:
        return None
    lead: list[Span] = []
    printed = printed_whole(block, lignes)
    for n, span in enumerate(printed):
        line = lignes[span.line]
        for plain in line.pieces:
            under = line.souligne or plain.fin <= line.souligne_fin
            if not (plain.style.gras or under) and plain.debut >= span.debut and plain.fin <= span.fin:
                break
        else:
            lead.append(span)
            continue
        end = len(line.texte[: plain.debut].rstrip())
        if end > span.debut:
            lead.append(replace(span, fin=end))
        rest = (replace(span, debut=plain.debut, colle=False), *printed[n + 1 :])
        words = raw_text(lignes, tuple(lead)).split()
        if lead and len(words) <= MOTS_TITRE and (words[0][:1].isupper() or words[0][:1].isdigit()):
            return tuple(lead), rest
        return None
    return None


def led_items(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, a field that stands behind a list sign as an item where the items beside it open so too, in bold before a colon with
    words of no list: 'Orientation : organiser une semaine' between 'Tutorat : ...' and 'Remobilisation : ...'."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        item = _as_item(blocks[i], blocks[i + 1], (blocks[i - 1], blocks[i + 2]), lignes) if 0 < i < len(blocks) - 2 else None
        out.append(item or blocks[i])
        i += 2 if item else 1
    return out


def _as_item(label: Block, value: Block, beside: Sequence[Block], lignes: Sequence[Line]) -> Block | None:
    """A field behind a list sign and its value as one item; None unless both blocks beside them are items with that sign, led in bold."""
    if not _is_signed_field(label, value, lignes):
        return None
    sign = label.balises[0]
    marque = lignes[sign.line].texte[sign.debut : sign.fin].strip()
    if not all(b.genre == "item" and b.marque == marque and _opens_in_bold(b, lignes) for b in beside):
        return None
    return replace(
        value,
        genre="item",
        spans=(replace(label.spans[0], fin=value.spans[0].fin), *value.spans[1:]),
        balises=(sign, *value.balises),
        marque=marque,
        niveau=beside[0].niveau,
        suite=False,
        pourquoi=("début en gras, comme ceux des puces voisines",),
    )


def _is_signed_field(label: Block, value: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is a field, no party, behind a list sign, in bold, and the next one its value on its line."""
    if label.genre != "etiquette" or label.etiquette.startswith(("acteur:", "actions", "titre")) or len(label.balises) < 2:
        return False
    told = value.genre == "texte" and value.suite and value.spans and label.spans and value.spans[0].line == label.spans[0].line
    before = label.balises[0].line == label.spans[0].line and label.balises[0].fin <= label.spans[0].debut
    return bool(told) and before and _is_bold(label.spans[0], lignes)


def _opens_in_bold(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether an item opens with words in bold, a colon behind them, and goes on in none."""
    first = block.spans[0]
    text = lignes[first.line].texte[first.debut : first.fin]
    at = text.find(":")
    return 0 < at < len(text) - 1 and _is_bold(replace(first, fin=first.debut + at), lignes) and not block.style.gras


def _is_bold(span: Span, lignes: Sequence[Line]) -> bool:
    pieces = [p for p in lignes[span.line].pieces if p.debut < span.fin and p.fin > span.debut]
    return bool(pieces) and all(p.style.gras for p in pieces)
