"""The command line: what scripts and Makefiles use.  No verb needs a screen."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from app.cli.verb import FAULTY, OK, USAGE, complain
from app.cli.verbs import names, verb
from app.process.version import program_version

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Parser(argparse.ArgumentParser):
    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        (file or sys.stdout).write(self.format_help())  # argparse’s own says nothing of a full disk

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (try quandary --help)")
        raise SystemExit(USAGE)


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, *_: object) -> None:
        print(f"quandary {program_version()}")
        raise SystemExit(OK)


class _Register(argparse.Action):
    """``--register`` and ``--unregister``: see `app.desktop.registration`."""

    def __init__(self, option_strings: Sequence[str], dest: str, does: str) -> None:
        about = {
            "register": "tell the desktop and shells of this person about Quandary: menu, files, "
            "thumbnails, completions, manual page",
            "unregister": "take that back",
        }
        super().__init__(option_strings, dest, nargs=0, help=about[does])
        self._does = does

    def __call__(self, *_: object) -> None:
        from app.cli.completions import SHELLS, completion
        from app.cli.manual_page import manual_page
        from app.desktop.registration import register, unregister
        from solver.errors import QuandaryError

        parser = whole_parser()
        written = {_COMPLETIONS[shell]: completion(parser, shell) for shell in SHELLS}
        written["man/man1/quandary.1"] = manual_page(parser)
        try:
            for sentence in (register if self._does == "register" else unregister)(written):
                print(sentence)
        except QuandaryError as error:
            complain(str(error))
            raise SystemExit(FAULTY) from None
        raise SystemExit(OK)


#: Where shells look for completions of programs, below the person's data folder.
_COMPLETIONS: Final = {
    "bash": "bash-completion/completions/quandary",
    "zsh": "zsh/site-functions/_quandary",
    "fish": "fish/vendor_completions.d/quandary.fish",
}


def run(arguments: Sequence[str]) -> int:
    """Carry out a verb; the exit code: 0 if all is well, 1 for a faulty document, 2 for usage."""
    for stream in (sys.stdout, sys.stderr):  # ≻ and ∥ must not fail on a narrow terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # exact probabilities of deep trees may have many digits
    try:
        with _ended_by_signals():
            code = _carried_out(arguments)
        if sys.stdout is not None:  # closed: quandary … >&-
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: quandary solve … | head
        _discard_output()
        return OK
    except OSError as error:  # files are dealt with where they are opened: this is the output
        _discard_output()
        complain(f"standard output: it cannot be written: {error.strerror}.")
        return FAULTY
    except KeyboardInterrupt:
        return 130
    finally:
        sys.set_int_max_str_digits(digits)
    return code


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end a verb as Ctrl+C does: what is half written goes, workers are ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        options = _parser(arguments).parse_args(arguments)
        code: int = options.verb(options)
    except SystemExit as error:  # after the help, the version, or what is wrong with the call
        return error.code if isinstance(error.code, int) else USAGE
    return code


def _discard_output() -> None:
    """Leave Python nothing to fail at when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def whole_parser() -> argparse.ArgumentParser:
    """What understands all verbs with all their arguments: for completions and the manual page."""
    return _parser((), whole=True)


def _parser(arguments: Sequence[str], *, whole: bool = False) -> argparse.ArgumentParser:
    """What understands these arguments: the verb that they begin with, else the list of all.

    The list of all needs no arguments of verbs, which may have to load much, unless ``whole``.
    """
    parser = _Parser(
        prog="quandary",
        description="Build and solve decision trees, also where preferences have gaps.",
        epilog="Without a verb, quandary [FILE] opens the window.",
    )
    parser.add_argument("--version", action=_Version)
    parser.add_argument("--register", action=_Register, does="register")
    parser.add_argument("--unregister", action=_Register, does="unregister")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    known = names()
    asked = [name for name in known if name in arguments[:1]]
    for name in asked or known:
        wanted = verb(name)
        about = wanted.about if isinstance(wanted.about, str) else wanted.about()
        part = verbs.add_parser(name, help=about, description=about)
        if asked or whole:
            wanted.arguments(part)
        part.set_defaults(verb=wanted.does, whole_parser=whole_parser)
    return parser
