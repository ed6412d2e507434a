"""The parts of a window.  To add one: write it (`app.skeleton.part`), and name it here.

The order is that of the tabs, of the actions within a group of a menu (`app.skeleton.actions`),
and in which the parts are told of a change: the rule is asked before anybody follows it.
"""

from typing import Final

from app.analyses.compare import ComparePart
from app.analyses.numbers.criteria import CriteriaPart
from app.analyses.numbers.information import InformationPart
from app.analyses.numbers.risk import RiskPart
from app.analyses.numbers.sensitivity import SensitivityPart
from app.analyses.opinions import OpinionsPart
from app.analyses.paper_text import Paper
from app.analyses.policy import PolicyPart
from app.analyses.preferences import PreferencesPart
from app.analyses.utilities import UtilitiesPart
from app.analyses.verdict import VerdictPart
from app.analyses.walk import WalkPart
from app.analyses.why import WhyPart
from app.skeleton.part import WindowPart
from app.talk.export_actions import Pictures
from app.talk.talk import Talk
from app.window.appearance import Appearance
from app.window.document_commands import DocumentCommands
from app.window.finding import Finder
from app.window.help import Help
from app.window.languages import Languages
from app.window.manual import ManualPart
from app.window.restoring import Restoring
from app.window.selection_commands import Commands
from app.window.settling import Settling
from app.window.start.start_part import StartPart
from app.window.tour import Tour

PARTS: Final[tuple[type[WindowPart], ...]] = (
    StartPart,
    Restoring,
    DocumentCommands,
    Commands,
    Settling,
    VerdictPart,
    WhyPart,
    UtilitiesPart,
    ComparePart,
    PolicyPart,
    SensitivityPart,
    InformationPart,
    RiskPart,
    CriteriaPart,
    OpinionsPart,
    PreferencesPart,
    WalkPart,
    Paper,
    Finder,
    Appearance,
    Languages,
    Pictures,
    Talk,
    Tour,
    ManualPart,
    Help,
)
