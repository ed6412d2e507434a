"""What the steps of a talk are called."""

from solver.page.talk_steps import Step
from solver.words.names import Names
from solver.words.step_names import step_names
from tests.documents.trees import choice, document, outcome


def test_steps_of_plans_that_nobody_named_say_which() -> None:
    names = Names(document(choice("c", ("a", "x"), ("b", "y")), [outcome("x"), outcome("y")]))
    first, gone = Step("plan", "Plan 1", plan={"c": "a"}), Step("plan", "Plan 3", plan={"z": "a"})
    own, other = Step("plan", "Mine", plan={"c": "b"}), Step("plan", plan={"c": "b"})
    told = step_names(names, [Step("values"), first, own, other, gone])
    one, two = (names.branch(id_) for id_ in "ab")
    assert told == ["", f"Plan 1: {one}", "Mine", f"Plan: {two}", "Plan 3"]
