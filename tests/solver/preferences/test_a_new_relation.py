"""The recipe for a preference relation, tried: two are added, used everywhere, and taken away again."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

import assets
from app.manual.book import book_pages
from solver.analyses.completion_map import completion_map
from solver.analyses.policies import improve
from solver.analyses.rationales import rationalise
from solver.analysis_words.completion_words import of_the_scales
from solver.checks import check, errors
from solver.document.elements import Preferences
from solver.document.model import Document
from solver.edits import SetRelation
from solver.explain.outcome_pair import reason
from solver.findings import Finding
from solver.formats.exporting.markup import MARKDOWN
from solver.formats.exporting.paper import paper
from solver.formats.quandary import dumps, loads
from solver.preferences import relations
from solver.preferences.comparison import Relation
from solver.preferences.features import Feature, Features, Scale, ValuedOutcome, scale_of
from solver.preferences.outcome_matrix import matrix
from solver.preferences.relations import RELATIONS, PreferenceRelation, relation_of
from solver.preferences.relations.relation import Expectation
from solver.rules import RULES, solve
from solver.rules.dsm import RULED_OUT
from solver.rules.incremental import Live
from solver.rules.why import said, why_branch
from solver.words.names import Names
from solver.words.outcome_pair_words import sentences
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS
from widgets.preferences.lottery_relation import LotteryRelation

# ------------------------------------------------------------- a relation by linear features


@dataclass(frozen=True)
class Tails(Features):
    """The mass on each scale, and on what of it is worth at least so much."""

    least: Mapping[Feature, Fraction] = field(default_factory=dict)

    def vector(self, scale: Scale, values: Mapping[str, Fraction]) -> tuple[Fraction, ...]:
        (value,) = values.values() or (Fraction(0),)
        return tuple(
            Fraction(name[0] == scale and (name not in self.least or value >= self.least[name]))
            for name in self.names
        )


def tails(outcomes: Sequence[ValuedOutcome], ends: Callable[[], Sequence[ValuedOutcome]]) -> Tails:
    seen: dict[Scale, set[Fraction]] = {}
    for entry, values in (*outcomes, *ends()):
        seen.setdefault(scale_of(entry), set()).update(values.values())
    masses: list[Feature] = [(scale, None) for scale in seen]
    least: dict[Feature, Fraction] = {
        (scale, f"at least {value}"): value
        for scale, values in seen.items()
        for value in sorted(values)[1:]
    }
    names = (*masses, *least)
    return Tails(names, len(masses), {name: i for i, name in enumerate(names)}, least)


def one_criterion(document: Document) -> Iterator[Finding]:
    if len(document.criterion_ids) > 1:
        yield Finding(code="preferences.relation", message="Tails compare one criterion only.")


TAILS = PreferenceRelation(
    id="tails",
    name="Tails",
    summary="Better if more likely to be worth at least so much, whatever that is.",
    explanation="Tails compare by the probability of at least so much.",
    definition="One lottery is at least as good as another if its tails are at least as great.",
    source="Nobody, Nowhere (2000).",
    no_statements="Tails have no place for stated comparisons.",
    features=tails,
    objections=one_criterion,
)

# -------------------------------------------------------------- a relation by expectations


def possible(features: Features) -> tuple[Expectation, ...]:
    return tuple(
        Expectation(name, None, i) for i, name in enumerate(features.names[: features.values_from])
    )


POSSIBLE = PreferenceRelation(
    id="possible",
    name="Possibility",
    hint="what can happen",
    summary="Equally good if the same scales are possible, else a gap.",
    explanation="Lotteries on which the same scales are possible are equally good.",
    definition="Two lotteries are equally good if the same scales are possible under both.",
    source="Nobody, Nowhere (2001).",
    no_statements="Possibility has no place for stated comparisons.",
    silence="Possibility looks at nothing else.",
    expectations=possible,
)
NEW = (TAILS, POSSIBLE)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    for relation in NEW:
        monkeypatch.setitem(relations._ROWS, relation.id, relation)


def by(relation: PreferenceRelation, tree: Document) -> Document:
    return SetRelation(relation.id).apply(tree)


HALF = {"probability": "1/2"}
SOME, REST = {"probability": "2/5"}, {"probability": "#"}
OUTCOMES = [outcome("a", "s", 4), outcome("b", "s", 2), outcome("c", "s", 0), outcome("S")]


def bets(price: str = "1") -> Document:
    """A sure 2, a bet on 4 against 0, 2 at a price, and 2 at a price of 3/2."""
    return document(
        choice(
            "n",
            ("sure", "b"),
            ("bet", chance("w", ("w1", "a", SOME), ("w2", "c", REST))),
            ("dear", "b", {"payoff": f"-{price}"}),
            ("dearer", "b", {"payoff": "-3/2"}),
        ),
        OUTCOMES,
    )


def permitted(tree: Document, rule: str) -> set[str]:
    return {b for b, verdict in solve(tree, rule).branches.items() if verdict.permitted}


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule not in ("eu", *BY_ENDS, *BY_INTERVALS)]
)
def test_rules_follow_features_made_of_net_values(rule: str) -> None:
    assert permitted(bets(), rule) == {"sure"}  # 8/5 in expectation is less than 2
    assert permitted(by(TAILS, bets()), rule) == {"sure", "bet"}
    # Told apart by the net values 1 and 1/2, which no outcome has of itself.
    dear = document(
        choice("n", ("one", "b", {"payoff": -1}), ("half", "b", {"payoff": "-3/2"})), OUTCOMES
    )
    assert permitted(by(TAILS, dear), rule) == {"one"}


@pytest.mark.usefixtures("added")
def test_an_answer_that_is_mended_is_the_same_as_one_made_anew() -> None:
    live = Live()
    for price in ("1", "7/4", "2", "0", "1/3"):
        tree = by(TAILS, bets(price))
        mended, anew = live.solve(tree, "dsm"), solve(tree, "dsm")
        assert dict(mended.branches) == dict(anew.branches), price
    assert permitted(by(TAILS, bets("0")), "dsm") == {"sure", "bet", "dear"}


@pytest.mark.usefixtures("added")
def test_witnesses_and_words_come_of_themselves() -> None:
    tree = by(TAILS, bets())
    found = why_branch(tree, "dsm", "dear")
    assert found.clause is RULED_OUT
    contrast = found.witnesses[0].contrast
    assert contrast is not None
    assert contrast.relation is Relation.BETTER
    assert said(Names(tree), found).verdict == "“→ b (2)” is not permitted at the first choice."
    gap = why_branch(tree, "dsm", "bet").witnesses[0].contrast
    assert gap is not None
    assert gap.relation is Relation.GAP
    assert gap.completions is not None
    for completed in gap.completions:
        values = {end.outcome: u for end, u in completed.utility.items()}
        ranked = sorted(values, key=values.__getitem__, reverse=True)
        assert ranked[:2] == ["a", "b"]
        assert ranked[-1] == "c"  # strictly increasing in the net value
        assert len(set(values.values())) == len(values)
    assert improve(tree).better is not None
    assert all(r.utility is not None for r in rationalise(tree, "dsm").plans)


@pytest.mark.usefixtures("added")
def test_a_relation_by_expectations_breaks_independence_and_has_no_completions() -> None:
    tree = by(POSSIBLE, bets())
    assert permitted(tree, "naive") == permitted(tree, "dsm") == set(tree.branches) - {"w1", "w2"}
    assert permitted(tree, "e-admissible") <= permitted(tree, "dsm")
    assert not rationalise(tree, "dsm").obeyed
    assert completion_map(tree).weights is not None
    assert "none itself obeys Possibility" in of_the_scales(relation_of(tree))
    split = document(
        choice("n", ("x", "a"), ("y", chance("w", ("w1", "c", HALF), ("w2", "S", REST)))), OUTCOMES
    )
    split = by(POSSIBLE, split)
    text = " ".join(said(Names(split), why_branch(split, "dsm", "x")).sentences)
    assert "so Possibility does not compare them: a gap." in text


@pytest.mark.usefixtures("added")
def test_outcomes_compare_by_it() -> None:
    found = matrix(by(TAILS, bets()))
    signs = {x + y: found[x, y].relation.sign for x, y in ("ab", "bc", "ac", "aS")}
    assert signs == {"ab": "≻", "bc": "≻", "ac": "≻", "aS": "∥"}
    alike = matrix(by(POSSIBLE, bets()))
    assert {x + y: alike[x, y].relation.sign for x, y in ("ab", "ac", "aS")} == {
        "ab": "~",
        "ac": "~",
        "aS": "∥",
    }
    tree = by(POSSIBLE, bets())
    assert sentences(Names(tree), reason(tree, "a", "S"))[-1] == POSSIBLE.silence
    tree = by(TAILS, bets())
    assert reason(tree, "a", "S").completions is not None


@pytest.mark.usefixtures("added")
def test_what_it_has_no_place_for_is_refused() -> None:
    for relation in NEW:
        tree = bets()
        assert not errors(check(by(relation, tree)))
        stated = replace(tree, preferences=Preferences(better=(("a", "S"),), relation=relation.id))
        assert [f.message for f in check(stated)] == [relation.no_statements]
        assert not errors(check(stated))
        assert permitted(stated, "naive") == permitted(by(relation, tree), "naive")
    two = [
        outcome("a", "s", {"gain": 1, "cost": 2}),
        outcome("b", "s", {"gain": 2, "cost": 2}),
    ]
    several = document(
        choice("n", ("x", "a"), ("y", "b")), two, criteria=[{"id": "gain"}, {"id": "cost"}]
    )
    assert not errors(check(several))
    (finding,) = errors(check(by(TAILS, several)))
    assert finding.message == "Tails compare one criterion only."


@pytest.mark.usefixtures("added")
def test_window_help_and_paper_list_it(qtbot: QtBot) -> None:
    widget = LotteryRelation()
    qtbot.addWidget(widget)
    listed = {id_: choice.text() for id_, choice in widget.choices.items()}
    assert listed["tails"] == "Tails"
    assert listed["possible"] == "Possibility (what can happen)"
    tree = by(TAILS, bets())
    widget.show_document(tree)
    assert widget.current == "tails"
    assert widget._words.text() == TAILS.summary
    pages = {page.id: page.html for page in book_pages()}
    assert TAILS.explanation in pages["tails"]
    assert "Possibility" in pages["contents"]
    text = paper(tree, MARKDOWN, RULES["dsm"], solve(tree, "dsm"))
    assert f"{TAILS.definition} Source: {TAILS.source}" in text


@pytest.mark.usefixtures("added")
def test_it_is_written_and_read() -> None:
    text = dumps(by(TAILS, bets()))
    assert json.loads(text)["preferences"] == {"relation": "tails"}
    assert loads(text).preferences.relation == "tails"
    assert permitted(loads(text), "naive") == {"sure", "bet"}


def test_gone_again_it_is_refused_with_a_sentence() -> None:
    assert not {relation.id for relation in NEW} & RELATIONS.keys()
    (finding,) = errors(check(by(TAILS, bets())))
    assert finding.message == (
        "Prospects are said to compare by “tails”, which is not known here; it can be "
        "“expected-multi-utility” or “timestep-dominance” or “first-order” or “second-order”."
    )
    assert "tails" not in {page.id for page in book_pages()}


def test_every_relation_is_whole() -> None:
    schema = json.loads(assets.schema_text())["$defs"]["preferences"]
    for id_, relation in RELATIONS.items():
        assert relation.id == id_
        assert id_ in schema["properties"]["relation"]["description"]
        words = (relation.name, relation.summary, relation.explanation, relation.definition)
        assert all((*words, relation.source))
        # Expectations leave statements no place, and completions none for silence.
        assert relation.takes_statements <= relation.has_completions
        assert bool(relation.silence) != relation.has_completions
