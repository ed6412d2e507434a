"""Simulations where a document lists opinions: each draw is solved under all of them."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest

from solver.document.elements import Distribution, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable, QuandaryError
from solver.rules import solve
from solver.sensitivity.draws import drawn_parameters, draws, exactly
from solver.sensitivity.many_points import ManyPoints
from solver.sensitivity.points import Points, with_values
from solver.sensitivity.simulation import acceptability, simulate
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.opinions import Together
from tests.reference.rules import Expected, expected

SAMPLES = 12


def drawn_from(made: Document, id_: str, *values: str) -> Document:
    """The document with a distribution: each of these values is as likely."""
    part = Numeral(f"1/{len(values)}")
    own = Distribution(kind="discrete", points=tuple((Numeral(v), part) for v in values))
    entry = msgspec.structs.replace(made.parameters[id_], distribution=own)
    return replace(made, parameters={**made.parameters, id_: entry})


def random_draws(seed: int) -> Document | None:
    """A random document with opinions of which one leaves open what others say of a parameter."""
    made, draw = random_opinions(seed), random.Random(seed)
    chances = [
        id_
        for id_ in made.parameters
        if any(b.probability and b.probability.text == id_ for b in made.branches.values())
    ]
    if not chances:
        return None
    drawn = draw.choice(chances)
    silent = draw.sample(list(made.opinions), draw.randint(1, len(made.opinions)))
    opinions = {
        id_: own
        if id_ not in silent
        else msgspec.structs.replace(
            own, parameters={p: v for p, v in own.parameters.items() if p != drawn}
        )
        for id_, own in made.opinions.items()
    }
    return drawn_from(replace(made, opinions=opinions), drawn, "0", "1/4", "9/10")


@pytest.mark.parametrize("rule", ["dsm", "e-admissible", "naive"])
def test_draws_agree_with_every_plan_under_every_opinion(rule: str) -> None:
    tried = 0
    for seed in range(12):
        made = random_draws(seed)
        if made is None:
            continue
        found = simulate(made, rule, SAMPLES, seed)
        values = draws(made, SAMPLES, seed)
        plans: Counter[tuple[tuple[str, str], ...]] = Counter()
        branches: Counter[str] = Counter()
        known: dict[tuple[tuple[str, Fraction], ...], Expected] = {}
        for k in range(SAMPLES):
            at = tuple(exactly(values, k).items())
            if at not in known:
                known[at] = expected(Together(with_values(made, dict(at))), rule, {})
            own = known[at]
            plans.update(own.plans)
            branches.update(b for permitted in own.permitted.values() for b in permitted)
        tried += 1
        assert found.done == SAMPLES
        assert not found.refused
        assert found.branches == dict(branches), seed
        if not found.many:
            assert {tuple(sorted(p)): n for p, n in found.plans.items()} == dict(plans), seed
    assert tried > 6


def test_what_opinions_say_of_a_parameter_is_not_drawn() -> None:
    made = next(m for m in map(random_draws, range(30)) if m is not None)
    (drawn,) = drawn_parameters(made)
    fixed = {
        id_: msgspec.structs.replace(own, parameters={**own.parameters, drawn: Numeral("1/2")})
        for id_, own in made.opinions.items()
    }
    said = replace(made, opinions=fixed)
    assert drawn_parameters(said) == []
    with pytest.raises(QuandaryError, match="Every opinion gives"):
        simulate(said, "dsm", 3, 1)


def test_a_distribution_about_which_opinions_differ_is_refused() -> None:
    made = next(m for m in map(random_draws, range(30)) if m is not None)
    (drawn,) = drawn_parameters(made)
    parameters = {**made.parameters, "z": Parameter(id="z", value=Numeral("1/2"))}
    first = next(iter(made.opinions.values()))
    opinions = {
        **made.opinions,
        first.id: msgspec.structs.replace(first, parameters={"z": Numeral("1/3")}),
    }
    made = drawn_from(replace(made, parameters=parameters, opinions=opinions), drawn, "z", "1/4")
    with pytest.raises(QuandaryError, match="has another distribution"):
        simulate(made, "dsm", 3, 1)


def test_the_acceptability_curve_under_opinions() -> None:
    made = next(m for m in map(random_draws, range(30)) if m is not None)
    (drawn,) = drawn_parameters(made)
    both = {**made.parameters, "z": Parameter(id="z", value=Numeral("1/2"))}
    made = drawn_from(replace(made, parameters=both), "z", "0", "1")
    for value, found in acceptability(made, "dsm", "z", (Fraction(0), Fraction(1)), 6, 2):
        own = with_values(made, {"z": value})
        entry = msgspec.structs.replace(own.parameters["z"], distribution=None)
        alone = simulate(replace(own, parameters={**own.parameters, "z": entry}), "dsm", 6, 2)
        assert (found.done, found.plans, found.branches) == (6, alone.plans, alone.branches)
        assert set(draws(made, 6, 2)) == {drawn, "z"}


@pytest.mark.parametrize("rule", ["dsm", "e-admissible", "gamma-maximin"])
def test_a_tree_made_ready_once_says_under_opinions_what_one_made_anew_says(rule: str) -> None:
    compared = 0
    for seed in range(24):
        made = random_draws(seed)
        if made is None:
            continue
        (drawn,) = drawn_parameters(made)
        points = Points(made, rule)
        values = [{drawn: Fraction(k, 4)} for k in (0, 1, 3, 4, 5)]  # at 5/4 it is not valid
        at_once = ManyPoints(points).at(values)
        for at, here in zip(values, at_once, strict=True):
            assert here.asked == points.at(at)
            try:
                anew = solve(with_values(made, at), rule, limit=1000)
            except NotSolvable:
                assert here.asked.answer is None
                continue
            compared += 1
            assert here.asked.answer is not None
            assert here.asked.value == anew.value
            assert here.asked.answer.plans_total == anew.plans_total
            permitted = {b: verdict.permitted for b, verdict in anew.branches.items()}
            assert dict(here.asked.answer.branches) == permitted, (seed, at)
    assert compared > (10 if rule == "gamma-maximin" else 50)
