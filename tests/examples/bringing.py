"""The guardians bring somebody to a meeting, who is neither guardian nor a professional of the case."""

from __future__ import annotations

from typing import Any

import bti
from bti import facts
from bti.facts import Capacity, Category, Form, Grade, MeetingKind, Scope
from bti.guide.loading import parse_guide
from tests.examples.book import Attempt, admits, refuses
from tests.examples.meeting_up import called, held
from tests.stage import TEACHER, UNTIL, Stage

GUIDE = """
id = "with-a-team"
version = "1"
title = {nb = "Med et team", nn = "Med eit team", en = "With a team"}
extends = "sortland"

[[arena]]
id = "team"
title = {nb = "Team", nn = "Team", en = "Team"}
[[arena]]
id = "group"
title = {nb = "Gruppe", nn = "Gruppe", en = "Group"}
"""


def with_partner(stage: Stage | None = None) -> Stage:
    """Write down the mother's new partner, who is no guardian."""
    stage = (stage or Stage()).held()
    stage.play(facts.PersonJoined(person="partner", capacity=Capacity.PRIVATE), TEACHER)
    return stage


def yes(**fields: Any) -> facts.ConsentGiven:
    """Let the mother consent to her partner being there."""
    wanted: dict[str, Any] = {
        "scope": Scope.COMPANION,
        "companion": "partner",
        "giver": "mother",
        "form": Form.WRITTEN,
        "categories": tuple(Category),
        "valid_until": UNTIL,
    }
    return facts.ConsentGiven(**(wanted | fields))


def asked(**fields: Any) -> facts.ConsentAsked:
    """Ask both guardians whether they consent to the partner being there."""
    wanted: dict[str, Any] = {"scope": Scope.COMPANION, "companion": "partner", "of": ("mother", "father")}
    return facts.ConsentAsked(**(wanted | fields))


def brought(stage: Stage | None = None, **fields: Any) -> Stage:
    """Ask both guardians for the partner, and let both consent."""
    stage = with_partner(stage)
    stage.play(asked(), TEACHER)
    for giver in ("mother", "father"):
        stage.play(yes(giver=giver, **fields), TEACHER)
    return stage


def in_arenas() -> Stage:
    """Stand under a guide with two kinds of meeting."""
    return Stage(bti.Engine(parse_guide(GUIDE)))


WITH_PARTNER = ("teacher", "mother", "partner")


@admits("meeting_called")
def _called_by_consent() -> Attempt:
    return Attempt(brought(), called(invited=WITH_PARTNER), TEACHER)


@admits("meeting_held")
def _there_by_consent() -> Attempt:
    return Attempt(brought(), held(present=WITH_PARTNER), TEACHER)


@admits("meeting_called")
def _called_to_the_kind_of_meeting_it_names() -> Attempt:
    return Attempt(brought(in_arenas(), arenas=("team",)), called(invited=WITH_PARTNER, arena="team"), TEACHER)


@refuses("meeting_called", "whom_the_guardians_bring_is_there_by_consent")
def _called_without_consent() -> Attempt:
    return Attempt(with_partner(), called(invited=WITH_PARTNER), TEACHER)


@refuses("meeting_called", "whom_the_guardians_bring_is_there_by_consent")
def _called_to_another_kind_of_meeting() -> Attempt:
    stage = brought(in_arenas(), arenas=("team",))
    return Attempt(stage, called(invited=WITH_PARTNER, arena="group"), TEACHER)


@refuses("meeting_called", "whom_the_guardians_bring_is_there_by_consent")
def _called_on_the_yes_of_one() -> Attempt:
    stage = with_partner()
    stage.play(asked(), TEACHER)
    stage.play(yes(), TEACHER)
    return Attempt(stage, called(invited=WITH_PARTNER), TEACHER)


@refuses("meeting_held", "whom_the_guardians_bring_is_there_by_consent")
def _there_though_it_was_taken_back() -> Attempt:
    stage = with_partner()
    stage.play(asked(), TEACHER)
    stage.play(yes(giver="father"), TEACHER)
    consent = stage.play(yes(), TEACHER)
    stage.play(facts.ConsentWithdrawn(consent=consent), TEACHER)
    return Attempt(stage, held(present=WITH_PARTNER), TEACHER)


def with_graded_address() -> Stage:
    """Let both consent to the partner, and let the child's address be graded then."""
    stage = brought()
    graded = facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother", "father"))
    stage.play(graded, TEACHER)
    return stage


@refuses("meeting_called", "a_graded_address_keeps_others_away")
def _called_to_a_family_with_a_graded_address() -> Attempt:
    return Attempt(with_graded_address(), called(invited=WITH_PARTNER), TEACHER)


@refuses("meeting_held", "a_graded_address_keeps_others_away")
def _there_in_a_family_with_a_graded_address() -> Attempt:
    return Attempt(with_graded_address(), held(present=WITH_PARTNER), TEACHER)


@refuses("meeting_held", "nobody_is_replaced_by_whom_the_guardians_bring")
def _there_instead_of_the_father() -> Attempt:
    substitute = facts.Substitute(person="partner", instead_of="father")
    fact = facts.MeetingHeld(
        purpose=MeetingKind.OTHER,
        present=WITH_PARTNER,
        absent=("father",),
        substitutes=(substitute,),
        category=Category.EDUCATION,
    )
    return Attempt(brought(), fact, TEACHER)


@admits("consent_asked")
def _asked_for_a_partner() -> Attempt:
    return Attempt(with_partner(), asked(), TEACHER)


@refuses("consent_asked", "the_companion_is_kin_of_the_case")
def _asked_for_a_stranger() -> Attempt:
    return Attempt(with_partner(), asked(companion="stranger"), TEACHER)


@refuses("consent_asked", "the_companion_is_kin_of_the_case")
def _asked_for_the_father() -> Attempt:
    return Attempt(with_partner(), asked(companion="father", of=("mother",)), TEACHER)


@admits("consent_given")
def _given_for_a_partner() -> Attempt:
    stage = with_partner()
    stage.play(asked(), TEACHER)
    return Attempt(stage, yes(), TEACHER)


@refuses("consent_given", "the_companion_is_kin_of_the_case")
def _given_for_a_stranger() -> Attempt:
    return Attempt(with_partner(), yes(companion="stranger"), TEACHER)


@refuses("consent_given", "the_kinds_of_meeting_it_names_are_the_guides")
def _given_for_a_kind_of_meeting_that_is_not_there() -> Attempt:
    stage = with_partner(in_arenas())
    stage.play(asked(), TEACHER)
    return Attempt(stage, yes(arenas=("teem",)), TEACHER)


@admits("consent_refused")
def _refused_for_a_partner() -> Attempt:
    return Attempt(
        with_partner(), facts.ConsentRefused(scope=Scope.COMPANION, companion="partner", giver="father"), TEACHER
    )


@refuses("consent_refused", "the_companion_is_kin_of_the_case")
def _refused_for_a_stranger() -> Attempt:
    return Attempt(
        with_partner(), facts.ConsentRefused(scope=Scope.COMPANION, companion="stranger", giver="father"), TEACHER
    )
