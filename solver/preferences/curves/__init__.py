"""Utility curves on scales: their values enclosed for sure, and comparisons decided exactly where possible."""
