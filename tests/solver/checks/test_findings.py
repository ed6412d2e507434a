"""Every finding about a document: its severity, what it is about, and its sentences."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.checks import check
from solver.checks.nodes import at_node
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.findings import Finding
from solver.preferences.contradictions import preference_of
from solver.tree_names import TreeNames
from tests.documents.cases.finding_cases import CASES, shares
from tests.kept.kept import compare
from tests.kept.phrases import Answer, Names, book, each
from tests.spoken import spoken

EXACT = (
    "0", "1", "0.5", "1/2", "1/3", "2/3", "1/6", "25%", "75%", "p", "1 - p", "-1/2", "1.5", "0.250", "-0"
)  # fmt: skip
TYPED = (*EXACT, None, "#", " # ", "1/0", "q", "", "(")


def places(found: Finding) -> str:
    """What a finding is about."""
    listed = {
        key: " ".join(getattr(found, key))
        for key in ("nodes", "branches", "outcomes", "parameters", "criteria")
    }
    return "".join(f", {key} {ids}" for key, ids in listed.items() if ids)


def test_what_is_found_and_where() -> None:
    lines: list[str] = []
    for title, document in CASES:
        findings = check(document)
        lines.append(title if findings else f"{title}: nothing")
        lines += [f"  {found.severity} {found.code}{places(found)}" for found in findings[:20]]
        lines += [f"  and {len(findings) - 20} more"] * (len(findings) > 20)
    compare("findings.txt", "\n".join(lines))


def test_every_kind_of_finding_is_in_the_book() -> None:
    answers = [
        Answer(f"{title}: {found.code}", each(found.message), Names.of(document))
        for title, document in CASES
        for found in check(document)[:20]
    ]
    compare("phrases/findings.txt", book(answers))


def test_findings_are_translated_whole() -> None:
    """What is left as it was are names, in quotation marks, and words of the file."""

    def upper(text: str) -> str:
        parts = re.split(r"(\{[^{}]*\})", text)
        return "".join(part if part.startswith("{") else part.upper() for part in parts)

    left: dict[str, str] = {}
    with spoken(upper):
        for _, document in CASES:
            for found in check(replace(document)):
                said = re.sub("“[^”]*”", "", found.message)
                left |= dict.fromkeys(re.findall("[a-z]{3,}", said), found.code)
    of_the_file = {"key.unknown", "steps.unknown"}
    assert {word for word, code in left.items() if code not in of_the_file} == {"min", "max"}


def test_the_quick_test_of_nodes_passes_over_nothing() -> None:
    """Each node looked at for itself says what the check of all nodes says of it."""
    for title, document in CASES:
        if document.expansion.document is not document:
            continue
        each = [
            f for id_ in document.tree for f in at_node(TreeNames(document), document.nodes[id_])
        ]
        every = [f for f in check(document) if f in each]
        assert every == each, title


def test_a_relation_is_not_made_of_what_clashes() -> None:
    for title, document in CASES:
        clashing = [f.message for f in check(document) if f.code == "preferences.clash"]
        if clashing:
            with pytest.raises(NumberError) as error:
                preference_of(document)
            assert [error.value.message] == clashing, title


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(["chance", "choice"]),
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=4),
    st.lists(st.sampled_from([None, None, None, None, "1", "#", "1/0"]), min_size=4, max_size=4),
)
def test_any_shares_are_looked_at_where_something_is_wrong(
    kind: str, given_: list[str | None], other: list[str | None]
) -> None:
    keys = ("probability", "policy") if kind == "chance" else ("policy", "probability")
    stated = [
        {key: text for key, text in zip(keys, texts, strict=True) if text is not None}
        for texts in zip(given_, other, strict=False)
    ]
    document = shares(kind, *stated, parameters=[{"id": "p", "value": "1/3"}])
    node_findings = tuple(at_node(TreeNames(document), document.nodes["c"]))
    assert check(document) == node_findings
    if kind == "chance" and not any(other[: len(given_)]):
        values = [Numeral(text).value({"p": Fraction(1, 3)}) for text in given_ if text in EXACT]
        rest = len(values) < len(given_)
        if all(text in EXACT or text in (None, "#") for text in given_):
            total = sum(values)
            is_good = all(0 <= v <= 1 for v in values) and (total <= 1 if rest else total == 1)
            assert (node_findings == ()) is is_good
