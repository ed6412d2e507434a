"""Rollback against plain fractions: which branches are best, ties included, and what the root is worth."""

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import lcm, prod

import numpy as np
import pytest

from solver.document.elements import Kind
from solver.document.model import Document
from solver.explain.case import Case
from solver.induction.tree import rollback as module
from solver.induction.tree.rollback import Rollback, prospects
from solver.rules import RULES, solve
from solver.whole_numbers import Whole
from tests.documents.trees import Tree, chance, choice, document, outcome
from tests.reference.plain_rollback import Plain, grown
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS
from tests.solver.induction.counting import counted

WAYS = ("_by_node", "_in_whole_numbers", "_in_floats", "_by_residues", "_decided")


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each way of computing is taken."""
    return counted(monkeypatch, Rollback, WAYS)


def drawn(draw: random.Random) -> list[Fraction]:
    """Utilities among which ties and near ties are many."""
    kind = draw.randrange(5)
    if kind == 0:
        return [Fraction(draw.randint(-3, 3)) for _ in range(5)]
    if kind == 1:
        return [1 + Fraction(draw.randint(-1, 1), 10**18) for _ in range(5)]
    if kind == 2:
        hair = Fraction(1, 10**30)
        return [Fraction(1, 3) + draw.randint(-1, 1) * hair for _ in range(5)]
    if kind == 3:
        return [Fraction(draw.randint(-9, 9), draw.choice((1, 3, 7, 10**6))) for _ in range(6)]
    return [
        draw.choice((-1, 1)) * Fraction(10) ** draw.choice((-300, -18, 0, 300)) for _ in range(6)
    ]


def check(tree: Plain, utilities: Sequence[Fraction], factor: int = 1) -> None:
    unit = lcm(*(utility.denominator for utility in utilities)) * factor
    whole = [int(utility * unit) for utility in utilities]
    rollback = Rollback(tree.levels, tree.leaf_kinds, whole, unit)
    best = rollback.best()
    value, wanted = tree.rolled(utilities)
    ours = np.empty(len(best), dtype=bool)
    ours[tree.levels.order] = best
    assert ours.tolist() == wanted
    assert rollback.value(best) == value


def fan(arms: Sequence[Sequence[tuple[Fraction, int]]]) -> Plain:
    """A choice among coins, each given by its sides: their probability and which utility."""
    tree = Plain([Kind.CHOICE], [[]], [[Fraction(1, len(arms))] * len(arms)], [-1])
    for arm in arms:
        tree.children[0].append(len(tree.kinds))
        below = range(len(tree.kinds) + 1, len(tree.kinds) + 1 + len(arm))
        tree.kinds.extend([Kind.CHANCE, *[Kind.OUTCOME] * len(arm)])
        tree.children.extend([[*below], *[[] for _ in arm]])
        tree.shares.extend([[share for share, _ in arm], *[[] for _ in arm]])
        tree.leaves.extend([-1, *[kind for _, kind in arm]])
    return tree


#: How each way is forced: nodes per level below which a tree counts as narrow, the largest number
#: taken to fit 64 bits, and a factor for all utilities (their order stays the same).
FORCED = {
    "node by node": (10**9, 2**61, 1),
    "node by node in floats": (10**9, 1, 1),
    "64 bits": (0, 2**61, 1),
    "64 bits below, residues above": (0, 2**12, 1),
    "residues": (0, 1, 1),
    "numbers of any size": (0, 2**61, 10**400),
}


@pytest.mark.parametrize("way", FORCED)
def test_random_trees_each_way(
    way: str, used: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow, safe, factor = FORCED[way]
    monkeypatch.setattr(module, "NARROW", narrow)
    monkeypatch.setattr(module, "SAFE", safe)
    draw = random.Random(len(way))
    for turn in range(250):
        # Small numbers throughout where a way is to be taken that needs them.
        is_small = turn % 2 == 0
        denominator = draw.choice((1, 2, 3)) if is_small else draw.choice((10, 10**9, 2**63 + 9))
        size = draw.choice((1, 6, 20, 60) if is_small else (6, 40, 150))
        utilities = drawn(draw)
        if is_small:
            utilities = [Fraction(draw.randint(-3, 3)) for _ in range(4)]
        tree = grown(draw, size, draw.random() / 2, denominator, len(utilities))
        check(tree, utilities, factor)
    wanted = {
        "node by node": {"_by_node": 250},
        "node by node in floats": {"_by_node": 250, "_decided": 50},
        "64 bits": {"_in_whole_numbers": 100, "_in_floats": 20},
        "64 bits below, residues above": {"_in_floats": 60, "_by_residues": 20, "_decided": 10},
        "residues": {"_in_floats": 100, "_by_residues": 60, "_decided": 10},
        "numbers of any size": {"_in_floats": 200, "_decided": 100},
    }[way]
    assert all(used[name] >= least for name, least in wanted.items()), used


@pytest.mark.parametrize("width", [2, 61])
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_residues_tell_what_floats_cannot(width: int, off: int, used: Counter[str]) -> None:
    """Averages of many numbers near 2^60 that differ in the last place, each way and not at all."""
    half = width * 50
    utilities = [Fraction(2**55 + i) for i in range(half)]
    utilities.append(utilities[-1] + off)
    each = [(Fraction(1, half), i) for i in range(half)]
    tree = fan([each, each[::-1], [*each[:-1], (Fraction(1, half), half)]])
    check(tree, utilities)
    check(tree, utilities, 3**50)
    assert used["_by_residues"] + used["_decided"] > 0


@pytest.mark.parametrize("narrow", [0, 10**9], ids=["in arrays", "node by node"])
def test_residues_of_weights_beyond_64_bits(
    narrow: int, used: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One side of 10^25 more or less, or the same in two parts."""
    monkeypatch.setattr(module, "NARROW", narrow)
    draw = random.Random(25)
    sides = 10**25
    for _ in range(100):
        k, off = draw.randrange(1, sides), draw.choice((-1, 0, 1))
        part = draw.randrange(k)
        splits = ([k], [max(k + off, 0)], [part, k - part])
        tree = fan(
            [
                [(Fraction(sides - sum(own), sides), 0), *[(Fraction(n, sides), 1) for n in own]]
                for own in splits
            ]
        )
        check(tree, [Fraction(0), Fraction(1)])
        check(tree, [Fraction(-1), Fraction(2)])
    assert used["_by_residues" if narrow == 0 else "_decided"] > 100


