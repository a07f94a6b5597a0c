"""Entries as CloudEvents 1.0, in the JSON event format, structured mode.

| attribute | what |
|---|---|
| `specversion` | `1.0` |
| `id` | the entry's id |
| `source` | the host's own address, the case and the book: `https://host.example/bti/case-17/case` |
| `type` | `bti.entry.<kind>.v<version>`; `bti.entry.v1` where even the kind is kept from others |
| `subject` | the case |
| `time` | when it happened |
| `sequence` | its place in the book, in sixteen digits, so that later ones sort later as texts (an extension) |
| `datacontenttype`, `dataschema`, `data` | `application/json`; the entry as it is stored, without texts |

**What an event reveals.** Attributes travel in the open: brokers read them to route, and write them into their logs.
They say that there is a case of this reference, that something happened in it and when, and by `type` what
(`consent_refused`). The data holds whom and what: an event of the case book is for those who may read all of that book,
as a rule systems of the home service's own. So:

- The texts of notes stay at home unless they are asked for.
- An entry of a protected matter is refused unless it is asked for: that there is such an event tells of the matter
  (I-08). Asked for, its type does not tell the kind; its `source` still names the book.
- The kind of a discreet fact (`Fact.discreet`) is not in the type either.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from bti.errors import InvalidValue
from bti.people import check_ref
from bti.record.entry import CASE_BOOK, Entry
from bti.record.kinds import KINDS
from bti.wire import StoredText, encode_entry, texts_of
from bti.wire.canonical import DEEPEST, LARGEST, Twice, is_list, is_object, parse, written
from bti.wire.codec import told_texts
from bti.wire.forms import COMMITMENT, instant_written
from bti.wire.problems import Parts, Several, Wrong, at, collected, shown
from bti.wire.reading import Reader, whole_object
from bti.wire.upcasting import UPCASTERS
from bti.wire.writing import ENTRY_VERSION

__all__ = ["MEDIA_TYPE", "entry_of", "event_of", "structured"]

MEDIA_TYPE: Final = "application/cloudevents+json"
"""What a structured event is called in transport."""

_LARGEST: Final = 2 * LARGEST  # an entry, its texts, and what other systems add
_DEEPEST: Final = DEEPEST + 4
_ENTRY: Final = "urn:bti:schema:entry"
_WITH_TEXTS: Final = "urn:bti:schema:case#/$defs/entry_with_texts"
_PLAIN_TYPE: Final = f"bti.entry.v{ENTRY_VERSION}"
_SOURCE: Final = re.compile(r"(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_ATTRIBUTE: Final = re.compile(r"[a-z0-9]+")


def event_of(entry: Entry, *, source: str, protected: bool = False, with_texts: bool = False) -> dict[str, Any]:
    """Return an entry as a CloudEvent: its attributes and data by name.

    Args:
        entry: The entry.
        source: The host's own address, an absolute URI or a path, without query and fragment.
        protected: Let an entry beside the case book, of a protected matter or a service's own book, become an event,
            though that tells of it.
        with_texts: Let the texts of notes go along, where they are at hand.

    Raises:
        InvalidValue: It is an entry beside the case book and that was not asked for, `source` is no address, or the
            entry cannot be stored.
    """
    hidden = entry.book != CASE_BOOK
    if hidden and not protected:
        raise InvalidValue("an entry beside the case book becomes no event unless that is asked for: protected=True")
    if not _SOURCE.fullmatch(source):
        raise InvalidValue("source must be an address without query and fragment, in the characters of a URI")
    value = parse(encode_entry(entry))
    return {
        "specversion": "1.0",
        "id": check_ref(entry.id, "the entry's id"),
        "source": f"{source.rstrip('/')}/{_source_of(entry)}",
        "type": _type_of(entry),
        "subject": check_ref(entry.case, "the case id"),
        "time": instant_written(entry.at),
        "sequence": _sequence_of(entry),
        "datacontenttype": "application/json",
        "dataschema": _WITH_TEXTS if with_texts else _ENTRY,
        "data": {"entry": value, "texts": _texts(entry)} if with_texts else value,
    }


def structured(event: Mapping[str, Any]) -> bytes:
    """Return an event in the JSON event format, to be sent as `MEDIA_TYPE`.

    Raises:
        InvalidValue: It holds what JSON cannot hold.
    """
    return written(dict(event), largest=_LARGEST, deepest=_DEEPEST)


def entry_of(event: Mapping[str, Any] | bytes) -> Entry:
    """Return the entry that an event carries, with the texts that came along.

    Attributes that other systems added are passed over.

    Args:
        event: By name, or as structured bytes.

    Raises:
        DecodeError: It is no CloudEvent 1.0, carries no entry, or its attributes say something else than the entry;
            `problems` names all that is wrong.
    """
    try:
        data = event if isinstance(event, bytes) else structured(event)
        value = whole_object(parse(data, largest=_LARGEST, deepest=_DEEPEST))
        parts: Parts = list(_wrong_attributes(value))
        try:
            entry = _carried(value)
        except Several as error:
            parts.append((None, error))
        else:
            parts += _contradictions(value, entry)
            if not parts:
                return entry
        raise Several(parts)
    except Exception as error:
        raise collected("the event cannot be read", error) from None


def _type_of(entry: Entry) -> str:
    fact = type(entry.fact)
    open_kind = entry.book == CASE_BOOK and not fact.discreet
    return f"bti.entry.{fact.kind}.v{fact.version}" if open_kind else _PLAIN_TYPE


def _source_of(entry: Entry) -> str:
    return f"{quote(entry.case, safe='')}/{quote(entry.book, safe='')}"


def _sequence_of(entry: Entry) -> str:
    return f"{entry.seq:016d}"


def _texts(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"entry": entry.seq, "commitment": one.commitment, "salt": one.salt.hex(), "text": one.text}
        for one in texts_of(entry)
    ]


def _wrong_attributes(value: dict[str, Any]) -> Iterator[tuple[str, Exception]]:
    """Give what is wrong by the rules of CloudEvents."""
    if isinstance(value, Twice):
        yield from ((name, Wrong("is given twice")) for name in value.twice)
    for name in ("id", "source", "specversion", "type"):
        if name not in value:
            yield name, Wrong("is missing")
        elif type(value[name]) is not str or not value[name]:
            yield name, Wrong("must be a text that is not empty", shown(value[name]))
    if value.get("specversion", "1.0") != "1.0":
        yield "specversion", Wrong("must be 1.0")
    for name in ("datacontenttype", "dataschema", "subject", "time"):
        if name in value and (type(value[name]) is not str or not value[name]):
            yield name, Wrong("must be a text that is not empty, or left out", shown(value[name]))
    if value.get("datacontenttype", "application/json") != "application/json":
        yield "datacontenttype", Wrong("must be application/json")
    if "data_base64" in value:
        yield "data_base64", Wrong("must not be there: an entry stands in data, as JSON")
    for name, held in value.items():
        if name == "data" or name == "data_base64":
            continue
        if not _ATTRIBUTE.fullmatch(name):
            yield name, Wrong("is not the name of an attribute: small letters and digits")
        elif is_object(held) or is_list(held):
            yield name, Wrong("must be a single value, as every attribute", shown(held))


def _carried(value: dict[str, Any]) -> Entry:
    """Read the entry out of an event, with its texts.

    Raises:
        Several: There is none, or it is broken.
    """
    if "data" not in value:
        raise Several([("data", Wrong("is missing"))])
    data = value["data"]
    told = is_object(data) and "entry" in data
    try:
        entry = _reader().entry(data["entry"] if told else data)
    except Exception as error:
        raise at(("data", "entry") if told else ("data",), error) from None
    if not told:
        return entry
    parts: Parts = [(name, Wrong("is not a name known here")) for name in data if name not in ("entry", "texts")]
    texts: dict[str, StoredText] = {}
    held = data.get("texts")
    if not is_list(held):
        parts.append(("texts", Wrong("must be a list")))
        held = []
    for place, one in enumerate(held):
        text = _text(one)
        if text is None:
            parts.append((None, at(("texts", place), Wrong("must be a text with its commitment and salt"))))
        else:
            texts[text.commitment] = text
    try:
        entry = told_texts(entry, texts)
    except Several as error:
        parts.append(("entry", error))
    if parts:
        raise at(("data",), Several(parts))
    return entry


def _text(value: Any) -> StoredText | None:
    if not is_object(value) or value.keys() != {"entry", "commitment", "salt", "text"}:
        return None
    commitment, salt, text = value["commitment"], value["salt"], value["text"]
    if type(commitment) is not str or type(salt) is not str or type(text) is not str:
        return None
    sound = COMMITMENT.fullmatch(commitment) and COMMITMENT.fullmatch(salt)
    return StoredText(commitment, bytes.fromhex(salt), text) if sound else None


def _contradictions(value: dict[str, Any], entry: Entry) -> Iterator[tuple[str, Exception]]:
    """Give each attribute that says something else than the entry; what is left out says nothing."""
    names = ("id", "sequence", "source", "subject", "time", "type")
    said = {name: value[name] for name in names if type(value.get(name)) is str and value[name]}
    for name, wanted in (("id", entry.id), ("subject", entry.case), ("sequence", _sequence_of(entry))):
        if said.get(name, wanted) != wanted:
            yield name, Wrong("says something else than the entry")
    if "source" in said and not said["source"].endswith(f"/{_source_of(entry)}"):
        yield "source", Wrong("must end with the case and the book of the entry")
    if "type" in said and said["type"] not in _types_of(entry):
        yield "type", Wrong("says something else than the entry")
    if "time" in said and _instant(said["time"]) != entry.at:
        yield "time", Wrong("says something else than the entry")


def _instant(said: str) -> dt.datetime | None:
    """Read a time as others may have written it again: with another zone, or fewer digits."""
    try:
        instant = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    return instant if instant.utcoffset() is not None else None


def _types_of(entry: Entry) -> Iterator[str]:
    """Give the types that an event of this entry may have had, in this version of the library or an earlier one."""
    yield _PLAIN_TYPE
    if _type_of(entry) != _PLAIN_TYPE:
        for version in range(1, type(entry.fact).version + 1):
            yield f"bti.entry.{entry.fact.kind}.v{version}"


@cache
def _reader() -> Reader:
    return Reader(KINDS, UPCASTERS, thorough=True)
