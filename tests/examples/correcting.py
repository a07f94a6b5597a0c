"""What was recorded wrongly is corrected, struck, shared wider, erased."""

from __future__ import annotations

from typing import ClassVar

import attrs

from bti import facts
from bti.facts import Audience, Category, Note, StrikeReason
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, TEACHER, UNTIL, Stage


def describing(concern: str, category: Category = Category.EDUCATION) -> facts.ConcernDescribed:
    """Describe the concern in words."""
    return facts.ConcernDescribed(concern=concern, category=category, note=Note.of("often alone since April"))


def described() -> tuple[Stage, str]:
    """Describe a concern a second time, with a text."""
    stage = Stage().concerned()
    return stage, stage.play(describing(stage.concern), TEACHER)


def struck(reason: StrikeReason = StrikeReason.WRONG_CASE) -> tuple[Stage, str]:
    """Strike that description."""
    stage, entry = described()
    stage.play(facts.EntryStruck(entry=entry, reason=reason), TEACHER)
    return stage, entry


def commented() -> tuple[Stage, str]:
    """Let the mother comment."""
    stage = Stage().held()
    comment = facts.CommentMade(category=Category.FAMILY, note=Note.of("we see the same at home"))
    return stage, stage.play(comment, MOTHER)


def withdrawn() -> tuple[Stage, str]:
    """Let both parents take back their consent to the log, which closes it by itself; return the closing."""
    stage = Stage().held()
    for given in stage.case.spine.consents.given():
        stage.play(facts.ConsentWithdrawn(consent=given.id), TEACHER)
    assert isinstance(stage.case.entries[-1].fact, facts.LogClosed)
    return stage, stage.case.entries[-1].id


def guardian_named() -> tuple[Stage, str]:
    """Come to level 1, with everything that stands on the mother being named; return that entry."""
    stage = Stage().held()
    return stage, next(one.id for one in stage.case.entries if isinstance(one.fact, facts.GuardianNamed))


MEND = describing("any")


@admits("entry_corrected")
def corrected() -> Attempt:
    """The teacher had the wrong kind of information."""
    stage, entry = described()
    return Attempt(
        stage, facts.EntryCorrected(entry=entry, instead=describing(stage.concern, Category.HEALTH)), TEACHER
    )


@admits("entry_corrected")
def corrected_by_the_leader() -> Attempt:
    """The headteacher corrects what the teacher wrote."""
    return attrs.evolve(corrected(), by=HEAD)


@admits("entry_corrected")
def birth_date_put_right() -> Attempt:
    """The birth date was wrong, and much has been recorded since."""
    stage = Stage().held()
    opening = stage.case.entries[0]
    assert isinstance(opening.fact, facts.CaseOpened)
    child = attrs.evolve(opening.fact.persons[0], birth=UNTIL.replace(year=2014))
    right = facts.EntryCorrected(entry=opening.id, instead=attrs.evolve(opening.fact, persons=(child,)))
    return Attempt(stage, right, TEACHER)


@admits("entry_struck")
def struck_as_another_childs() -> Attempt:
    """It was about another child."""
    stage, entry = described()
    return Attempt(stage, facts.EntryStruck(entry=entry, reason=StrikeReason.WRONG_CASE), TEACHER)


@admits("entry_struck")
def struck_with_what_followed() -> Attempt:
    """The father did not mean to take back his consent: the log, closed by that, is open again."""
    stage = Stage().held()
    consents = {one.giver: one.id for one in stage.case.spine.consents.given()}
    stage.play(facts.ConsentWithdrawn(consent=consents["mother"]), MOTHER)
    taken_back = stage.play(facts.ConsentWithdrawn(consent=consents["father"]), FATHER)
    return Attempt(stage, facts.EntryStruck(entry=taken_back, reason=StrikeReason.NEVER_HAPPENED), FATHER)


@admits("entry_shared")
def shared_with_the_family() -> Attempt:
    """The teacher shows the family what stood only for the school."""
    stage, entry = described()
    return Attempt(stage, facts.EntryShared(entry=entry, to=Audience.FAMILY), TEACHER)


@admits("text_erased")
def text_erased() -> Attempt:
    """A decision to erase the text is carried out."""
    stage, entry = described()
    return Attempt(stage, facts.TextErased(entry=entry, decision="decision-7"), HEAD)


@admits("entry_erased")
def entry_erased() -> Attempt:
    """A decision to erase what was about another child is carried out."""
    stage, entry = struck()
    return Attempt(stage, facts.EntryErased(entry=entry, decision="decision-8"), HEAD)


# Refused


@refuses("entry_corrected", "the_entry_is_known")
def corrects_nothing() -> Attempt:
    """There is no such entry."""
    return Attempt(Stage().concerned(), facts.EntryCorrected(entry="nothing", instead=MEND), TEACHER)


