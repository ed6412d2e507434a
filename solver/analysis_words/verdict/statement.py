"""What a statement on a verdict is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from solver.solution import Plan
from solver.translation import mark

ROUNDED: Final = mark("irrational utilities: only plans are compared")


class Sign(StrEnum):
    """How a statement is to be taken."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"
    PLAIN = "plain"


class Proof(StrEnum):
    """Which page of answers proves a statement."""

    PLANS = "plans"
    WHY = "why"
    UTILITIES = "utilities"
    POLICY = "policy"


@dataclass(frozen=True)
class Statement:
    """One statement; ``about`` names it for programs, ``plan`` is the rank of the plan concerned.

    ``excluded`` is the plan that is not permitted, where one is concerned.
    """

    about: str
    sign: Sign
    title: str
    detail: str
    proof: Proof
    plan: int | None = None
    node: str | None = None
    excluded: Plan | None = None
