"""How does it look? A case as a person may see it: the relay log as text for a terminal, and as HTML for a notebook."""

from bti.explore.log import relay_log
from bti.explore.page import Page, Row, Section

__all__ = ["Page", "Row", "Section", "relay_log"]
