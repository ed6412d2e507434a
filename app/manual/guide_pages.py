"""The pages that are written by hand: Markdown in ``assets/manual``."""

from collections.abc import Iterator
from typing import Final

import assets
from app.manual.page import ManualPage
from solver.translation import language

#: In the order in which they are read.
GUIDE: Final = ("first-tree", "preferences", "pages", "talks", "web-page", "notebook")


def guide_pages() -> Iterator[ManualPage]:
    """One after the other; each is called after its first line."""
    for id_ in GUIDE:
        text = assets.manual_text(id_, language())
        title, _, _ = text.removeprefix("# ").partition("\n")
        yield ManualPage(id_, title, html_of(text))


def html_of(markdown: str) -> str:
    """Our own Markdown as HTML; headings are one size smaller than a window’s title."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark").enable("table").render(markdown)
    for size in (3, 2, 1):
        made = made.replace(f"<h{size}>", f"<h{size + 1}>").replace(
            f"</h{size}>", f"</h{size + 1}>"
        )
    return made
