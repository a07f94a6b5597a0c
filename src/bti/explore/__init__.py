"""How does it look? A case as a person may see it: the relay log as text for a terminal, and as HTML for a notebook.

And a guide: as a page to look at, and as a diagram in Mermaid's words.
"""

from bti.explore.guide_page import guide_html
from bti.explore.log import relay_log
from bti.explore.mermaid import guide_mermaid
from bti.explore.page import Page, Row, Section

__all__ = ["Page", "Row", "Section", "guide_html", "guide_mermaid", "relay_log"]
