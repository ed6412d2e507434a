"""What is said of one node or branch where somebody rests on it: by tips, and by screen readers.

More than the tree has room for: what it is called and of which kind, what may be expected from
there, what the rule says of it, and how probable it is that one comes there.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Final

from solver.analyses.expectations import Expectations, expectations
from solver.analysis_words.completion_words import held_words
from solver.analysis_words.selected_words import others_of
from solver.document.elements import Branch, Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.page.reached import reached
from solver.solution import Plan, Solution
from solver.translation import capital, mark, tr
from solver.words.explanation_words import listed, some_listed
from solver.words.names import Names, quoted
from solver.words.tree_texts import (
    READABLE,
    Payoffs,
    branch_detail,
    decimal,
    holds,
    outcome_detail,
    plain,
)

MOST: Final = 3000  # nodes of a tree whose expected values are worked out for this
MOST_PASSED: Final = 3  # branches passed up that are named
_KINDS: Final = {
    Kind.CHOICE: mark("choice node"),
    Kind.CHANCE: mark("chance node"),
    Kind.OUTCOME: mark("outcome"),
}
_WORDS: Final = (mark("Permitted"), mark("Not permitted"), mark("Not decided"))
_PERMITTED: Final = {
    True: mark("Permitted."),
    False: mark("Not permitted."),
    None: mark("Not decided."),
}


class ElementWords:
    """Made once for a document with a verdict, or a plan of it; asked for single elements."""

    def __init__(self, document: Document, solution: Solution | None, plan: Plan | None) -> None:
        self._document, self._solution, self._plan = document.expanded, solution, plan

    def is_of(self, document: Document, solution: Solution | None, plan: Plan | None) -> bool:
        """Whether it was made of just these."""
        own = self._document, self._solution, self._plan
        return all(a is b for a, b in zip(own, (document.expanded, solution, plan), strict=True))

    @cached_property
    def _names(self) -> Names:
        return Names(self._document)

    @cached_property
    def _expected(self) -> Expectations:
        return expectations(self._document, self._solution, self._plan)

    @cached_property
    def _payoffs(self) -> Payoffs:
        return Payoffs(self._document)

    @cached_property
    def _reached(self) -> set[str]:
        return reached(self._document, self._solution, self._plan)

    # -------------------------------------------------------------------------- all of it

    def node_name(self, id_: str) -> str:
        """A node with its kind: “Shut down? if lucky, choice node”."""
        name, kind = self._names.node(id_), tr(_KINDS[self._document.nodes[id_].kind])
        return name if kind in name else f"{name}, {kind}"

    def branch_name(self, id_: str) -> str:
        """A branch with where it leads: “continue if lucky, branch to Lucky task done”."""
        branch = self._document.branches[id_]
        name = tr("{id}, branch").format(id=self._names.branch_at(id_))
        title = self._document.nodes[branch.target].label
        outcome = self._document.nodes[branch.target].outcome
        title = title or (self._names.outcome(outcome) if outcome is not None else "")
        return (
            tr("{name} to {title}").format(name=name, title=title)
            if title and not name.startswith("→")
            else name
        )

    def about_node(self, id_: str) -> tuple[str, ...]:
        """Everything, sentence by sentence: how one comes there, values, verdict, probability."""
        node = self._document.nodes[id_]
        lines = [self._way_in(id_)]
        if node.kind is Kind.OUTCOME:
            lines.append(_as_sentence(self._values(id_)))
        else:
            lines += [_as_sentence(self.expected(id_)), self.verdict_at(id_)]
            lines += [self.settled(id_), self.held(id_)]
        return tuple(filter(None, (*lines, self.chance(id_), self._out_of_reach(id_))))

    def about_branch(self, id_: str) -> tuple[str, ...]:
        """Everything, sentence by sentence: probability or policy, payoff, verdict, what follows."""
        branch = self._document.branches[id_]
        lines = [_as_sentence(self._numbers(branch)), self.verdict_of(id_)]
        lines.append(self.held(branch.target))
        lines.append(_as_sentence(self.expected(branch.target)))
        if self._document.nodes[branch.target].kind is Kind.OUTCOME:
            lines.append(_as_sentence(self._values(branch.target)))
        lines += [self.chance(branch.target), self._out_of_reach(branch.target)]
        return tuple(filter(None, lines))

    # ------------------------------------------------------------------------ part by part

    def held(self, id_: str) -> str:
        """The completion that holds from a node on: “Completion C1: u(A) = 1, u(B) = 0.”"""
        conduct = self._document.nodes[id_].conduct
        told = held_words(self._names, id_)
        if not told or conduct is None:
            return ""
        return _as_sentence(f"{holds(self._document, conduct)}: {told}")

    def expected(self, id_: str) -> str:
        """What may be expected from a choice or chance node on; empty where that is open."""
        if self._document.nodes[id_].kind is Kind.OUTCOME or len(self._document.nodes) > MOST:
            return ""
        return self._expected.value_text(self._names, id_)

    def verdict_at(self, id_: str) -> str:
        """What the rule permits at a choice node, and between which branches there is a gap."""
        ids = [branch.id for branch in self._document.children(id_)]
        if self._solution is None or not all(each in self._solution.branches for each in ids):
            return ""
        if not ids or self._document.nodes[id_].kind is not Kind.CHOICE:
            return ""
        told: dict[bool | None, list[str]] = {True: [], False: [], None: []}
        for each in ids:
            told[self._solution.branches[each].permitted].append(quoted(self._names.branch(each)))
        parts = [
            f"{tr(word)}: {listed(found)}."
            for word, found in zip(_WORDS, told.values(), strict=True)
            if found
        ]
        gap = [quoted(self._names.branch(each)) for each in self._gap(id_)]
        return " ".join(
            [*parts, *([tr("A gap between {gap}.").format(gap=listed(gap))] if gap else [])]
        )

    def gap(self, id_: str) -> str:
        """Between which branches of a choice node there is a gap, and what that is."""
        gap = [quoted(self._names.branch(each)) for each in self._gap(id_)]
        if not gap:
            return ""
        return tr(
            "A gap between {gap}: none is better than another, nor are they equally good."
        ).format(gap=listed(gap))

    def verdict_of(self, id_: str) -> str:
        """Whether the rule permits a branch; where a gap is settled at its node, how."""
        verdict = self._solution.branches.get(id_) if self._solution is not None else None
        if verdict is None:
            return ""
        settled = self.settled(self._document.branches[id_].source)
        told = tr(_PERMITTED[verdict.permitted]), self._only_with(id_), settled
        return " ".join(filter(None, told))

    def _only_with(self, id_: str) -> str:
        """With which branches elsewhere a branch is permitted, where it is with no others."""
        if self._solution is None or self._plan is not None:
            return ""
        named = others_of(self._solution, self._names, id_, self._choices)
        return tr("It goes only with {others}.").format(others=named) if named else ""

    @cached_property
    def _choices(self) -> list[str]:
        nodes = self._document.nodes
        return [id_ for id_ in self._document.tree if nodes[id_].kind is Kind.CHOICE]

    def settled(self, id_: str) -> str:
        """Where options are in a gap and only some of them are permitted: after what was passed up.

        Whoever passes up an outcome, goes on without chance and then takes another one is optimal
        only by completions that value the second at least as much as the first.
        """
        if self._solution is None or not (gap := self._gap(id_)):
            return ""
        verdicts = self._solution.branches
        kept = [each for each in gap if verdicts[each].permitted]
        if not kept or all(verdicts[each].permitted is not False for each in gap):
            return ""
        only = listed([quoted(self._names.branch(each)) for each in kept])
        passed = list(self._passed_up(id_))
        if not passed:
            return tr("The gap is settled: only {only}.").format(only=only)
        named = some_listed((quoted(self._names.branch(b.id)) for b, _ in passed), MOST_PASSED)
        text = tr("Having passed up {named}: only {only}.").format(named=named, only=only)
        surely = [branch for branch, straight in passed if straight and self._end(branch)]
        end = self._end(self._document.branches[kept[0]])
        if len(kept) == 1 and end and len(surely) == len(passed) == 1:
            return tr("{text} Whoever acts so values {end} at least as much as {end2}.").format(
                text=text, end=end, end2=self._end(surely[0])
            )
        return text

    def chance(self, id_: str) -> str:
        """How probable it is that a node is reached, if every choice on the way leads there."""
        document, product, chosen = self._document, Fraction(1), False
        here, seen = id_, {id_}
        while entering := document.incoming(here):
            branch = entering[0]
            above = document.nodes[branch.source]
            if above.id in seen:
                return ""
            if above.kind is Kind.CHANCE:
                siblings = document.children(above.id)
                share = shares(above, siblings, document.parameter_values).values.get(branch.id)
                if share is None:
                    return ""
                product *= share
            else:
                chosen = True
            here = above.id
            seen.add(here)
        if here != document.root_id or here == id_:
            return ""
        exact, rounded = plain(product), decimal(product)
        is_exact = not rounded.startswith("≈")
        number = rounded if is_exact or len(exact) > READABLE else f"{exact} {rounded}"
        said = tr("Reached with probability {number}.")
        if chosen:
            said = tr("Reached with probability {number}, if the choices lead here.")
        return said.format(number=number)

    # ------------------------------------------------------------------------- within them

    def _way_in(self, id_: str) -> str:
        entering = self._document.incoming(id_)
        if not entering:
            return (
                tr("The root.")
                if id_ == self._document.root_id
                else tr("Loose: nothing leads here.")
            )
        told = tr("After {quoted}").format(quoted=quoted(self._names.branch(entering[0].id)))
        numbers = self._numbers(entering[0])
        verdict = self._solution.branches.get(entering[0].id) if self._solution else None
        if verdict is not None:
            word = tr(_PERMITTED[verdict.permitted]).rstrip(".").lower()
            numbers = f"{numbers}, {word}" if numbers else word
        return f"{told}, {numbers}." if numbers else f"{told}."

    def _numbers(self, branch: Branch) -> str:
        """The probability or policy of a branch, and its payoff."""
        node = self._document.nodes[branch.source]
        siblings = self._document.children(node.id)
        share = shares(node, siblings, self._document.parameter_values).values.get(branch.id)
        text = branch_detail(self._names, node, branch, share)
        return (
            tr("probability {text}").format(text=text)
            if text and node.kind is Kind.CHANCE
            else text
        )

    def _values(self, id_: str) -> str:
        text = outcome_detail(self._document, self._document.nodes[id_], self._payoffs)
        return tr("value {text}").format(text=text) if text else ""

    def _gap(self, id_: str) -> tuple[str, ...]:
        if self._solution is None or self._plan is not None:
            return ()
        return self._solution.gaps.get(id_, ())

    def _passed_up(self, id_: str) -> Iterator[tuple[Branch, bool]]:
        """What was not taken on the way to a node, from below; and whether no chance lay between."""
        straight, count = True, 0
        for branch in reversed(self._names.way(id_)):
            if self._document.nodes[branch.source].kind is Kind.CHANCE:
                straight = False
                continue
            for other in self._document.children(branch.source):
                if other.id != branch.id and count <= MOST_PASSED:  # one more than are named
                    count += 1
                    yield other, straight

    def _end(self, branch: Branch) -> str:
        """The outcome to which a branch leads at once, if it does and nothing is paid."""
        outcome = self._document.nodes[branch.target].outcome
        return "" if outcome is None or self._names.has_payoffs else self._names.outcome(outcome)

    def _out_of_reach(self, id_: str) -> str:
        if self._solution is None or id_ in self._reached or id_ not in self._document.tree:
            return ""
        return tr("Not part of the plan.") if self._plan else tr("No permitted plan leads here.")


def _as_sentence(text: str) -> str:
    return f"{capital(text)}." if text else ""
