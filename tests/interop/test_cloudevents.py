"""Entries as CloudEvents: by the rules of the specification, back again unchanged, and silent where they must be."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.errors import DecodeError, InvalidValue
from bti.interop.cloudevents import MEDIA_TYPE, entry_of, event_of, structured
from bti.record.entry import Entry, matter_book
from bti.record.note import Note
from bti.testing.strategies import entries
from bti.wire import decode_entry, encode_entry, schema_of, texts_of
from tests.wire.test_bad_documents import JSON
from tests.wire.test_frozen import frozen
from tests.wire.test_schema import validator

SOURCE = "https://host.example/bti"
NOTED = decode_entry(frozen("step_skipped.v1.json"))


def event(entry: Entry = NOTED, **changes: Any) -> dict[str, Any]:
    """Make an event and change it; `...` takes an attribute away."""
    made = event_of(entry, source=SOURCE) | changes
    return {name: value for name, value in made.items() if value is not ...}


def checked(made: dict[str, Any]) -> None:
    """Check an event by the rules of CloudEvents 1.0 (sections "Context attributes" and "Event data", JSON format)."""
    assert made["specversion"] == "1.0"
    for name in ("id", "source", "type", "subject", "datacontenttype", "dataschema", "time"):
        assert isinstance(made[name], str)
        assert made[name]
    for name in made:
        assert re.fullmatch("[a-z0-9]{1,20}", name), "names: small ASCII letters and digits, not more than 20"
    for name in made.keys() - {"data"}:
        assert isinstance(made[name], (str, bool, int)), "attributes are single values"
        assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", str(made[name])), "no control characters"
    assert urlsplit(made["source"]).scheme, "source: a URI reference, better an absolute URI"
    assert made["source"].isascii()
    assert urlsplit(made["dataschema"]).scheme == "urn", "dataschema: an absolute URI"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", made["time"]), "time: RFC 3339"
    dt.datetime.fromisoformat(made["time"])
    assert made["datacontenttype"] == "application/json"


@given(entries())
def test_any_entry_is_an_event_and_comes_back(entry: Entry) -> None:
    """The event keeps the rules, its data is the stored entry, and the entry that is read from it is the same."""
    made = event_of(entry, source=SOURCE)
    checked(made)
    assert structured({"data": made["data"]}) == b'{"data":' + encode_entry(entry) + b"}"
    validator("entry").validate(made["data"])
    assert entry_of(made) == entry
    assert entry_of(structured(made)) == entry
    assert texts_of(entry_of(made)) == ()


@given(entries())
def test_texts_go_along_only_where_they_are_asked_for(entry: Entry) -> None:
    """Then they come back with the entry, each held against its commitment."""
    noted = attrs.evolve(entry, because=Note.of("Oppdiktet og gjenkjennelig"))
    assert b"gjenkjennelig" not in structured(event_of(noted, source=SOURCE))
    made = event_of(noted, source=SOURCE, with_texts=True)
    checked(made)
    assert texts_of(entry_of(structured(made))) == texts_of(noted)


def test_data_with_texts_is_as_its_schema_says() -> None:
    """The name of the schema leads into the schema of the case document."""
    made = event_of(attrs.evolve(NOTED, because=Note.of("Oppdiktet.")), source=SOURCE, with_texts=True)
    name, _, within = made["dataschema"].partition("#/$defs/")
    schema = schema_of("case")
    assert name == schema["$id"]
    alone = {"$ref": f"#/$defs/{within}", "$defs": schema["$defs"], "$schema": schema["$schema"]}
    type(validator("case"))(alone).validate(made["data"])


def test_what_an_event_says_of_itself() -> None:
    """Who routes it can tell the host, the case and the kind."""
    made = event(attrs.evolve(NOTED, case="sak/å 7".replace(" ", ":"), seq=42))
    assert made["source"] == f"{SOURCE}/sak%2F%C3%A5%3A7/case"
    assert made["type"] == "bti.entry.step_skipped.v1"
    assert (made["subject"], made["sequence"]) == ("sak/å:7", "0000000000000042")
    assert MEDIA_TYPE == "application/cloudevents+json"


def test_a_protected_matter_becomes_no_event_unless_asked_for() -> None:
    """That there is such an event tells of the matter (I-08); asked for, its type does not tell the kind."""
    hidden = attrs.evolve(decode_entry(frozen("suspicion_recorded.v1.json")), book=matter_book("m1"))
    with pytest.raises(InvalidValue, match="protected=True"):
        event_of(hidden, source=SOURCE)
    made = event_of(hidden, source=SOURCE, protected=True)
    checked(made)
    assert made["type"] == "bti.entry.v1"
    assert entry_of(made) == hidden


@given(entries())
def test_the_type_of_a_discreet_fact_does_not_tell_its_kind(entry: Entry) -> None:
    """Even its kind is kept from those it is not written for."""
    attributes = {name: value for name, value in event(entry).items() if name != "data"}
    assert (entry.fact.kind in attributes["type"]) is not type(entry.fact).discreet


@pytest.mark.parametrize("source", ["", "https://host.example/å", "https://x/?a=b", "https://x/#a", "a b", "%zz"])
def test_source_must_be_an_address(source: str) -> None:
    """What the host calls itself goes into every event as it is."""
    with pytest.raises(InvalidValue, match="source"):
        event_of(NOTED, source=source)


def problems(made: Any) -> dict[str, str]:
    """Give what is wrong, by path."""
    with pytest.raises(DecodeError) as caught:
        entry_of(made)
    return {problem.path: str(problem) for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("changes", "path", "says"),
    [
        ({"specversion": "0.3"}, "$.specversion", "must be 1.0"),
        ({"specversion": ...}, "$.specversion", "is missing"),
        ({"id": ""}, "$.id", "not empty"),
        ({"id": "other"}, "$.id", "something else"),
        ({"source": "https://host.example/other"}, "$.source", "case and the book"),
        ({"source": 1}, "$.source", "must be a text"),
        ({"type": "bti.entry.log_opened.v1"}, "$.type", "something else"),
        ({"subject": "case-99"}, "$.subject", "something else"),
        ({"time": "2020-01-01T00:00:00Z"}, "$.time", "something else"),
        ({"sequence": "1"}, "$.sequence", "something else"),
        ({"datacontenttype": "text/plain"}, "$.datacontenttype", "application/json"),
        ({"data_base64": "e30=", "data": ...}, "$.data_base64", "must not be there"),
        ({"data": ...}, "$.data", "is missing"),
        ({"data": None}, "$.data", "must be an object"),
        ({"data": {"entry": {}}}, "$.data.entry.v", "is missing"),
        ({"data": {}}, "$.data.v", "is missing"),
        ({"my_attribute": "x"}, "$.my_attribute", "small letters"),
        ({"extra": {"a": 1}}, "$.extra", "single value"),
        ({"extra": [1]}, "$.extra", "single value"),
    ],
)
def test_what_is_wrong_with_an_event_is_said(changes: dict[str, Any], path: str, says: str) -> None:
    """Path, and what was expected there; the entry's own problems too."""
    found = problems(event(**changes))
    assert says in found.get(path, f"no problem at {path}: {found}")


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Attributes and data together."""
    made = event(specversion="2", extra=[])
    made["data"]["fact"]["kind"] = "x"
    assert set(problems(made)) == {"$.specversion", "$.extra", "$.data.fact.kind"}


def test_what_others_add_is_passed_over() -> None:
    """Brokers add attributes of their own; what is optional may be missing."""
    made = event(traceparent="00-x", priority=3, urgent=True, subject=..., time=..., sequence=..., dataschema=...)
    assert entry_of(made) == NOTED


def test_a_time_may_be_written_again_by_others() -> None:
    """Brokers read it and write it in their own way; the instant is the same."""
    made = event()
    oslo = NOTED.at.astimezone(dt.timezone(dt.timedelta(hours=1)))
    for said in (oslo.isoformat(), NOTED.at.isoformat(), made["time"].replace("Z", "+00:00")):
        assert entry_of(made | {"time": said}) == NOTED
    assert list(problems(made | {"time": NOTED.at.replace(tzinfo=None).isoformat()})) == ["$.time"]


def test_an_attribute_given_twice_is_found() -> None:
    """Which of the two would count is for nobody to guess."""
    assert "given twice" in problems(structured(event()).replace(b'"type":', b'"type":"x","type":'))["$.type"]


def test_a_text_that_was_changed_on_the_way_is_found() -> None:
    """Each text is held against the commitment in the entry."""
    made = event_of(attrs.evolve(NOTED, because=Note.of("Oppdiktet.")), source=SOURCE, with_texts=True)
    made["data"]["texts"][0]["text"] = "Noe annet."
    assert list(problems(made)) == ["$.data.entry.because"]
    made["data"]["texts"] = [{}, 1]
    assert list(problems(made)) == ["$.data.texts[0]", "$.data.texts[1]"]


@pytest.mark.parametrize("made", [b"", b"[]", b"\xff", b"[" * 1_000_000, b"null", {"a": object()}, {"a": float("nan")}])
def test_what_is_no_event_is_refused(made: Any) -> None:
    """Never another exception."""
    assert problems(made)


@given(entries(), st.data())
def test_any_damage_to_an_event_is_read_or_refused(entry: Entry, data: st.DataObject) -> None:
    """Something put anywhere gives the entry, or problems with paths."""
    made: Any = json.loads(structured(event_of(entry, source=SOURCE, with_texts=data.draw(st.booleans()))))
    place = made
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[name], dict) or not place[name] or data.draw(st.booleans()):
            break
        place = place[name]
    place[name] = data.draw(JSON)
    try:
        entry_of(json.dumps(made).encode("utf-8", "surrogatepass"))
    except DecodeError as error:
        str(error).encode("utf-8")
