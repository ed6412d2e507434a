"""What is different between two documents, in words for a person: as a count, and one by one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec

from solver.document.elements import Branch, ByCompletion, Element, Node
from solver.document.field_forms import Field, FieldTable, Form, ListOf, MapOf, NamedList
from solver.document.fields import DOCUMENT, VIEW
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.preferences.named_relations import names as relation_names
from solver.translation import capital, mark, tr
from solver.tree_names import by_kind
from solver.words.names import Names, quoted


@dataclass(frozen=True)
class _Side:
    """One of two documents, and what everything in it is called."""

    document: Document

    @cached_property
    def names(self) -> Names:
        return Names(self.document)


#: The lists whose entries are counted; all else is “other things”.
_COUNTED: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "outcomes": (
        (mark("{n} outcome added"), mark("{n} outcomes added")),
        (mark("{n} outcome deleted"), mark("{n} outcomes deleted")),
        (mark("{n} outcome changed"), mark("{n} outcomes changed")),
    ),
    "nodes": (
        (mark("{n} node added"), mark("{n} nodes added")),
        (mark("{n} node deleted"), mark("{n} nodes deleted")),
        (mark("{n} node changed"), mark("{n} nodes changed")),
    ),
    "branches": (
        (mark("{n} branch added"), mark("{n} branches added")),
        (mark("{n} branch deleted"), mark("{n} branches deleted")),
        (mark("{n} branch changed"), mark("{n} branches changed")),
    ),
}
#: What fields, entries and lists of the document are called.
WORDS: Final = frozenset(
    {
        mark("alone"), mark("alpha"), mark("better is"), mark("beta"), mark("branch"), mark("branches"),
        mark("completion"), mark("completions"), mark("conduct"), mark("criteria"), mark("criterion"),
        mark("digits after the point"), mark("distribution"), mark("exponent"), mark("folded"), mark("leaves"), mark("kind"),
        mark("label"), mark("largest value"), mark("live copy of"), mark("max"), mark("mean"), mark("min"),
        mark("mode"), mark("name"), mark("named completion"), mark("node"), mark("nodes"), mark("notes"),
        mark("offset"), mark("opinion"), mark("opinions"), mark("outcome"), mark("outcomes"), mark("parameter"),
        mark("parameters"), mark("payoff"), mark("points"), mark("policy"), mark("prefix"), mark("probability"),
        mark("risk tolerance"), mark("scale"), mark("scales"), mark("scenario"), mark("scenarios"), mark("sd"),
        mark("shape"), mark("share"), mark("shares of opinions"), mark("smallest value"), mark("suffix"),
        mark("thousands"), mark("title"), mark("leads to"), mark("utility curve"), mark("value"),
        mark("values of parameters"), mark("weight"), mark("written as"),
    }
)  # fmt: skip


def differences(before: Document, after: Document, table: FieldTable = DOCUMENT) -> str:
    """How much was added, deleted and changed; “nothing” where the two are the same.

    >>> from solver.edits import AddNode
    >>> from solver.document.elements import Kind
    >>> differences(Document(), AddNode(Kind.CHOICE).apply(Document()))
    '1 node added; other things changed'
    """
    parts: list[str] = []
    lists = {field.name: field.form for field in table.fields}
    for name in _COUNTED:
        parts += _counted(name, lists[name], getattr(before, name), getattr(after, name))
    rest = ("extra", *(name for name in table.names if name not in _COUNTED))
    if any(getattr(before, name) != getattr(after, name) for name in rest):
        parts.append(tr("other things changed"))
    elif not parts and any(
        list(getattr(before, name)) != list(getattr(after, name)) for name in _COUNTED
    ):
        parts.append(tr("another order"))
    return "; ".join(parts) or tr("nothing")


def _counted(name: str, form: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    kept = old.keys() & new.keys()
    counts = (
        len(new.keys() - old.keys()),
        len(old.keys() - new.keys()),
        sum(not _same(form.table, old[id_], new[id_]) for id_ in kept),
    )
    said = zip(counts, _COUNTED[name], strict=True)
    return [tr(one if n == 1 else many).format(n=n) for n, (one, many) in said if n]


def _same(table: FieldTable, one: Any, other: Any) -> bool:
    return one == other or not any(True for _ in _changed_fields(table, one, other))


def listed(before: Document, after: Document, table: FieldTable = DOCUMENT) -> Iterator[str]:
    """Every difference as a line of its own.

    >>> from solver.edits import SetNode
    >>> one = Document(nodes={"n": Node(id="n", kind="choice", label="Go?")})
    >>> list(listed(one, SetNode("n", {"label": "Stay?"}).apply(one)))
    ['Choice node “Stay?”: label “Go?” → “Stay?”.']
    """
    old, new = _Side(before), _Side(after)
    for field in table.fields:
        if field.name not in _TOLD:
            yield from _listed_field(old, new, field)
    for tell in _TOLD.values():
        yield from tell(old, new)


def _listed_field(before: _Side, after: _Side, field: Field) -> Iterator[str]:
    """What is another in a field of the document that has no sentences of its own."""
    if isinstance(field.form, ListOf):
        yield from _listed_part(before, after, field.form.table, field.name)
        return
    old, new = getattr(before.document, field.name), getattr(after.document, field.name)
    if old != new:
        word = field.word or field.key
        plain = not isinstance(field.form, FieldTable | NamedList | MapOf)
        change = f": {_shown(old)} → {_shown(new)}" if plain else tr(" is another")
        yield f"{capital(tr(word))}{change}."


def _listed_part(before: _Side, after: _Side, table: FieldTable, part: str) -> Iterator[str]:
    old, new = getattr(before.document, part), getattr(after.document, part)
    for id_, element in old.items():
        if id_ not in new:
            yield tr("{element} deleted.").format(element=_name(before, table.name, element))
    for id_, element in new.items():
        if id_ not in old:
            yield tr("{element} added.").format(element=_name(after, table.name, element))
        elif old[id_] != element and (
            changed := list(_changed_fields(table, old[id_], element, before, after))
        ):
            yield f"{_name(after, table.name, element)}: {'; '.join(changed)}."
    if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        yield tr("The order of the {part} has changed.").format(part=tr(part))


def _changed_fields(
    table: FieldTable,
    old: Any,
    new: Any,
    before: _Side | None = None,
    after: _Side | None = None,
) -> Iterator[str]:
    """What is another in an entry, field by field; the two places of a node as one."""
    if isinstance(new, Node) and (old.x, old.y) != (new.x, new.y):
        yield tr("place {old} → {new}").format(old=_place(old), new=_place(new))
    if old.extra != new.extra:
        yield tr("something that this version of Quandary does not know")
    for name in new.__struct_fields__:
        field = table.by_name.get(name)  # none for what every entry has beside its fields
        if field is None or name == "id" or (name in ("x", "y") and isinstance(new, Node)):
            continue
        was, is_ = getattr(old, name), getattr(new, name)
        if was == is_:
            continue
        was, is_ = _named(before, field, was), _named(after, field, is_)
        yield f"{tr(field.word or field.key)} {was} → {is_}"


def _named(side: _Side | None, field: Field, value: Any) -> str:
    """A value as it is shown; what names another entry shows what that is called."""
    if isinstance(value, ByCompletion):
        known = side.document.completions.get(value.completion) if side is not None else None
        return tr("completion {quoted}").format(
            quoted=_quoted(value.completion if known is None else known.name)
        )
    if side is not None and isinstance(value, str):
        if field.form is Form.OUTCOME and value in side.document.outcomes:
            return _quoted(side.names.outcome(value))
        if field.form in (Form.END, Form.NODE) and value in side.document.nodes:
            return _node(side, value)
    return _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, Numeral):
        return value.text
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Mapping):
        return ", ".join(_at_key(key, item) for key, item in value.items()) or tr("none")
    if isinstance(value, list | tuple):
        return ", ".join(map(_in_list, value)) or tr("none")
    if isinstance(value, msgspec.Struct):
        return ", ".join(_parts(value)) or tr("none")
    if value is None or value == "":
        return tr("none")
    return _quoted(str(value))


def _at_key(key: str, value: Any) -> str:
    if isinstance(value, msgspec.Struct | Mapping) and not isinstance(value, Numeral):
        return f"{key} ({_shown(value)})"
    return f"{key}: {_shown(value)}"


def _in_list(value: Any) -> str:
    return f"({_shown(value)})" if isinstance(value, list | tuple) else _shown(value)


def _parts(value: msgspec.Struct) -> Iterator[str]:
    """What is stated in an entry inside another, field by field: “uniform, min 0, max 1”."""
    for field in msgspec.structs.fields(value):
        own = getattr(value, field.name)
        if field.name in ("present", "extra") or own is None or own in ("", (), {}):
            continue
        if field.name == "kind":
            yield str(own)
        elif own is not False:
            word = tr(field.name.replace("_", " "))
            yield f"{word} ({_shown(own)})" if isinstance(own, Mapping) else f"{word} {_shown(own)}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return quoted(f"{line[:79]}…" if len(line) > 80 else line)


def _place(node: Node) -> str:
    if node.x is None and node.y is None:
        return tr("by the layout")
    x, y = (tr("by the layout") if part is None else part.text for part in (node.x, node.y))
    return f"({x}, {y})"


def _name(side: _Side, noun: str, element: Element) -> str:
    """An entry at the beginning of a sentence."""
    if isinstance(element, Node):
        name = _node(side, element.id)
        return (
            capital(name)
            if name[:1].isalpha()
            else by_kind(
                element.kind, "Choice node {name}", "Chance node {name}", "Outcome node {name}"
            ).format(name=name)
        )
    if isinstance(element, Branch):
        ends = (_node(side, id_) for id_ in (element.source, element.target))
        label = f" {_quoted(element.label)}" if element.label else ""
        return tr("Branch{label} from {ends}").format(label=label, ends=tr(" to ").join(ends))
    label = getattr(element, "label", "")
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", noun)  # “namedCompletion”, as the schema has it
    return f"{capital(tr(noun.lower()))} {_quoted(label or element.id)}"


def _node(side: _Side, id_: str) -> str:
    """What a node is called, in one line."""
    if id_ not in side.document.nodes:
        return _quoted(id_)
    return " ".join(side.names.node_in_sentence(id_).split())


def _listed_preferences(before: _Side, after: _Side) -> Iterator[str]:
    old, new = before.document.preferences, after.document.preferences
    for sign, name in ((tr("is better than"), "better"), (tr("is as good as"), "equal")):
        was, is_ = (dict.fromkeys(map(tuple, getattr(p, name))) for p in (old, new))
        yield from _statements(
            before, sign, (pair for pair in was if pair not in is_), tr("not stated any more")
        )
        yield from _statements(after, sign, (pair for pair in is_ if pair not in was), tr("stated"))
    if old.relation != new.relation:
        yield tr("How preferences compare prospects has changed.")


def _listed_relations(before: _Side, after: _Side) -> Iterator[str]:
    """What is another about the named preference relations, of which one is active."""
    documents = before.document, after.document
    if documents[0].relations == documents[1].relations:
        return
    old, new = map(relation_names, documents)
    lines = [
        tr("Preference relation {name} deleted.").format(name=_quoted(name))
        for name in old
        if name not in new
    ]
    lines += [
        tr("Preference relation {name} added.").format(name=_quoted(name))
        for name in new
        if name not in old
    ]
    if old[:1] != new[:1]:
        was, is_ = (_quoted(known[0]) if known else tr("none") for known in (old, new))
        lines.append(tr("Active preference relation: {was} → {value}.").format(was=was, value=is_))
    stored = [{r.name: r for r in d.relations.others} if d.relations else {} for d in documents]
    lines += [
        tr("Preference relation {name} changed.").format(name=_quoted(name))
        for name, relation in stored[0].items()
        if stored[1].get(name, relation) != relation
    ]
    yield from lines or [tr("Something about the preference relations has changed.")]


def _statements(
    side: _Side, sign: str, pairs: Iterable[tuple[str, ...]], what: str
) -> Iterator[str]:
    for one, other in pairs:
        both = (_quoted(side.names.outcome(id_)) for id_ in (one, other))
        yield f"{f' {sign} '.join(both)}: {what}."


def _listed_root(before: _Side, after: _Side) -> Iterator[str]:
    if before.document.root != after.document.root:
        sides = (before, after)
        old, new = (_node(s, s.document.root) if s.document.root else tr("none") for s in sides)
        yield tr("Root: {old} → {new}.").format(old=old, new=new)


def _listed_completion(before: _Side, after: _Side) -> Iterator[str]:
    if before.document.completion != after.document.completion:
        yield tr("The utility function that completes the preferences has changed.")


def _listed_view(before: _Side, after: _Side) -> Iterator[str]:
    """The keys that have a word one by one, all the others in one sentence."""
    views = before.document.view, after.document.view
    told = {known.key: known.word for known in VIEW if known.word}
    for key, word in told.items():
        old, new = (view.get(key) for view in views)
        if old != new:
            yield f"{capital(tr(word))}: {_shown(old)} → {_shown(new)}."
    old, new = ({k: v for k, v in view.items() if k not in told} for view in views)
    if old != new:
        yield tr("How the tree is drawn has changed (its look, its direction or its free texts).")


def _listed_unknown(before: _Side, after: _Side) -> Iterator[str]:
    old, new = (
        (d.extensions, d.extra, d.preferences.extra) for d in (before.document, after.document)
    )
    if old != new:
        yield tr("Something that this version of Quandary does not know has changed.")


#: The fields of the document that have sentences of their own, in the order in which they are told.
_TOLD: Final[Mapping[str, Callable[[_Side, _Side], Iterator[str]]]] = {
    "preferences": _listed_preferences,
    "relations": _listed_relations,
    "root": _listed_root,
    "completion": _listed_completion,
    "view": _listed_view,
    "extensions": _listed_unknown,
}
