"""What keeps a document from being solved: every reason at once, with the ids concerned.

A half-built tree is normal, so nothing here is an exception: the findings are data that the
window shows at the place concerned and the command line prints.  Drafts (nodes that are not under
the root) are never errors.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from itertools import islice
from typing import Any, Final

from solver.document import (
    Branch,
    Completion,
    Document,
    Element,
    Kind,
    Node,
    Preferences,
    ScaleUtility,
    Values,
)
from solver.errors import NumberError
from solver.findings import Finding, Severity
from solver.parameters import resolve
from solver.preferences import clash
from solver.shares import shares
from solver.values import criterion_numerals, criterion_values

WARNING: Final = Severity.WARNING
MAX_SHOWN: Final = 5


def check(document: Document) -> tuple[Finding, ...]:
    """Everything that a person should look at; it can be solved iff none is an error."""
    return (
        *_parameters(document),
        *_criteria_and_outcomes(document),
        *_statements(document),
        *_completion(document),
        *_root(document),
        *_tree(document),
        *_nodes(document),
        *_payoffs(document),
        *_drafts(document),
        *_unknown_keys(document),
    )


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that keep the tree from being solved."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _called(node: Node) -> str:
    return f"“{node.label or node.id}”"


def _listed(ids: Sequence[str]) -> str:
    """Some ids in words; the finding itself holds all."""
    more = ", …" if len(ids) > MAX_SHOWN else ""
    return ", ".join(f"“{id_}”" for id_ in ids[:MAX_SHOWN]) + more


def _shown(value: Fraction) -> str:
    """The exact value, unless nobody could read it."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= 128:
        return str(value)
    try:
        return f"about {float(value):.17g}"
    except OverflowError:
        return "beyond 1e308" if value > 0 else "below -1e308"


def _parameters(document: Document) -> Iterator[Finding]:
    numerals = {id_: parameter.value for id_, parameter in document.parameters.items()}
    for id_, problem in resolve(numerals).problems.items():
        yield Finding(code="parameter.value", message=problem, parameters=(id_,))
    names = document.parameter_values
    for parameter in document.parameters.values():
        bounds: dict[str, Fraction] = {}
        for key in ("min", "max"):
            numeral = getattr(parameter, key)
            if numeral is None:
                continue
            try:
                bounds[key] = numeral.value(names)
            except NumberError as error:
                yield Finding(
                    code="parameter.bounds",
                    message=f"The {key} of parameter “{parameter.id}”: {error.message}",
                    severity=WARNING,
                    parameters=(parameter.id,),
                )
        value = names.get(parameter.id)
        low, high = bounds.get("min", value), bounds.get("max", value)
        if value is not None and low is not None and high is not None and not low <= value <= high:
            yield Finding(
                code="parameter.bounds",
                message=f"The parameter “{parameter.id}” is {_shown(value)}, "
                f"outside of {_shown(low)} to {_shown(high)}.",
                severity=WARNING,
                parameters=(parameter.id,),
            )


def _criteria_and_outcomes(document: Document) -> Iterator[Finding]:
    scales: dict[str, dict[frozenset[str], list[str]]] = {}
    for outcome in document.outcomes.values():
        if outcome.value is None:
            if outcome.scale is not None:
                yield Finding(
                    code="scale.no_value",
                    message=f"The outcome “{outcome.id}” names the scale “{outcome.scale}” but has "
                    "no value there, so it stands alone.",
                    severity=WARNING,
                    outcomes=(outcome.id,),
                )
            continue
        try:
            criteria = frozenset(criterion_values(document, outcome.value))
        except NumberError as error:
            yield Finding(
                code="outcome.value",
                message=f"The value of outcome “{outcome.id}”: {error.message}",
                outcomes=(outcome.id,),
            )
            continue
        if not criteria:
            yield Finding(
                code="outcome.value",
                message=f"The outcome “{outcome.id}” has an empty value: "
                "give it a number, or leave the value out so that it stands alone.",
                outcomes=(outcome.id,),
            )
            continue
        peers = scales.setdefault(outcome.scale_name or "", {})
        peers.setdefault(criteria, []).append(outcome.id)
    for scale, groups in scales.items():
        if len(groups) > 1:
            parts = "; ".join(
                f"{_listed(ids)} on {', '.join(sorted(criteria))}"
                for criteria, ids in groups.items()
            )
            yield Finding(
                code="scale.criteria",
                message=f"All outcomes on the scale “{scale}” must have values on the same "
                f"criteria, but there is {parts}.",
                outcomes=tuple(id_ for ids in groups.values() for id_ in ids),
            )


