"""How verbs write plans and lotteries: as JSON with exact strings, and as text."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.solution import Lottery, Plan


def as_json(value: object) -> str:
    """A JSON value on one line."""
    return json.dumps(value, ensure_ascii=False)


def exact(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    """Numbers as exact strings."""
    return {id_: str(number) for id_, number in numbers.items()}


def plan_json(plan: "Plan") -> dict[str, object]:
    """A plan as the command line writes it."""
    return {"choices": dict(plan.choices), "lottery": exact(plan.lottery)}


def policy_words(document: "Document") -> str:
    """What the policy is called: nodes that state none count as uniform."""
    from solver.document.elements import Kind

    choices = [id_ for id_ in document.tree if document.nodes[id_].kind is Kind.CHOICE]
    silent = [all(b.policy is None for b in document.children(id_)) for id_ in choices]
    if choices and all(silent):
        return "No policy is stated; to take all branches equally often"
    return "The stated policy" + (" (uniform where nothing is stated)" if any(silent) else "")


def lottery_text(lottery: "Lottery") -> str:
    """The chances of all outcomes."""
    return "{" + ", ".join(f"{id_} {chance}" for id_, chance in lottery.items()) + "}"


def plan_text(document: "Document", plan: "Plan") -> str:
    """The branches that a plan takes."""
    return ", ".join(branches_text(document, plan.choices.values())) or "nothing to choose"


def branches_text(document: "Document", ids: Iterable[str]) -> list[str]:
    """What branches are called: their labels, where these tell them apart from all others."""
    labels = Counter(branch.label for branch in document.branches.values())
    return [
        label if (label := document.branches[id_].label) and labels[label] == 1 else id_
        for id_ in ids
    ]
