"""The manual as a static site, with pictures that the program makes of itself."""
