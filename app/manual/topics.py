"""What the rules rest on, in words: a title and a text each."""

from typing import Final

from solver.preferences.relations import RELATIONS
from solver.translation import mark, told, tr

COMPARING: Final = (
    "Values on one scale compare by their numbers, criterion by criterion; outcomes on different "
    "scales, and outcomes standing alone, compare only as far as is stated. A completion is a "
    "utility function that respects all of this: an offset and positive weights for each scale, a "
    "utility for each outcome alone."
)
LARGE: Final = (
    "There can be exponentially many maximal plans. Where their prospects are more than three "
    "million, or take longer than half a minute, the answer is partial: what is marked is certain, "
    "dashed branches are undecided, and the plans listed are permitted, but there may be more."
)
SENSITIVITY: Final = (
    "The page “Sensitivity” says for which numbers a verdict holds. A parameter is a number with a name that "
    "expressions use; it is looked at between its bounds.\n\n"
    "The ruler cuts the range of one parameter into stretches on which the rule permits the same plans, told "
    "by their letters. Below it each plan has a lane, filled where it is permitted, and hatched where it is "
    "dominated by a plan or best under no completion. A lozenge is a single value at which the verdict "
    "differs. Thresholds are exact: fractions, or roots of polynomials between two fractions. Where one may "
    "be missing, △ and a sentence say why. A click sets the parameter; pointing at a stretch shows its verdict "
    "on the tree.\n\n"
    "The map asks 41 × 41 pairs of values of two parameters. Under Dynamic Strong Maximality it is hatched where "
    "some maximal plan is best under no completion.\n\n"
    "What would change first: each parameter alone, sorted by how near the next other verdict is. Where there is "
    "one value, bars show how far each parameter moves it, and lines how it goes through the range. At every "
    "point it is the value of the plan that is best there; programs that hold one plan fixed show other "
    "bars.\n\n"
    "A scenario is a set of values with a name; Shift+F4 goes from one to the next, and the table says what each "
    "rule makes of each.\n\n"
    "A simulation draws the parameters that have a distribution (Document, below the slider), each independently of the others. "
    "The same seed gives the same draws. Each draw is decided exactly; how often a plan is permitted, quantiles "
    "and the acceptability curve are estimates from that many draws.\n\n"
    "The menu of a chart (right click) copies it or its numbers, exports it, or makes it a step of the talk.\n\n"
    "Source: Clemen, Making hard decisions, second edition (1996), chapter 5 on sensitivity analysis; Fenwick, "
    "Claxton and Sculpher, Representing uncertainty: the role of cost-effectiveness acceptability curves, Health "
    "Economics 10 (2001), pages 779 to 787.\n\n"
    "Our reading: thresholds of verdicts where preferences have gaps."
)
INFORMATION: Final = (
    "The page “Information” says what it is worth to know an event before anything else. An event is "
    "what chance decides at the chance nodes with one label and the same branch labels. In the informed tree it "
    "comes first, and after each of its branches comes a copy of the tree, conditioned on it. Where a "
    "choice changes how likely the event is, where it comes after some branches of chance only, or twice on "
    "one path, there is no price, and the place is named.\n\n"
    "Buying is a new first choice that costs a price. With complete preferences there is one number, the "
    "value of the informed tree less that of the tree (the expected value of perfect information): below it "
    "buying is required, at it both are permitted. With preferential gaps there are two bounds: buying is "
    "permitted up to one, which may be infinite, and required below the other, which may be 0.\n\n"
    "The value of control is the same where the agent decides the event. It conditions on what is "
    "decided, as knowing does: it does not intervene.\n\n"
    "Source: Raiffa and Schlaifer, Applied statistical decision theory (1961); Howard, Information value "
    "theory (1966).\n\n"
    "Our reading: the intervals with gaps; that where an event never comes after a choice, what happens there "
    "is independent of it (which is said where it matters)."
)
RISK: Final = (
    "The page “Risk” shows how the net values of the permitted plans are distributed on each scale, and which "
    "of them dominates another by first or second order.\n\n"
    "A scale may state a utility curve: exponential (1 − exp(−x/R) with the risk tolerance R), logarithm, "
    "power, or points with straight lines between. Expected utility then goes by the curve. The certainty "
    "equivalent of a plan is the net value that is worth as much for sure, its risk premium what one would "
    "give up of the mean to be rid of the risk. These numbers are mostly irrational: they are enclosed "
    "between rational ones, and which of two plans is better is decided by such bounds, ties by what is known "
    "of exponentials, logarithms and roots. What stays open is said to be open. Rules that compare net values "
    "have no answer where a curve is stated; under first-order dominance it makes no difference, and second-order "
    "dominance then compares utilities: what everybody prefers who is at least as averse to risk as the curve.\n\n"
    "One can also ask about a family of exponential curves: what all risk tolerances in a range agree on. Where "
    "they do not agree there is a gap, and two that disagree are named.\n\n"
    "Source: Pratt, Risk aversion in the small and in the large (1964)."
)
CRITERIA: Final = (
    "The page “Criteria” lists all plans with what they expect. With two criteria it shows them in the plane: "
    "maximal plans form a staircase, those that are best under some weights lie on the hull. What is maximal "
    "and not on the hull is beaten by a mixture of its neighbours (extended dominance). Along the hull the "
    "incremental ratio says how much more of one criterion a further unit of the other costs (ICER). The "
    "slider of the weight ratio shows which plans are best where."
)


def comparing() -> tuple[tuple[str, str], ...]:
    """What the rules rest on: a title, as it is in English, and a text each."""
    default, *others = RELATIONS.values()
    return (
        (mark("How prospects compare"), f"{tr(COMPARING)} {told(default.explanation)}"),
        *((relation.name, told(relation.explanation)) for relation in others),
        (mark("Sensitivity"), told(SENSITIVITY)),
        (mark("Information and control"), told(INFORMATION)),
        (mark("Risk and utility curves"), told(RISK)),
        (mark("Several criteria"), tr(CRITERIA)),
        (mark("Very large trees"), tr(LARGE)),
    )
