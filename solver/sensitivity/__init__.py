"""For which numbers?  What a verdict is as a function of the document's parameters.

`thresholds` cuts the range of one parameter into pieces, exactly; `grid`, `sweep` and `simulation`
ask at many points.  Polynomials and their roots are python-flint’s (`along.roots`).
"""
