"""Every bundled guide plays a whole case, from the first wonder through all its levels to the close.

Whoever does all that a guide asks for is asked for no reason anywhere, whatever the home service is.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import MeetingKind, SharedWith
from bti.guide import Guide, Outcome, OutcomeKind, Purpose, Step, bundled
from tests.guides.small_guides import small_guide
from tests.guides.tale import LEARNING, Tale
from tests.stage import HEAD, MOTHER, PPT, TEACHER

_KINDERGARTEN = bti.Service("kindergarten-1", "kindergarten")
_STATION = bti.Service("station-1", "health_station")
HOMES = {
    "school": (TEACHER, HEAD),
    "kindergarten": (
        bti.Professional("pedagogue", "pedagogical_leader", _KINDERGARTEN),
        bti.Professional("kindergarten-head", "kindergarten_head", _KINDERGARTEN),
    ),
    "health station": (
        bti.Professional("nurse", "public_health_nurse", _STATION),
        bti.Professional("station-head", "health_station_head", _STATION),
    ),
}


class Whole(Tale):
    """A tale that does everything a guide can ask for, step by step."""

    started: tuple[str, ...] = ()

    def level(self) -> str:
        """Return the level on which the case stands."""
        assert self.spine.track.position is not None
        return self.spine.track.position.level

    def here(self) -> Guide:
        """Return the guide as it holds for this home service."""
        return self.guide.for_home(self.teller.service.kind)

    def begins(self) -> None:
        """Raise a concern, put it into words, and tell everybody."""
        self.wonders().describes().names_mother()
        self.shares(*SharedWith)
        self.hears().hears_mother().gives_task()
        for tool in self.here().tools:
            self.files(tool.id)
        self.files(sort=facts.DocumentSort.PLAN)

    def holder_and_log(self) -> None:
        """Appoint a holder and open the log, as soon as the guide lets it."""
        if self.spine.baton.holder is None:
            self.wishes()
            appointed = facts.BatonAppointed(to=self.teller.ref)
            self.when("a holder is appointed", appointed, by=self.head)
            if (
                isinstance(self.verdict, bti.Admitted) and self.spine.baton.holder is None
            ):  # a binding choice needs no yes
                offer = self.case.entries[-1].id
                self.given("the holder accepts", facts.BatonAccepted(offer=offer), by=self.teller)
        if not self.spine.log.is_in_use:
            self.when("the log is opened", facts.LogOpened(), by=self.teller)

    def comes_to_a_level(self) -> None:
        """Do what belongs to the beginning of a level."""
        if self.level() == "1":
            self.consents().shares(SharedWith.GUARDIAN)
        if self.level() == "2" and "ppt-1" not in self.spine.people.services:
            self.brings_in().with_adviser()
            advice = facts.AdviceReceived(adviser=PPT, ground=facts.AdviceGround.CONSENT, category=LEARNING)
            self.given("PPT gives advice", advice, by=self.teller)
        arenas = {one.id for one in self.here().arenas}
        self.calls().gives_task().meets(MeetingKind.SHARED_UNDERSTANDING).meets(MeetingKind.COORDINATION)
        if "nettverksmote" in arenas and self.level() != "1":
            called = facts.MeetingCalled(
                purpose=MeetingKind.COORDINATION,
                day=(self.now + dt.timedelta(days=9)).date(),
                invited=(*self._everybody(),),
                arena="nettverksmote",
            )
            self.given("the next network meeting is called", called, by=self.teller)

    def does_what_it_is_for(self, step: Step) -> None:
        """Do what a step asks for, by its purpose."""
        if step.purpose is Purpose.PLAN:
            self.plans_at_home_too().calls()
        elif step.purpose is Purpose.CARRY_OUT:
            for measure in self.measures[len(self.started) :]:
                self.given("a measure is started", facts.MeasureStarted(measure=measure), by=self.teller)
            self.started = self.measures
        elif step.purpose is Purpose.EVALUATE:
            arenas = {one.id for one in self.here().arenas}
            self.hears().hears_mother()
            self.meets(arena="nettverksmote" if "nettverksmote" in arenas and self.level() != "1" else None)
            self.evaluates()
        for question in self.here().questions:
            if question.about == step.id:
                self.answers(question.id)

    def goes_on(self, step: Step) -> None:
        """Complete a step: on within the level, or up where it leads there, and to the close where it does not."""
        up = _of(step, OutcomeKind.UP)
        if not step.outcomes or all(one.kind is OutcomeKind.REPORT for one in step.outcomes):
            self.does(step.id)
        elif step.purpose is Purpose.PLAN:
            self.goes(step.id, next(one.id for one in step.outcomes if one.kind is OutcomeKind.CONTINUE))
        elif up is None:
            self.closes()
        else:
            nearest = up.targets[0]
            level = self.here().level(nearest.level)
            assert level is not None
            first = level.steps[0].id
            to = first if len(up.targets) > 1 else None
            if step.purpose is Purpose.CHOOSE_WAY:
                self.chooses(up.id, to)
            self.goes(step.id, up.id, to)
            self.comes_to_a_level()
            if self.spine.baton.holder is not None:
                self.weighs()

    def closes(self) -> None:
        """Choose to close, and close."""
        self.chooses("close")
        self.given("the case is closed", facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), by=self.teller)


def _of(step: Step, kind: OutcomeKind) -> Outcome | None:
    return next((one for one in step.outcomes if one.kind is kind), None)


INVENTED = ("indre-dalfore",)


def _guide(name: str) -> Guide:
    return small_guide(name) if name in INVENTED else bti.load_guide(name)


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("name", [*bundled(), *INVENTED])
def test_a_whole_case(name: str, home: str) -> None:
    """All levels one after the other, each step done and completed in turn, with a holder and a log, to the close."""
    teller, head = HOMES[home]
    tale = Whole(_guide(name), teller=teller, head=head)
    tale.begins()
    seen: list[str] = []
    while tale.spine.life.closed is None:
        step = next(one for level in tale.here().levels for one in level.steps if one.id == tale.step)
        assert step.id not in seen, f"{step.id} comes twice"
        seen.append(step.id)
        tale.does_what_it_is_for(step)
        tale.holder_and_log()
        tale.goes_on(step)
    assert {one.rpartition(".")[0] for one in seen} == {level.id for level in tale.here().levels}
    kinds = {entry.fact.kind for entry in tale.seen_by(MOTHER).entries if entry.fact is not None}
    assert {"log_opened", "goal_agreed", "measure_evaluated", "case_closed"} <= kinds
    assert ("baton_accepted" in kinds) is (
        name not in INVENTED
    )  # where the leader's choice binds, nobody has to accept
    assert "baton_appointed" in kinds
