"""What Gambit and SilverDecisions make of the files that are written for them.

    python -m tests.bench.foreign.other_programs gambit [--python PYTHON] [--trees N]
    python -m tests.bench.foreign.other_programs silver [--trees N]
    … --keep    keep what they found of the kept files (tests/kept/texts/exports)

The first needs pygambit (16 or 17) in PYTHON; the second node and npm, which fetches sd-model,
sd-computations and esbuild from its registry.  Random trees are written (200 by default), each by both sides
solved for the best expected value, and every disagreement is printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Final

import assets
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.exporting.interchange.gambit import gambit_text
from solver.formats.exporting.interchange.silver_decisions import silver_text
from solver.formats.quandary import loads
from solver.rules import solve
from solver.solution import Solution
from tests.documents.at_random.random_documents import random_document
from tests.kept.kept import FOLDER

#: By file: the best expected value at the root (empty where payoffs are of two criteria), and for each branch
#: there whether it is one of the best (empty where the program does not say).
Found = dict[str, tuple[str, str]]
KEPT: Final = FOLDER / "exports"
FOUND: Final = KEPT / "found.json"

GAMBIT: Final = """
import sys, json, pygambit
def payoff(profile):
    return profile.payoff("Agent") if hasattr(profile, "payoff") else profile.payoffs["Agent"]
found = {}
for file in sys.stdin.read().split():
    game = pygambit.read_efg(file)
    equilibria = pygambit.nash.enumpure_solve(game).equilibria
    found[file] = [str(payoff(equilibria[0])), ""]
print(json.dumps(found))
"""

SILVER: Final = """
import {readFileSync} from 'fs';
import {DataModel} from 'sd-model';
import {ComputationsManager} from 'sd-computations';
const found = {};
for (const file of readFileSync(0, 'utf8').split(/\\s+/).filter(Boolean)) {
  const whole = JSON.parse(readFileSync(file, 'utf8'));
  const data = new DataModel(whole.data);
  const manager = new ComputationsManager({ruleName: whole.rule, jobRepositoryType: 'simple'}, data);
  await manager.checkValidityAndRecomputeObjective(false, true, true);
  if (data.validationResults.some(result => !result.isValid())) throw new Error(file);
  const root = data.getRoots()[0].computed[whole.rule];
  const number = root.childrenPayoff[0];
  const value = `${number.s < 0 ? '-' : ''}${number.n}/${number.d}`;
  const edges = data.getRoots()[0].childEdges;
  const optimal = edges.map(edge => edge.computed[whole.rule].optimal ? '1' : '0').join('');
  found[file] = [root.combinedPayoff ? '' : value, optimal];
}
console.log(JSON.stringify(found));
"""


def ask_gambit(files: Iterable[Path], python: str) -> Found:
    return _asked([python, "-c", GAMBIT], files)


def ask_silver(files: Iterable[Path], folder: Path) -> Found:
    return _asked(install_silver(folder), files)


def install_silver(folder: Path) -> list[str]:
    """Put SilverDecisions' engine into a folder; the command that solves the files named on its input."""
    (folder / "ask.mjs").write_text(SILVER, encoding="utf-8")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    install = [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "sd-model",
        "sd-computations",
        "esbuild",
    ]
    subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    bundle = "npx esbuild ask.mjs --bundle --platform=node --format=esm --outfile=all.mjs --log-level=error"
    subprocess.run(bundle.split(), cwd=folder, check=True)
    return ["node", str(folder / "all.mjs")]


def _asked(command: list[str], files: Iterable[Path]) -> Found:
    asked = "\n".join(map(str, files))
    done = subprocess.run(command, input=asked, text=True, check=True, stdout=subprocess.PIPE)
    return {Path(file).name: tuple(said) for file, said in json.loads(done.stdout).items()}


def _agree(document: Document, solution: Solution, value: str, optimal: str) -> bool:
    """Whether both found the same; costs have the other sign in a game."""
    assert solution.value is not None
    if value and abs(Fraction(value)) != abs(solution.value):
        return False
    document = document.expanded
    root = document.nodes[document.root_id or ""]
    if not optimal or root.kind is not Kind.CHOICE:
        return True
    permitted = [solution.branches[branch.id].permitted for branch in document.children(root.id)]
    return optimal == "".join("1" if one else "0" for one in permitted)


def trees(count: int) -> Iterable[tuple[str, Document]]:
    for example in assets.EXAMPLES:
        yield example.name, loads(assets.example_text(example.name))
    for seed in range(count):
        yield f"random-{seed}", random_document(seed, complete=seed % 2 == 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", choices=("gambit", "silver"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--trees", type=int, default=200)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    write: Callable[[Document], str] = gambit_text if options.program == "gambit" else silver_text
    suffix = ".efg" if options.program == "gambit" else ".silver.json"
    ours: dict[str, tuple[Document, Solution]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, document in trees(options.trees):
            try:
                text, solution = write(document), solve(document, "eu")
            except QuandaryError:
                continue  # no number for each end
            (folder / f"{name}{suffix}").write_text(text, encoding="utf-8")
            ours[f"{name}{suffix}"] = document, solution
        files = [*folder.glob(f"*{suffix}"), *(KEPT.glob(f"*{suffix}") if options.keep else ())]
        found = (
            ask_gambit(files, options.python)
            if options.program == "gambit"
            else ask_silver(files, folder)
        )
    wrong = [
        f"{name}: {found[name]}, and ours {solution.value}"
        for name, (document, solution) in ours.items()
        if not _agree(document, solution, *found[name])
    ]
    print(f"{len(ours)} trees, {len(wrong)} disagreements", *wrong, sep="\n")
    if options.keep:
        known = json.loads(FOUND.read_text()) if FOUND.exists() else {}
        known |= {file.name: found[file.name][0] for file in KEPT.glob(f"*{suffix}")}
        FOUND.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
