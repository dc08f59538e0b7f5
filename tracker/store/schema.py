"""Names the schema that this version of the tracker reads and writes."""

SCHEMA = "0006"
"""The newest Alembic revision (a test compares it with the folder `migrations/versions`)."""
