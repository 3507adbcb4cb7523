"""Pages of the fixtures put together anew, cut and stirred: the pipeline ends as foreseen, loses nothing and follows the schema.

Layouts that no city has set by hand meet each other here. The draws are the same in each run; CONTRAT_VILLE_EXAMPLES=2000 makes that many
new ones.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pypdfium2
import pytest

from pipeline.errors import ContratVilleError
from pipeline.limits import Settings
from pipeline.records import to_json
from pipeline.run import extract
from pipeline.validation import faults

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "layouts").rglob("*.pdf"))
EXAMPLES = int(os.environ.get("CONTRAT_VILLE_EXAMPLES", "0"))
SEL = f"{random.SystemRandom().randrange(10**6)}-" if EXAMPLES else ""  # tells new draws from those of other runs
# Documents of one test: each costs as much as a start of the test that makes it.
PAR_TEST = 15


def _stirred(draw: random.Random, to: Path) -> str:
    """Writes a PDF of pages of up to five fixtures, some turned, cut, thinned out or shaken; what it is made of."""
    out = pypdfium2.PdfDocument.new()
    said = []
    for path in draw.choices(FIXTURES, k=draw.randint(1, 5)):
        source = pypdfium2.PdfDocument(path)
        pages = sorted(draw.sample(range(len(source)), min(len(source), draw.randint(1, 3))))
        out.import_pages(source, pages)
        said.append(f"{path.parent.name} {pages}")
    for page in out:
        _stir(page, draw)
    out.save(to)
    out.close()
    return ", ".join(said)


def _stir(page: pypdfium2.PdfPage, draw: random.Random) -> None:
    width, height = page.get_size()
    how = draw.choice(("whole", "whole", "turned", "cut", "thin", "shaken"))
    if how == "turned":
        page.set_rotation(draw.choice((90, 180, 270)))
    elif how == "cut":
        page.set_cropbox(draw.uniform(0, 0.4) * width, draw.uniform(0, 0.4) * height, width, height)
    elif how in ("thin", "shaken"):
        for thing in list(page.get_objects(max_depth=1)):
            if draw.random() < 0.2 and how == "thin":
                page.remove_obj(thing)
            elif draw.random() < 0.2:
                thing.transform(pypdfium2.PdfMatrix().translate(draw.uniform(-80, 80), draw.uniform(-80, 80)))
        page.gen_content()


@pytest.mark.parametrize("first", range(0, EXAMPLES or 60, PAR_TEST))
def test_pages_of_any_make_end_as_foreseen(first: int, tmp_path: Path) -> None:
    for seed in (f"{SEL}{n}" for n in range(first, first + PAR_TEST)):
        made = _stirred(random.Random(seed), tmp_path / "d.pdf")
        try:
            found = extract(tmp_path / "d.pdf", Settings(lier=False))
        except ContratVilleError:
            continue  # a page whose text was taken is refused in one line
        except Exception as error:
            raise AssertionError(f"draw {seed}: {made}") from error
        (tmp_path / "document.json").write_text(to_json(found), encoding="utf-8")
        assert faults(tmp_path / "document.json") == [], f"draw {seed}: {made}"
        assert found.couverture.non_attribues == 0, f"draw {seed}: {made}"
