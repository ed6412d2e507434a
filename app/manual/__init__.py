"""The manual: pages from ``assets/manual`` and from what the program knows of itself, for help and for the site."""
