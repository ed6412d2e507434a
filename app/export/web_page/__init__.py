"""The tree as one self-contained web page: what it shows, and what it can work out by itself."""
