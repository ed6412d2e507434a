"""The criteria that values count on: asked for every outcome and payoff, mostly the same answer."""

from collections.abc import Mapping

from solver.checks.plain_numbers import is_plain
from solver.document.elements import Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values


class Criteria:
    """The criteria of values, for one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        ids = document.criterion_ids
        self._only = frozenset(ids) if len(ids) == 1 else None
        self._sets: dict[tuple[str, ...], frozenset[str]] = {}
        self._plain: set[str] = set()  # texts seen: most come again

    def named(self, values: Values) -> frozenset[str]:
        """The criteria that values name.

        Raises `NumberError` where a number cannot be computed or names no known criterion.
        """
        if isinstance(values, Numeral):
            if self._only is not None:
                if values.text in self._plain:
                    return self._only
                if is_plain(values.text):
                    self._plain.add(values.text)
                    return self._only
        elif (known := self._sets.get(tuple(values))) is not None and _are_plain(values):
            return known
        found = frozenset(criterion_values(self._document, values))
        if not isinstance(values, Numeral):
            self._sets[tuple(values)] = found
        return found


def _are_plain(values: Mapping[str, Numeral]) -> bool:
    return all(is_plain(numeral.text) for numeral in values.values())
