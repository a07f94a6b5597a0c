"""Every duty says which entries it rests on: nothing else in it names one, so that what is kept can be left out."""

from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.duties.duty import Duty
from tests.laws.histories import STORIES, History, histories, plain, told
from tests.laws.pairs import READERS

_QUOTED = re.compile(r"'([^']*)'")


def assert_all_are_named(history: History, now: dt.datetime) -> None:
    """Assert that each entry that shows in a duty is one that it rests on, and that its id is made of these alone."""
    books = (history.case.entries, *history.case.beside().values())
    entries = {entry.id for book in books for entry in book} | {*history.case.spine.life.brought}
    for reader in READERS:
        for duty in history.engine.agenda(history.case, by=reader, now=now):
            rests_on = set(duty.rests_on)
            assert rests_on <= entries
            assert not entries.intersection(re.split("[: ]", duty.source))
            shown = {part for said in _QUOTED.findall(plain(duty)) for part in said.split(":")}
            assert shown & entries <= rests_on, duty


class TestDutiesSayWhatTheyRestOn:
    """Each entry whose id shows anywhere in a duty stands in `rests_on`: there is no other way into its id."""

    @given(histories(most=12, begun=True), st.sampled_from((0, 30, 400)))
    def test_in_any_history(self, history: History, days: int) -> None:
        """Of the case book and of the matters, to every reader."""
        assert_all_are_named(history, history.now + dt.timedelta(days=days))

    @pytest.mark.parametrize("number", range(len(STORIES)), ids=[f"story-{one}" for one in range(len(STORIES))])
    def test_all_along_a_story(self, number: int) -> None:
        """At each third step of each story."""
        home, family = STORIES[number]
        for upto in range(1, len(told(home, family).steps), 3):
            history = told(home, family, upto)
            assert_all_are_named(history, history.now)

    def test_an_id_cannot_be_given(self) -> None:
        """It is worked out: what a source does not name it cannot put in."""
        names = {field.name: field.default for field in attrs.fields(Duty)}
        assert "id" not in names
        assert names["source"] is names["rests_on"] is attrs.NOTHING
