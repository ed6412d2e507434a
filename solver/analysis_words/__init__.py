"""What analyses find, in sentences: walks, money pumps, policies."""
