"""What no municipality may set does not load, under whatever name, and the message says which law stands in the way."""

from __future__ import annotations

import pytest

from bti.errors import GuideError
from bti.guide import parse_guide
from bti.guide.document import Document
from bti.guide.never import forbidden
from bti.guide.structuring import keys_of

GUIDE = 'id = "g"\nversion = "1"\nextends = "national"\ntitle = {nb = "G"}\n'


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("report_needs_leader", ("D-01", "D-04")),
        ("report_after_meeting", ("D-01", "D-04")),
        ("meldingKreverLeder", ("D-01", "D-04")),
        ("melding_etter_samtykke", ("D-01", "D-04")),
        ("averting_needs_meeting", ("D-06",)),
        ("avverjing_krev_leiar", ("D-06",)),
        ("emergency_needs_consent", ("D-07", "Q-11")),
        ("naudhjelp_krev_samtykke", ("D-07", "Q-11")),
        ("notify_guardians_on_suspicion", ("D-05",)),
        ("foreldre_varsles_ved_mistanke", ("D-05",)),
        ("hard_delete", ("H-02",)),
        ("slett_etter_dager", ("H-02",)),
        ("purge_after_years", ("H-02",)),
        ("consent_covers_all_services", ("Q-02",)),
        ("samtykke_gjelder_alle_tjenester", ("Q-02",)),
        ("show_graded_address", ("H-17",)),
        ("vis_adresse", ("H-17",)),
    ],
    ids=str,
)
@pytest.mark.parametrize("table", ["", "[consent]\n", "[log]\n", "[baton]\n"], ids=["top", "consent", "log", "baton"])
def test_a_guide_that_tries_does_not_load(key: str, rules: tuple[str, ...], table: str) -> None:
    """Wherever it stands, in English or Norwegian, the law is named, in nb, nn and en."""
    with pytest.raises(GuideError) as caught:
        parse_guide(f"{GUIDE}{table}{key} = true\n")
    (problem,) = caught.value.problems
    assert f"(law {', '.join(rules)})" in problem.message
    assert problem.message.count(" / ") == 2


def test_a_slip_of_the_pen_is_only_that() -> None:
    """An unknown key that means nothing forbidden is answered with what was probably meant."""
    with pytest.raises(GuideError, match="did you mean 'own_age'"):
        parse_guide(f"{GUIDE}[consent]\nown_agee = 15\n")


def test_no_key_of_the_format_means_what_is_forbidden() -> None:
    """The list stands against what the format does not have."""
    assert not [key for key in keys_of(Document) if forbidden((key,))]


