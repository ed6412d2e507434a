"""Mutation testing of ``solver/``: single faults are put in, and tests must notice.

    python -m tests.bench.mutants [--sample N] [--seed N] [--module NAME …] [--all] [--jobs N]

A random sample of 100 faults of the whole of ``solver/`` by default (``--all``: every one there is;
many hours).  Faults are the usual ones: comparisons and operators exchanged, ``and`` for ``or``, a
condition turned round, a number one more, ``return None``, a statement left out (``strict=`` of a ``zip`` is left alone: it only makes
other faults known).  Each is put into a
copy of the program in a temporary folder.

First the tests run once without any fault, to see which of them reach which line of ``solver/`` and
how long each takes (``--known FILE`` keeps that, for runs without a change in between).  A fault is
then met by the tests that reach its line, quickest first, and after them by others of its module, until
``--seconds`` are spent; where more would be needed than that, the rest is left out, so that the score
is rather too low than too high.  What no test notices is a survivor, and is printed with its place.
The score comes with its 95 % confidence interval (Wilson).
"""

import argparse
import ast
import copy
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
PARTS: Final = ("app", "assets", "solver", "tests", "widgets")
#: What may notice a fault: the tests of the solver, and those of the suite's others that ask it without a window.
TESTS: Final = (
    "tests/solver", "tests/app/cli/test_command_line.py", "tests/app/cli/test_worked_answers_by_command.py",
    "tests/app/cli/test_whole_answers.py", "tests/app/cli/test_profile_league.py", "tests/app/cli/test_thresholds.py",
    "tests/app/export/test_golden_pictures.py", "tests/app/export/test_encode.py", "tests/app/export/test_interchange.py",
    "tests/app/export/test_paper_charts.py", "tests/app/documents/test_opening_dot.py", "tests/app/scripting/test_notebook.py",
    "tests/widgets/drawing/test_node_figure.py", "tests/widgets/drawing/texts/test_label.py",
)  # fmt: skip
WITHOUT: Final = ("test_ceiling.py",)  # which starts processes of its own
SLOW: Final = (
    "not deeper_than_any_recursion"  # of minutes under coverage, and of many tests to the same end
)
PYTEST: Final = (
    sys.executable, "-m", "pytest", "-q", "-p", "no:xvfb", "-p", "no:cacheprovider", "-p", "no:randomly",
)  # fmt: skip
WATCHED: Final = "reached.json"
FIRST: Final = 12  # tests that are asked before the others are so much as imported
MEMORY: Final = 6 << 30  # bytes; a fault that needs more is noticed

_COMPARE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATE: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.Pow: ast.Mult, ast.LShift: ast.RShift,
}  # fmt: skip


