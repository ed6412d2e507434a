"""What scripts and notebooks do: read and write files, and build a tree in a few lines."""
