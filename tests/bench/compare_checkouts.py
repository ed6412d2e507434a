"""Whether two checkouts answer alike on the command line, byte for byte.

    python -m tests.bench.compare_checkouts OLD_CHECKOUT NEW_CHECKOUT [FILE or FOLDER …]

Every verb runs on the built-in examples of both and on all files given: each rule and each named
relation, as text and as JSON, papers in both formats, pictures and frames in all formats, and what
reads the pictures again.  Each checkout runs all calls in one process, with the same Python and
PYTHONPATH set to it, both in folders alike, so that messages can be the same.  What is compared is
the exit code, standard output, standard error and every file written, apart from what cannot be
equal: in PDF the times and ids of writing (`PDF_OF_ITS_TIME`), in messages the checkout's own path,
and ``--version``, which depends on how a checkout is installed.  What takes both too long is counted
and left alone.  Exit code 1 where anything differs, 2 where there was nothing to compare.
"""

import difflib
import hashlib
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

SECONDS: Final = 20.0  # of the processor that one call may take
DIFF_LINES: Final = 12  # of each difference that is shown
DIFFERENCES: Final = 3  # that are shown of each kind
PICTURES: Final = ("png", "svg", "pdf", "tex", "dot")
FRAMES: Final = ("png", "svg", "pdf", "tex", "gif")
BINARY: Final = frozenset([".png", ".pdf", ".gif"])
PDF_OF_ITS_TIME: Final = re.compile(
    rb"/(?:CreationDate|ModDate) ?\([^)]*\)"
    rb"|/ID ?\[ ?<[0-9A-Fa-f]*> ?<[0-9A-Fa-f]*> ?\]"
    rb'|xmp:\w+Date="[^"]*"'
    rb"|uuid:[0-9A-Fa-f-]{36}"
)


@dataclass(frozen=True)
class Call:
    """One call of the command line; files that it writes go to the folder ``out``."""

    kind: str
    words: tuple[str, ...]
    file: str = ""  # the document that it is about, if it is about one
    stdin: str = os.devnull
    keep: bool = False  # the files are for the next call, too


@dataclass
class Tally:
    compared: int = 0
    answered: int = 0  # with exit code 0
    too_long: int = 0  # for both: not compared
    different: int = 0
    shown: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- in the process of a checkout

TOO_LONG: Final = "too long"
#: Where a file took too long once: it is not asked about again.
_NONE: Final = {"code": TOO_LONG, "stdout": "", "stderr": "", "files": {}}


class _TooLong(BaseException):
    """Not an `Exception`, so that no handler of a checkout takes it for its own."""


def worker(checkout: Path, calls: Path, results: Path, store: Path) -> None:
    """Make all calls; ``results`` gets a line for each, ``store`` what was written, by its hash."""
    import app

    if checkout not in Path(app.__file__ or "").resolve().parents:
        raise SystemExit(f"{checkout} was asked for, but {app.__file__} would run")
    console = os.dup(2)

    def stop(*_: object) -> None:
        raise _TooLong

    signal.signal(signal.SIGPROF, stop)
    made = [Call(**entry) for entry in json.loads(calls.read_text(encoding="utf-8"))]
    slow: set[str] = set()
    with results.open("w", encoding="utf-8") as file:
        for number, call in enumerate(made, 1):
            answer = _NONE if call.file in slow else _answer(call, checkout, store, slow)
            if answer["code"] == TOO_LONG:
                slow.add(call.file)
            file.write(json.dumps(answer) + "\n")
            if number % 500 == 0:
                os.write(console, f"{checkout}: {number} of {len(made)}\n".encode())


