"""Sentences about simulations: the same in the window and on the command line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from solver.charts.chart import Axis, Bar, BarChart, BarPart, ChartLine, LineChart
from solver.document.model import Document
from solver.rules import RULES
from solver.sensitivity.answers import Choices
from solver.sensitivity.draws import drawn_parameters
from solver.sensitivity.simulation import Simulation
from solver.translation import tr
from solver.words.names import Names
from solver.words.plan_names import plan_names

MOST_TOLD = 24
MOST_LINES = 8


def simulation_lines(document: Document, found: Simulation) -> Iterator[str]:
    """What came of the draws."""
    names = Names(document)
    drawn = ", ".join(document.parameters[p].label or p for p in drawn_parameters(document))
    yield (
        tr(
            "{name}, {done:,} draws of {drawn} (seed {seed}); permitted in this part of them:"
        ).format(name=RULES[found.rule].title, done=found.done, drawn=drawn, seed=found.seed)
    )
    plans = list(found.plans.items())[:MOST_TOLD]
    called = plan_names(names, [dict(plan) for plan, _ in plans])
    if called.shared:
        yield tr("all: {shared}").format(shared=called.shared)
    for name, (_, times) in zip(called.names, plans, strict=True):
        yield f"{share_words(times, found)}  {name}"
    if len(found.plans) > MOST_TOLD:
        yield tr("and {plans} more plans").format(plans=len(found.plans) - MOST_TOLD)
    if found.many:
        yield tr("{found}  more plans than are told apart").format(
            found=share_words(found.many, found)
        )
    if found.refused:
        yield tr("{found}  no answer: {refusal}").format(
            found=share_words(found.refused, found), refusal=found.refusal
        )
    yield from value_lines_of(found)


def value_lines_of(found: Simulation) -> Iterator[str]:
    """What the best plans were worth in the draws, if that can be said."""
    if found.mean is not None:
        quantiles = ", ".join(f"{q:.0%} {v:.6g}" for q, v in found.quantiles.items())
        yield tr("Value of the best plans: mean {mean:.6g}; quantiles {quantiles}").format(
            mean=found.mean, quantiles=quantiles
        )


def share_words(times: int, found: Simulation) -> str:
    """A part of all draws in per cent."""
    return f"{float(found.share(times)):6.1%}"


def share_bars(document: Document, found: Simulation) -> BarChart:
    """How often each plan is permitted."""
    names = Names(document)
    plans = list(found.plans.items())[:MOST_TOLD]
    called = plan_names(names, [dict(plan) for plan, _ in plans])
    bars = [
        Bar(name, (BarPart(Fraction(0), found.share(n), tr("{found} of the draws").format(found=share_words(n, found).strip()), share_words(n, found).strip()),), dict(plan))
        for name, (plan, n) in zip(called.names, plans, strict=True)
    ]  # fmt: skip
    return BarChart(
        tr("How often each plan is permitted"),
        Axis(_part_of_draws(len(plans), len(found.plans)), Fraction(0), Fraction(1)),
        tuple(bars),
        description=" ".join(simulation_lines(document, found)),
    )


def acceptability_lines(
    document: Document, parameter: str, found: Sequence[tuple[Fraction, Simulation]]
) -> LineChart:
    """At each value of a parameter the part of the draws that permits each plan."""
    names = Names(document)
    total = Counter[Choices]()
    for _, own in found:
        total.update(own.plans)
    often = {plan for plan, _ in total.most_common(MOST_LINES)}
    plans = [plan for plan in total if plan in often]
    called = plan_names(names, [dict(plan) for plan in plans])
    label = document.parameters[parameter].label or parameter
    lines = [
        ChartLine(
            name,
            tuple((value, own.share(own.plans.get(plan, 0))) for value, own in found),
            dict(plan),
        )
        for name, plan in zip(called.names, plans, strict=True)
    ]
    return LineChart(
        tr("How often each plan is permitted, by {label}").format(label=label),
        Axis(label, found[0][0], found[-1][0]),
        Axis(_part_of_draws(len(plans), len(total)), Fraction(0), Fraction(1)),
        tuple(lines),
        here=document.parameter_values.get(parameter),
    )


def _part_of_draws(shown: int, plans: int) -> str:
    """What an axis says, and of how many plans where only the most frequent are shown."""
    if shown == plans:
        return tr("Part of the draws")
    return tr("Part of the draws ({shown} of {plans} plans: those permitted most often)").format(
        shown=shown, plans=plans
    )
