"""What a DOT graph says of a tree in attributes of our own, so that scripts and we can read it.

Numbers are as typed where they mean the same without the document's parameters, else worked out.
Criteria, outcomes and stated preferences are attributes of the graph, in the words of the document's
format.  Notes, parameters, positions, opinions, settled choices, scenarios and completions are not there.
"""

from collections.abc import Mapping

import msgspec

from solver.document.elements import Branch, Kind, Node, Values
from solver.document.model import Document
from solver.document.numerals import Numeral, plain_numeral
from solver.errors import NumberError
from solver.formats.dot_keys import KEYS
from solver.formats.quandary import dumps
from solver.formats.quandary.exact_json import parse, render


def stated(document: Document) -> Mapping[str, str]:
    """What is said of the whole tree, where it is not as usual."""
    outcomes = {
        id_: msgspec.structs.replace(outcome, value=_worked_out(document, outcome.value), notes="")
        for id_, outcome in document.outcomes.items()
    }
    bare = Document(criteria=document.criteria, outcomes=outcomes, preferences=document.preferences)
    written = parse(dumps(bare))
    return {key: render(written[key]) for key in KEYS if written.get(key)}


def node_facts(document: Document, node: Node) -> Mapping[str, str]:
    """What a node is."""
    facts = {"id": node.id, "kind": str(node.kind), "text": node.label}
    if node.kind is Kind.OUTCOME and node.outcome is not None:
        facts["outcome"] = node.outcome
        if (outcome := document.outcomes.get(node.outcome)) is not None:
            facts["value"] = _values(document, outcome.value)
    return {key: text for key, text in facts.items() if text}


def branch_facts(document: Document, branch: Branch) -> Mapping[str, str]:
    """What a branch is."""
    facts = {"id": branch.id, "text": branch.label, "payoff": _values(document, branch.payoff)}
    for key, share in (("probability", branch.probability), ("policy", branch.policy)):
        facts[key] = "" if share is None else _number(document, share).text
    return {key: text for key, text in facts.items() if text}


def _values(document: Document, values: Values | None) -> str:
    """A number, or an object of numbers by criterion."""
    values = _worked_out(document, values)
    if values is None:
        return ""
    return values.text if isinstance(values, Numeral) else render(values)


def _worked_out(document: Document, values: Values | None) -> Values | None:
    if values is None or isinstance(values, Numeral):
        return None if values is None else _number(document, values)
    return {criterion: _number(document, each) for criterion, each in values.items()}


def _number(document: Document, numeral: Numeral) -> Numeral:
    """As typed where that can be read without the parameters."""
    if numeral.is_remainder:
        return numeral
    try:
        numeral.value()
    except NumberError:
        try:
            return plain_numeral(numeral.value(document.parameter_values))
        except NumberError:
            return numeral  # a finding says so, here and there
    return numeral
