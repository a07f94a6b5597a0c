"""The family asks and is answered; who raises a concern from outside is answered, and stays unknown."""

from __future__ import annotations

from typing import Any

import pytest

import bti
from bti import facts
from bti.answers.view import Seen
from bti.errors import InvalidValue
from bti.facts import Audience, Category, NotGranted, RequestAbout, RequestAnswer
from bti.guide.loading import parse_guide
from bti.people import Actor
from bti.record.case import Case
from tests.laws.histories import plain
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, SCHOOL, TEACHER, Stage

FAMILY = Category.FAMILY


def line(stage: Stage, by: Actor, entry: str) -> Seen:
    """Return one entry as somebody sees it."""
    view = stage.engine.view(stage.case, by=by, now=stage.now, basis="test")
    return next(one for one in view.entries if one.id == entry)


def answering(stage: Stage) -> bti.Answering | None:
    """Return who answers for the case now."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now)


def told_child(stage: Stage) -> Stage:
    """Tell the child of the concern."""
    shared = facts.ConcernShared(
        concern=stage.concern, with_=facts.SharedWith.CHILD, person="child", category=Category.EDUCATION
    )
    stage.play(shared, TEACHER)
    return stage


class TestWhoRaisesAConcernFromOutside:
    """The neighbour is answered; the family never learns who it was, nor that anybody was answered."""

    def test_a_neighbour_gets_feedback_and_the_mother_never_learns_who(self) -> None:
        """The head teacher answers the neighbour; to mother and PPT there is an entry, and nothing about it."""
        stage = Stage().with_ppt()
        raised = stage.play(facts.ConcernRaised(category=FAMILY, note=facts.Note.of("alone at night")), NEIGHBOUR)
        said = facts.FeedbackGiven(
            concern=raised,
            said=facts.Feedback.CANNOT_SAY_MORE,
            note=facts.Note.of("thanked for calling"),
            category=FAMILY,
        )
        answered = stage.play(said, HEAD)
        assert line(stage, TEACHER, answered).fact == said
        for reader in (MOTHER, ADVISER):
            seen = line(stage, reader, answered)
            assert (seen.kind, seen.by, seen.fact, seen.because) == (None, None, None, None)
            assert seen.redacted is not None
            assert seen.unnamed is not None
            assert line(stage, reader, raised).by is None
            assert "neighbour" not in plain(stage.engine.view(stage.case, by=reader, now=stage.now, basis="test"))
            assert "feedback" not in plain(stage.engine.view(stage.case, by=reader, now=stage.now, basis="test"))

    def test_a_private_person_who_was_never_told_is_still_owed_feedback(self) -> None:
        """The neighbour is put down as a private person of the case, sees nothing of it, and is answered."""
        stage = Stage().held()
        raised = stage.play(facts.ConcernRaised(category=FAMILY), NEIGHBOUR)
        stage.play(facts.PersonJoined(person="neighbour", capacity=facts.Capacity.PRIVATE), TEACHER)
        said = facts.FeedbackGiven(concern=raised, said=facts.Feedback.FOLLOWED_UP, category=FAMILY)
        stage.play(said, HEAD)

    def test_feedback_cannot_be_written_for_anybody_else(self) -> None:
        """What was said to a reporter is never addressed to family or services."""
        for audience in (Audience.FAMILY, Audience.LOG):
            with pytest.raises(InvalidValue):
                facts.FeedbackGiven(concern="c", said=facts.Feedback.RECEIVED, category=FAMILY, audience=audience)

    def test_the_leader_answers_for_a_neighbours_concern_until_somebody_owns_it(self) -> None:
        """The case begins with the neighbour's concern: the leader answers, then whom the leader gives it to (I-01)."""
        stage = Stage().opened()
        concern = stage.play(facts.ConcernRaised(category=FAMILY), NEIGHBOUR)
        assert answering(stage) == bti.Answering(bti.Office.LEADER, None)
        stage.play(facts.ConcernOwnerChanged(concern=concern, owner="teacher"), HEAD)
        assert answering(stage) == bti.Answering(bti.Office.OWNER, "teacher")

    def test_a_concern_handed_on_moves_who_answers(self) -> None:
        """The new owner answers at once and may do what one who answers may; the former owner may not any more."""
        stage = Stage().concerned()
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
        stage.play(facts.ConcernOwnerChanged(concern=stage.concern, owner="colleague"), TEACHER)
        assert answering(stage) == bti.Answering(bti.Office.OWNER, "colleague")
        assert stage.tried(facts.StepCompleted(step="0.1"), TEACHER) == {"not_yours_to_record"}
        stage.play(facts.StepCompleted(step="0.1"), COLLEAGUE)
        back = facts.ConcernOwnerChanged(concern=stage.concern, owner="teacher")
        assert stage.tried(back, TEACHER) == {"not_yours_to_hand_on"}
        stage.play(facts.PersonLeft(person="colleague"), COLLEAGUE)
        assert answering(stage) == bti.Answering(bti.Office.LEADER, None)


