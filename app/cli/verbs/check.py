"""``quandary check``: whether a document is valid to solve."""

import argparse
from typing import TYPE_CHECKING

from app.cli.reading import add_document, add_relation, finding_line, guarded
from app.cli.verb import Verb, complain

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)


def _check(options: argparse.Namespace) -> int:
    from solver.checks import check, errors
    from solver.errors import NotSolvable

    def show(document: "Document") -> None:
        findings = check(document)
        if found := errors(findings):
            raise NotSolvable(found)
        for finding in findings:
            complain(finding_line(options.file, finding))
        nodes = len(document.tree)
        print(f"{options.file}: valid to solve; {nodes} node{'s' if nodes != 1 else ''}.")

    return guarded(options.file, options, show, warns=False)


VERB = Verb(_check, "say whether a document is valid to solve", _arguments)
