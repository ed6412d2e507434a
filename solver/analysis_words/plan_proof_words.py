"""The proof behind a permitted plan: what beats it, or the completion under which it is best."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.analyses.rationales import Rationale
from solver.analysis_words.completion_words import rationale_sentences
from solver.document.elements import DEFAULT_SCALE
from solver.document.model import Document
from solver.preferences.features import Scale, scale_of
from solver.prospect import End, Prospect
from solver.solution import PermittedPlan
from solver.translation import capital, tr
from solver.words.names import Names, quoted
from solver.words.plan_names import held_against, plan_name

ZERO = Fraction(0)


@dataclass(frozen=True)
class ProofLine:
    """One line of a proof: “8/9 ×”, what it is called, and what it leads to."""

    factor: str
    name: str
    prospect: Prospect
    words: str


@dataclass(frozen=True)
class ScaleLine:
    """What plan and rival get on one scale and criterion: how likely it is, and value times chance, in words."""

    scale: str
    chance: tuple[str, str]
    value: tuple[str, str]
    better: bool  # the rival's value is the better one, under every opinion


@dataclass(frozen=True)
class PlanProof:
    """What there is to say about one plan."""

    title: str
    sub: str
    lines: tuple[ProofLine, ...]
    rival: str  # the head of the rival's columns
    scales: tuple[ScaleLine, ...]
    follows: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        lines = [f"{line.factor:>8} {line.name} ({line.words})" for line in self.lines]
        scales = [
            tr(
                "{scale}: chance {chance} and {chance2}, weighted value {value} and {value2}"
            ).format(
                scale=each.scale,
                chance=each.chance[0],
                chance2=each.chance[1],
                value=each.value[0],
                value2=each.value[1],
            )
            for each in self.scales
        ]
        return "\n".join([self.title, self.sub, "", *lines, "", *scales, "", *self.follows])


def plan_proof(
    names: Names,
    permitted: PermittedPlan,
    rationale: Rationale | None,
    *,
    beaten: bool | None = None,
) -> PlanProof:
    """The proof for a permitted plan; ``rationale`` is None where it was not looked for.

    ``beaten``: whether a mixture is known to be strictly preferred, though not which; None where
    that was not looked for.
    """
    plan = permitted.plan
    if (better := permitted.dominated_by) is not None:
        own, other = held_against(names, [plan.choices, better.choices])
        return PlanProof(
            tr("{own} is dominated by a plan").format(own=quoted(own)),
            tr("The other plan is available from the start, and strictly preferred."),
            (_line(names, "", own, plan.prospect), _line(names, "≺", other, better.prospect)),
            tr("other"),
            _scales(names, plan.prospect, better.prospect),
            (tr("So the rule is exploitable on this tree: it permits this plan all the same."),),
        )
    if rationale is not None and rationale.mixture is not None:
        parts = rationale.mixture
        own, *told = held_against(names, [plan.choices, *(p.choices for _, p in parts)])
        mixed = mixture_of(names.document, [(w, p.prospect) for w, p in parts])
        lines = [_line(names, "", own, plan.prospect)]
        for (weight, part), name in zip(parts, told, strict=True):
            lines.append(_line(names, f"{names.format.number(weight)} ×", name, part.prospect))
        lines.append(_line(names, "=", tr("The mixture"), mixed))
        return PlanProof(
            tr("{own} is beaten by a mixture").format(own=quoted(own)),
            tr("The mixture is strictly preferred under every completion. No single plan is."),
            tuple(lines),
            tr("mixture"),
            _scales(names, plan.prospect, mixed),
            (
                tr(
                    "No completion makes the plan best: it is not rationalisable, and E-admissibility "
                    "excludes it."
                ),
            ),
        )
    own = plan_name(names, plan.choices)
    line = _line(names, "", own, plan.prospect)
    if rationale is None and beaten:
        sub = tr("Some mixture of available plans is strictly preferred. No single plan is.")
        return PlanProof(
            tr("{own} is beaten by a mixture").format(own=quoted(own)), sub, (line,), "", (), ()
        )
    if rationale is None:
        sub = tr("No available plan is strictly preferred to it. Mixtures were not looked for.")
        if beaten is False:
            sub = tr("No available plan, and no mixture of them, is strictly preferred to it.")
        return PlanProof(tr("{own} is permitted").format(own=quoted(own)), sub, (line,), "", (), ())
    return PlanProof(
        tr("{own} is rationalisable").format(own=quoted(own)),
        tr("It is best among all plans under a completion, so no plan and no mixture beats it."),
        (line,),
        "",
        (),
        tuple(f"{capital(said)}." for said in rationale_sentences(names, rationale)),
    )


def _line(names: Names, factor: str, name: str, prospect: Prospect) -> ProofLine:
    return ProofLine(factor, name, prospect, names.prospect(prospect))


def mixture_of(document: Document, parts: Sequence[tuple[Fraction, Prospect]]) -> Prospect:
    """What a mixture of prospects leads to."""
    places = {id_: place for place, id_ in enumerate(document.outcomes)}
    ends: list[tuple[End, Fraction]] = [
        (end, weight * chance) for weight, prospect in parts for end, chance in prospect.items()
    ]
    opinions = {
        id_: mixture_of(document, [(weight, prospect.opinions[id_]) for weight, prospect in parts])
        for id_ in parts[0][1].opinions
    }
    return Prospect(Prospect.of(ends, places), opinions)


def _scales(names: Names, plan: Prospect, rival: Prospect) -> tuple[ScaleLine, ...]:
    """Scale by scale and criterion by criterion, from the least to the greatest number where opinions differ.

    Outcomes alone count as scales of their own.
    """
    own, other = (
        [_by_scale(names, each) for each in (one.opinions.values() or (one,))]
        for one in (plan, rival)
    )
    lines = []
    for scale in dict.fromkeys(key for found in (*own, *other) for key in found):
        first, second = (
            [found.get(scale, (ZERO, ZERO)) for found in side] for side in (own, other)
        )
        chance, value = (
            (_range(names, first, part), _range(names, second, part)) for part in range(2)
        )
        criterion = names.document.criterion(scale[1])
        sign = -1 if criterion is not None and criterion.better == "less" else 1
        pairs = zip(first, second, strict=True)
        better = all(sign * b[1] > sign * a[1] for a, b in pairs)
        lines.append(ScaleLine(_scale_name(names, scale), chance, value, better))
    return tuple(lines)


def _by_scale(
    names: Names, prospect: Prospect
) -> dict[tuple[Scale, str], tuple[Fraction, Fraction]]:
    """How likely each scale is, and its value times that chance on each criterion."""
    found: dict[tuple[Scale, str], tuple[Fraction, Fraction]] = {}
    for end, chance in prospect.items():
        scale = scale_of(names.document.outcomes[end.outcome])
        for criterion, value in end.values or (("", ZERO),):
            before = found.get((scale, criterion), (ZERO, ZERO))
            found[scale, criterion] = before[0] + chance, before[1] + chance * value
    return found


def _scale_name(names: Names, of: tuple[Scale, str]) -> str:
    """A scale, or an outcome alone; with the criterion where the document has several."""
    (kind, id_), criterion = of
    name = names.outcome(id_) if kind == "alone" else id_
    if kind != "alone" and id_ == DEFAULT_SCALE and not names.has_several_scales:
        name = tr("all outcomes")
    if not criterion or len(names.document.criterion_ids) < 2:
        return name
    return f"{name}, {names.criterion(criterion)}"


def _range(names: Names, sums: Sequence[tuple[Fraction, Fraction]], part: int) -> str:
    numbers = [each[part] for each in sums]
    return names.range(min(numbers), max(numbers))
