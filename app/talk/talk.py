"""The talk: the steps of a document, shown, changed, presented and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from app.export.export_request import ExportRequest
from app.process.awaited_work import AwaitedWork, Order
from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import WindowPart
from app.talk.export_actions import Pictures
from solver.document.model import Document
from solver.edits import AddStep, ReplaceSteps
from solver.errors import QuandaryError
from solver.page.talk_steps import Step, Where, frames, generated, saved
from solver.rules import RULES
from solver.translation import mark, tr, trn
from widgets.canvas.view.step_building import StepBuilding
from widgets.shell.message_bar import Choice
from widgets.shell.talk_steps.building_bar import CLICKS, BuildingBar
from widgets.shell.talk_steps.talk_steps_panel import StepsPanel

if TYPE_CHECKING:
    from app.export.frame_sequence import FrameSequence
    from app.export.subject import Subject
    from app.talk.presenter import Presenter
    from app.talk.speaker_notes import NotesWindow


BUILDING: Final = (mark("Esc back to the steps"),)  # what keys do while a step is built on the tree
#: Of a step that uncovers everything: while it is built all of it is still to be clicked.
NOTHING_YET: Final = Where(nodes=("",))
MOST_NODES: Final = 2_000  # larger trees are not previewed: every change would cost seconds


@dataclass(frozen=True)
class _Look:
    """A frame that is to be previewed: asked again only where something of it is different."""

    subject: "Subject"
    number: int
    size: QSize


class Talk(WindowPart):
    """The steps of one window’s document."""

    rows = (
        ActionRow("export.steps", "series", "Export s&teps…", tip="Write the tree step by step: the pages of "
            "a PDF, or numbered PNG or SVG."),
        ActionRow("talk.steps", "places", "Tal&k", ("F12",), checkable=True,
            tip="The steps in which the tree is shown, in a place of their own."),
        ActionRow("talk.generate", "building", "&Generate steps",
            tip="Steps for the structure, the numbers, the values and the verdict, in place of the present ones."),
        ActionRow("talk.add", "building", "&Add a step from the selection", ("Ctrl+Alt+N",), needs="tree",
            tip="A step that uncovers what is selected, after the chosen step."),
        ActionRow("talk.take", "building", "P&ut the selection into the step", ("Ctrl+Alt+Return",), needs="selection",
            tip="The chosen step is about what is selected."),
        ActionRow("talk.build", "building", "&Build by clicking", ("Ctrl+Alt+B",), checkable=True,
            tip="Clicks on the tree go into the chosen step; Escape ends it."),
        ActionRow("view.present", "presenting", "&Present step by step", ("Shift+F5",), "present",
            in_tool_bar=True,
            tip="Full screen: PageDown or a click goes on, PageUp back; Escape ends it."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents, self._actions = window.documents, window.actions_table
        self._subject = window.part(Pictures).subject
        window.part(Pictures).others.append(self._export_if_shown)
        self._chosen = 0
        self._field = ""  # into which clicks on the tree go; as the step shows, if empty
        self._shown: Document | None = None
        self.presenter: Presenter | None = None
        self.notes: NotesWindow | None = None
        self.panel = StepsPanel()
        self.panel.show_rules({rule.id: rule.title for rule in RULES.values()})
        self.building = StepBuilding(self._canvas)
        self.bar = BuildingBar()
        self._looking, self._making = Background(window), Background(window)
        self.writing = AwaitedWork(window)
        self._connect()

    def _connect(self) -> None:
        panel = self.panel
        panel.intended.connect(self.intended)
        panel.chosen.connect(self._choose)
        panel.tree_wanted.connect(self._choose_on_tree)
        panel.preview.clicked.connect(lambda: self._choose_on_tree(""))
        panel.generate_wanted.connect(self._generate)
        panel.add_wanted.connect(self._add_plain)
        panel.build_wanted.connect(self._begin_or_end_building)
        panel.preview.resized.connect(self._look)
        self._canvas.restyled.connect(self._look)
        self.building.picked.connect(self._pick)
        self.building.left.connect(self._stop_building)
        self.bar.done.connect(self._stop_building)
        self.bar.next_wanted.connect(self._build_next)
        self._looking.answered.connect(self._show_look)
        self._looking.busy.connect(self._show_looking)
        self._looking.failed.connect(lambda _, problem: panel.preview.setText(problem.message))
        self._making.answered.connect(self._show_presenter)
        self._making.failed.connect(
            lambda _, problem: self._complain(tr("The steps cannot be presented."), problem)
        )

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "talk.steps": self._toggle,
            "talk.generate": self._generate,
            "talk.add": self._add_selected,
            "talk.take": self._take,
            "talk.build": self._build,
            "view.present": self._present,
            "export.steps": self._export,
        }

    # ----------------------------------------------------------------- the panel

    def pages(self) -> tuple[PartPage, ...]:
        return (
            PartPage(self.panel, PagePlace.WHOLE, tr("Talk")),
            PartPage(self.bar, PagePlace.ABOVE_TREE),
        )

    @property
    def is_shown(self) -> bool:
        """Whether the place of the talk is in front."""
        return self._session.is_open and self._window.is_in_front(self.panel)

    def _toggle(self) -> None:
        if self.is_shown:
            self._window.show_tree()
        else:
            self.open_panel()
            self.panel.list.setFocus()

    def follow_page(self) -> None:
        self._actions["talk.steps"].setChecked(self.is_shown)
        if self.is_shown:
            self.panel.build.setChecked(False)  # clicks go to the tree, which is not to be seen
            self._show_steps()

    def open_panel(self) -> None:
        """Let the steps be seen."""
        self._window.show_page(self.panel)
        self._show_steps()

    def follow_verdict(self) -> None:
        self._look()

    def follow_opening(self) -> None:
        self.panel.build.setChecked(False)  # it was of the document before

    def follow_document(self) -> None:
        if self.is_shown or self.panel.build.isChecked():
            self._show_steps()

    def _show_steps(self) -> None:
        self._show_steps_only()
        self._show_building()
        self._look()

    def _show_steps_only(self) -> None:
        steps = saved(self._session.document)
        self._chosen = max(
            0, min(self.panel.number if self.panel.step else self._chosen, len(steps) - 1)
        )
        self.panel.show_steps(self._session.names, steps, self._chosen)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._show_building()
        self._look()

    def _look(self) -> None:
        """Ask for the frame of the chosen step."""
        preview = self.panel.preview
        if not self.is_shown or self.panel.step is None:
            self._looking.cancel()
            preview.setText(tr("What a step shows appears here."))
            return
        if len(self._session.document.nodes) > MOST_NODES:
            self._looking.cancel()
            preview.setText(tr("The tree is too large for a preview."))
            return
        size = preview.size() * preview.devicePixelRatioF()
        look = _Look(self._subject(), self.panel.number, size)
        self._looking.ask(look, partial(_frame_image, look))

    def _show_looking(self, _: float) -> None:
        """A chart takes its time; of the tree the frame before stays until then."""
        if self.panel.step is not None and self.panel.step.show == "chart":
            self.panel.preview.setText(tr("Working out the chart…"))

    def _show_look(self, look: _Look, image: QImage) -> None:
        if look.subject.document is self._session.document:
            self.panel.preview.show_image(image)

    # ------------------------------------------------------------------- changing

    def _generate(self) -> None:
        """Steps for what there is and what the rule says; steps that there are stay until one says so."""
        self.open_panel()
        if not (there := saved(self._session.document)):
            self._replace_steps()
            return
        said = trn(
            "Generating steps replaces this one.",
            "Generating steps replaces these {n}.",
            len(there),
        )
        self._documents.dialogs.complain(
            tr("There are steps already."),
            said.format(n=len(there)),
            Choice(tr("&Replace the steps"), self._replace_steps),
        )

    def _replace_steps(self) -> None:
        steps = generated(self._session.document, self._verdict.solution)
        self.intended.emit(ReplaceSteps(steps))
        if self._verdict.solution is None:
            self.told.emit(tr("Solve the tree to have its verdict among the steps."))

    def _add_selected(self) -> None:
        """A step for what is selected on the tree, or for the plan that is looked at."""
        where, plan, solution = self._selection(), self._verdict.plan, self._verdict.solution
        if plan is not None and solution is not None and not where:
            self._add(Step("plan", plan=plan.choices, rule=solution.rule))
        else:
            self._add(Step("structure", where=where))

    def _add_plain(self) -> None:
        """A step for everywhere: what is selected on the tree, out of sight, is not meant."""
        self._add(Step("structure"))

    def _add(self, step: Step) -> None:
        """Add a step behind the chosen one.  Until it is given a name it is called by its place."""
        self._show_steps_only()
        at = self.panel.number + 1
        self._chosen = at
        self.intended.emit(AddStep(step, at))
        self.panel.list.setCurrentRow(at)

    def _selection(self) -> Where:
        """What is selected on the tree; a node comes with the branch that leads to it."""
        nodes, branches = self._canvas.selection()
        document = self._session.document.expanded
        leading = (branch.id for node in nodes for branch in document.incoming(node))
        return Where(nodes, tuple(dict.fromkeys((*branches, *leading))))

    def _take(self) -> None:
        """Put what is selected on the tree into the chosen step."""
        self._show_steps_only()
        if self.panel.step is None:
            self.told.emit(tr("Choose a step first."))
        else:
            self.panel.change({"where": self._selection()}, "where")

    # ------------------------------------------------------------ building by clicks

    def _build(self) -> None:
        self.panel.build.setChecked(self._actions["talk.build"].isChecked())

    def _choose_on_tree(self, field: str) -> None:
        """Go to the tree: what is clicked there goes into a field of the chosen step."""
        if self.panel.step is not None:
            self._field = field
            self.panel.build.setChecked(True)

    def _stop_building(self) -> None:
        """Back to the steps, from where the building was begun."""
        self.panel.build.setChecked(False)
        self.open_panel()

    def _begin_or_end_building(self, on: bool) -> None:
        """A person begins: with a step, if there is none."""
        if on:
            self._show_steps_only()  # they may have changed while they were not seen
            if self.panel.step is None:
                self._add_plain()
        self._show_building()

    def _show_building(self) -> None:
        """Building goes on on the tree itself; it ends where no step is left, as after an undo."""
        on = self.panel.build.isChecked()
        if on and self.panel.step is None:
            self.panel.build.setChecked(False)
            return
        self._actions["talk.build"].setChecked(on)
        if not on:
            if self.building.is_on:
                self._window.hints.show_editing(())
            self._field = ""
            self.building.show_frame(None)
            self.bar.hide()
            return
        self._window.show_tree()
        self._canvas.setFocus()
        steps, at = list(saved(self._session.document)), self.panel.number
        self.bar.show_building(self.panel.called(at), self._clicked_field(steps[at]))
        if steps[at].show == "structure" and not steps[at].where:
            steps[at] = msgspec.structs.replace(steps[at], where=NOTHING_YET)
        self.building.show_frame(frames(self._session.document, steps)[at])
        self._window.hints.show_editing(BUILDING)

    def _build_next(self) -> None:
        """Go on with another step, which may be highlighted otherwise; clicks go on."""
        self._field = ""
        self._add_plain()
        self._canvas.setFocus()

    def _clicked_field(self, step: Step) -> str:
        """The field of a step that clicks on the tree go into."""
        if step.show == "plan" and not self._field:
            return "plan"
        return self._field or ("highlight" if step.show == "nothing" else "where")

    def _pick(self, id_: str, whole: bool) -> None:
        """Put a node or branch into the chosen step, or take it out."""
        step, document = self.panel.step, self._session.document.expanded
        if step is None:
            return
        field = self._clicked_field(step)
        if field == "plan":
            self._pick_branch(step, id_, document)
            return
        if field == "zoom":
            node = document.branches[id_].target if id_ in document.branches else id_
            self.panel.change({field: node}, field)
            self._stop_building()
            return
        self.panel.change({field: toggled(getattr(step, field), id_, document, whole=whole)}, field)

    def _pick_branch(self, step: Step, id_: str, document: Document) -> None:
        """A plan takes the branch that is clicked."""
        entering = document.incoming(id_) if id_ in document.nodes else ()
        branch = document.branches.get(entering[0].id if entering else id_)
        if branch is None or document.nodes[branch.source].kind != "choice":
            self.told.emit(tr(CLICKS["plan"]))
            return
        self.panel.change({"plan": {**step.plan, branch.source: branch.id}}, "plan")

    # ----------------------------------------------------------------- presenting

    def _present(self) -> None:
        """Show the tree step by step on the whole screen; the one that is shown is gone back to."""
        if self.presenter is not None:
            self.presenter.activateWindow()
            return
        from app.export.frame_sequence import FrameSequence

        subject = self._subject()

        def work(run: Run) -> FrameSequence:
            return FrameSequence(subject, progress=run.go_on, cancelled=run.cancelled)

        self.told.emit(tr("Preparing the presentation…"))
        self._making.ask(subject, work)

    def _show_presenter(self, subject: "Subject", sequence: "FrameSequence") -> None:
        from app.talk.presenter import Presenter
        from app.talk.speaker_notes import NotesWindow

        motion = bool(self._canvas.tree.motion.duration_wanted)
        self.presenter = presenter = Presenter(sequence, self._window, motion=motion)
        self.notes = notes = NotesWindow(sequence, presenter)
        presenter.notes_wanted.connect(self._toggle_notes)
        presenter.ended.connect(self._ended)
        here = self._window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others:
            presenter.setGeometry(others[0].geometry())
            notes.show()
        presenter.showFullScreen()
        presenter.activateWindow()

    def _toggle_notes(self) -> None:
        if self.notes is not None:
            self.notes.setVisible(not self.notes.isVisible())

    def _ended(self) -> None:
        if self.notes is not None:
            self.notes.shut_down()
        self.presenter = self.notes = None

    # -------------------------------------------------------------------- writing

    def _export_if_shown(self) -> bool:
        """In the place of the talk its steps are what is exported."""
        if self.is_shown:
            self._export()
        return self.is_shown

    def _export(self) -> None:
        """Ask how and where, and write the tree step by step."""
        dialogs, subject = self._documents.dialogs, self._subject()
        wanted = dialogs.ask_steps(tr("{name} steps").format(name=self._documents.name), subject)
        if wanted is None:
            return
        if wanted.edit is not None:
            self.intended.emit(wanted.edit)
            subject = self._subject()
        shown = subject if wanted.highlighted else subject.unsolved()
        order = Order(
            said=tr("Writing the steps…"),
            work=partial(_write, shown, wanted),
            then=self._written,
            failed=lambda problem: self._complain(tr("The steps could not be written."), problem),
            stopped=lambda: self.told.emit(tr("Writing was cancelled.")),
        )
        self.writing.do(order)

    def _written(self, written: tuple[str, ...]) -> None:
        first = tr("Wrote {written}").format(written=written[0])
        self.told.emit(
            f"{first}."
            if len(written) == 1
            else tr("{first} and {written} more.").format(first=first, written=len(written) - 1)
        )

    def _complain(self, title: str, problem: QuandaryError) -> None:
        self._documents.dialogs.complain(title, problem.message)


def toggled(where: Where, id_: str, document: Document, *, whole: bool) -> Where:
    """A part of the tree with a node or branch added, or taken out if it is in.

    A node comes with the branch that leads to it; ``whole`` takes the subtree.
    """
    if id_ in document.branches and not whole:
        return msgspec.structs.replace(where, branches=_toggled(where.branches, id_))
    node = document.branches[id_].target if id_ in document.branches else id_
    if whole:
        return msgspec.structs.replace(where, subtrees=_toggled(where.subtrees, node))
    leading = [branch.id for branch in document.incoming(node)]
    nodes = _toggled(where.nodes, node)
    others = tuple(branch for branch in where.branches if branch not in leading)
    return Where(nodes, (*others, *leading) if node in nodes else others, where.subtrees)


def _toggled(ids: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return tuple(i for i in ids if i != id_) if id_ in ids else (*ids, id_)


def _frame_image(look: _Look, run: Run) -> QImage:
    """A frame in pixels, small enough for a preview."""
    from app.export.frame_sequence import FrameSequence
    from app.talk.frame_view import paint_frame

    sequence = FrameSequence(
        look.subject, progress=run.go_on, cancelled=run.cancelled, only=look.number
    )
    image = QImage(look.size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_frame(sequence, painter, QRectF(image.rect()), min(look.number, len(sequence) - 1))
    painter.end()
    return image


def _write(subject: "Subject", wanted: ExportRequest, run: Run) -> tuple[str, ...]:
    from app.export.frame_files import write_frames

    options = replace(wanted.options, part="tree")
    return write_frames(subject, wanted.path, options, run.go_on, run.cancelled)
