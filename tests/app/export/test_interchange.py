"""Files for other programs: Gambit, SilverDecisions, spreadsheets; read back by others where they are there.

What the other programs themselves find in the kept files is asked by `tests.bench.foreign.other_programs`.
"""

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.dialog import ExportDialog
from app.export.encode import encoded, left_out
from app.export.formats import suffix_of
from app.export.options import AS_USUAL
from app.export.subject import Subject
from app.storage.settings import Settings
from app.window.main_window import MainWindow
from solver.analyses.criteria.league import league
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.formats.exporting.interchange.gambit import gambit_text
from solver.formats.exporting.interchange.silver_decisions import silver_text
from solver.formats.importing.any_format import read_any
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome
from tests.kept.kept import FOLDER, compare

Capture = pytest.CaptureFixture[str]
Write = Callable[[Document], str]
WRITERS: dict[str, Write] = {".efg": gambit_text, ".silver.json": silver_text}
KEPT = ["three-acts", "leave-or-block", "two-bets"]


def example(name: str) -> Document:
    return loads(assets.example_text(name))


@pytest.mark.parametrize("suffix", WRITERS)
def test_random_trees_come_back_with_the_same_answer(suffix: str) -> None:
    """Our own reader of the format finds the value and the branches that were written."""
    write, tried = WRITERS[suffix], 0
    for seed in range(120):
        made = random_document(seed, complete=seed % 3 != 0)
        try:
            text, before = write(made), solve(made, "eu")
        except QuandaryError:
            continue
        tried += 1
        back = read_any(text.encode()).document
        after = solve(back, "eu")
        assert before.value is not None
        assert after.value is not None
        if len(back.criterion_ids) == 1:  # else its unit is that of the second criterion
            assert abs(after.value) == abs(before.value), seed  # a game turns costs round
        order = [b.id for id_ in made.expanded.tree for b in made.expanded.children(id_)]
        theirs = [b.id for id_ in back.tree for b in back.children(id_)]
        told = dict(zip(order, theirs, strict=True))
        assert {told[id_]: verdict.permitted for id_, verdict in before.branches.items()} == {
            id_: verdict.permitted for id_, verdict in after.branches.items()
        }, (seed, text)
    assert tried > 60


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("suffix", WRITERS)
def test_other_programs_found_the_same_value(name: str, suffix: str) -> None:
    """The kept files are those of today, and what was found in them is what we find."""
    text = WRITERS[suffix](example(name))
    compare(f"exports/{name}{suffix}", text)
    found = json.loads((FOLDER / "exports/found.json").read_text("utf-8"))[f"{name}{suffix}"]
    assert Fraction(found) == solve(read_any(text.encode()).document, "eu").value


def test_what_a_game_cannot_say() -> None:
    subject = Subject(example("two-bets"))
    assert left_out(subject, "x.efg") == (
        "Not in a game of Gambit: parameters (their numbers are worked out) and "
        "opinions (the document’s own numbers count).",
    )
    costs = document(
        choice("a", ("one", "x"), ("two", "y")),
        [outcome("x", "s", 3), outcome("y", "s", 5)],
        criteria=[{"id": "cost", "better": "less"}],
    )
    assert left_out(Subject(costs), "x.efg") == (
        "The player of the game wants more, so costs have the opposite sign there.",
    )
    assert "{ -3 }" in gambit_text(costs)
    with pytest.raises(NotSolvable, match="Gambit gives every end one number, and here"):
        gambit_text(example("shutdown"))
    with pytest.raises(NotSolvable, match="one number, or one on each of two criteria, and here"):
        silver_text(example("shutdown"))


def test_silver_decisions_opens_with_the_rule() -> None:
    oil = example("oil")
    for rule, theirs in (("eu", "expected-value-maximization"), ("maximin", "maxi-min")):
        made = encoded(Subject(oil, solve(oil, rule)), ".silver.json", AS_USUAL)
        assert json.loads(made)["rule"] == theirs
        assert left_out(Subject(oil, solve(oil, rule)), "x.silver.json") == ()
    assert left_out(Subject(oil, solve(oil, "dsm")), "x.silver.json") == (
        "SilverDecisions has no rule like dsm: it opens with expected values.",
    )


