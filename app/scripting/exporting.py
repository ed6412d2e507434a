"""Pictures into files, and rules at every point of a grid, for scripts and notebooks."""

import os
from collections.abc import Mapping
from fractions import Fraction

from app.export.chart_subject import ChartSubject
from app.export.encode import write_picture
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.process.sweep import SweptParameter, heads, on_cores, parts
from solver.document.model import Document
from solver.sensitivity.thresholds import Thresholds
from solver.solution import Solution


def export(
    shown: Document | Solution | Thresholds,
    path: str | os.PathLike[str],
    *,
    centimetres: float | None = None,
    standalone: bool = True,
) -> None:
    """Write a picture of a tree, of what a rule permits in it, or of thresholds; the suffix of ``path`` says which kind.

    ``.svg``, ``.tex`` (TikZ), ``.dot`` and ``.html`` need no Qt, ``.png`` and ``.pdf`` do.  ``centimetres`` is its width;
    a TikZ file that is not ``standalone`` is a part of another.

    Raises `QuandaryError`, with a sentence, where the kind is unknown or the file cannot be written.

    >>> import quandary, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     quandary.export(quandary.solve(quandary.example("shutdown"), "dsm"), f"{folder}/tree.tex", centimetres=9)
    ...     "tikzpicture" in pathlib.Path(folder, "tree.tex").read_text()
    True
    """
    document = shown if isinstance(shown, Document) else shown.document or Document()
    subject = Subject(document, shown if isinstance(shown, Solution) else None)
    if isinstance(shown, Thresholds):
        from solver.analysis_words.charts.threshold_ruler import ruler
        from solver.words.names import Names

        here = document.parameter_values.get(shown.parameter)
        subject = ChartSubject(document, chart=ruler(Names(document), shown, here))
    options = ExportOptions(standalone=standalone)
    if centimetres is not None:
        options = ExportOptions(size=centimetres, unit="cm", standalone=standalone)
    write_picture(subject, os.fspath(path), options)


def sweep(
    document: Document,
    rule: str,
    over: Mapping[str, tuple[int | str | Fraction, int | str | Fraction, int]],
    *,
    jobs: int = 1,
) -> list[dict[str, str]]:
    """What a rule says at every point of a grid: a row a point, its columns those of ``quandary sweep``.

    ``rule`` is one of `RULES`.  ``over`` gives each parameter as (from, to, how many values); numbers are exact, and so
    is what comes out, as text: the parameters, the number of permitted plans, the expected value where the rule goes by one.
    ``jobs`` is how many cores work at it.

    Raises `QuandaryError`, with a sentence, where there is no such parameter, or where there are too many points.

    >>> import quandary
    >>> drill = quandary.tree(
    ...     quandary.choice(
    ...         "Drill?",
    ...         quandary.branch("drill", quandary.chance(
    ...             "Oil?", quandary.branch("wet", "gusher", probability="p"), quandary.branch("dry", "nothing"),
    ...         ), payoff=-70),
    ...         quandary.branch("do not", "nothing"),
    ...     ),
    ...     outcomes={"gusher": 400, "nothing": 0}, parameters={"p": "1/5"},
    ... )
    >>> [(row["p"], row["value"]) for row in quandary.sweep(drill, "eu", {"p": (0, "1/2", 3)})]
    [('0', '0'), ('1/4', '30'), ('1/2', '130')]
    """
    axes = [
        SweptParameter(name, Fraction(low), Fraction(high), count)
        for name, (low, high, count) in over.items()
    ]
    columns = heads(axes)
    rows = (row for part in on_cores(parts(document, rule, axes), jobs) for row in part)
    return [dict(zip(columns, row, strict=True)) for row in rows]
