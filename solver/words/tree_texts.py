"""The words that a tree shows, wherever it is drawn: on the canvas, in pictures, in TikZ, in DOT.

Nothing is measured or cut here.  Labels are as typed, numbers as the style says, all exact: where
a decimal does not end, ≈ says that it is rounded.
"""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from solver.document.elements import Branch, ByCompletion, Conduct, Kind, Node, Outcome, Values
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.document.shares import shares
from solver.document.style import USUAL, Style
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.prospect import Prospect
from solver.translation import decimal_mark, mark, tr
from solver.words.names import DOT, Names
from solver.words.numbers import Format, NumberForm, grouped, number_in
from solver.words.plain_mathematics import plain_text

DIGITS: Final = 6  # digits behind the point that are shown at most
READABLE: Final = 16  # signs of a number as typed; a longer one is rounded, which ≈ says
FRACTIONS: Final = Format(NumberForm.FRACTION)
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_LONG: Final = re.compile(r"(?<![\w./])\d{5,}(?![\w/])")  # whole; those of fractions stay together
LISTED: Final = 4  # ends of a prospect that are listed
CREDENCE: Final = "credence"  # the rule by which later choices are events
#: What the signs of nodes mean, in legends.
KIND_WORDS: Final = {
    Kind.CHOICE: mark("choice node"),
    Kind.CHANCE: mark("chance node"),
    Kind.OUTCOME: mark("outcome"),
}


def as_typed(numeral: Numeral) -> str:
    """A number as it was typed, with a proper minus, thousands apart, and decimals as people read them.

    >>> as_typed(Numeral("-70000")), as_typed(Numeral("12/35000"))
    ('−70\u202f000', '12/35000')
    """
    text = _LONG.sub(lambda run: grouped(run[0]), numeral.text.strip().replace("-", "−"))
    mark = decimal_mark()
    return text if mark == "." or "(" in text else _POINT.sub(mark, text)


def readable(numeral: Numeral, value: Fraction | None = None) -> str:
    """A number as it was typed, or rounded where nobody could read it; expressions stay."""
    if len(numeral.text) <= READABLE:
        return as_typed(numeral)
    try:
        return _short(numeral.value() if value is None else value)
    except NumberError:
        return as_typed(numeral)


def _short(value: Fraction) -> str:
    text = plain(value)
    return text if len(text) <= READABLE else decimal(value)


def plain(value: Fraction) -> str:
    """An exact number."""
    return str(value).replace("-", "−")


def decimal(value: Fraction, digits: int = DIGITS) -> str:
    """A number as a decimal; ≈ before it says that it was rounded."""
    scaled = round(value * 10**digits)
    rounded = Fraction(scaled, 10**digits)
    whole, part = divmod(abs(scaled), 10**digits)
    text = f"{whole}.{part:0{digits}}".rstrip("0").rstrip(".")
    sign = "−" if scaled < 0 else ""
    return f"{sign}{text}" if rounded == value else f"≈\u202f{sign}{text}"


def share_text(
    numeral: Numeral, share: Fraction | None, form: str = "typed", numbers: Format = FRACTIONS
) -> str:
    """A probability or policy: as typed, or as the style says where its value is known.

    What a remainder or a long expression comes to is written as ``numbers`` are: its sign # is for who edits.
    """
    if form == "typed" or share is None:
        if not numeral.is_remainder:
            if share is not None and len(numeral.text) > READABLE and names_in(numeral.text):
                return numbers.number(share)
            return readable(numeral, share)
        if share is None:
            return "#"
        return numbers.number(share)
    return number_text(share, form)


def number_text(share: Fraction, form: str) -> str:
    """An exact share as ``"decimal"``, ``"percent"`` or ``"fraction"``."""
    if form == "decimal":
        return decimal(share)
    if form == "percent":
        return f"{decimal(share * 100, DIGITS - 2)}%"
    return _short(share)


def criterion_label(document: Document, id_: str) -> str:
    """What a criterion is called."""
    criterion = document.criterion(id_)
    return (criterion.label or id_) if criterion else id_


def values_text(names: Names, values: Values) -> str:
    """A value or a payoff, by criterion where there are several.

    As typed, or in the criterion's own way of writing numbers if it has one.
    """
    document = names.document
    if isinstance(values, Numeral):
        ids = document.criterion_ids
        return _value_text(names, "value" if "value" in ids else ids[0], values)
    return ", ".join(
        f"{criterion_label(document, c)} {_value_text(names, c, n)}" for c, n in values.items()
    )


def _value_text(names: Names, criterion_id: str, numeral: Numeral) -> str:
    criterion = names.document.criterion(criterion_id)
    if criterion is None or criterion.format is None:
        return readable(numeral)
    try:
        value = numeral.value(names.document.parameter_values)
    except NumberError:
        return as_typed(numeral)
    return names.format.value(criterion, value)


