"""How values show themselves in a notebook: as whoever can draw says.

The solver knows no screen.  `app.scripting` says here how its values are drawn and told; until then they
are plain text.
"""

from collections.abc import Callable
from typing import Protocol


class Renderer(Protocol):
    """Shows values; None where one is too large, or cannot be shown that way."""

    def svg(self, value: object) -> str | None: ...

    def markdown(self, value: object) -> str | None: ...

    def html(self, value: object) -> str | None: ...


_finders: list[Callable[[], Renderer]] = []


def show_with(find: Callable[[], Renderer]) -> None:
    """From now on values are shown by whom this finds, when the first of them is to be shown."""
    _finders[:] = [find]


class Shown:
    """A value that shows itself in a notebook: a picture, and in words."""

    __slots__ = ()

    def _repr_svg_(self) -> str | None:
        return _finders[0]().svg(self) if _finders else None

    def _repr_markdown_(self) -> str | None:
        return _finders[0]().markdown(self) if _finders else None

    def _repr_html_(self) -> str | None:
        """Both together: many notebooks would prefer the words to the picture."""
        return _finders[0]().html(self) if _finders else None
