"""``quandary why``: why a rule permits a branch or a plan, or does not."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, plan_json
from app.cli.reading import add_alpha, add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.explain.case import Case
    from solver.solution import Plan
    from solver.words.names import Names


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), required=True)
    about = part.add_mutually_exclusive_group(required=True)
    about.add_argument(
        "--branch", metavar="B", help="a branch of a choice node: its id, or its name as in “solve”"
    )
    about.add_argument(
        "--plan", type=_number, metavar="N",
        help="a permitted plan: the first that “solve” lists is 1",
    )  # fmt: skip
    add_relation(part)
    add_alpha(part)
    add_json(part)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not the number of a plan")
    return int(text)


def _why(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.explain.case import Case
        from solver.rules.why import said, why_branch, why_plan
        from solver.words.names import Names

        case = Case.of(document)
        names = Names(document)
        result: dict[str, object] = {"rule": options.rule}
        if options.branch is not None:
            branch = _branch(names, case, options.branch)
            found = why_branch(case, options.rule, branch)
            result["branch"] = branch
        else:
            plan = _plan(case, options.rule, options.plan)
            found = why_plan(case, options.rule, plan.choices)
            result["plan"] = plan_json(plan)
        told = said(names, found)
        if not options.json:
            for sentence in told.sentences:
                print(sentence)
            if told.clause:
                print(told.clause)
            return
        result |= {
            "permitted": found.permitted,
            "off_plan": found.off_plan,
            "dominated": found.dominated_by is not None,
            "sentences": list(told.sentences),
            "clause": told.clause,
        }
        print(as_json(result))

    return guarded(options.file, options, show)


def _branch(names: "Names", case: "Case", asked: str) -> str:
    """The id of a branch of a choice node: named by it, or by its label if only one has that."""
    from solver.errors import EditError

    branches = case.tree.choice_branches
    if asked in branches:
        return asked
    found = [id_ for id_ in branches if names.branch_at(id_) == asked]
    found = found or [id_ for id_ in branches if names.branch(id_) == asked]
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(f"“{names.branch_at(id_)}”" for id_ in found)
        raise EditError(f"Several branches are called “{asked}”: {known}.")
    raise EditError(f"“{asked}” is not a branch of a choice node in the tree.")


def _plan(case: "Case", rule: str, number: int) -> "Plan":
    """The permitted plan of this number."""
    from solver.errors import EditError
    from solver.rules import solve

    plans = solve(case, rule, limit=number).plans
    if number > len(plans):
        count = f"{len(plans)} plan{'s' if len(plans) != 1 else ''}"
        raise EditError(f"There is no plan {number}: the rule lists {count}.")
    return plans[number - 1].plan


VERB = Verb(_why, "why a rule permits a branch or a plan, or does not", _arguments)
