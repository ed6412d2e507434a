"""The list of a talk’s steps, and its panel."""
