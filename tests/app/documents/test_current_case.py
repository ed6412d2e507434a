"""One analysed case of the document for all who ask about it, each from a thread of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

import assets
from app.analyses.compare import ComparePart
from app.analyses.utilities import UtilitiesPart
from app.analyses.why import WhyPart
from app.documents.current_case import CurrentCase
from app.process.background import Run
from app.window.main_window import MainWindow
from solver.analyses.rule_comparison import side_by_side
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetNode, SetOutcome
from solver.errors import Cancelled, NotSolvable
from solver.formats.quandary import loads
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.rules import RULES, incremental, solve
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import document
from tests.solver.rules.test_partial_answers import at_most
from tests.solver.rules.test_whole_answers import nested

Wait = Callable[[], None]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that were made ready."""
    found: list[Document] = []

    def counted(given: Document) -> Compiled:
        found.append(given)
        return compile_tree(given)

    monkeypatch.setattr(incremental, "compile_tree", counted)
    return found


def test_all_parts_of_the_window_ask_one_case(
    window: MainWindow, wait_solved: Wait, compiled: list[Document]
) -> None:
    window.documents.open_example("single-souring")
    window.canvas.select(("n2",))
    for part in (WhyPart, ComparePart, UtilitiesPart):
        window.part(part).show()
        wait_solved()
    for rule in RULES:
        window.verdict.set_rule(rule)
        wait_solved()
    assert [made.nodes for made in compiled] == [window.session.document.nodes]
    window.perform(SetNode("n2", {"label": "Here"}))
    wait_solved()
    assert len(compiled) == 1  # it was mended
    window.perform(SetNode("n2", {"kind": Kind.CHANCE}))
    wait_solved()
    assert compiled[1:] == [window.session.document]


def test_threads_that_ask_at_once_get_the_case_of_their_own_document(
    compiled: list[Document],
) -> None:
    cases = CurrentCase()
    documents = [random_document(seed) for seed in range(4)]
    wanted = {id(each): solve(each, "caprice") for each in documents}

    def ask(number: int) -> None:
        asked = documents[number % len(documents)]
        case = cases.of(asked, Run())
        assert case.document is asked
        found = cases.solve(asked, "caprice", 100, Run())
        assert found.branches == wanted[id(asked)].branches
        assert [e.plan for e in found.plans] == [e.plan for e in wanted[id(asked)].plans]
        side_by_side(case)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(48)))
    compiled.clear()
    with ThreadPoolExecutor(8) as pool:  # one is made ready, the others wait for it
        list(pool.map(lambda _: cases.of(documents[0], Run()), range(16)))
    assert len(compiled) <= 1


def test_who_is_not_waited_for_any_more_stops_waiting() -> None:
    cases, run = CurrentCase(), Run()
    shutdown = loads(assets.example_text("shutdown"))
    raised: list[BaseException] = []

    def wait() -> None:
        try:
            cases.of(shutdown, run)
        except Cancelled as error:
            raised.append(error)

    with cases._held(Run()):
        thread = threading.Thread(target=wait)
        thread.start()
        run.stop()
        thread.join(10)
    assert len(raised) == 1
    assert not cases.is_busy
    assert cases.of(shutdown, Run()).document is shutdown


def test_what_cannot_be_solved_leaves_nothing_behind() -> None:
    cases = CurrentCase()
    shutdown = loads(assets.example_text("shutdown"))
    wrong = SetOutcome("L", {"value": Numeral("1/0")}).apply(shutdown)
    for asked in (shutdown, wrong, wrong, shutdown, document("A", [{"id": "A"}])):
        if asked is wrong:
            with pytest.raises(NotSolvable):
                cases.of(asked, Run())
        else:
            assert cases.of(asked, Run()).document is asked
        assert not cases.is_busy


def test_what_a_budget_cut_short_is_not_taken_over() -> None:
    """Whoever asks next has a budget of their own; what was found out whole is there already."""
    cases, tree = CurrentCase(), nested()
    with at_most(20):
        assert not cases.solve(tree, "caprice", 100, Run()).decided
    whole = cases.solve(tree, "caprice", 100, Run())
    assert whole.decided
    assert whole.plans_total == solve(tree, "caprice").plans_total
    with at_most(20):
        assert cases.solve(tree, "caprice", 100, Run()).decided
