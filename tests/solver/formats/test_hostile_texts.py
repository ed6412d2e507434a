"""Hostile texts: each meets a limit, in one sentence and in no time."""

import json
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest

from solver.checks import check
from solver.document.numerals import MAX_DIGITS, Numeral, evaluate
from solver.document.parameters import MAX_TEXT, resolve
from solver.errors import DocumentError, NotSolvable, NumberError
from solver.formats.importing import embedded_document, gambit
from solver.formats.importing.any_format import read_any
from solver.formats.importing.outline import read_outline
from solver.formats.quandary import exact_json, loads
from solver.rules import RULES, solve
from tests.documents.trees import chance, choice, document, outcome

SECONDS = 2.0


def timed(do: Callable[[], object]) -> object:
    started = time.process_time()
    try:
        return do()
    finally:
        assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1" * 10**6 + "/3", "too long"),
        (" " * 10**6 + "!", "too long"),
        ("*".join(["1e300"] * 140), "larger than 1e308"),
        ("1e300/1e-300", "larger than 1e308"),
        ("/".join(["1e-300"] * 140), "larger than 1e308"),
        ("*".join(["1e-300"] * 140), f"more than {MAX_DIGITS} digits"),
        ("1" + "%" * 900, f"more than {MAX_DIGITS} digits"),
        ("9e308 + 9e308 - 9e308", "larger than 1e308"),
        ("9**9", "is not expected"),
        ("9^9^9", f"more than {MAX_DIGITS} digits"),
        ("9^1e308", f"more than {MAX_DIGITS} digits"),
        ("2^-1e308", f"more than {MAX_DIGITS} digits"),
        ("(1/9)^9^9^9^9", f"more than {MAX_DIGITS} digits"),
        ("2^" * 400 + "1", "too deeply"),
        ("min(" * 190 + "1" + ")" * 190, "too deeply"),
        ("10^309", "larger than 1e308"),
        ("if(1<2," * 100 + "1", "too deeply"),
        ("(" * 400 + "1" + ")" * 400, "too deeply"),
        ("-" * 900 + "1", "too deeply"),
        ("1e999999999", "out of range"),
    ],
)
def test_numbers(text: str, reason: str) -> None:
    with pytest.raises(NumberError, match=reason) as error:
        timed(lambda: Numeral(text).value())
    assert len(str(error.value)) < 200
    assert "\n" not in str(error.value)


def test_the_largest_numbers_there_are() -> None:
    assert evaluate("1e308 + 8e308", {}) == 9 * 10**308
    assert evaluate("1/1e308/1e308", {}).denominator == 10**616


def test_parameters_that_double_in_length() -> None:
    texts = {"p0": "1/3"} | {f"p{i}": f"p{i - 1}*p{i - 1}" for i in range(1, 60)}
    found = timed(lambda: resolve({id_: Numeral(text) for id_, text in texts.items()}))
    assert "p9" in found.values  # type: ignore[attr-defined]
    assert "digits" in found.problems["p12"]  # type: ignore[attr-defined]
    assert "p59" in found.problems  # type: ignore[attr-defined]


def test_circles_of_parameters_are_told_shortly_and_found_quickly() -> None:
    size = 3000
    ring = resolve({f"p{i}": Numeral(f"p{(i + 1) % size}") for i in range(size)})
    assert len(ring.problems) == size
    assert max(map(len, ring.problems.values())) < 200
    pairs = timed(lambda: resolve({f"p{i}": Numeral(f"p{i ^ 1}") for i in range(2 * size)}))
    assert len(pairs.problems) == 2 * size  # type: ignore[attr-defined]


def test_a_circle_takes_nothing_with_it_but_what_needs_it() -> None:
    texts = {"a": "b", "b": "c + d", "c": "b", "d": "1/3", "e": "a", "f": "d", "g": "g"}
    found = resolve({id_: Numeral(text) for id_, text in texts.items()})
    assert set(found.values) == {"d", "f"}
    assert found.problems["b"] == "The value of “b” depends on itself: “b” → “c” → “b”."
    assert found.problems["g"] == "The value of “g” depends on itself: “g” → “g”."
    assert "no parameter" in found.problems["a"]
    assert "no parameter" in found.problems["e"]


