"""Which chart is meant, in a word that a file, a step of a talk and a command can hold.

``thresholds:p`` is the ruler of the parameter p, ``map:p,q`` the map over p and q, ``verdicts`` the tornado
of all, ``cumulative@long/value`` what is looked at of several.  What they show is worked out by `solver.analysis_words.charts.answered`.
"""

from dataclasses import dataclass
from typing import Final

from solver.errors import QuandaryError
from solver.translation import tr


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart or table: what it is called, how many ``parameters`` it is about.

    ``at`` is what may be chosen of it besides (the first one by default).  ``by_rule``: another rule
    may make another chart.  ``is_table``: it has rows, and no picture.
    """

    id: str
    name: str
    parameters: int = 0
    at: str = ""
    by_rule: bool = True
    is_table: bool = False


KINDS: Final = {
    kind.id: kind
    for kind in (
        ChartKind("thresholds", "Where each plan is permitted", 1),
        ChartKind("values", "Value of each alternative", 1, by_rule=False),
        ChartKind("map", "Permitted sets over two parameters", 2),
        ChartKind("verdicts", "What would change the verdict first"),
        ChartKind("tornado", "How far each parameter moves the value", by_rule=False),
        ChartKind("spider", "The value along each parameter", by_rule=False),
        ChartKind("shares", "How often each plan is permitted"),
        ChartKind("acceptability", "Acceptability curve", 1),
        ChartKind("prices", "What it is worth to know an event first", at="CRITERION"),
        ChartKind("control", "What it is worth to decide an event", at="CRITERION"),
        ChartKind("cumulative", "Chance of at most this much", at="SCALE/CRITERION"),
        ChartKind("distribution", "Distribution of net values", at="SCALE/CRITERION"),
        ChartKind("plane", "The plane of two criteria", at="X/Y", by_rule=False),
        ChartKind("preferences", "How outcomes compare (Hasse diagram)", by_rule=False),
        ChartKind("scales", "Scales with their outcomes", by_rule=False),
        ChartKind("rule", "What the rule says"),
        ChartKind("league", "League of plans", is_table=True),
        ChartKind("risk", "Risk in numbers", at="SCALE/CRITERION", is_table=True),
        ChartKind("scenarios", "Scenarios and rules", by_rule=False, is_table=True),
    )
}


@dataclass(frozen=True)
class ChartQuestion:
    """A kind of chart with the parameters that it is about, and ``at`` what of several it looks."""

    kind: ChartKind
    parameters: tuple[str, ...] = ()
    at: str = ""

    @property
    def text(self) -> str:
        """The same in a word."""
        about = f":{','.join(self.parameters)}" if self.parameters else ""
        return f"{self.kind.id}{about}{'@' if self.at else ''}{self.at}"

    @classmethod
    def of(cls, kind: str, *parameters: str, at: str = "") -> "ChartQuestion":
        """A question of a kind that there is."""
        return cls(KINDS[kind], parameters, at)

    @classmethod
    def read(cls, text: str) -> "ChartQuestion":
        """What a word means.  Raises `QuandaryError` with a sentence where it means nothing.

        >>> ChartQuestion.read("map:p,q").parameters
        ('p', 'q')
        """
        word, _, at = text.strip().partition("@")
        id_, _, about = word.partition(":")
        kind = KINDS.get(id_.strip())
        if kind is None:
            known = ", ".join(KINDS)
            raise QuandaryError(
                tr("There is no chart “{word}”: there are {known}.").format(
                    word=word.strip(), known=known
                )
            )
        parameters = tuple(part.strip() for part in about.split(",") if part.strip())
        if len(parameters) != kind.parameters:
            wanted = (tr("no parameter"), tr("one parameter"), tr("two parameters"))[
                kind.parameters
            ]
            raise QuandaryError(
                tr("The chart “{id}” is about {wanted}, as in “{kind}”.").format(
                    id=kind.id, wanted=wanted, kind=pattern(kind)
                )
            )
        if at and not kind.at:
            raise QuandaryError(
                tr("There is only one chart “{id}”: nothing may follow “@”.").format(id=kind.id)
            )
        return cls(kind, parameters, at.strip())


def pattern(kind: ChartKind) -> str:
    """How a question of a kind is written.

    >>> pattern(KINDS["map"]), pattern(KINDS["spider"])
    ('map:P,Q', 'spider')
    """
    return f"{kind.id}:{','.join('PQ'[: kind.parameters])}".rstrip(":")
