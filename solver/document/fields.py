"""The fields of a document: one table, of which all that knows fields is made.

Both readers, the writer, the JSON Schema, the differences in words and the finding about unknown keys
go through `DOCUMENT`.  To add an optional key is to add the attribute to its class in
`solver.document.elements` (or `solver.document.model`) and a row here.

The order of the rows is the order in which a new entry's keys are written.  What a field is where its
key is left out says the class: the attribute's default.
"""

from typing import Final

from solver.document.elements import (
    BY_POLICY,
    Branch,
    ByCompletion,
    Completion,
    Criterion,
    Distribution,
    Kind,
    NamedCompletion,
    Node,
    NumberFormat,
    Opinion,
    OpinionShare,
    Outcome,
    Parameter,
    Preferences,
    Relations,
    ScaleEntry,
    ScaleUtility,
    Scenario,
    Standing,
    StoredRelation,
    UtilityCurve,
)
from solver.document.field_forms import (
    Field,
    FieldTable,
    Form,
    Kept,
    Known,
    ListOf,
    MapOf,
    NamedList,
    NumberOr,
    OneOf,
    WordOr,
)
from solver.document.model import Document

DISTRIBUTION: Final = FieldTable(
    "distribution",
    Distribution,
    "How a parameter is drawn in a simulation.",
    (
        Field(
            "kind",
            OneOf(
                {
                    kind: kind
                    for kind in (
                        "uniform",
                        "triangular",
                        "normal",
                        "lognormal",
                        "beta",
                        "gamma",
                        "discrete",
                    )
                }
            ),
            required=True,
        ),
        Field("min", Form.NUMBER, "Of a uniform, a triangular or a beta distribution."),
        Field("mode", Form.NUMBER, "Of a triangular distribution."),
        Field("max", Form.NUMBER, "Of a uniform, a triangular or a beta distribution."),
        Field(
            "mean", Form.NUMBER, "Of a normal distribution; of the logarithm, of a lognormal one."
        ),
        Field("sd", Form.NUMBER, "The standard deviation, likewise."),
        Field("alpha", Form.NUMBER, "Of a beta distribution."),
        Field("beta", Form.NUMBER, "Of a beta distribution."),
        Field("shape", Form.NUMBER, "Of a gamma distribution."),
        Field("scale", Form.NUMBER, "Of a gamma distribution."),
        Field("points", Form.POINTS, "Value and probability of each, of a discrete distribution."),
    ),
)

PARAMETER: Final = FieldTable(
    "parameter",
    Parameter,
    "A named number.",
    (
        Field("id", Form.ID, required=True),
        Field("value", Form.NUMBER, required=True, needs="The parameter “{id}” needs a “value”."),
        Field("min", Form.NUMBER, "Bounds the slider.", word="smallest value"),
        Field("max", Form.NUMBER, "Bounds the slider.", word="largest value"),
        Field("label", Form.TEXT),
        Field("distribution", DISTRIBUTION),
    ),
)

NUMBER_FORMAT: Final = FieldTable(
    "number format",
    NumberFormat,
    "How numbers are written wherever people read them.",
    (
        Field("prefix", Form.TEXT, "Such as a currency's sign."),
        Field("suffix", Form.TEXT, "Such as a unit."),
        Field(
            "decimals",
            Form.COORDINATE,
            "Digits after the point, 0 to 12.",
            word="digits after the point",
        ),
        Field("thousands", Form.FLAG, "Whether thousands are set apart."),
    ),
)

CRITERION: Final = FieldTable(
    "criterion",
    Criterion,
    "A dimension along which outcomes have values.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT),
        Field("better", OneOf({"more": "more", "less": "less"}), word="better is"),
        Field("format", NUMBER_FORMAT, word="written as"),
    ),
)

OUTCOME: Final = FieldTable(
    "outcome",
    Outcome,
    "With a value it stands on a scale (“default” if none is named), without one alone.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT, usual=True),
        Field("scale", Form.TEXT, usual=True),
        Field("value", Form.NUMBERS, always=True, usual=True),
        Field("notes", Form.TEXT),
    ),
    many=True,
)

CONDUCT: Final = FieldTable(
    "conduct",
    ByCompletion,
    "A named completion settles the choices: its expected utility is maximised.",
    (Field("completion", Form.ID, "A named completion's id.", required=True),),
)

