"""What has happened: facts, the entries they are admitted as, and the case that entries fold into."""
