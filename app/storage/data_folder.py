"""The folder in which the program keeps what it must not lose."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def data_folder() -> Path:
    """Where the program keeps what is not for the person: locks, unsaved work, reports."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "Quandary"
