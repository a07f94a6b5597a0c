"""Guides of which only a part is known: each single rule is sayable, and obeyed where the record can carry it.

Risør's health guide, the eighth of them, is a variant of the bundled guide of Risør: see `test_risor`.
"""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.calendars import NorwegianCalendar
from bti.explore import guide_html
from bti.facts import Keeping, Scope, SharedWith
from bti.guide import NOT_STATED, Condition, ConditionName, Guide, Modality, Requirement, load_guide
from bti.guide.terms import LoginLevel, Retention
from bti.rules.ask import Ask
from bti.rules.requirements import is_met
from tests.guides.small_guides import small_guide
from tests.guides.tale import LEARNING, Row, Tale, account, opened_for, rows_said
from tests.stage import ADVISER, HEAD, MOTHER, PPT, SCHOOL, TEACHER

GUIDES = ("arendal", "gloppen", "oygarden", "sogndal", "sund", "sykkylven", "tysver-vindafjord")
YOUTH = dt.date(2010, 1, 1)

_OFFER = "test_keeps_the_baton_until_another_has_accepted"
_FROM_1 = "test_a_holder_from_level_1"
_CONSENT = "test_a_log_only_after_consent"
_END = "test_guardians_end_the_log"
_PAPER = "test_a_log_on_paper"
_TITLE = "test_its_own_words"
_ARENDAL = "test_arendal_says_what_the_holder_owes"
ROWS = {
    "sogndal": (
        Row("children, pregnant women, guardians", "whom", "test_whom_it_is_for"),
        Row("resource team: consent", "arena ressursteam", "test_sogndal_has_a_team_in_two_sizes"),
        Row("consent: who asks", "consent / scope arena:ressursteam", "test_sogndal_lets_those_near_the_child_ask"),
        Row("extended resource team", "arena utvida_ressursteam", "test_sogndal_has_a_team_in_two_sizes"),
        Row("level 1: measures around one", "level 1", _TITLE),
        Row("holder from level 1", "baton / from_level", _FROM_1),
        Row("until accepted and received", "baton / appointment", _OFFER),
        Row("when measures start", "baton / from_event", "test_the_baton_comes_with_the_measures"),
        Row("log when measures are decided", "log / from_level", "test_sogndal_opens_no_log_before_level_1"),
        Row("aware and discussed first", "log / from_event", "test_sogndal_asks_nobody_who_was_not_told"),
        Row("paper and digital", "log / keeping", _PAPER),
        Row("as minutes", "log / replaces_minutes", "test_the_log_is_the_minutes_too"),
        Row("contents", "log / contents", _TITLE),
        Row("two ends of the baton", "said baton_ends", _OFFER),
        Row("holder: overview", "duty overview", "test_what_holders_do_all_the_time"),
        Row("holder: taken_care_of", "duty taken_care_of", "test_what_holders_do_all_the_time"),
        *rows_said(
            "",
            {
                "transitions": "good start",
            },
        ),
        Row(
            "belongs to the child, all involved read", "said belongs_to_child", "test_all_who_are_involved_read_the_log"
        ),
    ),
    "sykkylven": (
        Row("fagteam: members, form, substitutes", "arena fagteam", "test_sykkylven_holds_the_team_to_its_rules"),
        Row("two meetings each half-year", "arena moteplan", "test_sykkylven_meets_twice_each_half_year"),
        Row("begin at level 0, step 1", "entries", "test_sykkylven_begins_at_level_0_step_1"),
        *rows_said(
            "",
            {
                "overview": "counts in steps",
                "team_confidentiality": "confidentiality",
            },
        ),
    ),
    "arendal": (
        Row("target group", "whom", "test_whom_it_is_for"),
        Row("from level 1", "baton / from_level", _FROM_1),
        Row("when measures start", "baton / from_event", "test_the_baton_comes_with_the_measures"),
        Row("the family's say", "baton / from_event", "test_arendal_lets_the_family_have_a_say"),
        Row("level 3: a team", "baton / appointed_by", "test_arendal_has_a_team_that_decides_on_level_3"),
        Row("until received and accepted", "baton / appointment", _OFFER),
        Row("settled anew on a new level", "baton / on_level_change", "test_weighed_anew_on_a_new_level"),
        Row("what is weighed", "baton / criteria", _TITLE),
        Row("level 1: near the child", "baton / level 1", "test_near_the_child"),
        Row("level 2: the same", "baton / level 2", "test_near_the_child"),
        Row("BTI team: level 3", "arena bti_team", "test_arendals_team_is_of_level_3"),
        Row("level 3: the BTI team", "baton / level 3", "test_arendal_has_a_team_that_decides_on_level_3"),
        Row("duties: evaluation meeting", "duty evaluation_meeting_called", _ARENDAL),
        Row("duties: minutes", "duty minutes", _ARENDAL),
        Row("duties: parents", "duty parents_take_part", _ARENDAL),
        Row("duties: an adult talks with the child", "duty adult_talks", _ARENDAL),
        Row("holder: call_meetings", "duty call_meetings", "test_what_holders_do_all_the_time"),
        Row("holder: watch", "duty watch", "test_what_holders_do_all_the_time"),
        Row("holder: coordinate", "duty coordinate", "test_what_holders_do_all_the_time"),
        Row("holder: include_child", "duty include_child", "test_what_holders_do_all_the_time"),
        Row("holder: keep_contact", "duty keep_contact", "test_what_holders_do_all_the_time"),
        *rows_said("", {"individual_plan": "IP"}),
    ),
    "gloppen": (
        Row("target group", "whom", "test_whom_it_is_for"),
        Row(
            "interdisciplinary team: consent, place", "arena tverrfagleg_team", "test_gloppen_meets_where_the_child_is"
        ),
        Row("level 3: help services join", "level 3 / definition", "test_gloppen_brings_help_services_in_on_level_3"),
        Row("when measures are set in motion", "baton / from_event", "test_the_baton_comes_with_the_measures"),
        Row("from level 1", "baton / from_level", _FROM_1),
        Row("until received and accepted", "baton / appointment", _OFFER),
        Row("level 3: to another?", "baton / on_level_change", "test_weighed_anew_on_a_new_level"),
        Row("what is weighed", "baton / criteria", _TITLE),
        Row("level 1: heads exceptionally", "baton / level 1", "test_gloppen_lets_a_head_hold_it_exceptionally"),
        Row("level 2: heads exceptionally", "baton / level 2", "test_gloppen_lets_a_head_hold_it_exceptionally"),
        Row("team: informed consent", "consent / scope arena", "test_gloppen_asks_before_the_team_meets"),
        Row(
            "guardians or the young person consent",
            "consent / scope arena",
            "test_gloppen_hears_guardians_or_the_young_person",
        ),
        Row("holder: call_meetings", "duty call_meetings", "test_what_holders_do_all_the_time"),
        Row("the holder writes the log", "log / written_by", "test_gloppen_lets_the_holder_write_the_log"),
        Row("holder: write_log", "duty write_log", "test_what_holders_do_all_the_time"),
    ),
    "sund": (
        Row("guardians may end it", "consent / withdrawal_closes_log", "test_a_withdrawn_consent_closes_the_log"),
        Row("contents", "log / contents", _TITLE),
        Row("the holder opens it, after consent", "log / opened_by", "test_sund_lets_the_holder_open_the_log"),
        Row("each service", "consent / scope service", "test_each_service_has_its_own_consent"),
        Row("fresh consent on take-over", "consent / scope take_over", "test_sund_asks_anew_when_another_takes_over"),
        Row("full insight", "said insight", "test_sund_guardians_read_the_log"),
        Row("a note after each meeting", "duty note", "test_sund_gives_a_note_after_each_meeting"),
        Row("ends on their wish", "said guardians_end", _END),
        Row("kept under the archive act", "privacy / retention", "test_what_is_kept_and_where"),
    ),
    "tysver-vindafjord": (
        Row("0–20, parents early", "whom", "test_whom_it_is_for"),
        Row("the youth from 15", "consent / own_age", "test_the_young_person_consents_too"),
        Row("as minutes", "log / replaces_minutes", "test_the_log_is_the_minutes_too"),
        Row("evidence at referral", "log / evidence_for_referral", "test_vindafjord_refers_by_what_was_tried"),
        Row("guardians may end it", "consent / withdrawal_closes_log", "test_a_withdrawn_consent_closes_the_log"),
        Row("contents", "log / contents", _TITLE),
        Row("only after consent", "said only_after_consent", _CONSENT),
        Row("guardians end it", "said guardians_end", _END),
        Row("filed in the pupil's file", "privacy / archive_target", "test_what_is_kept_and_where"),
        Row("BankID", "privacy / login_level", "test_what_is_kept_and_where"),
        Row(
            "belongs to the child, all involved read", "said belongs_to_child", "test_all_who_are_involved_read_the_log"
        ),
        *rows_said("", {"filed": "printed"}),
    ),
    "oygarden": (
        Row("target group", "whom", "test_whom_it_is_for"),
        Row("cooperation meeting: the log is the minutes", "arena samarbeidsmote", "test_oygarden_writes_in_the_log"),
        Row("level 2: two or more services", "level 2 / definition", "test_oygarden_means_level_2_for_two_services"),
        Row("log shall be used from level 2", "log / use", "test_oygarden_uses_a_log_from_level_2"),
        Row("guardians and the main person", "consent / guardians", "test_the_young_person_consents_too"),
        Row("16", "consent / own_age", "test_the_young_person_consents_too"),
        Row("may be opened at level 1", "log / from_level", "test_oygarden_may_open_a_log_on_level_1"),
        Row("contents", "log / contents", _TITLE),
        Row("paper", "log / keeping", _PAPER),
        Row("level 2: two or more, going on", "level 2 / step 2.1", "test_oygarden_means_level_2_for_two_services"),
        Row("replaces minutes", "log / replaces_minutes", "test_the_log_is_the_minutes_too"),
        Row("pregnant woman consents", "said pregnant", "test_oygarden_the_pregnant_woman_consents"),
        Row("follows the user", "said follows_the_user", "test_oygarden_log_outlives_the_holder"),
        Row("violence: child welfare directly", "said violence_or_abuse", "test_oygarden_reports_directly"),
        Row("violence: outside the case book", "pathway vern", "test_violence_is_no_pathway_of_the_case"),
        Row("anonymous advice", "arena konsultasjonsteam", "test_oygarden_asks_anonymously"),
        *rows_said(
            "",
            {
                "groups": "groups of concerns",
                "team_members": "fixed members of the consultation team",
                "team_themes": "themes of the consultation team",
                "own_systems": "documented in one's own systems too",
            },
        ),
    ),
}


