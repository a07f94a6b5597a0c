"""A no of the family's is undone by a new yes of whoever said it, and not by mending the record of it.

What is compared is what the family lets be shared and read before a correction and after: consents with all that bounds
them, who may answer in whose place, and who may read of whom. Where more is let after than before, only whoever's word
it is may correct so. It is refused whatever the reason is, also where the no was another child's or was never said: a
no that is left standing by mistake costs a question, and one that is gone by mistake cannot be taken back, since what
has been read cannot be unread. No source says it; it is decided here.

Within one act it counts what is left at its end: a yes and its withdrawal that were both another child's are struck
together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from bti.law.consent import IN_PLACE
from bti.reasons import Reason, ReasonKind, law
from bti.record.consent import Answer, Consent, ConsentGiven, ConsentRefused, ConsentWithdrawn
from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.family_circle import Authorisation, AuthorisationWithdrawn, GuardianAuthorised
from bti.record.held_back import GuardianReadingSaid, Reading
from bti.record.life import CaseClosed, ClosingReason
from bti.record.log import LogClosed, LogClosing
from bti.record.spine import Spine
from bti.record.take_over import CaseTakenOver
from bti.rules.ask import Ask
from bti.rules.book import Line

__all__ = ["undoes_a_no"]

_WORDS: Final = (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    GuardianAuthorised,
    AuthorisationWithdrawn,
    GuardianReadingSaid,
    CaseTakenOver,
)
"""What somebody of the family says of sharing and reading, or said where a case was taken over from.

A narrower yes is a no to the rest.
"""

_WISHED: Final = (LogClosing.WISH, ClosingReason.FAMILY_DECLINES)
"""Why a log or a case is closed that the family wants closed: consents from before count no more."""


def undoes_a_no(ask: Ask, fact: EntryCorrected | EntryStruck, line: Line) -> Reason | None:
    """Find that a correction would let more be shared or read than those whose word it is have last said.

    Args:
        ask: The question.
        fact: The correction.
        line: The entry it is about.
    """
    if not _is_their_word(ask, line):
        return None
    found = ask.book.before_and_after(fact, ask.act)
    if found is None or {*_opened(*found, ask.today)} <= {ask.by.ref}:
        return None
    return Reason("no_is_undone_by_giver", ReasonKind.UNMET, (), (law("Q-09"), law("A-12")))


def _is_their_word(ask: Ask, line: Line) -> bool:
    """Tell whether an entry holds what somebody of the family said; so does what was closed at their wish."""
    if issubclass(line.of, _WORDS):
        return True
    if not issubclass(line.of, (LogClosed, CaseClosed)) or line.author is None:
        return False
    said = ask.book.says(line)
    wished = isinstance(said, (LogClosed, CaseClosed)) and said.reason in _WISHED
    return wished or line.id in ask.spine.corrections.corrected  # it may have said so before


def _opened(before: Spine, after: Spine, today: dt.date) -> Iterator[str]:
    """Yield whose word would let more than it did."""
    had = tuple(_counting(before, today))
    for one in _counting(after, today):
        if not any(_lets_no_more(one, each) for each in had):
            yield one.giver
    yield from _unsaid(before, after)
    had_place = before.circle.authorisations
    for key, leave in after.circle.authorisations.items():
        if key not in had_place or not _stands_in_no_further(leave, had_place[key]):
            yield leave.guardian
    for (person, reader), said in after.held.readings.items():
        if said.lets(today) and not _reads_no_more(said, before.held.readings.get((person, reader)), today):
            yield person
    for (person, reader), was in before.held.readings.items():
        if not was.objects_to <= after.held.objects_to(person, reader):
            yield person


def _counting(spine: Spine, today: dt.date) -> Iterator[Consent]:
    """Yield the consents that a closed log has not ended, and that have not run out."""
    for one in spine.consents.given():
        if one.seq > spine.log.closed_at and one.valid_until is not None and one.valid_until >= today:
            yield one


def _lets_no_more(one: Consent, than: Consent) -> bool:
    """Tell whether a consent lets no more be shared than another."""
    same = (one.scope, one.target, one.giver) == (than.scope, than.target, than.giver)
    if not same or not {*one.categories} <= {*than.categories} or not {*one.excluded} >= {*than.excluded}:
        return False
    narrowed: tuple[Callable[[Consent], tuple[object, ...]], ...] = (
        lambda each: each.purposes,
        lambda each: each.from_services,
        lambda each: each.persons,
        lambda each: each.arenas,
    )
    if not all(_narrower(of(one), of(than)) for of in narrowed):
        return False
    for_no_more = one.speaks_for == than.speaks_for or (
        one.speaks_for != () and {*one.speaks_for} <= {*than.speaks_for}  # for all does not reach who is not born
    )
    return for_no_more and not _later(one.valid_until, than.valid_until)


def _narrower(one: tuple[object, ...], than: tuple[object, ...]) -> bool:
    """Tell whether some name no more than others do; none named: all."""
    return not than or (one != () and {*one} <= {*than})


def _later(one: dt.date | None, than: dt.date | None) -> bool:
    """Tell whether a last day is after another; none: without end."""
    return than is not None and (one is None or one > than)


def _reads_no_more(one: Reading, than: Reading | None, today: dt.date) -> bool:
    """Tell whether a yes to reading lets no more be read than what was said before it."""
    return than is not None and one.lets(today) <= than.lets(today) and not _later(one.until, than.until)


def _unsaid(before: Spine, after: Spine) -> Iterator[str]:
    """Yield who has said no themself and then has not, where another may answer in their place (law A-07)."""
    represented = {one.guardian for line in IN_PLACE for one in line.given(after)}
    for key, answer in before.consents.answers.items():
        if answer.answer is Answer.GIVEN or answer.giver not in represented:
            continue
        still = after.consents.answers.get(key)
        if still is None or still.answer is Answer.GIVEN:
            yield answer.giver


def _stands_in_no_further(one: Authorisation, than: Authorisation) -> bool:
    """Tell whether a leave to answer in somebody's place reaches no further than another."""
    if (one.guardian, one.authorised) != (than.guardian, than.authorised) or _later(one.until, than.until):
        return False
    return than.scope is None or (one.scope is than.scope and than.service in (None, one.service))
