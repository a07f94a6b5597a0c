"""C-02: that the family was asked about a service that must not show tells other services nothing until it has joined.

Three cases that have the same beginning: in one the family consents to child welfare, in one to another such service,
in one to none. Asked about child welfare, the first two answer another service the same to the byte; and all three
say the same yes and no. Lines of the case book show without content (`test_view_for_others`), so only the pair with
lines is compared as a whole.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import attrs
import pytest

import bti
from bti import facts
from bti.errors import BtiError
from bti.facts import KINDS, Category, Scope
from bti.people import Professional, Service
from bti.record.case import Case
from bti.record.kinds import BESIDE
from tests.laws.histories import Ids, answer, engine_with
from tests.laws.pairs import assert_same
from tests.stage import ADVISER, MOTHER, PPT, TEACHER, UNTIL, Stage

WELFARE = Service("welfare-1", "child_welfare")
OTHER = Service("health-1", "bup")
READER = Professional("reader", "ppt_adviser", PPT)
ELSEWHERE = (ADVISER, READER)
UP_TO = dt.date(2026, 9, 1)
EDUCATION = Category.EDUCATION
BEGINS_WITH = {"case_opened", "case_taken_over"}
"""Kinds with a service that a case begins with: nobody was asked about anything before them."""


@cache
def _cases() -> dict[str, tuple[Case, dt.datetime, tuple[str, ...]]]:
    """Return the cases by what the family was asked about, each with the instant and the ids of the consents."""
    before = Stage(engine_with(Ids())).with_ppt()
    before.play(facts.AccessGranted(person=READER.ref, of=PPT.ref, until=UNTIL), TEACHER)
    before.play(facts.TransitionPlanned(transition_kind=facts.TransitionKind.TO_SCHOOL, day=UNTIL), TEACHER)
    discussion = facts.AnonymousDiscussionHeld(
        asked=Service("ppt-9", "ppt"), purpose=facts.DiscussionPurpose.GROUND, category=EDUCATION
    )
    before.play(discussion, ADVISER)
    found: dict[str, tuple[Case, dt.datetime, tuple[str, ...]]] = {}
    found["nobody"] = (before.case, before.now + dt.timedelta(hours=3), ())
    for name, service in (("welfare", WELFARE), ("other", OTHER)):
        one = Stage(engine_with(Ids("x")))
        one.case, one.now = before.case, before.now
        asked = [one.play(facts.ConsentAsked(scope=Scope.SERVICE, service=service, of=("mother", "father")), TEACHER)]
        for giver in ("mother", "father"):
            asked.append(
                one.play(
                    facts.ConsentGiven(
                        scope=Scope.SERVICE,
                        service=service,
                        giver=giver,
                        form=facts.Form.WRITTEN,
                        categories=tuple(Category),
                        valid_until=UP_TO,
                    ),
                    TEACHER,
                )
            )
        found[name] = (one.case, one.now, tuple(asked))
    return found


def _attempts() -> list[facts.Fact]:
    """Return every kind of fact with a service, of the right kind and of wrong ones, and what names it by reference."""
    found: list[facts.Fact] = []
    last = _cases()["nobody"][0].entries[-1]
    planned = _cases()["nobody"][0].entries[-2].id
    purpose = facts.DiscussionPurpose.GROUND
    for kind in ("child_welfare", "nav", "school"):
        one = Service(WELFARE.ref, kind)
        discussion = facts.AnonymousDiscussionHeld(asked=one, purpose=purpose, category=EDUCATION)
        found += [facts.AdviceReceived(adviser=one, ground=why, category=EDUCATION) for why in facts.AdviceGround]
        found += [
            discussion,
            facts.EntryCorrected(entry=last.id, instead=discussion),
            facts.TransitionPlanned(transition_kind=facts.TransitionKind.TO_SCHOOL, day=UNTIL, receiving=one),
            facts.ServiceJoined(joining=one),
        ]
        for scope in Scope:
            if scope.names_service:
                found += [
                    facts.ConsentAsked(scope=scope, service=one, of=("mother",)),
                    facts.ConsentRefused(scope=scope, service=one, giver="mother"),
                    facts.ConsentGiven(
                        scope=scope,
                        service=one,
                        giver="mother",
                        form=facts.Form.WRITTEN,
                        categories=(EDUCATION,),
                        valid_until=UNTIL,
                    ),
                ]
    found += [facts.ConsentWithdrawn(consent=one) for one in _cases()["welfare"][2]]
    found += [
        facts.ServiceLeft(leaving=WELFARE.ref),
        facts.PersonJoined(person="somebody", role="child_welfare_worker", of=WELFARE.ref),
        facts.InformationCarriedOver(transition=planned, to=WELFARE.ref, categories=(EDUCATION,)),
        facts.CommentMade(category=EDUCATION),
        facts.GuardianAuthorised(
            guardian="mother",
            authorised="father",
            scope=Scope.SERVICE,
            for_service=WELFARE.ref,
            form=facts.Form.WRITTEN,
        ),
    ]
    bounds: dict[str, Any] = {"form": facts.Form.WRITTEN, "categories": (EDUCATION,), "valid_until": UNTIL}
    for narrowed in ("from_services", "excluded"):
        given: dict[str, Any] = {**bounds, narrowed: (WELFARE.ref,)}
        found.append(facts.ConsentGiven(scope=Scope.SERVICE, service=PPT, giver="mother", **given))
    return found


def _tried(name: str, by: Professional, fact: facts.Fact) -> object:
    case, now, _ = _cases()[name]
    try:
        verdict = engine_with(Ids("n")).admit(case, fact, by=by, now=now)
    except BtiError as error:
        return error
    return verdict if not verdict else (verdict.entries[0].fact, len(verdict.entries), verdict.advice)


def _asked(name: str, by: Professional, now: dt.datetime) -> dict[str, object]:
    case = _cases()[name][0]
    engine = engine_with(Ids("n"))
    found = {one: answer(engine, one, case, by, now) for one in bti.ALL_ANSWERS if one not in ("admit", "view")}
    for scope in Scope:
        if scope.names_service:
            found[f"who {scope}"] = engine.who_must_consent(case, scope, by=by, now=now, target=WELFARE.ref)
    for purpose in facts.SharingPurpose:
        found[f"share {purpose}"] = engine.may_share(
            case, to=WELFARE, category=EDUCATION, purpose=purpose, by=by, now=now
        )
    return found


def _instants() -> tuple[dt.datetime, ...]:
    now = _cases()["welfare"][1]
    return now, now + dt.timedelta(hours=1), dt.datetime(2026, 9, 10, 9, tzinfo=dt.UTC)


class TestAHiddenServiceLeavesNoTrace:
    """Another service is answered as if the family had never been asked about one that must not show."""

    def test_every_kind_with_a_service_is_tried(self) -> None:
        """A kind of fact that gains a service is tried here too."""
        having = {
            kind
            for kind, of in KINDS.items()
            if of not in BESIDE and any("Service" in str(field.type) for field in attrs.fields(of))
        }
        assert having - BEGINS_WITH == having & {one.kind for one in _attempts()}

    @pytest.mark.parametrize("by", ELSEWHERE, ids=lambda one: one.ref)
    def test_attempts_are_judged_the_same(self, by: Professional) -> None:
        """What names it, of whatever kind, is judged as where nobody was asked; so are the ids of its consents."""
        for fact in _attempts():
            found = _tried("welfare", by, fact)
            assert_same(found, _tried("other", by, fact))
            assert_same(found, _tried("nobody", by, fact))

    @pytest.mark.parametrize("by", ELSEWHERE, ids=lambda one: one.ref)
    def test_answers_are_the_same(self, by: Professional) -> None:
        """Every answer but the lines of the view, now and when the consent has run out."""
        for now in _instants():
            found = _asked("welfare", by, now)
            for name, said in _asked("other", by, now).items():
                assert_same(found[name], said)
            for name, said in _asked("nobody", by, now).items():
                if name != "changed":  # it tells of lines that came between
                    assert_same(found[name], said)

    @pytest.mark.parametrize("by", ELSEWHERE, ids=lambda one: one.ref)
    def test_lines_do_not_tell_which(self, by: Professional) -> None:
        """The view has a line of each question and answer, and nothing in it says about which service."""
        now = _cases()["welfare"][1]
        views = [
            engine_with(Ids("n")).view(_cases()[name][0], by=by, now=now, basis="b") for name in ("welfare", "other")
        ]
        assert_same(*views)

    def test_a_consent_that_keeps_it_out_does_not_name_it(self) -> None:
        """A consent to the asker's own service that keeps the hidden one out shows without content."""
        stage = Stage(engine_with(Ids("y")))
        stage.case, stage.now, _ = _cases()["welfare"]
        stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother",)), TEACHER)
        given = stage.play(
            facts.ConsentGiven(
                scope=Scope.SERVICE,
                service=PPT,
                giver="mother",
                form=facts.Form.WRITTEN,
                categories=tuple(Category),
                valid_until=UNTIL,
                excluded=(WELFARE.ref,),
            ),
            TEACHER,
        )
        seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="b")
        assert WELFARE.ref not in repr(seen)
        assert given in {line.id for line in seen.entries}


