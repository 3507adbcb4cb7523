"""Published files against the JSON Schema, with jsonschema: for people and for CI.

Reads document.json files, decides by the schema of this program's major version, and never changes a file. A file of
a newer major version is refused as a whole: its fields may mean something else.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from pipeline.document import json_schema
from pipeline.errors import SchemaError, UnreadableError, UsageError
from pipeline.terms import SCHEMA_VERSION


def published(path: Path) -> list[Path]:
    """The files that PATH names: itself, or every document.json below it."""
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder", "check the path")
    if not path.is_dir():
        return [path]
    files = sorted(path.rglob("document.json"))
    if not files:
        raise UsageError(f"{path}: no document.json in this folder", "run contrat-ville extract first")
    return files


def faults(path: Path) -> list[str]:
    """One line per fault, `<json path>: <message>`, in the order of the file.

    UnreadableError when it is not JSON, SchemaError when its major version is newer than this program's.
    """
    return checked(path)[1]


def checked(path: Path) -> tuple[Any, list[str]]:
    """The value of `path`, and its `faults`."""
    value = _load(path)
    _refuse_newer(value)
    errors = sorted(_validator().iter_errors(value), key=_order)
    return value, [f"{error.json_path}: {_short(error.message)}" for error in map(_innermost, errors)]


def is_valid(value: Any, record: str) -> bool:
    """Whether `value` is a `record` of the schema, for example an Anomalie."""
    valid: bool = _validator().evolve(schema={"$ref": f"#/$defs/{record}", "$defs": json_schema()["$defs"]}).is_valid(value)
    return valid


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_not_json)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}", "check the file and its rights") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON: {error}", "write it again with contrat-ville extract") from error


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def _refuse_newer(value: Any) -> None:
    stated = value.get("schema_version") if isinstance(value, dict) else None
    major = stated.partition(".")[0] if isinstance(stated, str) else ""
    known = SCHEMA_VERSION.partition(".")[0]
    if major.isdecimal() and int(major) > int(known):
        raise SchemaError(
            f"$.schema_version: {stated} is newer than this program knows ({known}.x)", "update contrat-ville to a version that reads it"
        )


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _innermost(error: ValidationError) -> ValidationError:
    """Of a choice that failed, the branch that came closest: 'page is not a number' says more than 'no branch fits'."""
    return best_match([error]) or error


def _order(error: ValidationError) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in error.absolute_path]


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:100]} … {message[-90:]}"
