"""For which numbers: sensitivity, information, risk, criteria and simulation."""
