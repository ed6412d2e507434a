"""How the program is packed for others to install."""