def places(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module in which a fault can be, without annotations, docstrings and rules' texts."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if _is_text(node) or _only_makes_sure(node):
            continue
        yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_comment"):
                continue
            stack += [
                x for x in (value if isinstance(value, list) else [value]) if isinstance(x, ast.AST)
            ]


def _is_text(node: ast.AST) -> bool:
    """Docstrings, imports for types, and the finished sentences that nothing decides on."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _only_makes_sure(node: ast.AST) -> bool:
    """What turns another fault into an error, and is nothing to be noticed by itself."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def faults_at(node: ast.AST) -> list[str]:
    """The kinds of fault that a node can have."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARE:
            return ["compare"]
        case ast.BinOp(op=op) if type(op) in _OPERATE:
            return ["operate"]
        case ast.AugAssign(op=op) if type(op) in _OPERATE:
            return ["operate"]
        case ast.BoolOp():
            return ["join"]
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            return ["bare"]
        case ast.If() | ast.IfExp() | ast.While():
            return ["turn"]
        case ast.Constant(value=bool()):
            return ["flip"]
        case ast.Constant(value=int()):
            return ["more"]
        case ast.Return(value=ast.Constant(value=None)):
            return []
        case ast.Return(value=value) if value is not None:
            return ["nothing"]
        case ast.Expr(value=ast.Call()) | ast.Assign() | ast.Raise() | ast.Continue() | ast.Break():
            return ["leave out"]
    return []


def mutate(node: ast.AST, kind: str) -> None:
    """Put the fault in."""
    match kind, node:
        case "compare", ast.Compare():
            node.ops = [_COMPARE[type(node.ops[0])]()]
        case "operate", ast.BinOp() | ast.AugAssign():
            node.op = _OPERATE[type(node.op)]()
        case "join", ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case "bare", ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
            if isinstance(node.op, ast.Not | ast.Invert):
                node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case "turn", ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case "flip", ast.Constant():
            node.value = not node.value
        case "more", ast.Constant():
            node.value = int(node.value) + 1  # type: ignore[arg-type]
        case "nothing", ast.Return():
            node.value = ast.Constant(None)


class _LeaveOut(ast.NodeTransformer):
    def __init__(self, wanted: ast.AST) -> None:
        self._wanted = wanted

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if node is self._wanted:
            return ast.copy_location(ast.Pass(), node)
        return super().generic_visit(node)


def modules() -> list[str]:
    """The modules of ``solver/``, by their path without the suffix."""
    solver = ROOT / "solver"
    return sorted(str(file.relative_to(solver))[:-3] for file in solver.rglob("*.py"))


def mutants(module: str) -> list[tuple[str, int, str]]:
    """Every fault of a module: module, number of the node, kind."""
    tree = ast.parse((ROOT / "solver" / f"{module}.py").read_text(encoding="utf-8"))
    return [(module, i, kind) for i, node in enumerate(places(tree)) for kind in faults_at(node)]


def mutated(text: str, number: int, kind: str) -> tuple[str, range, str]:
    """A module's text with one fault in it, the lines it stands on, and what stood there."""
    tree = ast.parse(text)
    node = list(places(tree))[number]
    before = ast.unparse(copy.deepcopy(node)).splitlines()[0]
    first, last = node.lineno, node.end_lineno or node.lineno  # type: ignore[attr-defined]
    if kind == "turn":
        last = getattr(getattr(node, "test", node), "end_lineno", first)
    if kind == "leave out":
        tree = _LeaveOut(node).visit(tree)
    else:
        mutate(node, kind)
    return ast.unparse(ast.fix_missing_locations(tree)), range(first, last + 1), before


@dataclass
class Reached:
    """Which tests reach which lines, and how long each test takes."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Reached":
        """What an earlier run kept."""
        read = json.loads(file.read_text(encoding="utf-8"))
        lines = {
            module: {int(line): tests for line, tests in by_line.items()}
            for module, by_line in read["lines"].items()
        }
        return cls(lines, read["seconds"])

    def write(self, file: Path) -> None:
        """Keep it for another run."""
        file.write_text(json.dumps({"lines": self.lines, "seconds": self.seconds}), "utf-8")

    def tests(self, module: str, lines: range, most: float) -> list[str]:
        """The tests that reach one of the lines, quickest first, of so many seconds in all.

        Then others that reach any line of the module: what is made once, at an import, in a fixture
        or for a cache, is reached by one test and seen by many.
        """
        by_line = self.lines.get(module, {})
        found = {test for line in lines for test in by_line.get(line, ()) if test}
        others = {test for tests in by_line.values() for test in tests if test} - found
        chosen, spent = [], 0.0
        for tests in (found, others):
            for test in sorted(tests, key=lambda test: self.seconds.get(test, 0.0)):
                spent += self.seconds.get(test, 0.0)
                if chosen and spent > most:
                    return chosen
                chosen.append(test)
        return chosen


def watch(folder: Path, data: Path, tests: list[str]) -> None:
    """Run tests without a fault and write down what they reach; the process's whole work."""
    import coverage
    import pytest

    watching = coverage.Coverage(
        data_file=None, source=[str(folder / "solver")], config_file=False, messages=False
    )
    seconds: dict[str, float] = {}
    failed: set[str] = set()

    class Watch:
        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            watching.switch_context(item.nodeid)

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            seconds[report.nodeid] = seconds.get(report.nodeid, 0.0) + report.duration
            if report.failed:
                failed.add(report.nodeid)

    watching.start()
    pytest.main([*PYTEST[3:], "-k", SLOW, "--timeout=1200", *tests], plugins=[Watch()])
    watching.stop()
    print(f"left out, since they fail under coverage: {', '.join(sorted(failed)) or 'none'}")
    found = watching.get_data()
    lines = {
        str(Path(file).relative_to(folder / "solver"))[:-3]: {
            line: [test for test in tests if test not in failed]
            for line, tests in found.contexts_by_lineno(file).items()
        }
        for file in found.measured_files()
    }
    Reached(lines, seconds).write(data)


def reached(folders: list[Path]) -> Reached:
    """What the tests reach, as one run for each folder tells, in a process of its own."""
    found = [Path(name) for name in TESTS]
    for name in found:
        if not (folders[0] / name).exists():
            raise SystemExit(f"{name} is not there any more: TESTS is out of date.")
    found += sorted((folders[0] / "tests/solver").rglob("test_*.py"))
    files = [
        str(file.relative_to(folders[0]) if file.is_absolute() else file)
        for file in found
        if file.suffix and file.name not in WITHOUT
    ]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.mutants", "--watch", *files[i :: len(folders)]],
            cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)},
        )
        for i, folder in enumerate(folders)
    ]  # fmt: skip
    codes = [run.wait() for run in runs]
    if any(codes):
        raise SystemExit("The tests could not be run.")
    known = Reached()
    for folder in folders:
        part = Reached.read(folder / WATCHED)
        known.seconds |= part.seconds
        for module, by_line in part.lines.items():
            lines = known.lines.setdefault(module, {})
            for line, tests in by_line.items():
                lines.setdefault(line, []).extend(tests)
    return known