def on_1(name: str) -> Tale:
    """Tell a case as far as level 1."""
    return Tale(small_guide(name)).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1")


def on_2(name: str, *, ppt: bool = True) -> Tale:
    """Tell a case as far as level 2, with a holder and PPT."""
    tale = Tale(small_guide(name)).told().does("0.1", "0.2", "0.3")
    return (tale.brings_in() if ppt else tale).goes("0.4", "level_2").holds()


@pytest.mark.parametrize("name", GUIDES)
def test_every_stated_rule_stands_in_the_guide(name: str) -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(small_guide(name), ROWS[name], globals())


@pytest.mark.parametrize("name", GUIDES)
def test_its_own_words(name: str) -> None:
    """It is loaded in its own language, over the common core, and says what is missing."""
    guide = small_guide(name)
    assert guide.chain == (name, "national")
    assert guide.languages == (("nb",) if name in ("arendal", "tysver-vindafjord") else ("nn",))
    assert guide.missing
    tale = Tale(guide).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "does not state this; the common core is used" in tale.cited()


@pytest.mark.parametrize("name", ["sogndal", "arendal", "gloppen"])
def test_a_holder_from_level_1(name: str) -> None:
    """Nobody is appointed before measures are near."""
    tale = Tale(small_guide(name)).told()
    tale.when("a holder on level 0", facts.BatonAppointed(to="teacher"), by=tale.head).is_refused("baton_too_early")
    assert small_guide(name).title("nn") in tale.cited("nn")
    on_1(name).holds()


