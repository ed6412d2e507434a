"""What opinions expect, in words."""

from solver.analyses.opinion_ranges import Range, ranges
from solver.document.model import Document
from solver.prospect import Prospect
from solver.rules.rule import Rule
from solver.translation import tr
from solver.words.names import Names
from solver.words.numbers import stretch


def range_texts(names: Names, document: Document, prospect: Prospect) -> list[str]:
    """What is expected on each scale, from the least to the greatest in the opinions."""
    found = ranges(document, prospect)
    texts = []
    for scale, own in found.items():
        parts = [_values(names, criterion, ends) for criterion, ends in own.values.items()]
        if len(found) > 1:
            chance = names.range(*own.probability)
            parts = [f"{_called(names, scale)} {chance}", *parts]
        if parts:
            texts.append(", ".join(parts))
    return texts


def _called(names: Names, scale: str) -> str:
    return names.outcome(scale) if scale in names.document.outcomes else scale


def _values(names: Names, criterion: str, ends: Range) -> str:
    entry = names.document.criterion(criterion)
    low, high = (names.format.value(entry, end) for end in ends)
    text = stretch(low, high)
    several = len(names.document.criterion_ids) > 1
    return f"{names.criterion(criterion)} {text}" if several else text


def about_opinions(document: Document, alone: str | None = None, rule: Rule | None = None) -> str:
    """How many opinions there are, and what that comes to under a rule; or which of them is looked at alone."""
    count = len(document.opinions)
    if alone is not None:
        name = document.opinions[alone].label or alone
        return tr(
            "Only “{name}” is looked at: the tree and its verdict are what this opinion says."
        ).format(name=name)
    if not count:
        return tr(
            "One opinion: every chance is one number. Type an interval such as 0.1 – 0.8 as the "
            "probability of a branch, or add opinions here."
        )
    if count == 1:
        return tr("One opinion: its numbers count, not the parameters’ own values.")
    said = tr(
        "{count} opinions: one plan is better than another if it is so under each of them."
    ).format(count=count)
    if rule is not None and rule.of_opinions:
        said += f" {rule.title}: {tr(rule.of_opinions)}."
    return said
