"""The manual page of the command, made from what understands its arguments."""

import argparse
import re
from collections.abc import Iterator

from app.process.version import program_version
from solver.translation import capital


def manual_page(parser: argparse.ArgumentParser) -> str:
    """The page for ``man``, with all verbs and all their arguments.

    ``parser`` is that of the program; its verbs are parsers of their own in it.
    """
    lines = [
        f'.TH {_text(parser.prog.upper())} 1 "" "{_text(f"{parser.prog} {program_version()}")}" "User Commands"',
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{_text(parser.prog)} \\- {_text(_sentence(parser.description).rstrip('.').lower())}",
        ".SH SYNOPSIS",
        f".B {_text(parser.prog)}",
        "[\\fIFILE\\fR]",
        ".br",
        f".B {_text(parser.prog)}",
        "\\fIVERB\\fR [\\fIARGUMENT\\fR ...]",
        ".SH DESCRIPTION",
        _text(_sentence(parser.description)),
        _text(_sentence(parser.epilog)),
        "No verb needs a screen.",
        ".SH OPTIONS",
        *_arguments(parser),
        ".SH VERBS",
    ]
    for name, (about, verb) in verbs_of(parser).items():
        usage = " ".join(verb.format_usage().removeprefix("usage:").split())
        lines += [f".SS {_text(name)}", _text(f"{capital(about)}."), ".PP", _text(usage)]
        lines += _arguments(verb)
    lines += [
        ".SH EXIT STATUS",
        ".TP", "0", "All is well.",
        ".TP", "1", "A document is faulty, cannot be read, or what was asked for cannot be written.",
        ".TP", "2", "The call is not understood.",
        ".SH FILES",
        "Documents are JSON, with the suffix .quandary.json. "
        "\\fBquandary schema\\fR prints what may stand in them.",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line) + "\n"


def verbs_of(
    parser: argparse.ArgumentParser,
) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """The verbs with what is said about each."""
    (found,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    said = {action.dest: action.help or "" for action in found._choices_actions}
    return {name: (said[name], verb) for name, verb in found.choices.items()}


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    formatter = parser._get_formatter()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        values = formatter._format_args(action, formatter._get_default_metavar_for_optional(action))
        if action.option_strings:
            names = ", ".join(f"\\fB{_text(name)}\\fR" for name in action.option_strings)
            head = f"{names} {_text(values)}".rstrip() if action.nargs != 0 else names
        else:
            plain = formatter._get_default_metavar_for_positional(action)
            head = _text(formatter._format_args(action, plain))
        yield ".TP"
        yield head
        yield _text(_sentence(action.help % vars(action) if action.help else "")) or "\\&"


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())


def _text(text: str) -> str:
    """A text in which nothing is a command of troff."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    escaped = re.sub(r",(?=\S)", r",\\:", escaped)  # where a long list of words may go on below
    return re.sub(r"^([.'])", r"\\&\1", escaped)
