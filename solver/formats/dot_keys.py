"""The attributes of our own in a DOT graph, by which a tree comes back as it was."""

from typing import Final

KEYS: Final = ("criteria", "outcomes", "preferences")
