"""Explanations in sentences: each is made from the explanation's own parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.elements import TIMESTEP_DOMINANCE
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.explain.explanation import Clause, Completed, Explanation, Part, Witness
from solver.page.tree_texts import plain
from solver.words.contrast_words import contrast_sentences, lottery_words, utilities_words
from solver.words.names import branch_name, node_name, plan_words

#: What each clause says in the rule's own words, and where that comes from.
CLAUSES: Final[Mapping[Clause, str]] = {
    Clause.BEST: "Expected utility: all that attains the best value is permitted, ties included.",
    Clause.WORSE: "Expected utility: what does not attain the best value is not permitted.",
    Clause.MAXIMAL: "Naive choice: begin any plan that is maximal seen from where you stand, "
    "whatever was planned before (Gustafsson 2022).",
    Clause.DOMINATED: "Naive choice: do not begin a plan to which an available plan is strictly "
    "preferred, seen from where you stand (Gustafsson 2022).",
    Clause.NOT_TURNED_DOWN: "Caprice: keep what nothing turned down is strictly preferred to "
    "(Thornley 2023; history form, our reading).",
    Clause.UNDONE: "Caprice: if something turned down is strictly preferred to everything that is "
    "left, keep it all (our reading of Thornley 2023).",
    Clause.TURNED_DOWN: "Caprice: having turned an option down, never settle on one strictly "
    "dispreferred to it (Thornley 2023; history form, our reading).",
    Clause.DROPPED: "Caprice: drop a branch if all plans of another are strictly preferred to all "
    "plans of it (our reading of Thornley 2023).",
    Clause.FOLLOWS: "Dynamic Strong Maximality: follow a plan that is maximal at every node that "
    "it passes (Petersen 2023; our reading of the published summary).",
    Clause.RULED_OUT: "Dynamic Strong Maximality: never follow a plan to which an available plan "
    "was strictly preferred (Petersen 2023; our reading of the published summary).",
    Clause.ACCEPTABLE: "E-admissibility: follow a plan that some completion makes best at every "
    "node that it passes (Levi 1974; Weatherson 2008).",
    Clause.UNACCEPTABLE: "E-admissibility: never follow a plan that no completion makes best "
    "(Levi 1974; Weatherson 2008).",
    Clause.UNDECIDED: "",
}


@dataclass(frozen=True)
class Said:
    """An explanation in words: the verdict, why, and what each witness shows."""

    verdict: str
    reasons: tuple[str, ...]
    clause: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything, in order."""
        return (self.verdict, *self.reasons)


def said(document: Document, found: Explanation) -> Said:
    """An explanation in words; the document has its live copies written out."""
    document = document.expanded
    reasons = _reasons(document, found)
    return Said(_verdict(document, found), tuple(reasons), CLAUSES[found.clause])


def _verdict(document: Document, found: Explanation) -> str:
    word = {True: "is permitted", False: "is not permitted", None: "is not decided"}
    if found.branch is not None:
        what = f"“{branch_name(document, found.branch)}”"
        return f"{what} {word[found.permitted]} at {node_name(document, found.node)}."
    assert found.plan is not None
    return f"The plan {plan_words(document, found.plan)} {word[found.permitted]}."


def _reasons(document: Document, found: Explanation) -> list[str]:
    match found.clause:
        case Clause.UNDECIDED:
            return [
                "There are too many undominated plans to go through them all, so there is no "
                "witness to show. What the rule could decide all the same is marked on the tree."
            ]
        case Clause.BEST | Clause.WORSE:
            result = _expected(document, found)
        case Clause.MAXIMAL | Clause.DOMINATED:
            result = _naive(document, found)
        case Clause.FOLLOWS | Clause.RULED_OUT | Clause.ACCEPTABLE | Clause.UNACCEPTABLE:
            result = _resolute(document, found)
        case _:
            result = _caprice(document, found)
    if found.dominated_by is not None:
        witness = found.dominated_by
        assert witness.other is not None
        result.append(
            "Yet it is dominated: an available plan is strictly preferred to it. The rule is "
            "exploitable on this tree."
        )
        result += _against(document, witness)
    return result


def seen(document: Document, part: Part) -> str:
    """A plan with its lottery."""
    return f"{plan_words(document, part)} ({lottery_words(part.prizes)})"


