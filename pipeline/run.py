"""The whole flow, in the order in which it runs. A newcomer reads this first.

    PDF:      read -> repair -> lines -> furniture -> tables -> regions -> page breaks -> grids, blocks ┐
    Markdown: read ->           lines -> furniture ->                                            blocks ┤
                       ┌────────────────────────────────────────────────────────────────────────────────┘
                       └> hyphens -> encadres -> sommaire -> fiches -> outline -> told parties -> natures -> engagements -> locate
                -> link -> publish -> check

Each stage is one function of one file in stages/, from frozen values to frozen values.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from pipeline.errors import UnreadableError
from pipeline.memory import without_collector
from pipeline.model import Block, Issue, Line, Node, Page, Section, Source, Span, Stages, Style
from pipeline.records import Document, Source as SourceInfo, Territoire
from pipeline.settings import Settings, document_id
from pipeline.sidecar import Sidecar, read_sidecar
from pipeline.stages.blocks_pdf import blocks_pdf, is_label_line
from pipeline.stages.boxes import with_frames, without_hidden_rules
from pipeline.stages.check import account, anomalies, status
from pipeline.stages.continued_tables import tables_of
from pipeline.stages.encadres import encadres
from pipeline.stages.engagements import engagements
from pipeline.stages.fiches import fiches
from pipeline.stages.furniture import body_style, furniture, furniture_markdown
from pipeline.stages.grid_cells import Grid
from pipeline.stages.hyphens import join_hyphens, told, vocabulary
from pipeline.stages.identify import Correction, identifier
from pipeline.stages.lines import lines_page
from pipeline.stages.link import NO_LINKS, link, parties_of
from pipeline.stages.locate import locate
from pipeline.stages.natures import natures
from pipeline.stages.outline import outline
from pipeline.stages.page_breaks import rejoined
from pipeline.stages.publish import publish
from pipeline.stages.read_pdf import read_pdf
from pipeline.stages.regions import Region, regions
from pipeline.stages.repair import Mender
from pipeline.stages.shared_parties import with_shared_parties
from pipeline.stages.sommaire import sommaire
from pipeline.stages.stated import stated_headings
from pipeline.stages.told_parties import with_told_parties
from pipeline.terms import SCHEMA_VERSION
from pipeline.territory import Quartier, Territory, quarters_beside, territory_of

Progress = Callable[[int, int], None]
_DEFAULT = Settings()


def extract(source: Path, settings: Settings = _DEFAULT, sidecar: Sidecar | None = None) -> Document:
    """The record of the published document of the PDF or Markdown file `source`.

    `sidecar` None: the one beside the source, if any. Raises the errors of pipeline.errors for bad input.
    """
    return extract_staged(source, settings, sidecar)[0]


def extract_staged(
    source: Path,
    settings: Settings = _DEFAULT,
    sidecar: Sidecar | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    kept: Path | None = None,
) -> tuple[Document, Stages]:
    """`extract`, with what each stage made. `progress(page, pages)` is called as pages are read, in `jobs` processes.

    `kept`: the file in which link.py remembers from run to run where names stand.
    """
    sidecar = read_sidecar(source) if sidecar is None else sidecar
    with without_collector():
        return _extract(source, settings, sidecar, progress, jobs, kept)


def _extract(
    source: Path, settings: Settings, sidecar: Sidecar, progress: Progress | None, jobs: int, kept: Path | None
) -> tuple[Document, Stages]:
    stages = Stages()
    read, lignes = _read(source, settings, progress, jobs)
    aside, blocks = _pdf(read, lignes, stages) if read.format == "pdf" else _markdown(lignes)
    stages.lignes = lignes
    whole = join_hyphens(blocks, lignes, vocabulary(blocks, lignes))
    joins = told(blocks, whole, lignes)
    blocks = fiches(sommaire(encadres(whole, lignes), lignes), lignes)
    loose = [b for b in blocks if b.genre == "mobilier"]
    tree, title = outline([b for b in blocks if b.genre != "mobilier"], lignes)
    tree = natures(with_shared_parties(with_told_parties(tree, lignes), lignes), lignes)
    blocks = _with_reasons(blocks, tree)
    root = engagements(tree, lignes)
    territory, doubts = _territory(source, sidecar, lignes, title, root) if settings.lier else (None, ())
    links = link(root, lignes, territory, identifier(territory, sidecar.date, _corrections(sidecar)), kept) if settings.lier else NO_LINKS
    sections = publish(root, lignes, links)
    ledger = account(root, aside, loose, lignes)
    found = anomalies(root, sections, ledger, (*read.problemes, *joins, *doubts), sidecar, links)
    stages.sorties |= {
        "blocs": blocks,
        "mobilier": [
            Block(i, "mobilier", (Span(i, 0, len(lignes[i].texte)),), page=lignes[i].page, pourquoi=(w,)) for i, w in aside.items()
        ],
    }
    stages.sorties |= {"plan": _nodes(tree), "engagements": [root], "sections": sections}
    document = Document(
        schema_version=SCHEMA_VERSION,
        id=document_id(source),
        statut=status(sections, found),
        source=_source_info(source, read, sidecar, title),
        territoire=_published(sidecar, territory),
        sections=sections,
        anomalies=found,
        couverture=ledger.coverage(),
    )
    return document, stages


def _read(source: Path, settings: Settings, progress: Progress | None, jobs: int = 1) -> tuple[Source, tuple[Line, ...]]:
    """The source with its lines. Of a PDF no more is kept than its pages without their words."""
    kind = source.suffix.lower()
    if kind == ".pdf":
        return _read_pdf(source, settings, progress, jobs)
    if kind in (".md", ".markdown"):
        from pipeline.stages.read_markdown import lines_markdown, read_markdown

        read = read_markdown(source, settings)
        return read, lines_markdown(read)
    raise UnreadableError(f"{source.suffix or 'no suffix'}: neither a PDF nor a Markdown file", "give a .pdf or a .md file")


def _read_pdf(source: Path, settings: Settings, progress: Progress | None, jobs: int) -> tuple[Source, tuple[Line, ...]]:
    """Page by page, each mended and turned to lines before the next is read: its words are kept no longer than that.

    A font that lost a letter is known only when all was read: then all is read again.
    """

    def lines(mender: Mender) -> tuple[Source, list[Line]]:
        made: list[Line] = []

        def keep(page: Page) -> Page:
            page = with_frames(without_hidden_rules(mender.page(page)))
            made.extend(lines_page(page, len(made)))
            return replace(page, mots=())

        return read_pdf(source, settings, progress, jobs, keep), made

    mender = Mender()
    read, made = lines(mender)
    if wiser := mender.wiser():
        mender = wiser
        read, made = lines(mender)
    return mender.closed(read), tuple(made)


def _markdown(lignes: Sequence[Line]) -> tuple[dict[int, str], tuple[Block, ...]]:
    from pipeline.stages.blocks_markdown import blocks_markdown  # what a PDF does not need is not imported for it

    aside = furniture_markdown(lignes)
    return aside, blocks_markdown(lignes, aside)


def _pdf(read: Source, lignes: Sequence[Line], stages: Stages) -> tuple[dict[int, str], tuple[Block, ...]]:
    aside = furniture(lignes, read.pages)
    kept: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        if line.id not in aside or aside[line.id].startswith("rupture"):
            kept[line.page].append(line)
    corps = body_style([li for page in kept.values() for li in page])
    tables = zip(read.pages, tables_of(read.pages, kept), strict=True)
    parts = rejoined([part for page, grids in tables for part in _regions(page, kept[page.numero], corps, grids)])
    stages.sorties |= {"pages": read.pages, "regions": parts}
    blocks = blocks_pdf(parts, read.pages, lignes, corps, stated_headings(lignes, read.signets))
    broken = {i for i, why in aside.items() if why.startswith("rupture")}
    return {i: why for i, why in aside.items() if i not in broken}, _ruptures(blocks, broken, aside)


def _regions(page: Page, kept: Sequence[Line], corps: Style, grids: Sequence[Grid]) -> list[Region]:
    held = {li.id for grid in grids for cell in grid.cellules for li in cell.lignes}
    return regions(page, [li for li in kept if li.id not in held], lambda line: is_label_line(line, corps), grids)


def _ruptures(blocks: Sequence[Block], broken: set[int], aside: dict[int, str]) -> tuple[Block, ...]:
    """Blocks made of a dated banner close the open sections and name none."""
    return tuple(
        replace(b, genre="rupture", pourquoi=(aside[b.spans[0].line],)) if b.spans and all(s.line in broken for s in b.spans) else b
        for b in blocks
    )


def _with_reasons(blocks: Sequence[Block], tree: Node) -> tuple[Block, ...]:
    """Headings with the reasons for their place in the plan, as `explain` shows them."""
    reasons: dict[int, tuple[str, ...]] = {}

    def visit(node: Node) -> None:
        if node.titre is not None:
            reasons[node.titre.id] = node.pourquoi
        for child in node.enfants:
            visit(child)

    visit(tree)
    return tuple(replace(b, pourquoi=reasons[b.id]) if b.id in reasons else b for b in blocks)


def _nodes(node: Node, level: int = 0) -> Iterator[dict[str, object]]:
    """The headings of the plan, each as a row; made when they are asked for, which most runs never do."""
    if node.titre is not None:
        yield {
            "niveau": level,
            "type": node.type,
            "numero": node.numero,
            "nature": node.nature,
            "titre": node.spans,
            "pourquoi": node.pourquoi,
        }
    for child in node.enfants:
        yield from _nodes(child, level + 1)


def _source_info(path: Path, read: Source, sidecar: Sidecar, title: str | None) -> SourceInfo:
    return SourceInfo(
        fichier=path.name,
        format=read.format,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        pages=len(read.pages) if read.format == "pdf" else None,
        titre=sidecar.titre or title,
        producteur=sidecar.source.producteur,
        date=sidecar.date,
        url=sidecar.source.url,
        licence=sidecar.source.licence,
    )


def _territory(
    source: Path, sidecar: Sidecar, lignes: Sequence[Line], title: str | None, root: Section
) -> tuple[Territory | None, tuple[Issue, ...]]:
    """The territory of the sidecar, else the one that the document names without ambiguity; and what is doubtful about it."""
    quartiers = (
        *quarters_beside(source),
        *(Quartier(q.code, q.nom, q.communes, q.formes, q.source or "sidecar") for q in sidecar.quartiers),
    )
    stated = sidecar.territoire
    if stated is not None:
        territory = territory_of(stated.siren, stated.libelle, sidecar.date, quartiers)
        if territory is None and stated.siren:  # a body of before the first vintage: what bears its name now
            territory = territory_of(None, stated.libelle, sidecar.date, quartiers, "contexte")
            if territory is not None:
                told = f"SIREN {stated.siren} absent des références : territoire pris par son nom, « {stated.libelle} »."
                return territory, (Issue("territoire-deduit", told),)
        if territory is None:
            return None, (Issue("territoire-inconnu", f"Territoire absent des références : « {stated.libelle} »."),)
        return territory, ()
    found = locate(lignes, title, parties_of(root, lignes), sidecar.date)
    if found is None:
        return None, ()
    territory = territory_of(found.siren, None, sidecar.date, quartiers, "contexte")
    message = f"Territoire déduit du document : « {found.libelle} ». À confirmer dans le fichier compagnon."
    return territory, (Issue("territoire-deduit", message, found.spans),)


def _corrections(sidecar: Sidecar) -> list[Correction]:
    return [Correction(a.organisation, a.type, a.siren, a.libelles) for a in sidecar.acteurs]


def _published(sidecar: Sidecar, territory: Territory | None) -> Territoire:
    stated = sidecar.territoire
    return Territoire(
        libelle=stated.libelle if stated else territory.nom if territory else None,
        siren=stated.siren if stated and stated.siren else territory.siren if territory else None,
        code_contrat=stated.code_contrat if stated else None,
        preuve="exact" if stated else "contexte" if territory else None,
        departement=territory.departement if territory else None,
        millesime=territory.millesime if territory else None,
    )
