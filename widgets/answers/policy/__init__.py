"""The page Policy: sliders, map, held totals."""
