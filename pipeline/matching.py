"""One-to-one pairs of like texts, globally optimal: what `check` and `diff` decide by.

Reads plain strings and scores. Decides two things: how alike two French texts are (rapidfuzz, on text without case, accents, quotes
and numbering), and which pairs together score best (an assignment solved exactly, by lap). It never forces a pair: one that is not in
the scores is not made. Costs are whole numbers inside, so that no rounding depends on the machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Pair = tuple[int, int]
_MOST = 400_000  # whole-number cost of the best pair: lap takes anything from a million on as infinite


def assign(scores: Mapping[Pair, float]) -> dict[int, int]:
    """Of the pairs (row, column) in `scores`, all above 0, the one-to-one choice with the greatest sum; rows to columns.

    Pairs that share no row and no column with others are settled apart, so that the cost is that of the largest tangle.
    """
    out: dict[int, int] = {}
    for rows, columns, part in _components(scores):
        if len(part) == 1:
            out.update(part)
        elif len(rows) == 1 or len(columns) == 1:
            row, column = max(part, key=lambda p: (scores[p], -p[0], -p[1]))
            out[row] = column
        else:
            out.update(_solve(rows, columns, {p: scores[p] for p in part}))
    return out


def _components(scores: Mapping[Pair, float]) -> Iterable[tuple[list[int], list[int], list[Pair]]]:
    """The pairs in groups that share no row and no column, in order of their first row."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for row, column in scores:
        leader[find(("column", column))] = find(("row", row))
    groups: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in sorted(scores):
        groups[find(("row", pair[0]))].append(pair)
    for part in groups.values():
        yield sorted({r for r, _ in part}), sorted({c for _, c in part}), part


def _solve(rows: Sequence[int], columns: Sequence[int], scores: Mapping[Pair, float]) -> dict[int, int]:
    import lap
    import numpy as np

    at_row, at_column = ({n: i for i, n in enumerate(side)} for side in (rows, columns))
    unit = _MOST / max(scores.values())
    cost = np.full((max(len(rows), len(columns)),) * 2, float(_MOST))  # a pair that is not to be made scores 0, like no pair
    for (row, column), value in scores.items():
        cost[at_row[row], at_column[column]] = _MOST - round(value * unit)
    _, chosen, _ = lap.lapjv(cost)
    pairs = ((rows[i], columns[int(j)]) for i, j in enumerate(chosen[: len(rows)]) if j < len(columns))
    return {row: column for row, column in pairs if (row, column) in scores}


def similarities(left: Sequence[str], right: Sequence[str], least: float = 0.0) -> Any:
    """A matrix of how alike each text of `left` is to each of `right`: 0 to 1, 1 for equal; below `least` it may read 0.

    The greater of two measures over characters: as they stand, and with the words of both in alphabetical order.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    if not left or not right:
        return np.zeros((len(left), len(right)), dtype=np.float64)
    whole, sorted_words = (
        process.cdist(left, right, scorer=scorer, score_cutoff=100 * least, dtype=np.float64)
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
    )
    return np.maximum(whole, sorted_words) / 100


def dice(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Share of the weight of the words of both that both have: 0 to 1."""
    total = sum(a.values()) + sum(b.values())
    return 2 * sum(min(weight, b[word]) for word, weight in a.items() if word in b) / total if total else 0.0


def longest_increasing(values: Sequence[int]) -> set[int]:
    """Positions of one longest increasing run of `values`: what need not move for the rest to fall into order."""
    import bisect

    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        k = bisect.bisect_left(tails, value)
        if k == len(tails):
            tails.append(value)
            at.append(i)
        else:
            tails[k] = value
            at[k] = i
        before.append(at[k - 1] if k else -1)
    out: set[int] = set()
    i = at[-1] if at else -1
    while i >= 0:
        out.add(i)
        i = before[i]
    return out
