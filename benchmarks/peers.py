"""What the peers do, to be timed: python-statemachine, transitions and eventsourcing.

Each in its quickest form, with one guard a transition where bti has all of a fact's. The machines have twelve states
and two events everywhere, forward and back.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed
from transitions import Machine

from benchmarks.timing import Contender

__all__ = [
    "EVENTSOURCING",
    "PSM",
    "TRANSITIONS",
    "admit",
    "fold",
    "load",
    "options",
    "record_in_file",
    "record_in_memory",
    "refuse",
    "weigh",
]

PSM = "python-statemachine"
TRANSITIONS = "transitions"
EVENTSOURCING = "eventsourcing"

STATES = 12
GUARD_NAMES = tuple(f"guard_{number}" for number in range(20))


def psm_class(guards: int, answer: bool) -> type[Any]:
    """Make a python-statemachine class with so many guards on each transition, all with one answer."""
    states = [State(f"S{number}", initial=number == 0) for number in range(STATES)]
    names = list(GUARD_NAMES[:guards])
    forward = states[0].to(states[1], cond=names)
    back = states[1].to(states[0], cond=names)
    for here, there in [*pairwise(states[1:]), (states[-1], states[0])]:
        forward |= here.to(there, cond=names)
        back |= there.to(here, cond=names)
    body: dict[str, Any] = {f"s{number}": state for number, state in enumerate(states)}
    body |= {"forward": forward, "back": back}
    body |= {name: (lambda self: answer) for name in names}
    return type(StateMachine)(f"Machine{guards}{answer}", (StateMachine,), body)


def transitions_model(guards: int, answer: bool) -> Any:
    """Make a model driven by a transitions machine of its own."""
    names = list(GUARD_NAMES[:guards])
    model = type("Model", (), {name: (lambda self: answer) for name in names})()
    machine = Machine(model, states=[f"S{number}" for number in range(STATES)], initial="S0", auto_transitions=False)
    for number in range(STATES):
        here, there = f"S{number}", f"S{(number + 1) % STATES}"
        machine.add_transition("forward", here, there, conditions=names)
        machine.add_transition("back", there, here, conditions=names)
    return model


class Followup(Aggregate):
    """An aggregate of eventsourcing, with events of ten fields."""

    @event("Opened")
    def __init__(self, case: str) -> None:
        self.case = case
        self.is_open = True
        self.position = ""
        self.last: dict[str, int] = {}

    def record(self, kind: str, now: dt.datetime) -> None:
        """Check one guard and record."""
        if not self.is_open:
            raise ValueError("the case is closed")
        self._record(kind, "teacher-1", "contact_teacher", "school-1", now, now, "log", "entry-001", "guide", "law")

    @event("Recorded")
    def _record(
        self,
        kind: str,
        by: str,
        role: str,
        service: str,
        at: dt.datetime,
        recorded: dt.datetime,
        audience: str,
        subject: str,
        guide: str,
        law: str,
    ) -> None:
        self.last[kind] = self.version
        self.position = subject


NOW = dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)


def followup(events: int) -> Followup:
    """Make an aggregate with so many events, none of them saved."""
    made = Followup(case="case-1")
    for number in range(events - 1):
        made.record(f"kind_{number % 35}", NOW)
    return made


def admit(guards: int) -> list[Contender]:
    """Fire a guarded transition; as a second form, with as many guards as bti's fact has."""
    contenders: list[Contender] = []
    for count in (1, guards):
        said = "one guard" if count == 1 else f"{count} guards"
        contenders.append(Contender(PSM, f"StateMachine, a transition with {said}", _forward(psm_class(count, True)())))
        contenders.append(Contender(TRANSITIONS, f"a transition with {said}", transitions_model(count, True).forward))
    made: list[Followup] = []

    def fresh() -> None:
        made[:] = [Followup(case="case-1")]

    contenders.append(
        Contender(
            EVENTSOURCING,
            "Aggregate: one guard, event, apply; not saved",
            lambda: made[0].record("kind", NOW),
            prepare=fresh,
        )
    )
    return contenders


def _forward(machine: Any) -> Callable[[], object]:
    return lambda: machine.forward()  # a bound event of this peer is a string too, and timeit would run its text


