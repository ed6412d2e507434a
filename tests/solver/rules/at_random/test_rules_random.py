"""All rules against the definitions word for word, on a thousand small random trees."""

import pytest

from solver.induction.tree.compiling import compile_tree
from solver.preferences.preference_cone import Preference
from solver.rules import RULES, solve
from tests.documents.at_random.random_documents import random_document
from tests.reference.agreement import RULE_SUBJECTS, SUBJECTS, all_agree
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS

BLOCKS, SIZE = 5, 200
EACH = 3  # rules for a tree, in turn; `tests.bench.agreement` asks all of each


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_rules_agree_with_their_definitions(block: int) -> None:
    seeds = range(block * SIZE, (block + 1) * SIZE)
    counted = all_agree(seeds, RULE_SUBJECTS, each=EACH)
    assert set(counted) == set(RULES)
    asked = SIZE * EACH // len(RULES)  # trees a rule
    least = {
        rule: asked // 2 if rule in (*BY_ENDS, *BY_INTERVALS) else 9 * asked for rule in RULES
    }  # many are refused
    assert all(checks.made >= least[rule] for rule, checks in counted.items())


def test_all_agree_where_every_comparison_is_a_linear_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As where the dual of the preference cone has too many rays."""
    monkeypatch.setattr(Preference, "dual", None)
    assert compile_tree(random_document(5000)).order.general is not None
    all_agree(range(5000, 5015), SUBJECTS)


@pytest.mark.parametrize("block", range(2))
def test_with_complete_preferences_all_rules_that_weigh_probabilities_agree(block: int) -> None:
    for seed in range(block * 40, (block + 1) * 40):
        document = random_document(seed, complete=True)
        answers = [
            solve(document, rule, limit=10**6).branches
            for rule in RULES
            if rule not in (*BY_ENDS, "credence")
        ]
        assert all(answer == answers[0] for answer in answers), f"seed {seed}"
