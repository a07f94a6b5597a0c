"""How do others read it? Entries as CloudEvents."""
