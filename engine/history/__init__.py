"""History: inputs are the truth, state is a cache of them (docs/history-format.md)."""
