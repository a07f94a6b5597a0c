"""`bti check` and `bti guide`: what they print, what they write, and what they exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bti.cli import main

OWN = 'id = "own"\nextends = "national"\nversion = "1"\ntitle = {nb = "Egen"}\n'


def written(folder: Path, more: str) -> str:
    """Write a guide; give its path."""
    path = folder / "own.toml"
    path.write_text(OWN + more, encoding="utf-8")
    return str(path)


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 for clean or notes, 1 for errors and, if so asked, for warnings, 2 for what cannot be read."""
    assert main(["check", "sortland"]) == 0
    warned = written(tmp_path, "[consent]\nown_age = 18\n")
    assert main(["check", warned]) == 0
    assert main(["check", warned, "--strict"]) == 1
    assert main(["check", written(tmp_path, "[consent]\nown_age = 19\n")]) == 1
    assert main(["check", str(tmp_path / "none.toml")]) == 2
    assert main(["check", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_check_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text for people, JSON for programs, annotations for GitHub."""
    path = written(tmp_path, '[baton]\nfrom_level = "9"\n')
    assert main(["check", path, "--lang", "nn"]) == 1
    said = capsys.readouterr().out
    assert "own.toml:6: feil unknown_name, $.baton.from_level" in said
    assert "Dette er ikkje namnet på noko som finst (nivå)." in said
    assert main(["check", path, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["line"] == 6
    assert main(["check", path, "--format", "github", "--lang", "en"]) == 1
    assert capsys.readouterr().out.startswith("::error file=")


def test_new_then_check_then_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Begin a guide, check it, look at it; a file that is there is never written over."""
    path = tmp_path / "storvik.toml"
    assert main(["guide", "new", "storvik", "--place", "Storvik", "--out", str(path), "--lang", "nn"]) == 0
    assert capsys.readouterr().out.startswith(f"Skreiv {path}.\nOpne fila i ein tekstredigerar")
    assert main(["check", str(path), "--strict"]) == 0
    assert "Sagt av kommunen sjølv: 0." in capsys.readouterr().out  # in the guide's own language
    page = tmp_path / "page.html"
    assert main(["guide", "show", str(path), "--format", "html", "--out", str(page)]) == 0
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="nn">')
    capsys.readouterr()
    assert main(["guide", "show", str(path), "--format", "mermaid"]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD\n")
    before = path.read_bytes()
    assert main(["guide", "new", "storvik", "--place", "Storvik", "--out", str(path)]) == 2
    assert "already" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["guide", "new", "../x", "--place", "Storvik"]) == 2
    assert main(["guide", "new", "x", "--place", "Storvik", "--extends", "nasional"]) == 2
    assert "national" in capsys.readouterr().err


def test_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two guides in words; the same one twice says so."""
    path = written(tmp_path, '[[level]]\nid = "1"\nsteps = ["1.1", "1.2", "1.4", "1.5"]\n')
    assert main(["guide", "diff", "national", path, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Goes out: step 1.3" in said
    assert "Somebody must decide where cases on step 1.3" in said
    assert main(["guide", "diff", path, path, "--lang", "en"]) == 0
    assert "The two guides say the same." in capsys.readouterr().out
    assert main(["guide", "diff", "national", str(tmp_path / "none.toml")]) == 2
