"""I-13: what an entry that somebody sees only redacted says of whom and when changes no reason they are given.

Two histories that differ in one value of one entry, and are admitted alike: where somebody may not read the entry, and
the two look the same to them, whatever they offer is refused in both for the same reasons, if it is refused in both.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.view import View
from bti.errors import BtiError, InvalidValue
from bti.facts import KINDS, Fact
from bti.people import Actor
from bti.record.case import Case
from bti.record.kinds import BESIDE
from tests.laws.histories import (
    BASIS,
    PEOPLE,
    Dice,
    History,
    Ids,
    drawn_history,
    drawn_value,
    engine_with,
    plain,
    types_of,
)
from tests.laws.pairs import READERS
from tests.stage import FATHER, HEAD, MOTHER, Stage

LATER = dt.timedelta(hours=1)
DAYS = (-9, 9, 60)
OF_STRUCTURE = frozenset({"audience", "category", "service", "note"})
"""Fields that decide who may read an entry, or that no rule reads."""


def otherwise(fact: Fact) -> Iterator[Fact]:
    """The fact with another date, somebody else, or another word in one place."""
    for field in attrs.fields(type(fact)):
        held = getattr(fact, field.name)
        values: tuple[object, ...] = ()
        if field.name in OF_STRUCTURE:
            continue
        if isinstance(held, dt.date) and not isinstance(held, dt.datetime):
            values = tuple(held + dt.timedelta(days=days) for days in DAYS)
        elif isinstance(held, str):
            values = PEOPLE
        elif isinstance(held, enum.Enum):
            values = tuple(type(held))
        for value in values:
            try:
                yield attrs.evolve(fact, **{field.name: value})
            except InvalidValue:
                continue


def with_other(history: History, entry: str, instead: Fact) -> Case | None:
    """The history with one entry saying something else; None where it is not admitted alike."""
    engine, case = engine_with(Ids()), Case.empty("case-1")
    for step in history.steps:
        made = step.verdict.entries if isinstance(step.verdict, bti.Admitted) else ()
        act = list(step.move.act)
        for place, one in enumerate(made[: len(act)]):
            act[place] = instead if one.id == entry else act[place]
        verdict = engine.admit(case, tuple(act), by=step.move.by, now=step.now, at=step.at, because=step.move.because)
        now_made = verdict.entries if isinstance(verdict, bti.Admitted) else ()
        if [(one.id, one.fact.kind) for one in now_made] != [(one.id, one.fact.kind) for one in made]:
            return None
        case = verdict.case if isinstance(verdict, bti.Admitted) else case
    return case


def attempts(dice: Dice, history: History, entry: str) -> Iterator[Fact]:
    """Facts of many kinds that name the entry."""
    naming = {
        kind: [name for name, of in types_of(kind).items() if of in (str, str | None)]
        for kind in KINDS.values()
        if kind not in BESIDE
    }
    kinds = [kind for kind, names in naming.items() if names]
    for _ in range(25):
        kind = dice.pick(kinds)
        try:
            values = {
                name: drawn_value(dice, name, of, history.case, history.now) for name, of in types_of(kind).items()
            }
            yield kind(**values | {dice.pick(naming[kind]): entry})
        except InvalidValue:
            continue


def refused(case: Case, fact: Fact, by: Actor, now: dt.datetime) -> str | None:
    """Why somebody is refused; None where they are not."""
    try:
        verdict = engine_with(Ids("n")).admit(case, fact, by=by, now=now)
    except BtiError as error:
        return str(error)
    return plain(verdict.reasons) if isinstance(verdict, bti.Refused) else None


def seen(case: Case, by: Actor, now: dt.datetime) -> View | None:
    """What somebody sees; None where they may see nothing."""
    try:
        return engine_with(Ids("n")).view(case, by=by, now=now, basis=BASIS)
    except BtiError:
        return None


@given(st.integers(0, 2**32 - 1))
def test_what_is_redacted_changes_no_reason(seed: int) -> None:
    """Whatever its date, whom it names and which word it uses."""
    random = Random(seed)
    dice = Dice(random)
    history = drawn_history(dice, 10, protected=False, begun=True)
    for by in random.sample(READERS, 3):
        view = seen(history.case, by, history.now)
        closed = [] if view is None else [one.id for one in view.entries if one.redacted is not None]
        for id in random.sample(closed, min(2, len(closed))):
            entry = history.case.find(id)
            assert entry is not None
            for instead in random.sample(found := list(otherwise(entry.fact)), min(2, len(found))):
                other = with_other(history, id, instead)
                if other is None or plain(seen(other, by, history.now)) != plain(view):
                    continue
                for fact in attempts(dice, history, id):
                    one, two = (refused(case, fact, by, history.now + LATER) for case in (history.case, other))
                    assert None in (one, two) or one == two, (by, entry.fact, instead, fact)


@pytest.mark.parametrize("by", [MOTHER, FATHER], ids=["mother", "father"])
def test_whoever_may_not_know_of_a_care_order_is_not_told_whom_it_names(by: Actor) -> None:
    """Neither by trying to record one, nor by trying who is somebody else."""
    cases = []
    for decider in ("foster-1", "foster-2"):
        stage = Stage().shared()
        order = facts.CareOrderMade(
            child="child",
            ground=facts.CareGround.CARE_ORDER,
            decider=decider,
            at_home=True,
            made_on=dt.date(2026, 2, 20),
        )
        stage.play(order, HEAD)
        cases.append((stage.case, stage.now))
    tried = [
        facts.CareOrderMade(
            child="child",
            ground=facts.CareGround.CARE_ORDER,
            decider="foster-1",
            at_home=at_home,
            made_on=dt.date(2026, 2, 21),
        )
        for at_home in (True, False)
    ]
    for fact in tried:
        one, two = (refused(case, fact, by, now + LATER) for case, now in cases)
        assert one is not None
        assert one == two
