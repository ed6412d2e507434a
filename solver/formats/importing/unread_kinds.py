"""Files of kinds that are not read: what they seem to be, so that a person knows what to do instead."""

import re
from typing import Final

from solver.translation import tr

_JSON: Final = re.compile(rb"[\xef\xbb\xbf\s]*[{\[\"]")
_LOOKED_AT: Final = 20_000  # bytes

_BEGINNINGS: Final = (
    (b"PK\x03\x04", "a packed file, such as a workbook of Excel (PrecisionTree, TreePlan), a Word document or a ZIP"),
    (b"\xd0\xcf\x11\xe0", "an old document of Excel, Word or TreeAge"),
    (b"\x1f\x8b", "a file packed with gzip"),
    (b"\xff\xd8\xff", "a photograph or picture (JPEG), which carries no tree"),
    (b"GIF8", "a picture (GIF), which carries no tree"),
    (b"RIFF", "a picture or recording, which carries no tree"),
    (b"NFG ", "a game of Gambit’s in strategic form, which has no tree"),
)  # fmt: skip
_CERTAIN: Final = (
    (r"\A\s*(?:---.*?---\s*|%%[^\n]*\n\s*)*(?:flowchart|graph)\s+(?:TD|TB|BT|LR|RL)\b", "a diagram in Mermaid"),
    (r"(?m)^\s*type:\s*[\"']?(?:decision|chance|terminal)\b", "a decision tree of Radiant (YAML)"),
    (r"\A\s*@start", "a diagram in PlantUML"),
    (r"<smile\b", "a network of GeNIe"),
    (r"<(?:mxfile|mxGraphModel)\b", "a diagram of draw.io"),
    (r"<graphml\b", "a graph in GraphML"),
    (r"<gte\b", "a game of Game Theory Explorer"),
    (r"\A\s*(?:<!DOCTYPE html|<html)", "a page of the web"),
    (r"\A\s*<[?!a-z]", "a file in XML"),
    (r"\\documentclass|\\begin\{(?:tikzpicture|forest|istgame|egame)\}", "a text in LaTeX"),
)  # fmt: skip
#: What may be lines of an outline as well.
_LIKELY: Final = (
    (r"(?m)^\s*(?:import|from)\s+\w+|^\s*library\(", "a program"),
    (r"\|---", "an export of scikit-learn as text"),
    (r"\A(?:[^\n;]*;[^\n;]*\n){2}", "a table with semicolons between its columns: save it with tabs, or copy its cells and paste them"),
    (r"\A(?:[^\n,]*,[^\n]*\n){2}", "a table with commas between its columns: save it with tabs, or copy its cells and paste them"),
)  # fmt: skip


def unread_kind(data: bytes, *, is_pasted: bool = False) -> str | None:
    """What data that is not read seems to be; None where that is better said by who reads JSON.

    Of a pasted text only what is certainly no outline counts.
    """
    if _JSON.match(data[:1000]):
        return None
    for beginning, seems in _BEGINNINGS:
        if data.startswith(beginning):
            return seems
    text = data[:_LOOKED_AT].decode("utf-8", errors="replace").removeprefix("\ufeff")
    if not text.strip():
        return None
    for pattern, seems in _CERTAIN if is_pasted else _CERTAIN + _LIKELY:
        if re.search(pattern, text, re.IGNORECASE | (re.DOTALL if pattern[:2] == r"\A" else 0)):
            return seems
    if is_pasted:
        return None
    return tr("a file with more than text in it") if "\0" in text else tr("a text")
