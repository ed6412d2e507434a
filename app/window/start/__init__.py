"""The start screen and its small pictures."""
