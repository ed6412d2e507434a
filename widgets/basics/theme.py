"""Colours and measures: one place for how everything looks, light and dark.  Without Qt."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from solver.page.hues import PRINT_HUES, SCALE_HUES
from solver.page.shipped_face import SHIPPED

if TYPE_CHECKING:
    from solver.page.face import Face
    from solver.page.scale_shades import Shade


class Theme(NamedTuple):
    """One look.  Colours are written as #RRGGBB."""

    name: str
    window: str  # behind panels
    chrome: str  # behind menus, the tool bar, the strip of pages and the status bar
    shade: str  # heads of tables
    base: str  # behind cards, fields and lists
    canvas: str
    text: str
    muted: str  # less important text
    faint: str  # text on what is not permitted, or out of reach
    fade: str  # their lines
    edge: str  # around fields, buttons, boxes and sliders
    line: str  # between things; never around what can be used
    ink: str  # nodes and branches
    node: str  # inside of nodes
    accent: str  # permitted, selected
    on_accent: str
    tint: str  # behind what is selected
    hover: str
    pressed: str
    good: str
    warning: str
    error: str
    disabled: str  # text of what is not possible now
    # How trees are drawn; sizes in pixels at 100 %.
    hues: tuple[str, ...] = SCALE_HUES
    face: "Face" = SHIPPED  # in which texts are set and measured
    text_pixels: int = 14
    small_pixels: int = 12
    strength: float = 1.0  # of all lines
    shapes: str = "convention"  # one of solver.document.style.SHAPES
    label_width: float = 13.0  # in sizes of type

    @property
    def is_dark(self) -> bool:
        parts = rgb(self.window)
        return max(parts) + min(parts) < 256

    def hue(self, shade: "Shade | None") -> str:
        """The fill of an outcome's sign and of its part of a bar; of one that stands alone: none."""
        if shade is None:
            return self.node
        hue = self.hues[shade.scale % len(self.hues)]
        return mixed(hue, self.canvas, shade.pale) if shade.pale else hue


@lru_cache(maxsize=1024)
def mixed(colour: str, ground: str, per_cent: int) -> str:
    """A colour so much of the way nearer to the ground."""
    pairs = zip(rgb(colour), rgb(ground), strict=True)
    return "#" + "".join(f"{x + round((y - x) * per_cent / 100):02x}" for x, y in pairs)


def rgb(colour: str) -> tuple[int, int, int]:
    """How much red, green and blue is in it, of 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


LIGHT: Final = Theme(
    name="light",
    window="#F7F8FA",
    chrome="#EEF1F4",
    shade="#F3F6F9",
    base="#FFFFFF",
    canvas="#FFFFFF",
    text="#1B2027",
    muted="#55606D",
    faint="#67717E",
    fade="#8A94A0",
    edge="#7D8793",
    line="#D8DDE3",
    ink="#2B323B",
    node="#FFFFFF",
    accent="#0B62A8",
    on_accent="#FFFFFF",
    tint="#E3EEF8",
    hover="#E6EAEF",
    pressed="#D6DCE3",
    good="#1B7350",
    warning="#8A5300",
    error="#B3261E",
    disabled="#8D96A1",
)

DARK: Final = Theme(
    name="dark",
    window="#1D2126",
    chrome="#24292F",
    shade="#1B1F24",
    base="#272C33",
    canvas="#15181C",
    text="#E9ECF0",
    muted="#AAB4C0",
    faint="#8B96A4",
    fade="#6C7785",
    edge="#808B99",
    line="#3A414B",
    ink="#D5DBE3",
    node="#15181C",
    accent="#6CB4F0",
    on_accent="#0E141A",
    tint="#1C3850",
    hover="#313740",
    pressed="#3C444F",
    good="#63CBA0",
    warning="#F2BC55",
    error="#FF8F86",
    disabled="#717C8A",
)

PANEL_PIXELS: Final = 13
CANVAS_PIXELS: Final = 14
SMALL_PIXELS: Final = 12


PRINT: Final = LIGHT._replace(
    name="print",
    text="#000000",
    muted="#3A3A3A",
    faint="#666666",
    fade="#8C8C8C",
    ink="#000000",
    accent="#000000",
    hues=PRINT_HUES,
)

SLIDES: Final = DARK._replace(
    name="slides",
    canvas="#14171C",
    node="#14171C",
    text="#FFFFFF",
    muted="#C3CBD6",
    faint="#A0ABB8",
    fade="#8A95A3",
    ink="#F0F3F7",
    accent="#7CC4FF",
    text_pixels=17,
    small_pixels=15,
)
