"""Rules, improved policies and rationales under several opinions, against the definitions word for word.

Word for word takes its time: a thousand documents are each asked about one rule, in turn, and a few about all;
20,000 about all by ``python -m tests.bench.agreement --opinions``.
"""

from collections import Counter

import pytest

from solver.rules import RULES
from tests.reference.agreement import Checks
from tests.reference.opinions_agreement import OF_SETTLED, SUBJECTS, all_agree
from tests.reference.settled_opinions import settled_together

RELATIONS = ("expected-multi-utility", "timestep-dominance")
BLOCKS, SIZE = 5, 200


@pytest.mark.parametrize("relation", RELATIONS)
def test_all_agree_with_their_definitions(relation: str) -> None:
    counted = all_agree(range(6), relation)
    assert set(counted) == set(SUBJECTS)
    assert sum(checks.made for checks in counted.values()) > 700


@pytest.mark.parametrize("block", range(BLOCKS))
def test_each_rule_agrees_with_its_definition(block: int) -> None:
    rules, counted, documents = list(RULES), Checks(), Counter[str]()
    for seed in range(block * SIZE, (block + 1) * SIZE):
        rule, relation = rules[seed % len(rules)], RELATIONS[seed // len(rules) % 2]
        counted.made += all_agree(range(seed, seed + 1), relation, {rule: SUBJECTS[rule]})[
            rule
        ].made
        documents[rule] += 1
    assert min(documents[rule] for rule in rules) >= SIZE // len(rules)
    assert counted.made > 10 * SIZE


@pytest.mark.parametrize("block", range(3))
def test_rules_agree_where_conduct_settles_choices_under_all_opinions_at_once(block: int) -> None:
    subjects, made = list(OF_SETTLED), Counter[str]()
    for seed in range(block * 100, (block + 1) * 100):
        subject, relation = subjects[seed % len(subjects)], RELATIONS[seed // len(subjects) % 2]
        asked = {subject: OF_SETTLED[subject]}
        counted = all_agree(range(seed, seed + 1), relation, asked, settled_together)[subject]
        made[subject] += counted.made
    assert made.total() > 500
    assert min(made[subject] for subject in subjects) >= 5
