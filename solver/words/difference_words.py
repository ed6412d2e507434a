"""What is different between two documents, in words for a person: as a count, and one by one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from solver.document.elements import Branch, Criterion, Node, Outcome, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.preferences.named_relations import names

_PARTS: Final = (
    ("parameter", "parameters", "parameters"),
    ("criterion", "criteria", "criteria"),
    ("outcome", "outcomes", "outcomes"),
    ("node", "nodes", "nodes"),
    ("branch", "branches", "branches"),
)
#: What fields are called, where their own name is not a word for a person.
_WORDS: Final = {
    "collapsed": "folded",
    "copy_of": "live copy of",
    "min": "smallest value",
    "max": "largest value",
    "better": "better is",
    "source": "from",
    "target": "to",
}


def differences(before: Document, after: Document) -> str:
    """How much was added, deleted and changed; “nothing” where the two are the same.

    >>> from solver.edits import AddNode
    >>> from solver.document.elements import Kind
    >>> differences(Document(), AddNode(Kind.CHOICE).apply(Document()))
    '1 node added; other things changed'
    """
    parts: list[str] = []
    for noun, plural, name in _PARTS[2:]:
        parts += _counted(noun, plural, getattr(before, name), getattr(after, name))
    counted = {name for _, _, name in _PARTS[2:]}
    rest = (name for name in Document.__dataclass_fields__ if name not in (*counted, "present"))
    if any(getattr(before, name) != getattr(after, name) for name in rest):
        parts.append("other things changed")
    elif not parts and any(
        list(getattr(before, name)) != list(getattr(after, name)) for name in counted
    ):
        parts.append("another order")
    return "; ".join(parts) or "nothing"


def _counted(noun: str, plural: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    kept = old.keys() & new.keys()
    counts = (
        (len(new.keys() - old.keys()), "added"),
        (len(old.keys() - new.keys()), "deleted"),
        (sum(not _same(old[id_], new[id_]) for id_ in kept), "changed"),
    )
    return [f"{n} {noun if n == 1 else plural} {what}" for n, what in counts if n]


def _same(one: Any, other: Any) -> bool:
    return one == other or not any(True for _ in _changed_fields(one, other))


def listed(before: Document, after: Document) -> Iterator[str]:
    """Every difference as a line of its own.

    >>> from solver.edits import SetNode
    >>> one = Document(nodes={"n": Node(id="n", kind="choice", label="Go?")})
    >>> list(listed(one, SetNode("n", {"label": "Stay?"}).apply(one)))
    ['Choice node “Stay?”: label “Go?” → “Stay?”.']
    """
    for name in ("title", "notes"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{name.capitalize()}: {_shown(old)} → {_shown(new)}."
    for noun, plural, part in _PARTS:
        yield from _listed_part(before, after, noun, plural, part)
    yield from _listed_preferences(before, after)
    if before.relations != after.relations:
        yield from _listed_relations(before, after)
    if before.root != after.root:
        old, new = (_node_name(d, d.root) if d.root else "none" for d in (before, after))
        yield f"Root: {old} → {new}."
    if before.completion != after.completion:
        yield "The utility function that completes the preferences is another."
    if before.view != after.view:
        yield "How the tree is drawn is another (its look, its direction or its free texts)."
    if any(
        one != other
        for one, other in (
            (before.extensions, after.extensions),
            (before.extra, after.extra),
            (before.preferences.extra, after.preferences.extra),
        )
    ):
        yield "Something that this version of Quandary does not know is another."


def _listed_part(
    before: Document, after: Document, noun: str, plural: str, part: str
) -> Iterator[str]:
    old, new = getattr(before, part), getattr(after, part)
    for id_, element in old.items():
        if id_ not in new:
            yield f"{_name(before, noun, element)} deleted."
    for id_, element in new.items():
        if id_ not in old:
            yield f"{_name(after, noun, element)} added."
        elif old[id_] != element and (
            changed := list(_changed_fields(old[id_], element, before, after))
        ):
            yield f"{_name(after, noun, element)}: {'; '.join(changed)}."
    if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        yield f"The order of the {plural} is another."


def _changed_fields(
    old: Any, new: Any, before: Document | None = None, after: Document | None = None
) -> Iterator[str]:
    """What is another in an entry, field by field; the two places of a node as one."""
    if isinstance(new, Node) and (old.x, old.y) != (new.x, new.y):
        yield f"place {_place(old)} → {_place(new)}"
    for field in msgspec.structs.fields(new):
        name = field.name
        if name in ("id", "present") or (name in ("x", "y") and isinstance(new, Node)):
            continue
        was, is_ = getattr(old, name), getattr(new, name)
        if was == is_:
            continue
        if name == "extra":
            yield "something that this version of Quandary does not know"
        else:
            was, is_ = _named(before, name, was), _named(after, name, is_)
            yield f"{_WORDS.get(name, name)} {was} → {is_}"


def _named(document: Document | None, field: str, value: Any) -> str:
    """A value as it is shown; what names another entry shows that entry's label."""
    if document is not None and isinstance(value, str):
        if field == "outcome" and value in document.outcomes:
            return _quoted(document.outcomes[value].label or value)
        if field in ("source", "target", "copy_of") and value in document.nodes:
            return _node_name(document, value)
    return _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, Numeral):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) or "none"
    if value is None or value == "":
        return "none"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line[:79]}…”" if len(line) > 80 else f"“{line}”"


