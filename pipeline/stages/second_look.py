"""What only the whole document tells of its blocks: headings, labels and items that one place alone does not show.

Reads the blocks of a document in order, however they were made; hands them from one look to the next, in the order of `REGARDS`, each of
which reads what those before it have made. Every character stays with its block; none is read from the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.model import Block, Line
from pipeline.stages.beside_titles import discs_beside_titles, fields_beside_titles
from pipeline.stages.block_looks import renumbered
from pipeline.stages.bold_verbs import bold_leads, bold_verbs
from pipeline.stages.boxed_lists import banded_titles, bold_items, boxed_items, boxed_paragraphs, boxes_in_a_row
from pipeline.stages.brackets import bracketed_parties
from pipeline.stages.company import company
from pipeline.stages.counted_items import counted_items
from pipeline.stages.explained_initials import explained_initials
from pipeline.stages.explained_signs import explained_signs
from pipeline.stages.italic_titles import italic_titles
from pipeline.stages.items_in_lines import items_in_lines
from pipeline.stages.list_levels import levels_over_pages
from pipeline.stages.not_titles import (
    beside_large_numbers,
    boxed_names,
    closing_page,
    columns_of_acronyms,
    contacts,
    dated_steps,
    heads_of_columns,
    legend_titles,
    map_names,
    names_under_labels,
    over_figures,
    said_lines,
    signed_lines,
    slide_numbers,
    status_tags,
    subtitles,
    table_titles,
    under_signatures,
    values_in_large_type,
    writers,
)
from pipeline.stages.note_calls import note_calls
from pipeline.stages.number_order import in_number_order
from pipeline.stages.returning import (
    boxed_fields,
    fields_above,
    labels_elsewhere,
    page_heads,
    page_themes,
    recalled_headings,
    returning_labels,
    shrunk_titles,
    year_titles,
)
from pipeline.stages.returning_fields import open_leads, returning_fields, returning_leads, returning_values
from pipeline.stages.run_in import led_items, run_in_headings
from pipeline.stages.title_numbers import (
    bare_numbers,
    bold_numbers,
    counted_numbers,
    echoed_numerals,
    in_their_titles_look,
    large_numerals,
    late_letters,
    lettered_numbers,
    worded_numerals,
)
from pipeline.stages.told_by_others import told_by_others

REGARDS: tuple[Callable[[Sequence[Block], Sequence[Line]], list[Block]], ...] = (
    slide_numbers,
    explained_initials,
    fields_beside_titles,
    discs_beside_titles,
    bold_leads,
    run_in_headings,
    italic_titles,
    items_in_lines,
    led_items,
    counted_items,
    signed_lines,
    under_signatures,
    writers,
    contacts,
    columns_of_acronyms,
    said_lines,
    over_figures,
    beside_large_numbers,
    values_in_large_type,
    names_under_labels,
    dated_steps,
    boxed_names,
    map_names,
    legend_titles,
    status_tags,
    subtitles,
    table_titles,
    heads_of_columns,
    banded_titles,
    fields_above,
    echoed_numerals,
    worded_numerals,
    bold_numbers,
    lettered_numbers,
    late_letters,
    counted_numbers,
    bare_numbers,
    large_numerals,
    in_their_titles_look,
    in_number_order,
    boxed_items,
    boxed_paragraphs,
    boxes_in_a_row,
    closing_page,
    returning_labels,
    labels_elsewhere,
    returning_fields,
    returning_leads,
    open_leads,
    returning_values,
    bold_items,
    recalled_headings,
    page_heads,
    page_themes,
    shrunk_titles,
    year_titles,
    bracketed_parties,
    fields_above,  # again: a level word over a title was told since
    boxed_fields,
    explained_signs,
    company,
    told_by_others,
    bold_verbs,
    levels_over_pages,
    note_calls,
)


def second_look(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks after all looks, numbered in their order."""
    for look in REGARDS:
        blocks = look(blocks, lignes)
    return renumbered(blocks)
