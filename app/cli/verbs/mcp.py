"""``quandary mcp``: the verbs as tools for assistants, over standard input and output."""

import argparse

from app.cli.verb import FAULTY, OK, Verb, complain


def _arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument(
        "folders", nargs="+", metavar="FOLDER",
        help="where files may be read and written, and nowhere else; names without a beginning are in the first",
    )  # fmt: skip


def _mcp(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    from solver.errors import QuandaryError

    if find_spec("mcp") is None:
        complain("assistants need the Model Context Protocol’s package: pip install quandary[mcp]")
        return FAULTY
    from app.assistants.server import serve

    try:
        serve(options.folders)
    except QuandaryError as error:
        complain(str(error))
        return FAULTY
    return OK


VERB = Verb(_mcp, "serve assistants that speak the Model Context Protocol", _arguments)
