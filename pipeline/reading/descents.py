"""What the fonts of a file state of their descent, which pdfium does not tell: it puts a guess of its own where the file says 0.

Reads the raw bytes of the file, object streams inflated; decides nothing. A font that is not found (an encrypted file,
an odd way of writing) is simply left out, and pdfium's figure stands.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_DESCRIPTEUR = re.compile(rb"<<(?:[^<>]|<[0-9A-Fa-f\s]*>){0,1500}?/FontName\b(?:[^<>]|<[0-9A-Fa-f\s]*>){0,1500}?>>")
_NOM = re.compile(rb"/FontName\s*/([^\s/<>\[\]()]+)")
_DESCENTE = re.compile(rb"/Descent\s+(-?[\d.]+)(?!\s+\d+\s+R)")
_FLUX = re.compile(rb"/ObjStm\b[^>]{0,400}?>>\s*stream\r?\n")
# Object streams hold no pictures: what inflates to more than this is no honest one.
_OCTETS_MAX = 32_000_000
# The file is looked through by pieces of so many bytes, each with so many of the next: more than a descriptor has.
_FENETRE, _DEBORD = 1 << 20, 1 << 13


def stated_descents(path: Path) -> dict[str, float]:
    """Font name, without the tag of its subset, to its descent in ems; 0.0 where the file states none.

    Two fonts of one name that state different descents are left out.
    """
    out: dict[str, float | None] = {}
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for start in range(0, len(data), _FENETRE):
            end = min(start + _FENETRE + _DEBORD, len(data))
            for chunk in (data[start:end], *_object_streams(data, start, end)):
                if b"/FontName" not in chunk:
                    continue
                for found in _descriptors(chunk):
                    name, value = _NOM.search(found), _DESCENTE.search(found)
                    if name and (value or b"/Descent" not in found):
                        police, down = _name(name[1]), float(value[1]) / 1000 if value else 0.0
                        out[police] = down if out.get(police, down) == down else None
            if hasattr(mmap, "MADV_DONTNEED"):  # what was looked at need not stay in memory
                data.madvise(mmap.MADV_DONTNEED)
    return {police: down for police, down in out.items() if down is not None}


def _descriptors(chunk: bytes) -> Iterator[bytes]:
    """The dictionaries that name a font."""
    at = chunk.find(b"/FontName")
    while at >= 0:
        found = _DESCRIPTEUR.match(chunk, max(0, chunk.rfind(b"<<", 0, at)))
        if found:
            yield found[0]
        at = chunk.find(b"/FontName", max(at + 1, found.end() if found else 0))


def _object_streams(data: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    for match in _FLUX.finditer(data, start, end):
        try:
            yield zlib.decompressobj().decompress(data[match.end() : data.find(b"endstream", match.end())], _OCTETS_MAX)
        except zlib.error:
            continue


def _name(raw: bytes) -> str:
    """A font name; `#20` stands for a byte."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8", "replace").split("+")[-1]
