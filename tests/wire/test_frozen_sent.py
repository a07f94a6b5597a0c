"""What a host's page once sent must be read for ever: literal sent facts, with their texts.

`python -m tests.wire.test_frozen_sent` adds the files that are missing, made of the stored ones; it changes none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bti.record.kinds import KINDS
from bti.wire import decode_entry, decode_fact, encode_fact
from tests.wire.test_frozen import frozen

SENT = Path(__file__).with_name("frozen_sent")
FILES = sorted(path.name for path in SENT.glob("*.json"))


def sent(name: str) -> bytes:
    """Read the bytes, without the newline that editors put at the end."""
    return (SENT / name).read_bytes().removesuffix(b"\n")


def as_sent(value: Any, path: str = "$") -> Any:
    """Give a stored fact as it would be sent, with an invented text for each note."""
    if isinstance(value, dict):
        if value.keys() == {"commitment"}:
            return {"text": f"Oppdiktet: «blåbær» ved {path}\n"}
        return {name: as_sent(inner, f"{path}.{name}") for name, inner in value.items()}
    if isinstance(value, list):
        return [as_sent(inner, f"{path}[{place}]") for place, inner in enumerate(value)]
    return value


def test_there_are_files() -> None:
    """Every kind of the first release has one."""
    assert len(FILES) >= 37


@pytest.mark.parametrize("name", FILES)
def test_frozen_fact_is_read(name: str) -> None:
    """A page of any age is understood: as the fact that the stored file of the same name says."""
    kind, _, _ = name.partition(".v")
    fact = decode_fact(sent(name), allow_text=True)
    assert type(fact) is KINDS[kind]
    assert as_sent(json.loads(encode_fact(fact))) == as_sent(json.loads(encode_fact(decode_entry(frozen(name)).fact)))


@pytest.mark.parametrize(
    "name", [name for kind, of in KINDS.items() if (name := f"{kind}.v{of.version}.json") in FILES]
)
def test_frozen_fact_of_today_is_written_to_the_same_bytes(name: str) -> None:
    """Today's sent form is the one that was frozen."""
    assert encode_fact(decode_fact(sent(name), allow_text=True), with_text=True) == sent(name)


def main() -> None:
    """Add what is missing."""
    for kind, of in KINDS.items():
        name = f"{kind}.v{of.version}.json"
        if name not in FILES:
            tree = as_sent(json.loads(frozen(name))["fact"])
            fact = decode_fact(json.dumps(tree).encode(), allow_text=True)
            (SENT / name).write_bytes(encode_fact(fact, with_text=True) + b"\n")


if __name__ == "__main__":
    main()
