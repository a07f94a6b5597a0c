"""In which language is a guide answered about? One rule for all that the commands print of it, its errors included.

It is the one asked for with `--lang`; else the first that the guide is written in. Of a guide that cannot be used, it
is the one that its file promises as far as it can be read; where two are compared, that of the guide to come. Bokmål
where there is no guide to go by. What a program wrote (a kept guide) and the words of the command line are in English.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from bti import Guide, load_guide
from bti.errors import GuideError, UnknownGuide
from bti.explore.guide_said import say
from bti.text import FALLBACK, LANGUAGES

__all__ = ["UNUSABLE", "language_of", "load_or_tell"]

UNUSABLE: Final = 2
"""The exit code where a guide cannot be used."""


def language_of(languages: Sequence[str], asked: str | None) -> str:
    """Return the language asked for, or the first that a guide is written in, of those that can be shown."""
    return asked or next((one for one in languages if one in FALLBACK), LANGUAGES[0])


def load_or_tell(name: str, asked: str | None) -> Guide | None:
    """Return a guide; or say on standard error why there is none to use, and how to mend that, as `bti check` does.

    Args:
        name: An id, or the path to a file.
        asked: The language asked for, if one was.

    Raises:
        GuideError, UnknownGuide: It is a guide that was kept, which `bti check` does not read.
    """
    try:
        return load_guide(name)
    except (GuideError, UnknownGuide):
        from bti.check import Severity, check_guide
        from bti.check.printing import findings_as_text

        report = check_guide(name)
        errors = report.of(Severity.ERROR)
        if name.endswith(".json") or not errors:
            raise
    lang = language_of(report.languages, asked)
    sys.stderr.write(f"bti: {say('unusable', lang, guide=report.file or name)}\n")
    sys.stderr.writelines(f"{line}\n" for line in findings_as_text(errors, lang))
    return None