def refuse() -> list[Contender]:
    """Refuse a transition whose guard is false."""
    machine = psm_class(1, False)()

    def refused() -> None:
        try:
            machine.forward()
        except TransitionNotAllowed:
            return
        raise RuntimeError("not refused")

    return [
        Contender(PSM, "raises, naming event and state, no guard", refused),
        Contender(TRANSITIONS, "returns False", transitions_model(1, False).forward),
    ]


def options() -> list[Contender]:
    """List what may be done, guards asked, no reasons."""
    machine, model = psm_class(1, True)(), transitions_model(1, True)
    return [
        Contender(PSM, "enabled_events, 2 events, no reasons", machine.enabled_events, 2),
        Contender(
            TRANSITIONS, "may_forward and may_back, no reasons", lambda: (model.may_forward(), model.may_back()), 2
        ),
    ]


def fold(events: int) -> list[Contender]:
    """Replay events that are at hand as objects."""
    past = followup(events).collect_events()

    def replay() -> object:
        aggregate: Any = None
        for one in past:
            aggregate = one.mutate(aggregate)
        return aggregate

    return [Contender(EVENTSOURCING, f"mutate through {events} events", replay, events)]


def load(events: int) -> list[Contender]:
    """Read an aggregate from stored events in memory."""
    app = Application[Any](env={"PERSISTENCE_MODULE": "eventsourcing.popo"})
    saved = followup(events)
    app.save(saved)
    return [
        Contender(
            EVENTSOURCING, f"repository.get of {events} events, in memory", lambda: app.repository.get(saved.id), events
        )
    ]


def record_in_memory(events: int) -> list[Contender]:
    """Save event after event in memory."""
    return _saving(events, lambda env: {"PERSISTENCE_MODULE": "eventsourcing.popo", **env}, "memory")


@contextmanager
def record_in_file(events: int) -> Iterator[list[Contender]]:
    """Save event after event in an SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        made = 0

        def env(more: dict[str, str]) -> dict[str, str]:
            nonlocal made
            made += 1
            name = str(Path(folder) / f"{made}.db")
            return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": name, **more}

        yield _saving(events, env, "an SQLite file")


def _saving(events: int, env: Callable[[dict[str, str]], dict[str, str]], where: str) -> list[Contender]:
    def save_alone(app: Any) -> None:
        aggregate = Followup(case="case-1")
        app.save(aggregate)
        for number in range(events - 1):
            aggregate.record(f"kind_{number % 35}", NOW)
            app.save(aggregate)

    def get_and_save(app: Any) -> None:
        aggregate = Followup(case="case-1")
        app.save(aggregate)
        for number in range(events - 1):
            again = app.repository.get(aggregate.id)
            again.record(f"kind_{number % 35}", NOW)
            app.save(again)

    return [
        _with_app(f"save alone, into {where}", save_alone, events, env, {}),
        _with_app(
            f"get from its cache, record, save, into {where}",
            get_and_save,
            events,
            env,
            {"AGGREGATE_CACHE_MAXSIZE": "128"},
        ),
        _with_app(f"get, record, save, into {where}", get_and_save, events, env, {}),
    ]


def _with_app(
    what: str,
    run: Callable[[Any], None],
    events: int,
    env: Callable[[dict[str, str]], dict[str, str]],
    more: dict[str, str],
) -> Contender:
    apps: list[Any] = []

    def prepare() -> None:
        while apps:
            apps.pop().close()
        apps.append(Application[Any](env=env(more)))

    return Contender(EVENTSOURCING, what, lambda: run(apps[0]), events, prepare, most=20)


def weigh(events: int) -> list[tuple[str, str, Callable[[], object]]]:
    """Return what to weigh: whose, what, and what makes it."""
    machine = psm_class(1, True)
    return [
        (EVENTSOURCING, f"aggregate and its {events} events as objects", lambda: _with_events(events)),
        (EVENTSOURCING, "the aggregate alone", lambda: _without_events(events)),
        (PSM, "StateMachine, no history", machine),
        (TRANSITIONS, "model with a machine of its own, no history", lambda: transitions_model(1, True)),
    ]


def _with_events(events: int) -> object:
    made = followup(events)
    return made, tuple(made.collect_events())


def _without_events(events: int) -> object:
    made = followup(events)
    made.collect_events()
    return made
