"""A duty: what somebody owes, until when, why, and which fact fulfils it.

A duty never gates a fact (model 3): it is shown, and what is overdue is shown as overdue. It names nothing but
references, codes and dates; its words are fetched when they are said.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping

import attrs

from bti.dates import Due
from bti.reasons import Citation, Param, in_language
from bti.record.fact import Audience, Category
from bti.text import Text, check_language, render

__all__ = ["Duty", "DutyStanding", "Fulfilment", "Owed", "OwedBy", "duty_words"]


class OwedBy(enum.Enum):
    """Who owes something, said by what they are in the case."""

    ANSWERING = "answering"  # whoever answers for the case
    HOLDER = "holder"  # whoever holds the baton; while nobody does, whoever answers
    LEADER = "leader"  # the leader of the home service
    HOME = "home"  # the home service
    PERSON = "person"  # one person, by reference
    SERVICE = "service"  # one service, by reference
    ROLE = "role"  # everybody in a role of the guide, by its id
    SERVICE_KIND = "service_kind"  # a kind of service, by its id in the guide
    MUNICIPALITY = "municipality"  # at last (law E-03)


@attrs.frozen
class Owed:
    """Who owes something.

    Attributes:
        by: What they are in the case.
        ref: Which person, service, role or kind of service; None where `by` says it all.
        persons: The references of those this means today, as far as the case knows them.
    """

    by: OwedBy
    ref: str | None = None
    persons: tuple[str, ...] = ()


@attrs.frozen
class Fulfilment:
    """A kind of fact that fulfils a duty.

    Attributes:
        fact: The kind.
        fields: What its fields have to be, for those that matter: (field, value).
    """

    fact: str
    fields: tuple[tuple[str, str], ...] = ()


class DutyStanding(enum.Enum):
    """Where a duty is."""

    OPEN = "open"
    OVERDUE = "overdue"
    LASTING = "lasting"  # work that goes on as long as it holds, and that no day ends


@attrs.frozen
class Duty:
    """What somebody owes.

    Attributes:
        source: What it comes from, as a stable name: a code, or the path of what the guide says. No id of an entry
            stands in it.
        rests_on: The ids of the entries that it was made of, each: the one it is about first, then those that say since
            when or until when. From whom one of them is kept back, it is kept (`bti.answers.told`), but for whoever
            works with the case and owes it. Empty where it rests on the case alone.
        code: What it is, as a stable name; its words stand in `words.toml`.
        params: Names and values that the words use.
        who: Who owes it.
        start: The day it runs from, in Europe/Oslo; None where no day is known.
        due: Until when it is kept; None: it waits, and no source says for how long.
        cites: Where it is written.
        fulfilled_by: The kinds of fact that fulfil it; any one does.
        standing: Open or overdue, at the instant asked about.
        overdue_since: The first instant at which it was overdue; None while it is not.
        words: The source's own words for it, in its own languages; said instead of ours.
        binding: How strongly it is meant: "must", "should" or "may"; None where the source does not say.
        not_before: The first day on which it can be fulfilled in time; None: any.
        audience: Who may know of it, as of the entry it rests on.
        category: The kind of information it rests on; None: structure that everybody who joined may see.
        of: The person it rests on, who may know of it anyhow.
        about: Whose answer it waits for, where it rests on the answers of several; None: nobody's.
        entry: The id of the entry it rests on, where who may read that decides who may know of it; whoever owes it may
            know of it anyhow.
        matter: The protected matter it belongs to, whose insiders alone may know of it; None: the case book.
        outlives: Whether it stands after the case is closed.
        lasts: Whether it is lasting work, which no fact fulfils; it is never overdue.
    """

    source: str
    rests_on: tuple[str, ...]
    code: str
    params: tuple[tuple[str, Param], ...]
    who: tuple[Owed, ...]
    start: dt.date | None
    due: Due | None
    cites: tuple[Citation, ...]
    fulfilled_by: tuple[Fulfilment, ...]
    standing: DutyStanding = DutyStanding.OPEN
    overdue_since: dt.datetime | None = None
    words: Text | None = None
    binding: str | None = None
    not_before: dt.date | None = None
    audience: Audience = Audience.LOG
    category: Category | None = None
    of: str | None = None
    about: str | None = None
    entry: str | None = None
    matter: str | None = None
    outlives: bool = False
    lasts: bool = False

    @property
    def id(self) -> str:
        """Return its id, which is stable: made of what it comes from and of the entries that it rests on."""
        return ":".join((self.source, *(self.rests_on or ("case",)), *(() if self.about is None else (self.about,))))

    @property
    def is_overdue(self) -> bool:
        """Tell whether it was overdue at the instant asked about."""
        return self.standing is DutyStanding.OVERDUE

    def text(self, lang: str) -> str:
        """Return what is owed, as a sentence in a language.

        Raises:
            UnknownLanguage: No such language.
        """
        check_language(lang)
        if self.words is not None:
            return self.words(lang)
        return render(duty_words()[self.code], lang, in_language(dict(self.params), lang))

    def at(self, now: dt.datetime) -> Duty:
        """Return it as it stands at an instant."""
        standing, since = DutyStanding.OPEN, None
        if self.lasts:
            standing = DutyStanding.LASTING
        elif self.due is not None and self.due.is_overdue(now):
            standing, since = DutyStanding.OVERDUE, self.due.overdue_from
        if (self.standing, self.overdue_since) == (standing, since):
            return self
        return attrs.evolve(self, standing=standing, overdue_since=since)


@functools.cache
def duty_words() -> Mapping[str, Text]:
    """Return all sentences of duties and breaks by code."""
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti") / "duties" / "words.toml").read_text("utf-8"))
    return {code: Text.of(said) for code, said in read.items()}
