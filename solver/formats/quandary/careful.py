"""Reading Quandary's own format with care: whatever the text holds, and every reason against it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from solver.document import (
    EMPTY,
    FORMAT,
    MULTI_UTILITY,
    NOTHING_STATED,
    VERSION,
    Branch,
    Completion,
    Criterion,
    Document,
    Json,
    Kind,
    Node,
    Outcome,
    Parameter,
    Preferences,
    ScaleUtility,
    Values,
)
from solver.errors import DocumentError, NumberError
from solver.formats.json_text import DuplicateKey, render
from solver.formats.quandary.keys import file_keys
from solver.numerals import Numeral

MAX_REPORTED: Final = 20
MAX_DEPTH: Final = 100  # what cannot be written again must not be read


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
            raise DocumentError(f"A document is one JSON object, but this is {_name(raw)}.")
        self._check_shape(raw)
        self._check_version(raw)
        known = {
            "format", "version", "title", "notes", "parameters", "criteria", "outcomes",
            "preferences", "nodes", "branches", "completion", "root", "view", "extensions",
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
            root=self._optional_text(raw, "root", ""),
            view=self._mapping(raw, "view", "", {}) or {},
            extensions=self._mapping(raw, "extensions", "", None),
            present=tuple(raw),
            extra={key: value for key, value in raw.items() if key not in known},
        )
        self._check_references(document)
        if self._reasons:
            shown = self._reasons[:MAX_REPORTED]
            if len(self._reasons) > MAX_REPORTED:
                shown.append(f"… and {len(self._reasons) - MAX_REPORTED} more.")
            raise DocumentError("\n".join(shown))
        return document

    # ------------------------------------------------------------------- whole

    def _check_version(self, raw: dict[str, Json]) -> None:
        if raw.get("format") != FORMAT:
            found = _show(raw["format"]) if "format" in raw else "missing"
            raise DocumentError(
                f'This is not a Quandary document: “format” must be "{FORMAT}", and it is {found}.',
                "format",
            )
        version = raw.get("version")
        if not isinstance(version, Numeral) or not version.text.isdigit() or version.text == "0":
            found = _show(version) if "version" in raw else "missing"
            raise DocumentError(
                f"“version” must be a whole number, 1 or more, and it is {found}.", "version"
            )
        if len(version.text) > 9 or int(version.text) > VERSION:
            raise DocumentError(
                f"This document was written by a newer Quandary (format version {_show(version)}); "
                f"this one reads version {VERSION}. Please update Quandary to open it.",
                "version",
            )

    def _check_shape(self, raw: Json) -> None:
        """Refuse a duplicate key, which the parser could only mark, and what nests absurdly deep."""
        stack: list[tuple[str, int, Json]] = [("", 0, raw)]
        while stack:
            path, depth, value = stack.pop()
            if isinstance(value, DuplicateKey):
                raise DocumentError(
                    _in_one_line(f"The key “{value.key}” stands there twice."),
                    _in_one_line(path) or "document",
                )
            if depth > MAX_DEPTH:
                raise DocumentError("Its brackets nest too deeply.", path[:60])
            items = value.items() if isinstance(value, dict) else enumerate(value)
            for key, item in items:
                if isinstance(item, dict | list):
                    place = f"{path}[{key}]" if isinstance(key, int) else _join(path, key)
                    stack.append((place, depth + 1, item))

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
                f"{path}.better", f'“better” must be "more" or "less", and it is {_show(better)}.'
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
                f"and it is {_show(kind) if 'kind' in raw else 'missing'}.",
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

    def _preferences(self, raw: Json, stated: bool) -> Preferences:
        if not stated:
            return NOTHING_STATED
        if not isinstance(raw, dict):
            self._wrong_type("preferences", "an object", raw)
            return NOTHING_STATED
        return Preferences(
            better=self._pairs(raw, "better"),
            equal=self._pairs(raw, "equal"),
            relation=self._text(raw, "relation", "preferences")
            if "relation" in raw
            else MULTI_UTILITY,
            **self._common(raw, file_keys(Preferences)),
        )

    def _pairs(self, raw: dict[str, Json], key: str) -> tuple[tuple[str, str], ...]:
        entries = raw.get(key, [])
        if not isinstance(entries, list):
            self._wrong_type(f"preferences.{key}", "a list of pairs", entries)
            return ()
        pairs = []
        for i, entry in enumerate(entries):
            match entry:
                case [str(x), str(y)]:
                    pairs.append((x, y))
                case _:
                    self._wrong_type(f"preferences.{key}[{i}]", "a pair of outcome ids", entry)
        return tuple(pairs)

    def _completion(self, raw: Json, stated: bool) -> Completion | None:
        if not stated:
            return None
        if not isinstance(raw, dict):
            self._wrong_type("completion", "an object", raw)
            return None
        scales: dict[str, ScaleUtility] = {}
        for scale, entry in (self._mapping(raw, "scales", "completion", {}) or {}).items():
            path = f"completion.scales.{scale}"
            if not isinstance(entry, dict):
                self._wrong_type(path, "an object", entry)
                continue
            scales[scale] = ScaleUtility(
                weight=self._values(entry, "weight", path),
                offset=self._number(entry, "offset", path),
                **self._common(entry, frozenset(("weight", "offset"))),
            )
        alone_raw = self._mapping(raw, "alone", "completion", {}) or {}
        alone = {key: self._number(alone_raw, key, "completion.alone") for key in alone_raw}
        return Completion(
            scales=scales,
            alone={key: value for key, value in alone.items() if value is not None},
            **self._common(raw, frozenset(("scales", "alone"))),
        )

    # ------------------------------------------------------------------ values

    def _refuse(self, path: str, reason: str) -> None:
        self._reasons.append(_in_one_line(f"{path}: {reason}"))

    def _wrong_type(self, path: str, wanted: str, found: Json) -> None:
        self._refuse(path, f"{wanted.capitalize()} is expected there, and it is {_name(found)}.")

    def _text(self, raw: dict[str, Json], key: str, path: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._wrong_type(_join(path, key), "a text", value)
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
            self._wrong_type(_join(path, key), "an object", value)
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
        self._wrong_type(_join(path, key), "a number, or an expression as a text,", value)
        return None

    def _plain_number(self, raw: dict[str, Json], key: str, path: str) -> Numeral | None:
        if key not in raw:
            return None
        value = raw[key]
        if isinstance(value, Numeral):
            try:
                value.value()
            except NumberError as error:
                self._refuse(_join(path, key), error.message)
            return value
        self._wrong_type(_join(path, key), "a number", value)
        return None

    def _values(self, raw: dict[str, Json], key: str, path: str) -> Values | None:
        value = raw.get(key)
        if isinstance(value, dict):
            numbers = {c: self._number(value, c, _join(path, key)) for c in value}
            return {c: number for c, number in numbers.items() if number is not None}
        return self._number(raw, key, path)


_KINDS: Final = {str(kind): kind for kind in Kind}


_PARAMETER: Final = file_keys(Parameter)
_CRITERION: Final = file_keys(Criterion)
_OUTCOME: Final = file_keys(Outcome)
_NODE: Final = file_keys(Node)
_BRANCH: Final = file_keys(Branch)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _in_one_line(text: str) -> str:
    """Reasons are a line each, whatever white space an id has."""
    return " ".join(text.split())


def _name(value: Json) -> str:
    if value is None:
        return "null"
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), "a number")


def _show(value: Json) -> str:
    shown = render(value) if not isinstance(value, dict | list) else _name(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
