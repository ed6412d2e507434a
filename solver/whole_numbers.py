"""Arrays of whole numbers: of 64 bits where they fit, else of Python's own."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


#: Whole numbers: of 64 bits where they fit, else Python's own in an array of objects.
Whole = npt.NDArray[Any]


#: Whole numbers up to here are kept in 64 bits; sums and differences of two still fit.
SAFE: Final = 2**61


def whole(numbers: Sequence[int], most: int) -> Whole:
    """The numbers as an array that can hold values up to ``most`` on the way."""
    return np.array(numbers, dtype=np.int64 if most < SAFE else object)
