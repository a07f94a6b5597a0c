"""Another service is told of a consent what concerns it: not who is left out, nor how another's ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bti import facts
from bti.answers.sharing import ThreeGates
from bti.facts import Category, Scope, SharingPurpose
from bti.law.gates import Opening
from bti.people import Professional, Service
from tests.stage import ADVISER, HEAD, MOTHER, PPT, TEACHER, UNTIL, Stage

CLUB = Service("club-1", "youth_club")
SECOND = Professional("second", "ppt_adviser", PPT)
LEFT_OUT = Professional("left-out", "ppt_adviser", PPT)


def consenting(stage: Stage, service: Service, **more: Any) -> None:
    """Let both guardians consent to a service, with more said of it."""
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=service, of=("mother", "father")), TEACHER)
    for giver in ("mother", "father"):
        given: dict[str, Any] = {
            "form": facts.Form.WRITTEN,
            "categories": tuple(Category),
            "valid_until": UNTIL,
            **more,
        }
        stage.play(facts.ConsentGiven(scope=Scope.SERVICE, service=service, giver=giver, **given), TEACHER)


def joined(**more: Any) -> Stage:
    """Let the PPT and its adviser join."""
    stage = Stage().held()
    consenting(stage, PPT, **more)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    return stage


def joining(person: str) -> facts.PersonJoined:
    """Return that an employee of the PPT joins."""
    return facts.PersonJoined(person=person, role="ppt_adviser", of="ppt-1")


class TestWhomAConsentLeavesOut:
    """Who is left out is told to the home service and to the giver (Q-06, Q-07): to nobody of the service."""

    @pytest.mark.parametrize(
        "more",
        [{}, {"excluded": ("left-out",)}, {"persons": ("adviser", "second")}],
        ids=["nobody-left-out", "kept-out", "others-named"],
    )
    def test_to_colleagues_every_attempt_is_refused_alike(self, more: dict[str, object]) -> None:
        """The one left out, the one who takes part, whoever they try to let in, and whatever the consent says."""
        stage = joined(**more)
        stage.play(joining("adviser"), TEACHER)
        for by, code in ((ADVISER, "not_yours_to_record"), (LEFT_OUT, "not_taking_part"), (SECOND, "not_taking_part")):
            for person in ("left-out", "second"):
                assert stage.tried(joining(person), by) == {code}
            option = stage.engine.options(stage.case, by=by, now=stage.now, kinds=facts.PersonJoined)["person_joined"]
            assert [one.code for one in option.reasons] == [code]

    def test_whoever_lets_them_in_is_told_why_not(self) -> None:
        """They answer for it, and can ask the family."""
        stage = joined(excluded=("left-out",))
        for by in (TEACHER, HEAD):
            assert stage.tried(joining("left-out"), by) == {"person_not_consented_to"}
            assert stage.offer(joining("second"), by)


def gates(stage: Stage, by: Professional, to: Service, **more: SharingPurpose) -> ThreeGates:
    """Return whether something of education may be shared."""
    category = Category.EDUCATION
    return stage.engine.may_share(stage.case, to=to, category=category, by=by, now=stage.now, **more)


class TestPurposes:
    """A waiver of confidentiality reaches only as far as given (Q-02): sharing and showing go by the same words."""

    @pytest.mark.parametrize(
        ("purposes", "open_"),
        [
            ((), True),
            ((SharingPurpose.COORDINATION,), True),
            ((SharingPurpose.ASSESSMENT, SharingPurpose.COORDINATION), True),
            ((SharingPurpose.ASSESSMENT,), False),
            ((SharingPurpose.OTHER,), False),
        ],
        ids=["any", "coordination", "both", "assessment", "other"],
    )
    def test_what_may_not_be_shared_to_coordinate_is_not_shown(
        self, purposes: tuple[SharingPurpose, ...], open_: bool
    ) -> None:
        """The log is there to coordinate: a consent for something else opens neither gate nor log to the service."""
        stage = joined(purposes=purposes)
        shares = gates(stage, TEACHER, PPT).confidentiality.verdict is Opening.OPEN
        assert shares is open_
        if open_:
            stage.play(joining("adviser"), TEACHER)
        else:
            assert stage.tried(joining("adviser"), TEACHER) == {"service_not_covered"}
        seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
        assert bool(seen.entries) is open_
        for purpose in purposes:
            assert gates(stage, TEACHER, PPT, purpose=purpose).confidentiality.verdict is Opening.OPEN


class TestHowAnothersConsentEnded:
    """What the family answered of one service is no other service's business (C-01)."""

    def test_another_service_is_told_as_if_there_had_been_none(self) -> None:
        """Withdrawn, run out and never given are one to the adviser; the home service is told which."""
        never = joined()
        never.play(joining("adviser"), TEACHER)
        withdrawn = joined()
        withdrawn.play(joining("adviser"), TEACHER)
        consenting(withdrawn, CLUB)
        (mothers,) = withdrawn.case.spine.consents.of(Scope.SERVICE, CLUB.ref, "mother")
        withdrawn.play(facts.ConsentWithdrawn(consent=mothers.id), MOTHER)
        run_out = joined()
        run_out.play(joining("adviser"), TEACHER)
        consenting(run_out, CLUB, valid_until=run_out.now.date())
        run_out.now += dt.timedelta(days=2)
        told = {gates(one, ADVISER, CLUB).confidentiality.reason.code for one in (never, withdrawn, run_out)}
        assert told == {"not_lifted"}
        at_home = [gates(one, TEACHER, CLUB).confidentiality.reason.code for one in (never, withdrawn, run_out)]
        assert at_home == ["not_lifted", "lifting_withdrawn", "lifting_run_out"]

    def test_of_itself_it_is_told(self) -> None:
        """That the consent it takes part under lets nothing out for this is its own business."""
        stage = joined()
        stage.play(joining("adviser"), TEACHER)
        assert gates(stage, ADVISER, PPT).confidentiality.verdict is Opening.OPEN


