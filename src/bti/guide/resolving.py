"""Turn the documents of an `extends` chain into one guide, in which every element knows who states it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

import attrs

from bti.errors import GuideError, Problem
from bti.guide.chaining import fragments_of
from bti.guide.checking import check, required
from bti.guide.digest import digest_of, under
from bti.guide.document import (
    DefinitionTable,
    Document,
    LevelTable,
    OutcomeTable,
    RoleTable,
    SaidTable,
    ServiceTable,
    StepTable,
    VariantTable,
)
from bti.guide.falling_away import on_levels_that_stand
from bti.guide.findings import Names, names_of, target_of
from bti.guide.leaving_out import left_out
from bti.guide.merging import Layer, Stack, below, children, composed, first, roots
from bti.guide.model import (
    NOT_STATED,
    Definition,
    Guide,
    Level,
    Modality,
    NotHeard,
    NotStated,
    Origin,
    Outcome,
    Phase,
    Role,
    Said,
    ServiceKind,
    Setting,
    Source,
    Status,
    Step,
    Target,
    Variant,
)
from bti.guide.overlaying import homes_of, overlaid, variants_of
from bti.guide.phasing import dates_of, held_before
from bti.guide.requiring import requirement_of, said_to_be_none
from bti.guide.resolving_arenas import arenas_of, pathways_of
from bti.guide.resolving_limits import deadline_of, duty_of
from bti.guide.resolving_relay import baton_rules, log_rules
from bti.guide.resolving_settings import consent_rules, meant, privacy_rules, setting_of, stated
from bti.guide.resolving_tools import questions_of, tools_of
from bti.guide.stating import all_elsewhere, elsewhere, states, value_of
from bti.guide.tables_relay import NotHeardTable, WhomTable
from bti.guide.whom import Whom
from bti.guide.wording import words_of

__all__ = ["resolve"]

F = TypeVar("F")
V = TypeVar("V")


def resolve(chain: Sequence[Layer]) -> Guide:
    """Merge a chain of documents, the extending one first, into a guide.

    Raises:
        GuideError: The documents do not make a guide; `problems` holds every finding.
    """
    if chain[0].document.fragment:
        message = "a fragment states parts of guides, and no case can stand under it; name it in `uses` of a guide"
        raise GuideError(
            f"{chain[0].file or chain[0].guide} is a fragment, not a guide",
            [Problem("$.fragment", message, file=chain[0].file)],
        )
    problems = check(chain)
    if problems:
        name = chain[0].file or f"'{chain[0].guide}'"
        raise GuideError(f"the guide in {name} cannot be used", problems)
    dates = dates_of(chain)
    variants = tuple(_variant(parts, chain, dates) for parts in variants_of(roots(chain)).values())
    guide = attrs.evolve(_phased(chain, dates, tuple), variants=variants)
    return under(guide, digest_of(guide))


_Lay = Callable[[Sequence[Layer]], tuple[Layer, ...]]
"""Lays a variant over the documents, or nothing."""


def _phased(chain: Sequence[Layer], dates: Sequence[dt.date], lay: _Lay) -> Guide:
    """Merge layers into one guide, with what it is before each date on which a part begins or ceases to hold."""
    guides = [_guide(lay(held_before(chain, dates, place)), chain) for place in range(len(dates) + 1)]
    phases = tuple(Phase(date, guide) for date, guide in zip(dates, guides[:-1], strict=True))
    return attrs.evolve(guides[-1], phases=phases)


def _variant(stack: Stack[VariantTable], chain: Sequence[Layer], dates: Sequence[dt.date]) -> Variant:
    own = states(stack, _NAMED)
    title = first(stack, lambda table: table.title)
    guide = _phased(chain, dates, lambda documents: overlaid(documents, own.table.id))
    return Variant(
        id=own.table.id,
        title=title[0] if title else None,
        home=homes_of(stack),
        guide=attrs.evolve(guide, variant=own.table.id),
        origin=own.origin(),
    )


def _guide(layers: Sequence[Layer], chain: Sequence[Layer]) -> Guide:
    """Merge layers into one guide, without variants or digest; `chain` is the documents they are made of."""
    stack = roots(layers)
    head = chain[0].document
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    names = names_of(stack)
    missing = first(stack[:2] if layers[0].place else stack[:1], lambda table: table.missing)
    guide = Guide(
        id=head.id,
        version=head.version,
        status=head.status or Status.DRAFT,
        title=layers[0].document.title,
        place=head.place,
        in_force_from=head.in_force_from,
        languages=head.languages or head.title.tags,
        sources=_sources(stack),
        chain=tuple(layer.guide for layer in chain),
        levels=tuple(_level(parts, names) for parts in levels.values()),
        services=tuple(
            map(
                _service, children(stack, "service", lambda table: table.service, lambda table: table.services).values()
            )
        ),
        roles=tuple(map(_role, children(stack, "role", lambda table: table.role, lambda table: table.roles).values())),
        baton=baton_rules(stack, tuple(levels)),
        consent=consent_rules(below(stack, "consent", lambda table: table.consent), head.id),
        log=log_rules(below(stack, "log", lambda table: table.log), head.id),
        said=tuple(map(_said, children(stack, "said", lambda table: table.said).values())),
        missing=missing[0] if missing else (),
        digest="",
        words=words_of(below(stack, "words", lambda table: table.words)),
        fragments=fragments_of(tuple(chain)),
        entries=_entries(stack, names),
        not_heard=_not_heard(below(stack, "not_heard", lambda table: table.not_heard)),
        privacy=privacy_rules(below(stack, "privacy", lambda table: table.privacy)),
        whom=_whom(below(stack, "whom", lambda table: table.whom)),
        tools=tools_of(stack),
        questions=questions_of(stack),
        arenas=arenas_of(stack),
        pathways=pathways_of(stack, deadline_of),
        deadlines=tuple(map(deadline_of, children(stack, "deadline", lambda table: table.deadline).values())),
        duties=tuple(map(duty_of, children(stack, "duty", lambda table: table.duty).values())),
        left_out=left_out(stack),
    )
    return on_levels_that_stand(guide, names.gone.difference(names.levels))


def _not_heard(stack: Stack[NotHeardTable]) -> NotHeard | None:
    if not stack:
        return None
    body = required(first(stack, lambda table: table.body))
    return NotHeard(body, value_of(first(stack, lambda table: table.how), None), states(stack, frozenset()).origin())


def _whom(stack: Stack[WhomTable]) -> Whom | None:
    if not stack:
        return None
    return Whom(
        text=value_of(first(stack, lambda table: table.text), None),
        from_age=meant(stack, "from_age", lambda table: table.from_age),
        to_age=meant(stack, "to_age", lambda table: table.to_age),
        expecting=meant(stack, "expecting", lambda table: table.expecting),
        origin=states(stack, frozenset()).origin(),
    )


def _entries(stack: Stack[Document], names: Names) -> Setting[tuple[str, ...]] | None:
    setting = stated(setting_of(stack, "entries", lambda table: table.entries, stack[-1].layer.guide))
    if setting is None:
        return None
    first_of: dict[str, str] = {}
    for step, level in names.steps.items():
        first_of.setdefault(level, step)

    def steps(stated: tuple[str, ...]) -> tuple[str, ...]:
        targets = (_target(name, names) for name in stated if target_of(name, names))  # the rest was left out
        return tuple(one.step or first_of[one.level] for one in targets)

    value = setting.value if isinstance(setting.value, NotStated) else steps(setting.value)
    cases = tuple(attrs.evolve(case, value=steps(case.value)) for case in setting.cases)
    weaker = tuple(attrs.evolve(one, value=steps(one.value)) for one in setting.weaker)
    return attrs.evolve(setting, value=value, cases=cases, weaker=weaker)


def _sources(stack: Stack[Document]) -> tuple[Source, ...]:
    found: dict[str, Source] = {}
    for part in stack:
        for one in part.table.source or ():
            found.setdefault(one.id, Source(one.id, one.title or one.id, one.address, Origin(part.layer.guide)))
    return tuple(found.values())


_NAMED = frozenset({"id"})
_LEVEL = frozenset({"id", "step", "steps", "definition", "deadline"})
_STEP = frozenset({"id", "outcome", "outcomes", "deadline"})


# --- levels and steps ------------------------------------------------------------------------------------------------


def _level(stack: Stack[LevelTable], names: Names) -> Level:
    own = states(stack, _LEVEL)
    label = first(stack, lambda table: table.label)
    purpose = first(stack, lambda table: table.purpose)
    merged = children(stack, "step", lambda table: table.step, lambda table: table.steps)
    return Level(
        id=own.table.id,
        label=label[0] if label else own.table.id,
        title=required(first(stack, lambda table: table.title)),
        purpose=purpose[0] if purpose else None,
        steps=tuple(_step(parts, own.table.id, names) for parts in merged.values()),
        origin=own.origin(),
        origins=elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "title": lambda table: table.title,
                "purpose": lambda table: table.purpose,
            },
            {"steps": composed(stack, lambda table: table.step, lambda table: table.steps)},
        ),
        definition=_definition(below(stack, "definition", lambda table: table.definition)),
        movement=stated(setting_of(stack, "movement", lambda table: table.movement, stack[-1].layer.guide)),
        deadlines=tuple(map(deadline_of, children(stack, "deadline", lambda table: table.deadline).values())),
    )


def _definition(stack: Stack[DefinitionTable]) -> Definition | None:
    if not stack:
        return None
    own = states(stack, frozenset())
    none: tuple[str, ...] = ()
    return Definition(
        services=value_of(first(stack, lambda table: table.services), None),
        kinds=value_of(first(stack, lambda table: table.kinds), none),
        place=value_of(first(stack, lambda table: table.place), None),
        words=value_of(first(stack, lambda table: table.words), None),
        modality=value_of(first(stack, lambda table: table.modality), Modality.MAY),
        origin=own.origin(),
        origins=elsewhere(
            stack,
            own,
            {
                "services": lambda table: table.services,
                "kinds": lambda table: table.kinds,
                "place": lambda table: table.place,
                "words": lambda table: table.words,
            },
        ),
    )


def _step(stack: Stack[StepTable], level: str, names: Names) -> Step:
    own = states(stack, _STEP)
    label = first(stack, lambda table: table.label)
    deadlines = children(stack, "deadline", lambda table: table.deadline)
    limits = first(stack, lambda table: table.deadline)
    outcomes = children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    return Step(
        id=own.table.id,
        level=level,
        label=label[0] if label else own.table.id,
        title=required(first(stack, lambda table: table.title)),
        purpose=required(first(stack, lambda table: table.purpose)),
        entry=requirement_of(first(stack, lambda table: table.entry), "entry"),
        completion=requirement_of(first(stack, lambda table: table.completion), "completion"),
        outcomes=tuple(_outcome(parts, names) for parts in outcomes.values()),
        deadlines=tuple(map(deadline_of, deadlines.values())) if limits is not None else NOT_STATED,
        skippable=setting_of(stack, "skippable", lambda table: table.skippable, stack[-1].layer.guide),
        origin=own.origin(),
        origins=elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "title": lambda table: table.title,
                "purpose": lambda table: table.purpose,
                "entry": lambda table: table.entry,
                "completion": lambda table: table.completion,
                "skippable": lambda table: table.skippable,
            },
            {
                "outcomes": composed(stack, lambda table: table.outcome, lambda table: table.outcomes),
                "deadlines": composed(stack, lambda table: table.deadline),
            },
        ),
        revisitable=stated(setting_of(stack, "revisitable", lambda table: table.revisitable, stack[-1].layer.guide)),
        free_of={
            **said_to_be_none(first(stack, lambda table: table.entry), "entry"),
            **said_to_be_none(first(stack, lambda table: table.completion), "completion"),
        },
    )


def _outcome(stack: Stack[OutcomeTable], names: Names) -> Outcome:
    own = states(stack, _NAMED)
    to = first(stack, lambda table: table.to)
    return Outcome(
        id=own.table.id,
        label=required(first(stack, lambda table: table.label)),
        kind=required(first(stack, lambda table: table.kind)),
        targets=tuple(_target(name, names) for name in to[0] if not names.is_gone(to[1], name)) if to else (),
        requires=requirement_of(first(stack, lambda table: table.requires), "requires"),
        origin=own.origin(),
        origins=elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "kind": lambda table: table.kind,
                "targets": lambda table: table.to,
                "requires": lambda table: table.requires,
            },
        ),
        body=value_of(first(stack, lambda table: table.body), None),
    )


def _target(name: str, names: Names) -> Target:
    level, step = target_of(name, names) or (name, None)
    return Target(level, step)


# --- the rest --------------------------------------------------------------------------------------------------------


def _service(stack: Stack[ServiceTable]) -> ServiceKind:
    own = states(stack, _NAMED)
    label = required(first(stack, lambda table: table.label))
    return ServiceKind(
        id=own.table.id,
        label=label,
        strict=value_of(first(stack, lambda table: table.strict), False),
        origin=own.origin(),
        origins=all_elsewhere(stack, own),
    )


def _role(stack: Stack[RoleTable]) -> Role:
    own = states(stack, _NAMED)
    none: tuple[str, ...] = ()
    return Role(
        id=own.table.id,
        label=required(first(stack, lambda table: table.label)),
        services=value_of(first(stack, lambda table: table.services), none),
        leads=value_of(first(stack, lambda table: table.leads), False),
        origin=own.origin(),
        origins=all_elsewhere(stack, own),
    )


def _said(stack: Stack[SaidTable]) -> Said:
    own = states(stack, _NAMED)
    text = required(first(stack, lambda table: table.text))
    about = value_of(first(stack, lambda table: table.about), None)
    return Said(own.table.id, text, about, own.origin(), all_elsewhere(stack, own))
