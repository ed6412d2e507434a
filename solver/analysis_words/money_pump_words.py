"""A money pump in words: each step, and what it comes to."""

from solver.analyses.money_pump import Ending, Pump, PumpStep, Turn
from solver.document.elements import Kind
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted
from solver.words.plan_names import held_against

_KINDS = {
    (Ending.ALWAYS_WORSE, Turn.TRADED_AWAY): "A sure loss",
    (Ending.ALWAYS_WORSE, Turn.PASSED_UP): "A sure gain passed up",
    (Ending.ALWAYS_WORSE, Turn.BOTH): "Worse for sure",
}


def step_text(names: Names, step: PumpStep) -> str:
    """One step of a pump."""
    if step.end is not None:
        return f"The end: {names.end(step.end)}."
    name = names.node_in_sentence(step.node)
    if step.kind is Kind.CHANCE:
        falls = [
            f"{quoted(names.branch(b))} {names.range(*p)}" for b, p in (step.chances or {}).items()
        ]
        return f"At {name} chance decides: {listed(falls, 'or')}."
    permitted = listed([quoted(names.branch(b)) for b in step.permitted])
    text = f"At {name}: {quoted(names.branch(step.branch or ''))}. Permitted: {permitted}."
    if step.instead is not None:
        text += f" The better plan takes {quoted(names.branch(step.instead))}."
    return text


def ending_text(names: Names, pump: Pump) -> str:
    """What the pump comes to: of which kind it is, precisely, and the two prospects."""
    got, better = (names.prospect(plan.prospect) for plan in (pump.plan, pump.better))
    prospects = f"({got}) ≺ ({better})"
    if pump.ending is Ending.ALWAYS_WORSE:
        kind = _KINDS[pump.ending, pump.turn]
        if pump.plan.prospect.is_sure and pump.better.prospect.is_sure:
            end, other = (names.end(next(iter(plan.prospect))) for plan in (pump.plan, pump.better))
            return f"{kind}: {end} ≺ {other}. It ends with {end} where {other} was to be had."
        return (
            f"{kind}: whatever chance does, it ends with something strictly dispreferred to what "
            f"the better plan would have ended with. The prospects: {prospects}."
        )
    if pump.ending is Ending.NEVER_BETTER:
        return (
            f"The prospect is strictly dispreferred: {prospects}. Whatever chance does, it never "
            "ends better than the better plan; it may end worse, and it may end as well."
        )
    return (
        f"The prospect is strictly dispreferred: {prospects}. But it does not end worse whatever "
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


def pump_text(names: Names, pump: Pump, rule: str) -> str:
    """That a rule is exploitable, by which plan, and which plan is better."""
    plan, better = held_against(names, [pump.plan.choices, pump.better.choices])
    return (
        f"{rule} is exploitable here. It permits the plan {quoted(plan)}, "
        f"to which the plan {quoted(better)} is strictly preferred."
    )
