"""Parameters: made for names that are used, of typed probabilities, and renamed wherever they stand."""

import json
from fractions import Fraction
from typing import Any

import pytest

from solver.document.elements import BY_POLICY
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import CreateParameter, MakeParameter, RenameParameter, SetConduct
from solver.edits.parameters import may_vary, typed_chance
from solver.errors import EditError
from solver.formats.quandary import dumps, loads
from tests.documents.trees import chance, choice, document, outcome, raw_document

F = Fraction
ENDS = [outcome("x", "s", 1), outcome("y", "s", 0)]


def shared(*shares: str | None, **keys: Any) -> Document:
    """A chance node with branches b0, b1, … of these probabilities."""
    branches = [
        (f"b{n}", "x", {} if own is None else {"probability": own}) for n, own in enumerate(shares)
    ]
    return document(chance("c", *branches), ENDS, **keys)


# ------------------------------------------------------------------------ names in use


@pytest.mark.parametrize(
    ("shares", "value"),
    [
        (("p", "10%"), F(9, 10)),
        (("1/5", "p", "1/4"), F(11, 20)),
        (("p/2", "10%"), F(1, 2)),  # it does not stand alone
        (("p", "p"), F(1, 2)),
        (("p", "1"), F(1, 2)),  # nothing is left
        (("p", "3/2"), F(1, 2)),
        (("p", "0"), F(1, 2)),  # all is left, which is no chance
        (("p", "#"), F(1, 2)),  # the other takes what is left
        (("p", None), F(1, 2)),
        (("p", "q"), F(1, 2)),  # nor is the other known
    ],
)
def test_a_name_among_shares_becomes_what_is_left(shares: tuple[str, ...], value: Fraction) -> None:
    made = CreateParameter("p").apply(shared(*shares))
    entry = made.parameters["p"]
    assert entry.min is not None
    assert entry.max is not None
    assert [n.value() for n in (entry.value, entry.min, entry.max)] == [value, 0, 1]


def test_a_policy_number_is_a_share_of_a_choice() -> None:
    tree = choice("n", ("a", "x", {"policy": "p"}), ("b", "y", {"policy": "1/4"}))
    assert CreateParameter("p").apply(document(tree, ENDS)).parameters["p"].value.value() == F(3, 4)


def test_a_name_elsewhere_is_one_without_bounds() -> None:
    made = document(choice("n", ("a", "x", {"payoff": "p"}), ("b", "y")), ENDS)
    assert CreateParameter("p").offer == "Create parameter “p”"
    entry = CreateParameter("p").apply(made).parameters["p"]
    assert (entry.value.value(), entry.min, entry.max) == (1, None, None)
    there = CreateParameter("p").apply(made)
    assert CreateParameter("p").apply(there) is there
    with pytest.raises(EditError, match="cannot be used"):
        CreateParameter("1p").apply(made)


# ------------------------------------------------------------- probabilities as parameters


@pytest.mark.parametrize(
    ("shares", "able"),
    [
        (("1/4", "3/4"), (0, 1)),
        (("1/4", "#"), (0,)),
        (("1/4", None), (0,)),
        (("1/4", "1/4", "1/2"), (0, 1, 2)),
        (("1/4", "1/4", "1/4"), ()),  # they do not sum to 1
        (("q", "1-q"), ()),  # they have a name already
        (("1/4", "q", "3/4-q"), ()),
        (("1/4", "q", "#"), (0,)),
        (("1", "0", "0"), (1, 2)),  # of the first nothing could be made room for
        (("1", "0"), (0, 1)),
    ],
)
def test_which_probabilities_can_vary(shares: tuple[str, ...], able: tuple[int, ...]) -> None:
    made = shared(*shares, parameters=[{"id": "q", "value": "1/8"}])
    found = [n for n in range(len(shares)) if typed_chance(made, f"b{n}") is not None]
    assert found == list(able)
    offered = list(may_vary(made, 9))
    assert offered == [f"b{n}" for n in (able[:1] if len(shares) == 2 else able)]
    for number in able:
        varied = MakeParameter(f"b{number}").apply(made)
        assert varied.parameters["p1"].value.value() == F(shares[number] or 0)
        sums = [b.probability for b in varied.children("c") if b.probability is not None]
        if not any(own.is_remainder for own in sums) and None not in shares:
            known = dict(varied.parameter_values) | {"p1": F(1, 3)}
            assert sum(own.value(known) for own in sums) == 1
    for number in set(range(len(shares))) - set(able):
        with pytest.raises(EditError, match="Only a typed number"):
            MakeParameter(f"b{number}").apply(made)


