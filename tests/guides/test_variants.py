"""One guide, held otherwise where the home service is of another kind (Risør: school, health)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import bti
from bti import facts
from bti.engine import Engine
from bti.facts import Category, SharedWith
from bti.guide import Guide, load_guide
from tests.guides.small import SMALL, findings
from tests.guides.small_guides import HERE, small_guide
from tests.stage import BORN, HEAD, TEACHER, Stage

STATION = bti.Service("station-1", "health_station")
NURSE = bti.Professional("nurse", "public_health_nurse", STATION)


def opened_at(person: bti.Professional) -> Stage:
    """Open a case at somebody's own service, with a concern put into words, and stand on step 0.3."""
    stage = Stage(Engine(small_guide("two-sectors")))
    stage.play(facts.CaseOpened(persons=(facts.Concerned("child", BORN),), home=person.service), person)
    stage.concern = stage.play(facts.ConcernRaised(category=Category.COORDINATION), person)
    stage.play(facts.ConcernDescribed(concern=stage.concern, category=Category.COORDINATION), person)
    for step in ("0.1", "0.2"):
        stage.play(facts.StepCompleted(step=step), person)
    return stage


def title(guide: Guide, step: str) -> str:
    """Return a step's title in bokmål."""
    found = guide.step(step)
    assert found is not None
    return found.title("nb")


def test_follows_the_home_service() -> None:
    """A school, a health station and a kindergarten read three titles for one step."""
    guide = small_guide("two-sectors")
    assert title(guide.for_home("school"), "0.3") == "Ta det opp på trinnmøtet"
    assert title(guide.for_home("midwifery"), "0.3") == "Snakk med blivende foreldre"
    assert guide.for_home("kindergarten") is guide
    assert title(guide, "0.3") == "Del undringen med dem det gjelder"
    assert guide.for_home("school").variant == "school"


def test_what_a_variant_says_is_the_municipalitys_own_and_says_where_it_stands() -> None:
    """A reader of a school's reasons is led to the school's page; what it leaves out is the common core's."""
    school = small_guide("two-sectors").for_home("school")
    step, same = school.step("0.3"), school.step("0.2")
    assert step is not None
    assert same is not None
    assert (step.origin.guide, step.origin.path) == ("two-sectors", "variant school / level 0 / step 0.3")
    assert step.origin.sources == ("page skole 0.3",)
    assert school.is_inherited(same.origin)


def test_a_case_is_judged_by_the_variant_of_its_home() -> None:
    """The school shares with a colleague first; at the health station that is not enough."""
    school = opened_at(TEACHER)
    assert school.tried(facts.StepCompleted(step="0.3"), TEACHER) == {"step_needs"}
    shared = facts.ConcernShared(concern=school.concern, with_=SharedWith.COLLEAGUE, category=Category.COORDINATION)
    school.play(shared, TEACHER)
    school.play(facts.StepCompleted(step="0.3"), TEACHER)
    station = opened_at(NURSE)
    shared = facts.ConcernShared(concern=station.concern, with_=SharedWith.COLLEAGUE, category=Category.COORDINATION)
    station.play(shared, NURSE)
    for ref in ("mother", "father"):
        station.play(facts.GuardianNamed(person=ref, lives_with=True), NURSE)
    assert station.tried(facts.StepCompleted(step="0.3"), NURSE) == {"step_needs_one_of"}


def test_the_refusal_cites_the_variant() -> None:
    """Who asks why hears the place in the school's own guide."""
    stage = opened_at(TEACHER)
    verdict = stage.offer(facts.StepCompleted(step="0.3"), TEACHER)
    assert isinstance(verdict, bti.Refused)
    (reason,) = verdict.reasons
    assert "trinnmøtet" in reason.text("nb")
    assert [stage.engine.cite(one, "nb") for one in reason.citations] == [
        "Tvillingviks veileder for skole: variant school, nivå 0, steg 0.3, å fullføre steget"
    ]


def test_roles_of_a_variant_are_known_where_it_holds() -> None:
    """The school's inspector leads the school, and so answers where nobody else does; the station has no such role."""
    guide = small_guide("two-sectors")
    assert guide.for_home("school").role("inspector") is not None
    assert guide.for_home("health_station").role("inspector") is None


def test_the_case_names_the_whole_guide() -> None:
    """The digest of the case is the guide's, so that both sectors stand under one and the same."""
    guide = small_guide("two-sectors")
    digests = {guide.digest, *(one.guide.digest for one in guide.variants)}
    stages = [opened_at(TEACHER), opened_at(NURSE)]
    assert {stage.case.spine.life.guide for stage in stages} == digests
    assert len(digests) == 1
    assert stages[0].engine.guide_of(stages[0].case) == guide.for_home("school")


def test_options_and_view_go_by_the_variant() -> None:
    """A log may be opened from level 2 in health, from level 1 at school."""
    guide = small_guide("two-sectors")
    assert guide.for_home("health_station").log.from_level.value == "2"
    assert guide.for_home("school").log.from_level.value == guide.log.from_level.value
    stage = opened_at(NURSE)
    kinds = stage.engine.options(stage.case, by=NURSE, now=stage.now, kinds="log_opened")
    (option,) = kinds.values()
    assert any("helse" in citation.text("nb") for reason in option.reasons for citation in reason.citations)


