"""``quandary profile``: how the net values of plans are distributed (their risk profiles)."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, plan_json, plan_lines
from app.cli.reading import add_document, add_json, add_limit, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.risk.distribution import Distribution
    from solver.document.model import Document
    from solver.solution import Plan
    from solver.words.names import Names


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_RULE, RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    part.add_argument(
        "--plan", type=int, metavar="N", help="only the N-th of the plans that the rule permits"
    )
    add_relation(part)
    add_json(part)
    add_limit(part)


def _profile(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.errors import QuandaryError
        from solver.rules import solve
        from solver.words.names import Names

        solution = solve(document, options.rule, limit=max(options.limit, options.plan or 0))
        plans = [permitted.plan for permitted in solution.plans]
        complete = solution.complete
        if options.plan is not None:
            if not 1 <= options.plan <= len(plans):
                raise QuandaryError(
                    f"There is no permitted plan number {options.plan}: {len(plans)} are listed."
                )
            plans = [plans[options.plan - 1]]
        document = document.expanded
        if options.json:
            told = [_plan_json(document, plan) for plan in plans]
            print(as_json({"rule": options.rule, "plans": told, "complete": complete}))
            return
        names = Names(document)
        shared, lines = plan_lines(names, plans)
        if shared:
            print(f"All of them: {shared}.")
        for plan, line in zip(plans, lines, strict=True):
            print(line)
            for row in _rows(names, document, plan):
                print(f"  {row}")
        if not complete and options.plan is None:
            print("… and there are more (see --limit).")

    return guarded(options.file, options, show)


def _plan_json(document: "Document", plan: "Plan") -> dict[str, object]:
    from solver.analyses.risk.distribution import distributions

    return plan_json(plan) | {
        "scales": {
            scale: {criterion: _distribution_json(found) for criterion, found in own.items()}
            for scale, own in distributions(document, plan.prospect).items()
        }
    }


def _distribution_json(found: "Distribution") -> dict[str, object]:
    return {
        "probability": str(found.mass),
        "mean": str(found.mean),
        "variance": str(found.variance),
        "values": [str(value) for value in found.values],
        "distribution": [str(chance) for chance in found.chances],
        "cumulative": [str(chance) for chance in found.cumulative],
    }


def _rows(names: "Names", document: "Document", plan: "Plan") -> list[str]:
    from solver.analyses.risk.distribution import distributions

    result = []
    found = distributions(document, plan.prospect)
    for scale, own in found.items():
        for criterion, each in own.items():
            on = f" on “{scale}”" if names.has_several_scales else ""
            mean = names.values([(criterion, each.mean)])
            given = f" given it (probability {names.format.number(each.mass)})" if on else ""
            result.append(f"mean{on}{given}: {mean}")
            rows = zip(each.values, each.chances, each.cumulative, strict=True)
            result += [
                f"{names.values([(criterion, value)])}: {names.format.number(chance)}, at most that "
                f"{names.format.number(total)}"
                for value, chance, total in rows
            ]
    return result or ["nothing that it leads to has a value"]


VERB = Verb(_profile, "how the net values of plans are distributed", _arguments)
