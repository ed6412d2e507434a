"""Reasons for comparisons, checked by what they claim: nothing here trusts the solver."""

import random
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pytest

from assets import example_text
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.explain.outcome_pair import Reason, reason
from solver.formats.quandary import loads
from solver.preferences.comparison import Relation
from solver.preferences.contradictions import clash
from solver.preferences.exact_simplex import Optimum, maximise
from solver.preferences.outcome_matrix import matrix
from solver.preferences.relations import relation_of
from solver.words.names import Names
from solver.words.outcome_pair_words import heading, sentences
from tests.documents.at_random.random_documents import random_document
from tests.documents.told_documents import told_of
from tests.documents.trees import choice, document, outcome
from tests.solver.preferences.test_statements import drawn

Utilities = Mapping[str, Fraction]


def values_of(tree: Document, id_: str) -> dict[str, Fraction]:
    """The values of an outcome, more always better."""
    return {
        c: -v if (own := tree.criterion(c)) and own.better == "less" else v
        for c, v in criterion_values(tree, tree.outcomes[id_].value).items()
    }


def any_utility(
    tree: Document, draw: random.Random
) -> tuple[Utilities, dict[tuple[str, str], Fraction]]:
    """A utility that is linear on every scale, whatever is stated, and its weights."""
    weights: dict[tuple[str, str], Fraction] = {}
    offsets: dict[str, Fraction] = {}
    result = {}
    for id_, given in tree.outcomes.items():
        scale = given.scale_name
        if scale is None:
            result[id_] = Fraction(draw.randint(-9, 9))
            continue
        total = offsets.setdefault(scale, Fraction(draw.randint(-9, 9)))
        for c, v in values_of(tree, id_).items():
            total += v * weights.setdefault((scale, c), Fraction(draw.randint(-9, 9)))
        result[id_] = total
    return result, weights


def is_completion(tree: Document, utilities: Utilities) -> bool:
    """Whether utilities come from positive weights and respect what is stated."""
    stated = tree.preferences
    if any(utilities[x] <= utilities[y] for x, y in stated.better):
        return False
    if any(utilities[x] != utilities[y] for x, y in stated.equal):
        return False
    scales: dict[str, list[str]] = {}
    for id_, given in tree.outcomes.items():
        if given.scale_name is not None:
            scales.setdefault(given.scale_name, []).append(id_)
    for ids in scales.values():
        names = list(values_of(tree, ids[0]))
        # u = offset + Σ (least + more) · value, with the least weight as great as possible, up to 1
        rows = [[values_of(tree, id_)[c] for c in names] for id_ in ids]
        columns = [(*(row[k] for row in rows), Fraction(0)) for k in range(len(names))]
        one = (Fraction(1),) * len(ids)
        columns += [(*one, Fraction(0)), (*(-v for v in one), Fraction(0))]
        columns += [(*(sum(row, Fraction(0)) for row in rows), Fraction(1))]
        columns += [(*(Fraction(0) for _ in rows), Fraction(1))]
        least = [Fraction(0)] * (len(columns) - 2) + [Fraction(1), Fraction(0)]
        answer = maximise(columns, (*(utilities[id_] for id_ in ids), Fraction(1)), least)
        if not isinstance(answer, Optimum) or answer.value <= 0:
            return False
    return True


