"""Find guides: the bundled ones by id, others by the path to a TOML file."""

from __future__ import annotations

import functools
import os
import pkgutil
from collections.abc import Sequence
from pathlib import Path

from bti.errors import GuideError, Problem, UnknownGuide
from bti.guide.chaining import chained
from bti.guide.kept import LARGEST_KEPT, kept_guide
from bti.guide.merging import Layer
from bti.guide.model import Guide
from bti.guide.reading import LARGEST, read_document, unusable
from bti.guide.resolving import resolve
from bti.guide.structuring import is_id, nearest, shown

__all__ = [
    "bundled",
    "chain_of",
    "find_layer",
    "guide_files",
    "load_chain",
    "load_guide",
    "parse_guide",
    "read_bytes",
    "read_layer",
]


@functools.cache
def bundled() -> tuple[str, ...]:
    """Return the ids of the guides that come with the library; a fragment is none."""
    from importlib import resources  # imports much; only a list needs it

    files = (resources.files("bti.guide") / "library").iterdir()
    names = (file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))
    return tuple(sorted(name for name in names if not find_layer(name, ()).document.fragment))


def load_guide(id_or_path: str | os.PathLike[str], *, search: Sequence[str | os.PathLike[str]] = ()) -> Guide:
    """Load a guide and everything it extends.

    Args:
        id_or_path: The id of a guide ("sortland"), or the path to a file: a `Path`, or a string that ends in `.toml`
            or `.json`, or has a separator in it. A `.json` file is a guide that was kept (`keep_guide`), and needs
            nothing beside it.
        search: Folders in which guides are looked for by id (`<id>.toml`), before the bundled ones. A file's own
            folder is always searched for what it extends.

    Raises:
        UnknownGuide: There is no such guide or file; the message names the nearest id and lists those known.
        GuideError: It is there and cannot be used; `problems` holds every finding.
    """
    if isinstance(id_or_path, str) and not search and not _is_path(id_or_path):
        return _bundled(id_or_path)
    if _is_kept(id_or_path):
        path = Path(id_or_path)
        return kept_guide(read_bytes(path, LARGEST_KEPT), name=str(path))
    return resolve(load_chain(id_or_path, search))


def _is_kept(id_or_path: str | os.PathLike[str]) -> bool:
    return os.fspath(id_or_path).endswith(".json")


def guide_files(
    id_or_path: str | os.PathLike[str], *, search: Sequence[str | os.PathLike[str]] = ()
) -> tuple[tuple[str, str], ...]:
    """Return the files of a guide and of all it uses and extends, nearest first: each its name and what stands in it.

    Args:
        id_or_path: As for `load_guide`.
        search: As for `load_guide`.

    Raises:
        UnknownGuide, GuideError: As `load_guide`.
    """
    if _is_kept(id_or_path):
        path = Path(id_or_path)
        return ((path.name, read_bytes(path, LARGEST_KEPT).decode(errors="replace")),)
    return tuple((Path(layer.file or "").name, layer.toml) for layer in load_chain(id_or_path, search))


def _is_path(id_or_path: str) -> bool:
    return id_or_path.endswith((".toml", ".json")) or "/" in id_or_path or os.sep in id_or_path


def load_chain(id_or_path: str | os.PathLike[str], search: Sequence[str | os.PathLike[str]] = ()) -> list[Layer]:
    """Return the documents of a guide and of all that it uses and extends, nearest first.

    Args:
        id_or_path: As for `load_guide`, but no guide that was kept.
        search: As for `load_guide`.

    Raises:
        UnknownGuide, GuideError: As `load_guide`.
    """
    folders = tuple(Path(folder) for folder in search)
    if isinstance(id_or_path, str) and not _is_path(id_or_path):
        return chain_of(find_layer(id_or_path, folders), folders)
    path = Path(id_or_path)
    return chain_of(read_layer(path), (path.parent, *folders))


def parse_guide(data: bytes | str, *, name: str | None = None, search: Sequence[str | os.PathLike[str]] = ()) -> Guide:
    """Make a guide of TOML that is at hand, with what it extends from `search` and the bundled ones.

    Args:
        data: The TOML, as text or as UTF-8 bytes.
        name: What to call it in problems.
        search: As for `load_guide`.

    Raises:
        UnknownGuide: It extends a guide that is not known.
        GuideError: It cannot be used; `problems` holds every finding.
    """
    return _resolved(Layer(read_document(data, file=name), name), tuple(Path(folder) for folder in search))


@functools.cache
def _bundled(guide: str) -> Guide:
    return _resolved(find_layer(guide, ()), ())


def _resolved(first: Layer, folders: tuple[Path, ...]) -> Guide:
    return resolve(chain_of(first, folders))


def chain_of(first: Layer, folders: tuple[Path, ...]) -> list[Layer]:
    """Return a document with all that it uses and extends, nearest first."""
    return chained(first, lambda wanted: find_layer(wanted, folders))


def find_layer(guide: str, folders: tuple[Path, ...]) -> Layer:
    """Return the document of a guide, by id: from these folders, or bundled."""
    if is_id(guide):  # and so leads to no other folder
        for folder in folders:
            path = folder / f"{guide}.toml"
            if path.is_file():
                return _named(read_layer(path), guide)
        try:
            data = pkgutil.get_data("bti.guide", f"library/{guide}.toml")
        except OSError:
            data = None
        if data is not None:
            name = f"{guide}.toml"
            return _named(_layer(data, name), guide)
    raise _unknown(guide, folders)


def _unknown(guide: str, folders: tuple[Path, ...]) -> UnknownGuide:
    beside = (path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml"))
    known = sorted({*bundled(), *beside})
    near = nearest(guide, known)
    hint = f"; did you mean '{near}'?" if near else ""
    return UnknownGuide(f"there is no guide {shown(guide)}; known are {', '.join(known)}{hint}")


def _named(layer: Layer, guide: str) -> Layer:
    if layer.guide != guide:
        problem = Problem("$.id", f"must be '{guide}', as the file is called", f"'{layer.guide}'", file=layer.file)
        raise GuideError(unusable(layer.file), [problem])
    return layer


def read_layer(path: Path) -> Layer:
    """Return the document of one file, with nothing that it extends."""
    return _layer(read_bytes(path), str(path))


def read_bytes(path: Path, most: int = LARGEST) -> bytes:
    """Return what stands in a file, and no more of it than shows that it is too large.

    Args:
        path: The file.
        most: How many bytes it may have.

    Raises:
        UnknownGuide: There is no such file.
        GuideError: It cannot be read.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise UnknownGuide(f"there is no file {name[:500]}") from None
    except (OSError, ValueError) as error:  # a folder, a lack of rights, a name with a null character
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise GuideError(unusable(name), [Problem("$", f"the file cannot be read: {reason}", file=name)]) from None


def _layer(data: bytes, name: str) -> Layer:
    return Layer(read_document(data, file=name), name, data.decode("utf-8-sig"))
