"""Every public name says what it is, what it takes and what it raises, with an example that runs."""

import doctest
import inspect
import re
import sys
from types import ModuleType

import pytest

from app import library

PUBLIC = [name for name in library.__all__ if name != "__version__"]
FUNCTIONS = [name for name in PUBLIC if inspect.isfunction(getattr(library, name))]


@pytest.fixture
def quandary(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The library under the name that its users know."""
    monkeypatch.setitem(sys.modules, "quandary", library)
    return library


def documented(name: str) -> str:
    named = getattr(library, name)
    found = inspect.getdoc(type(named) if name == "RULES" else named)
    assert found is not None
    return found


@pytest.mark.parametrize("name", PUBLIC)
def test_each_has_an_example_that_runs(quandary: ModuleType, name: str) -> None:
    example = doctest.DocTestParser().get_doctest(documented(name), {}, name, None, None)
    assert example.examples, name
    imported = " ".join(each.source for each in example.examples)
    assert (
        re.search(r"\bfrom (solver|app|assets|widgets)\b", imported) is None
    )  # which users do not have
    said: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE
    doctest.DocTestRunner(optionflags=flags).run(example, out=said.append)
    assert not said, "".join(said)


def test_there_are_functions_to_look_at() -> None:
    assert len(FUNCTIONS) >= 24


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_names_its_arguments_and_what_it_raises(name: str) -> None:
    told = documented(name)
    others = list(inspect.signature(getattr(library, name)).parameters)[1:]
    assert not [each for each in others if f"``{each}``" not in told]
    assert "raise" in told.lower(), name
