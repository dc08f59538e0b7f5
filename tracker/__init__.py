"""Tracks WASI proposals and amendments from their sources to a release vote."""

__version__ = "0.1.0"
