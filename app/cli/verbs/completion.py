"""``quandary completion``: the script by which a shell completes what is typed behind quandary."""

import argparse

from app.cli.completions import SHELLS
from app.cli.verb import OK, Verb


def _arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("shell", choices=SHELLS)


def _completion(options: argparse.Namespace) -> int:
    from app.cli.completions import completion

    print(completion(options.whole_parser(), options.shell))
    return OK


VERB = Verb(_completion, "print the completions of a shell: bash, zsh or fish", _arguments)
