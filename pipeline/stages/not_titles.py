"""Headings that head nothing: subtitles, titles of tables and of key figures, signatures, addresses, names in frames and on maps, tags
of state, thanks. They become plain text.

Reads the blocks of a document in order; decides by looks that return below titles, by what stands around, and by natures.toml and
labels.toml for words. No character is dropped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from pipeline.lexicon import bodies, closing_words, label_words, map_titles, signatories, signature_titles, statuses
from pipeline.model import Block, Line
from pipeline.stages.block_looks import TITRES_MIN, plain_look
from pipeline.stages.headings import Heading, is_level_word, parse_heading
from pipeline.texts import fold, is_figure, label_key, raw_text, text_of

# In ems: how far above a table its title stands.
ECART_TABLEAU = 2.0
# In ems: the least blank between two names on a map.
ECART_CARTE = 2.0
# An address of mail or of the web, a number of telephone.
_JOINDRE = re.compile(r"\S@\w|\bwww\.|https?://|\b0\d(?:[ .]\d\d){4}\b|\b[\w-]{3,}\.(?:fr|com|org|net|eu|example)\b")
# What is said, from its first sign to its last; counts one after the other, '3 priorités, 10 engagements'; two sentences.
_DITS = re.compile(r"[«“\"][^»”]*[»”\"]")
_COMPTES = re.compile(r"\d+ [a-zà-ÿ]+(?: [a-zà-ÿ]+)?(?:\s?[,·•|]\s?\d+ [a-zà-ÿ]+(?: [a-zà-ÿ]+)?)+")
_PHRASES = re.compile(r"[a-zà-ÿ]{2}\. [A-ZÀ-Ü]")
# So many acronyms one below the other are no heading; none has more letters than this.
SIGLES_MIN, LETTRES_SIGLE = 3, 8
# The fewest words of a heading of two sentences that is none.
MOTS_PHRASES = 15
# Why a block is a title, where nothing but its size tells.
PLUS_GRAND_SEUL = "se distingue du corps : plus grand"
# Size in points, bold, italics.
_Look = tuple[float, bool, bool]
# As many boxes with a name each, one after the other.
NOMS_ENCADRES = 4
# And of counts.
COMPTES_ENCADRES = 2
# Who signs for whom: 'Pour l'ARS, la directrice'.
_POUR = re.compile(r"pour [^,]+, (?:le|la|les) \w")
# How the title of a letter starts, which somebody signs.
_PAROLE = re.compile(r"(?:le |un )?(?:mots? |message|edito|avant-propos|preface|madame|monsieur|paroles? )")
# Words behind a figure that are set in this share of its size or less are what it counts.
PLUS_PETIT = 0.7
# A step of a line of time.
_PAS = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?\s?[:–-]\s?\S+(?: \S+){0,2}$")
# A figure and what it counts: '17 communes desservies'.
_UN_CHIFFRE = re.compile(r"\d[\d \u00a0\u202f]*(?:,\d+)? \S")
# Points: lines nearer than this to each other at left start at one edge. The most words of a label of no list.
AU_BORD, MOTS_ETIQUETTE = 3.0, 4
# The most words of what a figure counts; the fewest steps of a line of time.
MOTS_CHIFFRE, PAS_MIN = 4, 3
# Times the size of the text: the header of a table is no larger.
ENTETE = 1.1
# Numbers of slides are smaller than the largest type of theirs by this much, and so many follow each other.
PLUS_PETIT_QUE, NUMEROS_SUIVIS = 0.85, 3
# The most blocks of a closing page.
BLOCS_FIN = 3
# The most words beside a sign of the legend of a map.
MOTS_LEGENDE = 8
# The most lines of a signature.
LIGNES_SIGNATURE = 2
# The most words of a person's name.
MOTS_PERSONNE = 4


def subtitles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines in italics that stand each right below a title, always of one look, as text: they say it in other words.

    Others of these titles have no such line, or each line has a larger title right below it. A banner that returns over another line each
    time is said by none.
    """
    below: dict[_Look, set[_Look | None]] = defaultdict(set)
    over_larger: dict[_Look, set[bool]] = defaultdict(set)
    leads: set[_Look] = set()
    count: Counter[_Look] = Counter()
    says: dict[tuple[_Look, str], str] = {}
    manifold: set[_Look] = set()
    above: Block | None = None
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        over = _look(above) if above is not None and above.genre == "titre" and above.page == block.page else None
        if block.genre == "titre" and block.style.italique and above is not None and over is not None:
            said = fold(text_of(lignes, block.spans))
            if says.setdefault((_look(block), fold(text_of(lignes, above.spans))), said) != said:
                manifold.add(_look(block))
        above = block
        if block.genre == "titre":
            below[_look(block)].add(over)
            larger = after is not None and after.genre == "titre" and after.style.taille > block.style.taille
            over_larger[_look(block)].add(larger)
            count[_look(block)] += 1
        elif over is not None:
            leads.add(over)
    found: set[_Look] = set()
    for look, titles in below.items():
        title = next(iter(titles)) if len(titles) == 1 else None
        taille, gras, italique = look
        small = title is not None and taille < title[0] and (title in leads or over_larger[look] == {True})
        if small and italique and not gras and count[look] > 1 and look not in manifold:
            found.add(look)
    return [
        replace(b, genre="texte", pourquoi=("en italique sous un titre : il le dit autrement",))
        if b.genre == "titre" and _look(b) in found and parse_heading(raw_text(lignes, b.spans)) == Heading()
        else b
        for b in blocks
    ]


