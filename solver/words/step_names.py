"""What the steps of a talk are called."""

from collections.abc import Sequence

from solver.page.talk_steps import SHOWS, Step, is_named_by_itself
from solver.translation import tr
from solver.words.names import Names
from solver.words.plan_names import plan_names


def step_names(names: Names, steps: Sequence[Step]) -> list[str]:
    """What the steps of a talk are called: where nobody named a plan it says, too, which it is."""
    nodes, branches = names.document.nodes, names.document.branches
    plans = {
        number: {at: to for at, to in step.plan.items() if at in nodes and to in branches}
        for number, step in enumerate(steps)
        if step.show == "plan" and (not step.name or is_named_by_itself(step))
    }
    plans = {number: plan for number, plan in plans.items() if plan}
    told = dict(zip(plans, plan_names(names, list(plans.values())).names, strict=True))
    return [
        step.name
        if number not in told
        else tr("{name}: {plan}").format(name=step.name or tr(SHOWS["plan"]), plan=told[number])
        for number, step in enumerate(steps)
    ]
