"""What may happen? Guards by topic, each a rule in one sentence with its source."""
