"""Rules that judge plans by the interval of what several opinions expect of them."""
