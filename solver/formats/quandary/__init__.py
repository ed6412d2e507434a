"""Quandary's own format, version 1: UTF-8 JSON, one object.

Reading and writing again changes nothing but white space: the order of keys, the spelling of
numbers, unknown keys and ``extensions`` are kept.  Numbers are read from their digits, never
through a binary float.

There are two ways to read.  `solver.formats.quandary.tolerant_reader` reads anything and words every
reason against it.  `solver.formats.quandary.fast_reader` reads large documents several times as fast,
but only those spelled the way `dumps` spells them; it gives the same value, or none at all.

History: version 1 is the first.
"""

from solver.document.model import Document
from solver.formats.quandary.exact_json import parse
from solver.formats.quandary.fast_reader import read_quickly
from solver.formats.quandary.tolerant_reader import Reader
from solver.formats.quandary.writer import dumps
from solver.memory import collector_at_rest

__all__ = ["dumps", "loads"]


def loads(text: str | bytes) -> Document:
    """The document that a ``text`` in Quandary's own format holds (see ``quandary schema``).

    Raises `DocumentError`, with every reason that was found, where the text is no document at all.
    Whether the tree can be solved is another question: see `solver.checks.check`.

    >>> text = '{"format": "quandary", "version": 1, "outcomes": [{"id": "x", "value": 0.10}]}'
    >>> import quandary
    >>> document = quandary.loads(text)
    >>> document.outcomes["x"].value.value()
    Fraction(1, 10)
    >>> quandary.dumps(document).replace("\\n", "").replace(" ", "") == text.replace(" ", "")
    True
    """
    with collector_at_rest():
        document = read_quickly(text)
        return Reader().document(parse(text)) if document is None else document
