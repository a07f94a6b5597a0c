"""I-05 and I-06 around every boundary: birthdays, 29 February, the last day of a consent, a withdrawal.

The families are drawn; what the engine answers, the second before each boundary, at it and the second after, is
compared with a plain reading of the law that shares nothing with the engine but the calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import Category, Responsibility, Scope
from bti.law.consent import LogStanding
from bti.people import Actor
from tests.stage import ADVISER, HEAD, PPT, SCHOOL, TEACHER, Stage

OSLO = ZoneInfo("Europe/Oslo")
ENGINE = bti.Engine(bti.load_guide("sortland"))
CHILD = "child"
BROUGHT = "partner"
TO_LEVEL_1 = facts.StepCompleted(step="0.4", outcome="level_1")
SECOND = dt.timedelta(seconds=1)


@attrs.frozen
class Voice:
    """Somebody of the family, and what they say.

    Attributes:
        ref: Their reference.
        responsibility: On what they decide; None for the child.
        until: The last day of their consent; None where they never give one.
        withdrawn: The day, at noon in Oslo, on which they take it back.
    """

    ref: str
    responsibility: Responsibility | None
    until: dt.date | None
    withdrawn: dt.date | None


@attrs.frozen
class Family:
    """A child and whoever speaks for it.

    Attributes:
        born: The child's birth date.
        voices: The child first, then its guardians.
    """

    born: dt.date
    voices: tuple[Voice, ...]


DAYS = st.integers(3, 420).map(lambda days: dt.date(2026, 3, 2) + dt.timedelta(days=days))
"""Days after the story has begun."""

BIRTHS = st.one_of(
    st.builds(lambda day, years: _minus(day, years), DAYS, st.sampled_from((7, 12, 15, 16, 18))),
    st.sampled_from((dt.date(2012, 2, 29), dt.date(2008, 2, 29), dt.date(2020, 2, 29))),
)
"""Births whose birthdays at an age that counts fall into the story, and births on 29 February."""


def _minus(day: dt.date, years: int) -> dt.date:
    return (
        day.replace(year=day.year - years, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - years)
    )


@st.composite
def families(draw: st.DrawFn) -> Family:
    """Draw a child, one to three guardians, and what each says."""
    holds = st.sampled_from((Responsibility.HELD, Responsibility.HELD, Responsibility.UNABLE, Responsibility.VERGE))
    guardians = [draw(holds) for _ in range(draw(st.integers(1, 3)))]
    voices = [
        Voice(ref, holds, draw(st.none() | DAYS) if ref == CHILD else draw(DAYS | st.none()), draw(st.none() | DAYS))
        for ref, holds in ((CHILD, None), *((f"guardian-{n}", one) for n, one in enumerate(guardians)))
    ]
    return Family(draw(BIRTHS), tuple(voices))


# The plain reading


def age(born: dt.date, day: dt.date) -> int:
    """Return the age; who is born on 29 February is a year older on 28 February."""
    years = day.year - born.year
    reached = (day.month, day.day) >= (born.month, 28 if (born.month, born.day) == (2, 29) else born.day)
    return years if reached else years - 1


def deciders(family: Family, day: dt.date) -> set[str] | None:
    """Return who must consent to the log; None where nobody can."""
    years = age(family.born, day)
    if years >= 18:
        return {CHILD}
    able = {one.ref for one in family.voices if one.responsibility is Responsibility.HELD}
    verges = [one.ref for one in family.voices if one.responsibility is Responsibility.VERGE]
    if not able and not verges:
        return None
    guardians = able or {verges[-1]}
    return guardians | ({CHILD} if years >= 15 else set())


def says_yes(voice: Voice, at: dt.datetime) -> bool:
    """Tell whether somebody's consent stands at an instant."""
    if voice.until is None or voice.responsibility is Responsibility.UNABLE:
        return False
    day = at.astimezone(OSLO).date()
    gone = voice.withdrawn is not None and noon(voice.withdrawn) <= at and voice.withdrawn <= voice.until
    return day <= voice.until and not gone


def yes(family: Family, at: dt.datetime) -> set[str]:
    """Return whose consents stand."""
    return {one.ref for one in family.voices if says_yes(one, at)}


def noon(day: dt.date) -> dt.datetime:
    """Return noon in Oslo."""
    return dt.datetime.combine(day, dt.time(12), OSLO).astimezone(dt.UTC)


def boundaries(family: Family) -> Iterator[dt.datetime]:
    """Yield every instant at which time or a withdrawal changes something, in order of the voices."""
    for years in (7, 12, 15, 16, 18):
        year = family.born.year + years
        leap = (family.born.month, family.born.day) == (2, 29)
        yield midnight(dt.date(year, 2, 28) if leap and year % 4 else family.born.replace(year=year))
    for one in family.voices:
        if one.until is not None:
            yield midnight(one.until + dt.timedelta(days=1))
        if one.withdrawn is not None:
            yield noon(one.withdrawn)


