from fractions import Fraction

from assets import example_text
from solver.analyses.risk.distribution import distributions, ranked
from solver.formats.quandary import loads
from solver.rules import solve

OIL = loads(example_text("oil"))


def test_quantiles_and_tails() -> None:
    (best,) = solve(OIL, "eu").plans
    found = distributions(OIL, best.plan.prospect)["default"]["value"]
    assert found.mean == 22_500
    assert found.below(Fraction(0)) == Fraction(61, 100)
    assert found.below(Fraction(-10_000)) == Fraction(1, 5)
    assert found.above(Fraction(40_000)) == Fraction(9, 50)
    assert found.quantile(Fraction(1, 5)) == -80_000
    assert found.quantile(Fraction(1, 2)) == -10_000
    assert found.variance == sum(
        p * (v - 22_500) ** 2 for v, p in zip(found.values, found.chances, strict=True)
    )


def test_chances_on_a_scale_sum_to_its_probability() -> None:
    shutdown = loads(example_text("shutdown"))
    plans = [entry.plan for entry in solve(shutdown, "dsm").plans]
    prospects = [plan.prospect for plan in plans]
    assert ranked(shutdown, prospects) == [("two steps", "value"), ("one step", "value")]
    mixed = distributions(shutdown, prospects[1])
    assert {scale: own["value"].mass for scale, own in mixed.items()} == {
        "one step": Fraction(9, 10),
        "two steps": Fraction(1, 10),
    }
