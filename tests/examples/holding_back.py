"""Guardians who are not told of a child's health, who lets a guardian read, and what an entry tells of others."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, ClearedBy, Grade, NotToldGround, ReadingSays, Scope, SharedWith, Tells
from tests.examples.book import Attempt, admits, refuses
from tests.examples.take_over import AS_OF, WHOLE
from tests.stage import CHILD, HEAD, MOTHER, TEACHER, Stage

HEALTH = bti.Service("health-1", "health_station")
NURSE = bti.Professional("nurse", "public_health_nurse", HEALTH)
OBJECTS = NotToldGround.CHILD_OBJECTS


class Born(Stage):
    """The stage with a child of another age: born so many years before the story begins, or nobody knows when."""

    def __init__(self, years: int | None) -> None:
        super().__init__()
        self.years = years

    def opened(self) -> Stage:
        """Open the case at the school, and let the child know of it once there is a concern."""
        birth = bti.Unborn.UNKNOWN if self.years is None else dt.date(2026 - self.years, 1, 5)
        self.play(facts.CaseOpened(persons=(facts.Concerned("child", birth),), home=TEACHER.service), TEACHER)
        return self


def at_school(years: int | None = 13) -> Stage:
    """Share a concern with both guardians and the child."""
    stage = Born(years).shared()
    told = facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION
    )
    stage.play(told, TEACHER)
    return stage


def with_nurse(years: int | None = 13, *, categories: tuple[Category, ...] = tuple(Category)) -> Stage:
    """Let the health station take part, with its nurse."""
    stage = at_school(years)
    stage.consent(Scope.SERVICE, HEALTH, categories=categories)
    stage.play(facts.ServiceJoined(joining=HEALTH), TEACHER)
    stage.play(facts.PersonJoined(person="nurse", role="public_health_nurse", of="health-1"), TEACHER)
    return stage


def not_told(stage: Stage, ground: NotToldGround = OBJECTS) -> Stage:
    """Let the nurse decide that guardians are not told."""
    stage.play(facts.GuardiansNotTold(person="child", ground=ground), NURSE)
    return stage


@admits("guardians_not_told")
def a_girl_of_thirteen_has_her_reasons() -> Attempt:
    """Neither of the guardians is told."""
    return Attempt(with_nurse(), facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)


@admits("guardians_not_told")
def one_talk_is_kept_from_the_father() -> Attempt:
    """The mother is told; what else the nurse writes, he reads."""
    stage = with_nurse(8)
    talk = stage.play(facts.CommentMade(category=Category.HEALTH), NURSE)
    ground = NotToldGround.WEIGHTY
    decided = facts.GuardiansNotTold(person="child", ground=ground, guardians=("father",), entries=(talk,))
    return Attempt(stage, decided, NURSE)


@refuses("guardians_not_told", "the_child_is_one_of_the_case")
def of_a_child_of_another_case() -> Attempt:
    """Nobody of this case."""
    return Attempt(with_nurse(), facts.GuardiansNotTold(person="sister", ground=OBJECTS), NURSE)


@refuses("guardians_not_told", "who_is_not_told_is_a_guardian")
def an_aunt_is_not_told() -> Attempt:
    """She is no guardian, and is told nothing anyhow."""
    decided = facts.GuardiansNotTold(person="child", ground=OBJECTS, guardians=("aunt",))
    return Attempt(with_nurse(), decided, NURSE)


@refuses("guardians_not_told", "the_entries_come_from_the_service")
def what_the_teacher_wrote() -> Attempt:
    """The concern is the school's."""
    stage = with_nurse()
    decided = facts.GuardiansNotTold(person="child", ground=OBJECTS, entries=(stage.concern,))
    return Attempt(stage, decided, NURSE)


@refuses("guardians_not_told", "those_who_give_the_care_decide")
def the_teacher_decides() -> Attempt:
    """It is not for the school to say."""
    return Attempt(with_nurse(), facts.GuardiansNotTold(person="child", ground=OBJECTS), TEACHER)


@refuses("guardians_not_told", "their_health_information_is_covered")
def of_what_is_not_covered() -> Attempt:
    """The health station is here about coordination alone."""
    stage = with_nurse(categories=(Category.COORDINATION,))
    return Attempt(stage, facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)


@refuses("guardians_not_told", "the_ground_is_one_of_the_childs_age")
def a_boy_of_eleven_objects() -> Attempt:
    """That alone is no ground at his age."""
    return Attempt(with_nurse(11), facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)


@refuses("guardians_not_told", "the_ground_is_one_of_the_childs_age")
def nobody_knows_how_old() -> Attempt:
    """It holds from twelve through fifteen."""
    stage = Stage()
    persons = (facts.Concerned("child", bti.Unborn.UNKNOWN),)
    stage.play(facts.CaseOpened(persons=persons, home=HEALTH), NURSE)
    return Attempt(stage, facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)


