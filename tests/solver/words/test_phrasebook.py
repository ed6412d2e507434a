"""Every kind of sentence that is said about documents, once: ``tests/kept/texts/phrases``."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Final, TypeVar

import pytest

from solver.document.model import Document
from tests.documents.told_documents import told_of
from tests.kept import saying
from tests.kept.kept import FOLDER, compare
from tests.kept.phrases import Answer, book, kind

#: Documents that are also told of with little room, and with so many prospects allowed.
LITTLE: Final = ("many", "off-the-plan", "three-bets", "caprice-clauses", "pizza")
LEFT: Final = {"off-the-plan": 12, "three-bets": 6, "pizza": 4, "same-names": 4, "shutdown": 2}
#: Of these only, since their nodes and branches are not called like words of the sentences.
OF_POLICIES: Final = (
    "shutdown",
    "pizza",
    "oil",
    "chance-pump",
    "marble-bets",
    "same-names",
    "many",
)

T = TypeVar("T")
Asked = Callable[[str, Document], Iterator[T]]


def of_all(asked: Asked[T]) -> Iterator[T]:
    """The answers about all documents, and about some of them with little room."""
    every = told_of()
    settings: list[tuple[str, str, AbstractContextManager[None]]] = [
        *((name, name, nullcontext()) for name in every),
        *((name, f"{name} in little room", saying.little()) for name in LITTLE),
        *((name, f"{name} in part", saying.in_part(left)) for name, left in LEFT.items()),
    ]
    for name, called, setting in settings:
        with setting:
            yield from asked(called, every[name])


def of_each(asked: Asked[Answer], documents: Mapping[str, Document]) -> Iterator[Answer]:
    for name, document in documents.items():
        yield from asked(name, document)


TOPICS: Final[Mapping[str, Callable[[], Iterator[Answer]]]] = {
    "problems": lambda: of_each(saying.problems, told_of()),
    "reasons": lambda: of_all(saying.reasons),
    "pumps": lambda: of_all(saying.pumped),
    "walks": lambda: of_all(saying.walked),
    "policies": lambda: of_each(saying.policies, {name: told_of()[name] for name in OF_POLICIES}),
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_kind_of_sentence_is_in_the_book(topic: str) -> None:
    compare(f"phrases/{topic}.txt", book(TOPICS[topic]()))


def test_every_kind_of_explanation_is_in_the_book() -> None:
    topics: dict[str, list[Answer]] = {}
    for topic, answer in of_all(saying.explanations):
        topics.setdefault(topic, []).append(answer)
    for topic, answers in topics.items():
        compare(f"phrases/{topic}.txt", book(answers))


def test_no_text_is_left_over() -> None:
    """Those of other tests are written by them: findings, refusals, differences, reading."""
    others = {"explanations", "clauses", "plans", "findings", "refusals", "differences", "reading"}
    assert {path.stem for path in (FOLDER / "phrases").glob("*.txt")} == {*TOPICS, *others}


def test_kept_texts_stay_small() -> None:
    texts = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in texts) < 400_000


def test_what_is_of_one_kind() -> None:
    names = saying.Names(frozenset({"A", "A-"}))
    said = "“take A” (A for sure) ≻ “go on; then take A−” (A-: ≈\u202f0.333 · A, net 2: 2/3)."
    assert kind(said, names) == "• ≻ •."
    assert kind(said.replace("≻", "∥"), names) == "• ∥ •."
    assert kind(said, names, fine=True) == "• (◦ for #) ≻ • (◦: # · ◦, net #: #)."


def test_a_book_has_each_kind_once_where_it_is_simplest() -> None:
    long = Answer("long", ["The plan “a”, “b” is 2.", "So it is."])
    short = Answer("short", ["The plan “a” is 1."])
    other = Answer("other", ["The plan “x” is 7."])
    assert book([long, short, other]) == (
        "short\n  1 The plan “a” is 1.\n\nlong\n    (1)\n  2 So it is.\n"
    )
