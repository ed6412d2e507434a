"""``quandary solve``: apply a decision rule, to one document or to many."""

import argparse
import sys
from typing import TYPE_CHECKING

from app.cli.output import as_json, branches_text, lottery_text, plan_json, plan_text
from app.cli.reading import add_document, add_json, add_limit, add_relation, problems, read
from app.cli.verb import FAULTY, OK, Verb, complain

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.solution import Solution


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part, nargs="+")
    part.add_argument("--rule", choices=list(RULES), required=True)
    add_relation(part)
    add_json(part)
    add_limit(part)


def _solve(options: argparse.Namespace) -> int:
    if len(options.file) > 1:
        return max(_solve_one(file, options, several=True) for file in options.file)
    return _solve_one(options.file[0], options, several=False)


def _solve_one(file: str, options: argparse.Namespace, *, several: bool) -> int:
    from solver.errors import QuandaryError
    from solver.rules import solve

    try:
        document = read(file, options)
        solution = solve(document, options.rule, limit=options.limit)
    except QuandaryError as error:
        lines = problems(file, error)
        complain(*lines)
        if several and options.json:
            print(
                as_json({"file": file, "error": "\n".join(line[len(file) + 2 :] for line in lines)})
            )
        return FAULTY
    if options.json:
        result = _solution_json(solution)
        print(as_json({"file": file, **result} if several else result))
    else:
        if several:
            print(f"{file}:")
        _print_solution(document, solution)
    if sys.stdout is not None:
        sys.stdout.flush()  # a line as soon as it is known
    return OK


def _solution_json(solution: "Solution") -> dict[str, object]:
    """A rule's answer as the command line writes it: all numbers as exact strings."""
    result: dict[str, object] = {
        "rule": solution.rule,
        "branches": {
            id_: {"permitted": verdict.permitted, "reachable": verdict.reachable}
            for id_, verdict in solution.branches.items()
        },
        "plans": [
            {
                **plan_json(permitted.plan),
                "dominated_by": permitted.dominated_by and plan_json(permitted.dominated_by),
            }
            for permitted in solution.plans
        ],
        "plans_total": solution.plans_total,
        "complete": solution.complete,
    }
    if solution.value is not None:
        result["value"] = str(solution.value)
    return result


def _print_solution(document: "Document", solution: "Solution") -> None:
    from solver.rules import RULES

    rule = RULES[solution.rule]
    total, listed = solution.plans_total, len(solution.plans)
    if total is None:
        print(f"{rule.name}: not all could be decided within the budget; what follows is sure.")
    else:
        print(f"{rule.name}: {total} plan{'s are' if total != 1 else ' is'} permitted.")
    if solution.value is not None:
        print(f"Expected value: {solution.value}")
    for permitted in solution.plans:
        print(f"  {plan_text(document, permitted.plan)}: {lottery_text(permitted.plan.lottery)}")
        if (better := permitted.dominated_by) is not None:
            print(f"    dominated by {plan_text(document, better)}: {lottery_text(better.lottery)}")
    if total is None:
        print("  … and there may be more.")
    elif listed < total:
        print(f"  … and {total - listed} more (see --limit).")
    for word, said in (("Not permitted", False), ("Undecided", None)):
        branches = [id_ for id_, verdict in solution.branches.items() if verdict.permitted is said]
        if branches:
            print(f"{word}: {', '.join(branches_text(document, branches))}")
    if solution.clashes:
        print(f"Maximal from the root but not from there: {', '.join(sorted(solution.clashes))}")


VERB = Verb(_solve, "apply a decision rule", _arguments)
