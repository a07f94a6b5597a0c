"""The rules of law as data: what each says, on what it rests, from when to when. Not legal advice.

The rules stand in `norway/*.toml`, one file a letter, with the acts and the pages they rest on in `acts.toml`. A file
is read when a rule of its letter is first asked for; the ids and the digest need none of them read.

Law is chosen by the date of the act judged, never by today's. A rule is in force on a date when something it rests on
is; a rule that rests on no act (municipal practice, a choice of this library) always stands.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.dates import Period, check_day
from bti.errors import InvalidValue, UnknownRule
from bti.text import Text

__all__ = ["Act", "Basis", "Certainty", "EnforcedWhere", "Law", "Page", "Rule", "Sector", "load_law", "read_law"]

ACTS: Final = "acts"
"""The file of acts and pages; each other file is named by the letter of its rules."""

LETTERS: Final = ("Z", "A", "Q", "B", "C", "D", "E", "F", "H")
"""The topics: gates, who consents, how, hearing, secrecy, reporting, cooperation, deadlines, keeping."""

_HEADER: Final = re.compile(r"^\[([A-Z]-[0-9]{2})\][ \t]*(?:#.*)?$", re.MULTILINE)
_ONE_DAY: Final = dt.timedelta(days=1)


class Certainty(enum.Enum):
    """How sure a rule is; one rule may be each of them in parts."""

    STATED = "stated"  # an act or a named authority says so
    INFERRED = "inferred"  # concluded by us from what is stated; a lawyer should confirm it
    MUNICIPAL_PRACTICE = "municipal_practice"  # what municipalities do, and they differ


class EnforcedWhere(enum.Enum):
    """In which part of a whole system a rule belongs; whether it is enforced already is for that part to say."""

    GUARD = "guard"  # admission of a fact
    ANSWER = "answer"  # view, agenda, options, who must consent
    STORE = "store"  # how entries are kept
    HOST = "host"  # what the application or the municipality must do
    BACKGROUND = "background"  # explains; decides nothing by itself


class Sector(enum.Enum):
    """Which services a basis binds, where it is written for some of them only."""

    SCHOOL = "school"
    PRIVATE_SCHOOL = "private_school"
    KINDERGARTEN = "kindergarten"
    PPT = "ppt"
    HEALTH = "health"  # municipal health and care
    HOSPITAL = "hospital"  # specialist health care
    DENTAL = "dental"
    CHILD_WELFARE = "child_welfare"
    SOCIAL_SERVICES = "social_services"
    NAV = "nav"
    CRISIS_CENTRE = "crisis_centre"
    FAMILY_COUNSELLING = "family_counselling"
    INTEGRATION = "integration"
    POLICE = "police"


@attrs.frozen
class Act:
    """An act or regulation.

    Attributes:
        key: Its short key ("OPPL").
        title: What it is called.
        address: Where it is published.
        in_force_from: The day it came into force or, where no source of ours says, the day it was passed; None while
            it is adopted and no date is set.
        to: The last day it was in force; None while it is.
        replaced_by: The key of the adopted act that will take its place, if there is one.
    """

    key: str
    title: Text
    address: str
    in_force_from: dt.date | None
    to: dt.date | None = None
    replaced_by: str | None = None


@attrs.frozen
class Page:
    """A page that shows how a rule is read or practised: an authority's guidance, a municipality's own words.

    Attributes:
        key: Its short key ("TYSVER").
        title: Who says it, and what about; names as they are.
        address: Where it was published.
    """

    key: str
    title: str
    address: str


@attrs.frozen
class Basis:
    """Something a rule rests on.

    Attributes:
        act: The act's key.
        sections: The sections, as cited in Norwegian ("§ 24-5", "§ 13 a nr. 1", "art. 9 (2)"); empty for a whole act.
        in_force_from: The first day it says this; None while it waits for its act.
        to: The last day it says this; None while it does.
        pending: The key of the act it waits for, adopted and without a date; None when it is law or was.
        worded: The day of the present wording, where the words changed and the rule did not.
        sectors: The services it binds; empty where it is not written for some only.
    """

    act: str
    sections: tuple[str, ...]
    in_force_from: dt.date | None
    to: dt.date | None = None
    pending: str | None = None
    worded: dt.date | None = None
    sectors: tuple[Sector, ...] = ()

    def in_force(self, on: dt.date) -> bool:
        """Tell whether it is law on a date."""
        if self.in_force_from is None or on < self.in_force_from:
            return False
        return self.to is None or on <= self.to


@attrs.frozen
class Rule:
    """One rule of law, in our own plain words.

    Attributes:
        id: "A-30"; stable.
        statement: What it says.
        when: Whom and what it concerns.
        effect: What follows for a case.
        basis: What it rests on; empty where no act says it.
        certainty: How sure it is.
        enforced: In which parts of a system it belongs.
        sources: The keys of pages that show how it is read.
        note: What else one should know: doubts, conflicts, exceptions.
        term: The length of time it sets in whole days or more.
    """

    id: str
    statement: Text
    when: Text
    effect: Text
    basis: tuple[Basis, ...]
    certainty: tuple[Certainty, ...]
    enforced: tuple[EnforcedWhere, ...]
    sources: tuple[str, ...] = ()
    note: Text | None = None
    term: Period | None = None

    def in_force(self, on: dt.date) -> bool:
        """Tell whether it stands on a date: something it rests on is law then, or it rests on no act."""
        return not self.basis or any(basis.in_force(on) for basis in self.basis)

    def basis_on(self, on: dt.date, sector: Sector | None = None) -> tuple[Basis, ...]:
        """Return what it rests on, on a date and for a kind of service."""
        return tuple(
            basis
            for basis in self.basis
            if basis.in_force(on) and (sector is None or not basis.sectors or sector in basis.sectors)
        )


@attrs.frozen(eq=False, repr=False)
class Law:
    """All rules together. Two laws are equal when they say the same.

    Attributes:
        digest: SHA-256 of the files, whatever their line endings, and of what is supposed (`supposing`).
        ids: The ids of all rules, topic by topic.
        supposed: The pending acts that are taken to come into force, by date.
    """

    digest: str
    ids: tuple[str, ...]
    supposed: Mapping[str, dt.date]
    _files: Mapping[str, str]
    _topics: dict[str, Mapping[str, Rule]] = attrs.field(factory=dict, init=False)
    _register: list[tuple[Mapping[str, Act], Mapping[str, Page]]] = attrs.field(factory=list, init=False)

    def rule(self, id: str) -> Rule:
        """Return the rule of an id.

        Raises:
            UnknownRule: There is none; the message names the nearest.
            LawError: The file that should hold it cannot be read (never with the bundled law).
        """
        if id not in self.ids:
            from difflib import get_close_matches  # only an error needs it

            nearest = get_close_matches(str(id)[:20].upper(), self.ids, n=1, cutoff=0.5)
            hint = f"; did you mean '{nearest[0]}'?" if nearest else ""
            raise UnknownRule(f"the law has no rule {str(id)[:20]!r}{hint}")
        return self._topic(id[0])[id]

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule, in the order of `ids`."""
        return tuple(self.rule(id) for id in self.ids)

    def in_force(self, on: dt.date) -> tuple[Rule, ...]:
        """Return the rules that stand on a date, in the order of `ids`."""
        day = check_day(on)
        return tuple(rule for rule in self.rules() if rule.in_force(day))

    @property
    def acts(self) -> Mapping[str, Act]:
        """Return the acts and regulations by key."""
        return self._keys()[0]

    @property
    def pages(self) -> Mapping[str, Page]:
        """Return the pages by key."""
        return self._keys()[1]

    def addresses(self, id: str) -> tuple[str, ...]:
        """Return where a rule can be looked up: the acts it rests on, then the pages.

        Raises:
            UnknownRule: There is no such rule.
        """
        rule = self.rule(id)
        acts = (self.acts[basis.act].address for basis in rule.basis)
        return tuple(dict.fromkeys((*acts, *(self.pages[key].address for key in rule.sources))))

    def cite(self, id: str, lang: str, *, on: dt.date | None = None) -> str:
        """Return the acts and sections that a rule rests on, as a phrase; empty where it rests on none.

        Args:
            id: The rule.
            lang: In which language the acts are named.
            on: Only what is law on this date.

        Raises:
            UnknownRule: There is no such rule.
            UnknownLanguage: There is no such language.
        """
        rule = self.rule(id)
        basis = rule.basis if on is None else rule.basis_on(on)
        return "; ".join(" ".join((self.acts[one.act].title(lang), ", ".join(one.sections))).strip() for one in basis)

    def supposing(self, dates: Mapping[str, dt.date]) -> Law:
        """Return the law as it will be if pending acts come into force on these dates, for scenarios.

        What rests on a pending act is law from its date; what rests on the act it replaces ends the day before.

        Raises:
            InvalidValue: A key is not that of a pending act, or a value is not a date.
        """
        pending = {key for key, act in self.acts.items() if act.in_force_from is None}
        for key in dates:
            if key not in pending:
                raise InvalidValue(f"{key!r} is not a pending act; pending are {', '.join(sorted(pending)) or 'none'}")
        supposed = dict(self.supposed) | {key: check_day(day) for key, day in dates.items()}
        return Law(_digest(self._files, supposed), self.ids, MappingProxyType(supposed), self._files)

    def _keys(self) -> tuple[Mapping[str, Act], Mapping[str, Page]]:
        if not self._register:
            from bti.law.reading import read_register

            acts, pages = read_register(self._files[ACTS])
            self._register.append((_supposed_acts(acts, self.supposed), pages))
        return self._register[0]

    def _topic(self, letter: str) -> Mapping[str, Rule]:
        topic = self._topics.get(letter)
        if topic is None:
            from bti.law.reading import read_topic

            topic = self._topics[letter] = read_topic(letter, self._files[letter], self.acts, self.pages)
        return topic

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Law) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Law of {len(self.ids)} rules, digest {self.digest[:12]}>"


