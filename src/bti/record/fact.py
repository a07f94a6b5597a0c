"""What every fact has in common, and the checks its fields go through.

A fact is what a person says has happened, named in the past tense. What a type checker or a schema could know about
its fields raises here, when it is made; everything that depends on the case is judged by `bti.rules`.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Any, ClassVar, cast

import attrs

from bti.errors import InvalidValue
from bti.people import check_ref
from bti.record.note import Note
from bti.text import Text

__all__ = [
    "Audience",
    "Category",
    "Content",
    "Fact",
    "Topic",
    "is_a",
    "is_all",
    "is_count",
    "is_date",
    "is_note",
    "is_ref",
    "is_refs",
]


class Topic(enum.Enum):
    """The part of the spine a fact builds; no spine fact may happen before the last one of its topic."""

    __hash__ = object.__hash__  # the members' own, in Python, costs more than a look-up

    CASE = "case"
    CONCERN = "concern"
    STEP = "step"
    PEOPLE = "people"
    CONSENT = "consent"
    LOG = "log"
    BATON = "baton"
    PLAN = "plan"
    MEETING = "meeting"
    EVALUATION = "evaluation"
    FAMILY = "family"
    PATHWAY = "pathway"
    TRANSITION = "transition"
    PLANS = "plans"
    DOCUMENT = "document"
    CORRECTION = "correction"
    PROTECTION = "protection"
    OWN_BOOK = "own_book"
    HELD_BACK = "held_back"


class Audience(enum.Enum):
    """Who an entry of the case book is written for (model 6)."""

    HOME = "home"  # the home service
    FAMILY = "family"  # home, and those of the family who have been told
    LOG = "log"  # family, and the services with valid consent

    @property
    def reach(self) -> int:
        """Return how far it reaches: a larger number includes a smaller one."""
        return tuple(Audience).index(self)


class Category(enum.Enum):
    """What kind of information a content is; a consent names the kinds it covers (law Q-02)."""

    __hash__ = object.__hash__  # the members' own, in Python, costs more than a look-up

    EDUCATION = "education"
    HEALTH = "health"
    WELFARE = "welfare"
    COORDINATION = "coordination"
    FAMILY = "family"


@attrs.frozen(kw_only=True)
class Fact:
    """Something that happened.

    Attributes:
        kind: The stable name under which it is stored ("baton_offered").
        version: The version of its stored form, counted from 1.
        topic: The part of the spine it builds.
        shown_to: Who it is written for, unless its author says otherwise.
        commutes: Whether it may be recorded again unasked after another entry came between (model 8.5).
        discreet: Whether even its kind is kept from those it is not written for: the line then says only that there
            is an entry (that there is a private reporter, a graded address, another child's case).
        words: What it is called, in bokmål, nynorsk and English.
        source: Where the field has it from.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    topic: ClassVar[Topic]
    shown_to: ClassVar[Audience] = Audience.LOG
    commutes: ClassVar[bool] = False
    discreet: ClassVar[bool] = False
    words: ClassVar[Text]
    source: ClassVar[str]


def is_ref(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what cannot be a reference (None is let through where the default is None)."""
    if value is None and attribute.default is None:
        return
    check_ref(value, f"{type(instance).__name__}.{attribute.name}")


def is_refs(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not a tuple of references without repetition."""
    name = f"{type(instance).__name__}.{attribute.name}"
    if not isinstance(value, tuple):
        raise InvalidValue(f"{name} must be a tuple of references, not a {type(value).__name__}")
    refs = cast(tuple[object, ...], value)
    for ref in refs:
        check_ref(ref, name)
    if len(set(refs)) != len(refs):
        raise InvalidValue(f"{name} names the same reference twice")


def is_a(wanted: type) -> Callable[[Any, attrs.Attribute[Any], object], None]:
    """Make a validator that refuses what is not of a class (None is let through where the default is None)."""
    known = "; one of " + ", ".join(str(member) for member in wanted) if issubclass(wanted, enum.Enum) else ""

    def check(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, wanted) or (value is None and attribute.default is None):
            return
        raise InvalidValue(
            f"{type(instance).__name__}.{attribute.name} must be a {wanted.__name__}{known}, "
            f"not a {type(value).__name__}"
        )

    return check


def is_date(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not a plain date in Europe/Oslo (a datetime is not one)."""
    if value is None and attribute.default is None:
        return
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise InvalidValue(
            f"{type(instance).__name__}.{attribute.name} must be a date in Europe/Oslo, not a {type(value).__name__}"
        )


is_note = is_a(Note)


def is_all(wanted: type, *, some: bool = False) -> Callable[[Any, attrs.Attribute[Any], object], None]:
    """Make a validator that refuses what is not a tuple of one class without repetition.

    Args:
        wanted: The class.
        some: Whether there must be at least one.
    """

    def check(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
        name = f"{type(instance).__name__}.{attribute.name}"
        held = cast(tuple[object, ...], value) if isinstance(value, tuple) else None
        if held is None or not all(isinstance(one, wanted) for one in held):
            raise InvalidValue(f"{name} must be a tuple of {wanted.__name__}")
        if some and not held:
            raise InvalidValue(f"{name} must name at least one")
        if len(set(held)) != len(held):
            raise InvalidValue(f"{name} names the same twice")

    return check


def is_count(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is not a number of things: a whole number from 0 to a million."""
    if type(value) is not int or not 0 <= value <= 1_000_000:
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name} must be a whole number from 0 to 1,000,000")


@attrs.frozen(kw_only=True)
class Content(Fact):
    """A fact that bears content, and so says where it comes from and what kind it is (law Q-02).

    Attributes:
        category: What kind of information it is.
        service: The reference of the service it comes from; None: the recorder's own.
        audience: Who it is written for; None: as its kind is.
        note: Free text, erasable.
    """

    category: Category = attrs.field(validator=is_a(Category))
    service: str | None = attrs.field(default=None, validator=is_ref)
    audience: Audience | None = attrs.field(default=None, validator=is_a(Audience))
    note: Note | None = attrs.field(default=None, validator=is_note)
