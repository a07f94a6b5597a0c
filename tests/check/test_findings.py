"""What a check finds: each sort of finding once, with its place, and in the words of three languages."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from bti.check import Counts, Finding, Report, Severity, check_guide
from bti.check.printing import as_github, as_json, as_text
from bti.check.problems import CODES
from bti.check.report import said
from bti.check.toml_said import toml_in_words
from bti.guide import bundled
from bti.text import LANGUAGES, placeholders

OWN = """
id = "own"
extends = "national"
version = "1"
languages = ["nb"]
title = {nb = "Egen"}
"""

ALONE = """
id = "alone"
version = "1"
title = {nb = "Alene"}
[[service]]
id = "school"
label = {nb = "Skole"}
sources = ["setting"]
[[role]]
id = "head"
label = {nb = "Rektor"}
services = ["school"]
leads = true
sources = ["setting"]
[[level]]
id = "0"
title = {nb = "Nivå"}
sources = ["setting"]
[[level.step]]
id = "0.1"
title = {nb = "Avgjør"}
purpose = "decide"
[[level.step.outcome]]
id = "close"
label = {nb = "Avslutt"}
kind = "close"
"""

LEVEL = '[[level]]\nid = "{0}"\ntitle = {{nb = "Nivå"}}\nsources = ["setting"]\n'
STEP = '[[level.step]]\nid = "{0}"\ntitle = {{nb = "Steg"}}\npurpose = "{1}"\n'
AGE_18 = '[consent]\nown_age = {value = 18, sources = ["setting"]}\n'
CLOSE = 'outcome = [{id = "close", label = {nb = "Avslutt"}, kind = "close"}]\n'
ON_1_2 = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\n'
ARENA = '[[arena]]\nid = "a"\ntitle = {nb = "Møtet"}\n'
PATHWAY = '[[pathway]]\nid = "p"\ntitle = {nb = "Forløpet"}\n'
TEAM = '[[arena]]\nid = "team"\ntitle = {nb = "T", nn = "T"}\n'
COUNT = PATHWAY + '[[pathway.count]]\nid = "c"\ncounted = "days_absent"\nat_least = 9\n'
ON_1_3 = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.3"\n'
ON_1_5 = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n[[level.step.outcome]]\n'

FOUND: dict[str, tuple[str, str]] = {
    # reading and resolving
    "not_toml": ("id = ", "$"),
    "nested_too_deep": (OWN + "x = " + "[" * 60 + "]" * 60, "$"),
    "unknown_extends": (OWN.replace("national", "nasional"), "$.extends"),
    "unknown_key": (OWN + "titel = 1\n", "$.titel"),
    "unknown_name": (OWN + '[baton]\nfrom_level = "7"\n', "$.baton.from_level"),
    "unknown_word": (OWN + 'status = "drat"\n', "$.status"),
    "wrong_shape": (OWN.replace('"1"', "1"), "$.version"),
    "never_configurable": (OWN + "report_needs_leader = true\n", "$.report_needs_leader"),
    "times_not_possible": (
        OWN + ON_1_2 + 'deadline = [{id = "d", start = "case_opened", length = "P7D", times = 2}]\n',
        "$.level[0].step[0].deadline[0].times",
    ),
    "length_too_short": (
        OWN + '[[arena]]\nid = "team"\ntitle = {nb = "T", nn = "T"}\nfrequency = {times = 1, every = "P0D"}\n',
        "$.arena[0].frequency.every",
    ),
    "waits_for_itself": (OWN + '[baton]\nfrom_event = "baton_held"\n', "$.baton.from_event"),
    "phase_misused": (
        OWN + 'levels = ["1"]\n[[level]]\nid = "1"\nfrom = 2026-08-01\nsteps = ["1.5"]\n'
        '[[level.step]]\nid = "1.5"\nfrom = 2026-08-01\noutcomes = ["close"]\n',
        "$",
    ),
    "people_of_a_meeting": (
        OWN + ON_1_2 + 'completion = {is = "meeting_called", present = ["leader"]}\n',
        "$.level[0].step[0].completion.present",
    ),
    "after_which": (
        OWN + ON_1_2 + 'completion = {is = "meeting_held", after = "goal_agreed", after_with = "colleague"}\n',
        "$.level[0].step[0].completion.after_with",
    ),
    "sort_of_document": (OWN + '[[tool]]\nid = "consent_form"\ntitle = {nb = "T", nn = "T"}\n', "$.tool[0].id"),
    "last_phase_misused": (
        OWN + '[[arena]]\nid = "a"\ntitle = {nb = "A", nn = "A"}\nuntil = 2026-08-01\n'
        '[[arena]]\nid = "b"\ntitle = {nb = "B", nn = "B"}\nwidens = "a"\n',
        "$",
    ),
    "until_before_from": (
        OWN + "[consent]\nown_age = {value = 16, from = 2026-08-02, until = 2026-08-01}\n",
        "$.consent.own_age.until",
    ),
    "too_many_dates": (
        OWN
        + "".join(
            f'[[said]]\nid = "s{day}"\ntext = {{nb = "X"}}\nfrom = 2026-08-{day:02}\nsources = ["setting"]\n'
            for day in range(1, 23)
        ),
        "$",
    ),
    "setting_misused": (
        OWN + '[consent]\nown_age = {conflict = [{value = 15, sources = ["setting"]}]}\n',
        "$.consent.own_age.conflict",
    ),
    "partly_read": (OWN + "titel = 1\n", "$"),
    "text_not_possible": (OWN.replace('nb = "Egen"', "nb = 3"), "$.title"),
    "missing": (OWN.replace('version = "1"\n', ""), "$.version"),
    "empty": (OWN.replace('"1"', '" "'), "$.version"),
    "stands_twice": (OWN + '[[level]]\nid = "1"\n[[level]]\nid = "1"\n', "$.level[1].id"),
    "text_lacks_language": (OWN.replace('["nb"]', '["nb", "nn"]'), "$.title"),
    "guide_without_levels": (OWN + "level = []\n", "$.level"),
    "level_without_steps": (OWN + '[[level]]\nid = "1"\nstep = []\n', "$.level[0].step"),
    "level_without_end": (ALONE + LEVEL.format("1") + STEP.format("1.1", "plan"), "$.level[1].step[0].outcome"),
    "outcome_without_target": (
        OWN + ON_1_5 + 'id = "x"\nlabel = {nb = "X"}\nkind = "up"\n',
        "$.level[0].step[0].outcome[0].to",
    ),
    "target_not_possible": (OWN + ON_1_5 + 'id = "close"\nto = ["2"]\n', "$.level[0].step[0].outcome[0].to"),
    "outcome_lost": (OWN + 'levels = ["0", "1", "2"]\n', "$.levels"),
    "targets_left_out": (OWN + 'levels = ["0", "1", "2"]\n', "$.levels"),
    "said_replaces_protection": (
        OWN + '[[said]]\nid = "violence"\ntext = {nb = "Noe"}\nsources = ["setting"]\n',
        "$.said[0].text",
    ),
    "said_replaced": (
        OWN + '[[said]]\nid = "anonymous"\ntext = {nb = "Noe"}\nsources = ["setting"]\n',
        "$.said[0].text",
    ),
    "pathway_of_the_host": (
        OWN + '[[duty]]\nid = "d"\nwhat = {nb = "Noe"}\nwhen = {pathway = ["fravær"]}\nsources = ["setting"]\n',
        "$.duty[0].when.pathway[0]",
    ),
    "wrong_direction": (OWN + ON_1_5 + 'id = "up"\nto = ["0"]\n', "$.level[0].step[0].outcome[0].to[0]"),
    "consent_without_scope": (OWN + ON_1_2 + 'entry = "consent_stands"\n', "$.level[0].step[0].entry"),
    "place_is_of_now": (
        OWN + ON_1_2 + 'entry = {is = "measure_planned", with = "home", since = "level"}\n',
        "$.level[0].step[0].entry",
    ),
    "field_not_tellable": (
        OWN + '[[duty]]\nid = "a"\nwhat = {nb = "x"}\nfulfilled_by = "child_heard"\nwith = {person = "p"}\n',
        "$.duty[0].with.person",
    ),
    "step_of_another_level": (OWN + ON_1_2.replace("1.2", "2.3"), "$.level[0].step[0].id"),
    "takes_no_with": (
        OWN + ON_1_2 + 'entry = {is = "goal_agreed", with = "child"}\n',
        "$.level[0].step[0].entry.with",
    ),
    "deadline_says_nothing": (
        OWN + ON_1_2 + 'deadline = [{id = "d"}]\n',
        "$.level[0].step[0].deadline[0]",
    ),
    "deadline_incomplete": (
        OWN + ON_1_2 + 'deadline = [{id = "d", length = "P1D"}]\n',
        "$.level[0].step[0].deadline[0].start",
    ),
    "rounding_missing": (
        OWN
        + ON_1_2
        + 'deadline = [{id = "d", length = "P1M", start = "case_opened", fulfilled_by = "meeting_held"}]\n',
        "$.level[0].step[0].deadline[0].rounding",
    ),
    "length_in_days_alone": (
        OWN + '[[deadline]]\nid = "d"\nstart = "meeting_held"\nlength = "P1M"\nunit = "school"\n',
        "$.deadline[0].length",
    ),
    "source_reserved": (OWN + '[[source]]\nid = "setting"\ntitle = "Et valg"\n', "$.source[0].id"),
    "source_taken": (OWN + '[[source]]\nid = "sogndal"\ntitle = "Noe helt annet"\n', "$.source[0].id"),
    "length_not_possible": (
        OWN + ON_1_2 + 'deadline = [{id = "d", length = "14 dager"}]\n',
        "$.level[0].step[0].deadline[0].length",
    ),
    "excluded_too": (
        OWN + '[baton.level.1]\npreferred = ["midwife"]\nexcluded = ["midwife"]\n',
        "$.baton.level.1.preferred[0]",
    ),
    "group_too_small": (OWN + "[privacy]\nanonymity_threshold = 2\n", "$.privacy.anonymity_threshold"),
    "access_log_not_decided": (OWN + 'status = "in_force"\n', "$"),
    "access_log_not_kept": (OWN + '[privacy]\naccess_log_kept = "P0D"\n', "$.privacy.access_log_kept"),
    "age_not_possible": (OWN + "[consent]\nown_age = 19\n", "$.consent.own_age"),
    "forms_empty": (OWN + "[consent]\nforms = []\n", "$.consent.forms"),
    # ways
    "unreachable_level": (ALONE + LEVEL.format("1") + STEP.format("1.1", "decide") + CLOSE, "$.level[1]"),
    "unreachable_step": (ALONE + STEP.format("0.2", "decide") + CLOSE, "$.level[0].step[1]"),
    "asked_too_early": (
        OWN
        + '[baton]\nfrom_level = {value = "2", sources = ["setting"]}\n'
        + ON_1_3
        + "completion = "
        + '"baton_held"\n',
        "$.level[0].step[0].completion",
    ),
    "no_way_to_close": (
        ALONE.replace('"close"\nlabel', '"up"\nto = ["1"]\nlabel').replace('kind = "close"', 'kind = "up"')
        + LEVEL.format("1")
        + STEP.format("1.1", "decide")
        + 'outcome = [{id = "round", label = {nb = "Igjen"}, kind = "continue", to = ["1.1"]}]\n',
        "$.level[1].step[0]",
    ),
    "level_without_choice": (ALONE.replace('"decide"', '"share"'), "$.level[0]"),
    "measures_never_evaluated": (ALONE.replace('"decide"', '"carry_out"'), "$.level[0]"),
    "evaluation_says_nothing_of_the_child": (ALONE.replace('"decide"', '"evaluate"'), "$.level[0].step[0]"),
    "deadline_in_words": (
        ALONE + '[[level.step.deadline]]\nid = "d"\nwords = {nb = "Snart"}\n',
        "$.level[0].step[0].deadline[0]",
    ),
    "deadline_never_kept": (
        ALONE + '[[level.deadline]]\nid = "d"\nlength = "P1D"\nstart = "case_opened"\n',
        "$.level[0].deadline[0]",
    ),
    "duty_never_fulfilled": (
        OWN + '[[duty]]\nid = "d"\nwhat = {nb = "X", nn = "X"}\nstart = "case_opened"\ndue = "P1D"\n',
        "$.duty[0]",
    ),
    "duty_stands": (
        OWN + '[[duty]]\nid = "d"\nwhat = {nb = "X", nn = "X"}\nstart = "case_opened"\n',
        "$.duty[0]",
    ),
    "question_nobody_asks": (
        OWN + '[[question]]\nid = "q"\ntext = {nb = "Går det bra?"}\n',
        "$.question[0]",
    ),
    "after_meeting_not_owed": (
        OWN + TEAM + '[[arena.after]]\nid = "a"\nwhat = {nb = "X", nn = "X"}\n',
        "$.arena[0].after[0]",
    ),
    "members_fall_away": (
        OWN.replace("national", "sula") + 'services = ["school", "kindergarten", "health_station"]\n',
        "$.services",
    ),
    "arena_without_members": (
        OWN.replace("national", "sula") + 'services = ["school", "kindergarten"]\n[[arena]]\nid = "samba"\n',
        "$.services",
    ),
    "frequency_in_words": (OWN + TEAM + 'frequency = {words = {nb = "X", nn = "X"}}\n', "$.arena[0].frequency"),
    "frequency_from_first_meeting": (
        OWN + TEAM + 'frequency = {times = 1, every = "P4W"}\n',
        "$.arena[0].frequency",
    ),
    # people
    "nobody_can_hold": (OWN + "[baton.level.1]\neligible = []\npreferred = []\nexceptional = []\n", "$.baton.level.1"),
    "only_exceptional_holders": (
        OWN + '[baton.level.1]\neligible = []\npreferred = []\nexceptional = ["midwife"]\n',
        "$.baton.level.1",
    ),
    "preferred_and_exceptional": (
        OWN + '[baton.level.1]\npreferred = ["midwife"]\nexceptional = ["headteacher", "midwife"]\n',
        "$.baton.level.1.exceptional[1]",
    ),
    "eligible_of_nobody": (
        OWN + '[baton.level.1]\neligible = []\npreferred = ["midwife"]\n',
        "$.baton.level.1.eligible",
    ),
    "listed_and_excluded": (OWN + '[baton.level.1]\nexcluded = ["contact_teacher"]\n', "$.baton.level.1.preferred"),
    "service_without_leader": (OWN + '[[service]]\nid = "library"\nlabel = {nb = "Bibliotek"}\n', "$.service[0]"),
    "without_source": (OWN + "[consent]\nown_age = 15\n", "$.consent.own_age"),
    # consent and the law
    "scope_named_wrongly": (OWN + '[[consent.scope]]\nid = "log:x"\n', "$.consent.scope[0].id"),
    "scope_holds_no_day": (
        OWN + '[[consent.scope]]\nid = "log"\nholds_for = "P0D"\n',
        "$.consent.scope[0].holds_for",
    ),
    "consent_scope_never_asked": (ALONE + '[[consent.scope]]\nid = "service"\n', "$.consent.scope[0]"),
    "consent_never_asked": (ALONE + '[log]\nfrom_level = "0"\n', "$.log.from_level"),
    "own_age_high": (OWN + "[consent]\nown_age = 18\n", "$.consent.own_age"),
    "own_age_low": (OWN + '[[consent.scope]]\nid = "log"\nown_age = 11\n', "$.consent.scope[0].own_age"),
    "report_has_conditions": (
        OWN + ON_1_5 + 'id = "report"\nrequires = "child_heard"\n',
        "$.level[0].step[0].outcome[0].requires",
    ),
    "guardians_must_be_told": (
        OWN + '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\n'
        'completion = {any_of = [{is = "concern_shared", with = "guardian"}, "no_guardian_named"]}\n',
        "$.level[0].step[0].completion",
    ),
    "service_no_longer_strict": (OWN + '[[service]]\nid = "child_welfare"\nstrict = false\n', "$.service[0].strict"),
    "service_stays_after_withdrawal": (
        OWN + "[consent]\nwithdrawal_ends_service = false\n",
        "$.consent.withdrawal_ends_service",
    ),
    "withdrawal_without_effect": (
        OWN + "[consent]\nwithdrawal_ends_service = false\nwithdrawal_closes_log = false\n",
        "$.consent.withdrawal_ends_service",
    ),
    "unknown_law": (OWN + '[[level]]\nid = "1"\nsources = ["law A-99"]\n', "$.level[0].sources[0]"),
    "inherited_texts_lack_language": (
        OWN.replace('["nb"]', '["nb", "sma"]').replace('"Egen"', '"Egen", sma = "Eejne"'),
        "$.languages",
    ),
    "fragment_by_itself": (OWN.replace('extends = "national"', "fragment = true"), "$.fragment"),
    "fragment_misused": (OWN + 'uses = ["sortland"]\n', "$.uses[0]"),
    "variant_misused": (
        OWN + '[[variant]]\nid = "v"\nhome = []\nmissing = [{nb = "Noe"}]\n',
        "$.variant[0].home",
    ),
    "asks_nobody_else": (OWN + ON_1_5 + 'id = "close"\nbody = {nb = "X"}\n', "$.level[0].step[0].outcome[0].body"),
    "entries_empty": (OWN + "entries = []\n", "$.entries"),
    # the guide beneath
    "no_longer_required": (
        OWN + '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\ncompletion = ["concern_described"]\n',
        "$.level[0].step[0].completion",
    ),
    "outcomes_left_out": (
        OWN + '[[level]]\nid = "0"\n[[level.step]]\nid = "0.4"\noutcomes = ["level_1"]\n',
        "$.level[0].step[0].outcomes",
    ),
    "weaker_than_beneath": (
        OWN + '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\n'
        'completion = {all_of = ["concern_described"], modality = "should"}\n',
        "$.level[0].step[0].completion",
    ),
    "beginning_replaced": (OWN + '[log]\nfrom_event = "meeting_held"\n', "$.log.from_event"),
    "words_nobody_checks": (
        OWN + '[[level]]\nid = "1"\n[level.definition]\nwords = {nb = "Litt"}\nmodality = "must"\n',
        "$.level[0].definition",
    ),
    "kind_does_not_count": (
        OWN + '[[service]]\nid = "barnevern_sor"\nlabel = {nb = "Barnevern sør"}\nsources = ["setting"]\n',
        "$.service[0].id",
    ),
    # arenas and pathways
    "arena_misused": (OWN + ARENA + "convener = []\n", "$.arena[0].convener"),
    "whom_age": (OWN + '[whom]\nto_age = -1\nsources = ["setting"]\n', "$.whom.to_age"),
    "arena_age": (OWN + ARENA + "from_age = 12\nto_age = 6\n", "$.arena[0].to_age"),
    "arena_without_caller": (
        OWN + ARENA + 'convener = ["porter"]\n[[role]]\nid = "porter"\nlabel = {nb = "Vaktmester"}\n'
        'services = ["library"]\n[[variant]]\nid = "v"\nhome = ["school"]\ntitle = {nb = "V"}\n',
        "$.arena[0].convener",
    ),
    "arena_for_no_case": (OWN + ARENA + 'about = "system"\nto_age = 16\n', "$.arena[0].to_age"),
    "pathway_count": (OWN + COUNT + 'within = "P1M"\n', "$.pathway[0].count[0].within"),
    "pathway_without_way_in": (OWN + COUNT + 'within = "P7D"\n', "$.pathway[0].count[0].at_least"),
    "protected_pathway_has_steps": (
        OWN + PATHWAY + 'sort = "protection"\ncloses = "meeting_held"\n',
        "$.pathway[0].closes",
    ),
    "not_recorded_once": (
        OWN + ON_1_2 + 'entry = {is = "log_open", after = "meeting_called"}\n',
        "$.level[0].step[0].entry.after",
    ),
}
ELSEWHERE = {
    "file_named_otherwise",
    "no_such_file",
    "file_too_large",
    "not_utf8",
    "file_unreadable",
    "goes_round",
    "other_id",
    "cannot_be_used",
    "unreadable_value",
    "repealed_law",
    "pending_law",
}


def codes(report: Report) -> dict[str, Finding]:
    """Give the findings by code."""
    return {one.code: one for one in report.findings}


@pytest.mark.parametrize("code", FOUND)
def test_each_sort_is_found_where_it_stands(code: str) -> None:
    """A guide with one thing wrong says that thing, at its place, in three languages."""
    toml, path = FOUND[code]
    report = check_guide(toml)
    found = codes(report)
    assert code in found, report
    assert path in {one.path for one in report.findings if one.code == code}
    for lang in LANGUAGES:
        assert all((found[code].what(lang), found[code].why(lang), found[code].mend(lang)))
        assert as_text(report, lang)


def test_every_sentence_belongs_to_a_tested_code() -> None:
    """No code without words, no words without a code, and every code is tried."""
    assert {*FOUND} | ELSEWHERE == {*said()}
    assert {code for code, _ in CODES} <= {*said()}


def test_every_sentence_is_said_in_three_languages_with_the_same_parameters() -> None:
    """What, why and mend exist in nb, nn and en, and name the same things."""
    for code, parts in said().items():
        assert {*parts} == {"what", "why", "mend"}, code
        for text in parts.values():
            assert text.tags == LANGUAGES, code
            assert len({placeholders(words) for _, words in text.items()}) == 1, code


def test_variants_are_looked_at_too() -> None:
    """What is wrong in a variant alone is found, at its place in the variant."""
    toml = OWN + '[[variant]]\nid = "v"\nhome = ["school"]\nsources = ["setting"]\n[variant.consent]\nown_age = 18\n'
    (found,) = check_guide(toml).findings
    assert (found.code, found.path) == ("own_age_high", "$.variant[0].consent.own_age")


def test_entries_and_free_movement_are_ways() -> None:
    """A level is reached where a case may begin on it, a step where the steps have no order."""
    toml = ALONE + LEVEL.format("1") + STEP.format("1.1", "decide") + CLOSE + STEP.format("1.2", "decide") + CLOSE
    assert {*codes(check_guide(toml))} == {"unreachable_level"}
    begun = toml.replace(
        'title = {nb = "Alene"}', 'title = {nb = "Alene"}\nentries = {value = ["0", "1"], sources = ["setting"]}'
    )
    assert {*codes(check_guide(begun))} == {"unreachable_step"}
    free = begun.replace('[[level]]\nid = "1"', '[[level]]\nid = "1"\nmovement = "free"')
    assert codes(check_guide(free)) == {}


@pytest.mark.parametrize("guide", bundled())
def test_bundled_guides_are_clean(guide: str) -> None:
    """What comes with the library has no errors and no warnings."""
    report = check_guide(guide)
    assert report.of(Severity.ERROR) == report.of(Severity.WARNING) == ()
    assert report.exit_code(strict=True) == 0


def test_all_is_found_at_once() -> None:
    """Wrong names do not hide what is doubtful, nor the law."""
    toml = OWN + '[baton]\nfrom_level = "7"\n[baton.level.1]\neligible = ["teacherr"]\n[consent]\nown_age = 18\n'
    report = check_guide(toml + 'withdrawal_ends_service = false\n[[service]]\nid = "nav"\nstrict = false\n')
    found = codes(report)
    assert {"unknown_name", "own_age_high", "service_stays_after_withdrawal", "service_no_longer_strict"} <= {*found}
    assert {one.nearest for one in report.findings} >= {"teacher"}
    assert report.counts is None
    assert report.exit_code() == 1


def test_a_step_of_another_level_is_one_finding() -> None:
    """Nothing else is asked of it where it stands wrongly, and nothing of the level it spoils."""
    report = check_guide(OWN + ON_1_2.replace("1.2", "2.3") + 'completion = "measure_started"\n')
    (found,) = report.of(Severity.ERROR)
    assert found.code == "step_of_another_level"
    assert 'id = "2"' in found.mend("nn")
    (found,) = check_guide(OWN + ON_1_2 + ON_1_2.replace('"1"', '"2"')).of(Severity.ERROR)
    assert (found.code, found.path) == ("step_of_another_level", "$.level[1].step[0].id")


def test_a_name_that_leads_nowhere_is_one_finding() -> None:
    """That nobody of those left can hold the baton follows from it, and is not told beside it."""
    report = check_guide(OWN + '[baton.level.1]\neligible = ["kontaktlaerer"]\n')
    assert [one.code for one in report.of(Severity.ERROR)] == ["unknown_name"]


def test_a_file_called_otherwise_than_its_guide(tmp_path: Path) -> None:
    """Nobody who asks for the guide by its id would find it; TOML without a file has no name to compare."""
    for name, codes_found in (("own.toml", []), ("owm.toml", ["file_named_otherwise"])):
        path = tmp_path / name
        path.write_text(OWN, encoding="utf-8")
        assert [one.code for one in check_guide(path).of(Severity.WARNING)] == codes_found
    assert not check_guide(OWN).of(Severity.WARNING)


def test_the_reader_of_toml_is_understood() -> None:
    """What it found is said in the reader's language; what it says otherwise is said in general."""
    for toml, words in (
        ('id = "x\n', "ein tekst går over fleire linjer, eller har eit teikn som ikkje kan stå der; linje 1, teikn 8"),
        ('id = "x"\nid = "y"\n', "ein nøkkel står to gonger i same tabell; linje 2, teikn 9"),
        ('id = "x"\na = {b = 1\n', "linje 2, teikn 11"),
        ("id = ", "det manglar ein verdi, eller ein tekst står utan hermeteikn; linje 1, der fila sluttar"),
        ("a = 2026-02-31\n", "ein dato finst ikkje"),
        ("[level\n", "ei linje i hakeparentesar er ikkje avslutta som ho byrjar"),
        ("[[level]]\n[level]\n", "ein tabell står to gonger"),
    ):
        (found,) = check_guide(toml.encode()).findings
        assert found.code == "not_toml"
        assert words in found.what("nn"), found.what("nn")
    assert toml_in_words("Something new (at line 3, column 4)")("nb") == (
        "noe kan ikke leses som TOML; linje 3, tegn 4"
    )


