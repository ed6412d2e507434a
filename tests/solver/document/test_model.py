"""The document's own structure against plain definitions, whatever branches lead where."""

import random
from dataclasses import replace

import msgspec
import pytest

from solver.document.changes import Changes, changes, looks_changed, only_policies
from solver.document.elements import Branch, Criterion, Kind, Node
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddCriterion, Edit, SetBranch, SetNode, SetOutcome, SetView, in_order
from solver.errors import EditError
from solver.formats.quandary import dumps, loads
from tests.documents.at_random.random_documents import random_document
from tests.documents.cases.edit_cases import EDITS
from tests.documents.edited import LINKED, WHOLE
from tests.kept.kept import compare
from tests.kept.telling import file_changes

#: What a document finds out about which nodes its branches join.
SHAPE = ("leaving", "_incoming", "tops", "is_plain_tree", "_below_root")


def graph(draw: random.Random) -> Document:
    """Some nodes, and branches that mostly make a tree."""
    ids = [f"n{i}" for i in range(draw.randint(1, 7))]
    ends = [(draw.choice(ids[:i]), ids[i]) for i in range(1, len(ids)) if draw.random() < 0.93]
    if draw.random() < 0.3:
        ends += [(draw.choice(ids), draw.choice(ids)) for _ in range(draw.randint(1, 2))]
    if draw.random() < 0.4:
        draw.shuffle(ends)
    if draw.random() < 0.2:
        draw.shuffle(ids)
    branches = [Branch(id=f"b{i}", source=a, target=b) for i, (a, b) in enumerate(ends)]
    return Document(
        nodes={id_: Node(id=id_, kind=Kind.CHOICE) for id_ in ids},
        branches={branch.id: branch for branch in branches},
        root=draw.choice((None, None, ids[0], draw.choice(ids), "gone")),
    )


def below(document: Document, top: str) -> list[str]:
    """In preorder, by the definition."""
    found: list[str] = []

    def walk(id_: str) -> None:
        if id_ not in found:
            found.append(id_)
            for branch in document.branches.values():
                if branch.source == id_:
                    walk(branch.target)

    walk(top)
    return found


def is_plain(document: Document) -> bool:
    """One tree whose branches lead outwards from the root, one after the other."""
    reached = {document.root_id}
    for branch in document.branches.values():
        if branch.source not in reached or branch.target in reached:
            return False
        reached.add(branch.target)
    return document.root_id is not None and reached == set(document.nodes)


def test_structure_is_what_its_definition_says() -> None:
    draw = random.Random(5)
    plain = 0
    for _ in range(3000):
        document = graph(draw)
        branches = document.branches.values()
        for id_ in document.nodes:
            assert document.children(id_) == tuple(b for b in branches if b.source == id_)
            assert document.incoming(id_) == tuple(b for b in branches if b.target == id_)
            parents = [b.source for b in branches if b.target == id_]
            assert document.parent(id_) == (parents[0] if parents else None)
            assert list(document.below(id_)) == below(document, id_)
        targets = {b.target for b in branches}
        tops = tuple(id_ for id_ in document.nodes if id_ not in targets)
        assert document.tops == tops
        root = document.root if document.root in document.nodes else None
        if document.root is None and len(tops) == 1:
            root = tops[0]
        assert document.root_id == root
        tree = below(document, root) if root is not None else []
        assert list(document.tree) == tree
        assert set(document.in_tree) == set(tree)
        assert document.drafts == tuple(id_ for id_ in document.nodes if id_ not in tree)
        assert document.is_plain_tree is is_plain(document)
        plain += document.is_plain_tree
        assert set(document.leaving) == {b.source for b in branches}
    assert 500 < plain < 2500


def test_what_lies_below_what_is_not_there() -> None:
    assert list(WHOLE.below("gone")) == ["gone"]
    assert WHOLE.children("gone") == WHOLE.incoming("gone") == ()
    assert WHOLE.parent("gone") is None
    assert Document().tree == Document().drafts == ()
    assert not Document().is_plain_tree