def _look(block: Block) -> _Look:
    """How a line is set in whatever colour: each part of a document may have its own."""
    return (block.style.taille, block.style.gras, block.style.italique)


def signed_lines(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look alone that say who speaks, as text: right below a saying, or set to the right below a paragraph, as a
    signature is; no larger than the paragraph, who signs it, with nothing right below."""
    out = list(blocks)
    for i, (above, block) in enumerate(pairwise(blocks), 1):
        if block.genre != "titre" or block.numero or block.cellule or above.genre != "texte" or above.page != block.page:
            continue
        near = _right_below(above, block, 2 * max(above.style.taille, block.style.taille))
        if not near or parse_heading(raw_text(lignes, block.spans)) != Heading():
            continue
        signs = len(block.spans) <= LIGNES_SIGNATURE and _signs(above, block, blocks[i + 1] if i + 1 < len(blocks) else None, lignes)
        said = raw_text(lignes, above.spans).rstrip().endswith(("»", "”")) and block.style.taille <= above.style.taille
        width = above.bbox[2] - above.bbox[0]
        aside = block.bbox[0] > above.bbox[0] + 0.4 * width and abs(block.bbox[2] - above.bbox[2]) < 0.1 * width
        if signs or (not block.style.gras and len(block.spans) == 1 and (said or aside)):
            out[i] = replace(block, genre="texte", pourquoi=("qui parle, sous ses mots",))
    return out


def under_signatures(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Smaller lines set apart below a title over signatures, on its page, as text: who signs, 'Pour l'État', 'La préfète'. A number or a
    title as large ends them; those of the next page are set as they are, and say who signs, and for whom."""
    out = list(blocks)
    head: Block | None = None
    last: Block | None = None  # who signs above
    for i, block in enumerate(blocks):
        if block.genre != "titre":
            continue
        text = raw_text(lignes, block.spans)
        on = head is not None and block.page == head.page
        alike = last is not None and block.page == last.page + 1 and plain_look(block.style) == plain_look(last.style)
        below = (
            head is not None
            and (on or (alike and _POUR.match(fold(text)) is not None))
            and not block.numero
            and not block.rang
            and parse_heading(text) == Heading()
        )
        if below and head is not None and block.style.taille < head.style.taille - 0.4:
            out[i] = last = replace(block, genre="texte", pourquoi=("sous les signatures",))
            continue
        last = None
        head = block if fold(text[parse_heading(text).debut :]).strip(" .:").startswith(signature_titles()) else None
    return out


def writers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Names of persons set apart right below the letter that they sign, as text: two to four words in capitals, below a title that
    announces who speaks."""
    out = list(blocks)
    speaks = False
    for i, block in enumerate(blocks):
        if block.genre != "titre":
            continue
        text = raw_text(lignes, block.spans)
        above = blocks[i - 1] if i and speaks and not block.numero and not block.rang else None
        after = (
            above is not None and above.genre == "texte" and above.page == block.page and block.style.taille <= 1.05 * above.style.taille
        )
        if after and _is_person(text.split()):
            out[i] = replace(block, genre="texte", pourquoi=("qui parle, sous ses mots",))
            continue
        speaks = bool(_PAROLE.match(fold(text)))
    return out


def _is_person(words: Sequence[str]) -> bool:
    """Whether a few words are all capitalised, as the name of a person is."""
    capitals = (w[:1].isupper() and w.replace("-", "").replace("'", "").isalpha() for w in words)
    return 2 <= len(words) <= MOTS_PERSONNE and all(capitals)


def _right_below(above: Block, below: Block, reach: float) -> bool:
    """Whether a block starts on the page of another, at most `reach` points below it."""
    return above.page == below.page and 0 <= below.bbox[1] - above.bbox[3] < reach


def _signs(above: Block, block: Block, below: Block | None, lignes: Sequence[Line]) -> bool:
    """Whether a line names who signs the paragraph above, and heads nothing."""
    words = [w for w in fold(raw_text(lignes, block.spans)).split() if w not in label_words()[2]]
    heads = below is not None and below.genre not in ("titre", "legende") and _right_below(block, below, 2 * block.style.taille)
    named, _, after = raw_text(lignes, block.spans).partition(",")  # 'Prénom Nom, présidente de la communauté'
    person = 2 <= len(named.split()) <= MOTS_PERSONNE and all(w[:1].isupper() for w in named.split())
    signs = words[:1] if not after or not person else fold(after).split()[:1]
    return not signatories().isdisjoint(signs) and block.style.taille <= 1.05 * above.style.taille and not heads


def said_lines(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look alone that are sentences or counts, as text: « Un dentiste ! », several in guillemets beside each other;
    '3 priorités, 10 engagements'; two sentences of an introduction in larger type, and what is set as a paragraph of its page is."""
    out = list(blocks)
    prose = {(b.page, plain_look(b.style)) for b in blocks if b.page and _is_paragraph(b, lignes)}
    quoted = [b.genre in ("titre", "texte") and _is_quoted(b, lignes) for b in blocks]
    for i, block in enumerate(blocks):
        if block.genre != "titre" or block.numero or block.rang:
            continue
        text = raw_text(lignes, block.spans).strip()
        others = [k for k, b in enumerate(blocks) if quoted[k] and b.page == block.page and k != i] if quoted[i] else []
        told = any(abs(k - i) == 1 for k in others) or (bool(others) and text.rstrip('»”" ').endswith((".", "!", "?", "…")))
        told = told or _COMPTES.fullmatch(text) is not None
        told = told or (not block.style.gras and len(text.split()) >= MOTS_PHRASES and _PHRASES.search(text) is not None)
        told = told or (block.pourquoi == (PLUS_GRAND_SEUL,) and (block.page, plain_look(block.style)) in prose)
        if told and parse_heading(text) == Heading():
            out[i] = replace(block, genre="texte", pourquoi=("des paroles, des comptes ou des phrases",))
    return out


def columns_of_acronyms(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look that are but acronyms, one to a line, as text: the left column of a glossary, 'CAF' over 'CCAS'."""
    return [
        replace(b, genre="texte", pourquoi=("des sigles, un par ligne",)) if b.genre == "titre" and _are_acronyms(b, lignes) else b
        for b in blocks
    ]


def _are_acronyms(block: Block, lignes: Sequence[Line]) -> bool:
    if len(block.spans) < SIGLES_MIN:
        return False
    words = [lignes[s.line].texte[s.debut : s.fin].strip() for s in block.spans]
    known = sum(fold(word) in bodies() for word in words)  # 'EMPLOI' over 'SANTÉ' over 'HABITAT' is a title
    return 2 * known >= len(words) and all(word.isupper() and len(word) <= LETTRES_SIGLE and word.isalpha() for word in words)


def _is_quoted(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether all of a text stands in guillemets; most are told by their first sign that they do not."""
    first = block.spans[0] if block.spans else None
    if first is not None and lignes[first.line].texte[first.debut : first.debut + 1].isalnum():
        return False
    return _DITS.fullmatch(raw_text(lignes, block.spans).strip()) is not None


def _is_paragraph(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text in plain type is a sentence over several lines."""
    if block.genre != "texte" or block.style.gras or block.suite or len({s.line for s in block.spans}) < 2:
        return False
    return raw_text(lignes, block.spans).rstrip().endswith(".")


def contacts(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines in bold of no larger type, of a look that heads nothing else, right above how to reach somebody, as text; and several lines in
    any type that say it themselves."""
    count = Counter(plain_look(b.style) for b in blocks if b.genre == "titre")
    out = list(blocks)
    for i, (block, below) in enumerate(pairwise(blocks)):
        lone = block.genre == "titre" and not block.numero and count[plain_look(block.style)] == 1
        near = below.genre == "texte" and _right_below(block, below, 2 * block.style.taille)
        if lone and near and block.style.taille <= 1.05 * below.style.taille and _JOINDRE.search(raw_text(lignes, below.spans)):
            out[i] = replace(block, genre="texte", pourquoi=("au-dessus d'une adresse",))
    for i, block in enumerate(blocks):
        long = block.genre == "titre" and len(block.spans) > 2 and not block.numero
        if long and _JOINDRE.search(text := raw_text(lignes, block.spans)) and parse_heading(text) == Heading():
            out[i] = replace(block, genre="texte", pourquoi=("une adresse",))
    return out


_NUMERO = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
# '12 signataires', '1 200 logements', '3,5 M€ engagés'; behind the number of a title is a sign or a capital.
_COMPTE = re.compile(r"\d+(?:[ .,]\d+)*(?: ?(?:%|[kM]?€))? [a-zà-ÿ]")


def over_figures(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines by their look alone, right above a figure in larger type or behind one, as text: 'CHIFFRES CLÉS' over '38 %'.

    The first line of a page is a title where several pages start so.
    """
    out = list(blocks)
    firsts = {i for i, b in enumerate(blocks) if b.page and b.genre == "titre" and (not i or blocks[i - 1].page != b.page)}
    heads = Counter(plain_look(blocks[i].style) for i in firsts)
    for i, block in enumerate(blocks):
        if block.genre != "titre" or block.numero:
            continue
        if (i > 0 and _is_beside_figure(blocks[i - 1], block, lignes)) or _opens_with_figure(block, lignes):
            out[i] = replace(block, genre="texte", pourquoi=("derrière un chiffre plus grand",))
    for i, (block, below) in enumerate(pairwise(blocks)):
        if block.genre != "titre" or block.numero or block.page != below.page or block.style.taille >= below.style.taille:
            continue
        if i in firsts and heads[plain_look(block.style)] >= TITRES_MIN:
            continue  # the title of a slide, set as those of others
        boxed = 0 < below.groupe != block.groupe and i not in firsts  # the figure stands amid its box
        near = _right_below(block, below, (2 if boxed else 1) * below.style.taille)
        said = lignes[below.spans[0].line].texte.strip() if below.spans else ""
        if near and _counts(said) and parse_heading(raw_text(lignes, block.spans)) == Heading():
            out[i] = replace(block, genre="texte", pourquoi=("au-dessus d'un chiffre",))
    return out


def values_in_large_type(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look that are the value of the label right above, set larger than it: 'Éducation nationale' below 'Chef de file'
    in a box or on a fill that this opens, '17 communes' below 'Cible 2030', words of no list that return so above figures."""
    out = list(blocks)
    over: dict[str, list[int]] = defaultdict(list)
    for i, (above, block) in enumerate(pairwise(blocks), 1):
        if block.genre not in ("titre", "texte") or block.numero or not _is_under(above, block):
            continue
        plain = parse_heading(raw_text(lignes, block.spans)) == Heading()
        before = blocks[i - 2] if i > 1 and blocks[i - 2].page == above.page else None
        filled = bool(above.style.fond) and above.style.fond == block.style.fond
        opens = before is None or before.groupe != above.groupe or (filled and before.style.fond != above.style.fond)
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        leads = above.etiquette.startswith("acteur:") or (before is None or before.groupe != above.groupe)
        ends = above.etiquette.startswith("acteur:") or after is None or after.groupe != block.groupe
        if block.genre == "titre" and plain and above.genre == "etiquette" and above.groupe and opens and leads and ends:
            out[i] = replace(block, genre="texte", pourquoi=("valeur de l'étiquette au-dessus, en plus grand",))
        elif (plain or block.genre == "texte") and above.genre == "texte" and _is_amount(block, after, lignes):
            over[fold(raw_text(lignes, above.spans))].append(i)
    for words, places in over.items():
        if len(places) < TITRES_MIN or len(words.split()) > MOTS_ETIQUETTE or is_level_word(words):
            continue  # 'Chantier' over its number
        for i in places:
            why = ("revient au-dessus de chiffres plus grands",)
            out[i - 1] = replace(out[i - 1], genre="etiquette", etiquette="champ", pourquoi=why)
            out[i] = replace(out[i], genre="texte", pourquoi=("chiffre sous son étiquette",))
    return out


def names_under_labels(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look, each right below a label of parties at its edge, whose look heads nothing else in the document, as text:
    the names of who leads, in bold."""
    looks: dict[tuple[float, bool, bool, str], list[int]] = defaultdict(list)
    barred: set[tuple[float, bool, bool, str]] = set()
    for i, block in enumerate(blocks):
        if block.genre != "titre":
            continue
        label = blocks[i - 1] if i else None
        if (
            label is not None
            and label.etiquette.startswith("acteur:")
            and not block.numero
            and not block.rang
            and _right_under(label, block)
        ):
            looks[plain_look(block.style)].append(i)
        else:
            barred.add(plain_look(block.style))
    out = list(blocks)
    for look, places in looks.items():
        plain = len(places) >= TITRES_MIN and all(parse_heading(raw_text(lignes, blocks[i].spans)) == Heading() for i in places)
        if look in barred or not plain:
            continue
        for i in places:
            out[i] = replace(blocks[i], genre="texte", pourquoi=("sous une étiquette, comme tout ce qui est de cet aspect",))
    return out


def _right_under(above: Block, block: Block) -> bool:
    """Whether a block stands right below another, at its left edge, in no box that does not hold both."""
    near = -1 < block.bbox[1] - above.bbox[3] < block.style.taille and above.page == block.page
    return near and above.groupe == block.groupe and abs(above.bbox[0] - block.bbox[0]) < AU_BORD


def beside_large_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines larger than the text and no bolder, several on a page, nothing below any of them, and as many numbers in far larger type, as
    text: the steps of a path ('1', 'Vous déposez une idée'), what figures count."""
    found: dict[tuple[int, tuple[float, bool, bool, str]], list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.page and block.genre == "titre" and not block.style.gras:
            found[block.page, plain_look(block.style)].append(i)
    out = list(blocks)
    for (page, _), places in found.items():
        if len(places) < PAS_MIN:
            continue
        here = [i for i, b in enumerate(blocks) if b.page == page]
        numbers = {i: n for i in here if (n := _large_numbers(blocks[i], blocks[places[0]].style.taille, lignes))}
        plain = not any(blocks[i].numero or parse_heading(raw_text(lignes, blocks[i].spans)) != Heading() for i in places)
        after = [next((blocks[j].genre for j in here if j > i and j not in numbers), "titre") for i in places]
        if plain and sum(numbers.values()) >= len(places) and set(after) == {"titre"}:
            for i in places:
                out[i] = replace(blocks[i], genre="texte", pourquoi=("à côté d'un chiffre bien plus grand",))
    return out


def _large_numbers(block: Block, size: float, lignes: Sequence[Line]) -> int:
    """How many numbers a block is, set far larger than `size`: '1', or '4' and '12' of one row; 0 when it is anything else."""
    if block.genre != "texte" or size >= PLUS_PETIT * block.style.taille:
        return 0
    parts = raw_text(lignes, block.spans).split()
    return len(parts) if all(map(str.isdigit, parts)) else 0


def _is_amount(block: Block, after: Block | None, lignes: Sequence[Line]) -> bool:
    """Whether a block is a figure and a few words that it counts, and leads to no list."""
    text = raw_text(lignes, block.spans)
    found = _UN_CHIFFRE.match(text)
    return found is not None and len(text[found.end() - 1 :].split()) <= MOTS_CHIFFRE and (after is None or after.genre != "item")


def dated_steps(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look that stand abreast, each a year and a word or two with nothing below it, as text: the steps of a line of
    time, '2026 : lancement', '2029 : bilan'."""
    out = list(blocks)
    for steps in _abreast(blocks):
        below = blocks[steps[-1] + 1] if steps[-1] + 1 < len(blocks) else None
        if below is not None and below.genre != "titre" and below.page == blocks[steps[-1]].page:
            continue
        if len(steps) >= PAS_MIN and all(_PAS.match(raw_text(lignes, blocks[i].spans)) for i in steps):
            for i in steps:
                out[i] = replace(blocks[i], genre="texte", pourquoi=("étape d'une ligne de temps",))
    return out


def _is_under(above: Block, block: Block) -> bool:
    """Whether a block stands right below another of one line, in its box, at its left edge, in larger type."""
    return len(above.spans) == 1 and above.style.taille < block.style.taille and _right_under(above, block)


def _opens_with_figure(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a line opens with a figure in larger type than the words behind it: '1 sur 4 c'est la part des jeunes ...'."""
    pieces = lignes[block.spans[0].line].pieces if block.spans else ()
    most = PLUS_PETIT * pieces[0].style.taille if pieces else 0.0
    small = next((p for p in pieces if p.style.taille <= most), None)
    return small is not None and _counts(lignes[block.spans[0].line].texte[: small.debut])


def _is_beside_figure(before: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a line stands at the right of a figure in larger type, at its height."""
    if before.genre != "texte" or before.page != block.page or block.style.taille > PLUS_PETIT * before.style.taille:
        return False
    if not before.spans or not block.spans:
        return False
    left, right = lignes[before.spans[0].line].bbox, lignes[block.spans[0].line].bbox
    level = left[1] <= (right[1] + right[3]) / 2 <= left[3]
    return level and 0 <= right[0] - left[2] <= before.style.taille and _counts(raw_text(lignes, before.spans))


def _counts(texte: str) -> bool:
    """Whether a text is a figure and no number of a title."""
    return is_figure(texte) and not _NUMERO.fullmatch(texte.strip())


def boxed_names(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings without number, several after each other, each alone in a box, all of one look no larger than the text or in no bold type,
    as text: names of signatories in their frames, what habitants wrote on coloured notes. Counts are so in any look: '12 signataires'."""
    alone = Counter(b.groupe for b in blocks if b.groupe)
    if sum(n == 1 for n in alone.values()) < COMPTES_ENCADRES:
        return list(blocks)
    usual = _usual_size(blocks)
    out = list(blocks)
    for _, members in groupby(
        range(len(blocks)), key=lambda i: (blocks[i].genre, blocks[i].page, plain_look(blocks[i].style), bool(blocks[i].groupe))
    ):
        run = list(members)
        first = blocks[run[0]]
        boxed = len(run) >= COMPTES_ENCADRES and first.genre == "titre" and first.groupe
        boxed = boxed and all(alone[blocks[i].groupe] == 1 for i in run)
        texts = [raw_text(lignes, blocks[i].spans).strip() for i in run] if boxed else []
        if boxed and all(map(_COMPTE.match, texts)):
            reason = "un compte dans son cadre"
        elif (
            boxed
            and len(run) >= NOMS_ENCADRES
            and (first.style.taille <= usual or not first.style.gras)
            and all(parse_heading(t) == Heading() for t in texts)
        ):
            reason = "un nom dans son cadre"
        else:
            continue
        for i in run:
            out[i] = replace(blocks[i], genre="texte", pourquoi=(reason,))
    return out


def map_names(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look alone that are all that stands in a box, set alike and far from each other, as text: names on a map."""
    boxes: dict[int, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.groupe:
            boxes[block.groupe].append(i)
    out = list(blocks)
    for members in boxes.values():
        inside = [blocks[i] for i in members]
        alike = len(inside) > 1 and len({b.style for b in inside}) == 1 and all(b.genre == "titre" and not b.numero for b in inside)
        plain = alike and all(parse_heading(raw_text(lignes, b.spans)) == Heading() for b in inside)
        if plain and all(b.bbox[1] - a.bbox[3] > ECART_CARTE * a.style.taille for a, b in pairwise(inside)):
            for i in members:
                out[i] = replace(blocks[i], genre="texte", pourquoi=("un nom sur une carte",))
    return out


def legend_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings that name a map or its legend over the few words of each of its signs, as text: 'Lire la carte', 'Où trouver un bus'."""
    out = list(blocks)
    for i, block in enumerate(blocks):
        if block.genre != "titre" or block.numero or map_titles().match(fold(raw_text(lignes, block.spans))) is None:
            continue
        end = next((k for k in range(i + 1, len(blocks)) if blocks[k].genre in ("titre", "rupture") or blocks[k].page != block.page), None)
        below = blocks[i + 1 : end]
        said = [b for b in below if b.genre != "etiquette"]
        signs = all(b.genre == "texte" and len(text_of(lignes, b.spans).split()) <= MOTS_LEGENDE for b in said)
        if len(said) > 1 and signs and all(b.style.taille == said[0].style.taille for b in said):
            out[i] = replace(block, genre="texte", pourquoi=("titre d'une carte ou de sa légende",))
            for k, sign in enumerate(below, i + 1):  # 'Pilotage' on a chip, beside what it means
                out[k] = replace(sign, genre="texte", etiquette="")
    return out


def _usual_size(blocks: Sequence[Block]) -> float:
    """The size of the type of most text, in points; 0 without any."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.genre == "texte":
            sizes[block.style.taille] += sum(s.fin - s.debut for s in block.spans)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def table_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines no larger than the text that stand each right above a table of figures, and whose look heads nothing else, as text."""
    if not any(block.genre == "tableau" for block in blocks):
        return list(blocks)
    usual = _usual_size(blocks)
    over: dict[tuple[float, bool, bool, str], set[bool]] = defaultdict(set)
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):
        if block.genre == "titre":
            near = below is not None and below.genre == "tableau" and _right_below(block, below, ECART_TABLEAU * block.style.taille)
            plain = not block.numero and parse_heading(raw_text(lignes, block.spans)) == Heading()
            over[plain_look(block.style)].add(near and plain and block.style.taille <= usual)
    looks = {style for style, told in over.items() if told == {True}}
    return [
        replace(b, genre="texte", rang=0, pourquoi=("titre d'un tableau de chiffres",))
        if b.genre == "titre" and plain_look(b.style) in looks
        else b
        for b in blocks
    ]


def status_tags(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Tags that say where a fiche stands, 'NOUVEAU' on a fill beside its title, as plain text behind the title."""
    out = list(blocks)
    for i in reversed(range(len(out))):
        block = out[i]
        on_fill = block.genre in ("titre", "texte") and block.style.fond and not block.suite and not block.cellule and len(block.spans) == 1
        if not on_fill or label_key(raw_text(lignes, block.spans)) not in statuses():
            continue
        if i and out[i - 1].genre == "etiquette" and out[i - 1].groupe == block.groupe and out[i - 1].page == block.page:
            continue  # 'Échéance' over 'en cours'
        tag = replace(block, genre="texte", niveau=1, rang=0, pourquoi=("mention de l'état d'une fiche",))
        if not any(k != i and other.genre == "titre" and other.page == block.page for k, other in enumerate(out)):
            continue  # alone, such words may head a part
        behind = i + 1 < len(out) and out[i + 1].genre == "titre" and out[i + 1].page == block.page
        out[i : i + 2] = [out[i + 1], tag] if behind else [tag, *out[i + 1 : i + 2]]
    return out


def closing_page(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, thanks that end the document, alone or over a line or two that say where to write ('Merci de votre attention'), as plain
    text: they head nothing."""
    last = max((i for i, b in enumerate(blocks) if b.genre == "titre"), default=0)
    below = [b for b in blocks[last + 1 :] if b.genre != "mobilier"]
    few = last and len(below) < BLOCS_FIN and all(b.genre == "texte" and b.page == blocks[last].page for b in below)
    if not few or not closing_words().match(fold(raw_text(lignes, blocks[last].spans))):
        return list(blocks)
    return [replace(b, genre="texte", pourquoi=("à la fin du document",)) if i == last else b for i, b in enumerate(blocks)]


def heads_of_columns(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings by their look that follow each other on one line, set alike and no larger than the text, as text: the header of a table that
    no rule draws, 'Instance', 'Rôle', 'Réunions'. Titles of cards abreast are read each with its card."""
    usual = _usual_size(blocks)
    out = list(blocks)
    for row in _abreast(blocks):
        for _, alike in groupby(row, key=lambda i: blocks[i].style):
            heads = list(alike)
            plain = all(not blocks[i].numero and not blocks[i].rang and not blocks[i].groupe for i in heads)
            small = blocks[heads[0]].page > 0 and len(heads) > 1 and plain and blocks[heads[0]].style.taille <= ENTETE * usual
            if small and all(parse_heading(raw_text(lignes, blocks[i].spans)) == Heading() for i in heads):
                for i in heads:
                    out[i] = replace(blocks[i], genre="texte", pourquoi=("en-tête d'un tableau sans filets",))
    return out


def _abreast(blocks: Sequence[Block]) -> list[list[int]]:
    """The headings that follow each other at one height of a page, two or more."""
    rows: list[list[int]] = []
    last, at = -2, (-1, 0)
    for i, block in enumerate(blocks):
        if block.genre != "titre":
            continue
        here = (block.page, round(block.bbox[1]))
        if last == i - 1 and at == here:
            rows[-1].append(i)
        else:
            rows.append([i])
        last, at = i, here
    return [row for row in rows if len(row) > 1]


def slide_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Numbers in small type, each the last thing in its box, that count on from box to box, as furniture: those of the slides that a
    handout prints several to a page."""
    found: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        last = block.groupe > 0 and (i + 1 == len(blocks) or blocks[i + 1].groupe != block.groupe)
        if last and block.genre == "texte" and (text := raw_text(lignes, block.spans).strip()).isdecimal():
            largest = max(b.style.taille for b in blocks if b.groupe == block.groupe)
            found += [(i, int(text))] if block.style.taille < PLUS_PETIT_QUE * largest else []
    runs = sum(b == a + 1 for (_, a), (_, b) in pairwise(found))
    if runs < NUMEROS_SUIVIS or runs + 1 < len(found):
        return list(blocks)
    at = {i for i, _ in found}
    return [
        replace(b, genre="mobilier", spans=(), balises=(*b.spans, *b.balises), pourquoi=("numéro de diapositive",)) if i in at else b
        for i, b in enumerate(blocks)
    ]
