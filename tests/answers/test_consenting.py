"""Who must consent, and the three gates, asked of a case by those who may know and those who may not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import bti
from bti import facts
from bti.answers.consenting import ConsentNeeded
from bti.errors import InvalidValue
from bti.facts import Category, Explained, Responsibility, Scope, SharingPurpose
from bti.law import load_law
from bti.law.gates import Gate, Opening
from bti.law.hearing import Weight
from bti.law.possible import Way
from bti.people import Actor
from tests.stage import ADVISER, COLLEAGUE, FATHER, MOTHER, NEIGHBOUR, PPT, TEACHER, UNTIL, Stage


def needed(stage: Stage, by: Actor = TEACHER, scope: Scope = Scope.LOG, *, on: dt.date | None = None) -> ConsentNeeded:
    """Ask who must consent."""
    return stage.engine.who_must_consent(stage.case, scope, by=by, now=stage.now, on=on)


class TestWhoMustConsent:
    """The home service is told all of it, a member of the family their own part, nobody else anything."""

    def test_before_and_after_the_answers(self) -> None:
        """Both parents are missing, then neither; the child of ten is heard, and the day it changes is named."""
        stage = Stage().shared()
        found = needed(stage)
        assert (found.missing, found.sufficient, found.lapses) == (("mother", "father"), False, None)
        assert [(one.person, one.weight) for one in found.heard] == [("child", Weight.VIEW)]
        assert (found.holds_from, found.holds_until) == (dt.date(2022, 5, 5), dt.date(2027, 5, 4))
        stage.consent()
        found = needed(stage)
        assert (found.missing, found.sufficient, found.lapses) == ((), True, UNTIL)

    def test_each_one_has_the_law_and_the_guide(self) -> None:
        """Why somebody must is cited, with the guide's setting where no statute says it."""
        due = needed(Stage().shared()).due[0]
        assert {"A-02", "A-03", "A-06", "A-30"} <= {one.ref for one in due.why}
        assert any(one.guide for one in due.why)

    def test_on_another_date(self) -> None:
        """On the fifteenth birthday the young person must too."""
        found = needed(Stage().shared(), on=dt.date(2030, 5, 5))
        assert [one.person for one in found.due] == ["mother", "father", "child"]
        assert found.heard == ()

    def test_what_stays_possible(self) -> None:
        """A report waits for nobody, and a log by hand is there for whoever wants none that is shared."""
        assert {Way.REPORT, Way.MANUAL_LOG, Way.HELP_IN_OWN_SERVICE} <= {
            one.way for one in needed(Stage().shared()).without
        }

    def test_a_mother_is_told_of_herself(self) -> None:
        """Not whose consent else is asked, and not by which order or authorisation."""
        found = needed(Stage().shared(), MOTHER)
        assert [one.person for one in found.due] == ["mother"]
        assert (found.missing, found.heard, found.holds_until) == (("mother",), (), None)

    @pytest.mark.parametrize("by", [NEIGHBOUR, ADVISER, COLLEAGUE], ids=["neighbour", "adviser", "colleague"])
    def test_who_takes_no_part_is_told_what_they_are_told_of_no_case(self, by: Actor) -> None:
        """Not even that there is somebody to ask."""
        stage, nothing = Stage().shared(), Stage()
        nothing.now = stage.now
        assert needed(stage, by) == needed(nothing, by)

    def test_nobody_has_checked_who_holds_responsibility(self) -> None:
        """Then it cannot be said, the reason says who mends it, and no consent is enough."""
        stage = Stage().shared()
        unknown = facts.GuardianNamed(person="father", lives_with=False, responsibility=Responsibility.NOT_KNOWN)
        stage.play(unknown, TEACHER)
        found = needed(stage)
        assert (found.due, found.sufficient) == ((), False)
        assert [one.code for one in found.cannot_say] == ["consent_unknown_responsibility"]
        none = facts.GuardianNamed(person="father", lives_with=False, responsibility=Responsibility.NOT_HELD)
        stage.play(none, TEACHER)
        assert [one.person for one in needed(stage).due] == ["mother"]
        assert stage.engine.view(stage.case, by=FATHER, now=stage.now, basis="own child").entries == ()

    def test_a_verge_where_the_holder_is_not_able(self) -> None:
        """The appointed guardian decides in the place of a holder who cannot."""
        stage = Stage().shared()
        for ref, responsibility in (
            ("mother", Responsibility.UNABLE),
            ("father", Responsibility.NOT_HELD),
            ("vera", Responsibility.VERGE),
        ):
            named = facts.GuardianNamed(person=ref, lives_with=False, responsibility=responsibility)
            stage.play(named, TEACHER)
        found = needed(stage)
        assert ([one.person for one in found.due], found.sufficient) == (["vera"], False)

    def test_an_assessment_needs_the_parent_the_child_lives_with(self) -> None:
        """The graded test: what reaches less far needs the resident parent, the decision both."""
        stage = Stage().shared()
        assert [one.person for one in needed(stage, scope=Scope.ASSESSMENT).due] == ["mother"]
        assert [one.person for one in needed(stage, scope=Scope.ADAPTED_EDUCATION).due] == ["mother", "father"]


