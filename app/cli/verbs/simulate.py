"""``quandary simulate``: parameters drawn from their distributions, and how often a rule permits what."""

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from app.cli.output import as_json
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb
from app.cli.verbs.sweep import axis

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.sensitivity.simulation import Simulation


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument(
        "--samples", type=_whole, default=10_000, metavar="N", help="draws (10,000 by default)"
    )
    part.add_argument(
        "--seed", type=_whole, default=0, metavar="S", help="the same seed, the same draws (0)"
    )
    part.add_argument(
        "--curve", type=axis, metavar="P=FROM:TO:COUNT",
        help="the acceptability curve: the same at each of these values of a parameter",
    )  # fmt: skip
    add_relation(part)
    add_json(part)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


def _simulate(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analysis_words.simulation_words import simulation_lines
        from solver.sensitivity.points import spaced
        from solver.sensitivity.simulation import acceptability, simulate

        rule, samples, seed = options.rule, options.samples, options.seed
        if options.curve is not None:
            parameter, low, high, count = options.curve
            values: tuple[Fraction, ...] = spaced(low, high, count)
            for value, found in acceptability(document, rule, parameter, values, samples, seed):
                if options.json:
                    print(as_json({parameter: str(value), **simulation_json(found)}))
                else:
                    print(f"{parameter} = {value}")
                    for line in simulation_lines(document, found):
                        print(f"  {line}")
            return
        found = simulate(document, rule, samples, seed)
        if options.json:
            print(as_json(simulation_json(found)))
            return
        for line in simulation_lines(document, found):
            print(line)

    return guarded(options.file, options, show)


def simulation_json(found: "Simulation") -> dict[str, object]:
    """How often what was permitted, as exact parts of all draws; values are estimates."""
    mean = found.mean
    return {
        "rule": found.rule,
        "samples": found.done,
        "seed": found.seed,
        "branches": {id_: str(found.share(n)) for id_, n in found.branches.items()},
        "plans": [
            {"choices": dict(plan), "share": str(found.share(n))} for plan, n in found.plans.items()
        ],
        "refused": str(found.share(found.refused)),
        "value": None
        if mean is None
        else {"mean": mean, "quantiles": {f"{q:g}": v for q, v in found.quantiles.items()}},
    }


VERB = Verb(
    _simulate, "how often a rule permits what, with parameters drawn from distributions", _arguments
)