def check_chain(tree: Document, found: Reason) -> None:
    ends = (found.x, found.y) if found.relation is not Relation.WORSE else (found.y, found.x)
    assert (found.chain[0].above, found.chain[-1].below) in (ends, ends[::-1])
    if found.relation is not Relation.EQUAL:
        assert (found.chain[0].above, found.chain[-1].below) == ends
    for one, next_one in zip(found.chain, found.chain[1:], strict=False):
        assert one.below == next_one.above
    stated = tree.preferences
    for link in found.chain:
        pair = (link.above, link.below)
        if link.scale is None:
            among = stated.better if link.relation is Relation.BETTER else stated.equal
            assert pair in among or (link.relation is Relation.EQUAL and pair[::-1] in among)
            continue
        assert {tree.outcomes[id_].scale_name for id_ in pair} == {link.scale}
        above, below = (values_of(tree, id_) for id_ in pair)
        assert all(above[c] >= below[c] for c in above)
        assert (above != below) == (link.relation is Relation.BETTER)
        assert {(c, a, b) for c, a, b in link.values} == {
            (c, criterion_values(tree, tree.outcomes[pair[0]].value)[c],
             criterion_values(tree, tree.outcomes[pair[1]].value)[c]) for c in above
        }  # fmt: skip
    strict = any(link.relation is Relation.BETTER for link in found.chain)
    assert strict == (found.relation is not Relation.EQUAL)


def check_sum(tree: Document, found: Reason, draw: random.Random) -> None:
    above, below = found.x, found.y
    if found.relation is Relation.WORSE:
        above, below = below, above
    stated = tree.preferences
    for term in found.terms:
        assert term.times > 0
        if term.link is not None:
            pair = (term.link.above, term.link.below)
            among = stated.better if term.link.relation is Relation.BETTER else stated.equal
            assert pair in among or (term.link.relation is Relation.EQUAL and pair[::-1] in among)
    strict = any(t.link is None or t.link.relation is Relation.BETTER for t in found.terms)
    assert strict == (found.relation is not Relation.EQUAL)
    for _ in range(12):  # the sum is an identity: it holds for every linear utility
        utility, weights = any_utility(tree, draw)
        total = Fraction(0)
        for term in found.terms:
            if term.link is not None:
                total += term.times * (utility[term.link.above] - utility[term.link.below])
            else:
                assert term.weight is not None
                total += term.times * weights[term.weight]
        assert total == utility[above] - utility[below]


def check_completions(tree: Document, found: Reason) -> None:
    if not relation_of(tree).has_completions:
        assert found.completions is None
        return
    assert found.completions is not None
    higher, lower = found.completions
    assert higher[found.x] > higher[found.y]
    assert lower[found.x] < lower[found.y]
    assert is_completion(tree, higher)
    assert is_completion(tree, lower)


def check(tree: Document, x: str, y: str, draw: random.Random) -> str:
    found = reason(tree, x, y)
    assert found.relation is matrix(tree)[x, y].relation
    said = sentences(Names(tree), found)
    assert all(sentence[-1] in ".:;" for sentence in said)
    if found.chain:
        check_chain(tree, found)
        return f"chain of {min(len(found.chain), 3)}"
    if found.terms:
        check_sum(tree, found, draw)
        return f"sum, {found.relation}"
    check_completions(tree, found)
    return "gap"


def on_two_scales(seed: int) -> Document:
    """Statements between two scales that one hidden utility satisfies: here differences add up."""
    draw = random.Random(seed)
    outcomes, utility = [], {}
    for scale in "st":
        weight, offset = draw.randint(1, 3), draw.randint(-2, 2)
        for i, value in enumerate((0, 1, 2, 3, draw.randint(4, 8), draw.randint(-4, -1))):
            outcomes.append(outcome(f"{scale}{i}", scale, value))
            utility[f"{scale}{i}"] = weight * value + offset
    stated: dict[str, list[list[str]]] = {"better": [], "equal": []}
    for _ in range(60):
        x, y = draw.choice("012345"), draw.choice("012345")
        if abs(utility[f"s{x}"] - utility[f"t{y}"]) > 1:
            continue  # close calls bind scales together
        pair = sorted((f"s{x}", f"t{y}"), key=utility.__getitem__, reverse=True)
        equal = utility[pair[0]] == utility[pair[1]]
        stated["equal" if equal else "better"].append(pair)
    return document(choice("n", ("b", "s0")), outcomes, preferences=stated)


