"""How the guide wants the relay log: from when, by whose hand, on paper or not, on which levels, and for what."""

from __future__ import annotations

from typing import Final, TypeAlias

from bti.codes import said
from bti.guide.model import NOT_STATED, LogKeeping, LogUse, OutcomeKind, Purpose
from bti.law.consent import LogStanding
from bti.reasons import Reason, model
from bti.record.agreement import AgreementMade
from bti.record.consent import Answer, Scope
from bti.record.evaluation import MeasureEvaluated, WayChosen
from bti.record.fact import Audience
from bti.record.goal import GoalAgreed
from bti.record.log import Keeping, LogClosed, LogOpened
from bti.record.measure import MeasurePlanned
from bti.record.meeting import MinutesWritten
from bti.record.step import StepCompleted
from bti.rules.ask import Ask, Standing
from bti.rules.conditions_said import said_by
from bti.rules.hands import HANDS, any_of, is_hand
from bti.rules.naming import is_at_or_after
from bti.rules.registry import Found, rule
from bti.rules.requirements import lacking

_Written: TypeAlias = GoalAgreed | MeasurePlanned | AgreementMade | MeasureEvaluated | WayChosen | MinutesWritten
"""What is written in the log for everybody who reads it."""

_WORKED: Final = frozenset({Purpose.PLAN, Purpose.CARRY_OUT, Purpose.EVALUATE, Purpose.CHOOSE_WAY})
"""The steps that a mandatory log belongs to: not those on which consent is asked for and the case is understood."""


@rule(LogOpened, source=model("guide"))
def the_guide_opens_it_on_this_step(ask: Ask) -> Found:
    """The log is opened from the step on that the guide says.

    Source: the guide's setting `from_step`; Risør 1.2, Marker 2.1.
    """
    setting = ask.guide.log.from_step
    if setting is None or setting.value is NOT_STATED or is_at_or_after(ask, setting):
        return None
    step = ask.guide.step(setting.value)
    title = setting.value if step is None else step.title
    return ask.by_modality(setting.modality, "log_before_its_step", ask.cite(setting.origin), step=title)


@rule(LogOpened, source=model("guide"))
def what_the_log_waits_for_has_happened(ask: Ask) -> Found:
    """The log is opened when that has happened which the guide ties it to.

    Source: the guide's `from_event`; Sula: a need for measures is uncovered and a meeting is held; Sogndal.
    """
    found: list[Reason] = []
    for required, conditions in lacking(ask, ask.guide.log.from_event):
        code = "log_waits_for_one_of" if len(conditions) > 1 else "log_waits_for"
        found.append(
            ask.by_modality(
                required.modality,
                code,
                ask.cite(required.origin),
                needed=said_by(ask.guide, conditions),
            )
        )
    return tuple(found)


@rule(LogOpened, source=(model("guide"), model("model 5")))
def kept_as_the_guide_keeps_logs(ask: Ask, fact: LogOpened) -> Found:
    """The log is kept in a way that the guide has; by hand always where the family has refused the shared one.

    Source: the guide's setting `keeping`; Øygarden and Sogndal: digital or on paper; Tromsø 2014: electronic; law Q-12.
    """
    setting = ask.guide.log.keeping
    if setting is None or setting.value is NOT_STATED or LogKeeping(fact.keeping.value) in setting.value:
        return None
    if fact.keeping is Keeping.MANUAL and _refused(ask):
        return None
    ways = any_of(said(Keeping(one.value)) for one in setting.value)
    return ask.by_modality(setting.modality, "log_kept_otherwise", ask.cite(setting.origin), ways=ways)


