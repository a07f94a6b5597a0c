"""Opening and closing the relay log."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NOT_STATED
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Answer, Scope
from bti.record.log import LogClosed, LogClosing, LogOpened
from bti.rules.ask import Ask, Standing
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(LogOpened, source=model("model 5"))
def the_log_is_not_in_use(ask: Ask) -> Found:
    """A log is opened when none is in use."""
    if not ask.spine.log.is_in_use:
        return None
    return Reason("log_is_in_use", ReasonKind.WRONG_PLACE, (), (model("model 5"),))


@form(LogClosed, source=model("model 5"))
def the_log_is_in_use(ask: Ask) -> Found:
    """A log is closed when one is in use."""
    if ask.spine.log.is_in_use:
        return None
    return Reason("log_is_not_in_use", ReasonKind.WRONG_PLACE, (), (model("model 5"),))


@rule(LogOpened, source=model("guide"))
def the_guide_opens_it_on_this_level(ask: Ask) -> Found:
    """The log is opened from the level on that the guide says.

    Source: the guide's setting; Risør and Overhalla from level 1, Marker from level 2.
    """
    setting, level = ask.guide.log.from_level, ask.level
    if setting.value is NOT_STATED or level is None or ask.guide.order(level.id) >= ask.guide.order(setting.value):
        return None
    first = ask.guide.levels[ask.guide.order(setting.value)]
    return ask.by_modality(setting.modality, "log_too_early", ask.cite(setting.origin), level=first.title)


@rule(LogOpened, source=(law("A-06"), law("A-30"), law("Q-01")))
def all_who_must_have_consented(ask: Ask) -> Found:
    """The log is opened only when all who must have consented to it on that date.

    Source: law A-01, A-02, A-06, A-30; I-05.
    """
    if ask.has_consent(Scope.LOG):
        return None
    code = "log_needs_consent" if ask.required(ask.day).complete else "nobody_can_consent"
    lacking = len(ask.lacking(Scope.LOG))
    return Reason(code, ReasonKind.UNMET, (("missing", lacking),), (*ask.cite_required(), law("Q-01")))


@rule(LogClosed, source=model("I-09"))
def closed_by_the_family_who_consented(ask: Ask) -> Found:
    """Who of the family closes the log has consented to it; nothing else hinders them.

    Source: I-09; Tysvær and Sund: guardians may end the log.
    """
    if ask.standing is not Standing.FAMILY:
        return None
    answer = ask.spine.consents.answers.get((Scope.LOG, None, ask.by.ref))
    if answer is not None and answer.answer is Answer.GIVEN:
        return None
    return Reason("closed_by_who_consented", ReasonKind.WRONG_PERSON, (), (model("I-09"),))


@form(LogClosed, source=model("model 8"))
def closed_for_a_reason_of_ones_own(ask: Ask, fact: LogClosed) -> Found:
    """That a log is closed because the case or the consent is gone follows by itself; people close it as wished."""
    if fact.reason is LogClosing.WISH:
        return None
    return Reason("reason_follows_by_itself", ReasonKind.WRONG_FORM, (("fact", fact.words),), (model("model 8"),))


@drafts(LogOpened)
def openings(ask: Ask) -> Iterator[LogOpened]:
    """Open it."""
    yield LogOpened()


@drafts(LogClosed)
def closings(ask: Ask) -> Iterator[LogClosed]:
    """Close it for any reason."""
    yield LogClosed(reason=LogClosing.WISH)
