"""How verbs write plans and prospects: as JSON with exact strings, and as text by labels."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.prospect import Prospect
    from solver.solution import Plan
    from solver.words.names import Names


# ------------------------------------------------------------------------------- JSON


def as_json(value: object) -> str:
    """A JSON value on one line."""
    return json.dumps(value, ensure_ascii=False)


def exact(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    """Numbers as exact strings."""
    return {id_: str(number) for id_, number in numbers.items()}


def prospects_json(prospect: "Prospect") -> list[dict[str, object]]:
    """Each end with its net values and its probability, by outcome and then value."""
    return [
        {"outcome": end.outcome, "value": exact(dict(end.values)), "probability": str(chance)}
        for end, chance in prospect.items()
    ]


def opinions_json(prospect: "Prospect") -> dict[str, object]:
    """What a plan or a policy leads to under each opinion, where the document lists some."""
    if not prospect.opinions:
        return {}
    return {
        "opinions": {
            id_: {"lottery": exact(own.lottery), "prospects": prospects_json(own)}
            for id_, own in prospect.opinions.items()
        }
    }


def plan_json(plan: "Plan", **more: object) -> dict[str, object]:
    """A plan as the command line writes it: keys of the first edition, ``more``, and new ones."""
    return {
        "choices": dict(plan.choices),
        "lottery": exact(plan.lottery),
        **more,
        "prospects": prospects_json(plan.prospect),
        **opinions_json(plan.prospect),
    }


def expected_json(document: "Document", prospect: "Prospect") -> dict[str, dict[str, str]]:
    """What is expected on each scale that may be reached: its probability, and each criterion."""
    from solver.analyses.expectations import by_scale

    return {
        scale: {"probability": str(found.probability), **exact(found.values)}
        for scale, found in by_scale(document, prospect).items()
    }


# ------------------------------------------------------------------------------- text


def policy_words(document: "Document") -> str:
    """What the policy is called: nodes that state none count as uniform."""
    from solver.document.elements import Kind

    choices = [id_ for id_ in document.tree if document.nodes[id_].kind is Kind.CHOICE]
    silent = [all(b.policy is None for b in document.children(id_)) for id_ in choices]
    if choices and all(silent):
        return "No policy is stated; to take all branches equally often"
    return "The stated policy" + (" (uniform where nothing is stated)" if any(silent) else "")


def branches_text(names: "Names", ids: Iterable[str]) -> str:
    """Branches by what tells them apart from all others."""
    return ", ".join(names.branch_at(id_) for id_ in ids)


def plan_lines(names: "Names", plans: Sequence["Plan"]) -> tuple[str, list[str]]:
    """What all of some plans share, and each of them with its prospect."""
    from solver.words.plan_names import plan_names

    found = plan_names(names, [plan.choices for plan in plans])
    lines = [
        f"{name} ({names.prospect(plan.prospect)})"
        for name, plan in zip(found.names, plans, strict=True)
    ]
    return found.shared, lines


def plan_line(names: "Names", plan: "Plan") -> str:
    """A plan by itself, with its prospect."""
    return plan_lines(names, [plan])[1][0]
