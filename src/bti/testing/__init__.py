"""How a host tests: stories in plain words, and, with `pip install bti[test]`, random facts and the laws of a store."""
