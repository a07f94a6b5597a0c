"""What admission works out and writes into the entry, so that folding needs neither guide nor law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bti.guide.model import Appointment
from bti.people import Professional
from bti.record.baton import BatonAppointed
from bti.record.concern import ConcernRaised
from bti.record.consent import ConsentGiven
from bti.record.coordinator import CoordinatorAppointed
from bti.record.correction import EntryCorrected
from bti.record.entry import NOTHING, AppointmentEffect, Position, Resolved
from bti.record.evaluation import MeasureEvaluated
from bti.record.fact import Fact
from bti.record.life import CaseOpened, GuideChanged
from bti.record.log import LogOpened
from bti.record.measure import MeasurePlanned
from bti.record.people import ServiceJoined
from bti.record.step import StepCompleted, StepSkipped
from bti.record.take_over import CaseTakenOver
from bti.record.transition import InformationCarriedOver
from bti.rules.ask import Ask
from bti.rules.coordinator import means_of_coordinator
from bti.rules.life import resolve_guide_change
from bti.rules.step import target_of
from bti.rules.take_over import resolve_take_over
from bti.rules.transition import resolve_carrying_over

__all__ = ["resolve"]


def resolve(ask: Ask, fact: Fact) -> Resolved:
    """Work out what an admitted fact means under the guide and the law of its date."""
    resolver = _RESOLVERS.get(type(fact))
    return NOTHING if resolver is None else resolver(ask, fact)


def _opening(ask: Ask, fact: CaseOpened) -> Resolved:
    first = ask.guide.step(fact.step or ask.guide.first_steps[0]) or ask.guide.levels[0].steps[0]
    return Resolved(moved_to=Position(first.level, first.id))


def _concern(ask: Ask, fact: ConcernRaised) -> Resolved:
    return Resolved(owner=_owner(ask))


def _measure(ask: Ask, fact: MeasurePlanned) -> Resolved:
    level = ask.level
    return Resolved(level=None if level is None else level.id)


def _evaluation(ask: Ask, fact: MeasureEvaluated) -> Resolved:
    return Resolved(round=ask.spine.track.round)


def _on_consent(ask: Ask, fact: LogOpened | ServiceJoined) -> Resolved:
    grounds = ask.required(ask.day).grounds
    return Resolved(relied_on=tuple(f"law {rule}" for rule in grounds))


def _given(ask: Ask, fact: ConsentGiven) -> Resolved:
    return Resolved(relied_on=("law Q-01", "law Q-02", "law Q-03", "law Q-08"))


def _step(ask: Ask, fact: StepCompleted | StepSkipped) -> Resolved:
    step = ask.guide.step(fact.step)
    relied_on = () if step is None else (f"guide {step.origin.guide}: {step.origin.path}",)
    chose = isinstance(fact, StepCompleted) and fact.outcome is not None
    return Resolved(moved_to=target_of(ask, fact), starts_round=chose, relied_on=relied_on)


def _owner(ask: Ask) -> str | None:
    """Return who owns a concern: a professional of the home service who raises it; else nobody but the leader.

    Owning the first concern makes somebody take part. Who raises another and takes no part is brought in by whoever
    answers: seeing the case is not the price of a concern.
    """
    by, home = ask.by, ask.spine.life.home
    if ask.spine.concerns.first is not None and not ask.spine.takes_part(by):
        return None
    if (
        isinstance(by, Professional)
        and home is not None
        and by.service.ref == home.ref
        and not ask.spine.is_kin(by.ref)
    ):
        return by.ref
    return None


def _appointment(ask: Ask, fact: BatonAppointed) -> Resolved:
    setting = ask.guide.baton.appointment
    binds = setting.value is Appointment.BINDING or fact.to == ask.by.ref
    effect = AppointmentEffect.HELD if binds else AppointmentEffect.OFFERED
    return Resolved(appointment=effect, relied_on=(f"guide {setting.origin.guide}: {setting.origin.path}",))


def _correction(ask: Ask, fact: EntryCorrected) -> Resolved:
    """Return what the right fact means in the place of the wrong one."""
    return ask.book.resolved(fact)


_RESOLVERS: Final[Mapping[type[Fact], Callable[[Ask, Any], Resolved]]] = {
    CaseOpened: _opening,
    ConcernRaised: _concern,
    StepCompleted: _step,
    StepSkipped: _step,
    BatonAppointed: _appointment,
    CoordinatorAppointed: means_of_coordinator,
    MeasurePlanned: _measure,
    MeasureEvaluated: _evaluation,
    LogOpened: _on_consent,
    ServiceJoined: _on_consent,
    ConsentGiven: _given,
    EntryCorrected: _correction,
    CaseTakenOver: resolve_take_over,
    GuideChanged: resolve_guide_change,
    InformationCarriedOver: resolve_carrying_over,
}
