"""Read the law's TOML files, with every problem at once and where it stands."""

from __future__ import annotations

import datetime as dt
import enum
import re
import tomllib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar, cast

from bti.dates import Period
from bti.errors import InvalidValue, LawError, Problem
from bti.law.model import ACTS, LETTERS, Act, Basis, Certainty, EnforcedWhere, Page, Rule, Sector, ids_of
from bti.text import LANGUAGES, Text

__all__ = ["check_law", "read_register", "read_topic"]

E = TypeVar("E", bound=enum.Enum)

_ID: Final = re.compile(r"[A-Z]-[0-9]{2}")
_RULE: Final = frozenset(
    {"statement", "when", "effect", "basis", "certainty", "enforced", "sources", "note", "term"},
)
_BASIS: Final = frozenset({"act", "sections", "from", "to", "worded", "by", "sectors"})
_ACT: Final = frozenset({"title", "address", "from", "to", "pending", "replaced_by"})
_PAGE: Final = frozenset({"title", "address"})
_STAND_IN: Final = Text(
    nb="-", nn="-", en="-"
)  # for a text that could not be read; its problem is collected, so it is never seen


def read_register(text: str) -> tuple[Mapping[str, Act], Mapping[str, Page]]:
    """Read the file of acts and pages.

    Raises:
        LawError: Something is wrong with it.
    """
    reader = _Reader(ACTS)
    found = reader.register(text)
    reader.close()
    return found


def read_topic(letter: str, text: str, acts: Mapping[str, Act], pages: Mapping[str, Page]) -> Mapping[str, Rule]:
    """Read the rules of one letter.

    Raises:
        LawError: Something is wrong with the file.
    """
    reader = _Reader(letter)
    found = reader.topic(text, acts, pages)
    reader.close()
    return found


def check_law(texts: Mapping[str, str]) -> None:
    """Read every file and say what is wrong with any of them.

    Raises:
        LawError: Something is; `problems` holds every finding of every file.
    """
    problems: list[Problem] = []
    for name in texts:
        if name not in (ACTS, *LETTERS):
            problems.append(Problem("$", f"must be '{ACTS}' or one of {', '.join(LETTERS)}", file=f"{name}.toml"))
    register = _Reader(ACTS)
    acts, pages = register.register(texts.get(ACTS, ""))
    problems += register.problems
    if ACTS not in texts:
        problems.append(Problem("$", "is missing", file=f"{ACTS}.toml"))
    for letter in LETTERS:
        if letter in texts:
            reader = _Reader(letter)
            rules = reader.topic(texts[letter], acts, pages)
            problems += reader.problems
            if not reader.problems and ids_of(texts[letter]) != tuple(rules):
                message = "each rule begins with its id alone on a line, like [A-30]"
                problems.append(Problem("$", message, file=f"{letter}.toml"))
    if problems:
        raise LawError("the law cannot be used", problems)


