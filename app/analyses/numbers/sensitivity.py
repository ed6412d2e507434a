"""The page “Sensitivity” of a window: thresholds, maps and swings of the document's parameters."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from app.analyses.chart_export import ChartExport
from app.analyses.numbers.sensitivity_work import but_value, exact_number, rounded
from app.analyses.numbers.simulating import Simulating
from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from app.skeleton.part import FollowingPart
from solver.analysis_words.charts.change_words import change_lines
from solver.analysis_words.charts.sensitivity_charts import (
    HATCHED,
    scenario_table,
    spider,
    value_lines,
    value_tornado,
    verdict_grid,
    verdict_tornado,
)
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.charts.question import ChartQuestion
from solver.document.model import Document
from solver.document.numerals import Numeral, plain_numeral
from solver.edits import (
    AddParameter,
    AddScenario,
    MakeParameter,
    RemoveScenario,
    SetParameter,
    Together,
    UseScenario,
)
from solver.edits.parameters import may_vary
from solver.edits.scenarios import scenario_now
from solver.rules import solve
from solver.sensitivity.along.tree_along import document_at
from solver.sensitivity.asked_together import (
    SIDE,
    RulerFound,
    SwingsFound,
    mapped,
    ruled,
    swung,
)
from solver.sensitivity.grid import VerdictMap
from solver.sensitivity.ranges import any_used
from solver.sensitivity.scenario_table import asked_scenarios
from solver.sensitivity.thresholds import ThresholdPiece, Thresholds
from solver.solution import Solution
from solver.translation import mark, tr
from solver.words.names import Names
from widgets.sensitivity.sensitivity_page import SensitivityPage

MOST_OFFERED: Final = 5  # typed probabilities to be made parameters
PAUSE: Final = 150  # milliseconds without a change before the work begins


class SensitivityPart(FollowingPart):
    """Keeps the page in line with document and rule while it is looked at."""

    title = mark("Sensitivity")
    place = PagePlace.FURTHER
    page: SensitivityPage
    rows = (
        ActionRow("solve.page_sensitivity", "answers", "Sensiti&vity", ("Ctrl+Alt+6",),
            tip="At which values of a parameter the verdict changes; maps and tornados."),
        ActionRow("solve.next_scenario", "relations", "Next s&cenario", ("Shift+F4",),
            tip="Give the parameters the values of the next scenario."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = page = SensitivityPage()
        self._ruling, self._mapping, self._swinging, self._pointing = (
            Background(window) for _ in range(4)
        )
        self._asked: dict[str, object] = {}
        self._latest: dict[str, object] = {}
        self._ruler: RulerFound | None = None
        self._map: VerdictMap | None = None
        self._stopped: set[str] = set()  # of what is shown: it is old, or not all
        self._of: object = None  # which tree and which parameters what is shown is about
        self._ruling.answered.connect(self._show_ruler)
        self._mapping.answered.connect(self._show_map)
        self._swinging.answered.connect(self._show_swings)
        self._pointing.answered.connect(self._show_pointed)
        self._ruling.failed.connect(lambda _, error: self._ruler_failed(error.message))
        self._mapping.failed.connect(lambda _, error: page.show_map(None, error.message))
        self._swinging.failed.connect(lambda _, e: page.show_swings(None, None, None, e.message))
        self._ruling.busy.connect(self._ruler_busy)
        self._mapping.busy.connect(self._map_busy)
        self._swinging.busy.connect(
            lambda done: page.tell_busy(
                "swings", tr("Asking each parameter… {done:.0%}").format(done=done)
            )
        )
        page.parameter_chosen.connect(lambda _: self.follow())
        page.axes_chosen.connect(lambda *_: self.follow())
        page.moved.connect(self._move)
        page.key_wanted.connect(self._go_to)
        page.value_wanted.connect(self._set_about)
        page.point_wanted.connect(self._set_point)
        page.piece_pointed.connect(self._point)
        page.cancel_wanted.connect(self._cancel)
        page.again_wanted.connect(self._go_on)
        page.adding_wanted.connect(lambda: self.intended.emit(AddParameter()))
        page.making_wanted.connect(lambda id_: self.intended.emit(MakeParameter(id_)))
        self._tabling = Background(window)
        self._simulating = Simulating(window, page.simulation)
        page.scenarios.use_wanted.connect(lambda id_: self.intended.emit(UseScenario(id_)))
        page.scenarios.remove_wanted.connect(lambda id_: self.intended.emit(RemoveScenario(id_)))
        page.scenarios.add_wanted.connect(lambda label: self.intended.emit(AddScenario(label)))
        self._tabling.answered.connect(
            lambda document, found: page.scenarios.show_table(
                scenario_table(Names(document), found)
            )
        )
        self._tabling.failed.connect(lambda *_: page.scenarios.show_table(None))
        self._export = ChartExport(window, self)
        self._export_charts()

    def _export_charts(self) -> None:
        """All charts and the table can be taken away, and shown in the talk."""
        page, of = self.page, ChartQuestion.of
        for view, question in (
            (page.ruler_view, lambda: of("thresholds", page.chosen)),
            (page.lines_view, lambda: of("values", page.chosen)),
            (page.map_view, lambda: of("map", *page.axes)),
            (page.verdicts_view, lambda: of("verdicts")),
            (page.tornado_view, lambda: of("tornado")),
            (page.spider_view, lambda: of("spider")),
            (page.simulation.shares, lambda: of("shares")),
            (page.simulation.curve, lambda: of("acceptability", page.chosen)),
        ):
            self._export.serve(view, question)
        self._export.serve_table(page.scenarios.table, tr("Scenarios and rules"))

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_sensitivity": self.show, "solve.next_scenario": self._next_scenario}

    # ------------------------------------------------------------------------ following

    def follow(self) -> None:
        if not self.is_in_front:
            return  # nobody looks: nothing is worked out
        document, rule, page = self._session.reading, self._verdict.rule, self.page
        if not self._session.is_open or not document.nodes:
            self._forget()
            page.show_problem(tr("Open or build a tree; what its parameters decide appears here."))
            return
        if not document.parameters:
            self._forget()
            page.show_document(
                document,
                tr(
                    "No parameter yet: a number that expressions use by its name, and that can vary."
                ),
            )
            self._offer(document)
            return
        page.show_document(document, "")
        if not any_used(document, document.free_parameters):
            self._offer(document)
        if self._of != (of := (document.root_id, tuple(document.parameters))):
            self._forget()  # of another tree nothing is shown, not even muted
            self._of = of
        still = but_value(document, page.chosen)
        if self._is_new("ruler", (still, page.chosen, rule)):
            self._ask_ruler(document, page.chosen, rule)
        elif self._ruling.is_idle and "ruler" not in self._stopped:
            self._draw_ruler()  # only the parameter itself has moved
        axes = page.axes
        if len(document.free_parameters) > 1 and axes[0] != axes[1]:
            if self._is_new("map", (but_value(document, *axes), axes, rule)):
                self._ask_map(document, axes, rule)
            elif self._mapping.is_idle and "map" not in self._stopped:
                self._draw_map()
        now = scenario_now(document)
        page.scenarios.show_scenarios({id_: s.label for id_, s in document.scenarios.items()}, now)
        if not document.scenarios:
            self._tabling.cancel()
            page.scenarios.show_table(None)
        elif self._is_new("scenarios", document):
            self._tabling.ask(
                document, lambda run: asked_scenarios(document, run.cancelled), 3 * PAUSE
            )
        self._simulating.follow(document, rule, page.chosen)
        if self._is_new("swings", (document, rule)):
            self._swinging.ask(
                document, lambda run: swung(document, rule, run.cancelled, run.tell), 2 * PAUSE
            )

    def _offer(self, document: Document) -> None:
        """Numbers of the tree that can be made parameters."""
        names = self._session.names
        self.page.show_offers(
            {
                id_: tr("Make {text} ({id}) a parameter").format(
                    text=chance.text, id=names.branch_at(id_)
                )
                for id_, chance in may_vary(document, MOST_OFFERED).items()
            }
        )

    def _is_new(self, which: str, key: object) -> bool:
        if self._asked.get(which) == key:
            return False
        self._asked[which] = key
        self._stopped.discard(which)
        return True

    def _forget(self) -> None:
        for asking in (
            self._ruling, self._mapping, self._swinging, self._pointing, self._tabling
        ):  # fmt: skip
            asking.cancel()
        self._simulating.forget()
        self._asked.clear()
        self._ruler = self._map = self._of = None
        self.page.clear()

    def _cancel(self, which: str) -> None:
        asking = {"ruler": self._ruling, "map": self._mapping, "swings": self._swinging}[which]
        asking.cancel()
        self._stopped.add(which)
        words = tr("△ Stopped before all was found.")
        if which == "map" and self._map is not None and self._map.done < 1:
            words = tr(
                "△ Stopped after {done:.0%} of the points; the others show what holds nearby."
            )
            words = words.format(done=self._map.done)
        self.page.tell_stopped(which, words)

    def _go_on(self, which: str) -> None:
        """Ask once more what was stopped."""
        self._asked.pop(which, None)
        self.follow()

    # ------------------------------------------------------------------------ the ruler

    def _ask_ruler(self, document: Document, parameter: str, rule: str) -> None:
        self._latest.pop("ruler", None)
        if self._ruler is not None and self._ruler.found.parameter != parameter:
            self._ruler = None
            self.page.show_ruler(None)
            self.page.show_lines(None)

        def heard(found: Thresholds) -> None:
            self._latest["ruler"] = RulerFound(found)

        self._ruling.ask(
            document,
            lambda run: ruled(document, parameter, rule, run.cancelled, run.tell, heard),
            PAUSE,
        )

    def _ruler_busy(self, done: float) -> None:
        words = tr("Looking for thresholds… {done:.0%}").format(done=done)
        latest = self._latest.get("ruler")
        if isinstance(latest, RulerFound):
            self._ruler = latest
            self._draw_ruler(words, busy=True)
        else:
            self.page.tell_busy("ruler", words)

    def _show_ruler(self, _: Document, found: RulerFound) -> None:
        self._ruler = found
        self._draw_ruler()

    def _ruler_failed(self, words: str) -> None:
        """It is asked again after any change: another value of the parameter may be a valid one."""
        self._ruler = None
        self._asked.pop("ruler", None)
        self.page.show_ruler(None, words)
        self.page.show_lines(None)

    def _draw_ruler(self, words: str = "", *, busy: bool = False) -> None:
        own, names = self._ruler, self._session.names
        if own is None:
            return
        here = self._session.reading.parameter_values.get(own.found.parameter)
        at = None if here is None else own.found.at(here)
        if at is not None and at.refused:  # as where the document is not valid to solve
            self.page.show_ruler(None, at.refused, busy=busy)
            self.page.show_lines(None)
            return
        chart = ruler(names, own.found, here, own.judged)
        if not words:
            words = chart.description
            if not own.found.is_complete:
                words = f"△ {words} {own.found.incomplete}"
        self.page.show_ruler(chart, words, busy=busy)
        lines = own.values
        self.page.show_lines(None if lines is None else value_lines(names, lines, here))

    # -------------------------------------------------------------------------- the map

    def _ask_map(self, document: Document, axes: tuple[str, str], rule: str) -> None:
        self._latest.pop("map", None)
        if self._map is not None and (self._map.across, self._map.up) != axes:
            self._map = None
            self.page.show_map(None)

        def work(run: Run) -> VerdictMap:
            def heard(known: VerdictMap) -> None:
                self._latest["map"] = known
                run.tell(known.done)

            return mapped(document, *axes, rule, run.cancelled, heard)

        self._mapping.ask(document, work, 2 * PAUSE)

    def _map_busy(self, done: float) -> None:
        latest = self._latest.get("map")
        words = tr("Asking {side} × {side} points… {done:.0%}").format(side=SIDE, done=done)
        if isinstance(latest, VerdictMap):
            self._map = latest
            self._draw_map(words, busy=True)
        else:
            self.page.tell_busy("map", words)

    def _show_map(self, _: Document, found: VerdictMap) -> None:
        self._map = found
        self._draw_map()

    def _draw_map(self, words: str = "", *, busy: bool = False) -> None:
        own = self._map
        if own is None:
            return
        values = self._session.reading.parameter_values
        here = (
            (values[own.across], values[own.up]) if {own.across, own.up} <= values.keys() else None
        )
        chart = verdict_grid(self._session.names, own, here)
        hatched = any(region.hatched for region in chart.regions)
        usual = tr("Letters are plans: point at a region.") + (f" {tr(HATCHED)}" if hatched else "")
        self.page.show_map(chart, words or usual, busy=busy)

    # ----------------------------------------------------------------------- the swings

    def _show_swings(self, document: Document, found: "SwingsFound") -> None:
        names = self._session.names
        if document is not self._session.reading:
            return
        tornado = None if found.base is None else value_tornado(names, found.base, found.swings)
        lines = None if found.base is None else spider(names, found.lines, found.base)
        refused = [swing.refused for swing in found.swings if swing.refused]
        if len(refused) == len(found.swings):
            self.page.show_swings(None, None, None, refused[0] if refused else "")
            return
        self.page.show_swings(
            verdict_tornado(names, found.swings),
            tornado,
            lines,
            refused[0] if refused else "",
            changes=change_lines(names, found.swings),
        )

    # ------------------------------------------------------------------------ scenarios

    def _next_scenario(self) -> None:
        """The values of the scenario after the one that holds, round and round."""
        document = self._session.reading
        ids = list(document.scenarios)
        if not ids:
            self.told.emit(
                tr("There is no scenario yet: keep some values under a name (Sensitivity).")
            )
            return
        now = scenario_now(document)
        following = ids[(ids.index(now) + 1) % len(ids)] if now is not None else ids[0]
        self.intended.emit(UseScenario(following))
        self.told.emit(
            tr("Scenario: {value}.").format(value=document.scenarios[following].label or following)
        )

    # ------------------------------------------------------------------- pointing, setting

    def _point(self, key: object) -> None:
        """Show on the tree what holds on the stretch that is pointed at."""
        document, rule = self._session.reading, self._verdict.rule
        value = key.sample if isinstance(key, ThresholdPiece) else None
        parameter = self._ruler.found.parameter if self._ruler is not None else ""
        if value is None or parameter not in document.parameters:
            self._pointing.cancel()
            self._canvas.show_solution(self._verdict.solution, self._verdict.plan)
            return
        at = document_at(document, parameter, value)
        self._pointing.ask(document, lambda run: solve(at, rule, cancelled=run.cancelled))

    def _show_pointed(self, document: Document, found: Solution) -> None:
        if document is self._session.reading:
            self._canvas.show_solution(found)

    def _move(self, parameter: str, number: Numeral, gesture: str) -> None:
        self.intended.emit(SetParameter(parameter, {"value": number}, gesture))

    def _go_to(self, parameter: str, key: object) -> None:
        """A bound or a point: exactly there."""
        if isinstance(key, ThresholdPiece) and key.is_point and key.low.is_rational:
            self._set(parameter, key.low.low)
        elif isinstance(key, Fraction | float):
            self._set(parameter, exact_number(key))

    def _set_about(self, parameter: str, value: float) -> None:
        document = self._session.reading
        if parameter in document.parameters:
            self._set(parameter, rounded(document, parameter, value))

    def _set_point(self, x: float, y: float) -> None:
        document, (across, up) = self._session.reading, self.page.axes
        edits = [
            SetParameter(p, {"value": plain_numeral(rounded(document, p, v))})
            for p, v in ((across, x), (up, y))
        ]
        self.intended.emit(Together(tuple(edits), tr("set two parameters")))

    def _set(self, parameter: str, value: Fraction) -> None:
        self.intended.emit(SetParameter(parameter, {"value": plain_numeral(value)}))
