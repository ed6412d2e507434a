"""Which version of the program this is."""


def program_version() -> str:
    """The version of the program, as installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow, and seldom needed

    try:
        return version("quandary")
    except PackageNotFoundError:
        return "(not installed)"
