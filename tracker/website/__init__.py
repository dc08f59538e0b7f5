"""The website: a static dashboard of where everything stands, built from templates and assets in `site/`."""
