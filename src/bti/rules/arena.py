"""A meeting in one of the guide's arenas is held to its rules: who calls, who sits in it, whose consent.

A meeting that is called or was held otherwise can always be recorded without naming the arena: nothing that happened is
lost, and it does not count as a meeting of the arena. Whether a missing thing refuses, asks for a reason or
only advises is the guide's to say, setting by setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bti.guide.arenas import About, Arena, ArenaConsent, Attendance
from bti.guide.model import Guide
from bti.guide.settings import Setting, decided
from bti.guide.speech import name_in_words
from bti.law.consent import LogStanding
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Scope
from bti.record.fact import Category
from bti.record.meeting import MeetingCalled, MeetingHeld, MinutesWritten
from bti.rules.ask import Ask
from bti.rules.references import family_of, unknown_arena
from bti.rules.registry import Found, form, rule
from bti.text import Text

__all__ = ["arena_of", "called_or_there", "consent_carries", "names_of_people", "whom_it_asks_for"]

_LANGUAGES = ("nb", "nn", "en")


def arena_of(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Arena | None:
    """Return the arena of a meeting: the one it names, or the one it was called to."""
    named = fact.arena
    if named is None and isinstance(fact, MeetingHeld) and fact.meeting is not None:
        called = ask.spine.meetings.called.get(fact.meeting)
        named = None if called is None else called.arena
    return None if named is None else ask.guide.arena(named)


def consent_carries(ask: Ask, arena: Arena, services: Iterable[str]) -> bool:
    """Tell whether a meeting in an arena may talk of the child.

    Consent to the very arena carries it. Where the arena needs no consent form of its own, so does consent that lets
    each service there share what concerns the coordination. The one place in which arenas and consent meet.

    Args:
        ask: The question.
        arena: The arena.
        services: The references of the services that are called or present.
    """
    if ask.has_consent(Scope.ARENA, arena.id):
        return True
    if arena.consent is not None and arena.consent.value is ArenaConsent.OWN_FORM:
        return False
    return all(Category.COORDINATION in ask.covered(service) for service in services)


def whom_it_asks_for(ask: Ask, arena: Arena) -> tuple[str, ...]:
    """Return everybody of the case who can sit in a meeting in an arena."""
    spine = ask.spine
    by_consent = decided(arena.consent)
    consented = by_consent is None or by_consent[0] is ArenaConsent.NONE
    working = (
        one.ref
        for one in spine.people.professionals.values()
        if consented or consent_carries(ask, arena, (one.service,))
    )
    children = {one.ref for one in spine.life.persons}
    family = (
        ref
        for ref in sorted(spine.people.told)
        if _attends(arena.child if ref in children else arena.guardians) and ref in family_of(spine)
    )
    return (*working, *family)


def _attends(setting: Setting[Attendance] | None) -> bool:
    stated = decided(setting)
    return stated is None or stated[0] is not Attendance.NOT


def called_or_there(fact: MeetingCalled | MeetingHeld) -> tuple[str, ...]:
    """Return the references of those who are called to a meeting, or were in it."""
    return fact.invited if isinstance(fact, MeetingCalled) else fact.present


def _services(ask: Ask, fact: MeetingCalled | MeetingHeld) -> tuple[str, ...]:
    people = ask.spine.people.professionals
    return tuple(dict.fromkeys(people[ref].service for ref in called_or_there(fact) if ref in people))


def names_of_people(guide: Guide, names: Iterable[str]) -> Text:
    """Return what people of a meeting are called, one after the other."""
    found = tuple(names)
    return Text.of({lang: ", ".join(name_in_words(one, guide, lang) for one in found) for lang in _LANGUAGES})


@form(MeetingCalled, MeetingHeld, source=model("guide"))
def the_arena_is_the_guides(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """The arena a meeting names is one of the guide, and that to which it was called."""
    if fact.arena is None:
        return None
    if ask.guide.arena(fact.arena) is None:
        return unknown_arena(ask, fact.arena)
    called = ask.spine.meetings.called.get(fact.meeting or "") if isinstance(fact, MeetingHeld) else None
    if called is None or called.arena in (None, fact.arena):
        return None
    return Reason("called_to_other_arena", ReasonKind.WRONG_FORM, (), (model("guide"),))


@form(MeetingCalled, MeetingHeld, source=(model("guide"), model("I-08")))
def the_arena_is_about_a_case(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """A meeting of a case is in no arena that is about every child or about the services; nor in one on violence.

    Such arenas have no facts of a case: the guide shows them, and nothing said there belongs in a case.

    Source: Sortland, Forbus and Laget rundt barnet; Øygarden, konsultasjonsteam; law D-05; I-08.
    """
    arena = arena_of(ask, fact)
    if arena is None or arena.about is About.CASE:
        return None
    if arena.about is About.PROTECTION:
        return Reason("arena_is_protected", ReasonKind.FORBIDDEN, (), (law("D-05"), model("I-08")))
    code = "arena_is_of_the_system" if arena.about is About.SYSTEM else "arena_is_of_every_child"
    return Reason(code, ReasonKind.WRONG_FORM, (("arena", arena.title),), (ask.cite(arena.origin_of("about")),))


@rule(MeetingCalled, source=model("guide"))
def called_by_whom_the_arena_names(ask: Ask, fact: MeetingCalled) -> Found:
    """A meeting in an arena is called by whom the guide names: a role, the holder, the leader.

    Source: Sula, arenas; Sykkylven, fagteam.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.convener)
    if arena is None or stated is None or _is_one_of(ask, stated[0]):
        return None
    who = names_of_people(ask.guide, stated[0])
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_called_by", citation, arena=arena.title, who=who)