def _place(node: Node) -> str:
    if node.x is None and node.y is None:
        return "by the layout"
    x, y = ("by the layout" if part is None else part.text for part in (node.x, node.y))
    return f"({x}, {y})"


def _name(
    document: Document, noun: str, element: Parameter | Criterion | Outcome | Node | Branch
) -> str:
    if isinstance(element, Node):
        name = _node_name(document, element.id)
        return f"{element.kind.capitalize()} node {name}"
    if isinstance(element, Branch):
        ends = (_node_name(document, id_) for id_ in (element.source, element.target))
        label = f" {_quoted(element.label)}" if element.label else ""
        return f"Branch{label} from {' to '.join(ends)}"
    return f"{noun.capitalize()} {_quoted(element.label or element.id)}"


def _node_name(document: Document, id_: str) -> str:
    node = document.nodes.get(id_)
    if node is None:
        return _quoted(id_)
    if node.label:
        return _quoted(node.label)
    outcome = document.outcomes.get(node.outcome or "")
    return _quoted(id_ if outcome is None else outcome.label or outcome.id)


def _listed_preferences(before: Document, after: Document) -> Iterator[str]:
    old, new = before.preferences, after.preferences
    for sign, name in (("is better than", "better"), ("is as good as", "equal")):
        was, is_ = (dict.fromkeys(map(tuple, getattr(p, name))) for p in (old, new))
        yield from _statements(
            before, sign, (pair for pair in was if pair not in is_), "not stated any more"
        )
        yield from _statements(after, sign, (pair for pair in is_ if pair not in was), "stated")
    if old.relation != new.relation:
        yield "How preferences compare lotteries is another."


def _listed_relations(before: Document, after: Document) -> Iterator[str]:
    """What is another about the named preference relations, of which one is active."""
    old, new = names(before), names(after)
    lines = [f"Preference relation {_quoted(name)} deleted." for name in old if name not in new]
    lines += [f"Preference relation {_quoted(name)} added." for name in new if name not in old]
    if old[:1] != new[:1]:
        was, is_ = (_quoted(known[0]) if known else "none" for known in (old, new))
        lines.append(f"Active preference relation: {was} → {is_}.")
    stored = [
        {r.name: r for r in d.relations.others} if d.relations else {} for d in (before, after)
    ]
    lines += [
        f"Preference relation {_quoted(name)} changed."
        for name, relation in stored[0].items()
        if stored[1].get(name, relation) != relation
    ]
    yield from lines or ["Something about the preference relations is another."]


def _statements(
    document: Document, sign: str, pairs: Iterable[tuple[str, ...]], what: str
) -> Iterator[str]:
    for one, other in pairs:
        both = (
            _quoted(document.outcomes[id_].label or id_ if id_ in document.outcomes else id_)
            for id_ in (one, other)
        )
        yield f"{f' {sign} '.join(both)}: {what}."
