"""What the program remembers is for its owner alone, and no file can stop it."""

import errno
import json
import os
import stat
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from app.export.dialog import KEY, remembered
from app.export.options import ExportOptions
from app.storage import settings
from app.storage.kept_values import KeptValues
from app.storage.settings import MAX_RECENTS, Settings
from solver.document.style import USUAL


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config" / "settings.json"
    monkeypatch.setattr(settings, "settings_file", lambda: file)
    return file


def written(file: Path) -> dict[str, object]:
    assert settings.kept_values(file).wait()
    found = json.loads(file.read_bytes())
    assert isinstance(found, dict)
    return found


def test_values_survive_and_are_nobody_elses_to_read(own: Path) -> None:
    remembered = Settings()
    remembered.set("dark", True)
    remembered.set("scale", 1.5)
    remembered.set("geometry", QByteArray(b"\x00\xff"))
    remembered.remember("/a b/ä.json")
    assert written(own)["dark"] is True
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    again = Settings()
    again._kept = KeptValues(own)  # as another run reads it
    assert again.flag("dark", False)
    assert again.number("scale", 0.0) == 1.5
    assert again.data("geometry") == QByteArray(b"\x00\xff")
    assert again.recents == ["/a b/ä.json"]


def test_a_file_that_others_can_read_becomes_private(own: Path) -> None:
    own.parent.mkdir()
    own.write_text("{}")
    own.chmod(0o644)
    Settings().set("dark", True)
    written(own)
    assert stat.S_IMODE(own.stat().st_mode) == 0o600


def test_a_value_of_another_kind_is_another_value(own: Path) -> None:
    own.parent.mkdir()
    own.write_text('{"export/highlight": 0}')
    Settings().set("export/highlight", False)
    assert written(own)["export/highlight"] is False
    assert Settings().flag("export/highlight", True) is False


def test_half_of_a_character_is_no_text(own: Path) -> None:
    own.parent.mkdir()
    own.write_text(f'{{"{KEY}": "\\ud83d"}}')
    assert Settings().text(KEY, "as usual") == "as usual"
    assert remembered(Settings()) == ExportOptions()


def test_two_programs_keep_each_others_values(own: Path) -> None:
    ours, theirs = KeptValues(own), KeptValues(own)
    theirs.change("theirs", lambda _: "kept")
    assert theirs.wait()
    ours.change("ours", lambda _: "too")
    assert ours.wait()
    assert json.loads(own.read_bytes()) == {"ours": "too", "theirs": "kept"}


@pytest.mark.parametrize(
    "text",
    [b"", b"[" * 100_000, b"\xff\xfe", b"[1]", b"{" + b" " * 1_000_001 + b"}", b'{"dark": "yes", "scale": 1e999, "recents": 3, "style": "[[["}'],
    ids=["empty", "deep", "no text", "a list", "large", "wrong kinds"],
)  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(text: bytes, own: Path) -> None:
    own.parent.mkdir()
    own.write_bytes(text)
    remembered = Settings()
    assert remembered.flag("dark", True) is True
    assert remembered.number("scale", 2.0) == 2.0
    assert remembered.recents == []
    assert remembered.style == USUAL
    remembered.set("dark", False)
    assert written(own)["dark"] is False


def test_what_is_no_file_is_not_waited_for(own: Path) -> None:
    own.parent.mkdir()
    os.mkfifo(own)
    remembered = Settings()
    remembered.set("dark", True)
    assert settings.kept_values(own).wait()
    assert remembered.flag("dark", False) is True  # for this run
    assert "not an ordinary file" in settings.kept_values(own).problem


def test_nobody_waits_for_a_slow_disk(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on = threading.Event()
    monkeypatch.setattr("app.storage.kept_values.replace_file", lambda *_, **__: on.wait())
    Settings().set("dark", True)
    assert not settings.kept_values(own).wait(0.05)
    on.set()
    assert settings.kept_values(own).wait()


def test_the_list_of_recent_files_takes_what_can_be_paths_once(own: Path) -> None:
    own.parent.mkdir()
    many = [f"/{n}" for n in range(40)]
    own.write_text(json.dumps({"recents": ["/a", "/a", "", 3, None, "/n\0ul", ["/x"], *many]}))
    assert Settings().recents == ["/a", *many][:MAX_RECENTS]


def test_a_file_that_cannot_be_read_now_is_not_written_over(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one fault of the disk would cost everything that was remembered."""
    own.parent.mkdir()
    own.write_text('{"recents": ["/a"]}')

    def fails(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("app.storage.kept_values.read_ordinary", fails)
    values = KeptValues(own)
    assert values.problem == "The disk reports a fault."
    values.change("dark", lambda _: True)
    assert values.wait()
    assert values.value("dark") is True
    assert values.problem == "The disk reports a fault."
    assert written(own) == {"recents": ["/a"]}


@pytest.fixture
def earlier(own: Path) -> QSettings:
    """Qt's settings as earlier versions kept them."""
    own.parent.mkdir()
    return QSettings(str(own.with_name("Quandary.conf")), QSettings.Format.IniFormat)


@pytest.mark.skipif(sys.platform != "linux", reason="where Qt keeps its settings in a file")
def test_what_earlier_versions_remembered_is_taken_over_once(
    own: Path, earlier: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier.setValue("recents", ["/a", "/b"])
    earlier.setValue("dark", True)
    earlier.setValue("motion", False)
    earlier.setValue("panel width", 400.5)
    earlier.setValue("style", '{"theme": "print"}')
    earlier.setValue("geometry", QByteArray(b"\x00\x01"))
    earlier.sync()
    remembered = Settings()
    assert remembered.recents == ["/a", "/b"]
    assert remembered.flag("dark", False)
    assert not remembered.flag("motion", True)
    assert remembered.number("panel width", 0) == 400.5
    assert remembered.style.theme == "print"
    assert remembered.data("geometry") == QByteArray(b"\x00\x01")
    remembered.forget("/a")
    assert remembered._kept.wait()
    assert written(own)["recents"] == ["/b"]
    monkeypatch.setattr("app.storage.kept_values._known", {})  # another run
    assert Settings().recents == ["/b"]


@pytest.mark.skipif(sys.platform != "linux", reason="where Qt keeps its settings in a file")
@pytest.mark.parametrize("kind", ["nothing", "pipe", "large", "damaged"])
def test_earlier_settings_that_cannot_be_read_are_none(
    kind: str, own: Path, earlier: QSettings
) -> None:
    file = Path(earlier.fileName())
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "large":
        file.write_text("[General]\ndark=true\n" + "#" * 1_000_000)
    elif kind == "damaged":
        file.write_bytes(b"\xff\xfe[[[dark=\0\n=")
    assert not Settings().flag("dark", False)
