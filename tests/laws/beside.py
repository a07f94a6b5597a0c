"""What goes on beside the main way of a story: a neighbour's concern, the family's questions, a pathway."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bti import facts
from bti.dates import age_on
from bti.facts import Category, Fact
from bti.people import Actor
from bti.record.case import Case

__all__ = ["beside"]


def beside(
    case: Case, day: dt.date, *, holder: Actor, leader: Actor, parent: Actor, neighbour: Actor
) -> tuple[Actor, Fact] | None:
    """Return who does what next beside the main way; None when all of it has been done."""
    last = case.spine.last
    for who, fact in _all(case, day, holder, leader, parent, neighbour):
        if fact.kind not in last or (fact.kind == "concern_raised" and len(case.spine.concerns.raised) == 1):
            return who, fact
    return None


def _all(
    case: Case, day: dt.date, holder: Actor, leader: Actor, parent: Actor, neighbour: Actor
) -> Iterator[tuple[Actor, Fact]]:
    spine, family = case.spine, Category.FAMILY
    yield neighbour, facts.ConcernRaised(category=family)
    said = facts.Feedback.FOLLOWED_UP
    yield leader, facts.FeedbackGiven(concern=list(spine.concerns.raised)[1], said=said, category=family)
    yield parent, facts.QuestionAsked(category=family)
    yield holder, facts.QuestionAnswered(question=next(iter(spine.family.questions)), category=family)
    yield parent, facts.RequestMade(about=facts.RequestAbout.SERVICE, category=family)
    granted = facts.RequestAnswer.GRANTED
    yield leader, facts.RequestAnswered(request=next(iter(spine.family.requests)), answer=granted, category=family)
    yield leader, facts.PathwayEntered(which=facts.PathwayKind.ABSENCE, category=family)
    pathway = next(iter(spine.pathways.entered))
    absence = facts.Counted.DAYS_ABSENT
    yield (
        holder,
        facts.CountsReported(counted=absence, number=4, from_=day, to=day, pathway=pathway, category=family),
    )
    yield leader, facts.PathwayLeft(pathway=pathway, category=family)
    births = [one.birth for one in spine.life.persons]
    if any(not isinstance(birth, dt.date) or age_on(birth, day) < 18 for birth in births):
        for guardian in spine.people.guardians:
            yield holder, facts.FamilyHeard(person=guardian, how=facts.Heard.TALK, category=family)
