"""Meetings in a guide's arenas, and its special pathways: each rule of them is met, and unmet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bti
from bti import facts
from bti.facts import Category, Counted, MeetingKind, PathwayKind
from bti.guide.loading import parse_guide
from tests.examples.book import Attempt, admits, refuses
from tests.stage import PPT, TEACHER, Stage

GUIDE = """
id = "many-arenas"
version = "1"
extends = "sortland"
title = {nb = "Mange arenaer", nn = "Mange arenaer", en = "Many arenas"}

[[arena]]
id = "as-it-is"
title = {nb = "Et møte", nn = "Eit møte", en = "A meeting"}
convener = ["holder", "contact_teacher"]
initiative = ["guardian", "school"]
services = ["school"]
guardians = "takes_part"
from_age = 6
to_age = 16
consent = "required"
levels = ["1", "2"]

[[arena]]
id = "called"
title = {nb = "Den lederen kaller inn til", nn = "Den leiaren kallar inn til", en = "The one the leader calls"}
convener = ["leader"]
place = {nb = "der barnet er til daglig", nn = "der barnet er til dagleg", en = "where the child is daily"}

[[arena]]
id = "asked"
title = {nb = "Den de foresatte ber om", nn = "Den dei føresette bed om", en = "The one guardians ask for"}
initiative = ["guardian"]

[[arena]]
id = "team"
title = {nb = "Teamet", nn = "Teamet", en = "The team"}
services = ["school", "ppt"]
substitutes = true

[[arena]]
id = "wide"
title = {nb = "Utvidet team", nn = "Utvida team", en = "The extended team"}
widens = "team"
roles = {value = ["public_health_nurse"], modality = "may"}

[[arena]]
id = "led"
title = {nb = "Med en leder", nn = "Med ein leiar", en = "With a leader"}
one_of = ["leader", "bup"]

[[arena]]
id = "family"
title = {nb = "Med familien", nn = "Med familien", en = "With the family"}
guardians = "takes_part"
child = "not"

[[arena]]
id = "small"
title = {nb = "For de små", nn = "For dei små", en = "For the small"}
to_age = 5

[[arena]]
id = "consented"
title = {nb = "Med samtykke", nn = "Med samtykke", en = "By consent"}
consent = "required"

[[arena]]
id = "late"
title = {nb = "På nivå 3", nn = "På nivå 3", en = "On level 3"}
levels = ["3"]

[[arena.after]]
id = "feedback"
what = {nb = "Si fra til de foresatte.", nn = "Sei frå til dei føresette.", en = "Tell the guardians."}
who = "holder"

[[arena]]
id = "form"
title = {nb = "Med skjema", nn = "Med skjema", en = "With a form"}
forms = [{nb = "Ønsket", nn = "Ønsket", en = "The wish"}]

[[arena]]
id = "log"
title = {nb = "Med logg", nn = "Med logg", en = "With a log"}
log_replaces_minutes = true

[[arena]]
id = "forum"
title = {nb = "Forumet", nn = "Forumet", en = "The forum"}
about = "system"

[[pathway]]
id = "absence"
title = {nb = "Fravær", nn = "Fråvær", en = "Absence"}
sort = "absence"
recipients = ["guardians", "leader"]
closes = "meeting_held"

[[pathway.count]]
id = "nine"
counted = "days_absent"
at_least = 9
within = "P30D"

[[pathway.step]]
id = "talk"
title = {nb = "Samtale", nn = "Samtale", en = "A talk"}

[[pathway.step]]
id = "plan"
title = {nb = "Plan", nn = "Plan", en = "A plan"}
requires = "goal_agreed"

