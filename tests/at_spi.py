"""What a screen reader does: it asks the accessibility bus what there is, and listens to what is said.

The bus is the real one (AT-SPI over D-Bus), in a session of the test's own.
"""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SERVICE: Final = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
NEEDED: Final = ("dbus-daemon",)  # besides the service
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_FACE: Final = "org.a11y.atspi."
_REGISTRY: Final = "org.a11y.atspi.Registry"
#: The bits of states that are asked for.
CHECKED, FOCUSABLE, SELECTED, SHOWING = 4, 11, 23, 25


class Bus:
    """A connection to the accessibility bus."""

    def __init__(self, session: str) -> None:
        first = open_dbus_connection(session)
        address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        found = first.send_and_get_reply(new_method_call(address, "GetAddress"), timeout=10)
        first.close()
        self._connection: DBusConnection = open_dbus_connection(found.body[0])
        self._said: list[str] = []
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, f"{_FACE}Registry")
        self._send(new_method_call(registry, "RegisterEvent", "s", ("object:announcement",)))
        rule = MatchRule(
            type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement"
        )
        self._send(message_bus.AddMatch(rule))

    def close(self) -> None:
        self._connection.close()

    def applications(self) -> list["Accessible"]:
        """What programs are there."""
        return Accessible(self, _REGISTRY, _ROOT).children()

    def said(self) -> list[str]:
        """What was announced since this was asked last."""
        self._send(message_bus.GetId())  # what comes before the answer has been said before it
        said, self._said = self._said, []
        return said

    def call(self, owner: str, path: str, face: str, member: str, *body: Any) -> Any:
        """Ask an object something; the answer."""
        signature = "".join("i" if isinstance(each, int) else "s" for each in body) or None
        address = DBusAddress(path, owner, face)
        found = self._send(new_method_call(address, member, signature, body)).body
        return found[0] if len(found) == 1 else found

    def _send(self, message: Message) -> Message:
        """The answer; announcements that come before it are kept."""
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        while True:
            got = self._connection.receive(timeout=10)
            fields = got.header.fields
            if got.header.message_type is MessageType.signal:
                if fields[HeaderFields.member] == "Announcement":
                    self._said.append(got.body[3][1])
            elif fields.get(HeaderFields.reply_serial) == serial:
                if got.header.message_type is MessageType.error:
                    raise LookupError(f"{fields[HeaderFields.error_name]} {got.body}")
                return got


@dataclass(frozen=True)
class Accessible:
    """One object of a program."""

    bus: Bus
    owner: str
    path: str

    def _property(self, name: str) -> Any:
        properties = "org.freedesktop.DBus.Properties"
        return self._call(properties, "Get", f"{_FACE}Accessible", name)[1]

    def _call(self, face: str, member: str, *body: Any) -> Any:
        return self.bus.call(self.owner, self.path, face, member, *body)

    @property
    def name(self) -> str:
        return self._text(lambda: self._property("Name"))

    @property
    def description(self) -> str:
        return self._text(lambda: self._property("Description"))

    @property
    def role(self) -> str:
        return self._text(lambda: self._call(f"{_FACE}Accessible", "GetRoleName"))

    @staticmethod
    def _text(ask: Callable[[], object]) -> str:
        try:
            return str(ask())
        except LookupError:
            return ""  # it is no more

    def has_state(self, bit: int) -> bool:
        """Whether it is in a state; what is no more is in none."""
        try:
            states = self._call(f"{_FACE}Accessible", "GetState")
        except LookupError:
            return False
        return bool(states[bit // 32] >> bit % 32 & 1)

    def children(self) -> list["Accessible"]:
        try:
            found = self._call(f"{_FACE}Accessible", "GetChildren")
        except LookupError:
            return []  # it is no more
        return [Accessible(self.bus, owner, path) for owner, path in found]

    def shown(self) -> list["Accessible"]:
        """Its children that are shown."""
        return [child for child in self.children() if child.has_state(SHOWING)]

    def walk(self) -> Iterator["Accessible"]:
        """It, and all below it that is shown; what lies less deep comes first."""
        here = [self]
        while here:
            yield from here
            here = [child for each in here for child in each.shown()]

    def press(self) -> None:
        """Do what a click does."""
        assert self._call(f"{_FACE}Action", "DoAction", 0)


@contextmanager
def session(environment: Mapping[str, str], home: Path) -> Iterator[dict[str, str]]:
    """A session bus of its own: what programs on it need in their environment."""
    env = dict(environment) | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",  # of what is asked too late
    }
    for name in ("QT_QPA_PLATFORM", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE"):
        env.pop(name, None)
    read, write = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write}"],
        pass_fds=[write],
        env=env,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as address:
        env["DBUS_SESSION_BUS_ADDRESS"] = address.readline().strip()
    try:
        yield env
    finally:
        daemon.terminate()  # what it started ends with it
        daemon.wait(10)
