"""``quandary thumbnail``: a small picture for file managers, which call it; as large as fits."""

import argparse
from typing import TYPE_CHECKING

from app.cli.reading import add_document, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    part.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a PNG, whatever its name"
    )
    part.add_argument(
        "--size", type=_pixels, default=256, metavar="N", help="pixels, both ways (256 by default)"
    )


def _thumbnail(options: argparse.Namespace) -> int:
    def write(document: "Document") -> None:
        from app.export.encode import encoded
        from app.export.options import ExportOptions
        from app.export.subject import Subject
        from app.process.start_checks import why_not
        from app.storage.atomic_write import replace_file
        from solver.errors import QuandaryError

        if (reason := why_not(display=False)) is not None:
            raise QuandaryError(reason)
        subject = Subject(document)
        plain = ExportOptions(background="white", carry=False)
        size = subject.picture(plain).size
        factor = min(options.size / max(size.width, size.height, 1.0), 2.0)
        data = encoded(subject, ".png", ExportOptions(factor, background="white", carry=False))
        replace_file(options.output, data)

    return guarded(options.file, options, write, warns=False)


def _pixels(text: str) -> int:
    if not text.isdecimal() or not 16 <= int(text[:6]) <= 4096:
        raise argparse.ArgumentTypeError("a number of pixels from 16 to 4096")
    return int(text)


VERB = Verb(_thumbnail, "write a small picture, for file managers", _arguments)