@pytest.mark.parametrize("name", ["sogndal", "arendal", "gloppen"])
def test_the_baton_comes_with_the_measures(name: str) -> None:
    """Whoever names a holder before a measure is planned is told so; afterwards nothing is said."""
    guide = small_guide(name)
    named = facts.BatonAppointed(to="teacher")
    tale = on_1(name)
    tale.when("before any measure", named, by=tale.head).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    assert "baton_waits_for" in {one.code for one in tale.verdict.advice}
    assert guide.title(guide.languages[0]) in tale.cited(guide.languages[0])
    later = on_1(name).plans().wishes()
    later.when("with a measure", named, by=later.head).is_admitted()
    assert isinstance(later.verdict, bti.Admitted)
    assert "baton_waits_for" not in {one.code for one in later.verdict.advice}


@pytest.mark.parametrize("name", ["sogndal", "oygarden", "tysver-vindafjord"])
def test_the_log_is_the_minutes_too(name: str) -> None:
    """After a meeting the open log answers for the minutes."""
    guide = small_guide(name)
    asked = Requirement((Condition(ConditionName.MINUTES_WRITTEN),))
    assert requirement_met(guide, asked)
    assert not requirement_met(load_guide("national"), asked)


def requirement_met(guide: Guide, asked: Requirement) -> bool:
    """Tell whether something is so after a meeting, with an open log and no minutes."""
    tale = Tale(guide).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").meets().consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER, because="Familien ønskjer det.")
    ask = Ask(tale.spine, guide, NorwegianCalendar(), TEACHER, tale.now, tale.now, (), lambda ref: False)
    return is_met(ask, asked)


def test_sund_lets_the_holder_open_the_log() -> None:
    """Another than who answers gives a reason."""
    tale = on_1("sund").holds().consents()
    tale.when("the head opens it", facts.LogOpened(), by=tale.head).is_refused("log_opened_by_others")
    assert "Stafettlogg i Sund" in tale.cited("nn")
    tale.when("the holder opens it", facts.LogOpened(), by=TEACHER).is_admitted()


def test_vindafjord_refers_by_what_was_tried() -> None:
    """A referral before anything was tried asks for a reason; with the log and an evaluated measure for none."""
    guide = small_guide("tysver-vindafjord")
    tale = Tale(guide).told().does("0.1", "0.2", "0.3").goes("0.4", "level_3").hears()
    refer = facts.WayChosen(outcome="refer", category=facts.Category.EDUCATION)
    tale.when("nothing was tried", refer, by=TEACHER).is_refused("referral_without_log", "referral_without_measures")
    assert guide.title("nb") in tale.cited("nb")
    tale.consents().given("a log", facts.LogOpened(), by=TEACHER)
    tale.plans().starts().evaluates().when("tried and judged", refer, by=TEACHER).is_admitted()


@pytest.mark.parametrize("name", ["sogndal", "arendal", "gloppen"])
def test_keeps_the_baton_until_another_has_accepted(name: str) -> None:
    """An offer changes nothing until it is accepted."""
    tale = on_1(name).holds()
    tale.given(
        "a colleague comes", facts.PersonJoined(person="colleague", role="contact_teacher", of=SCHOOL.ref), by=TEACHER
    )
    offer = tale.given("it is offered", facts.BatonOffered(to="colleague"), by=TEACHER)
    tale.then("the teacher still holds it", lambda spine: spine.baton.holder == "teacher")
    colleague = bti.Professional("colleague", "contact_teacher", SCHOOL)
    tale.given("she accepts", facts.BatonAccepted(offer=offer), by=colleague)
    tale.then("she holds it", lambda spine: spine.baton.holder == "colleague")