NODE: Final = FieldTable(
    "node",
    Node,
    "A choice node, a chance node, or an outcome node, which ends the tree.",
    (
        Field("id", Form.ID, required=True),
        Field(
            "kind",
            OneOf({str(kind): kind for kind in Kind}, "The kind of node “{id}”"),
            required=True,
        ),
        Field("label", Form.TEXT, usual=True),
        Field("outcome", Form.OUTCOME, "An outcome's id; on outcome nodes only.", usual=True),
        Field(
            "copy_of",
            Form.NODE,
            "A live copy: below it hangs what hangs below this node.",
            word="live copy of",
        ),
        Field(
            "conduct",
            WordOr(BY_POLICY, CONDUCT),
            "Settles the choices at this node and below: policy, or the id of a completion.",
        ),
        Field("x", Form.COORDINATE, "Where it was placed by hand."),
        Field("y", Form.COORDINATE, "Where it was placed by hand."),
        Field("notes", Form.TEXT),
        Field("collapsed", Form.FLAG, word="folded"),
    ),
    many=True,
)

BRANCH: Final = FieldTable(
    "branch",
    Branch,
    "A branch from a choice or chance node.",
    (
        Field("id", Form.ID, required=True),
        Field("from", Form.END, "A node's id.", attribute="source", required=True, word="leaves"),
        Field("to", Form.END, "A node's id.", attribute="target", required=True, word="leads to"),
        Field("label", Form.TEXT, usual=True),
        Field("probability", Form.NUMBER, "From chance nodes only.", usual=True),
        Field("payoff", Form.NUMBERS, "Added to the value of every outcome below."),
        Field(
            "policy",
            Form.NUMBER,
            "From choice nodes only: how often the agent takes it under the stated policy.",
        ),
    ),
    many=True,
)

PREFERENCES: Final = FieldTable(
    "preferences",
    Preferences,
    "Comparisons stated outright; the relation says how prospects compare.",
    (
        Field("better", Form.PAIRS, "The first of each pair is better."),
        Field("equal", Form.PAIRS),
        Field(
            "relation",
            Form.TEXT,
            "expected-multi-utility (also if left out), timestep-dominance, first-order or second-order.",
        ),
    ),
)

SCALE_UTILITY: Final = FieldTable(
    "scaleUtility",
    ScaleUtility,
    "Weight times value, plus offset.",
    (Field("weight", Form.NUMBERS), Field("offset", Form.NUMBER)),
)

OPINION: Final = FieldTable(
    "opinion",
    Opinion,
    "One reading of the document: other values of some parameters. Several opinions make "
    "probabilities imprecise.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT),
        Field(
            "parameters",
            MapOf(Form.NUMBER),
            "Parameters that are not named keep their value.",
            word="values of parameters",
        ),
    ),
)

SCENARIO: Final = FieldTable(
    "scenario",
    Scenario,
    "A set of values of parameters with a name, to be switched to.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT),
        Field(
            "parameters",
            MapOf(Form.NUMBER),
            "Parameters that are not named keep their value.",
            word="values of parameters",
        ),
    ),
)

OPINION_SHARE: Final = FieldTable(
    "opinionShare",
    OpinionShare,
    "How much an opinion counts in a completion, and its own utility.",
    (
        Field("share", Form.NUMBER, "Positive; equal shares if none is given."),
        Field("scales", MapOf(SCALE_UTILITY, "scale")),
        Field("alone", MapOf(Form.NUMBER)),
    ),
)

COMPLETION: Final = FieldTable(
    "completion",
    Completion,
    "The utility function that expected utility uses where preferences have gaps.",
    (
        Field("scales", MapOf(SCALE_UTILITY, "scale")),
        Field("alone", MapOf(Form.NUMBER)),
        Field(
            "opinions",
            MapOf(NumberOr(OPINION_SHARE), "opinion"),
            "The share of each opinion: a number, or an object with a share and a utility of its own.",
            word="shares of opinions",
        ),
    ),
)

NAMED_COMPLETION: Final = FieldTable(
    "namedCompletion",
    NamedCompletion,
    "A utility function with a name: conduct can name it, and it can be chosen from a list.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT),
        *COMPLETION.fields,
    ),
)

