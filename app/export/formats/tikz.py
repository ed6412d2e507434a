"""TikZ, made in `solver.formats.exporting.tikz` of what is drawn for every other format."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from app.export.export_format import PAINTED, PictureFormat
from app.export.measures import on_paper
from app.export.options import ExportOptions
from app.export.subject import Drawn, Subject, unheard
from solver.translation import tr
from solver.words.plain_mathematics import plain_text

if TYPE_CHECKING:
    from solver.formats.exporting.tikz import TexLetters
    from solver.page.drawing_list import DrawingList
    from widgets.basics.theme import Theme
    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture
    from widgets.drawing.surfaces.list_surface import ListSurface

#: The colours of a theme by what they are for; the first of several that are the same gives the name.
_ROLES: Final = (
    "ink", "text", "accent", "muted", "faint", "fade", "canvas", "line", "edge", "shade",
)  # fmt: skip
WHITE: Final = "#ffffff"


def encode(drawn: Drawn) -> bytes:
    """A picture as TikZ: a file that compiles by itself, or a part of one."""
    from solver.formats.exporting.tikz import tikz_text

    picture, options = drawn.picture, drawn.options
    text = tikz_text(
        listed(picture, options, drawn.progress),
        called(picture.theme),
        title=drawn.title,
        factor=options.factor(picture.size.width, pixels=False),
        letters=letters_of(picture.theme),
        standalone=options.standalone,
    )
    return text.encode("utf-8")


def letters_of(theme: "Theme") -> "TexLetters":
    """In what letters LaTeX sets texts and formulas of a theme."""
    from solver.formats.exporting.tikz import TexLetters
    from solver.page.face import formula_letters, has_serifs

    return TexLetters(has_serifs(theme.face.name), formula_letters(theme.face) == "serif")


def listed(
    picture: "Picture", options: ExportOptions, progress: "Progress" = unheard
) -> "DrawingList":
    """What a picture shows as a list."""
    return on_surface(picture, options, lambda surface: picture.paint(surface, None, progress))


def on_surface(
    picture: "Picture",
    options: ExportOptions,
    paint: "Callable[[ListSurface], None]",
    begin: tuple[float, float] = (0.0, 0.0),
) -> "DrawingList":
    """What is painted on the page of a picture; without a ground where the paper is white anyway.

    ``begin`` is where the page begins in the coordinates in which it is painted.
    """
    from solver.page.geometry import Rect
    from widgets.drawing.surfaces.list_surface import ListSurface

    surface, size = ListSurface(), picture.size
    ground = options.ground(picture.theme.canvas)
    if ground is not None and ground.lower() != WHITE:
        surface.fill_rect(Rect(0, 0, size.width, size.height), ground)
    surface.translate(-begin[0], -begin[1])
    paint(surface)
    return surface.listed(size.width, size.height)


def called(theme: "Theme") -> Mapping[str, str]:
    """What the colours of a theme are called, by themselves."""
    found: dict[str, str] = {}
    for role in _ROLES:
        found.setdefault(str(getattr(theme, role)).lower(), role)
    for count, hue in enumerate(theme.hues, 1):
        found.setdefault(hue.lower(), f"scale {count}")
    return found


def _leaves_out(subject: Subject) -> tuple[str, ...]:
    """Letters that pdfLaTeX does not have."""
    from solver.formats.exporting.tex_scripts import foreign

    document = subject.document
    labels = (
        document.title,
        *(node.label for node in document.nodes.values()),
        *(branch.label for branch in document.branches.values()),
        *(outcome.label or "" for outcome in document.outcomes.values()),
    )
    found = next((text for text in labels if foreign(text)), "")
    if not found:
        return ()
    said = tr("pdfLaTeX lacks letters of “{label}”: compile with XeLaTeX or LuaLaTeX.")
    return (said.format(label=plain_text(found)),)


PICTURE: Final = PictureFormat(
    suffix=".tex",
    label="TikZ (LaTeX)",
    uses=PAINTED | {"part", "standalone"},
    measure=on_paper,
    encode=encode,
    leaves_out=_leaves_out,
    needs_qt=False,
)