@pytest.mark.parametrize("name", ["arendal", "gloppen"])
def test_weighed_anew_on_a_new_level(name: str) -> None:
    """On a new level it is weighed who should hold it; without that a reason is asked for."""
    tale = on_1(name).holds().asks().does("1.1").plans().does("1.2").starts().does("1.3").hears().evaluates()
    tale.does("1.4").chooses("up", "3.1").brings_in().goes("1.5", "up", "3.1").asks()
    tale.tries("3.1").is_refused("holder_not_weighed")
    assert small_guide(name).title("nn") in tale.cited("nn")
    tale.weighs().does("3.1")


def test_near_the_child() -> None:
    """Arendal prefers who is near the child every day: another is admitted with advice."""
    tale = on_2("arendal")
    tale.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    tale.when("it is offered to PPT", facts.BatonOffered(to="adviser"), by=TEACHER).is_admitted()
    assert "Stafettholder i Arendal" in tale.cited("nb")


def test_arendal_has_a_team_that_decides_on_level_3() -> None:
    """The place of the decision is kept in its words."""
    decided = small_guide("arendal").baton.holders["3"].decided_in
    assert decided is not None
    assert decided("nb") == "BTI-teamet"
    tale = Tale(small_guide("arendal")).told().does("0.1", "0.2", "0.3").goes("0.4", "level_3")
    named = facts.BatonAppointed(to="teacher")
    tale.when("nobody has met", named, by=tale.head).is_refused("holder_named_by_others")
    assert "Stafettholder i Arendal" in tale.cited("nb")
    tale.meets(facts.MeetingKind.COORDINATION).when("the team has met", named, by=tale.head).is_admitted()


def test_gloppen_lets_a_head_hold_it_exceptionally() -> None:
    """A headteacher holds it on levels 1 and 2 with a recorded reason alone."""
    for tale in (on_1("gloppen"), on_2("gloppen")):
        if tale.spine.baton.holder is not None:
            tale.given("it falls vacant", facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), by=TEACHER)
        tale.given(
            "the head takes part", facts.PersonJoined(person="head", role="headteacher", of=SCHOOL.ref), by=tale.head
        )
        named = facts.BatonAppointed(to="head")
        tale.when("the head is appointed", named, by=tale.head).is_refused("role_only_exceptionally")
        assert "Rutinar for stafetthaldar i Gloppen" in tale.cited("nn")
        tale.when("with a reason", named, by=tale.head, because="Ingen andre er på jobb.").is_admitted()


def test_gloppen_brings_help_services_in_on_level_3() -> None:
    """Going to level 3 without a help service asks for a reason, and says which are meant."""
    tale = on_1("gloppen").holds().asks().does("1.1").plans().does("1.2").starts().does("1.3").hears().evaluates()
    tale.does("1.4").chooses("up", "3.1")
    tale.tries("1.5", "up", "3.1").is_refused("services_not_of_kind")
    assert "Rutinar for stafetthaldar i Gloppen" in tale.cited("nn")
    tale.brings_in().goes("1.5", "up", "3.1")


def test_sykkylven_begins_at_level_0_step_1() -> None:
    """A case begins at the beginning, and nowhere else."""
    tale = Tale(small_guide("sykkylven"))
    opened = facts.CaseOpened(persons=(facts.Concerned("child", YOUTH),), home=SCHOOL, step="1.1")
    tale.when("a case begins on level 1", opened, by=TEACHER).is_refused()
    assert "Rettleiar for BTS/BTI i Sykkylven" in tale.cited("nn")
    assert Tale(small_guide("sykkylven")).wonders().step == "0.1"


def test_sogndal_opens_no_log_before_level_1() -> None:
    """The log comes with the measures."""
    tale = Tale(small_guide("sogndal")).told().consents()
    tale.when("a log on level 0", facts.LogOpened(), by=TEACHER).is_refused("log_too_early")
    assert "Stafettlogg i Sogndal" in tale.cited("nn")


def test_sogndal_asks_nobody_who_was_not_told() -> None:
    """Parents have become aware and talked of it before a log is asked about."""
    tale = Tale(small_guide("sogndal")).wonders().names_mother()
    asked = facts.ConsentAsked(scope=Scope.LOG, of=("mother",))
    tale.when("a mother who knows nothing is asked", asked, by=TEACHER).is_refused("not_told_yet")
    paper = facts.LogOpened(keeping=Keeping.MANUAL)
    tale.when("a log before she knows", paper, by=TEACHER).is_refused("log_too_early", "log_waits_for")
    assert "føresett" in tale.said("nn")


@pytest.mark.parametrize("name", ["sogndal", "oygarden"])
def test_a_log_on_paper(name: str) -> None:
    """A log is kept by hand, on paper."""
    tale = on_2(name)
    tale.when("a log on paper", facts.LogOpened(keeping=Keeping.MANUAL), by=TEACHER).is_admitted()


