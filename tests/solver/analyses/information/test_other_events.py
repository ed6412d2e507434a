"""What a test tells of what chance decides where the test is left out."""

from fractions import Fraction

import pytest

from assets import example_text
from solver.analyses.information.prices import information_values, informed_document
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetNode, SetParameter
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.trees import Tree, chance, choice, document, outcome

OIL = loads(example_text("oil"))


def oil(name: str, share: str) -> Tree:
    return chance(
        f"oil {name}",
        (f"yes {name}", "A", {"label": "yes", "probability": share}),
        (f"no {name}", "Z", {"label": "no", "probability": "#"}),
    )


def drill(name: str, share: str) -> Tree:
    return choice(
        f"drill? {name}",
        (f"drill {name}", oil(name, share)),
        (f"stop {name}", "B"),
    )


def after_test(name: str, told: Tree, other: Tree) -> Tree:
    return chance(
        f"test {name}",
        (f"good {name}", told, {"label": "good", "probability": "1/2"}),
        (f"bad {name}", other, {"label": "bad", "probability": "#"}),
    )


ENDS = [outcome("A", "s", 10), outcome("Z", "s", 0), outcome("B", "s", 4)]


def labelled(tree: Tree, **keys: object) -> Document:
    made = document(tree, ENDS, **keys)
    for id_ in made.nodes:
        for word in ("oil", "test", "sand"):
            if id_.startswith(word):
                made = SetNode(id_, {"label": word}).apply(made)
    return made


def two_ways(now: Tree, good: str = "3/4", bad: str = "1/4", **keys: object) -> Document:
    tested = after_test("", drill("good", good), drill("bad", bad))
    return labelled(
        choice("root", ("test first", tested), ("at once", now, {"label": "at once"})), **keys
    )


def refusal(made: Document) -> str:
    found = information_values(made, "dsm", event="test").events[0]
    assert found.refused is not None
    assert "“test” never comes after “at once”" in found.refused.findings[0].message
    return found.refused.findings[0].code


def test_what_a_test_tells_holds_where_it_is_left_out_too() -> None:
    """Raiffa's test is free if it is known before: 32500, and the tree with it costs 10000 more."""
    (found,) = information_values(OIL, "eu", event="Result").events
    assert found.value == 10_000
    assert [(branch, event.label) for branch, event in found.elsewhere] == [("drill now", "Oil")]
    tree = informed_document(OIL, "Result")
    given = {b.label: b.probability for b in tree.children("oil | structure: none")}
    assert {word: share and share.value() for word, share in given.items()} == {
        "dry": Fraction(30, 41),
        "wet": Fraction(9, 41),
        "soaking": Fraction(2, 41),
    }


def test_it_does_not_matter_which_of_the_two_comes_first() -> None:
    """Where the test comes late, Bayes' rule turns around what it tells."""

    def late(name: str, share: str) -> Tree:
        word = {"label": "good", "probability": share}
        rest = {"label": "bad", "probability": "#"}
        return chance(f"test {name}", (f"g {name}", "B", word), (f"b {name}", "B", rest))

    told = chance(
        "oil told",
        ("yes told", late("yes", "3/4"), {"label": "yes", "probability": "1/2"}),
        ("no told", late("no", "1/4"), {"label": "no", "probability": "#"}),
    )
    made = labelled(choice("root", ("see", told), ("at once", drill("now", "1/2"))))
    found = next(e for e in information_values(made, "eu").events if e.event.label == "test")
    # good: drill for 10·3/4, bad: stop with 4; without knowing it: drill for 5
    assert found.value == Fraction(1, 2) * Fraction(15, 2) + Fraction(1, 2) * 4 - 5


def test_where_it_is_not_said_how_they_hang_together_there_is_no_price() -> None:
    assert refusal(two_ways(oil("now", "1/3"))) == "information.prior"
    one = after_test("", drill("good", "3/4"), "B")
    assert refusal(
        labelled(choice("root", ("a", one), ("at once", oil("now", "1/2"), {"label": "at once"})))
    ) == ("information.unsaid")
    ways = [
        (name, after_test(name, drill(f"{name} good", share), drill(f"{name} bad", rest)))
        for name, share, rest in (("a", "3/4", "1/4"), ("b", "1/4", "3/4"))
    ]
    assert refusal(
        labelled(choice("root", *ways, ("at once", oil("now", "1/2"), {"label": "at once"})))
    ) == ("information.differs")

    def sand(name: str, share: str, below: Tree) -> Tree:
        yes = {"label": "much", "probability": share}
        none = {"label": "none", "probability": "#"}
        return chance(f"sand {name}", (f"m {name}", below, yes), (f"n {name}", "B", none))

    def both(name: str, share: str) -> Tree:
        sandy = sand(name, share, "A")
        return choice(f"{name}?", (f"s {name}", sandy), (f"o {name}", oil(name, share)))

    tested = after_test("", both("good", "3/4"), both("bad", "1/4"))
    after = sand("now", "1/2", oil("now", "1/2"))
    assert refusal(
        labelled(choice("root", ("a", tested), ("at once", after, {"label": "at once"})))
    ) == ("information.several")


def test_another_name_makes_another_event_of_it() -> None:
    made = SetNode("oil now", {"label": "other oil"}).apply(two_ways(oil("now", "1/3")))
    found = information_values(made, "dsm", event="test").events[0]
    assert found.is_known
    assert found.elsewhere == ()


def test_what_hangs_on_nothing_keeps_its_probabilities() -> None:
    made = two_ways(oil("now", "1/3"), good="1/2", bad="1/2")
    (found,) = information_values(made, "eu", event="test").events
    assert found.value == 0
    assert found.elsewhere == ()


def test_it_stays_a_formula_and_holds_under_every_opinion() -> None:
    keys: dict[str, object] = {"parameters": [{"id": "q", "value": "3/4"}]}
    made = two_ways(oil("now", "1/2"), good="q", bad="1 - q", **keys)
    live = informed_document(made, "test")
    for q in ("1/5", "1", "1/2"):
        anew = SetParameter("q", {"value": Numeral(q)})
        expected = solve(informed_document(anew.apply(made), "test"), "eu").value
        assert solve(anew.apply(live), "eu").value == expected
    keys["opinions"] = [{"id": f"o{q}", "parameters": {"q": f"{q}/4"}} for q in (1, 2, 3)]
    opined = two_ways(oil("now", "1/2"), good="q", bad="1 - q", **keys)
    (found,) = information_values(opined, "dsm", event="test").events
    assert found.is_known
    assert len(found.elsewhere) == 1
    assert refusal(SetBranch("yes now", {"probability": Numeral("q")}).apply(opined)) == (
        "information.prior"
    )


@pytest.mark.parametrize("rule", ["eu", "dsm", "e-admissible"])
def test_the_rule_makes_no_difference_where_preferences_are_complete(rule: str) -> None:
    (found,) = information_values(OIL, rule, event="Result").events
    assert found.value == 10_000
