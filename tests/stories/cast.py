"""The people of the stories, all invented, and the stretches of the way that many of them walk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import bti
from bti import facts
from bti.answers.view import Seen
from bti.explore import relay_log
from bti.facts import Category, Form, Note, Scope, SharedWith
from bti.guide import NOT_STATED
from bti.people import Actor, Professional, Service
from bti.reasons import Reason
from bti.testing.story import Story

AUTUMN = dt.datetime(2026, 8, 24, 7, 0, tzinfo=dt.UTC)
"""A Monday morning; every story begins here if it does not say otherwise."""

A_YEAR_ON = dt.date(2027, 8, 24)
EVERYTHING = tuple(Category)

SCHOOL = Service("birch-school", "school")
TEACHER = Professional("astrid", "contact_teacher", SCHOOL)
SCHOOL_HEAD = Professional("bjarne", "headteacher", SCHOOL)

KINDERGARTEN = Service("moss-kindergarten", "kindergarten")
PEDAGOGUE = Professional("cecilie", "pedagogical_leader", KINDERGARTEN)
KINDERGARTEN_HEAD = Professional("david", "kindergarten_head", KINDERGARTEN)

CLUB = Service("the-boathouse", "youth_club")
YOUTH_WORKER = Professional("eirik", "youth_worker", CLUB)
CLUB_HEAD = Professional("frida", "youth_club_head", CLUB)

HEALTH_STATION = Service("the-health-station", "health_station")
NURSE = Professional("guro", "public_health_nurse", HEALTH_STATION)
MIDWIFE = Professional("hilde", "midwife", HEALTH_STATION)
HEALTH_HEAD = Professional("ivar", "health_station_head", HEALTH_STATION)

PPT = Service("the-ppt", "ppt")
ADVISER = Professional("jorunn", "ppt_adviser", PPT)

CHILD_WELFARE = Service("the-child-welfare", "child_welfare")
CONTACT_PERSON = Professional("kjell", "child_welfare_worker", CHILD_WELFARE)

UNIT = Service("the-unit", "coordinating_unit")
COORDINATOR = Professional("lars", "coordinator", UNIT)

MOTHER = bti.Guardian("mother")
FATHER = bti.Guardian("father")
CHILD = bti.PersonConcerned("child")

NAMES: Mapping[str, str] = {
    "astrid": "Astrid",
    "bjarne": "Bjarne",
    "cecilie": "Cecilie",
    "guro": "Guro",
    "jorunn": "Jorunn",
    "kjell": "Kjell",
    "lars": "Lars",
    "mother": "Maria",
    "father": "Nils",
    "child": "Oda",
    "birch-school": "Bjørka skule",
    "moss-kindergarten": "Mosen barnehage",
    "the-ppt": "PPT",
}
"""What a host would call them; bti itself knows references only."""

TEN = dt.date(2016, 3, 1)
"""Born so, the child is ten when the stories begin."""


def begin(guide: str = "sortland", *, at: dt.datetime = AUTUMN) -> Story:
    """Begin a story under a guide of the library."""
    return Story(bti.Engine(bti.load_guide(guide)), begins=at)


def words(text: str) -> Note:
    """Return words as somebody writes them down."""
    return Note.of(text)


def opens(home: Service, *persons: facts.Concerned) -> facts.CaseOpened:
    """Return that a service opens a case, about a ten-year-old if nothing else is said."""
    return facts.CaseOpened(persons=persons or (facts.Concerned("child", TEN),), home=home)


def wonders(story: Story, *, by: Professional, about: Category = Category.EDUCATION) -> str:
    """Let a professional open a case, wonder, put it into words and tell a colleague; return the concern."""
    if story.spine.life.opened is None:
        story.given(f"{by.ref} opens a case", opens(by.service), by=by)
    concern = story.given(
        f"{by.ref} wonders about something", facts.ConcernRaised(category=about, note=words("so quiet")), by=by
    )
    story.given(f"{by.ref} puts it into words", facts.ConcernDescribed(concern=concern, category=about), by=by)
    told = facts.ConcernShared(concern=concern, with_=SharedWith.COLLEAGUE, category=about)
    story.given(f"{by.ref} tells a colleague", told, by=by)
    return concern


def tells_parents(story: Story, concern: str, *, by: Professional, parents: tuple[str, ...] = ("mother",)) -> None:
    """Let the parents be named and told of the concern."""
    for parent in parents:
        story.given(f"{parent} is a guardian", facts.GuardianNamed(person=parent, lives_with=True), by=by)
        story.given(f"{parent} is told", shared(concern, parent), by=by)


def shared(concern: str, parent: str) -> facts.ConcernShared:
    """Return that a concern is shared with a guardian."""
    return facts.ConcernShared(concern=concern, with_=SharedWith.GUARDIAN, person=parent, category=Category.EDUCATION)


def decides_to_help(story: Story, *, by: Professional, outcome: str = "level_1") -> None:
    """Go through the steps of level 0 to its decision."""
    for step in ("0.1", "0.2", "0.3"):
        story.given(f"step {step} is done", facts.StepCompleted(step=step), by=by)
    story.given("help is needed", facts.StepCompleted(step="0.4", outcome=outcome), by=by)


def consents(
    story: Story,
    *givers: str,
    by: Professional,
    to: Service | None = None,
    about: tuple[Category, ...] = EVERYTHING,
    until: dt.date = A_YEAR_ON,
) -> None:
    """Let the family be asked for consent, to the log or to one service, and let all of them give it."""
    scope = Scope.LOG if to is None else Scope.SERVICE
    what = "the relay log" if to is None else f"sharing with {to.ref}"
    asked = facts.ConsentAsked(scope=scope, service=to, of=givers)
    story.given(f"the family is asked for consent to {what}", asked, by=by)
    for giver in givers:
        given = facts.ConsentGiven(
            scope=scope, service=to, giver=giver, form=_form(story), categories=about, valid_until=until
        )
        story.given(f"{giver} consents to {what}", given, by=by)


def _form(story: Story) -> Form:
    """Return the form in which a family consents: in writing, or the only one that the guide accepts."""
    accepted = story.engine.guide.consent.forms.value
    assert accepted is not NOT_STATED
    forms = [Form(one.value) for one in accepted]
    return Form.WRITTEN if Form.WRITTEN in forms else forms[0]


def holds(story: Story, who: Professional, *, appointed_by: Professional) -> None:
    """Let the leader point out a baton holder who says yes."""
    offer = story.given(f"{who.ref} is asked to hold the baton", facts.BatonAppointed(to=who.ref), by=appointed_by)
    story.given(f"{who.ref} says yes", facts.BatonAccepted(offer=offer), by=who)


def with_log(
    guide: str = "sortland",
    *,
    worker: Professional = TEACHER,
    head: Professional = SCHOOL_HEAD,
    parents: tuple[str, ...] = ("mother",),
) -> Story:
    """Return a story that has come to an open relay log and a holder, on level 1."""
    story = begin(guide)
    concern = wonders(story, by=worker)
    tells_parents(story, concern, by=worker, parents=parents)
    decides_to_help(story, by=worker)
    consents(story, *parents, by=worker)
    story.given("the relay log is opened", facts.LogOpened(), by=worker)
    holds(story, worker, appointed_by=head)
    return story


def comes_in(story: Story, who: Professional, *, by: Professional, givers: tuple[str, ...] = ("mother",)) -> None:
    """Let another service take part with the family's consent, and somebody who works there."""
    consents(story, *givers, by=by, to=who.service)
    story.given(f"{who.service.ref} takes part", facts.ServiceJoined(joining=who.service), by=by)
    joins = facts.PersonJoined(person=who.ref, role=who.role, of=who.service.ref)
    story.given(f"{who.ref} takes part", joins, by=by)


