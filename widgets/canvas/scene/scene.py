"""The scene: items brought in line with a document, the same way for edits, undo, open and solve."""

from collections.abc import Generator, Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from solver.document.annotations import annotations
from solver.document.changes import Changes, looks_changed, same_elements
from solver.document.model import Document
from solver.document.style import USUAL, Style, style_of
from solver.findings import Finding
from solver.memory import collector_at_rest
from solver.page.measures import text_scale
from solver.page.tree_layout import Layout
from solver.solution import Plan, Solution, marked_alike
from widgets.basics.qt_letters import qt_faces
from widgets.basics.theme import LIGHT, Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.caption_item import SurroundingItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.painter_surface import qt_rect
from widgets.canvas.items.text_item import TextItem
from widgets.canvas.scene.gradual import MANY, Gradual, Steps, in_thread, share, shares_nothing
from widgets.canvas.scene.item_scene import ItemScene
from widgets.canvas.scene.motion import Motion
from widgets.canvas.scene.overview_strokes import TreeSketch
from widgets.canvas.scene.placing import TreePlacing
from widgets.canvas.scene.sketching import Sketching
from widgets.canvas.scene.tree_bounds import TreeBounds
from widgets.drawing.branch_figure import Place
from widgets.drawing.caption import Bands, Caption, bands
from widgets.drawing.columns import arrange_columns
from widgets.drawing.drawing_theme import drawing_theme
from widgets.drawing.folding import folded
from widgets.drawing.looks.look import Looks
from widgets.drawing.looks.look_memory import LookMemory
from widgets.drawing.looks.looker import Looker

FEW = 300  # nodes; more of them are worth an index of where they are
TOGETHER = 16  # items that are brought in line between two looks at the clock