@pytest.mark.parametrize("narrow", [0, 10**9], ids=["in arrays", "node by node"])
@pytest.mark.parametrize("sides", [3, 49, 3000, 10_000])
def test_errors_of_floats_add_up_and_are_bounded(
    narrow: int, sides: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Coins of many sides that all end alike: a sum of floats is far from what it should be."""
    monkeypatch.setattr(module, "NARROW", narrow)
    share, hair = Fraction(1, sides), Fraction(1, 10**30)
    for off in (-1, 0, 1):
        tree = fan([[(share, 0)] * sides, [(Fraction(1), 1)]])
        check(tree, [1 + hair, 1 + hair + off * hair])


def test_prospects_follow_the_first_best_branch() -> None:
    draw = random.Random(11)
    for turn in range(150):
        tree = grown(draw, draw.choice((1, 8, 40)), draw.random() / 2, draw.choice((2, 5)), 4)
        large = 10**25 if turn % 3 == 0 else 1
        rows = [[draw.randint(-3, 3) * large, draw.randint(0, 2)] for _ in range(4)]
        points: Whole = np.array(rows, dtype=object if large > 1 else np.int64)
        levels = tree.levels
        best = Rollback(levels, tree.leaf_kinds, [row[0] for row in rows]).best()
        by_node = dict(zip(levels.order.tolist(), best.tolist(), strict=True))
        for mask in (best, None):
            wanted: list[list[Fraction]] = [[]] * len(tree.kinds)
            for node in reversed(range(len(tree.kinds))):
                below = [wanted[child] for child in tree.children[node]]
                if not below:
                    wanted[node] = [Fraction(entry) for entry in rows[tree.leaves[node]]]
                elif tree.kinds[node] is Kind.CHANCE:
                    wanted[node] = [
                        sum(
                            (p * b[k] for p, b in zip(tree.shares[node], below, strict=True)),
                            Fraction(0),
                        )
                        for k in range(2)
                    ]
                elif mask is None:
                    wanted[node] = [max(column) for column in zip(*below, strict=True)]
                else:
                    wanted[node] = next(wanted[c] for c in tree.children[node] if by_node[c])
            ours = [
                [Fraction(int(entry), levels.scales[depth]) for entry in row]
                for depth, level in enumerate(prospects(levels, tree.leaf_kinds, points, mask))
                for row in level.tolist()
            ]
            assert ours == [wanted[node] for node in levels.order.tolist()]


# ----------------------------------------------------------------------------- documents


def value_text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def expected(tree: Document) -> tuple[Fraction, dict[str, bool]]:
    """The value of the root and the permitted branches, from the texts in the document.

    The shares at a chance node and the values of outcomes are read by Python's own fractions.
    """
    worth: dict[str, Fraction] = {}
    permitted: dict[str, bool] = {}
    for node in reversed(tree.tree):
        entry, branches = tree.nodes[node], tree.children(node)
        if entry.outcome is not None:
            value = tree.outcomes[entry.outcome].value
            worth[node] = Fraction(value.text)  # type: ignore[union-attr]
        elif entry.kind is Kind.CHANCE:
            texts = [b.probability.text for b in branches]  # type: ignore[union-attr]
            shares = [Fraction(text) for text in texts]
            assert sum(shares) == 1
            pairs = zip(shares, branches, strict=True)
            worth[node] = sum((p * worth[b.target] for p, b in pairs), Fraction(0))
        else:
            worth[node] = max(worth[branch.target] for branch in branches)
            permitted |= {b.id: worth[b.target] == worth[node] for b in branches}
    assert tree.root_id is not None
    return worth[tree.root_id], permitted


def agrees(tree: Document) -> dict[str, bool]:
    """What expected utility permits, once it is known to be right."""
    solution = solve(tree, "eu", limit=1)
    permitted = {branch: bool(v.permitted) for branch, v in solution.branches.items()}
    value, wanted = expected(tree)
    assert permitted == wanted
    assert solution.value == value
    return permitted


class Maker:
    """Makes up ids and outcomes while a tree is written down."""

    def __init__(self) -> None:
        self.serial = 0
        self.outcomes: dict[str, str] = {}

    def new(self) -> str:
        self.serial += 1
        return f"x{self.serial}"

    def leaf(self, value: str) -> str:
        return self.outcomes.setdefault(value, f"o{len(self.outcomes)}")

    def coin(self, *parts: tuple[str, Tree]) -> Tree:
        return chance(self.new(), *[(self.new(), t, {"probability": p}) for p, t in parts])

    def choose(self, id_: str, **branches: Tree) -> Tree:
        return choice(id_, *branches.items())

    def document(self, tree: Tree) -> Document:
        return document(tree, [outcome(id_, "s", value) for value, id_ in self.outcomes.items()])


@pytest.mark.parametrize("wide", [False, True], ids=["node by node", "in arrays"])
@pytest.mark.parametrize("hair", ["1/1000000000000000000", "1e-30", "1/3e30", "1e-300"])
@pytest.mark.parametrize("sign", [-1, 0, 1])
def test_near_ties_both_ways(hair: str, sign: int, wide: bool) -> None:
    """A third each of three outcomes against one for sure, a hair off or exactly the same."""
    make = Maker()
    off = Fraction("1/3") / 10**30 if hair == "1/3e30" else Fraction(hair)
    leaf = make.leaf
    thirds = [("1/3", leaf("1")), ("1/3", leaf("1/3")), ("1/3", leaf("5/3"))]
    sure = leaf(value_text(1 + sign * off))
    tree = make.choose("n", bet=make.coin(*thirds), sure=sure, worse=leaf(value_text(1 - 2 * off)))
    if wide:  # many of the same, each under a coin of its own
        copies = []
        for i in range(200):
            bet = make.coin(*(thirds if i % 2 else thirds[::-1]))
            own = make.choose(f"n{i}", **{f"bet{i}": bet, f"sure{i}": sure})
            copies.append(("1/201", own))
        tree = make.coin(("1/201", tree), *copies)
    permitted = agrees(make.document(tree))
    assert permitted["bet"] == (sign <= 0)
    assert permitted["sure"] == (sign >= 0)
    assert not permitted["worse"]
    if wide:
        assert all(permitted[f"bet{i}"] == (sign <= 0) for i in range(200))
        assert all(permitted[f"sure{i}"] == (sign >= 0) for i in range(200))


def test_three_thirds_are_one() -> None:
    make = Maker()
    one = make.leaf("1")
    bet = make.coin(("1/3", one), ("1/3", one), ("1/3", one))
    tenths = make.coin(*[("0.1", one)] * 10)
    sevenths = make.coin(*[("1/7", make.leaf(str(i))) for i in range(-2, 5)])
    tree = make.choose("n", thirds=bet, tenths=tenths, sevenths=sevenths, sure=one)
    assert all(agrees(make.document(tree)).values())


@cache
def primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % p for p in found if p * p <= number):
            found.append(number)
        number += 1
    return found


@pytest.mark.parametrize("off", [-1, 0, 1])
@pytest.mark.parametrize("count", [20, 200])
def test_denominators_beyond_64_bits(count: int, off: int) -> None:
    """Two chains of coins with a prime number of sides, upwards and downwards: the same product.

    What one of them ends with is a hair off, or not.  On the way one may stop at nothing.
    """
    make = Maker()
    ends = {"up": Fraction(1), "down": 1 + Fraction(off, 10**40)}
    chains: dict[str, Tree] = {name: make.leaf(value_text(end)) for name, end in ends.items()}
    for i in range(count):
        for name, prime in zip(chains, (primes(count)[i], primes(count)[-1 - i]), strict=True):
            go = make.coin((f"1/{prime}", make.leaf("0")), (f"{prime - 1}/{prime}", chains[name]))
            if i % 3 == 0:
                stop = make.leaf("0")
                go = make.choose(f"{name}{i}", **{f"go {name}{i}": go, f"stop {name}{i}": stop})
            chains[name] = go
    assert prod(primes(count)) > 2**63
    permitted = agrees(make.document(make.choose("n", **chains)))
    assert permitted["up"] == (off <= 0)
    assert permitted["down"] == (off >= 0)
    assert all(best for branch, best in permitted.items() if branch.startswith("go"))
    assert not any(best for branch, best in permitted.items() if branch.startswith("stop"))


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_value_with_a_denominator_beyond_64_bits(off: int) -> None:
    """At the head of such a chain against its exact value, a hair off or not."""
    make = Maker()
    chain: Tree = make.leaf("1")
    value = Fraction(1)
    for prime in primes(60):
        chain = make.coin((f"1/{prime}", make.leaf("0")), (f"{prime - 1}/{prime}", chain))
        value *= Fraction(prime - 1, prime)
    assert value.denominator > 2**63
    sure = make.leaf(value_text(value + Fraction(off, 10**100)))
    permitted = agrees(make.document(make.choose("n", chain=chain, sure=sure)))
    assert permitted == {"chain": off <= 0, "sure": off >= 0}


@pytest.mark.parametrize("copies", [1, 150])
def test_huge_and_tiny_values_together(copies: int) -> None:
    """1e300 and its negative cancel exactly, so that what is left is told by 1e-300."""
    make = Maker()
    parts = []
    for i in range(copies):
        huge = [("1/3", make.leaf("1e300")), ("1/3", make.leaf("-1e300"))]
        options = {
            f"low{i}": make.coin(*huge, ("1/3", make.leaf("3e-300"))),
            f"tie{i}": make.coin(*huge, ("1/3", make.leaf("6e-300"))),
            f"tie again{i}": make.coin(("1/3", make.leaf("6e-300")), *huge[::-1]),
            f"sure{i}": make.leaf("2e-300"),
            f"never{i}": make.coin(("0", make.leaf("1e300")), ("1", make.leaf("1.9e-300"))),
            f"nothing{i}": make.leaf("0"),
        }
        if i % 2:  # rare enough to be as little as the others, or a hair more
            options[f"more{i}"] = make.coin(
                ("1e-300", make.leaf("3")), (value_text(1 - Fraction("1e-300")), make.leaf("0"))
            )
        parts.append((f"1/{copies}", make.choose(f"n{i}", **options)))
    permitted = agrees(make.document(make.coin(*parts)))
    best = {f"{name}{i}" for i in range(0, copies, 2) for name in ("tie", "tie again", "sure")}
    best |= {f"more{i}" for i in range(1, copies, 2)}
    assert {branch for branch, is_best in permitted.items() if is_best} == best


# --------------------------------------------------------------------------- large trees

DEPTH = 10_000


def ladder(depth: int, end: str) -> Document:
    """Stop at 1, or toss a coin: 1, or the same again.  All choices depend on what is at the end."""
    make = Maker()
    one = make.leaf("1")
    tree: Tree = make.leaf(end)
    for i in range(depth // 2):
        coin = make.coin(("1/2", one), ("1/2", tree))
        tree = make.choose(f"n{i}", **{f"stop{i}": one, f"go{i}": coin})
    return make.document(tree)


@pytest.mark.parametrize(("depth", "end"), [(DEPTH, "2"), (1000, "1"), (1000, "0")])
def test_a_long_chain_of_choices_and_coins(depth: int, end: str) -> None:
    """No recursion; at its head going on is better by 2^-5000 (all rules: see `test_rules`)."""
    tree = ladder(depth, end)
    permitted = agrees(tree)
    for i in range(depth // 2):
        assert permitted[f"go{i}"] == (end != "0" or i > 0)  # having stopped once, all is 1
        assert permitted[f"stop{i}"] == (end != "2")
    more = Fraction(1, 2 ** (depth // 2)) if end == "2" else 0
    assert solve(tree, "eu", limit=1).value == 1 + more


@cache
def star(size: int) -> tuple[Case, Fraction, dict[str, bool]]:
    """The tree, its expected value, and which branches are best."""
    make = Maker()
    leaves = {f"b{i}": make.leaf(f"{i % 100}/3") for i in range(size)}
    coin = make.coin(*[(f"1/{size}", id_) for id_ in leaves.values()])
    tree = make.document(make.choose("n", **leaves, coin=coin, sure=make.leaf("33")))
    return Case.of(tree), *expected(tree)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in BY_ENDS])
def test_a_star_of_many_leaves_with_ties(rule: str) -> None:
    """Ten thousand for a rule that rolls back, and for one that compares sets of prospects."""
    case, value, wanted = star(DEPTH if rule in ("eu", "dsm") else 1_000)
    solution = solve(case, rule, limit=1)
    assert {b: v.permitted for b, v in solution.branches.items()} == wanted
    assert solution.plans_total == sum(wanted.values()) == len(wanted) // 100 + 1
    valued = rule == "eu" or (rule in BY_INTERVALS and rule != "interval-dominance")
    assert solution.value == (value if valued else None)