def first_meeting(*present: str) -> facts.MeetingHeld:
    """Return that the school and the family met to see what it is about."""
    return facts.MeetingHeld(
        purpose=facts.MeetingKind.SHARED_UNDERSTANDING, present=present, category=Category.EDUCATION
    )


def measure(
    responsible: str, *, evaluate_by: dt.date, goals: tuple[str, ...] | None = None, what: str = "a quiet start"
) -> facts.MeasurePlanned:
    """Return a measure with the one who answers for it and the day it is looked at again."""
    return facts.MeasurePlanned(
        responsible=responsible,
        evaluate_by=evaluate_by,
        goals=goals,
        category=Category.EDUCATION,
        note=words(what),
    )


def is_heard(child: str = "child") -> facts.ChildHeard:
    """Return that the child said what it is like."""
    return facts.ChildHeard(person=child, how=facts.Heard.TALK, category=Category.FAMILY, note=words("it is better"))


# Looking at it


def log_of(story: Story, by: Actor, lang: str = "en") -> str:
    """Return the relay log as somebody sees it now, as text."""
    page, _ = relay_log(
        story.engine, story.case, by=by, now=story.now, basis="follow-up of the child", lang=lang, names=NAMES
    )
    return page.text(width=200)


def line(story: Story, by: Actor, entry: str) -> Seen:
    """Return one entry as somebody sees it."""
    return next(one for one in story.seen_by(by).entries if one.id == entry)


def reads(story: Story, by: Actor, entry: str) -> bool:
    """Tell whether somebody reads what an entry says."""
    return line(story, by, entry).fact is not None


def in_charge(story: Story, by: Actor) -> str:
    """Return who answers for the case, as somebody is told: a person, or the leader."""
    answering = story.engine.answering(story.case, by=by, now=story.now)
    return "nobody" if answering is None else answering.person or "the leader"


def log_is(story: Story, standing: bti.LogStanding, by: Actor) -> bool:
    """Tell whether the relay log is what it is said to be."""
    return story.engine.log_standing(story.case, by=by, now=story.now) is standing


def advised(story: Story) -> set[str]:
    """Return the codes of the advice that came with the last line."""
    return {reason.code for reason in advice(story)}


def advice(story: Story) -> tuple[Reason, ...]:
    """Return the advice that came with the last line."""
    return story.verdict.advice if isinstance(story.verdict, bti.Admitted) else ()
