"""The applicant's cabinet."""
