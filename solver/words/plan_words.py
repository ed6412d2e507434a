"""Plans and their lotteries in words."""

from fractions import Fraction

from solver.document.elements import Kind
from solver.document.model import Document
from solver.solution import Lottery, Plan


def plan_text(document: Document, plan: Plan) -> str:
    """A plan in words: what is done at each choice node that it reaches."""
    parts = []
    for node_id, branch_id in plan.choices.items():
        branch = document.branches.get(branch_id)
        if branch is None or node_id not in document.nodes:
            continue
        what = branch.label or branch.id
        place = place_of(document, node_id)
        parts.append(f"{place}: {what}" if place and len(plan.choices) > 1 else what)
    return "; ".join(parts) or "Nothing to choose"


def place_of(document: Document, node: str) -> str:
    """How to tell a choice node from others: by what chance did before it, else by its label."""
    entering = document.incoming(node)
    if entering and document.nodes[entering[0].source].kind is Kind.CHANCE:
        return entering[0].label or entering[0].id
    return document.nodes[node].label


def lottery_text(lottery: Lottery) -> str:
    """A lottery in a few signs: L 9/10, S 1/10."""
    if len(lottery) == 1:
        return f"{next(iter(lottery))} for sure"
    return ", ".join(f"{outcome} {chance}" for outcome, chance in lottery.items())


def lottery_tip(document: Document, lottery: Lottery) -> str:
    """A lottery spelled out, a line an outcome, with decimals."""
    return "\n".join(
        f"{_label(document, outcome)}: {chance}{_decimal(chance)}"
        for outcome, chance in lottery.items()
    )


def _label(document: Document, outcome: str) -> str:
    known = document.outcomes.get(outcome)
    return f"{known.label} ({outcome})" if known and known.label else outcome


def _decimal(chance: Fraction) -> str:
    return "" if chance.denominator == 1 else f" ≈ {float(chance):.4g}"


def _alike(a: Document, b: Document) -> bool:
    """Whether plans read the same in two documents of the same tree."""
    return (
        a.nodes is b.nodes
        and a.outcomes is b.outcomes
        and all(x is y or x.label == y.label
                for x, y in zip(a.branches.values(), b.branches.values(), strict=True))
    )  # fmt: skip
