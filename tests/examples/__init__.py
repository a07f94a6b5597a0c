"""The example book: each kind of fact admitted once, and refused once by every guard that stands before it.

A file a topic, each example a function that plays a story up to the attempt. `tests/rules/test_example_book.py` plays
them all, and asks for the ones that are missing. A new file here is found by itself.
"""
