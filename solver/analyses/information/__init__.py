"""What it is worth to know, or to decide, what chance decides: events, informed trees, prices."""
