"""Writing files so that a reader, a crash or Ctrl-C never meets half of one.

A file is written under a temporary name in its own folder, flushed to the disk, then renamed over the old one. On
failure the old file stays whole and the temporary one goes. Nothing here decides what is written.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ContratVilleError, UsageError


@contextlib.contextmanager
def about(path: Path) -> Iterator[None]:
    """Foreseen failures inside name `path` first, unless their message already does."""
    try:
        yield
    except ContratVilleError as error:
        if error.message.startswith(str(path)):
            raise
        raise type(error)(f"{path}: {error.message}", error.conseil) from error


def write_atomic(path: Path, texte: str) -> None:
    """Write `texte` to `path` as UTF-8, whole or not at all. UsageError when the place cannot be written."""
    with replacing(path) as handle:
        handle.write(texte.encode("utf-8"))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which becomes `path` when the block ends well. UsageError when the place cannot be written."""
    with replacing_path(path) as temporary, temporary.open("wb") as handle:
        yield handle


@contextlib.contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """The path of a file to be made, which becomes `path` when the block ends well. UsageError when the place cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.unlink(missing_ok=True)
            yield temporary
            with temporary.open("rb") as handle:
                os.fsync(handle.fileno())
            os.replace(temporary, path)
        except BaseException:  # Ctrl-C too
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot write there: {error.strerror or error}", "choose another folder with -o, or free some space")


def check_writable(folder: Path) -> None:
    """UsageError, before any work is done, when `folder` cannot be made or written to."""
    probe = folder / f".probe.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise cannot_write(folder, error) from error


def sweep(folder: Path, name: str = "") -> None:
    """Remove what a killed process left of `name` (or of anything) in `folder`."""
    for leftover in folder.glob(f".{name}*.tmp"):
        leftover.unlink(missing_ok=True)
