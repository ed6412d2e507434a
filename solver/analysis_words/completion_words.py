"""A completion in words: the weights of criteria and scales, and what stands alone, by their names."""

from collections.abc import Mapping
from fractions import Fraction

from solver.analyses.rationales import Rationale
from solver.analysis_words.remark_words import listed
from solver.document.elements import ByCompletion, Completion, OpinionShare, ScaleUtility
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.preferences.relations import PreferenceRelation
from solver.preferences.stated_completion import utilities_under
from solver.preferences.statements import signed
from solver.prospect import End
from solver.translation import tr, trn
from solver.words.contrast_words import utility
from solver.words.names import Names, quoted
from solver.words.plan_names import plan_name


def completion_words(names: Names, completion: Completion) -> str:
    """What a completion weighs how: “with weights money 2, health 1”.

    Where there are several scales, each with its offset; then the utilities of outcomes alone.
    """
    parts = []
    if not completion.scales and not completion.opinions and _are_on_scales(names, completion):
        parts.append(tr("an increasing utility of the net value"))
    if completion.opinions:
        values = names.document.parameter_values
        shares = [
            f"{quoted(names.opinion(id_))} {names.format.number(numeral.value(values))}"
            for id_, own in completion.opinions.items()
            if (numeral := own.share if isinstance(own, OpinionShare) else own) is not None
        ]
        parts.append(tr("the opinions counting {shares}").format(shares=", ".join(shares)))
    for scale, entry in completion.scales.items():
        weights = _weights(names, entry)
        if len(completion.scales) == 1 and not completion.alone:
            parts.append(weights)
            continue
        offset = entry.offset.value(names.document.parameter_values) if entry.offset else 0
        text = tr("{weights} on {scale}").format(weights=weights, scale=quoted(scale))
        parts.append(
            tr("{text} plus {number}").format(
                text=text, number=names.format.number(Fraction(offset))
            )
            if offset
            else text
        )
    if completion.alone:
        values = names.document.parameter_values
        utilities = [
            tr("{number} of {quoted}").format(
                number=names.format.number(number.value(values)), quoted=quoted(names.outcome(id_))
            )
            for id_, number in completion.alone.items()
        ]
        parts.append(
            trn("utility {told}", "utilities {told}", len(utilities)).format(told=listed(utilities))
        )
    return tr("with {parts}").format(parts="; ".join(parts))


def _are_on_scales(names: Names, completion: Completion) -> bool:
    """Whether there is a net value that it may be an increasing utility of."""
    document = names.document
    ids = {document.nodes[id_].outcome for id_ in document.tree} & document.outcomes.keys()
    on_scales = any(document.outcomes[id_].scale_name is not None for id_ in ids if id_ is not None)
    return on_scales or not completion.alone


def held_words(names: Names, node: str) -> str:
    """The completion that a node states for its choices, in utilities: “u(A) = 1, u(B) = 0”.

    Of the outcomes below, the best first; by its weights where payoffs or opinions count.  Empty where
    no completion holds.
    """
    document = names.document
    conduct = document.nodes[node].conduct
    named = (
        document.completions.get(conduct.completion) if isinstance(conduct, ByCompletion) else None
    )
    if named is None:
        return ""
    ids = dict.fromkeys(document.nodes[id_].outcome for id_ in document.below(node))
    known = document.outcomes
    outcomes = [known[id_] for id_ in ids if id_ is not None and id_ in known]
    of_values = all(outcome.value is not None or outcome.scale_name is None for outcome in outcomes)
    if names.has_payoffs or document.opinions or not of_values:
        return completion_words(names, named.completion)
    try:
        ends = [
            (outcome, signed(document, criterion_values(document, outcome.value)))
            for outcome in outcomes
        ]
        utilities = utilities_under(document, named.completion, ends)
    except (KeyError, NumberError):  # it does not say all that it has to: a finding says so
        return completion_words(names, named.completion)
    ranked = sorted(zip(utilities, outcomes, strict=True), key=lambda pair: -pair[0])
    return ", ".join(utility(names, names.outcome(outcome.id), u) for u, outcome in ranked)


def _weights(names: Names, entry: ScaleUtility) -> str:
    document = names.document
    weight: Mapping[str, Fraction]
    if entry.weight is None or isinstance(entry.weight, Numeral):
        number = (
            Fraction(1) if entry.weight is None else entry.weight.value(document.parameter_values)
        )
        return tr("weight {number}").format(number=names.format.number(number))
    weight = criterion_values(document, entry.weight)
    if not weight:
        return tr("one utility")
    parts = (f"{names.criterion(c)} {names.format.number(w)}" for c, w in weight.items())
    return tr("weights {parts}").format(parts=", ".join(parts))


def of_the_scales(relation: PreferenceRelation) -> str:
    """What completions are to a relation that they do not stand behind; empty if they do."""
    if relation.has_completions:
        return ""
    return tr(
        "completions are of the scales here (weights and offsets), and none itself obeys {name}. What no policy dominates is best under one of them, but not conversely."
    ).format(name=relation.name)


def utilities_words(names: Names, of: Mapping[End, Fraction]) -> str:
    """The utilities of outcomes, with the net values where payoffs reach them."""
    return ", ".join(utility(names, names.end(end), u) for end, u in of.items())


def _weighed_sentences(names: Names, found: Rationale) -> list[str]:
    """The same where a completion weighs several opinions, which may have utilities of their own."""
    assert found.completion is not None
    where = tr("at every node that it passes") if found.everywhere else tr("from the root only")
    result = [
        tr("best {where} {completion}").format(
            where=where, completion=completion_words(names, found.completion)
        )
    ]
    known = [own for _, own in found.opinions.values()]
    if all(own == known[0] for own in known):
        return [
            *result,
            tr("the utilities are then: {utilities_words}").format(
                utilities_words=utilities_words(names, known[0])
            ),
        ]
    return result + [
        tr("the utilities in {quoted} are then: {own}").format(
            quoted=quoted(names.opinion(id_)), own=utilities_words(names, own)
        )
        for id_, (_, own) in found.opinions.items()
    ]


def rationale_sentences(names: Names, found: Rationale) -> list[str]:
    """Under which completion a plan is best, and where; or which mixture beats it, part by part."""
    if found.opinions:
        return _weighed_sentences(names, found)
    if found.completion is not None:
        where = tr("at every node that it passes") if found.everywhere else tr("from the root only")
        return [
            tr("best {where} {completion}").format(
                where=where, completion=completion_words(names, found.completion)
            ),
            tr("the utilities are then: {ends}").format(ends=utilities_words(names, found.ends)),
        ]
    mixture = found.mixture or ()
    if len(mixture) == 1:
        ((_, plan),) = mixture
        return [
            tr("best under no completion: dominated by a plan, {choices} ({prospect})").format(
                choices=plan_name(names, plan.choices), prospect=names.prospect(plan.prospect)
            )
        ]
    return [
        tr("best under no completion: beaten by a mixture of"),
        *(
            f"  {names.format.number(weight)} {plan_name(names, plan.choices)} "
            f"({names.prospect(plan.prospect)})"
            for weight, plan in mixture
        ),
    ]