def _is_one_of(ask: Ask, callers: tuple[str, ...]) -> bool:
    baton, by = ask.spine.baton, ask.by
    coordinator = baton.coordinator
    so = {
        "anyone": True,
        "answering": ask.answers,
        "holder": baton.holder == by.ref,
        "coordinator": coordinator is not None and coordinator.person == by.ref,
        "leader": ask.leads_home,
    }
    role = by.role if isinstance(by, Professional) else None
    return any(so.get(one, False) or one == role for one in callers)


@rule(MeetingCalled, source=model("guide"))
def the_initiative_was_theirs_to_take(ask: Ask, fact: MeetingCalled) -> Found:
    """Who took the initiative to a meeting in an arena is one who may: the family, a service, somebody from outside.

    Where nobody else is named it was whoever calls.

    Source: Sula, SamBa and TBU; Øygarden, konsultasjonsteam.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.initiative)
    if arena is None or stated is None:
        return None
    named = "professional" if fact.initiative is None else fact.initiative.value
    taken = {named}
    if named == "professional" and isinstance(ask.by, Professional):
        taken.add(ask.by.service.kind)
    if not taken.isdisjoint(stated[0]):
        return None
    who = names_of_people(ask.guide, stated[0])
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_initiative", citation, arena=arena.title, who=who)


@rule(MeetingCalled, MeetingHeld, source=model("guide"))
def the_family_is_there_as_the_arena_says(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Guardians and child are called to a meeting in an arena, are there, or are not, as the guide says.

    Who has the opportunity is called and may stay away. Somebody not told yet is not missed: the concern is to be
    shared with them first.

    Source: Sula, SamBa, TBU and instansmøte; Sykkylven, fagteam; Gloppen, Tverrfagleg team.
    """
    arena = arena_of(ask, fact)
    if arena is None:
        return None
    spine = ask.spine
    children = {one.ref for one in spine.life.persons}
    there = {*called_or_there(fact)}
    guardians = {ref for ref in family_of(spine) if ref not in children}
    groups = ((False, arena.guardians, guardians), (True, arena.child, children))
    found: list[Reason] = []
    for is_child, setting, group in groups:
        stated = decided(setting)
        if stated is None:
            continue
        meant, modality = stated[0], stated[1].modality
        citation = ask.cite(stated[1].origin)
        called = isinstance(fact, MeetingCalled)
        wanted = meant is Attendance.TAKES_PART or (meant is Attendance.OPPORTUNITY and called)
        told = group & spine.people.told
        if meant is Attendance.NOT and not group.isdisjoint(there):
            without = "arena_without_child" if is_child else "arena_without_guardians"
            found.append(ask.by_modality(modality, without, citation, arena=arena.title))
        elif wanted and told and told.isdisjoint(there):
            lacking = "arena_with_child" if is_child else "arena_with_guardians"
            found.append(ask.by_modality(modality, lacking, citation, arena=arena.title))
    return tuple(found)


