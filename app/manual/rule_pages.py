"""A page a rule, with its definition, its source and *our reading* marked.

The texts are the rules' own explanations; here they become pages with links between them.
"""

import re
from collections.abc import Iterator
from html import escape

import assets
from app.manual.page import ManualPage
from app.manual.topics import comparing
from solver.rules import RULES
from solver.rules.rule import Rule
from solver.translation import capital, tr
from widgets.answers.pinned import PINNED


def rule_pages() -> Iterator[ManualPage]:
    """The overview, the rules, and what they rest on."""
    yield ManualPage("rules", tr("The rules"), _overview())
    for rule in RULES.values():
        yield ManualPage(rule.id, rule.title, rule_page(rule), indented=True)
    for title, text in comparing():
        paragraphs = "".join(_paragraph(part, "") for part in text.split("\n\n"))
        yield ManualPage(page_id(title), tr(title), f"<h2>{escape(tr(title))}</h2>{paragraphs}")


def page_id(title: str) -> str:
    """The id of a page that is not about a rule."""
    return title.lower().replace(" ", "-")


def _overview() -> str:
    rules = "".join(
        f"<p><b>{link(rule.id, rule.title)}</b><br>{escape(tr(rule.summary))}</p>"
        for rule in RULES.values()
    )
    topics = "".join(f"<p>{link(page_id(title), tr(title))}</p>" for title, _ in comparing())
    asked = tr(
        "Each rule answers two questions: at each choice node, which branches are permitted if "
        "the agent stands there; and which whole plans from the root are permitted. Combining "
        "permitted branches at will can make a plan that is not permitted: the plans are the "
        "answer."
    )
    tour = tr(
        '<a href="do:tour">The guided tour</a> shows the two money pumps and '
        "the shutdown example in about ten minutes."
    )
    return (
        f"<h2>{tr('The rules, and how prospects compare')}</h2><p>{asked}</p>"
        f"<h3>{tr('The rules')}</h3>{rules}"
        f"<h3>{tr('What they rest on')}</h3>{topics}"
        f"<h3>{tr('To see it')}</h3><p>{tour}</p>"
    )


def rule_page(rule: Rule) -> str:
    """One rule: what it says, where that is from, what we read into it, where to see it."""
    definition, sources, readings = [], [], []
    for text in rule.explanation.split("\n\n"):
        start, said = text.partition(":")[0], tr(text)
        if start in ("Source", "Sources"):
            sources.append(said.partition(":")[2].strip())
        elif start.startswith("Our reading"):
            readings.append(said)
        else:
            definition.append(said)
    parts = [f"<h2>{escape(rule.title)}</h2><p><i>{escape(tr(rule.summary))}</i></p>"]
    parts += [_paragraph(text, rule.id) for text in definition]
    if sources:
        parts.append(
            f"<h3>{tr('Source')}</h3>" + "".join(_paragraph(text, rule.id) for text in sources)
        )
    parts += [_reading(text, rule.id) for text in readings]
    if rule.examples:
        parts.append(f"<h3>{tr('To see it')}</h3><ul>{''.join(_to_see(rule))}</ul>")
    others = " · ".join(link(o.id, o.name) for o in RULES.values() if o is not rule)
    number = list(RULES).index(rule.id) + 1
    key = f"Alt+{number}" if number <= PINNED else tr("Its place in the list (Alt+0)")
    parts.append(
        f"<p>{tr('{key} solves the tree by this rule.').format(key=key)}</p><hr>"
        f"<p>{link('rules', tr('The rules'))} · {others}</p>"
    )
    return "".join(parts)


def _to_see(rule: Rule) -> Iterator[str]:
    titles = {example.name: tr(example.title) for example in assets.EXAMPLES}
    for name, text in rule.examples:
        link = f'<a href="example:{name}/{rule.id}">{escape(titles[name])}</a>'
        yield f"<li>{link}. {escape(tr(text))}</li>"


def _reading(text: str, here: str) -> str:
    """Framed, so that nobody takes our reading for the source's words."""
    start, _, rest = text.partition(": ") if ": " in text else (text, "", "")
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="8" '
        'style="border-style: solid; border-collapse: collapse; margin-top: 10px"><tr><td>'
        f"<p><b>{escape(start)}</b></p>{_paragraph(capital(rest), here)}</td></tr></table>"
    )


def _paragraph(text: str, here: str) -> str:
    """A paragraph in which names of other rules are links; of two that begin alike the longer is meant."""
    called = {escape(tr(rule.called)): rule.id for rule in RULES.values() if rule.called}
    names = "|".join(map(re.escape, sorted(called, key=len, reverse=True)))

    def linked(found: re.Match[str]) -> str:
        rule = called[found[0]]
        return found[0] if rule == here else f'<a href="page:{rule}">{found[0]}</a>'

    return f"<p>{re.sub(names, linked, escape(text))}</p>"


def link(id_: str, text: str) -> str:
    """A link to another page."""
    return f'<a href="page:{id_}">{escape(text)}</a>'
