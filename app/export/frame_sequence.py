"""A document as the frames of a talk: one picture that shows one step after the other."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.export.options import AS_USUAL, RATIOS, ExportOptions
from app.export.subject import Subject, faces_here
from solver.charts.chart import Chart
from solver.charts.question import ChartQuestion
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.page.geometry import Point, Rect
from solver.page.talk_steps import ANSWERS, SHOWS, Step, generated, rules_asked, saved
from solver.rules import DEFAULT_RULE, RULES, solve
from solver.solution import Solution
from solver.translation import mark, tr
from solver.words.names import Names
from solver.words.step_names import step_names
from widgets.basics.theme import LIGHT, Theme
from widgets.charts.chart_picture import painted_on
from widgets.drawing.drawing import Progress, silent
from widgets.drawing.looks.frame_looks import Frames
from widgets.drawing.picture import Paint, Picture
from widgets.drawing.surfaces.surface import Surface

MOST_STEPS = 500  # of a talk


def steps_of(document: Document, solution: Solution | None = None) -> tuple[Step, ...]:
    """The steps that a document keeps, or else those made from what a rule says of it."""
    return saved(document) or generated(document, solution)


class FrameSequence:
    """The frames of a document.  It may be made on any thread; one thread at a time may draw it.

    ``only`` is the one frame that is wanted: what charts of other steps show is not worked out.
    Raises `QuandaryError` where a step needs an answer that cannot be had.
    """

    def __init__(
        self,
        subject: Subject,
        options: ExportOptions = AS_USUAL,
        progress: Progress = silent,
        steps: Sequence[Step] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        window: Theme = LIGHT,
        only: int | None = None,
    ) -> None:
        self.subject = subject
        self.document = document = subject.document
        self.steps = tuple(steps_of(document, subject.solution) if steps is None else steps)
        if len(self.steps) > MOST_STEPS:
            raise QuandaryError(
                tr(
                    "There are {steps:,} steps, which is too many. Show at most {most_steps} of them at once."
                ).format(steps=len(self.steps), most_steps=MOST_STEPS)
            )
        style = subject.drawn_style(options)
        self.answers = _answers(document, self.steps, subject.solution, cancelled)
        shown = {n: step for n, step in enumerate(self.steps) if only is None or n == only}
        self.charts = _charts(document, shown, subject.solution, cancelled)
        self._called = step_names(Names(document.expanded), self.steps)
        self._frames = Frames(document, self.steps, self.answers, style)
        self.style = self._frames.style  # in which every frame is drawn
        self.picture = Picture(
            document,
            window=window,
            margin=options.margin,
            margin_in_per_cent=options.margin_unit == "%",
            ratio=RATIOS[options.ratio],
            ink=options.ink,
            see_through=options.background == "transparent",
            progress=progress,
            frames=self._frames,
            faces=faces_here(),
        )
        self._instead = {
            number: painted_on(chart, self.style, window, self.picture.size, faces_here())
            for number, chart in self.charts.items()
        }
        self.in_use = threading.Lock()  # held by who draws it beside others
        self.number = -1
        self.show(0)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.number]

    @property
    def instead(self) -> Paint | None:
        """What paints a chart in the place of the tree, if the step shows one."""
        return self._instead.get(self.number)

    def title(self, number: int) -> str:
        """What a step is called."""
        return self.steps[number].name or tr("Step {number}").format(number=number + 1)

    def caption(self, number: int) -> str:
        """What stands above a frame: what its step is called, and the rule or the plan that is shown.

        Nothing above a step that nobody named, unless it shows what a rule says.
        """
        if not self.style.step_names or number in self.charts:
            return ""
        step, rule = self.steps[number], self._frames.frames[number].rule
        called = self._called[number]
        if called != step.name and self.picture.has_room_for(called):
            return called
        name = step.name or (tr(SHOWS[step.show]) if step.show in ANSWERS else "")
        if rule is None or not name:
            return name
        known = RULES[self.answers[rule].rule].name
        return name if known in name else tr("{name}: {rule}").format(name=name, rule=known)

    def show(self, number: int) -> None:
        """Show the frame of this number, from 0.  Nothing moves, unless the step zooms."""
        if number != self.number:
            self.number = number
            self._shown = self._frames.looks(number, self.picture.drawing.layout.hidden)
        self.picture.show(
            self._shown, self.zoom(self.step.zoom), self.instead, self.caption(number)
        )

    def each(self, progress: Progress = silent) -> Iterator[int]:
        """Show one frame after the other; the number of each, once it is shown."""
        for number in range(len(self)):
            progress(number / len(self))
            self.show(number)
            yield number

    def seen(self, number: int) -> Rect:
        """The part of the page that a frame shows."""
        return self.zoom(self.steps[number].zoom) or self.picture.rect

    def draw(self, surface: Surface, number: int, progress: Progress = silent) -> None:
        """Draw a frame in the page’s own coordinates."""
        self.show(number)
        if (instead := self._instead.get(number)) is None:
            seen, theme = self.seen(number), self.picture.theme
            whole = seen.width >= self.picture.rect.width
            self.picture.drawing.draw(surface, progress=progress, legend=whole)
            surface.save()
            surface.translate(seen.left, seen.top)
            surface.scale(seen.width / max(self.picture.rect.width, 1.0))
            self.picture.draw_caption(surface, theme.canvas if self.step.zoom else None)
            surface.restore()
            return
        surface.save()
        surface.translate(self.picture.rect.left, self.picture.rect.top)
        try:
            instead(surface, progress)
        finally:
            surface.restore()

    def node_at(self, place: Point, number: int) -> str | None:
        """The node that a frame shows at a place of the page."""
        if number in self._instead:
            return None
        hidden = self._frames.frames[number].hidden_nodes
        for id_, figure in self.picture.drawing.nodes.items():
            if id_ not in hidden and figure.is_at(place - figure.place):
                return id_
        return None

    def zoom(self, node: str) -> Rect | None:
        """The part of the page that a zoom to a subtree shows; None for the whole."""
        return self.picture.around(node) if node in self.picture.drawing.nodes else None


def _charts(
    document: Document,
    steps: Mapping[int, Step],
    chosen: Solution | None,
    cancelled: Callable[[], bool],
) -> Mapping[int, Chart]:
    """The charts that steps show, by the number of the step.  One that is asked twice is made once."""
    made: dict[tuple[str, str], Chart] = {}
    found: dict[int, Chart] = {}
    for number, step in steps.items():
        if step.show != "chart":
            continue
        from solver.analysis_words.charts.answered import answered_chart

        if not step.chart:
            raise QuandaryError(
                tr("{step} shows a chart and does not say which.").format(
                    step=_step_name(number, step)
                )
            )
        question = ChartQuestion.read(step.chart)
        rule = step.rule or (chosen.rule if chosen is not None else "")
        if question.kind.by_rule and not rule:
            raise QuandaryError(tr(_NO_RULE))
        if rule and rule not in RULES:
            raise QuandaryError(_unknown(rule))
        key = question.text, rule
        if key not in made:
            made[key] = answered_chart(document, question, rule or DEFAULT_RULE, cancelled)
        found[number] = made[key]
    return found


def _step_name(number: int, step: Step) -> str:
    plain = tr("Step {number}").format(number=number + 1)
    if step.name in ("", plain):
        return plain
    return tr("Step {number} ({name})").format(number=number + 1, name=step.name)


_NO_RULE = mark(
    "A step shows what a rule says, and none was chosen. Solve the tree, or name a rule."
)


def _unknown(rule: str) -> str:
    return tr("A step asks the rule “{rule}”, which is none of {rules}.").format(
        rule=rule, rules=", ".join(RULES)
    )


def _answers(
    document: Document,
    steps: Sequence[Step],
    chosen: Solution | None,
    cancelled: Callable[[], bool],
) -> Mapping[str, Solution]:
    """What the rules say that the steps ask; an empty rule is the chosen one."""
    answers: dict[str, Solution] = {}
    for rule in rules_asked(steps):
        if chosen is not None and rule in ("", chosen.rule):
            answers[rule] = chosen
        elif not rule:
            raise QuandaryError(tr(_NO_RULE))
        elif rule not in RULES:
            raise QuandaryError(_unknown(rule))
        else:
            answers[rule] = solve(document, rule, cancelled=cancelled)
    return answers