def test_every_reason_is_one() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(200):
        makers = (drawn, random_document, on_two_scales, on_two_scales)
        tree = makers[seed % 4](seed)
        if clash(tree) is not None or len(tree.outcomes) < 2:
            continue
        draw = random.Random(seed)
        for _ in range(4):
            kinds[check(tree, *draw.sample(list(tree.outcomes), 2), draw)] += 1
    wanted = {"chain of 1", "chain of 2", "chain of 3", "sum, better", "sum, worse", "gap"}
    assert set(kinds) >= wanted, kinds
    assert min(kinds.values()) >= 3, kinds


@pytest.mark.parametrize("name", told_of())
def test_reasons_in_the_phrasebook(name: str) -> None:
    tree = told_of()[name].expanded
    if tree.preferences.relation == "timestep-dominance":
        return
    draw = random.Random(name)
    for x in tree.outcomes:
        for y in tree.outcomes:
            if x != y:
                check(tree, x, y, draw)


def affine() -> Document:
    outcomes = [
        *(outcome(f"s{i}", "s", i) for i in range(4)),
        *(outcome(f"t{i}", "t", i) for i in range(3)),
        outcome("X"),
        outcome("Y"),
    ]
    stated = {"equal": [["s0", "t0"], ["s1", "t1"]], "better": [["X", "s1"], ["s3", "X"]]}
    return document(choice("n", ("b", "X")), outcomes, preferences=stated)


def test_equal_differences_add_up_to_equal_outcomes() -> None:
    tree = affine()
    found = reason(tree, "s2", "t2")
    check_sum(tree, found, random.Random(0))
    assert found.relation is Relation.EQUAL
    assert any(
        "u(s2) − u(t2) = 2 · [u(s1) − u(t1)]" in text for text in sentences(Names(tree), found)
    )


def test_a_chain_in_words() -> None:
    tree = affine()
    found = reason(tree, "t0", "X")
    assert heading(Names(tree), found) == "t0 ≺ X"
    assert sentences(Names(tree), found) == (
        "X ≻ s1 is stated outright;",
        "s1 ~ t1 is stated outright;",
        "t1 ≻ t0 by the scale “t”: 1 > 0.",
        "Together, since preferences are transitive: t0 ≺ X.",
    )


def test_a_gap_in_words() -> None:
    tree = loads(example_text("shutdown"))
    assert sentences(Names(tree), reason(tree, "L", "S")) == (
        "“Lucky task done” stands on the scale “two steps”, “Shut down early” on “one step”: they share "
        "no scale.",
        "Two completions that satisfy everything stated disagree:",
        "u(Lucky task done) = 2 > u(Shut down early) = 0, with u(Unlucky task done) = 1;",
        "u(Lucky task done) = 1 < u(Shut down early) = 2, with u(Unlucky task done) = 0.",
        "So any of Lucky task done ≻ Shut down early, Lucky task done ~ Shut down early and "
        "Lucky task done ≺ Shut down early could be stated consistently with the rest.",
    )


def test_scale_by_scale_has_no_completions() -> None:
    outcomes = [outcome("a", "s", 1), outcome("b", "t", 1)]
    tree = document(
        choice("n", ("b", "a")), outcomes, preferences={"relation": "timestep-dominance"}
    )
    found = reason(tree, "a", "b")
    assert found == Reason("a", "b", Relation.GAP)
    assert "scale by scale" in sentences(Names(tree), found)[1]


def test_what_clashes_or_cannot_be_computed_is_said() -> None:
    circle = {"better": [["A", "B"], ["B", "A"]]}
    outcomes = [outcome("A"), outcome("B"), outcome("bad", "s", "1/0")]
    tree = document(choice("n", ("b", "A")), outcomes, preferences=circle)
    assert "circle" in sentences(Names(tree), reason(tree, "A", "B"))[0]
    fine = document(choice("n", ("b", "A")), outcomes)
    assert "cannot be computed" in sentences(Names(fine), reason(fine, "A", "bad"))[0]
