"""Says where the mirrors are kept."""

import os
from pathlib import Path

ENVIRONMENT = "TRACKER_CACHE_DIR"
"""The environment variable that names the folder."""


def cache_folder() -> Path:
    """Return the folder of the mirrors: `TRACKER_CACHE_DIR`, else the platform's cache folder."""
    given = os.environ.get(ENVIRONMENT)
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 -- only where nobody said where

    return user_cache_path("wasi-tracker")
