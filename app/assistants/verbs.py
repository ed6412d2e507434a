"""Verbs carried out in a process of their own: what takes too long is ended, and nothing else suffers."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import anyio
from mcp.server.mcpserver.exceptions import ToolError

from app.process.own_command import own_command

SECONDS: Final = 120.0


@dataclass(frozen=True)
class Said:
    """What a verb printed: on standard output, and as sentences on standard error; whether all is well."""

    well: bool
    output: str
    sentences: tuple[str, ...]


async def carried_out(verb: str, file: Path, *arguments: str, seconds: float = SECONDS) -> Said:
    """Carry out a verb on a file.  Raises `ToolError` where the call is not understood, or takes too long."""
    command = [sys.executable, *own_command(), verb, str(file), *arguments]
    with anyio.move_on_after(seconds) as limit:
        done = await anyio.run_process(command, check=False, stdin=subprocess.DEVNULL)
    if limit.cancelled_caught:
        raise ToolError(f"{verb} took longer than {seconds:g} seconds and was ended.")
    told = done.stderr.decode("utf-8", "replace").splitlines()
    sentences = tuple(
        line.removeprefix("quandary: ").removeprefix(f"{file}: ") for line in told if line.strip()
    )
    if done.returncode not in (0, 1):
        raise ToolError(" ".join(sentences) or f"{verb} ended with {done.returncode}.")
    return Said(done.returncode == 0, done.stdout.decode("utf-8"), sentences)


async def answered(verb: str, file: Path, *arguments: str) -> dict[str, Any]:
    """What a verb answers as JSON, with its warnings.  Raises `ToolError` with what is wrong."""
    said = await carried_out(verb, file, *arguments, "--json")
    if not said.well:
        raise ToolError(" ".join(said.sentences))
    found: dict[str, Any] = json.loads(said.output)
    return {**found, "warnings": list(said.sentences)}
