"""What becomes of a guide that extends another: who states what, and what silence means."""

from __future__ import annotations

from pathlib import Path

import pytest

from bti.errors import GuideError
from bti.guide import (
    NOT_STATED,
    Condition,
    ConditionName,
    Guide,
    Modality,
    OutcomeKind,
    Requirement,
    Since,
    Step,
    Target,
    load_guide,
    parse_guide,
)
from tests.guides.small import CHILD, SMALL, extended, findings, spoiled


def step_of(guide: Guide, step_id: str) -> Step:
    """Return a step that must be there."""
    step = guide.step(step_id)
    assert step is not None
    return step


def test_child_that_states_nothing_is_the_parent_under_its_own_name(tmp_path: Path) -> None:
    """Every element is there, and is known to be inherited."""
    guide = extended(tmp_path, "")
    assert guide.chain == ("child", "small")
    assert guide.levels == parse_guide(SMALL).levels
    assert guide.is_inherited(step_of(guide, "0.1").origin)
    assert guide.is_inherited(guide.consent.own_age.origin)


def test_stated_fields_win_one_by_one(tmp_path: Path) -> None:
    """A title of one's own takes nothing else away, and each field knows who states it."""
    guide = extended(
        tmp_path,
        """
[[level]]
id = "0"
[[level.step]]
id = "0.1"
title = {nb = "Noe skurrer"}
sources = ["page 7"]
""",
    )
    step = step_of(guide, "0.1")
    assert step.title("nb") == "Noe skurrer"
    assert (step.origin.guide, step.origin.sources, step.origin.path) == ("child", ("page 7",), "level 0 / step 0.1")
    assert step.completion is not None
    assert step.origin_of("title").guide == "child"
    inherited = step.origin_of("completion")
    assert inherited == step.completion.origin
    assert (inherited.guide, inherited.sources) == ("small", ("page 0.1",))
    assert inherited.path == "level 0 / step 0.1 / completion"


def test_naming_a_level_to_reach_a_step_does_not_state_the_level(tmp_path: Path) -> None:
    """Who only opens a level to say something of a step in it has said nothing of the level."""
    guide = extended(tmp_path, '[[level]]\nid = "1"\n[[level.step]]\nid = "1.1"\nlabel = "B.1"\n')
    level = guide.level("1")
    assert level is not None
    assert level.origin.guide == "small"
    assert level.origin_of("steps").guide == "small"
    assert step_of(guide, "1.1").origin.guide == "child"


def test_adding_or_leaving_out_a_step_decides_the_list(tmp_path: Path) -> None:
    """Who changes which steps there are is the one who states the list."""
    new = 'step = [{id = "1.0", title = {nb = "Ny"}, purpose = "plan"}, {id = "1.1"}]'
    for more in (new, 'steps = ["1.1"]'):
        level = extended(tmp_path, f'[[level]]\nid = "1"\n{more}\n').level("1")
        assert level is not None
        assert level.origin_of("steps").guide == "child"


def test_outcome_keeps_its_targets_under_a_new_label(tmp_path: Path) -> None:
    """The municipality's words, the common core's way: both are told apart."""
    guide = extended(
        tmp_path,
        """
[[level]]
id = "0"
[[level.step]]
id = "0.2"
[[level.step.outcome]]
id = "up"
label = {nb = "Opp"}
""",
    )
    outcome = step_of(guide, "0.2").outcome("up")
    assert outcome is not None
    assert (outcome.label("nb"), outcome.kind, outcome.targets) == ("Opp", OutcomeKind.UP, (Target("1"),))
    assert outcome.origin.guide == "child"
    assert outcome.origin_of("targets").guide == "small"


def test_setting_is_merged_field_by_field(tmp_path: Path) -> None:
    """A number alone changes the number; how strongly it is meant stays, and the number's source is not invented."""
    guide = extended(tmp_path, "[consent]\nown_age = 16\n")
    assert guide.consent.own_age.value == 16
    assert guide.consent.own_age.modality is Modality.SHOULD
    assert (guide.consent.own_age.origin.guide, guide.consent.own_age.origin.sources) == ("child", ())


def test_not_stated_is_not_none(tmp_path: Path) -> None:
    """Silence about deadlines and an explicit "no deadlines" are two answers, and two digests."""
    silent = extended(tmp_path, "")
    none = extended(tmp_path, '[[level]]\nid = "0"\n[[level.step]]\nid = "0.1"\ndeadline = []\n')
    assert step_of(silent, "0.1").deadlines is NOT_STATED
    assert step_of(none, "0.1").deadlines == ()
    assert silent.digest != none.digest
    assert silent.baton.from_level.value is NOT_STATED
    assert silent.log.contents.value is NOT_STATED
    assert extended(tmp_path, "[log]\ncontents = []\n").log.contents.value == ()


def test_requirement_can_be_taken_back(tmp_path: Path) -> None:
    """A guide that requires nothing where another does says so with a word."""
    guide = extended(tmp_path, '[[level]]\nid = "0"\n[[level.step]]\nid = "0.1"\ncompletion = "none"\n')
    step = step_of(guide, "0.1")
    assert step.completion is None
    assert step.origin_of("completion").guide == "child"


def test_new_elements_come_after_inherited_ones(tmp_path: Path) -> None:
    """The order of the guide that is extended stands, also when the child names its elements the other way round."""
    more = """
[[level]]
id = "1"
[[level.step]]
id = "1.0"
title = {nb = "Ny"}
purpose = "plan"
outcome = [{id = "close", label = {nb = "Avslutt"}, kind = "close"}]
"""
    guide = extended(tmp_path, more)
    assert [step.id for level in guide.levels for step in level.steps] == ["0.1", "0.2", "1.1", "1.0"]