def test_hostile_labels_stay_labels() -> None:
    made = document(
        choice(
            "a",
            ("p", "x", {"label": 'say "no" \\'}),
            ("q", "y", {"label": "=cmd|' /C calc'!A0"}),
        ),
        [outcome("x", "s", 3), outcome("y", "s", 5)],
    )
    for write in WRITERS.values():
        back = read_any(write(made).encode()).document
        assert [b.label for b in back.branches.values()] == ['say "no" \\', "=cmd|' /C calc'!A0"]
    rows = table(made, "dsm")
    assert rows[0]["Called"].startswith("'=cmd")  # which is permitted
    book = openpyxl.load_workbook(io.BytesIO(encoded(Subject(made), ".xlsx", AS_USUAL)))
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )


def table(made: Document, rule: str) -> list[dict[str, str]]:
    data = encoded(Subject(made, solve(made, rule)), ".csv", AS_USUAL)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", ["oil", "shutdown", "marble-bets", "single-souring"])
def test_tables_hold_all_plans(name: str) -> None:
    made = example(name)
    rows, found = table(made, "dsm"), league(made, "dsm")
    assert len(rows) == found.total
    assert [row["Permitted"] for row in rows] == [
        "yes" if row.permitted else "no" for row in found.rows
    ]
    made_scales = {o.scale_name for o in made.outcomes.values()}
    chances = [key for key in rows[0] if key.startswith("P(") and key[2:-1] not in made_scales]
    exact = [key for key in chances if f"{key} (exact)" not in chances]
    for row in rows:
        assert sum(Fraction(row[key]) for key in exact if row[key]) == 1
    by_letter = {row["Plan"]: row for row in rows}
    for row in rows:
        assert (row["Dominated"] == "yes") == bool(row["Dominated by"])
        assert not row["Dominated by"] or row["Dominated by"] in by_letter


def test_a_workbook_is_read_by_openpyxl() -> None:
    oil = example("oil")
    data = encoded(Subject(oil, solve(oil, "eu")), ".xlsx", AS_USUAL)
    assert data == encoded(Subject(oil, solve(oil, "eu")), ".xlsx", AS_USUAL)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Plans", "Values", "Tree"]
    heads = [cell.value for cell in book["Plans"][1]]
    assert heads[:6] == [
        "Plan", "Called", "Permitted", "Dominated", "Dominated by", "Expected value",
    ]  # fmt: skip
    best = [row for row in book["Plans"].iter_rows(values_only=True) if row[2] == "yes"]
    assert [row[5] for row in best] == [22500]
    values = {row[0]: row for row in book["Values"].iter_rows(values_only=True)}
    assert values[oil.root_id][3] == 22500
    tree = list(book["Tree"].iter_rows(values_only=True))
    assert len(tree) == len(oil.branches) + 1
    exact = tree[0].index("Probability (exact)")
    assert "30/41" in [row[exact] for row in tree]


def test_the_command_line_says_what_is_left_out(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "bets.json"
    file.write_text(assets.example_text("two-bets"), encoding="utf-8")
    assert run(["export", str(file), "-o", str(tmp_path / "bets.silver.json")]) == 0
    assert capsys.readouterr().err == (
        f"quandary: {file}: Not in a file of SilverDecisions: opinions (the document’s own numbers count).\n"
    )
    assert run(["export", str(file), "-o", str(tmp_path), "--format", "silver.json,efg"]) == 0
    assert run(["export", str(file), "-o", str(tmp_path / "other.json")]) == 1
    assert "and “.json” is none of them" in capsys.readouterr().err
    assert file.read_text("utf-8") == assets.example_text("two-bets")
    assert suffix_of("a/B.Silver.JSON") == ".silver.json"


def test_the_dialog_says_it_before_anything_is_written(
    qtbot: QtBot, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    dialog = ExportDialog(window, Settings(), Subject(example("shutdown")))
    qtbot.addWidget(dialog)
    (box,) = (b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Format")
    box.setCurrentIndex(box.findData(".efg"))
    dialog._show_preview()
    wait_solved()
    assert not dialog._export.isEnabled()
    assert "please state a completion" in dialog._preview.text()
    box.setCurrentIndex(box.findData(".dot"))
    dialog._show_preview()
    wait_solved()
    assert dialog._export.isEnabled()
    assert dialog._size_text.text().startswith("Not in a graph of Graphviz: the document’s notes")
