"""The hues of scales, wherever a tree is drawn."""

from typing import Final

#: What fills the outcomes of each scale.  Okabe and Ito's colours, which people with any kind of
#: colour vision can tell apart; in print greys.
SCALE_HUES: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
PRINT_HUES: Final = ("#FFFFFF", "#B0B0B0", "#6A6A6A", "#303030")
