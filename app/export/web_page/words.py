"""What the script of the page says, in the language in which the rest of the page is written."""

from collections.abc import Mapping
from typing import Final

from solver.translation import mark, tr

_SAID: Final = (
    mark("The tree. Arrow keys go through its nodes and branches."),
    mark("Permitted plans lead to"),
    mark("Choose a branch to read why the rule permits it, or does not."),
    mark("Rules that have no answer here, and why"),
    mark("{name}. Choose a rule to read what it says here."),
    mark("Step {step} of {steps}: {name}"),
    mark("Step back"),
    mark("Next step"),
    mark("Light or dark"),
    mark("Decision rules"),
    mark("Whether this policy is dominated is not worked out on this page."),
    mark("This policy is dominated: another policy is strictly better."),
    mark("No policy is strictly better than this one."),
    mark("{name}, exactly"),
    mark("How often the agent takes each branch"),
    mark("What this policy leads to"),
    mark(
        "Worked out exactly on this page; whether a policy is dominated is looked up in a table that Quandary made."
    ),
    mark("Notes"),
    mark("The tree as text"),
    mark("0.5"),  # how its decimals are written
)


def words() -> Mapping[str, str]:
    """The texts of the script by what they are in English, in which they stand in it."""
    return {text: said for text in _SAID if (said := tr(text)) != text}
