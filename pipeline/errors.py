"""Every failure a user can meet: a one-line message, a hint, and the exit code it carries.

The codes are a contract with scripts and CI; see README. Nothing here prints: cli.py turns an error into its line.
"""

from __future__ import annotations

from typing import ClassVar

OK = 0


class ContratVilleError(Exception):
    """Base of all foreseen failures. `code`: exit code of the process; `conseil`: what the user can do."""

    code: ClassVar[int] = 70

    def __init__(self, message: str, conseil: str = "") -> None:
        super().__init__(message, conseil)
        self.message = message
        self.conseil = conseil

    def __str__(self) -> str:
        return f"{self.message} — {self.conseil}" if self.conseil else self.message


class PartialError(ContratVilleError):
    """A document was extracted, but is partial or a failure."""

    code = 1


class UsageError(ContratVilleError):
    """The command was called with something that does not exist or cannot be combined."""

    code = 2


class UnreadableError(ContratVilleError):
    """The file is corrupt, truncated, empty or of another kind."""

    code = 3


class EncryptedError(ContratVilleError):
    """The file needs a password."""

    code = 4


class NoTextError(ContratVilleError):
    """The file holds no text that can be used: a scan, or a garbled text layer."""

    code = 5


class SchemaError(ContratVilleError):
    """A published file does not follow the schema."""

    code = 6


class RegressionError(ContratVilleError):
    """An accepted extraction changed."""

    code = 7


class SettingsError(ContratVilleError):
    """A sidecar or another setting is malformed or unknown."""

    code = 8


class InternalError(ContratVilleError):
    """A fault of this program."""

    code = 70


class InterruptedRun(ContratVilleError):
    """The user stopped the run."""

    code = 130
