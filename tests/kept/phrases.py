"""A phrasebook: of all that is said about many small documents, each kind of sentence once.

Two sentences are of one kind if they differ only in names, numbers and how much is listed.  A kind
stands in the book where the simplest answer has it, word by word; where it comes again it is only
referred to by its number.  So a change of wording changes the line or two where the words stand,
and every other sentence must still be of a kind that is in the book.

Whether what is said is true is not asked here: see `tests.reference` and the tests of the book.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from solver.document.model import Document

QUOTED: Final = re.compile("“[^“”]*”")
NUMBER: Final = re.compile(r"(?<![\w#])(?:≈\u202f)?[-−+]?\d+(?:[.,\u202f]\d+)*(?:/\d+)?%?")
#: What is told at any length, and what counts as the same.  ``•`` stands for what is in quotation
#: marks and for plans and lotteries, ``◦`` for the name of an outcome, ``#`` for a number.
ALIKE: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"◦, net (?:◦ )?#(?:, ◦ #)*", "◦"),  # an outcome with net values
        (r"(?:weights? ◦ #(?:, ◦ #)*(?:, offset #)?(?: on the scale •)?|u\(◦\) = #)(?:; )?", "u(◦) = #"),
        (r"(?:u\(◦\) = #)+", "u(◦) = #"),
        (r"u\(◦\) = #(?:, u\(◦\) = #)*(?:, …)?", "u(◦) = #"),
        (r"◦: #(?: · ◦: #)*|◦ for #", "◦◦"),  # a prospect
        (r"•(?:,? (?:if|after) ◦(?: (?:and|or) ◦)*)+(?: \(#\))?", "•"),  # told from others
        (r"◦(?:; then | if | only if |, | or |, else |; )(?=◦)", ""),  # plans, what is ahead
        (r"• \((?!less)[^()#◦≻≺~∥]*\)", "•"),  # a node, and what leads to it
        (r"(?:[Tt]he (?:first )?|[Aa] loose )(?:choice|chance node|outcome)(?: (?:after|below) •)?|(?:choice|chance node|outcome) # below •|• after •", "•"),
        (r"•(?:,? (?:if|then|and|or) •|, •)*(?: and # more choices?)?", "•"),
        (r"• \(◦◦\)", "•"),
        (r"◦◦?(?:; or ◦◦?)+", "◦◦; or ◦◦"),
        (r"# •(?: \+ # •)*", "# •"),
        (r"(• #)(?:, • #)*(?:(?: and| or) • #)?", "• #"),
        (r"# •(?:(?:,| and|, and) # •)*", "# •"),
        (r"a (?:utility of|weight of the scale) •(?: on •)?", "a ••"),
        (r"a ••(?:(?:,| and) a ••)*", "a ••"),
        (r"(given • # against #)(?: \(less is better\))?(?:; given • # against #(?: \(less is better\))?)*", r"\1"),
        (r"(?:#|everything) moves from • to •, which is (better|worse|equally good|in a gap with it)", r"a move: \1"),
        (r"(a move: [\w ]+)(?:; a move: [\w ]+)+", r"\1"),
        (r"# · w\((?:•|◦|◦ on •)\)", "u(◦) − u(◦)"),
        (r"# · \[u\(◦\) − u\(◦\)\]|u\(◦\) − u\(◦\)", "u(◦) − u(◦)"),
        (r"(# = u\(◦\) − u\(◦\))(?: \+ u\(◦\) − u\(◦\))+", r"\1"),
    )
)  # fmt: skip
#: Words that are of one kind with others, and words that might be taken for an outcome's name.
SAME: Final = (
    (re.compile(r"for sure"), "for 1"),
    (re.compile(r"the unnamed branch(?: \(\d+\))*"), "“→”"),
    (re.compile(r"^A (?=preferential)"), "a "),
    (re.compile(r"\b(?:Caprice|Naive|Dynamic Strong Maximality)(?= permits)"), "The rule"),
)


@dataclass(frozen=True)
class Names:
    """The names that may stand in sentences without quotation marks: of outcomes, branches, criteria."""

    every: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> "Names":
        """Those of a document."""
        labelled = (*document.outcomes.values(), *document.criteria.values())
        every = {each.label or each.id for each in labelled} - {"value"}  # a word of sentences, too
        nodes = {node.label for node in document.nodes.values() if node.label}
        ends = {f"→ {name}" for name in every | nodes | {"a choice", "a chance node"}}
        branches = {branch.label for branch in document.branches.values() if branch.label}
        return cls(frozenset(every | ends | branches) - {"on"})  # a word of sentences, too

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        ordered = sorted(map(re.escape, self.every), key=len, reverse=True)
        return re.compile(rf"(?<![\w“])(?:{'|'.join(ordered) or '(?!)'})(?![\w”+−-])")


NOTHING: Final = Names(frozenset())


@cache
def kind(sentence: str, names: Names = NOTHING, *, fine: bool = False) -> str:
    """A sentence without names, numbers and what is listed; ``fine`` keeps how much is listed."""
    for words, instead in SAME:
        sentence = words.sub(instead, sentence)
    text = QUOTED.sub("•", sentence)
    text = NUMBER.sub("#", names.pattern.sub("◦", text))
    for pattern, instead in () if fine else ALIKE:
        text = pattern.sub(instead, text)
    return text


def each(text: str) -> list[str]:
    """The sentences of a text."""
    return re.split(r"(?<=[^ .][.]) (?=[A-Z“])", text)


@dataclass(frozen=True)
class Answer:
    """What was asked of which document, and the sentences that are the answer."""

    asked: str
    sentences: Sequence[str]
    names: Names = NOTHING
    fine: bool = False

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        return tuple(kind(sentence, self.names, fine=self.fine) for sentence in self.sentences)

    @property
    def size(self) -> tuple[int, int]:
        """How simple it is, whatever the words are: sentences, and what is named in them."""
        text = " ".join(kind(s, self.names, fine=True) for s in self.sentences)
        return len(self.sentences), sum(map(text.count, "•◦#"))


def book(answers: Iterable[Answer]) -> str:
    """The phrasebook of some answers."""
    numbers: dict[str, int] = {}
    shapes: set[tuple[str, ...]] = set()
    lines: list[str] = []
    different: dict[object, Answer] = {}
    for answer in answers:
        different.setdefault((*answer.sentences, answer.names, answer.fine), answer)
    for answer in sorted(different.values(), key=lambda answer: answer.size):
        shape = tuple(dict.fromkeys(answer.kinds))
        if shape in shapes or not shape:
            continue
        shapes.add(shape)
        lines += ["", answer.asked]
        again: list[str] = []
        for said, of in zip(answer.sentences, answer.kinds, strict=True):
            if of in numbers:
                again.append(f"({numbers[of]})")
                continue
            numbers[of] = len(numbers) + 1
            lines += [f"    {' '.join(again)}"] * bool(again)
            again = []
            lines.append(f"{numbers[of]:3} {said}")
        lines += [f"    {' '.join(again)}"] * bool(again)
    return "\n".join(lines[1:]) + "\n"
