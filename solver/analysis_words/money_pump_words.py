"""A money pump in words: each step, and what it comes to."""

from collections.abc import Iterable

from solver.analyses.money_pump import Ending, Pump, PumpStep, Turn
from solver.document.elements import Kind
from solver.document.model import Document
from solver.solution import Lottery
from solver.words.plan_words import plan_text

_KINDS = {
    (Ending.ALWAYS_WORSE, Turn.TRADED_AWAY): "A sure loss",
    (Ending.ALWAYS_WORSE, Turn.PASSED_UP): "A sure gain passed up",
    (Ending.ALWAYS_WORSE, Turn.BOTH): "Worse for sure",
}


def branch_name(document: Document, id_: str) -> str:
    """A branch in quotation marks."""
    return f"“{document.branches[id_].label or id_}”"


def node_name(document: Document, id_: str) -> str:
    """A node in quotation marks; with the branch that leads to it where others are called alike."""
    label = document.nodes[id_].label
    if not label:
        return f"“{id_}”"
    alike = sum(node.label == label for node in document.nodes.values())
    entering = document.incoming(id_)
    if alike == 1 or not entering:
        return f"“{label}”"
    return f"“{label}” ({entering[0].label or entering[0].id})"


def outcome_name(document: Document, id_: str) -> str:
    """What an outcome is called: its label, or its id."""
    known = document.outcomes.get(id_)
    return (known.label or id_) if known is not None else id_


def listed(names: Iterable[str], word: str = "and") -> str:
    """A, B and C."""
    all_ = list(names)
    if len(all_) < 2:
        return "".join(all_)
    return f"{', '.join(all_[:-1])} {word} {all_[-1]}"


def prospect_text(document: Document, lottery: Lottery) -> str:
    """A lottery in a few words."""
    if len(lottery) == 1:
        return outcome_name(document, next(iter(lottery)))
    return ", ".join(f"{outcome_name(document, id_)} {p}" for id_, p in lottery.items())


def step_text(document: Document, step: PumpStep) -> str:
    """One step of a pump."""
    name = node_name(document, step.node)
    if step.kind is Kind.OUTCOME:
        return f"The end: {outcome_name(document, step.outcome or '')}."
    if step.kind is Kind.CHANCE:
        falls = (f"{branch_name(document, b)} {p}" for b, p in (step.chances or {}).items())
        return f"At {name} chance decides: {listed(falls, 'or')}."
    permitted = listed(branch_name(document, b) for b in step.permitted)
    text = f"At {name}: {branch_name(document, step.branch or '')}. Permitted: {permitted}."
    if step.instead is not None:
        text += f" The better plan takes {branch_name(document, step.instead)}."
    return text


def ending_text(document: Document, pump: Pump) -> str:
    """What the pump comes to: of which kind it is, precisely, and the two lotteries."""
    got, better = (prospect_text(document, plan.lottery) for plan in (pump.plan, pump.better))
    lotteries = f"{got} ≺ {better}"
    if pump.ending is Ending.ALWAYS_WORSE:
        kind = _KINDS[pump.ending, pump.turn]
        if len(pump.plan.lottery) == len(pump.better.lottery) == 1:
            return f"{kind}: {lotteries}. It ends with {got} where {better} was to be had."
        return (
            f"{kind}: whatever chance does, it ends with something strictly dispreferred to what "
            f"the better plan would have ended with. The lotteries: {lotteries}."
        )
    if pump.ending is Ending.NEVER_BETTER:
        return (
            f"The lottery is strictly dispreferred: {lotteries}. Whatever chance does, it never "
            "ends better than the better plan; it may end worse, and it may end as well."
        )
    return (
        f"The lottery is strictly dispreferred: {lotteries}. But it does not end worse whatever "
        "chance does: some of its ends are better than, or in a gap with, what the better plan may "
        "end with."
    )


def turn_text(pump: Pump) -> str:
    """Which of the plans goes on choosing."""
    return {
        Turn.TRADED_AWAY: "The better plan asked for no further choice: it only had to be kept.",
        Turn.PASSED_UP: "The better plan goes on choosing where this one has stopped.",
        Turn.BOTH: "",
    }[pump.turn]


def pump_text(document: Document, pump: Pump, rule: str) -> str:
    """That a rule is exploitable, by which plan, and which plan is better."""
    return (
        f"{rule} is exploitable here. It permits the plan {_quoted(plan_text(document, pump.plan))}, "
        f"to which the plan {_quoted(plan_text(document, pump.better))} is strictly preferred."
    )


def _quoted(text: str) -> str:
    return f"“{text}”"
