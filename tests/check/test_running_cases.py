"""What a new guide means for given cases: which move by themselves, which need a person, and what each will meet."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.check import Severity, Sort, WhyNot, check_guide, diff, moves
from bti.check.telling import told
from bti.check.telling_cases import told_of_cases
from bti.facts import Category, PathwayKind
from bti.guide import Guide, Status, parse_guide
from bti.text import LANGUAGES
from tests.repo.source import ROOT
from tests.stage import HEAD, TEACHER, Stage

BEFORE = bti.load_guide("sortland")
OWN = 'id = "own"\nextends = "sortland"\nversion = "1"\ntitle = {nb = "Egen"}\n'


AFTER = parse_guide(OWN + 'status = "in_force"\n')


def own(more: str) -> Guide:
    """Return a guide that extends the one the stage plays under."""
    return parse_guide(OWN + more)


def on_level_1() -> bti.Case:
    """Give a case on the first step of level 1."""
    return Stage().on_level_1().case


def test_a_case_on_the_same_step_moves_by_itself() -> None:
    """The step is there again, so nobody has to decide; what is new on the step is told."""
    case = on_level_1()
    step = case.spine.track.position
    assert step is not None
    after = own(
        f'[[level]]\nid = "1"\n[[level.step]]\nid = "{step.step}"\n'
        '[[level.step.deadline]]\nid = "d"\nstart = "case_opened"\nlength = "P10D"\nfulfilled_by = "goal_agreed"\n'
    )
    (move,) = moves(diff(BEFORE, after), [case])
    assert move.moves_by_itself
    assert move.step is not None
    assert move.step.id == step.step
    assert len(move.deadlines) == 1
    said = "\n".join(told_of_cases(diff(BEFORE, after), [move], "nb"))
    assert "Saker som kan flyttes av seg selv: 1. Saker som trenger en person: 0." in said
    assert f"Ny frist på steg {step.step}: 10 dager etter" in said


def test_a_case_on_a_pathway_is_told_what_becomes_of_it() -> None:
    """So is one with a meeting called to an arena; a case on neither is told of duties alone."""
    more = (
        '[[pathway]]\nid = "borte"\nsort = "absence"\ntitle = {nb = "Borte"}\n'
        '[[arena]]\nid = "team"\ntitle = {nb = "teamet"}\n[[duty]]\nid = "d"\nwhat = {nb = "Ring"}\n'
    )
    before = own(more)
    stage = Stage(bti.Engine(before)).on_level_1()
    plain = stage.case
    stage.play(facts.PathwayEntered(which=PathwayKind.ABSENCE, code="borte", category=Category.EDUCATION), TEACHER)
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.OTHER, day=dt.date(2026, 4, 1), invited=("teacher",), arena="team"
    )
    stage.play(call, TEACHER)
    found = [{change.place for change in one.beside} for one in moves(diff(before, own("")), [plain, stage.case])]
    assert found == [{("duty", "d")}, {("duty", "d"), ("pathway", "borte"), ("arena", "team")}]


def test_a_case_on_a_step_that_is_gone_needs_a_person() -> None:
    """Somebody has to say where it shall stand; the engine would not have chosen for them either."""
    case = on_level_1()
    position = case.spine.track.position
    assert position is not None
    kept = [step.id for step in BEFORE.levels[1].steps if step.id != position.step]
    after = own(f'[[level]]\nid = "1"\nsteps = {kept}\n'.replace("'", '"'))
    difference = diff(BEFORE, after)
    (move,) = moves(difference, [case])
    assert move.why_not == (WhyNot.STEP_GONE,)
    assert [one.step.id for one in difference.need_a_person] == [position.step]
    for lang in LANGUAGES:
        assert len(told_of_cases(difference, [move], lang)) > 3


def test_a_holder_who_may_no_longer_hold_the_baton() -> None:
    """The role of whoever holds the baton is excluded now; the case itself can move."""
    case = Stage().held().case
    position = case.spine.track.position
    assert position is not None
    after = own('[baton.level.1]\npreferred = ["public_health_nurse"]\nexcluded = ["contact_teacher"]\n')
    (move,) = moves(diff(BEFORE, after), [case])
    assert move.moves_by_itself  # the case can move; somebody else must be found for the baton
    assert move.holder is not None
    assert (move.holder.role, move.holder.level) == ("contact_teacher", position.level)
    said = "\n".join(told_of_cases(diff(BEFORE, after), [move], "nn"))
    assert "Kontaktlærar kan ikkje lenger halde stafettpinnen på nivå 1" in said


def test_options_of_the_step() -> None:
    """Ways to end the very step the case stands on, gained and lost; those of other steps are not told."""
    stage = Stage().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(bti.facts.StepCompleted(step=step), TEACHER)
    after = own(
        '[[level]]\nid = "0"\n[[level.step]]\nid = "0.4"\noutcomes = ["close", "level_1", "report", "wait"]\n'
        '[[level.step.outcome]]\nid = "wait"\nlabel = {nb = "Vent og se"}\nkind = "continue"\nto = ["0.2"]\n'
        '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\noutcomes = ["close", "continue", "up", "report"]\n'
    )
    (move,) = moves(diff(BEFORE, after), [stage.case])
    assert [(one.sort, one.place[-1]) for one in move.options] == [
        (Sort.GAINED, "wait"),
        (Sort.LOST, "level_2"),
        (Sort.LOST, "level_3"),
    ]


def test_a_service_that_the_new_guide_does_not_know() -> None:
    """The engine would refuse the move; so it is told beforehand, with the names. The arenas it sits in go too."""
    case = Stage().with_ppt().case
    services = [one.id for one in BEFORE.services if one.id != "ppt"]
    roles = [one.id for one in BEFORE.roles if "ppt" not in one.services]
    after = own(f"services = {services}\nroles = {roles}\narenas = []\n".replace("'", '"'))
    (move,) = moves(diff(BEFORE, after), [case])
    assert WhyNot.PEOPLE_UNKNOWN in move.why_not
    assert set(move.unknown) == {"ppt", "ppt_adviser"}
    assert "PP-rådgiver" in "\n".join(told_of_cases(diff(BEFORE, after), [move], "nb"))


def test_cases_that_do_not_run_and_cases_of_other_guides() -> None:
    """What is not begun or closed is left out; what stands under neither guide is named."""
    difference = diff(bti.load_guide("tromso-2014"), bti.load_guide("tromso-2025"))
    assert moves(difference, [bti.Case.empty("case-1")]) == ()
    (move,) = moves(difference, [on_level_1()])
    assert move.why_not == (WhyNot.OTHER_GUIDE,)


def test_what_is_said_is_what_the_engine_does() -> None:
    """A case that moves by itself is admitted on the same step by the fact that moves it."""
    stage = Stage(bti.Engine(BEFORE, AFTER)).held()
    (move,) = moves(diff(BEFORE, AFTER), [stage.case])
    assert move.moves_by_itself
    assert move.step is not None
    stage.play(bti.facts.GuideChanged(guide=AFTER.digest, step=move.step.id), HEAD)
    assert stage.case.spine.life.guide == AFTER.digest


def test_variants_have_positions_of_their_own() -> None:
    """A step that is gone for schools alone needs a person there, and nowhere else."""
    variant = '[[variant]]\nid = "v"\nhome = ["school"]\n[[variant.level]]\nid = "1"\nsteps = ["1.1", "1.2", "1.5"]\n'
    difference = diff(
        BEFORE, own(variant + '[variant.baton.level.1]\nexcluded = ["contact_teacher"]\npreferred = []\n')
    )
    assert {(one.step.id, one.homes) for one in difference.need_a_person} == {
        ("1.3", ("school",)),
        ("1.4", ("school",)),
    }
    assert [(one.role, one.homes) for one in difference.no_longer_eligible] == [("contact_teacher", ("school",))]
    said = "\n".join(told(difference, "nb"))
    assert "Der Skole har ansvaret: Noen må bestemme hvor saker på steg 1.3" in said
    (move,) = moves(difference, [on_level_1()])
    assert move.moves_by_itself


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sortlands_draft_comes_into_force(lang: str) -> None:
    """The example is clean, and its difference to the draft is told: a step less, an option more, a count of days."""
    path = ROOT / "examples" / "guides" / "sortland-adopted.toml"
    found = check_guide(path).findings
    assert {one.severity for one in found} == {Severity.NOTE}
    notes = {one.code: dict(one.params) for one in found}  # it lets nobody refer where the draft did, and is told so
    assert notes == {"outcomes_left_out": {"gone": "refer"}, "access_log_not_decided": {}}
    difference = diff(BEFORE, bti.load_guide(path))
    assert [one.id for one in difference.steps_gone] == ["0.1", "2.4"]
    assert [one.place[-1] for one in difference.options(Sort.GAINED)] == ["colleague"]
    assert {one.place[1] for one in difference.deadlines} == {"0.3"}
    assert {one.role for one in difference.no_longer_eligible} == {"assistant", "ppt_adviser"}
    (status,) = [one for one in difference.changes if one.field == "status"]
    assert (status.before, status.after) == (Status.DRAFT, Status.IN_FORCE)
    assert len(told(difference, lang)) > 20
