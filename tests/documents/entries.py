"""Documents written down entry by entry, for tests of what a file may hold."""

import json
from typing import Any

from solver.document.model import Document
from solver.formats.quandary import loads


def read(**keys: Any) -> Document:
    """The document that has these keys."""
    return loads(json.dumps({"format": "quandary", "version": 1} | keys))


def node(id_: str, kind: str, **keys: Any) -> dict[str, Any]:
    """An entry of ``nodes``."""
    return {"id": id_, "kind": kind, **keys}


def branch(id_: str, source: str, target: str, **keys: Any) -> dict[str, Any]:
    """An entry of ``branches``."""
    return {"id": id_, "from": source, "to": target, **keys}
