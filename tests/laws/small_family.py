"""Small stories of owners, reporters, the family and pathways, for what chance hardly ever comes to."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from tests.examples.book import ADMITTED, REFUSED, Attempt, whole_book
from tests.stage import ADVISER, HEAD, MOTHER, TEACHER

__all__ = ["small_family_stories"]

KINDS_HERE = (
    "concern_owner_changed",
    "feedback_given",
    "question_asked",
    "question_answered",
    "request_made",
    "request_answered",
    "family_heard",
    "pathway_entered",
    "pathway_left",
    "counts_reported",
)


def _attempts() -> Iterator[Attempt]:
    for kind in KINDS_HERE:
        for play in ADMITTED[kind]:
            yield play()
            for by in (MOTHER, ADVISER, TEACHER, HEAD):
                yield attrs.evolve(play(), by=by)
    for (kind, _), plays in REFUSED.items():
        if kind in KINDS_HERE:
            yield from (play() for play in plays)


def small_family_stories() -> None:
    """Play the examples of these kinds, the admitted ones by others too."""
    whole_book()
    for attempt in _attempts():
        attempt.stage.offer(attempt.fact, attempt.by, at=attempt.at, because=attempt.because)
