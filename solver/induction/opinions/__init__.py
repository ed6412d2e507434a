"""What several opinions make of a tree: shares in a completion, completions as written, intervals."""
