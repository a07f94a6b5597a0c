"""Imports go down the floors only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.repo.source import PACKAGE, Import, imports_of, modules

# Floor by floor from the ground. A floor has rooms; a room has modules (a package counts with all that is in it).
# A room may import the rooms of lower floors, never another room of its own floor.
FLOORS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("errors",),),
    (("text",),),
    (("codes",),),
    (("dates", "calendars"),),
    (("people",),),
    (("reasons",),),
    (("record",),),
    (("facts",),),  # the public face of the facts in `record`
    (("guide",),),
    (("law",),),
    (("rules",),),
    (("duties",),),
    (("answers",),),
    (("engine",),),
    (("wire",),),
    (("store",),),
    (("check",), ("explore",), ("testing",), ("interop",)),
    (("bti",),),  # `bti/__init__`: what a newcomer needs, from every room
    (("cli", "demo", "__main__"),),
)

PLACES: Mapping[str, tuple[int, int]] = {
    member: (floor, room)
    for floor, rooms in enumerate(FLOORS)
    for room, members in enumerate(rooms)
    for member in members
}


def place_of(module: str) -> tuple[int, int] | None:
    """Give the floor and the room of a dotted module name, None where the table has none."""
    parts = module.split(".")
    return PLACES.get(parts[1] if len(parts) > 1 else parts[0])


def unmapped(names: Iterable[str]) -> list[str]:
    """Name the modules that the table does not place."""
    return [name for name in names if place_of(name) is None]


def wrong_ways(imports: Iterable[Import]) -> list[str]:
    """Name the imports that go up a floor, or across to another room of the same floor."""
    found: list[str] = []
    for one in imports:
        here, there = place_of(one.importer), place_of(one.imported)
        if here is None or there is None or here == there or there[0] < here[0]:
            continue
        way = "up" if there[0] > here[0] else "across"
        found.append(f"{one.importer}, line {one.line}, goes {way}: it imports {one.imported}")
    return found


def cycle(imports: Iterable[Import]) -> list[str] | None:
    """Give the first circle of modules that import each other, None where there is none."""
    graph: dict[str, set[str]] = {}
    for one in imports:
        if one.importer != one.imported:
            graph.setdefault(one.importer, set()).add(one.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return None


def read(package: Path) -> tuple[Mapping[str, Path], list[Import]]:
    """Read a package's modules and all imports among them."""
    known = modules(package)
    return known, [one for name, path in known.items() for one in imports_of(name, path, known)]


def package_of(top: Path, files: Mapping[str, str]) -> Path:
    """Write a package of that name with these files, for the checker to be checked on."""
    package = top / "bti"
    for name, content in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return package


def test_every_module_has_a_floor() -> None:
    """A new module must be placed in the table before anything may import it."""
    known, _ = read(PACKAGE)
    assert "bti" in known
    assert unmapped(known) == []


def test_no_import_goes_up() -> None:
    """No module imports one of a higher floor or of another room of its own floor."""
    _, imports = read(PACKAGE)
    assert wrong_ways(imports) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Within a room imports are free, but never go round."""
    _, imports = read(PACKAGE)
    assert cycle(imports) is None


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("text.py", "from bti.engine import Engine"),
        ("text.py", "import bti.engine"),
        ("text.py", "from . import engine"),
        ("text.py", "from .engine import Engine"),
        ("text.py", "from bti import engine"),
        ("text.py", "def late():\n    from bti.engine import Engine"),
        ("text.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bti.engine import Engine"),
        ("text.py", "import importlib\nimportlib.import_module('bti.engine')"),
        ("record/case.py", "from ..engine import Engine"),
        ("record/case.py", "from .. import engine"),
        ("record/__init__.py", "from ..engine import Engine"),
    ],
)
def test_checker_finds_each_way_to_go_up(tmp_path: Path, importer: str, source: str) -> None:
    """The checker sees an import of the engine however it is written, and wherever."""
    _, imports = read(package_of(tmp_path, {"engine.py": "", importer: source}))
    (found,) = wrong_ways(imports)
    assert "goes up: it imports bti.engine" in found


def test_checker_finds_an_import_across(tmp_path: Path) -> None:
    """Two rooms of one floor do not know each other."""
    _, imports = read(package_of(tmp_path, {"check/__init__.py": "", "explore.py": "from bti.check import unknown"}))
    assert wrong_ways(imports) == ["bti.explore, line 1, goes across: it imports bti.check"]


def test_checker_finds_the_package_itself_imported_from_below(tmp_path: Path) -> None:
    """`import bti` in a room would import every room; only the command line stands above it."""
    files = {"engine.py": "import bti", "cli.py": "import bti", "demo.py": "from bti import Engine"}
    _, imports = read(package_of(tmp_path, files))
    assert wrong_ways(imports) == ["bti.engine, line 1, goes up: it imports bti"]


def test_checker_lets_what_goes_down_pass(tmp_path: Path) -> None:
    """Down, and within a room, is allowed."""
    files = {
        "errors.py": "",
        "record/__init__.py": "from bti.record.case import Case",
        "record/case.py": "from .step import Step\nfrom ..errors import BtiError",
        "record/step.py": "from bti import errors",
        "engine.py": "from bti.record import Case",
    }
    known, imports = read(package_of(tmp_path, files))
    assert unmapped(known) == []
    assert wrong_ways(imports) == []
    assert cycle(imports) is None


def test_checker_finds_a_circle_and_an_unplaced_module(tmp_path: Path) -> None:
    """Two files of one room that import each other are found, and so is a room nobody has heard of."""
    files = {
        "record/a.py": "from bti.record import b",
        "record/b.py": "def late():\n    from bti.record.a import A",
        "helpers.py": "",
    }
    known, imports = read(package_of(tmp_path, files))
    assert unmapped(known) == ["bti.helpers"]
    circle = cycle(imports)
    assert circle is not None
    assert {"bti.record.a", "bti.record.b"} == set(circle)
