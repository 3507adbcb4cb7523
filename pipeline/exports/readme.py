"""README.md of the data set, in French: what it holds, its files, how its tables join, what each column means."""

from __future__ import annotations

from pipeline.exports import DESCRIPTION, DOSSIER, LICENCE, NOM, TITRE, Corpus
from pipeline.exports.tables import Column, tables
from pipeline.files import write_atomic
from pipeline.terms import SCHEMA_VERSION

_TYPES = {"texte": "texte", "entier": "entier", "nombre": "nombre", "date": "date", "booleen": "true ou false"}


def write(corpus: Corpus) -> None:
    parts = [f"# {TITRE}", DESCRIPTION, _contents(corpus), _files(), _keys(), _reading(corpus)]
    for table in tables():
        rows = "\n".join(f"| `{c.nom}` | {_TYPES[c.type]} | {_told(c)} |" for c in table.colonnes)
        head = f"## {table.nom}\n\n{table.titre}. {table.description}"
        parts.append(f"{head}\n\n| colonne | type | description |\n| --- | --- | --- |\n{rows}")
    write_atomic(corpus.dossier / "README.md", "\n\n".join(parts) + "\n")


def _told(column: Column) -> str:
    words = column.description.replace("|", "\\|")
    words += f" Valeurs : {', '.join(f'`{v}`' for v in column.valeurs)}." if column.valeurs else ""
    words += f" Renvoie à `{column.vers}`." if column.vers else ""
    return words + (" Toujours présent." if column.requis else "")


def _contents(corpus: Corpus) -> str:
    rows = "\n".join(f"| [`{t.nom}`](#{t.nom}) | {t.titre} | {corpus.lignes[t.nom]} |" for t in tables())
    return f"| table | contenu | lignes |\n| --- | --- | ---: |\n{rows}"


def _files() -> str:
    return f"""## Fichiers

- `{DOSSIER}/<table>.csv` : UTF-8, séparateur virgule, point décimal, dates ISO 8601, vide quand il n'y a pas de valeur (RFC 4180) ;
- `{DOSSIER}/<table>.jsonl`, `{DOSSIER}/<table>.parquet` : les mêmes lignes et les mêmes colonnes ;
- `{NOM}.xlsx` : une feuille par table, avec filtres et liens ;
- `{NOM}.sqlite` : les tables avec leurs clés, et `recherche`, index plein texte qui ignore la casse et les accents :
  `SELECT cle, texte FROM recherche WHERE recherche MATCH 'parentalite';`
- `<document>/document.json` : le document entier, avec tous les rectangles de chaque valeur (schéma {SCHEMA_VERSION}) ;
- `datapackage.json` : la description du jeu (Data Package v2) ; `dcat.jsonld` : sa fiche de catalogue (DCAT-AP)."""


def _keys() -> str:
    return """## Clés

La première colonne de chaque table est sa clé ; une colonne de même nom, dans une autre table, y renvoie. Par exemple, qui pilote quoi :

```sql
SELECT e.titre, a.libelle, a.organisation
FROM engagements e JOIN acteurs a USING (engagement_id)
WHERE a.role = 'pilote'
```

Un identifiant vient du contenu (titres, textes) : une ligne ajoutée ailleurs dans le document ne le change pas. Celui de ce qui n'a pas de
titre (acteurs, champs, lieux, valeurs, passages, anomalies) dépend de son rang dans sa liste."""


def _reading(corpus: Corpus) -> str:
    lines = [
        "Seules les sections de `nature` `programme` donnent des engagements : les puces d'un bilan ou d'un atelier sont des `passages`, "
        "pas des actions.",
        "`libelle`, `titre`, `texte` et `valeur` sont ce qui est imprimé ; `organisation`, `code`, `nom`, `debut`, `fin` et `nombre` en "
        "sont une lecture, et `preuve` dit ce qui la fonde.",
        "Un document de `statut` `partiel` a au moins une anomalie de gravité `erreur` : lire `anomalies` d'abord.",
        f"Licence du jeu : [{LICENCE['title']}]({LICENCE['path']}) (`{LICENCE['name']}`) ; celle de chaque document source est dans "
        "`documents.source_licence`.",
    ]
    if corpus.refuses:
        refused = ", ".join(f"`{ident}`" for ident, _ in corpus.refuses)
        lines.append(f"Documents non exportés, parce qu'ils ne suivent pas le schéma : {refused}.")
    return "## À savoir\n\n" + "\n".join(f"- {line}" for line in lines)
