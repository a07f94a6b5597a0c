"""The rules of law together, as bundled or as read: by id, by date, with one digest. Not legal advice.

The rules stand in `norway/*.toml`, one file a letter, with the acts and the pages they rest on in `acts.toml`. A file
is read when a rule of its letter is first asked for; the ids and the digest need none of them read.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.dates import check_day
from bti.errors import InvalidValue, UnknownRule
from bti.law.model import ACTS, LETTERS, Act, Page, Rule, Sector, ids_of

__all__ = ["Law", "load_law", "read_law"]

_ONE_DAY: Final = dt.timedelta(days=1)


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
    _topics: dict[str, Mapping[str, Rule]] = attrs.field(factory=dict[str, Mapping[str, Rule]], init=False)
    _register: list[tuple[Mapping[str, Act], Mapping[str, Page]]] = attrs.field(
        factory=list[tuple[Mapping[str, Act], Mapping[str, Page]]], init=False
    )

    def rule(self, id: str) -> Rule:
        """Return the rule of an id.

        Raises:
            UnknownRule: There is none; the message names the nearest.
            LawError: The file that should hold it cannot be read (never with the bundled law).
        """
        if id not in self.ids:
            from difflib import get_close_matches  # only an error needs it

            nearest = get_close_matches(str(id)[:20].upper(), self.ids, n=1, cutoff=0.5)
            hint = f"; did you mean '{nearest[0]}'?" if nearest else f"; ids are such as '{self.ids[0]}'"
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
        keys = [*(basis.act for basis in rule.basis), *(basis.amended_by for basis in rule.basis if basis.amended_by)]
        acts = (self.acts[key].address for key in keys)
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

    def without(self, *ids: str) -> Law:
        """Return the law with some rules taken out, to see what rests on them. Where one is gone, `stands` says no.

        Raises:
            UnknownRule: There is no such rule.
        """
        for id in ids:
            self.rule(id)
        gone = frozenset(ids)
        left = tuple(id for id in self.ids if id not in gone)
        digest = hashlib.sha256("\n".join((self.digest, *sorted(gone))).encode()).hexdigest()
        return Law(digest, left, self.supposed, self._files)

    def stands(self, id: str, on: dt.date, sector: Sector | None = None) -> bool:
        """Tell whether a rule is there and in force on a date, for a kind of service where one is given."""
        if id not in self.ids:
            return False
        rule = self._topic(id[0])[id]
        return rule.in_force(on) if sector is None or not rule.basis else bool(rule.basis_on(on, sector))

    def standing(self, ids: Iterable[str], on: dt.date) -> tuple[str, ...]:
        """Return those of some rules that are in force on a date, in their order."""
        return tuple(id for id in ids if self.stands(id, on))

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
    return _law({name: (room / f"{name}.toml").read_text("utf-8") for name in (ACTS, *LETTERS)})


def read_law(texts: Mapping[str, str]) -> Law:
    """Read law from TOML texts and report all that is wrong with them at once.

    Args:
        texts: The text of `acts.toml` under "acts", and of each topic under its letter.

    Raises:
        LawError: Something is wrong; `problems` holds every finding, with file and path.
    """
    from bti.law.reading import check_law

    written = {name: text.replace("\r\n", "\n") for name, text in texts.items()}
    check_law(written)
    return _law(written)


def _law(texts: Mapping[str, str]) -> Law:
    files = {name: texts[name] for name in (ACTS, *LETTERS) if name in texts}
    ids = tuple(id for name in files if name != ACTS for id in ids_of(files[name]))
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
