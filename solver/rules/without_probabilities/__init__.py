"""Rules that judge plans by the ends they may come to, however likely: no probability counts."""
