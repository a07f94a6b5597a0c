"""What a stranger gets: the wheel is built, installed into an empty environment and used from there."""

from __future__ import annotations

import email.message
import email.parser
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.repo.source import PACKAGE, ROOT

USE = Path(__file__).with_name("wheel_use.py")
LOCKED = ROOT / "constraints" / "locked.txt"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and give what it printed; a failure shows all of it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and the wheel from that, so that both are known to be whole."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("bti-*.whl")
    assert len(list(out.glob("bti-*.tar.gz"))) == 1
    return built


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> email.message.Message:
    """Read the wheel's metadata."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return email.parser.Parser().parsestr(archive.read(name).decode())


def test_wheel_holds_the_package_byte_for_byte(wheel: Path) -> None:
    """Guides, law and messages travel with the modules, and nothing else does."""
    tree = {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    assert sorted(packed) == sorted(tree)
    assert [name for name in tree if packed[name] != tree[name]] == []
    assert "bti/py.typed" in packed


def test_wheel_states_its_licence(wheel: Path, metadata: email.message.Message) -> None:
    """The licence is an expression that tools can read, and its text is in the wheel."""
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
        assert archive.read(name) == (ROOT / "LICENSE").read_bytes()


def test_core_needs_four_packages_and_no_more(metadata: email.message.Message) -> None:
    """A municipality's security review reads this list; it grows only on purpose."""
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(needed) == ["attrs>=24.2", "cattrs>=24.1", "python-dateutil>=2.9", "tzdata"]
    assert metadata["Requires-Python"] == ">=3.11"


def test_wheel_is_used_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed with its dependencies only and far from the repository, bti does its job."""
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--constraint", LOCKED, wheel, cwd=tmp_path)
    run(*pip, "check", cwd=tmp_path)
    script = tmp_path / USE.name
    script.write_bytes(USE.read_bytes())
    printed = run(python, "-I", "-W", "error", script, cwd=tmp_path)
    assert printed.splitlines()[-1] == "used"
