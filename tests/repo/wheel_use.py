"""Use bti as installed from its wheel: run by `test_wheel.py` in an empty environment, outside the repository."""

from __future__ import annotations

import datetime as dt
import sys
from importlib import metadata, resources
from pathlib import Path

import bti
from bti import facts


def main() -> None:
    """Use what a host would use first; any failure is an exception."""
    assert Path(bti.__file__).is_relative_to(sys.prefix), bti.__file__
    assert bti.__version__ == metadata.version("bti")
    assert resources.files("bti").joinpath("py.typed").is_file()
    now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    school = bti.Service("school-1", "school")
    teacher = bti.Professional("p-1", "contact_teacher", school)
    engine = bti.Engine(bti.load_guide("sortland"))
    with bti.SqliteStore("cases.db") as store:
        desk = bti.Desk(engine, store)
        opened = facts.CaseOpened(persons=(facts.Concerned("c-1", dt.date(2015, 5, 5)),), home=school)
        assert desk.record("case-1", opened, by=teacher, now=now)
        refused = desk.record("case-1", facts.LogOpened(), by=teacher, now=now)
        assert isinstance(refused, bti.Refused)
        for lang in ("nb", "nn", "en"):
            for reason in refused.reasons:
                assert reason.text(lang)
                assert all(engine.cite(citation, lang) for citation in reason.citations)
        assert len(desk.case("case-1", by=teacher).entries) == 1
    print("used")


if __name__ == "__main__":
    main()
