"""A web page: one file that shows the tree, its steps, the rules and the policies; see `app.export.web_page`."""

from typing import Final

from app.export.export_format import PictureFormat
from app.export.subject import Drawn


def _encode(drawn: Drawn) -> bytes:
    from app.export.web_page.page import encode

    return encode(drawn)


PICTURE: Final = PictureFormat(
    suffix=".html",
    label="Web page (steps, rules and policies to try)",
    uses=frozenset({"carry", "margin"}),
    encode=_encode,
    needs_qt=False,
)
