"""The program among others on a desktop: what menus, file managers and shells know of it."""
