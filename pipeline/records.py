"""What an extraction makes: records with the names and fields of the models of document.py, and how they are written as JSON.

Reads and decides nothing. To import pydantic and make its models takes longer than to extract a short document, so the
stages make records: mypy takes them for the models and holds their arguments to the fields, `models` makes the models of
them and checks each value, and what `contrat-ville extract` writes is checked by the tests and by `contrat-ville validate`.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec


class Writable:
    """What `dumps` writes as a JSON object, its fields being those of its `__dict__`: a record, or a model."""


class _Record(Writable):
    """Fields by name, compared by value, changed by nobody."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__ = fields

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


if TYPE_CHECKING:
    from pipeline.document import (
        Acteur as Acteur,
        Action as Action,
        Anomalie as Anomalie,
        AutreActeur as AutreActeur,
        Champ as Champ,
        Couverture as Couverture,
        Document as Document,
        Engagement as Engagement,
        Lieu as Lieu,
        Passage as Passage,
        ProvenanceLigne as ProvenanceLigne,
        ProvenancePage as ProvenancePage,
        Section as Section,
        Source as Source,
        Territoire as Territoire,
        Valeur as Valeur,
    )
else:

    class Acteur(_Record): ...

    class Action(_Record): ...

    class Anomalie(_Record): ...

    class AutreActeur(_Record): ...

    class Champ(_Record): ...

    class Couverture(_Record): ...

    class Document(_Record): ...

    class Engagement(_Record): ...

    class Lieu(_Record): ...

    class Passage(_Record): ...

    class ProvenanceLigne(_Record): ...

    class ProvenancePage(_Record): ...

    class Section(_Record): ...

    class Source(_Record): ...

    class Territoire(_Record): ...

    class Valeur(_Record): ...


def models(document: Document) -> Document:
    """The record of a document as its model, each value checked: pydantic.ValidationError for one that the schema forbids."""
    from pipeline.document import Document as Model

    return Model.model_validate(_plain(document))


def _plain(value: Any) -> Any:
    if isinstance(value, Writable):
        return {name: _plain(field) for name, field in value.__dict__.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def iter_sections(sections: Iterable[Section]) -> Iterator[Section]:
    """Every section of a tree, in the order of the document."""
    for section in sections:
        yield section
        yield from iter_sections(section.sections)


def iter_engagements(sections: Iterable[Section]) -> Iterator[Engagement]:
    """Every engagement of a tree, in the order of the document."""
    for section in iter_sections(sections):
        yield from section.engagements


def to_json(document: Document) -> str:
    """The text that is published: that of `dumps`, which is too slow for the hundred thousand values of a long document."""
    boxes: list[tuple[float, float, float, float]] = []

    def fields(record: Any) -> dict[str, Any]:
        """What msgspec writes of a record or a model: 0 for its box, which it would lay out over six lines."""
        held: dict[str, Any] = record.__dict__
        if (box := held.get("bbox")) is not None:
            boxes.append(box)
            return {**held, "bbox": 0}
        if "nombre" in held and not (_is_number(held["nombre"]) and _is_number(held["nombre_max"])):
            raise ValueError(f"not a JSON number: {held['nombre']}, {held['nombre_max']}")
        return held

    try:
        text = msgspec.json.format(msgspec.json.Encoder(enc_hook=fields, order="sorted").encode(document), indent=2)
        written = msgspec.json.encode(boxes)[1:-1]
    except OverflowError:  # a whole number of more than 64 bits
        return dumps(document)
    if not math.isfinite(sum(map(sum, boxes))):  # msgspec writes null for a number that JSON does not know
        raise ValueError("not a JSON number in a box")
    on_one_line = iter(written.replace(b",", b", ").replace(b"], [", b"]\n[").split(b"\n"))
    return _BOITE.sub(lambda _: b'"bbox": ' + next(on_one_line), text).decode() + "\n"


_BOITE = re.compile(rb'"bbox": 0')  # a text that holds this has its quotes behind backslashes


def _is_number(value: float | None) -> bool:
    """Whether JSON knows a number, or there is none: msgspec writes null for infinity."""
    return value is None or math.isfinite(value)


def dumps(value: Any) -> str:
    """`value` as published JSON text, which fixes its layout: sorted keys, two-space indent, a final newline, accents as they are, a box
    of numbers on one line.

    Takes records, models, dicts with text for keys, lists, tuples, dates and JSON's plain values. ValueError for a number that JSON
    does not know, TypeError for anything else.
    """
    return _text(value, "\n") + "\n"


_quoted = json.encoder.encode_basestring  # in C
_CONSTANTS = {None: "null", True: "true", False: "false"}


def _text(value: Any, margin: str) -> str:
    """`value` as JSON. `margin`: the line feed and the blanks before the line on which it ends."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, (int, float)):
        return _number(value)
    inner = margin + "  "
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        if type(value[0]) in _NOMBRES and all(type(v) in _NOMBRES for v in value):
            return f"[{', '.join(map(_number, value))}]"
        return f"[{inner}{f',{inner}'.join([_text(v, inner) for v in value])}{margin}]"
    if isinstance(value, Writable):
        held = value.__dict__
        return f"{{{inner}{f',{inner}'.join([key + _text(held[name], inner) for name, key in _keys(tuple(held))])}{margin}}}"
    if isinstance(value, dict):
        if not value:
            return "{}"
        return f"{{{inner}{f',{inner}'.join([f'{_quoted(k)}: {_text(v, inner)}' for k, v in sorted(value.items())])}{margin}}}"
    if isinstance(value, dt.date):
        return f'"{value.isoformat()}"'
    raise TypeError(f"not JSON: {value!r}")


_NOMBRES = frozenset({int, float})


@functools.cache
def _keys(fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """Fields in the order of the alphabet, each with what is written before its value."""
    return [(name, f"{_quoted(name)}: ") for name in sorted(fields)]


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"not a JSON number: {value}")
    return repr(value)
