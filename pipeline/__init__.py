"""contrat-ville: French contrats de ville, from PDF or Markdown to validated open data.

This file holds the version, and nothing that costs time to import.
"""

__version__ = "0.1.0"
