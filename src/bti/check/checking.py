"""Check one guide: everything that is wrong, doubtful or worth knowing, at once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

import attrs

from bti.check.asking import asking
from bti.check.beneath import beneath
from bti.check.citing import citing
from bti.check.grounding import grounding
from bti.check.hints import hinted, lies_there, unread
from bti.check.holding import holding
from bti.check.keeping import keeping
from bti.check.labels import by_label, labels_of
from bti.check.lawful import lawful
from bti.check.lines import line_of, lines_of
from bti.check.meeting import meeting
from bti.check.naming import naming
from bti.check.problems import finding_of
from bti.check.report import Counts, Finding, Report, Severity
from bti.check.salvaging import UNREADABLE, Salvaged, promised, salvaged
from bti.check.shape import Shape, shape_of
from bti.check.waiting import waiting
from bti.check.ways import ways
from bti.errors import GuideError, UnknownGuide
from bti.guide.checking import check
from bti.guide.loading import bundled, chain_of, find_layer, read_bytes
from bti.guide.merging import Layer, roots
from bti.guide.model import NOT_STATED, Guide, Origin, Requirement, Said, Source
from bti.guide.overlaying import MOST_VARIANTS, overlaid, variants_of
from bti.guide.reading import unusable
from bti.guide.resolving import resolve
from bti.guide.structuring import nearest, shown
from bti.text import Text

__all__ = ["check_guide"]

_NO_GUIDE: Final = frozenset(
    {"no_such_file", "unknown_extends", "goes_round", "file_too_large", "file_unreadable", "not_utf8", "not_toml"}
    | {"nested_too_deep"}
)
"""What leaves nothing to check."""

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def check_guide(
    source: str | bytes | os.PathLike[str],
    *,
    search: Sequence[str | os.PathLike[str]] = (),
    on: dt.date | None = None,
) -> Report:
    """Check a guide and give everything that was found. Never raises for what stands in it.

    Args:
        source: The path of a TOML file; the id of a guide; or TOML itself, as bytes or as a text of more than one line.
        search: Folders in which guides that it extends are looked for by id, before the bundled ones; a file's own
            folder is always searched.
        on: On which date the rules of law that it cites shall be law; by default the day it is in force from.
    """
    folders = [Path(folder) for folder in search]
    try:
        first, read = _first(source, folders)
    except UnknownGuide as error:
        name = None if isinstance(source, bytes) else str(source)[:500]
        found = Finding(Severity.ERROR, "no_such_file", "$", (("detail", str(error)[:500]),), file=name)
        return _not_there(found, name)
    except GuideError as error:
        return _refused(error, _name(source), _written(source))
    told = [finding_of(problem) for problem in read.problems]
    try:
        chain = chain_of(first, tuple(folders))
    except UnknownGuide:
        wanted = first.document.extends
        params = (("wanted", shown(wanted)),)
        found = Finding(Severity.ERROR, "unknown_extends", "$.extends", params, shown(wanted), _near(first), first.file)
        return _report([*told, found], first, None)
    except GuideError as error:
        return _report([*told, *(finding_of(one) for one in error.problems)], first, None)
    if first.guide != UNREADABLE:
        told += _named_otherwise(first)
    firsts = {level.path: level.steps[0].id for level in shape_of(chain).levels if level.steps}
    labels = labels_of(chain)
    told = [by_label(one, labels) for one in told]
    found_more, counts = _checked(chain, on)
    found_more = [by_label(one, labels) for one in found_more]
    if read.is_whole:
        return _report([*told, *found_more], first, counts)
    note = Finding(Severity.NOTE, "partly_read", "$", (("count", len(read.problems)),), file=first.file)
    return _report([*told, *(one for one in found_more if not read.hides(one)), note], first, None, firsts)


def _name(source: str | bytes | os.PathLike[str]) -> str | None:
    return None if _is_toml(source) else str(source)[:500]


def _is_toml(source: str | bytes | os.PathLike[str]) -> bool:
    return isinstance(source, bytes) or (isinstance(source, str) and ("\n" in source or "=" in source))


def _first(source: str | bytes | os.PathLike[str], folders: list[Path]) -> tuple[Layer, Salvaged]:
    """Return the guide's own document as far as it can be read; a file's folder becomes one of those searched."""
    if isinstance(source, bytes):
        return _layer(source, None)
    if isinstance(source, str) and _is_toml(source):
        return _layer(source, None)
    if isinstance(source, str) and not source.endswith(".toml") and "/" not in source and os.sep not in source:
        layer = find_layer(source, tuple(folders))
        return layer, Salvaged(layer.document)
    path = Path(source)
    folders.insert(0, path.parent)
    return _layer(read_bytes(path), str(path))


def _named_otherwise(first: Layer) -> list[Finding]:
    """Return a warning where a file is not called as its guide is: no guide that extends it by its id would find it."""
    called = None if first.file is None else Path(first.file).name
    if called is None or called == f"{first.guide}.toml":
        return []
    params = (("called", called), ("guide", first.guide))
    return [Finding(Severity.WARNING, "file_named_otherwise", "$.id", params, f"'{first.guide}'", file=first.file)]


def _layer(data: bytes | str, name: str | None) -> tuple[Layer, Salvaged]:
    read = salvaged(data, name)
    if read.document is None:
        raise GuideError(unusable(name), read.problems)
    return Layer(read.document, name, data if isinstance(data, str) else data.decode("utf-8-sig")), read


def _near(first: Layer) -> str | None:
    return nearest(first.document.extends, bundled())


def _checked(chain: Sequence[Layer], on: dt.date | None) -> tuple[list[Finding], Counts | None]:
    if chain[0].document.fragment:
        note = Finding(Severity.NOTE, "fragment_by_itself", "$.fragment", file=chain[0].file)
        return [note, *citing(shape_of(chain), on)], None
    problems = check(chain)
    found = [finding_of(problem) for problem in problems]
    shape = shape_of(chain)
    variants = tuple(variants_of(roots(chain)))[:MOST_VARIANTS]
    for layers in (chain, *(overlaid(chain, variant) for variant in variants)):
        found.extend(_looked_at(shape if layers is chain else shape_of(layers)))
    found.extend(citing(shape, on))
    found.extend(grounding(shape))
    found.extend(naming(shape))
    return found, None if problems else _counts(resolve(chain))


def _looked_at(shape: Shape) -> Iterator[Finding]:
    yield from ways(shape)
    yield from waiting(shape)
    yield from keeping(shape)
    yield from holding(shape)
    yield from lawful(shape)
    yield from meeting(shape)
    yield from asking(shape)
    yield from beneath(shape)


def _written(source: str | bytes | os.PathLike[str]) -> str:
    """Return what stands in a file that is no TOML, to look at the line the reader of TOML stumbled over."""
    if isinstance(source, bytes):
        return source.decode(errors="replace")
    if isinstance(source, str) and _is_toml(source):
        return source
    try:
        return read_bytes(Path(source)).decode(errors="replace")
    except (GuideError, UnknownGuide):
        return ""


def _refused(error: GuideError, file: str | None, toml: str) -> Report:
    """Report what kept a file from being read at all, or every place in it that does not have the right form."""
    found = tuple(unread(finding_of(one), toml) for one in error.problems)
    is_readable = not any(one.code in _NO_GUIDE for one in found)
    return Report(found, file=file, is_readable=is_readable, languages=promised(toml))


def _not_there(found: Finding, name: str | None) -> Report:
    """Report that there is no such guide, and that a file of that name lies there where it was asked for as an id."""
    beside = None if name is None or name.endswith(".toml") else f"{name}.toml"
    toml = "" if beside is None else _written(beside)
    if beside is None or not toml:
        near = None if beside is None else nearest(name, bundled())
        return Report((attrs.evolve(found, nearest=near),), file=name, is_readable=False)
    return Report((lies_there(found, beside),), file=name, is_readable=False, languages=promised(toml))


def _report(
    found: Iterable[Finding], first: Layer, counts: Counts | None, firsts: Mapping[str, str] = MappingProxyType({})
) -> Report:
    lines = lines_of(first.toml)
    placed: list[Finding] = []
    for one in dict.fromkeys(found):
        if one.severity is Severity.NOTE and one.file != first.file:
            continue  # belongs to whoever writes the guide that is extended
        line = line_of(one.path, lines) if one.file == first.file else one.line
        placed.append(hinted(attrs.evolve(one, line=line), firsts))
    placed.sort(key=lambda one: (_ORDER.index(one.severity), one.file != first.file, one.line or 0))
    is_readable = not any(one.code in _NO_GUIDE for one in placed)
    languages = first.document.languages or first.document.title.tags
    return Report(tuple(placed), first.guide, first.file, is_readable, counts, languages, first.document.place)


def _counts(guide: Guide) -> Counts:
    """Count what has an origin; of a variant only what the variant itself says, for all else is counted already."""
    stated = inherited = not_stated = 0
    own = [*_elements(guide), *(one for variant in guide.variants for one in _elements(variant.guide) if _is_own(one))]
    own += _phased_out(guide)
    for value in own:
        origin: object = getattr(value, "origin", None)
        if value is NOT_STATED or getattr(value, "value", None) is NOT_STATED:
            not_stated += 1
        elif isinstance(origin, Origin) and not isinstance(value, (Said, Source)):
            inherited += guide.is_inherited(origin)
            stated += not guide.is_inherited(origin)
    said = {one.id for each in (guide, *(variant.guide for variant in guide.variants)) for one in each.said}
    return Counts(stated, inherited, len(said), not_stated)


def _phased_out(guide: Guide) -> list[object]:
    """Return, once each, what holds until a date and so is not there any more in what holds at last."""
    found: dict[Origin, object] = {}
    for phase in guide.phases:
        for one in _elements(phase.guide):
            origin: object = getattr(one, "origin", None)
            if isinstance(origin, Origin) and origin.until is not None:
                found.setdefault(origin, one)
    return list(found.values())


def _is_own(value: object) -> bool:
    origin: object = getattr(value, "origin", None)
    return isinstance(origin, Origin) and origin.path.startswith("variant ")


def _elements(value: object) -> Iterator[object]:
    """Yield every value of a guide that has an origin of its own, and each place where nothing is stated."""
    if value is NOT_STATED or isinstance(getattr(value, "origin", None), Origin):
        yield value
    if isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _elements(one)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _elements(one)
    elif attrs.has(type(value)) and not isinstance(value, (Text, Origin, Requirement)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            held: object = getattr(value, field.name)
            if field.init and not isinstance(held, Guide) and not (field.name == "value" and held is NOT_STATED):
                yield from _elements(held)
