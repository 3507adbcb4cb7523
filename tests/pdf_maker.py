"""Small PDFs by code, so that each failure fixture is readable in the test that uses it.

Writes PDF 1.4 from positioned text (Helvetica, WinAnsi), rectangles and a grey picture; coordinates are points from
the top-left corner, as in the published boxes. `password` encrypts with the standard handler, RC4 40 bits (revision
2): "" is a file that opens without being asked, any other string one that does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"contrat-ville---"


@dataclass(frozen=True)
class Text:
    """`texte` with its baseline at `y`."""

    x: float
    y: float
    texte: str
    taille: float = 11
    gras: bool = False


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; `fond` is red, green, blue from 0 to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    fond: tuple[float, float, float] = (0.9, 0.9, 0.9)


@dataclass(frozen=True)
class Image:
    """A grey picture stretched over a rectangle: what a scanner leaves."""

    x0: float
    top: float
    x1: float
    bottom: float


Sheet = Sequence[Text | Rect | Image]


def pdf(sheets: Iterable[Sheet], largeur: float = 595, hauteur: float = 842, password: str | None = None) -> bytes:
    """A PDF with one page per sheet."""
    contents = [_content(sheet, hauteur) for sheet in sheets]
    # 1 catalog, 2 page tree, 3-4 fonts, 5 picture, 6 encryption; then a page and its content by turns
    objects: dict[int, tuple[bytes, bytes | None]] = {
        1: (b"<< /Type /Catalog /Pages 2 0 R >>", None),
        2: (
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), b" ".join(b"%d 0 R" % (7 + 2 * i) for i in range(len(contents)))),
            None,
        ),
        3: (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", None),
        4: (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>", None),
        5: (b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x80"),
    }
    for i, content in enumerate(contents):
        page = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R >> >> >>"
        )
        objects[7 + 2 * i] = (page % (largeur, hauteur, 8 + 2 * i), None)
        objects[8 + 2 * i] = (b"", content)
    key, trailer = b"", b""
    if password is not None:
        key, entry = _encryption(password.encode("latin-1"))
        objects[6] = (entry, None)
        trailer = b" /Encrypt 6 0 R"
    return _file(objects, key, trailer)


def page_of_text(lignes: Iterable[str], taille: float = 11) -> list[Text]:
    """Lines under each other; `# ` starts a large bold one."""
    return [
        Text(60, 80 + 20 * i, ligne.removeprefix("# "), taille + 7 if ligne.startswith("# ") else taille, ligne.startswith("# "))
        for i, ligne in enumerate(lignes)
    ]


def _content(sheet: Sheet, hauteur: float) -> bytes:
    out = []
    for e in sheet:
        if isinstance(e, Text):
            code = e.texte.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
            out.append(b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (1 + e.gras, e.taille, e.x, hauteur - e.y, code))
        elif isinstance(e, Rect):
            out.append(b"%g %g %g rg %g %g %g %g re f 0 g" % (*e.fond, e.x0, hauteur - e.bottom, e.x1 - e.x0, e.bottom - e.top))
        else:
            out.append(b"q %g 0 0 %g %g %g cm /I Do Q" % (e.x1 - e.x0, e.bottom - e.top, e.x0, hauteur - e.bottom))
    return b"\n".join(out)


def _file(objects: dict[int, tuple[bytes, bytes | None]], key: bytes, trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, (head, stream) in sorted(objects.items()):
        places[number] = len(out)
        if stream is not None:
            if key:
                stream = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
            head = b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(stream), stream)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, head)
    size, xref = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>]%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        _ID.hex().encode(),
        _ID.hex().encode(),
        trailer,
        xref,
    )


def _encryption(user: bytes) -> tuple[bytes, bytes]:
    """The file key, and the encryption dictionary (PDF 1.4, 3.5.2, algorithms 3.2 to 3.4)."""
    rights = -4
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], (user + _PAD)[:32])
    key = hashlib.md5((user + _PAD)[:32] + owner + (rights & 0xFFFFFFFF).to_bytes(4, "little") + _ID).digest()[:5]
    entry = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
    return key, entry % (owner.hex().encode(), _rc4(key, _PAD).hex().encode(), rights)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