class TestMayShare:
    """One verdict a gate, each with its own reason; never one flag."""

    def gates(self, stage: Stage, by: Actor = TEACHER, **more: SharingPurpose) -> dict[Gate, tuple[Opening, str]]:
        """Ask whether education may be shared with PPT."""
        found = stage.engine.may_share(stage.case, to=PPT, category=Category.EDUCATION, by=by, now=stage.now, **more)
        for one in found:
            for lang in ("nb", "nn", "en"):
                assert one.reason.text(lang)
            assert one.reason.citations
        return {one.gate: (one.verdict, one.reason.code) for one in found}

    def test_a_basis_is_no_waiver(self) -> None:
        """The school has a basis for the processing, and nobody has lifted confidentiality."""
        assert self.gates(Stage().shared()) == {
            Gate.GDPR: (Opening.OPEN, "basis_is_public_task"),
            Gate.CONFIDENTIALITY: (Opening.SHUT, "not_lifted"),
            Gate.HELP: (Opening.OPEN, "no_help_asks_consent"),
        }

    def test_a_waiver_is_no_yes_to_the_help(self) -> None:
        """They let school and PPT talk, and have not been asked about an assessment."""
        stage = Stage().held()
        stage.consent(Scope.SERVICE, PPT)
        found = self.gates(stage, purpose=SharingPurpose.ASSESSMENT)
        assert found[Gate.CONFIDENTIALITY] == (Opening.OPEN, "lifted_by_consent")
        assert found[Gate.HELP] == (Opening.SHUT, "help_not_accepted")
        stage.consent(Scope.ASSESSMENT)
        assert self.gates(stage, purpose=SharingPurpose.ASSESSMENT)[Gate.HELP][0] is Opening.OPEN

    def test_the_new_general_act_is_cited_once_it_is_law(self) -> None:
        """Supposed to be in force, its chapter on confidentiality stands among the grounds; the verdict is the same."""
        stage = Stage().shared()
        law = load_law().supposing({"FVL25": stage.now.date()})
        later = bti.Engine(bti.load_guide("sortland"), law=law)
        for engine, there in ((stage.engine, False), (later, True)):
            found = engine.may_share(stage.case, to=PPT, category=Category.EDUCATION, by=TEACHER, now=stage.now)
            cited = {one.ref for one in found.confidentiality.reason.citations}
            assert found.confidentiality.verdict is Opening.SHUT
            assert ("C-15" in cited) is there
        assert "§ 34" in law.cite("C-15", "nb", on=stage.now.date())

    def test_the_day_an_act_is_supposed_to_hold_from_says_which_act(self) -> None:
        """What turns that day is told with the act by name, and the rule that rests on it."""
        stage = Stage().held()
        stage.consent(Scope.SERVICE, PPT)
        day = stage.now.date() + dt.timedelta(days=1)
        later = bti.Engine(bti.load_guide("sortland"), law=load_law().supposing({"FVL25": day}))
        found = later.next_change(stage.case, by=TEACHER, now=stage.now)
        assert found is not None
        assert "may_share" in found.answers
        said = {one.reason.code: one.reason for one in found.because}["time_law_in_force"]
        assert "forvaltningsloven (2025" in said.text("nb")
        assert {one.ref for one in said.citations} == {"C-15"}

    def test_a_withdrawal_shuts_confidentiality_alone(self) -> None:
        """The controller's own basis does not hang on it."""
        stage = Stage().held()
        stage.consent(Scope.SERVICE, PPT)
        given = next(one for one in stage.case.spine.consents.given() if one.scope is Scope.SERVICE)
        stage.play(facts.ConsentWithdrawn(consent=given.id), TEACHER)
        found = self.gates(stage)
        assert found[Gate.CONFIDENTIALITY] == (Opening.SHUT, "lifting_withdrawn")
        assert found[Gate.GDPR][0] is Opening.OPEN

    def test_a_purpose_that_was_not_consented_to(self) -> None:
        """A consent to coordinate measures carries no transition (law Q-02)."""
        stage = Stage().held()
        stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
        for giver in ("mother", "father"):
            given = facts.ConsentGiven(
                scope=Scope.SERVICE,
                service=PPT,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=(Category.EDUCATION,),
                valid_until=UNTIL,
                purposes=(SharingPurpose.COORDINATION,),
            )
            stage.play(given, TEACHER)
        assert self.gates(stage)[Gate.CONFIDENTIALITY][0] is Opening.OPEN
        found = self.gates(stage, purpose=SharingPurpose.TRANSITION)
        assert found[Gate.CONFIDENTIALITY] == (Opening.SHUT, "not_lifted")

    @pytest.mark.parametrize("by", [NEIGHBOUR, COLLEAGUE, MOTHER], ids=["neighbour", "colleague", "mother"])
    def test_nobody_else_is_told(self, by: Actor) -> None:
        """Three times "it cannot be said here", as of no case."""
        stage, nothing = Stage().with_ppt(), Stage()
        nothing.now = stage.now
        assert self.gates(stage, by) == self.gates(nothing, by)
        assert {verdict for verdict, _ in self.gates(stage, by).values()} == {Opening.CANNOT_SAY}