def test_a_source_that_is_named_law_is_told_once() -> None:
    """At the source, and not wherever it is cited; who cites rules by number may say what they are."""
    toml = OWN + '[[source]]\nid = "law"\ntitle = "Vår side"\n[[said]]\nid = "a"\ntext = {nb = "x"}\n'
    report = check_guide(toml + 'sources = ["law"]\n[[said]]\nid = "b"\ntext = {nb = "y"}\nsources = ["law 2"]\n')
    assert [(one.code, one.path) for one in report.of(Severity.ERROR)] == [("source_reserved", "$.source[0].id")]
    toml = ALONE.replace("[[service]]", '[[source]]\nid = "law"\ntitle = "Loven"\n[[service]]', 1)
    assert not check_guide(toml.replace('["setting"]', '["law A-01"]')).of(Severity.ERROR)


def test_a_source_of_a_guide_beneath_keeps_its_name() -> None:
    """Inherited rules would be credited to another page; the same title, with a new address, is the same source."""
    source = '[[source]]\nid = "sogndal"\ntitle = "{0}"\naddress = "https://example.org/"\n'
    (found,) = check_guide(OWN + source.format("Arendal: stafettholder")).of(Severity.ERROR)
    assert (found.code, found.path) == ("source_taken", "$.source[0].id")
    assert "Sogndal: stafettlogg" in found.what("nb")
    assert not check_guide(OWN + source.format("Sogndal: stafettlogg")).of(Severity.ERROR)


