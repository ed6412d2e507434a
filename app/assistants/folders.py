"""The folders that assistants may read and write in, and nothing else."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.storage.atomic_write import replace_file
from solver.errors import QuandaryError

MOST_FILES: Final = 1000  # that are listed
MOST_WRITTEN: Final = 32 * 2**20  # characters of a document


class Folders:
    """Folders by name; every path is looked at where it really leads to."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Raises `QuandaryError` where one of them is no folder."""
        self._roots = []
        for path in paths:
            root = Path(path).resolve()
            if not root.is_dir():
                raise QuandaryError(f"{path}: this is no folder.")
            self._roots.append(root)

    def inside(self, path: str) -> Path:
        """The file that is meant; without a beginning it lies in the first folder.

        Raises `QuandaryError` for whatever leads out of the folders, links included.
        """
        try:
            found = (self._roots[0] / path).resolve()
        except (OSError, ValueError, RuntimeError):  # a null character; a circle of links
            raise QuandaryError("A file cannot have this name.") from None
        if not any(found.is_relative_to(root) and found != root for root in self._roots):
            known = ", ".join(map(str, self._roots))
            raise QuandaryError(
                f"“{path}” lies outside of the folders that are open to assistants: {known}."
            )
        return found

    def files(self) -> Iterator[Path]:
        """All files that may hold a tree, at most so many, in order."""
        count = 0
        for root in self._roots:
            for path in sorted(root.rglob("*.json")):
                if count == MOST_FILES:
                    return
                if path.is_file() and path.resolve().is_relative_to(root):
                    count += 1
                    yield path

    def write(self, path: str, text: str, *, replace: bool) -> Path:
        """Write a document as a whole.  Raises `QuandaryError` where it is none, or is there already."""
        from solver.formats.quandary import loads

        if len(text) > MOST_WRITTEN:
            raise QuandaryError(f"A document has at most {MOST_WRITTEN // 2**20} MB.")
        file = self.inside(path)
        if file.exists() and not replace:
            raise QuandaryError(f"“{path}” already exists; say so if it is to be replaced.")
        loads(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(str(file), text.encode("utf-8"))
        return file