[[pathway]]
id = "language"
title = {nb = "Nytt språk", nn = "Nytt språk", en = "A new language"}
"""

EDUCATION = Category.EDUCATION


def stage() -> Stage:
    """Begin under the guide with many arenas."""
    return Stage(bti.Engine(parse_guide(GUIDE)))


def called(arena: str | None, **fields: Any) -> facts.MeetingCalled:
    """Call teacher and mother to a meeting in an arena."""
    wanted: dict[str, Any] = {
        "purpose": MeetingKind.COORDINATION,
        "day": dt.date(2026, 4, 1),
        "invited": ("teacher", "mother"),
    }
    return facts.MeetingCalled(arena=arena, **(wanted | fields))


def held(arena: str | None, **fields: Any) -> facts.MeetingHeld:
    """Hold a meeting in an arena with teacher and mother."""
    wanted: dict[str, Any] = {
        "purpose": MeetingKind.COORDINATION,
        "present": ("teacher", "mother"),
        "category": EDUCATION,
    }
    return facts.MeetingHeld(arena=arena, **(wanted | fields))


@admits("meeting_called")
def _called_as_the_arena_says() -> Attempt:
    return Attempt(stage().held(), called("as-it-is"), TEACHER)


@admits("meeting_held")
def _held_as_the_arena_says() -> Attempt:
    story = stage().held()
    call = story.play(called("as-it-is"), TEACHER)
    return Attempt(story, held(None, meeting=call), TEACHER)


@admits("meeting_held")
def _held_with_a_substitute() -> Attempt:
    story = stage().with_ppt()
    story.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    came = (facts.Substitute(person="colleague", instead_of="teacher"),)
    meeting = held("team", present=("colleague", "adviser"), absent=("teacher",), substitutes=came)
    return Attempt(story, meeting, TEACHER)


@refuses("meeting_called", "the_arena_is_the_guides")
def _an_arena_of_no_guide() -> Attempt:
    return Attempt(stage().held(), called("temu"), TEACHER)


@refuses("consent_asked", "the_arena_asked_about_is_the_guides")
def _asked_about_an_arena_of_no_guide() -> Attempt:
    attempt = _an_arena_of_no_guide()
    return Attempt(attempt.stage, facts.ConsentAsked(scope=facts.Scope.ARENA, arena="tem", of=("mother",)), TEACHER)


@refuses("meeting_held", "the_arena_is_the_guides")
def _held_in_another_arena_than_called() -> Attempt:
    story = stage().held()
    call = story.play(called("as-it-is"), TEACHER)
    return Attempt(story, held("log", meeting=call), TEACHER)


@refuses("meeting_called", "the_arena_is_about_a_case")
def _a_case_in_the_forum() -> Attempt:
    return Attempt(stage().held(), called("forum"), TEACHER)


@refuses("meeting_held", "the_arena_is_about_a_case")
def _a_case_was_in_the_forum() -> Attempt:
    return Attempt(stage().held(), held("forum"), TEACHER)


@refuses("meeting_called", "called_by_whom_the_arena_names", "it_is_known_where_the_arena_meets")
def _the_leader_calls() -> Attempt:
    return Attempt(stage().held(), called("called"), TEACHER)


@refuses("meeting_called", "the_initiative_was_theirs_to_take")
def _nobody_asked_for_it() -> Attempt:
    return Attempt(stage().held(), called("asked"), TEACHER)


@refuses("meeting_called", "the_members_of_the_arena_are_there")
def _called_without_a_member() -> Attempt:
    return Attempt(stage().held(), called("team"), TEACHER)


@refuses("meeting_held", "the_members_of_the_arena_are_there")
def _held_without_a_member() -> Attempt:
    return Attempt(stage().with_ppt(), held("wide"), TEACHER)


@refuses("meeting_called", "one_of_those_of_whom_one_will_do_is_there")
def _called_without_the_leader() -> Attempt:
    return Attempt(stage().held(), called("led"), TEACHER)


@refuses("meeting_held", "one_of_those_of_whom_one_will_do_is_there")
def _held_without_the_leader() -> Attempt:
    return Attempt(stage().held(), held("led"), TEACHER)


@refuses("meeting_held", "who_cannot_come_sends_somebody")
def _nobody_came_instead() -> Attempt:
    story = stage().with_ppt()
    return Attempt(story, held("team", present=("teacher",), absent=("adviser",)), TEACHER)


@refuses("meeting_called", "the_family_is_there_as_the_arena_says")
def _called_without_the_family() -> Attempt:
    return Attempt(stage().held(), called("family", invited=("teacher",)), TEACHER)


@refuses("meeting_held", "the_family_is_there_as_the_arena_says")
def _held_without_the_family() -> Attempt:
    return Attempt(stage().held(), held("family", present=("teacher",)), TEACHER)


@refuses("meeting_called", "the_child_is_of_the_arenas_age")
def _called_for_a_child_too_old() -> Attempt:
    return Attempt(stage().held(), called("small"), TEACHER)


@refuses("meeting_held", "the_child_is_of_the_arenas_age")
def _held_on_a_child_too_old() -> Attempt:
    return Attempt(stage().held(), held("small"), TEACHER)


def _ppt_for_learning_alone() -> Stage:
    story = stage().held()
    story.consent(facts.Scope.SERVICE, PPT, categories=(EDUCATION,))
    story.play(facts.ServiceJoined(joining=PPT), TEACHER)
    story.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    return story


@refuses("meeting_called", "consent_carries_the_arena")
def _called_beyond_consent() -> Attempt:
    return Attempt(_ppt_for_learning_alone(), called("consented", invited=("teacher", "adviser")), TEACHER)


@refuses("meeting_held", "consent_carries_the_arena")
def _held_beyond_consent() -> Attempt:
    return Attempt(_ppt_for_learning_alone(), held("consented", present=("teacher", "adviser")), TEACHER)


@refuses("meeting_called", "the_arena_is_of_this_level")
def _called_too_early() -> Attempt:
    return Attempt(stage().held(), called("late"), TEACHER)


@refuses("meeting_held", "the_arena_is_of_this_level", "what_follows_the_meeting_is_said")
def _held_too_early() -> Attempt:
    return Attempt(stage().held(), held("late"), TEACHER)


@refuses("meeting_called", "the_form_is_filed_first")
def _called_without_the_form() -> Attempt:
    return Attempt(stage().held(), called("form"), TEACHER)


@refuses("minutes_written", "the_log_stands_for_the_minutes")
def _minutes_beside_the_log() -> Attempt:
    story = stage().held()
    meeting = story.play(held("log"), TEACHER)
    return Attempt(story, facts.MinutesWritten(meeting=meeting, category=EDUCATION), TEACHER)


# --- pathways --------------------------------------------------------------------------------------------------------


def entered(which: PathwayKind = PathwayKind.ABSENCE, code: str | None = "absence") -> facts.PathwayEntered:
    """Enter the pathway on absence, or another."""
    return facts.PathwayEntered(which=which, code=code, category=EDUCATION)


def counted(number: int = 9) -> facts.CountsReported:
    """Report days of absence in February."""
    return facts.CountsReported(
        counted=Counted.DAYS_ABSENT,
        number=number,
        from_=dt.date(2026, 2, 1),
        to=dt.date(2026, 2, 28),
        category=EDUCATION,
    )


def on_it() -> tuple[Stage, str]:
    """Come onto the pathway on absence; give its id."""
    story = stage().held()
    story.play(counted(), TEACHER)
    return story, story.play(entered(), TEACHER)


def done(pathway: str, step: str = "talk") -> facts.PathwayStepCompleted:
    """Complete a step of a pathway."""
    return facts.PathwayStepCompleted(pathway=pathway, step=step, category=EDUCATION)


@admits("pathway_entered")
def _enough_is_counted() -> Attempt:
    story = stage().held()
    story.play(counted(), TEACHER)
    return Attempt(story, entered(code=None), TEACHER)


@refuses("pathway_entered", "the_pathway_is_the_guides")
def _a_pathway_of_no_guide() -> Attempt:
    return Attempt(stage().held(), entered(PathwayKind.OTHER, "langauge"), TEACHER)


@refuses("pathway_entered", "the_pathway_is_open_to_the_case", "who_hears_of_the_pathway_is_said")
def _too_little_is_counted() -> Attempt:
    story = stage().held()
    story.play(counted(8), TEACHER)
    return Attempt(story, entered(), TEACHER)


@admits("pathway_step_completed")
def _a_talk() -> Attempt:
    story, pathway = on_it()
    return Attempt(story, done(pathway), TEACHER)


@refuses("pathway_step_completed", "the_pathway_is_known")
def _a_step_of_nothing() -> Attempt:
    return Attempt(on_it()[0], done("none"), TEACHER)


@refuses("pathway_step_completed", "the_step_is_of_the_pathway")
def _a_step_of_another_pathway() -> Attempt:
    story, pathway = on_it()
    return Attempt(story, done(pathway, "tlak"), TEACHER)


@refuses("pathway_step_completed", "the_step_of_the_pathway_is_ready")
def _no_goal_yet() -> Attempt:
    story, pathway = on_it()
    return Attempt(story, done(pathway, "plan"), TEACHER)


@refuses("pathway_step_completed", "a_pathway_is_left_once")
def _after_it_was_left() -> Attempt:
    story, pathway = on_it()
    story.play(held(None), TEACHER)
    story.play(facts.PathwayLeft(pathway=pathway, category=EDUCATION), TEACHER)
    return Attempt(story, done(pathway), TEACHER)


@refuses("pathway_left", "what_closes_the_pathway_is_so")
def _left_too_early() -> Attempt:
    story, pathway = on_it()
    return Attempt(story, facts.PathwayLeft(pathway=pathway, category=EDUCATION), TEACHER)
