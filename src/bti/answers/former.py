"""What somebody of a service that has left, or whose consent has ended, may still see of what they saw.

Nothing, unless the case's guide says more (`former_participants` of `[privacy]`): no form or guide is known that speaks
of it (law, section 14). Where it does, it is for the professionals who took part for that service and no others, and of
what they were shown: as the case stood at the last entry recorded while they took part and consent covered the service,
for the log, of the kinds that consent covered then. What was struck, corrected or erased since is not shown, nor what
somebody keeps from them today; and once a consent to the log is taken back or refused, nothing is.
Nothing of it is taking part: no first page, no agenda, no fact.

Two things stand whatever a guide says. Whoever is kin of the case sees as kin. And where everybody the case is about
has come of age, what was seen under the guardians' consents is seen no more: the person decides alone from then on, and
only what was shown under their own is left to a guide (law A-01, A-32; that it reaches so far is decided here).
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from bti.answers.treated import Treatment
from bti.guide.model import FormerReads, Guide
from bti.law.consent import excluded
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law
from bti.record.case import Case
from bti.record.consent import Answer, Scope
from bti.record.correction import Corrections, effective
from bti.record.entry import Entry
from bti.record.folding import Folding
from bti.record.spine import EMPTY, Spine
from bti.rules.ask import Ask, Standing

__all__ = ["Former", "former_of"]


@attrs.frozen
class Former:
    """The reading of somebody who takes part no longer.

    Attributes:
        ask: The question as it was when they were last shown something.
        case: The case as it was then.
        treatment: What became of its entries, what is not shown any more today counted.
        service: Their service, where only what it wrote is shown; None: all they were shown.
        gone: The ids of entries not shown any more: struck or corrected since, or kept from them today.
        reason: That they read as a former participant, and who says that they may.
    """

    ask: Ask
    case: Case
    treatment: Treatment
    service: str | None
    gone: frozenset[str]
    reason: Reason

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that they may see, as far as they could read them then."""
        left = (one for one in self.case.entries if one.id not in self.gone)
        return (one for one in left if self.service is None or one.service == self.service)


def former_of(ask: Ask, case: Case, guide: Guide, today: Corrections) -> Former | None:
    """Return what somebody may still see who takes part no longer; None: nothing.

    Args:
        ask: The question.
        case: The case.
        guide: The guide that the case stands under, as it holds for it.
        today: What has been corrected by today.
    """
    setting, by = guide.privacy.former_participants, ask.by
    reads = guide.privacy.former_reads
    home = case.spine.life.home
    if setting is None or reads is FormerReads.NOTHING or home is None or not isinstance(by, Professional):
        return None
    if by.service.ref == home.ref or ask.spine.is_kin(by.ref) or not _is_left_open(ask, by):
        return None
    shut = excluded(ask.spine, by.service.ref, ask.today)
    if not shut.isdisjoint((by.ref, by.service.ref)):
        return None
    last = _last_shown(ask, case, guide)
    if last is None:
        return None
    place, then = last
    if ask.all_are_of_age and not then.all_are_of_age:
        return None
    was = Case.fold(case.id, case.entries[:place])
    cite = Ask(case.spine, guide, ask.calendar, by, ask.at, ask.now, (), ask.knows_entry).cite(setting.origin)
    reason = Reason("read_as_former_participant", ReasonKind.ADVICE, (), (cite, law("Q-10")))
    own = by.service.ref if reads is FormerReads.OWN else None
    wrong = frozenset(one for one in (*today.struck, *today.corrected) if not _was_known(was, one))
    return Former(then, was, Treatment(then, was, today), own, wrong | shut, reason)


def _is_left_open(ask: Ask, by: Professional) -> bool:
    """Tell whether anything is left to read at all.

    A log whose consent was taken back or refused, by one of several too, is locked to former participants as to others
    (law Q-10). Whoever is partial, by a conflict of interest, reads nothing more (decided here).
    """
    spine = ask.spine
    if by.ref in spine.staff.partial:
        return False
    answers = spine.consents.answers.values()
    return all(one.answer is Answer.GIVEN for one in answers if one.scope is Scope.LOG)


def _was_known(was: Case, entry: str) -> bool:
    """Tell whether an entry was struck or corrected already when they were last shown it."""
    then = was.spine.corrections
    return entry in then.struck or entry in then.corrected


def _last_shown(ask: Ask, case: Case, guide: Guide) -> tuple[int, Ask] | None:
    """Return up to which place in the book, and by which question, the asker was last shown something."""
    folding, found = Folding(EMPTY), None
    for entry in effective(case.entries):
        folding.apply(entry)
        spine: Spine = folding.spine()
        if spine.takes_part(ask.by):
            then = Ask(
                spine, guide, ask.calendar, ask.by, entry.recorded, entry.recorded, (), ask.knows_entry, ask.book
            )
            if then.standing is Standing.SERVICE and then.may_read:
                found = entry.seq, then
    return found
