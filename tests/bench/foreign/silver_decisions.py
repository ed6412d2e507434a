"""SilverDecisions' own engine, run on the same files, beside ours: sensitivity and league tables.

python -m tests.bench.foreign.silver_decisions         its demo trees and ours, compared
python -m tests.bench.foreign.silver_decisions --keep  and what it says of ours kept for the tests

Needs node and npm.  The packages are installed into a temporary folder and nothing of them is kept;
what is kept are the rows that the engine made of our own documents.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from solver.document.model import Document
from solver.formats.exporting.interchange.silver_decisions import silver_text
from solver.formats.importing.any_format import read_any
from tests.documents.treatments import treatments
from tests.documents.wildcatter import wildcatter
from tests.solver.sensitivity.silver_agreement import (
    check_league,
    check_n_way,
    check_spider,
    check_tornado,
)

PACKAGES: Final = ("sd-computations@0.6.1", "esbuild@0.28.2")
KEPT: Final = Path(__file__).parents[2] / "kept" / "silver_decisions.json"
ENTRY: Final = """
import {ComputationsManager} from "sd-computations/src/computations-manager";
import {DataModel} from "sd-model";
import fs from "fs";

async function rows({tree, job, params}) {
  const manager = new ComputationsManager({jobRepositoryType: "simple", logLevel: "error"});
  manager.setData(new DataModel(JSON.parse(fs.readFileSync(tree, "utf8")).data));
  manager.setCurrentRuleByName(params.ruleName);
  await manager.checkValidityAndRecomputeObjective(false, true);
  const own = manager.getJobByName(job), values = own.createJobParameters(params);
  const result = await new Promise((done, failed) => manager.runJobWithInstanceManager(
    job, values.values, {onJobCompleted: done, onJobFailed: failed, onJobStopped: failed}
  ).catch(failed));
  return own.jobResultToCsvRows(result, values);
}

