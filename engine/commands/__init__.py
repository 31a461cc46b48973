"""All that the system can do: one function, one transaction, its history rows with it."""
