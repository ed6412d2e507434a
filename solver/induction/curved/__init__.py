"""Rollback under a utility curve."""
