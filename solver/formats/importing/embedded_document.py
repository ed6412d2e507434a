"""Pictures that carry the document that they show, so that they open again as the tree.

PNG: an ``iTXt`` chunk with the keyword ``quandary``.  SVG: an element in ``metadata``.  A web page: an
element ``script`` that holds data.  PDF: an attached file (written by the PDF library; see `app.export.encode`).  What is carried is the document's own
text, word for word.
"""

import re
import struct
import zlib
from html import escape
from itertools import islice
from typing import Final
from xml.parsers import expat

from solver.errors import DocumentError
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Imported
from solver.formats.quandary import loads
from solver.translation import tr

NAMESPACE: Final = "https://quandary.invalid/document"
ATTACHMENT: Final = "tree.quandary.json"

MAX_CARRIED: Final = 64 * 2**20  # bytes of a tree in a picture: a small file may unpack to much
#: So many at least, and so many times the picture's own: the text of a large tree shrinks to a tenth.
ALWAYS_CARRIED: Final = 4 * 2**20
SHRUNK: Final = 16
HEAD: Final = 4_000  # bytes by which a tree is told from other things that a PDF may carry
MAX_ATTACHED: Final = 20  # attachments of a PDF that are looked at

_HELD: Final = re.compile(
    rb'<script type="application/json" id="quandary-document">(.*?)</script>', re.DOTALL
)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORD: Final = b"quandary"
_EMBEDDED: Final = re.compile(rb"/EF\s*<<\s*/F\s+(\d{1,9})\s+0\s+R")
_STREAM: Final = re.compile(rb"stream\r?\n")


def png_with(picture: bytes, text: str) -> bytes:
    """A PNG with a document's text in it."""
    packed = zlib.compress(text.encode("utf-8"), 9)
    body = _KEYWORD + b"\0" + b"\x01\x00" + b"\0\0" + packed
    end = len(_PNG) + 25  # the header, which must come first, has 13 bytes and 12 around them
    return picture[:end] + _chunk(b"iTXt", body) + picture[end:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def svg_metadata(text: str) -> str:
    """What stands in the metadata of an SVG."""
    kept = escape(text, quote=False).replace("\r", "&#13;")  # else XML reads a line’s end
    return f'<q:document xmlns:q="{NAMESPACE}">{kept}</q:document>'


def carries(data: bytes) -> bool:
    """Whether this is a picture at all that could carry a document."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((_PNG, b"%PDF-", b"<svg", b"<!--", b"<!DOCTYPE html>")) or (
        start.startswith(b"<?xml") and b"<svg" in data[:10_000]
    )


def carried(data: bytes) -> str:
    """The text of the document that a picture carries.

    Raises `DocumentError` with a sentence where it carries none.
    """
    if data.startswith(_PNG):
        text = _from_png(data)
    elif data.startswith(b"%PDF-"):
        text = _from_pdf(data)
    elif data.lstrip().startswith(b"<!DOCTYPE html>"):
        held = _HELD.search(data)
        text = None if held is None else _text(held[1])
    else:
        text = _from_svg(data)
    if text is None:
        raise DocumentError(
            tr(
                "This picture carries no tree. Only PNG, SVG, PDF and web pages that Quandary wrote open again, "
                "and some programs throw the tree away when they save a picture."
            )
        )
    return text


def _from_png(data: bytes) -> str | None:
    at = len(_PNG)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if kind == b"iTXt" and body.startswith(_KEYWORD + b"\0"):
            compressed = body[len(_KEYWORD) + 1 : len(_KEYWORD) + 2] == b"\x01"
            _, _, rest = body[len(_KEYWORD) + 3 :].partition(b"\0")  # the language
            _, _, content = rest.partition(b"\0")  # the keyword translated
            return _text(_inflated(content, len(data)) if compressed else content)
        at += 12 + size
    return None


def _from_svg(data: bytes) -> str | None:
    """The text in the element of ours, read as a stream: what stands around it is never kept."""
    found: list[str] = []
    depth = 0  # of elements within ours
    is_over = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        if depth or (name == f"{NAMESPACE} document" and not is_over):
            depth += 1

    def end(_: str) -> None:
        nonlocal depth, is_over
        if depth:
            depth -= 1
            is_over = is_over or not depth

    def characters(text: str) -> None:
        if depth:
            found.append(text)

    def doctype(*_: object) -> None:
        raise DocumentError(tr("An SVG with definitions of its own is not read."))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding may be unknown
        raise DocumentError(tr("This SVG cannot be read: {error}.").format(error=error)) from None
    return "".join(found) if is_over else None


def _from_pdf(data: bytes) -> str | None:
    for match in islice(_EMBEDDED.finditer(data), MAX_ATTACHED):
        start = re.search(rb"(?:^|[\r\n])%d 0 obj\b" % int(match[1]), data)
        begin = None if start is None else _STREAM.search(data, start.end())
        if start is None or begin is None:
            continue
        if b"/FlateDecode" in data[start.end() : begin.start()]:
            packed = memoryview(data)[begin.end() :]
            if b'"quandary"' in _first(packed):
                return _text(_inflated(packed, len(data)))
        else:
            content = data[begin.end() : data.find(b"endstream", begin.end())].rstrip(b"\r\n")
            if b'"quandary"' in content[:HEAD]:
                return _text(content)
    return None


def _first(packed: memoryview) -> bytes:
    """How something begins that was compressed; nothing where it was not."""
    try:
        return zlib.decompressobj().decompress(packed, HEAD)
    except zlib.error:
        return b""


def _inflated(packed: bytes | memoryview, of: int) -> bytes:
    """What was compressed; no more than a picture of so many bytes can carry, whatever it says."""
    at_most = min(MAX_CARRIED, ALWAYS_CARRIED + SHRUNK * of)
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, at_most + 1)
    except zlib.error:
        raise DocumentError(tr("The tree in this picture is damaged.")) from None
    if len(content) > at_most:
        raise DocumentError(tr("The tree in this picture is too large."))
    return content


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise DocumentError(tr("The tree in this picture is damaged.")) from None


PICTURE: Final = ImportFormat(
    "Pictures with a tree inside",
    (".png", ".svg", ".pdf", ".html"),
    read=lambda data: Imported(loads(carried(data if isinstance(data, bytes) else data.encode()))),
    begins_file=carries,
    begins_paste=lambda text: carries(text[:10_000].encode(errors="replace")),
)
