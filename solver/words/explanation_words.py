"""What the explanations of all rules have in common, in sentences: the verdict, and each witness."""

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec

from solver.explain.explanation import Explanation, Part, Witness
from solver.translation import capital, mark, tr
from solver.words.contrast_words import contrast_sentences
from solver.words.names import Names, quoted
from solver.words.plan_names import held_against, plan_name


class Said(msgspec.Struct, frozen=True):
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
    word = {True: tr("is permitted"), False: tr("is not permitted"), None: tr("is not decided")}
    if found.branch is not None:
        what = quoted(names.branch(found.branch))
        return tr("{what} {word} at {node}.").format(
            what=what, word=word[found.permitted], node=names.node_in_sentence(found.node)
        )
    assert found.plan is not None
    return tr("The plan {plan} {word}.").format(
        plan=plan(names, found.plan), word=word[found.permitted]
    )


def dominated(names: Names, witness: Witness) -> list[str]:
    """That a permitted plan is dominated by a plan, and by which."""
    assert witness.other is not None
    return [
        tr(
            "Yet it is dominated by a plan: one that is available is strictly preferred to it. The rule "
            "is exploitable on this tree."
        ),
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
            tr(
                "No completion makes {part} best: it is beaten by the mixture {parts} ({first}), which is strictly preferred to it, so under every completion one of its parts is better."
            ).format(
                part=seen(names, witness.part),
                parts=parts,
                first=names.prospect(witness.contrast.first),
            )
        )
        return result + list(contrast_sentences(names, witness.contrast))
    if witness.other is None or witness.contrast is None:
        return result
    sign = witness.contrast.relation.sign
    other, part = beside(names, (witness.other, witness.part))
    if witness.turned_down is not None:
        where = names.node_in_sentence(witness.turned_down)
        result.append(
            tr("Turned down at {where}: {other} {sign} {part}.").format(
                where=where, other=other, sign=sign, part=part
            )
        )
    else:
        result.append(f"{capital(other)} {sign} {part}.")
    return result + list(contrast_sentences(names, witness.contrast))


def each_witness(names: Names, found: Explanation, *, together: str) -> list[str]:
    """All witnesses, and whether they are all that is needed."""
    result = [] if found.every else [tr("For example:")]
    for witness in found.witnesses:
        result += against(names, witness)
    if found.every and len(found.witnesses) > 1:
        result.append(together)
    return result


def compared(names: Names, witness: Witness) -> list[str]:
    """What else is maximal beside a plan."""
    if witness.other is None:
        return [tr("Nothing else is maximal there, unless it is equally good.")]
    result = against(names, witness)
    return [tr("Also maximal: {result}").format(result=result[0]), *result[1:]]


def branches(names: Names, ids: Sequence[str]) -> str:
    """Branches, the last with “and” before it."""
    return listed([quoted(names.branch(id_)) for id_ in ids])


def listed(texts: Sequence[str], word: str = mark("and")) -> str:
    """A, B and C."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {tr(word)} {texts[-1]}"


def some_listed(texts: Iterable[str], most: int) -> str:
    """A, B and C; “A, B, C, …” where there are more than are named."""
    named = list(islice(texts, most + 1))
    return listed(named) if len(named) <= most else ", ".join([*named[:most], "…"])