class TestTheFamilyAsks:
    """Questions and requests stand open until somebody answers, and each is answered to the one who asked."""

    def test_a_question_stays_open_until_answered(self) -> None:
        """The mother asks; a comment answers nothing; the PPT's adviser answers, and the teacher adds to it."""
        stage = Stage().with_ppt()
        asked = stage.play(facts.QuestionAsked(category=FAMILY, note=facts.Note.of("when do we meet?")), MOTHER)
        stage.play(facts.CommentMade(about=asked, category=FAMILY), TEACHER)
        assert stage.case.spine.family.questions[asked].is_open
        stage.play(facts.QuestionAnswered(question=asked, category=FAMILY), ADVISER)
        assert not stage.case.spine.family.questions[asked].is_open
        stage.play(facts.QuestionAnswered(question=asked, category=FAMILY), TEACHER)

    def test_a_family_asks_for_another_holder_and_is_answered(self) -> None:
        """The request moves nothing; it is declined with a ground, and later granted: the last answer stands."""
        stage = Stage().held()
        made = stage.play(facts.RequestMade(about=RequestAbout.HOLDER, category=FAMILY), MOTHER)
        assert stage.case.spine.family.requests[made].is_open
        assert stage.case.spine.baton.holder == "teacher"
        with pytest.raises(InvalidValue):
            facts.RequestAnswered(request=made, answer=RequestAnswer.DECLINED, category=FAMILY)
        declined = facts.RequestAnswered(
            request=made, answer=RequestAnswer.DECLINED, reason=NotGranted.NO_CAPACITY, category=FAMILY
        )
        answer = stage.play(declined, HEAD)
        assert line(stage, MOTHER, answer).fact == declined
        granted = facts.RequestAnswered(request=made, answer=RequestAnswer.GRANTED, category=FAMILY)
        stage.play(granted, HEAD)
        request = stage.case.spine.family.requests[made]
        assert (request.answer, request.answered) == (RequestAnswer.GRANTED, stage.case.spine.version)

    def test_what_the_child_asks_the_school_alone_is_answered_to_the_child_alone(self) -> None:
        """The answer reaches no further than the question, whatever its author wrote; the child reads both."""
        stage = told_child(Stage().with_ppt())
        asked = stage.play(facts.QuestionAsked(category=FAMILY, audience=Audience.HOME), CHILD)
        answer = facts.QuestionAnswered(question=asked, category=FAMILY, audience=Audience.LOG)
        assert stage.tried(answer, ADVISER) == {"unknown_reference"}
        answered = stage.play(answer, TEACHER)
        for entry in (asked, answered):
            for reader, reads in ((CHILD, True), (HEAD, True), (MOTHER, False), (ADVISER, False)):
                assert (line(stage, reader, entry).fact is not None) is reads

    def test_another_service_is_offered_only_what_it_may_read(self) -> None:
        """A neighbour's request is for the home service: to the PPT's adviser, holder or not, it does not exist."""
        stage = Stage().with_ppt()
        stage.play(facts.BatonAccepted(offer=stage.play(facts.BatonOffered(to="adviser"), TEACHER)), ADVISER)
        made = stage.play(facts.RequestMade(about=RequestAbout.SERVICE, category=FAMILY), NEIGHBOUR)
        granted = facts.RequestAnswered(request=made, answer=RequestAnswer.GRANTED, category=FAMILY)
        never = facts.RequestAnswered(request="none", answer=RequestAnswer.GRANTED, category=FAMILY)
        verdicts = [stage.offer(fact, ADVISER) for fact in (granted, never)]
        assert plain(verdicts[0]) == plain(verdicts[1])
        assert not stage.engine.options(stage.case, by=ADVISER, now=stage.now)["request_answered"]
        stage.play(granted, HEAD)


