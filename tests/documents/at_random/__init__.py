"""Documents made at random, and documents damaged at random."""