class TestWhomACaseIsNotAbout:
    """Whose consent the information of a stranger needs cannot be said: they may be of age, or a child (A-12)."""

    def test_nobody_knows_who_they_are(self) -> None:
        """Said as not known, with what to do, and never as if they were of age."""
        stage = Stage().shared()
        for about in ("nobody-here", "sibling"):
            found = stage.engine.who_must_consent(stage.case, Scope.SERVICE, by=TEACHER, now=stage.now, about=about)
            assert [one.code for one in found.cannot_say] == ["consent_unknown_who"]
            assert (found.due, found.missing, found.sufficient) == ((), (), False)

    def test_a_guardian_lets_out_their_own(self) -> None:
        """A guardian is of age."""
        stage = Stage().shared()
        found = stage.engine.who_must_consent(stage.case, Scope.SERVICE, by=TEACHER, now=stage.now, about="mother")
        assert [one.person for one in found.due] == ["mother"]
        assert not found.cannot_say


class TestAnonymousDiscussion:
    """Nobody can be identified, and nothing leads to the log (C-10)."""

    def asked(self, ref: str) -> facts.AnonymousDiscussionHeld:
        """Return a discussion with a service of this reference."""
        asked = Service(ref, "ppt")
        return facts.AnonymousDiscussionHeld(
            asked=asked, purpose=facts.DiscussionPurpose.GROUND, category=Category.EDUCATION
        )

    def test_neither_the_case_nor_a_linked_one_is_a_service(self) -> None:
        """The id of the case, and that of a sibling's, lead straight to a log."""
        stage = Stage().with_ppt()
        stage.play(facts.CaseLinked(other="case-of-a-sister"), TEACHER)
        for ref in ("case-17", "case-of-a-sister"):
            assert stage.tried(self.asked(ref), TEACHER) == {"service_is_a_link"}
        assert stage.tried(self.asked("case-17"), ADVISER) == {"service_is_a_link"}
        fine = stage.play(self.asked("ppt-2"), TEACHER)
        right = facts.EntryCorrected(entry=fine, instead=self.asked("case-17"))
        assert stage.tried(right, TEACHER) == {"others_stand_on_it"}

    def test_a_linked_case_is_told_to_nobody_who_may_not_know(self) -> None:
        """That a sister is followed up too is not for the adviser to find out by trying."""
        stage = Stage().with_ppt()
        attempts = []
        for link in (None, facts.CaseLinked(other="case-of-a-sister")):
            if link is not None:
                stage.play(link, TEACHER)
            attempts.append(bool(stage.offer(self.asked("case-of-a-sister"), ADVISER)))
        assert attempts[0] == attempts[1]
