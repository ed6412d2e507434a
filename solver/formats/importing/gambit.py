"""Gambit's extensive games (``.efg``) in which one player moves, and chance: a decision tree.

The format is described in Gambit's manual, "Game representation formats".  Nodes stand in preorder:
``c`` is a move of chance, ``p`` one of a player, ``t`` an end.  What an information set or an
outcome is need be said only once; what is paid on the way adds up.  A workbook (``.gbt``) is such a
game between tags, which Gambit writes without escaping what stands between them.
"""

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from solver.document.elements import Kind
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import Builder, Imported
from solver.translation import tr

MAX_NODES: Final = 200_000
MAX_LENGTH: Final = 32 * 2**20  # characters

# A text whose end is missing goes on to the end of the file: else each quote would look for it.
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}]|[^\s{},"]+', re.DOTALL)


_WORKBOOK: Final = "<efgfile>", "</efgfile>"
#: What a workbook writes in other signs; the last is what all begin with.
_ENTITIES: Final = (("&gt;", ">"), ("&lt;", "<"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def is_game(text: str) -> bool:
    """Whether a text begins as a game in extensive form does."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith("EFG ")


def is_workbook(text: str) -> bool:
    """Whether a text is a workbook, as far as its beginning tells."""
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    return start.startswith("<") and ("<gambit:document" in start or _WORKBOOK[0] in start)


def read_game(text: str) -> Imported:
    """The decision tree that a game of one player is.

    Raises `DocumentError` where the file cannot be read or several players move.
    """
    return _Reader(text).read()


def read_workbook(text: str) -> Imported:
    """The decision tree in a workbook.  Raises `DocumentError` where it holds none."""
    begin, end = _WORKBOOK
    _, found, rest = text.partition(begin)
    if not found:
        raise DocumentError(
            tr("This Gambit workbook holds no game in extensive form, so there is no tree in it.")
        )
    game = rest.partition(end)[0].strip()
    for entity, sign in _ENTITIES:
        game = game.replace(entity, sign)
    return read_game(game)


@dataclass(frozen=True)
class _Way:
    """A branch that still leads nowhere."""

    source: str
    label: str
    chance: str | None


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise DocumentError(
                tr("A game has at most {max_length} MB.").format(max_length=MAX_LENGTH // 2**20)
            )
        self._tokens = _TOKEN.findall(text.lstrip("\ufeff"))
        self._at = 0
        self._built = Builder()
        self._actions: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        self._sets: dict[tuple[str, str], str] = {}  # what information sets are called
        self._players: list[str] = []
        self._mover: int | None = None  # the player that decides
        self._payoffs: dict[str, tuple[str, list[str]]] = {}  # outcome → name, payoffs
        self._ends: dict[str, str] = {}  # outcome → id of ours
        self._at_root = ""  # the outcome that is paid there, on every branch that leaves it
        self._paid: dict[str, list[str]] = {}  # branch → outcomes on the way
        self._members: dict[str, int] = {}  # information set of the player → nodes

    def read(self) -> Imported:
        title, notes = self._prologue()
        open_: list[_Way] = []
        first = True
        while self._at < len(self._tokens):
            if not first and not open_:
                raise self._broken(tr("there is more after the end of the tree"))
            entry = None if first else open_.pop()
            first = False
            open_ += reversed(self._node(entry))
            if len(self._built.nodes) + len(open_) > MAX_NODES:
                raise DocumentError(
                    tr("The game has more than {max_nodes:,} nodes.").format(max_nodes=MAX_NODES)
                )
        if open_ or first:
            raise self._broken(tr("the tree is not complete"))
        if any(count > 1 for count in self._members.values()):
            self._built.lose(
                tr(
                    "Information sets with several nodes are not carried over: here the agent knows "
                    "at which node it stands, so that the answer may differ."
                )
            )
        self._pay()
        return self._built.finished(title, notes)

    def _prologue(self) -> tuple[str, str]:
        """The title and the comment."""
        if self._take() != "EFG" or self._take() != "2":
            raise self._broken(tr("it is not of version 2"))
        self._take()  # R or D: how numbers are spelled
        title = self._text()
        self._players = [_unquoted(name) for name in self._list()]
        return title, self._text() if self._peek().startswith('"') else ""

    def _node(self, entry: _Way | None) -> list[_Way]:
        kind = self._take()
        name = self._text()
        if kind == "t":
            self._end(entry, name)
            return []
        if kind not in ("c", "p"):
            raise self._broken(tr("“{kind}” is not a kind of node").format(kind=kind))
        if kind == "p":
            self._moves(self._take())
        number = self._take()
        if self._peek().startswith('"'):
            self._sets[kind, number] = self._text()
        if self._peek() == "{":
            self._actions[kind, number] = self._action_list(kind)
        actions = self._actions.get((kind, number))
        if actions is None:
            raise self._broken(
                tr("the moves of information set {number} are not said").format(number=number)
            )
        if kind == "p":
            self._members[number] = self._members.get(number, 0) + 1
        called = self._sets.get((kind, number), "")
        node = self._built.add_node(
            Kind.CHANCE if kind == "c" else Kind.CHOICE,
            label=name or called,
            notes=tr("Information set: {called}").format(called=called)
            if name and called not in ("", name)
            else "",
        )
        branch = self._enter(entry, node)
        if (outcome := self._outcome()) == "0":
            pass
        elif branch is None:
            self._at_root = outcome
        else:
            self._paid.setdefault(branch, []).append(outcome)
        return [_Way(node, label, chance) for label, chance in actions]

    def _moves(self, number: str) -> None:
        """A player decides: it has to be the same one everywhere."""
        player = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
        if not 1 <= player <= len(self._players):
            raise self._broken(tr("a node belongs to a player that is not listed"))
        if self._mover not in (None, player - 1):
            both = " and ".join(
                f"“{self._players[i]}”" for i in sorted((self._mover or 0, player - 1))
            )
            raise DocumentError(
                tr(
                    "In this game {both} move; in a decision tree one player decides, and chance."
                ).format(both=both)
            )
        self._mover = player - 1

    def _action_list(self, kind: str) -> list[tuple[str, str | None]]:
        found = self._list()
        if kind == "p":
            return [(_unquoted(label), None) for label in found]
        if len(found) % 2:
            raise self._broken(tr("a move of chance has no probability"))
        return [(_unquoted(a), b) for a, b in zip(found[::2], found[1::2], strict=True)]

    def _outcome(self) -> str:
        """The number of an outcome; what it is worth is remembered."""
        number = self._take()
        if number != "0" and self._peek().startswith('"'):
            name = self._text()
            payoffs = self._list() if self._peek() == "{" else []
            if len(payoffs) == len(self._players):
                self._payoffs[number] = name, payoffs
        if number != "0" and number not in self._payoffs:
            count = len(self._players)
            said = tr("one payoff") if count == 1 else tr("{count} payoffs").format(count=count)
            raise self._broken(
                tr("outcome {number} does not say {said}").format(number=number, said=said)
            )
        return number

    def _end(self, entry: _Way | None, name: str) -> None:
        number = self._outcome()
        if number not in self._ends:
            title = tr("no payoff") if number == "0" else self._payoffs[number][0]
            label = title or name or tr("Outcome {number}").format(number=number)
            self._ends[number] = self._built.add_outcome(label)
        outcome = self._ends[number]
        self._enter(entry, self._built.add_node(Kind.OUTCOME, outcome=outcome, label=name))

    def _enter(self, entry: _Way | None, node: str) -> str | None:
        """Hang a node below the branch that was open; the branch, or None at the root."""
        if entry is None:
            return None
        chance = None if entry.chance is None else Numeral.typed(entry.chance)
        branch = self._built.add_branch(entry.source, node, label=entry.label, probability=chance)
        if entry.source == next(iter(self._built.nodes)) and self._at_root:
            self._paid[branch] = [self._at_root]
        return branch

    def _pay(self) -> None:
        """Give outcomes their values and branches their payoffs, now that it is known whose count."""
        if not self._players:
            self._built.lose(
                tr("A game without players has no payoffs: its outcomes have no values.")
            )
            return
        payer = self._mover or 0
        if self._mover is None and len(self._players) > 1:
            self._built.lose(
                tr("No player moves: the payoffs are those of “{players}”.").format(
                    players=self._players[0]
                )
            )
        elif len(self._players) > 1:
            others = (name for i, name in enumerate(self._players) if i != payer)
            for name in others:
                self._built.lose(
                    tr("Payoffs of players who never move are not carried over."), name
                )
        worth = {number: payoffs[payer] for number, (_, payoffs) in self._payoffs.items()}
        for number, id_ in self._ends.items():
            made = self._built.outcomes[id_]
            value = Numeral.typed(worth.get(number, "0"))
            self._built.outcomes[id_] = msgspec.structs.replace(made, value=value)
        for id_, numbers in self._paid.items():
            paid = Numeral.typed(" + ".join(worth[number] for number in numbers))
            self._built.branches[id_] = msgspec.structs.replace(
                self._built.branches[id_], payoff=paid
            )

    # ------------------------------------------------------------------------ tokens

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise self._broken(tr("it ends too early"))
        self._at += 1
        return str(token)

    def _text(self) -> str:
        token = self._take()
        if not token.startswith('"'):
            raise self._broken(
                tr("“{token}” stands where a text in quotes is expected").format(token=token[:40])
            )
        if len(token) < 2 or not token.endswith('"'):
            raise self._broken(tr("a text has no end"))
        return _unquoted(token)

    def _list(self) -> list[str]:
        if self._take() != "{":
            raise self._broken(tr("a list in braces is expected"))
        found = []
        while (token := self._take()) != "}":
            found.append(token)
        return found

    def _broken(self, reason: str) -> DocumentError:
        return DocumentError(tr("This Gambit game cannot be read: {reason}.").format(reason=reason))


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


GAME: Final = ImportFormat(
    "Games of Gambit",
    (".efg",),
    read=lambda data: read_game(as_text(data)),
    begins_file=lambda data: is_game(data[:200].decode(errors="replace")),
    begins_paste=is_game,
)
WORKBOOK: Final = ImportFormat(
    "Workbooks of Gambit",
    (".gbt",),
    read=lambda data: read_workbook(as_text(data)),
    begins_file=lambda data: is_workbook(data[:20_000].decode(errors="replace")),
    begins_paste=is_workbook,
)
