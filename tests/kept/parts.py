"""What explanations, money pumps and walks consist of, for a few small documents, part by part.

That the parts are right on random trees is held against `tests.reference`; here a few are whole.
"""

from collections.abc import Iterator
from typing import Final

from solver.analyses.rule_comparison import side_by_side
from solver.analyses.walk_through import position, result, walked_tree
from solver.document.elements import Kind
from solver.explain.explanation import Explanation
from tests.documents.told_documents import told_of
from tests.kept.saying import asked_why, little, pumps, some_walks
from tests.kept.telling import shown, stated

EXPLAINED: Final = ("single-souring", "caprice-clauses", "off-the-plan", "costs", "three-bets")
COMPARED: Final = ("single-souring", "pizza", "paid")
WALKED: Final = ("single-souring", "chance-pump", "off-the-plan")


#: Rules whose explanations are held to the reference, but kept as phrases only.
OF_ENDS: Final = frozenset({"maximin", "maximax", "minimax-regret", "sophisticated", "credence"})


def explained() -> Iterator[str]:
    """By rule, clause and what is asked about: the first explanation that has several parts."""
    told: set[tuple[object, ...]] = set()
    every = told_of()
    for name in EXPLAINED:
        for asked, found in asked_why(name, every[name]):
            if found.rule in OF_ENDS:
                continue
            key = (found.clause.name, found.rule, found.branch is None, found.off_plan, found.every)
            if key not in told:
                told.add(key)
                yield asked
                yield from _explained(found)


def _explained(found: Explanation) -> Iterator[str]:
    parts = {k: v for k, v in stated(found) if k not in ("rule", "branch", "plan")}
    for witness in (*parts.pop("witnesses", ()), parts.pop("dominated_by", None)):
        for name, value in stated(witness) if witness is not None else ():
            yield f"    {name}: {shown(value)}"
            if name == "completion":
                yield f"      {shown(value.completion)}"
    yield f"  {', '.join(f'{name} {shown(value)}' for name, value in parts.items())}"


def compared() -> Iterator[str]:
    """All rules side by side, with the money pumps that there are."""
    every = told_of()
    for name in COMPARED:
        found = side_by_side(every[name])
        yield f"{name}: they differ on {shown(sorted(found.differing))}"
        for id_, one in found.rules.items():
            if one.solution is None:
                continue  # it asks for more than this document states
            plans = one.solution and (one.solution.plans_total, one.solution.dominated_total)
            yield f"  {id_}: exploitable {one.is_exploitable}; plans, dominated {plans}"
            if one.rationalised is not None:
                yield f"    {shown(one.rationalised)}"
        for asked, one_pump in pumps(name, found):
            if asked.endswith("naive"):
                for part, value in stated(one_pump):
                    for entry in value if part == "steps" else [value]:
                        yield f"    {part}: {shown(entry)}"


def walked() -> Iterator[str]:
    """Where some walks come to under two rules."""
    every = told_of()
    for name in WALKED:
        for rule in ("caprice", "dsm"):
            on = walked_tree(every[name], rule)
            for walk in some_walks(every[name], 4):
                here = position(on, walk)
                yield f"{name}, {rule}: walk {', '.join(walk) or 'at the root'}"
                for part, value in stated(here):
                    if part != "steps" or len(walk) > 1:
                        yield f"  {part}: {shown(value)}"
                if here.kind is Kind.OUTCOME:
                    yield f"  result: {shown(result(on, walk))}"
    with little():
        on = walked_tree(every["pizza"], "dsm")
        for walk in some_walks(every["pizza"], 3):
            here = position(on, walk)
            yield f"pizza in little room: walk {', '.join(walk)}"
            yield f"  turned_down: {shown(here.turned_down)}"
            if here.kind is Kind.OUTCOME:
                yield f"  result: {shown(result(on, walk))}"
