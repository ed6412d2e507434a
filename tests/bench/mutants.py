"""Mutation testing of ``solver/``: single faults are put in, and tests must notice.

    python -m tests.bench.mutants [--sample N] [--seed N] [--module NAME …] [--all]

A random sample of 100 faults unless told (``--all``: every one there is; hours).  Faults are the
usual ones: comparisons and operators exchanged, ``and`` for ``or``, a condition turned round, a number
one more, ``return None``, a statement left out.  Each is put into a copy of the program in a temporary
folder and met by the tests that belong to its module; a fault that they let pass is a survivor, and
is printed with its place.  The score comes with its 95 % confidence interval (Wilson).
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240.0  # a mutant that takes longer hangs, which is noticed

RULES: Final = ("test_rules", "test_worked_answers", "test_rules_random", "test_partial_answers")
#: Module → the tests that belong to it, quickest first.
TESTS: Final[dict[str, tuple[str, ...]]] = {
    "numerals": ("test_numerals", "test_budgets", "test_checks"),
    "shares": ("test_checks", "test_rules", "test_edits", "test_worked_answers"),
    "parameters": ("test_budgets", "test_checks"),
    "values": ("test_checks", "test_rules", "test_worked_answers"),
    "checks/structure": ("test_checks",),
    "checks/nodes": ("test_checks", "test_copies"),
    "checks/values": ("test_checks", "test_timestep_dominance"),
    "checks/payoffs": ("test_checks", "test_rules_random"),
    "checks/criteria": ("test_checks",),
    "checks/keys": ("test_checks",),
    "checks/copies": ("test_checks", "test_copies"),
    "checks/plain": ("test_checks", "test_rules"),
    "closure": ("test_preferences", "test_statements", "test_cones", "test_rules_random"),
    "preferences": ("test_preferences", "test_statements", "test_cones", "test_rules_random"),
    "cones": ("test_cones", "test_preferences", "test_rules_random"),
    "linear": ("test_policies_random", "test_statements", "test_worked_answers", "test_maxima"),
    "acceptance": ("test_maxima", "test_worked_answers", "test_rules_random"),
    "frontier": ("test_maxima", "test_worked_answers", "test_rules_random"),
    "policies": ("test_worked_answers", "test_policies_random"),
    "rules/base": RULES,
    "rules/caprice": RULES,
    "rules/completions": ("test_partial_answers", "test_rules"),
    "rules/dominance": RULES,
    "rules/dsm": RULES,
    "rules/e_admissible": RULES,
    "rules/eu": (*RULES, "test_rollback"),
    "rules/naive": RULES,
    "rules/resolute": RULES,
    "rules/ways": RULES,
}

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
        if _is_text(node):
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


def mutants(module: str) -> list[tuple[str, int, str]]:
    """Every fault of a module: module, number of the node, kind."""
    tree = ast.parse((ROOT / "solver" / f"{module}.py").read_text(encoding="utf-8"))
    return [(module, i, kind) for i, node in enumerate(places(tree)) for kind in faults_at(node)]


def mutated(module: str, number: int, kind: str) -> tuple[str, int, str]:
    """The module's text with one fault in it, the line, and what stood there."""
    tree = ast.parse((ROOT / "solver" / f"{module}.py").read_text(encoding="utf-8"))
    node = list(places(tree))[number]
    before = ast.unparse(copy.deepcopy(node)).splitlines()[0]
    if kind == "leave out":
        tree = _LeaveOut(node).visit(tree)
    else:
        mutate(node, kind)
    return ast.unparse(ast.fix_missing_locations(tree)), node.lineno, before  # type: ignore[attr-defined]


def is_noticed(folder: Path, module: str, text: str) -> bool:
    """Whether the module's tests fail, or hang, with this text in its place."""
    file = folder / "solver" / f"{module}.py"
    original = file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    try:
        tests = [f"tests/solver/{name}.py" for name in TESTS[module]]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xvfb", "-p", "no:cacheprovider",
             "-p", "no:randomly", *tests],
            cwd=folder, env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(original, encoding="utf-8")
    return done.returncode != 0


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
    parser.add_argument("--module", nargs="*", default=list(TESTS), choices=list(TESTS))
    parser.add_argument("--all", action="store_true")
    wanted = parser.parse_args()
    every = [mutant for module in wanted.module for mutant in mutants(module)]
    random.Random(wanted.seed).shuffle(every)
    chosen = every if wanted.all else every[: wanted.sample]
    print(f"{len(chosen)} of {len(every):,} faults, seed {wanted.seed}", flush=True)
    noticed, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants") as name:
        folder = Path(name)
        for part in ("app", "assets", "solver", "tests", "widgets"):
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(ROOT / "pyproject.toml", folder)
        for module in sorted({module for module, _, _ in chosen}):
            if is_noticed(folder, module, (ROOT / "solver" / f"{module}.py").read_text("utf-8")):
                raise SystemExit(
                    f"The tests of {module} fail, or take too long, without any fault."
                )
        for done, (module, number, kind) in enumerate(chosen, start=1):
            text, line, before = mutated(module, number, kind)
            if is_noticed(folder, module, text):
                noticed += 1
            else:
                print(f"SURVIVOR solver/{module}.py:{line} {kind}: {before}", flush=True)
            if done % 10 == 0 or done == len(chosen):
                low, high = interval(noticed, done)
                print(
                    f"{noticed} of {done} noticed: {noticed / done:.0%} ({low:.0%} to {high:.0%}), "
                    f"{time.monotonic() - started:.0f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
