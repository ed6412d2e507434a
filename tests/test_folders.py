"""Folders and files that one can survey."""

import ast
import io
import tokenize
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MOST_MODULES: Final = 16
MOST_LINES: Final = 400  # of code: blank lines, comments and what documents it are not counted
#: Where every module is one thing of a kind that is added by one file.
ONE_OF_A_KIND: Final = {"app/cli/verbs"}


def test_no_folder_holds_more_than_one_can_survey() -> None:
    counted = Counter(
        str(path.parent.relative_to(ROOT))
        for room in ("app", "assets", "solver", "tests", "widgets")
        for path in (ROOT / room).rglob("*.py")
        if path.stem != "__init__"
    )
    assert counted["solver/rules"] > 5  # it counts
    assert {folder for folder, n in counted.items() if n > MOST_MODULES} == ONE_OF_A_KIND


#: What stands on a line without making it one of code.
_NO_CODE: Final = frozenset(
    (
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
)  # fmt: skip


def lines_of_code(source: str) -> int:
    """How many lines have code on them."""
    documented: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if ast.get_docstring(node, clean=False) is not None and first is not None:
                documented.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - documented)


def test_lines_are_counted_that_have_code() -> None:
    source = '"""One."""\n\n# two\nx = """a\nb"""\n\n\ndef f():\n    """Three."""\n    return (\n        x\n    )\n'
    assert lines_of_code(source) == 6


def test_no_file_is_longer_than_one_can_survey() -> None:
    long = {}
    for room in ("app", "assets", "solver", "tests", "widgets"):
        for path in (ROOT / room).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if source.count("\n") > MOST_LINES and (n := lines_of_code(source)) > MOST_LINES:
                long[str(path.relative_to(ROOT))] = n
    assert not long