@refuses("entry_struck", "the_entry_is_known")
def strikes_nothing() -> Attempt:
    """There is no such entry."""
    return Attempt(Stage().concerned(), facts.EntryStruck(entry="nothing", reason=StrikeReason.OTHER), TEACHER)


@refuses("entry_shared", "the_entry_is_known")
def shares_nothing() -> Attempt:
    """There is no such entry."""
    return Attempt(Stage().concerned(), facts.EntryShared(entry="nothing", to=Audience.LOG), TEACHER)


@refuses("text_erased", "the_entry_is_known")
def erases_no_text() -> Attempt:
    """There is no such entry."""
    return Attempt(Stage().concerned(), facts.TextErased(entry="nothing", decision="decision-7"), HEAD)


@refuses("entry_erased", "the_entry_is_known", "struck_as_another_childs")
def erases_nothing() -> Attempt:
    """There is no such entry."""
    return Attempt(Stage().concerned(), facts.EntryErased(entry="nothing", decision="decision-7"), HEAD)


def of_a_correction() -> tuple[Stage, str]:
    """Correct an entry, and return the correction."""
    attempt = corrected()
    return attempt.stage, attempt.stage.play(attempt.fact, attempt.by)


@refuses("entry_corrected", "the_entry_is_no_correction")
def corrects_a_correction() -> Attempt:
    """The entry is corrected anew, not its correction."""
    stage, correction = of_a_correction()
    return Attempt(stage, facts.EntryCorrected(entry=correction, instead=describing(stage.concern)), TEACHER)


@refuses("entry_struck", "the_entry_is_no_correction")
def strikes_a_correction() -> Attempt:
    """The entry is struck, not its correction."""
    stage, correction = of_a_correction()
    return Attempt(stage, facts.EntryStruck(entry=correction, reason=StrikeReason.OTHER), TEACHER)


@refuses("entry_shared", "the_entry_is_no_correction")
def shares_a_correction() -> Attempt:
    """The entry is shared, and its corrections with it."""
    stage, correction = of_a_correction()
    return Attempt(stage, facts.EntryShared(entry=correction, to=Audience.LOG), TEACHER)


@refuses("entry_corrected", "the_entry_was_recorded_by_somebody")
def corrects_what_followed() -> Attempt:
    """The closing followed from the withdrawal."""
    stage, closing = withdrawn()
    instead = facts.LogClosed(reason=facts.LogClosing.WISH)
    return Attempt(stage, facts.EntryCorrected(entry=closing, instead=instead), HEAD)


@refuses("entry_struck", "the_entry_was_recorded_by_somebody")
def strikes_what_followed() -> Attempt:
    """The closing followed from the withdrawal."""
    stage, closing = withdrawn()
    return Attempt(stage, facts.EntryStruck(entry=closing, reason=StrikeReason.NEVER_HAPPENED), HEAD)


@refuses("entry_corrected", "the_entry_is_not_struck")
def corrects_what_is_struck() -> Attempt:
    """It counts no more."""
    stage, entry = struck()
    return Attempt(stage, facts.EntryCorrected(entry=entry, instead=describing(stage.concern)), TEACHER)


@refuses("entry_struck", "the_entry_is_not_struck")
def strikes_twice() -> Attempt:
    """It is struck already."""
    stage, entry = struck()
    return Attempt(stage, facts.EntryStruck(entry=entry, reason=StrikeReason.OTHER), TEACHER)


@refuses("entry_shared", "the_entry_is_not_struck")
def shares_what_is_struck() -> Attempt:
    """Nobody else is to see it now."""
    stage, entry = struck()
    return Attempt(stage, facts.EntryShared(entry=entry, to=Audience.LOG), TEACHER)


@refuses("entry_struck", "a_beginning_is_not_struck")
def strikes_the_beginning() -> Attempt:
    """Without the opening there is no case."""
    stage = Stage().concerned()
    return Attempt(stage, facts.EntryStruck(entry=stage.case.entries[0].id, reason=StrikeReason.OTHER), TEACHER)


@refuses("entry_corrected", "the_correction_is_of_the_same_kind")
def corrects_to_another_kind() -> Attempt:
    """A description does not become a comment."""
    stage, entry = described()
    instead = facts.CommentMade(category=Category.EDUCATION)
    return Attempt(stage, facts.EntryCorrected(entry=entry, instead=instead), TEACHER)


@refuses("entry_corrected", "a_correction_moves_nothing")
def corrects_the_audience() -> Attempt:
    """Showing it to more people is an act of its own."""
    stage, entry = described()
    instead = attrs.evolve(describing(stage.concern), audience=Audience.LOG)
    return Attempt(stage, facts.EntryCorrected(entry=entry, instead=instead), TEACHER)


