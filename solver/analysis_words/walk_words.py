"""A walk through the tree in words: where one stands, what the rule says, what has come of it."""

from solver.analyses.walk_through import Beaten, Position, Result, Taken, TurnedDown
from solver.analysis_words.money_pump_words import (
    branch_name,
    listed,
    node_name,
    outcome_name,
    prospect_text,
)
from solver.document.elements import Kind
from solver.document.model import Document
from solver.rules.rule import Rule
from solver.words.plan_words import plan_text


def place_text(document: Document, position: Position) -> str:
    """Where one stands."""
    name = node_name(document, position.node)
    if position.kind is Kind.OUTCOME:
        outcome = document.nodes[position.node].outcome or ""
        return f"The end: {outcome_name(document, outcome)}"
    if position.kind is Kind.CHANCE:
        return f"Chance decides at {name}: click how it falls, or throw the dice"
    return f"You choose at {name}"


def verdict_text(document: Document, position: Position, rule: Rule) -> str:
    """What the rule permits where one stands."""
    if position.kind is not Kind.CHOICE:
        return ""
    numbered = {branch: number for number, branch in enumerate(position.options, start=1)}

    def names(word: bool | None) -> list[str]:
        return [
            f"{numbered[b]} {branch_name(document, b)}"
            for b, permitted in position.options.items()
            if permitted is word
        ]

    parts = []
    if permitted := names(True):
        parts.append(f"{rule.name} permits {listed(permitted)}.")
    if refused := names(False):
        parts.append(f"Not permitted: {listed(refused)}.")
    if undecided := names(None):
        parts.append(f"Undecided: {listed(undecided)}.")
    if rule.remembers:
        parts += _remembered(document, position)
    return " ".join(parts)


def _remembered(document: Document, position: Position) -> list[str]:
    """Which branches are not permitted because of what was turned down."""
    return [
        beaten_text(document, branch, beaten)
        for branch, beaten in position.beaten.items()
        if position.options.get(branch) is False
    ]


def beaten_text(document: Document, branch: str, beaten: Beaten) -> str:
    """Why a branch would settle on something worse than what was turned down."""
    better = prospect_text(document, beaten.by.lottery)
    worse = prospect_text(document, beaten.prospect.lottery)
    earlier = node_name(document, beaten.turned_down.node)
    return (
        f"{branch_name(document, branch)} would settle on {worse}, and {better}, turned down at "
        f"{earlier}, is strictly preferred to it."
    )


def off_plan_text(document: Document, position: Position, rule: Rule) -> str:
    """Whether the way so far is part of a permitted plan; empty if it is."""
    if position.left_at is None:
        return "" if position.off_plan is False else "Whether this is on plan is undecided."
    left = position.left_at
    text = (
        f"Off plan: no plan that {rule.name} permits takes {branch_name(document, left.branch)} at "
        f"{node_name(document, left.node)}."
    )
    if rule.starts_afresh and position.kind is Kind.CHOICE:
        text += (
            " What is permitted here counts afresh, from the earliest later node that allows it."
        )
    return text


def step_text(document: Document, step: Taken) -> str:
    """One step of the way so far."""
    name, branch = node_name(document, step.node), branch_name(document, step.branch)
    if step.share is not None:
        return f"At {name} {branch} fell ({step.share})"
    if step.permitted is False:
        return f"✕ At {name}: {branch}, not permitted"
    if step.permitted is None:
        return f"? At {name}: {branch}, undecided"
    return f"At {name}: {branch}"


def turned_down_texts(document: Document, down: TurnedDown) -> list[str]:
    """What a branch not taken offered, a line a prospect."""
    place = f"At {node_name(document, down.node)}: {branch_name(document, down.branch)}"
    if down.number == 1 and down.prospects:
        return [f"{place}, {prospect_text(document, down.prospects[0].lottery)}"]
    if not down.prospects:
        many = f"{down.number:,}" if down.number < 10**9 else f"{float(down.number):.0e}"
        return [f"{place}, {many} plans"]
    lines = []
    for prospect in down.prospects:
        text = prospect_text(document, prospect.lottery)
        lines.append(f"{place}, {text}")
    return list(dict.fromkeys(lines))


def result_text(document: Document, result: Result, rule: Rule) -> str:
    """What has come of a walk, what could be expected, and whether its plan was dominated."""
    parts = []
    lotteries = [prospect_text(document, lottery) for lottery in result.lotteries]
    if len(lotteries) == 1:
        parts.append(f"Following a plan that {rule.name} permits you could expect: {lotteries[0]}.")
    elif lotteries:
        more = "" if result.all_told else "; and more"
        parts.append(
            f"Following a plan that {rule.name} permits you could expect, depending on what you would have done "
            f"elsewhere: {'; or '.join(lotteries)}{more}."
        )
    if result.dominated is None:
        parts.append("Whether a dominated plan was played out is not decided.")
    elif not result.dominated:
        parts.append(
            "What you chose belongs to a plan to which no available plan is strictly preferred."
        )
    else:
        parts.append("Every plan that makes your choices is dominated.")
        if result.example is not None and result.better is not None:
            better = plan_text(document, result.better)
            parts.append(
                f"“{better}” was available: {prospect_text(document, result.better.lottery)} ≻ "
                f"{prospect_text(document, result.example.lottery)}."
            )
    return " ".join(parts)
