"""Who is responsible in a service, who reads without taking part, who is partial, who turns out to be kin."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Kinship
from tests.examples.being_absent import absent
from tests.examples.book import Attempt, admits, refuses
from tests.examples.weighing import other
from tests.stage import ADVISER, COLLEAGUE, HEAD, TEACHER, Stage


def with_colleague() -> Stage:
    """Let a colleague join the teacher who holds the baton."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    return stage


def with_reader() -> Stage:
    """Let another employee of the PPT read."""
    stage = Stage().with_ppt()
    stage.play(facts.AccessGranted(person="reader", of="ppt-1"), TEACHER)
    return stage


@admits("responsible_named")
def the_holder_names() -> Attempt:
    """The teacher is responsible for the school's part."""
    return Attempt(Stage().with_ppt(), facts.ResponsibleNamed(person="teacher", of="school-1"), TEACHER)


@admits("responsible_named")
def the_ppt_names_its_own() -> Attempt:
    """The adviser is responsible for the PPT's part."""
    return Attempt(Stage().with_ppt(), facts.ResponsibleNamed(person="adviser", of="ppt-1"), ADVISER)


@refuses("responsible_named", "the_named_service_takes_part")
def of_a_service_that_is_not_here() -> Attempt:
    """The PPT takes no part."""
    return Attempt(Stage().held(), facts.ResponsibleNamed(person="teacher", of="ppt-1"), TEACHER)


@refuses("responsible_named", "the_responsible_takes_part_for_the_service")
def of_the_wrong_service() -> Attempt:
    """The teacher is of the school."""
    return Attempt(Stage().with_ppt(), facts.ResponsibleNamed(person="teacher", of="ppt-1"), TEACHER)


@refuses("responsible_named", "the_responsible_takes_part_for_the_service")
def somebody_who_takes_no_part() -> Attempt:
    """Nobody has heard of them."""
    return Attempt(Stage().held(), facts.ResponsibleNamed(person="stranger", of="school-1"), TEACHER)


@refuses("responsible_named", "other_services_name_only_for_themselves")
def the_ppt_names_the_schools() -> Attempt:
    """That is the school's to do."""
    return Attempt(Stage().with_ppt(), facts.ResponsibleNamed(person="teacher", of="school-1"), ADVISER)


@refuses("responsible_named", "the_responsible_is_impartial")
def one_who_is_partial() -> Attempt:
    """The colleague has declared a conflict of interest."""
    stage = with_colleague()
    stage.play(facts.ConflictDeclared(person="colleague"), COLLEAGUE)
    return Attempt(stage, facts.ResponsibleNamed(person="colleague", of="school-1"), TEACHER)


@refuses("baton_offered", "nobody_with_a_conflict_of_interest")
def the_baton_to_one_who_is_partial() -> Attempt:
    """It is never offered to them."""
    stage = with_colleague()
    stage.play(facts.ConflictDeclared(person="colleague"), COLLEAGUE)
    return Attempt(stage, facts.BatonOffered(to="colleague"), TEACHER)


@refuses("baton_appointed", "nobody_with_a_conflict_of_interest")
def one_who_is_partial_appointed() -> Attempt:
    """Nor are they appointed."""
    stage = Stage().held()
    stage.play(facts.ConflictDeclared(person="teacher"), TEACHER)
    return Attempt(stage, facts.BatonAppointed(to="teacher"), HEAD)


def with_partial_colleague() -> Stage:
    """Let the colleague declare a conflict of interest."""
    stage = with_colleague()
    stage.play(facts.ConflictDeclared(person="colleague"), COLLEAGUE)
    return stage


@refuses("holder_choice_weighed", "nobody_with_a_conflict_of_interest")
def one_who_is_partial_chosen() -> Attempt:
    """Nor is it decided that they shall be asked."""
    return Attempt(with_partial_colleague(), other("colleague"), TEACHER)


@refuses("holder_absent", "nobody_with_a_conflict_of_interest")
def one_who_is_partial_stands_in() -> Attempt:
    """Nor do they stand in."""
    return Attempt(with_partial_colleague(), absent(stand_in="colleague"), TEACHER)


@refuses("coordinator_appointed", "nobody_with_a_conflict_of_interest")
def one_who_is_partial_coordinates() -> Attempt:
    """Nor do they coordinate under another name."""
    appointed = facts.CoordinatorAppointed(person="colleague", as_=facts.CoordinatorKind.PLAN)
    return Attempt(with_partial_colleague(), appointed, HEAD)


@refuses("concern_owner_changed", "the_new_owner_is_impartial")
def one_who_is_partial_owns_the_concern() -> Attempt:
    """Nor does the concern become theirs."""
    stage = with_partial_colleague()
    return Attempt(stage, facts.ConcernOwnerChanged(concern=stage.concern, owner="colleague"), HEAD)


