"""Showing a tree step by step: an ordered list of what comes next, and what stands on every frame.

The steps are kept in the document's ``view`` under ``steps``; a document that has none is shown in
steps made from what a rule says (`generated`).  What a step uncovers stays uncovered; a plan,
something highlighted and a zoom hold for their own step only.  What no step uncovers is there from
the beginning, except what a rule says, which is there only once a step says so.  Nothing ever moves.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import msgspec

from solver.document.elements import EMPTY, Json, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.prospect import Prospect
from solver.solution import Plan, Solution
from solver.translation import mark

#: The key in the document's ``view``.
KEY: Final = "steps"
PLANS: Final = 12  # that are shown by themselves
#: What a step can show, and what it is called.
SHOWS: Final = {
    "structure": mark("Structure"),
    "probabilities": mark("Probabilities"),
    "values": mark("Values"),
    "rollback": mark("Rollback"),
    "verdict": mark("Verdict"),
    "plan": mark("Plan"),
    "chart": mark("Chart"),
    "nothing": mark("Nothing new"),
}
#: What a rule says; such a step needs its answer.
ANSWERS: Final = ("rollback", "verdict", "plan")


class Where(msgspec.Struct, frozen=True):
    """Some nodes and branches, and some nodes with everything below them."""

    nodes: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    subtrees: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.branches or self.subtrees)


#: As ``where`` of a step: everywhere; as what it highlights: nothing.
UNSAID: Final = Where()


class Step(msgspec.Struct, frozen=True):
    """What one step adds.

    ``show`` is one of `SHOWS`, ``where`` narrows it to a part of the tree.  A rollback goes up to
    the height ``stage`` above a node’s lowest leaf (all the way if 0).  ``rule`` is the one that is
    asked (the one that the person chose if empty), ``plan`` the branch at every choice node.  For
    its own time the step marks what it ``highlight``\\ s and shows only the subtree of the node
    ``zoom``; a step that shows a ``chart`` (as `solver.charts.question` writes it) has it instead of
    the tree.  ``notes`` are for the speaker.
    """

    show: str
    name: str = ""
    stage: int = 0
    plan: Mapping[str, str] = EMPTY
    where: Where = UNSAID
    rule: str = ""
    highlight: Where = UNSAID
    zoom: str = ""
    notes: str = ""
    chart: str = ""


_USUAL: Final[dict[str, Any]] = msgspec.structs.asdict(Step(""))


def generated(document: Document, solution: Solution | None = None) -> tuple[Step, ...]:
    """The steps that explain a tree and what a rule says of it.

    First the structure, then probabilities, then values; then the answer.  What
    is rolled back comes stage by stage from the leaves.  Other rules look at whole plans, so that
    their verdict comes at once; then every permitted plan follows by itself, if there are several.
    """
    document = document.expanded
    steps = [Step("structure", "Structure")]
    kinds = {document.nodes[id_].kind for id_ in document.tree}
    numbered = any(b.payoff or b.policy for b in document.branches.values())
    if Kind.CHANCE in kinds or numbered:
        steps.append(Step("probabilities", "Probabilities"))
    if any(outcome.value is not None for outcome in document.outcomes.values()):
        steps.append(Step("values", "Values"))
    if solution is None:
        return tuple(steps)
    rule = solution.rule
    if solution.rolls_back:
        top = max(heights(document).values(), default=0)
        steps += [
            Step("rollback", f"Rollback, stage {n}", stage=n, rule=rule) for n in range(1, top + 1)
        ]
    else:
        steps.append(Step("verdict", "Verdict", rule=rule))
    if len(solution.plans) > 1:
        for number, permitted in enumerate(solution.plans[:PLANS], start=1):
            choices = permitted.plan.choices
            steps.append(Step("plan", f"Plan {number}", plan=choices, rule=rule))
    return tuple(steps)


_BY_ITSELF: Final = re.compile(
    r"Structure|Probabilities|Values|Verdict|Rollback, stage \d+|Plan \d+"
)


def is_named_by_itself(step: Step) -> bool:
    """Whether its name is one that `generated` gives, which is not true of it once it shows something else."""
    return _BY_ITSELF.fullmatch(step.name) is not None


def heights(document: Document) -> Mapping[str, int]:
    """How many branches the longest way down from each node of the tree has."""
    found: dict[str, int] = {}
    for id_ in reversed(document.tree):  # children come before their parents
        below = [found.get(branch.target, 0) for branch in document.children(id_)]
        found[id_] = 1 + max(below) if below else 0
    return found


# ------------------------------------------------------------------------------ in the document


def saved(document: Document) -> tuple[Step, ...]:
    """The steps that a document keeps, in order; entries that are none are left alone."""
    return tuple(step for _, step in entries(document))


def entries(document: Document) -> Iterator[tuple[int, Step]]:
    """The same with the place of each in the document’s list."""
    listed = document.view.get(KEY)
    for place, entry in enumerate(listed if isinstance(listed, list) else ()):
        if (step := read_step(entry)) is not None:
            yield place, step


def read_step(entry: Json) -> Step | None:
    """The step that an entry of the file states; None if it is none.

    What a step states wrongly counts as not stated.
    """
    if not isinstance(entry, Mapping) or entry.get("show") not in list(SHOWS):
        return None
    return Step(
        show=entry["show"],
        stage=_number(entry.get("stage")),
        plan=_choices(entry.get("plan")),
        where=_place(entry.get("where")),
        highlight=_place(entry.get("highlight")),
        **{key: _text(entry.get(key)) for key in ("name", "rule", "zoom", "notes", "chart")},
    )


def chart_parameters(step: Step) -> tuple[str, ...]:
    """The parameters that the chart of a step is about.

    >>> chart_parameters(Step("chart", chart="map:p,q"))
    ('p', 'q')
    """
    word = step.chart.partition("@")[0] if step.show == "chart" else ""
    about = word.partition(":")[2]
    return tuple(part.strip() for part in about.split(",") if part.strip())


def step_entry(step: Step, stated: Json = None) -> Json:
    """What the file holds for a step; keys that this version does not know are kept."""
    kept = dict(stated) if isinstance(stated, Mapping) else {}
    for key, value in msgspec.structs.asdict(step).items():
        if value == _USUAL[key] and key != "show":
            kept.pop(key, None)
        elif isinstance(value, Where):
            old = kept.get(key)
            unknown = {k: v for k, v in old.items() if k not in value.__struct_fields__} if (
                isinstance(old, Mapping)
            ) else {}  # fmt: skip
            said = msgspec.structs.asdict(value).items()
            kept[key] = {k: list(ids) for k, ids in said if ids} | unknown
        elif isinstance(value, int):
            kept[key] = Numeral(str(value), quoted=False)
        else:
            kept[key] = dict(value) if isinstance(value, Mapping) else value
    return kept


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Json) -> int:
    text = value.text if isinstance(value, Numeral) else ""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else 0


def _choices(value: Json) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        return EMPTY
    return {node: branch for node, branch in value.items() if isinstance(branch, str)}


def _place(value: Json) -> Where:
    if not isinstance(value, Mapping):
        return UNSAID
    listed = (value.get(key) for key in Where.__struct_fields__)
    return Where(
        *(
            tuple(id_ for id_ in ids if isinstance(id_, str)) if isinstance(ids, list) else ()
            for ids in listed
        )
    )


# ----------------------------------------------------------------------------------- the frames

NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Frame:
    """What is shown once a step and all before it have been made, in the document written out."""

    step: Step
    hidden_nodes: frozenset[str] = NONE  # still to come
    hidden_branches: frozenset[str] = NONE
    unnumbered: frozenset[str] = NONE  # branches whose numbers are still to come
    unvalued: frozenset[str] = NONE  # outcome nodes whose values are still to come
    opened: frozenset[str] = NONE  # nodes at which it is shown what the rule says
    known: frozenset[str] = NONE  # nodes of which it has been said whether they can be reached
    rule: str | None = None  # the one whose answer is shown; empty: the one that was chosen
    plan: Plan | None = None
    marked_nodes: frozenset[str] = NONE
    marked_branches: frozenset[str] = NONE
    named_nodes: frozenset[str] = NONE  # of which the step itself speaks
    named_branches: frozenset[str] = NONE


def frames(document: Document, steps: Sequence[Step]) -> tuple[Frame, ...]:
    """One frame for every step."""
    document = document.expanded
    covers = _with_ends(document, [_cover(document, step) for step in steps])
    layers = zip(
        steps,
        *(_still_to_come(layer) for layer in _layers(covers)),
        _answers(document, steps),
        strict=True,
    )
    return tuple(
        _frame(document, step, hidden, uncrossed, unnumbered, unvalued, answer)
        for step, hidden, uncrossed, unnumbered, unvalued, answer in layers
    )


class _Cover(NamedTuple):
    """What a step uncovers."""

    nodes: frozenset[str] = NONE
    branches: frozenset[str] = NONE
    numbers: frozenset[str] = NONE  # of branches
    values: frozenset[str] = NONE  # of outcome nodes


def _layers(covers: Sequence[_Cover]) -> Iterator[list[frozenset[str]]]:
    """The same layer by layer."""
    for layer in range(len(_Cover._fields)):
        yield [cover[layer] for cover in covers]


def _with_ends(document: Document, covers: Sequence[_Cover]) -> list[_Cover]:
    """The same where a branch brings its ends: the node from which it goes if that is still to come,
    and the one to which it goes if no step says when that comes."""
    coming = frozenset[str]().union(*(cover.nodes for cover in covers))

    def ends(cover: _Cover) -> frozenset[str]:
        branches = [document.branches[id_] for id_ in cover.branches]
        begin = coming.intersection(branch.source for branch in branches)
        return begin | {branch.target for branch in branches} - coming

    return [cover._replace(nodes=cover.nodes | ends(cover)) for cover in covers]


def _cover(document: Document, step: Step) -> _Cover:
    if step.show not in ("structure", "probabilities", "values"):
        return _Cover()
    nodes, branches = frozenset(document.nodes), frozenset(document.branches)
    if step.where:
        nodes, branches = _covered(document, step.where)
    if step.show == "values":
        return _Cover(values=nodes)
    if step.show == "probabilities":
        leaving = (branch.id for id_ in nodes for branch in document.children(id_))
        return _Cover(numbers=branches.union(leaving) if step.where else branches)
    entered = (branch.id for id_ in step.where.subtrees for branch in document.incoming(id_))
    return _Cover(nodes, branches.union(entered))


@dataclass(frozen=True)
class _Answer:
    """At which nodes it is shown what which rule says."""

    rule: str | None = None
    opened: frozenset[str] = NONE
    known: frozenset[str] = NONE


def _frame(
    document: Document,
    step: Step,
    hidden: frozenset[str],
    uncrossed: frozenset[str],
    unnumbered: frozenset[str],
    unvalued: frozenset[str],
    answer: _Answer,
) -> Frame:
    marked = _covered(document, step.highlight)
    plan = Plan(step.plan, Prospect()) if step.show == "plan" else None
    if plan is not None:  # a plan says by itself what can be reached
        everything = frozenset(document.nodes)
        answer = _Answer(step.rule, everything, everything)
    return Frame(
        step,
        hidden,
        uncrossed,
        unnumbered,
        unvalued,
        answer.opened,
        answer.known,
        answer.rule,
        plan,
        *marked,
        *(marked if step.show == "nothing" else _covered(document, step.where)),
    )


def _covered(document: Document, where: Where) -> tuple[frozenset[str], frozenset[str]]:
    """The nodes and the branches of a part of the tree; what is not there any more is left out."""
    nodes = {id_ for id_ in where.nodes if id_ in document.nodes}
    branches = {id_ for id_ in where.branches if id_ in document.branches}
    for top in where.subtrees:
        if top in document.nodes:
            below = set(document.below(top))
            nodes |= below
            branches |= {b.id for id_ in below for b in document.children(id_)}
    return frozenset(nodes), frozenset(branches)


def _still_to_come(covers: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """After each step, what later ones uncover for the first time."""
    covers = list(covers)
    coming = frozenset[str]().union(*covers)
    for cover in covers:
        if cover:
            coming = coming - cover
        yield coming


def _answers(document: Document, steps: Sequence[Step]) -> Iterator[_Answer]:
    """After each step, what has been said by the rule that spoke last."""
    high: Mapping[str, int] | None = None
    answer = _Answer()
    for step in steps:
        if step.show in ("rollback", "verdict"):
            nodes, branches = _covered(document, step.where)
            nodes |= {document.branches[id_].source for id_ in branches}
            opened = nodes if step.where else frozenset(document.nodes)
            if step.show == "rollback" and step.stage:
                high = heights(document) if high is None else high
                opened = frozenset(id_ for id_ in opened if high.get(id_, 0) <= step.stage)
            if step.rule == answer.rule:  # two rules side by side would say what neither says
                opened |= answer.opened
            answer = _Answer(step.rule, opened, _known(document, opened))
        yield answer


def _known(document: Document, opened: frozenset[str]) -> frozenset[str]:
    """The nodes above which every choice has been judged."""
    found: set[str] = set()
    for id_ in document.tree:
        above = document.parent(id_) if id_ != document.root_id else None
        judged = above is None or document.nodes[above].kind is not Kind.CHOICE or above in opened
        if judged and (above is None or above in found):
            found.add(id_)
    return frozenset(found)


def rules_asked(steps: Iterable[Step]) -> tuple[str, ...]:
    """The rules whose answers some steps need, each once; an empty one is the one that was chosen."""
    return tuple(dict.fromkeys(step.rule for step in steps if step.show in ANSWERS))
