"""The way from the root to what is selected."""

from tests.documents.entries import branch, node, read
from widgets.shell.breadcrumbs import way_to


def test_formulas_are_plain_signs() -> None:
    document = read(
        outcomes=[{"id": "A"}],
        nodes=[node("r", "choice", label="$x_1$?"), node("a", "outcome", outcome="A")],
        branches=[branch("ra", "r", "a", label="take $A^+$")],
    )
    assert [crumb.text for crumb in way_to(document, "a")] == ["x₁?", "take A⁺"]
