"""What does somebody owe? Duties from the record, the guide and the law, each from a source in one table."""
