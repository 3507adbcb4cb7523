"""One page out of two readers: pdfium for all, pdfplumber where pdfium's text is damaged and pdfplumber's is not.

Reads words; decides by letters that no font mapped and by the letter statistics of French. A font that only lacks some
letters (ligatures named by glyph, `eﬀectif` read as `e?ectif`) is not worth a second reading of each page: the letters
are learnt once per font from pdfplumber and put back. Every choice is an issue, never silent.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.errors import EncryptedError, UnreadableError
from pipeline.model import Issue, Page, Word
from pipeline.reading.drawings import TooManyObjects
from pipeline.reading.french import NON_LUES, garbled_reason, unread

SECOURS = "lecteur-de-secours"
RETABLIES = "lettres-retablies"
_OUVRIR = "open it in a viewer and save it again"


class Plumber:
    """pdfplumber's document, opened when the first page of it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pdf: Any = None
        self._lettres: dict[tuple[str, str], str] = {}

    def pdf(self) -> Any:
        if self._pdf is None:
            self._pdf = _open(self.path)
        return self._pdf

    def count(self) -> int:
        try:
            return len(self.pdf().pages)
        except (UnreadableError, EncryptedError):
            raise
        except Exception as error:  # pdfminer raises anything at all on damaged content
            raise UnreadableError(f"corrupt PDF: {reason(error)}", _OUVRIR) from error

    def title(self) -> str | None:
        title = (self.pdf().metadata or {}).get("Title")
        return title if isinstance(title, str) else None

    def page(self, number: int, most: int) -> Page:
        """Page `number`. TooManyObjects when it draws more than `most` objects; anything at all on damaged content."""
        from pipeline.reading.plumber import plumber_page

        raw = self.pdf().pages[number - 1]
        try:
            if sum(len(found) for kind, found in raw.objects.items() if kind != "char") > most:
                raise TooManyObjects
            return plumber_page(raw, number)
        finally:
            raw.close()

    def close(self) -> None:
        """Close the file. Not through pdfplumber's own close, which walks the pages once more: those of a damaged file may have no end."""
        if self._pdf is not None:
            with contextlib.suppress(Exception):
                self._pdf.flush_cache()
                self._pdf.stream.close()

    # --- letters that pdfium cannot name

    def holding(self, page: Page, texte: str) -> list[int]:
        """Which words of `page` hold unread letters. `texte`: its text, each blank a space. Most pages have no unread sign but
        bullets, each alone, so that no word needs to be looked at."""
        if not any(self._lettres.values()) and all(_alone(c, texte) for c in set(unread(texte))):
            return []
        return [i for i, word in enumerate(page.mots) if NON_LUES.search(word.texte)]

    def restored(self, page: Page, holding: Sequence[int], most: int) -> tuple[Page, str]:
        """`page` with the letters that pdfplumber can name put back in the words `holding`, and which they were ('' when none was)."""
        if any((page.mots[i].police, c) not in self._lettres for i in holding for c in _unread(page.mots[i].texte)):
            self._learn(page, most)
        used: dict[str, str] = {}

        def letter(police: str, c: str) -> str:
            got = self._lettres.get((police, c), "")
            if got:
                used[c] = got
            return got or c

        def named(word: Word) -> Word:
            return replace(word, texte=NON_LUES.sub(lambda m: letter(word.police, m[0]), word.texte))

        mots = list(page.mots)
        for i in holding:
            mots[i] = named(mots[i])
        return (replace(page, mots=tuple(mots)), ", ".join(sorted(set(used.values())))) if used else (page, "")

    def _learn(self, page: Page, most: int) -> None:
        try:
            known = self.page(page.numero, most)
        except Exception:  # then they stay unread
            known = Page(page.numero, page.largeur, page.hauteur)
        places: dict[tuple[int, int], list[Word]] = {}
        for word in known.mots:
            places.setdefault((round(word.x0), round(word.bottom)), []).append(word)
        for word in page.mots:
            missing = _unread(word.texte)
            if not missing:
                continue
            pattern = re.compile("".join("(.{1,3}?)" if NON_LUES.match(c) else re.escape(c) for c in word.texte))
            x, y = round(word.x0), round(word.bottom)
            near = (w for dx in (0, -1, 1) for dy in (0, -1, 1) for w in places.get((x + dx, y + dy), ()))
            match = next((m for w in near if (m := pattern.fullmatch(w.texte))), None)
            for i, c in enumerate(missing):
                got = match[i + 1] if match else ""
                if got and not NON_LUES.search(got):
                    self._lettres[word.police, c] = got
                else:
                    self._lettres.setdefault((word.police, c), "")


def _alone(signe: str, texte: str) -> bool:
    """Whether `signe` stands between blanks wherever `texte` has it."""
    parts = f" {texte} ".split(signe)
    return all(p[-1:] == " " for p in parts[:-1]) and all(p[:1] == " " for p in parts[1:])


def _unread(texte: str) -> Sequence[str]:
    """The unread letters of a word, none of a lone sign."""
    return NON_LUES.findall(texte) if len(texte) > 1 else ()


def chosen(page: Page, found: list[Issue], texte: str, plumber: Plumber, most: int) -> tuple[Page, list[Issue]]:
    """`page` as pdfium reads it, with what was `found` on it, or what pdfplumber makes of it, and why. `texte`: its text, spaced."""
    why = garbled_reason((texte,))
    if not why:
        holding = plumber.holding(page, texte) if unread(texte) else []
        if not holding:
            return page, found
        restored, letters = plumber.restored(page, holding, most)
        if not letters:
            return page, found
        told = f"Page {page.numero} : lettres rétablies par le second lecteur ({letters})."
        return restored, [*found, Issue(RETABLIES, told, page=page.numero)]
    try:
        other = plumber.page(page.numero, most)
    except Exception:  # pdfminer raises anything at all on damaged content
        return page, found
    if not other.mots or garbled_reason(w.texte for w in other.mots):
        return page, found
    other = replace(other, mots=hidden_as(page.mots, other.mots))
    return other, [Issue(SECOURS, f"Page {page.numero} lue par pdfplumber : {why} chez pdfium.", page=page.numero)]


def hidden_as(known: Sequence[Word], mots: Sequence[Word]) -> tuple[Word, ...]:
    """`mots`, those out of sight that stand where only such words of `known` stand, whose reader sees clips, modes and colours."""
    places: dict[tuple[int, int], set[str]] = {}
    for word in known:
        places.setdefault((round(word.x0), round(word.bottom)), set()).add(word.hors_texte)

    def reason(word: Word) -> str:
        x, y = round(word.x0), round(word.bottom)
        near = set().union(*(places.get((x + dx, y + dy), ()) for dx in (0, -1, 1) for dy in (0, -1, 1)))
        return "" if "" in near else min(near, default="")

    return tuple(replace(w, hors_texte=why, sans_descente=False) if not w.hors_texte and (why := reason(w)) else w for w in mots)


def _open(path: Path) -> Any:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException

    try:
        return pdfplumber.open(path)
    except RecursionError as error:
        raise UnreadableError("corrupt PDF: its structure loops", _OUVRIR) from error
    except Exception as error:
        causes = [error, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise EncryptedError("protected by a password", "remove the password in a viewer and save it again") from error
        kind = "corrupt PDF" if any(isinstance(cause, PDFException) for cause in causes) else "unreadable PDF"
        raise UnreadableError(f"{kind}: {reason(error)}", _OUVRIR) from error


def reason(error: BaseException) -> str:
    """What an error says, on one short line."""
    text = " ".join(str(error).split())
    return (text or type(error).__name__)[:160]