@refuses("guardians_not_told", "a_case_taken_over_is_not_kept_whole")
def the_whole_of_what_was_taken_over() -> Attempt:
    """What came with it shows all the same."""
    stage = Stage()
    least = facts.CaseTakenOver(
        persons=WHOLE.persons,
        home=HEALTH,
        as_of=AS_OF,
        taken_from=facts.TakenFrom.PAPER,
        step="0.1",
        professionals=(facts.TakenProfessional("nurse", "public_health_nurse", HEALTH.ref),),
    )
    taken = stage.play(least, NURSE)
    decided = facts.GuardiansNotTold(person="child", ground=NotToldGround.WEIGHTY, entries=(taken,))
    return Attempt(stage, decided, NURSE)


@admits("guardians_may_be_told")
def the_nurse_takes_it_back() -> Attempt:
    """The reasons are gone."""
    return Attempt(not_told(with_nurse()), facts.GuardiansMayBeTold(person="child"), NURSE)


@admits("guardians_may_be_told")
def the_girl_lets_them_know() -> Attempt:
    """It was her own no."""
    return Attempt(not_told(with_nurse()), facts.GuardiansMayBeTold(person="child"), CHILD)


@refuses("guardians_may_be_told", "it_is_theirs_to_lift")
def the_mother_would_like_to_know() -> Attempt:
    """She hears the same whether there is anything or not."""
    return Attempt(not_told(with_nurse()), facts.GuardiansMayBeTold(person="child"), MOTHER)


@refuses("guardians_may_be_told", "there_is_something_to_lift")
def weighty_considerations_are_not_hers_to_lift() -> Attempt:
    """The nurse has them in mind, not she."""
    stage = not_told(with_nurse(), NotToldGround.WEIGHTY)
    return Attempt(stage, facts.GuardiansMayBeTold(person="child"), CHILD)


LETS = facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS)


@admits("guardian_reading_said")
def at_seventeen_he_lets_her_read_on() -> Attempt:
    """About school, until the summer; from his birthday on she reads by that alone."""
    said = facts.GuardianReadingSaid(
        person="child",
        reader="mother",
        says=ReadingSays.LETS,
        categories=(Category.EDUCATION,),
        until=dt.date(2026, 6, 30),
    )
    return Attempt(at_school(17), said, CHILD)


@admits("guardian_reading_said")
def at_fifteen_she_objects() -> Attempt:
    """The teacher writes down what she said."""
    said = facts.GuardianReadingSaid(person="child", reader="father", says=ReadingSays.OBJECTS)
    return Attempt(at_school(15), said, TEACHER)


@refuses("guardian_reading_said", "who_speaks_is_one_of_the_case")
def a_stranger_lets_her_read() -> Attempt:
    """Nobody of this case."""
    said = facts.GuardianReadingSaid(person="stranger", reader="mother", says=ReadingSays.LETS)
    return Attempt(at_school(17), said, TEACHER)


@refuses("guardian_reading_said", "the_reader_is_a_guardian")
def he_lets_an_aunt_read() -> Attempt:
    """Whoever else he shows it to is his own affair."""
    said = facts.GuardianReadingSaid(person="child", reader="aunt", says=ReadingSays.LETS)
    return Attempt(at_school(17), said, CHILD)


@refuses("guardian_reading_said", "a_yes_runs_to_a_day_to_come")
def until_a_day_that_has_passed() -> Attempt:
    """That is no yes."""
    said = facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS, until=dt.date(2026, 1, 1))
    return Attempt(at_school(17), said, CHILD)


@refuses("guardian_reading_said", "one_speaks_for_oneself")
def the_mother_lets_herself() -> Attempt:
    """It is not hers to say."""
    return Attempt(at_school(16), LETS, MOTHER)


@refuses("guardian_reading_said", "they_are_old_enough_to_say")
def at_fourteen() -> Attempt:
    """The guardians read as of any child."""
    return Attempt(at_school(14), LETS, CHILD)


@refuses("guardian_reading_said", "they_are_old_enough_to_say")
def at_an_age_nobody_knows() -> Attempt:
    """Find out first."""
    return Attempt(at_school(None), LETS, TEACHER)


@admits("entry_marked")
def an_entry_names_the_school() -> Attempt:
    """Written and marked in one act would be better still."""
    stage = at_school()
    return Attempt(stage, facts.EntryMarked(entry=stage.concern, tells=Tells.PLACE, whose="child"), TEACHER)


@admits("entry_marked")
def an_entry_is_about_the_fathers_illness() -> Attempt:
    """It is his, and not the mother's to read."""
    stage = with_nurse()
    illness = stage.play(facts.CommentMade(category=Category.HEALTH), NURSE)
    return Attempt(stage, facts.EntryMarked(entry=illness, tells=Tells.SOMEBODY_ELSE, whose="father"), NURSE)


@refuses("entry_marked", "the_marked_entry_is_known")
def nothing_is_marked() -> Attempt:
    """There is no such entry."""
    return Attempt(at_school(), facts.EntryMarked(entry="no-such-id", tells=Tells.PLACE), TEACHER)


