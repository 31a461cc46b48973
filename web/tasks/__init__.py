"""The task list, and one user task."""
