"""``quandary league``: all plans side by side, with what each expects and whether it is dominated."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, exact
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.criteria.league import League
    from solver.analyses.criteria.plane import Plane
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_RULE, RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    part.add_argument(
        "--criteria", nargs=2, metavar=("X", "Y"),
        help="the two criteria (or opinions) of the plane (the first two by default)",
    )  # fmt: skip
    part.add_argument("--csv", action="store_true", help="print comma-separated values")
    add_relation(part)
    add_json(part)


def _league(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.criteria.league import league
        from solver.analysis_words.charts.criteria_charts import league_table
        from solver.explain.case import Case
        from solver.words.names import Names

        case = Case.of(document)
        found = league(case, options.rule)
        plane = _plane(case.document, found, options)
        if options.json:
            print(as_json(_json(found, plane)))
            return
        table = league_table(Names(case.document), found, plane)
        print(table.csv() if options.csv else _aligned((table.heads, *table.rows)), end="")
        if not options.csv:
            for word, said in table.notes:
                print(f"{word}: {said}.")
        if not found.complete and not options.csv:
            print(
                f"{found.total} plans are too many to list: only those that are permitted are here."
            )

    return guarded(options.file, options, show)


def _plane(document: "Document", found: "League", options: argparse.Namespace) -> "Plane | None":
    """The plane of two criteria; asked for by name it has to be there."""
    from solver.analyses.criteria.plane import plane
    from solver.errors import NotSolvable, QuandaryError

    for criterion in options.criteria or ():
        if document.opinions and criterion not in document.opinions:
            raise QuandaryError(f"There is no opinion “{criterion}”.")
        if not document.opinions and document.criterion(criterion) is None:
            raise QuandaryError(f"There is no criterion “{criterion}”.")
    prospects = [row.plan.prospect for row in found.rows]
    try:
        return plane(document, prospects, *(options.criteria or ()))
    except NotSolvable:
        if options.criteria:
            raise
        return None


def _json(found: "League", plane: "Plane | None") -> dict[str, object]:
    rows = []
    for place, row in enumerate(found.rows):
        entry: dict[str, object] = {
            "choices": dict(row.plan.choices),
            "expected": {
                scale: {"probability": str(own.probability), **exact(own.values)}
                for scale, own in row.values.items()
            },
            "permitted": row.permitted,
            "dominated": row.is_dominated,
            "dominated_by": row.dominated_by and dict(row.dominated_by.choices),
        }
        if row.ranges:
            entry["expected"] = {
                scale: {
                    "probability": [str(end) for end in own.probability],
                    **{id_: [str(end) for end in ends] for id_, ends in own.values.items()},
                }
                for scale, own in row.ranges.items()
            }
        if plane is not None:
            point = plane.points[place]
            entry["standing"] = point.standing.value
            if not plane.of_opinions:
                entry["ratio"] = None if point.ratio is None else str(point.ratio)
        rows.append(entry)
    return {
        "rule": found.rule,
        "plans": rows,
        "plans_total": found.total,
        "complete": found.complete,
    }


def _aligned(rows: tuple[tuple[str, ...], ...]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join(f"{c:{w}}" for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


VERB = Verb(_league, "all plans side by side: values, dominance, incremental ratios", _arguments)
