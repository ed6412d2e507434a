"""``quandary solve``: apply a decision rule, to one document or to many."""

import argparse
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

from app.cli.output import (
    as_json,
    branches_text,
    exact,
    expected_json,
    plan_json,
    plan_line,
    plan_lines,
)
from app.cli.reading import (
    add_alpha,
    add_document,
    add_json,
    add_limit,
    add_relation,
    problems,
    read,
    warn,
)
from app.cli.verb import FAULTY, OK, Verb, complain

if TYPE_CHECKING:
    from solver.analyses.expectations import Expectations
    from solver.analyses.policies import BestPlan
    from solver.analyses.risk.certainty import Certain
    from solver.explain.case import Case
    from solver.solution import PermittedPlan, Solution
    from solver.words.names import Names


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part, nargs="+")
    part.add_argument("--rule", choices=list(RULES), required=True)
    add_relation(part)
    add_alpha(part)
    add_json(part)
    add_limit(part)
    part.add_argument(
        "--values", action="store_true",
        help="add the expected net values rolled back to each node, by criterion; a choice node has "
        "them where all branches that the rule permits there have the same, and no node has them "
        "from which several scales may be reached",
    )  # fmt: skip
    part.add_argument(
        "--mixtures", action="store_true",
        help="add whether a mixture of plans is strictly preferred to each permitted plan",
    )  # fmt: skip


def _solve(options: argparse.Namespace) -> int:
    if len(options.file) > 1:
        return max(_solve_one(file, options, several=True) for file in options.file)
    return _solve_one(options.file[0], options, several=False)


def _solve_one(file: str, options: argparse.Namespace, *, several: bool) -> int:
    from solver.errors import QuandaryError
    from solver.explain.case import Case
    from solver.rules import solve

    try:
        document = read(file, options)
        warn(file, document)
        case = Case.of(document)
        solution = solve(case, options.rule, limit=options.limit)
        if options.json:
            result = _solution_json(case, solution, options)
            print(as_json({"file": file, **result} if several else result))
        else:
            if several:
                print(f"{file}:")
            _print_solution(case, solution, options)
    except QuandaryError as error:
        lines = problems(file, error)
        complain(*lines)
        if several and options.json:
            print(
                as_json({"file": file, "error": "\n".join(line[len(file) + 2 :] for line in lines)})
            )
        return FAULTY
    if sys.stdout is not None:
        sys.stdout.flush()  # a line as soon as it is known
    return OK


def _values(case: "Case", solution: "Solution") -> "Expectations":
    from solver.analyses.expectations import expectations

    return expectations(case.document, solution, by_criterion=True)


def _beaten(case: "Case", permitted: "PermittedPlan", known: "list[BestPlan]") -> bool:
    from solver.analyses.rationales import is_beaten

    return permitted.dominated_by is not None or is_beaten(case.tree, permitted.plan, known)


# ------------------------------------------------------------------------------- JSON


def _solution_json(
    case: "Case", solution: "Solution", options: argparse.Namespace
) -> dict[str, object]:
    """A rule's answer as the command line writes it: all numbers as exact strings."""
    known: list[BestPlan] = []
    result: dict[str, object] = {
        "rule": solution.rule,
        "branches": {
            id_: {"permitted": verdict.permitted, "reachable": verdict.reachable}
            for id_, verdict in solution.branches.items()
        },
        "plans": [_plan_json(case, entry, options, known) for entry in solution.plans],
        "plans_total": solution.plans_total,
        "complete": solution.complete,
    }
    if solution.value is not None:
        result["value"] = str(solution.value)
    if (worth := _certain(case, solution)) is not None:
        low, high = worth.equivalent
        result["certainty_equivalent"] = (
            str(low) if low == high else {"between": [str(low), str(high)]}
        )
    order = [case.tree.ids[node] for node in case.tree.choice_nodes()]
    result["off_plan"] = {id_: True for id_ in order if id_ in solution.off_plan}
    result["clashes"] = [id_ for id_ in order if id_ in solution.clashes]
    if options.values:
        found = _values(case, solution)
        ids = case.document.tree
        result["values"] = {id_: exact(found.values[id_][1]) for id_ in ids if id_ in found.values}
        if found.opinions:
            result["opinions"] = {
                opinion: {"values": {i: exact(own.values[i][1]) for i in ids if i in own.values}}
                for opinion, own in found.opinions.items()
            }
    return result