def test_too_many_parameters() -> None:
    many = {f"p{i}": Numeral("1/3+" * 240 + "1") for i in range(MAX_TEXT // 900)}
    assert "too many to compute" in next(iter(timed(lambda: resolve(many)).problems.values()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES)
def test_probabilities_that_multiply_to_too_many_digits(rule: str) -> None:
    tree: object = choice("end", ("bx", "x"), ("by", "y"))
    for i in range(400):
        share = f"1/{10**300 + 2 * i + 1}"
        tree = chance(
            f"c{i}", (f"d{i}", tree, {"probability": "#"}), (f"e{i}", "x", {"probability": share})
        )
    deep = document(tree, [outcome("x", "s", 1), outcome("y", "s", 0)])  # type: ignore[arg-type]
    assert check(deep) == ()
    with pytest.raises(NotSolvable, match="too many digits"):
        timed(lambda: solve(deep, rule))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('EFG 2 R "t" {"a"} "' + '\\"' * 100_000, "no end|not complete"),
        ('EFG 2 R "' * 20_000, "no end|expected|braces"),
        (
            'EFG 2 R "t" { "a" } ""\np "" 1 1 "" { '
            + '"x" ' * 2000
            + "} 0\n"
            + 'p "" 1 1 0\n' * 2000,
            "more than",
        ),
        ('EFG 2 R "t" { "a" } ' * 10, "no kind|expected|players|too early"),
    ],
)
def test_games(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        timed(lambda: gambit.read_game(text))


def test_trees_of_silver_decisions_with_wrong_types() -> None:
    for kind in ([], {}, None, 1, "x"):
        node = {"type": kind, "childEdges": []}
        text = json.dumps({"SilverDecisions": "1", "data": {"trees": [node]}})
        with pytest.raises(DocumentError, match="neither a decision"):
            read_any(text.encode())


def png(body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk


def test_what_a_small_picture_unpacks_to_is_bounded() -> None:
    bomb = zlib.compress(b'{"format": "quandary"}' + b" " * embedded_document.MAX_CARRIED, 9)
    assert len(bomb) < 100_000
    for data in (
        png(b"quandary\0\x01\0\0\0" + bomb),
        b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + bomb + b"\nendstream /EF<</F 1 0 R>>",
    ):
        with pytest.raises(DocumentError, match="too large"):
            timed(lambda data=data: read_any(data))  # type: ignore[misc]


def test_a_pdf_with_very_many_attachments_that_are_not_there() -> None:
    data = b"%PDF-1.4\n" + b"/EF<</F 7 0 R>>" * 100_000
    with pytest.raises(DocumentError, match="carries no tree"):
        timed(lambda: read_any(data))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><svg><metadata>&b;</metadata></svg>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<?xml version="1.0"?>' + LAUGHS.encode(), "definitions of its own"),
        (b"<svg>" + LAUGHS.encode(), "SVG cannot be read"),
        (b'<?xml version="1.0" encoding="utf-16"?><svg/>', "SVG cannot be read|carries no tree"),
        (b'<?xml version="1.0" encoding="rot13"?><svg/>', "SVG cannot be read"),
        (b'<?xml version="1.0" encoding="zip"?><svg/>', "SVG cannot be read"),
        (b"<svg>" + b"<g>" * 200_000, "SVG cannot be read"),
        (b"<svg>&lol;</svg>", "SVG cannot be read"),
        (
            b'<svg><x:document xmlns:x="https://quandary.invalid/document">{</x:document></svg>',
            "not JSON",
        ),
        (b'<svg xmlns:x="file:///etc/passwd" href="/etc/passwd"/>', "carries no tree"),
    ],
)
def test_svg(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        timed(lambda: read_any(data))


def test_very_many_tiny_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact_json, "MAX_VALUES", 1000)
    text = '{"format":"quandary","version":1,"extensions":{"x":[' + "[]," * 1000 + "1]}}"
    for form in (text, text.encode()):
        with pytest.raises(DocumentError, match="more than 1,000 values"):
            loads(form)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" " * i + "a" for i in range(3000)),
        "(" * 9000,
        "a(" * 4000 + "):",
        "((a) " * 2000,
        "\t" * 2000 + "x",
        "x" * 10_001,
    ],
)
def test_outlines(text: str) -> None:
    def read() -> None:
        with suppress(DocumentError):
            check(read_outline(text))

    timed(read)
