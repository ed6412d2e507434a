"""The most memory that this process has needed."""

import resource
from pathlib import Path


def peak() -> int:
    """MB.  Linux counts what the starting process had in ru_maxrss, so ask for our own alone."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
