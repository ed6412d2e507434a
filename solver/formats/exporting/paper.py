"""Text for a paper: the tree, the preferences, the rule and what it permits, in words and numbers."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.trammelling import trammelling
from solver.analysis_words.completion_words import completion_words
from solver.analysis_words.remark_words import listed, verdict_remarks
from solver.analysis_words.trammelling_words import has_news, trammelling_texts
from solver.document.elements import BY_POLICY, Branch, ByCompletion, Kind, Values
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.formats.exporting.markup import Markup
from solver.induction.completion_utility import value_itself
from solver.preferences.relations import relation_of
from solver.prospect import Prospect
from solver.rules.rule import Rule
from solver.solution import Plan, Solution
from solver.translation import capital
from solver.words.names import Names, quoted, surely
from solver.words.plan_names import plan_name, plan_names
from solver.words.tree_texts import holds

PLANS: Final = 20  # permitted plans that are listed
MOST_WAYS: Final = 60  # choices up to which it is told what the ways to them rule out
LONGEST: Final = 12  # signs of an exact result; a longer one is rounded, which ≈ says


def paper(
    asked: Document | Case,
    markup: Markup,
    rule: Rule,
    solution: Solution,
    further: Sequence[str] = (),
) -> str:
    """What a paper says of a tree: its definition, the preferences, the rule, the verdict.

    ``further`` are parts in the same markup that stand at the end: figures and tables.

    LaTeX comes without a preamble, to be put into a text.  Everything is called by its label.  Every
    number that the verdict rests on is stated, exactly.  The solution must be that of the rule for
    the document.  Raises `NotSolvable` as `solver.rules.solve` does.
    """
    case = Case.of(asked)  # which says what is wrong, if anything is
    text = _Text(case, markup)
    parts = [
        markup.heading(case.document.title or "The decision tree"),
        *text.parameters(),
        text.tree(),
        markup.heading("Preferences"),
        *text.preferences(),
        *text.completion(rule),
        markup.heading(rule.name),
        *(markup.text(p) for p in (rule.summary, *rule.explanation.split("\n\n"))),
        markup.heading("Verdict"),
        *text.verdict(solution),
        *further,
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


class _Text:
    def __init__(self, case: Case, markup: Markup) -> None:
        self._case = case
        self._document = case.document
        self._markup = markup
        self._names = Names(case.document)

    # ------------------------------------------------------------------- names and numbers

    def _node(self, id_: str) -> str:
        return self._markup.text(self._names.node_in_sentence(id_))

    def _outcome(self, id_: str) -> str:
        return self._markup.text(self._names.outcome(id_))

    def _given(self, value: Fraction) -> str:
        """A number that the document states, or what it comes to."""
        return self._markup.figures(self._names.format.in_full(value))

    def _found(self, value: Fraction) -> str:
        """A number that was worked out."""
        exact = self._names.format.in_full(value)
        short = len(exact) <= LONGEST
        return self._markup.figures(exact if short else self._names.format.number(value))

    def _values(self, values: Values | None) -> str:
        """Numbers on criteria, each from the least to the greatest if opinions differ about it."""
        several = len(self._document.criterion_ids) > 1
        known = [criterion_values(reading, values) for reading in self._document.readings]
        return ", ".join(
            (f"{self._markup.text(self._names.criterion(id_))} " if several else "")
            + self._range([own[id_] for own in known])
            for id_ in known[0]
        )

    def _range(self, numbers: Sequence[Fraction]) -> str:
        """One number, or from the least to the greatest."""
        low, high = min(numbers), max(numbers)
        return self._given(low) if low == high else f"{self._given(low)} to {self._given(high)}"

    # -------------------------------------------------------------------------- the tree

    def parameters(self) -> Iterator[str]:
        """The parameters, with the expressions that give them their values."""
        parts = []
        for id_, parameter in self._document.parameters.items():
            label = f" ({self._markup.text(parameter.label)})" if parameter.label else ""
            if (own := self._in_opinions(id_)) is not None:
                parts.append(f"{self._markup.text(id_)}{label} = {own}")
                continue
            value = self._given(self._document.parameter_values[id_])
            text = parameter.value.text.strip()
            is_number = text.lstrip("-").replace(".", "", 1).replace("/", "", 1).isdecimal()
            way = "" if is_number else f"{self._markup.text(text)} = "
            parts.append(f"{self._markup.text(id_)}{label} = {way}{value}")
        if parts:
            yield f"Parameters: {'; '.join(parts)}."
        if len(self._document.opinions) > 1:
            yield (
                "The opinions differ: one lottery is at least as good as another if it is so under "
                "each of them, and each is updated by its own conditioning."
            )

    def _in_opinions(self, parameter: str) -> str | None:
        """What a parameter is in each opinion; None where all have it alike."""
        known = [reading.parameter_values[parameter] for reading in self._document.readings]
        if not self._document.opinions or set(known) == {
            self._document.parameter_values[parameter]
        }:
            return None
        return ", ".join(
            f"{self._given(value)} in {self._markup.quoted(self._names.opinion(id_))}"
            for id_, value in zip(self._document.opinions, known, strict=True)
        )

    def tree(self) -> str:
        """Each choice and chance node in a line, in preorder."""
        document = self._document
        inner = [id_ for id_ in document.tree if document.nodes[id_].kind is not Kind.OUTCOME]
        if not inner:
            only = document.nodes[document.tree[0]].outcome
            return f"The tree is the outcome {self._outcome(only or '')}."
        return self._markup.items([self._line(id_) for id_ in inner])

    def _line(self, id_: str) -> str:
        node, document = self._document.nodes[id_], self._document
        branches = document.children(id_)
        found = [
            shares(node, branches, reading.parameter_values).values for reading in document.readings
        ]
        kind = Kind.CHANCE if self._by_policy(id_) else node.kind
        ways = [
            self._way(branch, [own[branch.id] for own in found if branch.id in own], kind)
            for branch in branches
        ]
        name = self._node(id_)
        line = f"{capital(name)} is a {node.kind} node: {'; '.join(ways)}."
        if node.conduct is not None:
            held = self._markup.text(holds(document, node.conduct))
            line += f" From here on {held} holds: the choices are not the agent’s."
        return line

    def _by_policy(self, id_: str) -> bool:
        settled = self._case.tree.settled
        return settled is not None and settled.conducts.get(id_) == BY_POLICY

    def _way(self, branch: Branch, shares: Sequence[Fraction], kind: Kind) -> str:
        parts = []
        if kind is Kind.CHANCE and shares:
            parts.append(f"with probability {self._range(shares)}")
        parts.append(self._markup.quoted(self._names.branch(branch.id)))
        outcome = self._document.nodes[branch.target].outcome
        end = self._node(branch.target) if outcome is None else self._outcome(outcome)
        parts.append(f"leads to {end}")
        if branch.payoff is not None:
            parts.append(f"(payoff {self._values(branch.payoff)})")
        return " ".join(parts)

    # ------------------------------------------------------------------------ preferences

    def preferences(self) -> Iterator[str]:
        """Outcomes, criteria, what is stated, and how prospects compare."""
        yield self._markup.items(list(self._outcomes()))
        less = [c for c in self._document.criteria.values() if c.better == "less"]
        if less:
            criteria = listed(quoted(self._names.criterion(c.id)) for c in less)
            yield self._markup.text(f"Of {criteria} less is better.")
        stated, relation = self._document.preferences, relation_of(self._document)
        pairs = [(a, "≻", b) for a, b in stated.better] + [(a, "~", b) for a, b in stated.equal]
        if pairs:
            parts = (
                f"{self._outcome(a)} {self._markup.sign(s)} {self._outcome(b)}" for a, s, b in pairs
            )
            counted = "" if relation.takes_statements else ", which does not count here"
            yield f"Stated outright{counted}: {', '.join(parts)}."
        definition, source = map(self._markup.text, (relation.definition, relation.source))
        yield f"{definition} Source: {source}"

    def _outcomes(self) -> Iterator[str]:
        stated = self._document.preferences
        used = {self._document.nodes[id_].outcome for id_ in self._document.tree}
        used.update(id_ for pair in (*stated.better, *stated.equal) for id_ in pair)
        for id_, outcome in self._document.outcomes.items():
            if id_ not in used:
                continue
            if outcome.scale_name is None:
                yield f"{self._outcome(id_)} stands alone."
                continue
            scale = self._markup.quoted(outcome.scale_name)
            values = self._values(outcome.value)
            yield f"{self._outcome(id_)} has {values} on the scale {scale}."

    def completion(self, rule: Rule) -> Iterator[str]:
        """The completion, where the rule goes by one."""
        stated = self._document.completion
        itself = value_itself(self._case.tree) is not None and not self._document.opinions
        if rule.rolls_back and stated is not None and not itself:
            words = self._markup.text(completion_words(self._names, stated))
            yield f"Expected utility is taken {words}."
        settled = self._case.tree.settled
        conducts = settled.conducts.values() if settled is not None else ()
        held = (each.completion for each in conducts if isinstance(each, ByCompletion))
        for id_ in dict.fromkeys(held):
            named = self._document.completions[id_]
            words = self._markup.text(completion_words(self._names, named.completion))
            yield f"Completion {self._markup.text(named.name)} takes expected utility {words}."

    # ---------------------------------------------------------------------------- verdict

    def verdict(self, solution: Solution) -> Iterator[str]:
        """The permitted plans with their prospects, and which are dominated."""
        if solution.value is not None:
            own = value_itself(self._case.tree) is not None
            word = solution.value_name if own else "expected utility"
            yield f"The {word} is {self._found(solution.value)}."
        total, plans = solution.plans_total, solution.plans[:PLANS]
        if total is None:
            yield "There are too many maximal plans to count; some of those permitted:"
        else:
            yield "One plan is permitted:" if total == 1 else f"{total} plans are permitted:"
        named = plan_names(self._names, [permitted.plan.choices for permitted in plans])
        if named.shared:
            yield f"All of {'these' if total == len(plans) else 'those listed'}: " + (
                f"{self._markup.text(named.shared)}."
            )
        items = []
        for permitted, name in zip(plans, named.names, strict=True):
            item = f"{self._markup.text(name)} ({self._prospect(permitted.plan.prospect)})"
            if permitted.dominated_by is not None:
                item += f"; dominated by the plan {self._plan(permitted.dominated_by)}"
            items.append(f"{item}.")
        yield self._markup.items(items)
        if total is not None and (more := total - len(plans)):
            yield (
                "One more plan is not listed."
                if more == 1
                else f"Further {more} plans are not listed."
            )
        yield from map(self._markup.text, verdict_remarks(self._names, self._case.tree, solution))
        few = sum(1 for _ in self._case.tree.agents_choices()) <= MOST_WAYS
        if few:
            found = trammelling(self._case)
            if any(map(has_news, found.nodes.values())):
                yield from map(self._markup.text, trammelling_texts(self._names, found))

    def _plan(self, plan: Plan) -> str:
        name = self._markup.quoted(plan_name(self._names, plan.choices))
        return f"{name} ({self._prospect(plan.prospect)})"

    def _prospect(self, prospect: Prospect) -> str:
        """Each end with its net values, where payoffs reach it, and its probability."""
        chances = self._names.in_order(prospect.ranges)
        ends = {end: self._markup.text(self._names.end(end)) for end in chances}
        if prospect.is_sure:
            return surely(next(iter(ends.values())))
        return "; ".join(
            f"{ends[end]} with probability "
            + (self._found(low) if low == high else f"{self._found(low)} to {self._found(high)}")
            for end, (low, high) in chances.items()
        )
