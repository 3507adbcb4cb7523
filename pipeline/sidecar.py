"""The sidecar `<id>.toml` that may stand beside a document in raw/: what the document itself does not state.

Reads TOML only; decides nothing about a document's text. Unknown keys are an error, because a misspelt assertion
would otherwise guard nothing.
"""

# No postponed annotations: pydantic would compile each of them again as it makes the models.
import datetime as dt
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.document import TypeActeur
from pipeline.errors import SettingsError
from pipeline.settings import sidecar_path


class _Closed(BaseModel):
    # deferred: without a sidecar there is nothing to validate, and no validator is built
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TerritoireLateral(_Closed):
    """Territoire du contrat."""

    libelle: str = Field(description="Nom de l'intercommunalité ou de la commune signataire.")
    siren: str | None = Field(default=None, pattern=r"^\d{9}$", description="Numéro SIREN (9 chiffres) du territoire.")
    code_contrat: str | None = Field(default=None, description="Code national du contrat de ville, par exemple CV142.")


class QuartierLateral(_Closed):
    """Quartier du territoire : une ligne de quartiers.csv."""

    nom: str = Field(min_length=1, description="Nom du quartier.")
    code: str | None = Field(default=None, description="Code officiel du quartier prioritaire ; absent pour un nom en usage sans code.")
    communes: tuple[str, ...] = Field(min_length=1, description="Codes INSEE des communes du quartier.")
    formes: tuple[str, ...] = Field(default=(), description="Autres noms du quartier.")
    source: str = Field(default="", description="Origine de l'information.")


class ActeurLateral(_Closed):
    """Ce qu'est une partie, décidé par une personne."""

    libelles: tuple[str, ...] = Field(min_length=1, description="Noms tels qu'imprimés ; casse et accents ne comptent pas.")
    organisation: str | None = Field(default=None, description="Nom de l'organisme.")
    type: TypeActeur | None = Field(default=None, description="Catégorie de l'acteur.")
    siren: str | None = Field(default=None, pattern=r"^\d{9}$", description="Numéro SIREN (9 chiffres) de l'organisme.")


class SourceLaterale(_Closed):
    """Publication du document source."""

    producteur: str | None = Field(default=None, description="Organisme qui a publié le document source.")
    url: str | None = Field(default=None, description="Adresse où le document source est publié.")
    licence: str | None = Field(default=None, description="Identifiant de la licence du document source, par exemple etalab-2.0.")


class Bornes(_Closed):
    """Nombres attendus : sous `min` le document est en défaut, au-dessus de `max` il est signalé."""

    sections: int | None = Field(default=None, ge=0, description="Nombre attendu des sections.")
    engagements: int | None = Field(default=None, ge=0, description="Nombre attendu des engagements.")
    actions: int | None = Field(default=None, ge=0, description="Nombre attendu des actions.")
    pilotes: int | None = Field(default=None, ge=0, description="Nombre attendu des mentions de pilotes.")


class Sidecar(_Closed):
    """Ce que le document ne dit pas de lui-même, et ce qu'on attend de son extraction."""

    titre: str | None = Field(default=None, description="Titre du document.")
    date: dt.date | None = Field(default=None, description="Date du document.")
    territoire: TerritoireLateral | None = Field(default=None, description="Territoire du contrat.")
    source: SourceLaterale = Field(default_factory=SourceLaterale.model_construct, description="Publication du document source.")
    quartiers: tuple[QuartierLateral, ...] = Field(default=(), description="Quartiers du territoire.")
    acteurs: tuple[ActeurLateral, ...] = Field(default=(), description="Parties identifiées par une personne.")
    min: Bornes = Field(default_factory=Bornes.model_construct, description="Nombres au-dessous desquels le document est en défaut.")
    max: Bornes = Field(default_factory=Bornes.model_construct, description="Nombres au-dessus desquels le document est signalé.")


def read_sidecar(document: Path) -> Sidecar:
    """The sidecar beside `document`, or an empty one when there is none.

    Raises SettingsError when the file is not UTF-8 TOML, or holds an unknown key or a value of the wrong kind.
    """
    path = sidecar_path(document)
    if not path.is_file():
        return Sidecar.model_construct()
    import tomllib

    try:
        return Sidecar.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 (byte {error.start})", "save the sidecar as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}", "see raw/README.md for the keys") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        what = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise SettingsError(f"{path}: {where}: {what}", "see raw/README.md for the keys") from error
