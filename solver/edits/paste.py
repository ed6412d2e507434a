"""Subtrees that are cut, copied, pasted and duplicated: documents of their own, for a while."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from solver.document.changes import uses
from solver.document.elements import (
    Branch,
    ByCompletion,
    Criterion,
    Json,
    Kind,
    NamedCompletion,
    Node,
    Opinion,
    Outcome,
    Parameter,
    Preferences,
    Values,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.base import fresh_id, node_kind, state_root
from solver.edits.copies import written_out
from solver.edits.tree import (
    MoveBranch,
    Position,
    coordinate,
    fitted,
    is_open,
    put_in_place,
    require_inner,
)
from solver.errors import EditError
from solver.translation import tr

Pairs = tuple[tuple[str, str], ...]

#: The key of ``extensions`` for what the branches said that led to the tops.
ENTERING: Final = "entering"
_NUMBERS: Final = ("probability", "policy", "payoff")


def fragment(document: Document, tops: Iterable[str]) -> Document:
    """The subtrees below some nodes as a document, with all that they need to mean the same.

    Nodes below another of them come with it, not twice.  Live copies of what stays behind become
    subtrees of their own.  What the branches that led to the tops
    say is kept in ``extensions``, so that the document's text can be pasted anywhere.
    """
    wanted = [id_ for id_ in tops if id_ in document.nodes]
    inner = {below for id_ in wanted for below in document.below(id_) if below != id_}
    wanted = [id_ for id_ in wanted if id_ not in inner]
    document, kept = _with_originals(document, wanted)
    nodes = {id_: document.nodes[id_] for id_ in kept}
    branches = {b.id: b for b in document.branches.values() if b.source in kept}
    used = {node.outcome for node in nodes.values()}
    outcomes = {id_: o for id_, o in document.outcomes.items() if id_ in used}
    stated = document.preferences
    return Document(
        parameters=document.parameters,
        opinions=document.opinions if _depends_on_opinions(document, branches, outcomes) else {},
        criteria=document.criteria,
        outcomes=outcomes,
        preferences=Preferences(
            better=tuple(pair for pair in stated.better if used.issuperset(pair)),
            equal=tuple(pair for pair in stated.equal if used.issuperset(pair)),
            relation=stated.relation,
        ),
        nodes=nodes,
        branches=branches,
        completions={
            id_: document.completions[id_]
            for id_ in dict.fromkeys(map(_completion, nodes.values()))
            if id_ in document.completions
        },
        root=wanted[0] if len(wanted) == 1 else None,
        extensions={ENTERING: _entering(document, wanted)},
    )


def _depends_on_opinions(
    document: Document, branches: Mapping[str, Branch], outcomes: Mapping[str, Outcome]
) -> bool:
    """Whether opinions state a parameter that some number of these uses, directly or through others."""
    numbers: list[Values | None] = [outcome.value for outcome in outcomes.values()]
    for branch in branches.values():
        numbers += (branch.probability, branch.payoff, branch.policy)
    stated = {name for opinion in document.opinions.values() for name in opinion.parameters}
    grown = True
    while grown:  # what is said by way of one of them
        more = {id_ for id_, p in document.parameters.items() if uses(p.value, stated)} - stated
        stated |= more
        grown = bool(more)
    return any(uses(number, stated) for number in numbers)


def _completion(node: Node) -> str:
    """The named completion that is to hold at a node; empty if none is."""
    return node.conduct.completion if isinstance(node.conduct, ByCompletion) else ""


def _with_originals(document: Document, tops: list[str]) -> tuple[Document, dict[str, None]]:
    """The document with those live copies written out that would lose their originals; what is kept."""
    while True:
        kept = dict.fromkeys(below for id_ in tops for below in document.below(id_))
        lost = [
            id_
            for id_ in kept
            if (original := document.nodes[id_].copy_of) is not None
            and original not in kept
            and id_ not in document.expansion.problems
        ]
        if not lost:
            return document, kept
        for id_ in lost:
            document = written_out(document, id_, document)


def _entering(document: Document, tops: list[str]) -> dict[str, dict[str, Json]]:
    """What the branches that lead to some nodes say, as JSON."""
    result: dict[str, dict[str, Json]] = {}
    for top in tops:
        for branch in document.incoming(top)[:1]:
            said: dict[str, Json] = {"label": branch.label} if branch.label else {}
            for key in _NUMBERS:
                number = getattr(branch, key)
                if isinstance(number, Numeral):
                    said[key] = number.text
                elif number is not None:  # a payoff on several criteria
                    said[key] = {criterion: part.text for criterion, part in number.items()}
            result[top] = said
    return result


def _numbers(said: Json) -> Values | None:
    """A number, or numbers by criterion, from the JSON of `_entering`; None if it is neither."""
    if isinstance(said, str):
        return Numeral(said)
    if isinstance(said, dict) and all(isinstance(text, str) for text in said.values()):
        return {criterion: Numeral(text) for criterion, text in said.items()}
    return None


class Paste(msgspec.Struct, frozen=True):
    """Put a copy of all trees of another document below a node, or loose at a position.

    Outcomes, criteria and parameters with the same id that mean the same are shared.  Outcomes
    that mean something else come under a new id; criteria, parameters and opinions that do are refused.
    Below an outcome node of which nothing is said yet, one tree takes its place.  What is stated of the outcomes comes along; into an empty document also the title, the notes, the
    completion and the view of the source.  ``index`` is the place among the node's branches.
    """

    source: Document
    parent: str | None = None
    position: Position | None = None
    index: int | None = None
    name: str = "paste"

    def apply(self, document: Document) -> Document:
        if not self.source.nodes:
            return document
        in_place = False
        if self.parent is not None and node_kind(document, self.parent) is Kind.OUTCOME:
            in_place = len(self.source.tops) == 1 and is_open(document, self.parent)
            if not in_place:
                require_inner(document, self.parent)
        criteria = self._criteria(document)
        parameters = self._parameters(document)
        opinions = self._opinions(document)
        outcomes, outcome_ids = self._outcomes(document)
        nodes, node_ids = self._nodes(document, outcome_ids)
        completions, renamed = self._completions(document, outcome_ids)
        for id_ in node_ids.values():
            if (name := _completion(nodes[id_])) in renamed:
                conduct = ByCompletion(completion=renamed[name])
                nodes[id_] = msgspec.structs.replace(nodes[id_], conduct=conduct)
        preferences = self._preferences(document, outcome_ids)
        branches = dict(document.branches)
        for branch in self.source.branches.values():
            id_ = fresh_id(branches, "b") if branch.id in branches else branch.id
            ends = {"source": node_ids[branch.source], "target": node_ids[branch.target]}
            branches[id_] = msgspec.structs.replace(branch, id=id_, **ends)
        if self.parent is None:
            document = state_root(document)
            root = document.root
            if not document.nodes and self.source.root_id is not None:
                root = node_ids[self.source.root_id]
            if not document.nodes and not document.outcomes:  # what it says of itself comes along
                document = replace(
                    document,
                    title=document.title or self.source.title,
                    notes=document.notes or self.source.notes,
                    completion=document.completion or self.source.completion,
                    view={**self.source.view, **document.view},
                )
        result = replace(
            document,
            criteria=criteria,
            parameters=parameters,
            opinions=opinions,
            outcomes=outcomes,
            preferences=preferences,
            nodes=nodes,
            completions=completions,
        )
        if self.parent is None:
            return replace(result, branches=branches, root=root)
        if in_place:
            own = node_ids[self.source.tops[0]]
            return put_in_place(replace(result, branches=branches), self.parent, own)
        hung = []
        for top in self.source.tops:
            id_ = fresh_id(branches, "b")
            branch = Branch(id=id_, source=self.parent, target=node_ids[top], **self._said(top))
            branches[id_] = fitted(result, branch)
            hung.append(id_)
        result = replace(result, branches=branches)
        if self.index is not None:
            for place, id_ in enumerate(hung, self.index):
                result = MoveBranch(id_, place).apply(result)
        return result

    def _said(self, top: str) -> dict[str, Any]:
        """What the branch that led to a top said, as far as the text of the source tells."""
        entering = (self.source.extensions or {}).get(ENTERING)
        said = entering.get(top) if isinstance(entering, dict) else None
        if not isinstance(said, dict):
            return {}
        label = said.get("label")
        numbers = {key: _numbers(said.get(key)) for key in _NUMBERS}
        for key in ("probability", "policy"):  # only payoffs go by criterion
            if not isinstance(numbers[key], Numeral):
                numbers[key] = None
        return {"label": label if isinstance(label, str) else "", **numbers}

    def _criteria(self, document: Document) -> dict[str, Criterion]:
        both = all(
            any(outcome.value is not None for outcome in one.outcomes.values())
            for one in (document, self.source)
        )
        if both and _kinds(document) != _kinds(self.source):
            raise EditError(
                tr(
                    "What was copied has other criteria than this tree, so its values mean something "
                    "else here."
                )
            )
        return dict(document.criteria or self.source.criteria)

    def _preferences(self, document: Document, outcomes: dict[str, str]) -> Preferences:
        """What is stated here, and of the outcomes that come."""

        def added(here: Pairs, there: Pairs) -> Pairs:
            known = [(outcomes[x], outcomes[y]) for x, y in there if {x, y} <= outcomes.keys()]
            return tuple(dict.fromkeys((*here, *known)))

        here, there = document.preferences, self.source.preferences
        better, equal = added(here.better, there.better), added(here.equal, there.equal)
        relation = here.relation if document.nodes else there.relation
        result: Preferences = msgspec.structs.replace(
            here, better=better, equal=equal, relation=relation
        )
        return here if result == here else result

    def _parameters(self, document: Document) -> dict[str, Parameter]:
        result = dict(document.parameters)
        for id_, parameter in self.source.parameters.items():
            if id_ in result and result[id_].value != parameter.value:
                raise EditError(
                    tr(
                        "The parameter “{id}” is {text} here and was {text2} where this was copied: rename one of them first."
                    ).format(id=id_, text=result[id_].value.text, text2=parameter.value.text)
                )
            result.setdefault(id_, parameter)
        return result

    def _opinions(self, document: Document) -> Mapping[str, Opinion]:
        """The opinions of both, which must be the same ones where both list some."""
        here, there = document.opinions, self.source.opinions
        if not here or not there:
            return here or there
        result = dict(here)
        for id_, opinion in there.items():
            own = result.get(id_)
            both = {} if own is None else own.parameters.keys() & opinion.parameters.keys()
            if own is None or any(own.parameters[p] != opinion.parameters[p] for p in both):
                raise EditError(
                    tr(
                        "What was copied has other opinions than this document: look at one of them alone "
                        "where it is copied, or make them the same."
                    )
                )
            stated = {**opinion.parameters, **own.parameters}
            result[id_] = msgspec.structs.replace(own, parameters=stated)
        return here if result == here else result

    def _outcomes(self, document: Document) -> tuple[dict[str, Outcome], dict[str, str]]:
        result = dict(document.outcomes)
        ids = {}
        for id_, outcome in self.source.outcomes.items():
            same = result.get(id_)
            new = id_
            if same is not None and _meaning(same) != _meaning(outcome):
                new = fresh_id(result, f"{id_}_")
            if new not in result:
                result[new] = msgspec.structs.replace(outcome, id=new)
            ids[id_] = new
        return result, ids

    def _completions(
        self, document: Document, outcomes: dict[str, str]
    ) -> tuple[dict[str, NamedCompletion], dict[str, str]]:
        """The named completions of both; those that mean something else come under a new id."""
        result, renamed = dict(document.completions), dict[str, str]()
        for id_, named in self.source.completions.items():
            alone = {outcomes.get(key, key): u for key, u in named.alone.items()}
            coming = msgspec.structs.replace(named, alone=alone)
            same = result.get(id_)
            if same is not None and same.completion != coming.completion:
                renamed[id_] = fresh_id(result, f"{id_}_")
                coming = msgspec.structs.replace(coming, id=renamed[id_])
            result.setdefault(coming.id, coming)
        return result, renamed

    def _nodes(
        self, document: Document, outcomes: dict[str, str]
    ) -> tuple[dict[str, Node], dict[str, str]]:
        result = dict(document.nodes)
        ids = {}
        for id_, node in self.source.nodes.items():
            new = fresh_id(result, "n") if id_ in result else id_
            ids[id_] = new
            outcome = None if node.outcome is None else outcomes.get(node.outcome)
            result[new] = msgspec.structs.replace(node, id=new, outcome=outcome, x=None, y=None)
        for id_, node in self.source.nodes.items():
            if node.copy_of is not None:
                original = ids.get(node.copy_of, node.copy_of)
                result[ids[id_]] = msgspec.structs.replace(result[ids[id_]], copy_of=original)
        if self.position is not None:
            x, y = self.position
            for top in self.source.tops:
                place = {"x": coordinate(x), "y": coordinate(y)}
                result[ids[top]] = msgspec.structs.replace(result[ids[top]], **place)
                y += 80
        return result, ids


def _kinds(document: Document) -> list[tuple[str, str]]:
    """The criteria, and which way each is better."""
    found = [(id_, document.criterion(id_)) for id_ in document.criterion_ids]
    return [(id_, criterion.better if criterion else "more") for id_, criterion in found]


def _meaning(outcome: Outcome) -> object:
    return outcome.label, outcome.scale_name, outcome.value
