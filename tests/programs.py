"""Other people's programs that read our pictures.  `dev.py` installs them, so that CI skips nothing."""

import shutil

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip a test where one of these is not installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")
