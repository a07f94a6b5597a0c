"""What a guide decides of single scopes of consent, and that each key changes what is admitted or answered."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.check import Severity, check_guide
from bti.facts import Category, Scope
from bti.guide import parse_guide
from bti.law.consent import LogStanding
from bti.law.possible import Way
from tests.stage import FATHER, MOTHER, PPT, TEACHER, UNTIL, Stage

HEAD_OF_FILE = """
id = "scoped"
extends = "national"
version = "1"
status = "in_force"
languages = ["nb"]
title = {nb = "Områdevik"}
[[source]]
id = "own"
title = "Invented"
"""


def stage(scope: str) -> Stage:
    """Begin under a guide with one scope of its own."""
    guide = parse_guide(HEAD_OF_FILE + "[[consent.scope]]\nsources = ['own']\n" + scope)
    return Stage(bti.Engine(guide))


def given(giver: str, scope: Scope = Scope.LOG, **more: object) -> facts.ConsentGiven:
    """Make a consent."""
    fields: dict[str, object] = {
        "scope": scope,
        "giver": giver,
        "form": facts.Form.ORAL,
        "categories": tuple(Category),
        "valid_until": UNTIL,
    }
    return facts.ConsentGiven(**(fields | more))  # type: ignore[arg-type]  # fields by name, for short stories


def taken_back(played: Stage, giver: str, by: bti.Guardian) -> None:
    """Let somebody take back their consent to the log."""
    consents = played.case.spine.consents.given()
    consent = next(one for one in consents if (one.scope, one.giver) == (Scope.LOG, giver))
    played.play(facts.ConsentWithdrawn(consent=consent.id), by)


def standing(played: Stage) -> LogStanding:
    """Ask what the log is."""
    return played.engine.log_standing(played.case, by=TEACHER, now=played.now)


def test_a_guide_that_says_nothing_of_scopes_keeps_its_digest() -> None:
    """No scope is stated by the common core, so that the digests of guides do not change."""
    assert bti.load_guide("national").consent.scopes == ()


def test_what_is_inherited_says_so() -> None:
    """Each field of a scope knows who states it."""
    scope = stage('id = "log"\nown_age = 16\n').engine.guide.consent.scope("log")
    assert scope is not None
    assert scope.own_age is not None
    assert (scope.own_age.value, scope.own_age.origin.guide, scope.own_age.origin.sources) == (16, "scoped", ("own",))
    assert scope.givers is None


def test_the_age_of_one_scope() -> None:
    """The log asks the young person from 16; nothing else changes."""
    played = stage('id = "log"\nown_age = 16\n').shared()
    for day, who in ((dt.date(2031, 5, 4), 2), (dt.date(2031, 5, 5), 3)):
        found = played.engine.who_must_consent(played.case, by=TEACHER, now=played.now, on=day)
        assert len(found.due) == who


def test_may_be_asked_too() -> None:
    """Where the young person may be asked too, they are invited, and not needed."""
    played = stage('id = "log"\nown_age = {value = 15, modality = "may", sources = ["own"]}\n').shared()
    found = played.engine.who_must_consent(played.case, by=TEACHER, now=played.now, on=dt.date(2030, 5, 5))
    assert [one.person for one in found.due] == ["mother", "father"]
    assert found.invited == ("child",)


def test_the_young_person_alone() -> None:
    """From the age the guide sets, alone."""
    played = stage('id = "log"\ngivers = "young_person"\n').shared()
    found = played.engine.who_must_consent(played.case, by=TEACHER, now=played.now, on=dt.date(2030, 5, 5))
    assert [one.person for one in found.due] == ["child"]


def test_the_resident_guardian_is_enough_for_a_service() -> None:
    """Both for the log, the one the child lives with for bringing in a service."""
    played = stage('id = "service"\nguardians = "resident"\n').shared()
    found = played.engine.who_must_consent(played.case, Scope.SERVICE, by=TEACHER, now=played.now, target=PPT.ref)
    assert [one.person for one in found.due] == ["mother"]
    log = played.engine.who_must_consent(played.case, by=TEACHER, now=played.now)
    assert [one.person for one in log.due] == ["mother", "father"]


def test_how_long_it_may_hold() -> None:
    """Half a year at most, with a reason longer where it is only recommended."""
    played = stage('id = "log"\nholds_for = {value = "P6M", modality = "should", sources = ["own"]}\n').shared()
    played.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
    assert played.tried(given("mother"), TEACHER) == {"consent_too_long"}
    played.play(given("mother"), TEACHER, because="the family asks for it")


def test_a_consent_of_many_years_is_advised_against_where_nothing_is_set() -> None:
    """No source names a length, so nothing is refused; through two years nothing is said, and after that it is."""
    played = Stage().shared()
    played.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
    day = played.now.date()
    said = {}
    in_two_years = day.replace(year=day.year + 2)
    for last in (in_two_years, in_two_years + dt.timedelta(days=1), dt.date(2046, 3, 1)):
        verdict = played.offer(given("mother", valid_until=last), TEACHER)
        assert isinstance(verdict, bti.Admitted)
        said[last] = {one.code: one for one in verdict.advice}
    short, *long = said.values()
    assert "consent_is_long" not in short
    assert all(one["consent_is_long"].citations[0].ref == "Q-08" for one in long)
    longest = stage('id = "log"\nholds_for = {value = "P30Y", sources = ["own"]}\n').shared()
    longest.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
    verdict = longest.offer(given("mother", valid_until=dt.date(2046, 3, 1)), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert "consent_is_long" not in {one.code for one in verdict.advice}


def test_anew_after_an_event() -> None:
    """After a service has joined the log needs a new consent: what was given before counts no more."""
    played = stage('id = "log"\nrenewed_on = ["service_joined"]\n').held()
    played.consent(Scope.SERVICE, PPT)
    assert standing(played) is LogStanding.OPEN
    played.play(facts.ServiceJoined(joining=PPT), TEACHER)
    assert standing(played) is LogStanding.RESTING
    played.consent()
    assert standing(played) is LogStanding.OPEN


def test_at_once_or_when_none_is_left_or_never() -> None:
    """What a consent that is taken back closes."""
    expected = {
        "at_once": (LogStanding.CLOSED, None),
        "when_none_is_left": (LogStanding.RESTING, LogStanding.CLOSED),
        "nothing": (LogStanding.RESTING, LogStanding.RESTING),
    }
    for closes, (first, second) in expected.items():
        played = stage(f'id = "log"\nwithdrawal_closes = "{closes}"\n').held()
        taken_back(played, "mother", MOTHER)
        assert standing(played) is first, closes
        if second is not None:
            taken_back(played, "father", FATHER)
            assert standing(played) is second, closes


def test_to_employees_by_name() -> None:
    """A consent to a service names who in it; nobody else of the service joins."""
    played = stage('id = "service"\nper = "person"\n').held()
    played.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
    assert played.tried(given("mother", Scope.SERVICE, service=PPT), TEACHER) == {"consent_names_nobody"}
    for giver in ("mother", "father"):
        played.play(given(giver, Scope.SERVICE, service=PPT, persons=("adviser",)), TEACHER)
    played.play(facts.ServiceJoined(joining=PPT), TEACHER)
    other = facts.PersonJoined(person="other-adviser", role="ppt_adviser", of="ppt-1")
    assert played.tried(other, TEACHER) == {"person_not_consented_to"}
    played.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)


def test_what_a_refusal_leaves() -> None:
    """A guide may leave less of what is its own to give, never of what protects a child."""
    played = stage('id = "log"\nrefusal_leaves = ["meetings_with_family"]\n').shared()
    found = played.engine.who_must_consent(played.case, by=TEACHER, now=played.now)
    ways = {one.way for one in found.without}
    assert Way.MEETINGS_WITH_FAMILY in ways
    assert not ways & {Way.MANUAL_LOG, Way.ANONYMOUS_DISCUSSION}
    assert {Way.REPORT, Way.AVERT, Way.EMERGENCY_HELP, Way.HELP_IN_OWN_SERVICE, Way.ASK_FOR_CONSENT} <= ways


def test_one_kind_of_meeting_goes_before_all() -> None:
    """What is said of "arena" holds for every kind of meeting that has nothing of its own."""
    guide = parse_guide(
        HEAD_OF_FILE
        + '[[consent.scope]]\nid = "arena"\nown_age = 16\nsources = ["own"]\n'
        + '[[consent.scope]]\nid = "arena:team"\nown_age = 12\nsources = ["own"]\n'
        + '[[arena]]\nid = "team"\ntitle = {nb = "Team", nn = "Team", en = "Team"}\nsources = ["own"]\n'
    )
    ages = [guide.consent.scope(one) for one in ("arena:team", "arena:other")]
    assert [one.own_age.value for one in ages if one is not None and one.own_age is not None] == [12, 16]


def test_a_scope_is_named_after_a_kind_of_meeting_that_the_guide_has() -> None:
    """A consent to meetings that nobody has would never be asked for."""
    report = check_guide(
        HEAD_OF_FILE
        + '[[consent.scope]]\nid = "arena:tean"\nown_age = 12\nsources = ["own"]\n'
        + '[[arena]]\nid = "team"\ntitle = {nb = "Team", nn = "Team", en = "Team"}\nsources = ["own"]\n'
    )
    (found,) = report.of(Severity.ERROR)
    assert (found.code, found.path, found.nearest) == ("unknown_name", "$.consent.scope[0].id", "team")


TEAM = '[[arena]]\nid = "team"\ntitle = {nb = "Team"}\nconsent = "own_form"\nsources = ["own"]\n'
ONE = 'guardians = {value = "resident", sources = ["own"]}\n'


def _asked_to(played: Stage, scope: Scope, target: str | None = None) -> set[str]:
    needed = played.engine.who_must_consent(played.case, scope, target=target, by=TEACHER, now=played.now)
    return {one.person for one in needed.due}


def test_one_guardian_for_the_log_is_not_one_guardian_for_a_meeting() -> None:
    """What is set of logs leaves no father out of a meeting; what is set of that kind of meeting may (law A-06)."""
    for own, asked in (("", {"mother", "father"}), ('[[consent.scope]]\nid = "arena:team"\n' + ONE, {"mother"})):
        played = Stage(bti.Engine(parse_guide(HEAD_OF_FILE + TEAM + "[consent]\n" + ONE + own))).shared()
        assert _asked_to(played, Scope.LOG) == {"mother"}
        assert _asked_to(played, Scope.ARENA, "team") == asked