def test_a_branch_without_a_source_is_nobody_s() -> None:
    """An empty id is no node, but must not mix up the grouping of branches."""
    branch = Branch(id="b", source="", target="n")
    document = Document(nodes={"n": Node(id="n", kind=Kind.CHOICE)}, branches={"b": branch})
    assert document.leaving == {"": (branch,)}
    assert Document().leaving == {}


def test_criteria() -> None:
    assert WHOLE.criterion_ids == ("value",)
    assert WHOLE.criterion("value") == Criterion(id="value")
    assert WHOLE.criterion("other") is None
    two = AddCriterion("cost").apply(WHOLE)
    assert two.criterion_ids == ("value", "c1")
    assert two.criterion("c1") == Criterion(id="c1", label="cost")
    other = replace(WHOLE, criteria={"m": Criterion(id="m")})
    assert other.criterion("value") is None


@pytest.mark.parametrize(
    ("key", "value", "direction", "shape", "aligned"),
    [
        ("other", 1, "right", "angled", False),
        ("direction", "down", "down", "angled", False),
        ("direction", "up", "right", "angled", False),
        ("branches", "straight", "right", "straight", False),
        ("branches", "curved", "right", "curved", False),
        ("branches", ["curved"], "right", "angled", False),
        ("leaves", "aligned", "right", "angled", True),
        ("leaves", True, "right", "angled", False),
    ],
)
def test_how_it_is_drawn(
    key: str, value: object, direction: str, shape: str, aligned: bool
) -> None:
    document = Document(view={key: value})
    assert document.direction == direction
    assert document.branch_shape == shape
    assert document.leaves_aligned is aligned


def test_the_scale_of_an_outcome() -> None:
    scales = {id_: outcome.scale_name for id_, outcome in WHOLE.outcomes.items()}
    assert scales == {"A": "default", "B": "t", "C": None, "D": None}
    assert SetOutcome("C", {"scale": "t"}).apply(WHOLE).outcomes["C"].scale_name is None


# ------------------------------------------------------------------------------ live copies

DOUBLE = loads(
    dumps(LINKED).replace('"id": "b",', '"id": "k/a",').replace('"to": "b"', '"to": "k/a"')
)
CHAIN = SetNode("l", {"copy_of": "k"}).apply(LINKED)
FOLDED = SetNode("k", {"collapsed": True}).apply(SetNode("c", {"collapsed": False}).apply(LINKED))


def test_what_live_copies_are_written_out_to() -> None:
    blocks = []
    for title, document in (
        ("two copies with another inside", LINKED),
        ("an id that is taken", DOUBLE),
        ("a copy of a copy", CHAIN),
        ("another folding", FOLDED),
    ):
        found = document.expansion
        assert not found.problems
        text = list(file_changes(document, found.document))
        origins = [f"{new} from {old}" for new, old in found.origins.items()]
        blocks.append("\n  ".join([title, *text, *origins]))
    compare("copies.txt", "\n\n".join(blocks) + "\n")


# ---------------------------------------------------------------------------------- changes


def found_changes(before: Document, after: Document) -> list[str]:
    result = []
    for find in (changes, looks_changed):
        found = find(before, after)
        words = "more than that"
        if found is not None:
            parts = {name: sorted(getattr(found, name)) for name in found.__dataclass_fields__}
            words = "; ".join(f"{name} {' '.join(ids)}" for name, ids in parts.items() if ids)
        result.append(f"{find.__name__}: {words or 'nothing'}")
    return [*result, *["only policies"] * only_policies(before, after)]


