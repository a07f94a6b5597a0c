"""Tell what a new guide means for running cases: for any case on a step, and for given cases one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from bti.check.difference import Change, Difference, Sort
from bti.check.difference_words import homes_in_words, phrase, say, step_in_words, where
from bti.check.meaning import HolderChange, Position, Standing, WhyNot
from bti.check.running import CaseMove
from bti.guide.model import Guide
from bti.guide.speech import field_in_words, level_label, quoted, value_in_words
from bti.text import Text, check_language

__all__ = ["cases_in_general", "told_of_cases"]


def cases_in_general(difference: Difference, lang: str) -> Iterator[str]:
    """Yield what the difference means for whatever case may run: options, time limits, holders, positions."""
    for sort in (Sort.GAINED, Sort.LOST, Sort.CHANGED):
        yield from (_option(one, difference, lang) for one in difference.options(sort))
    yield from _time_limits(difference.deadlines, difference, lang)
    yield from _beside(difference.beside, difference, lang)
    yield from (_holder(one, difference, lang) for one in difference.holders)
    for homes in dict.fromkeys(one.homes for one in difference.positions):
        here = [one for one in difference.positions if one.homes == homes]
        for line in _positions(here, lang):
            yield _for(homes, line, difference, lang)


def told_of_cases(difference: Difference, moves: Sequence[CaseMove], lang: str) -> list[str]:
    """Return what a new guide means for given cases: those that move by themselves, then each that needs a person.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return list(_told(difference, moves, lang))


def _told(difference: Difference, moves: Sequence[CaseMove], lang: str) -> Iterator[str]:
    alone = [one for one in moves if one.moves_by_itself]
    waiting = [one for one in moves if not one.moves_by_itself]
    yield say("count", lang, alone=len(alone), waiting=len(waiting))
    for heading, group in (("alone", alone), ("waiting", waiting)):
        if group:
            yield ""
            yield say(heading, lang)
        for one in group:
            at = "" if one.step is None else say("at_step", lang, step=step_in_words(one.step, lang))
            yield f"  – {one.case}{at}"
            yield from (f"      {line}" for line in _one(one, difference, lang))


def _one(move: CaseMove, difference: Difference, lang: str) -> Iterator[str]:
    for why in move.why_not:
        yield say(f"why_{why.value}", lang, unknown=", ".join(_called(one, difference, lang) for one in move.unknown))
    if move.holder is not None:
        yield _holder(move.holder, difference, lang)
    yield from (_option(one, difference, lang) for one in move.options)
    yield from _time_limits(move.deadlines, difference, lang)
    yield from _beside(move.beside, difference, lang)


def _called(name: str, difference: Difference, lang: str) -> str:
    return value_in_words(name, difference.before, lang)


def _for(homes: tuple[str, ...], line: str, difference: Difference, lang: str) -> str:
    if not homes:
        return line
    return say("for_homes", lang, homes=homes_in_words(homes, difference.before, lang), what=line)


def _option(one: Change, difference: Difference, lang: str) -> str:
    guide = difference.before if one.sort is Sort.LOST else difference.after
    sort = one.sort.value
    line = say(f"option_{sort}", lang, where=where(one.place, guide, lang), option=quoted(one.name, lang))
    return _in_variant(one, line, difference, lang)


def _time_limits(changes: Sequence[Change], difference: Difference, lang: str) -> Iterator[str]:
    """Yield a line for each time limit, whatever and how much of it has changed."""
    limits: dict[tuple[str | None, tuple[str, ...]], Change] = {}
    for one in changes:
        is_part = one.about == "deadline" and one.field is not None
        limits[one.variant, one.place[:-1] if is_part else one.place] = one
    for (_, place), one in limits.items():
        sort = one.sort if one.sort in (Sort.GAINED, Sort.LOST) else Sort.CHANGED
        if one.field == "deadlines" and not (one.before and one.after):  # not stated at all on one side
            sort = Sort.GAINED if one.after else Sort.LOST
        before, after = (
            value_in_words(_limit(guide, one, place) or value, guide, lang)
            for value, guide in ((one.before, difference.before), (one.after, difference.after))
        )
        words = f"{before} → {after}" if sort is Sort.CHANGED else after if sort is Sort.GAINED else before
        guide = difference.before if sort is Sort.LOST else difference.after
        line = say(f"deadline_{sort.value}", lang, where=where(place, guide, lang), deadline=words)
        yield _in_variant(one, line, difference, lang)


