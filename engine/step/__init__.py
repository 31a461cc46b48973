"""One step of an instance, the same live and in replay: an input and answers in, what it did out. No database, no clock."""
