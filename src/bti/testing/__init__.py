"""How a host tests: random facts and entries, and the laws every store must keep. Needs `pip install bti[test]`."""