def _answer(call: Call, checkout: Path, store: Path, leave_out: set[str]) -> dict[str, Any]:
    out = Path("out")
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        with open(call.stdin, "rb") as given:
            os.dup2(given.fileno(), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(complained.fileno(), 2)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        code = _run([word for word in call.words if word not in leave_out])
        texts = []
        for stream in (said, complained):
            stream.seek(0)
            texts.append(stream.read().replace(os.fsencode(checkout), b"CHECKOUT"))
    files = {}
    for path in sorted(out.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".pdf":
                content = PDF_OF_ITS_TIME.sub(b"", content)
            files[str(path)] = _stored(content, store)
    if not call.keep:
        shutil.rmtree(out)
    stdout, stderr = (_stored(text, store) for text in texts)
    return {"code": code, "stdout": stdout, "stderr": stderr, "files": files}


def _run(words: Sequence[str]) -> int | str:
    """The exit code, or in words what happened instead."""
    sys.argv = ["quandary", *words]
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        runpy.run_module("app", run_name="__main__")
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else str(error.code)
    except _TooLong:
        return TOO_LONG
    except Exception:  # a fault of that checkout, to be compared like any answer
        return traceback.format_exc(limit=0)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.flush()
        sys.stderr.flush()
    return "no exit code"


def _stored(content: bytes, store: Path) -> str:
    name = hashlib.sha256(content).hexdigest()
    path = store / name
    if not path.exists():
        path.write_bytes(content)
    return name


# -------------------------------------------------------------------------- what is called


@cache
def asked(checkout: Path, *words: str) -> str:
    """What a checkout says to some words in a process of its own."""
    command = [sys.executable, "-P", "-m", "app", *words]
    done = subprocess.run(
        command, env=_environment(checkout), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{checkout}: {' '.join(words)}: {done.stderr}")
    return done.stdout


def _environment(checkout: Path) -> dict[str, str]:
    fixed = {"PYTHONHASHSEED": "0", "COLUMNS": "80", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    own = {"PYTHONPATH": str(checkout), "QT_QPA_PLATFORM": "offscreen"}
    return os.environ | fixed | own


def rules_of(checkout: Path) -> list[str]:
    found = re.findall(r"--rule\s+\{([^}]*)\}", asked(checkout, "solve", "--help"))
    return "".join(found[0].split()).split(",")


def verbs_of(checkout: Path) -> list[str]:
    return re.findall(r"^    (\w+)\s", asked(checkout, "--help"), re.MULTILINE)


def example_names(checkout: Path) -> list[str]:
    return [line.split()[0] for line in asked(checkout, "examples").splitlines()]


def relations_in(file: Path) -> list[str]:
    """The names of a document's relations that are not the active one."""
    try:
        others = json.loads(file.read_bytes())["relations"]["others"]
        return [other["name"] for other in others]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []  # not a document of ours, or one with a single relation


def general_calls(examples: Iterable[str], verbs: Iterable[str]) -> Iterator[Call]:
    """What needs no document."""
    yield Call("usage", ("--help",))
    for verb in verbs:
        yield Call("usage", (verb, "--help"))
        yield Call("usage", (verb, "--nothing-like-it"))
    yield Call("schema", ("schema",))
    yield Call("examples", ("examples",))
    yield Call("examples", ("examples", "nowhere"))
    for name in examples:
        yield Call("examples", ("examples", name))
        yield Call("examples", ("examples", name, "-o", "out/example.json"))


def calls_for(file: str, rules: Sequence[str], relations: Sequence[str]) -> Iterator[Call]:
    """Everything that can be asked of one document."""
    yield Call("check", ("check", file), file)
    yield Call("check -", ("check", "-"), file, stdin=file)
    for suffix in PICTURES:
        picture = f"out/tree.{suffix}"
        yield Call("export", ("export", file, "-o", picture), file, keep=True)
        yield Call("check picture", ("check", picture), file)
    yield Call("solve", ("solve", file, "--rule", rules[0], "--relation", "nowhere"), file)
    for relation in (None, *relations):
        on = () if relation is None else ("--relation", relation)
        for form in ((), ("--json",)):
            name = "".join(f" {word}" for word in form)
            for verb in ("lottery", "improve"):
                yield Call(verb + name, (verb, file, *form, *on), file)
            for rule in rules:
                by = ("--rule", rule, *on)
                few = ("--limit", "1")
                yield Call(f"solve{name}", ("solve", file, *by, *form), file)
                yield Call(f"solve --limit{name}", ("solve", file, *by, *form, *few), file)
                yield Call(f"rationalise{name}", ("rationalise", file, *by, *form), file)
        for rule in rules:
            for markup in ("latex", "markdown"):
                words = ("paper", file, "--rule", rule, "--format", markup, *on)
                yield Call(f"paper {markup}", words, file)
    for rule in rules:
        words = ("export", file, "-o", "out", "--rule", rule, "--format")
        frames = FRAMES if rule == rules[-1] else ("svg", "tex")  # the rest paints the same steps
        yield Call("export --rule", (*words, ",".join(PICTURES)), file)
        yield Call("export --frames", (*words, ",".join(frames), "--frames"), file)


def calls_for_all(files: Sequence[str], rules: Sequence[str]) -> Iterator[Call]:
    """What takes several documents in one call."""
    for rule in rules:
        yield Call("solve FILE…", ("solve", *files, "--rule", rule))
        yield Call("solve FILE… --json", ("solve", *files, "--rule", rule, "--json"))


def in_both(what: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    """What both have; what one of them has alone is named, for it cannot be compared."""
    for which, own, other in (("old", old, new), ("new", new, old)):
        if alone := [name for name in own if name not in other]:
            print(f"only the {which} one has the {what} {', '.join(alone)}: not compared")
    return [name for name in old if name in new]


def documents(old: Path, new: Path, folder: Path) -> list[str]:
    """The examples of both, written into a folder: once where they are equal."""
    files: dict[bytes, str] = {}
    for checkout in (old, new):
        for name in example_names(checkout):
            text = asked(checkout, "examples", name).encode()
            if text not in files:
                path = folder / f"{name}{'-new' if checkout == new else ''}.quandary.json"
                path.write_bytes(text)
                files[text] = str(path)
    return list(files.values())


# ---------------------------------------------------------------------------- what differs


def compare(calls: Sequence[Call], sides: Sequence[Path], store: Path) -> dict[str, Tally]:
    """How many answers there are of each kind, and which of them differ."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    lines = [side.read_text(encoding="utf-8").splitlines() for side in sides]
    for call, *answers in zip(calls, *lines, strict=True):
        old, new = map(json.loads, answers)
        tally = tallies[call.kind]
        if old["code"] == new["code"] == TOO_LONG:
            tally.too_long += 1
            continue
        told = [" ".join(call.words)]
        if old["code"] != new["code"]:
            told.append(f"exit code {old['code']} → {new['code']}")
        for stream in ("stdout", "stderr"):
            told += _difference(stream, old[stream], new[stream], store)
        _count(tally, told, answered=old["code"] == new["code"] == 0)
        for name in sorted(old["files"].keys() | new["files"].keys()):
            pair = old["files"].get(name), new["files"].get(name)
            told = [" ".join(call.words), *_difference(name, *pair, store)]
            _count(tallies[f"{call.kind} → {Path(name).suffix}"], told, answered=True)
    return tallies


def _count(tally: Tally, told: list[str], *, answered: bool) -> None:
    tally.compared += 1
    tally.answered += answered
    if len(told) > 1:
        tally.different += 1
        if len(tally.shown) < DIFFERENCES:
            tally.shown.append("\n    ".join(told))


def _difference(name: str, old: str | None, new: str | None, store: Path) -> list[str]:
    if old == new:
        return []
    if old is None or new is None:
        return [f"{name} is written by the {'new' if old is None else 'old'} one only"]
    before, after = ((store / entry).read_bytes() for entry in (old, new))
    if Path(name).suffix in BINARY:
        pairs = enumerate(zip(before, after, strict=False))
        first = next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
        return [f"{name}: {len(before)} → {len(after)} bytes, different from byte {first} on"]
    a, b = (text.decode("utf-8", "backslashreplace").splitlines() for text in (before, after))
    diff = list(difflib.unified_diff(a, b, f"old {name}", f"new {name}", n=1, lineterm=""))
    diff = diff or [f"{name}: only the ends of lines differ"]
    more = [f"… and {len(diff) - DIFF_LINES} lines more"] if len(diff) > DIFF_LINES else []
    return [line[:200] for line in diff[:DIFF_LINES]] + more


def report(tallies: dict[str, Tally]) -> int:
    """Print the table and the differences; how many there are."""
    width = max(map(len, tallies))
    print(f"{'':{width}}  compared  answered  equal  different  (too long for both)")
    for kind, tally in sorted(tallies.items()):
        equal = tally.compared - tally.different
        numbers = f"{tally.compared:8}  {tally.answered:8}  {equal:5}  {tally.different:9}"
        print(f"{kind:{width}}  {numbers}{f'  ({tally.too_long})' if tally.too_long else ''}")
    for kind, tally in sorted(tallies.items()):
        if tally.different:
            print(f"\n{kind}: {tally.different} of {tally.compared} differ")
            print("\n".join(f"  {told}" for told in tally.shown))
    return sum(tally.different for tally in tallies.values())


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    old, new, *given = (Path(word).resolve() for word in sys.argv[1:])
    if missing := [path for path in (old, new, *given) if not path.exists()]:
        raise SystemExit(f"not there: {', '.join(map(str, missing))}")
    rules = in_both("rules", rules_of(old), rules_of(new))
    verbs = in_both("verbs", verbs_of(old), verbs_of(new))
    examples = in_both("examples", example_names(old), example_names(new))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = []
        for path in given:
            more += [str(file) for file in sorted(path.rglob("*")) or [path] if file.is_file()]
        files = [*(own := documents(old, new, folder)), *more]
        calls = list(general_calls(examples, verbs))
        for file in files:
            calls += calls_for(file, rules, relations_in(Path(file)))
        for several in (own, files) if more else (own,):  # of all files some may be refused
            calls += calls_for_all(several, rules)
        if strange := set(verbs) - {call.words[0] for call in calls if call.kind != "usage"}:
            raise SystemExit(f"nothing here calls {', '.join(sorted(strange))}")
        print(f"{len(calls)} calls on {len(files)} files, {len(rules)} rules", flush=True)
        tallies = compare(calls, _run_both((old, new), calls, folder), folder / "store")
    different = report(tallies)
    if silent := [kind for kind, tally in tallies.items() if not tally.answered]:
        print(f"\nNothing was compared: no call of {', '.join(silent)} was answered by both.")
        return 2
    print(f"\n{different} of {sum(tally.compared for tally in tallies.values())} answers differ.")
    return 1 if different else 0


def _run_both(checkouts: Sequence[Path], calls: Sequence[Call], folder: Path) -> list[Path]:
    """Run all calls in both checkouts at once; the files with their answers."""
    started = time.monotonic()
    plan = folder / "calls.json"
    plan.write_text(json.dumps([vars(call) for call in calls]), encoding="utf-8")
    (folder / "store").mkdir()
    processes, results = [], []
    for number, checkout in enumerate(checkouts):
        place = folder / f"side{number}"
        place.mkdir()
        results.append(folder / f"results{number}")
        arguments = [str(path) for path in (checkout, plan, results[-1], folder / "store")]
        command = [sys.executable, "-P", __file__, "--worker", *arguments]
        processes.append(subprocess.Popen(command, cwd=place, env=_environment(checkout)))
    for checkout, process in zip(checkouts, processes, strict=True):
        if process.wait():
            raise SystemExit(f"{checkout}: the process ended with {process.returncode}")
        print(f"{checkout}: {time.monotonic() - started:.0f} s", flush=True)
    return results


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(*map(Path, sys.argv[2:]))
    else:
        raise SystemExit(main())
