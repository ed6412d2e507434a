"""The values of parameters, which may be expressions in other parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from solver.errors import NumberError
from solver.numerals import Numeral, is_name, names_in


@dataclass(frozen=True)
class Resolved:
    """The parameters that have a value, and for the others the sentence that says why not."""

    values: Mapping[str, Fraction]
    problems: Mapping[str, str]


def resolve(parameters: Mapping[str, Numeral]) -> Resolved:
    """Evaluate all parameters in the order in which they depend on each other."""
    problems = {
        id_: f"“{id_}” cannot be used in expressions: a name is letters, digits and _, "
        "and does not begin with a digit."
        for id_ in parameters
        if not is_name(id_)
    }
    uses = {
        id_: {name for name in names_in(numeral.text) if name in parameters}
        for id_, numeral in parameters.items()
        if id_ not in problems
    }
    values: dict[str, Fraction] = {}
    while True:
        try:
            order = tuple(TopologicalSorter(uses).static_order())
            break
        except CycleError as error:
            cycle: list[str] = error.args[1]
            chain = " → ".join(f"“{name}”" for name in cycle)
            for name in set(cycle):
                problems[name] = f"The value of “{name}” depends on itself: {chain}."
                uses.pop(name, None)
            for names in uses.values():
                names.difference_update(cycle)
    for id_ in order:
        if id_ not in uses:
            continue
        try:
            values[id_] = parameters[id_].value(values)
        except NumberError as error:
            problems[id_] = str(error)
    return Resolved(values, problems)