def outcome_choices(document: Document) -> dict[str, str]:
    """Every outcome as a list offers it, by its id: its label in plain signs, told from others alike."""
    called = {id_: plain_text(each.label or id_) for id_, each in document.outcomes.items()}
    often = Counter(called.values())
    return {
        id_: text if often[text] == 1 else f"{text} ({plain_text(id_)})"
        for id_, text in called.items()
    }


def outcome_title(document: Document, node: Node) -> str:
    """What an outcome node is called: its outcome's label, or what is missing."""
    if node.outcome is None:
        return tr("choose an outcome")
    outcome = document.outcomes.get(node.outcome)
    return node.outcome if outcome is None else (outcome.label or outcome.id)


def outcome_detail(document: Document, node: Node, payoffs: "Payoffs", style: Style = USUAL) -> str:
    """An outcome's value unless it is called by that, its net value where payoffs are on the way, and its scale."""
    outcome = document.outcomes.get(node.outcome or "")
    if outcome is None or outcome.value is None or not style.values:
        return ""
    parts = [""] if is_called_by_value(outcome) else [values_text(payoffs.names, outcome.value)]
    if style.payoffs:
        parts.append(payoffs.net(node.id, outcome.value))
    if payoffs.has_several_scales:
        parts.append(outcome.scale_name or "")
    return " · ".join(part for part in parts if part)


def is_called_by_value(outcome: Outcome) -> bool:
    """Whether an outcome’s label is its value, however each is written."""
    label, value = outcome.label or outcome.id, outcome.value
    if not isinstance(value, Numeral):
        return False
    if value.text.strip() == label.strip():
        return True
    number = None if names_in(value.text) else number_in(label)
    try:
        return number is not None and number.value() == value.value()
    except NumberError:  # of a value that is none, which a finding says at its place
        return False


def has_columns(document: Document, style: Style) -> bool:
    """Whether scales and values stand in columns behind the outcomes."""
    return style.columns and style.values and document.direction != "down"


def column_heads(document: Document, payoffs: "Payoffs") -> tuple[str, ...]:
    """What stands above the columns behind the outcomes: their scales, if several, and values."""
    criteria = document.criterion_ids
    heads = (
        (tr("Value"),)
        if len(criteria) == 1
        else tuple(criterion_label(document, c) for c in criteria)
    )
    if payoffs.has_any:
        heads = tuple(
            tr("Net value") if len(criteria) == 1 else tr("{head}, net").format(head=head)
            for head in heads
        )
    return ((tr("Scale"),) if payoffs.has_several_scales else ()) + heads


def outcome_columns(document: Document, node: Node, payoffs: "Payoffs") -> tuple[str, ...]:
    """What stands below each of `column_heads` for an outcome; empty where nothing is stated."""
    outcome = document.outcomes.get(node.outcome or "")
    values = None if outcome is None else outcome.value
    scale = (outcome.scale_name or "") if outcome is not None else ""
    cells = []
    for criterion in document.criterion_ids:
        numeral = values if isinstance(values, Numeral) else (values or {}).get(criterion)
        paid = (payoffs.above(node.id) or {}).get(criterion)
        if numeral is None:
            cells.append("")
        elif not paid:
            cells.append(_value_text(payoffs.names, criterion, numeral))
        else:
            own = _values(document, values).get(criterion)
            stated = document.criterion(criterion)
            cells.append(
                readable(numeral) if own is None else payoffs.names.format.value(stated, own + paid)
            )
    return ((scale,) if payoffs.has_several_scales else ()) + tuple(cells)


def _range_text(names: Names, node: Node, branch: Branch, share: Fraction | None, form: str) -> str:
    """A probability about which opinions differ, from the least to the greatest."""
    document = names.document
    children = document.children(node.id)
    known = [
        shares(node, children, reading.parameter_values).values.get(branch.id)
        for reading in document.readings
    ]
    found = [value for value in known if value is not None]
    if len(found) < len(known) or len(set(found)) == 1:
        return share_text(branch.probability or Numeral("#"), share, form, names.format)
    if form == "typed":
        return names.range(min(found), max(found))
    return " – ".join(number_text(end(found), form) for end in (min, max))


def branch_detail(
    names: Names, node: Node, branch: Branch, share: Fraction | None, style: Style = USUAL
) -> str:
    """What stands below a branch: its probability or policy, and its payoff."""
    parts = []
    if style.probabilities != "none":
        if node.kind is Kind.CHANCE and names.document.opinions:
            parts.append(_range_text(names, node, branch, share, style.probabilities))
        elif node.kind is Kind.CHANCE:
            given = branch.probability or Numeral("#")
            parts.append(share_text(given, share, style.probabilities, names.format))
        elif not style.policies:
            pass  # played with, not shown
        elif branch.policy is not None:
            text = share_text(branch.policy, share, style.probabilities, names.format)
            if said := policy_word(names.document, node.id):
                parts.append(f"{said} {text}")
        elif node.kind is Kind.CHOICE and gives_credences(names.document):
            siblings = names.document.children(node.id)
            said = policy_word(names.document, node.id)
            if said and len(siblings) > 1 and all(b.policy is None for b in siblings):
                number = names.format.number(Fraction(1, len(siblings)))
                parts.append(f"{said} {number}")
    if branch.payoff is not None and style.payoffs:
        text = values_text(names, branch.payoff)
        plus = (
            isinstance(branch.payoff, Numeral)
            and text[:1] not in "−+("
            and not _is_zero(branch.payoff)
        )
        parts.append(tr("payoff {value}{text}").format(value="+" if plus else "", text=text))
    if (held := conduct_text(names.document, branch.target)) is not None:
        parts.append(held)
    return " · ".join(parts)