def _against(document: Document, witness: Witness) -> list[str]:
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
        result.append(f"{_capital(other)} {sign} {part}.")
    return result + list(contrast_sentences(document, witness.contrast))


def _all(document: Document, found: Explanation, *, together: str) -> list[str]:
    """All witnesses, and whether they are all that is needed."""
    result = [] if found.every else ["For example:"]
    for witness in found.witnesses:
        result += _against(document, witness)
    if found.every and len(found.witnesses) > 1:
        result.append(together)
    return result


# ---------------------------------------------------------------------- expected utility


def _expected(document: Document, found: Explanation) -> list[str]:
    word = "expected utility" if _completion(found) else "expected value"
    result = []
    if found.branch is None:
        own, best = found.values["plan"], found.values["best"]
        if found.permitted:
            result.append(f"Its {word} is {plain(own)}, the best that any plan attains.")
        elif own == best:
            result.append(
                f"Its {word} is {plain(own)}, as good as any, but at "
                f"{node_name(document, found.node)}, where chance never leads, "
                f"“{branch_name(document, found.step or '')}” is not best."
            )
        else:
            result.append(f"Its {word} is {plain(own)}; the best plan attains {plain(best)}.")
            if found.step is not None:
                where = node_name(document, found.node)
                step = branch_name(document, found.step)
                result.append(f"The first step that is not best is “{step}” at {where}.")
    else:
        own, best = found.values[found.branch], _best(document, found)
        ties = [b for b, value in found.values.items() if value == own and b != found.branch]
        others = [b for b, value in found.values.items() if value != own]
        if found.permitted:
            result.append(f"Its {word} is {plain(own)}, the best there.")
            if ties:
                result.append(f"{_names(document, ties)} attain{'s' * (len(ties) == 1)} the same: "
                              "a tie, and ties are all permitted.")  # fmt: skip
        else:
            top = [b for b, value in found.values.items() if value == best]
            result.append(
                f"Its {word} is {plain(own)}; that of {_names(document, top)} is {plain(best)}, "
                "the best there."
            )
            others = [b for b in others if b not in top]
        if others:
            listed = ", ".join(
                f"“{branch_name(document, b)}” {plain(found.values[b])}" for b in others
            )
            result.append(f"The others: {listed}.")
        witness = found.witnesses[0]
        if witness.other is not None:
            result.append(f"Best after it: {seen(document, witness.part)}.")
    completed = _completion(found)
    if completed is not None:
        result.append(f"Under the document’s completion: {utilities_words(completed.utility)}.")
    return result


def _completion(found: Explanation) -> Completed | None:
    return next((w.completion for w in found.witnesses if w.completion is not None), None)


def _best(document: Document, found: Explanation) -> Fraction:
    """The best of some expected values; less may be better."""
    assert found.branch is not None
    if found.permitted:
        return found.values[found.branch]
    own = found.values[found.branch]
    others = [value for value in found.values.values() if value != own]
    less = _completion(found) is None and _less_is_better(document)
    return min(others) if less else max(others)


def _less_is_better(document: Document) -> bool:
    """Whether the one criterion on which the outcomes of the tree have values counts downwards."""
    for id_ in document.tree:
        outcome = document.outcomes.get(document.nodes[id_].outcome or "")
        if outcome is not None and outcome.value is not None:
            (used,) = criterion_values(document, outcome.value)
            criterion = document.criterion(used)
            return criterion is not None and criterion.better == "less"
    return False


def _names(document: Document, branches: Iterable[str]) -> str:
    names = [f"“{branch_name(document, id_)}”" for id_ in branches]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --------------------------------------------------------------------------------- naive


def _naive(document: Document, found: Explanation) -> list[str]:
    where = node_name(document, found.node)
    if found.branch is None and found.permitted:
        return ["Each of its steps begins a plan that is maximal seen from where it is taken."]
    result = []
    if found.branch is None and found.step is not None:
        step = branch_name(document, found.step)
        result.append(f"Its step “{step}” at {where} is not permitted.")
    if found.permitted:
        witness = found.witnesses[0]
        result.append(
            f"{_capital(seen(document, witness.part))} is maximal there: no plan available at "
            f"{where} is strictly preferred to it."
        )
        return result + _compared(document, witness)
    result.append(
        f"To every plan that begins so, a plan available at {where} is strictly preferred."
    )
    return result + _all(
        document,
        found,
        together="Together these are strictly preferred to all plans that begin so.",
    )


