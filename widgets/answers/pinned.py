"""How many rules have a place and a key of their own."""

from typing import Final

PINNED: Final = 5  # rules that stand in the tool bar