MORE: list[tuple[str, Document, Edit]] = [
    ("a policy", WHOLE, SetBranch("rc", {"policy": Numeral("1/3")})),
    ("a policy and a label", WHOLE, SetBranch("rc", {"policy": Numeral("1/3"), "label": "x"})),
    ("a policy and a payoff", WHOLE, SetBranch("rc", {"policy": None, "payoff": None})),
    ("a payoff", WHOLE, SetBranch("rc", {"payoff": None})),
    ("a probability", WHOLE, SetBranch("ca", {"probability": Numeral("1/3")})),
    ("a label of a branch", WHOLE, SetBranch("ca", {"label": "x"})),
    ("a label of an outcome", WHOLE, SetOutcome("A", {"label": "x"})),
    ("a value", WHOLE, SetOutcome("A", {"value": Numeral("3")})),
    ("a scale that counts", WHOLE, SetOutcome("A", {"scale": "t"})),
    ("a scale that does not count", WHOLE, SetOutcome("C", {"scale": "t"})),
    ("no value", WHOLE, SetOutcome("A", {"value": None})),
    ("an outcome", WHOLE, SetNode("a", {"outcome": "B"})),
    ("folding", WHOLE, SetNode("c", {"collapsed": True})),
    ("a place", WHOLE, SetNode("c", {"x": None})),
    ("another place", WHOLE, SetNode("c", {"y": Numeral("7", quoted=False)})),
    ("notes", WHOLE, SetNode("c", {"notes": "n"})),
    ("what is copied", LINKED, SetNode("k", {"copy_of": "i"})),
    ("the view", WHOLE, SetView("branches", "curved")),
]


def test_what_an_edit_takes_over_of_the_shape_is_the_shape() -> None:
    """Changed words keep what is known of who leads where; whatever else changes does not."""
    kept = 0
    for title, before, edit in EDITS:
        for known in SHAPE:
            getattr(before, known)
        try:
            after = edit.apply(before)
        except EditError:
            continue
        kept += after is not before and "leaving" in vars(after)
        afresh = replace(after)
        for known in SHAPE:
            assert getattr(after, known) == getattr(afresh, known), (title, known)
    assert kept


def test_changes_are_found() -> None:
    """Those that are found alike stand together."""
    alike: dict[str, list[str]] = {}
    for title, document, edit in [*MORE, *EDITS]:
        before = loads(dumps(document))
        try:
            after = in_order(before, edit.apply(before))
        except EditError:
            continue
        if after is before:
            continue
        found = found_changes(before, after)
        alike.setdefault(" | ".join(found), []).append(f"{type(edit).__name__}: {title}")
        apart = loads(dumps(after))  # shares nothing
        assert found_changes(before, apart) == found, title
        assert found_changes(loads(dumps(before)), after) == found, title
    lines = [
        line for found, titles in alike.items() for line in (found, *(f"  {t}" for t in titles))
    ]
    compare("changes.txt", "\n".join(lines))


def test_changes_one_after_the_other_are_found_in_either_direction() -> None:
    """As single changes of mappings or as mappings of their own, there and back, however many."""
    draw = random.Random(3)
    for seed in range(15):
        history = [random_document(seed)]
        for number in range(draw.choice((3, 120))):
            branch = draw.choice(list(history[-1].branches))
            edit = SetBranch(branch, {"label": f"l{draw.randint(0, 2)}"})
            if draw.random() < 0.4:
                edit = SetBranch(branch, {"payoff": Numeral(str(number % 3))})
            history.append(edit.apply(history[-1]))
        for _ in range(10):
            one, other = draw.choice(history), draw.choice(history)
            wanted = {
                id_ for id_, b in one.branches.items() if b.payoff != other.branches[id_].payoff
            }
            found = changes(one, other)
            assert found is not None
            assert (set(found.branches), found.nodes, found.outcomes) == (wanted, (), ())
            again = changes(loads(dumps(one)), other)
            assert again is not None
            assert set(again.branches) == wanted


def test_what_is_new_gone_or_moved_is_more_than_a_change() -> None:
    nodes = dict(WHOLE.nodes)
    gone = {id_: node for id_, node in nodes.items() if id_ != "end"}
    other = {**gone, "last": msgspec.structs.replace(nodes["end"], id="last")}
    for some in (gone, other, dict(reversed(nodes.items()))):
        assert changes(WHOLE, replace(WHOLE, nodes=some)) is None
        assert changes(replace(WHOLE, nodes=some), WHOLE) is None
        assert not only_policies(WHOLE, replace(WHOLE, nodes=some))
    assert changes(WHOLE, replace(WHOLE, nodes=nodes)) == Changes((), (), ())
    assert only_policies(WHOLE, WHOLE)