def midnight(day: dt.date) -> dt.datetime:
    """Return 00:00 in Oslo."""
    return dt.datetime.combine(day, dt.time(), OSLO).astimezone(dt.UTC)


# The story, by the engine


def played(family: Family) -> tuple[bti.Case, bool]:
    """Play the family's story: told, asked, answers, a log where it may be opened, PPT where it may join, withdrawals.

    Returns:
        The case, and whether a log was opened.
    """
    stage = Stage(ENGINE)
    stage.play(facts.CaseOpened(persons=(facts.Concerned(CHILD, family.born),), home=SCHOOL), TEACHER)
    concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    stage.play(facts.ConcernDescribed(concern=concern, category=Category.EDUCATION), TEACHER)
    at_work = facts.ConcernShared(concern=concern, with_=facts.SharedWith.COLLEAGUE, category=Category.EDUCATION)
    stage.play(at_work, TEACHER)
    for one in family.voices:
        if one.responsibility is not None:
            named = facts.GuardianNamed(person=one.ref, lives_with=True, responsibility=one.responsibility)
            stage.play(named, TEACHER)
        shared = facts.SharedWith.CHILD if one.responsibility is None else facts.SharedWith.GUARDIAN
        told = facts.ConcernShared(concern=concern, with_=shared, person=one.ref, category=Category.EDUCATION)
        if stage.offer(told, TEACHER):
            stage.play(told, TEACHER)
    for step in (*(facts.StepCompleted(step=step) for step in ("0.1", "0.2", "0.3")), TO_LEVEL_1):
        stage.play(step, TEACHER)
    everybody = tuple(one.ref for one in family.voices if one.ref in stage.case.spine.people.told)
    consents: list[tuple[dt.date, str]] = []
    stage.play(facts.PersonJoined(person=BROUGHT, capacity=facts.Capacity.PRIVATE), TEACHER)
    for scope, service, brought in (
        (Scope.LOG, None, None),
        (Scope.SERVICE, PPT, None),
        (Scope.COMPANION, None, BROUGHT),
    ):
        stage.play(facts.ConsentAsked(scope=scope, service=service, companion=brought, of=everybody), TEACHER)
        for one in family.voices:
            if one.until is None:
                continue
            given = facts.ConsentGiven(
                scope=scope,
                service=service,
                companion=brought,
                giver=one.ref,
                form=facts.Form.ORAL,
                categories=tuple(Category),
                valid_until=one.until,
            )
            verdict = stage.offer(given, TEACHER)
            if verdict:
                entry = stage.play(given, TEACHER)
                if one.withdrawn is not None and one.withdrawn <= one.until:
                    consents.append((one.withdrawn, entry))
    opened = bool(stage.offer(facts.LogOpened(), TEACHER))
    if opened:
        stage.play(facts.LogOpened(), TEACHER)
    if stage.offer(facts.ServiceJoined(joining=PPT), TEACHER):
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    case = stage.case
    for day, entry in sorted(consents):
        verdict = ENGINE.admit(case, facts.ConsentWithdrawn(consent=entry), by=TEACHER, now=noon(day))
        assert isinstance(verdict, bti.Admitted)
        case = verdict.case
    return case, opened


def instants(family: Family) -> Iterator[dt.datetime]:
    """Yield the second before each boundary, the boundary and the second after, from when the story stands."""
    start = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    for boundary in boundaries(family):
        for at in (boundary - SECOND, boundary, boundary + SECOND):
            if at >= start:
                yield at


