"""The tree as arrays, its numbers level by level, and rollback over it."""
