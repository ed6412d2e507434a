"""How files that hold a tree are called."""

from solver.formats.importing.all_formats import FORMATS
from solver.formats.importing.own_documents import SUFFIX
from solver.translation import tr


def file_filter() -> str:
    """The kinds of files that hold a tree, as Qt's dialogs take them."""
    kinds = [
        f"{row.label} ({' '.join(f'*{suffix}' for suffix in row.suffixes)})"
        for row in FORMATS
        if row.suffixes
    ]
    return ";;".join([*kinds, tr("All files (*)")])


def with_suffix(path: str) -> str:
    """The path with our suffix, if it has none of JSON's; “tree.quandary” lacks half of it."""
    if path.lower().endswith(".json"):
        return path
    half = SUFFIX.removesuffix(".json")
    if path.lower().endswith(half):
        return path + SUFFIX.removeprefix(half)
    return (path.rstrip(".") or path) + SUFFIX
