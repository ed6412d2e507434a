"""Heads and cells of tables."""