@pytest.mark.parametrize("name", ["sund", "tysver-vindafjord", "sogndal"])
def test_a_log_only_after_consent(name: str) -> None:
    """Without consent no log."""
    tale = on_1(name)
    tale.when("a log without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.consents().given("a log", facts.LogOpened(), by=TEACHER)


@pytest.mark.parametrize("name", ["sund", "tysver-vindafjord"])
def test_guardians_end_the_log(name: str) -> None:
    """The mother ends the log herself, whatever stands in it."""
    tale = on_1(name).consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.plans()
    tale.when("the mother ends it", facts.LogClosed(reason=facts.LogClosing.WISH), by=MOTHER).is_admitted()


@pytest.mark.parametrize("name", ["sund", "tysver-vindafjord"])
def test_a_withdrawn_consent_closes_the_log(name: str) -> None:
    """A consent taken back closes the log by itself."""
    tale = on_1(name).asks()
    consent = tale.given("the mother says yes", Tale.yes(), by=TEACHER)
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.given("she takes it back", facts.ConsentWithdrawn(consent=consent), by=MOTHER)
    tale.then("the log is closed", lambda spine: not spine.log.is_in_use)


@pytest.mark.parametrize("name", ["sund", "gloppen"])
def test_each_service_has_its_own_consent(name: str) -> None:
    """A consent to PPT does not bring in child welfare, nor does the one to the log."""
    tale = on_2(name).consents()
    welfare = bti.Service("child-welfare-1", "child_welfare")
    tale.when("child welfare joins", facts.ServiceJoined(joining=welfare), by=TEACHER).is_refused()
    if name == "sund":
        assert "Sund" in tale.cited("nn")
    tale.brings_in(welfare)


def test_sund_asks_anew_when_another_takes_over() -> None:
    """Sharing with the new school is not yet letting it take over: that is a consent of its own."""
    tale = on_2("sund").consents()
    school = bti.Service("school-2", "school")
    tale.asks(Scope.SERVICE, school)
    tale.given("the mother lets them talk", Tale.yes(scope=Scope.SERVICE, service=school), by=TEACHER)
    day = bti.dates.oslo_date(tale.now) + dt.timedelta(days=30)
    planned = facts.TransitionPlanned(transition_kind=facts.TransitionKind.TO_OTHER_SCHOOL, day=day, receiving=school)
    transition = tale.given("a new school", planned, by=TEACHER)
    over = facts.InformationCarriedOver(transition=transition, to="school-2", categories=(facts.Category.EDUCATION,))
    tale.when("the log is handed over", over, by=TEACHER).is_refused("carrying_needs_consent")
    assert "Sund" in tale.cited("nn")
    tale.asks(Scope.TAKE_OVER, school)
    tale.given("she lets them take over", Tale.yes(scope=Scope.TAKE_OVER, service=school), by=TEACHER)
    tale.given("the log is handed over", over, by=TEACHER)


def test_gloppen_asks_before_the_team_meets() -> None:
    """Who must consent to the team is answered, and is not answered by the consent to the log."""
    tale = on_2("gloppen").consents()
    found = tale.engine.who_must_consent(tale.case, Scope.ARENA, by=TEACHER, now=tale.now, target="tverrfagleg_team")
    assert found.missing == ("mother",)


def test_gloppen_hears_guardians_or_the_young_person() -> None:
    """No age is stated: from the age of the common core the young person's consent to the team is enough, alone."""
    tale = on_2("gloppen").consents()

    def asked(day: dt.date) -> tuple[list[str], list[str]]:
        found = tale.engine.who_must_consent(
            tale.case, Scope.ARENA, by=TEACHER, now=tale.now, target="tverrfagleg_team", on=day
        )
        return [one.person for one in found.due], [one.person for one in found.instead]

    assert asked(dt.date(2030, 5, 4)) == (["mother"], [])
    assert asked(dt.date(2030, 5, 5)) == (["mother"], ["child"])


def test_sund_guardians_read_the_log() -> None:
    """The mother sees the goal and the measure."""
    tale = on_1("sund").consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.plans()
    kinds = {entry.fact.kind for entry in tale.seen_by(MOTHER).entries if entry.fact is not None}
    assert {"goal_agreed", "measure_planned"} <= kinds


@pytest.mark.parametrize(("name", "age"), [("tysver-vindafjord", 15), ("oygarden", 16)])
def test_the_young_person_consents_too(name: str, age: int) -> None:
    """From the age the guide says, the guardian's yes alone opens no log; a year younger it does."""
    guide = small_guide(name)
    assert guide.consent.own_age.modality is Modality.MUST
    if name == "tysver-vindafjord":  # Tysvær says "maybe": the stricter holds, and says so
        assert [(one.modality, one.sources) for one in guide.consent.own_age.weaker] == [(Modality.MAY, ("tysver",))]
        assert guide.consent.own_age.origin.disagree == ("tysver",)
    for years, alone in ((age, False), (age - 1, True)):
        born = dt.date(2026 - years, 1, 1)
        tale = Tale(guide).wonders(facts.Concerned("child", born)).describes().names_mother()
        tale.shares(SharedWith.GUARDIAN, SharedWith.CHILD).does("0.1", "0.2", "0.3").brings_in_with("child")
        tale.goes("0.4", "level_2").consents()
        if alone:
            tale.given("the mother's yes is enough", facts.LogOpened(), by=TEACHER)
            continue
        tale.when("the mother's yes alone", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
        tale.given("the youth is asked", facts.ConsentAsked(scope=Scope.LOG, of=("child",)), by=TEACHER)
        tale.given("the youth says yes", Tale.yes("child"), by=TEACHER)
        tale.given("a log", facts.LogOpened(), by=TEACHER)


def test_oygarden_may_open_a_log_on_level_1() -> None:
    """On level 1 a reason is asked for; on level 2 none."""
    tale = on_1("oygarden").consents()
    tale.when("a log on level 1", facts.LogOpened(), by=TEACHER).is_refused("log_too_early")
    assert "Stafettlogg i Øygarden" in tale.cited("nn")
    tale.when("with a reason", facts.LogOpened(), by=TEACHER, because="Familien ønskjer det.").is_admitted()


def test_oygarden_uses_a_log_from_level_2() -> None:
    """Planning on level 2 without a log asks for a reason, and on level 1 for none; a refused log asks for nothing."""
    tale = on_2("oygarden").asks().does("2.1").plans()
    tale.tries("2.2").is_refused("log_belongs_to_level")
    assert "stafettlogg" in tale.said("nn")
    assert "Stafettlogg i Øygarden" in tale.cited("nn")
    tale.given("the mother says yes", Tale.yes(), by=TEACHER)
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    assert tale.does("2.2").step == "2.3"
    refused = on_2("oygarden").asks().does("2.1").plans()
    refused.given("she says no", facts.ConsentRefused(scope=Scope.LOG, giver="mother"), by=TEACHER)
    refused.does("2.2")
    assert on_1("oygarden").asks().does("1.1").plans().does("1.2").step == "1.3"


def test_oygarden_means_level_2_for_two_services() -> None:
    """Going to level 2 with the school alone asks for a reason."""
    tale = Tale(small_guide("oygarden")).told().does("0.1", "0.2", "0.3")
    tale.tries("0.4", "level_2").is_refused("services_not_as_many")
    assert "Stafettlogg i Øygarden" in tale.cited("nn")
    tale.brings_in().goes("0.4", "level_2")


def test_oygarden_the_pregnant_woman_consents() -> None:
    """She is the person concerned and consents to the log herself; nobody else needs to."""
    tale = Tale(small_guide("oygarden")).wonders(facts.Concerned("child", dt.date(1998, 2, 2), pregnant=True))
    tale.describes().shares(SharedWith.CHILD).does("0.1", "0.2", "0.3").goes("0.4", "level_1")
    tale.given("she is asked", facts.ConsentAsked(scope=Scope.LOG, of=("child",)), by=TEACHER)
    opened = facts.LogOpened()
    tale.when("a log before she answers", opened, by=TEACHER, because="Ho vil det.").is_refused()
    tale.given("she says yes", Tale.yes("child"), by=TEACHER)
    tale.when("a log", opened, by=TEACHER, because="Ho vil det.").is_admitted()


def test_oygarden_log_outlives_the_holder() -> None:
    """The log stays open when the baton changes hands."""
    tale = on_2("oygarden").consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    offer = tale.given("it is offered", facts.BatonOffered(to="adviser"), by=TEACHER)
    tale.given("she accepts", facts.BatonAccepted(offer=offer), by=ADVISER)
    tale.then("the log is open", lambda spine: spine.log.is_in_use)


def test_oygarden_reports_directly() -> None:
    """A report is made before anything else."""
    tale = Tale(small_guide("oygarden")).wonders()
    receiver = bti.Service("child-welfare-1", "child_welfare")
    report = facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=receiver)
    tale.when("the teacher reports", report, by=TEACHER).is_admitted()


def test_oygarden_asks_anonymously() -> None:
    """Advice is asked for somebody without a name, without consent."""
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.GROUND, category=facts.Category.FAMILY
    )
    Tale(small_guide("oygarden")).wonders().when("PPT is asked", asked, by=TEACHER).is_admitted()


