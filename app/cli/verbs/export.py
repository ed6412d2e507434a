"""``quandary export``: pictures without a window, of one document or of many."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.reading import add_chart, add_document, add_relation, guarded, refuse_to_overwrite
from app.cli.verb import USAGE, Verb, complain
from app.export.formats import PICTURES, STEPS, chart_format, suffix_of
from app.export.formats.svg import PICTURE as SVG
from app.export.options import BACKGROUNDS, INKS, RATIOS, ExportOptions

if TYPE_CHECKING:
    from app.export.export_format import ExportFormat
    from app.export.subject import Subject
    from solver.document.model import Document
    from solver.document.style import Style

_MARGIN = re.compile(r"(\d+(?:\.\d+)?) *(px|%)?\Z")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(cm|px|dpi)?\Z")


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.document.style import THEMES
    from solver.rules import RULES

    pictures = [row.suffix for row in PICTURES]
    moving = [row.suffix for row in STEPS if row.suffix not in pictures]
    add_document(part, "files", nargs="+", metavar="FILE")
    part.add_argument(
        "-o", "--output", required=True, metavar="OUT",
        help=f"the picture ({', '.join(pictures)}), or a folder for several; what is there is replaced",
    )  # fmt: skip
    part.add_argument(
        "--format", type=_formats, metavar="FORMAT,…",
        help=f"{_names(pictures)} ({_names(moving)} with --frames): into a folder",
    )  # fmt: skip
    part.add_argument("--frames", action="store_true", help=f"step by step: {_steps_words()}")
    part.add_argument(
        "--seconds", type=_seconds, default=2.0, metavar="S", help="that a step stays in a GIF"
    )
    part.add_argument("--rule", choices=list(RULES), help="highlight what this rule permits")
    add_chart(part, "a chart in place of the tree", tables=False)
    add_relation(part)
    part.add_argument("--theme", choices=list(THEMES), help="draw in this theme")
    part.add_argument(
        "--width", type=_size, metavar="WIDTH", help="as 12cm, 1200px, or 300dpi for its own width"
    )
    part.add_argument("--scale", type=_scale, metavar="FACTOR", help="pixels per pixel of a PNG")
    part.add_argument(
        "--margin", type=_margin, default=(16.0, "px"), metavar="MARGIN",
        help="in pixels, or as 6%% of the page’s width",
    )  # fmt: skip
    part.add_argument("--page", choices=[word for word in RATIOS if word], help="the page’s shape")
    part.add_argument("--background", choices=list(BACKGROUNDS), default="theme")
    part.add_argument(
        "--ink", choices=[word for word in INKS if word],
        help="the theme’s other half: dark ink for a light ground, light for a dark one",
    )  # fmt: skip
    part.add_argument("--transparent", action="store_true", help="no background")
    part.add_argument("--dark", action="store_true", help="light on dark: the theme “slides”")
    part.add_argument("--outlines", action="store_true", help="the text of SVG as outlines")
    part.add_argument("--plain", action="store_true", help="without the document inside")
    part.add_argument("--snippet", action="store_true", help="TikZ to be put into another file")


def _names(suffixes: Sequence[str]) -> str:
    return ", ".join(suffix.removeprefix(".") for suffix in suffixes)


def _about() -> str:
    *others, last = (row.suffix for row in PICTURES)
    return f"write pictures: {', '.join(others)} or {last}"


def _steps_words() -> str:
    """What the steps can be written as; numbered files of several kinds are said together."""
    parts: list[str] = []
    for numbered, rows in groupby(STEPS, lambda row: row.numbered):
        if numbered:
            parts.append(f"numbered {' or '.join(row.said for row in rows)}")
        else:
            parts += [row.said for row in rows]
    return ", ".join(parts)


def _options_of(arguments: argparse.Namespace) -> ExportOptions:
    """How the pictures are to be made."""
    size, unit = arguments.width or (arguments.scale or 2.0, "scale")
    return ExportOptions(
        size=size,
        unit=unit,
        background="transparent" if arguments.transparent else arguments.background,
        ink=arguments.ink or "",
        margin=arguments.margin[0],
        margin_unit=arguments.margin[1],
        ratio=arguments.page or "",
        outlines=arguments.outlines,
        carry=not arguments.plain,
        standalone=not arguments.snippet,
        seconds=arguments.seconds,
    )


def _styled(document: "Document", arguments: argparse.Namespace) -> "Style":
    """The document's style, in another theme if that is asked for."""
    from solver.document.style import style_of

    theme = arguments.theme or ("slides" if arguments.dark else None)
    style = style_of(document)
    return style if theme is None else _with_theme(style, theme)


def _with_theme(style: "Style", theme: str) -> "Style":
    import msgspec

    changed: Style = msgspec.structs.replace(style, theme=theme)
    return changed


