"""What an edit has done: “add choice node” is what it is called, “Added choice node.” is what is told."""

from typing import Final

from solver.translation import mark, tr

#: How it is told in languages in which the name of an edit does not become its report so easily.
DONE: Final = mark("Done: {name}.")
#: Verbs with which names of edits begin and whose past is not made by “-ed” or “-d”.
_PAST: Final = {
    "free": "freed",
    "make": "made",
    "set": "set",
    "split": "split",
    "switch": "switched",
    "tidy": "tidied",
    "flip": "flipped",
    "unstate": "took back what was stated of",
}


def done(name: str) -> str:
    """The name of an edit, an order, as a report: “Deleted nodes.”, “Made branches equally likely.”"""
    if (said := tr(DONE)) != DONE:
        return said.format(name=name)
    verb, space, rest = name.partition(" ")
    past = _PAST.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")
    return f"{past[:1].upper()}{past[1:]}{space}{rest}."