@rule(MeetingCalled, MeetingHeld, source=(law("Q-02"), model("guide")))
def consent_carries_the_arena(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """A meeting in an arena that needs consent has it; where it may be anonymous instead, it names nobody.

    Source: Sula, drøft, samarbeidsgruppe, TBU; Sogndal, ressursteam; Gloppen, Tverrfagleg team; law Q-02, C-10.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.consent)
    if arena is None or stated is None or stated[0] is ArenaConsent.NONE:
        return None
    if consent_carries(ask, arena, _services(ask, fact)):
        return None
    codes = {
        ArenaConsent.REQUIRED: "arena_needs_consent",
        ArenaConsent.OWN_FORM: "arena_needs_own_consent",
        ArenaConsent.ANONYMOUS_INSTEAD: "arena_by_consent_or_anonymous",
    }
    citations = (ask.cite(stated[1].origin), law("C-10" if stated[0] is ArenaConsent.ANONYMOUS_INSTEAD else "Q-02"))
    return ask.by_modality(stated[1].modality, codes[stated[0]], *citations, arena=arena.title)


@rule(MeetingCalled, MeetingHeld, source=model("guide"))
def the_arena_is_of_this_level(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """An arena is used on the levels that the guide names.

    Source: Arendal, BTI-team; Marker, ressursteam and samarbeidsmøte; Risør, levels of its meetings.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.levels)
    level = ask.level
    if arena is None or stated is None or level is None or level.id in stated[0]:
        return None
    levels = ", ".join(one.label for one in ask.guide.levels if one.id in stated[0])
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_level", citation, arena=arena.title, levels=levels)


@rule(MeetingCalled, source=model("guide"))
def the_form_is_filed_first(ask: Ask, fact: MeetingCalled) -> Found:
    """What the arena wants filled in is filed with the case before the meeting is called.

    That a document was filed is known, and not which: it stays in the host's archive.

    Source: Sykkylven, fagteam; Marker, ressursteam.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.forms)
    if arena is None or stated is None or not stated[0] or "document_filed" in ask.spine.last:
        return None
    forms = Text.of({lang: ", ".join(one(lang) for one in stated[0]) for lang in _LANGUAGES})
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_form", citation, arena=arena.title, forms=forms)


@rule(MeetingHeld, source=model("guide"))
def who_cannot_come_sends_somebody(ask: Ask, fact: MeetingHeld) -> Found:
    """A member of the arena who was not there sent somebody else, where the guide says that they must.

    Source: Sykkylven, fagteam: attendance goes before other tasks, and who is absent sends a substitute.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.substitutes)
    if arena is None or stated is None or not stated[0]:
        return None
    sent = {one.instead_of for one in fact.substitutes}
    if all(ref in sent or ref not in ask.spine.people.professionals for ref in fact.absent):
        return None
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_substitute", citation, arena=arena.title)


@rule(MeetingCalled, source=model("guide"))
def it_is_known_where_the_arena_meets(ask: Ask, fact: MeetingCalled) -> Found:
    """Where the arena meets is shown as advice; the call itself names no place (law H-17).

    Source: Gloppen, Tverrfagleg team.
    """
    arena = arena_of(ask, fact)
    if arena is None or arena.place is None:
        return None
    params = (("arena", arena.title), ("place", arena.place))
    return Reason("arena_place", ReasonKind.ADVICE, params, (ask.cite(arena.origin_of("place")),))


@rule(MeetingHeld, source=model("guide"))
def what_follows_the_meeting_is_said(ask: Ask, fact: MeetingHeld) -> Found:
    """What the arena wants done after a meeting is shown as advice, with who does it.

    Source: Sula, instansmøte.
    """
    arena = arena_of(ask, fact)
    return None if arena is None else tuple(_afterwards(ask, arena))


def _afterwards(ask: Ask, arena: Arena) -> Iterator[Reason]:
    for after in arena.after:
        params = (("what", after.what), ("who", names_of_people(ask.guide, (after.who or "answering",))))
        yield Reason("arena_afterwards", ReasonKind.ADVICE, params, (ask.cite(after.origin),))


@rule(MinutesWritten, source=model("guide"))
def the_log_stands_for_the_minutes(ask: Ask, fact: MinutesWritten) -> Found:
    """Of a meeting whose minutes are the relay log no others are written, while the log is open.

    Source: Øygarden, samarbeidsmøte.
    """
    held = ask.spine.meetings.held.get(fact.meeting)
    arena = None if held is None or held.arena is None else ask.guide.arena(held.arena)
    stated = None if arena is None else decided(arena.log_replaces_minutes)
    if arena is None or stated is None or not stated[0] or ask.log is not LogStanding.OPEN:
        return None
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "log_is_the_minutes", citation, arena=arena.title)
