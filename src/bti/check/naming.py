"""Would a report to child welfare, or to the police, count where the guide's own service of that name receives it?

Which kinds of service are child welfare and the police is a closed list (`bti.record.protection`): where a report
fulfils the duty, and who is let into a protected matter by it, is law and no setting (law D-01, D-04). A municipality
names its own child welfare by giving the kind a label of its own; a kind of another name would not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, found_at
from bti.guide.merging import children
from bti.record.protection import CHILD_WELFARE_KINDS, POLICE_KINDS

__all__ = ["naming"]

_CALLED: Final = (
    ("child_welfare", CHILD_WELFARE_KINDS, re.compile(r"barnevern\w*|child welfare")),
    ("police", POLICE_KINDS, re.compile(r"politi|politiet|police")),
)
"""The kind to use, all kinds that count, and the words by which a service is recognised as one of them."""
_WORDS: Final = re.compile(r"[\W_]+")


def naming(shape: Shape) -> Iterator[Finding]:
    """Yield each kind of service of the guide's own that is called child welfare or the police, and would not count."""
    own = shape.stack[0].layer
    services = children(shape.stack, "service", lambda table: table.service, lambda table: table.services)
    for name, parts in services.items():
        if parts[0].layer is not own:
            continue
        labels = [part.table.label for part in parts if part.table.label is not None]
        called = [name, *(said for label in labels for _, said in label.items())]
        words = f" {' | '.join(_WORDS.sub(' ', one.casefold()) for one in called)} "
        for kind, counting, known in _CALLED:
            if name not in counting and re.search(rf" (?:{known.pattern}) ", words):
                yield found_at(parts[0], "id", Severity.WARNING, "kind_does_not_count", service=name, kind=kind)
