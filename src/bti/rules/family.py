"""Questions and requests of the family, and their answers; who may see an answer."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NotHeard
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.fact import Audience, Category, Fact
from bti.record.family import (
    PreliminaryAnswerGiven,
    Question,
    QuestionAnswered,
    QuestionAsked,
    Request,
    RequestAbout,
    RequestAnswer,
    RequestAnswered,
    RequestMade,
)
from bti.record.plans import PlanStatus
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.references import known_family, unknown
from bti.rules.registry import Found, drafts, form, rule
from bti.text import Text

__all__ = ["reads", "widest"]


def reads(ask: Ask, audience: Audience, category: Category) -> bool:
    """Tell whether a professional who takes part may read what was written for somebody, about something."""
    if ask.standing is Standing.HOME:
        return True
    if ask.standing is not Standing.SERVICE or not isinstance(ask.by, Professional):
        return False
    return audience is Audience.LOG and category in ask.covered_to_read(ask.by.service.ref)


def widest(ask: Ask, fact: Fact) -> Audience:
    """Return whom a fact may at most be written for.

    An answer reaches no further than what it answers. The request of a guardian who has not been told of the case is
    for the home service: that they asked is theirs, and nobody else of the family is to read it before they can.
    """
    if isinstance(fact, RequestMade):
        people = ask.spine.people
        return Audience.LOG if fact.requester is None or fact.requester in people.told else Audience.HOME
    asked = ask.spine.family.answered_by(fact)
    return Audience.LOG if asked is None else asked.audience


def _readable(ask: Ask, asked: Question | Request | None) -> bool:
    return asked is not None and reads(ask, asked.audience, asked.category)


@form(QuestionAsked, source=model("references"))
def the_entry_asked_about_is_known(ask: Ask, fact: QuestionAsked) -> Found:
    """A question is about the case, or about an entry of its book."""
    return None if fact.about is None or ask.knows_entry(fact.about) else unknown("about")


@form(QuestionAnswered, source=model("references"))
def the_question_is_known(ask: Ask, fact: QuestionAnswered) -> Found:
    """The question is one of this case that the one who answers may read."""
    return None if _readable(ask, ask.spine.family.questions.get(fact.question)) else unknown("question")


@form(RequestMade, source=model("model 6"))
def a_request_is_somebodys(ask: Ask, fact: RequestMade) -> Found:
    """A professional who takes part records whose request it is, told or not; everybody else makes their own.

    Source: model 6; law A-12.
    """
    if ask.standing not in (Standing.HOME, Standing.SERVICE):
        if fact.requester in (None, ask.by.ref):
            return None
        return Reason("only_own_request", ReasonKind.WRONG_PERSON, (), (law("A-12"), model("model 6")))
    if fact.requester is None:
        return Reason("requester_needed", ReasonKind.WRONG_FORM, (), (model("model 6"),))
    return None if fact.requester in known_family(ask) else unknown("requester")


@rule(RequestMade, source=model("guide"))
def who_was_not_heard_is_shown_the_way(ask: Ask, fact: RequestMade) -> Found:
    """A family that was not heard is told where the guide lets it turn; this hinders nothing.

    Source: the guide's `[not_heard]`; Tromsø 2025, a body beside the services.
    """
    if fact.about is not RequestAbout.NOT_HEARD:
        return None
    way = ask.guide.not_heard
    if way is None:
        return Reason("not_heard_no_route", ReasonKind.ADVICE, (), (model("model 6"),))
    return Reason("not_heard_route", ReasonKind.ADVICE, (("route", _route(way)),), (ask.cite(way.origin),))


def _route(way: NotHeard) -> Text:
    """Return where to turn and what to do there, in the languages of the guide."""
    how = way.how
    return way.body if how is None else Text.of({lang: f"{body}; {how(lang)}" for lang, body in way.body.items()})


@form(RequestAnswered, source=model("references"))
def the_request_is_known(ask: Ask, fact: RequestAnswered) -> Found:
    """The request is one of this case that the one who answers may read."""
    return None if _readable(ask, ask.spine.family.requests.get(fact.request)) else unknown("request")


@form(PreliminaryAnswerGiven, source=model("references"))
def what_waits_is_known(ask: Ask, fact: PreliminaryAnswerGiven) -> Found:
    """What waits for an answer is a request one may read, or an application for a plan, of this case."""
    known = fact.request in ask.spine.plans.plans
    return None if known or _readable(ask, ask.spine.family.requests.get(fact.request)) else unknown("request")


@rule(PreliminaryAnswerGiven, source=(law("F-07"), law("F-08")))
def it_waits_for_an_answer(ask: Ask, fact: PreliminaryAnswerGiven) -> Found:
    """What has been answered needs no preliminary answer.

    Source: law F-07, F-08.
    """
    plan, request = ask.spine.plans.plans.get(fact.request), ask.spine.family.requests.get(fact.request)
    if plan is not None and plan.status is PlanStatus.APPLIED:
        return None
    if request is not None and request.is_open:
        return None
    return Reason("was_answered", ReasonKind.WRONG_PLACE, (), (law("F-07"), law("F-08")))


@rule(RequestAnswered, source=model("model 6"))
def the_leader_answers_who_was_not_heard(ask: Ask, fact: RequestAnswered) -> Found:
    """That a family was not heard is answered by the leader of the home service, not by the one they may mean.

    Source: no guide says who; Tromsø 2025 lets a body beside the services look at it. A setting of the model.
    """
    if ask.leads_home or ask.spine.family.requests[fact.request].about is not RequestAbout.NOT_HEARD:
        return None
    return Reason("leader_answers_not_heard", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@drafts(QuestionAsked, "note", "audience", "service", "about")
def questions(ask: Ask) -> Iterator[QuestionAsked]:
    """Ask about the case, or about any entry of it."""
    yield QuestionAsked(category=first_category(ask))


@drafts(QuestionAnswered, "note", "audience", "service")
def answers(ask: Ask) -> Iterator[QuestionAnswered]:
    """Answer any question one may read, answered before or not."""
    for one in ask.spine.family.questions.values():
        if _readable(ask, one):
            yield QuestionAnswered(question=one.id, category=first_category(ask))


@drafts(RequestMade, "note", "audience", "service", "about")
def requests(ask: Ask) -> Iterator[RequestMade]:
    """Ask for anything oneself, or record what one of the family asks for."""
    works_here = ask.standing in (Standing.HOME, Standing.SERVICE)
    for requester in known_family(ask) if works_here else (None, ask.by.ref):
        yield RequestMade(about=RequestAbout.OTHER, requester=requester, category=first_category(ask))


@drafts(PreliminaryAnswerGiven, "note", "audience", "service", "expected_by")
def preliminary_answers(ask: Ask) -> Iterator[PreliminaryAnswerGiven]:
    """Say of anything that waits that it takes longer."""
    requests = (one.id for one in ask.spine.family.requests.values() if one.is_open and _readable(ask, one))
    for waiting in (*requests, *(one.id for one in ask.spine.plans.of_status(PlanStatus.APPLIED))):
        yield PreliminaryAnswerGiven(request=waiting, expected_by=ask.day, category=first_category(ask))


@drafts(RequestAnswered, "note", "audience", "service", "answer", "reason")
def request_answers(ask: Ask) -> Iterator[RequestAnswered]:
    """Answer any request one may read, answered before or not."""
    for one in ask.spine.family.requests.values():
        if _readable(ask, one):
            yield RequestAnswered(request=one.id, answer=RequestAnswer.GRANTED, category=first_category(ask))
