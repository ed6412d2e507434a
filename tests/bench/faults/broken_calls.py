"""Every call that saving, keeping, exporting and restoring make to the system fails once, or is the last.

    python -m tests.bench.faults.broken_calls [--kill] [TASK …]

Needs strace.  A task is run once to see which calls it makes, then once for each of them, with EIO
in its place (for writing also ENOSPC).  Whatever fails, the task ends, with a finished sentence or with its work
done; what was there before is there still, or what should be there now is, each of them whole; and
nothing else is left in the folder.  With ``--kill`` the process is killed in place of the call: each
file is whole, and when the task is done again it ends well and leaves nothing over.  Ends with exit
code 1 where that is not so.
"""

import collections
import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import assets
from solver.errors import QuandaryError
from solver.formats.quandary import dumps, loads

CALLS: Final = [
    "openat",
    "read",
    "pread64",
    "write",
    "fsync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "fchown",
    "fchownat",
    "flock",
    "fcntl",
    "newfstatat",
    "stat",
    "lstat",
    "fstat",
    "statx",
    "getdents64",
    "mkdir",
    "mkdirat",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "lseek",
    "close",
    "ftruncate",
]
OLD, NEW = assets.example_text("shutdown"), assets.example_text("oil")
PATIENCE: Final = 20.0  # seconds for a task
GO: Final = signal.SIGUSR1


# ------------------------------------------------------------------------------- tasks


def save(folder: Path) -> str:
    """Write a document over another one, to which a link leads."""
    from app.documents.saving import Save, Speller, _write

    _write(Save(str(folder / "link.json"), loads(NEW), None, lambda: None), Speller())
    return "done"


def keep(folder: Path) -> str:
    """Keep unsaved work over what was kept before."""
    from app.documents.recovery import _Keeper, _State
    from app.documents.saving import Speller

    told: list[str] = []
    keeper = _Keeper(folder / "work.unsaved", Speller())
    keeper.failed.connect(told.append)
    keeper._wanted = _State({"path": None, "name": "Oil", "known": None}, loads(NEW))
    keeper._is_working = True
    keeper.work()
    if keeper.is_kept == bool(told):
        raise AssertionError(f"kept: {keeper.is_kept}, told: {told}")
    return told[0] if told else "done"


def restore(folder: Path) -> str:
    """Look for unsaved work, and find it or say that it cannot be read."""
    from app.documents import recovery

    recovery.folder = lambda: folder
    found, broken = recovery.look_for_work()
    if [work.document for work in found] == [loads(OLD)]:
        return "done"
    if found or not broken:
        raise AssertionError(f"found {found}, and nothing is said")
    return f"{len(broken)} cannot be read."


def export(folder: Path) -> str:
    """Write a picture over another file."""
    from app.storage.atomic_write import replace_file

    replace_file(str(folder / "old.json"), NEW.encode())
    return "done"


def settings(folder: Path) -> str:
    """Change one value of many."""
    from app.storage.kept_values import KeptValues

    values = KeptValues(folder / "settings.json")
    values.change("dark", lambda _: True)
    if not values.wait(PATIENCE):
        raise AssertionError("it does not end")
    return values.problem or "done"


TASKS: Final[dict[str, Callable[[Path], str]]] = {
    "save": save, "keep": keep, "restore": restore, "export": export, "settings": settings,
}  # fmt: skip
NO_END: Final = "it did not end"
KEPT = '{"path": null, "name": "", "known": null}\n'


def prepare(folder: Path) -> None:
    """What is there before."""
    (folder / "old.json").write_text(OLD)
    (folder / "link.json").symlink_to("old.json")
    (folder / "work.unsaved").write_text(KEPT + OLD)
    (folder / "settings.json").write_text('{"recents": ["/a", "/b"], "scale": 2.0}')


KILLED: Final = "killed"


def faults(task: str, folder: Path, said: str) -> Iterator[str]:
    """What is not as it has to be."""
    if said not in ("done", KILLED) and not said.rstrip().endswith("."):
        yield f"says “{said}”"
    if not (folder / "link.json").is_symlink():
        yield "the link is no link any more"
    saved = (folder / "old.json").read_text()
    whole = (OLD, NEW, dumps(loads(NEW)))
    if saved not in whole or (said == "done" and task in ("save", "export") and saved == OLD):
        yield "the file is not whole"
    kept = (folder / "work.unsaved").read_text().partition("\n")[2]
    if kept not in whole or (said == "done" and task == "keep" and kept == OLD):
        yield "what was kept is not whole"
    values = json.loads((folder / "settings.json").read_text())
    if values.get("recents") != ["/a", "/b"] or values.get("scale") != 2.0:
        yield f"settings are lost: {values}"
    known = {"old.json", "link.json", "work.unsaved", "work.unsaved.lock", "settings.json"}
    left = {each.name for each in folder.iterdir()} - known
    if said == KILLED:  # it goes with the next attempt
        left = {name for name in left if not name.endswith(".saving")}
    if left:
        yield f"left in the folder: {', '.join(sorted(left))}"


