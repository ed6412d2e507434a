"""Tables of plans, of values and of branches where a document lists opinions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import msgspec
import openpyxl
import pytest

import assets
from app.export.encode import encoded
from app.export.options import AS_USUAL
from app.export.subject import Subject
from solver.analyses.criteria.league import league
from solver.document.elements import Kind
from solver.document.model import Document
from solver.formats.exporting.interchange.sheets import Sheet, plans_sheet, tree_sheet, values_sheet
from solver.formats.quandary import loads
from solver.rules import solve
from solver.translation import capital
from tests.documents import trees
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.all_plans import Reference
from tests.reference.opinions import plain

ZERO = Fraction(0)
Found = Mapping[str, Sequence[float | str | None]]


def columns(sheet: Sheet) -> Found:
    """The columns by their heads; numbers exactly where the sheet has them exactly."""
    found = dict(zip(sheet.heads, zip(*sheet.rows, strict=True), strict=True))
    return found | {head.removesuffix(" (exact)"): own for head, own in found.items()}


def exact(cell: float | str | None) -> Fraction | None:
    return None if cell is None else Fraction(str(cell))


def walked(
    reference: Reference, choices: Mapping[str, str]
) -> list[tuple[str, Fraction, Mapping[str, Fraction]]]:
    """Each leaf that a plan reaches: its outcome, how likely it is, and what is paid on the way."""
    document, found = reference.document, []

    def walk(node: str, chance: Fraction) -> None:
        outcome = document.nodes[node].outcome
        if outcome is not None and chance:
            found.append((outcome, chance, reference.paid[node]))
        is_chance = document.nodes[node].kind is Kind.CHANCE
        for place, branch in enumerate(document.children(node)):
            if is_chance:
                walk(branch.target, chance * reference.probabilities(node)[place])
            elif choices.get(node) == branch.id:
                walk(branch.target, chance)

    walk(reference.root, Fraction(1))
    return found  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_every_opinion_has_its_columns_and_the_interval_beside_them(seed: int) -> None:
    made = random_opinions(seed)
    rows, found = league(made, "dsm").rows, columns(plans_sheet(made, None))
    names = {o.id: o.label or o.id for o in made.outcomes.values()}
    scales = {o.scale_name for o in made.outcomes.values() if o.scale_name is not None}
    compared = 0
    for id_ in made.opinions:
        reference = Reference(plain(made.under(id_)))
        for place, row in enumerate(rows):
            leaves = walked(reference, row.plan.choices)
            for outcome, name in names.items():
                if f"P({name}) ({id_})" in found:
                    mass = sum((p for o, p, _ in leaves if o == outcome), ZERO)
                    assert exact(found[f"P({name}) ({id_})"][place]) == mass
            for scale in scales:
                for criterion in made.criterion_ids:
                    parts = [
                        (p, own[criterion] + paid.get(criterion, ZERO))
                        for o, p, paid in leaves
                        if reference.document.outcomes[o].scale_name == scale
                        and criterion in (own := _values(reference.document, o))
                    ]
                    alone = f"Expected {criterion}"
                    given = f"{capital(criterion)} given {scale}"
                    head = alone if f"{alone} ({id_})" in found else given
                    if parts and f"{head} ({id_})" in found:
                        value = sum((p * v for p, v in parts), ZERO) / sum(p for p, _ in parts)
                        assert exact(found[f"{head} ({id_})"][place]) == value
                        compared += 1
    reached = {made.nodes[node].outcome for node in made.tree}
    valued = any(made.outcomes[id_].value is not None for id_ in reached if id_)
    assert compared or not valued
    for head in [h.removesuffix(", least") for h in found if h.endswith(", least")]:
        for place in range(len(rows)):
            own = [exact(found[f"{head} ({id_})"][place]) for id_ in made.opinions]
            ends = [exact(found[f"{head}, {word}"][place]) for word in ("least", "greatest")]
            known = [number for number in own if number is not None]
            assert ends == ([None, None] if None in own else [min(known), max(known)])


def _values(document: Document, outcome: str) -> Mapping[str, Fraction]:
    value = document.outcomes[outcome].value
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {c: n.value({}) for c, n in value.items()}
    return {document.criterion_ids[0]: value.value({})}


def test_two_bets_by_their_numbers() -> None:
    bets = loads(assets.example_text("two-bets"))
    found = columns(plans_sheet(bets, solve(bets, "dsm")))
    assert [exact(n) for n in found["Expected value (Rain unlikely)"]] == [5, 12.5, -7.5, 0]
    assert [exact(n) for n in found["Expected value (Rain likely)"]] == [5, -5, 10, 0]
    assert [exact(n) for n in found["Expected value, least"]] == [5, -5, -7.5, 0]
    assert [exact(n) for n in found["Expected value, greatest"]] == [5, 12.5, 10, 0]
    assert found["Dominated by"] == (None, None, None, "a")
    assert "Expected value" not in found  # of no opinion
    by_branch = columns(tree_sheet(bets, None))
    rain = [i for i, own in enumerate(by_branch["Probability (Rain likely)"]) if own == 0.8]
    assert rain
    assert all(by_branch["Probability (Rain unlikely)"][i] in (0.1, 0.9) for i in rain)
    by_node = columns(values_sheet(bets, solve(bets, "gamma-maximin")))
    first = by_node["Node"].index(bets.root_id)
    assert [by_node[f"Expected value{of}"][first] for of in (" (Rain unlikely)", ", least")] == [
        5,
        5,
    ]


def test_opinions_of_one_label_are_told_by_their_ids_and_a_workbook_has_them() -> None:
    text = assets.example_text("two-bets").replace("Rain unlikely", "Rain likely")
    bets = loads(text)
    book = openpyxl.load_workbook(BytesIO(encoded(Subject(bets), ".xlsx", AS_USUAL)))
    heads = [str(cell.value) for cell in book["Plans"][1]]
    assert len(set(heads)) == len(heads)
    assert [h for h in heads if h.startswith("Expected value (")] == [
        f"Expected value ({id_})" for id_ in bets.opinions
    ]


def test_choices_and_outcomes_that_are_called_alike_have_columns_of_their_own() -> None:
    lower = trees.choice("m", ("c", "x"), ("d", "z"))
    ends = [trees.outcome(id_, "s", value) for value, id_ in enumerate("xyz")]
    opinions = [{"id": "low"}, {"id": "high"}]
    made = trees.document(trees.choice("n", ("a", lower), ("b", "y")), ends, opinions=opinions)
    nodes = {id_: msgspec.structs.replace(n, label="Go?") for id_, n in made.nodes.items()}
    outcomes = {
        id_: msgspec.structs.replace(o, label="same" if id_ in "yz" else "")
        for id_, o in made.outcomes.items()
    }
    made = replace(made, nodes=nodes, outcomes=outcomes)
    heads = plans_sheet(made, None).heads
    assert len(set(heads)) == len(heads)
    assert {"P(same (y)) (low)", "P(same (z)) (high)"} < set(heads)
