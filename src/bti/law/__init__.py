"""What has the law decided? Dated rules as data, and answers by date. Not legal advice."""

from __future__ import annotations

from bti.law.model import Act, Basis, Certainty, EnforcedWhere, Page, Rule, Sector
from bti.law.rules import Law, load_law, read_law

__all__ = ["Act", "Basis", "Certainty", "EnforcedWhere", "Law", "Page", "Rule", "Sector", "load_law", "read_law"]
