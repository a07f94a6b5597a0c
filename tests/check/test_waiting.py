"""A requirement that asks for what the guide allows only later is found; one that can be met is left alone."""

from __future__ import annotations

import pytest

from bti.check import check_guide
from bti.guide import bundled
from tests.check.test_findings import OWN

FROM_2 = '[{0}]\nfrom_level = {{value = "2", sources = ["setting"]}}\n'
STEP = '[[level]]\nid = "{0}"\n[[level.step]]\nid = "{1}"\ncompletion = {2}\n'
TEAM = (
    '[[arena]]\nid = "team"\ntitle = {nb = "Teamet"}\nsources = ["setting"]\n'
    'levels = {value = ["3"], sources = ["setting"]}\n'
)


def found(toml: str) -> list[tuple[str, str]]:
    """Give where something is asked too early, and what keeps it from being so."""
    report = check_guide(toml)
    assert not [one for one in report.findings if one.severity.value == "error"], report
    early = [one for one in report.findings if one.code == "asked_too_early"]
    return [(one.path, str(dict(one.params)["later"])) for one in early]


def test_a_holder_before_one_can_be_named() -> None:
    """A case that comes to 1.3 for the first time has no holder and gets none there."""
    toml = OWN + FROM_2.format("baton") + STEP.format("1", "1.3", '["measure_started", "baton_held"]')
    (one,) = found(toml)
    assert one == ("$.level[0].step[0].completion", 'baton.from_level = "2"')
    report = check_guide(toml)
    said = next(one for one in report.findings if one.code == "asked_too_early")
    assert "1.3" in said.what("nb")
    assert "baton_held" in said.what("nb")


@pytest.mark.parametrize(
    "completion",
    [
        '{all_of = ["baton_held"], modality = "should"}',
        '{any_of = ["baton_held", "measure_started"]}',
        '{all_of = ["baton_held"], unless = "sharing_postponed"}',
        '["measure_started"]',
    ],
    ids=["should", "one of", "unless", "something else"],
)
def test_what_can_be_passed_is_no_dead_end(completion: str) -> None:
    """What ought to be, what something else does for, and what is not asked at all hold nobody up."""
    assert found(OWN + FROM_2.format("baton") + STEP.format("1", "1.3", completion)) == []


def test_from_the_very_step_on_is_in_time() -> None:
    """Where it may be done on that very step, or on one before, it is not too early; a step later it is."""
    asks = STEP.format("1", "1.3", '"baton_held"')
    for step, is_late in (("1.2", False), ("1.3", False), ("1.4", True)):
        toml = OWN + f'[baton]\nfrom_step = {{value = "{step}", sources = ["setting"]}}\n' + asks
        assert bool(found(toml)) is is_late, step


def test_a_limit_that_only_ought_to_be_kept_can_be_passed() -> None:
    """A beginning that is meant as should lets a reason through, and one that differs by case is not judged."""
    asks = STEP.format("1", "1.3", '"baton_held"')
    weak = '[baton]\nfrom_level = {value = "2", modality = "should", sources = ["setting"]}\n'
    some = '[baton]\nfrom_level = {value = "2", when = {home = ["school"]}, sources = ["setting"]}\n'
    assert found(OWN + weak + asks) == []
    assert found(OWN + some + asks) == []


def test_a_log_before_it_may_be_opened() -> None:
    """So too the log."""
    (one,) = found(OWN + FROM_2.format("log") + STEP.format("1", "1.2", '"log_open"'))
    assert one == ("$.level[0].step[0].completion", 'log.from_level = "2"')


def test_a_baton_that_waits_for_a_log_of_later() -> None:
    """What the baton waits for may itself be possible only later; and each waiting for the other never comes."""
    waits = FROM_2.format("log") + '[baton]\nfrom_event = {all_of = ["log_open"], sources = ["setting"]}\n'
    (one,) = found(OWN + waits + STEP.format("1", "1.3", '"baton_held"'))
    assert one == ("$.level[0].step[0].completion", "baton.from_event")
    each = (
        '[log]\nfrom_event = {all_of = ["baton_held"], sources = ["setting"]}\n'
        '[baton]\nfrom_event = {all_of = ["log_open"], sources = ["setting"]}\n'
    )
    (other,) = found(OWN + each + STEP.format("1", "1.3", '"baton_held"'))
    assert other[1] == "baton.from_event"


def test_a_meeting_in_an_arena_of_another_level() -> None:
    """An arena is used on its own levels alone; a meeting in it cannot be asked for before them."""
    (one,) = found(OWN + TEAM + STEP.format("1", "1.3", '{is = "meeting_held", with = "team"}'))
    assert one == ("$.level[0].step[0].completion", "arena team, levels = 3")
    assert found(OWN + TEAM + STEP.format("3", "3.3", '{is = "meeting_held", with = "team"}')) == []


def test_what_another_way_brings_along() -> None:
    """Only one of the ways to go on asks for a holder: whoever comes back with one can take it."""
    on_1_5 = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n'
    outcome = on_1_5 + '[[level.step.outcome]]\nid = "close"\nrequires = "baton_held"\n'
    assert found(OWN + FROM_2.format("baton") + outcome) == []


@pytest.mark.parametrize("guide", bundled())
def test_bundled_guides_ask_for_nothing_too_early(guide: str) -> None:
    """No guide that comes along does it."""
    assert not [one for one in check_guide(guide).findings if one.code == "asked_too_early"]
