"""What a verb loads before it answers: the time that it takes to start is that of its modules."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

#: Of our own modules so many are loaded to solve the shutdown example; each costs about half a millisecond.
OURS = 140
#: What solving it has no use for.
NEVER = (
    "solver.formats.importing.all_formats", "solver.formats.importing.dot.dot_tree", "solver.page.talk_steps",
    "solver.rules.eu", "solver.rules.caprice", "solver.rules.without_probabilities.minimax_regret", "hashlib", "networkx", "pydot", "flint",
    "PySide6", "uharfbuzz", "ziafont", "widgets",
)  # fmt: skip


def test_solving_loads_what_it_needs() -> None:
    shutdown = str(ROOT / "assets" / "examples" / "shutdown.json")
    script = (
        "import sys, numpy; print(*sys.modules); from app.main import main; "
        f"main(['solve', {shutdown!r}, '--rule', 'dsm']); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    numpys, *_, loaded = (line.split() for line in done.stdout.splitlines())
    assert not {*NEVER} & ({*loaded} - {*numpys})  # numpy 1.26 needs hashlib itself
    ours = [name for name in loaded if name.partition(".")[0] in ("app", "solver", "assets")]
    assert len(ours) <= OURS, len(ours)
