"""The schemas in the wheel: made from the classes, never stricter than the codec, and hardly laxer."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators  # type: ignore[import-untyped]  # it comes without types

import bti.guide
from bti.errors import BtiError, DecodeError, GuideError, InvalidValue
from bti.guide.reading import read_document
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.kinds import KINDS
from bti.testing.strategies import entries
from bti.testing.strategies import facts as any_facts
from bti.wire import decode_entry, encode_entry, encode_fact, schema_of
from bti.wire.schema import SUBJECTS, file_of, written_schema
from docs.generate import SCHEMAS
from tests.guides.small import SMALL
from tests.wire.test_frozen import FILES, frozen

LIBRARY = sorted((Path(bti.guide.__file__).parent / "library").glob("*.toml"))

SAID_BY_THE_READER_ALONE = (
    "must be a date, written",  # 30 February
    "must be an instant in UTC, written",
    "found the number 1.0",  # a fraction that is whole is an integer to JSON Schema
    "names the same",  # told apart by something else than by being equal
)
"""What a field's reader refuses and its schema cannot say; besides, whatever lies between the fields of a fact."""


@cache
def validator(subject: str) -> Any:
    """Make the validator of a subject, which enters no branch of a choice that refuses by its kind alone."""
    schema = schema_of(subject)
    kinds = {f"#/$defs/{name}": of.get("properties", {}).get("kind") for name, of in schema["$defs"].items()}

    def one_of(validator: Any, branches: list[Any], instance: Any, within: Any) -> Any:
        left = branches
        if isinstance(instance, dict) and isinstance(instance.get("kind"), str):
            left = [one for one in branches if kinds.get(one.get("$ref")) in (None, {"const": instance["kind"]})]
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, left, instance, within)

    return validators.extend(Draft202012Validator, {"oneOf": one_of})(schema)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_file_is_up_to_date(subject: str) -> None:
    """What travels in the wheel is what the code says; `make docs` writes it anew."""
    assert (SCHEMAS / file_of(subject)).read_text(encoding="utf-8") == written_schema(subject), "run `make docs`"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_schema_is_one(subject: str) -> None:
    """Each is a schema of 2020-12 with a neutral name that says which versions it describes, and is whole in itself."""
    schema = schema_of(subject)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:bti:schema:{subject}"
    assert "versions written today" in schema["$comment"]
    refs = {part["$ref"] for part in within(schema) if "$ref" in part}
    assert refs == {f"#/$defs/{name}" for name in schema["$defs"]} - unreferred(subject)


def unreferred(subject: str) -> set[str]:
    """Name what stands in a schema for others to refer to."""
    return {"#/$defs/entry_with_texts"} if subject == "case" else set()


def within(value: Any) -> Any:
    """Give every object within a value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(inner)


def test_unknown_subject_is_refused() -> None:
    """The subjects there are, are named."""
    with pytest.raises(InvalidValue, match="entry"):
        schema_of("entries")


def test_every_kind_is_in_the_schema_of_entries() -> None:
    """A new kind needs nothing but itself."""
    assert {f"fact.{kind}" for kind in KINDS} <= schema_of("entry")["$defs"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_codec_writes_is_valid(kind: str) -> None:
    """Every entry, and its fact as stored and as sent, is as its schema says."""

    @settings(max_examples=max(10, settings().max_examples // 4))
    @given(entries(kind=kind))
    def holds(written: Entry) -> None:
        validator("entry").validate(json.loads(encode_entry(written)))
        validator("fact").validate(json.loads(encode_fact(written.fact)))
        validator("sent-fact").validate(json.loads(encode_fact(written.fact, with_text=True)))

    holds()


@pytest.mark.parametrize("name", [f"{kind}.v{of.version}.json" for kind, of in KINDS.items()])
def test_frozen_entry_of_today_is_valid(name: str) -> None:
    """So are the literal ones, to any validator too; and of each as another kind both say the same."""
    entry = json.loads(frozen(name))
    kinds = list(KINDS)
    other = entry | {"fact": entry["fact"] | {"kind": kinds[kinds.index(entry["fact"]["kind"]) - 1]}}
    for one in (validator("entry"), Draft202012Validator(schema_of("entry"))):
        one.validate(entry)
        assert one.is_valid(other) == validator("entry").is_valid(other)


DATES = ["2026-02-30", "2026-13-01", "0000-01-01", "2026-03-02", "2026-03-02T08:30:00.000000Z", "unborn"]
ODD: list[Any] = [None, True, 0, -1, 1.5, 2**53, "", "a b", "kari", "nn", "x" * 201, [], ["kari"], ["kari", "kari"], {}]
SPOILT: st.SearchStrategy[Any] = st.sampled_from([*ODD, *DATES, {"kind": "x"}])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths of everything within a value."""
    found: list[tuple[Any, ...]] = []
    for name, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        found += [(*path, name), *places(inner, (*path, name))]
    return found


