"""What tools answer, as types that an assistant is told of beforehand.

All numbers are exact strings ("4/9"), ids are those of the document.  What else the command line's
JSON holds comes along.
"""

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """What all answers share."""

    model_config = ConfigDict(extra="allow")


class End(Answer):
    """Where a plan may end: an outcome with its net values, and how likely it is."""

    outcome: str
    value: dict[str, str] = Field(
        description="by criterion; empty for an outcome that stands alone"
    )
    probability: str


class PlanAnswer(Answer):
    """A plan: a branch at every choice node that it reaches itself, and what it leads to."""

    choices: dict[str, str] = Field(description="choice node → branch")
    lottery: dict[str, str] = Field(description="outcome → probability")
    prospects: list[End]


class PermittedPlanAnswer(PlanAnswer):
    """A plan that the rule permits."""

    dominated_by: PlanAnswer | None = Field(
        default=None, description="an available plan that is strictly preferred to it"
    )


class BranchAnswer(Answer):
    permitted: bool | None = Field(description="may be taken there; null: not decided")
    reachable: bool | None = Field(description="some permitted plan takes it")


class Warned(Answer):
    """An answer with what a person should look at although there is one."""

    warnings: list[str] = Field(default_factory=list)


class CheckAnswer(Answer):
    """Whether a document is valid to solve, and all reasons why not."""

    valid: bool
    findings: list[str] = Field(description="errors if it is not valid, else warnings; sentences")


class SolveAnswer(Warned):
    """What a rule says of the whole tree."""

    rule: str
    branches: dict[str, BranchAnswer]
    plans: list[PermittedPlanAnswer]
    plans_total: int | None
    complete: bool = Field(description="whether all permitted plans are listed")
    value: str | None = Field(default=None, description="where the rule goes by one number")


class WhyAnswer(Warned):
    """Why a rule permits a branch or a plan, or does not."""

    rule: str
    permitted: bool | None
    off_plan: bool
    dominated: bool
    sentences: list[str]
    clause: str = Field(description="the clause of the rule that decides")


class RuleAnswer(Answer):
    problem: str | None = Field(description="why the rule has no answer")
    plans_total: int | None
    dominated_total: int | None
    exploitable: bool | None


class CompareAnswer(Warned):
    """All rules side by side."""

    rules: dict[str, RuleAnswer]
    branches: dict[str, dict[str, BranchAnswer]] = Field(description="branch → rule")
    differing: list[str] = Field(description="branches on which rules differ")
    sentences: list[str]


class PolicyAnswer(Answer):
    policy: dict[str, str] = Field(description="branch → how often it is taken")
    lottery: dict[str, str]
    prospects: list[End]


class ImproveAnswer(Warned):
    """Whether another policy is strictly preferred to the stated one, and which."""

    dominated: bool
    lottery: dict[str, str]
    better: PolicyAnswer | None


class PieceAnswer(Answer):
    """A range of the parameter, or a point, on which the rule says the same."""

    point: bool
    branches: dict[str, bool | None] | None
    plans_total: int | None
    refused: str | None = None


class ThresholdsAnswer(Warned):
    """At which values of a parameter a rule says something else, exactly."""

    parameter: str
    rule: str
    pieces: list[PieceAnswer]
    complete: bool = Field(description="whether no threshold can be missing")


class WrittenAnswer(Answer):
    """A file that was written, and what it has no place for."""

    file: str
    sentences: list[str]
