"""Use bti as installed from its wheel: run by `test_wheel.py` in an empty environment, outside the repository."""

from __future__ import annotations

import sys
from importlib import metadata, resources
from pathlib import Path

import bti


def main() -> None:
    """Use what a host would use first; any failure is an exception."""
    assert Path(bti.__file__).is_relative_to(sys.prefix), bti.__file__
    assert bti.__version__ == metadata.version("bti")
    assert resources.files("bti").joinpath("py.typed").is_file()
    # When the engine stands: load the `sortland` guide, open a case, get one admitted and one refused verdict.
    print("used")


if __name__ == "__main__":
    main()
