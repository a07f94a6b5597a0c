"""Differences between guides: nothing is left out, nothing is made up, and running cases are told what happens."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti.check import Sort, Standing, WhyNot, diff
from bti.check.telling import told
from bti.check.telling_cases import cases_in_general
from bti.dates import Period, Rounding
from bti.guide import (
    NOT_STATED,
    Condition,
    ConditionName,
    DeadlineStart,
    Guide,
    Origin,
    Purpose,
    Requirement,
    load_guide,
    parse_guide,
)
from bti.guide.speech import requirement_in_words
from bti.text import LANGUAGES, Text

NATIONAL = load_guide("national")
OWN = 'id = "own"\nextends = "national"\nversion = "1"\ntitle = {nb = "Egen"}\n'
GROUND = ("origin", "origins", "digest", "chain", "id", "left_out")


def own(more: str) -> Guide:
    """Return a guide that extends the common core and says some more."""
    return parse_guide(OWN + more)


def test_what_is_phased_in_is_told_in_words() -> None:
    """What comes on which date, and what no longer does; what both phase in alike is no difference."""
    toml = files("tests.guides.small_guides").joinpath("phased-in.toml").read_text(encoding="utf-8")
    later = toml.replace("2027-01-01", "2027-06-01")
    found = diff(parse_guide(toml), parse_guide(later))
    assert [(one.sort, one.on) for one in found.changes] == [
        (Sort.LOST, dt.date(2027, 1, 1)),
        (Sort.GAINED, dt.date(2027, 6, 1)),
    ]
    lines = told(found, "nb")
    assert any("Skjer ikke lenger 1. januar 2027: endres: valget «alder for eget samtykke»" in one for one in lines)
    assert any("Fra 1. juni 2027: endres: valget «alder for eget samtykke»" in one for one in lines)
    at_once = told(diff(load_guide("national"), parse_guide(toml)), "nn")
    assert any("Frå 1. august 2026: kjem til: steg 1.6 «Legg ved skjemaet»" in one for one in at_once)
    assert not any("phase_" in one for lang in LANGUAGES for one in told(found, lang))


@pytest.mark.parametrize("guide", bti.bundled())
def test_a_guide_does_not_differ_from_itself(guide: str) -> None:
    """diff(a, a) is empty: nothing changed, every case moves by itself, no holder is lost."""
    one = load_guide(guide)
    same = bti.diff(one, one)
    assert same.is_empty
    assert (same.changes, same.holders, same.need_a_person) == ((), (), ())
    assert all(position.moves_by_itself for position in same.positions)
    assert all(len(told(same, lang)) == 3 for lang in LANGUAGES)


# --- every change is named -------------------------------------------------------------------------------------------


STATED: Mapping[str | int, object] = {
    "unless": Condition(ConditionName.LOG_OPEN),
    "entry": Requirement(all_of=(Condition(ConditionName.LOG_OPEN),)),
    "completion": Requirement(all_of=(Condition(ConditionName.LOG_OPEN),)),
    "requires": Requirement(any_of=(Condition(ConditionName.LOG_OPEN),)),
    "with_": "child",
    "step": "1.1",
    "after": ConditionName.MEETING_CALLED,
    "same_act_as": ConditionName.MEETING_CALLED,
    "eligible": ("teacher",),
    "deadlines": (),
    "start": DeadlineStart("case_opened"),
    "length": Period(months=2),
    "rounding": Rounding.UP,
    "fulfilled_by": "meeting_held",
    "in_force_from": dt.date(2027, 1, 1),
    "address": "https://storvik.example",
    "about": "1",
}
"""What to state where nothing is."""


def places(value: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the way to every value in a guide that could be another one."""
    if isinstance(value, Text) or not (attrs.has(type(value)) or isinstance(value, (tuple, Mapping))):
        if here:
            yield here
    elif isinstance(value, tuple):
        yield from (one for place, inner in enumerate(value) for one in places(inner, (*here, place)))
    elif isinstance(value, Mapping):
        yield from (one for key, inner in value.items() for one in places(inner, (*here, key)))
    elif not isinstance(value, Origin):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            held = getattr(value, field.name)
            if held in (None, NOT_STATED) and field.name not in (*STATED, "value"):
                continue  # nothing is known of what could be stated there
            if field.init and field.name not in GROUND:
                yield from places(getattr(value, field.name), (*here, field.name))