BUILT = {
    "report-when-heard": (
        (
            '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n[[level.step.outcome]]\nid = "report"\n'
            'label = {nb = "Meld"}\nkind = "report"\nrequires = "child_heard"\n'
        ),
        "requires",
        ("D-01", "D-04"),
    ),
    "told-before-going-on": (
        (
            '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\n'
            'completion = {any_of = [{is = "concern_shared", with = "guardian"}, "no_guardian_named"]}\n'
        ),
        "completion",
        ("D-05",),
    ),
    "told-before-going-up": (
        (
            '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n[[level.step.outcome]]\nid = "up"\n'
            'label = {nb = "Opp"}\nkind = "up"\nto = ["2"]\nrequires = {is = "concern_shared", with = "guardian"}\n'
        ),
        "requires",
        ("D-05",),
    ),
    "way-after-counting": (
        (
            '[[pathway]]\nid = "vold"\ntitle = {nb = "Vold"}\nsort = "protection"\n'
            '[[pathway.count]]\nid = "three"\ncounted = "days_absent"\nat_least = 3\n'
        ),
        "count",
        ("D-01", "D-04"),
    ),
    "way-after-a-meeting": (
        '[[pathway]]\nid = "vold"\ntitle = {nb = "Vold"}\nsort = "protection"\nentry = "meeting_held"\n',
        "entry",
        ("D-01", "D-04"),
    ),
    "way-step-after-a-meeting": (
        (
            '[[pathway]]\nid = "vold"\ntitle = {nb = "Vold"}\nsort = "protection"\n'
            '[[pathway.step]]\nid = "melding"\ntitle = {nb = "Meld"}\nrequires = "meeting_held"\n'
        ),
        "requires",
        ("D-01", "D-04"),
    ),
    "way-after-three-days": (
        (
            '[[pathway]]\nid = "vold"\ntitle = {nb = "Vold"}\nsort = "protection"\n'
            '[[pathway.deadline]]\nid = "d"\nstart = "concern_raised"\nlength = "P7D"\nnot_before = "P3D"\n'
        ),
        "not_before",
        ("D-01", "D-04"),
    ),
    "guardians-hear-of-the-way": (
        '[[pathway]]\nid = "vold"\ntitle = {nb = "Vold"}\nsort = "protection"\nrecipients = ["guardians"]\n',
        "recipients",
        ("D-05",),
    ),
    "guardians-at-the-meeting": (
        '[[arena]]\nid = "voldsteam"\ntitle = {nb = "Voldsteam"}\nabout = "protection"\nguardians = "takes_part"\n',
        "guardians",
        ("D-05",),
    ),
    "a-limit-on-reporting": (
        '[[deadline]]\nid = "d"\nstart = "concern_raised"\nlength = "P7D"\nfulfilled_by = "reported_to_police"\n',
        "fulfilled_by",
        ("D-01", "D-04"),
    ),
    "a-duty-after-averting": (
        '[[duty]]\nid = "d"\nwhat = {nb = "D"}\nwho = "leader"\nstart = "harm_averted"\n',
        "start",
        ("D-06",),
    ),
    "a-duty-after-the-alarm": (
        '[[duty]]\nid = "d"\nwhat = {nb = "D"}\nwho = "leader"\nstart = "emergency_called"\n',
        "start",
        ("D-07", "Q-11"),
    ),
    "gone-after-ten-years": ('[privacy]\nretention = "P10Y"\n', "retention", ("H-02",)),
    "deleted-when-closed": ('[privacy]\nretention = "delete_when_closed"\n', "retention", ("H-02",)),
    "one-guardian-brings-a-partner": (
        '[[consent.scope]]\nid = "companion"\nguardians = "resident"\n',
        "guardians",
        ("A-03", "A-09"),
    ),
    "the-young-alone-bring-somebody": (
        '[[consent.scope]]\nid = "companion"\ngivers = "young_person"\n',
        "givers",
        ("A-03", "A-09"),
    ),
    "a-child-of-seven-alone": (
        '[[consent.scope]]\nid = "log"\nown_age = 7\ngivers = "young_person"\n',
        "givers",
        ("A-02", "A-30"),
    ),
    "a-child-of-fourteen-in-the-place-of-guardians": (
        '[consent]\nown_age = 14\n[[consent.scope]]\nid = "arena"\ngivers = "guardians_or_young_person"\n',
        "givers",
        ("A-02", "A-30"),
    ),
    "a-child-of-twelve-alone-at-one-level": (
        (
            '[[consent.scope]]\nid = "service"\ngivers = "young_person"\n'
            'own_age = {value = 15, cases = [{value = 12, when = {level = ["1"]}}]}\n'
        ),
        "givers",
        ("A-02", "A-30"),
    ),
    "consent-outlives-its-withdrawal": (
        "[consent]\nwithdrawal_ends_service = false\nwithdrawal_closes_log = false\n",
        "withdrawal_ends_service",
        ("Q-02", "Q-10"),
    ),
}
"""What a guide could build of the keys that there are: its tables, where the finding stands, and the law."""


@pytest.mark.parametrize("name", list(BUILT), ids=list(BUILT))
def test_a_guide_that_builds_it_does_not_load_either(name: str) -> None:
    """Steps, outcomes, pathways, meetings and time limits cannot be used for it; the law is named in nb, nn and en."""
    tables, key, rules = BUILT[name]
    with pytest.raises(GuideError) as caught:
        parse_guide(GUIDE + tables)
    found = [one for one in caught.value.problems if f"(law {', '.join(rules)})" in one.message]
    assert [one.path.rpartition(".")[2].partition("[")[0] for one in found] == [key], caught.value
    assert all(one.message.count(" / ") == 2 for one in found)


def test_what_only_advises_loads() -> None:
    """Telling guardians may be recommended, and a way to protection may be written down so that people find it."""
    told = BUILT["told-before-going-on"][0].replace('"no_guardian_named"]', '"no_guardian_named"], modality = "should"')
    parse_guide(GUIDE + told)
    parse_guide(f'{GUIDE}[[pathway]]\nid = "vold"\ntitle = {{nb = "Vold"}}\nsort = "protection"\n')


def test_from_fifteen_a_guide_may_let_the_young_person_decide_alone() -> None:
    """What municipalities do is left to them; from 12 to 14 the young person may consent beside the guardians."""
    parse_guide(GUIDE + '[[consent.scope]]\nid = "log"\nown_age = 15\ngivers = "young_person"\n')
    parse_guide(GUIDE + '[[consent.scope]]\nid = "log"\nown_age = 12\n')
