"""``quandary examples``: the built-in examples."""

import argparse

import assets
from app.cli.verb import FAULTY, OK, USAGE, Verb, complain
from app.storage.atomic_write import replace_file
from solver.errors import DocumentError


def _arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("name", nargs="?")
    part.add_argument("-o", "--output", metavar="OUT")


def _examples(options: argparse.Namespace) -> int:
    if options.name is None and options.output is not None:
        complain("which example is to be written? The names are listed by “quandary examples”")
        return USAGE
    if options.name is None:
        width = max(len(example.name) for example in assets.EXAMPLES)
        for example in assets.EXAMPLES:
            print(f"{example.name:{width}}  {example.title}")
        return OK
    try:
        text = assets.example_text(options.name)
    except KeyError:
        names = ", ".join(example.name for example in assets.EXAMPLES)
        complain(f"there is no example “{options.name}”; the examples are {names}")
        return USAGE
    if options.output is None or options.output == "-":
        print(text, end="")
        return OK
    try:
        replace_file(options.output, text.encode("utf-8"))
    except DocumentError as error:
        complain(f"{options.output}: {error.message}")
        return FAULTY
    return OK


VERB = Verb(_examples, "list the built-in examples, or write one out", _arguments)
