"""Reading Quandary's own format quickly, where the text is spelled as the program spells it.

A compiled decoder (msgspec's) reads the long lists (nodes, branches, outcomes) straight into typed
entries that keep every number as it is spelled.  Such a decoder says nothing about the order of
keys, and takes the last of two equal keys; so what it made is encoded again and compared byte for
byte with the text without its white space.  If both are equal, nothing was lost.  All else in the
document is short and goes through the careful reader.

Whatever is unusual (unknown keys, another order of keys, escapes that nobody needs, any fault) ends
the attempt: the careful reader then reads it all again, and words what there is to say.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from solver.document.elements import Branch, Kind, Node, Outcome, Values
from solver.document.model import Document
from solver.document.numerals import Numeral, is_json_number
from solver.errors import DocumentError, NumberError
from solver.formats.quandary.exact_json import MAX_SIZE, check_count, parse
from solver.formats.quandary.keys import KEYS
from solver.formats.quandary.tolerant_reader import Reader

_Element = TypeVar("_Element", Outcome, Node, Branch)

_PLAIN_TEXT = re.compile(r'"([^"\\\x00-\x1f]*)"')  # a JSON string that stands for its own letters


def read_quickly(text: str | bytes) -> Document | None:
    """The document that the text holds, or None where only the careful reader can tell."""
    if len(text) > MAX_SIZE:
        return None
    try:
        check_count(text)
        return _read(text)
    except (
        _Unusual,
        DocumentError,
        NumberError,
        msgspec.MsgspecError,
        UnicodeError,
        RecursionError,
    ):
        return None


class _Unusual(Exception):
    """Something is not as `dumps` writes it."""


# The entries as they stand in the file, in the order in which `dumps` writes their keys.  They are
# short-lived and never part of a cycle, so the garbage collector need not know them.


class _OutcomeEntry(Struct, forbid_unknown_fields=True, gc=False):
    id: str
    label: str | UnsetType = UNSET
    scale: str | UnsetType = UNSET
    value: Raw | UnsetType = UNSET
    notes: str | UnsetType = UNSET


class _NodeEntry(Struct, forbid_unknown_fields=True, gc=False):
    id: str
    kind: Kind
    label: str | UnsetType = UNSET
    outcome: str | UnsetType = UNSET
    x: Raw | UnsetType = UNSET
    y: Raw | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    collapsed: bool | UnsetType = UNSET


class _BranchEntry(Struct, forbid_unknown_fields=True, gc=False, rename=KEYS):
    id: str
    source: str
    target: str
    label: str | UnsetType = UNSET
    probability: Raw | UnsetType = UNSET
    payoff: Raw | UnsetType = UNSET
    policy: Raw | UnsetType = UNSET


_AT_ONCE: Final = 4096  # entries that are compared at once: few, for fresh memory costs time

_SECTIONS: Final = msgspec.json.Decoder(dict[str, Raw])
_OUTCOMES: Final = msgspec.json.Decoder(list[_OutcomeEntry])
_NODES: Final = msgspec.json.Decoder(list[_NodeEntry])
_BRANCHES: Final = msgspec.json.Decoder(list[_BranchEntry])


def _read(text: str | bytes) -> Document:
    compact = msgspec.json.format(text.encode() if isinstance(text, str) else text, indent=-1)
    sections = _SECTIONS.decode(compact)
    _check_sections(sections, len(compact))
    outcomes = _outcomes(_entries(_OUTCOMES, sections.get("outcomes")))
    nodes = _nodes(_entries(_NODES, sections.get("nodes")), outcomes)
    branches = _branches(_entries(_BRANCHES, sections.get("branches")), nodes)
    done: dict[str, dict[str, Any]] = {"outcomes": outcomes, "nodes": nodes, "branches": branches}
    raw = {key: [] if key in done else parse(bytes(value)) for key, value in sections.items()}
    return Reader(done).document(raw)


def _check_sections(sections: Mapping[str, Raw], length: int) -> None:
    """Make sure that no key of the document stands there twice.

    A value that was overwritten is missing from the sum of lengths.
    """
    keys = sum(len(msgspec.json.encode(key)) for key in sections)
    values = sum(len(memoryview(value)) for value in sections.values())
    marks = len("{}") + len(":") * len(sections) + len(",") * max(0, len(sections) - 1)
    if keys + values + marks != length:
        raise _Unusual


def _entries(decoder: Any, section: Raw | None) -> list[Any]:
    """The entries of a section, if they hold all that the text does."""
    if section is None:
        return []
    entries: list[Any] = decoder.decode(section)
    text = memoryview(section)
    at = 0
    for start in range(0, len(entries), _AT_ONCE):
        piece = msgspec.json.encode(entries[start : start + _AT_ONCE])[1:-1]
        at += 1  # past a bracket or a comma
        if text[at : at + len(piece)].tobytes() != piece:
            raise _Unusual
        at += len(piece)
    if len(text) != (at + 1 if entries else len("[]")):
        raise _Unusual
    return entries


def _outcomes(entries: list[_OutcomeEntry]) -> dict[str, Outcome]:
    values = _Values()
    layouts = _Layouts("id", "label", "scale", "value", "notes")
    outcomes = []
    for entry in entries:
        label, scale, value, notes = entry.label, entry.scale, entry.value, entry.notes
        outcome = Outcome(
            id=entry.id,
            label="" if label is UNSET else label,
            scale=None if scale is UNSET else scale,
            value=None if value is UNSET else values[bytes(value)],
            notes="" if notes is UNSET else notes,
            present=layouts[False, label is UNSET, scale is UNSET, value is UNSET, notes is UNSET],
        )
        outcomes.append(outcome)
    return _by_id(outcomes)


def _nodes(entries: list[_NodeEntry], outcomes: Mapping[str, Outcome]) -> dict[str, Node]:
    numbers = _PlainNumbers()
    layouts = _Layouts("id", "kind", "label", "outcome", "x", "y", "notes", "collapsed")
    usual = layouts.where((False, False, None, None, True, True, True, True))
    shared = {id_: id_ for id_ in outcomes}  # one text for each id, however often it is named
    nodes = []
    for entry in entries:
        label, outcome, x, y = entry.label, entry.outcome, entry.x, entry.y
        notes, collapsed = entry.notes, entry.collapsed
        node = Node(
            id=entry.id,
            kind=entry.kind,
            label="" if label is UNSET else label,
            outcome=None if outcome is UNSET else shared.get(outcome, outcome),
            x=None if x is UNSET else numbers[bytes(x)],
            y=None if y is UNSET else numbers[bytes(y)],
            notes="" if notes is UNSET else notes,
            collapsed=False if collapsed is UNSET else collapsed,
            present=usual[label is UNSET][outcome is UNSET]
            if x is y is notes is collapsed is UNSET
            else layouts[
                False, False, label is UNSET, outcome is UNSET,
                x is UNSET, y is UNSET, notes is UNSET, collapsed is UNSET,
            ],
        )  # fmt: skip
        nodes.append(node)
    return _by_id(nodes)


def _branches(entries: list[_BranchEntry], nodes: Mapping[str, Node]) -> dict[str, Branch]:
    numbers, values = _Numbers(), _Values()
    layouts = _Layouts("id", "from", "to", "label", "probability", "payoff", "policy")
    usual = layouts.where((False, False, False, None, None, True, True))
    # Looking up a node costs more than all else here, so guess first: branches often have the
    # source of the branch before, and lead to the nodes in the order of the nodes.
    source = None
    ahead = iter(nodes)
    following = next(ahead, None)
    branches = []
    try:
        for entry in entries:
            if entry.source != source:
                source = nodes[entry.source].id
            target = entry.target
            if target != following:
                following = next(ahead, None)  # past the root, where no branch leads
            if target == following:
                target, following = following, next(ahead, None)
            else:
                target = nodes[target].id
            label, payoff = entry.label, entry.payoff
            probability, policy = entry.probability, entry.policy
            branch = Branch(
                id=entry.id,
                source=source,
                target=target,
                label="" if label is UNSET else label,
                probability=None if probability is UNSET else numbers[bytes(probability)],
                payoff=None if payoff is UNSET else values[bytes(payoff)],
                policy=None if policy is UNSET else numbers[bytes(policy)],
                present=usual[label is UNSET][probability is UNSET]
                if payoff is policy is UNSET
                else layouts[
                    False, False, False,
                    label is UNSET, probability is UNSET, payoff is UNSET, policy is UNSET,
                ],
            )  # fmt: skip
            branches.append(branch)
    except KeyError:  # it names no node
        raise _Unusual from None
    return _by_id(branches)


def _by_id(elements: list[_Element]) -> dict[str, _Element]:
    found = {element.id: element for element in elements}
    if len(found) != len(elements) or "" in found:
        raise _Unusual
    return found


class _Layouts(dict[tuple[bool, ...], tuple[str, ...]]):
    """Which keys are missing → the keys that are there: one shared tuple for all such entries."""

    def __init__(self, *keys: str) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, missing: tuple[bool, ...]) -> tuple[str, ...]:
        there = tuple(
            key for key, is_missing in zip(self._keys, missing, strict=True) if not is_missing
        )
        self[missing] = there
        return there

    def where(self, missing: tuple[bool | None, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The layouts that differ in two places only, for a quicker look-up there.

        ``missing`` has None in these places; the result is indexed by them, in their order.
        """
        first, second = (at for at, is_missing in enumerate(missing) if is_missing is None)
        return tuple(
            tuple(
                self[tuple({first: a, second: b}.get(at, bool(m)) for at, m in enumerate(missing))]
                for b in (False, True)
            )
            for a in (False, True)
        )


