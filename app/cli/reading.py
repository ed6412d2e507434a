"""How verbs read documents, say what is wrong with them, and the arguments that several share."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from app.cli.verb import FAULTY, OK, complain

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.errors import QuandaryError
    from solver.findings import Finding

MAX_PLACE: Final = 200  # characters of a place that names many ids


# --------------------------------------------------------------------------- arguments


def add_document(part: argparse.ArgumentParser, name: str = "file", **more: Any) -> None:
    """The file, and what gives its document another reading: see `read`."""
    part.add_argument(name, **more)
    part.set_defaults(relation=None)


def add_relation(part: argparse.ArgumentParser) -> None:
    part.add_argument(
        "--relation", metavar="NAME",
        help="one of the document’s preference relations (the active one unless told)",
    )  # fmt: skip


def add_json(part: argparse.ArgumentParser) -> None:
    part.add_argument("--json", action="store_true", help="print one JSON object")


def add_limit(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_LIMIT

    part.add_argument(
        "--limit", type=_count, default=DEFAULT_LIMIT, metavar="N",
        help=f"list at most N plans ({DEFAULT_LIMIT} unless told)",
    )  # fmt: skip


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of plans")
    return int(text)


# ----------------------------------------------------------------------------- reading


def guarded(file: str, options: argparse.Namespace, does: "Callable[[Document], None]") -> int:
    """Read a document and do something with it; what is wrong goes to standard error."""
    from solver.errors import QuandaryError

    try:
        does(read(file, options))
    except QuandaryError as error:
        complain(*problems(file, error))
        return FAULTY
    return OK


def read(file: str, options: argparse.Namespace) -> "Document":
    """The document in a file (``-`` is standard input), as the options want it.

    What could not be carried over is said.  Raises `QuandaryError` where there is no such document.
    """
    from app.storage.read_file import read_file
    from solver.formats.importing.any_format import read_any
    from solver.formats.quandary.exact_json import MAX_SIZE

    if file == "-":
        found = read_any(sys.stdin.buffer.read(MAX_SIZE + 1) if sys.stdin else b"")
    else:
        found = read_file(file)
    complain(*(f"{file}: {sentence}" for sentence in found.lost))
    document = found.document
    if options.relation is not None:
        from solver.preferences.named_relations import switched

        document = switched(document, options.relation)
    return document


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
