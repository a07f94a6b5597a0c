"""Is a consent that was given good enough: informed, explicit, in an accepted form, with an end (law Q-01 to Q-08)?"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection
from typing import Final

import attrs

from bti.record.consent import Explained, Form

__all__ = ["ASKED", "EVERYTHING_EXPLAINED", "Fault", "Given", "faults"]

EVERYTHING_EXPLAINED: Final = frozenset(Explained)
"""What has to be told before somebody consents (law Q-03)."""


class Fault(enum.Enum):
    """Why a consent is not good enough; the value is the law rule that asks for it."""

    TACIT = "Q-04"  # silence and nods
    FORM_NOT_ACCEPTED = "Q-04 form"  # the guide asks for another form
    NOT_DOCUMENTED = "Q-04 record"  # nobody wrote down who, when, how and what was explained
    NOT_EXPLAINED = "Q-03"
    NO_END = "Q-08"
    CHILD_NOT_HEARD = "B-02"

    @property
    def rule(self) -> str:
        """Return the id of the law rule."""
        return self.value.split()[0]


@attrs.frozen
class Given:
    """How a consent was given.

    Attributes:
        form: In which form; None: tacitly.
        explained: What was explained before.
        until: The last date on which it holds; None: none was set.
        documented: Whether it was written down who consented, when and how. What stands in a case always is.
        child_heard: Whether the child was heard first, where it has to be.
    """

    form: Form | None
    explained: frozenset[Explained] = EVERYTHING_EXPLAINED
    until: dt.date | None = None
    documented: bool = True
    child_heard: bool = True


@attrs.frozen
class Ask:
    """One thing that is asked of a consent, and the rule it cites.

    Attributes:
        fault: What it is where it is not so.
        fails: Whether it is not so; given how the consent was given, and the forms the guide accepts.
    """

    fault: Fault
    fails: Callable[[Given, Collection[Form]], bool]

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the id of the law rule."""
        return (self.fault.rule,)


ASKED: Final[tuple[Ask, ...]] = (
    Ask(Fault.TACIT, lambda given, _: given.form is None),
    Ask(Fault.FORM_NOT_ACCEPTED, lambda given, accepted: given.form is not None and given.form not in accepted),
    Ask(Fault.NOT_DOCUMENTED, lambda given, _: not given.documented),
    Ask(Fault.NOT_EXPLAINED, lambda given, _: not given.explained >= EVERYTHING_EXPLAINED),
    Ask(Fault.NO_END, lambda given, _: given.until is None),
    Ask(Fault.CHILD_NOT_HEARD, lambda given, _: not given.child_heard),
)
"""All that is asked of a consent."""


def faults(given: Given, accepted: Collection[Form] = tuple(Form)) -> tuple[Fault, ...]:
    """Return everything that is wrong with a consent; nothing where it is good.

    Args:
        given: How it was given.
        accepted: The forms that the guide accepts.
    """
    return tuple(one.fault for one in ASKED if one.fails(given, accepted))
