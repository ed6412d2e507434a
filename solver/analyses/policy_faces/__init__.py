"""Which policies no policy dominates, and what holding a total forces."""
