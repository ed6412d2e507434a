"""Pure edits: every change that a person can make is a frozen value with a name.

A widget emits an edit as its intention; `app.documents.editor` applies it and pushes one undo step.
"""

from solver.edits.annotations import AddText, DeleteTexts, MoveTexts, SetText
from solver.edits.base import Edit
from solver.edits.bayes import FlipChances
from solver.edits.conduct import (
    AddCompletion,
    OfferCommitment,
    RemoveCompletion,
    SetConduct,
    SetNamedCompletion,
    free_id,
    offered_at,
)
from solver.edits.copies import PasteLinked, Unlink, in_order
from solver.edits.opinions import AddOpinion, RemoveOpinion, SetOpinion
from solver.edits.outcomes import (
    AddCriterion,
    AddOutcome,
    RemoveCriterion,
    RemoveOutcome,
    RenameOutcome,
    SetCompletion,
    SetCriterion,
    SetDocument,
    SetOutcome,
    SetRelation,
    SetScale,
    SetView,
    StatePreference,
)
from solver.edits.parameters import (
    AddParameter,
    CreateParameter,
    MakeParameter,
    RemoveParameter,
    RenameParameter,
    SetParameter,
)
from solver.edits.paste import Paste, fragment
from solver.edits.relations import AddRelation, RemoveRelation, RenameRelation, SwitchRelation
from solver.edits.scenarios import AddScenario, RemoveScenario, SetScenario, UseScenario
from solver.edits.shares import Rescale, ShareEqually, SplitShares, StatePolicy
from solver.edits.steps import AddStep, DeleteSteps, MoveStep, ReplaceSteps, SetStep
from solver.edits.together import Together
from solver.edits.tree import (
    AddNode,
    Connect,
    Delete,
    DeleteKeepingChildren,
    InsertNode,
    MoveBranch,
    MoveNodes,
    RenameBranch,
    RenameNode,
    Reparent,
    SetBranch,
    SetNode,
    SetRoot,
    Tidy,
)

__all__ = [
    "AddCompletion",
    "AddCriterion",
    "AddNode",
    "AddOpinion",
    "AddOutcome",
    "AddParameter",
    "AddRelation",
    "AddScenario",
    "AddStep",
    "AddText",
    "Connect",
    "CreateParameter",
    "Delete",
    "DeleteKeepingChildren",
    "DeleteSteps",
    "DeleteTexts",
    "Edit",
    "FlipChances",
    "InsertNode",
    "MakeParameter",
    "MoveBranch",
    "MoveNodes",
    "MoveStep",
    "MoveTexts",
    "OfferCommitment",
    "Paste",
    "PasteLinked",
    "RemoveCompletion",
    "RemoveCriterion",
    "RemoveOpinion",
    "RemoveOutcome",
    "RemoveParameter",
    "RemoveRelation",
    "RemoveScenario",
    "RenameBranch",
    "RenameNode",
    "RenameOutcome",
    "RenameParameter",
    "RenameRelation",
    "Reparent",
    "ReplaceSteps",
    "Rescale",
    "SetBranch",
    "SetCompletion",
    "SetConduct",
    "SetCriterion",
    "SetDocument",
    "SetNamedCompletion",
    "SetNode",
    "SetOpinion",
    "SetOutcome",
    "SetParameter",
    "SetRelation",
    "SetRoot",
    "SetScale",
    "SetScenario",
    "SetStep",
    "SetText",
    "SetView",
    "ShareEqually",
    "SplitShares",
    "StatePolicy",
    "StatePreference",
    "SwitchRelation",
    "Tidy",
    "Together",
    "Unlink",
    "UseScenario",
    "fragment",
    "free_id",
    "in_order",
    "offered_at",
]
