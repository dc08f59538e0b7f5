"""Says where the database is: an option, the environment, or the platform's data folder."""

import os
from pathlib import Path

from tracker.frozen import frozen
from tracker.store.errors import StoreError

ENVIRONMENT = "TRACKER_DATABASE_URL"
"""The environment variable that names the database when `--db` does not."""
_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgresql+psycopg://", "postgres://")


@frozen
class Location:
    """Where the database is."""

    url: str
    """As SQLAlchemy takes it: `sqlite:////home/me/tracker.db`, `postgresql+psycopg://host/name`."""
    file: Path | None
    """The file, of an SQLite database."""

    @classmethod
    def find(cls, option: str | None) -> "Location":
        """Return where the database is; `StoreError` for an address that is neither SQLite nor PostgreSQL."""
        url = option or os.environ.get(ENVIRONMENT)
        if not url:
            from platformdirs import user_data_path  # noqa: PLC0415 -- only when nobody said where

            return cls.of_file(user_data_path("wasi-tracker") / "tracker.db")
        if url.startswith(_SQLITE):
            return cls.of_file(Path(url.removeprefix(_SQLITE)).expanduser())
        if url.startswith(_POSTGRES):
            return cls("postgresql+psycopg://" + url.partition("://")[2], None)
        if "://" not in url:
            return cls.of_file(Path(url).expanduser())
        raise StoreError(
            f"{url.partition('://')[0]}://: not a database the tracker knows; use sqlite:///FILE or postgresql://…"
        )

    @classmethod
    def of_file(cls, path: Path) -> "Location":
        """Return the location of an SQLite database in a file."""
        path = path.absolute()
        return cls(f"{_SQLITE}{path}", path)

    def __str__(self) -> str:
        """Return it as a message may show it: without a password."""
        if self.file is not None:
            return str(self.file)
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
