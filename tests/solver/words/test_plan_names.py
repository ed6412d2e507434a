"""What plans beside each other share."""

from assets import example_text
from solver.analyses.criteria.league import all_plans
from solver.formats.quandary import loads
from solver.induction.tree.compiling import compile_tree
from solver.words.names import Names
from solver.words.plan_names import plan_name, plan_names
from tests.documents.trees import Tree, choice, document, outcome


def test_what_plans_share_at_one_of_several_choices_is_told_with_it() -> None:
    """“All: sell” would be said of the other choices, too."""
    names = Names(loads(example_text("oil")))
    plans = [plan.choices for plan in all_plans(compile_tree(names.document))]
    test = [plan for plan in plans if len(plan) > 1]
    (none,) = {n for plan in test for n in plan if names.node(n).endswith("structure: none")}
    alike = [plan for plan in test if names.branch(plan[none]) == "stop"]
    assert plan_names(names, alike).shared == "seismic test; then stop if structure: none"
    assert plan_names(names, test).shared == "seismic test"


def test_a_label_that_holds_a_condition_is_told_like_any_other() -> None:
    tree: Tree = "x"
    for stage in "321":
        label = {"label": "wait if dark"}
        tree = choice(f"n{stage}", (f"a{stage}", tree, label), (f"b{stage}", "y"))
    names = Names(document(tree, [outcome("x"), outcome("y")]))
    assert plan_name(names, {f"n{stage}": f"a{stage}" for stage in "123"}) == "always wait if dark"