class _Reader:
    """Read one file; collect what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def close(self) -> None:
        """Raise what was collected, if anything was."""
        if self.problems:
            raise LawError("the law cannot be used", self.problems)

    def register(self, text: str) -> tuple[Mapping[str, Act], Mapping[str, Page]]:
        """Read acts and pages."""
        whole = self._toml(text)
        self._only("$", whole, frozenset({"act", "page"}))
        acts = {key: self._act(key, table) for key, table in self._tables("$.act", whole.get("act", {}))}
        pages = {key: self._page(key, table) for key, table in self._tables("$.page", whole.get("page", {}))}
        for key, act in acts.items():
            if act.replaced_by is not None and act.replaced_by not in acts:
                self._add(f"$.act.{key}.replaced_by", "is not the key of an act", act.replaced_by, acts)
        return MappingProxyType(acts), MappingProxyType(pages)

    def topic(self, text: str, acts: Mapping[str, Act], pages: Mapping[str, Page]) -> Mapping[str, Rule]:
        """Read rules."""
        rules: dict[str, Rule] = {}
        for id, table in self._tables("$", self._toml(text)):
            if _ID.fullmatch(id) is None or id[0] != self.name:
                self._add("$", f"a rule of this file has an id like '{self.name}-01'", id)
            rules[id] = self._rule(id, table, acts, pages)
        return MappingProxyType(rules)

    def _rule(self, id: str, table: Mapping[str, object], acts: Mapping[str, Act], pages: Mapping[str, Page]) -> Rule:
        path = f"$.{id}"
        self._only(path, table, _RULE)
        sources = self._strings(f"{path}.sources", table.get("sources", []))
        for number, key in enumerate(sources):
            if key and key not in pages:
                self._add(f"{path}.sources[{number}]", "is not the key of a page", key, pages)
        return Rule(
            id=id,
            statement=self._text(f"{path}.statement", table.get("statement")),
            when=self._text(f"{path}.when", table.get("when")),
            effect=self._text(f"{path}.effect", table.get("effect")),
            basis=tuple(self._bases(f"{path}.basis", table.get("basis"), acts)),
            certainty=self._members(f"{path}.certainty", table.get("certainty"), Certainty),
            enforced=self._members(f"{path}.enforced", table.get("enforced"), EnforcedWhere),
            sources=sources,
            note=self._text(f"{path}.note", table["note"]) if "note" in table else None,
            term=self._period(f"{path}.term", table["term"]) if "term" in table else None,
        )

    def _bases(self, path: str, found: object, acts: Mapping[str, Act]) -> Iterable[Basis]:
        if not isinstance(found, list):
            self._add(path, "must be a list, empty where no act says it", found)
            return
        for number, table in enumerate(cast("list[object]", found)):
            here = f"{path}[{number}]"
            if not isinstance(table, dict):
                self._add(here, "must be a table with act and sections", table)
                continue
            yield self._basis(here, cast("dict[str, object]", table), acts)

    def _basis(self, path: str, table: Mapping[str, object], acts: Mapping[str, Act]) -> Basis:
        self._only(path, table, _BASIS)
        key = self._string(f"{path}.act", table.get("act"))
        act = acts.get(key)
        since, to = self._day(f"{path}.from", table.get("from")), self._day(f"{path}.to", table.get("to"))
        if to is not None and to < (since or (act.in_force_from if act else None) or to):
            self._add(f"{path}.to", "ends before it begins", to)
        if act is None:
            self._add(f"{path}.act", "is not the key of an act", key, acts)
        elif act.in_force_from is None:
            if since is not None:
                self._add(f"{path}.from", f"{key} is pending, so nothing in it has a date", since)
        else:
            since = max(since or act.in_force_from, act.in_force_from)
            to = min(to or act.to, act.to) if act.to is not None else to
        by = self._string(f"{path}.by", table["by"]) if "by" in table else None
        if by is not None and by not in acts:
            self._add(f"{path}.by", "is not the key of an act", by, acts)
        return Basis(
            act=key,
            sections=self._strings(f"{path}.sections", table.get("sections", [])),
            in_force_from=since,
            to=to,
            pending=key if act is not None and act.in_force_from is None else None,
            worded=self._day(f"{path}.worded", table.get("worded")),
            amended_by=by,
            sectors=self._members(f"{path}.sectors", table["sectors"], Sector) if "sectors" in table else (),
        )

    def _act(self, key: str, table: Mapping[str, object]) -> Act:
        path = f"$.act.{key}"
        self._only(path, table, _ACT)
        since, pending = self._day(f"{path}.from", table.get("from")), table.get("pending", False)
        if pending not in (True, False):
            self._add(f"{path}.pending", "must be true or false", pending)
        elif pending is (since is not None):
            self._add(f"{path}.from", "must be given, or else pending = true", since)
            since = dt.date.min  # so that no basis in it is called pending too
        replaced_by = table.get("replaced_by")
        return Act(
            key=key,
            title=self._text(f"{path}.title", table.get("title")),
            address=self._address(f"{path}.address", table.get("address")),
            in_force_from=since,
            to=self._day(f"{path}.to", table.get("to")),
            replaced_by=None if replaced_by is None else self._string(f"{path}.replaced_by", replaced_by),
        )

    def _page(self, key: str, table: Mapping[str, object]) -> Page:
        path = f"$.page.{key}"
        self._only(path, table, _PAGE)
        return Page(
            key=key,
            title=self._string(f"{path}.title", table.get("title")),
            address=self._address(f"{path}.address", table.get("address")),
        )

    def _toml(self, text: str) -> Mapping[str, object]:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._add("$", f"is not TOML: {error}")
            return {}

    def _tables(self, path: str, found: object) -> Iterable[tuple[str, Mapping[str, object]]]:
        if not isinstance(found, dict):
            self._add(path, "must be a table", found)
            return
        for key, table in cast("dict[str, object]", found).items():
            if isinstance(table, dict):
                yield key, cast("dict[str, object]", table)
            else:
                self._add(f"{path}.{key}", "must be a table", table)

    def _only(self, path: str, table: Mapping[str, object], known: frozenset[str]) -> None:
        for key in table:
            if key not in known:
                self._add(path, "has an unknown key", key, known)

    def _text(self, path: str, found: object) -> Text:
        if not isinstance(found, dict):
            self._add(path, f"must be said in {', '.join(LANGUAGES)}", found)
            return _STAND_IN
        said = cast("dict[str, object]", found)
        self._only(path, said, frozenset(LANGUAGES))
        texts = {lang: self._string(f"{path}.{lang}", said.get(lang)) for lang in LANGUAGES}
        return Text.of(texts) if all(texts.values()) else _STAND_IN

    def _string(self, path: str, found: object) -> str:
        if isinstance(found, str) and found.strip():
            return found
        self._add(path, "must be a text with something in it", found)
        return ""

    def _strings(self, path: str, found: object) -> tuple[str, ...]:
        if not isinstance(found, list):
            self._add(path, "must be a list of texts", found)
            return ()
        return tuple(self._string(f"{path}[{at}]", one) for at, one in enumerate(cast("list[object]", found)))

    def _address(self, path: str, found: object) -> str:
        address = self._string(path, found)
        if address and not address.startswith(("https://", "http://")):
            self._add(path, "must be a web address", address)
        return address

    def _members(self, path: str, found: object, kind: type[E]) -> tuple[E, ...]:
        known: dict[str, E] = {str(member.value): member for member in kind}
        named = self._strings(path, found)
        if isinstance(found, list) and not found:
            self._add(path, f"must name at least one of {', '.join(known)}")
        members: list[E] = []
        for number, name in enumerate(named):
            if name in known:
                members.append(known[name])
            elif name:
                self._add(f"{path}[{number}]", f"must be one of {', '.join(known)}", name, known)
        return tuple(members)

    def _day(self, path: str, found: object) -> dt.date | None:
        if found is None or (isinstance(found, dt.date) and not isinstance(found, dt.datetime)):
            return found
        self._add(path, "must be a date, written like 2024-08-01", found)
        return None

    def _period(self, path: str, found: object) -> Period | None:
        try:
            return Period.parse(self._string(path, found))
        except InvalidValue as error:
            self._add(path, str(error))
            return None

    def _add(self, path: str, message: str, found: object = None, known: Iterable[str] = ()) -> None:
        nearest = None
        if known and isinstance(found, str):
            from difflib import get_close_matches  # only an error needs it

            nearest = next(iter(get_close_matches(found, list(known), n=1, cutoff=0.5)), None)
        shown = None if found is None else f"{found!s:.60}"
        self.problems.append(Problem(path, message, shown, nearest, f"{self.name}.toml"))