def test_child_that_names_all_sets_the_order(tmp_path: Path) -> None:
    """Whoever lists every element has listed them in the order that is meant."""
    guide = extended(
        tmp_path,
        """
[[level]]
id = "1"
[[level.step]]
id = "1.0"
title = {nb = "Ny"}
purpose = "plan"
[[level.step]]
id = "1.1"
""",
    )
    assert [step.id for step in guide.levels[1].steps] == ["1.0", "1.1"]


def test_list_of_what_stands_leaves_the_others_out(tmp_path: Path) -> None:
    """A municipality with fewer outcomes than the common core can say so."""
    more = '[[level]]\nid = "0"\n[[level.step]]\nid = "0.2"\noutcomes = ["close"]\n'
    guide = extended(tmp_path, f'levels = ["0"]\n{more}')
    assert [level.id for level in guide.levels] == ["0"]
    assert [outcome.id for outcome in step_of(guide, "0.2").outcomes] == ["close"]


def test_leaving_out_what_is_led_to_is_found(tmp_path: Path) -> None:
    """An outcome of the extended guide that loses its last target is a finding where the leaving out stands."""
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        parse_guide(f'{CHILD}\nlevels = ["0"]\n', search=[tmp_path])
    (problem,) = caught.value.problems
    assert problem.path == "$.levels"
    assert problem.file != str(tmp_path / "small.toml")


def test_going_round_is_found(tmp_path: Path) -> None:
    """Two guides that extend each other are an error, not a loop."""
    (tmp_path / "one.toml").write_text('id="one"\nversion="1"\ntitle={nb="x"}\nextends="two"', encoding="utf-8")
    (tmp_path / "two.toml").write_text('id="two"\nversion="1"\ntitle={nb="x"}\nextends="one"', encoding="utf-8")
    with pytest.raises(GuideError, match="one → two → one"):
        load_guide(tmp_path / "one.toml")


def test_what_nobody_states_is_missing_in_the_nearest_file(tmp_path: Path) -> None:
    """A new step needs a title and a purpose; an inherited one does not."""
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        parse_guide(f'{CHILD}[[level]]\nid = "1"\nstep = [{{id = "1.2"}}]\n', search=[tmp_path])
    assert {problem.path for problem in caught.value.problems} == {
        "$.level[0].step[0].title",
        "$.level[0].step[0].purpose",
        "$.level[0].step[0].outcome",
    }


def test_short_and_long_ways_to_write_a_requirement_mean_the_same() -> None:
    """A condition, a list and a table can be written as shortly as they allow."""
    ways = ['"way_chosen"', '["way_chosen"]', '{is = "way_chosen", since = "case"}', '{all_of = ["way_chosen"]}']
    assert len({parse_guide(spoiled('"concern_described"', way)).digest for way in ways}) == 1


def test_conditions_nest_and_inherit_strength() -> None:
    """What a requirement says of how strongly it is meant holds for the requirements within it."""
    toml = (
        '{all_of = ["goal_agreed", {any_of = [{is = "child_heard", since = "round"}, "meeting_held"]}], '
        'unless = "no_guardian_named", modality = "should"}'
    )
    requirement = step_of(parse_guide(spoiled('"concern_described"', toml)), "0.1").completion
    assert requirement is not None
    inner = requirement.all_of[1]
    assert isinstance(inner, Requirement)
    assert inner.modality is Modality.SHOULD
    assert inner.any_of[0] == Condition(ConditionName.CHILD_HEARD, Since.ROUND)
    assert requirement.unless == Condition(ConditionName.NO_GUARDIAN_NAMED)


def test_targets_are_levels_or_steps() -> None:
    """`to` may name a level (its first step), a step, or both."""
    for written, target in {"1": Target("1"), "1.1": Target("1", "1.1"), "1/1.1": Target("1", "1.1")}.items():
        guide = parse_guide(spoiled('to = ["1"]', f'to = ["{written}"]'))
        outcome = step_of(guide, "0.2").outcome("up")
        assert outcome is not None
        assert outcome.targets == (target,)


def test_extending_an_unknown_kind_of_list_is_found() -> None:
    """A list of what stands can only list what is stated."""
    assert (
        "unknown level" in findings(spoiled('version = "1"', 'version = "1"\nlevels = ["0", "1", "2"]'))["$.levels[2]"]
    )


def test_who_is_left_out_falls_away_from_an_inherited_arena() -> None:
    """Sula's SamBa without child welfare and PPT: who stays is Sula's word, that the others do not is the guide's."""
    head = 'id = "own"\nextends = "sula"\nversion = "1"\ntitle = {nb = "Egen", nn = "Eigen"}\n'
    guide = parse_guide(head + 'services = ["school", "kindergarten", "health_station"]\n')
    samba = guide.arena("samba")
    assert samba is not None
    assert samba.services is not None
    assert (samba.services.value, samba.services.origin.guide) == (("health_station",), "sula")
    assert samba.without is not None
    assert (samba.without.value, samba.without.origin.guide) == (("child_welfare", "ppt"), "own")
    with pytest.raises(GuideError, match="unknown service"):
        parse_guide(head + 'services = ["school"]\n[[arena]]\nid = "samba"\nservices = ["ppt"]\n')
