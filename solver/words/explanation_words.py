"""What the explanations of all rules have in common, in sentences: the verdict, and each witness."""

from collections.abc import Sequence
from dataclasses import dataclass

from solver.document.model import Document
from solver.explain.explanation import Explanation, Part, Witness
from solver.page.tree_texts import plain
from solver.words.contrast_words import contrast_sentences, lottery_words
from solver.words.names import branch_name, node_name, plan_words


@dataclass(frozen=True)
class Said:
    """An explanation in words: the verdict, why, and by which clause of the rule."""

    verdict: str
    reasons: tuple[str, ...]
    clause: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything, in order."""
        return (self.verdict, *self.reasons)


#: Why there are no reasons, whatever the rule.
NO_WITNESS = (
    "There are too many undominated plans to go through them all, so there is no "
    "witness to show. What the rule could decide all the same is marked on the tree."
)


def verdict(document: Document, found: Explanation) -> str:
    """Whether what is asked about is permitted."""
    word = {True: "is permitted", False: "is not permitted", None: "is not decided"}
    if found.branch is not None:
        what = f"“{branch_name(document, found.branch)}”"
        return f"{what} {word[found.permitted]} at {node_name(document, found.node)}."
    assert found.plan is not None
    return f"The plan {plan_words(document, found.plan)} {word[found.permitted]}."


def dominated(document: Document, witness: Witness) -> list[str]:
    """That a permitted plan is dominated, and by which."""
    assert witness.other is not None
    return [
        "Yet it is dominated: an available plan is strictly preferred to it. The rule is "
        "exploitable on this tree.",
        *against(document, witness),
    ]


def seen(document: Document, part: Part) -> str:
    """A plan with its lottery."""
    return f"{plan_words(document, part)} ({lottery_words(part.prizes)})"


def against(document: Document, witness: Witness) -> list[str]:
    """How what a plan is held against compares with it, and why."""
    result = []
    if witness.mixture:
        parts = " + ".join(
            f"{plain(weight)} [{plan_words(document, part)}]" for weight, part in witness.mixture
        )
        assert witness.contrast is not None
        lottery = lottery_words(witness.contrast.first)
        result.append(
            f"No completion makes {seen(document, witness.part)} best: the mixture {parts} "
            f"({lottery}) is strictly preferred to it, so under every completion one of its parts "
            "is better."
        )
        return result + list(contrast_sentences(document, witness.contrast))
    if witness.other is None or witness.contrast is None:
        return result
    sign = witness.contrast.relation.sign
    other, part = seen(document, witness.other), seen(document, witness.part)
    if witness.turned_down is not None:
        where = node_name(document, witness.turned_down)
        result.append(f"Turned down at {where}: {other} {sign} {part}.")
    else:
        result.append(f"{capital(other)} {sign} {part}.")
    return result + list(contrast_sentences(document, witness.contrast))


def each_witness(document: Document, found: Explanation, *, together: str) -> list[str]:
    """All witnesses, and whether they are all that is needed."""
    result = [] if found.every else ["For example:"]
    for witness in found.witnesses:
        result += against(document, witness)
    if found.every and len(found.witnesses) > 1:
        result.append(together)
    return result


def compared(document: Document, witness: Witness) -> list[str]:
    """What else is maximal beside a plan."""
    if witness.other is None:
        return ["Nothing else is maximal there, unless it is equally good."]
    result = against(document, witness)
    return [f"Maximal beside it: {result[0]}", *result[1:]]


def names(document: Document, branches: Sequence[str]) -> str:
    """Branches, the last with “and” before it."""
    quoted = [f"“{branch_name(document, id_)}”" for id_ in branches]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def capital(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]
