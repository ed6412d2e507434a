"""The page “Policy” of a large tree: what takes long is not done on the GUI thread, nor more than is shown."""

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from app.analyses import policy as part
from app.analyses.policy import PolicyPart
from app.window.main_window import MainWindow
from solver.analyses import usefulness
from solver.analyses.policies import Policy
from solver.analyses.policy_faces.undominated_policies import Policies, Shares
from solver.document.elements import Kind
from solver.document.numerals import Numeral
from solver.edits import StatePolicy
from solver.formats.quandary import dumps
from solver.induction.tree.compiled_tree import Compiled
from solver.tree_names import TreeNames
from tests.bench.large.open_document import balanced
from widgets.answers.policy.policy_page import MOST_ROWS
from widgets.answers.policy.policy_rows import PolicyRow

Wait = Callable[[], None]


def test_of_many_choices_no_more_are_named_than_have_rows(
    window: MainWindow, wait_solved: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: set[str] = set()
    node = TreeNames.node

    def noted(names: TreeNames, id_: str) -> str:
        if len(names.document.nodes) > 300 and names.document.nodes[id_].kind is Kind.CHOICE:
            named.add(id_)
        return node(names, id_)

    monkeypatch.setattr(TreeNames, "node", noted)
    path = tmp_path / "many.json"
    path.write_text(dumps(balanced(400)), encoding="utf-8")
    window.documents.open_path(str(path))
    wait_solved()
    page = window.part(PolicyPart).page
    assert len(page.findChildren(PolicyRow)) == MOST_ROWS < len(page._shown)
    assert len(named) < MOST_ROWS + 5


def test_scores_are_worked_out_off_the_gui_thread(
    window: MainWindow, wait_solved: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    greatest = usefulness._greatest

    def noted(tree: Compiled, scale: tuple[str, str]) -> Fraction | None:
        threads.append(threading.current_thread())
        return greatest(tree, scale)

    monkeypatch.setattr(usefulness, "_greatest", noted)
    window.documents.open_example("shutdown")
    wait_solved()
    assert threads
    assert threading.current_thread() not in threads


def test_what_policies_lead_to_is_worked_out_off_the_gui_thread(
    window: MainWindow, wait_solved: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    policy = Policies._policy

    def noted(policies: Policies, shares: Shares) -> Policy:
        threads.append(threading.current_thread())
        return policy(policies, shares)

    monkeypatch.setattr(Policies, "_policy", noted)
    monkeypatch.setattr(part, "LIVE", 5)
    window.documents.open_example("shutdown")
    wait_solved()
    page = window.part(PolicyPart).page
    before = page.own.words.text()
    assert len(threads) == 1
    (id_, *_) = (b.id for b in window.session.document.branches.values() if b.policy is not None)
    other = next(b for b in window.session.document.children(
        window.session.document.branches[id_].source) if b.id != id_)  # fmt: skip
    window.perform(StatePolicy(((id_, Numeral("1/7")), (other.id, Numeral("6/7")))))
    wait_solved()
    assert page.own.words.text() != before
    assert len(threads) == 2
    assert threading.current_thread() not in threads
