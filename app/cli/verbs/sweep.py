"""``quandary sweep``: a rule at every point of a grid of parameters, as CSV."""

import argparse
import csv
import sys
from contextlib import ExitStack
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.cli.reading import add_document, add_relation, guarded, number, refuse_to_overwrite
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument(
        "--over", type=axis, action="append", required=True, metavar="P=FROM:TO:COUNT",
        help="a parameter and its values; repeatable, and then every combination",
    )  # fmt: skip
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument("-o", "--output", metavar="OUT.csv", help="standard output by default")
    where = part.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_jobs, metavar="N", help="on N cores (all by default)")
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="on a Dask cluster, as tcp://host:8786"
    )
    add_relation(part)


def axis(text: str) -> tuple[str, Fraction, Fraction, int]:
    """A parameter and its values, as P=FROM:TO:COUNT."""
    name, equals, rest = text.partition("=")
    ends = rest.split(":")
    if not name.strip() or not equals or len(ends) != 3:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form P=FROM:TO:COUNT")
    count = ends[2].strip()
    if not count.isdecimal() or not 0 < int(count) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"“{count}” is not a number of values from 1 to 1,000,000")
    return name.strip(), number(ends[0]), number(ends[1]), int(count)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1024:
        raise argparse.ArgumentTypeError("a number of cores from 1 to 1024")
    return int(text)


def _sweep(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from app.process.sweep import SweptParameter, heads, on_cluster, on_cores, parts
        from app.storage.growing_file import growing_file

        axes = [SweptParameter(*axis) for axis in options.over]
        work = parts(document, options.rule, axes)
        found = (
            on_cores(work, options.jobs)
            if options.scheduler is None
            else on_cluster(work, options.scheduler)
        )
        with ExitStack() as opened:
            opened.callback(found.close)  # workers end with us, whatever ends us
            out: Any = sys.stdout
            if options.output is not None:
                refuse_to_overwrite(options.file, [options.output])
                out = opened.enter_context(growing_file(options.output))
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(heads(axes))
            for rows in found:
                writer.writerows(rows)
                out.flush()

    return guarded(options.file, options, show)


VERB = Verb(_sweep, "a rule at every point of a grid of parameters, as CSV", _arguments)
