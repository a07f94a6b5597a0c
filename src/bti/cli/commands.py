"""The commands and their words: `bti demo`, `bti log`, `bti export`, `bti import`, `bti guide`, `bti check`, `bti law`.

What a person did wrong is said in one line on standard error, with exit code 2; there is no traceback for it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import bti
from bti.dates import check_instant
from bti.errors import BtiError, InvalidValue, UnknownLanguage
from bti.people import Actor
from bti.text import LANGUAGES, check_language

if TYPE_CHECKING:
    from bti.cli.guide_commands import Commands

__all__ = ["main"]

_WRONG: Final = 2
"""The exit code for what the person at the shell can mend."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words after `bti`; by default those of the process.

    Returns:
        The exit code: 0, 2 where something asked for cannot be, and 1 where a check has found errors.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a terminal without æ, ø and å still gets the rest
    parser = _parser()
    asked = parser.parse_args(_words(sys.argv[1:] if argv is None else argv))
    run: Callable[[argparse.Namespace], int | None] | None = getattr(asked, "run", None)
    if run is None:
        parser.print_help(sys.stderr)
        return _WRONG
    try:
        code = run(asked)
        sys.stdout.flush()
    except BtiError as error:
        sys.stderr.write(f"bti: {error}\n")
        return _WRONG
    except BrokenPipeError:  # whoever reads has seen enough; nothing more may be written at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bti", description="Follow one child from first concern to close, by a municipality's own guide."
    )
    parser.add_argument("--version", action="version", version=f"bti {bti.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="tell one case from the first wonder to close")
    demo.add_argument("--lang", choices=LANGUAGES, default="nb", help="bokmål, nynorsk or English; default nb")
    demo.add_argument("--json", action="store_true", help="one JSON object a line")
    demo.add_argument("--db", metavar="FILE", help="keep the case in an SQLite file; default: a temporary one")
    demo.set_defaults(run=_demo)

    from bti.cli.guide_commands import add_check, add_guide

    add_guide(commands, _add_lang, _add_own_lang)
    add_check(commands, _add_own_lang, _add_day)

    law = commands.add_parser("law", help="show the rules of law that bti knows; not legal advice")
    _add_lang(law)
    _add_day(law)
    law.add_argument("--host", action="store_true", help="only what the host must do, as a checklist")
    law.add_argument("--guide", metavar="GUIDE", help="with --host: what a guide sets of it (a name, or a file)")
    law.set_defaults(run=_law_list)
    rules = law.add_subparsers(title="commands", metavar="COMMAND")
    listed = rules.add_parser("list", help="list them, by topic", argument_default=argparse.SUPPRESS)
    _add_lang(listed, argparse.SUPPRESS)
    _add_day(listed)
    listed.set_defaults(run=_law_list)
    rule = rules.add_parser("show", help="show one", argument_default=argparse.SUPPRESS)
    rule.add_argument("rule", metavar="ID", help="a rule's id, such as A-30")
    _add_lang(rule, argparse.SUPPRESS)
    _add_day(rule)
    rule.set_defaults(run=_law_show)
    _add_log(commands)
    _add_moving(commands)
    return parser


def _words(given: Sequence[str]) -> list[str]:
    """Return what was asked, where `bti law A-30` is short for `bti law show A-30`."""
    words = list(given)
    for place in range(1, len(words) if words[:1] == ["law"] else 0):
        if words[place].startswith("-") or not words[place] or words[place - 1] in _WITH_VALUE:
            continue
        if words[place] not in ("list", "show"):
            words.insert(place, "show")
        break
    return words


_WITH_VALUE: Final = ("--lang", "--on", "--guide")
"""The options of `bti law` that take the word after them."""


def _add_log(commands: Commands) -> None:
    log = commands.add_parser(
        "log",
        help="show the relay log of a case, as somebody may see it",
        description="Show the relay log of a case as one person may see it: the overview, and all entries. Who asks is "
        "believed as it is said. Each reading leaves an access record, which the host has to keep.",
    )
    log.add_argument("case", metavar="CASE", help="the id of the case")
    log.add_argument("--db", metavar="FILE", required=True, help="the SQLite file that the case is kept in")
    _add_by(log, required=True)
    log.add_argument("--basis", metavar="WORDS", default="bti log", help="the ground for reading; default: 'bti log'")
    log.add_argument("--now", metavar="INSTANT", type=_instant, help="as it was seen then, such as 2026-03-02T09:00Z")
    log.add_argument("--names", metavar="FILE", help="names of people and services: a JSON object by reference")
    log.add_argument("--access", metavar="FILE", help="add the access record to this file, one JSON object a line")
    log.add_argument(
        "--guide", metavar="ID", action="append", default=[], help="a guide of your own; may be given several times"
    )
    log.add_argument(
        "--protected",
        action="store_true",
        help="also matters you are an insider of, and your service's own book, in a part of its own; never for a file",
    )
    log.add_argument("--html", action="store_true", help="as HTML")
    _add_lang(log)
    log.set_defaults(run=_log)


def _add_moving(commands: Commands) -> None:
    out = commands.add_parser(
        "export",
        help="write a whole case as one JSON file, for another system",
        description="Write a whole case as one JSON file. The case book may be exported by the leader of the home "
        "service and by whoever answers for the case now; who they are is believed as it is said.",
    )
    out.add_argument("case", metavar="CASE", help="the id of the case")
    out.add_argument("--db", metavar="FILE", required=True, help="the SQLite file that the case is kept in")
    who = out.add_mutually_exclusive_group(required=True)
    _add_by(who)
    who.add_argument(
        "--operator", action="store_true", help="as whoever runs the host, and nobody of the case; the file says so"
    )
    which = out.add_mutually_exclusive_group()
    which.add_argument(
        "--protected",
        action="store_true",
        help="also matters you are an insider of, and your service's own book",
    )
    which.add_argument("--protected-only", action="store_true", help="nothing but those")
    out.add_argument(
        "--guide", metavar="ID", action="append", default=[], help="a guide of your own; may be given several times"
    )
    out.add_argument("--with-guides", action="store_true", help="let the guides that entries were judged by go along")
    out.add_argument("--out", metavar="FILE", help="a new file; default: standard output")
    _add_lang(out)
    out.set_defaults(run=_export)

    into = commands.add_parser(
        "import",
        help="keep a case from such a file, once all of it is verified",
        description="Keep a case from a file that `bti export` wrote, once all of it is verified: its form, the order "
        "of its entries, every digest and every text. A file that has the case already takes nothing.",
    )
    into.add_argument("file", metavar="FILE", help="a case document, as `bti export` writes it")
    into.add_argument("--db", metavar="FILE", required=True, help="the SQLite file to keep it in; made if need be")
    into.set_defaults(run=_import)


def _add_by(parser: argparse._ActionsContainer, *, required: bool = False) -> None:  # pyright: ignore[reportPrivateUsage] -- nor for what holds options
    from bti.cli.people import FORMS

    parser.add_argument("--by", metavar="PERSON", type=_person, required=required, help=f"who asks: {FORMS}")


def _person(written: str) -> Actor:
    from bti.cli.people import person

    try:
        return person(written)
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add_lang(parser: argparse.ArgumentParser, default: str = "nb") -> None:
    """Add the option; below a command that has it too, without a default, which would hide what stood before."""
    parser.add_argument("--lang", type=_language, default=default, help="nb, nn, en or another language; default nb")


def _add_own_lang(parser: argparse.ArgumentParser) -> None:
    default = "default: the first that the guide is written in"
    parser.add_argument("--lang", type=_language, help=f"nb, nn, en or another language; {default}")


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", type=_day, help="as the law is on a date, such as 2026-08-01")


def _language(tag: str) -> str:
    try:
        return check_language(tag)
    except UnknownLanguage as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a date such as 2026-08-01") from None


def _instant(written: str) -> dt.datetime:
    try:
        return check_instant(dt.datetime.fromisoformat(written), "--now")
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{written!r} is not an instant with its time zone, such as 2026-03-02T09:00Z"
        ) from None


def _demo(asked: argparse.Namespace) -> None:
    from bti.demo.show import show

    show(asked.lang, json=asked.json, db=asked.db)


def _law_list(asked: argparse.Namespace) -> None:
    from bti.cli.laws import host_list, law_list

    if not getattr(asked, "host", False):
        _print(law_list(asked.lang, asked.on))
        return
    from bti import load_guide

    _print(host_list(asked.lang, asked.on, None if asked.guide is None else load_guide(asked.guide)))


def _law_show(asked: argparse.Namespace) -> None:
    from bti.cli.laws import law_page

    _print(law_page(asked.rule, asked.lang, asked.on))


def _log(asked: argparse.Namespace) -> None:
    from bti.cli.log import show_log

    show_log(asked)


def _export(asked: argparse.Namespace) -> None:
    from bti.cli.moving import export

    export(asked)


def _import(asked: argparse.Namespace) -> None:
    from bti.cli.moving import take_in

    _print(take_in(asked))


def _print(lines: Sequence[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
