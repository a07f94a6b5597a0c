"""`bti log` shows a case as somebody may see it, and keeps account of the reading."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import bti
from bti import facts
from bti.cli import main
from bti.demo.story import CASE
from tests.demo.test_cli import right, wrong

MOTHER = "guardian:p-2"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the case of the demo in a file."""
    path = tmp_path_factory.mktemp("log") / "cases.db"
    assert main(["demo", "--db", str(path)]) == 0
    return path


def log(kept: Path, *more: str, by: str = MOTHER, case: str = CASE) -> list[str]:
    """Return the words of one command."""
    return ["log", case, "--db", str(kept), "--by", by, *more]


def test_shows_the_mother_her_page(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In nynorsk, with the names the host has, and the reading accounted for in the host's file."""
    names, access = tmp_path / "names.json", tmp_path / "access.jsonl"
    names.write_text(json.dumps({"p-2": "Maren Berg"}), encoding="utf-8")
    capsys.readouterr()
    said = right(log(kept, "--lang", "nn", "--names", str(names), "--access", str(access)), capsys)
    assert "Slik Maren Berg kan sjå" in said
    assert "stafettlogg opna" in said
    (record,) = map(json.loads, access.read_text("utf-8").splitlines())
    assert (record["case"], record["reader"], record["book"]) == (CASE, "p-2", "case")
    assert record["shown"]


def test_says_the_access_record_where_no_file_is_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has to be kept is not lost in silence."""
    capsys.readouterr()
    assert main(log(kept, "--basis", "own child")) == 0
    said = capsys.readouterr()
    assert "access record to keep:" in said.err
    assert '"basis": "own child"' in said.err


def test_shows_a_stranger_the_page_of_no_case(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same to the byte as for a case that does not exist, and no record of a reading that showed nothing."""
    capsys.readouterr()
    here = right(log(kept, "--now", "2027-01-01T12:00Z", by="resident:somebody"), capsys)
    nowhere = right(log(kept, "--now", "2027-01-01T12:00Z", by="resident:somebody", case="nothing"), capsys)
    assert here.replace(CASE, "nothing").splitlines()[2:] == nowhere.splitlines()[2:]


def test_shows_the_case_as_it_was(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--now` asks of an earlier instant."""
    capsys.readouterr()
    assert main(log(kept)) == 0
    today = capsys.readouterr().out
    assert main(log(kept, "--now", "2026-01-20T12:00Z")) == 0
    assert len(capsys.readouterr().out) < len(today)


def test_writes_html(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--html` gives one element."""
    capsys.readouterr()
    assert main(log(kept, "--html")) == 0
    said = capsys.readouterr().out
    assert said.startswith('<section class="bti-log"')
    assert said.rstrip().endswith("</section>")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--by", "headteacher"), "a person is named as"),
        (("--now", "2026-01-20T12:00"), "time zone"),
        (("--names", "no-such-file.json"), "cannot be read"),
        (("--db", "no-such-file.db"), "no-such-file.db"),
        (("--access", "no-such-folder/access"), "cannot be written"),
    ],
)
def test_says_what_is_wrong(more: tuple[str, ...], said: str, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mistake is said in a line."""
    capsys.readouterr()
    assert said in wrong(log(kept, *more), capsys)


@pytest.mark.parametrize("text", ["[]", '{"a": 1}', "{"])
def test_names_that_are_none(text: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of names that holds something else is refused."""
    names = tmp_path / "names.json"
    names.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert "names.json" in wrong(log(kept, "--names", str(names)), capsys)


def test_shows_protected_matters_only_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log that is printed for the file tells of no suspicion, and no reading of it is accounted for."""
    path, school = tmp_path / "cases.db", bti.Service("school-1", "school")
    engine, by = bti.Engine(bti.load_guide("sortland")), bti.Professional("p-1", "teacher", school)
    now = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    with bti.SqliteStore(path) as store:
        suspicion = facts.SuspicionRecorded(category=facts.Category.WELFARE, note=facts.Note.of("Marks."))
        assert bti.Desk(engine, store).record("case-1", suspicion, by=by, now=now)
    capsys.readouterr()
    asked = log(path, "--now", "2026-03-03T12:00Z", by="professional:p-1:teacher:school-1:school", case="case-1")
    assert main(asked) == 0
    said = capsys.readouterr()
    assert "Marks." not in said.out
    assert "matter" not in said.err
    for more in ([], ["--html"]):
        assert main([*asked, "--protected", *more]) == 0
        said = capsys.readouterr()
        assert "Marks." in said.out
        assert "Skal ikke legges i elevmappen" in said.out
        assert '"book": "matter:' in said.err
