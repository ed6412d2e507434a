"""Treatments with an effect and a cost, each also after waiting: maximal, extended-dominated and dominated plans."""

from solver.document.model import Document
from tests.documents.trees import chance, choice, document, outcome

OFFERS = {"none": (0, 0), "pill": (3, 2), "drip": (4, 6), "knife": (9, 12), "both": (8, 15)}


def treatments() -> Document:
    """Choose now; or wait, get well by oneself with 1/4, and choose then."""
    outcomes = [
        outcome(f"{name}{late}", "health", {"effect": effect - (late == " late") * effect / 4, "cost": cost + (late == " late")})
        for name, (effect, cost) in OFFERS.items()
        for late in ("", " late")
    ]  # fmt: skip
    well = outcome("well", "health", {"effect": 5, "cost": 1})
    later = choice("later", *((f"{name} then", f"{name} late", {}) for name in OFFERS))
    wait = chance(
        "recovery", ("well", "well", {"probability": "1/4"}), ("ill", later, {"probability": "3/4"})
    )
    return document(
        choice("now", *((name, name, {}) for name in OFFERS), ("wait", wait, {})),
        [*outcomes, well],
        criteria=[{"id": "effect"}, {"id": "cost", "better": "less"}],
    )
