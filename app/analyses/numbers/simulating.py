"""The simulation of the page “Sensitivity”: draws that go on while they are looked at, and can be stopped."""

from collections.abc import Iterator

from app.process.background import Background, Run
from app.skeleton.document_window import DocumentWindow
from solver.analysis_words.simulation_words import (
    acceptability_lines,
    share_bars,
    value_lines_of,
)
from solver.document.model import Document
from solver.sensitivity.asked_together import Simulated, drawn
from solver.sensitivity.draws import drawn_parameters
from solver.translation import tr
from widgets.sensitivity.simulation_part import SimulationPart


class Simulating:
    """Draws when it is asked to; what has been drawn so far is shown, also where it was stopped."""

    def __init__(self, window: DocumentWindow, part: SimulationPart) -> None:
        self._part = part
        self._drawing = Background(window)
        self._document = Document()
        self._rule = self._parameter = ""
        self._latest: Simulated | None = None  # of the draws that go on
        part.wanted.connect(self._draw)
        part.cancelled.connect(self._stop)
        self._drawing.answered.connect(self._show)
        self._drawing.failed.connect(lambda _, error: part.show_charts(None, None, error.message))
        self._drawing.busy.connect(self._show_busy)

    def follow(self, document: Document, rule: str, parameter: str) -> None:
        """Offer draws of this; ``parameter`` is that of the acceptability curve."""
        if (document, rule, parameter) != (self._document, self._rule, self._parameter):
            self.forget()
            self._document, self._rule, self._parameter = document, rule, parameter
        self._part.offer(drawn_parameters(document))

    def forget(self) -> None:
        """Stop, and show nothing of another document or rule."""
        self._drawing.cancel()
        self._latest = None
        self._part.show_charts(None, None, "")

    def _draw(self, samples: int, seed: int) -> None:
        document, rule, parameter = self._document, self._rule, self._parameter
        self._latest = None
        self._part.show_charts(None, None, tr("Drawing…"), busy=True)

        def work(run: Run) -> Simulated:
            def heard(found: Simulated) -> None:
                if not run.cancelled():
                    self._latest = found

            return drawn(document, rule, parameter, samples, seed, run.cancelled, run.tell, heard)

        self._drawing.ask(document, work)

    def _stop(self) -> None:
        self._drawing.cancel()
        found, self._latest = self._latest, None
        if found is None:
            self._part.show_charts(None, None, tr("Stopped before anything was drawn."))
        else:
            self._show_found(
                found, tr("△ Stopped after {done:,} draws.").format(done=found.found.done)
            )

    def _show_busy(self, done: float) -> None:
        self._show_found(self._latest, tr("Drawing… {done:.0%}").format(done=done), busy=True)

    def _show(self, document: Document, found: Simulated) -> None:
        if document is self._document:
            self._latest = None
            self._show_found(found, "")

    def _show_found(self, found: Simulated | None, words: str, *, busy: bool = False) -> None:
        if found is None:
            self._part.show_charts(None, None, words, busy=busy)
            return
        curve = None
        if len(found.curve) > 1:
            curve = acceptability_lines(self._document, found.parameter, found.curve)
        said = " ".join(part for part in (words, *_said(found)) if part)
        self._part.show_charts(share_bars(self._document, found.found), curve, said, busy=busy)


def _said(found: Simulated) -> Iterator[str]:
    """What the charts do not show."""
    own = found.found
    if own.refused:
        share = float(own.share(own.refused))
        yield tr("△ In {share:.1%} of the draws there is no answer: {refusal}").format(
            share=share, refusal=own.refusal
        )
    if own.many:
        yield tr("In {float:.1%} more plans are permitted than are told apart.").format(
            float=float(own.share(own.many))
        )
    yield from value_lines_of(own)