@refuses("entry_marked", "the_marked_entry_is_known")
def the_nurse_marks_what_the_school_wrote() -> Attempt:
    """Each service marks its own."""
    stage = with_nurse()
    return Attempt(stage, facts.EntryMarked(entry=stage.concern, tells=Tells.PLACE), NURSE)


@refuses("entry_marked", "a_case_taken_over_is_not_kept_whole")
def what_was_taken_over_is_about_the_father() -> Attempt:
    """Its measures would show on the first page all the same."""
    stage = Stage()
    taken = stage.play(WHOLE, TEACHER)
    return Attempt(stage, facts.EntryMarked(entry=taken, tells=Tells.SOMEBODY_ELSE, whose="father"), HEAD)


@refuses("entry_marked", "whose_it_is_fits_what_it_tells")
def the_childs_own_matter_is_somebody_elses() -> Attempt:
    """The case is about the child."""
    stage = at_school()
    marked = facts.EntryMarked(entry=stage.concern, tells=Tells.SOMEBODY_ELSE, whose="child")
    return Attempt(stage, marked, TEACHER)


@refuses("entry_marked", "whose_it_is_fits_what_it_tells")
def a_strangers_place() -> Attempt:
    """Nobody of this case."""
    stage = at_school()
    return Attempt(stage, facts.EntryMarked(entry=stage.concern, tells=Tells.PLACE, whose="stranger"), TEACHER)


def graded(grade: Grade = Grade.CONFIDENTIAL) -> Stage:
    """Let the PPT take part, and grade the child's address; the mother may know."""
    stage = Stage().with_ppt()
    stage.play(facts.AddressGraded(person="child", grade=grade, may_know=("mother",)), TEACHER)
    return stage


CLEARED = facts.PlaceCleared(person="child", cleared="ppt-1", decided_by=ClearedBy.CHILD_WELFARE)


@admits("place_cleared")
def the_ppt_is_cleared() -> Attempt:
    """Child welfare has decided so."""
    return Attempt(graded(), CLEARED, HEAD)


@refuses("place_cleared", "the_cleared_address_is_graded")
def no_address_is_graded() -> Attempt:
    """There is nothing to clear for."""
    return Attempt(Stage().with_ppt(), CLEARED, HEAD)


@refuses("place_cleared", "who_is_cleared_takes_part")
def a_service_that_takes_no_part() -> Attempt:
    """It reads nothing anyhow."""
    cleared = facts.PlaceCleared(person="child", cleared="nav-1", decided_by=ClearedBy.POLICE)
    return Attempt(graded(), cleared, HEAD)


@refuses("place_cleared", "police_or_child_welfare_clear_the_strictest")
def the_child_says_so() -> Attempt:
    """The strictest grade is not theirs to lift for anybody."""
    cleared = facts.PlaceCleared(person="child", cleared="ppt-1", decided_by=ClearedBy.PERSON)
    return Attempt(graded(Grade.STRICTLY_CONFIDENTIAL), cleared, HEAD)


@admits("place_clearance_ended")
def the_ppt_is_cleared_no_longer() -> Attempt:
    """It needs not know."""
    stage = graded()
    stage.play(CLEARED, HEAD)
    return Attempt(stage, facts.PlaceClearanceEnded(person="child", cleared="ppt-1"), HEAD)


@refuses("place_clearance_ended", "they_were_cleared")
def they_never_were() -> Attempt:
    """Nothing to end."""
    return Attempt(graded(), facts.PlaceClearanceEnded(person="child", cleared="ppt-1"), HEAD)


def marked() -> tuple[Stage, str]:
    """Let the nurse mark what she wrote as about the father, and return the mark."""
    stage = with_nurse()
    illness = stage.play(facts.CommentMade(category=Category.HEALTH), NURSE)
    return stage, stage.play(facts.EntryMarked(entry=illness, tells=Tells.SOMEBODY_ELSE, whose="father"), NURSE)


@admits("entry_struck")
def a_mark_set_wrongly() -> Attempt:
    """It was about the child after all; the nurse who set it strikes it."""
    stage, mark = marked()
    return Attempt(stage, facts.EntryStruck(entry=mark, reason=facts.StrikeReason.NEVER_HAPPENED), NURSE)


@refuses("entry_struck", "the_entry_is_the_askers_to_correct")
def the_school_strikes_the_nurses_mark() -> Attempt:
    """The mother would read of the father's illness by it."""
    stage, mark = marked()
    return Attempt(stage, facts.EntryStruck(entry=mark, reason=facts.StrikeReason.WRONG_CASE), HEAD)


@refuses("entry_corrected", "the_entry_is_the_askers_to_correct")
def the_school_lets_the_mother_be_told() -> Attempt:
    """The nurse decided that neither is told."""
    stage = with_nurse()
    decided = stage.play(facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)
    only_father = facts.GuardiansNotTold(person="child", ground=OBJECTS, guardians=("father",))
    return Attempt(stage, facts.EntryCorrected(entry=decided, instead=only_father), TEACHER)
