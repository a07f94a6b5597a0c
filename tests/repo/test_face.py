"""The face of the package: what `import bti` gives, and what it does not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bti


@pytest.mark.parametrize("name", bti.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each name of `__all__` is fetched from its room, and is listed by `dir`."""
    assert getattr(bti, name) is not None
    assert name in dir(bti)


def test_every_name_fetched_is_public() -> None:
    """Nothing can be fetched that `__all__` does not promise."""
    assert {*bti._HOMES, "errors", "facts", "__version__"} == set(bti.__all__)


def test_a_name_that_is_not_there() -> None:
    """A slip gives the error Python gives everywhere."""
    with pytest.raises(AttributeError, match="Enginee"):
        bti.Enginee  # noqa: B018  # because asking is the test


def test_importing_the_package_loads_nothing_else() -> None:
    """A host that imports the package at start-up pays for its rooms only when it uses them."""
    code = (
        "import sys, bti; print(sum(name.startswith(('bti.', 'attr', 'cattrs', 'dateutil')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