def _statements(document: Document) -> Iterator[Finding]:
    stated = document.preferences
    for x, y in (*stated.better, *stated.equal):
        unknown = tuple(id_ for id_ in dict.fromkeys((x, y)) if id_ not in document.outcomes)
        if unknown:
            names = " and ".join(f"“{id_}”" for id_ in unknown)
            yield Finding(
                code="preferences.unknown",
                message=f"A stated comparison of “{x}” and “{y}” names {names}, "
                f"and there is no such outcome.{_did_you_mean(unknown[0], document.outcomes)}",
                outcomes=unknown,
            )
    if (contradiction := clash(document)) is not None:
        yield Finding(
            code="preferences.clash",
            message=contradiction.message,
            outcomes=contradiction.outcomes,
        )


def _completion(document: Document) -> Iterator[Finding]:
    """Only expected utility needs the completion, and is strict about it: warnings here."""
    completion = document.completion
    if completion is None:
        return
    outcomes = document.outcomes.values()
    scales = {outcome.scale_name for outcome in outcomes if outcome.scale_name is not None}
    alone = {outcome.id for outcome in outcomes if outcome.scale_name is None}
    for noun, named, known in (
        ("scale", completion.scales, scales),
        ("outcome standing alone", completion.alone, alone),
    ):
        for name in named:
            if name not in known:
                yield Finding(
                    code="completion.unknown",
                    message=f"The completion names “{name}”, and there is no such {noun}."
                    f"{_did_you_mean(name, known)}",
                    severity=WARNING,
                )
    numerals: list[tuple[str, Values | None]] = [
        *((f"the utility of “{name}”", numeral) for name, numeral in completion.alone.items()),
        *((f"the weight of “{name}”", entry.weight) for name, entry in completion.scales.items()),
        *((f"the offset of “{name}”", entry.offset) for name, entry in completion.scales.items()),
    ]
    for place, values in numerals:
        for numeral in values.values() if isinstance(values, Mapping) else (values,):
            try:
                if numeral is not None:
                    numeral.value(document.parameter_values)
            except NumberError as error:
                yield Finding(
                    code="completion.number",
                    message=f"In the completion, {place}: {error.message}",
                    severity=WARNING,
                )


def _root(document: Document) -> Iterator[Finding]:
    if not document.nodes:
        yield Finding(
            code="root.missing", message="The tree is empty: add a choice or chance node to begin."
        )
    elif document.root is not None:
        if document.root not in document.nodes:
            yield Finding(
                code="root.missing",
                message=f"The root is said to be “{document.root}”, and there is no such node.",
            )
        elif entering := document.incoming(document.root):
            yield Finding(
                code="root.entered",
                message=f"The root {_called(document.nodes[document.root])} has a branch leading "
                "to it; nothing may lead to the root.",
                nodes=(document.root,),
                branches=tuple(branch.id for branch in entering),
            )
    elif not document.tops:
        yield Finding(
            code="root.missing",
            message="There is no root: every node has a branch leading to it.",
        )
    elif len(document.tops) > 1:
        yield Finding(
            code="root.ambiguous",
            message=f"{len(document.tops)} nodes could be the root ({_listed(document.tops)}): "
            "connect them, or say which is the root.",
            nodes=document.tops,
        )


def _tree(document: Document) -> Iterator[Finding]:
    for id_ in document.tree:
        entering = document.incoming(id_)
        if len(entering) > 1 and id_ != document.root:  # whose entrance is reported already
            sources = _listed([branch.source for branch in entering])
            yield Finding(
                code="tree.parents",
                message=f"{len(entering)} branches lead to {_called(document.nodes[id_])} "
                f"(from {sources}); in a tree just one may.",
                nodes=(id_,),
                branches=tuple(branch.id for branch in entering),
            )
    in_tree = set(document.tree)
    for cycle in islice(_cycles(document), MAX_SHOWN):
        listed = [f"“{id_}”" for id_ in cycle]
        if len(listed) > 2 * MAX_SHOWN:
            listed[MAX_SHOWN:-MAX_SHOWN] = ["…"]
        is_draft = bool(in_tree) and cycle[0] not in in_tree
        yield Finding(
            code="tree.cycle",
            message=f"The branches go round in a cycle: {' → '.join([*listed, listed[0]])}.",
            severity=WARNING if is_draft else Severity.ERROR,
            nodes=cycle,
        )


