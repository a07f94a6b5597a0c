"""What happens: the whole story, in order."""

from __future__ import annotations

from typing import Final

from bti import Text
from bti.demo.beats import Beat
from bti.demo.own_service import AGREED, EVALUATED, TRIED_OUT
from bti.demo.together import HANDED_OVER, JOINED, REACHED
from bti.demo.wonder import WONDER

__all__ = ["CASE", "GUIDE", "STORY", "TITLE"]

CASE: Final = "demo-1"
"""The id of the case."""

GUIDE: Final = "sortland"
"""The id of the guide it is told on."""

TITLE: Final = Text(nb="Bokstavene som hopper", nn="Bokstavane som hoppar", en="The letters that jump")

STORY: Final[tuple[Beat, ...]] = (*WONDER, *AGREED, *TRIED_OUT, *EVALUATED, *JOINED, *HANDED_OVER, *REACHED)
