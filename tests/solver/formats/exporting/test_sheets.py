"""Tables of a small tree, whole: 14/3 = 2/3 · (6 + 1), and 9/4 = 2 + 1/4."""

from solver.formats.exporting.interchange.sheets import plans_sheet, tree_sheet, values_sheet
from solver.rules import solve
from tests.documents.trees import chance, choice, document, labelled, outcome

COIN = chance(
    "coin", ("h", "x", {"probability": "1/3"}), ("t", "y", {"probability": "#", "payoff": 1})
)
MADE = labelled(
    document(
        choice(
            "n", ("bet", COIN), ("keep", "z", {"payoff": "1/4"}), ("leave", "w"), ("worse", "x")
        ),
        [outcome("x", "s", 0), outcome("y", "s", 6), outcome("z", "t", 2), outcome("w")],
    )
)
SOLVED = solve(MADE, "dsm")


def lines(csv: str) -> list[str]:
    return csv.split("\r\n")[:-1]


def test_branches_with_what_a_rule_says_of_those_of_choices() -> None:
    assert lines(tree_sheet(MADE, SOLVED).csv()) == [
        "Branch,From,To,Label,Probability,Probability (exact),Payoff,Permitted",
        "bet,n,coin,bet,,,,yes",
        "keep,n,leaf 4,keep,,,0.25,yes",
        "leave,n,leaf 5,leave,,,,yes",
        "worse,n,leaf 6,worse,,,,no",
        "h,coin,leaf 2,h,0.333333333333333,1/3,,",
        "t,coin,leaf 3,t,0.666666666666667,2/3,1,",
    ]
    assert tree_sheet(MADE, None).heads[-1] == "Payoff"


def test_nodes_with_what_is_expected() -> None:
    assert lines(values_sheet(MADE, SOLVED).csv()) == [
        "Node,Kind,Label,Expected value,Expected value (exact)",
        "n,choice,n,,",
        "coin,chance,coin,4.66666666666667,14/3",
        "leaf 2,outcome,leaf 2,0,0",
        "leaf 3,outcome,leaf 3,7,7",
        "leaf 4,outcome,leaf 4,2.25,9/4",
        "leaf 5,outcome,leaf 5,,",
        "leaf 6,outcome,leaf 6,0,0",
    ]


def test_plans_with_their_prospects() -> None:
    numbers = "P(s),Value given s,Value given s (exact),P(t),Value given t,P(x),P(x) (exact),P(y),P(y) (exact),P(z),P(w),n"
    assert lines(plans_sheet(MADE, SOLVED).csv()) == [
        f"Plan,Called,Permitted,Dominated,Dominated by,{numbers}",
        "a,bet,yes,no,,1,4.66666666666667,14/3,0,,0.333333333333333,1/3,0.666666666666667,2/3,0,0,bet",
        "b,keep,yes,no,,0,,,1,2.25,0,0,0,0,1,0,keep",
        "c,leave,yes,no,,0,,,0,,0,0,0,0,0,1,leave",
        "d,worse,no,yes,a,1,0,0,0,,1,1,0,0,0,0,worse",
    ]
    assert plans_sheet(MADE, None).heads[:4] == ("Plan", "Called", "Dominated", "Dominated by")
