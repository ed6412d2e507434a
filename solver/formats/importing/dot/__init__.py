"""Graphviz DOT: its syntax, and the tree that a graph means."""
