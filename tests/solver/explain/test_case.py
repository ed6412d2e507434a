"""One analysed case for all questions: the tree is made ready once, and what was found is kept."""

from contextlib import suppress

import pytest

import assets
from solver.analyses.completion_map import completion_map
from solver.analyses.policies import improve, stated_policy
from solver.analyses.policy_faces.undominated_policies import Policies
from solver.analyses.rationales import rationalise
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.trammelling import trammelling
from solver.analyses.walk_through import walked_tree
from solver.budget import Budget
from solver.document.model import Document
from solver.errors import Cancelled, NotSolvable
from solver.explain import case as analysed
from solver.explain.case import Case
from solver.formats.exporting.markup import MARKDOWN
from solver.formats.exporting.paper import paper
from solver.formats.quandary import loads
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.rules import RULES, solve
from solver.rules.why import why_branch


def test_all_questions_share_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Document] = []

    def counted(document: Document) -> Compiled:
        compiled.append(document)
        return compile_tree(document)

    monkeypatch.setattr(analysed, "compile_tree", counted)
    shutdown = loads(assets.example_text("shutdown"))
    case = Case.of(shutdown)
    found = solve(case, "dsm")
    assert why_branch(case, "caprice", "continue | lucky").permitted
    trees = (
        walked_tree(case, "naive").tree,
        side_by_side(case).tree,
        completion_map(case).tree,
        Policies.of(case).tree,
    )
    assert all(tree is case.tree for tree in trees)
    assert improve(case).better is not None
    assert stated_policy(case).lottery
    assert rationalise(case, "dsm").complete
    assert paper(case, MARKDOWN, RULES["dsm"], found)
    assert len(compiled) == 1


def test_what_a_way_settles_is_worked_out_once_for_all_rules_unless_it_was_cut_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = Case.of(loads(assets.example_text("shutdown")))
    with monkeypatch.context() as patched:
        patched.setattr(Budget, "is_late", True)
        cut = walked_tree(case, "naive").trammelling
    case = case.asked(None)
    whole = walked_tree(case, "naive").trammelling
    assert cut is not None
    assert whole is not None
    assert (cut.complete, whole.complete) == (False, True)
    assert walked_tree(case, "caprice").trammelling is whole
    assert trammelling(Case.of(case.tree.document)) == whole


@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm"])
def test_what_others_have_found_changes_no_answer(rule: str) -> None:
    for example in assets.EXAMPLES:
        document = loads(assets.example_text(example.name))
        case = Case.of(document)
        for other in RULES:
            with suppress(NotSolvable):  # no answer for gaps, or without one scale
                if other != rule:
                    solve(case, other)
        one, alone = solve(case, rule), solve(document, rule)
        assert dict(one.branches) == dict(alone.branches)
        assert [p.plan for p in one.plans] == [p.plan for p in alone.plans]
        assert (one.dominated_total, one.gaps) == (alone.dominated_total, alone.gaps)


def test_what_was_found_is_kept_also_for_whoever_else_may_stop() -> None:
    calls: list[Budget | None] = []

    def finds(tree: Compiled, budget: Budget) -> int:
        budget.look()
        calls.append(budget)
        return len(tree)

    def counts(tree: Compiled) -> int:
        calls.append(None)
        return len(tree)

    case = Case.of(loads(assets.example_text("pizza")))
    stopped = Case.of(case, lambda: True)
    with pytest.raises(Cancelled):
        stopped.within(finds)
    budget = Budget()
    assert case.within(finds, budget) == case.within(finds) == stopped.within(finds)
    assert case.once(counts) == case.once(counts) == len(case.tree)
    assert calls == [budget, None]
