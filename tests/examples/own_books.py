"""A service writes in its own book: admitted in every state, with no guard before it."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits
from tests.stage import ADVISER, TEACHER, Stage

WELFARE = bti.Service("welfare-1", "child_welfare")
CASEWORKER = bti.Professional("caseworker", "caseworker", WELFARE)


@admits("own_note_written")
def _noted_where_nobody_knows_of_the_service() -> Attempt:
    return Attempt(Stage().shared(), facts.OwnNoteWritten(category=Category.WELFARE), CASEWORKER)


@admits("own_note_written")
def _noted_about_an_earlier_note() -> Attempt:
    stage = Stage()
    note = stage.play(facts.OwnNoteWritten(category=Category.WELFARE), CASEWORKER)
    return Attempt(stage, facts.OwnNoteWritten(about=note, category=Category.WELFARE), CASEWORKER)


@admits("own_contact_had")
def _talked_with_the_mother() -> Attempt:
    talked = facts.OwnContactHad(with_persons=("mother",), how=facts.ContactForm.TALK, category=Category.WELFARE)
    return Attempt(Stage(), talked, CASEWORKER)


@admits("own_entry_passed_on")
def _brought_into_the_case() -> Attempt:
    stage = Stage()
    note = stage.play(facts.OwnNoteWritten(category=Category.EDUCATION), ADVISER)
    stage.with_ppt()
    told = stage.play(facts.CommentMade(category=Category.EDUCATION), ADVISER)
    return Attempt(stage, facts.OwnEntryPassedOn(entry=note, into=told, category=Category.EDUCATION), ADVISER)


@admits("own_note_written")
def _the_school_keeps_one_too() -> Attempt:
    return Attempt(Stage().held(), facts.OwnNoteWritten(category=Category.EDUCATION), TEACHER)
