"""Every Python example in the README and in the docs runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from tests.repo.source import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,})(?P<info>[^`]*)$")
NO_RUN = re.compile(r"^no-run: \S.*$")


@attrs.frozen
class Example:
    """A block of Python in a page: the number of its first line of code, its lines, why it is not run (if so)."""

    line: int
    lines: tuple[str, ...]
    not_run_because: str | None


def examples_in(text: str) -> tuple[Example, ...]:
    """Find the Python blocks of a page.

    Raises:
        ValueError: A block says more than `python` and it is not `no-run: <reason>`, or a block does not end.
    """
    found: list[Example] = []
    opened: re.Match[str] | None = None
    info, start, lines = "", 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        fence = FENCE.match(line)
        if opened is None:
            if fence:
                opened, info, start, lines = fence, fence["info"].strip(), number + 1, []
            continue
        if not (fence and fence["ticks"].startswith(opened["ticks"]) and not fence["info"].strip()):
            lines.append(line.removeprefix(opened["indent"]))
            continue
        opened = None
        language, _, rest = info.partition(" ")
        if language != "python":
            continue
        if rest and not NO_RUN.match(rest):
            raise ValueError(f"line {start - 1}: {info!r}; write 'python', or 'python no-run: <reason>'")
        found.append(Example(line=start, lines=tuple(lines), not_run_because=rest or None))
    if opened is not None:
        raise ValueError(f"line {start - 1}: the block that begins here does not end")
    return tuple(found)


def as_script(text: str) -> str:
    """Make one script of a page: its examples on the lines where they stand, so that a traceback names them."""
    script: list[str] = []
    for example in examples_in(text):
        if example.not_run_because is None:
            script.extend([""] * (example.line - 1 - len(script)))
            script.extend(example.lines)
    return "\n".join(script) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """A page's examples run one after the other as one script, in an empty folder, without a warning."""
    script = tmp_path / f"{page.stem}.py"
    script.write_text(as_script(page.read_text(encoding="utf-8")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", script.name], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{page}: an example fails on the line that is named\n{done.stderr}"


def test_readme_has_an_example_that_runs() -> None:
    """A newcomer's first lines are tried at every change."""
    examples = examples_in((ROOT / "README.md").read_text(encoding="utf-8"))
    assert any(example.not_run_because is None for example in examples)


def test_examples_keep_their_line_numbers() -> None:
    """Blocks of other languages and those marked no-run are left out; the others stay on their lines."""
    left_out = "```console\n$ b\n```\n```python no-run: needs a server\nc\n```"
    page = f"# T\n```python\na = 1\n```\n{left_out}\n```python\nd = a\n```"
    assert as_script(page).splitlines() == ["", "", "a = 1", *[""] * 8, "d = a"]


@pytest.mark.parametrize("page", ["```python no-run\nx\n```", "```python skip\nx\n```", "```python\nx"])
def test_no_example_is_left_out_without_a_reason(page: str) -> None:
    """An example that does not run says why, and a block that never ends is a mistake."""
    with pytest.raises(ValueError, match=r"^line 1: "):
        examples_in(page)
