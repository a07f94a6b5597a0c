"""The words of `bti guide` and `bti check`: list, show, begin, compare and check guides."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import bti
from bti.cli.guide_language import UNUSABLE, language_of, load_or_tell
from bti.errors import InvalidValue
from bti.explore.guide_said import say

if TYPE_CHECKING:
    # What argparse holds commands in; it has no public name for that.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # pyright: ignore[reportPrivateUsage]  # see above
    _Add = Callable[[argparse.ArgumentParser], None]

__all__ = ["add_check", "add_guide"]


def add_guide(commands: Commands, add_lang: _Add, add_own_lang: _Add) -> None:
    """Add `bti guide` with its own commands; in which language they answer says `bti.cli.guide_language`."""
    guide = commands.add_parser("guide", help="show, begin and compare guides: those that come with bti, or your own")
    guides = guide.add_subparsers(title="commands", metavar="COMMAND", required=True)
    every = guides.add_parser("list", help="list those that come with bti")
    add_lang(every)
    every.set_defaults(run=_list)

    shown = guides.add_parser("show", help="show one, and what it does not state")
    shown.add_argument("guide", metavar="ID", help="an id, or the path to a TOML file, or to one that was kept")
    shown.add_argument(
        "--format",
        choices=("text", "mermaid", "html", "toml", "kept"),
        default="text",
        help="text; a diagram in Mermaid's words; one HTML page by itself; "
        "one TOML text with all it is built on, to copy from; "
        "or a document that holds all of it, to keep for the cases that stand under it; default text",
    )
    shown.add_argument("--out", metavar="FILE", help="a new file; default: standard output")
    shown.add_argument("--grounds", action="store_true", help="in text: tell the sources of each rule too")
    add_own_lang(shown)
    shown.set_defaults(run=_show)

    new = guides.add_parser("new", help="begin a guide of your own: a file with comments, to fill in")
    new.add_argument("id", metavar="ID", help="its name in small letters, such as storvik; the file is called so too")
    new.add_argument("--place", metavar="NAME", required=True, help="the municipality")
    new.add_argument("--extends", metavar="ID", default="national", help="what it is built on; default national")
    new.add_argument("--out", metavar="FILE", help="a new file; default: standard output")
    add_lang(new)
    new.set_defaults(run=_new)

    diff = guides.add_parser("diff", help="say what changed between two, and what it means for running cases")
    diff.add_argument("before", metavar="A", help="the guide that cases run under: an id, or the path to a TOML file")
    diff.add_argument("after", metavar="B", help="the guide that is to come")
    add_own_lang(diff)
    diff.set_defaults(run=_diff)


def add_check(commands: Commands, add_own_lang: _Add, add_day: _Add) -> None:
    """Add `bti check`."""
    check = commands.add_parser(
        "check",
        help="check a guide of your own: everything at once, and how to mend it",
        description="Check a guide. Exit code 0: nothing, or notes only; 1: errors (with --strict, warnings too); "
        "2: the file cannot be read.",
    )
    check.add_argument("file", metavar="FILE", help="a TOML file, or the id of a guide that comes with bti")
    check.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="github: annotations; default text"
    )
    check.add_argument("--strict", action="store_true", help="let warnings fail as well")
    add_own_lang(check)
    add_day(check)
    check.set_defaults(run=_check)


def _list(asked: argparse.Namespace) -> None:
    from bti.cli.guides import guide_list

    _print(guide_list(asked.lang))


def _show(asked: argparse.Namespace) -> int:
    guide = load_or_tell(asked.guide, asked.lang)
    if guide is None:
        return UNUSABLE
    lang = language_of(guide.languages, asked.lang)
    if asked.format == "text":
        from bti.cli.guides import guide_page

        text = "\n".join(guide_page(guide, lang, grounds=asked.grounds)) + "\n"
    elif asked.format == "mermaid":
        from bti.explore.mermaid import guide_mermaid

        text = guide_mermaid(guide, lang)
    elif asked.format == "toml":
        from bti.guide.one_text import guide_toml

        head = say("one_text", lang, title=guide.title(lang), guide=guide.id)
        text = f"# {head}\n\n{guide_toml(asked.guide)}"
    elif asked.format == "kept":
        from bti.guide.kept import keep_guide

        text = keep_guide(guide)
    else:
        from bti.explore.guide_page import guide_html

        text = guide_html(guide, lang)
    _write(text, asked.out, lang)
    return 0


def _new(asked: argparse.Namespace) -> None:
    from bti.check.skeleton import skeleton

    _write(skeleton(asked.id, place=asked.place, extends=asked.extends, lang=asked.lang), asked.out, asked.lang)
    if asked.out is not None:
        _print([say(word, asked.lang, file=asked.out) for word in ("written", "next")])


def _diff(asked: argparse.Namespace) -> int:
    from bti.check.telling import told

    before, after = load_or_tell(asked.before, asked.lang), load_or_tell(asked.after, asked.lang)
    if before is None or after is None:
        return UNUSABLE
    _print(told(bti.diff(before, after), language_of(after.languages, asked.lang)))
    return 0


def _check(asked: argparse.Namespace) -> int:
    from bti.check import check_guide, printing

    report = check_guide(asked.file, on=asked.on)
    lang = language_of(report.languages, asked.lang)
    if asked.format == "json":
        _print([printing.as_json(report, lang)])
    elif asked.format == "github":
        _print(printing.as_github(report, lang))
    else:
        _print(printing.as_text(report, lang))
    return report.exit_code(strict=asked.strict)


def _write(text: str, file: str | None, lang: str) -> None:
    """Write to standard output, or to a file that is not there yet."""
    if file is None:
        sys.stdout.write(text)
        return
    try:
        with Path(file).open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        raise InvalidValue(say("is_there", lang, file=file)) from None
    except OSError as error:
        raise InvalidValue(
            say("not_writable", lang, file=file, reason=error.strerror or type(error).__name__)
        ) from None


def _print(lines: Sequence[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
