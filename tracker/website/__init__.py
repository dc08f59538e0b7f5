"""The website: a static dashboard of where everything stands, built from templates and assets in `site/`."""

from tracker.website.building import BuildReport, build
from tracker.website.errors import WebsiteError
from tracker.website.pages import Process

__all__ = ["BuildReport", "Process", "WebsiteError", "build"]