class TestAtEveryBoundary:
    """Who must consent has done so whenever a log is open, and no service sees what consent does not cover."""

    @given(families())
    def test_an_open_log_has_all_who_must(self, family: Family) -> None:
        """I-05: whenever the engine answers that a log is open, everyone who must consent on that date has done so,
        as known then; and a log that was opened, is not closed and has all of them is open.
        """
        case, opened = played(family)
        closed = next((one.at for one in case.entries if isinstance(one.fact, facts.LogClosed)), None)
        for at in instants(family):
            standing = ENGINE.log_standing(case, by=HEAD, now=at)
            must = deciders(family, at.astimezone(OSLO).date())
            enough = must is not None and must <= yes(family, at)
            if not opened:
                assert standing is LogStanding.NOT_OPENED
            elif closed is not None and closed <= at:
                assert standing is LogStanding.CLOSED
            else:
                assert standing is (LogStanding.OPEN if enough else LogStanding.RESTING)

    @given(families())
    def test_a_log_closes_when_nobody_consents_any_more(self, family: Family) -> None:
        """Where some of those who must still consent, a withdrawal lets the log rest; where nobody does, it closes."""
        case, opened = played(family)
        for place, one in enumerate(case.entries):
            if isinstance(one.fact, facts.LogClosed):
                must = deciders(family, one.at.astimezone(OSLO).date())
                assert opened
                assert must is not None
                assert not must & yes(family, one.at)
                assert isinstance(case.entries[place - 1].fact, facts.ConsentWithdrawn)

    @given(families())
    def test_no_service_sees_what_is_not_covered(self, family: Family) -> None:
        """I-06: nothing is shown to another service at an instant when consent does not cover it.

        From 15 the pupil alone lets school information out, where the log itself does not rest.
        """
        case, _ = played(family)
        for at in instants(family):
            seen = ENGINE.view(case, by=ADVISER, now=at, basis="boundary").entries
            if not seen:
                continue
            day, said = at.astimezone(OSLO).date(), yes(family, at)
            must = deciders(family, day)
            alone = age(family.born, day) >= 15 and CHILD in said
            assert must is not None
            assert must <= said or alone
            assert ENGINE.log_standing(case, by=HEAD, now=at) is not LogStanding.RESTING

    @given(families())
    def test_whom_the_guardians_bring_has_the_yes_of_all_who_must(self, family: Family) -> None:
        """Consent that lets a named person be at meetings is enough exactly while all who must consent to it do.

        Those are the same as for the log; what was agreed before a log was closed carries nothing further. A meeting on
        the last day that there is, or after it, has that person in it or not by the same answer.
        """
        case, _ = played(family)
        closed = next((one.at for one in case.entries if isinstance(one.fact, facts.LogClosed)), None)
        for at in instants(family):
            found = ENGINE.who_must_consent(case, Scope.COMPANION, target=BROUGHT, by=HEAD, now=at)
            must = deciders(family, at.astimezone(OSLO).date())
            enough = must is not None and must <= yes(family, at) and (closed is None or at < closed)
            assert found.sufficient is enough
            if at >= case.entries[-1].at:
                there = facts.MeetingHeld(
                    purpose=facts.MeetingKind.OTHER, present=("teacher", BROUGHT), category=Category.EDUCATION
                )
                verdict = ENGINE.admit(case, there, by=TEACHER, now=at)
                wants = {"companion_needs_consent", "nobody_can_consent"}
                refused = isinstance(verdict, bti.Refused) and any(one.code in wants for one in verdict.reasons)
                assert refused is not enough

    @given(families(), st.integers(0, 500))
    def test_a_meeting_is_recorded_late_as_it_was(self, family: Family, days: int) -> None:
        """Whom the guardians brought was there by the consent of that day: however late it is written down, and
        whatever was taken back, closed or run out since (Q-09).
        """
        case, _ = played(family)
        closed = next((one.at for one in case.entries if isinstance(one.fact, facts.LogClosed)), None)
        there = facts.MeetingHeld(
            purpose=facts.MeetingKind.OTHER, present=("teacher", BROUGHT), category=Category.EDUCATION
        )
        for at in instants(family):
            must = deciders(family, at.astimezone(OSLO).date())
            enough = must is not None and must <= yes(family, at) and (closed is None or at < closed)
            now = max(at, case.entries[-1].at) + dt.timedelta(days=days)
            verdict = ENGINE.admit(case, there, by=TEACHER, now=now, at=at)
            wants = {"companion_needs_consent", "nobody_can_consent"}
            refused = isinstance(verdict, bti.Refused) and any(one.code in wants for one in verdict.reasons)
            assert refused is not enough

    @given(families(), st.sampled_from((HEAD, TEACHER)))
    def test_who_must_consent_is_the_plain_reading(self, family: Family, by: Actor) -> None:
        """The answer names exactly those, what is missing of them, and a span that ends where the reading changes.

        Where nobody can decide for the child, it names the young person, whose consent is needed beside, and cannot say
        whose else.
        """
        case, _ = played(family)
        for at in instants(family):
            found = ENGINE.who_must_consent(case, by=by, now=at)
            day = at.astimezone(OSLO).date()
            must = deciders(family, day)
            known = {CHILD} if must is None and age(family.born, day) >= 15 else set[str]()
            assert {one.person for one in found.due} == (known if must is None else must)
            assert (must is None) == bool(found.cannot_say)
            if must is None:
                continue
            closed = any(isinstance(one.fact, facts.LogClosed) and one.at <= at for one in case.entries)
            if not closed:
                assert set(found.missing) == must - yes(family, at)
            if found.holds_until is not None:
                assert deciders(family, found.holds_until) == must
            if found.holds_from is not None:
                assert deciders(family, found.holds_from) == must
            if found.lapses is not None:
                assert must <= yes(family, midnight(found.lapses + dt.timedelta(days=1)) - SECOND) or any(
                    one.withdrawn is not None for one in family.voices
                )
