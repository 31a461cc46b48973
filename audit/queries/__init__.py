"""Reads of the tables for the auditor: the only modules of `audit` that know SQLAlchemy."""
