"""The numbers behind a chart: what a reader without the picture has, what is copied and what leaves as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from solver.document.elements import Criterion

#: How `cell` writes numbers.
_NUMBER: Final = re.compile(r"-?\d+(?:/0*[1-9]\d*|(?:\.\d+)?(?:e[+-]\d{1,3})?)", re.ASCII)

#: A number that is exact, or one that was estimated (a quantile of draws).
Number = Fraction | float


@dataclass(frozen=True)
class ChartTable:
    """Heads of columns, and rows of texts below them.

    ``notes`` say what letters in them stand for, ``criteria`` on which criterion the numbers of a column are:
    people read them as that one’s are written.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, str], ...] = ()
    criteria: Mapping[int, Criterion] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        heads: Sequence[str],
        rows: Iterable[Sequence["Number | str | None"]],
        criteria: Mapping[int, Criterion | None] | None = None,
    ) -> "ChartTable":
        """A table of texts and numbers; numbers are written exactly, nothing is an empty cell."""
        cells = tuple([tuple([cell(entry) for entry in row]) for row in rows])
        known = {column: own for column, own in (criteria or {}).items() if own is not None}
        return cls(tuple(heads), cells, criteria=known)

    def text(self) -> str:
        """Cells with tabulators between them, as spreadsheets paste them."""
        lines = (self.heads, *self.rows, *self.notes)
        return "\n".join("\t".join(" ".join(entry.split()) for entry in line) for line in lines)

    def csv(self) -> str:
        """The same as CSV (RFC 4180).

        A text that a spreadsheet would take for a formula (“=cmd”) is kept from that by an
        apostrophe: labels come from files, and files are hostile.
        """
        out = io.StringIO()
        writer = csv.writer(out)
        for line in (self.heads, *self.rows, *self.notes):
            writer.writerow([_harmless(entry) for entry in line])
        return out.getvalue()


def cell(entry: "Number | str | None") -> str:
    """A number as programs read it: fractions exactly, estimates with twelve figures."""
    if entry is None:
        return ""
    if isinstance(entry, float):
        return f"{entry:.12g}"
    return str(entry)


def _harmless(entry: str) -> str:
    is_risky = entry[:1] in ("=", "@", "\t", "\r") or (entry[:1] in "+-" and not _is_number(entry))
    return f"'{entry}" if entry and is_risky else entry


def _is_number(entry: str) -> bool:
    return number_in(entry) is not None


def number_in(text: str) -> Fraction | None:
    """The number that a cell holds; None if it holds words.

    A label may be anything, 1e999999999 too: what `cell` does not write is no number.
    """
    return Fraction(text) if _NUMBER.fullmatch(text) else None
