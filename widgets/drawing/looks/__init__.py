"""What a tree shows, as values: of every node and branch, and on every frame of a talk."""
