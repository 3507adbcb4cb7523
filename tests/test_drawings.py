"""Borders drawn as shapes with a hole: frames and strips, not fills."""

from __future__ import annotations

import pytest

from pipeline.model import BBox
from pipeline.reading.drawings import Shape, _frames


def _shape(x0: float, top: float, x1: float, bottom: float, rebours: bool = False, alterne: bool = True) -> Shape:
    points = ((x0, top), (x1, top), (x1, bottom), (x0, bottom))
    return Shape("rect", points[::-1] if rebours else points, "#d35400", "", True, False, 0.0, alterne)


def _made(*shapes: Shape) -> list[tuple[BBox, bool, bool]]:
    return [(s.bbox, s.rempli, s.trace) for s in _frames(list(shapes))]


OUTER, INNER = (10.0, 10.0, 200.0, 100.0), (11.0, 11.0, 199.0, 99.0)


@pytest.mark.parametrize("order", [(OUTER, INNER), (INNER, OUTER)])
def test_a_border_on_all_sides_is_an_outlined_box(order: tuple[BBox, BBox]) -> None:
    assert _made(*(_shape(*bbox) for bbox in order)) == [(OUTER, False, True)]


def test_a_border_on_one_side_is_a_strip() -> None:
    assert _made(_shape(*OUTER), _shape(10.0, 10.0, 200.0, 98.0)) == [((10.0, 98.0, 200.0, 100.0), True, False)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (_shape(*OUTER), _shape(210.0, 10.0, 300.0, 100.0)),  # two cells
        (_shape(*OUTER), _shape(40.0, 40.0, 160.0, 70.0)),  # a box with a window
        (_shape(*OUTER, alterne=False), _shape(*INNER, alterne=False)),  # painted twice: no hole
    ],
)
def test_other_shapes_stay_what_they_are(a: Shape, b: Shape) -> None:
    assert _made(a, b) == [(a.bbox, True, False), (b.bbox, True, False)]


def test_a_hole_may_be_told_by_the_way_round_its_points_go() -> None:
    assert _made(_shape(*OUTER, alterne=False), _shape(*INNER, rebours=True, alterne=False)) == [(OUTER, False, True)]