def other(value: object) -> object:
    """Give another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Text):
        return Text(nb="Noe annet", nn="Noko anna", en="Something else")
    if isinstance(value, enum.Enum) and value is not NOT_STATED:
        return next(one for one in type(value) if one is not value)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, Period):
        return Period(days=99)
    return Text(nb="Nå oppgitt", nn="No oppgjeve", en="Stated now")


def changed(value: Any, way: tuple[str | int, ...]) -> Any:
    """Give the same value with another one at the end of a way."""
    if not way:
        return other(value)
    key, *rest = way
    if not rest and key in STATED and getattr(value, str(key)) in (None, NOT_STATED):
        return attrs.evolve(value, **{str(key): STATED[key]})
    if isinstance(value, tuple):
        assert isinstance(key, int)
        return (*value[:key], changed(value[key], tuple(rest)), *value[key + 1 :])
    if isinstance(value, Mapping):
        return {**value, key: changed(value[key], tuple(rest))}
    return attrs.evolve(value, **{str(key): changed(getattr(value, str(key)), tuple(rest))})


WAYS = {name: sorted(places(load_guide(name)), key=str) for name in bti.bundled()}


@given(st.data())
def test_every_changed_value_is_named(data: st.DataObject) -> None:
    """Whatever is changed in a guide, the difference names it, and says it in three languages."""
    name = data.draw(st.sampled_from(sorted(WAYS)))
    way = data.draw(st.sampled_from(WAYS[name]))
    guide = load_guide(name)
    if way[0] == "levels" and way[-1] == "level":
        return  # a step's level is where it stands
    after = changed(guide, way)
    found = diff(guide, after)
    assert found.changes, way
    words = {str(part) for part in way if isinstance(part, str)}
    assert any({one.field, *one.place} & words for one in found.changes), (way, found.changes)
    for lang in LANGUAGES:
        assert len(told(found, lang)) > 3


@given(st.data())
def test_every_element_gone_come_or_moved_is_named(data: st.DataObject) -> None:
    """Levels, steps, outcomes, services, roles and said rules: one less, one more, or in another order."""
    guide = load_guide(data.draw(st.sampled_from(bti.bundled())))
    lists: list[tuple[tuple[str | int, ...], tuple[Any, ...]]] = [
        ((name,), getattr(guide, name)) for name in ("services", "roles", "said", "sources")
    ]
    for place, level in enumerate(guide.levels):
        lists.append((("levels", place, "steps"), level.steps))
        lists.extend(
            (("levels", place, "steps", inner, "outcomes"), step.outcomes)
            for inner, step in enumerate(level.steps)
            if step.outcomes
        )
    way, members = data.draw(st.sampled_from([one for one in lists if len(one[1]) > 1]))
    gone = data.draw(st.integers(0, len(members) - 1))
    less = replaced(guide, way, (*members[:gone], *members[gone + 1 :]))
    lost = diff(guide, less).changes
    assert [(one.sort, one.place[-1]) for one in lost if one.sort is Sort.LOST] == [(Sort.LOST, members[gone].id)]
    gained = diff(less, guide).changes
    assert [(one.sort, one.place[-1]) for one in gained if one.sort is Sort.GAINED] == [(Sort.GAINED, members[gone].id)]
    turned = diff(guide, replaced(guide, way, members[::-1])).changes
    assert [one.sort for one in turned] == [Sort.REORDERED]


def replaced(value: Any, way: tuple[str | int, ...], new: object) -> Any:
    """Give the same value with something else at the end of a way."""
    if not way:
        return new
    key, *rest = way
    if isinstance(value, tuple):
        assert isinstance(key, int)
        return (*value[:key], replaced(value[key], tuple(rest), new), *value[key + 1 :])
    return attrs.evolve(value, **{str(key): replaced(getattr(value, str(key)), tuple(rest), new)})


# --- what it means ---------------------------------------------------------------------------------------------------


def test_a_step_that_is_gone_needs_a_person() -> None:
    """Cases on a step that is gone, or is for something else, wait for somebody; all others move."""
    after = own(
        '[[level]]\nid = "1"\nsteps = ["1.1", "1.2", "1.4", "1.5"]\n'
        '[[level.step]]\nid = "1.2"\npurpose = "understand"\n'
    )
    found = diff(NATIONAL, after)
    assert [one.id for one in found.steps_gone] == ["1.3"]
    assert {one.step.id: one.why_not for one in found.need_a_person} == {
        "1.2": WhyNot.OTHER_PURPOSE,
        "1.3": WhyNot.STEP_GONE,
    }
    said = "\n".join(told(found, "nb"))
    assert "Noen må bestemme hvor saker på steg 1.3 «Gjennomfør tiltakene» skal stå: steget er borte." in said
    assert "Kan flyttes av seg selv, på samme steg: saker på steg 0.1, 0.2" in said


def test_options_deadlines_and_holders() -> None:
    """An option more and one less, a deadline, and a role that may no longer hold the baton."""
    after = own(
        '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n'
        'outcomes = ["close", "continue", "up", "report", "rest"]\n'
        '[[level.step.outcome]]\nid = "rest"\nlabel = {nb = "Vent og se"}\nkind = "continue"\nto = ["1.1"]\n'
        '[[level.step.deadline]]\nid = "d"\nstart = "case_opened"\nlength = "P10D"\nunit = "working"\n'
        'fulfilled_by = "meeting_held"\n'
        '[baton.level.1]\nexcluded = ["midwife"]\npreferred = ["contact_teacher"]\n'
    )
    found = diff(NATIONAL, after)
    assert [one.place[-1] for one in found.options(Sort.GAINED)] == ["rest"]
    assert [one.place[-1] for one in found.options(Sort.LOST)] == ["new_measures"]
    assert len(found.deadlines) == 1
    assert [(one.role, one.level) for one in found.no_longer_eligible] == [("midwife", "1")]
    nurse = next(one for one in found.holders if one.role == "public_health_nurse")
    assert (nurse.before, nurse.after) == (Standing.PREFERRED, Standing.ELIGIBLE)
    said = "\n".join(told(found, "nb"))
    assert "Nytt valg på steg 1.5: «Vent og se»" in said
    assert "Et valg som faller bort på steg 1.5: «Sett i gang andre tiltak»" in said
    assert "10 arbeidsdager etter «" in said
    assert "Jordmor kan ikke lenger holde stafettpinnen på nivå 1" in said
    assert found.need_a_person == ()


def test_a_deadline_that_moves() -> None:
    """A time limit that gets longer is told with its new length."""
    step = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\n[[level.step.deadline]]\nid = "d"\nstart = "case_opened"\n'
    before = own(step + 'length = "P14D"\nfulfilled_by = "meeting_held"\n')
    after = own(step + 'length = "P3W"\nfulfilled_by = "meeting_held"\n')
    found = diff(before, after)
    assert [one.field for one in found.deadlines] == ["length"]
    said = "\n".join(told(found, "nb"))
    assert "Fristen på steg 1.2 flyttes: 14 dager etter «sak åpnet» → 3 uker etter «sak åpnet»" in said
    assert len(found.changes) == 1


BESIDE = (
    '[[arena]]\nid = "team"\ntitle = {{nb = "teamet"}}\nfrequency = {{times = 1, every = "{every}"}}\n'
    '[[pathway]]\nid = "borte"\nsort = "absence"\ntitle = {{nb = "Borte"}}\n'
    '[[pathway.deadline]]\nid = "meet"\nstart = "pathway_entered"\nlength = "{length}"\nfulfilled_by = "meeting_held"\n'
    '[[duty]]\nid = "ring"\nwhat = {{nb = "Ring hjem"}}\nstart = "case_opened"\ndue = "{due}"\n'
)


def test_what_arenas_pathways_and_duties_mean_for_running_cases() -> None:
    """What comes in, what goes out and what is otherwise is told for them too, a line each."""
    one = own(BESIDE.format(every="P4W", length="P5D", due="P7D"))
    other = own(
        BESIDE.format(every="P8W", length="P9D", due="P8D").replace(
            'id = "borte"\n', 'id = "borte"\nhome = ["school"]\n'
        )
    )
    told_of = {
        name: set(cases_in_general(diff(*pair), "nb"))
        for name, pair in {"in": (NATIONAL, one), "out": (one, NATIONAL), "otherwise": (one, other)}.items()
    }
    assert {
        "Møter kan kalles inn til «teamet», og holdes da etter reglene for det.",
        "Saker kan gå inn i forløpet «Borte».",
        "Ny plikt, også i saker der det den regnes fra, alt har skjedd: «Ring hjem»",
    } <= told_of["in"]
    assert "Plikten faller bort, også der ingen har gjort den: «Ring hjem»" in told_of["out"]
    assert any(line.startswith("Ingen nye møter kan holdes i «teamet».") for line in told_of["out"])
    assert any(line.startswith("Saker i forløpet «Borte» blir stående i det") for line in told_of["out"])
    assert "Neste møte i «teamet» holdes etter andre regler: hvor ofte" in told_of["otherwise"]
    for begins in ("Saker i forløpet «Borte» får andre regler:", "Fristen i forløpet «Borte» flyttes: 5 dager etter «"):
        assert any(line.startswith(begins) for line in told_of["otherwise"])
    assert any(
        line.startswith("Plikten endres, også der den alt gjelder: «Ring hjem»") for line in told_of["otherwise"]
    )


def test_a_step_moved_to_another_level_is_the_same_step() -> None:
    """It is not gone: its level changed, and cases on it go along."""
    levels = list(NATIONAL.levels)
    step = attrs.evolve(levels[1].steps[0], level="2")
    levels[1] = attrs.evolve(levels[1], steps=levels[1].steps[1:])
    levels[2] = attrs.evolve(levels[2], steps=(step, *levels[2].steps))
    found = diff(NATIONAL, attrs.evolve(NATIONAL, levels=tuple(levels)))
    assert [(one.sort, one.field) for one in found.changes] == [(Sort.CHANGED, "level")]
    assert found.need_a_person == ()


def test_another_purpose_is_said_in_words() -> None:
    """Words of the format are said in the reader's language, not as they stand in the file."""
    after = own('[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\npurpose = "understand"\n')
    said = "\n".join(told(diff(NATIONAL, after), "nn"))
    assert "føremål: frå planleggje til forstå" in said
    assert Purpose.UNDERSTAND.value not in said


