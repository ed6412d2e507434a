"""One hue for each scale, the paler the less an outcome is worth there."""

import assets
from solver.document.elements import Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import loads
from solver.page.scale_shades import PALEST, Shade, shades


def outcome(id_: str, scale: str | None, value: str) -> Outcome:
    return Outcome(id=id_, scale=scale, value=Numeral(value))


def test_the_worst_of_a_scale_is_the_palest() -> None:
    found = shades(loads(assets.example_text("shutdown")))
    assert found == {"L": Shade(0, 0), "U": Shade(0, PALEST), "S": Shade(1, 0)}


def test_equal_values_share_a_shade_and_what_stands_alone_has_none() -> None:
    made = [outcome("a", "x", "2"), outcome("b", "x", "4/2"), outcome("c", "x", "0")]
    document = Document(outcomes={o.id: o for o in [*made, Outcome(id="alone")]})
    assert shades(document) == {"a": Shade(0, 0), "b": Shade(0, 0), "c": Shade(0, PALEST)}


def test_a_value_that_cannot_be_read_stops_nothing() -> None:
    made = [outcome("a", "x", "1"), outcome("b", "x", "no such parameter")]
    assert set(shades(Document(outcomes={o.id: o for o in made}))) == {"a", "b"}
