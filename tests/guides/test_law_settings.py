"""What the law leaves to the municipality is a setting of the guide, with the stated default in the common core."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.dates import LeapBirthday, Period
from bti.errors import GuideError
from bti.guide import parse_guide
from bti.guide.model import ConsentPer, Guide, LogAndPlan, LoginLevel, Retention, SchoolWaiver
from bti.law import Sector, load_law
from bti.law import matters as asked
from bti.law.case_family import settings_of
from bti.law.consent_needed import who_must_consent
from bti.law.family import Family, Parent, Person
from bti.law.matters import Matter, Question
from tests.demo.test_cli import right

HEAD = 'id = "g"\nversion = "1"\nextends = "national"\ntitle = {nb = "G"}\n'
DAY = dt.date(2026, 9, 1)
AT_FOURTEEN = Family((Person("child", dt.date(2012, 5, 1)),), (Parent("mother"), Parent("father")))
AT_FIFTEEN = Family((Person("child", dt.date(2011, 5, 1)),), (Parent("mother"), Parent("father")))


def written(tables: str) -> Guide:
    """A guide that says only this."""
    return parse_guide(HEAD + tables)


def needed(guide: Guide, family: Family, sector: Sector, day: dt.date = DAY) -> set[str]:
    """Whose consent lets a service's information out."""
    settings = settings_of(guide.consent)
    return set(who_must_consent(family, Question(Matter.DISCLOSURE, sector), day, settings, load_law()).persons)


def test_the_common_core_states_the_defaults() -> None:
    """Those of section 12 of the law facts, each with the rule or "setting" as its source."""
    guide = bti.load_guide("national")
    consent, privacy = guide.consent, guide.privacy
    stated = {
        "per": (consent.per, ConsentPer.SERVICE, "law Q-06"),
        "school_waiver": (consent.school_waiver, SchoolWaiver.PUPIL, "law A-15"),
        "child_welfare_age": (consent.child_welfare_age, 15, "law A-26"),
        "leap_day": (consent.leap_day, LeapBirthday.FEB_28, "setting"),
        "individual_plan": (guide.log.individual_plan, LogAndPlan.ASK, "law E-11"),
        "anonymity_threshold": (privacy.anonymity_threshold, 5, "law C-10"),
        "login_level": (privacy.login_level, LoginLevel.HIGH, "law H-15"),
        "retention": (privacy.retention, Retention.KEEP, "law H-04"),
    }
    for name, (setting, value, source) in stated.items():
        assert setting is not None, name
        assert setting.value == value, name
        assert source in setting.origin.sources, name
    assert privacy.access_log_kept is None, "it has to be set, and no source says a length"
    assert privacy.archive_target is None


def test_who_lets_school_information_out_at_fifteen() -> None:
    """The pupil; with their guardians where the guide says so (law A-15)."""
    own = written('[consent]\nschool_waiver = "pupil_and_guardians"\n')
    assert needed(written(""), AT_FIFTEEN, Sector.SCHOOL) == {"child"}
    assert needed(own, AT_FIFTEEN, Sector.SCHOOL) == {"child", "mother", "father"}


def test_from_which_age_child_welfare_information_is_ones_own() -> None:
    """From 15, or from the age the guide sets (law A-26)."""
    own = written("[consent]\nchild_welfare_age = 12\n")
    assert "child" not in needed(written(""), AT_FOURTEEN, Sector.CHILD_WELFARE)
    assert "child" in needed(own, AT_FOURTEEN, Sector.CHILD_WELFARE)


def test_the_birthday_of_who_is_born_on_29_february() -> None:
    """On 28 February of a common year, or on 1 March where the guide says so."""
    born = Family((Person("child", dt.date(2012, 2, 29)),), (Parent("mother"),))
    own = written('[consent]\nleap_day = "mar_1"\n')
    last, first = dt.date(2027, 2, 28), dt.date(2027, 3, 1)
    assert needed(written(""), born, Sector.SCHOOL, last) == {"child"}
    assert needed(own, born, Sector.SCHOOL, last) == {"mother"}
    assert needed(own, born, Sector.SCHOOL, first) == {"child"}
    assert settings_of(own.consent).leap is LeapBirthday.MAR_1