class TestWhatAConsentHolds:
    """Scope, purpose, exclusions, form, what was explained, until when."""

    def test_explained_at_two_times(self) -> None:
        """What was left out the first time may be told later, before the answer."""
        stage = Stage().shared()
        first, rest = tuple(Explained)[:5], tuple(Explained)[5:]
        given = facts.ConsentGiven(
            scope=Scope.LOG,
            giver="mother",
            form=facts.Form.ORAL,
            categories=(Category.EDUCATION,),
            valid_until=UNTIL,
        )
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",), explained=first), TEACHER)
        assert stage.tried(given, TEACHER) == {"consent_not_explained"}
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",), explained=rest), TEACHER)
        stage.play(given, TEACHER)

    def test_a_child_who_was_not_heard_first_is_spoken_of(self) -> None:
        """A parent's yes is taken and the advice says that the child of ten is heard first; then it says nothing."""
        stage = Stage().shared()
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
        given = facts.ConsentGiven(
            scope=Scope.LOG,
            giver="mother",
            form=facts.Form.ORAL,
            categories=(Category.EDUCATION,),
            valid_until=UNTIL,
        )
        heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
        assert "child_not_heard_first" in {one.code for one in stage.offer(given, TEACHER).advice}
        assert stage.offer((heard, given), TEACHER).advice == ()

    def test_who_is_kept_out_of_it_sees_nothing(self) -> None:
        """A consent to the PPT but for one adviser: that adviser is not covered (law Q-07)."""
        stage = Stage().with_ppt()
        assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries
        narrowed = facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=PPT,
            giver="mother",
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=UNTIL,
            excluded=("adviser",),
        )
        stage.play(narrowed, TEACHER)
        assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries == ()

    def test_what_is_kept_out_of_it_is_not_shown(self) -> None:
        """A goal the mother has kept out of her consent to the PPT is closed to it, and open to the school."""
        stage = Stage().with_ppt()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        narrowed = facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=PPT,
            giver="mother",
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=UNTIL,
            excluded=(goal,),
        )
        stage.play(narrowed, TEACHER)
        for by, shown in ((ADVISER, False), (TEACHER, True), (MOTHER, True)):
            lines = stage.engine.view(stage.case, by=by, now=stage.now, basis="work").entries
            line = next(one for one in lines if one.id == goal)
            assert (line.fact is not None) is shown

    def test_whose_information_it_is_and_what_was_kept_out_bind_every_reading(self) -> None:
        """A consent to the PPT for what the school knows, or without the nurse's: the nurse's own is closed to it."""
        health = bti.Service("health-1", "health_station")
        nurse = bti.Professional("nurse", "public_health_nurse", health)
        joined = Stage().with_ppt()
        joined.consent(Scope.SERVICE, health)
        joined.play(facts.ServiceJoined(joining=health), TEACHER)
        joined.play(facts.PersonJoined(person="nurse", role="public_health_nurse", of="health-1"), TEACHER)
        said = joined.play(facts.CommentMade(category=Category.EDUCATION), nurse)
        for scope, narrower, shown in (
            (Scope.SERVICE, {}, True),
            (Scope.SERVICE, {"from_services": ("school-1",)}, False),
            (Scope.SERVICE, {"from_services": ("school-1", "health-1")}, True),
            (Scope.SERVICE, {"excluded": ("health-1",)}, False),
            (Scope.SERVICE, {"excluded": ("nurse",)}, False),
            (Scope.LOG, {"excluded": (said,)}, False),
        ):
            case = self._narrowed(joined, scope, narrower)
            later = joined.now + dt.timedelta(hours=1)
            lines = joined.engine.view(case, by=ADVISER, now=later, basis="work").entries
            line = next(one for one in lines if one.id == said)
            assert (line.fact is not None) is shown, narrower

    @pytest.mark.parametrize(
        ("scope", "narrower"),
        [
            (Scope.SERVICE, {"persons": ("somebody-else",)}),
            (Scope.SERVICE, {"excluded": ("ppt-1",)}),
            (Scope.LOG, {"excluded": ("ppt-1",)}),
        ],
        ids=["others-by-name", "the-service-itself", "out-of-the-log"],
    )
    def test_whom_a_consent_leaves_out_has_no_part(self, scope: Scope, narrower: dict[str, Any]) -> None:
        """They see nothing, record nothing and hold nothing, and the log stays open (law Q-06, Q-07)."""
        stage = Stage().with_bounded_ppt(holding=True)
        case = self._narrowed(stage, scope, narrower)
        engine, now = stage.engine, stage.now + dt.timedelta(hours=1)
        assert engine.view(case, by=ADVISER, now=now, basis="work").entries == ()
        refused = engine.admit(case, facts.CommentMade(category=Category.EDUCATION), by=ADVISER, now=now)
        assert isinstance(refused, bti.Refused)
        assert {one.code for one in refused.reasons} == {"service_not_covered"}
        found = engine.answering(case, by=TEACHER, now=now)
        assert found is not None
        assert found.person != "adviser"
        assert engine.log_standing(case, by=TEACHER, now=now) is bti.LogStanding.OPEN

    def test_a_service_kept_out_of_the_log_and_named_since_is_in_it(self) -> None:
        """What somebody says of this very service goes before what they said of the log earlier."""
        stage = Stage().with_ppt()
        stage.case = self._narrowed(stage, Scope.LOG, {"excluded": ("ppt-1",)})
        stage.now += dt.timedelta(hours=1)
        stage.consent(Scope.SERVICE, PPT)
        assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries

    def test_what_was_kept_out_is_named_to_nobody_it_may_be_kept_from(self) -> None:
        """The school, which asked, and the mother read what she keeps out; neither the father nor the PPT does."""
        stage = Stage().with_ppt()
        stage.case = self._narrowed(stage, Scope.SERVICE, {"excluded": ("grandfather",)})
        later = stage.now + dt.timedelta(hours=1)
        for by, named in ((TEACHER, True), (MOTHER, True), (FATHER, False), (ADVISER, False)):
            view = stage.engine.view(stage.case, by=by, now=later, basis="work")
            given = [one.fact for one in view.entries if isinstance(one.fact, facts.ConsentGiven)]
            assert given
            assert ("grandfather" in repr(given)) is named

    def test_asking_about_a_stricter_service_tells_no_other_service_of_it(self) -> None:
        """That the family was asked about child welfare, and that the mother said no, is not for the PPT (C-02)."""
        stage = Stage().with_ppt()
        welfare = bti.Service("welfare-1", "child_welfare")
        asked = stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=welfare, of=("mother", "father")), TEACHER)
        refused = stage.play(facts.ConsentRefused(scope=Scope.SERVICE, service=welfare, giver="mother"), TEACHER)
        assert self._read(stage, ADVISER).isdisjoint({asked, refused})
        for by in (TEACHER, MOTHER, FATHER):
            assert self._read(stage, by) >= {asked, refused}
        stage.consent(Scope.SERVICE, welfare)
        stage.play(facts.ServiceJoined(joining=welfare), TEACHER)
        assert self._read(stage, ADVISER) >= {asked, refused}

    def _read(self, stage: Stage, by: Actor) -> set[str]:
        view = stage.engine.view(stage.case, by=by, now=stage.now, basis="work")
        return {one.id for one in view.entries if one.fact is not None}

    def test_a_correction_of_what_was_kept_out_is_kept_out(self) -> None:
        """What it should have said is no more for the PPT than what it said."""
        stage = Stage().with_ppt()
        comment = facts.CommentMade(category=Category.EDUCATION, note=facts.Note.of("of the divorce"))
        said = stage.play(comment, TEACHER)
        stage.case = self._narrowed(stage, Scope.SERVICE, {"excluded": (said,)})
        right = facts.CommentMade(category=Category.EDUCATION, note=facts.Note.of("of the other divorce"))
        stage.now += dt.timedelta(hours=1)
        put_right = stage.play(facts.EntryCorrected(entry=said, instead=right), TEACHER)
        lines = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries
        assert {one.id for one in lines if one.fact is None} >= {said, put_right}

    def _narrowed(self, stage: Stage, scope: Scope, narrower: dict[str, Any]) -> bti.Case:
        """Return the case once the mother has consented anew, narrower."""
        consent = facts.ConsentGiven(
            scope=scope,
            service=PPT if scope is Scope.SERVICE else None,
            giver="mother",
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=UNTIL,
            **narrower,
        )
        verdict = stage.offer(consent, TEACHER)
        assert isinstance(verdict, bti.Admitted)
        return verdict.case

    def test_two_consents_for_two_persons(self) -> None:
        """What a mother says for herself and for her child stand beside each other, and each is taken back alone."""
        stage = Stage()
        persons = (facts.Concerned("anna", dt.date(1996, 7, 7)), facts.Concerned("baby", dt.date(2026, 1, 20)))
        stage.play(facts.CaseOpened(persons=persons, home=TEACHER.service), TEACHER)
        concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
        told = facts.ConcernShared(
            concern=concern, with_=facts.SharedWith.CHILD, person="anna", category=Category.EDUCATION
        )
        stage.play(told, TEACHER)
        stage.play(facts.ConsentAsked(scope=Scope.ASSESSMENT, of=("anna",)), TEACHER)
        ids = [
            stage.play(
                facts.ConsentGiven(
                    scope=Scope.ASSESSMENT,
                    giver="anna",
                    form=facts.Form.WRITTEN,
                    categories=(),
                    valid_until=UNTIL,
                    speaks_for=(person,),
                ),
                TEACHER,
            )
            for person in ("anna", "baby")
        ]
        assert {one.id for one in stage.case.spine.consents.given()} == set(ids)
        stage.play(facts.ConsentWithdrawn(consent=ids[0]), TEACHER)
        assert [one.id for one in stage.case.spine.consents.given()] == [ids[1]]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(("who_must_consent", {field: wrong}) for field, wrong in (("scope", "log"), ("category", "education"))),
        *(("who_must_consent", {field: wrong}) for field, wrong in (("target", 5), ("about", 5), ("on", "today"))),
        *(("may_share", {field: wrong}) for field, wrong in (("to", "ppt"), ("category", "health"), ("purpose", "x"))),
    ],
    ids=lambda one: one if isinstance(one, str) else next(iter(one)),
)
def test_what_cannot_mean_anything_raises(name: str, wrong: dict[str, Any]) -> None:
    """A code given as text would be answered as if it were none."""
    stage = Stage().held()
    more = {"to": PPT, "category": Category.EDUCATION} if name == "may_share" else {}
    with pytest.raises(InvalidValue):
        getattr(stage.engine, name)(stage.case, by=TEACHER, now=stage.now, **(more | wrong))
