"""What analyses find, as charts."""