def is_noticed(folder: Path, module: str, text: str, tests: list[str], seconds: float) -> bool:
    """Whether one of the tests fails, or hangs, with this text in the module's place."""
    file = folder / "solver" / f"{module}.py"
    original, times = file.read_bytes(), file.stat()
    file.write_text(text, encoding="utf-8")
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}));"
    start = f"{limited} import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        for some in filter(None, (tests[:FIRST], tests[FIRST:])):
            done = subprocess.run(
                [sys.executable, "-c", start, "-x", *PYTEST[3:], *some], cwd=folder, env=environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60 + 8 * seconds, check=False,
            )  # fmt: skip
            if done.returncode:
                return True
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_bytes(original)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # what was compiled stays true
    return False


def interval(noticed: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % confidence interval of a share."""
    z, share = 1.96, noticed / of
    middle = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - reach) / (1 + z * z / of), (middle + reach) / (1 + z * z / of)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--skip", type=int, default=0, help="faults of the shuffled list not to do")
    parser.add_argument("--module", nargs="*", default=modules(), choices=modules(), metavar="NAME")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--known", type=Path)
    parser.add_argument("--watch", nargs="*", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.watch:
        watch(Path.cwd(), Path(WATCHED), wanted.watch)
        return
    every = [mutant for module in wanted.module for mutant in mutants(module)]
    random.Random(wanted.seed).shuffle(every)
    chosen = every if wanted.all else every[wanted.skip : wanted.skip + wanted.sample]
    print(f"{len(chosen)} of {len(every):,} faults, seed {wanted.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants") as name:
        _meet(Path(name), chosen, wanted)


def _meet(home: Path, chosen: list[tuple[str, int, str]], wanted: argparse.Namespace) -> None:
    """Put every fault in, and say which are not noticed."""
    folders = [home / str(number) for number in range(wanted.jobs)]
    for part in PARTS:
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folders[0] / part, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", folders[0])
    for folder in folders[1:]:
        shutil.copytree(folders[0], folder)
    if wanted.known and wanted.known.exists():
        known = Reached.read(wanted.known)
    else:
        known = reached(folders)
        if wanted.known:
            known.write(wanted.known)
    print(f"{len(known.seconds):,} tests, {sum(known.seconds.values()):.0f} s", flush=True)
    free: queue.Queue[Path] = queue.Queue()
    for folder in folders:
        free.put(folder)

    texts = {
        module: (folders[0] / "solver" / f"{module}.py").read_text(encoding="utf-8")
        for module in {module for module, _, _ in chosen}
    }

    for module in sorted({module for module, _, _ in chosen})[:: max(1, len(chosen) // 10)]:
        lines = known.lines.get(module, {})
        tests = known.tests(module, range(min(lines, default=0), max(lines, default=0)), 10.0)
        if is_noticed(folders[0], module, texts[module], tests, 10.0):
            raise SystemExit(f"Tests of {module} fail without a fault: --known is out of date.")

    def meet(mutant: tuple[str, int, str]) -> tuple[bool, str]:
        module, number, kind = mutant
        text, lines, before = mutated(texts[module], number, kind)
        tests = known.tests(module, lines, wanted.seconds)
        seconds = sum(known.seconds.get(test, 0.0) for test in tests)
        folder = free.get()
        try:
            noticed = is_noticed(folder, module, text, tests, seconds)
        finally:
            free.put(folder)
        return noticed, f"solver/{module}.py:{lines[0]} {kind} ({len(tests)} tests): {before}"

    noticed, started = 0, time.monotonic()
    with ThreadPoolExecutor(wanted.jobs) as threads:
        for done, (is_known, text) in enumerate(threads.map(meet, chosen), start=1):
            noticed += is_known
            if not is_known:
                print(f"SURVIVOR {text}", flush=True)
            if done % 10 == 0 or done == len(chosen):
                low, high = interval(noticed, done)
                print(
                    f"{noticed} of {done} noticed: {noticed / done:.0%} ({low:.0%} to {high:.0%}), "
                    f"{time.monotonic() - started:.0f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
