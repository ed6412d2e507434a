"""Trees written as an indented outline, to be pasted.

A line is a node, and what is indented below it hangs from it.  Before a colon stands the label of
the branch, with a probability in parentheses if chance decides::

    Lucky?
        lucky (9/10): Shut down?
            shut down: Shut down early
            continue: Lucky task done
        unlucky (#): Unlucky task done

Lines without anything below are outcomes; nodes above lines with probabilities are chance nodes,
all others choice nodes.  An interval (0.1 – 0.8) is a probability about which opinions differ.  Lines with the same text that end the tree are the same outcome, whose id
is its text.  Numbers may stand there plainly: ``drill [-70]: …`` is a payoff on a branch, and
``Oil = 200`` an outcome with a value, ``Oil = 200 {money}`` one on a scale.

>>> drill = read_outline('''
... Drill?
...     drill [-70]: Oil?
...         wet (1/5): gusher = 400
...         dry: nothing = 0
...     do not: nothing = 0
... ''')
>>> [(outcome.label, outcome.value.text) for outcome in drill.outcomes.values()]
[('gusher', '400'), ('nothing', '0')]
>>> drill.branches["b1"].payoff.text, drill.branches["b3"].probability.text
('-70', '#')
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.intervals import interval_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.opinions import with_interval
from solver.errors import DocumentError, EditError
from solver.formats.importing.foreign_numbers import Spelling
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import Imported, readable_id
from solver.translation import tr

_LINE: Final = re.compile(
    r"(?:(?P<label>[^:]*?)(?:\((?P<probability>[^()]*)\)\s*)?(?:\[(?P<payoff>[^\[\]]*)\]\s*)?"
    r":(?=\s|$))?\s*(?P<text>.*)"
)
_VALUE: Final = re.compile(r"(?P<text>.*\S)\s+=\s*(?P<value>[^={}]+?)\s*(?:\{(?P<scale>[^{}]*)\})?")
MOST_LINES: Final = 100_000
LONGEST_LINE: Final = 10_000  # characters


@dataclass
class _Line:
    indent: int
    label: str
    probability: str | None
    payoff: str | None
    text: str
    below: list["_Line"] = field(default_factory=list)


def read_outline(text: str) -> Document:
    """The document that an outline describes; its trees are drafts where there are several.

    Raises `DocumentError` where there is no line at all, or too many.
    """
    lines = [line.expandtabs(4) for line in text.splitlines() if line.strip()]
    if not lines:
        raise DocumentError(tr("There is no text to make a tree of."))
    if len(lines) > MOST_LINES:
        raise DocumentError(
            tr("An outline has at most {most_lines:,} lines.").format(most_lines=MOST_LINES)
        )
    if max(map(len, lines)) > LONGEST_LINE:
        raise DocumentError(
            tr("A line of an outline has at most {longest_line:,} characters.").format(
                longest_line=LONGEST_LINE
            )
        )
    tops: list[_Line] = []
    path: list[_Line] = []
    for line in lines:
        entry = _read(line)
        while path and path[-1].indent >= entry.indent:
            path.pop()
        (path[-1].below if path else tops).append(entry)
        path.append(entry)
    nodes: dict[str, Node] = {}
    branches: dict[str, Branch] = {}
    outcomes: dict[str, Outcome] = {}
    ids: dict[_Valued, str] = {}  # of outcomes
    spelling = Spelling.of(lines)
    todo: list[tuple[_Line, str | None]] = [(top, None) for top in reversed(tops)]
    while todo:
        entry, parent = todo.pop()
        id_ = f"n{len(nodes) + 1}"
        if entry.below:
            is_chance = any(child.probability is not None for child in entry.below)
            kind = Kind.CHANCE if is_chance else Kind.CHOICE
            nodes[id_] = Node(id=id_, kind=kind, label=entry.text)
        else:
            outcome = None
            if entry.text:
                found = _valued(entry.text, spelling)
                if found not in ids:
                    ids[found] = id_of = readable_id(found.label, outcomes)
                    outcomes[id_of] = Outcome(
                        id=id_of, label=found.label, value=found.value, scale=found.scale
                    )
                outcome = ids[found]
            nodes[id_] = Node(id=id_, kind=Kind.OUTCOME, outcome=outcome)
        if parent is not None:
            probability = None
            if nodes[parent].kind is Kind.CHANCE:
                probability = Numeral.typed(entry.probability or "#")
            payoff = None if entry.payoff is None else spelling.read(entry.payoff)
            label = entry.label
            if (
                payoff is None and entry.payoff is not None
            ):  # what is no number is part of the label
                label = f"{label} [{entry.payoff}]".strip()
            branch = f"b{len(branches) + 1}"
            branches[branch] = Branch(
                id=branch,
                source=parent,
                target=id_,
                label=label,
                probability=probability,
                payoff=payoff,
            )
        todo += [(child, id_) for child in reversed(entry.below)]
    document = Document(
        nodes=nodes,
        branches=branches,
        outcomes=outcomes,
        root="n1" if len(tops) == 1 else None,
    )
    return _with_intervals(document)


def _with_intervals(document: Document) -> Document:
    """The document with opinions in the place of probabilities that are intervals."""
    for id_ in document.branches:
        branch = document.branches[id_]
        if (ends := interval_of(branch.probability)) is not None:
            try:
                document = with_interval(document, branch, *ends)
            except EditError as problem:  # more opinions than there may be
                raise DocumentError(problem.message) from problem
    return document


class _Valued(NamedTuple):
    """An outcome’s label, its value, and the scale on which this stands."""

    label: str
    value: Numeral | None = None
    scale: str | None = None


def _valued(text: str, spelling: Spelling) -> _Valued:
    """What is said of an outcome: its value, where a number stands behind ``=``."""
    found = _VALUE.fullmatch(text)
    value = None if found is None else spelling.read(found["value"])
    if found is None or value is None:
        return _Valued(text)
    return _Valued(found["text"], value, (found["scale"] or "").strip() or None)


def _read(line: str) -> _Line:
    found = _LINE.fullmatch(line.strip())
    if found is None:  # every text is a label at least
        raise AssertionError(line)
    probability = found["probability"]
    return _Line(
        indent=len(line) - len(line.lstrip()),
        label=(found["label"] or "").strip(),
        probability=None if probability is None else probability.strip(),
        payoff=found["payoff"],
        text=found["text"].strip(),
    )


OUTLINE: Final = ImportFormat(
    "Indented outlines",
    (),
    read=lambda data: Imported(read_outline(as_text(data))),
    begins_paste=lambda _: True,
)
