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
    if problem := unknown_example(options.name):
        complain(problem)
        return USAGE
    text = assets.example_text(options.name)
    if options.output is None or options.output == "-":
        print(text, end="")
        return OK
    try:
        replace_file(options.output, text.encode("utf-8"))
    except DocumentError as error:
        complain(f"{options.output}: {error.message}")
        return FAULTY
    return OK


def unknown_example(name: str) -> str:
    """That there is no example of this name, and which there are; empty where there is one."""
    names = [example.name for example in assets.EXAMPLES]
    return (
        ""
        if name in names
        else f"there is no example “{name}”; the examples are {', '.join(names)}"
    )


VERB = Verb(_examples, "list the built-in examples, or write one out", _arguments)
