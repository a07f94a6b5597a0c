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
    assert "finnes fra før" in capsys.readouterr().err
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


NYNORSK = 'id = "own"\nextends = "national"\nversion = "1"\ntitle = {nn = "Eigen"}\nlanguages = ["nn"]\n'


def _says(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command; give all it printed, to whichever stream."""
    main(list(words))
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_a_guide_is_answered_about_in_its_own_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever writes a guide in nynorsk reads nynorsk of it: when it is broken, is there already, or is compared."""
    monkeypatch.chdir(tmp_path)
    whole, broken, no_toml = Path("own.toml"), Path("broken.toml"), Path("no.toml")
    whole.write_text(NYNORSK, "utf-8")
    broken.write_text(f"{NYNORSK}levls = 3\n", "utf-8")
    no_toml.write_text(f"{NYNORSK}levels = = 3\n", "utf-8")
    for told in (
        _says("guide", "show", "broken.toml", capsys=capsys),
        _says("guide", "show", "no.toml", capsys=capsys),
        _says("guide", "diff", "national", "broken.toml", capsys=capsys),
    ):
        assert "kan ikkje brukast før dette er retta" in told
    assert "Meinte du «levels»?" in _says("guide", "show", "broken.toml", capsys=capsys)
    assert "Fila er ikkje skriven" in _says("check", "no.toml", capsys=capsys)
    assert "Fila own.toml ligg her." in _says("guide", "show", "own", capsys=capsys)
    assert "Fila own.toml ligg her." in _says("check", "own", capsys=capsys)
    assert "finst frå før" in _says("guide", "show", "own.toml", "--out", "own.toml", capsys=capsys)
    assert _says("guide", "diff", "national", "own.toml", capsys=capsys).startswith("Frå «")
    assert _says("guide", "diff", "national", "own.toml", "--lang", "en", capsys=capsys).startswith("From ")
    assert "Did you mean" in _says("guide", "show", "broken.toml", "--lang", "en", capsys=capsys)
    assert whole.read_text("utf-8") == NYNORSK


def test_a_language_that_is_not_known_is_answered_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    """German is no misspelt Sámi: whoever asks for it is told what there is, by name."""
    with pytest.raises(SystemExit):
        main(["guide", "show", "sula", "--lang", "de"])
    told = capsys.readouterr().err
    assert "nb (bokmål), nn (nynorsk), en (English), se (Northern Sámi)" in told
    assert "did you mean" not in told
