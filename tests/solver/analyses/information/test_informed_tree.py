"""Who plans alike whatever becomes known gets what the plan leads to anyway."""

import random

import pytest

from solver.analyses.information.prices import informed_document
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetNode, SetParameter
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.prospect import Prospect
from tests.documents.event_documents import event_document
from tests.documents.trees import chance, choice, document, outcome


def plan(document: Document, draw: random.Random) -> dict[str, str]:
    """One branch at every choice node, whether or not it is reached."""
    return {
        id_: draw.choice(document.children(id_)).id
        for id_ in document.tree
        if document.nodes[id_].kind == "choice"
    }


def leads_to(tree: Compiled, chosen: dict[str, str]) -> Prospect:
    """What a plan leads to; copies of nodes follow what their originals do."""
    choices = {}
    for node in tree.choice_nodes():
        branch = chosen[tree.ids[node].split(" | ")[0]]
        own = [id_.split(" | ")[0] for id_ in tree.branches[node]]
        choices[node] = own.index(branch)
    return tree.prospect_of(choices)


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_that_makes_nothing_of_it_leads_to_the_same(seed: int) -> None:
    made = event_document(seed, scales=2, criteria=1 + seed % 2)
    before = compile_tree(made)
    after = compile_tree(informed_document(made, "E"))
    draw = random.Random(seed)
    for _ in range(5):
        chosen = plan(made, draw)
        assert leads_to(before, chosen) == leads_to(after, chosen)


def test_probabilities_stay_formulas_and_follow_their_parameters() -> None:
    ends = [outcome("A", "s", 3), outcome("B", "s", 0), outcome("C", "s", 1)]
    told = [("good", "q"), ("bad", "r")]
    tree = choice(
        "root",
        ("keep", "C"),
        (
            "look",
            chance(
                "sign",
                *(
                    (
                        word,
                        choice(
                            f"{word}?",
                            (
                                f"bet, {word}",
                                chance(
                                    f"E {word}",
                                    (f"{word} yes", "A", {"label": "yes", "probability": given}),
                                    (f"{word} no", "B", {"label": "no", "probability": "#"}),
                                ),
                            ),
                            (f"keep, {word}", "C"),
                        ),
                        {"label": word, "probability": "p" if word == "good" else "#"},
                    )
                    for word, given in told
                ),
            ),
        ),
    )
    parameters = [{"id": n, "value": v} for n, v in (("p", "1/2"), ("q", "3/4"), ("r", "1/4"))]
    made = document(tree, ends, parameters=parameters)
    for word, _ in told:
        made = SetNode(f"E {word}", {"label": "E"}).apply(made)
    informed = informed_document(made, "E")
    root = informed.children(informed.tree[0])
    assert root[0].probability == Numeral("p * q + (1 - p) * r")
    for p, q, r in (("1/3", "1/5", "9/10"), ("1/2", "1", "0"), ("1", "0", "1/2")):
        changed, anew = informed, made
        for name, value in (("p", p), ("q", q), ("r", r)):
            edit = SetParameter(name, {"value": Numeral(value)})
            changed, anew = edit.apply(changed), edit.apply(anew)
        live, fresh = compile_tree(changed), compile_tree(informed_document(anew, "E"))
        assert live.shares == fresh.shares, (p, q, r)
