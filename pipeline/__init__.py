"""contrat-ville: French contrats de ville, from PDF or Markdown to validated open data.

    from pipeline import extract, load, diff, export

    document = extract("raw/avenant.pdf")        # or load("extracted/avenant")
    document.to_frame("actions")                 # with pandas or polars, if installed
    diff("extracted/contrat", document)          # what changed; shows itself in a notebook
    export("extracted").to_frame("acteurs")      # the corpus tables

This file holds the version and these names, and nothing that costs time to import: api.py comes with the first use of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import diff as diff, export as export, extract as extract, load as load

__version__ = "0.1.0"
__all__ = ["__version__", "diff", "export", "extract", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
