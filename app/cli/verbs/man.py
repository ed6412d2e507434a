"""``quandary man``: the manual page, as ``man`` reads it."""

import argparse

from app.cli.verb import OK, Verb


def _man(options: argparse.Namespace) -> int:
    from app.cli.manual_page import manual_page

    print(manual_page(options.whole_parser()), end="")
    return OK


VERB = Verb(_man, "print the manual page")
