"""The same trees in other programs."""
