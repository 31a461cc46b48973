"""Models run in memory, without a database: by a scenario or by hand, on a controlled clock."""