def _is_zero(numeral: Numeral) -> bool:
    """Whether a number that hangs on no parameter is nothing; then it has no sign."""
    try:
        return not numeral.value()
    except NumberError:
        return False


def gives_credences(document: Document) -> bool:
    """Whether the rule that was chosen takes the policy for credences in one's own choices, stated or not."""
    return document.view.get("rule") == CREDENCE


def policy_word(document: Document, node: str) -> str:
    """What stands before the policy of a branch; nothing where a completion holds instead of it."""
    conduct = document.conducts.get(node)
    if conduct is None:
        return tr("credence") if gives_credences(document) else tr("policy")
    return "" if isinstance(conduct, ByCompletion) else tr("held at")


def conduct_text(document: Document, node: str) -> str | None:
    """What is said where a node states how choices are settled: “the policy holds below”."""
    entry = document.nodes.get(node)
    if entry is None or entry.conduct is None:
        return None
    return tr("{conduct} holds below").format(conduct=holds(document, entry.conduct))


def holds(document: Document, conduct: Conduct) -> str:
    """What holds from a node on: “the policy”, or “completion II”."""
    if isinstance(conduct, ByCompletion):
        known = document.completions.get(conduct.completion)
        return tr("completion {value}").format(
            value=conduct.completion if known is None else known.name
        )
    return tr("the policy")


def prospect_text(names: Names, prospect: Prospect, style: Style = USUAL) -> str:
    """A prospect beside a node: the ends with their chances, the likeliest ones if there are many."""
    ranges = names.in_order(prospect.ranges) if prospect.opinions else prospect.ranges
    entries = list(ranges.items())
    if len(entries) > LISTED:
        entries = sorted(entries, key=lambda entry: entry[1], reverse=True)[:LISTED]
    form = style.probabilities

    def number(chance: Fraction) -> str:
        is_usual = form in ("typed", "none")
        return names.format.number(chance) if is_usual else number_text(chance, form)

    parts = []
    for end, (low, high) in entries:
        own = number(low) if low == high else f"{number(low)} – {number(high)}"
        parts.append(names.end(end) if prospect.is_sure else f"{names.end(end)}: {own}")
    if len(ranges) > LISTED:
        parts.append("…")
    return DOT.join(parts)


class Payoffs:
    """The sum of the payoffs above each node, for documents that have any."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paid: dict[str, Mapping[str, Fraction]] = {}
        self.names = Names(document)
        scales = {o.scale_name for o in document.outcomes.values() if o.scale_name}
        self.has_several_scales = len(scales) > 1
        if any(branch.payoff is not None for branch in document.branches.values()):
            for id_ in document.tree:
                self._paid[id_] = self._above(id_)

    def _above(self, id_: str) -> Mapping[str, Fraction]:
        entering = self._document.incoming(id_)
        if not entering or id_ == self._document.root_id:
            return {}
        total = dict(self._paid.get(entering[0].source, {}))
        for criterion, value in _values(self._document, entering[0].payoff).items():
            total[criterion] = total.get(criterion, Fraction(0)) + value
        return total

    def follow(self, document: Document) -> None:
        """From now on of a document with the same tree and the same payoffs."""
        self._document, self.names = document, self.names.following(document)

    @property
    def paid(self) -> Mapping[str, Mapping[str, Fraction]]:
        """What the payoffs on the way to each node of the tree sum to; nothing where there are none."""
        return self._paid

    @property
    def has_any(self) -> bool:
        """Whether anything is paid on any way."""
        return bool(self._paid)

    def above(self, id_: str) -> Mapping[str, Fraction] | None:
        """What the payoffs on the way to a node sum to, if there are any."""
        return self._paid.get(id_)

    def net(self, id_: str, values: Values) -> str:
        """The value with all payoffs, where there are any."""
        paid = self._paid.get(id_)
        own = _values(self._document, values)
        if not paid or not own:
            return ""
        net = {c: v + paid.get(c, Fraction(0)) for c, v in own.items()}
        return tr("net {values}").format(values=self.names.values(net.items()))


def _values(document: Document, values: Values | None) -> Mapping[str, Fraction]:
    try:
        return criterion_values(document, values)
    except NumberError:
        return {}  # a finding says so at its place
