"""All examples, with their notes and sources."""

from html import escape
from itertools import groupby

import assets
from app.manual.page import ManualPage
from solver.formats.quandary import loads
from solver.rules import DEFAULT_RULE
from solver.translation import told, tr


def gallery_page() -> ManualPage:
    """The examples in their groups; each opens under the usual rule."""
    parts = [f"<h2>{tr('The examples')}</h2>"]
    ordered = sorted(assets.EXAMPLES, key=lambda example: _groups().index(example.group))
    for group, examples in groupby(ordered, lambda example: example.group):
        parts.append(f"<h3>{escape(tr(group))}</h3>")
        for example in examples:
            notes = loads(assets.example_text(example.name)).notes
            parts.append(
                f'<h4><a name="{example.name}"></a>'
                f'<a href="example:{example.name}/{DEFAULT_RULE}">{escape(tr(example.title))}</a></h4>'
                f"<p><i>{escape(tr(example.summary))}</i></p>"
                f'<p><img src="gallery:{example.name}" alt="{escape(_tree_of(example))}"></p>'
                f"<p>{escape(told(notes))}</p>"
            )
    return ManualPage("gallery", tr("The examples"), "".join(parts))


def _tree_of(example: assets.Example) -> str:
    return tr("The tree of “{title}”").format(title=tr(example.title))


def _groups() -> list[str]:
    return list(dict.fromkeys(example.group for example in assets.EXAMPLES))
