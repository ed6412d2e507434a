"""What rules say of themselves is in the catalogue, down to the last word of a sentence."""

import json
import re
from collections.abc import Iterator

import pytest

import assets
from solver.document.elements import DEFAULT_SCALE, Kind
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.explanation_words import Said
from solver.words.names import Names
from tests.spoken import spoken


def capitals(text: str) -> str:
    """The text in capitals; what is filled in stays as it is."""
    return re.sub(r"[^{}]+(?![^{]*\})", lambda found: found.group().upper(), text)


def shouted(value: object) -> object:
    """A document with its labels in capitals; ids are no part of sentences."""
    if isinstance(value, dict):
        return {
            key: each.upper() if key in ("label", "title") else shouted(each)
            for key, each in value.items()
        }
    return [shouted(each) for each in value] if isinstance(value, list) else value


def words(name: str, rule: str) -> Iterator[Said]:
    made = loads(json.dumps(shouted(json.loads(assets.example_text(name)))))
    names = Names(made)
    try:
        plans = solve(made, rule).plans
    except QuandaryError:
        return
    for node in made.tree:
        if made.nodes[node].kind is Kind.CHOICE:
            for branch in made.children(node):
                yield said(names, why_branch(made, rule, branch.id))
    for permitted in plans:
        yield said(names, why_plan(made, rule, permitted.plan.choices))


@pytest.mark.parametrize("name", ["three-acts", "single-souring", "subtree", "texaco"])
def test_reasons_leave_no_english_in_another_language(name: str) -> None:
    with spoken(capitals):
        found = [text for rule in RULES for each in words(name, rule) for text in each.sentences]
    assert len(found) > 50
    assert not [text for text in found if re.search("[a-z]{3}", text.replace(DEFAULT_SCALE, ""))]
