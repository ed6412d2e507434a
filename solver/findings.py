"""What is wrong with a tree: data, shown at the place concerned, never an exception."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """``ERROR`` keeps the tree from being solved; ``WARNING`` and ``HINT`` do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person should look at.

    ``code`` names the kind of finding for tests and scripts (``"probability.sum"``); ``message``
    is a finished sentence; the other fields hold the ids concerned, most important first.
    ``unknown`` are names that an expression uses and that are no parameters yet.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    nodes: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is, in words: ``node “n1”``."""
        parts = [
            f"{noun} {', '.join(f'“{id_}”' for id_ in ids)}"
            for noun, ids in (
                ("node", self.nodes),
                ("branch", self.branches),
                ("outcome", self.outcomes),
                ("parameter", self.parameters),
                ("criterion", self.criteria),
            )
            if ids
        ]
        return ", ".join(parts) or "document"
