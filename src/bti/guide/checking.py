"""Ask whether the documents of a chain make a guide: do all names lead somewhere, is everything needed stated?

`bti.guide.reading` has seen to the shape of each file. Here the chain is seen as a whole, since a file may name what
a guide it extends states. Everything wrong is found at once, each with the file and the JSON path of the place to
mend.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeVar, cast

import attrs

from bti.errors import Problem
from bti.guide.checking_ages import check_whom
from bti.guide.checking_arenas import check_arenas, check_pathways, repeated_in
from bti.guide.checking_consent import check_consent
from bti.guide.checking_levels import check_entries, check_levels
from bti.guide.checking_limits import check_deadline, check_duty
from bti.guide.checking_never import check_never
from bti.guide.checking_privacy import check_privacy
from bti.guide.checking_relay import check_not_heard, check_relay
from bti.guide.checking_settings import check_settings
from bti.guide.checking_tools import check_tools
from bti.guide.document import Document, SaidTable
from bti.guide.findings import Names, lacking, names_of, problem, standing, unknown
from bti.guide.merging import Layer, Part, Stack, below, children, first, listed, roots
from bti.guide.overlaying import MOST_VARIANTS, check_variants, overlaid, variants_of
from bti.guide.phasing import MOST_DATES, dates_of, ends_before_it_begins, held_before
from bti.guide.structuring import nearest, shown
from bti.guide.tables_relay import BatonTable
from bti.text import Text

__all__ = ["check", "protection_of", "required"]

F = TypeVar("F")
V = TypeVar("V")

_ABOUT: Final = ("baton", "consent", "log")


def required(stated: tuple[V, object] | None) -> V:
    """Return what is stated of something that `check` has found to be stated."""
    if stated is None:
        raise AssertionError("checking let a guide through that lacks something required")
    return stated[0]


def check(chain: Sequence[Layer]) -> tuple[Problem, ...]:
    """Return all that is wrong with a chain of documents, each place once, in the order of the files."""
    stack = roots(chain)
    names = names_of(stack)
    found = [
        *(finding for part in stack for finding in _repeated(part)),
        *(finding for part in stack for finding in _walked(part, names)),
        *(finding for part in stack for finding in check_settings(part, names)),
        *_resolved(stack, names),
        *check_variants(stack, names),
    ]
    for variant in tuple(variants_of(stack))[:MOST_VARIANTS]:
        over = roots(overlaid(chain, variant))
        found += [finding for part in over if part.place for finding in _repeated(part)]
        found += _resolved(over, names_of(over))
    found += _phased(chain, frozenset(found))
    order = {layer.file: place for place, layer in enumerate(chain)}
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: order.get(finding.file, 0)))


def _phased(chain: Sequence[Layer], known: Collection[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with what a guide is before and after a date on which a part begins or ceases to hold."""
    dates = dates_of(chain)
    if len(dates) > MOST_DATES:
        message = f"parts of a guide may begin or cease to hold on {MOST_DATES} dates at the most"
        yield problem(roots(chain)[0], "", message, len(dates))
    for place in range(min(len(dates), MOST_DATES) + 1 if dates else 0):
        before = held_before(chain, dates, place)
        stacks = [roots(before), *(roots(overlaid(before, one)) for one in variants_of(roots(before)))]
        for finding in (one for stack in stacks for one in _resolved(stack, names_of(stack))):
            if finding not in known:  # paths count what holds then, so the place is said in words
                message = f"from {dates[-1]} on the guide cannot be used: {finding.path} {finding.message}"
                if place < len(dates):
                    message = f"before {dates[place]} the guide cannot be used: {finding.path} {finding.message}"
                yield Problem("$", message, finding.found, None, finding.file)


