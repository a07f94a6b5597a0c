"""The bundled guides: whole, honest about their sources, said in three languages, and walkable from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import attrs
import pytest

from bti.guide import (
    NOT_STATED,
    Condition,
    ConditionName,
    Guide,
    Modality,
    Origin,
    Outcome,
    OutcomeKind,
    Purpose,
    Requirement,
    Step,
    bundled,
    load_guide,
)
from bti.text import LANGUAGES, Text


def walk(value: object) -> Iterator[object]:
    """Give a value of the model and everything in it."""
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from walk(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from walk(one)
    elif attrs.has(type(value)) and not isinstance(value, Text):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            if field.init:
                yield from walk(getattr(value, field.name))


@pytest.fixture(params=bundled())
def guide(request: pytest.FixtureRequest) -> Guide:
    """Each bundled guide in turn."""
    return load_guide(request.param)


def test_bundled_guides_are_listed() -> None:
    """What can be loaded by id is known, and loading twice gives the very same guide."""
    assert {"national", "sortland", "marker", "overhalla", "tromso-2014"} <= set(bundled())
    assert list(bundled()) == sorted(bundled())
    assert load_guide("sortland") is load_guide("sortland")


def test_national_stands_alone() -> None:
    """The common core extends nothing and leaves no setting open."""
    guide = load_guide("national")
    assert guide.chain == ("national",)
    rules = (guide.baton, guide.consent, guide.log)
    settings = [getattr(rule, field.name) for rule in rules for field in attrs.fields(type(rule))]
    assert [one for one in settings if getattr(one, "value", None) is NOT_STATED] == []


def test_every_text_is_said_in_three_languages(guide: Guide) -> None:
    """A reader meets bokmål, nynorsk or English, never a fallback."""
    texts = [value for value in walk(guide) if isinstance(value, Text)]
    assert len(texts) > 100
    assert [text for text in texts if text.tags != LANGUAGES] == []


def test_every_element_names_its_sources_or_says_that_it_is_a_setting(guide: Guide) -> None:
    """Nothing is decided silently: a source is declared, a rule has its number, a default is called one."""
    declared = {source.id for source in guide.sources} | {"setting"}
    found = (value for value in walk(guide) if isinstance(value, Origin))
    origins = [value for value in found if value.path]  # a source, which stands nowhere, is a ground itself
    assert [origin for origin in origins if not origin.sources] == []
    assert {source.split()[0] for origin in origins for source in origin.sources} <= declared
    assert {origin.guide for origin in origins} == set(guide.chain)


def reached(guide: Guide) -> set[str]:
    """Give the steps that a case can come to from the first one."""
    todo = [guide.levels[0].steps[0]]
    seen: set[str] = set()
    while todo:
        step = todo.pop()
        if step.id in seen:
            continue
        seen.add(step.id)
        after = guide.next_step(step)
        ways: list[Step | None] = [after] if step.goes_on else []
        for outcome in step.outcomes:
            for target in outcome.targets:
                level = guide.level(target.level)
                assert level is not None
                ways.append(guide.step(target.step) if target.step else level.steps[0])
        todo += [way for way in ways if way is not None]
    return seen


def test_every_step_can_be_reached(guide: Guide) -> None:
    """No step is there for show."""
    assert reached(guide) == {step.id for level in guide.levels for step in level.steps}


def test_every_level_ends_in_a_choice_that_can_close(guide: Guide) -> None:
    """The last step of each level has a way out."""
    for level in guide.levels:
        assert OutcomeKind.CLOSE in {outcome.kind for outcome in level.steps[-1].outcomes}


def test_reporting_moves_nothing_and_waits_for_nothing(guide: Guide) -> None:
    """Wherever a guide names a report to child welfare, it leaves the case where it stands."""
    reports = [
        outcome
        for level in guide.levels
        for step in level.steps
        for outcome in step.outcomes
        if outcome.kind is OutcomeKind.REPORT
    ]
    assert reports
    assert not any(outcome.moves or outcome.requires for outcome in reports)


def test_every_working_level_evaluates_before_a_way_is_chosen(guide: Guide) -> None:
    """Levels 1 to 3 plan, carry out, evaluate with the child's view, and choose the way."""
    for level in guide.levels[1:]:
        purposes = [step.purpose for step in level.steps]
        assert purposes[-4:] == [Purpose.PLAN, Purpose.CARRY_OUT, Purpose.EVALUATE, Purpose.CHOOSE_WAY]
        evaluate = level.steps[-2].completion
        assert evaluate is not None
        names = {condition.name for condition in evaluate.all_of if isinstance(condition, Condition)}
        assert names >= {ConditionName.MEASURES_EVALUATED, ConditionName.CHILD_HEARD}


def needed(requirement: Requirement | Condition | None) -> set[frozenset[ConditionName]]:
    """Give the sets of conditions of which each lets a requirement be met."""
    if requirement is None:
        return {frozenset()}
    if isinstance(requirement, Condition):
        return {frozenset({requirement.name})}
    ways: set[frozenset[ConditionName]] = {frozenset()}
    for one in requirement.all_of:
        ways = {way | more for way in ways for more in needed(one)}
    if requirement.any_of:
        ways = {way | more for way in ways for one in requirement.any_of for more in needed(one)}
    return ways | needed(requirement.unless) if requirement.unless is not None else ways


