"""What follows? Verdicts, options and views."""
