"""What is wrong with the utility curves of scales."""

from collections.abc import Iterator

from solver.document.model import Document
from solver.errors import NumberError
from solver.findings import Finding, Severity
from solver.preferences.curves.curve import stated
from solver.translation import tr


def curves(document: Document) -> Iterator[Finding]:
    """Curves that make no sense; curves of scales on which nothing stands."""
    if not document.scales:
        return
    known = {outcome.scale_name for outcome in document.outcomes.values()}
    (criterion,) = document.criterion_ids[:1]
    first = document.criterion(criterion)
    for id_, entry in document.scales.items():
        if entry.utility is None:
            continue
        if id_ not in known:
            yield Finding(
                code="curve.scale",
                message=tr(
                    "No outcome stands on the scale “{id}”, for which a utility curve is stated."
                ).format(id=id_),
                severity=Severity.HINT,
            )
        try:
            stated(document, entry.utility, less=first is not None and first.better == "less")
        except NumberError as error:
            yield Finding(
                code="curve.number",
                message=tr("The utility curve of the scale “{id}”: {message}").format(
                    id=id_, message=error.message
                ),
            )
