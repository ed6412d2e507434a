"""Text for a paper: the tree, the preferences, the rule and what it permits, in words and numbers."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from solver.document.elements import Branch, Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.formats.exporting.markup import Markup
from solver.preferences.relations import relation_of
from solver.rules import Rule
from solver.solution import Lottery, Plan, Solution

PLANS: Final = 20  # permitted plans that are listed


def paper(asked: Document | Case, markup: Markup, rule: Rule, solution: Solution) -> str:
    """What a paper says of a tree: its definition, the preferences, the rule, the verdict.

    LaTeX comes without a preamble, to be put into a text; every number is exact.  The solution
    must be that of the rule for the document.  Raises `NotSolvable` as `solver.rules.solve` does.
    """
    document = Case.of(asked).document  # which says what is wrong, if anything is
    text = _Text(document, markup)
    parts = [
        markup.heading(document.title or "The decision tree"),
        text.tree(),
        markup.heading("Preferences"),
        *text.preferences(),
        markup.heading(rule.name),
        *(markup.text(p) for p in (rule.summary, *rule.explanation.split("\n\n"))),
        markup.heading("Verdict"),
        *text.verdict(solution),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


class _Text:
    def __init__(self, document: Document, markup: Markup) -> None:
        self._document = document
        self._markup = markup
        self._number = {
            id_: i
            for i, id_ in enumerate(
                id_ for id_ in document.tree if document.nodes[id_].kind is not Kind.OUTCOME
            )
        }

    # -------------------------------------------------------------------------- the tree

    def tree(self) -> str:
        """Each choice and chance node in a line, in preorder."""
        if not self._number:
            return f"The tree is the outcome {self._end(self._document.tree[0])}."
        return self._markup.items([self._node(id_) for id_ in self._number])

    def _node(self, id_: str) -> str:
        node, document = self._document.nodes[id_], self._document
        label = f" {self._markup.quoted(node.label)}" if node.label else ""
        branches = document.children(id_)
        found = shares(node, branches, document.parameter_values).values
        ways = [self._way(branch, found.get(branch.id), node.kind) for branch in branches]
        return f"{self._name(id_)}{label} is a {node.kind} node: {'; '.join(ways)}."

    def _way(self, branch: Branch, share: Fraction | None, kind: Kind) -> str:
        parts = []
        if kind is Kind.CHANCE and share is not None:
            parts.append(f"with probability {self._markup.number(share)}")
        parts.append(self._markup.quoted(branch.label or branch.id))
        parts.append(f"leads to {self._end(branch.target)}")
        if branch.payoff is not None:
            values = criterion_values(self._document, branch.payoff)
            parts.append(f"(payoff {self._values(values)})")
        return " ".join(parts)

    def _end(self, id_: str) -> str:
        outcome = self._document.nodes[id_].outcome
        return self._markup.text(outcome) if outcome is not None else self._name(id_)

    def _name(self, id_: str) -> str:
        number = self._number[id_] + 1
        return f"$n_{{{number}}}$" if self._markup.latex else f"n{number}"

    def _values(self, values: Mapping[str, Fraction]) -> str:
        several = len(self._document.criterion_ids) > 1
        return ", ".join(
            (f"{self._markup.text(id_)} " if several else "") + self._markup.number(value)
            for id_, value in values.items()
        )

    # ------------------------------------------------------------------------ preferences

    def preferences(self) -> Iterator[str]:
        """Outcomes, what is stated, and how lotteries compare."""
        yield self._markup.items(list(self._outcomes()))
        stated = self._document.preferences
        pairs = [(a, "≻", b) for a, b in stated.better] + [(a, "~", b) for a, b in stated.equal]
        if pairs:
            text = self._markup
            listed = ", ".join(f"{text.text(a)} {text.sign(s)} {text.text(b)}" for a, s, b in pairs)
            yield f"Stated outright: {listed}."
        relation = relation_of(self._document)
        definition, source = map(self._markup.text, (relation.definition, relation.source))
        yield f"{definition} Source: {source}"

    def _outcomes(self) -> Iterator[str]:
        used = {self._document.nodes[id_].outcome for id_ in self._document.tree}
        for id_, outcome in self._document.outcomes.items():
            if id_ not in used:
                continue
            label = f", {self._markup.quoted(outcome.label)}," if outcome.label else ""
            if outcome.scale_name is None:
                yield f"{self._markup.text(id_)}{label} stands alone."
                continue
            scale = self._markup.quoted(outcome.scale_name)
            values = self._values(criterion_values(self._document, outcome.value))
            yield f"{self._markup.text(id_)}{label} has {values} on the scale {scale}."

    # ---------------------------------------------------------------------------- verdict

    def verdict(self, solution: Solution) -> Iterator[str]:
        """The permitted plans with their lotteries, and which are dominated."""
        if solution.value is not None:
            yield f"The expected value is {self._markup.number(solution.value)}."
        total = solution.plans_total
        if total is None:
            yield "There are too many undominated plans to count; some of those permitted:"
        else:
            yield "One plan is permitted:" if total == 1 else f"{total} plans are permitted:"
        listed = solution.plans[:PLANS]
        items = []
        for permitted in listed:
            item = self._plan(permitted.plan)
            if permitted.dominated_by is not None:
                item += f"; dominated by: {self._plan(permitted.dominated_by)}"
            items.append(f"{item}.")
        yield self._markup.items(items)
        if total is not None and (more := total - len(listed)):
            yield (
                "One more plan is not listed."
                if more == 1
                else f"Further {more} plans are not listed."
            )

    def _plan(self, plan: Plan) -> str:
        steps = [
            f"{self._markup.quoted(self._document.branches[branch].label or branch)} at "
            f"{self._name(node)}"
            for node, branch in plan.choices.items()
        ]
        return f"{', '.join(steps) or 'nothing to choose'} ({self._lottery(plan.lottery)})"

    def _lottery(self, lottery: Lottery) -> str:
        if len(lottery) == 1:
            return f"{self._markup.text(next(iter(lottery)))} for sure"
        return ", ".join(
            f"{self._markup.text(id_)} {self._markup.number(p)}" for id_, p in lottery.items()
        )
