"""Mutated files of unsaved work, locks, settings and crash reports: what lies beside them is still found.

    python -m tests.bench.random_input.kept_files [--runs N] [--seed N] [--windows N]

100,000 cases by default, a third of them settings.  Each case puts one or two odd files among a
good one: heads and documents with values changed, bytes damaged, names that no sane program gives,
links, pipes, folders and locks that are no locks.  A fault is an exception, good work that is not
offered as it was, a file that is gone although it could not be read, work that cannot be let go,
settings that cannot be changed any more or whose other values are lost, or a case of over two seconds of
processor time.
One in ``--windows`` cases (2,000 by default) of settings is also looked at by a whole window.
The case is then printed.  The exit code is 1 if there was any.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.documents.at_random.mutators import (
    TEXTS,
    VALUES,
    damaged,
    document_case,
    documents,
    mutated_json,
)

SECONDS: Final = 2.0
SHOWN: Final = 10  # faults of one kind
GOOD: Final = "the good work"
PLACES: Final[tuple[Any, ...]] = (
    None, "", "tree.json", "/tmp/a\0b", "/tmp/\ud800.json", "/dev/zero", "/dev/stdin", "/proc/self/mem",
    "/" + "a" * 5_000, "/" * 5_000, "/root/x.json", "\n", "~/x", "file:///etc/passwd", "/tmp", "//x/y", 1, [], {},
)  # fmt: skip
FILE_NAMES: Final = (
    b"odd.unsaved", b".unsaved", b"\xff\xfe.unsaved", b"a\nb.unsaved", b"-rf.unsaved", b"*.unsaved",
    b"\xed\xa0\x80.unsaved", b"%s.unsaved", b"good.unsaved.lock.unsaved", b"x" * 240 + b".unsaved",
)  # fmt: skip
SETTINGS: Final = {
    "dark": True, "scale": 1.25, "recents": ["/tmp/a.json", "/tmp/b.json"], "folder": "/tmp",
    "geometry": "AdnQywADAAAAAAAAAAAAFAAABP8AAAMzAAAAAAAAABQ=", "panel width": 380, "drawer height": 300,
    "style": '{"theme": "print", "pixels": 14}', "export/options": '{"size": 2.0, "unit": "cm"}',
    "export/format": ".svg", "export/highlight": False, "tour": True,
}  # fmt: skip


def head(draw: Random) -> bytes:
    """What says what a file is: nearly right."""
    said: dict[str, Any] = {"path": draw.choice(PLACES), "name": draw.choice(TEXTS), "known": None}
    if draw.random() < 0.5:
        said[draw.choice(("path", "name", "known", "more"))] = draw.choice(VALUES)
    data = json.dumps(said).encode() if draw.random() < 0.5 else mutated_json(draw, said).encode("utf-8", "surrogatepass")  # fmt: skip
    return damaged(draw, data) if draw.random() < 0.3 else data


def work(draw: Random) -> bytes:
    """A file of unsaved work: nearly right."""
    body = document_case(draw) if draw.random() < 0.6 else draw.choice(documents()).encode()
    data = head(draw) + draw.choice((b"\n", b"\n", b"\n", b"", b"\r\n", b"\n\n")) + body
    return damaged(draw, data) if draw.random() < 0.3 else data


def odd_thing(draw: Random, file: Path, good: Path) -> None:
    """Something that is no file of ours, where one is expected."""
    what = draw.randrange(7)
    if what == 0:
        file.symlink_to(draw.choice((good, Path("/dev/zero"), Path("nowhere"), file, file.parent)))
    elif what == 1:
        os.mkfifo(file)
    elif what == 2:
        file.mkdir()
    elif what == 3:
        file.write_bytes(b"")
    elif what == 4:
        with file.open("wb") as stream:
            stream.truncate(2**40)  # of which nothing is on the disk
    elif what == 5:
        file.write_bytes(draw.randbytes(draw.choice((1, 100, 10_000))))
    else:
        os.link(good, file)


def kept(draw: Random, folder: Path) -> Callable[[], None]:
    """A folder of unsaved work with something odd in it; what looks at it."""
    from app.documents.recovery import lock_file, look_for_work
    from app.process.fatal_errors import fatal_reports
    from solver.formats.quandary import loads

    unsaved, crashes = folder / "unsaved", folder / "crashes"
    unsaved.mkdir()
    crashes.mkdir()
    good = unsaved / "good.unsaved"
    text = draw.choice(documents())
    said = {"path": None, "name": GOOD, "known": None}
    good.write_bytes(json.dumps(said).encode() + b"\n" + text.encode())
    odd = Path(os.fsdecode(os.path.join(os.fsencode(unsaved), draw.choice(FILE_NAMES))))
    if draw.random() < 0.8:
        odd.write_bytes(work(draw))
    else:
        odd_thing(draw, odd, good)
    if draw.random() < 0.3:
        odd_thing(draw, lock_file(odd), good)
    report = crashes / "odd.log"
    if draw.random() < 0.1:
        odd_thing(draw, report, good)
    elif draw.random() < 0.1:
        report.write_bytes(damaged(draw, b"Quandary 1\nTraceback\n" + head(draw)))
    before = _held(odd)

    def look() -> None:
        found, broken = look_for_work()
        mine = [one for one in found if one.file == good]
        assert len(mine) == 1, "the good work is not offered"
        assert mine[0].document == loads(text), "the good work is another one"
        assert mine[0].name == GOOD
        for one in found:
            assert one.difference.strip(), "nothing is said"
            assert one.path is None or os.path.isabs(one.path)
            one.let_go()
        seen = {one.file for one in found}
        assert set(broken) <= {odd}, f"broken: {broken}"
        assert odd in seen | set(broken) or _held(odd) == before or before is None, "it is gone"
        assert all(isinstance(text, str) for text in fatal_reports())
        again, _ = look_for_work()  # nothing is held any more
        assert {one.file for one in again} == seen, "it is not offered again"
        for one in again:
            one.discard()
        assert not good.exists(), "what was discarded is there still"

    return look


def _held(file: Path) -> bytes | None:
    """What an ordinary file holds, if it is small; None of anything else."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > 2**20:
        return None
    return file.read_bytes()


