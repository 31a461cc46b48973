"""What leaves the product: sealed case files, event logs, tables."""
