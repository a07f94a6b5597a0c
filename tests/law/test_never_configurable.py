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
