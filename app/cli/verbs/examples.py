"""``quandary examples``: the built-in examples."""

import argparse

import assets
from app.cli.verb import FAULTY, OK, USAGE, Verb, complain


def _arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("name", nargs="?")
    part.add_argument("-o", "--output", metavar="OUT")


def _examples(options: argparse.Namespace) -> int:
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
        with open(options.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        complain(f"{options.output}: the file cannot be written: {error.strerror}.")
        return FAULTY
    return OK


VERB = Verb(_examples, "list the built-in examples, or write one out", _arguments)
