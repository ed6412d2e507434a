"""Large documents: reading and opening."""
