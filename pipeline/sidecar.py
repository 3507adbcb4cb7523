"""The sidecar `<id>.toml` that may stand beside a document in raw/: what the document itself does not state.

Reads TOML only; decides nothing about a document's text. Unknown keys are an error, because a misspelt assertion
would otherwise guard nothing.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from pipeline.errors import SettingsError
from pipeline.settings import sidecar_path
from pipeline.terms import TypeActeur

_Siren = Annotated[str, Meta(pattern=r"^\d{9}$")]
_Nombre = Annotated[int, Meta(ge=0)]


class _Closed(Struct, frozen=True, forbid_unknown_fields=True):
    """Of these keys, and no others."""


class TerritoireLateral(_Closed, frozen=True):
    """Territoire du contrat."""

    libelle: Annotated[str, Meta(description="Nom de l'intercommunalité ou de la commune signataire.")]
    siren: Annotated[_Siren | None, Meta(description="Numéro SIREN (9 chiffres) du territoire.")] = None
    code_contrat: Annotated[str | None, Meta(description="Code national du contrat de ville, par exemple CV142.")] = None


class QuartierLateral(_Closed, frozen=True):
    """Quartier du territoire : une ligne de quartiers.csv."""

    nom: Annotated[str, Meta(min_length=1, description="Nom du quartier.")]
    communes: Annotated[tuple[str, ...], Meta(min_length=1, description="Codes INSEE des communes du quartier.")]
    code: Annotated[str | None, Meta(description="Code officiel du quartier prioritaire ; absent pour un nom en usage sans code.")] = None
    formes: Annotated[tuple[str, ...], Meta(description="Autres noms du quartier.")] = ()
    source: Annotated[str, Meta(description="Origine de l'information.")] = ""


class ActeurLateral(_Closed, frozen=True):
    """Ce qu'est une partie, décidé par une personne."""

    libelles: Annotated[tuple[str, ...], Meta(min_length=1, description="Noms tels qu'imprimés ; casse et accents ne comptent pas.")]
    organisation: Annotated[str | None, Meta(description="Nom de l'organisme.")] = None
    type: Annotated[TypeActeur | None, Meta(description="Catégorie de l'acteur.")] = None
    siren: Annotated[_Siren | None, Meta(description="Numéro SIREN (9 chiffres) de l'organisme.")] = None


class SourceLaterale(_Closed, frozen=True):
    """Publication du document source."""

    producteur: Annotated[str | None, Meta(description="Organisme qui a publié le document source.")] = None
    url: Annotated[str | None, Meta(description="Adresse où le document source est publié.")] = None
    licence: Annotated[str | None, Meta(description="Identifiant de la licence du document source, par exemple etalab-2.0.")] = None


class Bornes(_Closed, frozen=True):
    """Nombres attendus : sous `min` le document est en défaut, au-dessus de `max` il est signalé."""

    sections: Annotated[_Nombre | None, Meta(description="Nombre attendu des sections.")] = None
    engagements: Annotated[_Nombre | None, Meta(description="Nombre attendu des engagements.")] = None
    actions: Annotated[_Nombre | None, Meta(description="Nombre attendu des actions.")] = None
    pilotes: Annotated[_Nombre | None, Meta(description="Nombre attendu des mentions de pilotes.")] = None


class Sidecar(_Closed, frozen=True):
    """Ce que le document ne dit pas de lui-même, et ce qu'on attend de son extraction."""

    titre: Annotated[str | None, Meta(description="Titre du document.")] = None
    date: Annotated[dt.date | None, Meta(description="Date du document.")] = None
    territoire: Annotated[TerritoireLateral | None, Meta(description="Territoire du contrat.")] = None
    source: Annotated[SourceLaterale, Meta(description="Publication du document source.")] = SourceLaterale()
    quartiers: Annotated[tuple[QuartierLateral, ...], Meta(description="Quartiers du territoire.")] = ()
    acteurs: Annotated[tuple[ActeurLateral, ...], Meta(description="Parties identifiées par une personne.")] = ()
    min: Annotated[Bornes, Meta(description="Nombres au-dessous desquels le document est en défaut.")] = Bornes()
    max: Annotated[Bornes, Meta(description="Nombres au-dessus desquels le document est signalé.")] = Bornes()


def read_sidecar(document: Path) -> Sidecar:
    """The sidecar beside `document`, or an empty one when there is none.

    Raises SettingsError when the file is not UTF-8 TOML, or holds an unknown key or a value of the wrong kind.
    """
    path = sidecar_path(document)
    if not path.is_file():
        return Sidecar()
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Sidecar)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 (byte {error.start})", "save the sidecar as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}", "see raw/README.md for the keys") from error
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        unknown = re.fullmatch("Object contains unknown field `(.*)`", what)
        key = ".".join(filter(None, (where.removesuffix("`"), unknown[1] if unknown else "")))
        what = "unknown key" if unknown else what.replace(" | null", "").replace("`", "").replace("Expected", "expected")
        raise SettingsError(f"{path}: {key}: {what}", "see raw/README.md for the keys") from error
