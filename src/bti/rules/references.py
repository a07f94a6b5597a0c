"""References that cannot be followed: one and the same answer whether the thing is unknown or not for the asker."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from bti.guide.arenas import About
from bti.guide.model import Guide
from bti.people import Professional, Service, Unborn
from bti.reasons import Reason, ReasonKind, Word, model
from bti.record.consent import Consent, Scope
from bti.record.fact import Audience
from bti.record.spine import Spine
from bti.rules.ask import Ask, Standing

__all__ = [
    "arenas_of_cases",
    "can_take_task",
    "family_of",
    "is_known_kin",
    "known_family",
    "may_know_of",
    "may_know_of_companion",
    "may_know_of_consent",
    "named_to",
    "nearest",
    "service_kind_fault",
    "unknown",
    "unknown_arena",
    "unknown_service_kind",
    "unknown_step",
]


@cache
def unknown(field: str) -> Reason:
    """Return the reason for a reference that leads nowhere; it names the field and nothing else (I-08)."""
    return Reason(
        "unknown_reference", ReasonKind.UNKNOWN_REFERENCE, (("field", Word("field", field)),), (model("I-08"),)
    )


def family_of(spine: Spine) -> tuple[str, ...]:
    """Return guardians and persons concerned, by reference, told or not; the unborn cannot be spoken with.

    Whoever decides in the guardians' place under a care order is one of them (law A-10).
    """
    born = (one.ref for one in spine.life.persons if one.birth is not Unborn.UNBORN)
    people = spine.people
    return tuple(dict.fromkeys((*born, *people.guardians, *people.deciding.values())))


def is_known_kin(ask: Ask, ref: str, away: Collection[str] = ()) -> bool:
    """Tell whether somebody is kin of the case as far as the asker may know.

    Who has the child in daily care under a care order is so to the home service and to themself (law A-10, C-02). Who
    is neither guardian nor person concerned is so to whom an entry that says it is shown, and to whom the home service
    asked about them: who may not read any such entry meets them as one never heard of (model 6; decided here).

    Args:
        ask: The question.
        ref: Who it is.
        away: The ids of the entries kept back from the asker, where the question does not leave them out by itself.
    """
    if not ask.spine.is_kin(ref) or _is_kept(ask, ref):
        return False
    if ask.standing is Standing.HOME or ref == ask.by.ref or ref in family_of(ask.spine):
        return True
    return _is_shown_as_kin(ask, ref, away) or _was_asked_about(ask, ref, away)


def _is_shown_as_kin(ask: Ask, ref: str, away: Collection[str]) -> bool:
    """Tell whether the asker may read an entry that says of somebody that they are kin."""
    if not ask.may_read:
        return False
    read = (Audience.LOG, Audience.FAMILY) if ask.standing is Standing.FAMILY else (Audience.LOG,)
    shared = ask.spine.corrections.shared
    return any(
        shared.get(one.entry, one.audience) in read and one.entry not in ask.kept_out and _knows(ask, one.entry, away)
        for one in ask.spine.people.kin_by.get(ref, ())
    )


def _knows(ask: Ask, entry: str, away: Collection[str]) -> bool:
    return entry not in away and ask.knows_entry(entry)


def _was_asked_about(ask: Ask, ref: str, away: Collection[str]) -> bool:
    """Tell whether the asker was asked, themself, whether somebody may be brought to meetings."""
    return any(
        one.scope is Scope.COMPANION and one.target == ref and ask.by.ref in one.of and _knows(ask, one.id, away)
        for one in (ask.spine.consents.asked if ask.may_read else ())
    )


def known_family(ask: Ask) -> tuple[str, ...]:
    """Return guardians and persons concerned, and whoever decides in their place as far as the asker may know."""
    return tuple(ref for ref in family_of(ask.spine) if not _is_kept(ask, ref))


def _is_kept(ask: Ask, ref: str) -> bool:
    """Tell whether somebody is here by a care order alone, of which the asker is not told (law A-10, C-02).

    The home service knows, and they themself. Professionals of other services meet whoever has been told of the case;
    the family does not, and neither does anybody meet who is near the child and decides nothing, or no longer.
    """
    people, standing = ask.spine.people, ask.standing
    if standing is Standing.HOME or ref == ask.by.ref:
        return False
    decides = ref in people.deciding.values() and ref not in people.guardians and ref not in people.concerned
    if not decides and ref not in people.near:
        return False
    works = standing in (Standing.SERVICE, Standing.READER)
    return not (works and decides and ref in people.told)


def can_take_task(ask: Ask, ref: str) -> bool:
    """Tell whether somebody can be invited or answer for a measure.

    Professionals who take part can, family who has been told, and the leader of the home service who records it.
    """
    people = ask.spine.people
    if ref in people.professionals or (ref in people.told and not _is_kept(ask, ref)):
        return True
    return ref == ask.by.ref and ask.standing is Standing.HOME


def may_know_of(ask: Ask, service: Service) -> bool:
    """Tell whether the asker may know that a service has to do with the family (law C-02).

    That the family was asked about child welfare tells that it knows the child. Of a service whose presence is secret
    other services know once all who must have consented and it has joined; the home service, which asks, the family,
    and whoever answers for the case and brings services in, know of it anyhow.
    """
    by, home = ask.by, ask.spine.life.home
    if ask.standing not in (Standing.SERVICE, Standing.READER) or not isinstance(by, Professional) or home is None:
        return True
    if by.service.ref in (home.ref, service.ref) or service.ref in ask.spine.people.services or ask.answers:
        return True
    kind = ask.guide.service(service.kind)
    return kind is not None and not kind.strict


def named_to(ask: Ask) -> dict[str, Service]:
    """Return the services that the family was asked about, as far as the asker may know of them (law C-02)."""
    named = ask.spine.consents.named
    return {ref: service for ref, service in named.items() if may_know_of(ask, service)}


def may_know_of_companion(ask: Ask, ref: str, giver: str | None = None, away: Collection[str] = ()) -> bool:
    """Tell whether the asker may be told of a question or answer of consent that names whom somebody brings.

    It says of that one that they are kin of the case. So who may not know that (`is_known_kin`) is not told of it; but
    who was asked about them, and who gave the answer, whatever became of the kinship since.

    Args:
        ask: The question.
        ref: Who is brought.
        giver: Whose answer it is; None of a question.
        away: The ids of the entries kept back from the asker, where the question does not leave them out by itself.
    """
    if ask.standing is Standing.HOME or ask.by.ref == giver or _was_asked_about(ask, ref, away):
        return True
    return is_known_kin(ask, ref, away)


def may_know_of_consent(ask: Ask, consent: Consent) -> bool:
    """Tell whether the asker may know of a consent: of whatever service it is for (law C-02), or of whom it names."""
    if consent.scope is Scope.COMPANION and consent.target is not None:
        return may_know_of_companion(ask, consent.target, consent.giver)
    named = ask.spine.consents.named.get(consent.target or "") if consent.scope.names_service else None
    return named is None or may_know_of(ask, named)


def service_kind_fault(ask: Ask, service: Service) -> Reason | None:
    """Find a kind of service the guide does not know, or another kind than the service was named with before."""
    kind = service.kind
    if ask.guide.service(kind) is None:
        return unknown_service_kind(ask, kind)
    named = ask.spine.people.services.get(service.ref) or ask.spine.consents.named.get(service.ref)
    if named is None or named.kind == kind or not may_know_of(ask, named):
        return None
    known = ask.guide.service(named.kind)
    label = named.kind if known is None else known.label
    return Reason("service_of_other_kind", ReasonKind.WRONG_FORM, (("kind", label),), (model("model 2"),))


def arenas_of_cases(ask: Ask) -> tuple[str, ...]:
    """Return the ids of the guide's kinds of meeting that are about a case."""
    return tuple(one.id for one in ask.guide.arenas if one.about is About.CASE)


def unknown_arena(ask: Ask, arena: str) -> Reason:
    """Return the reason for a kind of meeting the guide does not have."""
    params = (("arena", arena), ("nearest", nearest(arena, arenas_of_cases(ask)) or "–"))
    return Reason("unknown_arena", ReasonKind.WRONG_FORM, params, (model("guide"),))


def unknown_service_kind(ask: Ask, kind: str) -> Reason:
    """Return the reason for a kind of service the guide does not know."""
    known = nearest(kind, (one.id for one in ask.guide.services))
    return Reason(
        "unknown_service_kind", ReasonKind.WRONG_FORM, (("kind", kind), ("nearest", known)), (model("guide"),)
    )


def nearest(found: str, known: Iterable[str]) -> str:
    """Return the known name nearest to what was given, or all known names."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(found, names, 1, 0.5)
    return close[0] if close else ", ".join(names)


def unknown_step(guide: Guide, step: str) -> Reason:
    """Return the reason for a step that a guide does not have."""
    known = nearest(step, (one.id for level in guide.levels for one in level.steps))
    return Reason("unknown_step", ReasonKind.WRONG_FORM, (("step", step), ("nearest", known)), (model("guide"),))
