"""What is said of a document with several opinions: each of its readings must be valid."""

from collections.abc import Iterator
from typing import Any

from solver.checks import check, errors
from solver.checks.opinions import opinions
from solver.document.model import Document
from solver.findings import Finding
from tests.documents.cases.finding_cases import base
from tests.documents.entries import branch


def messages(document: Document) -> list[str]:
    return [finding.message for finding in errors(check(document))]


def with_opinions(*opinions: dict[str, Any], second: str = "#") -> Document:
    return base(
        parameters=[{"id": "p", "value": "1/2"}],
        branches=[
            branch("cl", "c", "l", probability="p"),
            branch("cr", "c", "r", probability=second),
        ],
        opinions=list(opinions),
    )


def test_each_reading_is_checked() -> None:
    sound = {"id": "low", "parameters": {"p": 0}}, {"id": "high", "parameters": {"p": "2/3"}}
    assert messages(with_opinions(*sound)) == []
    high = {"id": "high", "label": "High", "parameters": {"p": 2}}
    assert [m[:28] for m in messages(with_opinions(sound[0], high))] == [
        "Under the opinion “High”: Th"
    ]
    assert messages(with_opinions(*sound, second="1/2")) == [
        "Under the opinion “low”: The probabilities at the first chance node sum to 1/2; they must sum to 1.",
        "Under the opinion “high”: The probabilities at the first chance node sum to 7/6; they must sum to 1.",
    ]


def test_what_is_wrong_without_opinions_is_told_once() -> None:
    (message,) = messages(with_opinions({"id": "a"}, {"id": "b"}, second="1/3"))
    assert message == "The probabilities at the first chance node sum to 5/6; they must sum to 1."


def test_opinions_are_about_parameters() -> None:
    (message,) = messages(with_opinions({"id": "low", "parameters": {"q": 0}}))
    assert message.startswith("The opinion “low” gives a value to “q”, and there is no such")
    (message,) = messages(with_opinions(*({"id": str(i)} for i in range(65))))
    assert message == "There are 65 opinions, and at most 64 can be held beside each other."


def test_each_reading_is_looked_at_once_and_what_is_known_not_at_all() -> None:
    document = with_opinions({"id": "low", "parameters": {"p": 0}}, {"id": "high"})
    known, new = (Finding(code="x", message=message) for message in ("known", "new"))
    seen: list[Document] = []

    def part(reading: Document) -> Iterator[Finding]:
        seen.append(reading)
        yield from (known, new)

    found = [finding.message for finding in opinions(document, [part], {known})]
    assert found == ["Under the opinion “low”: new", "Under the opinion “high”: new"]
    assert seen == list(document.readings)
