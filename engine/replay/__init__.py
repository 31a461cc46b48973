"""Stored histories run again: frames for auditors, comparison with all that is stored. Stands above `step` and `storage`."""
