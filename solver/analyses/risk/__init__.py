"""Risk: how net values are distributed, and what a utility curve makes of them."""
