"""Where the program keeps what it must not lose, and what it remembers."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def data_folder() -> Path:
    """Where the program keeps what is not for the person: locks, unsaved work, reports."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "Quandary"


def settings_file() -> Path:
    """Where the program remembers how a person wants it."""
    location = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(location)) / "Quandary" / "settings.json"