class _Numbers(dict[bytes, Numeral]):
    """A number as it stands in the file → the one `Numeral` for all places where it stands so."""

    def __missing__(self, raw: bytes) -> Numeral:
        numeral = self[raw] = _numeral(raw)
        return numeral


class _PlainNumbers(dict[bytes, Numeral]):
    """The same for places where an expression may not stand."""

    def __missing__(self, raw: bytes) -> Numeral:
        numeral = _numeral(raw)
        if numeral.quoted:
            raise _Unusual
        numeral.value()
        self[raw] = numeral
        return numeral


class _Values(dict[bytes, Values]):
    """The same for places where one number or {criterion: number} may stand."""

    def __missing__(self, raw: bytes) -> Values:
        values = self[raw] = _mapping(raw) if raw.startswith(b"{") else _numeral(raw)
        return values


def _numeral(raw: bytes) -> Numeral:
    text = raw.decode()
    if (plain := _PLAIN_TEXT.fullmatch(text)) is not None:
        return Numeral(plain[1])
    if is_json_number(text):
        return Numeral(text, quoted=False)
    return _as_numeral(parse(text))


def _mapping(raw: bytes) -> Mapping[str, Numeral]:
    parsed = parse(raw)
    if type(parsed) is not dict:  # a DuplicateKey
        raise _Unusual
    return {criterion: _as_numeral(number) for criterion, number in parsed.items()}


def _as_numeral(value: Any) -> Numeral:
    if isinstance(value, Numeral):
        return value
    if isinstance(value, str):
        return Numeral(value)
    raise _Unusual