def test_the_fixed_words_come_first_and_a_cut_list_says_so() -> None:
    """Whoever looks for who holds the baton finds it, though the guide has more roles than are listed."""
    duty = '[[duty]]\nid = "a"\nwhat = {{nb = "x"}}\nwho = "{0}"\n'
    (found,) = check_guide(OWN + duty.format("stafettholder")).of(Severity.ERROR)
    assert (found.path, found.nearest) == ("$.duty[0].who", "holder")
    known = found.mend("nb").partition(": ")[2]
    assert known.startswith("answering, coordinator, holder, home, leader, municipality, ")
    more = re.search(r" og (\d+) til\.$", known)
    assert more is not None
    assert int(more[1]) > 0
    assert len(known.split(", ")) == 40
    assert f" and {more[1]} more." in found.mend("en")


def test_repealed_and_pending_law() -> None:
    """A rule all of whose grounds have ended by the day in question is named; without a day, those ended for good."""
    from bti.law import load_law

    law = load_law()
    ended = [rule.id for rule in law.rules() if rule.basis and all(one.to is not None for one in rule.basis)]
    pending = [rule.id for rule in law.rules() if rule.basis and all(one.in_force_from is None for one in rule.basis)]
    for rule, code in [(one, "repealed_law") for one in ended] + [(one, "pending_law") for one in pending]:
        report = check_guide(OWN + f'[[level]]\nid = "1"\nsources = ["law {rule}"]\n', on=dt.date(2999, 1, 1))
        assert code in codes(report)
    fine = check_guide(OWN + '[[level]]\nid = "1"\nsources = ["law A-30"]\n', on=dt.date(2026, 7, 1))
    assert fine.findings == ()