@refuses("entry_corrected", "the_entry_is_the_askers_to_correct")
def corrects_the_mother() -> Attempt:
    """Nobody puts other words into the mother's mouth, not even the headteacher."""
    stage, comment = commented()
    instead = facts.CommentMade(category=Category.FAMILY)
    return Attempt(stage, facts.EntryCorrected(entry=comment, instead=instead), HEAD)


@refuses("entry_struck", "the_entry_is_the_askers_to_correct")
def strikes_the_mother() -> Attempt:
    """Nobody strikes what the mother said but she."""
    stage, comment = commented()
    return Attempt(stage, facts.EntryStruck(entry=comment, reason=StrikeReason.OTHER), HEAD)


@refuses("entry_shared", "the_entry_is_the_askers_to_share")
def shares_the_schools() -> Attempt:
    """The mother does not share what the school wrote."""
    stage = Stage().held()
    described = next(one for one in stage.case.entries if isinstance(one.fact, facts.ConcernDescribed))
    return Attempt(stage, facts.EntryShared(entry=described.id, to=Audience.LOG), MOTHER)


@refuses("entry_shared", "it_reaches_further_than_before")
def shares_with_fewer() -> Attempt:
    """Everybody may have read it."""
    stage, comment = commented()
    return Attempt(stage, facts.EntryShared(entry=comment, to=Audience.HOME), MOTHER)


class KeptBack(facts.ConcernDescribed):
    """A fact of which even the kind is kept back."""

    discreet: ClassVar[bool] = True


@refuses("entry_shared", "what_is_kept_back_stays_so")
def shares_what_is_kept_back() -> Attempt:
    """Of some things others do not even see what they are."""
    stage, described_as = described()
    kept = KeptBack(concern=stage.concern, category=Category.EDUCATION)
    entries = [attrs.evolve(one, fact=kept) if one.id == described_as else one for one in stage.case.entries]
    stage.case = attrs.evolve(stage.case, entries=tuple(entries))
    return Attempt(stage, facts.EntryShared(entry=described_as, to=Audience.FAMILY), TEACHER)


@refuses("entry_corrected", "all_later_entries_still_stand")
def corrects_the_guardian() -> Attempt:
    """The concern was shared with her, and she consented."""
    stage, named = guardian_named()
    instead = facts.GuardianNamed(person="aunt", lives_with=True)
    return Attempt(stage, facts.EntryCorrected(entry=named, instead=instead), TEACHER)


@refuses("entry_struck", "all_later_entries_still_stand")
def strikes_the_guardian() -> Attempt:
    """The concern was shared with her, and she consented."""
    stage, named = guardian_named()
    return Attempt(stage, facts.EntryStruck(entry=named, reason=StrikeReason.NEVER_HAPPENED), TEACHER)


@refuses("entry_struck", "a_no_is_undone_by_who_said_it")
def strikes_a_withdrawal() -> Attempt:
    """The mother took back her consent, and the teacher noted it: she says yes anew, or it stays."""
    stage = Stage().held()
    given = next(one.id for one in stage.case.spine.consents.given() if one.giver == "mother")
    noted = stage.play(facts.ConsentWithdrawn(consent=given), TEACHER)
    return Attempt(stage, facts.EntryStruck(entry=noted, reason=StrikeReason.OTHER), HEAD)


@refuses("entry_corrected", "a_no_is_undone_by_who_said_it")
def corrects_whose_no_it_was() -> Attempt:
    """The mother said no; were it the father's, her yes from before would be back."""
    stage = Stage().held()
    noted = stage.play(facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother"), TEACHER)
    instead = facts.ConsentRefused(scope=facts.Scope.LOG, giver="father")
    return Attempt(stage, facts.EntryCorrected(entry=noted, instead=instead), HEAD)


@refuses("entry_corrected", "the_right_content_is_covered_by_consent")
def corrects_to_what_is_not_covered() -> Attempt:
    """The PPT may write of education only."""
    stage = Stage().with_bounded_ppt()
    goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), ADVISER)
    instead = facts.GoalAgreed(category=Category.HEALTH)
    return Attempt(stage, facts.EntryCorrected(entry=goal, instead=instead), ADVISER)


@refuses("text_erased", "there_is_a_text_to_erase")
def erases_what_has_no_text() -> Attempt:
    """The opening has none."""
    stage = Stage().concerned()
    return Attempt(stage, facts.TextErased(entry=stage.case.entries[0].id, decision="decision-7"), HEAD)


@refuses("entry_erased", "struck_as_another_childs")
def erases_what_was_recorded_twice() -> Attempt:
    """Only what is another child's goes."""
    stage, entry = struck(StrikeReason.RECORDED_TWICE)
    return Attempt(stage, facts.EntryErased(entry=entry, decision="decision-8"), HEAD)


@refuses("entry_erased", "not_erased_before")
def erases_twice() -> Attempt:
    """It is gone."""
    attempt = entry_erased()
    attempt.stage.play(attempt.fact, attempt.by)
    return attempt