def test_no_step_waits_for_the_family_or_another_service(guide: Guide) -> None:
    """A refused log, a silent family or a service that does not come never hold a case up (I-14)."""
    others = {
        ConditionName.LOG_CONSENT_GIVEN,
        ConditionName.LOG_OPEN,
        ConditionName.LOG_CONSENT_ANSWERED,
        ConditionName.OTHER_SERVICE_JOINED,
        ConditionName.BATON_HELD,
    }
    for level in guide.levels:
        for step in level.steps:
            requirements = (step.entry, step.completion, *(outcome.requires for outcome in step.outcomes))
            for requirement in requirements:
                if requirement is not None and requirement.modality is Modality.MUST:
                    assert any(not way & others for way in needed(requirement)), step.id


def test_strict_services_are_those_of_the_law(guide: Guide) -> None:
    """Child welfare, NAV, municipal health and specialist care are strict; schools are not (law C-02)."""
    strict = {service.id for service in guide.services if service.strict}
    assert {"child_welfare", "nav", "health_station", "bup", "midwifery"} <= strict
    assert strict.isdisjoint({"school", "kindergarten", "ppt", "youth_club"})


def test_every_service_of_the_core_has_a_role_that_leads_it() -> None:
    """Somebody answers for the home service in vacancy, whichever service it is (law E-03)."""
    guide = load_guide("national")
    led = {kind for role in guide.roles if role.leads for kind in role.services}
    assert led == {service.id for service in guide.services}


# --- Sortland --------------------------------------------------------------------------------------------------------


def outcome_of(guide: Guide, step_id: str, outcome_id: str) -> Outcome:
    """Give an outcome that must be there."""
    step = guide.step(step_id)
    assert step is not None
    outcome = step.outcome(outcome_id)
    assert outcome is not None
    return outcome


def test_sortland_states_only_what_its_pages_show() -> None:
    """The steps of level 0 that it shows, and evaluating, are its own; all others are known to be the common core's."""
    guide = load_guide("sortland")
    own = {step.id for level in guide.levels for step in level.steps if not guide.is_inherited(step.origin)}
    assert own == {"0.1", "0.2", "0.3", "1.4", "2.4", "3.4"}
    assert guide.is_inherited(guide.consent.own_age.origin)
    assert not guide.is_inherited(guide.baton.from_level.origin)
    assert guide.missing


def test_sortland_has_a_deadline_in_words_only() -> None:
    """What a page says without a number ("as early as possible") is kept as it is said, and nothing is counted."""
    step = load_guide("sortland").step("0.3")
    assert step is not None
    assert step.deadlines is not NOT_STATED
    (deadline,) = step.deadlines
    assert (deadline.start, deadline.length) == (None, None)
    assert deadline.words is not None
    assert deadline.words("nn") == "Så tidleg som mogleg"


def test_sortland_is_silent_about_other_deadlines() -> None:
    """Silence is kept apart from "no deadline"."""
    guide = load_guide("sortland")
    stated = [step.id for level in guide.levels for step in level.steps if step.deadlines is not NOT_STATED]
    assert stated == ["0.3"]


def test_sortland_says_the_outcomes_of_an_evaluation_in_its_own_words() -> None:
    """Its label, the common core's way on: each is known for what it is."""
    guide = load_guide("sortland")
    for step_id in ("1.5", "2.5"):
        for outcome_id in ("close", "continue", "new_measures", "up"):
            outcome = outcome_of(guide, step_id, outcome_id)
            assert outcome.origin_of("label").guide == "sortland"
            assert outcome.origin_of("kind").guide == "national"


def test_sortland_holders_are_near_the_child() -> None:
    """Preferred on levels 1 and 2; on level 3 it is decided in a group; leaders only exceptionally, from the core."""
    holders = load_guide("sortland").baton.holders
    for level in ("1", "2"):
        assert {"contact_teacher", "pedagogical_leader", "public_health_nurse"} <= set(holders[level].preferred)
        assert holders[level].origin_of("preferred").guide == "sortland"
        assert holders[level].origin_of("exceptional").guide == "national"
    assert holders["3"].decided_in is not None
    assert holders["3"].preferred == ()


def test_sortland_keeps_what_cannot_be_enforced() -> None:
    """The violence path is said; what the holder does is owed, also what no fact shows."""
    guide = load_guide("sortland")
    said = {rule.id: rule for rule in guide.said}
    assert "politiet" in said["violence_or_neglect"].text("nb")
    assert said["violence_or_neglect"].origin.guide == "sortland"
    assert said["violence"].origin.guide == "national"
    assert not [rule.id for rule in guide.said if rule.about == "baton"]
    assert sum(duty.lasts for duty in guide.duties) == 5
    assert {duty.who for duty in guide.duties} == {"holder"}