def test_counts() -> None:
    """A guide that says one thing itself has stated one element; everything else is inherited."""
    report = check_guide(OWN + "[consent]\nown_age = 16\n")
    assert report.counts is not None
    assert report.counts.stated == 1
    core = check_guide("national").counts
    assert isinstance(core, Counts)
    assert core.inherited == 0
    assert report.counts.inherited == core.stated - 1
    assert report.counts.not_stated == core.not_stated


def test_a_law_told_only_should_still_lets_people_on() -> None:
    """Telling guardians may be recommended: nobody is stopped by it."""
    toml = FOUND["guardians_must_be_told"][0].replace(
        '"no_guardian_named"]', '"no_guardian_named"], modality = "should"'
    )
    assert "guardians_must_be_told" not in codes(check_guide(toml))


# --- files -----------------------------------------------------------------------------------------------------------


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """No file, a folder, another encoding, too large: one finding, exit code 2."""
    latin, wide, big = tmp_path / "latin.toml", tmp_path / "wide.toml", tmp_path / "big.toml"
    latin.write_bytes(OWN.replace("Egen", "Bærum").encode("latin-1"))
    wide.write_bytes(OWN.encode("utf-16"))
    big.write_bytes(b"#" * 1_000_001)
    tried = {tmp_path / "none.toml": "no_such_file", tmp_path: "file_unreadable", latin: "not_utf8", wide: "not_utf8"}
    for encoding in ("utf-16-le", "utf-16-be", "utf-32", "utf-32-be"):
        path = tmp_path / f"{encoding}.toml"
        path.write_bytes(OWN.encode(encoding))
        tried[path] = "not_utf8"
    for path, code in {**tried, big: "file_too_large"}.items():
        report = check_guide(path)
        assert [one.code for one in report.findings] == [code]
        assert report.exit_code() == 2
        assert as_text(report, "nn")
    assert check_guide("no-such-guide").exit_code() == 2


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Some editors write one; nothing is wrong with it, and lines are counted as ever."""
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (OWN + AGE_18).encode())
    (found,) = check_guide(path).findings
    assert (found.code, found.line) == ("own_age_high", 8)


def test_going_round_and_other_names(tmp_path: Path) -> None:
    """Two guides built on each other are named; so is one whose file is called otherwise."""
    (tmp_path / "a.toml").write_text(OWN.replace('"own"', '"a"').replace("national", "b"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(OWN.replace('"own"', '"b"').replace("national", "a"), encoding="utf-8")
    (tmp_path / "c.toml").write_text(OWN.replace('"own"', '"c"').replace("national", "d"), encoding="utf-8")
    (tmp_path / "d.toml").write_text(OWN.replace('"own"', '"e"'), encoding="utf-8")
    round_ = check_guide(tmp_path / "a.toml")
    assert [one.code for one in round_.findings] == ["goes_round"]
    assert round_.exit_code() == 2
    assert "a → b → a" in round_.findings[0].what("en")
    assert [one.code for one in check_guide(tmp_path / "c.toml").findings] == ["other_id"]


def test_json_and_github(tmp_path: Path) -> None:
    """A program reads JSON; GitHub shows each finding on its line, and no text can break out of its line."""
    path = tmp_path / "own, 1.toml"
    path.write_text(OWN + AGE_18, encoding="utf-8")
    report = check_guide(path)
    table = json.loads(as_json(report, "en"))
    assert [one["code"] for one in table["findings"]] == ["file_named_otherwise", "own_age_high"]
    assert table["counts"]["stated"] == 1
    _, line = as_github(report, "nb")
    assert line.startswith("::warning file=")
    assert "own%2C 1.toml,line=8,title=own_age_high::" in line
    assert "\n" not in line
    assert "%0A" in line


def test_text_moves_no_cursor() -> None:
    """What stands in a file cannot send commands to a terminal."""
    report = check_guide(OWN.replace('"1"\n', '"1"\nstatus = "\\u001b[2J"\n'))
    assert all(letter.isprintable() for line in as_text(report, "nb") for letter in line)
