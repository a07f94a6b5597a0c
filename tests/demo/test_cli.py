"""The command line: what each command prints, and what it says when something is wrong."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path

import pytest

import bti
from bti import Desk, Engine, SqliteStore, bundled, load_guide
from bti.cli import main
from bti.demo.cast import MOTHER
from bti.demo.story import CASE, GUIDE


def wrong(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that cannot be done; give what it said on standard error."""
    try:
        code: object = main(argv)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2
    assert "Traceback" not in said.err
    return said.err


def right(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command; give what it printed."""
    assert main(argv) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says which version runs."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"bti {bti.__version__}\n"


def test_nothing_asked_for_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """`bti` alone lists what there is."""
    said = wrong([], capsys)
    assert all(command in said for command in ("demo", "guide", "law"))


def test_demo_in_a_file_can_be_read_afterwards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--db` keeps the case, and says where."""
    path = tmp_path / "demo.db"
    said = right(["demo", "--lang", "en", "--db", str(path)], capsys)
    assert said.endswith(f"The case is kept in {path}\n")
    store = SqliteStore(path)
    case = Desk(Engine(load_guide(GUIDE)), store).case(CASE, by=MOTHER)
    assert case.spine.life.closed is not None
    assert not case.matters
    store.close()


def test_demo_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--db` the temporary file is gone at the end."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    right(["demo", "--json"], capsys)
    assert list(tmp_path.iterdir()) == []


def test_demo_does_not_write_twice_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that already holds the case is left as it was."""
    path = tmp_path / "demo.db"
    right(["demo", "--db", str(path)], capsys)
    before = path.read_bytes()
    assert "already holds the case of the demo" in wrong(["demo", "--db", str(path)], capsys)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["text", "sqlite"])
def test_demo_leaves_a_foreign_file_alone(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of another program is named and left byte for byte as it was."""
    path = tmp_path / "mine.db"
    if kind == "text":
        path.write_text("my diary, not yours to write in; it is longer than a header\n" * 10, encoding="utf-8")
    else:
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE mine (x)")
        db.commit()
        db.close()
    before = path.read_bytes()
    assert "it was left as it was" in wrong(["demo", "--db", str(path)], capsys)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["demo", "--lang", "sv"], "invalid choice: 'sv'"),
        (["demo", "--db", ""], "must not be empty"),
        (["demo", "--db", "no/such/folder/x.db"], "there is no directory"),
        (["demo", "--db", "."], "it is a directory"),
        (["guide"], "required: COMMAND"),
        (["guide", "show", "sortlnd"], "Mente du «sortland»?"),
        (["guide", "show", "no/such.toml"], "no/such.toml: feil no_such_file"),
        (["guide", "show", "sortland", "--lang", "nbo"], "is not a known language"),
        (["law", "show", "A-99"], "the law has no rule 'A-99'"),
        (["law", "A99"], "the law has no rule 'A99'; did you mean 'A-"),
        (["law", "XX"], "the law has no rule 'XX'; ids are such as 'Z-01'"),
        (["law", "list", "--on", "1.8.2026"], "is not a date such as 2026-08-01"),
        (["dmeo"], "invalid choice: 'dmeo'"),
    ],
)
def test_what_is_wrong_is_said_in_words(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake at the shell gets one clear message and exit code 2, never a traceback."""
    assert said in wrong(argv, capsys)


def test_broken_guide_is_shown_with_all_its_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A guide of one's own that cannot be used is explained, problem by problem."""
    path = tmp_path / "mine.toml"
    path.write_text('id = "mine"\nextends = "national"\ncolour = "red"\nstatus = "sleeping"\n', encoding="utf-8")
    said = wrong(["guide", "show", str(path)], capsys)
    assert "colour" in said
    assert "sleeping" in said


def test_guides_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every bundled guide has a line."""
    lines = right(["guide", "list"], capsys).splitlines()
    assert [line.split()[0] for line in lines] == list(bundled())


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nb", "Fristene: ikke oppgitt"), ("nn", "Fristane: ikkje oppgitt"), ("en", "The time limits: not stated")],
)
def test_guide_says_what_it_does_not_state(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Sortland's page shows what is the common core's and what nobody states."""
    page = right(["guide", "show", "sortland", "--lang", lang], capsys)
    assert said in page
    assert "\n· " in page.replace("  ", "")


def test_law_is_listed_by_date(capsys: pytest.CaptureFixture[str]) -> None:
    """`--on` leaves out what was not law on that date."""
    today = right(["law", "list", "--on", "2026-03-01"], capsys).splitlines()
    long_ago = right(["law", "list", "--on", "1950-01-01"], capsys).splitlines()
    assert len(long_ago) < len(today)
    assert right(["law"], capsys) == right(["law", "list"], capsys)


def test_a_rule_says_since_when_its_words_stand_and_what_rests_on_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The day of the present wording beside that of the act, and that a pending act carries nothing yet."""
    assert "from 1 January 2023, in these words from 1 January 2026" in right(["law", "D-01", "--lang", "en"], capsys)
    assert "nothing in force on that day" in right(["law", "C-15", "--lang", "en", "--on", "2026-07-02"], capsys)


@pytest.mark.parametrize("command", [["show", "F-14"], ["list"]], ids=["show", "list"])
@pytest.mark.parametrize("options", [["--lang", "en"], ["--on", "2025-11-01"]], ids=["lang", "on"])
def test_options_of_law_count_before_and_after_its_commands(
    command: list[str], options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`bti law --lang en show F-14` is `bti law show F-14 --lang en`, and neither is the same without."""
    before = right(["law", *options, *command], capsys)
    assert before == right(["law", *command, *options], capsys)
    assert before != right(["law", *command], capsys)


def test_a_rule_named_after_options_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """`bti law --lang en A-30` is short for `bti law show A-30 --lang en`."""
    assert right(["law", "--lang", "en", "A-30"], capsys) == right(["law", "show", "A-30", "--lang", "en"], capsys)


def test_a_rule_says_that_other_words_held(capsys: pytest.CaptureFixture[str]) -> None:
    """Shown as on a day before its words, the day of the words is said; on that day nothing is."""
    before = right(["law", "A-24", "--on", "2026-05-31", "--lang", "en"], capsys)
    assert "the wording from 1 June 2026. Another wording held on 31 May 2026" in before
    assert "the wording from 1 July 2026. Another wording held on 31 May 2026" in before
    assert "Another wording" not in right(["law", "A-24", "--on", "2026-07-01", "--lang", "en"], capsys)


def test_an_act_whose_coming_into_force_is_not_known_is_said_to_be_passed(capsys: pytest.CaptureFixture[str]) -> None:
    """The day an act was passed is not shown as the day it came into force."""
    said = right(["law", "A-24", "--lang", "en"], capsys)
    assert "passed on 2 July 1999, in these words from 1 June 2026" in said
    assert "from 1 July 2013" in right(["law", "A-01", "--lang", "en"], capsys)


@pytest.mark.parametrize(
    ("rule", "said"),
    [("A-09", "stated by a municipality"), ("E-04", "not found in what was read"), ("H-13", "not found")],
    ids=["A-09", "E-04", "H-13"],
)
def test_what_no_act_says_is_not_said_to_be_law(rule: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What only a municipality says, or what was looked for and not found, says so."""
    page = right(["law", rule, "--lang", "en"], capsys)
    assert f"Certainty: {said}" in page
    assert "stated in law" not in page


def test_law_shows_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule is shown with what it rests on, whether it stands on a date, and that this is no legal advice."""
    page = right(["law", "show", "Q-05", "--lang", "en", "--on", "2026-03-01"], capsys)
    assert "§ 13 a nr. 1" in page
    assert "In force on 1 March 2026: yes" in page
    assert page.endswith("This is not legal advice.\n")


class Terminal(io.StringIO):
    """A standard output that a person looks at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_without_rich_the_demo_is_plain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the extra is not installed the demo still runs, and says what to install for colour."""
    terminal = Terminal()
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["demo", "--lang", "en"]) == 0
    assert "x Refused:" in terminal.getvalue()
    assert "pip install 'bti[cli]'" in capsys.readouterr().err


def test_terminal_without_colour_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dumb terminal gets no escapes, with rich or without."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["demo", "--lang", "en"]) == 0
    assert "\x1b" not in terminal.getvalue()


def test_terminal_without_norwegian_letters_gets_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """An output that cannot carry æ, ø and å shows a mark instead of failing."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["guide", "list"]) == 0
    assert b"sortland" in raw.getvalue()


def test_guide_shows_the_names_that_facts_and_guides_write(capsys: pytest.CaptureFixture[str]) -> None:
    """Outcomes, services and roles are listed by the names a host records and an adviser writes."""
    said = right(["guide", "show", "sortland", "--lang", "en"], capsys)
    assert "→ close: End the measure" in said
    assert "health_station: " in said
    assert "headteacher: Headteacher; in: School; leads its service" in said
