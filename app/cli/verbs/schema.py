"""``quandary schema``: the JSON Schema of the document format."""

import argparse

import assets
from app.cli.verb import OK, Verb


def _schema(_: argparse.Namespace) -> int:
    print(assets.schema_text(), end="")
    return OK


VERB = Verb(_schema, "the JSON Schema of the document format")