def _meets(tale: Tale, arena: str, *invited: str, because: str | None = None) -> Tale:
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.COORDINATION,
        day=dt.date(2026, 6, 1),
        invited=invited or ("teacher", "mother"),
        arena=arena,
    )
    tale.when(f"{arena} is called", call, by=tale.head, because=because)
    return tale


def test_sogndal_has_a_team_in_two_sizes() -> None:
    """Ressursteam meets by itself; utvida ressursteam wants the school nurse and PPT there too."""
    tale = Tale(small_guide("sogndal")).told()
    _meets(tale, "ressursteam").is_admitted()
    _meets(tale, "utvida_ressursteam").is_refused("arena_members", "arena_members")
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.COORDINATION,
        day=dt.date(2026, 6, 1),
        invited=("teacher", "mother"),
        arena="ressursteam",
    )
    tale.when("it is called without the leadership", call, by=TEACHER).is_refused("arena_one_of")
    assert "Rektor, Styrar" in tale.said("nn")
    extended = tale.guide.arena("utvida_ressursteam")
    assert extended is not None
    assert extended.consent == tale.guide.arenas[0].consent


def test_sogndal_lets_those_near_the_child_ask() -> None:
    """Whoever answers, or is of the school, asks before ressursteam; PPT, which has joined, does not."""
    tale = on_1("sogndal").brings_in()
    asked = facts.ConsentAsked(scope=Scope.ARENA, arena="ressursteam", of=("mother",))
    joins = facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1")
    tale.given("the adviser of PPT comes in", joins, by=TEACHER)
    tale.when("PPT asks", asked, by=ADVISER).is_refused("not_yours_to_record")
    tale.when("the teacher asks", asked, by=TEACHER).is_admitted()
    tale.when("the head asks", asked, by=HEAD).is_admitted()