def test_the_words_of_the_law_have_words_of_the_guide() -> None:
    """Each way to let school information out can be set."""
    assert {
        settings_of(written(f'[consent]\nschool_waiver = "{one.value}"\n').consent).school_waiver
        for one in SchoolWaiver
    } == set(asked.SchoolWaiver)


def test_what_the_host_keeps_and_asks() -> None:
    """A guide says it, and the checklist for the host shows it."""
    guide = written(
        '[privacy]\nlogin_level = "substantial"\naccess_log_kept = "P5Y"\nretention = "by_plan"\n'
        'archive_target = {value = {nb = "elevmappen"}}\nanonymity_threshold = 8\n'
    )
    assert guide.privacy.smallest_group == 8
    assert guide.privacy.access_log_kept is not None
    assert guide.privacy.access_log_kept.value == Period(years=5)
    assert written("").privacy.smallest_group == 5


def test_the_checklist_for_the_host_shows_what_the_guide_says(capsys: pytest.CaptureFixture[str]) -> None:
    """And says what it has not said."""
    said = right(["law", "--host", "--guide", "sortland", "--lang", "en"], capsys)
    assert "login level: high" in said
    assert "how long the access log is kept: not stated; the municipality has to decide it" in said


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("[privacy]\nanonymity_threshold = 3\n", "$.privacy.anonymity_threshold"),
        (
            '[privacy]\nanonymity_threshold = {value = 5, cases = [{value = 1, when = {level = ["1"]}}]}\n',
            "$.privacy.anonymity_threshold",
        ),
        ('[privacy]\naccess_log_kept = "P0D"\n', "$.privacy.access_log_kept"),
        ("[consent]\nchild_welfare_age = 19\n", "$.consent.child_welfare_age"),
    ],
    ids=["three", "one-on-a-level", "no-day", "nineteen"],
)
def test_what_cannot_be_meant_does_not_load(line: str, path: str) -> None:
    """A group that is none, a log that is not kept, an age nobody under age has."""
    with pytest.raises(GuideError) as caught:
        written(line)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_the_digest_of_a_guide_that_says_none_of_it_is_what_it_was() -> None:
    """Fields that no guide of the chain states are left out of it."""
    whole = bti.load_guide("national")
    from bti.guide.digest import canonical

    shown = canonical(whole.privacy)
    assert isinstance(shown, dict)
    assert set(shown) == {"anonymity_threshold", "former_participants", "login_level", "retention"}


@pytest.mark.parametrize(("leap", "turns"), [("feb_28", dt.date(2027, 2, 28)), ("mar_1", dt.date(2027, 3, 1))])
def test_a_case_turns_on_the_birthday_that_the_guide_says(leap: str, turns: dt.date) -> None:
    """Until then guardians decide; the next change of the case is that day."""
    tables = f'[consent]\nleap_day = "{leap}"\n'
    engine = bti.Engine(parse_guide(HEAD.replace('extends = "national"', 'extends = "sortland"') + tables))
    home = bti.Service("school-1", "school")
    teacher = bti.Professional("teacher", "contact_teacher", home)
    now = dt.datetime(2027, 2, 27, 9, tzinfo=dt.UTC)
    opened = facts.CaseOpened(persons=(facts.Concerned("child", dt.date(2012, 2, 29)),), home=home)
    verdict = engine.admit(bti.Case.empty("case-1"), opened, by=teacher, now=now)
    assert isinstance(verdict, bti.Admitted)
    change = engine.next_change(verdict.case, by=teacher, now=now)
    assert change is not None
    assert change.at.astimezone(bti.dates.OSLO).date() == turns
