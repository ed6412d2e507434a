"""Distributions: what each needs, what it begins with, what is wrong with it and where that is said."""

from dataclasses import replace
from fractions import Fraction

import msgspec
import numpy as np
import pytest

from solver.checks import check
from solver.document.distributions import KINDS, read_distribution, usual_distribution
from solver.document.elements import Distribution, Parameter
from solver.document.fields import DISTRIBUTION
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetParameter
from solver.errors import QuandaryError
from solver.findings import Severity
from solver.formats.quandary import dumps, loads
from solver.sensitivity.draws import draws
from tests.documents.wildcatter import wildcatter
from tests.spoken import spoken


def with_distribution(**numbers: object) -> Document:
    """The cost of drilling drawn like this."""
    stated = {
        k: Numeral(v) if isinstance(v, str) and k != "kind" else v for k, v in numbers.items()
    }
    own = msgspec.structs.replace(Distribution(kind=""), **stated)
    return SetParameter("c", {"distribution": own}).apply(wildcatter())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_begins_with_numbers_that_can_be_drawn(kind: str) -> None:
    document = wildcatter()
    changed = SetParameter("c", {"distribution": usual_distribution(document, "c", kind)}).apply(
        document
    )
    assert not [f for f in check(changed) if f.code == "parameter.distribution"]
    drawn = draws(changed, 4000, 1)["c"]
    assert np.isfinite(drawn).all()
    assert drawn.std() > 0
    if kind != "lognormal":
        assert 30_000 < drawn.mean() < 140_000
    assert dumps(loads(dumps(changed))) == dumps(changed)


def test_the_kinds_are_those_that_a_file_may_name() -> None:
    (field,) = (f for f in DISTRIBUTION.fields if f.key == "kind")
    assert set(field.form.words) == set(KINDS)  # type: ignore[union-attr]


def test_a_share_begins_as_a_share() -> None:
    parameter = Parameter(id="p", value=Numeral("0.3"), min=Numeral("0"), max=Numeral("1"))
    document = Document(parameters={"p": parameter})
    beta = usual_distribution(document, "p", "beta")
    assert (beta.min, beta.max) == (None, None)
    changed = replace(
        document, parameters={"p": msgspec.structs.replace(parameter, distribution=beta)}
    )
    assert read_distribution(changed, "p").numbers["max"] == Fraction(1)


WRONG = [
    ({"kind": "uniform", "min": "1"}, "(uniform) needs a “max”."),
    ({"kind": "uniform", "min": "2", "max": "1"}, "(uniform) needs a “min” less than its “max”."),
    ({"kind": "triangular", "min": "0", "mode": "3", "max": "1"}, "(triangular) needs a “mode” between its “min” and “max”."),
    ({"kind": "normal", "mean": "0", "sd": "0"}, "(normal) needs a “sd” above 0."),
    ({"kind": "gamma", "shape": "2", "scale": "-1"}, "(gamma) needs a “scale” above 0."),
    ({"kind": "beta", "alpha": "2", "beta": "2", "min": "3"}, "(beta) needs a “min” less than its “max”."),
    ({"kind": "discrete"}, "(discrete) needs “points”: values and their probabilities."),
    ({"kind": "discrete", "points": ((Numeral("1"), Numeral("1/2")),)}, "(discrete) needs probabilities that sum to 1."),
    ({"kind": "normal", "mean": "2e308", "sd": "1"}, "(normal) needs numbers of at most 1e300."),
    ({"kind": "cauchy"}, "is “cauchy”, which is none of uniform, "),
    ({"kind": "uniform", "min": "x", "max": "1"}, ": "),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "said"), WRONG)
def test_what_is_wrong_is_a_warning_and_a_refusal(stated: dict[str, object], said: str) -> None:
    document = with_distribution(**stated)
    (finding,) = (f for f in check(document) if f.code == "parameter.distribution")
    assert finding.severity is Severity.WARNING
    assert finding.parameters == ("c",)
    assert finding.message.startswith("The distribution of “cost of drilling”")
    assert said in finding.message
    with pytest.raises(QuandaryError) as caught:
        draws(document, 10, 0)
    assert str(caught.value) == finding.message
    with spoken(
        lambda text: text.replace("distribution", "DISTRIBUTION").replace("needs", "NEEDS")
    ):
        (finding,) = (f for f in check(document) if f.code == "parameter.distribution")
    assert finding.message.startswith("The DISTRIBUTION of “cost of drilling”")
    assert "needs" not in finding.message


def test_numbers_may_use_parameters() -> None:
    document = with_distribution(kind="uniform", min="t", max="2*t")
    drawn = draws(document, 500, 3)["c"]
    assert 10_000 <= drawn.min() < drawn.max() <= 20_000


def test_what_grows_too_large_is_a_sentence() -> None:
    with pytest.raises(QuandaryError, match="draws numbers that are too large"):
        draws(with_distribution(kind="lognormal", mean="900", sd="1"), 10, 0)
