"""A completion in words: the weights of criteria and scales, and what stands alone, by their names."""

from collections.abc import Mapping
from fractions import Fraction

from solver.analyses.rationales import Rationale
from solver.analysis_words.remark_words import listed
from solver.document.elements import Completion, OpinionShare, ScaleUtility
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.preferences.relations import PreferenceRelation
from solver.prospect import End
from solver.words.contrast_words import utility
from solver.words.names import Names, quoted
from solver.words.plan_names import plan_name


def completion_words(names: Names, completion: Completion) -> str:
    """What a completion weighs how: “with weights money 2, health 1”.

    Where there are several scales, each with its offset; then the utilities of outcomes alone.
    """
    parts = []
    if not completion.scales and not completion.opinions:
        parts.append("an increasing utility of the net value")
    if completion.opinions:
        values = names.document.parameter_values
        shares = [
            f"{quoted(names.opinion(id_))} {names.format.number(numeral.value(values))}"
            for id_, own in completion.opinions.items()
            if (numeral := own.share if isinstance(own, OpinionShare) else own) is not None
        ]
        parts.append(f"the opinions counting {', '.join(shares)}")
    for scale, entry in completion.scales.items():
        weights = _weights(names, entry)
        if len(completion.scales) == 1 and not completion.alone:
            parts.append(weights)
            continue
        offset = entry.offset.value(names.document.parameter_values) if entry.offset else 0
        text = f"{weights} on {quoted(scale)}"
        parts.append(f"{text} plus {names.format.number(Fraction(offset))}" if offset else text)
    if completion.alone:
        values = names.document.parameter_values
        utilities = [
            f"{names.format.number(number.value(values))} of {quoted(names.outcome(id_))}"
            for id_, number in completion.alone.items()
        ]
        parts.append(f"{'utility' if len(utilities) == 1 else 'utilities'} {listed(utilities)}")
    return f"with {'; '.join(parts)}"


def _weights(names: Names, entry: ScaleUtility) -> str:
    document = names.document
    weight: Mapping[str, Fraction]
    if entry.weight is None or isinstance(entry.weight, Numeral):
        number = (
            Fraction(1) if entry.weight is None else entry.weight.value(document.parameter_values)
        )
        return f"weight {names.format.number(number)}"
    weight = criterion_values(document, entry.weight)
    if not weight:
        return "one utility"
    parts = (f"{names.criterion(c)} {names.format.number(w)}" for c, w in weight.items())
    return f"weights {', '.join(parts)}"


def of_the_scales(relation: PreferenceRelation) -> str:
    """What completions are to a relation that they do not stand behind; empty if they do."""
    if relation.has_completions:
        return ""
    return (
        f"completions are of the scales here (weights and offsets), and none itself obeys "
        f"{relation.name}. What no policy dominates is best under one of them, but not conversely."
    )


def utilities_words(names: Names, of: Mapping[End, Fraction]) -> str:
    """The utilities of outcomes, with the net values where payoffs reach them."""
    return ", ".join(utility(names, names.end(end), u) for end, u in of.items())


def _weighed_sentences(names: Names, found: Rationale) -> list[str]:
    """The same where a completion weighs several opinions, which may have utilities of their own."""
    assert found.completion is not None
    where = "at every node that it passes" if found.everywhere else "from the root only"
    result = [f"best {where} {completion_words(names, found.completion)}"]
    known = [own for _, own in found.opinions.values()]
    if all(own == known[0] for own in known):
        return [*result, f"the utilities are then: {utilities_words(names, known[0])}"]
    return result + [
        f"the utilities in {quoted(names.opinion(id_))} are then: {utilities_words(names, own)}"
        for id_, (_, own) in found.opinions.items()
    ]


def rationale_sentences(names: Names, found: Rationale) -> list[str]:
    """Under which completion a plan is best, and where; or which mixture beats it, part by part."""
    if found.opinions:
        return _weighed_sentences(names, found)
    if found.completion is not None:
        where = "at every node that it passes" if found.everywhere else "from the root only"
        return [
            f"best {where} {completion_words(names, found.completion)}",
            f"the utilities are then: {utilities_words(names, found.ends)}",
        ]
    mixture = found.mixture or ()
    if len(mixture) == 1:
        ((_, plan),) = mixture
        return [
            "best under no completion: dominated by a plan, "
            f"{plan_name(names, plan.choices)} ({names.prospect(plan.prospect)})"
        ]
    return [
        "best under no completion: beaten by a mixture of",
        *(
            f"  {names.format.number(weight)} {plan_name(names, plan.choices)} "
            f"({names.prospect(plan.prospect)})"
            for weight, plan in mixture
        ),
    ]