@admits("access_granted")
def a_second_adviser_reads() -> Attempt:
    """The holder lets another employee of the PPT read until a day."""
    granted = facts.AccessGranted(person="reader", of="ppt-1", until=dt.date(2026, 6, 1))
    return Attempt(Stage().with_ppt(), granted, TEACHER)


@refuses("access_granted", "the_named_service_takes_part")
def access_for_a_service_that_is_not_here() -> Attempt:
    """The PPT takes no part."""
    return Attempt(Stage().held(), facts.AccessGranted(person="reader", of="ppt-1"), TEACHER)


@refuses("access_granted", "the_reader_takes_no_part_yet")
def access_for_a_guardian() -> Attempt:
    """The mother reads as the family does."""
    return Attempt(Stage().with_ppt(), facts.AccessGranted(person="mother", of="ppt-1"), TEACHER)


@refuses("access_granted", "the_reader_takes_no_part_yet")
def access_for_one_who_takes_part() -> Attempt:
    """The adviser takes part."""
    return Attempt(Stage().with_ppt(), facts.AccessGranted(person="adviser", of="ppt-1"), TEACHER)


@refuses("access_granted", "the_reader_takes_no_part_yet")
def access_twice() -> Attempt:
    """They read already."""
    return Attempt(with_reader(), facts.AccessGranted(person="reader", of="ppt-1"), TEACHER)


@refuses("access_granted", "read_through_a_day_to_come")
def access_until_yesterday() -> Attempt:
    """A day that has passed."""
    granted = facts.AccessGranted(person="reader", of="ppt-1", until=dt.date(2026, 3, 1))
    return Attempt(Stage().with_ppt(), granted, TEACHER)


@refuses("access_granted", "the_readers_service_is_covered")
def access_without_consent() -> Attempt:
    """A new guardian has not consented to the PPT."""
    stage = Stage().with_ppt()
    stage.play(facts.GuardianNamed(person="other", lives_with=False), TEACHER)
    return Attempt(stage, facts.AccessGranted(person="reader", of="ppt-1"), TEACHER)


@admits("access_ended")
def the_reader_reads_no_more() -> Attempt:
    """Whoever answers ends it."""
    return Attempt(with_reader(), facts.AccessEnded(person="reader"), TEACHER)


@refuses("access_ended", "the_reader_has_access")
def nobody_reads() -> Attempt:
    """There is nothing to end."""
    return Attempt(Stage().with_ppt(), facts.AccessEnded(person="reader"), TEACHER)


@admits("conflict_declared")
def the_holder_is_partial() -> Attempt:
    """The holder says so themself."""
    return Attempt(Stage().held(), facts.ConflictDeclared(person="teacher"), TEACHER)


@admits("conflict_declared")
def the_leader_says_so_of_themself() -> Attempt:
    """Also where they have not joined."""
    return Attempt(Stage().held(), facts.ConflictDeclared(person="head"), HEAD)


@refuses("conflict_declared", "the_declared_is_here_as_a_professional")
def of_somebody_who_is_not_here() -> Attempt:
    """Nobody has heard of them."""
    return Attempt(Stage().held(), facts.ConflictDeclared(person="stranger"), HEAD)


@refuses("conflict_declared", "the_conflict_is_new")
def declared_twice() -> Attempt:
    """It is known."""
    stage = Stage().held()
    stage.play(facts.ConflictDeclared(person="teacher"), TEACHER)
    return Attempt(stage, facts.ConflictDeclared(person="teacher"), TEACHER)


@refuses("conflict_declared", "declared_by_oneself_or_the_leader")
def of_a_colleague() -> Attempt:
    """That is not the colleague's to say."""
    return Attempt(with_colleague(), facts.ConflictDeclared(person="teacher"), COLLEAGUE)


@admits("kinship_declared")
def a_reader_is_a_neighbour() -> Attempt:
    """The leader says so of somebody who only reads."""
    return Attempt(with_reader(), facts.KinshipDeclared(person="reader", kinship=Kinship.PRIVATE), HEAD)


@admits("kinship_declared")
def the_holder_is_an_aunt() -> Attempt:
    """The holder says so themself."""
    return Attempt(Stage().held(), facts.KinshipDeclared(person="teacher", kinship=Kinship.RELATIVE), TEACHER)


@refuses("kinship_declared", "the_declared_is_here_as_a_professional")
def of_a_guardian() -> Attempt:
    """The mother is here as guardian."""
    return Attempt(Stage().held(), facts.KinshipDeclared(person="mother", kinship=Kinship.RELATIVE), HEAD)


@refuses("kinship_declared", "declared_by_oneself_or_the_leader")
def kinship_of_a_colleague() -> Attempt:
    """That is not the colleague's to say."""
    return Attempt(with_colleague(), facts.KinshipDeclared(person="teacher", kinship=Kinship.RELATIVE), COLLEAGUE)
