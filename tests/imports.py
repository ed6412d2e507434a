"""Check the import contracts of pyproject.toml: ``python -m tests.imports``."""

from importlinter.cli import lint_imports

raise SystemExit(lint_imports())
