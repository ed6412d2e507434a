"""What is worked out beside the window of a rule’s answer: what it comes to, and what plans are called."""

from dataclasses import dataclass
from typing import Final

from app.process.background import Run
from solver.analyses.verdict_summary import VerdictSummary, verdict_summary
from solver.analysis_words.verdict.statement import Statement
from solver.analysis_words.verdict.statements import statements
from solver.explain.case import Case
from solver.solution import Solution
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import plan_names
from widgets.answers.plan_rows import ShownPlan
from widgets.answers.verdict_card import MOST_PLANS

NAMED: Final = 50  # plans are named beside each other


@dataclass(frozen=True)
class SummaryFound:
    """What a verdict comes to, and in words."""

    summary: VerdictSummary
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class PlansFound:
    """The first permitted plans, called by what sets them apart from the others."""

    solution: Solution
    names: Names
    plans: tuple[ShownPlan, ...]
    shared: str  # what all of them have in common
    others: int  # that are not shown

    @classmethod
    def of(cls, names: Names, solution: Solution) -> "PlansFound":
        """Those that have room in the card."""
        plans = [each.plan for each in solution.plans[:NAMED]]
        named = plan_names(names, [plan.choices for plan in plans], MOST_PLANS)
        rows = tuple(
            ShownPlan(
                rank, plain_text(name), plan.prospect, plain_text(names.prospect(plan.prospect))
            )
            for rank, (plan, name) in enumerate(zip(plans, named.names, strict=False))
        )
        total = solution.plans_total if solution.plans_total is not None else len(solution.plans)
        return cls(solution, names, rows, named.shared, max(0, total - MOST_PLANS))


def summed(names: Names, case: Case, solution: Solution, run: Run) -> SummaryFound:
    """What an answer comes to, and in words."""
    summary = verdict_summary(case, solution, cancelled=run.cancelled)
    return SummaryFound(summary, statements(summary, names))
