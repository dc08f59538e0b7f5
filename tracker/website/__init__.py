"""The website: a static dashboard of where everything stands, built from templates and assets in `site/`."""

from tracker.website.building import BuildReport, build
from tracker.website.content import Content
from tracker.website.errors import WebsiteError
from tracker.website.settings import Settings

__all__ = ["BuildReport", "Content", "Settings", "WebsiteError", "build"]
