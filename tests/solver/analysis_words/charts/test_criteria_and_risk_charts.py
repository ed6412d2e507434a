"""Plans in the plane of two criteria, and how their net values are distributed: worked by hand."""

from dataclasses import replace
from fractions import Fraction

from solver.analyses.criteria.league import all_plans, league
from solver.analyses.criteria.plane import plane
from solver.analysis_words.charts.criteria_charts import league_table, plane_chart
from solver.analysis_words.charts.risk_charts import (
    Profile,
    cumulative_chart,
    distribution_chart,
    profiles_of,
    risk_table,
)
from solver.document.model import Document
from solver.explain.case import Case
from solver.words.names import Names
from tests.documents.trees import Tree, chance, choice, document, labelled, outcome

F = Fraction
#: What each costs, and what it brings.
TREATMENTS = {"a": (0, 0), "b": (2, 3), "c": (4, 4), "d": (6, 6), "e": (5, 2)}
CRITERIA = [{"id": "cost", "label": "Cost", "better": "less"}, {"id": "h"}]
PLANE = labelled(
    document(
        choice("n", *((o, o) for o in TREATMENTS)),
        [outcome(o, "s", {"cost": c, "h": h}) for o, (c, h) in TREATMENTS.items()],
        criteria=CRITERIA,
    )
)
LEAGUE = league(PLANE, "dsm")
FOUND = plane(PLANE, [row.plan.prospect for row in LEAGUE.rows])


def test_the_league_of_two_criteria() -> None:
    """From a to b 2 for 3, from b to d 4 for 3; c lies below that line, and e below d and b.

    Rows go by rising cost, whatever is permitted; letters are those of the plans elsewhere.
    """
    assert league_table(Names(PLANE), LEAGUE, FOUND).csv().split("\r\n")[:-1] == [
        ",Cost,h,Permitted,Dominated by a plan,Standing,Cost per h,Plan",
        "a,0,0,yes,no,best under some weights,,a",
        "b,2,3,yes,no,best under some weights,2/3,b",
        "c,4,4,yes,no,beaten by a mixture,,c",
        'e,5,2,no,"yes, by b",dominated by a plan,,e',
        "d,6,6,yes,no,best under some weights,4/3,d",
    ]


def test_a_plan_that_dominates_and_is_not_listed_is_named() -> None:
    last = replace(LEAGUE, rows=LEAGUE.rows[-1:])  # as where only permitted plans are listed
    assert league_table(Names(PLANE), last).rows[0][4] == "yes, by b"


def test_the_league_of_one_value_begins_with_the_best() -> None:
    for better, order in (("more", "bca"), ("less", "acb")):
        made = labelled(
            document(
                choice("n", ("a", "a"), ("b", "b"), ("c", "c")),
                [outcome("a", "s", 1), outcome("b", "s", 3), outcome("c", "s", 2)],
                criteria=[{"id": "v", "better": better}],
            )
        )
        rows = league_table(Names(made), league(made, "dsm")).rows
        assert "".join(row[-1] for row in rows) == order


def test_the_plane_has_a_staircase_and_a_hull() -> None:
    chart = plane_chart(Names(PLANE), LEAGUE, FOUND)
    assert chart.title == "Cost and h"
    assert [(dot.x, dot.y, dot.name, dot.form) for dot in chart.dots] == [
        (0, 0, "a", "filled"), (2, 3, "b", "filled"), (4, 4, "c", "hollow"), (6, 6, "d", "filled"), (5, 2, "e", "cross"),
    ]  # fmt: skip
    assert chart.dots[1].words == "b: b (Cost 2, h 3)"
    assert chart.staircase == ((0, 0), (2, 0), (2, 3), (4, 3), (4, 4), (6, 4), (6, 6))
    assert chart.hull == ((0, 0), (2, 3), (6, 6))
    assert chart.legend == (
        ("filled", "best under some weights"), ("hollow", "beaten by a mixture"), ("cross", "dominated by a plan"),
    )  # fmt: skip
    assert chart.description == "4 maximal points, 3 of them best under some weights."
    assert (chart.x.title, chart.x.low, chart.x.high) == (
        "Cost (less is better)",
        F(-1, 2),
        F(13, 2),
    )
    assert (chart.y.title, chart.y.low, chart.y.high) == ("h", F(-1, 2), F(13, 2))


