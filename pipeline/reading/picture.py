"""What colour a page shows at a point, as pdfium renders it, a pixel a point.

Reads one open page; decides nothing. Only asked where the drawings leave it open what lies under a word: pdfium tells no
pattern from a plain colour, and a gradient would pass for white.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.reading.pdfium import PageHandle

# Pixels of blue, green, red and a byte unused; pages larger than this (points) are not rendered.
_BGRX, _OCTETS = 3, 4
COTE_MAX = 4000


class Picture(Struct, frozen=True):
    """A rendered page: row after row of pixels."""

    largeur: int
    hauteur: int
    pixels: bytes

    def colour(self, x: float, y: float) -> str:
        """The colour at a point as displayed, from the top-left corner, '#rrggbb'; '' outside the page."""
        column, row = int(x), int(y)
        if not (0 <= column < self.largeur and 0 <= row < self.hauteur):
            return ""
        at = (row * self.largeur + column) * _OCTETS
        blue, green, red = self.pixels[at : at + 3]
        return f"#{red:02x}{green:02x}{blue:02x}"


def picture(handle: PageHandle) -> Picture | None:
    """The page rendered on white; None when it is too large."""
    from pipeline.reading._abi import ffi

    width, height = round(handle.cadre.largeur), round(handle.cadre.hauteur)
    if not (0 < width <= COTE_MAX and 0 < height <= COTE_MAX):
        return None
    lib = handle.document.lib
    memory = ffi.new("char[]", b"\xff" * (width * height * _OCTETS))
    bitmap = lib.FPDFBitmap_CreateEx(width, height, _BGRX, int(ffi.cast("size_t", memory)), width * _OCTETS)
    if not bitmap:
        return None
    try:
        lib.FPDF_RenderPageBitmap(bitmap, handle.page, 0, 0, width, height, 0, 0)
        return Picture(width, height, bytes(ffi.buffer(memory, width * height * _OCTETS)))
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
