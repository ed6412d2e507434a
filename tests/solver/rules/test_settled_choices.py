"""Where conduct settles choices: what rules, policies and explanations make of it."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import msgspec
import pytest

from solver.analyses.policies import improve, stated_policy
from solver.checks import check, errors
from solver.document.changes import only_policies
from solver.document.elements import BY_POLICY, ByCompletion
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import PasteLinked, SetBranch, SetNode
from solver.errors import NotSolvable
from solver.formats.quandary import dumps, loads
from solver.induction.tree.compiling import compile_tree
from solver.preferences.relations import RELATIONS
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents import worked
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import SUBJECTS, all_agree, is_silent
from tests.reference.settled_choices import settled_reference

HALF = Fraction(1, 2)


def alone(id_: str, *utilities: int, label: str = "") -> dict[str, Any]:
    """A completion of outcomes A, B, … that stand alone."""
    return {"id": id_, "label": label, "alone": dict(zip("ABCD", utilities, strict=False))}


@pytest.mark.parametrize("relation", RELATIONS)
def test_all_agree_on_random_trees_with_settled_choices(relation: str) -> None:
    """A third of the subjects for a tree, in turn; more of them: `tests.bench.agreement --settled`."""
    counted = all_agree(range(40), SUBJECTS, relation, settled_reference, each=len(SUBJECTS) // 3)
    silent = {subject for subject in SUBJECTS if is_silent(subject, relation)}
    assert {subject for subject, checks in counted.items() if checks.made < 20} == silent
    rare = {name: SUBJECTS[name] for name in {"improve", "rationalise", "trammelling"} - silent}
    more = all_agree(range(40, 62), rare, relation, settled_reference)
    assert all(counted[name].found + more[name].found > 1 for name in rare)


# ------------------------------------------------------------------------- worked answers


@pytest.mark.parametrize(
    ("x", "y"), [(0, 0), ("1/3", "1/3"), ("1/3", "1/2"), (1, 1), (1, 0), (0, "1/7")]
)
@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm", "sophisticated"])
def test_signing_is_required_just_if_the_credences_are_one_number_below_1(
    rule: str, x: object, y: object
) -> None:
    found = solve(worked.contract(x, y), rule)
    required = x == y and x != 1
    assert found.branches["sign"].permitted
    assert found.branches["do not"].permitted is not required
    assert found.branches["do not"].reachable is not required
    assert all(entry.dominated_by is None for entry in found.plans)


@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm", "sophisticated"])
def test_with_the_later_choices_free_one_need_not_sign(rule: str) -> None:
    found = solve(worked.contract(0, 0, free=True), rule)
    assert found.branches["sign"].permitted
    assert found.branches["do not"].permitted


def test_what_the_policy_settles_is_permitted_where_it_has_positive_probability() -> None:
    found = solve(worked.contract("1/3", 1), "dsm")
    flags = {b: (v.permitted, v.reachable) for b, v in found.branches.items()}
    assert flags["keep m"] == flags["to a"] == flags["to p"] == (True, True)
    assert flags["keep a"] == (False, False)
    assert [sorted(entry.plan.choices) for entry in found.plans] == [["contract"]] * 2


# ---------------------------------------------------------------------------- completions


def nested(*completions: dict[str, Any], upper: str = "I", lower: str = "II") -> Document:
    """r: C, or x → {C, y → {A, B}}, where completions settle what is done at x and at y."""
    below = choice("x", ("to y", choice("y", ("a", "A"), ("b", "B"))), ("c", "C"))
    made = document(
        choice("r", ("to x", below), ("to C", "C")),
        [outcome("A"), outcome("B"), outcome("C")],
        completions=list(completions),
    )
    for node, name in (("x", upper), ("y", lower)):
        made = SetNode(node, {"conduct": ByCompletion(completion=name)}).apply(made)
    return made


def flags(found: Any) -> dict[str, tuple[bool, bool]]:
    return {b: (v.permitted, v.reachable) for b, v in found.branches.items()}


@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm", "sophisticated"])
def test_the_upper_of_two_completions_chooses_among_what_the_lower_leaves(rule: str) -> None:
    """II leaves a tie at y, of which I wants A; who stands at y may take either."""
    made = nested(alone("I", 1, 0, 0), alone("II", 1, 1, 0))
    found = solve(made, rule)
    assert flags(found) == {
        "to x": (True, True), "to C": (True, True), "to y": (True, True), "c": (False, False),
        "a": (True, True), "b": (True, False),
    }  # fmt: skip
    plans = [dict(entry.plan.choices) for entry in found.plans]
    assert plans == [{"r": "to x", "x": "to y", "y": "a"}, {"r": "to C"}]


def test_a_tie_stays_where_nothing_above_breaks_it() -> None:
    made = nested(alone("I", 1, 1, 0), alone("II", 1, 1, 0))
    assert flags(solve(made, "dsm"))["b"] == (True, True)
    assert solve(made, "dsm").plans_total == 3
    assert solve(made, "dsm").gaps.keys() == {"r"}  # within what is settled no gap is open
    for ask in (improve, stated_policy):
        with pytest.raises(NotSolvable, match="the completion that holds there leaves a tie"):
            ask(made)


def test_a_completion_that_settles_has_to_serve() -> None:
    unknown = nested(alone("I", 1, 0, 0), lower="III")
    assert [f.code for f in errors(check(unknown))] == ["conduct.unknown"]
    short = nested(alone("I", 1, 0, 0), alone("II", 1, label="short"))
    (finding,) = errors(check(short))
    assert finding.nodes == ("y",)
    assert (
        finding.message == "The completion “short” is not complete: please give a utility of “B”."
    )
    with pytest.raises(NotSolvable, match="not complete"):
        solve(short, "dsm")
    statement = {"better": [["B", "A"]]}
    against = loads(dumps(nested(alone("I", 0, 1, 0), alone("II", 1, 0, 0))))
    against = document(
        choice("x", ("a", "A"), ("b", "B")),
        [outcome("A"), outcome("B")],
        completions=[alone("II", 1, 0)],
        preferences=statement,
    )
    against = SetNode("x", {"conduct": ByCompletion(completion="II")}).apply(against)
    assert [f.code for f in errors(check(against))] == ["completion.statement"]


def test_a_missing_weight_is_1_and_a_missing_offset_0() -> None:
    made = document(
        choice("n", ("a", "A"), ("b", "B")),
        [outcome("A", "s", 2), outcome("B", "t", 1)],
        completions=[{"id": "I"}],
    )
    made = SetNode("n", {"conduct": ByCompletion(completion="I")}).apply(made)
    assert flags(solve(made, "dsm")) == {"a": (True, True), "b": (False, False)}


# ------------------------------------------------------------------- the root, live copies


def test_where_everything_is_settled_all_plans_are_permitted_dominated_ones_too() -> None:
    made = SetNode("first slice", {"conduct": BY_POLICY}).apply(worked.pizza(0, 0))
    for rule in ("naive", "caprice", "e-admissible", "dsm", "sophisticated"):
        found = solve(made, rule)
        assert (found.plans_total, found.dominated_total) == (1, 0)
        assert dict(found.plans[0].plan.lottery) == {"mushroom": HALF, "anchovy": HALF}
        assert said(Names(made), why_plan(made, rule, {})).reasons[0].startswith("Every choice is")
    tied = document(
        chance(
            "r",
            ("l", choice("x", ("a", "A"), ("b", "B")), {"probability": "1/2"}),
            ("m", choice("y", ("c", "A"), ("d", "B")), {"probability": "1/2"}),
        ),
        [outcome("A", None, {"p": 1, "q": 0}), outcome("B", None, {"p": 0, "q": 2})],
        criteria=[{"id": "p"}, {"id": "q"}],
        completions=[
            {"id": "I", "scales": {"default": {"weight": {"p": 2, "q": 1}}}},
            {"id": "II", "scales": {"default": {"weight": {"p": 2, "q": 1}}}},
        ],
    )
    tied = SetNode("r", {"conduct": ByCompletion(completion="I")}).apply(tied)
    assert solve(tied, "dsm").plans_total == 4


def test_a_live_copy_may_state_a_conduct_of_its_own() -> None:
    made = document(
        choice("r", ("keep", choice("n", ("a", "A"), ("b", "B"))), ("other", "C")),
        [outcome("A"), outcome("B"), outcome("C")],
        completions=[alone("I", 1, 0, 0)],
    )
    made = PasteLinked("n", parent="r").apply(made)
    (copy,) = (id_ for id_, node in made.nodes.items() if node.copy_of)
    made = SetNode(copy, {"conduct": ByCompletion(completion="I")}).apply(made)
    found = flags(solve(made, "dsm"))
    assert found["a"] == found["b"] == (True, True)
    assert found[f"{copy}/a"], found[f"{copy}/b"] == ((True, True), (False, False))
    settled = SetNode("n", {"conduct": BY_POLICY}).apply(made)
    assert solve(settled, "dsm").branches[f"{copy}/b"].permitted is False  # its own goes first


# ------------------------------------------------------------------- explained, and edited


def test_a_settled_branch_is_explained_by_what_holds_there() -> None:
    made = worked.contract("1/3", 1)
    made = SetNode("hold m", {"label": "Hold?"}).apply(made)
    told = said(Names(made), why_branch(made, "dsm", "to a"))
    assert told.reasons == (
        "At “Hold?” the choice is not the rule’s: the stated policy holds there.",
        "It takes “→ anchovy” with probability 1/3.",
    )
    made = nested(alone("I", 1, 0, 0), alone("II", 1, 1, 0, label="flat"))
    made = SetNode("y", {"label": "Y?"}).apply(SetNode("x", {"label": "X?"}).apply(made))
    told = said(Names(made), why_branch(made, "dsm", "b"))
    assert told.reasons == (
        "At “Y?” the choice is not the rule’s: completion flat holds there.",
        "Its expected utility under it is 1, the best there.",
        "“→ A” attains the same: a tie.",
    )
    assert said(Names(made), why_branch(made, "dsm", "c")).reasons[-1] == (
        "Its expected utility under it is 0; that of “→ Y?” is 1, the best there."
    )


def test_a_live_answer_follows_the_policy_where_it_settles_choices() -> None:
    live, made = Live(), worked.contract(0, "1/2")
    assert live.solve(made, "dsm").branches["do not"].permitted
    moved = SetBranch("to p", {"policy": Numeral("0")}).apply(made)
    assert not only_policies(made, moved)
    assert not live.solve(moved, "dsm").branches["do not"].permitted
    free = worked.contract(0, "1/2", free=True)
    assert only_policies(free, SetBranch("to p", {"policy": Numeral("0")}).apply(free))


def test_conduct_and_completions_survive_saving() -> None:
    made = nested(alone("I", 1, 0, 0), alone("II", 1, 1, 0))
    made = SetNode("r", {"conduct": BY_POLICY}).apply(made)
    again = loads(dumps(made))
    assert again.completions.keys() == {"I", "II"}
    assert [again.nodes[n].conduct for n in ("r", "x")] == [BY_POLICY, ByCompletion(completion="I", present=("completion",))]  # fmt: skip
    assert dumps(again) == dumps(made)


def test_every_rule_has_an_answer_where_choices_are_settled() -> None:
    made = document(
        choice("r", ("x", choice("n", ("a", "A"), ("b", "B"))), ("c", "C")),
        [outcome("A", "s", 1), outcome("B", "s", 2), outcome("C", "s", 0)],
        completions=[{"id": "I"}],
    )
    made = SetNode("n", {"conduct": ByCompletion(completion="I")}).apply(made)
    for rule in RULES:
        assert flags(solve(made, rule))["x"] == (True, True)


def test_credences_foresee_later_choices_that_are_free_as_the_policy_says() -> None:
    """The contract's verdict as a function of both credences, whether or not conduct settles them."""
    for x, y in product((0, "1/3", "1/2", 1), repeat=2):
        for free in (True, False):
            found = solve(worked.contract(x, y, free=free), "credence")
            assert found.branches["sign"].permitted
            assert found.branches["do not"].permitted is not (x == y and x != 1)
    free = solve(worked.contract("1/3", "1/2", free=True), "credence")
    assert (free.plans_total, free.dominated_total) == (5, 1)  # keeping both is beaten by signing
    live = Live()
    equal = worked.contract("1/3", "1/3", free=True)
    assert not live.solve(equal, "credence").branches["do not"].permitted
    moved = SetBranch("to p", {"policy": Numeral("1/2")}).apply(equal)
    assert live.solve(moved, "credence").branches["do not"].permitted


