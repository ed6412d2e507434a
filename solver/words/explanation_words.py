"""What the explanations of all rules have in common, in sentences: the verdict, and each witness."""

from collections.abc import Sequence
from dataclasses import dataclass

from solver.explain.explanation import Explanation, Part, Witness
from solver.words.contrast_words import contrast_sentences
from solver.words.names import Names, quoted
from solver.words.plan_names import held_against, plan_name


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
    "There are too many maximal plans to go through them all, so there is no "
    "witness to show. What the rule could decide all the same is marked on the tree."
)


def verdict(names: Names, found: Explanation) -> str:
    """Whether what is asked about is permitted."""
    word = {True: "is permitted", False: "is not permitted", None: "is not decided"}
    if found.branch is not None:
        what = quoted(names.branch(found.branch))
        return f"{what} {word[found.permitted]} at {names.node_in_sentence(found.node)}."
    assert found.plan is not None
    return f"The plan {plan(names, found.plan)} {word[found.permitted]}."


def dominated(names: Names, witness: Witness) -> list[str]:
    """That a permitted plan is dominated by a plan, and by which."""
    assert witness.other is not None
    return [
        "Yet it is dominated by a plan: one that is available is strictly preferred to it. The rule "
        "is exploitable on this tree.",
        *against(names, witness),
    ]


def plan(names: Names, part: Part) -> str:
    """A plan by all its choices, in quotation marks."""
    return quoted(plan_name(names, part.choices))


def seen(names: Names, part: Part) -> str:
    """A plan with its prospect."""
    return f"{plan(names, part)} ({names.prospect(part.prospect)})"


def beside(names: Names, parts: Sequence[Part]) -> list[str]:
    """Plans that are held against each other, each with its prospect."""
    told = held_against(names, [part.choices for part in parts])
    return [
        f"{quoted(name)} ({names.prospect(part.prospect)})"
        for name, part in zip(told, parts, strict=True)
    ]


def against(names: Names, witness: Witness) -> list[str]:
    """How what a plan is held against compares with it, and why."""
    result = []
    if witness.mixture:
        parts = " + ".join(
            f"{names.format.number(weight)} {plan(names, part)}" for weight, part in witness.mixture
        )
        assert witness.contrast is not None
        result.append(
            f"No completion makes {seen(names, witness.part)} best: it is beaten by the mixture "
            f"{parts} ({names.prospect(witness.contrast.first)}), which is strictly preferred to it, "
            "so under every completion one of its parts is better."
        )
        return result + list(contrast_sentences(names, witness.contrast))
    if witness.other is None or witness.contrast is None:
        return result
    sign = witness.contrast.relation.sign
    other, part = beside(names, (witness.other, witness.part))
    if witness.turned_down is not None:
        where = names.node_in_sentence(witness.turned_down)
        result.append(f"Turned down at {where}: {other} {sign} {part}.")
    else:
        result.append(f"{capital(other)} {sign} {part}.")
    return result + list(contrast_sentences(names, witness.contrast))


def each_witness(names: Names, found: Explanation, *, together: str) -> list[str]:
    """All witnesses, and whether they are all that is needed."""
    result = [] if found.every else ["For example:"]
    for witness in found.witnesses:
        result += against(names, witness)
    if found.every and len(found.witnesses) > 1:
        result.append(together)
    return result


def compared(names: Names, witness: Witness) -> list[str]:
    """What else is maximal beside a plan."""
    if witness.other is None:
        return ["Nothing else is maximal there, unless it is equally good."]
    result = against(names, witness)
    return [f"Maximal beside it: {result[0]}", *result[1:]]


def branches(names: Names, ids: Sequence[str]) -> str:
    """Branches, the last with “and” before it."""
    return listed([quoted(names.branch(id_)) for id_ in ids])


def listed(texts: Sequence[str], word: str = "and") -> str:
    """A, B and C."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def capital(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]