def test_a_corrected_case_is_played_again_by_its_variant() -> None:
    """What the school's guide admitted still stands when an earlier entry is put right."""
    stage = opened_at(TEACHER)
    shared = facts.ConcernShared(concern=stage.concern, with_=SharedWith.COLLEAGUE, category=Category.COORDINATION)
    stage.play(shared, TEACHER)
    stage.play(facts.StepCompleted(step="0.3"), TEACHER)
    described = stage.case.entries[2]
    right = facts.ConcernDescribed(concern=stage.concern, category=Category.EDUCATION)
    stage.play(facts.EntryCorrected(entry=described.id, instead=right), TEACHER)


def test_who_takes_no_part_learns_nothing_of_the_homes_kind() -> None:
    """An outsider's answers about a school's case and a station's are the same."""
    neighbour = bti.Professional("adviser", "ppt_adviser", bti.Service("ppt-1", "ppt"))
    answers = []
    for stage in (opened_at(TEACHER), opened_at(NURSE)):
        options = stage.engine.options(stage.case, by=neighbour, now=stage.now + dt.timedelta(days=1))
        answers.append(dict(options))
    assert answers[0] == answers[1]


def test_the_digest_covers_the_variants() -> None:
    """Another word in the health variant is another guide, for schools too."""
    toml = (HERE / "two-sectors.toml").read_text("utf-8")
    other = bti.guide.parse_guide(toml.replace("blivende foreldre", "kommende foreldre"))
    assert other.digest != small_guide("two-sectors").digest


VARIANT = """
[[variant]]
id = "a"
home = ["school"]
title = {nb = "For skole"}
"""


def test_problems_of_variants_say_where_they_stand() -> None:
    """A variant of nothing, of an unknown kind, and one that takes what another has."""
    assert "names no kind" in findings(SMALL + VARIANT.replace('["school"]', "[]"))["$.variant[0].home"]
    assert (
        "did you mean 'school'" in findings(SMALL + VARIANT.replace('["school"]', '["schol"]'))["$.variant[0].home[0]"]
    )
    twice = findings(SMALL + VARIANT + VARIANT.replace('"a"', '"b"'))
    assert "the variant a holds for it too" in twice["$.variant[1].home[0]"]
    nothing = SMALL + VARIANT.replace('title = {nb = "For skole"}', "")
    assert "says nothing otherwise" in findings(nothing)["$.variant[0]"]
    wrong = VARIANT + '[[variant.level]]\nid = "0"\nsteps = ["0.7"]\n'
    assert "unknown step" in findings(SMALL + wrong)["$.variant[0].level[0].steps[0]"]
    many = "".join(VARIANT.replace('"a"', f'"v{number}"') for number in range(41))
    assert "40 variants at the most" in findings(SMALL + many)["$.variant"]


def test_a_guide_that_extends_one_with_variants_has_them_and_may_say_more(tmp_path: Path) -> None:
    """Who states it wins by nearness: the nearer document over the variant of the guide it extends."""
    (tmp_path / "two-sectors.toml").write_text((HERE / "two-sectors.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "nearer.toml").write_text(
        'id = "nearer"\nversion = "1"\nextends = "two-sectors"\ntitle = {nb = "Naboen"}\n'
        '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\ntitle = {nb = "Si det"}\n'
        '[[variant]]\nid = "health"\n[[variant.level]]\nid = "0"\n[[variant.level.step]]\nid = "0.2"\n'
        'title = {nb = "Skriv det i journalen"}\n',
        "utf-8",
    )
    guide = load_guide(tmp_path / "nearer.toml")
    assert title(guide.for_home("school"), "0.3") == "Si det"
    assert title(guide.for_home("health_station"), "0.2") == "Skriv det i journalen"
    assert guide.for_home("health_station").log.from_level.value == "2"


def test_a_small_guide_stays_as_it_was() -> None:
    """No variant, no difference."""
    guide = bti.guide.parse_guide(SMALL)
    assert guide.for_home("school") is guide


def test_a_case_that_moves_to_another_guide_falls_under_its_variant_there() -> None:
    """The step to go on from is one of the variant for the home service, and what follows is judged by it."""
    older = small_guide("two-sectors")
    toml = (HERE / "two-sectors.toml").read_text("utf-8")
    newer = bti.guide.parse_guide(toml.replace('version = "1"', 'version = "2"').replace("trinnmøtet", "teammøtet"))
    stage = Stage(Engine(older)).opened()
    stage.engine = Engine(newer, older)
    assert title(stage.engine.guide_of(stage.case), "0.3") == "Ta det opp på trinnmøtet"
    stage.play(facts.GuideChanged(guide=newer.digest, step="0.3"), HEAD)
    assert title(stage.engine.guide_of(stage.case), "0.3") == "Ta det opp på teammøtet"
    verdict = stage.offer(facts.StepCompleted(step="0.3"), HEAD)
    assert isinstance(verdict, bti.Refused)
    assert "teammøtet" in verdict.reasons[0].text("nb")
