"""Second-order dominance of utilities: where a scale states a curve, what can be compared by it."""

from solver.errors import NotSolvable
from solver.findings import Finding
from solver.induction.curved.rollback import require_reached
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.curves.curve import curve_of
from solver.preferences.relations.net_value_functions import Capped
from solver.translation import tr


def require_comparable(tree: Compiled) -> None:
    """Refuse net values that a curve does not reach, and utilities for which no numbers stand in for sure."""
    for reading in tree.readings:
        features, document = reading.preference.features, reading.document
        if not isinstance(features, Capped):
            continue
        for scale in features.unproved:
            message = tr(
                "The scale “{scale}” has a utility curve, and so many net values that which plan is better by "
                "second-order dominance could not be proved. Choose a curve of points, or take the curve away."
            )
            raise _refused(message.format(scale=scale))
        for _, scale in features.worth:
            curve = curve_of(document, scale, document.criterion_ids[0])
            ends = [
                end for end in reading.ends if document.outcomes[end.outcome].scale_name == scale
            ]
            if curve is not None:
                require_reached(scale, curve, ends)


def compares(tree: Compiled) -> bool:
    """Whether plans compare for sure: else which of them are dominated is not known."""
    try:
        require_comparable(tree)
    except NotSolvable:
        return False
    return True


def require_sure_mixtures(tree: Compiled) -> None:
    """Refuse what mixtures of plans decide where rounded utilities stand in for irrational ones."""
    for reading in tree.readings:
        features = reading.preference.features
        if isinstance(features, Capped) and (scales := (*features.rounded, *features.unproved)):
            message = tr(
                "The utilities of the scale “{scale}” are irrational. By second-order dominance plans are "
                "compared by them for sure, mixtures of plans are not: choose a curve of points, or take the "
                "curve away."
            )
            raise _refused(message.format(scale=scales[0]))


def _refused(message: str) -> NotSolvable:
    return NotSolvable([Finding(code="curve.rule", message=message)])