def test_what_credences_make_of_a_branch_is_explained() -> None:
    made = SetNode("contract", {"label": "Sign?"}).apply(worked.contract("1/2", "1/2", free=True))
    made = SetBranch("sign", {"label": "sign"}).apply(made)
    made = SetBranch("do not", {"label": "do not"}).apply(made)
    told = said(Names(made), why_branch(made, "credence", "do not"))
    assert told.sentences[:4] == (
        "“do not” is not permitted at “Sign?”.",
        "Later choices count as events, as likely as the stated policy says.",
        "What another branch then leads to is strictly preferred.",
        "“sign” (pepperoni: 1/2 · anchovy: 1/2) ≻ "
        "“do not” (pepperoni: 1/4 · mushroom: 1/4 · anchovy: 1/2).",
    )
    told = said(Names(made), why_branch(made, "credence", "sign"))
    assert told.reasons[1] == "No other branch then leads to something strictly preferred."
    plan = {"contract": "sign"}
    assert why_plan(made, "credence", plan).permitted
    assert not why_plan(made, "credence", {**plan, "contract": "do not", "hold m": "to a", "hold a": "to p"}).permitted  # fmt: skip


def test_several_prospects_where_a_completion_leaves_ties() -> None:
    """Offered X for sure, or a choice that a completion leaves open: it goes if X beats all of it."""
    values = {"X": 2, "A": 1, "B": 0}
    outcomes = [outcome(id_, id_ if id_ == "C" else "s", v) for id_, v in values.items()]

    def made(*below: str) -> Document:
        tree = choice("r", ("x", "X"), ("go", choice("n", *((f"to {b}", b) for b in below))))
        flat = {"id": "I", "alone": {"C": 2}, "scales": {"s": {"weight": 1}}}
        found = document(tree, [*outcomes, outcome("C"), outcome("D", "s", 1)], completions=[flat])
        return SetNode("n", {"conduct": ByCompletion(completion="I")}).apply(found)

    tied = solve(made("A", "D"), "credence")
    assert flags(tied)["go"] == (False, False)
    assert flags(solve(made("C", "X"), "credence"))["go"] == (True, True)


