"""How a run reads, and the limits it keeps. Apart from settings.py, so that reading imports no validator of sidecars."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Settings(Struct, frozen=True):
    """How documents are read: `reader` (auto: pdfium, with pdfplumber where it fails), `lier` (tie parties, places and values to
    references), and the limits of one run.

    Limits: pages per document, bytes per file, drawn objects and seconds per page.
    """

    max_pages: int = 5000
    max_octets: int = 1_000_000_000
    max_objets_page: int = 300_000
    max_secondes_page: float = 60.0
    lier: bool = True
    reader: Literal["auto", "pdfium", "pdfplumber"] = "auto"
