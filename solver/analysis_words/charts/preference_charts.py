"""How outcomes compare and what a rule says, as charts: a Hasse diagram, scales, sentences."""

from collections.abc import Callable, Sequence
from typing import Final

from solver.analyses.verdict_summary import verdict_summary
from solver.analysis_words.verdict.headline import headline
from solver.analysis_words.verdict.statement import Sign, Statement
from solver.analysis_words.verdict.statements import statements
from solver.charts.chart import Axis, OrderChart, ScaleChart, ScaleRow, SentenceChart
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.page.scale_shades import shades
from solver.preferences.comparison import Relation
from solver.preferences.hasse_covers import covers
from solver.preferences.outcome_matrix import matrix
from solver.rules import RULES
from solver.solution import Solution
from solver.translation import capital, tr, trn
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text

MOST: Final = 4  # statements on the verdict: a slide is read from afar
SECONDS: Final = 2.0  # to find out what the plans of a rule are


def order_chart(document: Document, cancelled: Callable[[], bool] | None = None) -> OrderChart:
    """The Hasse diagram of the outcomes.  Raises `QuandaryError` where there is none."""
    if not document.outcomes:
        raise QuandaryError(tr("There is no outcome in this document."))
    compared = matrix(document, cancelled)
    found = covers(list(document.outcomes), compared)
    if found is None:
        raise QuandaryError(tr("The stated comparisons clash: outcomes have no order."))
    hues, names = shades(document), _names(document)
    gaps = sum(each.relation is Relation.GAP for each in compared.values()) // 2
    between = trn("{n} pair has a preferential gap.", "{n} pairs have a preferential gap.", gaps)
    said = between.format(n=gaps) if gaps else tr("There is no preferential gap.")
    return OrderChart(
        tr("How outcomes compare"),
        tuple(
            tuple((names[id_], hues[id_].scale if id_ in hues else None) for id_ in place)
            for place in found.places
        ),
        found,
        gaps > 0,
        description=f"{tr('Better outcomes stand higher.')} {said}",
    )


def scale_chart(names: Names) -> ScaleChart:
    """Every scale with the outcomes on it, a line for each criterion."""
    document, hues, called = names.document, shades(names.document), _names(names.document)
    scales: dict[str, list[str]] = {}
    for outcome in document.outcomes.values():
        if outcome.scale_name is not None:
            scales.setdefault(outcome.scale_name, []).append(outcome.id)
    if not scales:
        raise QuandaryError(tr("No outcome of this document stands on a scale."))
    rows = []
    for scale, ids in scales.items():
        values = {id_: criterion_values(document, document.outcomes[id_].value) for id_ in ids}
        for criterion in document.criterion_ids:
            points = [
                (own[criterion], called[id_]) for id_, own in values.items() if criterion in own
            ]
            if not points:
                continue
            several = len(document.criterion_ids) > 1
            name = f"{scale}: {names.criterion(criterion)}" if several else scale
            low, high = min(value for value, _ in points), max(value for value, _ in points)
            axis = Axis(name, low, high, document.criterion(criterion), names.format)
            rows.append(ScaleRow(plain_text(name), hues[ids[0]].scale, axis, tuple(points)))
    said = tr("Further right is more.")
    if len(scales) > 1:
        said += f" {tr('Values on different scales do not compare.')}"
    return ScaleChart(tr("Scales with their outcomes"), tuple(rows), description=said)


def rule_chart(case: Case, solution: Solution, names: Names) -> SentenceChart:
    """What a rule asks for, and what it says of this tree."""
    rule = RULES[solution.rule]
    head = headline(case.document, solution)
    found = verdict_summary(case, solution, seconds=SECONDS)
    summary = tr(rule.summary)
    said = [(summary, "usual"), (f"{head.title}.", "bold")]
    if head.sub:
        said.append((f"{capital(head.sub)}.", "small"))
    for each in _most_telling(statements(found, names)):
        said.append((plain_text(each.title), "usual"))
        if each.detail:
            said.append((plain_text(each.detail), "small"))
    return SentenceChart(rule.title, tuple(said), description=f"{summary} {head.title}.")


def _most_telling(all_: Sequence[Statement]) -> list[Statement]:
    """A few of them in their order: what is to be looked at goes before what is as it should be."""
    order = Sign.BAD, Sign.LOOK, Sign.PLAIN, Sign.GOOD
    told = sorted(all_, key=lambda each: order.index(each.sign))[:MOST]
    return [each for each in all_ if each in told]


def _names(document: Document) -> dict[str, str]:
    return {id_: plain_text(each.label or id_) for id_, each in document.outcomes.items()}
