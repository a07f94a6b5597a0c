"""What the guide says of a special pathway: who comes onto it, its own steps, who is told, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.codes import said
from bti.guide.model import Guide
from bti.guide.pathways import Counting, OwnStep, PathwayRules, PathwaySort
from bti.guide.speech import name_in_words
from bti.guide.terms import NotStated
from bti.reasons import Reason, ReasonKind, model
from bti.record.pathway import PathwayEntered, PathwayKind, PathwayLeft, PathwayStepCompleted
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.family import reads
from bti.rules.references import nearest
from bti.rules.registry import Found, drafts, form, rule
from bti.rules.requirements import unmet
from bti.text import Text

__all__ = ["enterable", "rules_of"]

_LANGUAGES = ("nb", "nn", "en")


def enterable(guide: Guide) -> tuple[PathwayRules, ...]:
    """Return the pathways of a guide that a case can enter: all but those on violence and abuse."""
    return tuple(one for one in guide.pathways if one.sort is not PathwaySort.PROTECTION)


def rules_of(guide: Guide, which: PathwayKind, code: str | None) -> PathwayRules | None:
    """Return what a guide says of a pathway: the one of this code or, without code, its only one about the same."""
    if code is not None:
        return guide.pathway(code)
    same = [one for one in enterable(guide) if one.sort.value == which.value]
    return same[0] if len(same) == 1 else None


def _rules(ask: Ask, pathway: str) -> PathwayRules | None:
    one = ask.spine.pathways.entered[pathway]
    return rules_of(ask.guide, one.which, one.code)


@form(PathwayEntered, source=model("guide"))
def the_pathway_is_the_guides(ask: Ask, fact: PathwayEntered) -> Found:
    """A pathway with a code is one of the guide's, of the sort it is said to be, where the guide has any."""
    own = enterable(ask.guide)
    if fact.code is None or not own:
        return None
    found = ask.guide.pathway(fact.code)
    if found is not None and (found.sort is PathwaySort.PROTECTION or found.sort.value == fact.which.value):
        return None
    known = nearest(fact.code, (one.id for one in own))
    params = (("code", fact.code), ("which", said(fact.which)), ("nearest", known))
    return Reason("unknown_pathway", ReasonKind.WRONG_FORM, params, (model("guide"),))


@rule(PathwayEntered, source=model("guide"))
def the_pathway_is_open_to_the_case(ask: Ask, fact: PathwayEntered) -> Found:
    """A case comes onto a pathway at a home service it is for, once what it asks is so and the host has counted enough.

    Source: the guide's `entry`, `count` and `home` of the pathway; Overhalla, § 9a; Sula, worrying absence.
    """
    rules = rules_of(ask.guide, fact.which, fact.code)
    if rules is None:
        return None
    found = list(unmet(ask, rules.entry, rules.title))
    home = ask.spine.life.home
    if rules.home and home is not None and home.kind not in rules.home:
        homes = _names(ask.guide, rules.home)
        params = (("pathway", rules.title), ("homes", homes))
        found.append(
            Reason("pathway_of_other_home", ReasonKind.WRONG_PLACE, params, (ask.cite(rules.origin_of("home")),))
        )
    if rules.counts and not any(_counted(ask, one) for one in rules.counts):
        least = rules.counts[0]
        wanted = Text.of({lang: "; ".join(_wanted(one, lang) for one in rules.counts) for lang in _LANGUAGES})
        citation = ask.cite(least.origin)
        found.append(
            ask.by_modality(least.modality, "pathway_needs_count", citation, pathway=rules.title, wanted=wanted)
        )
    return tuple(found)


def _counted(ask: Ask, wanted: Counting) -> bool:
    """Tell whether a last report has as much, counted over no more days than is meant."""
    longest = None if wanted.within is None else wanted.within.days + 7 * wanted.within.weeks
    for (counted, _), last in ask.spine.pathways.counts.items():
        days = (last.to - last.from_).days + 1
        if counted is wanted.counted and last.number >= wanted.at_least and (longest is None or days <= longest):
            return True
    return False


def _wanted(one: Counting, lang: str) -> str:
    if one.words is not None:
        return one.words(lang)
    return f"{said(one.counted)(lang)}: {one.at_least}"


@rule(PathwayEntered, source=model("guide"))
def who_hears_of_the_pathway_is_said(ask: Ask, fact: PathwayEntered) -> Found:
    """Who is to hear that a pathway is entered is shown as advice.

    Source: the guide's `recipients` of the pathway.
    """
    rules = rules_of(ask.guide, fact.which, fact.code)
    told = None if rules is None else rules.recipients
    if rules is None or told is None or isinstance(told.value, NotStated) or not told.value:
        return None
    params = (("pathway", rules.title), ("who", _names(ask.guide, told.value)))
    return Reason("pathway_tells", ReasonKind.ADVICE, params, (ask.cite(told.origin),))


def _names(guide: Guide, names: tuple[str, ...]) -> Text:
    return Text.of({lang: ", ".join(name_in_words(one, guide, lang) for one in names) for lang in _LANGUAGES})


@rule(PathwayLeft, source=model("guide"))
def what_closes_the_pathway_is_so(ask: Ask, fact: PathwayLeft) -> Found:
    """A pathway is left when what the guide asks for its end is so; closing the case never waits for it (I-14).

    Source: the guide's `closes` of the pathway.
    """
    rules = _rules(ask, fact.pathway)
    return None if rules is None else unmet(ask, rules.closes, rules.title)


def _step_of(ask: Ask, fact: PathwayStepCompleted) -> OwnStep | None:
    pathway = ask.spine.pathways.entered.get(fact.pathway)
    rules = None if pathway is None else rules_of(ask.guide, pathway.which, pathway.code)
    return None if rules is None else rules.step(fact.step)


@form(PathwayStepCompleted, source=model("guide"))
def the_step_is_of_the_pathway(ask: Ask, fact: PathwayStepCompleted) -> Found:
    """A step that is completed is one that the guide has for the pathway."""
    pathway = ask.spine.pathways.entered.get(fact.pathway)
    if pathway is None or not reads(ask, pathway.audience, pathway.category) or _step_of(ask, fact) is not None:
        return None
    rules = rules_of(ask.guide, pathway.which, pathway.code)
    known = "–" if rules is None or not rules.steps else nearest(fact.step, (one.id for one in rules.steps))
    params = (("step", fact.step), ("nearest", known))
    return Reason("unknown_pathway_step", ReasonKind.WRONG_FORM, params, (model("guide"),))


@rule(PathwayStepCompleted, source=model("guide"))
def the_step_of_the_pathway_is_ready(ask: Ask, fact: PathwayStepCompleted) -> Found:
    """A step of a pathway is completed once, when what it requires is so.

    Source: the guide's `requires` of the step.
    """
    step = _step_of(ask, fact)
    if step is None:
        return None
    if fact.step in ask.spine.pathways.entered[fact.pathway].done:
        return Reason("pathway_step_done", ReasonKind.WRONG_PLACE, (("step", step.title),), (model("model 3"),))
    return unmet(ask, step.requires, step.title)


@drafts(PathwayStepCompleted, "note", "audience", "service")
def completions(ask: Ask) -> Iterator[PathwayStepCompleted]:
    """Complete any step, of any pathway the case is on, that is not done."""
    for pathway in ask.spine.pathways.running():
        rules = rules_of(ask.guide, pathway.which, pathway.code)
        for step in () if rules is None or not reads(ask, pathway.audience, pathway.category) else rules.steps:
            if step.id not in pathway.done:
                yield PathwayStepCompleted(pathway=pathway.id, step=step.id, category=first_category(ask))