(async () => {
  const found = [];
  for (const each of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) found.push(await rows(each));
  fs.writeFileSync(process.argv[3], JSON.stringify(found));
  process.exit(0);
})().catch(error => { console.error(error); process.exit(1); });
"""


@dataclass(frozen=True)
class Question:
    """A job of the engine about a document; ``weight`` is that of a league table."""

    job: str
    rule: str
    variables: tuple[tuple[str, str, str, int], ...] = ()  # name, from, to, how many
    weight: str = "1"

    @property
    def params(self) -> dict[str, Any]:
        names = [name for name, *_ in self.variables]
        ranges = [
            {
                "name": name,
                "min": float(Fraction(low)),
                "max": float(Fraction(high)),
                "length": count,
            }
            for name, low, high, count in self.variables
        ]
        made: dict[str, dict[str, Any]] = {
            "sensitivity-analysis": {"variables": ranges, "extendedPolicyDescription": False},
            "tornado-diagram": {"variables": ranges},
            "spider-plot": {
                "variables": [{"name": name} for name in names],
                "percentageChangeRange": 10,
                "length": 4,
            },
            "league-table": {
                "weightLowerBound": 0,
                "defaultWeight": self.weight,
                "weightUpperBound": "Infinity",
                "extendedPolicyDescription": False,
            },
        }
        return {"ruleName": self.rule, **made[self.job]}

    def check(self, document: Document, rows: Any) -> int:
        """Compare; how many points or rows there were.  Raises `AssertionError` where they differ."""
        if self.job == "sensitivity-analysis":
            return check_n_way(document, rows)
        if self.job == "tornado-diagram":
            asked = {n: (Fraction(a), Fraction(b), count) for n, a, b, count in self.variables}
            return check_tornado(document, rows, asked)
        if self.job == "spider-plot":
            return check_spider(document, rows)
        return check_league(document, rows, Fraction(self.weight))


EV: Final = "expected-value-maximization"
OURS: Final = (
    ("wildcatter", Question("sensitivity-analysis", EV, (("c", "30000", "140000", 12),))),
    ("wildcatter", Question("sensitivity-analysis", EV, (("c", "40000", "120000", 5), ("w", "60000", "200000", 4)))),
    ("wildcatter", Question("tornado-diagram", EV, (("c", "30000", "140000", 11), ("w", "60000", "200000", 8), ("t", "0", "40000", 5)))),
    ("wildcatter", Question("spider-plot", EV, (("c", "0", "1", 2), ("w", "0", "1", 2), ("t", "0", "1", 2)))),
    *(("treatments", Question("league-table", "max-min", weight=weight)) for weight in ("0.1", "0.5", "1", "1.5", "2", "7")),
)  # fmt: skip
DOCUMENTS: Final = {"wildcatter": wildcatter, "treatments": treatments}
ROCKEFELLER: Final = "rockefellerWithParamsNoRandom.json"
THEIRS: Final = (
    (ROCKEFELLER, Question("sensitivity-analysis", EV, (("pr", "0", "1", 11),))),
    (ROCKEFELLER, Question("sensitivity-analysis", EV, (("sens", "1/10", "9/10", 5), ("spec", "1/10", "9/10", 5)))),
    (ROCKEFELLER, Question("tornado-diagram", EV, (("sens", "0", "1", 11), ("pr", "0", "1", 11), ("spec", "1/10", "9/10", 9)))),
    (ROCKEFELLER, Question("spider-plot", EV, (("pr", "0", "1", 2), ("sens", "0", "1", 2), ("spec", "0", "1", 2)))),
    *(
        (file, Question("league-table", rule, weight=weight))
        for file, rule in (("mcdm.json", "max-min"), ("mcdm2.json", "max-min"), ("mcdm3.json", "max-min"), ("treatments.json", "min-max"))
        for weight in ("0.25", "1", "1.25", "3")
    ),
)  # fmt: skip


def run(folder: Path, questions: list[tuple[Path, Question]]) -> list[Any]:
    """What the engine says to each."""
    asked = [{"tree": str(path), "job": q.job, "params": q.params} for path, q in questions]
    (folder / "asked.json").write_text(json.dumps(asked))
    subprocess.run(["node", "run.cjs", "asked.json", "found.json"], cwd=folder, check=True)
    found: list[Any] = json.loads((folder / "found.json").read_text())
    return found


def install(folder: Path) -> Path:
    """Put the engine into a folder; where its own trees are."""
    if shutil.which("npm") is None:
        raise SystemExit("This needs node and npm.")
    subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["npm", "install", *PACKAGES], cwd=folder, check=True, capture_output=True)
    (folder / "entry.js").write_text(ENTRY)
    bundle = ["npx", "esbuild", "entry.js", "--bundle", "--platform=node", "--outfile=run.cjs"]
    subprocess.run(bundle, cwd=folder, check=True, capture_output=True)
    return folder / "node_modules" / "sd-computations" / "test" / "trees"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trees = install(folder)
        for id_, make in DOCUMENTS.items():
            rule = "eu" if id_ == "wildcatter" else "dsm"
            (folder / f"{id_}.json").write_text(silver_text(make(), rule))
        own = run(folder, [(folder / f"{id_}.json", q) for id_, q in OURS])
        theirs = run(folder, [(trees / file, q) for file, q in THEIRS])
        wrong = 0
        documents = {file: read_any((trees / file).read_bytes()).document for file, _ in THEIRS}
        for (called, question), rows in zip((*OURS, *THEIRS), (*own, *theirs), strict=True):
            document = DOCUMENTS[called]() if called in DOCUMENTS else documents[called]
            try:
                said = f"{question.check(document, rows)} equal"
            except AssertionError as error:
                wrong, said = wrong + 1, f"DIFFERENT: {error}"
            print(f"{called:36} {question.job:22} {said}")
        if "--keep" in sys.argv and not wrong:
            KEPT.write_text(json.dumps(own, separators=(",", ":")) + "\n")
        raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
