"""The start page: what the service is for who comes by, and the day's work for who is signed in."""
