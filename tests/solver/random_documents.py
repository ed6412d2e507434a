"""Random small documents: scales, several criteria, statements, payoffs, remainders, zero chances."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from solver.document import (
    Branch,
    Completion,
    Criterion,
    Document,
    Kind,
    Node,
    Outcome,
    Preferences,
    ScaleUtility,
)
from solver.numerals import Numeral
from solver.preferences import clash


def random_document(random: Random, *, complete: bool = False, size: int = 9) -> Document:
    """A document that is valid to solve; ``complete`` puts everything on one scale and criterion."""
    criteria: dict[str, Criterion] = {}
    if not complete and random.random() < 0.4:
        criteria = {
            id_: Criterion(id=id_, better=random.choice(("more", "less"))) for id_ in ("c", "d")
        }
    elif random.random() < 0.3:
        criteria = {"c": Criterion(id="c", better=random.choice(("more", "less")))}
    outcomes = _outcomes(random, criteria, complete)
    document = Document(criteria=criteria, outcomes=outcomes)
    if not complete:
        document = _with_statements(random, document)
    document = _with_tree(random, document, size)
    if random.random() < 0.4:
        document = _with_payoffs(random, document)
    return document


def _number(random: Random) -> Numeral:
    return Numeral(random.choice(("0", "1", "2", "3", "1/2", "-1", "0.5", "150%")))


def _outcomes(random: Random, criteria: dict[str, Criterion], complete: bool) -> dict[str, Outcome]:
    outcomes = {}
    for i in range(random.randint(3, 5)):
        id_ = f"o{i}"
        if not complete and random.random() < 0.3:
            outcomes[id_] = Outcome(id=id_)
            continue
        scale = None if complete else random.choice(("s", "s", "t"))
        value: object = _number(random)
        if len(criteria) > 1:
            value = {c: _number(random) for c in criteria}
        outcomes[id_] = Outcome(id=id_, scale=scale, value=value)
    return outcomes


def _with_statements(random: Random, document: Document) -> Document:
    ids = list(document.outcomes)
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        x, y = random.sample(ids, 2)
        stated = document.preferences
        if random.random() < 0.75:
            changed = Preferences(better=(*stated.better, (x, y)), equal=stated.equal)
        else:
            changed = Preferences(better=stated.better, equal=(*stated.equal, (x, y)))
        candidate = replace(document, preferences=changed)
        if clash(candidate) is None:
            document = candidate
    return document


def _with_tree(random: Random, document: Document, size: int) -> Document:
    nodes: dict[str, Node] = {}
    branches: dict[str, Branch] = {}
    budget = [random.randint(2, size)]

    def grow(depth: int) -> str:
        id_ = f"n{len(nodes)}"
        leaf = depth > 3 or budget[0] <= 0 or (depth > 0 and random.random() < 0.25)
        if leaf:
            outcome = random.choice(list(document.outcomes))
            nodes[id_] = Node(id=id_, kind=Kind.OUTCOME, outcome=outcome)
            return id_
        kind = random.choice((Kind.CHOICE, Kind.CHOICE, Kind.CHANCE))
        nodes[id_] = Node(id=id_, kind=kind)
        count = random.choice((1, 2, 2, 2, 3))
        budget[0] -= count
        chances = _chances(random, count)
        for i in range(count):
            branch = f"b{len(branches)}"
            branches[branch] = Branch(id=branch, source=id_, target="")
            target = grow(depth + 1)
            branches[branch] = Branch(
                id=branch,
                source=id_,
                target=target,
                probability=chances[i] if kind is Kind.CHANCE else None,
            )
        return id_

    root = grow(0)
    return replace(document, nodes=nodes, branches=branches, root=root)


def _chances(random: Random, count: int) -> list[Numeral | None]:
    weights = [random.choice((0, 1, 1, 2, 3)) for _ in range(count)]
    if not sum(weights):
        weights[0] = 1
    total = sum(weights)
    chances: list[Numeral | None] = [Numeral.of(Fraction(w, total)) for w in weights]
    if random.random() < 0.3:
        chances[random.randrange(count)] = random.choice((Numeral("#"), None))
    return chances


def _with_payoffs(random: Random, document: Document) -> Document:
    """Payoffs on the criteria that everything below a branch has."""
    branches = dict(document.branches)
    for id_, branch in document.branches.items():
        below = [
            document.outcomes[node.outcome]
            for node in map(document.nodes.__getitem__, document.below(branch.target))
            if node.outcome is not None
        ]
        if random.random() < 0.3 and all(outcome.value is not None for outcome in below):
            payoff: object = _number(random)
            if len(document.criteria) > 1:
                payoff = {random.choice(list(document.criteria)): _number(random)}
            branches[id_] = Branch(
                id=id_,
                source=branch.source,
                target=branch.target,
                probability=branch.probability,
                payoff=payoff,
            )
    return replace(document, branches=branches)


def with_completion(random: Random, document: Document) -> Document:
    """A random completion: positive weights, any offsets; it may go against statements."""
    weight = (
        {c: Numeral.of(random.randint(1, 3)) for c in document.criteria}
        if len(document.criteria) > 1
        else Numeral.of(random.randint(1, 3))
    )
    scales = {
        scale: ScaleUtility(weight=weight, offset=Numeral.of(random.randint(-2, 2)))
        for scale in {o.scale_name for o in document.outcomes.values() if o.scale_name}
    }
    alone = {
        o.id: Numeral.of(random.randint(-3, 3))
        for o in document.outcomes.values()
        if o.value is None
    }
    return replace(document, completion=Completion(scales=scales, alone=alone))
