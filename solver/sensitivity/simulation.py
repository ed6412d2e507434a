"""Simulation: parameters drawn from their distributions, and how often a rule permits what.

Every draw is decided exactly, under all opinions at once where a document lists some: what an opinion says of a
parameter holds whatever is drawn.  Where expected utility can be had for all draws at once, floats with a bound on their
error decide what they can, and what they cannot is asked one by one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

import msgspec
import numpy as np

from solver.document.model import Document
from solver.errors import Cancelled
from solver.rules.eu import EU
from solver.sensitivity.answers import Choices
from solver.sensitivity.draws import Floats, draws, exactly
from solver.sensitivity.expected_values import many_best
from solver.sensitivity.points import Asked, Points, with_values
from solver.sensitivity.ranges import require_any_used

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
EVERY: Final = 50  # draws between two looks at whether to stop


@dataclass(frozen=True)
class Simulation:
    """What was found in ``done`` of ``samples`` draws.

    ``plans`` and ``branches`` count the draws that permit each; ``many`` those with more plans than are told
    apart, ``refused`` those without an answer.  ``values`` are those of the best plans, where there are any.
    """

    rule: str
    samples: int
    seed: int
    done: int = 0
    plans: Mapping[Choices, int] = field(default_factory=dict)
    branches: Mapping[str, int] = field(default_factory=dict)
    many: int = 0
    refused: int = 0
    refusal: str = ""
    values: Floats | None = None

    def share(self, count: int) -> Fraction:
        """A number of draws as a part of all."""
        return Fraction(count, max(1, self.done))

    @property
    def quantiles(self) -> dict[float, float]:
        """Of the value; nothing where there is none."""
        if self.values is None or not len(self.values):
            return {}
        return dict(zip(QUANTILES, np.quantile(self.values, QUANTILES).tolist(), strict=True))

    @property
    def mean(self) -> float | None:
        return None if self.values is None or not len(self.values) else float(self.values.mean())


def simulate(
    document: Document,
    rule: str,
    samples: int,
    seed: int,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
    found: Callable[[Simulation], None] | None = None,
) -> Simulation:
    """Ask a ``rule`` at so many draws (``samples``) of the parameters that have a distribution.

    The same ``seed`` gives the same draws (Monte Carlo sampling; every draw is decided exactly).  What is found counts the
    draws that permit each plan and branch, and has the values of the best plans.  ``progress`` is told how far it is,
    from 0 to 1, ``found`` what is known so far, and ``cancelled`` is asked whether to stop.

    Raises `QuandaryError` with a sentence where nothing can be drawn or nothing depends on what is
    drawn, `Cancelled` when asked to.

    >>> import quandary
    >>> from quandary import branch, chance, choice
    >>> drill = quandary.tree(
    ...     choice("Drill?", branch("drill", chance("Oil?", branch("wet", "gusher", probability="p"), branch("dry", "nothing")),
    ...                             payoff=-70), branch("do not", "nothing")),
    ...     outcomes={"gusher": 400, "nothing": 0},
    ...     parameters={"p": {"value": "1/5", "distribution": {"kind": "uniform", "min": 0, "max": "2/5"}}},
    ... )
    >>> found = quandary.simulate(drill, "eu", samples=1000, seed=1)
    >>> found.done, 400 < found.branches["b1"] < 700
    (1000, True)
    """
    values = draws(document, samples, seed)
    require_any_used(document, values)
    tally = _Tally(Simulation(rule, samples, seed))
    points = Points(document, rule, cancelled)
    left = range(samples)
    if rule == EU.id and (fast := many_best(document, values)) is not None:
        left = tally.at_once(points, values, fast)  # type: ignore[assignment]
    for number, k in enumerate(left):
        if number % EVERY == 0:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(tally.done / samples)
            if found is not None and number:
                found(tally.result())
        tally.count(points.at(exactly(values, k)))
    return tally.result()


class _Tally:
    """Counts answers; equal ones are counted together."""

    def __init__(self, begun: Simulation) -> None:
        self._begun = begun
        self._asked: Counter[Any] = Counter()
        self._refused: Counter[str] = Counter()
        self._values: list[Floats] = []
        self._single: list[float] = []
        self.done = 0

    def count(self, asked: Asked, times: int = 1) -> None:
        self.done += times
        if asked.answer is None:
            self._refused[asked.refused] += times
            return
        self._asked[asked.answer] += times
        if asked.value is not None and times == 1:
            self._single.append(float(asked.value))

    def at_once(self, points: Points, values: Mapping[str, Floats], fast: Any) -> list[int]:
        """Count what is sure of all draws; the numbers of the others."""
        sure = ~fast.unsure
        self._values.append(fast.values[sure])
        table = np.stack([fast.best[branch] for branch in fast.best]) if fast.best else None
        if table is None:
            return list(range(len(sure)))
        packed = np.packbits(table, axis=0).T
        kinds, first, counts = np.unique(
            packed[sure], axis=0, return_index=True, return_counts=True
        )
        places = np.flatnonzero(sure)
        for k, times in zip(first.tolist(), counts.tolist(), strict=True):
            # One of them is asked exactly; the others have the same best branches everywhere.
            asked = points.at(exactly(values, int(places[k])))
            self.count(replace(asked, value=None), times)
        assert len(kinds) == len(first)
        unsure: list[int] = np.flatnonzero(fast.unsure).tolist()
        return unsure

    def result(self) -> Simulation:
        plans: Counter[Choices] = Counter()
        branches: Counter[str] = Counter()
        many = 0
        for answer, times in self._asked.items():
            for plan in answer.choices or ():
                plans[plan] += times
            many += times if answer.choices is None else 0
            branches.update({b: times for b, ok in answer.branches.items() if ok})
        values = [*self._values, np.array(self._single)] if self._single or self._values else []
        refusal, _ = self._refused.most_common(1)[0] if self._refused else ("", 0)
        return replace(
            self._begun,
            done=self.done,
            plans=dict(plans.most_common()),
            branches=dict(branches),
            many=many,
            refused=sum(self._refused.values()),
            refusal=refusal,
            values=np.concatenate(values) if values else None,
        )


def acceptability(
    document: Document,
    rule: str,
    parameter: str,
    values: tuple[Fraction, ...],
    samples: int,
    seed: int,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[tuple[Fraction, Simulation]]:
    """The acceptability curve: at each value of a parameter the share of draws that permit each plan."""
    for value in values:
        at = with_values(document, {parameter: value})
        entry = at.parameters[parameter]
        fixed = {**at.parameters, parameter: msgspec.structs.replace(entry, distribution=None)}
        yield (
            value,
            simulate(replace(at, parameters=fixed), rule, samples, seed, cancelled=cancelled),
        )