@rule(LogOpened, LogClosed, source=model("guide"))
def by_the_hand_the_guide_says(ask: Ask, fact: LogOpened | LogClosed) -> Found:
    """Of the services, those open and close the log whom the guide names; the family is never hindered.

    Source: the guide's settings `opened_by` and `closed_by`; Sund and Marker: the baton holder; Sula: who called the
    meeting; Risør: the school; I-09.
    """
    rules = ask.guide.log
    setting = rules.opened_by if isinstance(fact, LogOpened) else rules.closed_by
    if setting is None or setting.value is NOT_STATED or ask.standing is Standing.FAMILY:
        return None
    if any(is_hand(ask, one) for one in setting.value):
        return None
    code = "log_opened_by_others" if isinstance(fact, LogOpened) else "log_closed_by_others"
    who = any_of(HANDS[one] for one in setting.value)
    return ask.by_modality(setting.modality, code, ask.cite(setting.origin), who=who)


@rule(GoalAgreed, MeasurePlanned, AgreementMade, MeasureEvaluated, WayChosen, MinutesWritten, source=model("guide"))
def the_log_is_written_by_whom_the_guide_says(ask: Ask, fact: _Written) -> Found:
    """What everybody reads in an open log is written there by whom the guide names; others comment.

    What is written for the home service or the family alone is not written in the log.

    Source: the guide's setting `written_by`; no guide among the known ones states it of all that is written: a setting.
    """
    setting = ask.guide.log.written_by
    if setting is None or setting.value is NOT_STATED or ask.standing is Standing.FAMILY:
        return None
    if ask.log is not LogStanding.OPEN or fact.audience not in (None, Audience.LOG):
        return None
    if any(is_hand(ask, one) for one in setting.value):
        return None
    who = any_of(HANDS[one] for one in setting.value)
    return ask.by_modality(setting.modality, "log_written_by_others", ask.cite(setting.origin), who=who)


@rule(StepCompleted, source=(model("guide"), model("model 5")))
def the_log_is_used_where_it_shall_be(ask: Ask, fact: StepCompleted) -> Found:
    """On a level that the log belongs to, the work goes on with it: from planning to choosing the way.

    A log that was refused, or that rests, never stands in the way; who has not been asked can be asked.

    Source: the guide's setting `use`; Øygarden: shall be used from level 2, may be on level 1; model 5; law Q-12.
    """
    setting = ask.guide.log.use
    step = ask.guide.step(fact.step)
    if setting is None or setting.value is not LogUse.MANDATORY or step is None or step.purpose not in _WORKED:
        return None
    if ask.spine.log.is_in_use or _refused(ask):
        return None
    return ask.by_modality(setting.modality, "log_belongs_to_level", ask.cite(setting.origin), step=step.title)


def _refused(ask: Ask) -> bool:
    """Tell whether somebody who is asked has said no to the shared log, or taken their yes back."""
    answers = ask.spine.consents.answers.values()
    return any(one.scope is Scope.LOG and one.answer is not Answer.GIVEN for one in answers)


@rule(WayChosen, source=model("guide"))
def a_referral_shows_what_was_tried(ask: Ask, fact: WayChosen) -> Found:
    """A case is referred when the log shows what has been tried and how it was judged, where the guide says so.

    Source: the guide's setting `evidence_for_referral`; Vindafjord: the log
    documents measures tried, at referral to PPT.
    """
    setting, level = ask.guide.log.evidence_for_referral, ask.level
    if setting is None or setting.value is not True or level is None:
        return None
    outcomes = (one for step in level.steps if step.purpose is Purpose.CHOOSE_WAY for one in step.outcomes)
    if not any(one.id == fact.outcome and one.kind is OutcomeKind.REFER for one in outcomes):
        return None
    found: list[Reason] = []
    citation = ask.cite(setting.origin)
    if not ask.spine.last.get(MeasureEvaluated.kind, 0):
        found.append(ask.by_modality(setting.modality, "referral_without_measures", citation))
    if not (ask.log in (LogStanding.OPEN, LogStanding.RESTING) or ask.spine.log.is_in_use or _refused(ask)):
        found.append(ask.by_modality(setting.modality, "referral_without_log", citation))
    return tuple(found)
