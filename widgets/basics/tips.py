"""Tool tips show text as text, whatever a document holds."""

from solver.words.plain_mathematics import plain_text


def plain_tip(text: str) -> str:
    """A tool tip that Qt does not take for markup: labels come from files, and files are hostile."""
    text = plain_text(text)
    if "<" not in text:
        return text
    from html import escape

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
