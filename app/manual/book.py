"""All pages of the manual, in order."""

import argparse
from html import escape

from app.manual.command_page import command_page
from app.manual.format_page import format_page
from app.manual.gallery_page import gallery_page
from app.manual.guide_pages import guide_pages
from app.manual.page import ManualPage
from app.manual.rule_pages import link, rule_pages
from solver.translation import tr


def book_pages(verbs: dict[str, argparse.ArgumentParser] | None = None) -> list[ManualPage]:
    """The contents first; what the command line says only where ``verbs`` are given."""
    pages = [
        *guide_pages(),
        *([command_page(verbs)] if verbs else []),
        format_page(),
        gallery_page(),
        *rule_pages(),
    ]
    lines = "".join(
        f"<p>{'&nbsp;' * (6 if page.indented else 0)}{link(page.id, page.title)}</p>"
        for page in pages
    )
    text = f"<h2>{escape(tr('Quandary: the manual'))}</h2>{lines}"
    return [ManualPage("contents", tr("Contents"), text), *pages]
