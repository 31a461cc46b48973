"""Pages of the administrator: calendar, incidents, notices, health."""
