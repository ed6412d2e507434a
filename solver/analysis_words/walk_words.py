"""A walk through the tree in words: where one stands, what the rule says, what has come of it."""

from solver.analyses.walk_through import Beaten, Position, Result, Taken, TurnedDown, WalkedTree
from solver.analysis_words.trammelling_words import has_news, trammelled_texts
from solver.document.elements import Kind
from solver.rules.rule import Rule
from solver.words.explanation_words import capital, listed
from solver.words.names import Names, quoted
from solver.words.plan_names import plan_name
from solver.words.tree_texts import holds


def place_text(names: Names, position: Position) -> str:
    """Where one stands."""
    if position.end is not None:
        return f"The end: {names.end(position.end)}"
    name = names.node_in_sentence(position.node)
    if position.conduct is not None:
        held = holds(names.document, position.conduct)
        if position.kind is Kind.CHANCE:
            return f"{capital(held)} holds at {name}: click what you do there, or throw the dice"
        if position.kind is Kind.CHOICE:
            return f"{capital(held)} holds at {name}: what it leaves can be taken"
    if position.kind is Kind.CHANCE:
        return f"Chance decides at {name}: click how it falls, or throw the dice"
    return f"You choose at {name}"


def verdict_text(names: Names, position: Position, rule: Rule) -> str:
    """What the rule permits where one stands."""
    if position.kind is not Kind.CHOICE or position.conduct is not None:
        return ""
    numbered = {branch: number for number, branch in enumerate(position.options, start=1)}

    def branches(word: bool | None) -> list[str]:
        return [
            f"{numbered[b]} {quoted(names.branch(b))}"
            for b, permitted in position.options.items()
            if permitted is word
        ]

    parts = []
    if permitted := branches(True):
        parts.append(f"{rule.name} permits {listed(permitted)}.")
    if refused := branches(False):
        parts.append(f"Not permitted: {listed(refused)}.")
    if undecided := branches(None):
        parts.append(f"Undecided: {listed(undecided)}.")
    if rule.remembers:
        parts += _remembered(names, position)
    return " ".join(parts)


def history_texts(names: Names, on: WalkedTree, position: Position) -> list[str]:
    """What the way here has ruled out and settled, and which completions remain."""
    if on.trammelling is None or position.node not in on.trammelling.nodes:
        return []
    here = on.trammelling.nodes[position.node]
    return trammelled_texts(names, on.trammelling, here) if has_news(here) else []


def _remembered(names: Names, position: Position) -> list[str]:
    """Which branches are not permitted because of what was turned down."""
    return [
        beaten_text(names, branch, beaten)
        for branch, beaten in position.beaten.items()
        if position.options.get(branch) is False
    ]


def beaten_text(names: Names, branch: str, beaten: Beaten) -> str:
    """Why a branch would settle on something worse than what was turned down."""
    better = names.prospect(beaten.by.plan.prospect)
    worse = names.prospect(beaten.offer.plan.prospect)
    earlier = names.node_in_sentence(beaten.turned_down.node)
    return (
        f"{quoted(names.branch(branch))} would settle on {worse}, and {better}, turned down at "
        f"{earlier}, is strictly preferred to it."
    )


def off_plan_text(names: Names, position: Position, rule: Rule) -> str:
    """Whether the way so far is part of a permitted plan; empty if it is."""
    if position.left_at is None:
        return "" if position.off_plan is False else "Whether this is on plan is undecided."
    left = position.left_at
    text = (
        f"Off plan: no plan that {rule.name} permits takes {quoted(names.branch(left.branch))} at "
        f"{names.node_in_sentence(left.node)}."
    )
    if rule.starts_afresh and position.kind is Kind.CHOICE:
        text += (
            " What is permitted here counts afresh, from the earliest later node that allows it."
        )
    return text


def step_text(names: Names, step: Taken) -> str:
    """One step of the way so far."""
    name, branch = names.node_in_sentence(step.node), quoted(names.branch(step.branch))
    if step.share is not None:
        return f"At {name} {branch} fell ({names.format.number(step.share)})"
    if step.permitted is False:
        return f"✕ At {name}: {branch}, not permitted"
    if step.permitted is None:
        return f"? At {name}: {branch}, undecided"
    return f"At {name}: {branch}"


def turned_down_texts(names: Names, down: TurnedDown) -> list[str]:
    """What a branch not taken offered, a line a prospect."""
    place = f"At {names.node_in_sentence(down.node)}: {quoted(names.branch(down.branch))}"
    if not down.offers:
        many = f"{down.number:,}" if down.number < 10**9 else f"{float(down.number):.0e}"
        return [f"{place} ({many} plans)"]
    lines = [f"{place} ({names.prospect(offer.plan.prospect)})" for offer in down.offers]
    return list(dict.fromkeys(lines))


def result_text(names: Names, result: Result, rule: Rule) -> str:
    """What has come of a walk, what could be expected, and whether its plan was dominated by a plan."""
    parts = []
    prospects = [names.prospect(prospect) for prospect in result.prospects]
    if len(prospects) == 1:
        parts.append(f"Following a plan that {rule.name} permits you could expect {prospects[0]}.")
    elif prospects:
        more = "" if result.all_told else "; and more"
        parts.append(
            f"Following a plan that {rule.name} permits you could expect, depending on what you "
            f"would have done elsewhere: {'; or '.join(prospects)}{more}."
        )
    if result.dominated is None:
        parts.append("Whether you played out a plan that is dominated by a plan is not decided.")
    elif not result.dominated:
        parts.append(
            "What you chose belongs to a plan to which no available plan is strictly preferred."
        )
    else:
        parts.append("Every plan that makes your choices is dominated by a plan.")
        if result.example is not None and result.better is not None:
            better = plan_name(names, result.better.choices)
            parts.append(
                f"{quoted(better)} was available, and ({names.prospect(result.better.prospect)}) ≻ "
                f"({names.prospect(result.example.prospect)})."
            )
    return " ".join(parts)
