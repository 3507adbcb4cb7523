"""Read a Markdown file, as converters write it, into its source lines.

Decides only whether the bytes are text. HTML entities and `<br>` are decoded here, once, so that everything later points into the
text a reader would see; no other character is changed or dropped. The signs are sorted out in blocks_markdown.py.
"""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.model import Line, Source
from pipeline.settings import Settings

LINE_BREAK = "\u2028"
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(path: Path, settings: Settings) -> Source:
    """The lines of `path`, without their line ends. Raises UnreadableError when it is empty, too large or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", "check the file and its permissions") from error
    if len(data) > settings.max_octets:
        raise UnreadableError(f"{len(data)} bytes, more than the limit of {settings.max_octets}", "raise the limit in the settings")
    if not data.strip():
        raise UnreadableError("the file is empty", "download it again")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not valid UTF-8 (byte {error.start})", "save the file as UTF-8") from error
    if "\x00" in text:
        raise UnreadableError("not a text file: it holds NUL characters", "check the download")
    return Source("markdown", lignes=tuple(_clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _clean(line: str) -> str:
    line = html.unescape(line) if "&" in line else line
    # a break inside a line becomes a blank of its own kind, so that the words on its two sides stay apart
    return unicodedata.normalize("NFC", _BREAK.sub(LINE_BREAK, line))


def lines_markdown(source: Source) -> tuple[Line, ...]:
    """One Line per source line, numbered from 1."""
    return tuple(Line(i, 0, i + 1, texte) for i, texte in enumerate(source.lignes))
