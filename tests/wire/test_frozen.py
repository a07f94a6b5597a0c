"""What was once stored must read for ever: literal entries of every kind and version."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from bti import facts
from bti.errors import BtiError
from bti.people import SYSTEM, Professional, Service, Unborn
from bti.record.entry import Entry, Position, Resolved
from bti.record.kinds import KINDS
from bti.record.note import Note
from bti.wire import decode_entry, encode_entry
from bti.wire.canonical import written

FROZEN = Path(__file__).with_name("frozen")
FILES = sorted(path.name for path in FROZEN.glob("*.json"))


def frozen(name: str) -> bytes:
    """Read the bytes, without the newline that editors put at the end."""
    return (FROZEN / name).read_bytes().removesuffix(b"\n")


def test_every_kind_and_version_is_frozen() -> None:
    """A new kind, or a new version of one, brings a literal file; no file ever goes."""
    versions = ((kind, version) for kind, of in KINDS.items() for version in range(1, of.version + 1))
    assert sorted(f"{kind}.v{version}.json" for kind, version in versions) == FILES


@pytest.mark.parametrize("name", FILES)
def test_frozen_entry_is_read(name: str) -> None:
    """An entry of any age is read as the fact it was."""
    kind, _, _ = name.partition(".v")
    assert type(decode_entry(frozen(name)).fact) is KINDS[kind]


@pytest.mark.parametrize("name", [f"{kind}.v{of.version}.json" for kind, of in KINDS.items()])
def test_frozen_entry_is_written_to_the_same_bytes(name: str) -> None:
    """Today's form is the one that was frozen; another one is another version."""
    assert encode_entry(decode_entry(frozen(name))) == frozen(name)


OLD = [
    name
    for name in FILES
    if int(name.removesuffix(".json").rpartition(".v")[2]) < KINDS[name.partition(".v")[0]].version
]


@pytest.mark.parametrize("name", OLD)
def test_an_older_version_has_no_newer_field(name: str) -> None:
    """What a version did not have is no field of it: taken as said, it would be lost without a word."""
    old = json.loads(frozen(name))
    today = json.loads(encode_entry(decode_entry(frozen(name))))["fact"]
    for field in today.keys() - old["fact"].keys():
        with pytest.raises(BtiError):
            decode_entry(written(old | {"fact": old["fact"] | {field: today[field]}}))


def test_a_decision_that_counts_for_some_alone_is_stored_as_that() -> None:
    """What it counts for is worked out once, when it is admitted; of all other entries no byte says anything of it."""
    everybody = frozen("text_erased.v1.json")
    alone = everybody.replace(b'"resolved":{}', b'"resolved":{"alone":true}')
    assert [decode_entry(one).resolved.alone for one in (everybody, alone)] == [False, True]
    assert encode_entry(decode_entry(alone)) == alone


def test_frozen_opening_means_what_it_meant() -> None:
    """Every field of one entry is compared by hand: persons, births, home service, stamps."""
    school = Service("svc-blåklokka", "school")
    opened = dt.datetime(2026, 3, 3, 8, 30, 0, 1001, tzinfo=dt.UTC)
    assert decode_entry(frozen("case_opened.v1.json")) == Entry(
        id="entry-1",
        act="entry-1",
        case="case-17",
        book="case",
        seq=1,
        fact=facts.CaseOpened(
            persons=(
                facts.Concerned("person-barn-1", dt.date(2016, 2, 29)),
                facts.Concerned("person-barn-2", Unborn.UNBORN),
                facts.Concerned("person-mor-2", Unborn.UNKNOWN, pregnant=True),
            ),
            home=school,
        ),
        by=Professional("person-lærer-1", "contact_teacher", school),
        at=opened,
        recorded=opened + dt.timedelta(minutes=5),
        audience=facts.Audience.LOG,
        service="svc-blåklokka",
        cause=None,
        because=None,
        guide="guide-digest-1",
        law="law-digest-1",
        resolved=Resolved(moved_to=Position("0", "0.1")),
    )


def test_frozen_consequence_means_what_it_meant() -> None:
    """An entry of the engine's own names the one it follows from."""
    read = decode_entry(frozen("log_closed.v1.json"))
    assert read.by is SYSTEM
    assert (read.act, read.cause) == ("entry-17", "entry-17")
    assert read.fact == facts.LogClosed(reason=facts.LogClosing.WITHDRAWN)


def test_frozen_commitment_still_proves_its_text() -> None:
    """How a text is committed to is part of the stored form."""
    fact = decode_entry(frozen("step_skipped.v1.json")).fact
    assert isinstance(fact, facts.StepSkipped)
    assert fact.note == Note.of("Oppdiktet tekst nr. 3: ro, øye, år.", salt=bytes([3]) * 32)
