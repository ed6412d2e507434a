"""Distributions, stochastic dominance and risk tolerances where a document lists opinions."""

from fractions import Fraction
from itertools import combinations
from math import exp

import pytest

from assets import example_text
from solver.analyses.criteria.league import all_plans
from solver.analyses.risk.certainty import curves_under
from solver.analyses.risk.distribution import distributions, ranked
from solver.analyses.risk.family import MOST_PLANS, family
from solver.analysis_words.charts.risk_charts import MOST_LINES, profiles_of
from solver.analysis_words.risk_words import family_sentences, order_sentences
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.preferences.comparison import Relation
from solver.prospect import Prospect
from solver.words.names import Names
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.opinions import Together

BETS = loads(example_text("two-bets"))
LOW, HIGH = Fraction(1, 2), Fraction(4)


def sign_of(document: Document) -> int:
    criterion = document.criterion(document.criterion_ids[0])
    return -1 if criterion is not None and criterion.better == "less" else 1


def worth(prospect: Prospect, sign: int, tolerance: float) -> float:
    return -sum(float(p) * exp(-sign * float(end.values[0][1]) / tolerance) for end, p in prospect.items())  # fmt: skip


@pytest.mark.parametrize("seed", range(16))
def test_a_family_holds_under_every_opinion(seed: int) -> None:
    made = random_opinions(seed, complete=True)
    case, sign = Case.of(made), sign_of(made)
    prospects = [plan.prospect for plan in all_plans(case.tree)][:12]
    assert len(prospects) <= MOST_PLANS
    found = family(case, prospects, LOW, HIGH)
    grid = [float(LOW + (HIGH - LOW) * Fraction(k, 24)) for k in range(25)]
    worse = set()
    for (i, j), pair in found.pairs.items():
        gains = {
            (id_, t): worth(own, sign, t) - worth(prospects[j].opinions[id_], sign, t)
            for id_, own in prospects[i].opinions.items()
            for t in grid
        }
        if pair.relation in (Relation.BETTER, Relation.EQUAL):
            assert min(gains.values()) > -1e-9
        if pair.relation in (Relation.WORSE, Relation.EQUAL):
            assert max(gains.values()) < 1e-9
        if pair.relation is Relation.EQUAL:
            assert prospects[i].opinions.keys() == prospects[j].opinions.keys()
        for better, at, under in (
            (1, pair.for_first, pair.first_under),
            (-1, pair.for_second, pair.second_under),
        ):
            if at is not None:
                assert under is not None
                one, other = (prospects[k].opinions[under] for k in (i, j))
                assert better * (worth(one, sign, float(at)) - worth(other, sign, float(at))) > 0
        worse |= {j} if pair.relation is Relation.BETTER else set()
        worse |= {i} if pair.relation is Relation.WORSE else set()
    assert set(found.undominated) == set(range(len(prospects))) - worse


@pytest.mark.parametrize("seed", range(12))
def test_dominance_has_to_hold_under_every_opinion(seed: int) -> None:
    firsts = Together(random_opinions(seed, True, "first-order"))
    seconds = Together(random_opinions(seed, True, "second-order"))
    document = firsts.whole_document
    plans = all_plans(Case.of(document).tree)[:4]
    called = [f"p{k}" for k in range(len(plans))]
    told = order_sentences(Names(document), called, plans, document)
    expected = []
    for i in range(len(plans)):
        for j in range(len(plans)):
            if i == j or plans[i].prospect == plans[j].prospect:
                continue
            for word, reference in (("first", firsts), ("second", seconds)):
                one, other = (
                    next(
                        p.features
                        for p in reference.plans(reference.root)
                        if dict(p.choices) == dict(plans[k].choices)
                    )
                    for k in (i, j)
                )
                if reference.at_least(one, other) and one != other:
                    expected.append(f"“p{i}” dominates “p{j}” by {word} order.")
                    break
    if len(plans) > 1:
        nothing = ["None of these dominates another by first or second order."]
        assert told == (expected or nothing)[:8]


def test_every_opinion_has_its_distribution() -> None:
    case = Case.of(BETS)
    plans = all_plans(case.tree)
    (place,) = ranked(BETS, [plan.prospect for plan in plans])
    profiles = profiles_of(case, plans, *place)
    assert [p.letter for p in profiles] == [f"{k}{n}" for k in "abcd" for n in (1, 2)]
    assert len(profiles) <= MOST_LINES
    second = profiles[3]
    assert second.name == "take A; then leave B, under “Rain likely”"
    assert second.spread.values == (-10, 15)
    assert second.spread.cumulative == (Fraction(4, 5), 1)
    with pytest.raises(NotSolvable, match="differently under each opinion"):
        distributions(BETS, plans[1].prospect)


def test_two_bets_in_sentences() -> None:
    case = Case.of(BETS)
    plans = all_plans(case.tree)
    called = ["both", "A", "B", "none"]
    found = family(case, [plan.prospect for plan in plans], Fraction(5), Fraction(100))
    assert found.pairs[0, 3].relation is Relation.BETTER  # 5 for sure
    assert all(found.pairs[p].relation is Relation.GAP for p in combinations(range(3), 2))
    texts = family_sentences(Names(BETS), called, found)
    assert "“A” and “B”: a gap. At 400/61 (under “Rain unlikely”) the first is better, at 400/61 (under “Rain likely”) the second." in texts  # fmt: skip
    assert order_sentences(Names(BETS), called, plans, BETS) == [
        "“both” dominates “none” by first order."
    ]


def test_what_is_worth_as_much_for_sure_under_each_opinion() -> None:
    text = example_text("two-bets").replace(
        '"outcomes"',
        '"preferences": {"relation": "first-order"}, "scales": [{"id": "default", "utility": {"kind": '
        '"exponential", "risk tolerance": 10}}], "outcomes"',
        1,
    )
    made = loads(text)
    case = Case.of(made)
    assert set(curves_under(case)) == set(made.opinions)
    profiles = profiles_of(case, all_plans(case.tree), "default", made.criterion_ids[0])
    for profile in profiles:
        assert profile.certain is not None
        low, high = profile.certain.equivalent
        assert low <= profile.spread.mean
        assert float(high - low) < 1e-6
    assert profiles[2].certain != profiles[3].certain
