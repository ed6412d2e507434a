"""A money pump in words: each step, and what it comes to."""

from solver.analyses.money_pump import Ending, Pump, PumpStep, Turn
from solver.document.elements import Kind
from solver.translation import mark, tr
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted
from solver.words.plan_names import held_against

_KINDS = {
    (Ending.ALWAYS_WORSE, Turn.TRADED_AWAY): mark("A sure loss"),
    (Ending.ALWAYS_WORSE, Turn.PASSED_UP): mark("A sure gain passed up"),
    (Ending.ALWAYS_WORSE, Turn.BOTH): mark("Worse for sure"),
}


def step_text(names: Names, step: PumpStep) -> str:
    """One step of a pump."""
    if step.end is not None:
        return tr("The end: {end}.").format(end=names.end(step.end))
    name = names.node_in_sentence(step.node)
    if step.kind is Kind.CHANCE:
        falls = [
            f"{quoted(names.branch(b))} {names.range(*p)}" for b, p in (step.chances or {}).items()
        ]
        return tr("At {name} chance decides: {branches}.").format(
            name=name, branches=listed(falls, mark("or"))
        )
    permitted = listed([quoted(names.branch(b)) for b in step.permitted])
    text = tr("At {name}: {quoted}. Permitted: {permitted}.").format(
        name=name, quoted=quoted(names.branch(step.branch or "")), permitted=permitted
    )
    if step.instead is not None:
        text += tr(" The better plan takes {quoted}.").format(
            quoted=quoted(names.branch(step.instead))
        )
    return text


def ending_text(names: Names, pump: Pump) -> str:
    """What the pump comes to: of which kind it is, precisely, and the two prospects."""
    got, better = (names.prospect(plan.prospect) for plan in (pump.plan, pump.better))
    prospects = f"({got}) ≺ ({better})"
    if pump.ending is Ending.ALWAYS_WORSE:
        kind = tr(_KINDS[pump.ending, pump.turn])
        if pump.plan.prospect.is_sure and pump.better.prospect.is_sure:
            end, other = (names.end(next(iter(plan.prospect))) for plan in (pump.plan, pump.better))
            return tr(
                "{kind}: {end} ≺ {other}. It ends with {end} where {other} was available."
            ).format(kind=kind, end=end, other=other)
        return tr(
            "{kind}: whatever chance does, it ends with something strictly dispreferred to what the better plan would have ended with. The prospects: {prospects}."
        ).format(kind=kind, prospects=prospects)
    if pump.ending is Ending.NEVER_BETTER:
        return tr(
            "The prospect is strictly dispreferred: {prospects}. Whatever chance does, it never ends better than the better plan; it may end worse, and it may end as well."
        ).format(prospects=prospects)
    return tr(
        "The prospect is strictly dispreferred: {prospects}. But it does not end worse whatever chance does: some of its ends are better than, or in a gap with, what the better plan may end with."
    ).format(prospects=prospects)


def turn_text(pump: Pump) -> str:
    """Which of the plans goes on choosing."""
    return {
        Turn.TRADED_AWAY: tr(
            "The better plan asked for no further choice: it only had to be kept."
        ),
        Turn.PASSED_UP: tr("The better plan goes on choosing where this one has stopped."),
        Turn.BOTH: "",
    }[pump.turn]


def pump_text(names: Names, pump: Pump, rule: str) -> str:
    """That a rule is exploitable, by which plan, and which plan is better."""
    plan, better = held_against(names, [pump.plan.choices, pump.better.choices])
    return tr(
        "{rule} is exploitable here. It permits the plan {plan}, to which the plan {better} is strictly preferred."
    ).format(rule=rule, plan=quoted(plan), better=quoted(better))
