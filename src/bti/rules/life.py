"""A case opened again, moved to another guide, linked to another child's case, and a child born in it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import Guide
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, model
from bti.record.entry import Position, Resolved
from bti.record.life import CaseLinked, CaseReopened, ChildBorn, GuideChanged, ReopeningReason
from bti.record.spine import Spine
from bti.rules.ask import Ask, guide_at
from bti.rules.opening import free_ref
from bti.rules.references import unknown, unknown_step
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["not_known_in", "resolve_guide_change"]


# Reopening


@form(CaseReopened, source=model("I-01"))
def the_case_is_closed(ask: Ask) -> Found:
    """Only a closed case is opened again."""
    if ask.spine.life.closed is not None:
        return None
    return Reason("case_is_not_closed", ReasonKind.WRONG_PLACE, (), (model("I-01"),))


@form(CaseReopened, source=model("I-01"))
def the_owner_is_of_the_home_service(ask: Ask, fact: CaseReopened) -> Found:
    """Who is named to answer takes part for the home service, and is not partial; with nobody named its leader answers.

    Source: I-01; model 4.
    """
    home = ask.spine.life.home
    owner = ask.spine.people.professionals.get(fact.owner or "")
    if fact.owner is not None and fact.owner in ask.spine.staff.partial:
        return Reason("conflict_of_interest", ReasonKind.WRONG_PERSON, (), (model("model 4"),))
    if fact.owner is None or (owner is not None and home is not None and owner.service == home.ref):
        return None
    return unknown("owner")


@rule(CaseReopened, source=model("I-01"))
def one_names_oneself_or_leads(ask: Ask, fact: CaseReopened) -> Found:
    """Who does not lead the home service names nobody but themself or the leader: nobody is made to answer unasked.

    Source: a decision of the model; I-01.
    """
    if fact.owner is None or fact.owner == ask.by.ref or ask.leads_home:
        return None
    return Reason("owner_named_by_leader", ReasonKind.WRONG_PERSON, (), (model("I-01"),))


@drafts(CaseReopened, "reason")
def reopenings(ask: Ask) -> Iterator[CaseReopened]:
    """Open it again, with the leader or a professional of the home service to answer."""
    home = ask.spine.life.home
    for owner in (None, *ask.spine.people.professionals.values()):
        if owner is None:
            yield CaseReopened(reason=ReopeningReason.NEW_CONCERN)
        elif home is not None and owner.service == home.ref and owner.ref not in ask.spine.staff.partial:
            yield CaseReopened(reason=ReopeningReason.NEW_CONCERN, owner=owner.ref)


# Another guide


@form(GuideChanged, source=model("model 3"))
def the_guide_is_another_that_is_known(ask: Ask, fact: GuideChanged) -> Found:
    """A case moves to a guide that the engine was given, and not to the one it stands under."""
    if fact.guide not in ask.guides:
        return Reason("unknown_guide", ReasonKind.WRONG_FORM, (), (model("guide"),))
    if fact.guide != ask.spine.life.guide:
        return None
    return Reason("guide_is_the_same", ReasonKind.WRONG_PLACE, (), (model("guide"),))


def _other(ask: Ask, digest: str) -> Guide | None:
    """Return another guide as it holds for the home service of this case, or None where the engine was not given it."""
    guide = ask.guides.get(digest)
    return None if guide is None else guide_at(guide, ask.spine, ask.by, ask.at)


@form(GuideChanged, source=model("model 3"))
def the_step_is_one_of_that_guide(ask: Ask, fact: GuideChanged) -> Found:
    """The step to go on from is one of the guide the case moves to."""
    guide = _other(ask, fact.guide)
    return None if guide is None or guide.step(fact.step) is not None else unknown_step(guide, fact.step)


@rule(GuideChanged, source=(model("I-01"), model("guide")))
def the_guide_knows_all_who_take_part(ask: Ask, fact: GuideChanged) -> Found:
    """The guide knows every service and role that takes part, and somebody who leads the home service.

    Otherwise whoever answers could not act any more: no judgement is made of a role that the guide does not know.
    """
    guide = _other(ask, fact.guide)
    lacking = () if guide is None else not_known_in(guide, ask.spine)
    if not lacking:
        return None
    return Reason("guide_lacks", ReasonKind.UNMET, (("names", ", ".join(lacking)),), (model("I-01"), model("guide")))


def not_known_in(guide: Guide, spine: Spine) -> tuple[str, ...]:
    """Return the services and roles that take part in a case and that a guide does not know or nobody leads there."""
    people, home = spine.people, spine.life.home
    services = people.services
    lacking = [service.kind for service in services.values() if guide.service(service.kind) is None]
    lacking += [
        one.role
        for one in people.professionals.values()
        if one.service in services and not guide.fits(one.role, services[one.service].kind)
    ]
    if home is not None and not any(role.leads and guide.fits(role.id, home.kind) for role in guide.roles):
        lacking.append(home.kind)
    return tuple(dict.fromkeys(lacking))


@drafts(GuideChanged, "step")
def guide_changes(ask: Ask) -> Iterator[GuideChanged]:
    """Move to any other guide the engine was given: to the same step where it has one, else to its first."""
    position = ask.spine.track.position
    for digest in ask.guides:
        guide = _other(ask, digest)
        if guide is not None and digest != ask.spine.life.guide:
            same = None if position is None else guide.step(position.step)
            yield GuideChanged(guide=digest, step=guide.levels[0].steps[0].id if same is None else same.id)


def resolve_guide_change(ask: Ask, fact: GuideChanged) -> Resolved:
    """Work out the position in the other guide."""
    guide = _other(ask, fact.guide)
    step = None if guide is None else guide.step(fact.step)
    if step is None:
        return Resolved()
    return Resolved(
        moved_to=Position(step.level, step.id), relied_on=(f"guide {step.origin.guide}: {step.origin.path}",)
    )


# Another child's case


@form(CaseLinked, source=model("references"))
def linked_once(ask: Ask, fact: CaseLinked) -> Found:
    """Another case is linked once."""
    if fact.other not in ask.spine.plans.linked:
        return None
    return Reason("case_is_linked", ReasonKind.WRONG_PLACE, (), (model("references"),))


@drafts(CaseLinked, "other")
def links(ask: Ask) -> Iterator[CaseLinked]:
    """Link any case."""
    other = free_ref(ask)
    while other in ask.spine.plans.linked:
        other += "-"
    yield CaseLinked(other=other)


# A birth


@form(ChildBorn, source=model("model 2"))
def the_child_was_unborn(ask: Ask, fact: ChildBorn) -> Found:
    """Who is born is a person concerned of this case who was not yet."""
    unborn = (one.ref for one in ask.spine.life.persons if one.birth is Unborn.UNBORN)
    return None if fact.person in unborn else unknown("person")


@form(ChildBorn, source=model("I-16"))
def the_child_is_born_by_the_day(ask: Ask, fact: ChildBorn) -> Found:
    """A birth date is not in the future."""
    if fact.birth <= ask.day:
        return None
    return Reason("born_in_the_future", ReasonKind.WRONG_FORM, (), (model("I-16"),))


@drafts(ChildBorn, "birth")
def births(ask: Ask) -> Iterator[ChildBorn]:
    """Let anybody unborn be born today."""
    for one in ask.spine.life.persons:
        if one.birth is Unborn.UNBORN:
            yield ChildBorn(person=one.ref, birth=ask.day)
