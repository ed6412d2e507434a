"""The help that teaches: a page a rule, with its definition, its source and *our reading* marked.

The texts are the rules' own explanations; here they become pages with links between them.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape

import assets
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from app.window.help import comparing
from solver.rules import RULES, Rule
from widgets.answers.rule_switch import PINNED
from widgets.shell.help_book import HelpBook, HelpPage


def book_pages() -> list[HelpPage]:
    """All pages, the contents first."""
    pages = [HelpPage("contents", "Contents", _contents())]
    pages += [
        HelpPage(rule.id, rule.name, rule_page(rule), indented=True) for rule in RULES.values()
    ]
    pages += [
        HelpPage(
            page_id(title),
            title,
            f"<h2>{escape(title)}</h2>"
            + "".join(_paragraph(part, "") for part in text.split("\n\n")),
        )
        for title, text in comparing()
    ]
    return pages


def page_id(title: str) -> str:
    """The id of a page that is not about a rule."""
    return title.lower().replace(" ", "-")


def _contents() -> str:
    rules = "".join(
        f"<p><b>{_link(rule.id, rule.name)}</b><br>{escape(rule.summary)}</p>"
        for rule in RULES.values()
    )
    topics = "".join(f"<p>{_link(page_id(title), title)}</p>" for title, _ in comparing())
    return (
        "<h2>The rules, and how prospects compare</h2>"
        "<p>Each rule answers two questions: at each choice node, which branches are permitted if "
        "the agent stands there; and which whole plans from the root are permitted. Combining "
        "permitted branches at will can make a plan that is not permitted: the plans are the "
        "answer.</p>"
        f"<h3>The rules</h3>{rules}"
        f"<h3>What they rest on</h3>{topics}"
        '<h3>To see it</h3><p><a href="do:tour">The guided tour</a> shows the two money pumps and '
        "the shutdown example in about ten minutes.</p>"
    )


def rule_page(rule: Rule) -> str:
    """One rule: what it says, where that is from, what we read into it, where to see it."""
    definition, sources, readings = [], [], []
    for text in rule.explanation.split("\n\n"):
        start, _, rest = text.partition(":")
        if start in ("Source", "Sources"):
            sources.append(rest.strip())
        elif start.startswith("Our reading"):
            readings.append(text)
        else:
            definition.append(text)
    parts = [f"<h2>{escape(rule.name)}</h2><p><i>{escape(rule.summary)}</i></p>"]
    parts += [_paragraph(text, rule.id) for text in definition]
    if sources:
        parts.append("<h3>Source</h3>" + "".join(_paragraph(text, rule.id) for text in sources))
    parts += [_reading(text, rule.id) for text in readings]
    if rule.examples:
        parts.append(f"<h3>To see it</h3><ul>{''.join(_to_see(rule))}</ul>")
    others = " · ".join(_link(o.id, o.name) for o in RULES.values() if o is not rule)
    number = list(RULES).index(rule.id) + 1
    key = f"Alt+{number}" if number <= PINNED else "Its place in the list (Alt+0)"
    parts.append(
        f"<p>{key} solves the tree by this rule.</p><hr>"
        f"<p>{_link('contents', 'Contents')} · {others}</p>"
    )
    return "".join(parts)


def _to_see(rule: Rule) -> Iterator[str]:
    titles = {example.name: example.title for example in assets.EXAMPLES}
    for name, text in rule.examples:
        link = f'<a href="example:{name}/{rule.id}">{escape(titles[name])}</a>'
        yield f"<li>{link}. {escape(text)}</li>"


def _reading(text: str, here: str) -> str:
    """Framed, so that nobody takes our reading for the source's words."""
    start, _, rest = text.partition(": ") if ": " in text else (text, "", "")
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="8" '
        'style="border-style: solid; border-collapse: collapse; margin-top: 10px"><tr><td>'
        f"<p><b>{escape(start)}</b></p>{_paragraph(_capital(rest), here)}</td></tr></table>"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str, here: str) -> str:
    """A paragraph in which names of other rules are links."""
    html = escape(text)
    for rule in RULES.values():
        if rule.called and rule.id != here:
            html = html.replace(rule.called, _link(rule.id, rule.called))
    return f"<p>{html}</p>"


def _link(id_: str, text: str) -> str:
    return f'<a href="page:{id_}">{escape(text)}</a>'


class Lessons(WindowPart):
    """The book of one window; opened when it is first asked for."""

    rows = (
        ActionRow("help.rules", "help", "About the &rules", ("F1",), "help",
            "What each rule says, its source, and our reading.", ""),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._book: HelpBook | None = None
        self._verdict.explain_wanted.connect(self.open)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"help.rules": lambda: self.open("contents")}

    @property
    def book(self) -> HelpBook | None:
        """The window with the pages, once it was opened."""
        return self._book

    def open(self, page: str) -> None:
        """Show a page: a rule's id, or ``contents``."""
        if self._book is None:
            self._book = HelpBook("The rules", book_pages(), self._window)
            self._book.wanted.connect(self._follow)
        self._book.open_at(page)

    def _follow(self, link: str) -> None:
        """A link that leads out of the book: to an example under a rule, or to the tour."""
        kind, _, what = link.partition(":")
        if kind == "example":
            name, _, rule = what.partition("/")
            self._window.documents.open_example(name)  # asks first where something would be lost
            self._verdict.set_rule(rule)
        elif link == "do:tour":
            self._window.actions_table["help.tour"].trigger()
