"""Opening, pausing and closing the relay log."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NOT_STATED
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Answer, Scope
from bti.record.log import Keeping, LogClosed, LogClosing, LogOpened, LogPaused, LogResumed
from bti.rules.ask import Ask, Standing
from bti.rules.references import known_family, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(LogOpened, source=model("model 5"))
def the_log_is_not_in_use(ask: Ask, fact: LogOpened) -> Found:
    """A log is opened when none is in use; a manual one gives way to the shared one that the family has come to want.

    Source: model 5; law Q-12. The other way the log is closed first, so that what was agreed for it ends with it.
    """
    log = ask.spine.log
    if not log.is_in_use or (log.is_manual and fact.keeping is Keeping.DIGITAL):
        return None
    return Reason("log_is_in_use", ReasonKind.WRONG_PLACE, (), (model("model 5"),))


@form(LogPaused, LogResumed, LogClosed, source=model("model 5"))
def the_log_is_in_use(ask: Ask) -> Found:
    """A log is paused, resumed or closed when one is in use."""
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
def all_who_must_have_consented(ask: Ask, fact: LogOpened) -> Found:
    """The shared log is opened only when all who must have consented to it on that date; a manual one shares nothing.

    Source: law A-01, A-02, A-06, A-07, A-10, A-30; I-05; Q-12 for the manual one.
    """
    if fact.keeping is Keeping.MANUAL or ask.has_consent(Scope.LOG):
        return None
    code = "log_needs_consent" if ask.required(ask.day).complete else "nobody_can_consent"
    lacking = len(ask.lacking(Scope.LOG))
    return Reason(code, ReasonKind.UNMET, (("missing", lacking),), (*ask.cite_required(), law("Q-01")))


@rule(LogPaused, LogClosed, source=law("Q-09"))
def closed_by_the_family_who_consented(ask: Ask) -> Found:
    """Who of the family pauses or closes the log has consented to it, or let another do so; nothing else hinders them.

    Source: law Q-09, A-07; Tysvær and Sund: guardians may end the log; field 4.5: paused by family and service.
    """
    if ask.standing is not Standing.FAMILY:
        return None
    spine, ref = ask.spine, ask.by.ref
    answer = spine.consents.answers.get((Scope.LOG, None, ref))
    if answer is not None and answer.answer is Answer.GIVEN:
        return None
    given = spine.circle.authorisations.values()
    if any(one.guardian == ref and one.holds_for(Scope.LOG, None, ask.day) for one in given):
        return None
    return Reason("closed_by_who_consented", ReasonKind.WRONG_PERSON, (), (law("Q-09"),))


@form(LogClosed, source=model("model 8"))
def closed_for_a_reason_of_ones_own(ask: Ask, fact: LogClosed) -> Found:
    """That a log is closed because the case or the consent is gone follows by itself; people close it as wished."""
    if fact.reason is LogClosing.WISH:
        return None
    return Reason("reason_follows_by_itself", ReasonKind.WRONG_FORM, (("fact", fact.words),), (model("model 8"),))


@form(LogPaused, source=model("model 5"))
def the_log_is_not_paused(ask: Ask) -> Found:
    """A log is paused once at a time."""
    if not ask.spine.log.is_paused_on(ask.day):
        return None
    return Reason("log_is_paused", ReasonKind.WRONG_PLACE, (), (model("model 5"),))


@form(LogResumed, source=model("model 5"))
def the_log_is_paused(ask: Ask) -> Found:
    """A log is resumed from a pause that has not run out by itself."""
    log = ask.spine.log
    if not log.is_in_use or log.is_paused_on(ask.day):
        return None
    return Reason("log_is_not_paused", ReasonKind.WRONG_PLACE, (), (model("model 5"),))


@form(LogPaused, LogResumed, source=model("references"))
def who_wishes_it_is_of_the_family(ask: Ask, fact: LogPaused | LogResumed) -> Found:
    """Whoever wishes the pause, or its end, is a guardian or person concerned of this case."""
    return None if fact.wisher is None or fact.wisher in known_family(ask) else unknown("wisher")


@form(LogPaused, source=model("I-16"))
def paused_through_a_day_to_come(ask: Ask, fact: LogPaused) -> Found:
    """A pause lasts through today or later, if a day was agreed at all."""
    if fact.until is None or fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@rule(LogPaused, LogResumed, source=law("A-12"))
def the_family_pauses_for_themselves(ask: Ask, fact: LogPaused | LogResumed) -> Found:
    """Who of the family pauses or resumes the log does so on their own wish, and says so."""
    if ask.standing is not Standing.FAMILY or fact.wisher == ask.by.ref:
        return None
    return Reason("only_own_wish", ReasonKind.WRONG_PERSON, (), (law("A-12"),))


@rule(LogResumed, source=model("model 5"))
def resumed_on_the_wish_it_was_paused_on(ask: Ask, fact: LogResumed) -> Found:
    """A pause on somebody's wish ends on their wish, as long as the log needs their consent; one decided, by decision.

    Source: model 5; law Q-09, by likeness: what somebody has taken back for a while is theirs to give again.
    """
    pause = ask.spine.log.pause
    if pause is None:
        return None
    required = ask.required(ask.day)
    bound = pause.wisher is not None and pause.wisher in (*required.persons, *required.instead)
    if (bound and fact.wisher != pause.wisher) or (ask.standing is Standing.FAMILY and pause.wisher != ask.by.ref):
        return Reason("resumed_by_who_paused", ReasonKind.WRONG_PERSON, (), (model("model 5"),))
    return None


@drafts(LogOpened)
def openings(ask: Ask) -> Iterator[LogOpened]:
    """Open it, shared or kept by hand."""
    for keeping in Keeping:
        yield LogOpened(keeping=keeping)


def _wishers(ask: Ask) -> tuple[str | None, ...]:
    return (ask.by.ref,) if ask.standing is Standing.FAMILY else (None, *known_family(ask))


@drafts(LogPaused, "until")
def pauses(ask: Ask) -> Iterator[LogPaused]:
    """Pause it by decision, or on the wish of anybody of the family."""
    for wisher in _wishers(ask):
        yield LogPaused(wisher=wisher)


@drafts(LogResumed)
def resumptions(ask: Ask) -> Iterator[LogResumed]:
    """Resume it by decision, or on the wish of anybody of the family."""
    for wisher in _wishers(ask):
        yield LogResumed(wisher=wisher)


@drafts(LogClosed)
def closings(ask: Ask) -> Iterator[LogClosed]:
    """Close it for any reason."""
    yield LogClosed(reason=LogClosing.WISH)
