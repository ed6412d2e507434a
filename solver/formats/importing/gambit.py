"""Gambit's extensive games (``.efg``) with one player and chance: a decision tree.

The format is described in Gambit's manual, "Game representation formats".  Nodes stand in preorder:
``c`` is a move of chance, ``p`` one of the player, ``t`` an end.  What an information set or an
outcome is need be said only once.
"""

import re
from typing import Final

import msgspec

from solver.document.elements import Kind, Outcome
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import Builder, Imported

MAX_NODES: Final = 200_000
MAX_LENGTH: Final = 32 * 2**20  # characters

# A text whose end is missing goes on to the end of the file: else each quote would look for it.
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}]|[^\s{},"]+', re.DOTALL)


def read_game(text: str) -> Imported:
    """The decision tree that a game of one player is.

    Raises `DocumentError` where the file cannot be read or has several players.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise DocumentError(f"A game has at most {MAX_LENGTH // 2**20} MB.")
        self._tokens = _TOKEN.findall(text.lstrip("\ufeff"))
        self._at = 0
        self._built = Builder()
        self._actions: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        self._payoffs: dict[str, tuple[str, str]] = {}  # outcome → name, payoff
        self._members: dict[str, int] = {}  # information set of the player → nodes

    def read(self) -> Imported:
        title = self._prologue()
        open_: list[tuple[str, str, str | None]] = []  # branches that still lead nowhere
        first = True
        while self._at < len(self._tokens):
            if not first and not open_:
                raise self._broken("there is more behind the end of the tree")
            entry = None if first else open_.pop()
            first = False
            open_ += reversed(self._node(entry))
            if len(self._built.nodes) + len(open_) > MAX_NODES:
                raise DocumentError(f"The game has more than {MAX_NODES:,} nodes.")
        if open_ or first:
            raise self._broken("the tree is not complete")
        if any(count > 1 for count in self._members.values()):
            self._built.lose(
                "Information sets with several nodes are not carried over: here the agent knows "
                "at which node it stands."
            )
        return self._built.finished(title)

    def _prologue(self) -> str:
        if self._take() != "EFG" or self._take() != "2":
            raise self._broken("it is not of version 2")
        self._take()  # R or D: how numbers are spelled
        title = self._text()
        players = self._list()
        if len(players) != 1:
            raise DocumentError(
                f"The game has {len(players)} players; a decision tree has one, and chance."
            )
        if self._peek().startswith('"'):
            self._text()
        return title

    def _node(self, entry: tuple[str, str, str | None] | None) -> list[tuple[str, str, str | None]]:
        kind = self._take()
        name = self._text()
        if kind == "t":
            self._end(entry, name)
            return []
        if kind not in ("c", "p"):
            raise self._broken(f"“{kind}” is no kind of node")
        if kind == "p" and self._take() != "1":
            raise self._broken("a node belongs to a player that is not listed")
        number = self._take()
        if self._peek().startswith('"'):
            self._text()  # what the information set is called
        if self._peek() == "{":
            self._actions[kind, number] = self._action_list(kind)
        actions = self._actions.get((kind, number))
        if actions is None:
            raise self._broken(f"the moves of information set {number} are not said")
        if kind == "p":
            self._members[number] = self._members.get(number, 0) + 1
        node = self._built.add_node(Kind.CHANCE if kind == "c" else Kind.CHOICE, label=name)
        self._enter(entry, node, self._outcome())
        return [(node, label, chance) for label, chance in actions]

    def _action_list(self, kind: str) -> list[tuple[str, str | None]]:
        found = self._list()
        if kind == "p":
            return [(_unquoted(label), None) for label in found]
        if len(found) % 2:
            raise self._broken("a move of chance has no probability")
        return [(_unquoted(a), b) for a, b in zip(found[::2], found[1::2], strict=True)]

    def _outcome(self) -> str:
        """The number of an outcome; what it is worth is remembered."""
        number = self._take()
        if number != "0" and self._peek().startswith('"'):
            name = self._text()
            payoffs = self._list() if self._peek() == "{" else []
            if len(payoffs) == 1:
                self._payoffs[number] = name, payoffs[0]
        if number != "0" and number not in self._payoffs:
            raise self._broken(f"outcome {number} does not say one payoff")
        return number

    def _end(self, entry: tuple[str, str, str | None] | None, name: str) -> None:
        number = self._outcome()
        title, payoff = self._payoffs.get(number, ("no payoff", "0"))
        id_ = f"o{number}"
        if id_ not in self._built.outcomes:
            self._built.outcomes[id_] = Outcome(
                id=id_, label=title or f"Outcome {number}", value=Numeral.typed(payoff)
            )
        node = self._built.add_node(Kind.OUTCOME, outcome=id_, label=name)
        self._enter(entry, node, "0")

    def _enter(self, entry: tuple[str, str, str | None] | None, node: str, number: str) -> None:
        """Hang a node below the branch that was open; payoffs on the way stand on it."""
        if entry is None:
            if number != "0":
                self._built.lose("The payoff at the root itself is not carried over.")
            return
        source, label, chance = entry
        branch = self._built.add_branch(
            source, node, label=label, probability=None if chance is None else Numeral.typed(chance)
        )
        if number != "0":
            paid = Numeral.typed(self._payoffs[number][1])
            made = self._built.branches[branch]
            self._built.branches[branch] = msgspec.structs.replace(made, payoff=paid)

    # ------------------------------------------------------------------------ tokens

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise self._broken("it ends too early")
        self._at += 1
        return str(token)

    def _text(self) -> str:
        token = self._take()
        if not token.startswith('"'):
            raise self._broken(f"“{token[:40]}” stands where a text in quotes is expected")
        if len(token) < 2 or not token.endswith('"'):
            raise self._broken("a text has no end")
        return _unquoted(token)

    def _list(self) -> list[str]:
        if self._take() != "{":
            raise self._broken("a list in braces is expected")
        found = []
        while (token := self._take()) != "}":
            found.append(token)
        return found

    def _broken(self, reason: str) -> DocumentError:
        return DocumentError(f"This is no game of Gambit’s that can be read: {reason}.")


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


GAME: Final = ImportFormat(
    "Gambit’s games of one player",
    (".efg",),
    read=lambda data: read_game(as_text(data)),
    begins_file=lambda data: data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"EFG "),
)
