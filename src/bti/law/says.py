"""What does the law say of one act: may it be done, may it not, must it be done, and by which rules?

The circumstances are judged by a person and said here in closed words (`bti.law.doing`); nothing is judged by the
library. Not legal advice.
"""

from __future__ import annotations

import attrs

from bti.law.doing import Doing, Party
from bti.law.line import Asked, Says
from bti.law.rules import Law, load_law
from bti.law.says_lines import LINES

__all__ = ["Answer", "Asked", "Says", "duties", "says"]


@attrs.frozen
class Answer:
    """What the law says of one act.

    Attributes:
        doing: The act.
        says: What is said of it.
        rules: The ids of the rules that say so, each once; their texts are those of the law data.
        who: Whom it binds, for what must be done.
        remedy: The way out, as a stable name; None where there is none.
    """

    doing: Doing
    says: Says
    rules: tuple[str, ...] = ()
    who: tuple[Party, ...] = ()
    remedy: str | None = None


def says(doing: Doing, asked: Asked, law: Law | None = None) -> Answer:
    """Answer what the law says of an act.

    The first line whose circumstances are those asked about decides; further lines that say the same add their rules.

    Args:
        doing: The act.
        asked: By whom, when, and what a person has judged.
        law: The law; by default the bundled one.
    """
    rules = load_law() if law is None else law
    held = [line for line in LINES[doing] if line.fits(asked) and line.stands(asked, rules)]
    if not held:
        return Answer(doing, Says.CANNOT_SAY)
    same = [line for line in held if line.says is held[0].says]
    return Answer(
        doing,
        held[0].says,
        tuple(dict.fromkeys(rule for line in same for rule in line.rules)),
        tuple(dict.fromkeys(line.who for line in same if line.who is not None)),
        next((line.remedy for line in same if line.remedy is not None), None),
    )


def duties(asked: Asked, law: Law | None = None) -> tuple[Answer, ...]:
    """Return everything that must be done in these circumstances."""
    found = (says(doing, asked, law) for doing in LINES)
    return tuple(answer for answer in found if answer.says is Says.MUST)