def _cycles(document: Document) -> Iterator[tuple[str, ...]]:
    """The cycles that a walk along the branches meets, those below the root first."""
    done: set[str] = set()
    for start in (*document.tree, *document.nodes):
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            id_, leave = stack.pop()
            if leave:
                on_path.discard(path.pop())
                done.add(id_)
            elif id_ in on_path:
                yield tuple(path[path.index(id_) :])
            elif id_ not in done:
                path.append(id_)
                on_path.add(id_)
                stack.append((id_, True))
                stack.extend((branch.target, False) for branch in document.children(id_))


def _nodes(document: Document) -> Iterator[Finding]:
    for id_ in document.tree:
        node = document.nodes[id_]
        branches = document.children(id_)
        if node.kind is Kind.OUTCOME:
            yield from _outcome_node(document, node, branches)
            continue
        if node.outcome is not None:
            yield Finding(
                code="outcome.misplaced",
                message=f"{_called(node)} is a {node.kind} node, so it cannot name an outcome.",
                nodes=(id_,),
            )
        if not branches:
            yield Finding(
                code="leaf.kind",
                message=f"The {node.kind} node {_called(node)} has no branches yet: "
                "every path must end at an outcome.",
                nodes=(id_,),
            )
            continue
        yield from _shares(document, node, branches)


def _outcome_node(
    document: Document, node: Node, branches: tuple[Branch, ...]
) -> Iterator[Finding]:
    if branches:
        yield Finding(
            code="outcome.leaf",
            message=f"The outcome node {_called(node)} must end the tree, but branches leave it.",
            nodes=(node.id,),
            branches=tuple(branch.id for branch in branches),
        )
    if node.outcome is None:
        yield Finding(
            code="outcome.missing",
            message=f"The outcome node {_called(node)} does not say which outcome it is.",
            nodes=(node.id,),
        )
    elif node.outcome not in document.outcomes:
        yield Finding(
            code="outcome.unknown",
            message=f"The outcome node {_called(node)} names “{node.outcome}”, and there is no such "
            f"outcome.{_did_you_mean(node.outcome, document.outcomes)}",
            nodes=(node.id,),
            outcomes=(node.outcome,),
        )


def _shares(document: Document, node: Node, branches: tuple[Branch, ...]) -> Iterator[Finding]:
    is_chance = node.kind is Kind.CHANCE
    noun = "probability" if is_chance else "policy"
    for branch in branches:
        misplaced = branch.policy if is_chance else branch.probability
        if misplaced is not None:
            other = "policy" if is_chance else "probability"
            right = "choice" if is_chance else "chance"
            yield Finding(
                code=f"{other}.misplaced",
                message=f"The branch “{branch.id}” has a {other}, but only branches of {right} "
                "nodes have one.",
                branches=(branch.id,),
                nodes=(node.id,),
            )
    found = shares(node, branches, document.parameter_values)
    for id_, problem in found.problems.items():
        yield Finding(
            code=f"{noun}.number",
            message=f"The {noun} of branch “{id_}”: {problem}",
            branches=(id_,),
            nodes=(node.id,),
        )
    out = [id_ for id_ in found.values if id_ in found.given and not 0 <= found.values[id_] <= 1]
    for id_ in out:
        yield Finding(
            code=f"{noun}.range",
            message=f"The {noun} of branch “{id_}” is {_shown(found.values[id_])}; "
            "it must lie in 0 to 1.",
            branches=(id_,),
            nodes=(node.id,),
        )
    if found.problems:
        return  # what the others sum to says nothing yet
    ids = tuple(branch.id for branch in branches)
    plural = "probabilities" if is_chance else "policy numbers"
    if found.shared and found.stated > 1 and not out:
        yield Finding(
            code=f"{noun}.sum",
            message=f"The {plural} given at {_called(node)} already sum to "
            f"{_shown(found.stated)}, so that less than nothing is left for the others.",
            nodes=(node.id,),
            branches=ids,
        )
    elif not found.shared and found.total != 1:
        yield Finding(
            code=f"{noun}.sum",
            message=f"The {plural} at {_called(node)} sum to {_shown(found.total)}; "
            "they must sum to 1.",
            nodes=(node.id,),
            branches=ids,
        )


