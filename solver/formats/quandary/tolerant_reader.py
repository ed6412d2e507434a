"""Reading Quandary's own format with care: whatever the text holds, and every reason against it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from solver.document.elements import (
    DEFAULT_RELATION,
    EMPTY,
    NOTHING_STATED,
    Branch,
    Completion,
    Criterion,
    Json,
    Kind,
    Node,
    Outcome,
    Parameter,
    Preferences,
    Relations,
    ScaleUtility,
    Standing,
    StoredRelation,
    Values,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import DocumentError, NumberError
from solver.formats.quandary.keys import file_keys
from solver.formats.quandary.preconditions import (
    check_shape,
    check_version,
    in_one_line,
    join,
    kind_of,
    shown,
)

MAX_REPORTED: Final = 20


class Reader:
    """One reading; collects the reasons why the text is no document.

    ``done`` are the sections that have been read and checked already, whatever the text says there.
    """

    def __init__(self, done: Mapping[str, dict[str, Any]] = EMPTY) -> None:
        self._done = done
        self._reasons: list[str] = []
        self._ends: list[tuple[str, str, str]] = []  # path, branch, the node that it names
        self._layouts: dict[tuple[str, ...], tuple[str, ...]] = {}

    def document(self, raw: Json) -> Document:
        """The document of a JSON value.  Raises `DocumentError` with every reason against it."""
        if not isinstance(raw, dict):
            raise DocumentError(f"A document is one JSON object, but this is {kind_of(raw)}.")
        check_shape(raw)
        check_version(raw)
        known = {
            "format", "version", "title", "notes", "parameters", "criteria", "outcomes",
            "preferences", "nodes", "branches", "completion", "relations", "root", "view",
            "extensions",
        }  # fmt: skip
        document = Document(
            title=self._text(raw, "title", ""),
            notes=self._text(raw, "notes", ""),
            parameters=self._elements(raw, "parameters", self._parameter),
            criteria=self._elements(raw, "criteria", self._criterion),
            outcomes=self._elements(raw, "outcomes", self._outcome),
            preferences=self._preferences(raw.get("preferences"), "preferences" in raw),
            nodes=self._elements(raw, "nodes", self._node),
            branches=self._elements(raw, "branches", self._branch),
            completion=self._completion(raw.get("completion"), "completion" in raw),
            relations=self._relations(raw),
            root=self._optional_text(raw, "root", ""),
            view=self._mapping(raw, "view", "", {}) or {},
            extensions=self._mapping(raw, "extensions", "", None),
            present=tuple(raw),
            extra={key: value for key, value in raw.items() if key not in known},
        )
        self._check_references(document)
        if self._reasons:
            reported = self._reasons[:MAX_REPORTED]
            if len(self._reasons) > MAX_REPORTED:
                reported.append(f"… and {len(self._reasons) - MAX_REPORTED} more.")
            raise DocumentError("\n".join(reported))
        return document

    # ------------------------------------------------------------------- whole

    def _check_references(self, document: Document) -> None:
        for path, branch, node in self._ends:
            if node not in document.nodes:
                self._refuse(path, f"Branch “{branch}” names the node “{node}”, and there is none.")
        if document.root is not None and document.root not in document.nodes:
            self._refuse("root", f"The root “{document.root}” is no node of this document.")

    # ------------------------------------------------------------------- parts

    def _elements(
        self, raw: dict[str, Json], key: str, read: Callable[[dict[str, Json], str], Any]
    ) -> dict[str, Any]:
        if key in self._done:
            return self._done[key]
        entries = raw.get(key, [])
        if not isinstance(entries, list):
            self._wrong_type(key, "a list", entries)
            return {}
        result: dict[str, Any] = {}
        for i, entry in enumerate(entries):
            path = f"{key}[{i}]"
            if not isinstance(entry, dict):
                self._wrong_type(path, "an object", entry)
                continue
            id_ = entry.get("id")
            if not isinstance(id_, str) or not id_:
                self._refuse(f"{path}.id", f"Every entry of “{key}” needs an id, a text.")
                continue
            if id_ in result:
                self._refuse(f"{path}.id", f"The id “{id_}” stands twice in “{key}”.")
                continue
            result[id_] = read(entry, path)
        return result

    def _common(self, raw: dict[str, Json], known: frozenset[str]) -> dict[str, Any]:
        """The keys in their order (one shared tuple per order) and what is unknown."""
        order = tuple(raw)
        present = self._layouts.setdefault(order, order)
        extra = {key: raw[key] for key in order if key not in known} or EMPTY
        return {"present": present, "extra": extra}

    def _parameter(self, raw: dict[str, Json], path: str) -> Parameter:
        value = self._number(raw, "value", path)
        if value is None:
            if "value" not in raw:
                self._refuse(path, f"The parameter “{raw['id']}” needs a “value”.")
            value = Numeral("0")
        return Parameter(
            id=raw["id"],
            value=value,
            min=self._number(raw, "min", path),
            max=self._number(raw, "max", path),
            label=self._text(raw, "label", path),
            **self._common(raw, _PARAMETER),
        )

    def _criterion(self, raw: dict[str, Json], path: str) -> Criterion:
        better = raw.get("better", "more")
        if better not in ("more", "less"):
            self._refuse(
                f"{path}.better", f'“better” must be "more" or "less", and it is {shown(better)}.'
            )
            better = "more"
        return Criterion(
            id=raw["id"],
            label=self._text(raw, "label", path),
            better=better,
            **self._common(raw, _CRITERION),
        )

    def _outcome(self, raw: dict[str, Json], path: str) -> Outcome:
        return Outcome(
            id=raw["id"],
            label=self._text(raw, "label", path),
            scale=self._optional_text(raw, "scale", path),
            value=self._values(raw, "value", path),
            notes=self._text(raw, "notes", path),
            **self._common(raw, _OUTCOME),
        )

    def _node(self, raw: dict[str, Json], path: str) -> Node:
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in _KINDS:
            self._refuse(
                f"{path}.kind",
                f'The kind of node “{raw["id"]}” must be "choice", "chance" or "outcome", '
                f"and it is {shown(kind) if 'kind' in raw else 'missing'}.",
            )
            kind = "choice"
        collapsed = raw.get("collapsed", False)
        if not isinstance(collapsed, bool):
            self._wrong_type(f"{path}.collapsed", "true or false", collapsed)
            collapsed = False
        return Node(
            id=raw["id"],
            kind=_KINDS[kind],
            label=self._text(raw, "label", path),
            outcome=self._optional_text(raw, "outcome", path),
            x=self._plain_number(raw, "x", path),
            y=self._plain_number(raw, "y", path),
            notes=self._text(raw, "notes", path),
            collapsed=collapsed,
            copy_of=self._optional_text(raw, "copy_of", path),
            **self._common(raw, _NODE),
        )

    def _branch(self, raw: dict[str, Json], path: str) -> Branch:
        ends = []
        for key in ("from", "to"):
            end = raw.get(key)
            if not isinstance(end, str) or not end:
                self._refuse(f"{path}.{key}", f"Branch “{raw['id']}” needs “{key}”, a node’s id.")
                end = ""
            else:
                self._ends.append((f"{path}.{key}", raw["id"], end))
            ends.append(end)
        return Branch(
            id=raw["id"],
            source=ends[0],
            target=ends[1],
            label=self._text(raw, "label", path),
            probability=self._number(raw, "probability", path),
            payoff=self._values(raw, "payoff", path),
            policy=self._number(raw, "policy", path),
            **self._common(raw, _BRANCH),
        )

    def _preferences(self, raw: Json, stated: bool, path: str = "preferences") -> Preferences:
        if not stated:
            return NOTHING_STATED
        if not isinstance(raw, dict):
            self._wrong_type(path, "an object", raw)
            return NOTHING_STATED
        return Preferences(
            better=self._pairs(raw, "better", path),
            equal=self._pairs(raw, "equal", path),
            relation=self._text(raw, "relation", path) if "relation" in raw else DEFAULT_RELATION,
            **self._common(raw, file_keys(Preferences)),
        )

    def _pairs(self, raw: dict[str, Json], key: str, path: str) -> tuple[tuple[str, str], ...]:
        entries = raw.get(key, [])
        if not isinstance(entries, list):
            self._wrong_type(f"{path}.{key}", "a list of pairs", entries)
            return ()
        pairs = []
        for i, entry in enumerate(entries):
            match entry:
                case [str(x), str(y)]:
                    pairs.append((x, y))
                case _:
                    self._wrong_type(f"{path}.{key}[{i}]", "a pair of outcome ids", entry)
        return tuple(pairs)

    def _completion(self, raw: Json, stated: bool, within: str = "completion") -> Completion | None:
        if not stated:
            return None
        if not isinstance(raw, dict):
            self._wrong_type(within, "an object", raw)
            return None
        scales: dict[str, ScaleUtility] = {}
        for scale, entry in (self._mapping(raw, "scales", within, {}) or {}).items():
            path = f"{within}.scales.{scale}"
            if not isinstance(entry, dict):
                self._wrong_type(path, "an object", entry)
                continue
            scales[scale] = ScaleUtility(
                weight=self._values(entry, "weight", path),
                offset=self._number(entry, "offset", path),
                **self._common(entry, frozenset(("weight", "offset"))),
            )
        alone_raw = self._mapping(raw, "alone", within, {}) or {}
        alone = {key: self._number(alone_raw, key, f"{within}.alone") for key in alone_raw}
        return Completion(
            scales=scales,
            alone={key: value for key, value in alone.items() if value is not None},
            **self._common(raw, frozenset(("scales", "alone"))),
        )

    def _relations(self, raw: dict[str, Json]) -> Relations | None:
        found = self._mapping(raw, "relations", "", None)
        if found is None:
            return None
        active = self._text(found, "active", "relations")
        if not active:
            self._refuse("relations.active", "The active relation needs a name, a text.")
        entries = found.get("others", [])
        if not isinstance(entries, list):
            self._wrong_type("relations.others", "a list", entries)
            entries = []
        names, others = {active}, []
        for i, entry in enumerate(entries):
            path = f"relations.others[{i}]"
            if not isinstance(entry, dict):
                self._wrong_type(path, "an object", entry)
                continue
            name = self._text(entry, "name", path)
            if not name or name in names:
                reason = f"The name “{name}” stands twice." if name else "A relation needs a name."
                self._refuse(f"{path}.name", reason)
                continue
            names.add(name)
            others.append(self._stored(entry, name, path))
        known = frozenset(("active", "others"))
        return Relations(active=active, others=tuple(others), **self._common(found, known))

    def _stored(self, raw: dict[str, Json], name: str, path: str) -> StoredRelation:
        outcomes = {}
        for id_, entry in (self._mapping(raw, "outcomes", path, {}) or {}).items():
            place = f"{path}.outcomes.{id_}"
            if not isinstance(entry, dict):
                self._wrong_type(place, "an object", entry)
                continue
            outcomes[id_] = Standing(
                scale=self._optional_text(entry, "scale", place),
                value=self._values(entry, "value", place),
                **self._common(entry, file_keys(Standing)),
            )
        stated, completed = raw.get("preferences"), raw.get("completion")
        return StoredRelation(
            name=name,
            outcomes=outcomes,
            preferences=self._preferences(stated, "preferences" in raw, f"{path}.preferences"),
            completion=self._completion(completed, "completion" in raw, f"{path}.completion"),
            **self._common(raw, file_keys(StoredRelation)),
        )

    # ------------------------------------------------------------------ values

    def _refuse(self, path: str, reason: str) -> None:
        self._reasons.append(in_one_line(f"{path}: {reason}"))

    def _wrong_type(self, path: str, wanted: str, found: Json) -> None:
        self._refuse(path, f"{wanted.capitalize()} is expected there, and it is {kind_of(found)}.")

    def _text(self, raw: dict[str, Json], key: str, path: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._wrong_type(join(path, key), "a text", value)
            return ""
        return value

    def _optional_text(self, raw: dict[str, Json], key: str, path: str) -> str | None:
        return self._text(raw, key, path) if key in raw else None

    def _mapping(
        self, raw: dict[str, Json], key: str, path: str, default: dict[str, Json] | None
    ) -> dict[str, Json] | None:
        if key not in raw:
            return default
        value = raw[key]
        if not isinstance(value, dict):
            self._wrong_type(join(path, key), "an object", value)
            return default
        return value

    def _number(self, raw: Mapping[str, Json], key: str, path: str) -> Numeral | None:
        if key not in raw:
            return None
        value = raw[key]
        if isinstance(value, str):
            return Numeral(value)
        if isinstance(value, Numeral):
            return value
        self._wrong_type(join(path, key), "a number, or an expression as a text,", value)
        return None

    def _plain_number(self, raw: dict[str, Json], key: str, path: str) -> Numeral | None:
        if key not in raw:
            return None
        value = raw[key]
        if isinstance(value, Numeral):
            try:
                value.value()
            except NumberError as error:
                self._refuse(join(path, key), error.message)
            return value
        self._wrong_type(join(path, key), "a number", value)
        return None

    def _values(self, raw: dict[str, Json], key: str, path: str) -> Values | None:
        value = raw.get(key)
        if isinstance(value, dict):
            numbers = {c: self._number(value, c, join(path, key)) for c in value}
            return {c: number for c, number in numbers.items() if number is not None}
        return self._number(raw, key, path)


_KINDS: Final = {str(kind): kind for kind in Kind}


_PARAMETER: Final = file_keys(Parameter)
_CRITERION: Final = file_keys(Criterion)
_OUTCOME: Final = file_keys(Outcome)
_NODE: Final = file_keys(Node)
_BRANCH: Final = file_keys(Branch)