# ------------------------------------------------------------------------------ running


def run(task: str, folder: Path, options: Sequence[str]) -> tuple[str, str]:
    """Run a task in a process of its own, which strace watches: what it said, and the trace."""
    ours, theirs = socket.socketpair()  # neither read nor written, so that none of that fails
    signal.pthread_sigmask(signal.SIG_BLOCK, {GO})
    child = os.fork()
    if child == 0:
        signal.sigwait({GO})
        try:
            said = TASKS[task](folder)
        except QuandaryError as error:
            said = str(error)
        except BaseException as error:
            said = f"{type(error).__name__}: {error!r}"
        theirs.send(said.encode())
        os._exit(0)
    theirs.close()
    trace = folder.parent / "trace"
    watching = subprocess.Popen(
        ["strace", "-f", "-q", "-o", str(trace), *options, "-p", str(child)],
        stderr=subprocess.PIPE,
    )
    status = Path(f"/proc/{child}/status")
    until = time.monotonic() + PATIENCE
    while "TracerPid:\t0" in status.read_text():
        if watching.poll() is not None or time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            raise SystemExit(
                f"strace: {watching.stderr.read().decode() if watching.stderr else ''}"
            )
        time.sleep(0.005)
    os.kill(child, GO)
    ours.settimeout(PATIENCE)
    try:
        said = ours.recv(65_536)
    except TimeoutError:
        said = b""
        os.kill(child, signal.SIGKILL)
    ours.close()
    watching.wait()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
    return said.decode() or NO_END, trace.read_text()


def calls_of(trace: str) -> dict[str, int]:
    """How often each call is made by the thread that makes it most often."""
    each: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in trace.splitlines():
        thread, _, rest = line.partition(" ")
        each[thread, rest.strip().partition("(")[0]] += 1
    most: dict[str, int] = {}
    for (_, name), count in each.items():
        if name in CALLS:
            most[name] = max(most.get(name, 0), count)
    return most


def main() -> None:
    if shutil.which("strace") is None:
        raise SystemExit("strace must be installed first.")
    kill = "--kill" in sys.argv
    wanted = [name for name in sys.argv[1:] if name != "--kill"] or list(TASKS)
    _load()
    found = 0
    with tempfile.TemporaryDirectory(prefix="broken") as name:
        for task in wanted:
            count = 0
            said, trace = run(task, _folder(Path(name)), ["-e", f"trace={_known()}"])
            if said != "done":
                raise SystemExit(f"{task} fails by itself: {said}")
            for call, times in calls_of(trace).items():
                two = call in ("write", "fsync", "openat")
                fates = ("KILL",) if kill else ("EIO", "ENOSPC") if two else ("EIO",)
                for fate, when in itertools.product(fates, range(1, times + 1)):
                    folder = _folder(Path(name))
                    injected = "signal" if kill else "error"
                    inject = f"inject={call}:{injected}={fate}:when={when}"
                    said, _ = run(task, folder, ["-e", f"trace={call}", "-e", inject])
                    count += 1
                    seen = list(faults(task, folder, KILLED if kill else said))
                    if kill and said != NO_END:
                        seen.append(f"was not killed, and says “{said}”")
                    if kill:
                        again, _ = run(task, folder, ["-e", "trace=none"])
                        seen += (f"done again: {fault}" for fault in faults(task, folder, again))
                        seen += [f"done again: says “{again}”"] if again != "done" else []
                    for fault in seen:
                        found += 1
                        print(f"{task}, {call} {when} of {times} {fate}: {fault}", flush=True)
            print(f"{task}: {count} calls {'were the last' if kill else 'failed'}", flush=True)
    print(f"{found} faults")
    raise SystemExit(1 if found else 0)


def _known() -> str:
    """The calls that this strace knows on this machine."""
    return ",".join(f"?{call}" for call in CALLS)


def _folder(parent: Path) -> Path:
    folder = parent / "folder"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    prepare(folder)
    return folder


def _load() -> None:
    """Everything that the tasks need: no module is looked for while calls fail."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for task in TASKS.values():
            prepare(folder)
            task(folder)
            shutil.rmtree(folder)
            folder.mkdir()


if __name__ == "__main__":
    main()