class _Targets:
    """Where the pictures go: no two of one call into the same file."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._out = Path(arguments.output)
        self._suffixes: Sequence[str] = arguments.format or (SVG.suffix,)
        self._into_folder = (
            len(arguments.files) > 1
            or arguments.format is not None
            or self._out.is_dir()
            or arguments.output.endswith(("/", "\\"))
        )
        self._one = arguments.output
        self._taken: set[str] = set()

    @property
    def refused(self) -> str | None:
        """Why this cannot be, before anything is read."""
        known = {row.suffix for row in (*PICTURES, *STEPS)}
        if self._into_folder and not self._out.is_dir() and suffix_of(self._one) in known:
            return f"several pictures need a folder, and {self._one} is the name of one picture"
        return None

    def of(self, file: str) -> list[str]:
        """Those of one file.  Raises `QuandaryError` where the folder cannot be made."""
        from solver.errors import QuandaryError

        if not self._into_folder:
            return [self._one]
        try:
            self._out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise QuandaryError(f"The folder cannot be made: {error.strerror}.") from None
        name = _called(file) or "tree"
        free = self._free(name)
        if free != name:
            complain(f"{file}: another file has this name, too: written as {free}.")
        return [str(self._out / f"{free}{suffix}") for suffix in self._suffixes]

    def _free(self, name: str) -> str:
        """The name, or with a number where another file of this call has taken it."""
        tried = (name, *(f"{name}-{number}" for number in range(2, len(self._taken) + 3)))
        free = next(one for one in tried if one.casefold() not in self._taken)
        self._taken.add(free.casefold())  # on some disks A and a are one file
        return free


def _export(arguments: argparse.Namespace) -> int:
    """Write all pictures.  The worst exit code."""
    from app.export.encode import left_out, write_pictures
    from app.export.subject import Subject
    from solver.errors import QuandaryError
    from solver.rules import solve

    options = _options_of(arguments)
    targets = _Targets(arguments)
    if targets.refused is not None:
        complain(targets.refused)
        return USAGE

    def write(file: str, document: "Document") -> None:
        solution = solve(document, arguments.rule) if arguments.rule else None
        paths = targets.of(file)
        refuse_to_overwrite(file, paths)
        if _need_qt(paths, STEPS if arguments.frames else PICTURES):
            from app.process.start_checks import why_not

            if (reason := why_not(display=False)) is not None:
                raise QuandaryError(reason)
        subject = Subject(document, solution, named=_called(file))
        if arguments.chart:
            subject = _chart_subject(document, arguments, paths)
        look = replace(options, style=_styled(document, arguments))
        if arguments.frames:
            from app.export.frame_files import write_frames_in

            write_frames_in(subject, paths, look)
        else:
            said = write_pictures(subject, paths, look)
            complain(*(f"{file}: {sentence}" for sentence in said))
            for path in paths:
                complain(*(f"{file}: {sentence}" for sentence in left_out(subject, path)))

    return max(guarded(file, arguments, partial(write, file)) for file in arguments.files)


def _called(file: str) -> str:
    """What a document is called that has no title: as its file is; nothing where it has none."""
    from solver.formats.importing.own_documents import SUFFIX

    return "" if file == "-" else Path(file).name.removesuffix(SUFFIX).removesuffix(".json")


def _chart_subject(
    document: "Document", arguments: argparse.Namespace, paths: Sequence[str]
) -> "Subject":
    """The chart that is asked for, as what is written."""
    from app.export.chart_subject import ChartSubject
    from solver.analysis_words.charts.answered import answered_chart
    from solver.charts.question import ChartQuestion
    from solver.errors import QuandaryError
    from solver.rules import DEFAULT_RULE

    if arguments.frames or len(arguments.chart) > 1:
        raise QuandaryError("One chart is one picture: ask for it alone, and without --frames.")
    for path in paths:
        chart_format(suffix_of(path))
    question = ChartQuestion.read(arguments.chart[0])
    if question.kind.by_rule and not arguments.rule:
        raise QuandaryError(
            f"The chart “{question.kind.id}” needs --rule: it shows what one permits."
        )
    rule = arguments.rule or DEFAULT_RULE
    return ChartSubject(document, chart=answered_chart(document, question, rule))


def _need_qt(paths: Sequence[str], formats: "Sequence[ExportFormat]") -> bool:
    suffixes = {suffix_of(path) for path in paths}
    return any(row.needs_qt for row in formats if row.suffix in suffixes)


def _formats(text: str) -> tuple[str, ...]:
    suffixes = tuple(f".{word.strip().lstrip('.')}" for word in text.lower().split(","))
    known = {row.suffix for row in (*PICTURES, *STEPS)}
    if unknown := [suffix for suffix in suffixes if suffix not in known]:
        pictures = _names([row.suffix for row in PICTURES])
        raise argparse.ArgumentTypeError(f"“{unknown[0][1:]}” is none of {pictures}")
    return suffixes


def _size(text: str) -> tuple[float, str]:
    match = _SIZE.match(text.strip().lower())
    if match is None or not 0 < float(match[1]) <= 100_000:
        raise argparse.ArgumentTypeError("a width is written as 12cm, 1200px or 300dpi")
    return float(match[1]), match[2] or "px"


def _margin(text: str) -> tuple[float, str]:
    from app.export.options import WIDEST_MARGIN

    match = _MARGIN.match(text.strip())
    if match is None:
        raise argparse.ArgumentTypeError("a margin is written as 16 (pixels) or as 6%")
    unit = match[2] or "px"
    return min(WIDEST_MARGIN[unit], float(match[1])), unit


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 600:
        raise argparse.ArgumentTypeError("a number of seconds from 0.1 to 600")
    return value


def _scale(text: str) -> Any:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 100:
        raise argparse.ArgumentTypeError("a number from 0.1 to 100")
    return value


VERB = Verb(_export, _about, _arguments)
