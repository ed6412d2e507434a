"""The page itself: one file that needs no network, no program and no permission.

Everything that can be seen stands in it as text: nothing that a label says is ever run.  Its own script
and style are the only ones that its policy lets a browser take.
"""

import base64
import hashlib
import json
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, Final

import msgspec

import assets
from app.export.options import ExportOptions
from app.export.subject import Drawn
from app.export.web_page.frames import Pieces, painted
from app.export.web_page.policy_data import policy_data
from app.export.web_page.words import words
from solver.analyses.verdict_summary import verdict_summary
from solver.analysis_words.verdict.headline import headline
from solver.analysis_words.verdict.statements import statements
from solver.checks import check, errors
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.page.talk_steps import Step, frames, generated
from solver.rules import RULES, solve
from solver.rules.why import said, why_branch
from solver.solution import Solution
from solver.translation import language, tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text

if TYPE_CHECKING:
    from app.export.frame_sequence import FrameSequence
    from widgets.basics.theme import Theme

MOST_BRANCHES: Final = 80  # of choice nodes, for which the reasons are written out
SECONDS: Final = 1.0  # for each rule, to find out what its plans are


def encode(drawn: Drawn) -> bytes:
    """The page of a tree."""
    data = _data(drawn)
    style, script = assets.web_text("page.css"), assets.web_text("page.js")
    colours = data.pop("colours")
    light, dark = (
        "".join(f"--c{n}:{pair[at]};" for n, pair in enumerate(colours)) for at in (0, 1)
    )
    grounds = data.pop("grounds")
    style += (
        f":root{{{light}--ground:{grounds[0]};}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-look=light]){{{dark}--ground:{grounds[1]};}}}}\n"
        f":root[data-look=dark]{{{dark}--ground:{grounds[1]};}}\n"
        f"@media print{{:root:not([data-look=light]),:root[data-look]{{{light}--ground:{grounds[0]};}}}}\n"
    )
    title, carried = escape(drawn.title), drawn.carried
    look = "" if grounds[0] != grounds[1] else f' data-look="{_look(grounds[0])}"'
    holds = _script("application/json", "quandary-document", carried) if carried is not None else ""
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_digest(style)}; script-src {_digest(script)}"
    )
    return "".join(
        (
            "<!DOCTYPE html>\n",
            f'<html lang="{language()}"{look}>\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="generator" content="Quandary">\n',
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f"<header><h1>{title}</h1></header>\n",
            '<main id="page"></main>\n',
            f"<noscript>{_without_script(drawn)}</noscript>\n",
            holds,
            _script("application/json", "quandary-page", json.dumps(data, ensure_ascii=False)),
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    ).encode("utf-8")


def _look(ground: str) -> str:
    """How a page looks around a tree whose document says its colours: as its ground does."""
    red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
    return "dark" if 3 * red + 6 * green + blue < 1280 else "light"


def _script(kind: str, id_: str, text: str) -> str:
    """Data within a page: “<” is spelled otherwise in JSON, so that no text can end it."""
    return f'<script type="{kind}" id="{id_}">{text.replace("<", chr(92) + "u003c")}</script>\n'


def _digest(text: str) -> str:
    found = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{found}'"


def _without_script(drawn: Drawn) -> str:
    """The tree for browsers that run nothing."""
    from widgets.drawing.surfaces.svg_surface import SvgSurface

    surface = SvgSurface()
    drawn.picture.paint(surface, drawn.picture.theme.canvas)
    size = drawn.picture.size
    return surface.element(size.width, size.height, drawn.title)


def _data(drawn: Drawn) -> dict[str, Any]:
    """What the script shows: pieces, pictures, sentences."""
    document = drawn.subject.document
    names = Names(document)
    pieces = Pieces()
    answers, refused = _answers(drawn)
    case = Case.of(document) if answers else None
    shown = [Step("verdict", RULES[rule].title, rule=rule) for rule in answers]
    base = [step for step in generated(document) if step.show != "verdict"]
    with_rules = _sequences(drawn, [*base, *shown])
    rules = _pictures(with_rules, pieces)[len(base) :]
    from app.export.frame_sequence import steps_of

    solution = drawn.subject.solution
    chosen = solution.rule if solution is not None else ""
    told = steps_of(document, solution)
    with_steps = _sequences(drawn, told)
    steps = _pictures(with_steps, pieces)
    spoken = [chosen if frame.rule == "" else frame.rule for frame in frames(document, told)]
    sequences = _sequences(drawn, base)
    plain = _pictures(sequences, pieces)[-1:]
    every = sequences, with_rules, with_steps
    sizes = [each[0].picture.size for each in every]  # by their legends
    texts = {
        "steps": [
            {
                "name": step.name or tr("Step {number}").format(number=n),
                "notes": step.notes,
                "picture": picture,
                "rule": rule,
            }
            for n, (step, picture, rule) in enumerate(zip(told, steps, spoken, strict=True), 1)
        ],
        "rules": [
            {"id": rule, "picture": picture, **_said(case, answers[rule], names)}
            for rule, picture in zip(answers, rules, strict=True)
        ]
        if case is not None
        else [],
        "refused": [
            [", ".join(RULES[rule].title for rule in refused if refused[rule] == why), why]
            for why in dict.fromkeys(refused.values())
        ],
        "policy": policy_data(case, names) if case is not None else None,
        "notes": document.notes,
        "outline": _outline(drawn),
        "words": words(),
    }
    return {
        "size": [round(max(s.width for s in sizes)), round(max(s.height for s in sizes))],
        "grounds": [sequence.picture.theme.canvas for sequence in sequences],
        "pieces": pieces.texts,
        "colours": pieces.colours,
        "plain": plain[0] if plain else [],
        "rule": chosen,
        **_in_plain_signs(texts),
    }


def _in_plain_signs(data: Any) -> Any:
    """The same with formulas in all its texts as signs: outside the picture nothing sets mathematics."""
    if isinstance(data, str):
        return plain_text(data)
    if isinstance(data, dict):
        return {key: _in_plain_signs(value) for key, value in data.items()}
    return [_in_plain_signs(each) for each in data] if isinstance(data, list | tuple) else data


def _answers(drawn: Drawn) -> tuple[dict[str, Solution], dict[str, str]]:
    """What each rule says that has an answer for this document, and why the others have none."""
    document, given = drawn.subject.document, drawn.subject.solution
    answers: dict[str, Solution] = {}
    refused: dict[str, str] = {}
    if errors(check(document)):  # a tree that is half built is a picture all the same
        return answers, refused
    for rule in RULES:
        try:
            known = given is not None and given.rule == rule
            answers[rule] = given if given is not None and known else solve(document, rule)
        except QuandaryError as error:  # a rule that asks for more than this document states
            refused[rule] = str(error)
    return answers, refused


def _pictures(sequences: "tuple[FrameSequence, FrameSequence]", pieces: Pieces) -> list[list[int]]:
    light, dark = sequences
    return [pieces.add(painted(light, n), painted(dark, n)) for n in range(len(light))]


def _sequences(
    drawn: Drawn, steps: "list[Step] | tuple[Step, ...]"
) -> "tuple[FrameSequence, FrameSequence]":
    """Steps on a light and on a dark page."""
    from widgets.basics.theme import DARK, LIGHT

    return _sequence(drawn, steps, LIGHT), _sequence(drawn, steps, DARK)


def _sequence(
    drawn: Drawn, steps: "list[Step] | tuple[Step, ...]", theme: "Theme"
) -> "FrameSequence":
    from app.export.frame_sequence import FrameSequence

    style = drawn.subject.drawn_style(drawn.options)
    style = msgspec.structs.replace(style, step_names=False)  # which stand beside it on the page
    options: ExportOptions = replace(drawn.options, part="tree", style=style)
    return FrameSequence(drawn.subject, options, steps=steps, window=theme)


def _said(case: Case | None, solution: Solution, names: Names) -> dict[str, Any]:
    """What a rule says, in words: the verdict, what there is to say of it, and why each branch is permitted or not."""
    assert case is not None
    rule = RULES[solution.rule]
    found = verdict_summary(case, solution, seconds=SECONDS)
    branches = case.tree.choice_branches
    reasons: dict[str, list[str]] = {}
    if len(branches) <= MOST_BRANCHES:
        from widgets.drawing.surfaces.svg_surface import group_id

        for branch in branches:
            reasons[group_id(f"branch-{branch}")] = list(
                said(names, why_branch(case, solution.rule, branch)).sentences
            )
    return {
        "name": rule.title,
        "summary": tr(rule.summary),
        "verdict": headline(case.document, solution).title,
        "statements": [[each.title, each.detail] for each in statements(found, names)],
        "plans": [names.prospect(one.plan.prospect) for one in solution.plans[:20]],
        "reasons": reasons,
    }


def _outline(drawn: Drawn) -> list[list[Any]]:
    """The tree as lines of text: how deep, and what stands there."""
    document = drawn.subject.document.expanded
    names = Names(document)
    lines: list[list[Any]] = []
    stack = [(document.root_id, 0, "")]
    while stack and len(lines) < 2_000:
        node, depth, way = stack.pop()
        if node is None:
            continue
        lines.append([depth, f"{way}: {names.node(node)}" if way else names.node(node)])
        stack += [
            (b.target, depth + 1, names.branch(b.id)) for b in reversed(document.children(node))
        ]
    return lines