def test_tromso_then_and_now() -> None:
    """The model of 2014 has fourteen days from the concern to the decision; that of 2025 states no time limit there."""
    found = diff(load_guide("tromso-2014"), load_guide("tromso-2025"))
    said = "\n".join(told(found, "nb"))
    assert "Fristen på steg 0.4 faller bort: 14 dager etter «" in said
    assert "Alle saker kan flyttes av seg selv" in said


def test_a_variant_of_its_own() -> None:
    """What changes in a variant alone is told with the variant's name, and what changes everywhere is told once."""
    variant = '[[variant]]\nid = "v"\ntitle = {nb = "For skolen"}\nhome = ["school"]\n[variant.consent]\nown_age = '
    before, after = own(f"{variant}15\n"), own(f"{variant}16\n")
    (change,) = diff(before, after).changes
    assert (change.variant, change.place) == ("v", ("consent", "own_age", "value"))
    assert "i varianten «For skolen»: fra 15 til 16" in "\n".join(told(diff(before, after), "nb"))
    everywhere = own(f'[log]\nfrom_level = "2"\n{variant}15\n')
    assert [one.variant for one in diff(before, everywhere).changes] == [None]


@pytest.mark.parametrize("name", list(ConditionName))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_condition_has_words(name: ConditionName, lang: str) -> None:
    """No requirement is shown to a reader as it stands in a file."""
    said = requirement_in_words(Condition(name), lang)
    assert said
    assert "_" not in said


def test_a_case_of_a_setting_that_goes_is_named() -> None:
    """What a setting decides on one level only is said in words when it comes in or goes out."""
    team = '[baton]\nappointed_by = {value = ["leader"], when = {level = ["3"]}, sources = ["setting"]}\n'
    said = told(diff(own(team), own("")), "nb")
    assert any("på nivå 3: " in line and "til ikke oppgitt" in line for line in said), said
    assert not any("ikke vises her" in line for line in said)


def test_parts_of_a_requirement_are_told_apart() -> None:
    """A list of people and another condition end where their bracket does."""
    met = Condition(ConditionName.MEETING_HELD, present=("services", "guardian"))
    after = Condition(ConditionName.CONCERN_SHARED, after=ConditionName.MEETING_HELD)
    alone = requirement_in_words(Requirement(all_of=(met,)), "nb")
    assert not alone.startswith("(")
    both = requirement_in_words(Requirement(all_of=(met, after, Condition(ConditionName.GOAL_AGREED))), "nb")
    assert both.startswith(f"({alone}) og (")
    assert requirement_in_words(after, "nb") + ") og " in both
