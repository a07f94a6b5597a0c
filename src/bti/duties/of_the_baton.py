"""What a guide says of an offer of the baton that waits: how long, and who then sees to it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.dates import due, oslo_date
from bti.duties.duty import Duty, Fulfilment, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Past
from bti.guide.model import NOT_STATED
from bti.rules.ask import Ask

__all__ = ["offer_to_see_to"]


def offer_to_see_to(ask: Ask, past: Past) -> Iterator[Duty]:
    """An offer that has waited longer than the guide's `reminder` is the leader's to see to; silence moves nothing.

    Source: the guide's setting `reminder` of the baton; model 4: an unanswered offer becomes overdue, then a duty of
    the home service's leader (law E-03). Where no guide says how long, it stays with whom it was made to.
    """
    offer, setting = ask.spine.baton.offer, ask.guide.baton.reminder
    if offer is None or setting is None or setting.value is NOT_STATED:
        return
    waited = due(oslo_date(offer.at), setting.value)
    if ask.today <= waited.kept_through:
        return
    kinds = ("baton_accepted", "baton_declined", "baton_withdrawn")
    yield Duty(
        source="see_to_offer",
        rests_on=(offer.id,),
        code="see_to_offer",
        params=(),
        who=(owed_by(ask, OwedBy.LEADER),),
        start=oslo_date(offer.at),
        due=waited,
        cites=(ask.cite(setting.origin),),
        fulfilled_by=tuple(map(Fulfilment, kinds)),
        binding=setting.modality.value,
    )
