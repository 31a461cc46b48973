"""Working days and opening hours: facts with a legal source, and the calendar in force. No database."""
