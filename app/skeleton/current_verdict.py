"""The rule of a window, what it says of the document, and the plan that is looked at."""

from PySide6.QtCore import QObject, Signal

from solver.solution import Plan, Solution


class CurrentVerdict(QObject):
    """Known to all parts of a window; whoever shows or chooses a rule goes by it."""

    rule_changed = Signal(str)
    plan_selected = Signal(object)  # by the person: a Plan, or None
    explain_wanted = Signal(str)  # what this rule says is to be read
    changed = Signal()  # another solution is shown or none, or another plan of it

    def __init__(self, rule: str, parent: QObject) -> None:
        super().__init__(parent)
        self._rule = rule
        self.solution: Solution | None = None
        self.plan: Plan | None = None

    @property
    def rule(self) -> str:
        """The id of the rule that is applied."""
        return self._rule

    def set_rule(self, rule: str) -> None:
        """Apply another rule."""
        if rule != self._rule:
            self._rule = rule
            self.rule_changed.emit(rule)

    def forget(self) -> None:
        """What was said does not hold any more."""
        self.solution = self.plan = None
