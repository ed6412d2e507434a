"""Long names that begin alike are told apart where there is little room."""

from solver.document.model import Document
from solver.edits import AddOutcome, SetOutcome
from widgets.preferences.stating import outcome_names, short_names


def called(*labels: str) -> Document:
    document = Document()
    for label in labels:
        document = AddOutcome().apply(document)
        document = SetOutcome(list(document.outcomes)[-1], {"label": label}).apply(document)
    return document


def test_they_begin_where_they_differ() -> None:
    document = called(
        "The agent is shut down after step 3 and waits",
        "The agent is shut down after step 12 and waits",
        "Lucky task done",
        "The agent goes on",
    )
    assert list(short_names(document).values()) == [
        "…step 3 and waits",
        "…step 12 and waits",
        "Lucky task done",
        "The agent goes on",
    ]
    assert next(iter(outcome_names(document).values())).startswith("The agent is shut down")