def spoilt(tree: Any, draw: Any) -> Any:
    """Change, take away or add one thing anywhere."""
    tree = copy.deepcopy(tree)
    path = draw(st.sampled_from(places(tree)))
    place = tree
    for name in path[:-1]:
        place = place[name]
    how = draw(st.sampled_from(["put", "put", "take", "add"]))
    if how == "put":
        place[path[-1]] = draw(SPOILT)
    elif how == "take":
        del place[path[-1]]
    elif isinstance(place, dict):
        place["unknown"] = draw(SPOILT)
    else:
        place.append(draw(SPOILT))
    return tree


def is_older(tree: dict[str, Any]) -> bool:
    """Tell whether a tree says that it is of an older version than today's, which the schema does not describe."""
    fact: Any = tree.get("fact")
    if not isinstance(fact, dict) or type(fact.get("v")) is not int or not isinstance(fact.get("kind"), str):
        return False
    known = KINDS.get(fact["kind"])
    return known is not None and fact["v"] < known.version


@settings(max_examples=settings().max_examples * 4)
@given(entries(), st.data())
def test_schema_and_reader_agree_on_a_spoilt_entry(written: Entry, data: st.DataObject) -> None:
    """What the schema refuses the reader refuses; what only the reader refuses is one of the things listed."""
    tree = spoilt(json.loads(encode_entry(written)), data.draw)
    if is_older(tree):
        return
    valid = validator("entry").is_valid(tree)
    try:
        decode_entry(json.dumps(tree).encode())
    except DecodeError as error:
        if valid:
            for problem in error.problems:
                between = problem.path == "$.fact"
                assert between or any(said in str(problem) for said in SAID_BY_THE_READER_ALONE), str(problem)
    else:
        assert valid, f"the reader takes what the schema refuses: {tree}"


@given(any_facts())
def test_optional_fields_may_be_left_out_of_a_sent_fact(fact: Fact) -> None:
    """As the reader of sent facts allows."""
    tree = json.loads(encode_fact(fact, with_text=True))
    validator("sent-fact").validate({name: value for name, value in tree.items() if value is not None})


def as_json(value: Any) -> Any:
    """Give a TOML value as JSON says it."""
    if isinstance(value, dict):
        return {name: as_json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_bundled_guide_is_valid(path: Path) -> None:
    """Every guide in the library is as the schema says."""
    validator("guide").validate(as_json(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('purpose = "notice"', 'purpose = "notise"'),
        ('purpose = "notice"', 'purpos = "notice"'),
        ('id = "0.1"', ""),
        ('id = "0.1"', 'id = "0 1"'),
        ('to = ["1"]', "to = 1"),
        ('"concern_described"', '"concern_descibed"'),
        ('"concern_described"', '{any_of = ["gaol"]}'),
        ('title = {nb = "Undring"}', 'title = "Undring"'),
        ('title = {nb = "Undring"}', "title = {}"),
        ("value = 15", "value = true"),
        ('version = "1"', "version = 1"),
    ],
)
def test_schema_of_guides_underlines_what_the_reader_refuses(old: str, new: str) -> None:
    """A slip in the shape of a guide is seen in the editor, not first when it is loaded."""
    assert validator("guide").is_valid(as_json(tomllib.loads(SMALL)))
    spoilt_guide = SMALL.replace(old, new, 1)
    assert spoilt_guide != SMALL
    with pytest.raises(GuideError):
        bti.guide.parse_guide(spoilt_guide)
    assert not validator("guide").is_valid(as_json(tomllib.loads(spoilt_guide)))


@given(st.data())
def test_schema_of_guides_refuses_nothing_that_is_read(data: st.DataObject) -> None:
    """Whatever one spoils in a guide: where its shape can still be read, its schema has nothing against it."""
    tree = spoilt(as_json(tomllib.loads(SMALL)), data.draw)
    try:
        read_document(as_toml(tree))
    except BtiError:
        return
    assert validator("guide").is_valid(tree), tree


def as_toml(value: Any, *, inner: bool = False) -> str:
    """Write a JSON value as TOML, all of it inline; what TOML has no word for becomes something it refuses."""
    if isinstance(value, dict):
        pairs = [f"{json.dumps(name)} = {as_toml(one, inner=True)}" for name, one in value.items()]
        return f"{{{', '.join(pairs)}}}" if inner else "\n".join(pairs)
    if isinstance(value, list):
        return f"[{', '.join(as_toml(one, inner=True) for one in value)}]"
    return json.dumps(value)


def test_frozen_files_are_there() -> None:
    """The literal entries that the schema is held against are not an empty list."""
    assert len(FILES) >= len(KINDS)