def test_two_opinions_are_a_plane_too() -> None:
    p, rest = {"probability": "p"}, {"probability": "#"}
    bet = chance("coin", ("h", "x", p), ("t", "y", rest))
    made = labelled(
        document(
            choice("n", ("bet", bet), ("sure", "z")),
            [outcome("x", "s", 1), outcome("y", "s", 5), outcome("z", "s", 2)],
            parameters=[{"id": "p", "value": "1/2"}],
            opinions=[{"id": "i", "label": "Low", "parameters": {"p": 0}}, {"id": "j", "parameters": {"p": 1}}],
        )
    )  # fmt: skip
    found = league(made, "dsm")
    of = plane(made, [row.plan.prospect for row in found.rows])
    chart = plane_chart(Names(made), found, of)
    assert chart.title == "Low and j"
    assert [dot.words for dot in chart.dots] == [
        "a: bet (“Low” 5, “j” 1)",
        "b: sure (“Low” 2, “j” 2)",
    ]
    assert [axis.title for axis in (chart.x, chart.y)] == ["Expected in “Low”", "Expected in “j”"]
    heads = league_table(Names(made), found, of).heads
    assert heads[1:3] == ("Value, least", "Value, greatest")
    assert "Standing" in heads
    assert not any("per" in head for head in heads)


def test_one_point_has_room_around_it() -> None:
    alone = document(
        choice("n", ("a", "x")), [outcome("x", "s", {"cost": 3, "h": 3})], criteria=CRITERIA
    )
    found = league(alone, "dsm")
    chart = plane_chart(
        Names(alone), found, plane(alone, [row.plan.prospect for row in found.rows])
    )
    assert (chart.x.low, chart.x.high, chart.y.low, chart.y.high) == (2, 4, 2, 4)


# --------------------------------------------------------------------------------- risk

HALF = {"probability": "1/2"}
COIN = chance("coin", ("h", "x", HALF), ("t", "y", HALF))
ENDS = [outcome("x", "s", 1), outcome("y", "s", 4), outcome("z", "s", 2)]


def profiles(tree: Tree) -> tuple[Document, tuple[Profile, ...]]:
    made = labelled(document(tree, ENDS))
    case = Case.of(made)
    return made, profiles_of(case, list(all_plans(case.tree)), "s", "value")


def test_the_chance_of_at_most_so_much() -> None:
    made, found = profiles(choice("n", ("bet", COIN), ("sure", "z")))
    chart = cumulative_chart(Names(made), "value", found)
    assert [(line.name, line.points) for line in chart.lines] == [
        ("a", ((1, F(1, 2)), (4, 1))),
        ("b", ((2, 1),)),
    ]
    assert (chart.x.title, chart.x.low, chart.x.high) == ("net value", F(17, 20), F(83, 20))
    assert (chart.y.low, chart.y.high, chart.steps) == (0, 1, True)
    assert chart.called == (("a", "bet"), ("b", "sure"))
    made, found = profiles(choice("n", ("sure", "z")))
    alone = cumulative_chart(Names(made), "value", found).x
    assert (alone.low, alone.high) == (1, 3)


def test_how_likely_each_net_value_is() -> None:
    both = chance("other", ("u", "y", HALF), ("v", "z", HALF))
    made, found = profiles(choice("n", ("bet", COIN), ("other", both)))
    chart = distribution_chart(Names(made), "value", found)
    assert [(bar.name, bar.key) for bar in chart.bars] == [
        ("1", (1, 0)), ("2", (2, 1)), ("4", (4, 0)), ("", (4, 1)),
    ]  # fmt: skip
    ((part,), *_) = (bar.parts for bar in chart.bars)
    assert (part.start, part.end, part.label, part.style) == (0, F(1, 2), "1/2", 0)
    assert part.words == "bet: 1 with probability 1/2"
    assert chart.legend == ("a", "b")
    assert chart.baseline == 0


def test_plans_in_numbers() -> None:
    made, found = profiles(choice("n", ("bet", COIN), ("sure", "z")))
    table = risk_table(Names(made), "s", "value", found, F(2)).csv().split("\r\n")[:-1]
    assert table == [
        ",Mean,P(less than 2),Least,Greatest,Plan",
        "a,5/2,1/2,1,4,bet",
        "b,2,0,2,2,sure",
    ]
