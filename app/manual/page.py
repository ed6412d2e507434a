"""A page of the manual, as help and site show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ManualPage:
    """One page.

    Links in its HTML are ``page:ID`` (another page), ``example:NAME/RULE`` (an example to open) and ``do:tour``;
    pictures are ``tree:NAME/RULE`` (an example under a rule) and ``window:PAGE`` (the window with a page of
    answers), which the program makes of itself.
    """

    id: str
    title: str
    html: str
    indented: bool = False