class TestWhoeverMayKnowIsAnsweredAsBefore:
    """The home service, the family, whoever answers, and all once it has joined."""

    def test_home_and_family(self) -> None:
        """The home service is told that confidentiality is lifted and of the wrong kind; the giver withdraws."""
        case, now, ids = _cases()["welfare"]
        engine = engine_with(Ids("n"))
        assert _gate(engine, case, TEACHER, now) == "lifted_by_consent"
        wrong = facts.TransitionPlanned(
            transition_kind=facts.TransitionKind.TO_SCHOOL, day=UNTIL, receiving=Service(WELFARE.ref, "nav")
        )
        assert _codes(engine.admit(case, wrong, by=TEACHER, now=now)) == {"service_of_other_kind"}
        advice = facts.AdviceReceived(adviser=WELFARE, ground=facts.AdviceGround.CONSENT, category=EDUCATION)
        assert engine.admit(case, advice, by=TEACHER, now=now)
        for by in (TEACHER, MOTHER):
            assert engine.admit(case, facts.ConsentWithdrawn(consent=ids[1]), by=by, now=now)

    def test_whoever_answers(self) -> None:
        """The adviser who holds the baton brings services in, and knows."""
        stage = Stage(engine_with(Ids("z")))
        stage.case, stage.now, ids = _cases()["welfare"]
        offer = stage.play(facts.BatonOffered(to=ADVISER.ref), TEACHER)
        stage.play(facts.BatonAccepted(offer=offer), ADVISER)
        assert _gate(stage.engine, stage.case, ADVISER, stage.now) == "lifted_by_consent"
        assert stage.offer(facts.ConsentWithdrawn(consent=ids[1]), ADVISER)
        assert stage.offer(facts.ServiceJoined(joining=WELFARE), ADVISER)

    def test_all_once_it_has_joined(self) -> None:
        """Its presence shows from then on."""
        stage = Stage(engine_with(Ids("z")))
        stage.case, stage.now, ids = _cases()["welfare"]
        assert _gate(stage.engine, stage.case, ADVISER, stage.now) == "not_lifted"
        assert stage.tried(facts.ConsentWithdrawn(consent=ids[1]), ADVISER) == {"unknown_reference"}
        stage.play(facts.ServiceJoined(joining=WELFARE), TEACHER)
        assert _gate(stage.engine, stage.case, ADVISER, stage.now) == "lifted_by_consent"
        assert stage.offer(facts.ConsentWithdrawn(consent=ids[1]), ADVISER)

    def test_options_are_admitted(self) -> None:
        """I-15: what is offered to another service is admitted, and what is refused in all completions is not."""
        case, now, ids = _cases()["welfare"]
        engine = engine_with(Ids("n"))
        offered = engine.options(case, by=ADVISER, now=now)
        withdrawn = offered["consent_withdrawn"]
        assert withdrawn
        assert not set(ids) & set(withdrawn.choices["consent"])
        for kind in ("consent_withdrawn", "consent_refused", "advice_received"):
            for draft in offered[kind].drafts:
                assert engine.admit(case, draft, by=ADVISER, now=now)


def _gate(engine: bti.Engine, case: Case, by: Professional, now: dt.datetime) -> str:
    return engine.may_share(case, to=WELFARE, category=EDUCATION, by=by, now=now).confidentiality.reason.code


def _codes(verdict: bti.Verdict) -> set[str]:
    assert isinstance(verdict, bti.Refused)
    return {reason.code for reason in verdict.reasons}
