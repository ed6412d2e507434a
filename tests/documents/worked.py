"""The trees whose answers are known from the literature, written down briefly."""

from solver.document.elements import BY_POLICY
from solver.document.model import Document
from solver.edits import SetNode
from tests.documents.trees import Tree, chance, choice, document, outcome


def single_souring() -> Document:
    tree = choice(
        "n1", ("take A", "A"), ("go on", choice("n2", ("take B", "B"), ("take A-", "A-")))
    )
    return document(tree, [outcome("A", "a", 1), outcome("A-", "a", 0), outcome("B")])


def single_sweetening() -> Document:
    tree = choice(
        "n1", ("take A", "A"), ("go on", choice("n2", ("take B", "B"), ("take A+", "A+")))
    )
    return document(tree, [outcome("A", "a", 1), outcome("A+", "a", 2), outcome("B")])


def shutdown() -> Document:
    tree = chance(
        "observe",
        ("lucky", choice("if lucky", ("sl", "S"), ("cl", "L")), {"probability": "90%"}),
        ("unlucky", choice("if unlucky", ("su", "S"), ("cu", "U")), {"probability": "10%"}),
    )
    return document(tree, [outcome("L", "two", 1), outcome("U", "two", 0), outcome("S", "one", 0)])


def chance_pump() -> Document:
    tree = choice(
        "n1",
        ("keep A", "A"),
        (
            "trade",
            chance(
                "offer?",
                (
                    "offered",
                    choice("n2", ("take A+", "A+"), ("keep B", "B")),
                    {"probability": "1/2"},
                ),
                ("no offer", "B", {"probability": "1/2"}),
            ),
        ),
    )
    return document(tree, [outcome("A", "a", 1), outcome("A+", "a", 2), outcome("B")])


PIZZAS = [outcome("pepperoni", "meaty", 1), outcome("mushroom", "meaty", 0), outcome("anchovy")]


def _slices(id_: str, mushroom: object, anchovy: object) -> Tree:
    """Which slice one has first, and whether one swaps it."""
    half = {"probability": "1/2"}
    hold_m = choice("hold m", ("keep m", "mushroom"), ("to a", "anchovy", {"policy": mushroom}))
    hold_a = choice("hold a", ("keep a", "anchovy"), ("to p", "pepperoni", {"policy": anchovy}))
    return chance(id_, ("mushroom first", hold_m, half), ("anchovy first", hold_a, half))


def pizza(mushroom: object = 0, anchovy: object = 0) -> Document:
    """``mushroom``: how often a mushroom slice is swapped; ``anchovy``: how often an anchovy one."""
    return document(_slices("first slice", mushroom, anchovy), PIZZAS)


def contract(mushroom: object = 0, anchovy: object = 0, *, free: bool = False) -> Document:
    """Sign to swap whatever one holds, or keep the choice, which the policy settles unless ``free``."""
    signed = chance(
        "signed",
        ("s mushroom", "anchovy", {"probability": "1/2"}),
        ("s anchovy", "pepperoni", {"probability": "1/2"}),
    )
    later = _slices("later", mushroom, anchovy)
    made = document(choice("contract", ("sign", signed), ("do not", later)), PIZZAS)
    return made if free else SetNode("later", {"conduct": BY_POLICY}).apply(made)


def marble_bets() -> Document:
    tree = choice("bet", ("red", "red"), ("black", "black"), ("sure", "sure"))
    return document(
        tree,
        [
            outcome("red", None, {"r": 1, "b": 0}),
            outcome("black", None, {"r": 0, "b": 1}),
            outcome("sure", None, {"r": "0.45", "b": "0.45"}),
        ],
        criteria=[{"id": "r"}, {"id": "b"}],
    )


def opaque_sweetening() -> Document:
    half = {"probability": "1/2"}
    tree = choice(
        "box",
        ("larger", chance("coin 1", ("h1", "A+", half), ("t1", "B+", half))),
        ("regular", chance("coin 2", ("h2", "B", half), ("t2", "A", half))),
    )
    stated = {"better": [["A+", "A"], ["B+", "B"]]}
    return document(tree, [outcome(x) for x in ("A", "A+", "B", "B+")], preferences=stated)


def corrigibility() -> Document:
    half = {"probability": "1/2"}
    tree = choice(
        "before",
        ("watch", chance("w", ("wh", "H", half), ("wt", "T", half))),
        ("arm", chance("a", ("ah", "H", half), ("at", "S", half))),
    )
    return document(tree, [outcome("H", "on", 10), outcome("T", "on", 0), outcome("S")])
