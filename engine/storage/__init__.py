"""What is kept: connections, tables, encipherment, prepared statements, and the queries that more than one room asks."""