def test_no_more_of_them_than_asked_for() -> None:
    inner = chance("d", *((f"d{n}", "x", {"probability": "1/3"}) for n in range(3)))
    made = document(
        chance("c", ("a", inner, {"probability": "1/2"}), ("b", "y", {"probability": "1/2"})), ENDS
    )
    assert list(may_vary(made, 9)) == ["a", "d0", "d1", "d2"]
    assert list(may_vary(made, 2)) == ["a", "d0"]
    assert list(may_vary(made, 1)) == ["a"]
    tree = choice("n", ("p", "x", {"policy": "1/2"}), ("q", "y", {"policy": "1/2"}))
    assert may_vary(document(tree, ENDS), 9) == {}


def test_the_others_share_the_rest_as_they_did() -> None:
    made = MakeParameter("b0").apply(shared("1/2", "1/8", "3/8"))
    shares = [b.probability for b in made.children("c")]
    at = {"p1": F(1, 5)}
    assert [own.value(at) for own in shares if own is not None] == [F(1, 5), F(1, 5), F(3, 5)]


# -------------------------------------------------------------------------- renaming


def everywhere(name: str) -> Document:
    """A document in which a parameter stands wherever a number may."""
    number = f"{name} + 1"
    kinds: list[dict[str, Any]] = [
        {"kind": "uniform", "min": name, "max": number},
        {"kind": "triangular", "min": name, "mode": name, "max": number},
        {"kind": "normal", "mean": name, "sd": number},
        {"kind": "beta", "alpha": number, "beta": number},
        {"kind": "gamma", "shape": number, "scale": number},
        {"kind": "discrete", "points": [[name, name], [number, number]]},
    ]
    utility = {"weight": number, "offset": number}
    completion = {
        "scales": {"s": utility},
        "alone": {"w": number},
        "opinions": {"o": {"share": name, "scales": {"s": utility}, "alone": {"w": number}}, "u": name},
    }  # fmt: skip
    tree = choice(
        "n",
        ("a", chance("c", ("l", "x", {"probability": name}), ("r", "y", {"probability": "#"}))),
        ("b", "w", {"payoff": number, "policy": name}),
    )
    raw = raw_document(
        tree,
        [outcome("x", "s", name), outcome("y", "s", number), outcome("w")],
        parameters=[
            {"id": name, "value": "1/2", "min": 0, "max": 1},
            *(
                {"id": f"d{n}", "value": number, "min": name, "max": number, "distribution": kind}
                for n, kind in enumerate(kinds)
            ),
        ],
        scales=[
            {"id": "s", "utility": {"kind": "exponential", "risk tolerance": number}},
            {"id": "t", "utility": {"kind": "power", "exponent": number}},
            {"id": "u", "utility": {"kind": "points", "points": [[name, name], [number, number]]}},
        ],
        opinions=[{"id": "o", "parameters": {name: "1/3", "d0": number}}, {"id": "u"}],
        scenarios=[{"id": "z", "parameters": {name: "1/4", "d1": number}}],
        completion=completion,
        completions=[{"id": "I", **completion}],
    )
    return loads(json.dumps(raw))


def test_renaming_is_replacing_the_word_in_the_file() -> None:
    made = everywhere("rain")
    assert dumps(made).count("rain") > 50
    assert dumps(RenameParameter("rain", "sun").apply(made)) == dumps(everywhere("sun"))
    assert RenameParameter("rain", "rain").apply(made) is made


def test_a_part_of_a_longer_name_is_another_name() -> None:
    made = shared(
        "p", "p1 + p*0 + _p*0", parameters=[{"id": n, "value": 0} for n in ("p", "p1", "_p")]
    )
    found = RenameParameter("p", "q").apply(made)
    assert [b.probability for b in found.children("c")] == [
        Numeral("q"),
        Numeral("p1 + q*0 + _p*0"),
    ]


def test_conduct_keeps_its_policy() -> None:
    tree = choice("n", ("a", "x", {"policy": "p"}), ("b", "y", {"policy": "#"}))
    made = SetConduct("n", BY_POLICY).apply(
        document(tree, ENDS, parameters=[{"id": "p", "value": "1/2"}])
    )
    found = RenameParameter("p", "q").apply(made)
    assert found.nodes["n"].conduct == BY_POLICY
    assert found.branches["a"].policy == Numeral("q")
