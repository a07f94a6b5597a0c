"""Read the package as text: its modules, and what each of them imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "bti"


@attrs.frozen
class Import:
    """One import of one module of the package by another."""

    importer: str
    imported: str
    line: int


def module_name(path: Path, package: Path = PACKAGE) -> str:
    """Give the dotted name of a file below the package, `bti` itself for its `__init__`."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(package: Path = PACKAGE) -> Mapping[str, Path]:
    """Give every module of the package by its dotted name."""
    return {module_name(path, package): path for path in sorted(package.rglob("*.py"))}


def imports_of(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[Import]:
    """Give each import of the package in one of its modules, at any depth: in functions and for type checkers too."""
    own_package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = node.module or ""
            if node.level:
                above = own_package.split(".")[: len(own_package.split(".")) - node.level + 1]
                start = ".".join([*above, node.module] if node.module else above)
            for alias in node.names:
                inside = f"{start}.{alias.name}"
                targets.append(inside if inside in known else start)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"} and isinstance(node.args[0].value, str):
                target = node.args[0].value
                targets = [f"{own_package}{target}" if target.startswith(".") else target]
        else:
            continue
        for target in dict.fromkeys(targets):
            if target.partition(".")[0] == "bti":
                yield Import(importer=name, imported=target, line=getattr(node, "lineno", 0))