def settings(draw: Random, folder: Path) -> Callable[[], None]:
    """A file of settings that is nearly right; what reads and changes it."""
    from app.export.dialog import remembered
    from app.storage import settings as module
    from app.storage.kept_values import KeptValues

    file = folder / "settings.json"
    data = mutated_json(draw, SETTINGS).encode("utf-8", "surrogatepass")
    data = damaged(draw, data) if draw.random() < 0.3 else data
    if draw.random() < 0.1:
        odd_thing(draw, file, _other(folder))
    else:
        file.write_bytes(data)
    try:
        valid = json.loads(data)
    except (ValueError, RecursionError):
        valid = None
    before = _held(file) == data and isinstance(valid, dict) and len(data) <= 1_000_000

    def look() -> None:
        values = KeptValues(file)
        made = module.Settings.__new__(module.Settings)
        made._kept = values
        for path in made.recents:
            assert isinstance(path, str)
        for key in SETTINGS:
            made.text(key, ""), made.flag(key, False), made.number(key, 0.0), made.data(key)
        assert made.style is not None
        assert remembered(made) is not None
        made.remember("/tmp/new.json")
        made.set("dark", False)
        assert values.wait(60), "it is not written"
        if values.problem:
            assert values.problem.endswith("."), f"no sentence: {values.problem}"
            return
        after = json.loads(file.read_text("utf-8"))
        assert after["recents"][0] == "/tmp/new.json"
        assert after["dark"] is False
        if before:
            kept = {_whole(key): value for key, value in valid.items()}
            same = (key for key in kept if _same(kept[key], after.get(key)))
            lost = kept.keys() - {"recents", "dark", *same}
            assert not lost, f"lost: {lost}"

    return look


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _whole(text: str) -> str:
    """The same with halves of a character put together, as they are when they are read again."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _other(folder: Path) -> Path:
    other = folder / "other"
    other.write_text("{}")
    return other


def window(settings_file: Path) -> None:
    """Open the window with these settings, and close it."""
    from PySide6.QtWidgets import QApplication

    from app.main import create_window
    from app.storage import kept_values

    kept_values._known.clear()
    made = create_window(None)
    made.show()
    QApplication.processEvents()
    made.close()
    made.deleteLater()
    QApplication.processEvents()
    for values in kept_values._known.values():
        assert values.wait(60), "settings are not written"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--windows", type=int, default=2_000)
    wanted = parser.parse_args()
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    faults: Counter[str] = Counter()
    windows = 0
    slowest, started = 0.0, time.monotonic()
    memory = Path("/dev/shm")  # what is written need not reach a disk
    with tempfile.TemporaryDirectory("kept", dir=memory if memory.is_dir() else None) as name:
        folder = Path(name) / "Quandary"
        _stand_in(folder)
        for run in range(1, wanted.runs + 1):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            draw = Random(f"{wanted.seed} {run}")
            make = settings if run % 3 == 0 else kept
            before = time.process_time()
            try:
                look = make(draw, folder)
                if make is settings and run % wanted.windows < 3:
                    windows += 1
                    window(folder / "settings.json")
                else:
                    look()
                    spent = time.process_time() - before
                    slowest = max(slowest, spent)
                    assert spent < SECONDS, f"{spent:.1f} s"
            except Exception as error:
                kind = f"{make.__name__}: {type(error).__name__}"
                faults[kind] += 1
                if faults[kind] <= SHOWN:
                    print(f"run {run} of seed {wanted.seed}: {error!r}", flush=True)
                    traceback.print_exc(limit=-3)
            if run % 1_000 == 0 or run == wanted.runs:
                print(
                    f"{run:,} cases, {windows} windows, faults: {dict(faults) or 'none'}, "
                    f"slowest {slowest:.2f} s, {time.monotonic() - started:,.0f} s",
                    flush=True,
                )
    del application
    raise SystemExit(1 if faults else 0)


def _stand_in(folder: Path) -> None:
    """Everything is kept in this folder, and nowhere else."""
    from app.documents import recovery
    from app.process import fatal_errors
    from app.storage import settings as module

    for each in (recovery, fatal_errors):
        setattr(each, "data_folder", lambda: folder)  # noqa: B010 - none of theirs to export
    setattr(module, "settings_file", lambda: folder / "settings.json")  # noqa: B010


if __name__ == "__main__":
    main()
