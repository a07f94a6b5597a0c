"""Do the legal rules that a guide cites exist, and are they still law? Are inherited texts in its languages?"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import Shape
from bti.guide.structuring import nearest, shown
from bti.law import Law, Rule, load_law
from bti.text import Text

__all__ = ["citing"]


def citing(shape: Shape, on: dt.date | None, law: Law | None = None) -> Iterator[Finding]:
    """Yield citations of rules that are not known or no longer law, and languages that inherited texts lack.

    Args:
        shape: The guide; only its own file is asked for citations.
        on: On which date it shall be law; by default, the day the guide is in force from, and where that is not known
            either, only a rule that has ended for good is found.
        law: The rules; by default the bundled ones.
    """
    own = shape.stack[0]
    rules = load_law() if law is None else law
    day = on if on is not None else own.table.in_force_from
    said = [(path, *source.partition(" ")[::2]) for path, source in _sources(own.table, own.path)]
    cited = [(path, rest.partition(" ")[0]) for path, word, rest in said if word == "law"]
    reserved = {"setting"} if not cited or any(rule in rules.ids for _, rule in cited) else {"law", "setting"}
    named = [source.id for source in own.table.source or ()]
    for place, source in enumerate(named):
        path = f"{own.path}.source[{place}].id"
        if source in reserved:
            params = (("word", source),)
            yield Finding(Severity.ERROR, "source_reserved", path, params, shown(source), None, own.layer.file)
        else:
            yield from _taken(shape, place, path)
    if "law" in reserved.intersection(named):
        cited = []  # said at the source
    for path, rule in cited:
        yield from _rule(rules, path, rule, day, own.layer.file)
    yield from _languages(shape)


def _rule(law: Law, path: str, cited: str, day: dt.date | None, file: str | None) -> Iterator[Finding]:
    if cited not in law.ids:
        near = nearest(cited, law.ids)
        yield Finding(Severity.ERROR, "unknown_law", path, (("rule", cited or "law"),), shown(cited), near, file)
        return
    rule = law.rule(cited)
    if not rule.basis:
        return
    params: tuple[tuple[str, object], ...] = (("rule", cited), ("statement", rule.statement))
    if all(basis.in_force_from is None for basis in rule.basis):
        yield Finding(Severity.NOTE, "pending_law", path, params, shown(cited), None, file)
    elif _has_ended(rule, day):
        yield Finding(Severity.WARNING, "repealed_law", path, params, shown(cited), None, file)


def _has_ended(rule: Rule, day: dt.date | None) -> bool:
    if day is None:
        return all(basis.to is not None for basis in rule.basis)
    return all(basis.to is not None and basis.to < day for basis in rule.basis)


def _sources(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield every source that stands anywhere in a document, with its path."""
    if isinstance(value, tuple):
        for place, one in enumerate(cast("tuple[object, ...]", value)):
            yield from _sources(one, f"{path}[{place}]")
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, object]", value).items():
            yield from _sources(one, f"{path}.{key}")
    elif attrs.has(type(value)) and not isinstance(value, Text):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            held: object = getattr(value, field.name)
            if field.name == "sources" and isinstance(held, tuple):
                for place, source in enumerate(cast("tuple[object, ...]", held)):
                    yield f"{path}.sources[{place}]", str(source)
            elif held is not None and not isinstance(held, (str, int)):
                yield from _sources(held, f"{path}.{field.name}")


def _taken(shape: Shape, place: int, path: str) -> Iterator[Finding]:
    """Yield a source of its own that a guide beneath calls something else, so that inherited rules change ground."""
    own = shape.stack[0]
    source = (own.table.source or ())[place]
    beneath = ((part, one) for part in shape.stack[1:] for one in part.table.source or () if one.id == source.id)
    part, earlier = next(((part, one) for part, one in beneath if one.title is not None), (own, source))
    if source.title is not None and earlier.title != source.title:
        taken = {one.id for each in shape.stack for one in each.table.source or ()}
        new = next(one for one in _names(f"{source.id}-{own.layer.guide}") if one not in taken)
        params = (("id", source.id), ("guide", part.layer.guide), ("title", earlier.title), ("new", new))
        yield Finding(Severity.ERROR, "source_taken", path, params, shown(source.id), None, own.layer.file)


def _names(name: str) -> Iterator[str]:
    """Yield a name, and then others of its kind."""
    yield name
    yield from (f"{name}-{number}" for number in itertools.count(2))


def _languages(shape: Shape) -> Iterator[Finding]:
    """Yield each language the guide declares in which texts that it inherits are not said."""
    own = shape.stack[0]
    for tag in own.table.languages or ():
        lacking = sum(
            not text.has(tag) for part in shape.stack[1:] for text in _texts(part.table) if isinstance(text, Text)
        )
        if lacking:
            params = (("language", tag), ("count", lacking))
            yield Finding(
                Severity.NOTE, "inherited_texts_lack_language", "$.languages", params, shown(tag), None, own.layer.file
            )


def _texts(value: object) -> Iterator[object]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _texts(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            yield from _texts(getattr(value, field.name))
