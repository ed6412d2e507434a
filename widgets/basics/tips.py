"""Tool tips show text as text, whatever a document holds, and keys as the keyboard has them."""

from PySide6.QtGui import QKeySequence

from solver.words.plain_mathematics import plain_text


def plain_tip(text: str) -> str:
    """A tool tip that Qt does not take for markup: labels come from files, and files are hostile."""
    text = plain_text(text)
    if "<" not in text:
        return text
    from html import escape

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def keys_text(keys: str | QKeySequence) -> str:
    """A shortcut as it is called in the language of the window."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
