"""The next instant at which any answer changes by time alone, as far as it may be foretold to the one who asks.

The table of boundaries says on which days something may be otherwise (`bti.rules.boundaries`). Whether anything really
is, for this asker, is found by asking: every answer on each of those days, until one differs. So a boundary that does
not concern the asker shows nothing of itself, not even that there is one (I-08), and who takes no part has no change.

Of what is kept back from the asker nothing is foretold: neither a day in it, nor the day from which it stands in the
way of something no longer, or on which the keeping itself ends. When that day has come, the answers show it; named
before, it would be a date out of what they are not to know (a meeting, the end of somebody's leave to read). So for
whom something is kept from, options can be refused in the one word for longer or shorter than is named here, and a
line can open (on a birthday, or when a grade ends) on a day that was not named: a host asks for them at each 00:00 in
Oslo, or each time they open the page, and does not wait for this instant. The other
way round holds for them as for everybody: an instant is named only if what they are answered differs then, also
where what they are told of the case would turn and something kept hides that. Decided here; no source speaks of it
(law A-21, H-17).

What only repeats the clock is no change: the stand-ins that completions hold in free fields, the instant in an access
record, the day an answer is of. Nor is what an admission says of a date that only the proposed fact names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final, Protocol, TypeAlias, cast

import attrs

from bti.answers.consenting import ConsentNeeded
from bti.answers.options import Option
from bti.answers.reach import reach_of
from bti.answers.view import View
from bti.dates import oslo_date, start_of_day
from bti.duties.duty import Duty
from bti.law.rules import Law
from bti.reasons import Reason, ReasonKind, law
from bti.record.case import Case
from bti.record.consent import Scope
from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.fact import Category, Fact
from bti.record.kinds import KINDS
from bti.rules.ask import Ask
from bti.rules.boundaries import Boundary, to_come

__all__ = ["Answers", "Change", "asked_again", "boundaries_of", "comparable", "next_change", "supposed_acts"]


@attrs.frozen
class Change:
    """That answers change by time alone.

    Attributes:
        at: From which instant on: 00:00 in Europe/Oslo of a day.
        answers: Which change, by the names of the methods of `Engine`.
        because: What happens on that day and may be told to the asker; empty where nothing of it may.
    """

    at: dt.datetime
    answers: tuple[str, ...]
    because: tuple[Boundary, ...]


_BY_THE_DAY: Final = tuple(kind for kind in KINDS.values() if kind not in (EntryCorrected, EntryStruck))
"""What may be recorded is asked about on another day of these kinds. What may be corrected or struck is judged by
playing the book again by the dates of its entries; only for whom it may be turns with the day, and the view with it."""

Answers: TypeAlias = Callable[[dt.datetime], Mapping[str, object]]
"""Gives what the asker is answered at an instant, by the name of the answer."""


def next_change(
    ask: Ask,
    answers: Answers,
    more: Iterable[Boundary] = (),
    kept: Collection[str] = (),
    really: Answers | None = None,
) -> Change | None:
    """Return the next change for the asker, or None where none is to come.

    Args:
        ask: The question; `at` is `now`.
        answers: Asks at another instant.
        more: Boundaries beside those of the table.
        kept: The ids of the entries whose content is kept from the asker, who is told of no day in them.
        really: Asks of the case as it is, where something is kept back from the asker and `answers` asks without it.
    """
    beside = (one for one in more if one.day > ask.today)
    days = groupby(sorted((*to_come(ask), *beside), key=lambda one: one.day), key=lambda one: one.day)
    now: Mapping[str, object] | None = None
    for day, group in days:
        boundaries = tuple(group)
        at = start_of_day(day)
        if now is None:
            now = _comparable(answers(ask.now))
        then = _comparable(answers(at))
        changed = _differing(now, then, tuple(then))
        if changed and really is not None:
            changed = _differing(_comparable(really(ask.now)), _comparable(really(at)), changed)
        if changed:
            return Change(at, changed, tuple(one for one in _told(ask, boundaries) if one.about not in kept))
    return None


def _differing(now: Mapping[str, object], then: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if then[name] != now[name])


class Answer(Protocol):
    """Asks one thing for the asker: by its name, at an instant, with what the question needs beside that."""

    def __call__(self, name: str, at: dt.datetime, /, *args: Any, **more: Any) -> Any:
        """Return the answer."""
        ...


def asked_again(answer: Answer, case: Case, names: Iterable[str]) -> Answers:
    """Return what asks about a case again at another instant.

    For which scopes and services consent and sharing are asked about, the case says.

    Args:
        answer: Asks one thing.
        case: The case.
        names: Which answers, beside those on consent and sharing.
    """
    services = tuple({**case.spine.consents.named, **case.spine.people.services}.values())
    named = ((Scope.LOG, None), *((Scope.SERVICE, one.ref) for one in services))
    scopes = tuple(dict.fromkeys((*named, *((one.scope, one.target) for one in case.spine.consents.asked))))

    def answers(at: dt.datetime) -> Mapping[str, object]:
        more: dict[str, dict[str, Any]] = {"view": {"basis": "next change"}, "options": {"kinds": _BY_THE_DAY}}
        found = {name: answer(name, at, **more.get(name, {})) for name in names}
        found["who_must_consent"] = [
            comparable(answer("who_must_consent", at, scope, target=target)) for scope, target in scopes
        ]
        found["may_share"] = [
            answer("may_share", at, to=one, category=category) for one in services for category in Category
        ]
        return found

    return answers


def boundaries_of(duties: Iterable[Duty]) -> Iterator[Boundary]:
    """Yield the days on which duties that the asker may know of begin, may be fulfilled, and become overdue."""
    for duty in duties:
        days = {duty.start, duty.not_before}
        if duty.due is not None:  # what recurs begins anew on the last day of a period that was kept
            days |= {duty.due.kept_through, oslo_date(duty.due.overdue_from)}
        for day in sorted(day for day in days if day is not None):
            yield Boundary(day, Reason("time_duty_turns", ReasonKind.ADVICE, (), duty.cites), duty.id)


def supposed_acts(law_data: Law) -> Iterator[Boundary]:
    """Yield the days on which pending acts are taken to come into force, with the rules that rest on them."""
    for act, day in law_data.supposed.items():
        resting = (rule.id for rule in law_data.rules() if any(basis.act == act for basis in rule.basis))
        what = (("act", law_data.acts[act].title),)
        yield Boundary(day, Reason("time_law_in_force", ReasonKind.ADVICE, what, tuple(law(one) for one in resting)))


def _told(ask: Ask, boundaries: tuple[Boundary, ...]) -> Iterator[Boundary]:
    if ask.may_read:
        audiences, _ = reach_of(ask)
        yield from (one for one in boundaries if one.audience in audiences)


def _comparable(said: Mapping[str, object]) -> dict[str, object]:
    return {name: comparable(one) for name, one in said.items()}


def comparable(said: object) -> object:
    """Return an answer without what follows the clock and means nothing: stand-ins, and when somebody read."""
    if isinstance(said, Option):
        if not said:
            return said.status, said.reasons
        drafts = tuple(_chosen(fact, said.free) for fact in said.drafts)
        needing = tuple((_chosen(fact, said.free), reasons) for fact, reasons in said.needing)
        return said.status, drafts, needing, said.reasons, said.choices.get("category")
    if isinstance(said, View):
        return attrs.evolve(said, access=())
    if isinstance(said, ConsentNeeded):
        return attrs.evolve(said, day=dt.date.min)
    if isinstance(said, Mapping):
        return {key: comparable(one) for key, one in cast(Mapping[object, object], said).items()}
    return said


def _chosen(fact: Fact, free: frozenset[str]) -> tuple[Any, ...]:
    names = (field.name for field in attrs.fields(type(fact)))
    return tuple(getattr(fact, name) for name in names if name not in free)
