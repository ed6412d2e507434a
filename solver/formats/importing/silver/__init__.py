"""Files of SilverDecisions: the tree, and its variables."""
