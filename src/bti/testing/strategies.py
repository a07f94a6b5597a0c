"""Random facts and entries for hypothesis, made from the facts' own annotations, so that a new fact needs nothing here.

They are well formed and otherwise arbitrary: the engine would refuse nearly all of them. For facts that a case admits,
ask `engine.options`.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from bti.errors import InvalidValue
from bti.people import SYSTEM, Actor, Guardian, PersonConcerned, Professional, Resident, Service
from bti.record.entry import CASE_BOOK, Entry, Resolved
from bti.record.fact import Audience, Fact, Topic
from bti.record.kinds import KINDS
from bti.record.life import Concerned
from bti.record.note import Note
from bti.wire.forms import fields_of, may_hold

__all__ = ["actors", "days", "entries", "facts", "instants", "notes", "refs", "resolved", "services"]

_T = TypeVar("_T")

_NEVER_WITHIN: Final = (Topic.CORRECTION, Topic.PROTECTION, Topic.OWN_BOOK)
_MOST_TRIES: Final = 50  # at random values for fields that only go together in some ways
_SURROGATES: Final[tuple[Literal["Cs"]]] = ("Cs",)
_VISIBLE: Final = st.characters(min_codepoint=0x21, max_codepoint=0x7E) | st.characters(
    min_codepoint=0xC0, max_codepoint=0x24F
)
_ANY: Final = st.characters(exclude_categories=_SURROGATES)


def refs() -> st.SearchStrategy[str]:
    """Draw references: a few plain ones that come again and again, and odd ones."""
    plain = st.sampled_from(["kari", "ola", "school-1", "school-2", "entry-1", "entry-2"])
    return plain | st.text(_VISIBLE, min_size=1, max_size=30) | _VISIBLE.map(lambda sign: sign * 200)


def services() -> st.SearchStrategy[Service]:
    """Draw services."""
    return st.builds(Service, refs(), st.sampled_from(["school", "kindergarten", "health_station"]) | refs())


def actors() -> st.SearchStrategy[Actor]:
    """Draw whoever may record."""
    return st.one_of(
        st.builds(Professional, refs(), st.sampled_from(["contact_teacher", "nurse", "leader"]) | refs(), services()),
        st.builds(Guardian, refs()),
        st.builds(PersonConcerned, refs()),
        st.builds(Resident, refs()),
    )


def days() -> st.SearchStrategy[dt.date]:
    """Draw dates: near ones, and any."""
    return st.dates(dt.date(2000, 1, 1), dt.date(2050, 12, 31)) | st.dates()


def instants() -> st.SearchStrategy[dt.datetime]:
    """Draw instants in several zones, all of them fixed distances from UTC."""
    zones = st.sampled_from(
        [dt.UTC, dt.timezone(dt.timedelta(hours=1)), dt.timezone(dt.timedelta(hours=-9, minutes=-30))]
    )
    first, last = dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30)  # noqa: DTZ001 -- hypothesis adds the zone
    return st.datetimes(first, last, timezones=zones)


def notes() -> st.SearchStrategy[Note]:
    """Draw notes with their texts."""
    texts = st.sampled_from(["Blåbærsyltetøy – «æ, ø, å»", 'line\nline\ttab \\ " \u2028 \x00 🙂']) | st.text(
        _ANY, max_size=50
    )
    return st.builds(_note, texts, st.binary(min_size=32, max_size=32))


def _note(text: str, salt: bytes) -> Note:
    return Note.of(text + ".", salt=salt)


_SIMPLE: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: refs(),
    bool: st.booleans(),
    int: st.integers(0, 1000) | st.just(2**53 - 1),
    type(None): st.none(),
    dt.date: days(),
    dt.datetime: instants(),
    Note: notes(),
    Service: services(),
    Fact: st.deferred(lambda: _plain_facts()),
}


def facts(kind: str | None = None) -> st.SearchStrategy[Fact]:
    """Draw facts.

    Args:
        kind: Of which kind; None: of all.

    Raises:
        KeyError: There is no such kind.
    """
    return st.one_of([_facts(kind) for kind in KINDS]) if kind is None else _facts(kind)


def _plain_facts() -> st.SearchStrategy[Fact]:
    """Draw facts that no other fact stands in."""
    return st.one_of(
        [_facts(kind) for kind, of in KINDS.items() if not any(may_hold(field.type, Fact) for field in fields_of(of))]
    )


@cache
def _facts(kind: str) -> st.SearchStrategy[Fact]:
    return _instances(KINDS[kind])


def resolved() -> st.SearchStrategy[Resolved]:
    """Draw what admission might have worked out."""
    texts = st.text(_ANY, max_size=20)
    return st.just(Resolved()) | _instances(Resolved, {**_SIMPLE, str: texts})


def entries(
    *,
    kind: str | None = None,
    case: str = "case-1",
    book: str = CASE_BOOK,
    seq: int | None = None,
    id: str | None = None,
) -> st.SearchStrategy[Entry]:
    """Draw entries with any stamps.

    Args:
        kind: The kind of their facts; None: all.
        case: The case they stand in.
        book: The book they stand in.
        seq: Their place in it; None: any.
        id: Their id; None: any.
    """
    times = st.tuples(instants(), instants()).map(sorted)
    return _of_fields(
        _entry,
        {
            "id": refs() if id is None else st.just(id),
            "act": refs(),
            "case": st.just(case),
            "book": st.just(book),
            "seq": st.integers(1, 10_000) if seq is None else st.just(seq),
            "fact": facts(kind),
            "by": st.just(SYSTEM) | actors(),
            "times": times,
            "audience": st.sampled_from(Audience),
            "service": st.none() | refs(),
            "cause": st.none() | refs(),
            "because": st.none() | notes(),
            "guide": st.none() | refs(),
            "law": st.none() | refs(),
            "resolved": resolved(),
        },
    )


def _entry(*, times: tuple[dt.datetime, dt.datetime], **stamps: Any) -> Entry:
    at, recorded = times
    return Entry(at=at, recorded=recorded, **stamps)


def _instances(of: type[_T], drawn: Mapping[Any, st.SearchStrategy[Any]] = _SIMPLE) -> st.SearchStrategy[_T]:
    """Draw instances of an attrs class."""
    fields = {field.alias or field.name: _values(field.type, drawn) for field in fields_of(of)}
    return _of_fields(of, fields)


def _of_fields(of: Callable[..., _T], fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[_T]:
    """Draw instances; where fields only go together in some ways, try again."""

    @st.composite
    def made(draw: st.DrawFn) -> _T:
        for _ in range(_MOST_TRIES):
            values = {name: draw(strategy) for name, strategy in fields.items()}
            try:
                return of(**values)
            except InvalidValue:
                continue
        return reject()

    return made()


def _values(of: Any, drawn: Mapping[Any, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    if of in drawn:
        return drawn[of]
    if of is Fact:  # a fact within a fact: never one that holds another
        return st.one_of([_facts(kind) for kind, fact in KINDS.items() if fact.topic not in _NEVER_WITHIN])
    if get_origin(of) in (types.UnionType, Union):
        return st.one_of([_values(one, drawn) for one in get_args(of)])
    if get_origin(of) is tuple:
        inner = get_args(of)[0]
        items = _values(inner, drawn)
        most = 1 if attrs.has(inner) and inner not in drawn and inner is not Concerned else 3  # large ones one by one
        return st.lists(items, max_size=most, unique_by=lambda item: getattr(item, "ref", item)).map(tuple)
    if isinstance(of, type) and issubclass(of, enum.Enum):
        return st.sampled_from(of)
    if isinstance(of, type) and attrs.has(of):
        return _instances(of, drawn)
    raise TypeError(f"no strategy is known for {of}; `bti.testing.strategies` needs one")