def _limit(guide: Guide, change: Change, place: tuple[str, ...]) -> object:
    """Return the whole time limit of which something has changed; None where it is not found on a step or level."""
    inner = next((one.guide for one in guide.variants if one.id == change.variant), guide)
    limits: object = getattr(_holding(inner, place), "deadlines", ())
    if change.about != "deadline" or change.field is None or not isinstance(limits, tuple):
        return None
    members = cast("tuple[object, ...]", limits)
    return next((one for one in members if getattr(one, "id", None) == place[-1]), None)


def _holding(guide: Guide, place: tuple[str, ...]) -> object:
    if place[0] == "step":
        return guide.step(place[1])
    if place[0] == "level":
        return guide.level(place[1])
    if place[0] == "pathway":
        pathway = guide.pathway(place[1])
        return pathway.step(place[3]) if pathway is not None and place[2] == "steps" else pathway
    return guide


def _beside(changes: Sequence[Change], difference: Difference, lang: str) -> Iterator[str]:
    """Yield a line for each arena, pathway and duty, whatever and how much of it has changed."""
    groups: dict[tuple[str | None, tuple[str, ...]], list[Change]] = {}
    for one in changes:
        groups.setdefault((one.variant, one.place[:2]), []).append(one)
    for (_, place), group in groups.items():
        one = group[0]
        whole = len(one.place) == 2
        sort = one.sort.value if whole else Sort.CHANGED.value
        name = _known(difference.before if whole and one.sort is Sort.LOST else difference.after, one, place)
        of = "Arena" if place[0] == "arena" else ""
        fields = dict.fromkeys(field_in_words(change.place[2], lang, of) for change in group if len(change.place) > 2)
        line = say(f"{place[0]}_{sort}", lang, name=quoted(name, lang), fields=", ".join(fields))
        yield _in_variant(one, line, difference, lang)


def _known(guide: Guide, change: Change, place: tuple[str, ...]) -> Text | str:
    inner = next((one.guide for one in guide.variants if one.id == change.variant), guide)
    if place[0] == "duty":
        return next((one.what for one in inner.duties if one.id == place[1]), place[1])
    found = inner.arena(place[1]) if place[0] == "arena" else inner.pathway(place[1])
    return place[1] if found is None else found.title


def _in_variant(one: Change, line: str, difference: Difference, lang: str) -> str:
    variant = next((known for known in difference.after.variants if known.id == one.variant), None)
    return line if variant is None else say("in_variant", lang, what=line, variant=variant.guide.title)


def _holder(one: HolderChange, difference: Difference, lang: str) -> str:
    named = _called(one.role, difference, lang)
    level = level_label(difference.after, one.level)
    if one.after is Standing.NOT_ELIGIBLE:
        line = say("holder_lost", lang, role=named, level=level)
    else:
        before, after = (phrase("standing", standing.value, lang) for standing in (one.before, one.after))
        line = say("holder_changed", lang, role=named, level=level, before=before, after=after)
    return _for(one.homes, line, difference, lang)


def _positions(positions: Sequence[Position], lang: str) -> Iterator[str]:
    for one in positions:
        if one.why_not in (WhyNot.STEP_GONE, WhyNot.OTHER_PURPOSE):
            yield say(one.why_not.value, lang, step=step_in_words(one.step, lang))
    moving = [one.step.label for one in positions if one.moves_by_itself]
    if len(moving) == len(positions):
        yield say("moves_all", lang)
    elif moving:
        yield say("moves", lang, steps=", ".join(moving))