STANDING: Final = FieldTable(
    "standing",
    Standing,
    "Where an outcome stands in a stored relation: on a scale with a value, or alone.",
    (Field("scale", Form.TEXT), Field("value", Form.NUMBERS)),
)

STORED_RELATION: Final = FieldTable(
    "",
    StoredRelation,
    "A relation that is not the active one.",
    (
        Field("name", Form.ID, required=True),
        Field("outcomes", MapOf(STANDING)),
        Field("preferences", PREFERENCES),
        Field("completion", COMPLETION),
    ),
)

RELATIONS: Final = FieldTable(
    "relations",
    Relations,
    "Several named preference relations. The active one stands in outcomes, preferences and "
    "completion; the others are stored here.",
    (
        Field(
            "active",
            Form.ID,
            "Its name.",
            required=True,
            needs="The active relation needs a name, a text.",
        ),
        Field("others", NamedList(STORED_RELATION, "active", "relation")),
    ),
)

UTILITY_CURVE: Final = FieldTable(
    "utilityCurve",
    UtilityCurve,
    "What expected utility is taken of, in place of the net values themselves.",
    (
        Field(
            "kind",
            OneOf({kind: kind for kind in ("exponential", "log", "power", "points")}),
            required=True,
        ),
        Field(
            "risk tolerance",
            Form.NUMBER,
            "Of an exponential utility, positive.",
            attribute="risk_tolerance",
        ),
        Field("exponent", Form.NUMBER, "Of a power of the net value, not zero."),
        Field("points", Form.POINTS, "Net value and utility of each, in ascending order."),
    ),
)

SCALE_ENTRY: Final = FieldTable(
    "scale",
    ScaleEntry,
    "What is said of a scale by its name.",
    (
        Field("id", Form.ID, "The name of the scale, as outcomes state it.", required=True),
        Field("label", Form.TEXT),
        Field("utility", UTILITY_CURVE, word="utility curve"),
    ),
)

#: The keys of ``view`` that this version looks at.
VIEW: Final = (
    Known("direction", "right or down"),
    Known("branches", "angled, straight or curved"),
    Known("leaves", "aligned"),
    Known("annotations", "{x, y, text}"),
    Known("numbers", "fraction or decimal"),
    Known("rule", "the rule that was chosen last"),
    Known("alpha", "how much the least expectation counts for Hurwicz’s rule, 0 to 1"),
    Known("style"),
    Known("steps", "a talk"),
)

#: ``format`` and ``version`` stand before these and are no fields: the writer knows them.
DOCUMENT: Final = FieldTable(
    "document",
    Document,
    "What a file may hold to be opened. It cannot say that ids must differ, that a key may stand only "
    "once in an object, or that branches and the root must name nodes that there are; and whether the "
    "tree can be solved is another question: see quandary check. Keys that are not listed are kept "
    "word for word.",
    (
        Field("title", Form.TEXT, "What the tree is called."),
        Field("notes", Form.TEXT, "Free text."),
        Field("parameters", ListOf(PARAMETER), "Numbers with names that expressions may use."),
        Field(
            "criteria",
            ListOf(CRITERION),
            "Left out: one criterion, “value”, of which more is better.",
        ),
        Field("outcomes", ListOf(OUTCOME), "The ways in which things may end."),
        Field("preferences", PREFERENCES),
        Field("nodes", ListOf(NODE), "Their order does not matter, unless positions are missing."),
        Field("branches", ListOf(BRANCH), "Their order is the drawing order."),
        Field("completion", COMPLETION),
        Field("completions", ListOf(NAMED_COMPLETION), "Named ones, for conduct and for choosing."),
        Field(
            "opinions",
            ListOf(OPINION),
            "Imprecise probabilities: under each opinion the whole document is read anew.",
        ),
        Field("relations", RELATIONS),
        Field(
            "scenarios",
            ListOf(SCENARIO),
            "Sets of parameters by name; solving does not look at them.",
        ),
        Field("scales", ListOf(SCALE_ENTRY), "Utility curves of scales."),
        Field(
            "root", Form.NODE, "A node's id. Optional where just one node has no incoming branch."
        ),
        Field("view", Kept(VIEW), "What only drawing needs."),
        Field("extensions", Kept(), "Kept word for word on load and save."),
    ),
)