def _plan_json(
    case: "Case",
    permitted: "PermittedPlan",
    options: argparse.Namespace,
    known: "list[BestPlan]",
) -> dict[str, object]:
    better = permitted.dominated_by
    result = plan_json(permitted.plan, dominated_by=better and plan_json(better))
    result["expected"] = expected_json(case.document, permitted.plan.prospect)
    if options.mixtures:
        result["beaten_by_mixture"] = _beaten(case, permitted, known)
    return result


# ------------------------------------------------------------------------------- text


def _print_solution(case: "Case", solution: "Solution", options: argparse.Namespace) -> None:
    from solver.analysis_words.remark_words import verdict_remarks
    from solver.rules import RULES
    from solver.words.names import Names

    rule, names = RULES[solution.rule], Names(case.document)
    total, listed = solution.plans_total, len(solution.plans)
    if total is None:
        print(f"{rule.name}: not all could be decided within the budget; what follows is sure.")
    else:
        print(f"{rule.name}: {total} plan{'s are' if total != 1 else ' is'} permitted.")
    if solution.value is not None:
        print(_value_line(case, names, solution.value, solution.value_name))
    if (worth := _certain(case, solution)) is not None:
        from solver.analysis_words.charts.risk_charts import about_text

        criterion = case.document.criterion_ids[0]
        print(f"Certainty equivalent: {about_text(names, criterion, worth.equivalent)}")
    known: list[BestPlan] = []
    shared, lines = plan_lines(names, [permitted.plan for permitted in solution.plans])
    if shared:
        print(f"{'All of them' if listed == total else 'All that are listed'}: {shared}.")
    for permitted, line in zip(solution.plans, lines, strict=True):
        print(f"  {line}")
        if permitted.dominated_by is not None:
            print(f"    dominated by a plan, {plan_line(names, permitted.dominated_by)}")
        elif options.mixtures and _beaten(case, permitted, known):
            print("    beaten by a mixture of plans")
    if total is None:
        print("  … and there may be more.")
    elif listed < total:
        print(f"  … and {total - listed} more (see --limit).")
    for word, said in (("Not permitted", False), ("Undecided", None)):
        branches = [id_ for id_, verdict in solution.branches.items() if verdict.permitted is said]
        if branches:
            print(f"{word}: {branches_text(names, branches)}")
    for sentence in verdict_remarks(names, case.tree, solution):
        print(sentence)
    if options.values:
        print("Expected values:")
        found = _values(case, solution)
        for id_ in case.document.tree:
            if found.value_text(names, id_) and case.document.nodes[id_].outcome is None:
                print(f"  {names.node(id_)}: {found.value_text(names, id_).partition(' ')[2]}")


def _certain(case: "Case", solution: "Solution") -> "Certain | None":
    """What the best plans are worth for sure, where expected utility goes by a curve."""
    if not solution.rolls_back or not solution.plans:
        return None
    from solver.analyses.risk.certainty import of_plan

    return of_plan(case, solution.plans[0].plan)


def _value_line(case: "Case", names: "Names", value: Fraction, name: str) -> str:
    """The value at the root; under a completion it is the expected utility."""
    from solver.induction.completion_utility import value_itself
    from solver.translation import capital

    own = value_itself(case.tree)
    if own is None:
        return f"Expected utility: {names.format.number(value)}"
    return f"{capital(name)}: {names.format.value(case.document.criterion(own[1] or ''), value)}"


VERB = Verb(_solve, "apply a decision rule", _arguments)