@functools.cache
def load_law() -> Law:
    """Return the law of Norway, as bundled. Quick: a rule is read when it is first asked for."""
    from importlib.resources import files

    room = files("bti.law") / "norway"
    return _law({name: (room / f"{name}.toml").read_bytes().decode("utf-8") for name in (ACTS, *LETTERS)})


def read_law(texts: Mapping[str, str]) -> Law:
    """Read law from TOML texts and report all that is wrong with them at once.

    Args:
        texts: The text of `acts.toml` under "acts", and of each topic under its letter.

    Raises:
        LawError: Something is wrong; `problems` holds every finding, with file and path.
    """
    from bti.law.reading import check_law

    check_law(texts)
    return _law(texts)


def _law(texts: Mapping[str, str]) -> Law:
    files = {name: texts[name].replace("\r\n", "\n") for name in (ACTS, *(one for one in LETTERS if one in texts))}
    ids = tuple(id for name in files if name != ACTS for id in _HEADER.findall(files[name]))
    return Law(_digest(files, {}), ids, MappingProxyType({}), MappingProxyType(files))


def _digest(files: Mapping[str, str], supposed: Mapping[str, dt.date]) -> str:
    digest = hashlib.sha256()
    for name, text in files.items():
        content = text.encode("utf-8")
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    for key, day in sorted(supposed.items()):
        digest.update(f"{key} {day.isoformat()}\n".encode())
    return digest.hexdigest()


def _supposed_acts(acts: Mapping[str, Act], supposed: Mapping[str, dt.date]) -> Mapping[str, Act]:
    if not supposed:
        return acts
    changed: dict[str, Act] = {}
    for key, act in acts.items():
        changed[key] = act
        if key in supposed:
            changed[key] = attrs.evolve(act, in_force_from=supposed[key])
        elif act.to is None and act.replaced_by is not None and act.replaced_by in supposed:
            changed[key] = attrs.evolve(act, to=supposed[act.replaced_by] - _ONE_DAY)
    return MappingProxyType(changed)
