"""How verbs read documents, say what is wrong with them, and the arguments that several share."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.cli.verb import FAULTY, OK, complain

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.errors import QuandaryError
    from solver.findings import Finding

MAX_PLACE: Final = 200  # characters of a place that names many ids
MAX_SHOWN: Final = 20  # parameters that are listed where another one was named


# --------------------------------------------------------------------------- arguments


def add_document(part: argparse.ArgumentParser, name: str = "file", **more: Any) -> None:
    """The file, and what gives its document another reading: see `read`."""
    part.add_argument(
        name, help="a document, or another file that opens; - is standard input", **more
    )
    part.add_argument(
        "--set", type=_setting, action="append", default=[], metavar="NAME=EXPRESSION",
        help="give a parameter another value, as p=1/3 (under every opinion); repeatable",
    )  # fmt: skip
    part.add_argument(
        "--opinion", metavar="ID",
        help="read the document under one of its opinions (under all of them by default)",
    )  # fmt: skip
    part.set_defaults(relation=None, alpha=None)


def add_relation(part: argparse.ArgumentParser) -> None:
    part.add_argument(
        "--relation", metavar="NAME",
        help="one of the document’s preference relations (the active one by default)",
    )  # fmt: skip


def add_chart(part: argparse.ArgumentParser, about: str, *, tables: bool) -> None:
    """``--chart``, as often as wanted: `solver.charts.question` says how charts are written."""
    from solver.charts.question import KINDS, pattern

    listed = ", ".join(pattern(kind) for kind in KINDS.values() if tables or not kind.is_table)
    part.add_argument(
        "--chart", action="append", default=[], metavar="CHART", help=f"{about}: {listed}"
    )


def add_alpha(part: argparse.ArgumentParser) -> None:
    part.add_argument(
        "--alpha", metavar="NUMBER",
        help="for hurwicz: how much the least expectation counts (1/2 by default)",
    )  # fmt: skip


def add_json(part: argparse.ArgumentParser) -> None:
    part.add_argument("--json", action="store_true", help="print one JSON object")


def add_limit(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_LIMIT

    part.add_argument(
        "--limit", type=_count, default=DEFAULT_LIMIT, metavar="N",
        help=f"list at most N plans ({DEFAULT_LIMIT} by default)",
    )  # fmt: skip


def number(text: str) -> Fraction:
    """An exact number, as 4/9 or 0.1 or 25%."""
    from solver.document.numerals import evaluate
    from solver.errors import NumberError

    try:
        return evaluate(text, {})
    except NumberError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _setting(text: str) -> tuple[str, str]:
    """The name of a parameter and the expression that it is to have as its value."""
    from solver.document.numerals import NotAnExpression, evaluate, names_in
    from solver.errors import NumberError

    name, equals, expression = (part.strip() for part in text.partition("="))
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form NAME=EXPRESSION")
    try:
        evaluate(expression, dict.fromkeys(names_in(expression), Fraction(1)))
    except NotAnExpression as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    except NumberError:
        pass  # it has no value, or not with these: the document says what its names stand for
    return name, expression


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of plans")
    return int(text)


# ----------------------------------------------------------------------------- reading


def guarded(
    file: str,
    options: argparse.Namespace,
    does: "Callable[[Document], None]",
    *,
    warns: bool = True,
) -> int:
    """Read a document and do something with it; what is wrong goes to standard error.

    So do warnings (see `warn`), unless the verb says all that a check finds by itself.
    """
    from solver.errors import QuandaryError

    try:
        document = read(file, options)
        if warns:
            warn(file, document)
        does(document)
    except QuandaryError as error:
        complain(*problems(file, error))
        return FAULTY
    return OK


def refuse_to_overwrite(file: str, paths: Iterable[str]) -> None:
    """Refuse to write over what is read, by whatever name."""
    from solver.errors import QuandaryError

    for path in paths:
        if file != "-" and Path(path).exists() and Path(path).samefile(file):
            raise QuandaryError(f"{path} is what is read: please write to another file.")


def warn(file: str, document: "Document") -> None:
    """Say what a person should look at although the document is valid to solve.

    Where it is not, what keeps it from being solved is said by whoever solves it.
    """
    from solver.checks import check, errors

    findings = check(document)
    if not errors(findings):
        complain(*(finding_line(file, finding) for finding in findings))


def read(file: str, options: argparse.Namespace) -> "Document":
    """The document in a file (``-`` is standard input), as the options want it.

    What could not be carried over is said.  Raises `QuandaryError` where there is no such document.
    """
    from app.storage.ordinary_file import read_up_to
    from app.storage.read_file import read_stream
    from solver.formats.importing.any_format import read_any
    from solver.formats.quandary.exact_json import MAX_SIZE

    if file == "-":
        found = read_any(read_up_to(sys.stdin.buffer, MAX_SIZE) if sys.stdin else b"")
    else:
        found = read_any(read_stream(file))
    complain(*(f"{file}: {sentence}" for sentence in found.lost))
    document = found.document
    if options.relation is not None:
        from solver.preferences.named_relations import switched

        document = switched(document, options.relation)
    if options.alpha is not None:
        from dataclasses import replace

        from solver.document.numerals import Numeral

        document = replace(document, view={**document.view, "alpha": Numeral(options.alpha)})
    if options.set:
        document = _with_parameters(document, dict(options.set))
    return document if options.opinion is None else _under(document, options.opinion)


def _under(document: "Document", opinion: str) -> "Document":
    """The document as one of its opinions reads it.  Raises `QuandaryError` where it has no such."""
    from solver.errors import DocumentError

    if opinion not in document.opinions:
        known = ", ".join(f"“{id_}”" for id_ in document.opinions)
        raise DocumentError(
            f"There is no opinion “{opinion}” in this document"
            + (f": {known}." if known else ", which has none.")
        )
    return document.under(opinion)


def _with_parameters(document: "Document", settings: Mapping[str, str]) -> "Document":
    """The document with other values of parameters.  Raises `QuandaryError` where that cannot be."""
    from solver.document.numerals import Numeral
    from solver.document.parameters import resolve
    from solver.edits import SetParameter
    from solver.errors import DocumentError

    for name, expression in settings.items():
        if name not in document.parameters:
            known = [f"“{id_}”" for id_ in document.parameters]
            shown = [*known[:MAX_SHOWN], "…"] if len(known) > MAX_SHOWN else known
            raise DocumentError(
                f"There is no parameter “{name}” in this document: {', '.join(shown)}."
                if known
                else f"There is no parameter “{name}” in this document, which has none."
            )
        document = SetParameter(name, {"value": Numeral.typed(expression)}).apply(document)
        document = _alike(document, name)
    found = resolve({id_: parameter.value for id_, parameter in document.parameters.items()})
    for name in settings:
        if name in found.problems:
            raise DocumentError(found.problems[name], name)
    return document


def _alike(document: "Document", parameter: str) -> "Document":
    """The document in which no opinion has a value of its own for a parameter."""
    from dataclasses import replace

    from msgspec.structs import replace as replaced

    if not document.opinions:
        return document
    opinions = {
        id_: replaced(
            opinion,
            parameters={name: n for name, n in opinion.parameters.items() if name != parameter},
        )
        for id_, opinion in document.opinions.items()
    }
    return replace(document, opinions=opinions)


def problems(file: str, error: "QuandaryError") -> list[str]:
    """A line per problem: file: where: what."""
    from solver.errors import NotSolvable

    if isinstance(error, NotSolvable):
        return [finding_line(file, finding) for finding in error.findings]
    return [f"{file}: {line}" for line in str(error).splitlines()]


def finding_line(file: str, finding: "Finding") -> str:
    """The same of what a check has found."""
    message = " ".join(finding.message.split())
    place = finding.place
    if len(place) > MAX_PLACE:
        place = f"{place[:MAX_PLACE]}…"
    return f"{file}: {place}: {message}"
