"""Variables and numbers of SilverDecisions: ``name = expression`` lines become parameters.

SilverDecisions computes with math.js and fraction.js.  A variable of a node holds in its subtree and
may have the name of another one, which then comes under a name of its own.  What is written in
more than Quandary's expressions (functions of one's own, draws at random) keeps the value that it
had last, which the file stores beside it, and that is said.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from solver.document.elements import Parameter
from solver.document.numerals import FUNCTIONS, REMAINDER, Numeral
from solver.errors import DocumentError, NumberError
from solver.formats.importing.foreign_numbers import Spelling
from solver.formats.importing.imported import Losses
from solver.translation import tr

MOST_VARIABLES: Final = 5_000  # of a file, and nodes that have some

_ASSIGNED: Final = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
_NAME: Final = re.compile(r"(?<![\w.])[^\W\d]\w*(?!\w)(?!\s*\()")
_MIXED: Final = re.compile(r"[-+]?\d+ \d+/\d+|[-+]?\d*\.\d*\(\d+\)")
#: A percent behind a sum: in math.js ``100 - 5%`` is 95.
_OF_THE_LEFT: Final = re.compile(r"[\w.)%]\s*[-+].*%", re.DOTALL)
_PERIOD: Final = re.compile(r"'(\d+)'")

#: Names of variables that hold at a node → ids of parameters.
Scope = Mapping[str, str]


class Variables:
    """The parameters of a file, as its scopes come to be read."""

    def __init__(self, losses: Losses) -> None:
        self.parameters: dict[str, Parameter] = {}
        self._values: dict[str, Fraction] = {}
        self._losses = losses
        self._scopes = 0

    def scope(self, outer: Scope, code: object, stored: object, place: str) -> Scope:
        """The names that hold where ``code`` stands; ``stored`` are the values they had last."""
        if not _text(code).strip():
            return outer
        self._scopes += 1
        self._limit(self._scopes)
        found = dict(outer)
        had = stored if isinstance(stored, Mapping) else {}
        for line in re.split(r"[\n;]", _text(code)):
            line = line.partition("#")[0].strip()
            if not line:
                continue
            match = _ASSIGNED.fullmatch(line)
            if match is None:
                self._losses.say(
                    tr("Lines of code that give no variable a value are not carried over."), line
                )
                continue
            name, expression = match[1], match[2].strip()
            numeral = self._understood(expression, found)
            if numeral is None and (numeral := plain(had.get(name))) is not None:
                self._losses.say(
                    tr(
                        "What is computed in a way that is not carried over keeps the value that it had "
                        "last."
                    ),
                    line,
                )
            if numeral is None:
                self._losses.say(
                    tr("Variables whose value cannot be read are not carried over."), line
                )
                found.pop(name, None)
                continue
            found[name] = self._add(name, numeral, place)
            self._limit(len(self.parameters))
        return found

    def number(self, entry: object, scope: Scope, computed: object, place: str) -> Numeral | None:
        """A probability or a payoff; None where there is none.

        What cannot be read at all is kept as it was typed, which a finding then tells.
        """
        if entry is None or entry == "":
            return None
        numeral = plain(entry)
        if numeral is None:
            text = _text(entry)
            numeral = self._understood(text.partition("#")[0].strip(), scope)
            if numeral is None and (numeral := plain(computed)) is not None:
                self._losses.say(
                    tr(
                        "What is computed in a way that is not carried over keeps the value that it had "
                        "last."
                    ),
                    f"{place}: {text}",
                )
            if numeral is None and _OF_THE_LEFT.search(text):
                self._losses.say(
                    tr(
                        "Percentages that are added or subtracted mean a part of what precedes them in "
                        "SilverDecisions: they are left out."
                    ),
                    f"{place}: {text}",
                )
            elif numeral is None:
                self._losses.say(
                    tr("What has to be made a number is kept as typed."), f"{place}: {text}"
                )
                numeral = Numeral.typed(text) if text else None
        return numeral

    def _understood(self, expression: str, scope: Scope) -> Numeral | None:
        """An expression of ours that is the same; None where there is none."""
        if (numeral := plain(expression)) is not None:
            return numeral
        if _OF_THE_LEFT.search(expression):
            return None
        renamed = _NAME.sub(lambda match: scope.get(match[0], match[0]), expression)
        try:
            numeral = Numeral.typed(renamed)
            numeral.value(self._values)
        except NumberError:
            return None
        return numeral

    @staticmethod
    def _limit(count: int) -> None:
        if count > MOST_VARIABLES:
            raise DocumentError(
                tr("The file has more than {most_variables:,} variables.").format(
                    most_variables=MOST_VARIABLES
                ),
                "code",
            )

    def _add(self, name: str, numeral: Numeral, place: str) -> str:
        """A parameter with that value; its id."""
        id_, count = name, 1
        while id_ in self.parameters or id_ in FUNCTIONS:
            count += 1
            id_ = f"{name}_{count}"
        label = "" if id_ == name else f"{name} ({place})"
        self.parameters[id_] = Parameter(id=id_, value=numeral, label=label)
        self._values[id_] = numeral.value(self._values)
        return id_


def plain(entry: object) -> Numeral | None:
    """A number without names, in the spellings of math.js and fraction.js; None where it is none."""
    if isinstance(entry, Mapping):
        return _fraction(entry)
    text = _text(entry).strip()
    if text == REMAINDER:
        return Numeral(REMAINDER)
    text = _PERIOD.sub(r"(\1)", text)
    if _MIXED.fullmatch(text):
        return Spelling().read(text)
    if re.fullmatch(r"[-+]?\d+:\d+", text):
        text = text.replace(":", "/")
    if _OF_THE_LEFT.search(text):
        return None
    try:
        numeral = entry if isinstance(entry, Numeral) else Numeral.typed(text)
        numeral.value()
    except NumberError:
        return None
    return numeral


def _fraction(entry: Mapping[str, Any]) -> Numeral | None:
    """The number objects of math.js: ``{"mathjs": "Fraction", "n": 1, "d": 3}``, ``BigNumber``."""
    kind = _text(entry.get("mathjs"))
    if kind == "BigNumber":
        return plain(entry.get("value"))
    parts = [plain(entry.get(key)) for key in ("n", "d")]
    if kind != "Fraction" or parts[0] is None or parts[1] is None:
        return None
    top, bottom = parts[0].value(), parts[1].value()
    sign = plain(entry.get("s"))
    if bottom == 0:
        return None
    if sign is not None and sign.value() < 0 < top:
        top = -top
    return Numeral.of(top / bottom)


def _text(entry: object) -> str:
    return entry.text if isinstance(entry, Numeral) else entry if isinstance(entry, str) else ""
