"""What somebody of a service that has left may still see of what they saw.

Nothing, unless the case's guide says more (`former_participants` of `[privacy]`): no form or guide is known that speaks
of it (law, section 14). Where it does, it is for the professionals who took part for that service and no others, and of
what they were shown: as the case stood at the last entry recorded while they took part and consent covered the service,
for the log, of the kinds that consent covered then. Nothing of it is taking part: no first page, no agenda, no fact.

*Former* is whose service has left: of itself, or because the consent to it was taken back. Whose service takes part is
not former, whatever they may see: where the log rests, a consent has run out or somebody keeps them out, that holds
(law Q-06, Q-07), and a person who leaves alone has a service that can answer them.

What was shown stays locked with the log (law Q-10): nothing is read while it rests, for whatever reason, nor once an
answer to it is a no, nor after it was closed because its consent went or those who consented wished it; of a log that
closed with the case nothing is read where an answer to it no longer holds. Today goes before then in all else: what
was kept out of a consent since then, and whoever was, is kept out, though it be lifted again; what is struck, erased or
not right any more is a line without content that says so, and what is right instead is shown where the correction was
shown too. Whoever has declared a conflict of interest reads nothing. All this is as of today where an earlier instant
is asked about. No source speaks of these; they are decided here, for the stricter reading.

Two things stand whatever a guide says. Whoever is kin of the case sees as kin. And where everybody the case is about
has come of age, what was seen under the guardians' consents is seen no more: the person decides alone from then on, and
only what was shown under their own is left to a guide (law A-01, A-32; that it reaches so far is decided here). What
they had let out themself from fifteen on goes with the rest: the log it was shown in rested on the guardians' consents
too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from bti.answers.treated import Treatment, TreatmentOfToday
from bti.guide.model import FormerReads, Guide
from bti.law.consent import LogStanding
from bti.law.consent_covers import excluded, lets_in
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law
from bti.record.case import Case
from bti.record.consent import Answer, ConsentGiven, Scope
from bti.record.correction import effective
from bti.record.entry import Entry
from bti.record.folding import Folding
from bti.record.log import LogClosed, LogClosing
from bti.record.spine import EMPTY
from bti.rules.ask import Ask, Standing

__all__ = ["Former", "former_of"]

_ENDED_BY_CONSENT: Final = frozenset({LogClosing.WITHDRAWN, LogClosing.WISH})


@attrs.frozen
class Former:
    """The reading of somebody who takes part no longer.

    Attributes:
        ask: The question as it was when they were last shown something.
        case: The case as it was then.
        treatment: What became of its entries by today.
        service: Their service, where only what it wrote is shown; None: all they were shown.
        kept_out: What has been kept out of a consent since, or is today.
        reason: That they read as a former participant, and who says that they may.
    """

    ask: Ask
    case: Case
    treatment: Treatment
    service: str | None
    kept_out: frozenset[str]
    reason: Reason

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that they may see, as far as they could read them then."""
        return (one for one in self.case.entries if self.service is None or one.service == self.service)


def former_of(ask: Ask, whole: Case, guide: Guide) -> Former | None:
    """Return what somebody may still see who takes part no longer; None: nothing.

    Args:
        ask: The question.
        whole: The case as it is today, also where an earlier instant is asked about.
        guide: The guide that the case stands under, as it holds for it.
    """
    setting, by = guide.privacy.former_participants, ask.by
    reads = guide.privacy.former_reads
    home = whole.spine.life.home
    if setting is None or reads is FormerReads.NOTHING or home is None or not isinstance(by, Professional):
        return None
    if by.service.ref == home.ref or not _has_left(ask.of_today, by):
        return None
    counting = effective(whole.entries)
    known = {entry.id for entry in whole.as_of(ask.now).entries}
    last = _last_shown(ask, [entry for entry in counting if entry.id in known], guide)
    if last is None:
        return None
    place, then = last
    since = [entry for entry in counting if entry.seq > place]
    grown = ask.all_are_of_age or ask.of_today.all_are_of_age
    if _is_locked(ask, since) or (grown and not then.all_are_of_age):
        return None
    kept_out = _kept_out(ask.of_today, by, since)
    if kept_out is None:
        return None
    was = Case.fold(whole.id, whole.entries[:place])
    cite = Ask(whole.spine, guide, ask.calendar, by, ask.at, ask.now, (), ask.knows_entry).cite(setting.origin)
    reason = Reason("read_as_former_participant", ReasonKind.ADVICE, (), (cite, law("Q-10")))
    own = by.service.ref if reads is FormerReads.OWN else None
    return Former(then, was, TreatmentOfToday(then, was, whole.spine.corrections), own, kept_out, reason)


def _has_left(today: Ask, by: Professional) -> bool:
    """Tell whether somebody's service takes part no longer, and nothing of themself stands in the way."""
    spine = today.spine
    here = by.service.ref in spine.people.services or spine.takes_part(by)
    return not here and not spine.is_kin(by.ref) and by.ref not in spine.staff.partial


def _is_locked(ask: Ask, since: Sequence[Entry]) -> bool:
    """Tell whether the log that they were shown is locked to them (law Q-10)."""
    today = ask.of_today
    if LogStanding.RESTING in (ask.log, today.log):
        return True
    if any(isinstance(one.fact, LogClosed) and one.fact.reason in _ENDED_BY_CONSENT for one in since):
        return True
    answers = [one for one in today.spine.consents.answers.values() if one.scope is Scope.LOG]
    if any(one.answer is not Answer.GIVEN for one in answers):
        return True
    day = max(ask.today, today.today)
    return today.log is LogStanding.CLOSED and not all(one.holds_on(day) for one in answers)


def _kept_out(today: Ask, by: Professional, since: Sequence[Entry]) -> frozenset[str] | None:
    """Return what has been kept out of a consent since they were last shown something; None: they themselves were."""
    service, spine = by.service.ref, today.spine
    kept = set(excluded(spine, service, today.today))
    for entry in since:
        fact = entry.fact
        if not isinstance(fact, ConsentGiven) or (fact.scope, fact.target) not in (
            (Scope.LOG, None),
            (Scope.SERVICE, service),
        ):
            continue
        kept |= {*fact.excluded}
        if fact.persons and by.ref not in fact.persons:
            return None
    if not kept.isdisjoint((by.ref, service)) or not lets_in(spine, service, by.ref, today.today):
        return None
    return frozenset(kept)


def _last_shown(ask: Ask, counting: Sequence[Entry], guide: Guide) -> tuple[int, Ask] | None:
    """Return up to which place in the book, and by which question, the asker was last shown something."""
    folding, found = Folding(EMPTY), None
    for entry in counting:
        folding.apply(entry)
        spine = folding.spine()
        if spine.takes_part(ask.by):
            then = Ask(
                spine, guide, ask.calendar, ask.by, entry.recorded, entry.recorded, (), ask.knows_entry, ask.book
            )
            if then.standing is Standing.SERVICE and then.may_read:
                found = entry.seq, then
    return found