def test_sykkylven_holds_the_team_to_its_rules() -> None:
    """The form first, the fixed representatives, and who cannot come sends a substitute."""
    tale = Tale(small_guide("sykkylven")).told().brings_in()
    _meets(tale, "fagteam").is_refused("arena_form", "arena_members")
    assert "Ønske om drøfting rundt elev" in tale.said("nn")
    joins = facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1")
    tale.given("the adviser of PPT comes in", joins, by=TEACHER)
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.OTHER,
        present=("teacher", "mother"),
        absent=("adviser",),
        arena="fagteam",
        category=facts.Category.EDUCATION,
    )
    tale.when("PPT sent nobody", held, by=TEACHER, because="Dei andre var sjuke.").is_refused("arena_substitute")


def test_sykkylven_meets_twice_each_half_year() -> None:
    """Each school and kindergarten does, as its page shows; a child talked of once is not to be taken there again."""
    guide = small_guide("sykkylven")
    plan = guide.arena("moteplan")
    assert plan is not None
    assert plan.frequency is not None
    assert (plan.frequency.times, str(plan.frequency.every)) == (2, "P6M")
    assert "minst to møte i halvåret" in guide_html(guide, "nn")
    tale = Tale(guide).told().files()
    _meets(tale, "moteplan").is_refused("arena_is_of_the_system")
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.OTHER, present=("teacher", "mother"), arena="fagteam", category=LEARNING
    )
    tale.given("they talk of her", held, by=tale.head, because="Dei andre var sjuke.")
    tale.later(days=400)
    later = tale.engine.agenda(tale.case, by=HEAD, now=tale.now)
    assert not [one for one in later if "fagteam" in one.source]


def test_sykkylven_has_the_people_of_the_sector_in_the_team() -> None:
    """At school the contact teacher, in kindergarten the pedagogical leader; the form is the schools' alone."""
    pedagogue = bti.Professional("pedagogue", "assistant", bti.Service("kindergarten-1", "kindergarten"))
    head = bti.Professional("styrar", "kindergarten_head", pedagogue.service)
    tale = Tale(small_guide("sykkylven"), teller=pedagogue, head=head).told()
    _meets(tale, "fagteam", "pedagogue", "mother").is_refused("arena_members", "arena_members")
    assert "Pedagogisk leiar" in tale.said("nn")
    assert "Styrar" not in tale.said("nn")  # the head calls
    school = Tale(small_guide("sykkylven")).told().files()
    _meets(school, "fagteam", "mother").is_refused("arena_members", "arena_members")
    assert "Kontaktlærar" in school.said("nn")


def test_sykkylven_gives_guardians_the_opportunity() -> None:
    """The head who does not call them in says why; called, they may stay away."""
    tale = Tale(small_guide("sykkylven")).told().files()
    _meets(tale, "fagteam", "teacher").is_refused("arena_members", "arena_with_guardians")
    _meets(tale, "fagteam", "teacher", because="Saka er drøfta med mor på førehand.").is_admitted()
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.OTHER, present=("teacher",), arena="fagteam", category=facts.Category.EDUCATION
    )
    tale.when("held without her", held, by=tale.head).is_refused("arena_members")


def test_arendal_lets_the_family_have_a_say() -> None:
    """Who names a holder before anybody of the family was asked is reminded of it."""
    tale = on_1("arendal").plans()
    tale.when("nobody was asked", facts.BatonAppointed(to="teacher"), by=tale.head).is_admitted()
    assert "ønske" in tale.said_as_advice("baton_waits_for")
    assert "Stafettholder i Arendal" in tale.cited("nb")


def test_gloppen_lets_the_holder_write_the_log() -> None:
    """In an open log somebody else who writes a goal for all to read says why."""
    tale = on_2("gloppen").consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    goal = facts.GoalAgreed(category=LEARNING)
    tale.when("the head writes a goal", goal, by=tale.head).is_refused("log_written_by_others")
    assert "Rutinar for stafetthaldar i Gloppen" in tale.cited("nn")
    tale.when("the holder writes it", goal, by=TEACHER).is_admitted()


@pytest.mark.parametrize("name", ["sogndal", "tysver-vindafjord"])
def test_all_who_are_involved_read_the_log(name: str) -> None:
    """The mother, and whoever takes part for a service, read what the holder wrote."""
    tale = on_2(name).with_adviser().consents()
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.plans()
    for reader in (MOTHER, ADVISER):
        kinds = {entry.fact.kind for entry in tale.seen_by(reader).entries if entry.fact is not None}
        assert {"goal_agreed", "measure_planned"} <= kinds


def test_what_is_kept_and_where() -> None:
    """Sund keeps the log under the archive act; Tysvær puts it in the pupil's file, and lets in by BankID alone."""
    kept = small_guide("sund").privacy.retention
    assert kept is not None
    assert (kept.value, kept.origin.guide) == (Retention.KEEP, "sund")
    privacy = small_guide("tysver-vindafjord").privacy
    assert privacy.login_level is not None
    assert (privacy.login_level.value, privacy.login_level.origin.guide) == (LoginLevel.HIGH, "tysver-vindafjord")
    assert privacy.archive_target is not None
    target = privacy.archive_target.value
    assert target is not NOT_STATED
    assert target("nb") == "Elevmappen"


