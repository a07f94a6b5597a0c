"""What admission works out and writes into the entry, so that folding needs neither guide nor law."""

from __future__ import annotations

from bti.guide.model import Appointment
from bti.law.consent import must_consent
from bti.people import Professional
from bti.record.baton import BatonAppointed
from bti.record.concern import ConcernRaised
from bti.record.consent import ConsentGiven
from bti.record.entry import NOTHING, AppointmentEffect, Position, Resolved
from bti.record.evaluation import MeasureEvaluated
from bti.record.fact import Fact
from bti.record.life import CaseOpened
from bti.record.log import LogOpened
from bti.record.people import ServiceJoined
from bti.record.plan import MeasurePlanned
from bti.record.step import StepCompleted, StepSkipped
from bti.rules.ask import Ask
from bti.rules.step import target_of

__all__ = ["resolve"]


def resolve(ask: Ask, fact: Fact) -> Resolved:
    """Work out what an admitted fact means under the guide and the law of its date."""
    if isinstance(fact, (StepCompleted, StepSkipped)):
        return _step(ask, fact)
    if isinstance(fact, CaseOpened):
        first = ask.guide.levels[0].steps[0]
        return Resolved(moved_to=Position(first.level, first.id))
    if isinstance(fact, ConcernRaised):
        return Resolved(owner=_owner(ask))
    if isinstance(fact, BatonAppointed):
        return _appointment(ask, fact)
    if isinstance(fact, MeasurePlanned):
        level = ask.level
        return Resolved(level=None if level is None else level.id)
    if isinstance(fact, MeasureEvaluated):
        return Resolved(round=ask.spine.track.round)
    if isinstance(fact, (LogOpened, ServiceJoined)):
        return Resolved(
            relied_on=tuple(f"law {rule}" for rule in must_consent(ask.spine, ask.guide.consent, ask.day).grounds)
        )
    if isinstance(fact, ConsentGiven):
        return Resolved(relied_on=("law Q-01", "law Q-02", "law Q-03", "law Q-08"))
    return NOTHING


def _step(ask: Ask, fact: StepCompleted | StepSkipped) -> Resolved:
    step = ask.guide.step(fact.step)
    relied_on = () if step is None else (f"guide {step.origin.guide}: {step.origin.path}",)
    chose = isinstance(fact, StepCompleted) and fact.outcome is not None
    return Resolved(moved_to=target_of(ask, fact), starts_round=chose, relied_on=relied_on)


def _owner(ask: Ask) -> str | None:
    """Return who owns a concern: a professional of the home service who raises it; else nobody but the leader."""
    by, home = ask.by, ask.spine.life.home
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
