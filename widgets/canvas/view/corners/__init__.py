"""What stands in the corners of the canvas, above the tree."""