def test_gloppen_meets_where_the_child_is() -> None:
    """Tverrfagleg team: the guardians take part, and it meets in the kindergarten or school of the child."""
    tale = Tale(small_guide("gloppen")).told()
    _meets(tale, "tverrfagleg_team", "teacher").is_refused("arena_with_guardians")
    _meets(tale, "tverrfagleg_team").is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    (place,) = [one for one in tale.verdict.advice if one.code == "arena_place"]
    assert "der barnet er til dagleg" in place.text("nn")


def test_oygarden_writes_in_the_log() -> None:
    """What is written into the log in a cooperation meeting is the minutes; the team on violence is in no case."""
    tale = Tale(small_guide("oygarden")).told().brings_in()
    _meets(tale, "konsultasjonsteam").is_refused("arena_is_protected")
    tale.does("0.1", "0.2", "0.3")
    arena = tale.guide.arena("samarbeidsmote")
    assert arena is not None
    assert arena.log_replaces_minutes is not None
    assert arena.log_replaces_minutes.value is True
    known = Tale(small_guide("oygarden")).told().shares(SharedWith.CHILD)
    _meets(known, "samarbeidsmote").is_refused("arena_with_child")
    assert "«Samarbeidsmøte»" in known.said("nn")


def test_arendals_team_is_of_level_3() -> None:
    """On level 2 BTI-teamet is not the meeting to name."""
    tale = on_2("arendal")
    _meets(tale, "bti_team").is_refused("arena_level")
    assert "«BTI-teamet» brukes på nivå 3" in tale.said("nb")
    assert "Stafettholder i Arendal" in tale.cited("nb")


def test_violence_is_no_pathway_of_the_case() -> None:
    """Child welfare directly, Øygarden says; the case book, which the family reads, never holds it."""
    found = small_guide("oygarden").pathway("vern")
    assert found is not None
    assert found.purpose is not None
    assert "barnevernstenesta direkte" in found.purpose("nn")
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="vern", category=facts.Category.FAMILY)
    tale = Tale(small_guide("oygarden")).wonders()
    tale.when("it is entered all the same", entered, by=TEACHER).is_refused("pathway_is_protected")
    assert isinstance(tale.verdict, bti.Refused)
    remedy = tale.verdict.reasons[0].remedy
    assert remedy is not None
    assert "Meld til barnevernet" in remedy("nn")
    tale.then("nothing of it is in the case", lambda spine: not spine.pathways.entered)


def test_arendal_says_what_the_holder_owes() -> None:
    """An evaluation meeting and the parents once a measure runs; after a meeting minutes and a talk with the child."""
    tale = on_1("arendal").plans().holds().starts()
    assert tale.owed().keys() == {"evaluation_meeting_called", "parents_take_part"}
    tale.meets()
    assert {name: one.text("nb") for name, one in tale.owed().items()} == {
        "minutes": "Skriv referat fra møtet.",
        "parents_take_part": "Ta foreldrene med.",
        "adult_talks": "Se til at en voksen snakker med barnet mellom møtene.",
    }
    assert {one.who[0].persons for one in tale.owed().values()} == {("teacher",)}
    assert tale.hears().hears_mother().owed().keys() == {"minutes"}


def test_sund_gives_a_note_after_each_meeting() -> None:
    """Until the minutes of the meeting are written."""
    tale = on_1("sund")
    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    meeting = tale.given("they meet", held, by=TEACHER)
    assert tale.owed()["note"].text("nn") == "Gi dei føresette eit notat etter møtet."
    tale.given("minutes", facts.MinutesWritten(meeting=meeting, category=LEARNING), by=TEACHER)
    assert not tale.owed()


@pytest.mark.parametrize("name", ["sogndal", "arendal", "oygarden", "gloppen", "tysver-vindafjord"])
def test_whom_it_is_for(name: str) -> None:
    """Pregnant women where the page names them; only Tysvær says an age, and there a reason lets one older in."""
    guide = small_guide(name)
    assert guide.whom is not None
    named = guide.whom.expecting is not None and guide.whom.expecting.value is True
    assert named is (name in ("sogndal", "arendal", "oygarden"))
    adult = facts.Concerned("adult", dt.date(1990, 1, 1))
    assert opened_for(guide, adult) == (("guide_not_for_age",) if name == "tysver-vindafjord" else ())
    assert opened_for(guide, attrs.evolve(adult, pregnant=True)) == ()
    opened = facts.CaseOpened(persons=(adult,), home=TEACHER.service)
    Tale(guide).when("with a reason", opened, by=TEACHER, because="she is still at school").is_admitted()


@pytest.mark.parametrize(
    ("guide", "lang", "said"),
    [
        ("arendal", "nb", "Hold kontakt."),
        ("gloppen", "nn", "Skriv i loggen."),
        ("sogndal", "nn", "Ha oversikt og samanheng i oppfølginga."),
    ],
    ids=["arendal", "gloppen", "sogndal"],
)
def test_what_holders_do_all_the_time(guide: str, lang: str, said: str) -> None:
    """Lasting work of the holder, in the guide's own words, once somebody holds the baton."""
    assert not Tale(small_guide(guide)).told().lasting()
    tale = on_1(guide)
    tale = tale if tale.spine.baton.holder else tale.holds()
    assert said in {one.text(lang) for one in tale.lasting().values()}