def _resolved(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with what these layers make together."""
    yield from check_levels(stack, names)
    yield from check_entries(stack, names)
    yield from check_arenas(stack, names)
    yield from check_pathways(stack, names)
    for deadline in children(stack, "deadline", lambda table: table.deadline).values():
        yield from check_deadline(deadline, names)
    for duty in children(stack, "duty", lambda table: table.duty).values():
        yield from check_duty(duty, names)
    yield from _named(stack, names)
    yield from _settings(stack, names)
    yield from _words(stack, names)
    yield from check_never(stack, names)


# --- each name once --------------------------------------------------------------------------------------------------


def _repeated(root: Part[Document]) -> Iterator[Problem]:
    """Yield ids that stand twice in one list of one file; a step on two levels is found where levels are looked at."""
    document = root.table
    for key, tables in (
        ("source", document.source),
        ("level", document.level),
        ("service", document.service),
        ("role", document.role),
        ("deadline", document.deadline),
        ("duty", document.duty),
        ("tool", document.tool),
        ("question", document.question),
        ("said", document.said),
        ("variant", document.variant),
    ):
        yield from _twice(root, key, [table.id for table in tables or ()])
    for part, key, ids in repeated_in(root):
        yield from _twice(part, key, ids)
    for level in listed(root, "level", document.level or ()):
        steps = level.table.step or ()
        yield from _twice(level, "deadline", [table.id for table in level.table.deadline or ()])
        yield from _twice(level, "step", [table.id for table in steps])
        for step in listed(level, "step", steps):
            yield from _twice(step, "outcome", [table.id for table in step.table.outcome or ()])
            yield from _twice(step, "deadline", [table.id for table in step.table.deadline or ()])


def _twice(part: Part[F], key: str, ids: Sequence[str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, one in enumerate(ids):
        earlier = seen.setdefault(one, place)
        if earlier != place:
            yield problem(part, f"{key}[{place}].id", f"the same id stands in {key}[{earlier}]", one)


# --- what can stand anywhere: sources and texts ----------------------------------------------------------------------


def _walked(root: Part[Document], names: Names) -> Iterator[Problem]:
    """Yield sources that are not declared and texts that lack a language the guide says it has."""
    languages = root.table.languages or ()

    def walk(value: object, path: str) -> Iterator[Problem]:
        if isinstance(value, Text):
            lacking = [tag for tag in languages if not value.has(tag)]
            if lacking:
                message = f"this text lacks {', '.join(lacking)}, which `languages` says the guide has"
                yield Problem(path, message, file=root.layer.file)
        elif isinstance(value, tuple):
            for place, one in enumerate(cast("tuple[object, ...]", value)):
                yield from walk(one, f"{path}[{place}]")
        elif isinstance(value, Mapping):
            for key, one in cast("Mapping[str, object]", value).items():
                yield from walk(one, f"{path}.{key}")
        elif attrs.has(type(value)):
            if ends_before_it_begins(value):
                message = "the last day on which it holds lies before the first, which `from` says"
                yield Problem(f"{path}.until", message, file=root.layer.file)
            for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
                held: object = getattr(value, field.name)
                if field.name == "sources" and held is not None:
                    yield from _sources(root, f"{path}.sources", cast("tuple[str, ...]", held), names)
                elif held is not None and not isinstance(held, str):
                    yield from walk(held, f"{path}.{field.name}")

    return walk(root.table, root.path)


def _sources(root: Part[Document], path: str, sources: Sequence[str], names: Names) -> Iterator[Problem]:
    for place, one in enumerate(sources):
        word = one.split()[0]
        if word not in names.sources:
            known = ", ".join(sorted(names.sources))
            message = f"unknown source; declare it as [[source]], or say one of {known}"
            yield Problem(f"{path}[{place}]", message, shown(one), nearest(word, names.sources), file=root.layer.file)


# --- services, roles, the baton and other settings -------------------------------------------------------------------


def _named(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    yield from standing(stack, "service", lambda table: table.service, lambda table: table.services)
    yield from standing(stack, "role", lambda table: table.role, lambda table: table.roles)
    services = children(stack, "service", lambda table: table.service, lambda table: table.services)
    for service in services.values():
        yield from lacking(service, {"label": lambda table: table.label})
    for role in children(stack, "role", lambda table: table.role, lambda table: table.roles).values():
        yield from lacking(role, {"label": lambda table: table.label})
        found = first(role, lambda table: table.services)
        for place, kind in enumerate(found[0] if found else ()):
            if found and kind not in names.services and not names.fell_away(found[1], kind):
                yield unknown(found[1], f"services[{place}]", "service", kind, names.services)
    stated = _stated(stack)
    for rule in children(stack, "said", lambda table: table.said).values():
        yield from _said(rule, names, stated)
    yield from _protection_replaced(stack)
    yield from check_tools(stack, {*names.levels, *names.steps, *_ABOUT, *names.arenas, *names.pathways}, stated)


def _stated(stack: Stack[Document]) -> frozenset[str]:
    """Return the levels and steps that any guide of the chain states: a nearer one may leave some of them out."""
    levels = [level for part in stack for level in part.table.level or ()]
    return frozenset({*(level.id for level in levels), *(step.id for level in levels for step in level.step or ())})


def _said(stack: Stack[SaidTable], names: Names, stated: frozenset[str]) -> Iterator[Problem]:
    yield from lacking(stack, {"text": lambda table: table.text})
    about = first(stack, lambda table: table.about)
    known = {*names.levels, *names.steps, *_ABOUT, *names.arenas, *names.pathways}
    if about is not None and about[0] not in known and about[0] not in stated:
        yield unknown(about[1], "about", "level, step or topic", about[0], known)


def protection_of(rule: SaidTable) -> str:
    """Return the law of protection that advice rests on; nothing where it rests on none."""
    return ", ".join(source for source in rule.sources or () if source.startswith("law D-"))


def _protection_replaced(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield advice that takes the place of advice beneath which rests on the law of protection (law D)."""
    for place, part in enumerate(stack):
        beneath = [one for further in stack[place + 1 :] for one in further.table.said or ()]
        for protects in beneath:
            rules = protection_of(protects)
            message = f"takes the place of advice '{protects.id}', which rests on {rules}; give it an id of its own"
            if rules and protects.text is not None and part.table.said == ():
                yield problem(part, "said", message)
            for index, one in enumerate(part.table.said or ()):
                if rules and one.id == protects.id and one.text not in (None, protects.text):
                    yield problem(part, f"said[{index}].text", message)


def _settings(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    baton = below(stack, "baton", lambda table: table.baton)
    yield from check_relay(stack, names)
    yield from check_not_heard(stack)
    yield from check_whom(stack)
    yield from check_privacy(stack)
    known = _stated(stack)
    for part in baton:
        yield from _holders(part, names, known)
    yield from check_consent(stack, names)


def _words(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    stated = _stated(stack)
    for part in below(stack, "words", lambda table: table.words):
        for level in part.table.on_level or ():
            if level not in names.levels and level not in stated:
                yield unknown(part, f"on_level.{level}", "level", level, names.levels)


def _holders(part: Part[BatonTable], names: Names, stated: Collection[str]) -> Iterator[Problem]:
    for level, table in (part.table.level or {}).items():
        key = f"level.{level}"
        if level not in names.levels and level not in stated:
            yield unknown(part, key, "level", level, names.levels)
        lists = {
            "eligible": table.eligible,
            "preferred": table.preferred,
            "exceptional": table.exceptional,
            "excluded": table.excluded,
        }
        for name, roles in lists.items():
            for place, role in enumerate(roles or ()):
                if role not in names.roles and not names.fell_away(part, role):
                    yield unknown(part, f"{key}.{name}[{place}]", "role", role, names.roles)
                elif name != "excluded" and role in (table.excluded or ()):
                    yield problem(part, f"{key}.{name}[{place}]", "stands in `excluded` as well", role)
