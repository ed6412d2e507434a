"""The command line, told by what understands its arguments."""

import argparse
from html import escape

from app.manual.page import ManualPage


def command_page(verbs: dict[str, argparse.ArgumentParser]) -> ManualPage:
    """What each verb says when it is asked for help."""
    parts = [
        "<h2>The command line</h2>",
        "<p><code>quandary FILE</code> opens the window. With a verb it needs no screen, and takes files or <code>-</code> "
        "for standard input. Errors are one line each, <code>quandary: FILE: where: what</code>; the exit code is 0 if "
        "all is well, 1 for a faulty document, 2 for a call that is not understood. With <code>--json</code> a verb prints "
        "one object, all numbers as exact strings.</p>",
        "<p>A Makefile that draws what has changed:</p>",
        "<pre>%.pdf: %.quandary.json\n\tquandary export $&lt; -o $@ --rule dsm</pre>",
    ]
    for name, verb in verbs.items():
        parts.append(f"<h3>{escape(name)}</h3><pre>{escape(verb.format_help())}</pre>")
    return ManualPage("command-line", "The command line", "".join(parts))
