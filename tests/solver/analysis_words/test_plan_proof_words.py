"""The proof of a plan: which plan or mixture beats it, or under what it is best."""

from dataclasses import replace
from fractions import Fraction

import assets
from solver.analyses.verdict_summary import Mixtures, verdict_summary
from solver.analysis_words.plan_proof_words import PlanProof, mixture_of, plan_proof
from solver.document.model import Document
from solver.formats.quandary import loads
from solver.rules import solve
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm
from solver.words.tree_texts import prospect_text
from tests.documents.decision_tables import options
from tests.documents.trees import chance, choice, document, outcome


def read(name: str) -> Document:
    return loads(assets.example_text(name))


def test_the_proof_of_a_plan_that_a_mixture_beats_adds_up() -> None:
    document = read("shutdown")
    solution = solve(document, "dsm")
    mixtures = verdict_summary(document, solution).mixtures
    assert isinstance(mixtures, Mixtures)
    names = Names(document, Format(NumberForm.FRACTION))
    proof = plan_proof(names, solution.plans[1], mixtures.rationales[1])
    assert proof.title == "“shut down if lucky, continue if unlucky” is beaten by a mixture"
    assert sorted(line.factor for line in proof.lines) == ["", "1/9 ×", "8/9 ×", "="]
    mixture = proof.lines[-1].prospect
    assert sum(mixture.values()) == 1
    assert {end.outcome: str(p) for end, p in mixture.items()} == {"L": "1/10", "S": "9/10"}
    by_scale = {each.scale: each for each in proof.scales}
    assert by_scale["two steps"].chance == ("1/10", "1/10")
    assert by_scale["two steps"].better
    assert not by_scale["one step"].better
    assert "The mixture" in proof.text


def test_the_proof_of_other_plans() -> None:
    document = read("single-souring")
    solution = solve(document, "naive")
    mixtures = verdict_summary(document, solution).mixtures
    assert isinstance(mixtures, Mixtures)
    titles = [
        plan_proof(Names(document), each, why).title
        for each, why in zip(solution.plans, mixtures.rationales, strict=True)
    ]
    (dominated,) = (title for title in titles if "is dominated by a plan" in title)
    assert dominated == "“go on; then take A−” is dominated by a plan"
    assert sum("is rationalisable" in title for title in titles) == 2
    alone = plan_proof(Names(document), solution.plans[0], None)
    assert alone.sub.endswith("Mixtures were not looked for.")


def test_where_opinions_differ_a_proof_says_from_where_to_where() -> None:
    ends = [outcome("A", "s", 15), outcome("Z", "s", -10), outcome("B", "s", -20)]
    bet = chance("H?", ("h", "A", {"probability": "p"}), ("n", "Z", {"probability": "#"}))
    made = document(
        choice("root", ("bet", bet), ("lose", "B")),
        ends,
        parameters=[{"id": "p", "value": "1/2"}],
        opinions=[{"id": o, "parameters": {"p": p}} for o, p in (("i", "1/10"), ("ii", "4/5"))],
    )
    solution = solve(made, "naive")
    (permitted,) = solution.plans
    names = Names(made, Format(NumberForm.FRACTION))
    half = replace(permitted, dominated_by=permitted.plan)
    (scale,) = plan_proof(names, half, None).scales
    assert scale.value == ("−15/2 to 10", "−15/2 to 10")
    mixture = mixture_of(made, [(Fraction(1, 2), permitted.plan.prospect)] * 2)
    assert names.prospect(mixture) == "A: 1/10 – 4/5 · Z: 1/5 – 9/10"
    assert prospect_text(names, mixture) == names.prospect(mixture)


def test_a_proof_has_all_criteria() -> None:
    """A mixture of the ends costs less than the middle and brings as much: less is better there."""
    made = options({"none": (0, 0), "mid": (6, 2), "top": (10, 5)})
    (proof,) = (p for p in proofs(made) if p.lines[1:])
    assert proof.title == "“→ mid” is beaten by a mixture"
    assert [(line.scale, line.value, line.better) for line in proof.scales] == [
        ("s, cost", ("6", "4"), True),
        ("s, effect", ("2", "2"), False),
    ]


def test_a_proof_has_the_weights_of_opinions_and_net_values() -> None:
    """With these numbers the sum can be done again: 22/37 · 25/2 − 15/37 · 5 is 200/37, both bets have 5."""
    assert proofs(read("two-bets"))[1].follows == (
        "Best at every node that it passes with the opinions counting “Rain unlikely” 22/37, “Rain likely” 15/37; "
        "weight 1.",
        "The utilities are then: u(Both bets) = 5, u(One bet lost) = −10, u(One bet won) = 15, u(No bet) = 0.",
    )
    assert "u(No drilling, net −10\u202f000) = −10\u202f000, " in proofs(read("oil"))[0].follows[1]


def proofs(document: Document) -> list[PlanProof]:
    solution = solve(document, "dsm")
    mixtures = verdict_summary(document, solution).mixtures
    assert isinstance(mixtures, Mixtures)
    names = Names(document, Format(NumberForm.FRACTION))
    told = zip(solution.plans, mixtures.rationales, strict=True)
    return [plan_proof(names, plan, why) for plan, why in told]
