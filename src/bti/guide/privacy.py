"""What a municipality decides of small places, of keeping and archiving, and of who logs in (law C-10, H-04 to H-16).

Of these the size of a group and what former participants see are the library's own to heed; the rest is the host's to
do, and `bti law --host GUIDE` prints it as a checklist with what the guide says.
"""

from __future__ import annotations

from typing import Final

import attrs

from bti.dates import Period
from bti.guide.settings import Setting
from bti.guide.terms import FormerReads, LoginLevel, NotStated, Retention
from bti.text import Text

__all__ = ["LEAST_GROUP", "USUAL_GROUP", "Privacy"]

USUAL_GROUP: Final = 5
"""Below so many persons an anonymous discussion is warned of where no guide says otherwise (law C-10, section 12)."""

LEAST_GROUP: Final = 4
"""A guide may not set fewer: Helsedirektoratet calls a discussion anonymous where four to five persons or more fit it
(law C-10). That the lower of the two is the limit is decided here."""


@attrs.frozen
class Privacy:
    """The guide's rules of small places, of keeping and archiving, and of logging in; None: no guide says it.

    Attributes:
        anonymity_threshold: Below how many persons that something would fit an anonymous discussion is warned of (law
            C-10).
        login_level: How surely whoever logs in is known; lower than high only by a documented decision on the risk (law
            H-15).
        access_log_kept: For how long it is kept who has read what; it has to be set, and the law says no length (law
            H-16).
        former_participants: What somebody of a service that has left, or left because the consent to it was taken back,
            may still see of what they saw; nothing where no guide says more (law, section 14).
        retention: For how long the log is kept (law H-04).
        archive_target: In which archive the log is put when it closes, in the guide's words (law H-08).
    """

    anonymity_threshold: Setting[int] | None = None
    login_level: Setting[LoginLevel] | None = None
    access_log_kept: Setting[Period] | None = None
    former_participants: Setting[FormerReads] | None = None
    retention: Setting[Retention] | None = None
    archive_target: Setting[Text] | None = None

    @property
    def smallest_group(self) -> int:
        """Return how many persons something has to fit for a discussion of it to be anonymous without a warning."""
        stated = self.anonymity_threshold
        return USUAL_GROUP if stated is None or isinstance(stated.value, NotStated) else stated.value

    @property
    def former_reads(self) -> FormerReads:
        """Return what somebody of a service that takes part no longer may still see."""
        stated = self.former_participants
        return FormerReads.NOTHING if stated is None or isinstance(stated.value, NotStated) else stated.value