def _compared(document: Document, witness: Witness) -> list[str]:
    """What else is maximal beside a plan."""
    if witness.other is None:
        return ["Nothing else is maximal there, unless it is equally good."]
    result = _against(document, witness)
    return [f"Maximal beside it: {result[0]}", *result[1:]]


# ------------------------------------------------------------------------------ resolute


def _resolute(document: Document, found: Explanation) -> list[str]:
    result = []
    if found.off_plan:
        result.append(
            f"No permitted plan comes to {node_name(document, found.node)}: here the agent is off "
            f"its plan. What counts then are plans from {node_name(document, found.start)}, the "
            "earliest node on the way from which there are any left that come here."
        )
    if found.permitted:
        return result + _followed(document, found)
    where = node_name(document, found.seen_from)
    strict = "is acceptable" if found.rule == "e-admissible" else "is maximal"
    if found.branch is None:
        if found.plan is not None and found.seen_from != found.plan.node:
            result.append(f"From {where} on it is not what the rule admits there.")
        return result + _all(document, found, together="")
    timestep = document.preferences.relation == TIMESTEP_DOMINANCE
    which = " and goes on as is maximal further on" if timestep else ""
    if found.seen_from == found.node:
        result.append(f"No plan that begins with it {strict} seen from here.")
    else:
        result.append(
            f"It is ruled out since {where}: no plan from there that comes here and takes it{which} "
            f"{strict} seen from there."
        )
    return result + _all(document, found, together="Together these rule out all plans that do so.")


def _followed(document: Document, found: Explanation) -> list[str]:
    witness = found.witnesses[0]
    where = node_name(document, found.start)
    plan = seen(document, witness.part)
    belongs = "" if found.branch is None else "It belongs to the plan "
    if found.rule == "e-admissible":
        assert witness.completion is not None
        value = witness.completion.value(witness.part.prizes)
        utilities = utilities_words(witness.completion.utility)
        start = f"{belongs}{plan}, which" if belongs else "It"
        return [
            f"{start} is best of all plans from {where} under this completion: {utilities}. Its "
            f"expected utility is {plain(value)}, and no plan available there has more."
        ]
    start = f"{belongs}{plan}, which" if belongs else "It"
    further = "" if found.start == found.node else " and at every node on the way"
    result = [
        f"{start} is maximal at {where}{further}: no plan available there is strictly preferred "
        "to it."
    ]
    return result + _compared(document, witness)


# ------------------------------------------------------------------------------- Caprice


def _caprice(document: Document, found: Explanation) -> list[str]:
    where = node_name(document, found.node)
    result = []
    step = found.branch or found.step
    if found.branch is None and not found.permitted and step is not None:
        result.append(f"At {where} its step “{branch_name(document, step)}” does not stand.")
    match found.clause:
        case Clause.TURNED_DOWN:
            if found.branch is not None:
                result.append(
                    "To every plan that remains and begins so, something turned down on the way is "
                    "strictly preferred."
                )
            return result + _all(
                document,
                found,
                together="Together these rule out all plans that remain and begin so.",
            )
        case Clause.DROPPED:
            witness = found.witnesses[0]
            assert witness.other is not None
            rival = branch_name(document, witness.other.choices[witness.other.node])
            result.append(
                f"Every plan that remains and begins with “{rival}” is strictly preferred to every "
                "one that begins so."
            )
            return result + _all(document, found, together="")
        case Clause.UNDONE:
            result.append(
                "To every plan that remained at "
                f"{where if found.branch else 'a node on the way'}, something turned down is "
                "strictly preferred. Then the rule keeps them all."
            )
            for witness in found.witnesses:
                result += _against(document, witness)
            return result
    if found.branch is None:
        return [
            "At each of its steps nothing that was turned down before is strictly preferred to what "
            "remains of it, and no other branch is better throughout."
        ]
    turned = [witness for witness in found.witnesses if witness.turned_down is not None]
    if not turned:
        result.append("Nothing has been turned down on the way here.")
    else:
        part = seen(document, turned[0].part)
        result.append(f"Nothing turned down on the way is strictly preferred to {part}.")
        for witness in turned:
            result += _against(document, witness)
    if len(document.children(found.node)) > 1:
        result.append("No other branch has all its plans strictly preferred to all plans of it.")
    return result


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