# ------------------------------------------------------------------------------- opinions


def later(c: str) -> Document:
    """A coin about which two opinions differ, then a choice that a completion settles."""
    bet = choice("n", ("on", chance("b", ("wet", "win", {"probability": "p"}), ("dry", "lose", {"probability": "#"})), {}), ("off", "sure", {}))  # fmt: skip
    made = document(
        chance(
            "root", ("here", bet, {"probability": "q"}), ("there", "sure", {"probability": "#"})
        ),
        [outcome("win", "s", 1), outcome("lose", "s", 0), outcome("sure", "s", "1/2")],
        parameters=[{"id": "p", "value": "1/2"}, {"id": "q", "value": "1/2"}],
        opinions=[
            {"id": "low", "parameters": {"p": "1/5", "q": "1/10"}},
            {"id": "high", "parameters": {"p": "3/5", "q": "9/10"}},
        ],
        completions=[
            {"id": "equal"},
            {"id": "low counts", "opinions": {"low": 9, "high": 1}},
            {"id": "lower", "opinions": {"low": 30, "high": 1}},
        ],
    )
    nodes = {**made.nodes, "n": msgspec.structs.replace(made.nodes["n"], conduct=ByCompletion(completion=c))}  # fmt: skip
    return replace(made, nodes=nodes)


@pytest.mark.parametrize(
    ("name", "taken", "worth"),
    [
        ("equal", {"on"}, "14/25"),  # (1/10 · 1/5 + 9/10 · 3/5) / (1/10 + 9/10)
        ("low counts", {"off"}, "2/5"),  # 9/10 each
        ("lower", {"off"}, "19/65"),  # 30/10 and 9/10
    ],
)
def test_a_completion_weighs_opinions_by_what_they_give_the_way(
    name: str, taken: set[str], worth: str
) -> None:
    tree = compile_tree(later(name))
    assert tree.settled is not None
    settled = tree.settled
    assert {branch for branch, ok in settled.permitted.items() if ok} == taken
    assert settled.worth == {"on": Fraction(worth), "off": Fraction(1, 2)}


def test_shares_that_do_not_serve_are_told() -> None:
    made = later("low counts")
    halved = msgspec.structs.replace(made.completions["low counts"], opinions={"low": Numeral("1")})
    (found,) = errors(check(replace(made, completions={**made.completions, "low counts": halved})))
    assert found.nodes == ("n",)
    assert "none to “high”" in found.message
