"""How long ``quandary solve`` takes on the shutdown example, and ``import quandary``, against ``import numpy``.

    python -m tests.bench.verb_start [RUNS]     exit 1 where the first takes more than twice, the second more than once as long

All are started in turn in the same run, with their bytecode written as an installation has it.  Medians of the processor's
time, and of the ratios run by run.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
MOST: Final = {"quandary solve": 2.0, "import quandary": 1.0}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The processor's time that a program takes from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of each, and of their ratios to ``import numpy``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "path"
        path.mkdir()
        (path / "quandary").symlink_to(ROOT / "app" / "library")
        shutdown = str(ROOT / "assets" / "examples" / "shutdown.json")
        environment = {
            **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPATH": str(path),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        }
        commands = {
            "import numpy": ["-c", "import numpy"],
            "quandary solve": ["-m", "quandary", "solve", shutdown, "--rule", "dsm"],
            "import quandary": ["-c", "import quandary"],
        }
        rows = [
            {name: seconds([sys.executable, *each], environment) for name, each in commands.items()}
            for _ in range(runs + 1)
        ][1:]  # the first wrote the bytecode
    medians = {name: statistics.median(row[name] for row in rows) for name in commands}
    ratios = {
        name: statistics.median(row[name] / row["import numpy"] for row in rows) for name in MOST
    }
    return medians, ratios


def main() -> int:
    medians, ratios = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
    for name, median in medians.items():
        ratio = f"  {ratios[name]:.2f} ×, at most {MOST[name]:.0f} ×" if name in ratios else ""
        print(f"{name:16} {1000 * median:6.0f} ms{ratio}")
    return int(any(ratios[name] > most for name, most in MOST.items()))


if __name__ == "__main__":
    raise SystemExit(main())
