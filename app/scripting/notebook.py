"""Documents, solutions, prospects and thresholds as a notebook shows them: drawn, and in words.  Without Qt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import singledispatch
from html import escape
from typing import TYPE_CHECKING, Final

from solver.checks import check, errors
from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.sensitivity.thresholds import Thresholds
from solver.solution import Solution
from solver.words.numbers import exact

if TYPE_CHECKING:
    from solver.charts.chart import Chart

MOST_NODES: Final = 600  # that are drawn
MOST_ROWS: Final = 30  # of a table
SECONDS: Final = 1.0  # to find out what a verdict comes to


def svg(value: object) -> str | None:
    """A value as a picture; None where it is too large for one."""
    return _drawn(value)


def markdown(value: object) -> str | None:
    """The same in words and tables."""
    return _told(value).markdown()


def html(value: object) -> str | None:
    """The picture with the words below it."""
    picture = _drawn(value)
    return f"<div>{picture or ''}{_told(value).html()}</div>"


# ------------------------------------------------------------------------------ pictures


@singledispatch
def _drawn(value: object) -> str | None:
    raise TypeError(f"There is no picture of a {type(value).__name__}.")


@_drawn.register
def _(value: Document) -> str | None:
    return _tree(value)


@_drawn.register
def _(value: Solution) -> str | None:
    return None if value.document is None else _tree(value.document, value)


def _tree(document: Document, solution: Solution | None = None) -> str | None:
    from widgets.drawing.picture import Picture
    from widgets.drawing.surfaces.svg_surface import SvgSurface

    if not 0 < len(document.expanded.nodes) <= MOST_NODES:
        return None
    picture, surface = Picture(document, solution), SvgSurface()
    picture.paint(surface, picture.theme.canvas)
    size = picture.size
    return surface.element(size.width, size.height, document.title or "Decision tree")


@_drawn.register
def _(value: Prospect) -> str | None:
    from solver.charts.chart import Axis, Bar, BarChart, BarPart

    bars = tuple(
        Bar(name, (BarPart(0, chance, exact(chance), exact(chance)),))
        for name, chance in zip(_ends(value), value.values(), strict=True)
    )
    return _chart(BarChart("Prospect", Axis("Probability", 0, 1), bars))


@_drawn.register
def _(value: Thresholds) -> str | None:
    from solver.analysis_words.charts.threshold_ruler import ruler
    from solver.words.names import Names

    here = value.document.parameter_values.get(value.parameter)
    return _chart(ruler(Names(value.document), value, here))


def _chart(chart: "Chart") -> str:
    from widgets.charts.chart_picture import ChartPicture
    from widgets.drawing.surfaces.svg_surface import SvgSurface

    picture, surface = ChartPicture(chart), SvgSurface()
    picture.paint(surface, picture.theme.canvas)
    return surface.element(picture.size.width, picture.size.height, chart.title)


# --------------------------------------------------------------------------------- words


class _Told:
    """A heading, sentences, and a table below them."""

    def __init__(
        self,
        title: str,
        sentences: Iterable[str] = (),
        heads: Sequence[str] = (),
        rows: Iterable[Sequence[str]] = (),
    ) -> None:
        self._title = title
        self._sentences = [each for each in sentences if each]
        self._heads, every = heads, list(rows)
        self._rows = every[:MOST_ROWS]
        if len(every) > MOST_ROWS:
            self._sentences.append(f"The first {MOST_ROWS} of {len(every):,} are listed.")

    def markdown(self) -> str:
        parts = [f"**{_marked(self._title)}**", *map(_marked, self._sentences)]
        if self._rows:
            table = [self._heads, ["---"] * len(self._heads), *self._rows]
            parts.append("\n".join(f"| {' | '.join(map(_marked, row))} |" for row in table))
        return "\n\n".join(parts) + "\n"

    def html(self) -> str:
        lines = "".join(f"<p>{escape(each)}</p>" for each in self._sentences)
        table = ""
        if self._rows:
            table = f"<table><thead>{_row('th', self._heads)}</thead><tbody>"
            table += "".join(_row("td", row) for row in self._rows) + "</tbody></table>"
        return f"<p><strong>{escape(self._title)}</strong></p>{lines}{table}"


def _row(cell: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{cell}>{escape(text)}</{cell}>' for text in texts)}</tr>"


def _marked(text: str) -> str:
    """A text as Markdown shows it: nothing in it starts a table, a list or a formula."""
    if text == "---":
        return text
    return "".join(
        f"\\{sign}" if sign in r"\`*_|<>[]$#" else sign for sign in " ".join(text.split())
    )


@singledispatch
def _told(value: object) -> _Told:
    raise TypeError(f"There are no words for a {type(value).__name__}.")


@_told.register
def _(value: Document) -> _Told:
    problems = [finding.message for finding in errors(check(value))]
    nodes, outcomes = len(value.tree), len(value.outcomes)
    sentence = (
        f"{nodes:,} nodes, {outcomes:,} outcomes; {'not ' if problems else ''}valid to solve."
    )
    large = len(value.expanded.nodes) > MOST_NODES
    return _Told(
        value.title or "Decision tree",
        [sentence, "The tree is too large to be drawn here." if large else ""],
        ["What keeps it from being solved"],
        [[problem] for problem in problems],
    )


@_told.register
def _(value: Solution) -> _Told:
    from solver.rules import RULES

    document, rule = value.document, RULES[value.rule].name
    if document is None:
        total = "some" if value.plans_total is None else f"{value.plans_total:,}"
        return _Told(f"{rule}: {total} plans are permitted")
    from solver.analyses.verdict_summary import verdict_summary
    from solver.analysis_words.verdict.headline import headline
    from solver.analysis_words.verdict.statements import statements
    from solver.explain.case import Case
    from solver.words.names import Names
    from solver.words.plan_names import plan_name, plan_names

    names, plans = Names(document), [each.plan for each in value.plans[:MOST_ROWS]]
    found = verdict_summary(Case.of(document), value, seconds=SECONDS)
    said = headline(document, value)
    called = plan_names(names, [plan.choices for plan in plans])
    dominating = [each.dominated_by for each in value.plans[:MOST_ROWS]]
    return _Told(
        f"{rule}: {said.title}",
        [
            *(
                f"{each.title} ({each.detail})" if each.detail else each.title
                for each in statements(found, names)
            ),
            f"All plans: {called.shared}." if called.shared else "",
        ],
        ["Plan", "Prospect", "Dominated by the plan"][: 3 if any(dominating) else 2],
        [
            [name, names.prospect(plan.prospect)]
            + ([plan_name(names, other.choices) if other else ""] if any(dominating) else [])
            for name, plan, other in zip(called.names, plans, dominating, strict=True)
        ],
    )


def _ends(prospect: Prospect) -> list[str]:
    """The ends as they are called, each with its net values; with the id where two are called alike."""
    outcomes, criteria = prospect.called
    named = {end.outcome: outcomes.get(end.outcome, end.outcome) for end in prospect}
    often = Counter(named.values())

    def end_name(end: End) -> str:
        name = named[end.outcome]
        own = name if often[name] == 1 else f"{name} ({end.outcome})"
        return ", ".join([own, *(f"{criteria.get(c, c)} {exact(net)}" for c, net in end.values)])

    return [end_name(end) for end in prospect]


@_told.register
def _(value: Prospect) -> _Told:
    pairs = zip(_ends(value), value.values(), strict=True)
    rows = [[name, exact(chance), f"{float(chance):.4g}"] for name, chance in pairs]
    return _Told("Prospect", (), ["Outcome", "Probability", "About"], rows)


@_told.register
def _(value: Thresholds) -> _Told:
    from solver.analysis_words.threshold_words import (
        Lettered,
        parameter_name,
        piece_words,
        range_words,
    )
    from solver.rules import RULES
    from solver.sensitivity.thresholds import plans_of
    from solver.words.names import Names
    from solver.words.numbers import Format

    document, names = value.document, Names(value.document)
    form = replace(Format.of(document), both=True)
    parameter, lettered = (
        parameter_name(document, value.parameter),
        Lettered(names, plans_of(value)),
    )
    called = dict(zip(lettered.letters.values(), lettered.called.names, strict=True))
    return _Told(
        f"{RULES[value.rule].name}, by {parameter}",
        [
            f"All plans: {lettered.called.shared}." if lettered.called.shared else "",
            "; ".join(f"{letter}: {name}" for letter, name in called.items()),
            ""
            if value.is_complete
            else f"It is not sure that these are all thresholds. {value.incomplete}",
        ],
        ["Where", "What is permitted"],
        [
            [range_words(piece, parameter, form), piece_words(piece, lettered)]
            for piece in value.pieces
        ],
    )