def _payoffs(document: Document) -> Iterator[Finding]:
    """A payoff may only stand above outcomes that have a value on its criterion."""
    tree = set(document.tree)
    paid: dict[str, frozenset[str]] = {}
    for branch in document.branches.values():
        if branch.payoff is None:
            continue
        try:
            paid[branch.id] = frozenset(criterion_values(document, branch.payoff))
        except NumberError as error:
            yield Finding(
                code="payoff.number",
                message=f"The payoff of branch “{branch.id}”: {error.message}",
                severity=Severity.ERROR if branch.source in tree else WARNING,
                branches=(branch.id,),
            )
    if not paid:
        return
    lacking = _lacking(document)
    for branch_id, criteria in paid.items():
        branch = document.branches[branch_id]
        below = lacking.get(branch.target, {}) if branch.source in tree else {}
        for criterion in sorted(criteria & below.keys()):
            yield Finding(
                code="payoff.criterion",
                message=f"The payoff of branch “{branch_id}” counts on “{criterion}”, but the "
                f"outcome “{below[criterion]}” below it has no value there.",
                branches=(branch_id,),
                outcomes=(below[criterion],),
                criteria=(criterion,),
            )


def _lacking(document: Document) -> Mapping[str, Mapping[str, str]]:
    """For each node of the tree: criterion → an outcome below that has no value on it."""
    of_outcome = {
        outcome.id: {
            criterion: outcome.id
            for criterion in document.criterion_ids
            if criterion not in _criteria(document, outcome.value)
        }
        for outcome in document.outcomes.values()
    }
    lacking: dict[str, Mapping[str, str]] = {}
    for id_ in reversed(document.tree):  # the leaves first
        node = document.nodes[id_]
        if node.kind is Kind.OUTCOME:
            lacking[id_] = of_outcome.get(node.outcome or "", {})
            continue
        below = [found for b in document.children(id_) if (found := lacking.get(b.target))]
        lacking[id_] = {c: outcome for found in reversed(below) for c, outcome in found.items()}
    return lacking


def _criteria(document: Document, values: Values | None) -> Collection[str]:
    """The criteria that values name; all where that cannot be told, which is reported elsewhere."""
    try:
        return criterion_numerals(document, values).keys()
    except NumberError:
        return document.criterion_ids


def _drafts(document: Document) -> Iterator[Finding]:
    """Numbers in drafts that cannot be computed: nothing waits for them, so these are warnings."""
    names = document.parameter_values
    for id_ in document.drafts:
        for branch in document.children(id_):
            for noun, numeral in (("probability", branch.probability), ("policy", branch.policy)):
                if numeral is None or numeral.is_remainder:
                    continue
                try:
                    numeral.value(names)
                except NumberError as error:
                    yield Finding(
                        code=f"{noun}.number",
                        message=f"The {noun} of branch “{branch.id}”: {error.message}",
                        severity=WARNING,
                        branches=(branch.id,),
                        nodes=(id_,),
                    )


def _unknown_keys(document: Document) -> Iterator[Finding]:
    preferences, completion = document.preferences, document.completion
    for place, extra, known in (
        ("the document", document.extra, _keys(Document)),
        ("the preferences", preferences.extra, _keys(Preferences)),
        ("the completion", completion.extra if completion else {}, _keys(Completion)),
    ):
        for key in extra:
            yield _unknown_key(key, place, known, {})
    for name, entry in completion.scales.items() if completion else ():
        for key in entry.extra:
            yield _unknown_key(key, f"the completion’s scale “{name}”", _keys(ScaleUtility), {})
    groups: tuple[tuple[str, str, Mapping[str, Element]], ...] = (
        ("node", "nodes", document.nodes),
        ("branch", "branches", document.branches),
        ("outcome", "outcomes", document.outcomes),
        ("criterion", "criteria", document.criteria),
        ("parameter", "parameters", document.parameters),
    )
    for noun, plural, elements in groups:
        having: dict[str, list[Element]] = {}  # one finding per key, however many have it
        for element in elements.values():
            for key in element.extra:
                having.setdefault(key, []).append(element)
        for key, found in having.items():
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            ids = tuple(element.id for element in found)
            place = f"{noun} “{ids[0]}”{more}"
            yield _unknown_key(key, place, _keys(type(found[0])), {plural: ids})


def _keys(part: type[Any]) -> list[str]:
    """The keys that a part of a document may have in its file."""
    fields = part.__dataclass_fields__ if part is Document else part.__struct_fields__
    names = {"source": "from", "target": "to"}
    return [names.get(field, field) for field in fields if field not in ("present", "extra")]


def _unknown_key(key: str, place: str, known: Any, ids: Mapping[str, tuple[str, ...]]) -> Finding:
    return Finding(
        code="key.unknown",
        message=f"The key “{key}” of {place} means nothing to this version; it is kept as it is."
        f"{_did_you_mean(key, known)}",
        severity=WARNING,
        **ids,
    )


def _did_you_mean(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""
