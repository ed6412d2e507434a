"""Pages, pictures of trees, pictures of the window, and a web page to try for every example."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import assets
from app.cli.command_line import whole_parser
from app.cli.manual_page import verbs_of
from app.export.encode import encoded
from app.export.options import AS_USUAL
from app.export.subject import Subject
from app.manual.book import book_pages
from app.manual.page import ManualPage
from app.process.version import program_version
from app.storage.atomic_write import replace_file
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.rules import DEFAULT_RULE, solve
from solver.solution import Solution

_LINK: Final = re.compile(r'href="(page|example|do):([^"]*)"')
_PICTURE: Final = re.compile(r'src="(tree|gallery|window):([^"]*)"')


def build(folder: Path) -> int:
    """Write the site; how many pages it has."""
    from app.site.window_pictures import window_pictures

    pages = book_pages({name: verb for name, (_, verb) in verbs_of(whole_parser()).items()})
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    (folder / "examples").mkdir(exist_ok=True)
    shots = {
        kind for page in pages for scheme, kind in _PICTURE.findall(page.html) if scheme == "window"
    }
    for name, data in window_pictures(shots):
        _write(folder / "pictures" / f"window-{name}.png", data)
    for page in pages:
        html = _PICTURE.sub(lambda match: _picture(folder, match[1], match[2]), page.html)
        _write(folder / _file(page.id), _whole(page, pages, _LINK.sub(_link, html)).encode())
    for example in assets.EXAMPLES:
        document = loads(assets.example_text(example.name))
        subject = Subject(document, _solved(document))
        _write(folder / "examples" / f"{example.name}.html", encoded(subject, ".html", AS_USUAL))
    _write(folder / "manual.css", assets.web_text("manual.css").encode())
    return len(pages)


def _file(id_: str) -> str:
    return "index.html" if id_ == "contents" else f"{id_}.html"


def _link(match: re.Match[str]) -> str:
    kind, what = match[1], match[2]
    if kind == "page":
        return f'href="{_file(what)}"'
    if kind == "example":
        return f'href="examples/{what.partition("/")[0]}.html"'
    return f'href="{_file("first-tree")}"'  # the tour is in the program


def _picture(folder: Path, kind: str, what: str) -> str:
    """Where a picture stands; trees are drawn as they are met."""
    if kind == "window":
        return f'src="pictures/window-{what}.png"'
    name, _, rule = what.partition("/")
    file = f"pictures/{name}{f'-{rule}' if rule else ''}.svg"
    document = loads(assets.example_text(name))
    solution = solve(document, rule) if rule else _solved(document)
    _write(folder / file, encoded(Subject(document, solution), ".svg", AS_USUAL))
    return f'src="{file}"'


def _solved(document: Document) -> Solution | None:
    """What the usual rule says; None where it has no answer."""
    try:
        return solve(document, DEFAULT_RULE)
    except QuandaryError:
        return None


def _whole(page: ManualPage, pages: Sequence[ManualPage], html: str) -> str:
    """A page with the list of all pages beside it."""
    places = [
        ('<li class="in">' if each.indented else "<li>")
        + (
            f"<b>{escape(each.title)}</b>"
            if each is page
            else f'<a href="{_file(each.id)}">{escape(each.title)}</a>'
        )
        + "</li>"
        for each in pages
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)} · Quandary</title>"
        '<link rel="stylesheet" href="manual.css"></head><body>'
        f'<nav aria-label="Pages"><p><a href="index.html">Quandary</a> {escape(program_version())}</p>'
        f"<ul>{''.join(places)}</ul></nav><main>{html}</main></body></html>\n"
    )


def _write(file: Path, data: bytes) -> None:
    replace_file(str(file), data)
