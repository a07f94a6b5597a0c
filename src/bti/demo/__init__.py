"""One case told from the first wonder to close, on Sortland's guide: what `bti demo` shows.

`story` says what happens, `playing` puts it to a desk, `telling` tells a person what came of it and `lines` a machine.
The people are invented. The desk knows them by references; their first names are mapped where the story is told.
"""
