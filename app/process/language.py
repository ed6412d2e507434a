"""The language of the window: as somebody chose it, else as the system has it, else English."""

import gettext
import os
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import assets
from solver.translation import speak

ENGLISH: Final = "en"
DOMAIN: Final = "quandary"  # what the catalogues are called
SETTING: Final = "language"  # a code; empty: as the system has it
VARIABLE: Final = "QUANDARY_LANG"  # overrules the settings, for a try


def languages() -> Mapping[str, str]:
    """The languages that the window speaks, by their codes; each is called as it calls itself."""
    others = {code: QLocale(code).nativeLanguageName() for code in assets.languages()}
    return {ENGLISH: "English", **others}


def language_of(chosen: str, system: Sequence[str] | None = None) -> str:
    """The code of the language to speak: the one that was chosen, else the first of the system’s."""
    known = (ENGLISH, *assets.languages())
    if system is None:
        system = QLocale.system().uiLanguages()
    wanted = (os.environ.get(VARIABLE, ""), chosen, *system)
    for each in wanted:
        code = each.replace("_", "-").partition("-")[0]
        if code in known:
            return code
    return ENGLISH


def speak_language(application: QApplication, code: str) -> None:
    """Say everything in this language from now on, also what Qt says, in its direction of writing."""
    catalogue = None
    if code != ENGLISH:
        catalogue = gettext.translation(DOMAIN, assets.locale_folder(), [code])
    speak(catalogue)
    locale = QLocale(code)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    said_by_qt = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != ENGLISH and said_by_qt.load(locale, "qtbase", "_", folder):
        application.installTranslator(said_by_qt)
    application.setLayoutDirection(locale.textDirection())