class TestWhoWasNeverTold:
    """A request by somebody untold reveals nothing: here there is no case for them. The home service records it."""

    @pytest.mark.parametrize("by", [FATHER, bti.Professional("father", "teacher", SCHOOL)], ids=["father", "teacher"])
    def test_an_untold_father_hears_what_he_would_of_no_case(self, by: Actor) -> None:
        """Word for word, in whatever hat: the verdict and every option are those of a case that does not exist."""
        stage = Stage().concerned()
        stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
        made, nowhere = facts.RequestMade(about=RequestAbout.LOG, category=FAMILY), Case.empty("case-17")
        for request in (made, facts.RequestMade(about=RequestAbout.LOG, requester="father", category=FAMILY)):
            here = stage.offer(request, by)
            there = stage.engine.admit(nowhere, request, by=by, now=stage.now)
            assert not here
            assert plain(here) == plain(there)
        kinds = ["request_made", "question_asked", "concern_raised"]
        offered = [stage.engine.options(case, by=by, now=stage.now, kinds=kinds) for case in (stage.case, nowhere)]
        assert plain(offered[0]) == plain(offered[1])

    def test_his_request_by_telephone_reaches_the_home_service_alone(self) -> None:
        """The teacher records whose it is; the mother cannot read it, he can when he has been told."""
        stage = Stage().concerned()
        for ref in ("mother", "father"):
            stage.play(facts.GuardianNamed(person=ref, lives_with=True), TEACHER)
        share: dict[str, Any] = {"concern": stage.concern, "with_": facts.SharedWith.GUARDIAN, "category": FAMILY}
        stage.play(facts.ConcernShared(person="mother", **share), TEACHER)
        request = facts.RequestMade(about=RequestAbout.LOG, requester="father", category=FAMILY, audience=Audience.LOG)
        made = stage.play(request, TEACHER)
        assert stage.case.entries[-1].audience is Audience.HOME
        answered = stage.play(facts.RequestAnswered(request=made, answer=RequestAnswer.GRANTED, category=FAMILY), HEAD)
        assert line(stage, MOTHER, made).fact is None
        assert line(stage, MOTHER, answered).fact is None
        stage.play(facts.ConcernShared(person="father", **share), TEACHER)
        assert line(stage, FATHER, made).fact == request
        assert line(stage, FATHER, answered).fact is not None


ROUTE = """
id = "with-route"
extends = "national"
version = "1"
status = "in_force"
languages = ["nb", "nn", "en"]
title = {nb = "Veileder", nn = "Rettleiar", en = "Guide"}

[not_heard]
body = {nb = "Ressursteamet", nn = "Ressursteamet", en = "The resource team"}
how = {nb = "skriv dit", nn = "skriv dit", en = "write to it"}
sources = ["setting"]
"""


class TestAFamilyThatWasNotHeard:
    """It is told where it may turn, and the one it may mean does not answer."""

    @pytest.mark.parametrize("guide", [None, ROUTE], ids=["silent", "with a route"])
    def test_it_is_shown_the_guides_way(self, guide: str | None) -> None:
        """With the request the family gets the guide's route as advice, or hears that the guide has none."""
        stage = Stage(None if guide is None else bti.Engine(parse_guide(guide))).shared()
        made = facts.RequestMade(about=RequestAbout.NOT_HEARD, category=FAMILY)
        verdict = stage.offer(made, MOTHER)
        assert isinstance(verdict, bti.Admitted)
        (advice,) = verdict.advice
        assert advice.kind is bti.ReasonKind.ADVICE
        assert ("The resource team; write to it" in advice.text("en")) is (guide is not None)

    def test_the_leader_answers_and_not_the_holder(self) -> None:
        """Whoever answers for the case may be whom the family means."""
        stage = Stage().held()
        made = stage.play(facts.RequestMade(about=RequestAbout.NOT_HEARD, category=FAMILY), MOTHER)
        answer = facts.RequestAnswered(request=made, answer=RequestAnswer.GRANTED, category=FAMILY)
        assert stage.tried(answer, TEACHER) == {"leader_answers_not_heard"}
        stage.play(answer, HEAD)
