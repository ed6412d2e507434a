"""Thresholds where the policy settles choices: those are chances, and their numbers are followed."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest

import assets
from solver.document.elements import BY_POLICY, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetNode
from solver.errors import NotSolvable
from solver.formats.quandary import loads
from solver.rules import solve
from solver.sensitivity.points import with_values
from solver.sensitivity.thresholds import thresholds
from tests.documents.one_parameter import SHARES, one_parameter

T = "t"


def with_policies(seed: int, relation: str) -> Document:
    """A document in which policies depend on the parameter, too."""
    draw = random.Random(seed)
    found = one_parameter(seed, relation)
    for node in found.nodes.values():
        below = found.children(node.id)
        if node.kind is Kind.CHOICE and len(below) == 2 and draw.random() < 0.8:
            for branch, share in zip(below, draw.choice(SHARES), strict=True):
                found = SetBranch(branch.id, {"policy": Numeral(share)}).apply(found)
    return found


def settled(seed: int, relation: str) -> tuple[Document, set[str]]:
    """Such a document with choices that the policy settles, and all nodes there."""
    found = with_policies(seed, relation)
    inner = [n for n in found.tree[1:] if found.nodes[n].kind is not Kind.OUTCOME]
    if not inner:
        return found, set()
    chosen = random.Random(seed).choice(inner)
    return SetNode(chosen, {"conduct": BY_POLICY}).apply(found), set(found.below(chosen))


def as_chances(document: Document, held: set[str]) -> Document:
    """The same with chance nodes in the place of these choices."""
    nodes, branches = dict(document.nodes), dict(document.branches)
    for id_ in held:
        node = msgspec.structs.replace(nodes[id_], conduct=None)
        if node.kind is Kind.CHOICE:
            node = msgspec.structs.replace(node, kind=Kind.CHANCE)
            for branch in document.children(id_):
                share = branch.policy or Numeral("#")
                branches[branch.id] = msgspec.structs.replace(
                    branch, probability=share, policy=None
                )
        nodes[id_] = node
    return replace(document, nodes=nodes, branches=branches)


@pytest.mark.parametrize(
    ("relation", "rule", "seeds"),
    [
        *(("expected-multi-utility", rule, 12) for rule in ("dsm", "credence")),
        ("expected-multi-utility", "caprice", 8),
        ("timestep-dominance", "naive", 8),
        ("timestep-dominance", "credence", 12),
    ],
)
def test_they_are_those_of_the_tree_with_chances(relation: str, rule: str, seeds: int) -> None:
    compared = changed = 0
    for seed in range(seeds):
        document, held = settled(seed, relation)
        plain = as_chances(document, held)
        if plain == document or not any(
            n.kind is Kind.CHOICE for n in (plain.nodes[i] for i in plain.tree)
        ):
            continue
        try:
            found, wanted = (thresholds(each, T, rule) for each in (document, plain))
        except NotSolvable:
            continue  # nothing uses the parameter
        asked = "irrational values are not asked" not in found.incomplete
        assert not asked or found.is_complete == wanted.is_complete
        bounds = {p.low.low for f in (found, wanted) for p in f.pieces if p.low.is_rational}
        places = sorted({*bounds, Fraction(0), Fraction(1)})
        places += [(a + b) / 2 for a, b in pairwise(places)]
        for value in places:
            here, there = found.at(value), wanted.at(value)
            assert here is not None
            assert there is not None
            assert here.answer is not None, (seed, value, here.refused)
            assert there.answer is not None
            own = {b: v for b, v in here.answer.branches.items() if b in there.answer.branches}
            assert own == dict(there.answer.branches), (seed, value)
            said = solve(with_values(document, {T: value}), rule).branches
            assert all(said[b].permitted == v for b, v in here.answer.branches.items())
        compared += 1
        changed += len(wanted.pieces) > 1
    assert compared >= seeds // 4
    assert changed > 0


@pytest.mark.parametrize("rule", ["dsm", "naive", "caprice", "e-admissible", "credence"])
def test_the_contract_is_required_just_where_the_credences_are_one_number_below_1(
    rule: str,
) -> None:
    contract = loads(assets.example_text("contract"))
    for y, required in (("1/2", ["1/2"]), ("1/3", ["1/3"]), ("0", ["0"]), ("1", [])):
        found = thresholds(with_values(contract, {"y": Fraction(y)}), "x", rule)
        assert found.is_complete
        sure = [
            piece
            for piece in found.pieces
            if piece.answer is not None and not piece.answer.branches["do not sign"]
        ]
        assert [str(piece.low) for piece in sure] == required
        assert all(piece.is_point for piece in sure)
    free = SetNode("later", {"conduct": None}).apply(contract)
    found = thresholds(free, "x", rule)
    assert found.is_complete
    verdicts = {p.answer.branches["do not sign"] for p in found.pieces if p.answer is not None}
    assert verdicts == ({True, False} if rule == "credence" else {True})
