"""The steps in which a document is shown: whatever is wrong with them, the tree can be solved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from solver.document.model import Document
from solver.findings import Finding, Severity
from solver.translation import tr

if TYPE_CHECKING:
    from solver.page.talk_steps import Step

KEY: Final = "steps"  # of the view


def check_steps(document: Document) -> Iterator[Finding]:
    """Entries that are no steps, and steps that speak of what is not there."""
    listed = document.view.get(KEY)
    if listed is None:
        return
    if not isinstance(listed, list):
        yield _warning(
            "steps.list", tr("The list of steps in “view” is not a list and is left out.")
        )
        return
    from solver.page.talk_steps import read_step

    for number, entry in enumerate(listed, start=1):
        step = read_step(entry)
        if step is None:
            yield _warning(
                "steps.entry",
                tr("Entry {number} of the list of steps is no step and is left out.").format(
                    number=number
                ),
            )
        elif gone := _unknown(document, step):
            named = ", ".join(f"“{id_}”" for id_ in gone[:3]) + (", …" if len(gone) > 3 else "")
            yield _warning(
                "steps.unknown",
                tr(
                    "Step {number} ({value}) speaks of {named}, which the document does not have."
                ).format(number=number, value=step.name or step.show, named=named),
            )


def _unknown(document: Document, step: "Step") -> list[str]:
    from solver.page.talk_steps import chart_parameters

    document = document.expanded
    nodes = (
        *step.where.nodes,
        *step.where.subtrees,
        *step.highlight.nodes,
        *step.highlight.subtrees,
        *step.plan,
        *((step.zoom,) if step.zoom else ()),
    )
    branches = (*step.where.branches, *step.highlight.branches, *step.plan.values())
    gone = [id_ for id_ in nodes if id_ not in document.nodes]
    gone += [id_ for id_ in branches if id_ not in document.branches]
    gone += [id_ for id_ in chart_parameters(step) if id_ not in document.parameters]
    return list(dict.fromkeys(gone))


def _warning(code: str, message: str) -> Finding:
    return Finding(code=code, message=message, severity=Severity.WARNING)
