"""The core reads no clock: every instant comes from the host."""

from __future__ import annotations

import ast

import pytest

from tests.repo.source import modules

# Who asks what time it is, by the full name of what they ask.
CLOCKS = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.asctime",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
        "time.strftime",
        "time.time",
        "time.time_ns",
    }
)

# The command line is a host of its own.
HOSTS = ("bti.cli", "bti.demo", "bti.__main__")


def clocks_in(source: str) -> list[tuple[int, str]]:
    """Name each clock that a module mentions, called or handed on, with its line."""
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def full_name(node: ast.AST) -> str:
        if isinstance(node, ast.Name):
            return names.get(node.id, "")
        if isinstance(node, ast.Attribute):
            return f"{full_name(node.value)}.{node.attr}"
        return ""

    mentioned = [
        (node.lineno, full_name(node)) for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Name))
    ]
    return sorted((line, name) for line, name in mentioned if name in CLOCKS)


def test_core_reads_no_clock() -> None:
    """Below the command line nobody asks what time it is, so that every answer can be asked again."""
    found = {
        name: clocks
        for name, path in modules().items()
        if not any(name == host or name.startswith(f"{host}.") for host in HOSTS)
        and (clocks := clocks_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "clock"),
    [
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\ndt.date.today()", "datetime.date.today"),
        ("from datetime import datetime, UTC\nx = datetime.now(UTC)", "datetime.datetime.now"),
        ("from datetime import datetime as D\nx = D.utcnow", "datetime.datetime.utcnow"),
        ("import time\nx = time.time()", "time.time"),
        ("from time import time\nx = time()", "time.time"),
    ],
)
def test_checker_finds_each_clock(source: str, clock: str) -> None:
    """The checker knows a clock by whatever name it was imported."""
    assert clocks_in(source) == [(2, clock)]


def test_checker_leaves_an_attribute_called_now_alone() -> None:
    """`asked.now` is the host's instant, not a clock."""
    source = "from datetime import datetime\nasked.now\ntime = 3\nprint(time)\ndatetime.fromisoformat('x')"
    assert clocks_in(source) == []
