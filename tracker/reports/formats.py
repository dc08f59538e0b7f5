"""The names of the formats, apart from what makes them: every command knows them, also one that prints no report."""

from enum import StrEnum


class Format(StrEnum):
    """The formats of reading commands."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
