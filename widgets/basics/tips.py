"""Tool tips show text as text, whatever a document holds."""

from html import escape


def plain_tip(text: str) -> str:
    """A tool tip that Qt does not take for markup: labels come from files, and files are hostile."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
