"""``quandary export``: pictures without a window, of one document or of many."""

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.export.options import BACKGROUNDS, FORMATS, FRAME_FORMATS, RATIOS, ExportOptions
from solver.document.model import Document
from solver.document.style import THEMES, Style, style_of
from solver.errors import QuandaryError
from solver.formats.importing.own import SUFFIX
from solver.rules import RULES, solve

_SIZE = re.compile(r"(\d+(?:\.\d+)?)(cm|px|dpi)?\Z")


def add_arguments(part: argparse.ArgumentParser) -> None:
    """What ``quandary export`` understands."""
    part.add_argument("files", nargs="+", metavar="FILE")
    part.add_argument(
        "-o", "--output", required=True, metavar="OUT",
        help="the picture (.png, .svg, .pdf, .tex, .dot), or a folder for several",
    )  # fmt: skip
    part.add_argument(
        "--format",
        type=_formats,
        metavar="FORMAT,…",
        help="png, svg, pdf, tex, dot (gif with --frames): into a folder",
    )
    part.add_argument(
        "--frames",
        action="store_true",
        help="step by step: pages of .pdf, numbered .png or .svg, slides of Beamer (.tex), .gif",
    )
    part.add_argument(
        "--seconds", type=_seconds, default=2.0, metavar="S", help="that a step stays in a GIF"
    )
    part.add_argument("--rule", choices=list(RULES), help="highlight what this rule permits")
    part.add_argument("--theme", choices=list(THEMES), help="draw in this theme")
    part.add_argument(
        "--width", type=_size, metavar="WIDTH", help="as 12cm, 1200px, or 300dpi for its own width"
    )
    part.add_argument("--scale", type=_scale, metavar="FACTOR", help="pixels per pixel of a PNG")
    part.add_argument("--margin", type=float, default=16.0, metavar="PIXELS")
    part.add_argument("--page", choices=[word for word in RATIOS if word], help="the page’s shape")
    part.add_argument("--background", choices=list(BACKGROUNDS), default="theme")
    part.add_argument("--transparent", action="store_true", help="no background")
    part.add_argument("--dark", action="store_true", help="light on dark: the theme “slides”")
    part.add_argument("--outlines", action="store_true", help="the text of SVG as outlines")
    part.add_argument("--plain", action="store_true", help="without the document inside")
    part.add_argument("--snippet", action="store_true", help="TikZ to be put into another file")


def options_of(arguments: argparse.Namespace) -> ExportOptions:
    """How the pictures are to be made."""
    size, unit = arguments.width or (arguments.scale or 2.0, "scale")
    return ExportOptions(
        size=size,
        unit=unit,
        background="transparent" if arguments.transparent else arguments.background,
        margin=max(0.0, min(500.0, arguments.margin)),
        ratio=arguments.page or "",
        outlines=arguments.outlines,
        carry=not arguments.plain,
        standalone=not arguments.snippet,
        seconds=arguments.seconds,
    )


def styled(document: Document, arguments: argparse.Namespace) -> Style:
    """The document's style, in another theme if that is asked for."""
    theme = arguments.theme or ("slides" if arguments.dark else None)
    style = style_of(document)
    return style if theme is None else _with_theme(style, theme)


def _with_theme(style: Style, theme: str) -> Style:
    import msgspec

    changed: Style = msgspec.structs.replace(style, theme=theme)
    return changed


def targets(arguments: argparse.Namespace, file: str) -> Iterator[str]:
    """Where the pictures of one file go.  Raises `QuandaryError` where that cannot be."""
    out = Path(arguments.output)
    several = len(arguments.files) > 1 or arguments.format is not None
    if not several and not out.is_dir() and not arguments.output.endswith(("/", "\\")):
        yield arguments.output
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuandaryError(f"The folder cannot be made: {error.strerror}.") from None
    name = "tree" if file == "-" else Path(file).name.removesuffix(SUFFIX).removesuffix(".json")
    for suffix in arguments.format or (".svg",):
        yield str(out / f"{name}{suffix}")


def export(
    arguments: argparse.Namespace, guarded: Callable[[str, Callable[[Document], None]], int]
) -> int:
    """Write all pictures; ``guarded`` reads a file and says what is wrong.  The worst exit code."""
    from app.process.start_checks import why_not

    reason = why_not(display=False)
    options = options_of(arguments)
    worst = 0
    for file in arguments.files:

        def write(document: Document, file: str = file) -> None:
            if reason is not None:
                raise QuandaryError(reason)
            from app.export.encode import Subject, export_file
            from app.export.frame_files import write_frames

            solution = solve(document, arguments.rule) if arguments.rule else None
            look = replace(options, style=styled(document, arguments))
            for path in targets(arguments, file):
                if arguments.frames:
                    write_frames(Subject(document, solution), path, look)
                else:
                    export_file(document, path, solution, options=look)

        worst = max(worst, guarded(file, write))
    return worst


def _formats(text: str) -> tuple[str, ...]:
    suffixes = tuple(f".{word.strip().lstrip('.')}" for word in text.lower().split(","))
    if unknown := [suffix for suffix in suffixes if suffix not in FORMATS | FRAME_FORMATS]:
        known = ", ".join(suffix[1:] for suffix in FORMATS)
        raise argparse.ArgumentTypeError(f"“{unknown[0][1:]}” is none of {known}")
    return suffixes


def _size(text: str) -> tuple[float, str]:
    match = _SIZE.match(text.strip().lower())
    if match is None or not 0 < float(match[1]) <= 100_000:
        raise argparse.ArgumentTypeError("a width is written as 12cm, 1200px or 300dpi")
    return float(match[1]), match[2] or "px"


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
