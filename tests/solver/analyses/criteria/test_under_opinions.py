"""The league of plans and the plane where a document lists opinions."""

from collections import Counter
from fractions import Fraction

import pytest

from assets import example_text
from solver.analyses.criteria.league import League, league
from solver.analyses.criteria.plane import Plane, PlanePlace, plane
from solver.analysis_words.charts.criteria_charts import league_table, plane_chart
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.formats.quandary import loads
from solver.rules import solve
from solver.words.names import Names
from tests.documents.at_random.random_opinions import random_opinions


def placed(document: Document, *sides: str) -> tuple[League, Plane]:
    found = league(document, "dsm")
    return found, plane(document, [row.plan.prospect for row in found.rows], *sides)


def test_two_opinions_are_the_sides_and_what_is_best_under_no_weights_is_within_the_hull() -> None:
    """Three acts: the sure 9/20 are maximal, and best under no weights of the two opinions."""
    document = loads(example_text("three-acts"))
    found, made = placed(document)
    assert made.of_opinions
    points = {(p.x, p.y): p.standing for p in made.points}
    assert points == {
        (0, 1): PlanePlace.BEST,
        (1, 0): PlanePlace.BEST,
        (Fraction(9, 20), Fraction(9, 20)): PlanePlace.EXTENDED,
    }
    table = league_table(Names(document), found, made)
    assert table.heads[1:3] == ("Value, least", "Value, greatest")
    assert [row[1:3] for row in table.rows] == [("0", "1"), ("0", "1"), ("9/20", "9/20")]
    chart = plane_chart(Names(document), found, made)
    assert chart.x.title == "Expected in “Always tails”"
    assert chart.dots[2].words == "c: neither (“Always tails” 9/20, “Always heads” 9/20)"


def test_of_more_than_two_opinions_two_are_chosen_and_named() -> None:
    document = loads(example_text("lake-district"))
    found, made = placed(document, "sr", "ss")
    assert (made.x, made.y) == ("sr", "ss")
    table = league_table(Names(document), found, made)
    assert "Standing" in table.heads
    assert table.notes == (("Standing", "in “Dry forecast, rain” and “Dry, as forecast”"),)


def test_the_plane_agrees_with_rules_on_random_documents() -> None:
    """With two opinions, one scale and one criterion: maximal are those on the stairs, best those on the hull."""
    seen = Counter[PlanePlace]()
    made_up = (random_opinions(seed, complete=True) for seed in range(60))
    for document in [made for made in made_up if len(made.opinions) == 2][:15]:
        found, made = placed(document)
        best = {
            tuple(sorted(entry.plan.choices.items()))
            for entry in solve(document, "e-admissible", limit=10**6).plans
        }
        for row, point in zip(found.rows, made.points, strict=True):
            assert row.is_dominated is (point.standing is PlanePlace.DOMINATED)
            if tuple(sorted(row.plan.choices.items())) in best:
                assert point.standing is PlanePlace.BEST
            seen[point.standing] += 1
    assert min(seen[PlanePlace.BEST], seen[PlanePlace.DOMINATED]) > 10


def test_where_there_are_several_scales_there_is_no_plane_of_opinions() -> None:
    document = next(
        made
        for made in map(random_opinions, range(1, 100))
        if len({o.scale_name for o in made.outcomes.values()}) > 1
    )
    with pytest.raises(NotSolvable, match="one scale and one criterion"):
        placed(document)