class TreeScene(ItemScene):
    """Shows one document.  Items are kept by id and only what differs is touched."""

    refreshed = Signal()  # something that is shown may be different; `changed` would cost too much

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__(theme)
        self._window_theme = theme
        self._default = self._style = USUAL
        self._findings: tuple[Finding, ...] = ()
        self._solution: Solution | None = None
        self._plan: Plan | None = None
        self.motion = Motion(self._connect_all)
        self.motion.setParent(self)
        self._moves: dict[str, tuple[QGraphicsItem, QPointF, QPointF]] = {}
        self.overlaid = False  # marks lie over the tree that a sketch would not show
        self._looker: Looker | None = None
        self._looked: tuple[Looker, Looks] | None = None  # who found out last what all shows
        self._shown = Looks()
        self._layout = Layout({}, {})
        self._content = QRectF()
        self._memory = LookMemory()
        self._placing = TreePlacing()
        self._places: dict[str, tuple[float, float]] = {}  # where items have been put
        self.sketching = Sketching(self._nodes, self._branches, self._places, self)
        self.sketching.ended.connect(self._show_sketch)
        self._bounds = TreeBounds()
        self._touched: set[str] = set()  # nodes whose branches do not follow yet
        self._renamed: set[str] = set()  # and those whose texts may have to stand elsewhere
        self.gradual = Gradual(self)
        self.is_patient = False  # whether a large tree may be drawn a little at a time
        self.is_moving = False  # whether what is under way may place nodes elsewhere
        self._caption, self._bands = Caption(), Bands()
        self._around_items = (SurroundingItem(self._caption, -1), SurroundingItem(self._bands, -11))
        for item in self._around_items:
            self.addItem(item)
        self.setBackgroundBrush(QColor(theme.canvas))
        # Items move often; while they are few, an index costs more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)

    @property
    def answer(self) -> tuple[Solution | None, Plan | None]:
        """The rule's answer that is shown, and the plan."""
        return self._solution, self._plan

    @property
    def drawn_style(self) -> Style:
        """How the tree is drawn: as the document says, or as one's own default does."""
        return self._style

    @property
    def text_scale(self) -> float:
        """How many times as far out as in the document free texts stand."""
        return text_scale(self._document, self._style)

    def sketch(self) -> TreeSketch:
        """The whole tree without texts, to be drawn at one stroke."""
        return self.sketching.made(self._theme)

    def _show_sketch(self) -> None:
        self.update()
        self.refreshed.emit()

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands."""
        return self._layout.positions

    # -------------------------------------------------------------------- showing

    def show_document(self, document: Document, findings: tuple[Finding, ...] = ()) -> None:
        self.motion.rest()  # with the document to which the items still belong
        may_wait = same_elements(self._document, document)
        if self.gradual.is_running and not may_wait:
            self.gradual.finish()  # an edit of what is still being drawn
        found = None
        if findings == self._findings and self._looker is not None:
            found = looks_changed(self._document, document)
            if found is not None and not self._looker.writes_alike(document):
                found = None
        before, is_other = self._document, shares_nothing(self._document, document)
        self._document, self._findings = document, findings
        if is_other:
            self._layout, self._looked = Layout({}, {}), None  # nothing of the other is here
        elif found is not None and self._may_mend():
            with collector_at_rest():
                self._mend(found)
            return
        style = self._style
        self._restyle()
        is_restyled = self._style != style  # then what is new is at once gone to
        may_wait = may_wait or (is_restyled and before.nodes.keys() == document.nodes.keys())
        may_wait = may_wait or is_other or self.gradual.is_running
        self._refresh(moved=is_restyled or before is not document, at_once=not may_wait)

    def _may_mend(self) -> bool:
        """Whether what nodes show depends on nothing but themselves and their branches."""
        style, copies = self._style, self._document.expansion
        told_of_all = style.rolled_back or style.lotteries or style.legend or style.columns
        if self.gradual.is_running:
            return False
        return not told_of_all and copies.document is self._document and not copies.problems

    def _mend(self, found: Changes) -> None:
        """Show a document of which only single nodes and branches look different."""
        document, shown, looker = self._document, self._shown, self._looker
        if looker is None:
            return
        nodes, outcomes = set(found.nodes), looker.follow(document, found.outcomes)
        if outcomes:
            nodes.update(n.id for n in document.nodes.values() if n.outcome in outcomes)
        sources = {document.branches[id_].source for id_ in found.branches}
        looker.forget(nodes | sources)
        for id_ in nodes | sources:
            shown.nodes[id_] = looker.node(id_)
            shown.branches.update(looker.leaving(id_))
        touched = nodes | {b.target for id_ in sources for b in document.children(id_)}
        self._placing.follow(document, shown, self._theme)
        wider = self._placing.grown(touched & self._layout.positions.keys())
        self._placing.forget(touched - self._layout.positions.keys())
        if wider:
            self.motion.rest()
            self._moves.clear()
            laid_out = folded(document, self._solution, self._style)
            changed = wider if laid_out is document else None
            self._layout = self._placing.arranged(laid_out, changed)
            self._show_everything(shown)
        else:
            self._show_looks(shown, nodes | sources)
            self._update_rect(shown)
        self.refreshed.emit()

    def _show_looks(self, shown: Looks, ids: set[str]) -> None:
        """Let these nodes and the branches that leave them look as they do now, where they are."""
        down, is_recoloured = self._document.direction == "down", False
        for id_ in ids:
            if (node := self._nodes.get(id_)) is not None:
                is_recoloured = is_recoloured or node.look.hue != shown.nodes[id_].hue
                node.show_look(shown.nodes[id_], self._theme, down=down)
                self._bounds.put("node", id_, node.figure.drawn, node.x(), node.y())
                for branch in self._document.incoming(id_):
                    if (line := self._branches.get(branch.id)) is not None:
                        self._make_room(node, line)
            for branch in self._document.children(id_):
                if (item := self._branches.get(branch.id)) is not None:
                    item.show_look(shown.branches[branch.id], self._theme)
                    if (end := self._nodes.get(branch.target)) is not None:
                        self._make_room(end, item)
                    self._bounds.put("branch", branch.id, item.figure.drawn, item.x(), item.y())
        if is_recoloured:
            self.sketching.anew(self._theme, gradually=self._may_wait)

    def show_solution(self, solution: Solution | None, plan: Plan | None = None) -> None:
        """Mark the branches as a rule's answer says, or as one plan goes; None takes it away."""
        if (solution, plan) == (self._solution, self._plan):
            return
        alike = plan == self._plan and marked_alike(solution, self._solution)
        self._solution, self._plan = solution, plan
        if not alike or self._verdict_moves:
            self._refresh(moved=self._verdict_moves)

    @property
    def _verdict_moves(self) -> bool:
        """Whether what a rule says needs room of its own."""
        style = self._style
        folds = style.dominated == "folded"
        return style.rolled_back or style.lotteries or style.legend or folds

    def set_theme(self, theme: Theme) -> None:
        """The colours of the window, in which the usual style is drawn."""
        self._window_theme = theme
        self._restyle()
        self._refresh(moved=True)

    def set_default_style(self, style: Style) -> None:
        """How documents are drawn that do not say it themselves."""
        self._default = style
        self._restyle()
        self._refresh(moved=True)

    def _restyle(self) -> None:
        self.motion.rest()  # while what it measured is still known
        style = style_of(self._document, self._default)
        theme = drawing_theme(style, self._window_theme, qt_faces)
        if (style, theme) == (self._style, self._theme):
            return
        self._style, self._theme = style, theme
        self.setBackgroundBrush(QColor(theme.canvas))

    def _refresh(self, *, moved: bool, at_once: bool = False) -> None:
        """Bring everything in line; a large tree a little at a time, unless this must be now."""
        self.is_moving = moved = moved or self.is_moving
        gradually = self._may_wait and not at_once
        if gradually or self.gradual.is_running:
            self.gradual.begin(self._steps(moved=moved))
            if not gradually:
                self.gradual.finish()
            return
        with collector_at_rest():  # thousands of small values are made, none of them in cycles
            for _ in self._steps(moved=moved, gradually=False):
                pass

    @property
    def _may_wait(self) -> bool:
        """Whether the tree is so large that it is drawn a little at a time, where nobody waits for it."""
        return self.is_patient and len(self._document.nodes) > MANY

    def _steps(self, *, moved: bool, gradually: bool = True) -> Steps:
        self.sketching.stop()
        gradually = gradually and self._may_wait
        if moved:
            self.motion.rest()
            self._moves.clear()
        hidden = self._layout.hidden
        if self.is_moving and self.gradual.is_running:  # else it is made anew between any two steps
            self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        total = len(self.expanded.nodes)
        shown = yield from self._looks(hidden)
        if moved:
            if gradually:  # else the layout asks for each, and that is all
                self._placing.follow(self.expanded, shown, self._theme)
                measured = map(self._placing.room, self.expanded.nodes)
                yield from share(0.2, 0.4, measured, total)
            layout = yield from self._laid_out(shown, gradually=gradually)
            if layout.hidden != hidden:  # the marks of folded nodes need room of their own
                shown = yield from self._looks(layout.hidden)
                layout = yield from self._laid_out(shown, gradually=gradually)
            self._layout = layout
        self._shown = shown
        yield from share(0.5, 0.7, self._sync_nodes(shown), total // TOGETHER)
        yield from share(0.7, 0.9, self._sync_branches(shown), total // TOGETHER)
        if len(self._document.nodes) > FEW:
            self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        if gradually:
            yield from self.sketching.steps(self._theme, 0.9)
        else:
            self.sketching.anew(self._theme, gradually=self._may_wait)
        self._sync_texts()
        self.is_moving = False
        if moved:
            self._update_rect(shown)
            self.motion.glide(dict(self._moves))
        self.refreshed.emit()

    def _show_everything(self, shown: Looks) -> None:
        """Bring all items in line with looks and layout."""
        self.sketching.stop()
        for _ in (*self._sync_nodes(shown), *self._sync_branches(shown)):
            pass
        self.sketching.anew(self._theme, gradually=self._may_wait)
        self._update_rect(shown)
        self.motion.glide(dict(self._moves))

    def _looks(self, hidden: Mapping[str, int]) -> Generator[float, None, Looks]:
        self._looker = looker = Looker(
            self._document,
            self._findings,
            self._solution,
            self._plan,
            hidden,
            self._memory,
            self._style,
        )
        kept = None if self._looked is None else looker.after(*self._looked)
        shown, nodes = kept or (looker.nothing(), self.expanded.nodes.keys())
        yield from share(0.0, 0.2, looker.into(shown, nodes), len(nodes))
        self._looked = looker, shown
        return shown

    def _laid_out(self, shown: Looks, *, gradually: bool) -> Generator[float, None, Layout]:
        """The layout; of a large tree in a thread, for it cannot be cut into pieces."""
        if not gradually:
            return self._arranged(shown)
        return (yield from in_thread(lambda: self._arranged(shown), 0.45))

    def _arranged(self, shown: Looks) -> Layout:
        self._placing.follow(self.expanded, shown, self._theme)
        return self._placing.arranged(folded(self.expanded, self._solution, self._style))

    def _sync_nodes(self, shown: Looks) -> Iterator[None]:
        """Bring the nodes in line, one after the other; those that are not as they were are noted."""
        down, theme, glides = (
            self._document.direction == "down",
            self._theme,
            self.motion.duration_wanted,
        )
        positions, places, looks = self._layout.positions, self._places, shown.nodes
        self._bounds.renew()
        for id_ in [id_ for id_ in self._nodes if id_ not in positions]:
            self.removeItem(self._nodes.pop(id_))
            self._places.pop(id_, None)
            self._bounds.drop("node", id_)
        for number, (id_, place) in enumerate(positions.items()):
            if not number % TOGETHER:
                yield
            item = self._nodes.get(id_)
            is_new = item is None
            if item is None:
                item = NodeItem(id_, theme, down=down)
                item.figure.fork = self._branches
                self._nodes[id_] = item
            changed = item.show_look(looks[id_], theme, down=down)
            if changed:
                self._renamed.add(id_)
            if (was := places.get(id_)) != place:
                if was is not None and glides:
                    self._moves[id_] = (item, QPointF(*was), QPointF(*place))
                item.setPos(*place)
                places[id_] = place
                changed = True
            if changed:
                self._touched.add(id_)
                self._bounds.put("node", id_, item.figure.drawn, *place)
            if is_new:
                item.stand_in(self)

    def _sync_branches(self, shown: Looks) -> Iterator[None]:
        """Bring the branches in line, one after the other; they follow the nodes that were noted."""
        touched, renamed, positions = self._touched, self._renamed, self._layout.positions
        theme, looks, drawn = self._theme, shown.branches, self._placing.drawn
        visible = {
            branch.id: branch
            for branch in self.expanded.branches.values()
            if branch.source in positions
            and branch.target in positions
            and branch.source not in self._layout.hidden
        }
        for id_ in [id_ for id_ in self._branches if id_ not in visible]:
            self.removeItem(self._branches.pop(id_))
            self._bounds.drop("branch", id_)
        for number, (id_, branch) in enumerate(visible.items()):
            if not number % TOGETHER:
                yield
            item = self._branches.get(id_)
            is_new = item is None
            if item is None:
                item = self._branches[id_] = BranchItem(branch, theme)
            changed = item.show_look(looks[id_], theme)
            source, target = branch.source, branch.target
            if branch is not item.branch or drawn != item.drawn:
                item.branch, item.drawn, changed = branch, drawn, True
            if changed or source in touched or target in touched:
                place = positions[source]
                if self._connect(item, target, place, positions[target]) or changed:
                    renamed.add(target)
                self._bounds.put("branch", id_, item.figure.drawn, *place)
            if target in renamed:
                self._make_room(self._nodes[target], item)
            if is_new:
                item.stand_in(self)
        touched.clear()
        renamed.clear()

    def _sync_texts(self) -> None:
        """Bring the free texts in line; those behind a deleted one take its item over."""
        wanted = annotations(self._document)
        indices = [text.index for text in wanted]
        if self.text_indices != tuple(indices):
            for item in self._texts:
                self.removeItem(item)
                self._bounds.drop("text", item.id)
            self._texts = [TextItem(index, self._theme) for index in indices]
            for item in self._texts:
                item.stand_in(self)
        far = self.text_scale if wanted else 1.0
        for item, text in zip(self._texts, wanted, strict=True):
            item.show_text(text.text, self._theme)
            x, y = far * text.x, far * text.y
            item.setPos(x, y)
            self._bounds.put("text", item.id, item.figure.drawn, x, y)

    def _connect(self, item: BranchItem, target: str, place: Place, end: Place) -> bool:
        down, shape = self._placing.drawn
        back = self._placing.room(target).back
        return item.connect(place, end, down=down, shape=shape, back=back)

    def _make_room(self, node: NodeItem, entering: BranchItem) -> None:
        """The name of a node gives way to the label of the branch that leads there."""
        if node.stand_at(entering):
            self._bounds.put("node", node.id, node.figure.drawn, node.x(), node.y())

    def follow(self, moved: set[str]) -> None:
        """Let the branches follow nodes that a gesture moves."""
        self.motion.rest()
        for id_ in moved:
            self._places.pop(id_, None)  # they stand where the document does not have them
        self._connect_all(moved)

    def _connect_all(self, moved: set[str]) -> None:
        """Let the branches at some nodes run to where these are now."""
        for item in self._branches.values():
            if item.branch.source in moved or item.branch.target in moved:
                source, target = self._nodes[item.branch.source], self._nodes[item.branch.target]
                place, end = (source.x(), source.y()), (target.x(), target.y())
                if self._connect(item, target.id, place, end):
                    self._make_room(target, item)

    def settle(self) -> None:
        """Put every item back to where the document has it: a gesture was cancelled."""
        self._refresh(moved=True, at_once=True)

    # ------------------------------------------------------------------- geometry

    def content_rect(self) -> QRectF:
        """The tight box around everything that is drawn."""
        return self._content

    def _update_rect(self, shown: Looks) -> None:
        rect, theme, columns = self._bounds.of_all(), self._theme, None
        if shown.heads:
            standing = [(self._nodes[id_], at[0]) for id_, at in self._layout.positions.items()]
            figures = [(item.figure, x) for item, x in standing]
            columns = arrange_columns(shown.heads, figures, rect.top, theme)
            for item, x in standing:
                item.room_changed()
                rect = rect.united(item.figure.drawn.moved(x, self._layout.positions[item.id][1]))
        held = bands(self.expanded, self._bounds.of, theme)
        rect = rect.united(self._bands.show_bands(held, theme))
        looks = shown.nodes.values(), shown.branches.values()
        rect = self._caption.show_around(rect, self._document, *looks, self._style, theme, columns)
        for around in self._around_items:
            around.room_changed()
        self._content = qt_rect(rect)
        # Room to drag things to, whatever the size of the window.
        self.setSceneRect(self._content.adjusted(-2000, -2000, 2000, 2000))
